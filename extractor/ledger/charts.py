"""The geometry of the SVG charts of the dashboard, in units of their viewBox; the template only draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.common.phrasing import MONTH_ABBREVIATIONS, counted, format_day
from extractor.ledger.overview import Item

NAME = 26  # characters of a name beside its bar
WIDTH = 720.0
CHART = 120.0  # height of the bars of the timeline
LABEL, BAR = 190.0, 22.0  # width of the names beside the loads, and height of a row
LABELS = 12  # days named below the timeline

UNITS = (("day", 40), ("week", 366), ("month", 5 * 366), ("year", 10**7))  # of the timeline, and their longest spans


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
        told.insert(0, (f"before {format_day(starts[0])}", "earlier", before))
    if after:
        told.append((f"{format_day(end)} or later", "later", after))
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
        return format_day(start)
    if unit == "week":
        return f"week of {format_day(start)}"
    return f"{MONTH_ABBREVIATIONS[start.month - 1]} {start.year}" if unit == "month" else str(start.year)


def _short(start: date, unit: str) -> str:
    if unit in ("day", "week"):
        return f"{start.day} {MONTH_ABBREVIATIONS[start.month - 1]}"
    return f"{MONTH_ABBREVIATIONS[start.month - 1]} {start.year % 100:02}" if unit == "month" else str(start.year)


def loads_of(persons: Sequence[tuple[str, bool, list[Item]]]) -> tuple[Load, ...]:
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
                title=f"{name}: {counted(len(items), 'action')}, {dated} with a day",
                nobody=nobody,
            )
        )
    return tuple(loads)
