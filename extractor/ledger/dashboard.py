"""Write the open items of many notes as one HTML page: what is due as of a day, by state, by person and by notes.

The page loads nothing. It is whole without its script, which only searches and filters; a hash in the page's
Content-Security-Policy lets no other script run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day, format_day_near
from extractor.common.resources import script_hash, text_of
from extractor.common.scratch import Scratch, blob
from extractor.common.scratch import text_of as text_of_blob
from extractor.ledger.charts import Bar, timeline
from extractor.ledger.overview import Item, Meeting, Plan, url
from extractor.output.wording import EVERYONE, NO_OWNER, line_words

MAX_ROWS = 1_000  # of each list on the page, as a browser is slow with more; plan.csv has all
MAX_CHOICES = 300  # persons and notes to filter by
SCRIPT = "ledger/filter.js"
# A row for each owner of each item: the name in lower case and as it is spelled, the place of the item in the order of
# the plan, and its key.
_TABLES = """
CREATE TABLE owners (folded BLOB, name BLOB, number INTEGER, item INTEGER, overdue INTEGER, undated INTEGER);
"""


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


@dataclass(slots=True)
class _State:
    """What the page says of the items in a state, while they are counted."""

    name: str
    warn: bool
    count: int = 0
    rows: list[Item] = field(default_factory=list)  # the first

    def add(self, item: Item) -> None:
        self.count += 1
        if len(self.rows) < MAX_ROWS:
            self.rows.append(item)


def page_of(plan: Plan, as_of: date | None = None) -> PageView:
    """Return the words and the geometry of the page; arguments as for `html_page`."""
    today = as_of or max((meeting.held for meeting in plan.meetings if meeting.held), default=date.min)
    counts = _Counts(plan, today)
    bars, unit = timeline(counts.days)
    script = text_of(SCRIPT)
    listed_notes = tuple(_note_view(meeting) for meeting in islice(plan.meetings, MAX_ROWS))
    with_items = (printable(meeting.notes) for meeting in plan.meetings if meeting.items)
    return PageView(
        title=f"Open actions of {printable(plan.name) or 'the notes'}",
        as_of=format_day(today) if today != date.min else "",
        outcome=_outcome(plan, counts.people),
        bars=bars,
        unit=unit,
        timeline="; ".join(bar.title for bar in bars),
        states=tuple(_state_view(state, today) for state in counts.states if state.count),
        persons=tuple(counts.persons()),
        more_people=max(0, counts.people - MAX_ROWS),
        notes=listed_notes,
        more_notes=max(0, len(plan.meetings) - MAX_ROWS),
        people_choices=tuple(counts.choices()),
        note_choices=tuple(islice(with_items, MAX_CHOICES)),
        script=script,
        script_hash=script_hash(script),
    )


class _Counts:
    """The items of a plan, counted in one pass by state, by day and by person; an item may have several of each.

    Names that differ only by case are one person. What grows with the items is on disk.
    """

    def __init__(self, plan: Plan, today: date) -> None:
        self._items, self._today = plan.items, today
        self._sunday = min(today.toordinal() + 6 - today.weekday(), date.max.toordinal())
        self.days: Counter[date] = Counter()  # on which items are due
        self.overdue, self.this_week, self.later = (
            _State("Overdue", warn=True),
            _State("This week", warn=False),
            _State("Later", warn=False),
        )
        self.undated, self.unowned = _State("No date", warn=True), _State("No owner", warn=True)
        self._scratch = Scratch(_TABLES)
        self._scratch.add("INSERT INTO owners VALUES (?, ?, ?, ?, ?, ?)", self._owner_rows())
        self._scratch.run("CREATE INDEX by_person ON owners (folded, number)")
        ((self.people,),) = self._scratch.run("SELECT count(DISTINCT folded) FROM owners")

    @property
    def states(self) -> tuple[_State, ...]:
        """The states, the most pressing first."""
        return self.overdue, self.this_week, self.later, self.undated, self.unowned

    def _owner_rows(self) -> Iterator[tuple[bytes, bytes, int, int, bool, bool]]:
        """Count each item, and yield a row for each of its owners."""
        for number, item in enumerate(self._items):
            owners = item.owners
            self._state_of(item).add(item)
            if not owners:
                self.unowned.add(item)
            if item.due:
                self.days[item.due] += 1
            is_overdue = item.due is not None and item.due < self._today
            names = [EVERYONE if owner.lower() == "all" else printable(owner).strip() for owner in owners]
            for folded, name in {name.casefold(): name for name in names}.items():
                yield blob(folded), blob(name), number, item.key, is_overdue, item.due is None

    def _state_of(self, item: Item) -> _State:
        if not item.due:
            return self.undated
        if item.due < self._today:
            return self.overdue
        return self.this_week if item.due.toordinal() <= self._sunday else self.later

    def persons(self) -> Iterator[PersonView]:
        """Yield the persons with most items until the page is full."""
        left, most = MAX_ROWS, 0
        for folded, count, overdue, undated in self._scratch.run(
            "SELECT folded, count(*), sum(overdue), sum(undated) FROM owners"
            " GROUP BY folded ORDER BY count(*) DESC, folded LIMIT ?",
            MAX_ROWS,
        ):
            most = most or count
            rows = self._scratch.run("SELECT item FROM owners WHERE folded = ? ORDER BY number LIMIT ?", folded, left)
            left -= len(rows)
            parts = [
                f"{number} {what}" for number, what in ((overdue, "overdue"), (undated, "without a day")) if number
            ]
            yield PersonView(
                name=self._spelling(folded),
                load=", ".join([counted(count, "action"), *parts]),
                share=round(100 * count / most),
                rows=tuple(_item_view(self._items[key], self._today) for (key,) in rows),
                more=count - len(rows),
            )

    def choices(self) -> Iterator[str]:
        """Yield the first persons by name."""
        for (folded,) in self._scratch.run("SELECT DISTINCT folded FROM owners ORDER BY folded LIMIT ?", MAX_CHOICES):
            yield self._spelling(folded)

    def _spelling(self, folded: bytes) -> str:
        """Return the most frequent spelling of a name."""
        ((name,),) = self._scratch.run(
            "SELECT name FROM owners WHERE folded = ? GROUP BY name ORDER BY count(*) DESC, min(number) LIMIT 1", folded
        )
        return text_of_blob(name)


def _state_view(state: _State, today: date) -> StateView:
    rows = tuple(_item_view(item, today) for item in state.rows)
    anchor = state.name.lower().replace(" ", "-")
    return StateView(state.name, anchor, state.count, state.warn, rows, state.count - len(rows))


def _item_view(item: Item, today: date) -> ItemView:
    data, meeting = item.data, item.meeting
    owners = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in data["owners"]]
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


def _outcome(plan: Plan, people: int) -> str:
    """Return the outcome: "412 open actions in 35 notes, for 96 people."."""
    words = f"{counted(len(plan.items), 'open action')} in {counted(len(plan.meetings), 'note')}"
    if people:
        words += f", for {people} {'person' if people == 1 else 'people'}"
    return f"{words}."
