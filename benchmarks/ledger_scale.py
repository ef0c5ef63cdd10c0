#!/usr/bin/env python3
"""Measure the ledger at 10,000 notes and 100,000 items: the time of each command beyond extraction, and the file.

    python benchmarks/ledger_scale.py [--notes 10000] [--items 10] [--write docs/explanation/speed.md]

Notes are made up: 100 series of meetings, in which most promises are carried once and then ticked. It prints one line
for each figure, with the bar that it must hold, and writes them as a table. Times are processor time, so that other
work of the machine counts little; what a ledger adds is the median of pairs, a run with it and one without.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench import write_between

from extractor.ledger import book
from extractor.ledger.events import Meeting, Member, Statement
from extractor.ledger.identity import digest, mention_key
from extractor.ledger.store import open_ledger
from extractor.ledger.titles import place_of

VERBS = "send draft review book call order repair plan write check update sign".split()
THINGS = "letter offer contract budget website report map room invoice leaflet door survey rota price list".split()
SERIES = 100
OPEN = 0.1  # of the promises that are never ticked
NOTES = """# {title}
3 March 2026

Present: {people}

- Anna will send the letter for client 1200 by Friday.
- [x] draft the offer for client 77
- Call the roofer about the door, by 10 March
- We talked about the budget for a while. The report went out on Monday.
"""
PAIRS = 15
MARKS = ("<!-- ledger -->", "<!-- /ledger -->")


def main() -> None:
    """Make the ledger, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=10, help="new promises in each of the notes")
    parser.add_argument("--write", type=Path, help="the page that holds the table")
    options = parser.parse_args()
    rows = [
        f"| {options.notes:,} notes, {options.notes * options.items:,} items | reached | bar |",
        "| --- | --- | --- |",
    ]

    def show(name: str, value: float, unit: str, bar: float) -> None:
        print(
            f"{name:52} {value:8.1f} {unit}   at most {bar} {unit}   {'ok' if value <= bar else 'TOO MUCH'}", flush=True
        )
        rows.append(f"| {name} | {value:.0f} {unit} | ≤ {bar} {unit} |")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        seconds = fill(path, options.notes, options.items)
        tail = seconds[-max(1, len(seconds) // 10) :]
        show("keep, a note (median of the last tenth)", statistics.median(tail) * 1000, "ms", 30)
        show("keep, a note (95th of 100)", sorted(tail)[int(len(tail) * 0.95)] * 1000, "ms", 30)
        show("file", sum(file.stat().st_size for file in path.parent.glob("ledger.db*")) / 1e6, "MB", 150)
        show("waiting", command("waiting", "--ledger", str(path)), "ms", 250)
        show("waiting of a series", command("waiting", "--ledger", str(path), f"Team {name_of(7)}"), "ms", 250)
        notes = Path(folder) / "notes.md"
        for title, name in (("Choir", "notes of no series"), (f"Team {name_of(7)}", "notes of a series")):
            notes.write_text(NOTES.format(title=title, people=", ".join(people_of(7)[:4])), encoding="utf-8")
            more = added(notes, path, Path(folder) / "none.db")
            show(f"recap NOTES, more with a ledger: {name}", more, "ms", 15)
    if options.write:
        write_between(options.write, MARKS, "\n".join(rows))


def fill(path: Path, notes: int, items: int) -> list[float]:
    """Keep made up notes; return the seconds that each took."""
    chance = random.Random(1)
    store = open_ledger(path)
    pen = book.Pen(store, "keep notes", datetime(2026, 4, 1, tzinfo=UTC), lambda: chance.getrandbits(80))
    open_tasks: dict[int, list[str]] = {number: [] for number in range(SERIES)}
    seconds = []
    for number in range(notes):
        series, week = number % SERIES, number // SERIES
        made = meeting(series, week, items, open_tasks[series], chance)
        start = time.process_time()
        book.keep(pen, made)
        seconds.append(time.process_time() - start)
    store.close()
    return seconds


def meeting(series: int, week: int, items: int, open_tasks: list[str], chance: random.Random) -> Meeting:
    """Return a made up meeting: new promises, and ticks for most of those of last time."""
    day = date(2020, 1, 6) + timedelta(weeks=week, days=series % 5)
    source = f"/notes/{name_of(series)}/weekly-{week}.md"
    id = digest("meeting", day.isoformat(), source)
    taken: set[str] = set()
    statements = []
    people = people_of(series)
    for line, task in enumerate(open_tasks, 1):
        key = mention_key(id, f"{task}\0done", taken)
        statements.append(Statement(key, line, line, f"- [x] {task}", task, "done", reviewed=True, found=True))
    open_tasks.clear()
    for line in range(100, 100 + items):
        task = f"{chance.choice(VERBS)} the {chance.choice(THINGS)} for client {chance.randrange(10_000)}"
        owner = chance.choice(people)
        quote = f"{owner} will {task} by Friday, as was agreed with everybody at the table."
        statements.append(
            Statement(
                mention_key(id, f"{task}\0", taken), line, line, quote, task, found=True, owners=(owner,),
                due=day + timedelta(days=4), due_said="by Friday", topic="Clients and offers",
            )
        )  # fmt: skip
        if chance.random() > OPEN:
            open_tasks.append(task)
    prints = "".join(digest(one.quote)[:6] for one in statements)
    return Meeting(
        id, f"Team {name_of(series)}", day, source, place_of(source), digest(source), prints,
        tuple(Member(person, present=True) for person in people), statements=tuple(statements),
    )  # fmt: skip


def people_of(series: int) -> list[str]:
    """Return the names of the people of a series."""
    return [f"{name_of(8 * series + number)} Smith" for number in range(8)]


def name_of(number: int) -> str:
    """Return a name that no other number has."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(4)).title()


def command(*arguments: str) -> float:
    """Return the median milliseconds of processor time of a command."""
    run(arguments)
    return statistics.median(run(arguments) for _ in range(PAIRS))


def added(notes: Path, ledger: Path, none: Path) -> float:
    """Return the milliseconds of processor time that a ledger adds to `recap NOTES`."""
    pairs = [(run((str(notes),), path) for path in (none, ledger)) for _ in range(PAIRS + 1)]
    differences = [more - less for less, more in pairs]
    return statistics.median(differences[1:])


def run(arguments: Sequence[str], ledger: Path | None = None) -> float:
    """Return the milliseconds of processor time of a command, which keeps its compiled modules as it does at home."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | ({"RECAP_LEDGER": str(ledger)} if ledger else {})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run((sys.executable, "-m", "extractor", *arguments), env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()
