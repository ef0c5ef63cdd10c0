"""Make a ledger anew from what can be read of a damaged file: its acts and events, from which all else is computed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.common.escaping import printable
from extractor.common.files import exists
from extractor.errors import RecapError
from extractor.ledger import book
from extractor.ledger.disk import told
from extractor.ledger.events import Act, Event
from extractor.ledger.identity import milliseconds_of
from extractor.ledger.rows import unpacked
from extractor.ledger.store import open_ledger

_WITH_FILE = ("", "-wal")  # the file, and its log of a run that did not end
_COLUMNS = {"setting": "name, value", "act": "id, learnt, said", "event": "id, act, day, kind, subject, data"}


class Rescued(Struct, frozen=True):
    """What was saved of a damaged ledger."""

    entries: int  # events that could be read
    is_whole: bool  # whether no part of the events was unreadable
    damaged: Path  # the damaged file, which is kept


def rescue(path: Path) -> Rescued:
    """Put a new ledger in the place of a damaged one, which is kept beside it as NAME.damaged.

    Raises RecapError if nothing of it can be read, or if the disk refuses; then all is as it was.
    """
    damaged, new = (path.with_name(f"{path.name}.{ending}") for ending in ("damaged", "new"))
    with told(path):
        _remove(new)
        for ending in _WITH_FILE:
            if exists(path.with_name(path.name + ending)):
                shutil.copy2(path.with_name(path.name + ending), damaged.with_name(damaged.name + ending))
    found, is_whole = _read(damaged)
    events = list(_events(found["event"]))
    if not events:
        _remove(damaged)
        raise RecapError(
            f"nothing in the ledger {printable(str(path))} can be read; put back a copy of it, or move it away and keep"
            " your notes anew: recap keep FOLDER"
        )
    is_whole = is_whole and len(events) == len(found["event"])
    try:
        _write(new, events, found)
        with told(path):
            new.replace(path)
            _remove(path, ("-wal", "-shm"))
    except RecapError:
        _remove(new)
        raise
    return Rescued(len(events), is_whole, damaged)


def _remove(path: Path, endings: Sequence[str] = ("", "-wal", "-shm", "-journal")) -> None:
    for ending in endings:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()


def _read(path: Path) -> tuple[dict[str, list[tuple[Any, ...]]], bool]:
    """Return the rows of each table that can be read, and whether that is all of the acts and events."""
    with closing(sqlite3.connect(path)) as connection:
        parts = {table: _rows(connection, table) for table in _COLUMNS}
    return {table: rows for table, (rows, _) in parts.items()}, all(parts[table][1] for table in ("act", "event"))


def _rows(connection: sqlite3.Connection, table: str) -> tuple[list[tuple[Any, ...]], bool]:
    """Return the rows of a table: from its beginning to the first unreadable place, and back from its end to the last.

    The second value tells whether there was no such place.
    """
    found: dict[Any, tuple[Any, ...]] = {}
    key = "name" if table == "setting" else "rowid"  # the table of settings has no row ids
    for order in ("ASC", "DESC"):
        try:
            for at, *row in connection.execute(f"SELECT {key}, {_COLUMNS[table]} FROM {table} ORDER BY {key} {order}"):
                found[at] = tuple(row)
        except sqlite3.DatabaseError:
            continue
        return [found[at] for at in sorted(found)], True
    return [found[at] for at in sorted(found)], False


def _events(rows: Sequence[tuple[Any, ...]]) -> Iterator[Event]:
    """Yield the events that are whole."""
    for id, act, day, kind, subject, data in rows:
        with suppress(RecapError, ValueError, TypeError, AttributeError):
            milliseconds_of(id), milliseconds_of(act)
            yield Event(id, act, date.fromisoformat(day), str(kind), str(subject), unpacked(data).decode())


def _write(path: Path, events: Sequence[Event], found: dict[str, list[tuple[Any, ...]]]) -> None:
    """Write a ledger of these events; an act whose words are lost keeps its time."""
    said = {id: words for id, _, words in found["act"]}
    store = open_ledger(path)
    try:
        with store.transaction():
            for id in sorted({event.act for event in events}):
                learnt = datetime.fromtimestamp(milliseconds_of(id) / 1000, UTC).replace(microsecond=0)
                act = Act(id, learnt, said.get(id, "(the words of this act are lost)"))
                store.add(act, [event for event in events if event.act == id])
            for name, value in found["setting"]:
                store.set_setting(name, value)
            book.compute_anew(store)
    finally:
        store.close()


def advice(path: Path, why: str) -> str:
    """Return what to do with a damaged ledger, in one line."""
    return (
        f"the ledger {printable(str(path))} is damaged ({why}); put back a copy of it, or make it anew from what can be"
        " read of it: recap ledger check --rebuild"
    )
