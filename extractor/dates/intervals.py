"""Spans of days on the calendar, and what the conventions of DESIGN.md, section 4, make of them.

A week runs from Monday to Sunday and is due on its Friday; every other period is due on its last day. Nothing here
knows English, and nothing asks the clock.
"""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from extractor.common.phrasing import format_day
from extractor.dates.absolute import next_such_day
from extractor.dates.holidays import holiday_on

FRIDAY = 4
DAY = timedelta(days=1)

Duration = tuple[tuple[float, str], ...]  # (3, "business day"): counts with their units, largest first


@dataclass(frozen=True, slots=True)
class DateInterval:
    """A span of days that words name, and the day in it that a deadline falls on."""

    first: date
    last: date
    due: date | None  # None: the words name no day
    grain: str = "day"
    stated: bool = True  # a day was named, not only a period
    whole: bool = False  # a whole week, month, quarter or year, not a point in it
    unit: str = "day"
    standalone: int = (
        3  # in running text: 3 is a date on its own, 2 after any preposition, 1 only after "by", "on" and kin, 0 never
    )
    other: date | None = None
    weekday_said: bool = False
    year_said: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateContext:
    """What date words are read against: the meeting's day, and the conventions of its people."""

    held_on: date | None  # the meeting's day
    order: str = "mdy"  # of a day and a month in figures; or "dmy"
    country: str = "US"  # whose public holidays count, ISO 3166 code
    next_meeting: date | None = None
    before: date | None = None  # the day named just before, for "by then", "the same day", "a week after that"
    settled: bool = False  # the order is the notes' own or the user's word: 3/4 has one reading
    running: bool = False  # the phrase stands in running text and has yet to prove that it is one

    @property
    def today(self) -> date:
        """The meeting's day. Raises ValueError where it is not known."""
        if self.held_on is None:
            raise ValueError("the meeting's day is not known")
        return self.held_on

    @cached_property
    def monday(self) -> date:
        """The first day of the meeting's week."""
        return self.today - self.today.weekday() * DAY

    def is_working(self, day: date) -> bool:
        """Whether people work on this day in this country."""
        return day.weekday() < 5 and holiday_on(day, self.country) is None


def point(day: date | None, **more: object) -> DateInterval:
    """A named day; None stands for words that name a deadline without a day."""
    held = day or date.min
    return replace(DateInterval(held, held, day), **more)  # type: ignore[arg-type]


NO_DAY = point(None)
EVENT = point(None, unit="event", standalone=1)


def safe(year: int, month: int, day: int) -> date | None:
    """The day, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, count: int) -> date:
    """The same day some months on, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, _calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int, context: DateContext) -> date:
    """The working day that many working days after (or before, if negative) a day."""
    step = DAY if count > 0 else -DAY
    for _ in range(min(abs(count), 2000)):
        day += step
        while not context.is_working(day):
            day += step
    return day


def shift(day: date, duration: Duration, sign: int, context: DateContext) -> date | None:
    """A day and a duration added (sign 1) or taken off (-1); None beyond the calendar.

    Hours count when they fill days.
    """
    hours = 0.0
    try:
        for count, unit in duration:
            whole, rest = int(count), count - int(count)
            if unit == "business day":
                day = add_working_days(day, sign * whole, context)
            elif unit in ("month", "quarter", "half", "year", "decade", "century"):
                months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
                day = add_months(day, sign * int(count * months))
                if unit == "month" and rest:
                    day += sign * round(rest * 30) * DAY
            elif unit in ("day", "week", "fortnight", "weekend"):
                day += sign * int(count * {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}[unit]) * DAY
            else:
                hours += count * {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}[unit]
        return day + sign * int(hours / 24) * DAY
    except (OverflowError, ValueError):
        return None


def week_of(day: date) -> DateInterval:
    """The week that holds a day."""
    monday = day - day.weekday() * DAY
    return DateInterval(monday, monday + 6 * DAY, monday + FRIDAY * DAY, "week", False, True, "week")


def weekend_of(day: date) -> DateInterval:
    """The weekend at the end of the week that holds a day."""
    saturday = day + (5 - day.weekday()) * DAY
    return DateInterval(saturday, saturday + DAY, saturday + DAY, "day", False, True, "weekend", weekday_said=True)


def months(year: int, month: int, count: int, unit: str) -> DateInterval:
    """A period of whole months, from the first of one on; the month may lie beyond 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = date(year, month, 1)
    last = add_months(first, count) - DAY
    return DateInterval(first, last, last, "quarter" if unit == "half" else unit, False, True, unit)


def period(unit: str, day: date, ahead: int = 0) -> DateInterval | None:
    """The week, month, quarter or other period that holds a day, or one so many periods ahead; None for odd units."""
    try:
        if unit == "day":
            return point(day + ahead * DAY)
        if unit == "week":
            return week_of(day + 7 * ahead * DAY)
        if unit == "weekend":
            return weekend_of(day + 7 * ahead * DAY)
        if unit == "fortnight":
            last = day + 14 * max(ahead, 1) * DAY
            return DateInterval(day, last, last, "week", False, True, unit)
        if unit == "month":
            return months(day.year, day.month + ahead, 1, unit)
        if unit == "quarter":
            return months(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * ahead, 3, unit)
        if unit == "half":
            return months(day.year, (day.month - 1) // 6 * 6 + 1 + 6 * ahead, 6, unit)
        if unit == "year":
            return months(day.year + ahead, 1, 12, unit)
        if unit in ("decade", "century"):
            years = 10 if unit == "decade" else 100
            span = months((day.year // years + ahead) * years, 1, 12 * years, "year")
            return replace(span, unit=unit)
    except (OverflowError, ValueError):
        return None
    return None


def next_weekday(weekday: int, day: date) -> date:
    """The first such day of the week strictly after a day."""
    return day + ((weekday - day.weekday() - 1) % 7 + 1) * DAY


def last_weekday(weekday: int, day: date) -> date:
    """The last such day of the week strictly before a day."""
    return day - ((day.weekday() - weekday - 1) % 7 + 1) * DAY


def day_of_month(number: int, context: DateContext) -> DateInterval | None:
    """ "the 15th": the next such day on or after the meeting, in a month that has one."""
    today = context.today
    for ahead in range(3):
        first = add_months(today.replace(day=1), ahead)
        day = safe(first.year, first.month, number)
        if day and day >= today:
            return point(day)
    return None


def yearly(month: int, day: int, context: DateContext) -> DateInterval | None:
    """A month and a day without a year."""
    found, past = next_such_day(month, day, context.today)
    if found is None:
        return None
    doubts = (f"no year is named; taken as the past {format_day(found)}, not as a day of next year",) if past else ()
    return point(found, doubts=doubts)


def season(bounds: tuple[tuple[int, int], tuple[int, int]], year: int) -> DateInterval:
    """The season that begins in a year, from its first and last month and day."""
    (month, day), (last_month, last_day) = bounds
    last = date(year + (last_month < month), last_month, last_day)
    return DateInterval(date(year, month, day), last, last, "quarter", False, True, "season")


def next_months(month: int, count: int, unit: str, context: DateContext) -> DateInterval:
    """The next period of a name ("March", "Q3") that is not over on the meeting's day."""
    span = months(context.today.year, month, count, unit)
    return span if span.last >= context.today else months(context.today.year + 1, month, count, unit)


def first_of(span: DateInterval) -> DateInterval:
    """The start of a period."""
    return replace(span, due=span.first, stated=False, whole=False, standalone=3)


def end_of(span: DateInterval) -> DateInterval:
    """The end of a period: its last day, of a week its Friday."""
    return replace(span, whole=False, standalone=3 if span.whole else span.standalone)


def early(span: DateInterval) -> DateInterval | None:
    """The end of the first third of a period: of a week Tuesday, of a month the 10th."""
    if span.grain == "day" and span.unit != "weekend":
        return span
    due = span.first + DAY if span.unit == "week" else span.first + ((span.last - span.first).days + 1) // 3 * DAY - DAY
    if span.unit in ("quarter", "half", "year"):
        due = add_months(span.first, {"quarter": 1, "half": 2, "year": 4}[span.unit]) - DAY
    return replace(span, due=due, whole=False, standalone=3, last=due)


def middle(span: DateInterval) -> DateInterval:
    """The middle of a period: of a week Wednesday, of a month the 15th."""
    due = span.first + (span.last - span.first) // 2
    if span.unit == "week":
        due = span.first + 2 * DAY
    elif span.unit == "month":
        due = span.first.replace(day=15)
    elif span.unit == "year":
        due = span.first.replace(month=6, day=30)
    elif span.unit == "quarter":
        due = add_months(span.first, 1).replace(day=15)
    return replace(span, due=due, whole=False, standalone=3)


def before(span: DateInterval, context: DateContext) -> DateInterval:
    """The last day before a period that people work on; the day itself before a named day (DESIGN.md: "before X: X's
    day").
    """
    if span.due is None or not span.whole:
        return span
    return replace(span, due=add_working_days(span.first, -1, context), whole=False)
