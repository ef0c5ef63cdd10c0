"""The memory of each process of a batch over many notes, as it goes; `make bench-memory` writes it into README.

    python benchmarks/memory.py [--notes N] [--jobs N] [--corpus FOLDER] [--every N] [--write README.md]

The notes are those of FOLDER with their paragraphs in other orders, so that no two are alike. Linux only: the figures
are those of /proc/PID/smaps_rollup, private to a process and with what it shares. A process gives way to a new one
after `workers.LIFE` notes; the largest of all workers since the line before counts.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import ROOT, environment, write_between

MARKS = ("<!-- memory -->", "<!-- /memory -->")
FAR = 100_000  # notes to which the time is extrapolated


@dataclass(frozen=True, slots=True)
class Point:
    """Where a run was: notes done, seconds gone, megabytes private to the parent and to the largest worker."""

    notes: int
    seconds: float
    parent: float
    worker: float
    shared: float  # of the largest worker, what it has with all others besides


def main() -> None:
    """Write the notes, run the batch, print the curve."""
    beside = ROOT.parent / "shared" / "corpus" / "dev"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corpus", type=Path, default=beside if beside.is_dir() else ROOT / "samples")
    parser.add_argument("--every", type=int, help="notes between two lines (default: a tenth)")
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        notes, out = Path(name) / "notes", Path(name) / "out"
        write_notes(asked.corpus, notes, asked.notes)
        code = "from extractor.cli import main; main()"
        options = ("-f", "json", "-q", "-j", str(asked.jobs))
        command = (sys.executable, "-c", code, "batch", str(notes), "-o", str(out), *options)
        points, first, seconds = watched(command, out / ".recap" / "manifest.jsonl", asked.every or asked.notes // 10)
        begun = time.monotonic()
        subprocess.run(command, check=True, env=environment())
        again = time.monotonic() - begun
    table = shown(points, asked.notes, first, seconds, again)
    print(table)
    if asked.write:
        write_between(asked.write, MARKS, table)


def watched(command: Sequence[str], log: Path, every: int) -> tuple[list[Point], float, float]:
    """The points of a run, each so many notes, the seconds until its first recap, and those of the whole."""
    begun = time.monotonic()
    process = subprocess.Popen(command, env=environment())
    points: list[Point] = []
    due, first, largest = every // 10, 0.0, (0.0, 0.0)
    done, read = -1, 0  # the first line of the log is its version
    while process.poll() is None:
        time.sleep(0.1 if not first else 0.5)
        fresh = _from(log, read)
        done, read = done + fresh.count(b"\n"), read + len(fresh)
        if done > 0 and not first:
            first = time.monotonic() - begun
        largest = max([largest, *(size for child in _children(process.pid) if (size := memory(child)))])
        if done >= due and (parent := memory(process.pid)):
            private, whole = largest
            largest = 0.0, 0.0
            points.append(Point(done, time.monotonic() - begun, parent[0], private, whole - private))
            print(points[-1], file=sys.stderr, flush=True)
            due = every if due < every else due + every
    if process.returncode:
        raise SystemExit(f"the batch ended with exit status {process.returncode}")
    return points, first, time.monotonic() - begun


def shown(points: Sequence[Point], notes: int, first: float, seconds: float, again: float) -> str:
    """The curve as Markdown, and what it comes to."""
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
            f" seconds; once more with nothing changed: {again:.1f} seconds. At that pace {FAR:,} take"
            f" {seconds * FAR / notes / 3600:.1f} hours.",
        ]
    )


def write_notes(corpus: Path, folder: Path, number: int) -> None:
    """So many notes of real size, each with the paragraphs of one of the corpus in another order."""
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
    """Private memory of a process, and all that it has, in megabytes; None if it is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+):\s+(\d+) kB", rollup, re.M)}
    return sizes.get("Private_Dirty", 0) + sizes.get("Private_Clean", 0), sizes.get("Rss", 0)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _from(path: Path, offset: int) -> bytes:
    """What stands in a growing file from there on."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            return stream.read()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
