"""Meetings made by hand for tests of the ledger, and a ledger in a folder of the test."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from extractor.ledger import book
from extractor.ledger.book import Pen
from extractor.ledger.events import Meeting, Member, Statement
from extractor.ledger.identity import digest, folded, mention_key
from extractor.ledger.store import Store, open_ledger
from extractor.ledger.titles import place_of

FIRST = date(2026, 3, 3)
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def promise(task: str, *owners: str, line: int = 1, **more: Any) -> Statement:
    """Return a statement that recap found, on one line."""
    values: dict[str, Any] = {"key": "", "end_line": line, "quote": task, "found": True}
    return Statement(line=line, task=task, owners=owners, **(values | more))


def news(task: str, says: str, *, line: int = 1, by: str = "mark", **more: Any) -> Statement:
    """Return a statement that tells something of a promise."""
    values: dict[str, Any] = {"key": "", "end_line": line, "quote": task}
    return Statement(line=line, task=task, says=says, by=by, **(values | more))


def meeting(week: int, *statements: Statement, title: str = "Weekly sync", name: str = "", **more: Any) -> Meeting:
    """Return the meeting of a week, 0 for the first."""
    day = FIRST + timedelta(weeks=week)
    source = name or f"notes/weekly-{week}.md"
    id = digest("meeting", day.isoformat(), folded(title), source)
    taken: set[str] = set()
    keyed = [_keyed(one, id, taken) for one in statements]
    values: dict[str, Any] = {
        "people": (Member("Ana Lopez", present=True), Member("Ben Stone", present=True)),
        "sha": digest(source, *(f"{one.task} {one.says} {one.due} {one.owners}" for one in statements)),
        "fingerprints": "".join(digest(f"line {number} of {week}")[:6] for number in range(8)),
        "place": place_of(source),
    }
    return Meeting(id=id, title=title, day=day, source=source, statements=tuple(keyed), **(values | more))


def _keyed(statement: Statement, id: str, taken: set[str]) -> Statement:
    words = f"{statement.task}\0{statement.says if not statement.found else ''}"
    return replace(statement, key=mention_key(id, words, taken))


def ledger(folder: Path) -> Store:
    """Return a new ledger in a folder, or the one that is there."""
    return open_ledger(folder / "ledger.db")


def pen(store: Store, said: str = "keep", *, minutes: int = 0, seed: int = 1) -> Pen:
    """Return a pen with a clock and a source of chance that are the same in each run."""
    chance = random.Random(f"{seed} {said} {minutes}")
    return Pen(store, said, NOW + timedelta(minutes=minutes), lambda: chance.getrandbits(80))


def kept(store: Store, meetings: Sequence[Meeting]) -> None:
    """Keep meetings, each as an act of its own."""
    for number, one in enumerate(meetings):
        book.keep(pen(store, f"keep {one.source}", minutes=number), one)


def known(store: Store) -> dict[str, tuple[object, ...]]:
    """Return what a ledger knows, without ids: for each item its words, state, days, owners and places."""
    return {
        f"{item.task} {number}": (
            item.state,
            item.due,
            item.first_due,
            item.owners,
            item.moved,
            tuple((place.source, place.line, place.says) for place in item.places),
            tuple(sorted((q.kind, q.source, q.line) for q in store.questions() if q.item == item.key)),
        )
        for number, (_, item) in enumerate(
            sorted(
                store.items(everything=True), key=lambda pair: (pair[1].task, pair[1].promised, pair[1].places[0].line)
            )
        )
    }
