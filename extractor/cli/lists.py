"""`recap waiting` as lists for other programs, and `recap keep` of such a list that was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.console import say, tell
from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day_near

if TYPE_CHECKING:
    from datetime import date

    from extractor.cli.ledger import KeepOptions
    from extractor.ledger.book import Pen
    from extractor.ledger.edits import Edit
    from extractor.ledger.items import Item
    from extractor.ledger.new_work import Row
    from extractor.ledger.store import Store

MAX_NAMED = 5  # unknown ids that are named


def may_be_lists(what: Sequence[str]) -> tuple[str, ...]:
    """Return what of these paths may be lists by their endings; `keep_lists` looks into them."""
    from extractor.ledger.lists_in import lists_in

    return tuple(name for name in what if name != "-" and lists_in(Path(name)))


def keep_lists(store: Store, pen: Pen, names: Sequence[str], options: KeepOptions, today: date) -> tuple[str, ...]:
    """Take over what was changed in lists, and report it; return what is no list of recap's, and may be notes."""
    from extractor.ledger import edits, new_work
    from extractor.ledger.lists_in import read_list
    from extractor.ledger.people import person_called
    from extractor.output.mail.address_book import read_people

    me = read_people(options.people).me
    others: list[str] = []
    for name in names:
        entries = read_list(Path(name), lambda id: _key(store, id) != "", options.date_order or "mdy")
        if entries is None:
            others.append(name)
            continue
        title = Path(name).name
        entries = tuple(replace(one, owner=one.owner and pen.forgotten.text(one.owner)) for one in entries)
        items = {entry.id: item for entry in entries if entry.id and (item := store.item(_key(store, entry.id)))}
        rows = new_work.start(pen, entries, items.values(), title, today, me)
        pairs = [(items[entry.id], entry) for entry in entries if entry.id in items]
        pairs += [(row.item, row.entry) for row in rows if row.item and not row.why]
        found: list[Edit] = []
        for item, entry in pairs:
            people = store.people_near(item.key)
            found += edits.edits_of(item, entry, title, partial(person_called, people=people, me=me))
        edits.apply(pen, found, title, today)
        for row in rows:
            if row.why:
                words = f"{printable(row.entry.task)[:60]}: " if row.entry.task else ""
                say(f"{title}:{row.entry.line}: not taken: {words}{row.why}")
        unknown = sorted({entry.id for entry in entries if entry.id and entry.id not in items})
        if unknown:
            ids = ", ".join(printable(id)[:40] for id in unknown[:MAX_NAMED])
            say(f"{title}: not taken, as the ledger knows no such ids: {ids}; leave the id out for new work")
        if not options.quiet or found:
            tell(_report(title, len(items), rows, found, today))
    return tuple(others)


def _key(store: Store, id: str) -> str:
    """Return the key of the item that a list means: by its id as it is shown, or by its key in a calendar."""
    found = [key for short, key in store.shown_as(id) if short == id] if id else []
    return found[0] if found else id if store.item(id) is not None else ""


def _report(name: str, entries: int, rows: Sequence[Row], found: Sequence[Edit], today: date) -> str:
    from extractor.ledger.wording import columns, owners_short, task_words

    started = [row.item for row in rows if row.is_new and row.item]
    applied = sum(edit.mark is not None and not edit.asks for edit in found)
    entries += sum(row.item is not None and not row.is_new for row in rows)
    new = f", {len(started)} new" if started else ""
    lines = [f"{printable(name)}: {counted(entries, 'entry').replace('entrys', 'entries')}, {applied} changed{new}"]
    lines += columns(
        (item.short, owners_short(item.owners), task_words(item.task), _new_words(item, today)) for item in started
    )
    lines += columns(
        (edit.item.short, owners_short(edit.item.owners), task_words(edit.item.task), _change(edit, today))
        for edit in found
    )
    return "\n".join(lines) + "\n"


def _new_words(item: Item, today: date) -> str:
    day = format_day_near(item.due, today) if item.due else ""
    return ", ".join(("new", day or (f"{printable(item.due_said)} (no day yet)" if item.due_said else "no date yet")))


def _change(edit: Edit, today: date) -> str:
    value = printable(edit.value)
    if edit.mark is None:
        return f'not taken: "{value}" {edit.why}' if value else f"not taken: {edit.why}"
    if edit.field == "due" and edit.mark.day:
        value = format_day_near(edit.mark.day, today)
    words = {"due": f"now {value}", "state": value, "owner": f"now {value or 'nobody'}"}[edit.field]
    return f"to ask: {words}? It was changed here since (recap mark)" if edit.asks else words
