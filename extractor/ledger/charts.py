"""Compute the geometry of the dashboard's timeline, in units of its viewBox; the template only draws it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from extractor.common.phrasing import MONTH_ABBREVIATIONS, format_day

CHART_WIDTH = 720.0
TIMELINE_HEIGHT = 120.0  # of the bars; their labels stand below
TIMELINE_TOP = 16.0  # space above the highest bar
MAX_BAR_WIDTH = 48.0
MAX_TIMELINE_LABELS = 12
MIN_NUMBERED_BAR = 16.0  # width of a bar with a number above it
MIN_LABELLED_BAR = 48.0  # width of a bar with room for the label below it
MAX_TIMELINE_BARS = 200

# What a bar of the timeline can stand for, and the longest span in days that is shown so.
TIMELINE_UNITS = (("week", 400), ("month", 5 * 366), ("year", 10**7))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the timeline."""

    x: float
    y: float
    width: float
    height: float
    title: str
    number: str  # above the bar; "" for none
    label: str  # below the axis; "" for most bars
    middle: float
    label_x: float  # where the label begins, is centred or ends, as `anchor` says
    anchor: str  # as in SVG: "start", "middle" or "end"; the outer labels stay within the chart


class _Count(NamedTuple):
    """The number of deadlines in a period."""

    title: str
    label: str
    number: int
    always_labelled: bool = False


def timeline(days: Mapping[date, int]) -> tuple[tuple[Bar, ...], str]:
    """Return the bars of the deadlines, and the unit that a bar stands for: "week", "month" or "year".

    The unit is chosen for the middle 95 % of the days; the others (a mistyped year) are counted in one bar before and
    one after.

    Args:
        days: How many deadlines each day has.
    """
    if not days:
        return (), ""
    outer = sum(days.values()) // 40
    first, last = _day_after(outer, sorted(days.items())), _day_after(outer, sorted(days.items(), reverse=True))
    unit = next(unit for unit, longest in TIMELINE_UNITS if (last - first).days <= longest)
    starts = list(_starts(first, last, unit))
    end = _next_start(starts[-1], unit)
    numbers: Counter[date] = Counter()
    for day, number in days.items():
        if starts[0] <= day < end:
            numbers[_start(day, unit)] += number
    counts = [_Count(_long_name(start, unit), _short_name(start, unit), numbers[start]) for start in starts]
    if before := sum(number for day, number in days.items() if day < starts[0]):
        counts.insert(0, _Count(f"before {format_day(starts[0])}", "earlier", before, always_labelled=True))
    if after := sum(number for day, number in days.items() if day >= end):
        counts.append(_Count(f"{format_day(end)} or later", "later", after, always_labelled=True))
    return tuple(_bars(counts)), unit


def _day_after(skipped: int, days: Iterable[tuple[date, int]]) -> date:
    """Return the day of the deadline that comes after a number of others."""
    for day, number in days:
        skipped -= number
        if skipped < 0:
            return day
    raise ValueError("there are fewer deadlines")


def _bars(counts: Sequence[_Count]) -> Iterator[Bar]:
    step = CHART_WIDTH / len(counts)
    width = min(step * 0.8, MAX_BAR_WIDTH)
    highest = max(count.number for count in counts)
    label_every = -(-len(counts) // MAX_TIMELINE_LABELS)
    always = [index for index, count in enumerate(counts) if count.always_labelled]
    for index, count in enumerate(counts):
        # No room for a label beside "earlier" and "later".
        beside = any(0 < abs(index - other) < label_every for other in always)
        labelled = count.always_labelled or (index % label_every == 0 and not beside)
        at_edge = step < MIN_LABELLED_BAR
        anchor = "start" if at_edge and index == 0 else "end" if at_edge and index == len(counts) - 1 else "middle"
        height = round(count.number / highest * (TIMELINE_HEIGHT - TIMELINE_TOP), 1)
        yield Bar(
            x=round(step * index + (step - width) / 2, 1),
            y=round(TIMELINE_HEIGHT - height, 1),
            width=round(width, 1),
            height=height,
            title=f"{count.title}: {count.number}",
            number=str(count.number) if count.number and step >= MIN_NUMBERED_BAR else "",
            label=count.label if labelled else "",
            middle=round(step * (index + 0.5), 1),
            label_x={"start": 0.0, "end": CHART_WIDTH}.get(anchor, round(step * (index + 0.5), 1)),
            anchor=anchor,
        )


def _start(day: date, unit: str) -> date:
    """Return the first day of the period that holds a day."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next_start(start: date, unit: str) -> date:
    """Return the first day of the next period; the last day of the calendar where there is none."""
    try:
        if unit == "week":
            return start + timedelta(days=7)
        if unit == "month":
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return date(start.year + 1, 1, 1)
    except (OverflowError, ValueError):
        return date.max


def _starts(first: date, last: date, unit: str) -> Iterator[date]:
    start = _start(first, unit)
    for _ in range(MAX_TIMELINE_BARS):  # the middle 95 % of the days may still be a thousand years apart
        yield start
        start = _next_start(start, unit)
        if start > last or start == date.max:
            return


def _long_name(start: date, unit: str) -> str:
    if unit == "week":
        return f"week of {format_day(start)}"
    return f"{MONTH_ABBREVIATIONS[start.month - 1]} {start.year}" if unit == "month" else str(start.year)


def _short_name(start: date, unit: str) -> str:
    if unit == "week":
        return f"{start.day} {MONTH_ABBREVIATIONS[start.month - 1]}"
    return f"{MONTH_ABBREVIATIONS[start.month - 1]} {start.year % 100:02}" if unit == "month" else str(start.year)
