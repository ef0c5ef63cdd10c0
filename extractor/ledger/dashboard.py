"""Write the open items of many notes as one HTML page: what is due as of a day, by state, by person and by notes.

The page loads nothing. It is whole without its script, which only searches and filters; a hash in the page's
Content-Security-Policy lets no other script run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day, format_day_near
from extractor.common.resources import script_hash, text_of
from extractor.ledger.charts import Bar, timeline
from extractor.ledger.overview import Item, Meeting, Plan, url
from extractor.output.wording import EVERYONE, NO_OWNER, line_words

MAX_ROWS = 1_000  # of each list on the page, as a browser is slow with more; plan.csv has all
MAX_CHOICES = 300  # persons and notes to filter by
SCRIPT = "ledger/filter.js"


def html_page(plan: Plan, as_of: date | None = None) -> str:
    """Return the page.

    Args:
        plan: The items and their notes.
        as_of: The day from which "overdue" and "this week" are counted; None for that of the latest meeting.
    """
    from extractor.output.templates import fill

    return fill("index.html.j2", (), page=page_of(plan, as_of)).rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the page shows it."""

    task: str
    owner: str
    day: str
    said: str
    private: bool
    place: str  # "team/weekly.md, line 14"
    link: str
    meeting: str
    note: str  # the notes that it is filtered by
    history: str = ""  # where a ledger knows it: "k7m, said Tue 3 Mar 2026, moved once"


@dataclass(frozen=True, slots=True)
class StateView:
    """The items that are overdue, due this week, later, without a day, or without an owner."""

    name: str
    anchor: str
    count: int
    warn: bool
    rows: tuple[ItemView, ...]
    more: int  # items that are only in plan.csv


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person and their items, folded."""

    name: str
    load: str  # "5 actions, 2 overdue"
    share: int  # percent of the items of the person who has most
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
    as_of: str
    outcome: str
    bars: tuple[Bar, ...]
    unit: str
    timeline: str  # the timeline in words, for screen readers
    states: tuple[StateView, ...]
    persons: tuple[PersonView, ...]
    more_people: int
    notes: tuple[NoteView, ...]
    more_notes: int
    people_choices: tuple[str, ...]
    note_choices: tuple[str, ...]
    script: str
    script_hash: str  # as in a Content-Security-Policy


class PersonItems(NamedTuple):
    """A person, and the items that are theirs."""

    name: str
    items: list[Item]


def page_of(plan: Plan, as_of: date | None = None) -> PageView:
    """Return the words and the geometry of the page; arguments as for `html_page`."""
    today = as_of or max((meeting.held for meeting in plan.meetings if meeting.held), default=date.min)
    persons = _by_person(plan.items)
    bars, unit = timeline([item.due for item in plan.items if item.due])
    script = text_of(SCRIPT)
    return PageView(
        title=f"Open actions of {printable(plan.name) or 'the notes'}",
        as_of=format_day(today) if today != date.min else "",
        outcome=_outcome(plan, persons),
        bars=bars,
        unit=unit,
        timeline="; ".join(bar.title for bar in bars),
        states=tuple(_states(plan.items, today)),
        persons=tuple(_person_views(persons, today)),
        more_people=max(0, len(persons) - MAX_ROWS),
        notes=tuple(_note_view(meeting) for meeting in plan.meetings[:MAX_ROWS]),
        more_notes=max(0, len(plan.meetings) - MAX_ROWS),
        people_choices=tuple(sorted((person.name for person in persons), key=str.casefold))[:MAX_CHOICES],
        note_choices=tuple(printable(meeting.notes) for meeting in plan.meetings if meeting.items)[:MAX_CHOICES],
        script=script,
        script_hash=script_hash(script),
    )


def _states(items: Sequence[Item], today: date) -> Iterator[StateView]:
    """Yield the states that hold items, the most pressing first; an item without an owner stands in two of them."""
    sunday = min(today.toordinal() + 6 - today.weekday(), date.max.toordinal())
    states: tuple[tuple[str, bool, list[Item]], ...] = (
        ("Overdue", True, [item for item in items if item.due and item.due < today]),
        (
            "This week",
            False,
            [item for item in items if item.due and today <= item.due and item.due.toordinal() <= sunday],
        ),
        ("Later", False, [item for item in items if item.due and item.due.toordinal() > sunday]),
        ("No date", True, [item for item in items if not item.due]),
        ("No owner", True, [item for item in items if not item.owners]),
    )
    for name, warn, own in states:
        if own:
            rows = tuple(_item_view(item, today) for item in own[:MAX_ROWS])
            yield StateView(name, name.lower().replace(" ", "-"), len(own), warn, rows, len(own) - len(rows))


def _by_person(items: Iterable[Item]) -> list[PersonItems]:
    """Group the items by owner, by number. Names that differ only by case are one."""
    groups: dict[str, tuple[Counter[str], list[Item]]] = {}
    for item in items:
        names = [EVERYONE if owner.lower() == "all" else printable(owner).strip() for owner in item.owners]
        for key, name in {name.casefold(): name for name in names}.items():
            spellings, own_items = groups.setdefault(key, (Counter(), []))
            spellings[name] += 1
            own_items.append(item)
    persons = [PersonItems(spellings.most_common(1)[0][0], own_items) for spellings, own_items in groups.values()]
    return sorted(persons, key=lambda person: (-len(person.items), person.name.casefold()))


def _person_views(persons: Sequence[PersonItems], today: date) -> Iterator[PersonView]:
    """Yield the persons until the page is full."""
    left = MAX_ROWS
    most = max((len(person.items) for person in persons), default=1)
    for name, items in persons[:MAX_ROWS]:
        listed = items[:left]
        left -= len(listed)
        overdue = sum(1 for item in items if item.due and item.due < today)
        undated = sum(1 for item in items if not item.due)
        parts = [f"{number} {what}" for number, what in ((overdue, "overdue"), (undated, "without a day")) if number]
        yield PersonView(
            name=name,
            load=", ".join([counted(len(items), "action"), *parts]),
            share=round(100 * len(items) / most),
            rows=tuple(_item_view(item, today) for item in listed),
            more=len(items) - len(listed),
        )


def _item_view(item: Item, today: date) -> ItemView:
    data, meeting = item.data, item.meeting
    owners = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in item.owners]
    task = printable(data["task"]).strip()
    name = printable(meeting.notes)
    return ItemView(
        task=task[:1].upper() + task[1:] if task.split(" ", 1)[0].islower() else task,
        owner=", ".join(owners) or NO_OWNER,
        day=format_day_near(item.due, today) if item.due else "",
        said="" if item.due else printable(data["due_text"] or ""),
        private=data["private"],
        place=f"{name}, {line_words(item.line, data['end_line'])}" if item.line else name,
        link=f"{meeting.link}#L{item.line}" if item.line else meeting.link,
        meeting=", ".join(filter(None, (printable(meeting.title), format_day(meeting.held) if meeting.held else ""))),
        note=name,
        history=", ".join(filter(None, (data.get("short", ""), data.get("history", "")))),
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
    """Return the outcome: "412 open actions in 35 notes, for 96 people."."""
    words = f"{counted(len(plan.items), 'open action')} in {counted(len(plan.meetings), 'note')}"
    if persons:
        words += f", for {len(persons)} {'person' if len(persons) == 1 else 'people'}"
    return f"{words}."
