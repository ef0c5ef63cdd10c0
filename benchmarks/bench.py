"""Measure the speed of recap, as ratios to the libraries it uses and to follow-through; `make bench` writes a table.

    python benchmarks/bench.py [--corpus FOLDER] [--copies N] [--rounds N] [--write README.md]

Start-up figures are the least processor time of several runs, taken in turns, so that other work of the machine does
not favour one program; the two jobs are measured by the clock. FOLDER holds notes; by default the corpus, else the
samples. follow-through is measured if it is installed (pip install follow-through==0.3.1), and the accuracy of both if
FOLDER holds annotated notes with their scorer.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MARKS = ("<!-- bench -->", "<!-- /bench -->")
WORDS = 2_000
NOTHING = "# Weather\n\nThe weather was fine.\n\nThe sea was blue, and the coffee good.\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, its time, the time of what it is compared with, the ratio, the aim."""

    what: str
    time: str
    against: str
    other: str
    ratio: str
    goal: str


def main() -> None:
    """Measure, print the table, and write it into the file of --write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    beside = ROOT.parent / "shared" / "corpus" / "dev"
    parser.add_argument("--corpus", type=Path, default=beside if beside.is_dir() else ROOT / "samples")
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        notes = _notes(options.corpus, Path(folder) / "notes")
        rows = [
            *_starts(notes, Path(folder), options.rounds),
            *_paces(notes, max(3, options.rounds // 2)),
            _two_jobs(notes, Path(folder), options.copies),
            *_accuracy(options.corpus, Path(folder)),
        ]
        size = sum(path.stat().st_size for path in notes.iterdir())
        table = _table(rows, f"{len(list(notes.iterdir()))} notes of {size / 1e6:.2f} MB")
    print(table)
    if options.write:
        write_between(options.write, MARKS, table)


def cost(command: Sequence[str]) -> float:
    """Run a command; return its processor time in seconds, that of its child processes included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def environment() -> dict[str, str]:
    """Return the variables of the measured programs: this checkout first, one thread each, compiled modules kept."""
    path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
    return {**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": ""}


def _notes(corpus: Path, folder: Path) -> Path:
    """Copy the notes of a folder, without the gold items beside them."""
    folder.mkdir()
    for path in sorted(corpus.iterdir()):
        if path.suffix in (".md", ".txt", ".vtt", ".srt"):
            shutil.copy(path, folder)
    return folder


def _starts(notes: Path, folder: Path, rounds: int) -> list[Row]:
    recap = (sys.executable, "-c", "from extractor.cli import main; main()")
    nothing, long = folder / "nothing.md", folder / "long.md"
    nothing.write_text(NOTHING, encoding="utf-8")
    long.write_text(_of_words(notes, WORDS), encoding="utf-8")
    commands = {
        "bare": (sys.executable, str(HERE / "bare.py"), "--help"),
        "bare run": (sys.executable, str(HERE / "bare.py"), "email", "notes.md"),
        "help": (*recap, "--help"),
        "nothing": (*recap, str(nothing)),
        "spacy": (sys.executable, "-c", "import spacy"),
        "long": (*recap, str(long)),
    }
    runs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            runs[name].append(cost(command))
    best = {name: min(times[1:]) for name, times in runs.items()}
    return [
        _row("`recap --help`", best["help"], "bare Click program, `--help`", best["bare"], "≤ 1.3"),
        _row("a note without work", best["nothing"], "bare Click program", best["bare run"], "≤ 2"),
        _row(f"a note of {WORDS:,} words", best["long"], "`import spacy`", best["spacy"], "≤ 1.6"),
    ]


def _of_words(notes: Path, words: int) -> str:
    """Return the first lines, with so many words, of the shortest notes that are long enough."""
    texts = sorted((path.read_text(encoding="utf-8", errors="replace") for path in notes.iterdir()), key=len)
    text = next((text for text in texts if len(text.split()) >= words), "\n\n".join(texts))
    lines, count = [], 0
    for line in text.splitlines():
        count += len(line.split())
        lines.append(line)
        if count >= words:
            break
    return "\n".join(lines) + "\n"


def _paces(notes: Path, rounds: int) -> list[Row]:
    names = ["full", "recap"]
    if importlib.util.find_spec("follow_through"):
        names.append("follow-through")
    runs: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            command = (sys.executable, str(HERE / "pace.py"), name, str(notes))
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
            runs[name].append(float(done.stdout))
    megabytes = sum(path.stat().st_size for path in notes.iterdir()) / 1e6
    best = {name: min(times) / megabytes for name, times in runs.items()}
    full, recap = best["full"], best["recap"]
    rows = [
        Row(
            "notes, a megabyte",
            _seconds(recap),
            "stock spaCy pipeline, all of it",
            _seconds(full),
            f"{full / recap:.1f} × faster",
            "≥ 4",
        )
    ]
    if "follow-through" in best:
        rows.append(_row("notes, a megabyte", recap, "follow-through 0.3.1", best["follow-through"], "≤ 1.5"))
    return rows


def _accuracy(corpus: Path, folder: Path) -> list[Row]:
    scorer = corpus.parent.parent / "tools" / "score.py"
    if not (scorer.is_file() and importlib.util.find_spec("follow_through")):
        return []
    f1 = {}
    for name in ("recap", "follow-through"):
        out = folder / f"items of {name}"
        subprocess.run(
            (sys.executable, str(HERE / "items.py"), name, str(corpus), str(out)), check=True, env=environment()
        )
        command = (sys.executable, str(scorer), str(corpus), str(out), "--json")
        scored = subprocess.run(command, check=True, capture_output=True, text=True)
        f1[name] = json.loads(scored.stdout)["total"]["f1"]
    recap, other = f1.values()
    return [Row("item F1", f"{recap:.2f}", "follow-through 0.3.1", f"{other:.2f}", f"{recap / other:.1f} ×", "")]


def _two_jobs(notes: Path, folder: Path, copies: int) -> Row:
    many = folder / "many"
    for number in range(copies):
        shutil.copytree(notes, many / str(number))
    times: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(2):
        for jobs, seconds in times.items():
            code = "from extractor.cli import main; main()"
            out = folder / "out"
            command = (sys.executable, "-c", code, "batch", str(many), "-o", str(out), "-f", "json", "-j", str(jobs))
            begun = time.monotonic()
            subprocess.run((*command, "--force", "-q"), check=True, env=environment())
            seconds.append(time.monotonic() - begun)
            shutil.rmtree(out)
    one_job, two_jobs = (statistics.median(times[jobs]) for jobs in (1, 2))
    what = f"`recap batch --jobs 2`, {copies} copies"
    return Row(what, _seconds(two_jobs), "`--jobs 1`", _seconds(one_job), f"{one_job / two_jobs:.2f} × faster", "≥ 1.7")


def _row(what: str, recap: float, against: str, other: float, goal: str) -> Row:
    return Row(what, _seconds(recap), against, _seconds(other), f"{recap / other:.2f} ×", goal)


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 5 else f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _table(rows: Sequence[Row], corpus: str) -> str:
    lines = ["| | recap | against | other | ratio | aim |", "| --- | ---: | --- | ---: | ---: | ---: |"]
    lines += [f"| {row.what} | {row.time} | {row.against} | {row.other} | {row.ratio} | {row.goal} |" for row in rows]
    machine = f"Python {platform.python_version()}, {platform.machine()}, {len(os.sched_getaffinity(0))} cores"
    return "\n".join(
        [*lines, "", f"Measured over {corpus} ({machine}) by `make bench`; a ratio says more than its seconds."]
    )


def write_between(path: Path, marks: tuple[str, str], table: str) -> None:
    """Put a table into the file at `path`, between its two marks. Raises SystemExit if they are missing."""
    text = path.read_text(encoding="utf-8")
    first, last = marks
    if first not in text or last not in text:
        raise SystemExit(f"{path} has no {first} and {last}; put them where the table belongs")
    fresh = re.sub(f"{first}.*{last}", lambda _: f"{first}\n{table}\n{last}", text, flags=re.S)
    path.write_text(fresh, encoding="utf-8")


if __name__ == "__main__":
    main()
