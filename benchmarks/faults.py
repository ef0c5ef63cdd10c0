"""Interrupt, fill and lock batches of notes, and check that nothing is lost, half-written or written elsewhere.

    python benchmarks/faults.py [--kills N]

A batch is killed at N points (200), each time continued, and at the end every recap must be whole. Then come links in
the folder of recaps, a full disk (a file system in memory, as root on Linux), locked folders (not as root), and notes
from the year 1970 and the future. The command fails at the first fault that costs anything.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import environment

NOTES = 60
COMMAND = (sys.executable, "-c", "from extractor.cli import main; main()")


def write_notes(folder: Path) -> None:
    """Write the notes of a batch."""
    folder.mkdir()
    for number in range(NOTES):
        text = f"# Meeting {number}\n\n- Ana will send report {number} by 6 March 2026.\n"
        (folder / f"{number:03}.md").write_text(text, encoding="utf-8")


def start(notes: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """Start a batch in a group of processes of its own."""
    command = (*COMMAND, "batch", str(notes), "-o", str(out), "-f", "json", "-q", "-j", str(jobs))
    return subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, start_new_session=True)


def finish(notes: Path, out: Path, status: int = 0) -> str:
    """Run a batch to its end; return its messages. Exits if its status is another."""
    process = start(notes, out, 2)
    _, messages = process.communicate(timeout=600)
    words = messages.decode()
    if process.returncode != status or "Traceback" in words:
        sys.exit(f"a batch ended with {process.returncode}, not {status}: {words}")
    return words


def check_whole(out: Path, *, is_done: bool) -> int:
    """Check that each recap is whole, and at the end that there are all, and nothing half-written; return how many."""
    recaps = sorted(out.glob("[0-9]*.json"))
    for path in recaps:
        plan = json.loads(path.read_text(encoding="utf-8"))
        if plan["meeting"]["title"] != f"Meeting {int(path.stem)}" or len(plan["items"]) != 1:
            sys.exit(f"{path} is not the recap of its notes")
    if is_done and (len(recaps) != NOTES or list(out.rglob("*.tmp"))):
        sys.exit(f"{len(recaps)} of {NOTES} recaps, and {len(list(out.rglob('*.tmp')))} files half-written")
    return len(recaps)


def kills(folder: Path, count: int) -> None:
    """Kill a batch with all its processes at so many moments, and continue it."""
    notes, out, order, killed = folder / "notes", folder / "out", random.Random(1), 0
    while killed < count:
        process = start(notes, out, 1 + killed % 2)
        time.sleep(order.uniform(0.05, 3.0))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        if check_whole(out, is_done=False) == NOTES:
            shutil.rmtree(out)
    finish(notes, out)
    check_whole(out, is_done=True)
    print(f"{count} kills: nothing lost, nothing half-written")


def links(folder: Path) -> None:
    """Put links into the folder of recaps."""
    notes, out, outside = folder / "notes", folder / "linked", folder / "outside"
    outside.mkdir()
    (outside / "secret").write_text("untouched", encoding="utf-8")
    out.mkdir()
    for name in ("000.json", "plan.json", "index.html"):
        (out / name).symlink_to(outside / "secret")
    finish(notes, out)
    (out / ".recap" / "manifest.sqlite").unlink()
    (out / ".recap" / "manifest.sqlite").symlink_to(outside / "secret")
    finish(notes, out, 1)
    if (outside / "secret").read_text(encoding="utf-8") != "untouched" or len(list(outside.iterdir())) != 1:
        sys.exit("something was written through a link")
    print("links: nothing written through them")


def full_disk(folder: Path) -> None:
    """Write to a disk that is full after some recaps."""
    notes, disk = folder / "notes", folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)), capture_output=True, check=False
    )
    if mounted.returncode:
        print("full disk: left out, as no file system can be mounted here")
        return
    try:
        words = finish(notes, disk / "out", 1)
        if "no space left" not in words:
            sys.exit(f"the full disk is not named: {words}")
        kept = check_whole(disk / "out", is_done=False)
        print(f"full disk: the batch ended, {kept} recaps are whole")
    finally:
        subprocess.run(("umount", str(disk)), check=False)


def locked(folder: Path) -> None:
    """Read and write locked folders."""
    if os.name != "posix" or os.geteuid() == 0:
        print("locked folders: left out, as root may open everything")
        return
    notes, out = folder / "notes", folder / "locked"
    out.mkdir(mode=0o500)
    finish(notes, out, 1)
    (notes / "team").mkdir(mode=0o000)
    finish(notes, folder / "beside", 1)
    (notes / "team").rmdir()
    check_whole(folder / "beside", is_done=True)
    print("locked folders: named, the others done")


def clocks(folder: Path) -> None:
    """Run with files from before and after today: times decide nothing."""
    notes, out = folder / "notes", folder / "clock"
    finish(notes, out)
    for at, path in enumerate(sorted(notes.iterdir())):
        os.utime(path, (0, 0) if at % 2 else (4_000_000_000, 4_000_000_000))
    before = {path: path.stat().st_mtime_ns for path in out.glob("[0-9]*.json")}
    finish(notes, out)
    if {path: path.stat().st_mtime_ns for path in out.glob("[0-9]*.json")} != before:
        sys.exit("a recap was made again though only the clock changed")
    print("clocks: no recap made again")


def main() -> None:
    """Cause all faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_notes(folder / "notes")
        links(folder)
        full_disk(folder)
        locked(folder)
        clocks(folder)
        kills(folder, options.kills)


if __name__ == "__main__":
    main()
