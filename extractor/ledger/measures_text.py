"""Word what became of promises: as text, JSON and CSV. Counts, no grades; a share only where there are enough."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractor.common.escaping import cell, json_text, printable
from extractor.common.phrasing import MONTH_ABBREVIATIONS, counted, format_day_near
from extractor.ledger.items import Item
from extractor.ledger.measures import Measures, Move, Promised
from extractor.ledger.wording import quoted
from extractor.output.wording import clip

FORMAT = 1  # version of the JSON
ENOUGH = 20  # promises from which a share says something
MAX_NAMED = 5  # promises that a line names
MAX_REASONS = 3  # quotes of one kind
_LABEL = 35  # characters before the count
_COUNT = 13


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted, and of whom."""

    title: str  # of the series, or the name of the person
    measures: Measures
    meetings: int
    first: date | None
    last: date | None
    today: date
    is_person: bool = False


def text(figures: Figures) -> str:
    """Return the figures for a terminal."""
    found, due = figures.measures, figures.measures.due
    lines = [_heading(figures)]
    if due:
        lines += [
            _line("Kept on the day last agreed", _of(len(found.on_day), due), _named(found.on_day, first=True)),
            *(
                [_line("Done, nobody said when", _of(len(found.untold), due), _named(found.untold))]
                if found.untold
                else []
            ),
            _line("Kept later", _of(len(found.later), due), _late(found.later)),
            _line("Still open", _of(len(found.open), due), _named(found.open)),
        ]
    if found.moves:
        lines.append(_line("Moved", _moved(found.moves)))
    if why := found.reasons():
        lines.append(_line("Why, in their words", "; ".join(_reason(kind, words) for kind, words in why)))
    if found.mails:
        days = _span(found.answer_days, "after ")
        answers = f"{_of(found.answered, found.mails)}{', ' if days else ''}{days}"
        lines.append(_line("Answers to your mails", answers))
    if found.own is not None and found.own[1] and not figures.is_person:
        lines.append(f"Your own: {_of(*found.own)} on the day.")
    return "\n".join(lines) + "\n"


def _heading(figures: Figures) -> str:
    found = figures.measures
    parts = [counted(figures.meetings, "meeting")] if figures.meetings else []
    parts += [counted(found.promises, "promise"), f"{found.due:,} came due"]
    if found.dropped:
        parts.append(f"{found.dropped:,} dropped by agreement (not counted)")
    if found.no_day:
        parts.append(f"{found.no_day:,} without a day ({found.no_day_done:,} done)")
    return f"{printable(figures.title)}{_period(figures.first, figures.last)}: {', '.join(parts)}"


def _period(first: date | None, last: date | None) -> str:
    """Return a period as words after a title: ", 3 to 17 Mar 2026"."""
    if first is None or last is None:
        return ""
    end = f"{last.day} {MONTH_ABBREVIATIONS[last.month - 1]} {last.year}"
    if first == last:
        return f", {end}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {MONTH_ABBREVIATIONS[first.month - 1]}"
    year = "" if first.year == last.year else f" {first.year}"
    return f", {first.day}{month}{year} to {end}"


def _line(label: str, count: str, more: str = "") -> str:
    return f"  {label:<{_LABEL}}{f'{count:<{_COUNT}}  {more}' if more else count}".rstrip()


def _of(part: int, whole: int) -> str:
    share = f" ({round(100 * part / whole)} %)" if whole >= ENOUGH else ""
    return f"{part:,} of {whole:,}{share}"


def _name(item: Item) -> str:
    return clip(printable(item.task), 44)


def _named(promises: Sequence[Promised], *, first: bool = False) -> str:
    """Return what promises are about; with the day that was said first, where it was another."""
    words = []
    for one in promises[:MAX_NAMED]:
        is_moved = first and one.item.first_due not in (None, one.item.due)
        day = one.item.first_due
        words.append(f"{_name(one.item)} (first {format_day_near(day, day)})" if is_moved and day else _name(one.item))
    return ", ".join(words) + (f" and {len(promises) - MAX_NAMED:,} more" if len(promises) > MAX_NAMED else "")


def _late(promises: Sequence[Promised]) -> str:
    days = _span([one.late for one in promises], "")
    return f"{days} ({_named(promises)})" if days else ""


def _span(days: Sequence[int], before: str) -> str:
    """Return a range of working days: "1 working day", "1 to 4 working days"; "" for none."""
    if not days:
        return ""
    least, most = min(days), max(days)
    return f"{before}{f'{least} to ' if least != most else ''}{counted(most, 'working day')}"


def _moved(moves: Sequence[Move]) -> str:
    often = {1: "once", 2: "twice"}
    longest = max(abs(move.days) for move in moves)
    in_time = sum(move.in_time for move in moves)
    told = often.get(in_time, f"{in_time:,} times") if in_time else "never"
    most = counted(longest, "working day")
    by = f"by {most} at most" if len(moves) > 1 else f"by {most}"
    return f"{often.get(len(moves), f'{len(moves):,} times')}, {by}; told before the day {told}"


def _reason(kind: str, words: Sequence[str]) -> str:
    said = [quoted(one) for one in dict.fromkeys(filter(None, words))]
    return f"{kind}: {len(words):,}" + (f" ({', '.join(said[:MAX_REASONS])})" if said else "")


def as_json(figures: Figures) -> str:
    """Return the figures as JSON, with the ids of the promises; owners stand in no part of it."""
    found = figures.measures
    document = {
        "stats": FORMAT,
        "of": figures.title,
        "from": _iso(figures.first),
        "to": _iso(figures.last),
        "as_of": figures.today.isoformat(),
        "meetings": figures.meetings,
        "promises": found.promises,
        "came_due": found.due,
        "kept_on_day": [_promise(one) for one in found.on_day],
        "kept_on_first_day": found.on_first_day,
        "done_day_not_told": [_promise(one) for one in found.untold],
        "kept_later": [_promise(one) for one in found.later],
        "still_open": [_promise(one) for one in found.open],
        "not_due_yet": found.ahead,
        "dropped": found.dropped,
        "without_day": {"all": found.no_day, "done": found.no_day_done},
        "moves": [
            {"id": move.item.short, "working_days": move.days, "told_before": move.in_time, "why": move.kind}
            | ({"words": move.words} if move.words else {})
            for move in found.moves
        ],
        "mails": {"asking": found.mails, "answered": found.answered, "working_days": list(found.answer_days)},
        "own": None if found.own is None else {"kept_on_day": found.own[0], "came_due": found.own[1]},
    }
    return json_text(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _promise(one: Promised) -> dict[str, object]:
    item = one.item
    days = {"first_due": _iso(item.first_due), "due": _iso(item.due), "ended": _iso(item.ended)}
    return {"id": item.short, "task": item.task, **days, "working_days_late": one.late}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_csv(figures: Figures) -> str:
    """Return the figures as CSV (RFC 4180), a row for each measure; no cell is a formula."""
    found, due = figures.measures, figures.measures.due
    in_time = sum(move.in_time for move in found.moves)
    late = max((one.late for one in found.later), default=None)
    longest = max((abs(move.days) for move in found.moves), default=None)
    rows: list[tuple[str, int, int | None, int | None, str]] = [
        ("meetings", figures.meetings, None, None, ""),
        ("promises", found.promises, None, None, ""),
        ("came due", due, found.promises, None, ""),
        ("kept on the day last agreed", len(found.on_day), due, None, _ids(found.on_day)),
        ("kept on the day first said", found.on_first_day, due, None, ""),
        ("done, nobody said when", len(found.untold), due, None, _ids(found.untold)),
        ("kept later", len(found.later), due, late, _ids(found.later)),
        ("still open", len(found.open), due, max((one.late for one in found.open), default=None), _ids(found.open)),
        ("dropped", found.dropped, found.promises, None, ""),
        ("without a day", found.no_day, found.promises, None, ""),
        ("moved", len(found.moves), None, longest, "; ".join(dict.fromkeys(move.item.short for move in found.moves))),
        ("moved, told before the day", in_time, len(found.moves), None, ""),
        *((f"why: {kind}", len(words), len(found.moves), None, "") for kind, words in found.reasons()),
        ("answers to mails", found.answered, found.mails, max(found.answer_days, default=None), ""),
    ]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(("of", "from", "to", "measure", "count", "out_of", "working_days_at_most", "ids"))
    period = (_iso(figures.first) or "", _iso(figures.last) or "")
    for measure, *numbers, ids in rows:
        values = ("" if number is None else str(number) for number in numbers)
        writer.writerow([cell(value) for value in (figures.title, *period, measure, *values, ids)])
    return buffer.getvalue()


def _ids(promises: Sequence[Promised]) -> str:
    return "; ".join(one.item.short for one in promises)
