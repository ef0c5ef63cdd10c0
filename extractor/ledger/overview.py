"""Collect the open items of many notes, and write them as CSV and JSON.

Items that two notes repeat are not merged. There may be millions of items: they are sorted in a temporary database, and
documents are yielded in parts. An item is overdue if it was due before its meeting.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.common.files import real_path
from extractor.common.scratch import Scratch, blob, text_of
from extractor.output.items import csv_item_line, csv_line
from extractor.output.plan_json import SCHEMA, indented_json

# Fields of an item and of its meeting; those that people read come first.
COLUMNS = ("due", "owners", "task", "due_text", "meeting", "held", "notes", "line", "end_line", "private", "said", "id")
_TABLES = """
CREATE TABLE meetings
  (id INTEGER PRIMARY KEY, notes BLOB, link TEXT, title BLOB, held TEXT, outputs BLOB, items INTEGER);
CREATE TABLE items (id INTEGER PRIMARY KEY, due TEXT, notes BLOB, line INTEGER, meeting INTEGER, fields BLOB);
CREATE TABLE counts (meeting INTEGER PRIMARY KEY, items INTEGER);
"""
_NO_DAY = date.max.isoformat()


@dataclass(frozen=True, slots=True)
class Meeting:
    """The notes of a meeting."""

    notes: str  # path, relative to the folder of notes
    link: str  # URL, relative to the folder of outputs
    title: str
    held: date | None
    outputs: Mapping[str, str]  # format to path, relative to the folder of outputs
    items: int


@dataclass(frozen=True, slots=True)
class Item:
    """An open item and its meeting."""

    key: int
    meeting: Meeting
    line: int
    due: date | None
    fields: bytes

    @property
    def data(self) -> dict[str, Any]:
        """The fields of the item in the plan of its notes."""
        fields: dict[str, Any] = json.loads(text_of(self.fields))
        return fields

    @property
    def owners(self) -> tuple[str, ...]:
        """Who does it."""
        return tuple(self.data["owners"])


class Meetings:
    """The meetings of a plan, in the order of their notes."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch

    def __len__(self) -> int:
        return _number(self._scratch.run("SELECT count(*) FROM meetings"))

    def __iter__(self) -> Iterator[Meeting]:
        for row in self._scratch.rows("SELECT notes, link, title, held, outputs, items FROM meetings ORDER BY id"):
            yield _meeting(*row)


class Items:
    """The items of a plan: by day, then by notes and line; those without a day last."""

    _ALL = """
        SELECT items.id, items.line, items.due, fields, meetings.notes, link, title, held, outputs, meetings.items
        FROM items JOIN meetings ON meetings.id = meeting"""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch

    def __len__(self) -> int:
        return _number(self._scratch.run("SELECT count(*) FROM items"))

    def __iter__(self) -> Iterator[Item]:
        order = f"coalesce(items.due, '{_NO_DAY}'), items.notes, items.line, items.id"
        for row in self._scratch.rows(f"{self._ALL} ORDER BY {order}"):
            yield _item(*row)

    def __getitem__(self, key: int) -> Item:
        """Return the item that has a key."""
        (row,) = self._scratch.run(f"{self._ALL} WHERE items.id = ?", key)
        return _item(*row)

    def keep(self, changed: Mapping[int, Mapping[str, Any]], dropped: Iterable[int]) -> None:
        """Give the items with these keys other fields, remove others, and count what is left of each meeting.

        Args:
            changed: The new fields of items, by key.
            dropped: The keys of the items to remove, none of those that changed.
        """
        self._scratch.add("DELETE FROM items WHERE id = ?", ((key,) for key in dropped))
        self._scratch.add(
            "UPDATE items SET due = ?, fields = ? WHERE id = ?",
            ((fields["due"], blob(json.dumps(fields, ensure_ascii=False)), key) for key, fields in changed.items()),
        )
        self._scratch.run("INSERT INTO counts SELECT meeting, count(*) FROM items GROUP BY meeting")
        self._scratch.run(
            "UPDATE meetings SET items = coalesce((SELECT items FROM counts WHERE meeting = meetings.id), 0)"
        )
        self._scratch.run("DELETE FROM counts")


@dataclass(frozen=True, slots=True)
class Plan:
    """The open items of many notes."""

    name: str  # of the folder of notes
    meetings: Meetings
    items: Items
    columns: tuple[str, ...] = COLUMNS  # of plan.csv


def gather(folder: Path, out: Path, done: Iterable[tuple[Path, Mapping[str, str], str]]) -> Plan:
    """Return the plan across notes.

    Args:
        folder: The folder of notes.
        out: The folder of outputs.
        done: For each of the notes its path, its outputs (format to path), and its plan as JSON, of open items only.

    Raises:
        RecapError: The temporary folder cannot be written.
    """
    base = Path(os.path.relpath(real_path(folder), real_path(out))).as_posix()
    scratch = Scratch(_TABLES)
    for number, (path, outputs, text) in enumerate(done):
        plan = json.loads(text)
        meeting, items = plan["meeting"], plan["items"]
        name = path.relative_to(folder).as_posix()
        notes, title = blob(name), blob(meeting["title"] or "")
        scratch.run(
            "INSERT INTO meetings VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(number, notes, url(f"{base}/{name}"), title, meeting["date"]),
            *(blob(json.dumps(dict(outputs), ensure_ascii=False)), len(items)),
        )
        scratch.add(
            "INSERT INTO items (due, notes, line, meeting, fields) VALUES (?, ?, ?, ?, ?)",
            ((item["due"], notes, item["line"], number, blob(json.dumps(item, ensure_ascii=False))) for item in items),
        )
    return Plan(real_path(folder).name, Meetings(scratch), Items(scratch))


def url(path: str) -> str:
    """Quote a relative path as a URL, so that no file name can be a scheme, a query or markup."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def csv_parts(plan: Plan) -> Iterator[str]:
    """Yield the items as lines of CSV (RFC 4180) below a row of column names; no cell is a formula."""
    yield csv_line(plan.columns)
    nothing = dict.fromkeys(plan.columns, "")
    for item in plan.items:
        yield csv_item_line(nothing | item.data | _meeting_fields(item.meeting), plan.columns)


def json_parts(plan: Plan) -> Iterator[str]:
    """Yield the items as a plan (JSON version 1), item by item; each also has the notes, title and day of its meeting.

    The text is that of one `json.dumps`, which would hold all items in memory.
    """
    head = {
        "schema": SCHEMA,
        "meeting": {"title": f"All of {plan.name}", "date": None, "attendees": [], "source": plan.name},
    }
    tail: dict[str, list[Any]] = {"decisions": [], "questions": [], "maybes": [], "doubts": []}
    yield "{\n" + "".join(f"{_member(key, value)},\n" for key, value in head.items())
    notes = {"notes": (_notes_fields(meeting) for meeting in plan.meetings)}
    yield from _array_parts(notes)
    yield from _array_parts({"items": (item.data | _meeting_fields(item.meeting) for item in plan.items)})
    yield ",\n".join(_member(key, value) for key, value in tail.items()) + "\n}\n"


def _array_parts(member: Mapping[str, Iterable[object]]) -> Iterator[str]:
    """Yield a member of the outermost JSON object that is an array, entry by entry, with a comma at its end."""
    for key, values in member.items():
        yield f' "{key}": ['
        separator = "\n  "
        for value in values:
            yield separator + indented_json(value).replace("\n", "\n  ")
            separator = ",\n  "
        yield "],\n" if separator == "\n  " else "\n ],\n"


def _member(key: str, value: object) -> str:
    """Return a member of the outermost JSON object, indented by one space."""
    return f' "{key}": ' + indented_json(value).replace("\n", "\n ")


def _meeting_fields(meeting: Meeting) -> dict[str, Any]:
    """Return what an item of the plan across notes says about its meeting."""
    return {"notes": meeting.notes, "meeting": meeting.title or None, "held": _iso(meeting.held)}


def _notes_fields(meeting: Meeting) -> dict[str, Any]:
    return {
        "notes": meeting.notes,
        "title": meeting.title or None,
        "date": _iso(meeting.held),
        "outputs": dict(meeting.outputs),
        "open": meeting.items,
    }


def _meeting(notes: bytes, link: str, title: bytes, held: str | None, outputs: bytes, items: int) -> Meeting:
    return Meeting(text_of(notes), link, text_of(title), _day(held), json.loads(text_of(outputs)), items)


def _item(key: int, line: int, due: str | None, fields: bytes, *meeting: Any) -> Item:
    return Item(key, _meeting(*meeting), line, _day(due), fields)


def _number(rows: list[tuple[Any, ...]]) -> int:
    return int(rows[0][0])


@cache
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
