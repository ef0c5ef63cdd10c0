"""Let the plan across notes say what the ledger knows: closed is closed, and what was carried is one row.

Items of notes that are not kept stay as they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from extractor.common.escaping import printable
from extractor.common.files import real_path
from extractor.common.phrasing import format_day
from extractor.ledger.items import Item as Promise
from extractor.ledger.items import Place
from extractor.ledger.likeness import task_words
from extractor.ledger.overview import Item, Plan
from extractor.ledger.store import Store
from extractor.ledger.wording import times

LEDGER_COLUMNS = ("short", "promised", "first_due", "moved", "history")  # of plan.csv, where there is a ledger


def with_ledger(plan: Plan, folder: Path, store: Store) -> Plan:
    """Return the plan with what the ledger knows of its items.

    Args:
        plan: The open items of the notes.
        folder: The folder of notes.
        store: The ledger.
    """
    base = real_path(folder)
    sources = {str(base / meeting.notes): meeting.notes for meeting in plan.meetings}
    by_notes: dict[str, list[tuple[Place, Promise]]] = defaultdict(list)
    for known in store.items(everything=True):
        for place in known[1].places:
            if notes := sources.get(place.source):
                by_notes[notes].append((place, known[1]))
    asked = {(sources[one.source], one.line) for one in store.questions() if one.source in sources}
    rest: list[Item] = []
    rows: dict[str, tuple[Promise, Item]] = {}
    for item in plan.items:
        promise = _promise_of(item, by_notes.get(item.meeting.notes, ()))
        if promise is None:  # what is asked about only tells of a promise: "We drop the room"
            rest += [item] if (item.meeting.notes, item.line) not in asked else []
        elif promise.state == "open" and (promise.key not in rows or _is_later(item, rows[promise.key][1])):
            rows[promise.key] = (promise, item)
    items = [*rest, *(_carried(promise, item) for promise, item in rows.values())]
    items.sort(key=lambda item: (item.due or date.max, item.meeting.notes, item.line))
    left = dict.fromkeys(sources.values(), 0)
    for item in items:
        left[item.meeting.notes] += 1
    meetings = {meeting.notes: replace(meeting, items=left[meeting.notes]) for meeting in plan.meetings}
    return replace(
        plan,
        meetings=tuple(meetings.values()),
        items=tuple(replace(item, meeting=meetings[item.meeting.notes]) for item in items),
        columns=(*plan.columns, *LEDGER_COLUMNS),
    )


def _promise_of(item: Item, places: Iterable[tuple[Place, Promise]]) -> Promise | None:
    """Return the promise of the ledger that stands where an item of the plan does, the one most like it."""
    data = item.data
    words = task_words(data["task"])
    here = [
        (len(words & (task_words(promise.task) | task_words(place.quote))), promise)
        for place, promise in places
        if place.line <= data["end_line"] and data["line"] <= place.end_line
    ]
    best = max(here, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and (best[0] or len(here) == 1) else None


def _is_later(item: Item, other: Item) -> bool:
    return (item.meeting.held or date.min, item.line) > (other.meeting.held or date.min, other.line)


def _carried(promise: Promise, item: Item) -> Item:
    """Return an item with the day, the people and the history that the ledger knows."""
    fields = item.data | {
        "owners": list(promise.owners),
        "due": promise.due.isoformat() if promise.due else None,
        "short": promise.short,
        "promised": promise.promised.isoformat() if promise.promised else None,
        "first_due": promise.first_due.isoformat() if promise.first_due else None,
        "moved": promise.moved,
        "history": history_of(promise),
    }
    return replace(item, due=promise.due, owners=promise.owners, text=json.dumps(fields, ensure_ascii=False))


def history_of(promise: Promise) -> str:
    """Return since when a promise is carried and how it slipped: "said Tue 3 Mar 2026, moved once, first Fri 6 Mar"."""
    said = f"said {format_day(promise.promised)}" if promise.promised else ""
    first = f"first for {format_day(promise.first_due)}" if promise.moved and promise.first_due else ""
    meetings = f"in {promise.meetings} meetings" if promise.meetings > 1 else ""
    return printable(", ".join(filter(None, (said, meetings, times(promise.moved), first))))
