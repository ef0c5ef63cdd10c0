"""Word the agenda of the next meeting: what was promised for it, what comes later, what is open since last time.

First what people outside wait for, then what moved most often, then by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.common.escaping import markdown, printable
from extractor.common.phrasing import format_day, format_day_near
from extractor.errors import RecapError
from extractor.ledger.identity import folded
from extractor.ledger.rows import Row, SeriesRow
from extractor.ledger.titles import title_key
from extractor.ledger.waiting import People, next_day
from extractor.ledger.wording import namesakes_among, owners_short, task_words, times

SILENT = 3  # meetings that said the same before it is asked whether it is still wanted
MAX_TASK = 120
ASK = 'ask "done, or by when?"; a minute each'
NEW = "New"


@dataclass(frozen=True, slots=True)
class Agenda:
    """What stands in the agenda, as finished words."""

    title: str  # "Tidepool weekly, Tue 17 Mar 2026"
    points: tuple[tuple[str, tuple[str, ...]], ...]  # each with its entries


def chosen_series(series: Sequence[SeriesRow], words: str) -> SeriesRow:
    """Return the series that words name: its title or a part of it. Raises RecapError for none, or several.

    Args:
        series: All series.
        words: What the user wrote; "" if there is only one.
    """
    wanted = folded(words)
    found = [one for one in series if title_key(one.title).startswith(wanted) or folded(one.title).startswith(wanted)]
    found = found or [one for one in series if wanted in folded(one.title)]
    exact = [one for one in found if wanted in (title_key(one.title), folded(one.title))]
    found = exact if len(exact) == 1 else found
    names = ", ".join(dict.fromkeys(printable(name_of(one)) for one in (found or series)))
    if not found:
        raise RecapError(f"no series is called {printable(words)}; there is {names or 'none yet'}")
    if len(found) > 1:
        raise RecapError(f"several series are meant: {names}; give more of the title")
    return found[0]


def name_of(series: SeriesRow) -> str:
    """Return the title of a series without a day."""
    from extractor.ledger import report

    return report.name_of(series.title, series.first_day or date.min)


def agenda_of(
    series: SeriesRow,
    rows: Iterable[Row],
    silent: frozenset[str],
    questions: Sequence[str],
    people: People,
    today: date,
    by_phone: frozenset[str] = frozenset(),
) -> Agenda:
    """Return the agenda of the next meeting of a series.

    Args:
        series: The series.
        rows: Its open items.
        silent: The keys of items that the last meetings did not speak of, or said again without a new day.
        questions: What the last meeting left open.
        people: Who the user is, and who is outside.
        today: The day on which it is written.
        by_phone: The keys of items about which mails have done what they can.
    """
    day = next_day(series, today)
    limit = day or today
    own = sorted(
        (row for row in rows if row.series == series.id and not row.standing),
        key=lambda row: (not _waits(row, people), -row.moved, row.due or date.max, row.short),
    )
    about = "" if day is None or series.next_day == day else "about "
    title = f"{printable(name_of(series))}, {f'{about}{format_day(day)}' if day else 'next meeting'}"
    promised = _groups((row for row in own if row.due and row.due <= limit), (people, limit, by_phone))
    undated = _groups((row for row in own if not row.due), (people, limit, by_phone))
    points = [
        (f"Promised for today ({ASK})" if promised else "Promised for today", promised),
        ("Coming", _groups((row for row in own if row.due and row.due > limit), (people, limit, by_phone))),
        ("Without a day: by when?", undated),
        ("Still wanted? Drop it with thanks, or give it a day", _wanted(own, silent)),
        ("Open questions of last time", tuple(map(printable, questions))),
        (NEW, ()),
    ]
    always = (points[0][0], points[4][0], NEW)
    return Agenda(title, tuple((name, entries) for name, entries in points if entries or name in always))


def _waits(row: Row, people: People) -> bool:
    return bool(row.promised_to) and folded(row.promised_to or "") in people.outside


def _wanted(rows: Iterable[Row], silent: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{task_words(row.task, MAX_TASK)} [{row.short}]" for row in rows if row.key in silent)


def _groups(rows: Iterable[Row], known: tuple[People, date, frozenset[str]]) -> tuple[str, ...]:
    """Return a line for each owner, in the order of the first promise of each."""
    groups: dict[str, list[str]] = {}
    rows = tuple(rows)
    namesakes = namesakes_among(owner for row in rows for owner in row.owners)
    for row in rows:
        groups.setdefault(owners_short(row.owners, namesakes), []).append(_words(row, *known))
    return tuple(f"{owner[:1].upper()}{owner[1:]}: {'; '.join(tasks)}" for owner, tasks in groups.items())


def _words(row: Row, people: People, day: date, by_phone: frozenset[str]) -> str:
    """Return a promise: "Fix the crash, Fri 13 Mar, moved once [k7m]"."""
    phone = "better by phone" if row.key in by_phone else ""
    due = format_day_near(row.due, day) if row.due else printable(row.due_said)
    waits = f"{printable(row.promised_to or '')} waits" if _waits(row, people) else ""
    parts = filter(None, (task_words(row.task, MAX_TASK), due, times(row.moved), waits, phone))
    return f"{', '.join(parts)} [{row.short}]"


def text_agenda(agenda: Agenda) -> str:
    """Return the agenda as plain text."""
    return _text(agenda, agenda.title, str)


def markdown_agenda(agenda: Agenda) -> str:
    """Return the agenda as Markdown."""
    return _text(agenda, f"# {markdown(agenda.title)}", markdown)


def _text(agenda: Agenda, title: str, escaped: Callable[[str], str]) -> str:
    lines = [title, ""]
    for number, (name, entries) in enumerate(agenda.points, 1):
        lines.append(f"{number}. {name}{'' if entries or name == NEW else ': none'}")
        lines += [f"   - {escaped(entry)}" for entry in entries]
    return "\n".join(lines) + "\n"


def html_agenda(agenda: Agenda) -> str:
    """Return the agenda as one HTML document that loads nothing."""
    from extractor.output.templates import fill

    return fill("agenda.html.j2", (), agenda=agenda, new=NEW).rstrip() + "\n"
