"""List who waits for whom: as a table, Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from extractor.common.escaping import cell, json_text, printable
from extractor.common.phrasing import format_day_near
from extractor.errors import RecapError
from extractor.ledger import likeness
from extractor.ledger.identity import folded
from extractor.ledger.items import Item, Place, Question
from extractor.ledger.rows import Row, SeriesRow
from extractor.ledger.titles import title_key
from extractor.ledger.wording import (
    columns,
    day_words,
    late_words,
    namesakes_among,
    owner_short,
    owners_short,
    task_words,
    times,
    working_days,
)

LEDGER = 1  # version of the JSON
COLUMNS = (
    "id", "task", "owner", "email", "due", "first_due", "state", "moved", "meeting", "held", "notes", "line",
    "promised_to", "as_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class People:
    """Who the user is, who is outside, and the addresses of all."""

    me: str = ""
    outside: frozenset[str] = frozenset()  # names, folded
    emails: Mapping[str, str] | None = None  # by name, folded

    def is_me(self, owner: str) -> bool:
        """Whether an owner is the user."""
        return owner.casefold() == "me" or (bool(self.me) and likeness.may_be_one(owner, self.me))

    def email(self, owner: str) -> str:
        """Return the address of an owner; "" if it is not known."""
        return (self.emails or {}).get(folded(owner), "")


@dataclass(frozen=True, slots=True)
class View:
    """What is listed, on a day."""

    rows: tuple[Row, ...]
    series: Mapping[str, SeriesRow]
    people: People
    today: date
    shorts: Mapping[str, str]  # ids by key, for "after t2c"
    questions: int = 0
    by_phone: frozenset[str] = frozenset()  # keys of items about which mails have done what they can
    first: Mapping[str, Place] = field(default_factory=dict)  # where each was first said, by key, for tables


def select(rows: Iterable[Row], series: Sequence[SeriesRow], who: str, people: People) -> tuple[Row, ...]:
    """Return the rows of a person or a series. Raises RecapError if the words mean neither.

    Args:
        rows: All rows.
        series: All series.
        who: A name, "me", or the beginning of a title; "" for all.
        people: Who the user is.
    """
    if not who:
        return tuple(rows)
    rows = tuple(rows)
    wanted = folded(who)
    if wanted in ("me", "i"):
        return tuple(row for row in rows if any(people.is_me(owner) for owner in row.owners))
    if wanted in ("nobody", "none"):
        return tuple(row for row in rows if not row.owners)
    if titles := series_called(who, series):
        return tuple(row for row in rows if row.series in titles)
    found = tuple(
        row for row in rows if any(is_called(who, name) for name in (*row.owners, *filter(None, (row.promised_to,))))
    )
    if not found and not any(word for word in (one.title for one in series) if wanted in folded(word)):
        raise RecapError(f"no open promise of {printable(who)}, and no series of that name; see: recap waiting --all")
    return found or tuple(
        row for row in rows if any(one.id == row.series and wanted in folded(one.title) for one in series)
    )


def series_called(who: str, series: Iterable[SeriesRow]) -> frozenset[str]:
    """Return the ids of the series whose title begins with words of the user; "me" and "nobody" are no title."""
    wanted = folded(who)
    if not wanted or wanted in ("me", "i", "nobody", "none"):
        return frozenset()
    titled = (one for one in series if title_key(one.title).startswith(wanted) or folded(one.title).startswith(wanted))
    return frozenset(one.id for one in titled)


def is_called(who: str, name: str) -> bool:
    """Whether words that the user typed name a person: the name, its beginning, or one of its words."""
    return likeness.may_be_one(who, name) or folded(who) in folded(name).split()


def table(view: View) -> str:
    """Return the list for a terminal: what others wait for first, then what the user waits for, by person.

    What colleagues promised to somebody outside the meeting stands apart, by who waits for it.
    """
    owed, by_others, rest = _parts(view)
    nobody = [row for row in rest if not row.owners]
    waited = [row for row in rest if row.owners]
    namesakes = namesakes_among(owner for owners in {row.owners for row in view.rows} for owner in owners)
    lines: list[str] = []
    if owed:
        lines += ["OTHERS WAIT FOR YOU"]
        for name, rows in owed:
            lines += [f"  {printable(name)}", *columns((_cells(row, view) for row in rows), indent="    ")]
    if by_others:
        lines += ["OTHERS WAIT FOR US"]
        for name, rows in by_others:
            lines += [f"  {printable(name)}", *columns(_by_owner(rows, view, namesakes), indent="    ")]
    if waited:
        title = "YOU WAIT FOR" if view.people.me else "OPEN"
        lines += [title, *columns(_by_owner(waited, view, namesakes))]
    if nobody:
        lines += ["NOBODY HAS", *columns(_cells(row, view) for row in nobody)]
    ended = [row for row in view.rows if row.state != "open"]
    if ended:
        lines += [
            "DONE OR DROPPED",
            *columns(
                (
                    row.short,
                    owners_short(row.owners, namesakes),
                    task_words(row.task),
                    f"{row.state} {day_words(row.ended, view.today)}",
                )
                for row in ended
            ),
        ]
    lines.append(_last_line(view, has_nobody=bool(nobody)))
    return "\n".join(lines) + "\n"


_Waited = list[tuple[str, list[Row]]]  # rows by who waits for them


def _parts(view: View) -> tuple[_Waited, _Waited, list[Row]]:
    """Return what the user owes and what others owe to people outside, by who waits for it; and all other open rows."""
    owed: dict[str, list[Row]] = {}
    by_others: dict[str, list[Row]] = {}
    rest: list[Row] = []
    mine = {owners for owners in {row.owners for row in view.rows} if any(map(view.people.is_me, owners))}
    for row in view.rows:
        if row.state != "open" or row.standing:
            continue
        if row.owners in mine:
            owed.setdefault(row.promised_to or "", []).append(row)
        elif row.promised_to and row.owners:
            by_others.setdefault(row.promised_to, []).append(row)
        else:
            rest.append(row)
    groups = _outsiders_first(owed, view) + ([("the meeting", owed[""])] if "" in owed else [])
    return groups, _outsiders_first(by_others, view), rest


def _outsiders_first(rows: Mapping[str, list[Row]], view: View) -> _Waited:
    """Return rows by the name of who waits for them, those of people outside first."""
    named = sorted(filter(None, rows), key=lambda name: (folded(name) not in view.people.outside, folded(name)))
    return [(name, rows[name]) for name in named]


def _by_owner(rows: Sequence[Row], view: View, namesakes: frozenset[str]) -> list[tuple[str, ...]]:
    """Return rows under the names of their owners, each name once."""
    shown = {owners: owners_short(owners, namesakes) for owners in {row.owners for row in rows}}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(shown[row.owners], []).append(row)
    return [
        (owner if at == 0 else "", *_cells(row, view))
        for owner in sorted(groups, key=str.casefold)
        for at, row in enumerate(groups[owner])
    ]


def _cells(row: Row, view: View) -> tuple[str, str, str]:
    when = _when(row.due, "" if row.due else row.due_said, row.moved, view.today)
    if row.assent in _UNANSWERED or row.after or row.key in view.by_phone:
        when = "; ".join(filter(None, (when, _asked(row, view), _after(row, view), _phone(row, view))))
    return row.short, task_words(row.task), when


_UNANSWERED = ("absent", "asked")  # states of a person's assent


@lru_cache(4096)  # many promises are for the same day
def _when(due: date | None, due_said: str, moved: int, today: date) -> str:
    if due == today:
        return ", ".join(filter(None, ("today", times(moved))))
    day = f"{printable(due_said)} (no day yet)" if due_said else day_words(due, today)
    return ", ".join(filter(None, (day, late_words(due, today) if due else "", times(moved))))


def _asked(row: Row, view: View) -> str:
    """Return since when a person who was not there has been asked to agree."""
    if row.assent not in _UNANSWERED or row.given is None:
        return ""
    asked = ", asked by the recap" if row.assent == "asked" else ""
    return f"given in their absence on {format_day_near(row.given, view.today)}{asked}, no answer yet"


def _phone(row: Row, view: View) -> str:
    """Return that no more mails are written about an item."""
    return "better by phone" if row.key in view.by_phone else ""


def _after(row: Row, view: View) -> str:
    return f"after {view.shorts[row.after]}" if row.after in view.shorts else ""


def _last_line(view: View, *, has_nobody: bool) -> str:
    asks = f"To ask: {view.questions} (recap mark)." if view.questions else "To ask: nothing."
    ahead = sorted((day, one.title) for one in view.series.values() if (day := next_day(one, view.today)))
    parts = [asks] if has_nobody else ["Nobody has: nothing.", asks]
    if ahead:
        day, title = ahead[0]
        one = next(one for one in view.series.values() if one.title == title and next_day(one, view.today) == day)
        about = "" if one.next_day == day else "about "
        parts.append(f"Next: {printable(series_title(one))}, {about}{format_day_near(day, view.today)}.")
    return "   ".join(parts)


def next_day(series: SeriesRow, today: date) -> date | None:
    """Return the day of the next meeting of a series: the one that its notes name, else by its rhythm; None if past."""
    day = series.next_day
    if day is None and series.last_day and series.cadence:
        day = series.last_day + timedelta(days=series.cadence)
    return day if day is not None and day > today else None


def series_title(series: SeriesRow) -> str:
    """Return the title of a series without the day of its first meeting."""
    from extractor.ledger.report import name_of

    return name_of(series.title, series.first_day or date.min)


def csv_text(view: View) -> str:
    """Return the list as CSV (RFC 4180) below a row of column names; no cell is a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in table_rows(view):
        writer.writerow([cell(value) for value in cells])
    return buffer.getvalue()


def table_rows(view: View) -> list[tuple[str, ...]]:
    """Return the cells of each row, in the order of COLUMNS."""
    found: list[tuple[str, ...]] = []
    for row in view.rows:
        one = view.series.get(row.series)
        emails = "; ".join(filter(None, map(view.people.email, row.owners)))
        days = (_iso(row.due), _iso(row.first_due))
        start = (row.short, task_words(row.task, 1000), "; ".join(row.owners), emails, *days, row.state, str(row.moved))
        place = view.first.get(row.key)
        where = (PurePath(place.source).name, str(place.line)) if place and place.source not in ("", "-") else ("", "")
        end = (
            series_title(one) if one else "",
            _iso(row.promised),
            *where,
            row.promised_to or "",
            view.today.isoformat(),
        )
        found.append((*start, *end))
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def ledger_json(
    items: Sequence[tuple[str, Item]],
    questions: Sequence[Question],
    titles: Mapping[str, str],
    today: date,
    shorts: Mapping[str, str],
) -> str:
    """Return the ledger as JSON: items with all places that speak of them, and the questions that wait for an answer.

    Args:
        items: Each with the id of its series.
        questions: What is unsure.
        titles: Of the series, by id.
        today: The day on which this is known.
        shorts: The ids that are shown, by key.
    """
    document = {
        "ledger": LEDGER,
        "as_of": today.isoformat(),
        "items": [_item_fields(series, item, titles, shorts) for series, item in items],
        "questions": [
            {
                "kind": question.kind,
                "item": shorts.get(question.item),
                "about": shorts.get(question.about) if question.about else None,
                "source": question.source,
                "line": question.line,
                "end_line": question.end_line,
                "quote": question.quote,
            }
            for question in questions
        ],
    }
    return json_text(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _item_fields(series: str, item: Item, titles: Mapping[str, str], shorts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": item.short,
        "series": titles.get(series, ""),
        "task": item.task,
        "owners": list(item.owners),
        "state": item.state,
        "promised": _iso(item.promised) or None,
        "first_due": _iso(item.first_due) or None,
        "due": _iso(item.due) or None,
        "due_text": item.due_said or None,
        "moved": item.moved,
        "ended": _iso(item.ended) or None,
        "assent": item.assent,
        "promised_to": item.promised_to,
        "after": shorts.get(item.after),
        "private": item.private,
        "mentions": [
            {
                "source": place.source,
                "day": place.day.isoformat(),
                "line": place.line,
                "end_line": place.end_line,
                "says": place.says,
                "quote": place.quote,
            }
            for place in item.places
            if place.source
        ],
    }


__all__ = [
    "COLUMNS",
    "People",
    "View",
    "csv_text",
    "ledger_json",
    "owner_short",
    "select",
    "series_title",
    "table",
    "working_days",
]
