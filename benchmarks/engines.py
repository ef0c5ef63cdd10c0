"""Compare a Dask cluster of this machine with `recap batch --jobs`; `make bench-engines` writes the table.

    python benchmarks/engines.py [--notes FEW MANY] [--jobs N] [--corpus FOLDER] [--write docs/explanation/speed.md]

Each engine reads a few notes and many, the notes of `memory.py`. The difference gives the pace without what starting
takes, and with it the time that a million notes take on many cores, if they share a disk that keeps up.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import ROOT, environment, write_between
from memory import memory, processor_time, write_notes

MARKS = ("<!-- engines -->", "<!-- /engines -->")
MILLION, HUNDRED_THOUSAND, CORES = 1_000_000, 100_000, 32


@dataclass(frozen=True, slots=True)
class Run:
    """One batch."""

    seconds: float
    processor: float  # seconds of all its processes
    own: float  # seconds of these of the parent
    parent: float  # megabytes, the most that was private to it


def main() -> None:
    """Run all batches, print the table."""
    beside = ROOT.parent / "shared" / "corpus" / "dev"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, nargs=2, default=(200, 2_000))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corpus", type=Path, default=beside if beside.is_dir() else ROOT / "samples")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    found: dict[tuple[str, str], Run] = {}
    with tempfile.TemporaryDirectory() as name:
        for size, number in zip(("few", "many"), options.notes, strict=True):
            write_notes(options.corpus, Path(name, size), number)
            for engine in ("local", "dask"):
                found[engine, size] = run(Path(name, size), Path(name, f"{size}-{engine}"), engine, options.jobs)
                print(engine, number, found[engine, size], file=sys.stderr, flush=True)
        for engine in ("local", "dask"):
            found[engine, "again"] = run(Path(name, "many"), Path(name, f"many-{engine}"), engine, options.jobs)
    table = markdown(found, *options.notes, options.jobs)
    print(table)
    if options.write:
        write_between(options.write, MARKS, table)


def run(notes: Path, out: Path, engine: str, jobs: int) -> Run:
    """Run one batch. Raises SystemExit if it fails."""
    code = "from extractor.cli import main; main()"
    arguments = ("batch", str(notes), "-o", str(out), "-f", "json", "-q", "-j", str(jobs), "--engine", engine)
    begun, before, most, own = time.monotonic(), os.times(), 0.0, 0.0
    process = subprocess.Popen((sys.executable, "-c", code, *arguments), env=environment())
    while process.poll() is None:
        time.sleep(0.2)
        most = max(most, (memory(process.pid) or (0.0, 0.0))[0])
        own = max(own, processor_time(process.pid))
    if process.returncode:
        raise SystemExit(f"the batch ended with exit status {process.returncode}")
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.monotonic() - begun, processor, own, most)


def markdown(found: dict[tuple[str, str], Run], few: int, many: int, jobs: int) -> str:
    """Return the table as Markdown, with the sentences that sum it up."""
    lines = [
        f"| {jobs} processes | {few:,} notes | {many:,} notes | processor time | a note more | parent: memory"
        " | processor time, a note more | second run |",
        "| --- |" + " ---: |" * 7,
    ]
    pace, own = {}, {}
    for engine, name in (("local", f"`--jobs {jobs}`"), ("dask", f"`--engine dask --jobs {jobs}`")):
        small, large, again = (found[engine, size] for size in ("few", "many", "again"))
        pace[engine] = (large.seconds - small.seconds) / (many - few)
        own[engine] = (large.own - small.own) / (many - few)
        lines.append(
            f"| {name} | {small.seconds:.0f} s | {large.seconds:.0f} s | {large.processor:.0f} s |"
            f" {pace[engine] * 1000:.0f} ms | {large.parent:.0f} MB | {own[engine] * 1000:.1f} ms |"
            f" {again.seconds:.1f} s |"
        )
    local, dask = found["local", "many"], found["dask", "many"]
    per_core = (dask.processor - found["dask", "few"].processor) / (many - few) - own["dask"]
    lines += [
        "",
        f"Over {many:,} notes, starting included, the cluster has {local.seconds / dask.seconds:.2f} of the pace of"
        f" `--jobs` (by processor time {local.processor / dask.processor:.2f}); without it"
        f" {pace['local'] / pace['dask']:.2f}.",
        f"On paper, a note takes {per_core * 1000:.0f} ms of one of {CORES} such cores and {own['dask'] * 1000:.1f} ms"
        f" of the parent, whichever ends later: {MILLION:,} notes take"
        f" {max(per_core / CORES, own['dask']) * MILLION / 60:.0f} minutes,"
        f" and {HUNDRED_THOUSAND:,} on this machine {pace['dask'] * HUNDRED_THOUSAND / 3600:.1f} hours.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
