"""Collect the open items of many notes, and write them as CSV and JSON.

Items that two notes repeat are not merged. There may be a million items: what is not needed to sort them is kept in a
temporary file, and documents are yielded in parts. An item is overdue if it was due before its meeting.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.common.files import real_path, refusal
from extractor.output.items import csv_item_line, csv_line
from extractor.output.plan_json import SCHEMA, indented_json

MEMORY = 8 << 20  # bytes of items that are kept in memory
# Fields of an item and of its meeting; those that people read come first.
COLUMNS = ("due", "owners", "task", "due_text", "meeting", "held", "notes", "line", "end_line", "private", "said", "id")


@dataclass(frozen=True, slots=True)
class Meeting:
    """The notes of a meeting."""

    notes: str  # path, relative to the folder of notes
    link: str  # URL, relative to the folder of outputs
    title: str
    held: date | None
    outputs: Mapping[str, str]  # format to path, relative to the folder of outputs
    items: int


class Spool:
    """Objects as JSON, in memory as long as they are few, then in a temporary file, which nobody else can open."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115 - it is open as long as the plan is there
        self._end = 0

    def add(self, fields: Mapping[str, Any]) -> int:
        """Keep an object; return where it is. Raises RecapError if the disk refuses."""
        data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        place = self._end
        try:
            self._file.seek(place)
            self._file.write(data)
        except OSError as error:
            raise refusal("the temporary folder cannot be written", error, "name another in TMPDIR") from error
        self._end += len(data)
        return place

    def read(self, place: int) -> dict[str, Any]:
        """Return the object that `add` put there."""
        self._file.seek(place)
        fields: dict[str, Any] = json.loads(self._file.readline().decode("utf-8", "surrogatepass"))
        return fields


@dataclass(frozen=True, slots=True)
class Item:
    """An open item and its meeting."""

    meeting: Meeting
    line: int
    due: date | None
    owners: tuple[str, ...]
    spool: Spool
    place: int  # of its fields in the spool

    @property
    def data(self) -> dict[str, Any]:
        """The fields of the item in the plan of its notes."""
        return self.spool.read(self.place)


@dataclass(frozen=True, slots=True)
class Plan:
    """The open items of many notes, by day, then by notes and line; those without a day last."""

    name: str  # of the folder of notes
    meetings: tuple[Meeting, ...]
    items: tuple[Item, ...]
    columns: tuple[str, ...] = COLUMNS  # of plan.csv


def gather(folder: Path, out: Path, done: Iterable[tuple[Path, Mapping[str, str], str]]) -> Plan:
    """Return the plan across notes.

    Args:
        folder: The folder of notes.
        out: The folder of outputs.
        done: For each of the notes its path, its outputs (format to path), and its plan as JSON, of open items only.
    """
    base = Path(os.path.relpath(real_path(folder), real_path(out))).as_posix()
    meetings: list[Meeting] = []
    items: list[Item] = []
    spool = Spool()
    for path, outputs, text in done:
        plan = json.loads(text)
        name = path.relative_to(folder).as_posix()
        title, held = plan["meeting"]["title"] or "", _day(plan["meeting"]["date"])
        meeting = Meeting(name, url(f"{base}/{name}"), title, held, outputs, len(plan["items"]))
        meetings.append(meeting)
        items += [_item(item, meeting, spool) for item in plan["items"]]
    items.sort(key=lambda item: (item.due or date.max, item.meeting.notes, item.line))
    return Plan(real_path(folder).name, tuple(meetings), tuple(items))


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
        "notes": [_notes_fields(meeting) for meeting in plan.meetings],
    }
    tail: dict[str, list[Any]] = {"decisions": [], "questions": [], "maybes": [], "doubts": []}
    yield "{\n" + "".join(f"{_member(key, value)},\n" for key, value in head.items()) + ' "items": ['
    separator = "\n  "
    for item in plan.items:
        fields = item.data | _meeting_fields(item.meeting)
        yield separator + indented_json(fields).replace("\n", "\n  ")
        separator = ",\n  "
    yield (
        ("\n ],\n" if plan.items else "],\n") + ",\n".join(_member(key, value) for key, value in tail.items()) + "\n}\n"
    )


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


def _item(fields: dict[str, Any], meeting: Meeting, spool: Spool) -> Item:
    owners = tuple(map(sys.intern, fields["owners"]))  # the same few names in many items
    return Item(meeting, fields["line"], _day(fields["due"]), owners, spool, spool.add(fields))


@cache
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
