"""Compare a list that comes back with the ledger: what was changed in it becomes a mark, what is unclear a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from extractor.ledger import book
from extractor.ledger.book import Pen
from extractor.ledger.events import Answer, Mark
from extractor.ledger.identity import digest, folded, milliseconds_of
from extractor.ledger.items import Item
from extractor.ledger.lists_in import Entry
from extractor.ledger.store import Store
from extractor.ledger.wording import day_words

FIELDS = ("owner", "due", "state")


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that was changed in a list."""

    item: Item
    field: str  # one of FIELDS
    value: str
    mark: Mark | None  # None for what cannot be applied; `why` says why
    asks: bool = False
    why: str = ""


def edits_of(item: Item, entry: Entry, name: str, person: Callable[[str], str] = str) -> list[Edit]:
    """Return what an entry of a list changes of an item.

    A value that the item had when the list was written was not changed in the list, whatever the ledger learnt since.

    Args:
        item: As the ledger knows it.
        entry: Of the list.
        name: Of the list.
        person: Returns the full name of a person.
    """
    found = []
    for field in FIELDS:
        value = getattr(entry, field)
        now = _values(item, field)[-1][1]
        if value is None or _same(value, now):
            continue
        base = _base(item, field, entry)
        if any(_same(value, one) for one in base):
            continue
        edit = _edit(item, entry, field, value, name, person)
        is_old = any(_same(value, one) for _, one in _values(item, field)[:-1]) and entry.as_of is None
        asks = edit.mark is not None and (is_old or not any(_same(now, one) for one in base))
        found.append(Edit(item, field, value, edit.mark, asks, edit.why))
    return found


def _same(value: str, other: str) -> bool:
    return folded(value) == folded(other)


def _values(item: Item, field: str) -> list[tuple[date, str]]:
    """Return the values of a field, each with the day on which it was learnt, the first at the front."""
    what = {"owner": "owners"}.get(field, field)
    current = {
        "owner": "; ".join(item.owners),
        "due": item.due.isoformat() if item.due else "",
        "state": item.state,
    }[field]
    changes = [change for change in item.changes if change.what == what]
    if not changes:
        return [(date.min, current)]
    values = [(date.min, changes[0].before)]
    for change in changes:
        event = item.places[change.place].event if change.place < len(item.places) else ""
        values.append((_learnt(event) or change.day, change.after))
    if what == "owners":
        values = [(day, value.replace(", ", "; ")) for day, value in values]
    return [*values[:-1], (values[-1][0], current)]


def _learnt(event: str) -> date | None:
    try:
        return (
            datetime.fromtimestamp(milliseconds_of(event.partition(":")[0]) / 1000).astimezone().date()
            if event
            else None
        )
    except (ValueError, OverflowError, OSError):
        return None


def _base(item: Item, field: str, entry: Entry) -> list[str]:
    """Return the values that the item had when a list was written; all of that day, where only the day is known."""
    values = _values(item, field)
    if entry.as_of is None:
        return [values[-1][1]]
    before = [value for day, value in values if day < entry.as_of]
    return [*before[-1:], *(value for day, value in values if day == entry.as_of)]


def _edit(item: Item, entry: Entry, field: str, value: str, name: str, person: Callable[[str], str]) -> Edit:
    mark, why = None, ""
    if field == "state":
        does = {"done": "done", "dropped": "drop", "open": "open"}.get(value)
        mark = Mark(item.key, does, f"{value} in {name}", entry.ended) if does else None
        why = "" if does else "is no state: open, done or dropped"
    elif field == "due":
        day = _date(value)
        mark = Mark(item.key, "move", f"{day_words(day, None)} in {name}", day) if day else None
        why = "" if day else "is no day" if value else "the day was removed; the last one stays"
    else:
        names = [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
        owners = tuple(dict.fromkeys(person(one) for one in names))
        does = "own" if owners else "leave"
        mark = Mark(item.key, does, f"{', '.join(names) or 'nobody'} in {name}", owners=owners)
    return Edit(item, field, value, mark, why=why)


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def apply(pen: Pen, edits: Sequence[Edit], name: str, today: date) -> None:
    """Write edits: those that are clear as marks, the others as questions.

    Args:
        pen: Writes the act.
        edits: What `edits_of` returned.
        name: Of the list.
        today: The day on which they are read.
    """
    for edit in edits:
        if edit.mark is not None and not edit.asks:
            book.mark(pen, edit.item, edit.mark, today)
        elif edit.mark is not None:
            _ask(pen, edit, edit.mark, name, today)


_MEANS = {"move": "moved", "done": "done", "drop": "dropped", "open": "open", "own": "handed", "leave": "declined"}


def _ask(pen: Pen, edit: Edit, mark: Mark, name: str, today: date) -> None:
    """Write a question, unless the same list asked it before."""
    store: Store = pen.store
    key = digest("list", name, edit.item.key, edit.field, edit.value)
    series = store.series_of(edit.item.key)
    if store.events_about([key]) or any(question.mention == key for question in store.questions(series)):
        return
    answer = Answer(key, edit.item.key, name, _MEANS[mark.does], mark)
    with store.transaction():
        pen.write([pen.event(today, "answered", edit.item.key, answer)])
        book.refold(store, series)
