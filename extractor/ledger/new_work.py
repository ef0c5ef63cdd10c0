"""Start items for work that the user wrote into a list of recap's: rows, boxes and lines without an id.

Such work belongs to the series that its row names, else to the one that all other rows of the list belong to. Where
neither is clear, nothing is guessed: the row is told with what to add. The same list kept twice starts nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from msgspec import structs

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.ledger import book
from extractor.ledger.book import Pen
from extractor.ledger.events import Statement, Told
from extractor.ledger.identity import folded, mention_key, short_id
from extractor.ledger.items import Item
from extractor.ledger.lists import series_tag
from extractor.ledger.lists_in import Entry
from extractor.ledger.people import person_called
from extractor.ledger.rows import SeriesRow, told_of
from extractor.ledger.store import Store
from extractor.ledger.titles import title_key
from extractor.ledger.waiting import series_title

MAX_NAMED = 5  # series that a message names
_OWNER = expression(r"(?P<name>[^:]{1,60}):\s+(?P<task>\S.*)", re.S)
_TAG = expression(r"(?<!\S)@(?P<name>[\w.-]+)\s?")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of an entry without an id."""

    entry: Entry
    item: Item | None = None  # that it started, or that it is; None for what was not taken
    is_new: bool = False
    why: str = ""  # it was not taken, or starts nothing


def start(
    pen: Pen, entries: Sequence[Entry], known: Iterable[Item], name: str, today: date, me: str | None
) -> list[Row]:
    """Start an item for each entry without an id; return what became of them.

    Args:
        pen: Writes the act.
        entries: Of the list.
        known: The items that its other entries mean.
        name: Of the list.
        today: The day on which it is read.
        me: The user's name.
    """
    store = pen.store
    own = {store.series_of(item.key) for item in known}
    as_of = max((entry.as_of for entry in entries if entry.as_of), default=None)
    rows: list[Row] = []
    begun: list[tuple[date, Told]] = []
    taken: set[str] = set()
    shorts: set[str] = set()
    for entry in entries:
        if entry.id:
            continue
        series = _series_of(store.series(), entry.meeting, own)
        if not entry.task:
            rows.append(Row(entry, why="it has neither an id nor a task"))
            continue
        if isinstance(series, str):
            rows.append(Row(entry, why=series))
            continue
        key = mention_key(f"list {series.id} {as_of or ''}", folded(entry.task), taken)
        statement = _statement(store, series, entry, key, me)
        before = _told_before(store, series).get(key)
        item = store.item(key) or _same_work(store, series, statement.task)
        if item is not None:
            rows.append(Row(_changed(entry, statement, before), item, why="" if before else _known(item)))
            continue
        short = store.short_of(key) or short_id(key, lambda one: one not in shorts and store.is_free(one))
        shorts.add(short)
        meeting = store.labels_of(series.id)[0].id
        begun.append((_day_of(entry, today), Told(meeting, structs.replace(statement, short=short), name)))
        rows.append(Row(_changed(entry, statement, structs.replace(statement, says="new")), is_new=True, why=key))
    book.tell(pen, begun)
    return [replace(row, item=store.item(row.why), why="") if row.is_new else row for row in rows]


def _told_before(store: Store, series: SeriesRow) -> dict[str, Statement]:
    """Return the work that lists and sent recaps started in a series, by key."""
    events = store.events_about(label.id for label in store.labels_of(series.id))
    return {one.key: one for event in events if event.kind == "told" for one in [told_of(event).statement]}


def _changed(entry: Entry, now: Statement, before: Statement | None) -> Entry:
    """Return an entry of what a row says anew since its item was started; fields that it says still are None."""
    return replace(
        entry,
        state=None if before and now.says == before.says else entry.state,
        due=None if before and (now.due, now.due_said) == (before.due, before.due_said) else entry.due,
        owner=None if before and now.owners in (before.owners, ()) else "; ".join(now.owners),
        as_of=None,
    )


def _known(item: Item) -> str:
    return f"{item.short} has these words" + ("" if item.state == "open" else f" and is {item.state}")


def _day_of(entry: Entry, today: date) -> date:
    """Return the day on which new work was promised: the one that its row gives, unless it is still to come."""
    return entry.held if entry.held and entry.held <= today else today


def _series_of(series: Sequence[SeriesRow], title: str, own: set[str]) -> SeriesRow | str:
    """Return the series of new work, or why none is clear."""
    if title:
        wanted = title_key(title) or folded(title)
        named = [one for one in series if wanted in (title_key(one.title), folded(series_title(one)))]
        named = named or [one for one in series if series_tag(one).casefold() == title.casefold()]
        if len(named) == 1:
            return named[0]
    found = [one for one in series if one.id in own] if not title else []
    if len(found) == 1:
        return found[0]
    names = ", ".join(printable(series_title(one)) for one in series[:MAX_NAMED])
    more = f" and {len(series) - MAX_NAMED} more" if len(series) > MAX_NAMED else ""
    what = f"no series is called {printable(title)}" if title else "it does not say of which meeting it is"
    return f"{what}; name one: {names}{more}"


def _same_work(store: Store, series: SeriesRow, task: str) -> Item | None:
    """Return the open item of a series that has the same words."""
    same = (row.key for row in store.rows() if row.series == series.id and folded(row.task) == folded(task))
    key = next(same, None)
    return store.item(key) if key else None


def _statement(store: Store, series: SeriesRow, entry: Entry, key: str, me: str | None) -> Statement:
    """Return a row as a statement about new work; its owner may stand in the words, as "Ana: ..." or "... @Ana"."""
    people = store.people_of(series.id)
    names = {person.name for person in people} | ({me} if me else set())

    def called(words: str) -> str:
        return person_called(words.strip(), people, me)

    task, owners = entry.task, [called(part) for part in re.split("[;,]", entry.owner or "") if part.strip()]
    for tag in _TAG.finditer(task):  # of todo.txt: "@Jonas", but "@phone" is a context
        if not owners and called(tag["name"].replace("-", " ")) in names:
            owners = [called(tag["name"].replace("-", " "))]
            task = f"{task[: tag.start()]}{task[tag.end() :]}".strip()
            break
    match = _OWNER.fullmatch(task)
    if match and not owners and called(match["name"]) in names:
        owners, task = [called(match["name"])], match["task"]
    due = _date(entry.due)
    said = entry.due if entry.due and due is None else ""
    return Statement(
        key,
        entry.line,
        entry.line,
        entry.task,
        task,
        found=True,
        owners=tuple(dict.fromkeys(owners)),
        due=due,
        due_said=said,
        promised_to=entry.promised_to or None,
        says=entry.state if entry.state in ("done", "dropped") else "new",
    )


def _date(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None
