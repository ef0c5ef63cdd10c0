"""Measure how time and memory grow with the size of a note, for many kinds of notes; `make bench-growth`.

    python benchmarks/growth.py [--kinds NAME ...] [--size CHARACTERS] [--limit SECONDS] [--write FILE]

Each kind repeats a piece of notes until it has SIZE, 2 SIZE and 4 SIZE characters. Each note is read in a process of
its own, which loads the pipeline and reads a short note first, so that only the note itself is measured. The exponent
is the slope of log(time) over log(size) between the smallest and the largest note: 1 is linear, 2 is quadratic. The
command fails if an exponent is over 1.2.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import environment, write_between
from kinds import KINDS, Kind

MARKS = ("<!-- growth -->", "<!-- /growth -->")
SIZES = (1, 2, 4)  # times SIZE
MAX_EXPONENT = 1.2
LEAST = 0.15  # seconds; a note that takes less is lost in the noise, and its exponent is not judged

READ = """
import resource, sys, time
from pathlib import Path
from extractor import pipeline
from extractor.model import ReadOptions
from extractor.output.render import render
options = ReadOptions()
warm = pipeline.from_bytes(b"# Sync, 3 March 2026\\n\\n- Ana will send the report by Friday.\\n", "warm.md", options)
for format in ("json", "html"):
    render(warm, format)
before = resource.getrusage(resource.RUSAGE_SELF)
recap = pipeline.from_path(Path(sys.argv[1]), options)
for format in ("json", "html"):
    render(recap, format)
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss, len(recap.items))
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one note took: processor seconds, the largest size of the process in MB, and how many items it has."""

    seconds: float
    megabytes: float
    items: int


def measure(text: str, ending: str, limit: float, folder: Path) -> Measure | None:
    """Read a note in a process of its own; None if it took longer than the limit, in processor seconds."""
    path = folder / f"2026-03-03 note{ending}"
    path.write_text(text, encoding="utf-8")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit) + 5, math.ceil(limit) + 10))

    done = subprocess.run(
        (sys.executable, "-c", READ, str(path)),
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        preexec_fn=limited,
    )
    if done.returncode < 0:
        return None
    if done.returncode:
        raise SystemExit(f"{path} cannot be read: {done.stderr[-2000:]}")
    seconds, kilobytes, items = done.stdout.split()
    return Measure(float(seconds), int(kilobytes) / 1024, int(items))


def exponent(small: Measure, large: Measure, ratio: float) -> float:
    """Return the power of the size that the time grows with."""
    return math.log(max(large.seconds, 1e-3) / max(small.seconds, 1e-3)) / math.log(ratio)


def row(name: str, kind: Kind, size: int, limit: float, folder: Path) -> tuple[str, bool]:
    """Measure one kind of notes; return its line of the table, and whether it grows as it should."""
    sizes = [int(size * kind.share) * factor for factor in SIZES]
    measures: list[Measure] = []
    for characters in sizes:
        found = measure(kind.make(characters), kind.ending, limit, folder)
        if found is None:
            return f"| {name} | over {limit:.0f} s at {characters // 1000} KB | | | |", False
        measures.append(found)
    small, _, large = measures
    grows = exponent(small, large, SIZES[-1] / SIZES[0])
    times = ", ".join(f"{one.seconds:.2f}" for one in measures)
    shown = f"{grows:.2f}" if large.seconds >= LEAST else "–"
    line = f"| {name} | {sizes[-1] // 1000} KB | {times} | {shown} | {large.megabytes:.0f} | {large.items:,} |"
    return line, grows <= MAX_EXPONENT or large.seconds < LEAST


def many_bullets(folder: Path, limit: float, count: int = 100_000) -> str:
    """Read a note of so many distinct bullets; return a sentence about it."""
    make = KINDS["distinct bullets"].make
    text = "".join(make(80 * count).splitlines(keepends=True)[:count])
    started = time.monotonic()
    found = measure(text, ".md", limit, folder)
    if found is None:
        return f"A note of {count:,} distinct bullets takes more than {limit:.0f} s."
    return (
        f"A note of {count:,} distinct bullets ({len(text) / 1e6:.1f} MB) takes {found.seconds:.0f} s of processor "
        f"time ({time.monotonic() - started:.0f} s with the start), and {found.megabytes:.0f} MB of memory."
    )


def main() -> None:
    """Measure, print the table as it goes, and write it into the file of --write."""
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--bullets", type=int, default=100_000)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    os.nice(5)
    table = [
        "| notes | largest | seconds at a quarter, a half, all of it | exponent | MB | items |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    print(*table, sep="\n", flush=True)
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds:
            shown = kind.replace("|", "\\|")
            line, is_good = row(shown, KINDS[kind], options.size, options.limit, Path(folder))
            print(line + ("" if is_good else " <--"), flush=True)
            table.append(line)
            if not is_good:
                bad.append(kind)
        if options.bullets:
            table += ["", many_bullets(Path(folder), 4 * options.limit, options.bullets)]
            print(table[-1])
    if options.write:
        write_between(options.write, MARKS, "\n".join(table))
    if bad:
        raise SystemExit(f"these grow faster than size to the power of {MAX_EXPONENT}: {', '.join(bad)}")


if __name__ == "__main__":
    main()
