"""Collect the open items of many notes, and write them as CSV and JSON.

Items that two notes repeat are not merged. There may be many thousands of items: each is kept as JSON text, and
documents are yielded in parts. An item is overdue if it was due before its meeting; the clock is not read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.common.files import real_path
from extractor.output.items import csv_item_line, csv_line
from extractor.output.plan_json import SCHEMA, indented_json

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


@dataclass(frozen=True, slots=True)
class Item:
    """An open item and its meeting."""

    meeting: Meeting
    line: int
    due: date | None
    owners: tuple[str, ...]
    text: str  # the item of the plan, as JSON

    @property
    def data(self) -> dict[str, Any]:
        """The fields of the item in the plan of its notes."""
        data: dict[str, Any] = json.loads(self.text)
        return data


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
    for path, outputs, text in done:
        plan = json.loads(text)
        name = path.relative_to(folder).as_posix()
        title, held = plan["meeting"]["title"] or "", _day(plan["meeting"]["date"])
        meeting = Meeting(name, url(f"{base}/{name}"), title, held, outputs, len(plan["items"]))
        meetings.append(meeting)
        items += [_item(item, meeting) for item in plan["items"]]
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


def _item(fields: dict[str, Any], meeting: Meeting) -> Item:
    text = json.dumps(fields, ensure_ascii=False)
    return Item(meeting, fields["line"], _day(fields["due"]), tuple(fields["owners"]), text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
