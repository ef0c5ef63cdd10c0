"""Let the plan across notes say what the ledger knows: closed is closed, and what was carried is one row.

Items of notes that are not kept stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import is_file, real_path
from extractor.common.phrasing import format_day
from extractor.ledger.items import Item as Promise
from extractor.ledger.items import Place
from extractor.ledger.likeness import task_words
from extractor.ledger.overview import Item, Plan
from extractor.ledger.reading import sha_of
from extractor.ledger.store import Store
from extractor.ledger.titles import title_key
from extractor.ledger.wording import times
from extractor.output.formats import CORRECTIONS

LEDGER_COLUMNS = ("short", "promised", "first_due", "moved", "history")  # of plan.csv, where there is a ledger


def with_ledger(plan: Plan, folder: Path, store: Store) -> Plan:
    """Return the plan with what the ledger knows of its items; its memory grows with the ledger, not with the notes.

    Args:
        plan: The open items of the notes, which is changed.
        folder: The folder of notes.
        store: The ledger.
    """
    sources = _sources(plan, real_path(folder), store)
    by_notes: dict[str, list[tuple[Place, Promise]]] = defaultdict(list)
    for known in store.items(everything=True):
        for place in known[1].places:
            if notes := sources.get(place.source):
                by_notes[notes].append((place, known[1]))
    asked = {(sources[one.source], one.line) for one in store.questions() if one.source in sources}
    dropped: list[int] = []
    rows: dict[str, tuple[Promise, Item]] = {}
    for item in plan.items:
        promise = _promise_of(item, by_notes.get(item.meeting.notes, ()))
        if promise is None:  # what is asked about only tells of a promise: "We drop the room"
            dropped += [item.key] if (item.meeting.notes, item.line) in asked else []
        elif promise.state == "open" and (promise.key not in rows or _is_later(item, rows[promise.key][1])):
            dropped += [rows[promise.key][1].key] if promise.key in rows else []
            rows[promise.key] = (promise, item)
        else:
            dropped.append(item.key)
    plan.items.keep({item.key: _carried(promise, item) for promise, item in rows.values()}, dropped)
    return replace(plan, columns=(*plan.columns, *LEDGER_COLUMNS))


def _sources(plan: Plan, folder: Path, store: Store) -> dict[str, str]:
    """Return the notes of a plan by the path under which the ledger keeps them.

    Of a folder that was copied or moved these are the kept notes with the same bytes, else those with the same name,
    day and title, if only one of the ledger has them.
    """
    known = store.sources()
    paths = {source for source, _, _ in known}
    alike: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for source, title, day in known:
        alike[PurePath(source).name, day, title_key(title)].add(source)
    looks = {(title_key(title), day) for _, title, day in known}  # only such notes are read: they may be an archive
    found: dict[str, str] = {}
    for meeting in plan.meetings:
        path = folder / meeting.notes
        if str(path) in paths:
            found[str(path)] = meeting.notes
            continue
        day = meeting.held.isoformat() if meeting.held else ""
        title = title_key(meeting.title)
        same: set[str] = set()
        if (title, day) in looks and is_file(path):
            same = {held.meeting.source for held in store.is_kept(_sha_of(path))}
        same = same or alike.get((path.name, day, title), set())
        if len(same) == 1:
            found.setdefault(same.pop(), meeting.notes)
    return found


def _sha_of(notes: Path) -> str:
    """Return the hash by which the ledger knows notes; "" if they cannot be read."""
    try:
        beside = notes.with_name(notes.name + CORRECTIONS)
        return sha_of(notes.read_bytes(), beside.read_bytes() if is_file(beside) else b"")
    except OSError:
        return ""


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


def _carried(promise: Promise, item: Item) -> dict[str, Any]:
    """Return the fields of an item with the day, the people and the history that the ledger knows."""
    return item.data | {
        "owners": list(promise.owners),
        "due": promise.due.isoformat() if promise.due else None,
        "short": promise.short,
        "promised": promise.promised.isoformat() if promise.promised else None,
        "first_due": promise.first_due.isoformat() if promise.first_due else None,
        "moved": promise.moved,
        "history": history_of(promise),
    }


def history_of(promise: Promise) -> str:
    """Return since when a promise is carried and how it slipped: "said Tue 3 Mar 2026, moved once, first Fri 6 Mar"."""
    said = f"said {format_day(promise.promised)}" if promise.promised else ""
    first = f"first for {format_day(promise.first_due)}" if promise.moved and promise.first_due else ""
    meetings = f"in {promise.meetings} meetings" if promise.meetings > 1 else ""
    return printable(", ".join(filter(None, (said, meetings, times(promise.moved), first))))
