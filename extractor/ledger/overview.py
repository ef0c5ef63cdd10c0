"""The open items of many notes, as CSV and JSON.

Items that two notes repeat are not merged. There may be many thousands of them: each is kept as JSON, and the documents
are given in parts. "Overdue" means before the meeting that set the day: nothing here asks the clock.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.common.escaping import cell, json_text

COLUMNS = ("due", "owners", "task", "due_text", "meeting", "held", "notes", "line", "end_line", "private", "said", "id")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of the notes."""

    notes: str  # their path from the folder on
    link: str  # the same from OUT on, as a URL
    title: str
    held: date | None
    outputs: Mapping[str, str]  # format to path, from OUT on
    items: int


@dataclass(frozen=True, slots=True)
class Item:
    """One open item, and where it stands."""

    meeting: Meeting
    line: int
    due: date | None
    owners: tuple[str, ...]
    text: str  # as JSON

    @property
    def data(self) -> dict[str, Any]:
        """The item as it stands in the plan of its notes."""
        found: dict[str, Any] = json.loads(self.text)
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """The open items of many notes, by day, then by notes and line; those without a day last."""

    name: str  # of the folder of notes
    meetings: tuple[Meeting, ...]
    items: tuple[Item, ...]


def gather(folder: Path, out: Path, done: Iterable[tuple[Path, Mapping[str, str], str]]) -> Plan:
    """The plan across notes: for each its path, its outputs by format, and what the manifest holds as its plan."""
    base = os.path.relpath(folder.resolve(), out.resolve())
    meetings: list[Meeting] = []
    items: list[Item] = []
    for path, outputs, text in done:
        plan = json.loads(text)
        name = path.relative_to(folder).as_posix()
        link = url(f"{Path(base).as_posix()}/{name}")
        meeting, own = plan["meeting"], plan["items"]
        title, held = meeting["title"] or "", _day(meeting["date"])
        meetings.append(Meeting(name, link, title, held, outputs, len(own)))
        items += [_item(one, meetings[-1]) for one in own]
    items.sort(key=lambda item: (item.due or date.max, item.meeting.notes, item.line))
    return Plan(folder.resolve().name, tuple(meetings), tuple(items))


def url(path: str) -> str:
    """A relative path as a URL: no name of a file is a scheme, a query, or markup."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


class _Line:
    """What csv.writer takes for a file: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def csv_parts(plan: Plan) -> Iterator[str]:
    """The items as CSV (RFC 4180) under a row of names; no cell is a formula."""
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for item in plan.items:
        data, meeting = item.data, item.meeting
        words = ("; ".join(item.owners), data["task"], data["due_text"] or "")
        place = (cell(meeting.title), _iso(meeting.held), cell(meeting.notes))
        rest = (item.line, data["end_line"], "yes" if data["private"] else "no")
        last = (cell(str(data.get("said", ""))), cell(str(data.get("id", ""))))
        yield writer.writerow((_iso(item.due), *map(cell, words), *place, *rest, *last))


def json_parts(plan: Plan) -> Iterator[str]:
    """The items as JSON, version 1 of the plan's schema; each has the "notes", title and day of its meeting besides."""
    document = {
        "schema": 1,
        "meeting": {"title": f"All of {plan.name}", "date": None, "attendees": [], "source": plan.name},
        "notes": [
            {
                "notes": meeting.notes,
                "title": meeting.title or None,
                "date": _iso(meeting.held) or None,
                "outputs": dict(meeting.outputs),
                "open": meeting.items,
            }
            for meeting in plan.meetings
        ],
        "items": [],
        "decisions": [],
        "questions": [],
        "maybes": [],
        "doubts": [],
    }
    before, items, after = _json(document).partition('"items": []')
    yield before + items[:-1]
    for nth, item in enumerate(plan.items):
        meeting = item.meeting
        place = {"notes": meeting.notes, "meeting": meeting.title or None, "held": _iso(meeting.held) or None}
        yield ("," if nth else "") + "\n  " + _json({**item.data, **place}).replace("\n", "\n  ")
    yield ("\n ]" if plan.items else "]") + after + "\n"


def _json(data: Mapping[str, Any]) -> str:
    return json_text(json.dumps(data, ensure_ascii=False, indent=1))


def _item(item: dict[str, Any], meeting: Meeting) -> Item:
    text = json.dumps(item, ensure_ascii=False)
    return Item(meeting, item["line"], _day(item["due"]), tuple(item["owners"]), text)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
