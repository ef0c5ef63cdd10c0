"""What the tables of the ledger hold, as objects, and how values are stored in them."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from extractor.errors import RecapError
from extractor.ledger.events import (
    Answer,
    Contact,
    Event,
    Letter,
    Mark,
    Meeting,
    Member,
    Told,
    Verdict,
    from_json,
    to_json,
)
from extractor.ledger.items import Item, Verdicts


class Held(Struct, frozen=True):
    """A meeting as the ledger holds it."""

    meeting: Meeting  # its latest revision
    series: str
    revision: int
    first: str  # the event of its first revision


class SeriesRow(Struct, frozen=True):
    """A series, without its items."""

    id: str
    title: str
    meetings: int
    first_day: date | None
    last_day: date | None
    next_day: date | None
    cadence: int | None


class Row(Struct, frozen=True, gc=False):  # of which a ledger may have 10,000
    """What a list shows of an item, in the order of ROW_FIELDS."""

    key: str
    short: str
    series: str
    task: str
    state: str
    assent: str
    due_said: str
    moved: int
    owners: tuple[str, ...]
    promised: date | None
    given: date | None
    first_due: date | None
    due: date | None
    ended: date | None
    after: str
    promised_to: str | None
    private: bool
    standing: bool


ROW_FIELDS = (
    "key, short, series, task, state, assent, due_said, moved, owners, promised, given, first_due, due, ended, after,"
    " promised_to, private, standing"
)


def row_of(fields: tuple[Any, ...]) -> Row:
    """Return what a list shows of an item, given the values of ROW_FIELDS as the table holds them."""
    *start, owners, promised, given, first_due, due, ended, after, promised_to, private, standing = fields
    days = day_of(promised), day_of(given), day_of(first_due), day_of(due), day_of(ended)
    return Row(*(*start, owners_of(owners), *days, after, promised_to, private == 1, standing == 1))


class People(Struct, frozen=True, omit_defaults=True):
    """The people of a series, as JSON."""

    people: tuple[Member, ...] = ()


def item_row(item: Item, series: str) -> tuple[object, ...]:
    """Return the row of an item, in the order of the table's columns."""
    owners = json.dumps(item.owners, ensure_ascii=False)
    days = (iso(item.promised), iso(item.given), iso(item.first_due), iso(item.due))
    end = (item.due_said, iso(item.ended), item.after, item.promised_to, int(item.private), int(item.standing))
    start = (item.key, item.short, series, item.task, owners, item.state, item.assent)
    return (*start, *days, *end, item.moved, item.seen, packed(to_json(item)))


def meeting_from(data: str | bytes, event: str) -> Meeting:
    """Return the meeting that the JSON of an event holds."""
    return from_json(Meeting, data, event=event)


def meeting_of(event: Event) -> Meeting:
    """Return the meeting that an event holds."""
    return meeting_from(event.data, event.id)


def told_of(event: Event) -> Told:
    """Return the action of a sent recap that an event holds."""
    return from_json(Told, event.data, on=event.day, event=event.id)


def letter_of(event: Event) -> Letter:
    """Return the mail that an event holds."""
    return from_json(Letter, event.data)


_STEPS: dict[str, type[Mark] | type[Contact] | type[Answer]] = {
    "marked": Mark,
    "mailed": Contact,
    "answered": Answer,
}


def step_of(event: Event) -> Mark | Contact | Answer | None:
    """Return what an event says of its item; None for an event of another kind."""
    kind = _STEPS.get(event.kind)
    return None if kind is None else from_json(kind, event.data, on=event.day, event=event.id)


def verdicts_of(events: Iterable[Event]) -> Verdicts:
    """Return the answers that events hold."""
    return Verdicts.of(from_json(Verdict, event.data) for event in events if event.kind == "verdict")


def packed(text: str) -> bytes:
    """Return JSON as it is stored: quotes, names and keys repeat, so that it takes a third of the room."""
    return zlib.compress(text.encode("utf-8"), 6)


def unpacked(data: bytes) -> bytes:
    """Return what `packed` was given, as UTF-8. Raises RecapError if it is damaged."""
    try:
        return zlib.decompress(data)
    except (zlib.error, TypeError, ValueError) as error:
        raise RecapError("the ledger is damaged: an entry cannot be read; see: recap ledger check") from error


@lru_cache(4096)
def owners_of(text: str) -> tuple[str, ...]:
    """Return the owners that a row holds as JSON."""
    return tuple(json.loads(text))


@lru_cache(4096)
def day_of(text: str | None) -> date | None:
    """Return the day that a row holds."""
    return date.fromisoformat(text) if text else None


def iso(day: date | None) -> str | None:
    """Return a day as a row holds it."""
    return day.isoformat() if day else None


def batches(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Yield values in parts that one query can take."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
