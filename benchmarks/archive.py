"""Watch the process that runs a batch over an archive; `make bench-archive` writes the table.

    python benchmarks/archive.py [--notes N N ...] [--folder DIR] [--write docs/explanation/speed.md]

What is measured is the parent: it lists the notes, feeds the processes, records what is done, and writes the plan
across all notes. The processes give the same small recap for each of the notes, with two items of two people out of
ten thousand, instead of reading it; that way 200,000 notes take minutes, not hours. Each archive is done twice: the
second time all is unchanged. DIR needs some 10 KB for each note; by default it is in memory,
where there is such a disk. The figures come from /proc/PID/smaps_rollup (Linux only).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import environment, write_between
from memory import memory, processor_time

MARKS = ("<!-- archive -->", "<!-- /archive -->")
IN_MEMORY = Path("/dev/shm")
MILLION = 1_000_000
PROGRAM = """
import json
from extractor.batch import runner
from extractor.cli import main

FIELDS = {"due_text": None, "line": 1, "end_line": 1, "private": False, "said": "", "id": "0a1b2c3d"}


def do_job(job, options):
    number = int(job.notes.stem)
    items = [
        {**FIELDS, "task": f"send letter {number}", "owners": [f"Person {(2 * number + k) % 10_000}"],
         "due": f"2026-{number % 12 + 1:02}-1{k}"}
        for k in range(2)
    ]
    plan = json.dumps({"meeting": {"title": f"Sync {number}", "date": "2026-03-04"}, "items": items})
    return runner.Outcome(job, tuple((target, plan) for _, target in job.targets), plan=plan)


runner.do_job = do_job
main()
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One batch."""

    seconds: float
    processor: float  # seconds of the parent
    parent: float  # megabytes, the most that was private to the parent


def main() -> None:
    """Run all batches, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, nargs="+", default=(20_000, 200_000))
    parser.add_argument("--folder", type=Path, default=IN_MEMORY if IN_MEMORY.is_dir() else None)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    found: list[tuple[int, Run, Run]] = []
    for number in options.notes:
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            write_notes(Path(name, "notes"), number)
            found.append((number, run(Path(name)), run(Path(name))))
            print(found[-1], file=sys.stderr, flush=True)
    table = markdown(found)
    print(table)
    if options.write:
        write_between(options.write, MARKS, table)


def write_notes(folder: Path, number: int) -> None:
    """Write so many notes of a line, a thousand in a folder."""
    for index in range(number):
        path = folder / f"{index // 1000:04}" / f"{index:07}.md"
        if index % 1000 == 0:
            path.parent.mkdir(parents=True)
        path.write_text("Ana will send it.\n", encoding="utf-8")


def run(folder: Path) -> Run:
    """Run the batch over the notes in a folder. Raises SystemExit if it fails."""
    arguments = ("batch", str(folder / "notes"), "-o", str(folder / "out"), "-f", "json", "-q", "-j2", "--no-ledger")
    begun, most, processor = time.monotonic(), 0.0, 0.0
    process = subprocess.Popen((sys.executable, "-c", PROGRAM, *arguments), env=environment())
    while process.poll() is None:
        time.sleep(0.2)
        most = max(most, (memory(process.pid) or (0.0, 0.0))[0])
        processor = max(processor, processor_time(process.pid))
    if process.returncode:
        raise SystemExit(f"the batch ended with exit status {process.returncode}")
    return Run(time.monotonic() - begun, processor, most)


def markdown(found: Sequence[tuple[int, Run, Run]]) -> str:
    """Return the table as Markdown: each archive with its first and second run, then what a million notes take."""
    lines = [
        "| notes | parent: memory | processor time | elapsed | nothing changed: memory | processor time | elapsed |",
        "| ---: " * 7 + "|",
    ]
    lines += [
        f"| {number:,} | {first.parent:.0f} MB | {first.processor:,.0f} s | {first.seconds:,.0f} s |"
        f" {again.parent:.0f} MB | {again.processor:,.0f} s | {again.seconds:,.0f} s |"
        for number, first, again in found
    ]
    (few, begun, again), (many, begun_many, again_many) = found[0], found[-1]
    if many > few:
        cost = (begun_many.processor - begun.processor) / (many - few)
        unchanged = (again_many.processor - again.processor) / (many - few)
        lines += [
            "",
            f"Each note more costs the parent {cost * 1000:.1f} ms of processor time, so that it can feed"
            f" {1 / cost:,.0f} notes a second, and {unchanged * 1000:.2f} ms if nothing changed: a second run over"
            f" {MILLION:,} notes takes {unchanged * MILLION / 60:.0f} minutes.",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
