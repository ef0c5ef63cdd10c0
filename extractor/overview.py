"""The plan across many notes: every open item by person and by day, as CSV, JSON and one HTML page.

Nothing is merged here that two notes say alike. There may be many thousands: an item is kept as JSON, and the documents
are given in parts. The page loads nothing and runs nothing; its charts are SVG whose geometry is worked out here, in
the units of its viewBox, so that the template only draws. "Overdue" is a day before the meeting that named it, as
everywhere: nobody asks the clock.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.common.escaping import cell, json_text, printable
from extractor.dates.calendar_names import MONTH_ABBREVIATIONS, long_day
from extractor.letter import EVERYONE, NO_DATE, NO_OWNER

ROWS = 4_000  # of a list of the page; a browser is slow with more, and plan.csv has them all
BARS = 40  # persons in the chart of loads
NAME = 26  # characters of a name beside its bar
WIDTH = 720.0
CHART, AXIS = 120.0, 22.0  # heights of the timeline's bars and of the labels below
LABEL, BAR = 190.0, 22.0  # width of the names beside the loads, and height of a row
LABELS = 12  # days named below the timeline

UNITS = (("day", 40), ("week", 366), ("month", 5 * 366), ("year", 10**7))  # of the timeline, and their longest spans

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


def html_page(plan: Plan) -> str:
    """The page: charts, the items by person and by day, and the notes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("extractor.templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("index.html.j2").render(page=page_of(plan)).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the page shows it: finished words."""

    task: str
    owner: str
    day: str
    said: str
    overdue: bool
    private: bool
    place: str  # "team/weekly.md, line 14"
    link: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or nobody yet, and the items."""

    name: str
    anchor: str
    count: str
    nobody: bool
    rows: tuple[Row, ...]
    more: int  # items that the page leaves to plan.csv


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the timeline: geometry, and what it says."""

    x: float
    y: float
    width: float
    height: float
    title: str
    label: str  # below the axis; "" for most
    middle: float


@dataclass(frozen=True, slots=True)
class Load:
    """A row of the chart of loads: items with a day, then those without."""

    name: str
    anchor: str
    y: float
    dated: float
    undated: float
    total: str
    title: str
    nobody: bool


@dataclass(frozen=True, slots=True)
class Note:
    """One of the notes, as the page lists it."""

    title: str
    held: str
    name: str
    link: str
    items: int
    recaps: tuple[tuple[str, str], ...]  # (format, URL)


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template sees, as `page`."""

    title: str
    outcome: str
    bars: tuple[Bar, ...]
    unit: str
    timeline: str  # what the timeline says, in words
    loads: tuple[Load, ...]
    loads_height: float
    more_people: int
    persons: tuple[Person, ...]
    days: tuple[tuple[str, tuple[Row, ...]], ...]
    more_days: int
    notes: tuple[Note, ...]
    more_notes: int


def page_of(plan: Plan) -> Page:
    """The page's words and geometry."""
    persons = _by_person(plan.items)
    bars, unit = timeline([item.due for item in plan.items if item.due])
    loads = _loads(persons[:BARS])
    return Page(
        title=f"Open actions of {printable(plan.name) or 'the notes'}",
        outcome=_outcome(plan, persons),
        bars=bars,
        unit=unit,
        timeline="; ".join(bar.title for bar in bars),
        loads=loads,
        loads_height=BAR * len(loads),
        more_people=max(0, len(persons) - BARS),
        persons=tuple(_shown_persons(persons)),
        days=tuple(_by_day(plan.items[:ROWS])),
        more_days=max(0, len(plan.items) - ROWS),
        notes=tuple(_note(meeting) for meeting in plan.meetings[:ROWS]),
        more_notes=max(0, len(plan.meetings) - ROWS),
    )


def timeline(days: Sequence[date]) -> tuple[tuple[Bar, ...], str]:
    """The bars of the deadlines, and what one stands for: a day, a week, a month or a year.

    The unit is that which fits nineteen in twenty of the days; the others (a mistyped year) are counted in a first and
    a last bar.
    """
    if not days:
        return (), ""
    days = sorted(days)
    first, last = days[len(days) // 40], days[-1 - len(days) // 40]
    span = (last - first).days
    unit = next(name for name, most in UNITS if span <= most)
    starts = list(_starts(first, last, unit))
    end = _next(starts[-1], unit)
    counts = [0] * len(starts)
    place = {start: index for index, start in enumerate(starts)}
    before = after = 0
    for day in days:
        if day < starts[0]:
            before += 1
        elif day >= end:
            after += 1
        else:
            counts[place[_floor(day, unit)]] += 1
    told = [(_named(start, unit), _short(start, unit), count) for start, count in zip(starts, counts, strict=True)]
    if before:
        told.insert(0, (f"before {long_day(starts[0])}", "earlier", before))
    if after:
        told.append((f"{long_day(end)} or later", "later", after))
    return tuple(_bars(told)), unit


def _bars(told: Sequence[tuple[str, str, int]]) -> Iterator[Bar]:
    step = WIDTH / len(told)
    highest = max(count for _, _, count in told)
    every = -(-len(told) // LABELS)
    for index, (name, label, count) in enumerate(told):
        height = round(count / highest * (CHART - 16), 1)
        wide = min(step * 0.8, 48.0)
        yield Bar(
            x=round(step * index + (step - wide) / 2, 1),
            y=round(CHART - height, 1),
            width=round(wide, 1),
            height=height,
            title=f"{name}: {count}",
            label=label if index % every == 0 or label in ("earlier", "later") else "",
            middle=round(step * (index + 0.5), 1),
        )


def _floor(day: date, unit: str) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next(start: date, unit: str) -> date:
    try:
        if unit in ("day", "week"):
            return start + timedelta(days=1 if unit == "day" else 7)
        if unit == "month":
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return date(start.year + 1, 1, 1)
    except (OverflowError, ValueError):
        return date.max


def _starts(first: date, last: date, unit: str) -> Iterator[date]:
    start = _floor(first, unit)
    for _ in range(200):  # nineteen in twenty of the days may still be a thousand years apart
        yield start
        start = _next(start, unit)
        if start > last or start == date.max:
            return


def _named(start: date, unit: str) -> str:
    if unit == "day":
        return long_day(start)
    if unit == "week":
        return f"week of {long_day(start)}"
    return f"{MONTH_ABBREVIATIONS[start.month - 1]} {start.year}" if unit == "month" else str(start.year)


def _short(start: date, unit: str) -> str:
    if unit in ("day", "week"):
        return f"{start.day} {MONTH_ABBREVIATIONS[start.month - 1]}"
    return f"{MONTH_ABBREVIATIONS[start.month - 1]} {start.year % 100:02}" if unit == "month" else str(start.year)


def _by_person(items: Iterable[Item]) -> list[tuple[str, bool, list[Item]]]:
    """(name, nobody, items), first what nobody has, then the most loaded; names that differ by case are one."""
    found: dict[str, tuple[Counter[str], list[Item]]] = {}
    for item in items:
        names = [EVERYONE if owner.lower() == "all" else printable(owner).strip() for owner in item.owners]
        for key, name in {name.casefold(): name for name in names or [""]}.items():
            spellings, own = found.setdefault(key, (Counter(), []))
            spellings[name] += 1
            own.append(item)
    persons = [(spellings.most_common(1)[0][0] or NO_OWNER, not key, own) for key, (spellings, own) in found.items()]
    return sorted(persons, key=lambda person: (not person[1], -len(person[2]), person[0].casefold()))


def _loads(persons: Sequence[tuple[str, bool, list[Item]]]) -> tuple[Load, ...]:
    most = max((len(items) for _, _, items in persons), default=1)
    loads = []
    for index, (name, nobody, items) in enumerate(persons):
        dated = sum(1 for item in items if item.due)
        scale = (WIDTH - LABEL - 50) / most
        loads.append(
            Load(
                name=name if len(name) <= NAME else name[: NAME - 1] + "…",
                anchor=f"p{index + 1}",
                y=BAR * index,
                dated=round(dated * scale, 1),
                undated=round((len(items) - dated) * scale, 1),
                total=str(len(items)),
                title=f"{name}: {_count(len(items), 'action')}, {dated} with a day",
                nobody=nobody,
            )
        )
    return tuple(loads)


def _shown_persons(persons: Iterable[tuple[str, bool, list[Item]]]) -> Iterator[Person]:
    left = ROWS
    for index, (name, nobody, items) in enumerate(persons):
        shown = items[:left]
        left -= len(shown)
        if not shown and index >= BARS:
            return  # those in the chart are linked to
        rows = tuple(map(_row, shown))
        yield Person(name, f"p{index + 1}", _count(len(items), "action"), nobody, rows, len(items) - len(shown))


def _by_day(items: Iterable[Item]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    days: dict[date | None, list[Row]] = {}
    for item in items:
        days.setdefault(item.due, []).append(_row(item))
    for day, rows in days.items():
        yield (long_day(day) if day else NO_DATE.capitalize(), tuple(rows))


def _row(item: Item) -> Row:
    data, meeting = item.data, item.meeting
    owners = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in item.owners]
    task = printable(data["task"]).strip()
    end = data["end_line"]
    lines = f"line {item.line}" if end <= item.line else f"lines {item.line}-{end}"
    name = printable(meeting.notes)
    return Row(
        task=task[:1].upper() + task[1:] if task.split(" ", 1)[0].islower() else task,
        owner=", ".join(owners) or NO_OWNER,
        day=long_day(item.due) if item.due else "",
        said=printable(data["due_text"] or ""),
        overdue=bool(item.due and meeting.held and item.due < meeting.held),
        private=data["private"],
        place=f"{name}, {lines}" if item.line else name,
        link=f"{meeting.link}#L{item.line}" if item.line else meeting.link,
        meeting=printable(meeting.title) + (f", {long_day(meeting.held)}" if meeting.held else ""),
    )


def _note(meeting: Meeting) -> Note:
    return Note(
        title=printable(meeting.title) or printable(meeting.notes),
        held=long_day(meeting.held) if meeting.held else "",
        name=printable(meeting.notes),
        link=meeting.link,
        items=meeting.items,
        recaps=tuple((form, url(path)) for form, path in meeting.outputs.items()),
    )


def _outcome(plan: Plan, persons: Sequence[tuple[str, bool, list[Item]]]) -> str:
    """ "412 open actions in 35 notes, for 96 people; 40 without an owner, 180 without a day"."""
    people = sum(1 for _, nobody, _ in persons if not nobody)
    unowned = sum(1 for item in plan.items if not item.owners)
    undated = sum(1 for item in plan.items if not item.due)
    words = f"{_count(len(plan.items), 'open action')} in {_count(len(plan.meetings), 'note')}"
    if people:
        words += f", for {people} {'person' if people == 1 else 'people'}"
    asks = [f"{number:,} without {what}" for number, what in ((unowned, "an owner"), (undated, "a day")) if number]
    return words + (f"; {', '.join(asks)}" if asks else "") + "."


def _item(item: dict[str, Any], meeting: Meeting) -> Item:
    text = json.dumps(item, ensure_ascii=False)
    return Item(meeting, item["line"], _day(item["due"]), tuple(item["owners"]), text)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
