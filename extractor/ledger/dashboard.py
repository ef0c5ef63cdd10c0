"""Write the open items of many notes as one HTML page, by person and by day; it loads nothing and has no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day
from extractor.ledger.charts import LOAD_ROW_HEIGHT, Bar, Load, PersonItems, loads_of, person_anchor, timeline
from extractor.ledger.overview import Item, Meeting, Plan, url
from extractor.output.wording import EVERYONE, NO_DATE, NO_OWNER, line_words

MAX_ROWS = 4_000  # of each list on the page, as a browser is slow with more; plan.csv has all
MAX_LOADS = 40  # persons in the chart of loads


def html_page(plan: Plan) -> str:
    """Return the page: charts, the items by person and by day, and the notes."""
    from extractor.output.templates import fill

    return fill("index.html.j2", (), page=page_of(plan)).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the page shows it."""

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
    """A person, or nobody yet, and their items."""

    name: str
    anchor: str
    count: str
    nobody: bool
    rows: tuple[ItemView, ...]
    more: int  # items that are only in plan.csv


@dataclass(frozen=True, slots=True)
class NoteView:
    """The notes of a meeting as the page lists them."""

    title: str
    held: str
    name: str
    link: str
    items: int
    recaps: tuple[tuple[str, str], ...]  # (format, URL)


@dataclass(frozen=True, slots=True)
class PageView:
    """What the template sees as `page`."""

    title: str
    outcome: str
    bars: tuple[Bar, ...]
    unit: str
    timeline: str  # the timeline in words, for screen readers
    loads: tuple[Load, ...]
    loads_height: float
    more_people: int
    persons: tuple[PersonView, ...]
    days: tuple[tuple[str, tuple[ItemView, ...]], ...]
    more_days: int
    notes: tuple[NoteView, ...]
    more_notes: int


def page_of(plan: Plan) -> PageView:
    """Return the words and the geometry of the page."""
    persons = _by_person(plan.items)
    bars, unit = timeline([item.due for item in plan.items if item.due])
    loads = loads_of(persons[:MAX_LOADS])
    return PageView(
        title=f"Open actions of {printable(plan.name) or 'the notes'}",
        outcome=_outcome(plan, persons),
        bars=bars,
        unit=unit,
        timeline="; ".join(bar.title for bar in bars),
        loads=loads,
        loads_height=LOAD_ROW_HEIGHT * len(loads),
        more_people=max(0, len(persons) - MAX_LOADS),
        persons=tuple(_person_views(persons)),
        days=tuple(_by_day(plan.items[:MAX_ROWS])),
        more_days=max(0, len(plan.items) - MAX_ROWS),
        notes=tuple(_note_view(meeting) for meeting in plan.meetings[:MAX_ROWS]),
        more_notes=max(0, len(plan.meetings) - MAX_ROWS),
    )


def _by_person(items: Iterable[Item]) -> list[PersonItems]:
    """Group the items by owner: first those of nobody, then by number. Names that differ only by case are one."""
    groups: dict[str, tuple[Counter[str], list[Item]]] = {}
    for item in items:
        names = [EVERYONE if owner.lower() == "all" else printable(owner).strip() for owner in item.owners]
        for key, name in {name.casefold(): name for name in names or [""]}.items():
            spellings, own_items = groups.setdefault(key, (Counter(), []))
            spellings[name] += 1
            own_items.append(item)
    persons = [
        PersonItems(spellings.most_common(1)[0][0] or NO_OWNER, not key, own_items)
        for key, (spellings, own_items) in groups.items()
    ]
    return sorted(persons, key=lambda person: (not person.nobody, -len(person.items), person.name.casefold()))


def _person_views(persons: Iterable[PersonItems]) -> Iterator[PersonView]:
    """Yield the sections of the persons until the page is full; those in the chart, which links to them, always."""
    left = MAX_ROWS
    for index, (name, nobody, items) in enumerate(persons):
        listed = items[:left]
        left -= len(listed)
        if not listed and index >= MAX_LOADS:
            return
        yield PersonView(
            name=name,
            anchor=person_anchor(index),
            count=counted(len(items), "action"),
            nobody=nobody,
            rows=tuple(map(_item_view, listed)),
            more=len(items) - len(listed),
        )


def _by_day(items: Iterable[Item]) -> Iterator[tuple[str, tuple[ItemView, ...]]]:
    days: dict[date | None, list[ItemView]] = {}
    for item in items:
        days.setdefault(item.due, []).append(_item_view(item))
    for day, rows in days.items():
        yield (format_day(day) if day else NO_DATE.capitalize(), tuple(rows))


def _item_view(item: Item) -> ItemView:
    data, meeting = item.data, item.meeting
    owners = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in item.owners]
    task = printable(data["task"]).strip()
    name = printable(meeting.notes)
    return ItemView(
        task=task[:1].upper() + task[1:] if task.split(" ", 1)[0].islower() else task,
        owner=", ".join(owners) or NO_OWNER,
        day=format_day(item.due) if item.due else "",
        said=printable(data["due_text"] or ""),
        overdue=bool(item.due and meeting.held and item.due < meeting.held),
        private=data["private"],
        place=f"{name}, {line_words(item.line, data['end_line'])}" if item.line else name,
        link=f"{meeting.link}#L{item.line}" if item.line else meeting.link,
        meeting=printable(meeting.title) + (f", {format_day(meeting.held)}" if meeting.held else ""),
    )


def _note_view(meeting: Meeting) -> NoteView:
    return NoteView(
        title=printable(meeting.title) or printable(meeting.notes),
        held=format_day(meeting.held) if meeting.held else "",
        name=printable(meeting.notes),
        link=meeting.link,
        items=meeting.items,
        recaps=tuple((format, url(path)) for format, path in meeting.outputs.items()),
    )


def _outcome(plan: Plan, persons: Sequence[PersonItems]) -> str:
    """Return the outcome: "412 open actions in 35 notes, for 96 people; 40 without an owner, 180 without a day."."""
    people = sum(1 for person in persons if not person.nobody)
    unowned = sum(1 for item in plan.items if not item.owners)
    undated = sum(1 for item in plan.items if not item.due)
    words = f"{counted(len(plan.items), 'open action')} in {counted(len(plan.meetings), 'note')}"
    if people:
        words += f", for {people} {'person' if people == 1 else 'people'}"
    missing = [f"{number:,} without {what}" for number, what in ((unowned, "an owner"), (undated, "a day")) if number]
    return words + (f"; {', '.join(missing)}" if missing else "") + "."
