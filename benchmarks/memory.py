"""The memory of each process of a batch over many notes, as it goes: private to the process, and shared.

    python benchmarks/memory.py [--notes N] [--jobs N] [--corpus FOLDER]

The notes are those of FOLDER with their paragraphs in other orders, so that no two are alike. Linux only: the figures
are those of /proc/PID/smaps_rollup. It also says after how long the first recap was there.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import ROOT, _environment


def main() -> None:
    """Write the notes, run the batch, print the curve."""
    beside = ROOT.parent / "shared" / "corpus" / "dev"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--corpus", type=Path, default=beside if beside.is_dir() else ROOT / "samples")
    parser.add_argument("--every", type=int, default=500, help="notes between two lines")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        notes, out = Path(name) / "notes", Path(name) / "out"
        write_notes(asked.corpus, notes, asked.notes)
        code = "from extractor.cli import main; main()"
        command = (sys.executable, "-c", code, "batch", str(notes), "-o", str(out), "-f", "json", "-q")
        begun = time.monotonic()
        process = subprocess.Popen((*command, "-j", str(asked.jobs)), env=_environment())
        log = out / ".recap" / "manifest.jsonl"
        due = 1
        print("  notes  seconds  parent and workers: private MB (with shared)")
        while process.poll() is None:
            time.sleep(0.05)
            done = _lines(log) - 1
            if done >= due:
                sizes = [size for pid in (process.pid, *_children(process.pid)) if (size := memory(pid))]
                shown = "  ".join(f"{private:6.1f} ({whole:6.1f})" for private, whole in sizes)
                print(f"{done:7,} {time.monotonic() - begun:8.1f}  {shown}", flush=True)
                due = asked.every if due == 1 else due + asked.every
        print(f"{asked.notes:7,} {time.monotonic() - begun:8.1f}  done")
        begun = time.monotonic()
        subprocess.run(command, check=True, env=_environment())
        print(f"again, nothing changed: {time.monotonic() - begun:.1f} seconds")


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


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(part.count(b"\n") for part in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
