"""Watch the memory of a batch of many notes; `make bench-memory` writes the table.

    python benchmarks/memory.py [--notes N] [--jobs N] [--corpus FOLDER] [--every N] [--write README.md]

The notes are those of FOLDER with their paragraphs shuffled, so that no two are alike. The figures come from
/proc/PID/smaps_rollup (Linux only). As worker processes are replaced after `processes.TASKS_PER_PROCESS` notes, each
line gives the largest worker since the line before.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench import ROOT, environment, write_between

MARKS = ("<!-- memory -->", "<!-- /memory -->")
EXTRAPOLATED = 100_000  # notes


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the table: notes done, seconds since the start, memory in megabytes."""

    notes: int
    seconds: float
    parent: float  # private to the parent
    worker: float  # private to the largest worker
    shared: float  # what that worker shares


def main() -> None:
    """Write the notes, run the batch, print the table."""
    beside = ROOT.parent / "shared" / "corpus" / "dev"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corpus", type=Path, default=beside if beside.is_dir() else ROOT / "samples")
    parser.add_argument("--every", type=int, help="notes between two lines (default: a tenth)")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        notes, out = Path(name) / "notes", Path(name) / "out"
        write_notes(options.corpus, notes, options.notes)
        code = "from extractor.cli import main; main()"
        batch_options = ("-f", "json", "-q", "-j", str(options.jobs))
        command = (sys.executable, "-c", code, "batch", str(notes), "-o", str(out), *batch_options)
        points, first, seconds = watch(
            command, out / ".recap" / "manifest.sqlite", options.every or options.notes // 10
        )
        begun = time.monotonic()
        subprocess.run(command, check=True, env=environment())
        again = time.monotonic() - begun
    table = markdown(points, options.notes, first, seconds, again)
    print(table)
    if options.write:
        write_between(options.write, MARKS, table)


def watch(command: Sequence[str], log: Path, every: int) -> tuple[list[Point], float, float]:
    """Run a batch and watch its memory; return the points, the seconds until the first recap, and the seconds in all.

    Args:
        command: The batch.
        log: Its manifest, which gets a row for each note that is done.
        every: The number of notes between two points.
    """
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment())
    points: list[Point] = []
    next_point, first, largest = every // 10, 0.0, (0.0, 0.0)
    done = 0
    while process.poll() is None:
        time.sleep(0.1 if not first else 0.5)
        done = max(done, _rows(log))
        if done > 0 and not first:
            first = time.monotonic() - begun
        largest = max([largest, *(size for child in _children(process.pid) if (size := memory(child)))])
        if done >= next_point and (parent := memory(process.pid)):
            private, whole = largest
            largest = 0.0, 0.0
            points.append(Point(done, time.monotonic() - begun, parent[0], private, whole - private))
            print(points[-1], file=sys.stderr, flush=True)
            next_point = every if next_point < every else next_point + every
    if process.returncode:
        raise SystemExit(f"the batch ended with exit status {process.returncode}")
    return points, first, time.monotonic() - begun


def markdown(points: Sequence[Point], notes: int, first: float, seconds: float, again: float) -> str:
    """Return the table as Markdown, with a sentence that sums it up.

    Args:
        points: The lines of the table.
        notes: How many notes there were.
        first: Seconds until the first recap.
        seconds: Seconds in all.
        again: Seconds of a second run, with nothing changed.
    """
    lines = [
        "| notes done | seconds | private to a worker | shared with it | private to the parent |",
        "| ---: " * 5 + "|",
    ]
    lines += [
        f"| {at.notes:,} | {at.seconds:,.0f} | {at.worker:.0f} MB | {at.shared:.0f} MB | {at.parent:.0f} MB |"
        for at in points
    ]
    return "\n".join(
        [
            *lines,
            "",
            f"All {notes:,} notes took {seconds / 60:,.1f} minutes, and the first recap was there after {first:.1f}"
            f" seconds; once more with nothing changed: {again:.1f} seconds. At that pace {EXTRAPOLATED:,} take"
            f" {seconds * EXTRAPOLATED / notes / 3600:.1f} hours.",
        ]
    )


def write_notes(corpus: Path, folder: Path, number: int) -> None:
    """Write a `number` of notes to `folder`, each with the paragraphs of one of the notes in `corpus`, shuffled."""
    paths = sorted(path for path in corpus.iterdir() if path.suffix in (".md", ".txt"))
    order = random.Random(7)
    for index in range(number):
        path = paths[index % len(paths)]
        blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace"))
        order.shuffle(blocks)
        target = folder / f"{index // 1000:03}" / f"{path.stem}-{index:06}{path.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n\n".join(blocks), encoding="utf-8")


def memory(pid: int) -> tuple[float, float] | None:
    """Return the private and the whole resident memory of a process, in megabytes; None if it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+):\s+(\d+) kB", rollup, re.M)}
    return sizes.get("Private_Dirty", 0) + sizes.get("Private_Clean", 0), sizes.get("Rss", 0)


def processor_time(pid: int) -> float:
    """Return the processor time of a process in seconds, without that of its children; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _rows(log: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(log))}?mode=ro", uri=True)) as database:
            (rows,) = database.execute("SELECT count(*) FROM notes").fetchone()
            return int(rows)
    except sqlite3.Error:
        return 0  # it is not there yet


if __name__ == "__main__":
    main()
