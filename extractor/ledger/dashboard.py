"""The open items of many notes as one HTML page, by person and by day. The page loads nothing and runs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day
from extractor.ledger.charts import BAR, Bar, Load, loads_of, timeline
from extractor.ledger.overview import Item, Meeting, Plan, url
from extractor.output.wording import EVERYONE, NO_DATE, NO_OWNER

ROWS = 4_000  # of a list of the page; a browser is slow with more, and plan.csv has them all
BARS = 40  # persons in the chart of loads


def html_page(plan: Plan) -> str:
    """The page: charts, the items by person and by day, and the notes."""
    from extractor.output.templates import fill

    return fill("index.html.j2", (), page=page_of(plan)).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class ItemView:
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
class PersonView:
    """Somebody, or nobody yet, and the items."""

    name: str
    anchor: str
    count: str
    nobody: bool
    rows: tuple[ItemView, ...]
    more: int  # items that the page leaves to plan.csv


@dataclass(frozen=True, slots=True)
class NoteView:
    """One of the notes, as the page lists it."""

    title: str
    held: str
    name: str
    link: str
    items: int
    recaps: tuple[tuple[str, str], ...]  # (format, URL)


@dataclass(frozen=True, slots=True)
class PageView:
    """All that the template sees, as `page`."""

    title: str
    outcome: str
    bars: tuple[Bar, ...]
    unit: str
    timeline: str  # what the timeline says, in words
    loads: tuple[Load, ...]
    loads_height: float
    more_people: int
    persons: tuple[PersonView, ...]
    days: tuple[tuple[str, tuple[ItemView, ...]], ...]
    more_days: int
    notes: tuple[NoteView, ...]
    more_notes: int


def page_of(plan: Plan) -> PageView:
    """The page's words and geometry."""
    persons = _by_person(plan.items)
    bars, unit = timeline([item.due for item in plan.items if item.due])
    loads = loads_of(persons[:BARS])
    return PageView(
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


def _shown_persons(persons: Iterable[tuple[str, bool, list[Item]]]) -> Iterator[PersonView]:
    left = ROWS
    for index, (name, nobody, items) in enumerate(persons):
        shown = items[:left]
        left -= len(shown)
        if not shown and index >= BARS:
            return  # those in the chart are linked to
        rows = tuple(map(_row, shown))
        yield PersonView(name, f"p{index + 1}", counted(len(items), "action"), nobody, rows, len(items) - len(shown))


def _by_day(items: Iterable[Item]) -> Iterator[tuple[str, tuple[ItemView, ...]]]:
    days: dict[date | None, list[ItemView]] = {}
    for item in items:
        days.setdefault(item.due, []).append(_row(item))
    for day, rows in days.items():
        yield (format_day(day) if day else NO_DATE.capitalize(), tuple(rows))


def _row(item: Item) -> ItemView:
    data, meeting = item.data, item.meeting
    owners = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in item.owners]
    task = printable(data["task"]).strip()
    end = data["end_line"]
    lines = f"line {item.line}" if end <= item.line else f"lines {item.line}-{end}"
    name = printable(meeting.notes)
    return ItemView(
        task=task[:1].upper() + task[1:] if task.split(" ", 1)[0].islower() else task,
        owner=", ".join(owners) or NO_OWNER,
        day=format_day(item.due) if item.due else "",
        said=printable(data["due_text"] or ""),
        overdue=bool(item.due and meeting.held and item.due < meeting.held),
        private=data["private"],
        place=f"{name}, {lines}" if item.line else name,
        link=f"{meeting.link}#L{item.line}" if item.line else meeting.link,
        meeting=printable(meeting.title) + (f", {format_day(meeting.held)}" if meeting.held else ""),
    )


def _note(meeting: Meeting) -> NoteView:
    return NoteView(
        title=printable(meeting.title) or printable(meeting.notes),
        held=format_day(meeting.held) if meeting.held else "",
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
    words = f"{counted(len(plan.items), 'open action')} in {counted(len(plan.meetings), 'note')}"
    if people:
        words += f", for {people} {'person' if people == 1 else 'people'}"
    asks = [f"{number:,} without {what}" for number, what in ((unowned, "an owner"), (undated, "a day")) if number]
    return words + (f"; {', '.join(asks)}" if asks else "") + "."
