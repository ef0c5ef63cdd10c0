"""Date intervals, and the calendar arithmetic that the conventions of docs/deadlines.md need.

A week runs from Monday to Sunday and is due on its Friday; any other period is due on its last day. Weekdays count from
Monday, 0. Nothing here knows English or reads the clock.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from extractor.common.phrasing import format_day
from extractor.dates.absolute import next_such_day, safe_date
from extractor.dates.holidays import holiday_on

FRIDAY = 4
SATURDAY = 5
DAY = timedelta(days=1)

Duration = tuple[tuple[float, str], ...]  # counts with their units, largest first: ((3, "business day"),)

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
_HOURS_IN = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_MAX_WORKING_DAYS = 2000  # keeps "in 10000 business days" from taking long


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The days that words name, and the day among them that is the deadline.

    `standalone` says what the words need in running text to count as a date: 3 nothing, 2 any preposition, 1 a
    preposition that sets a limit or a day ("by", "on"); 0 never a date there.
    """

    first: date
    last: date
    due: date | None  # None: the words name no day
    grain: str = "day"  # "day", "week", "month", "quarter" or "year"
    stated: bool = True  # False: the words name only a period
    whole: bool = False  # a whole week, month, quarter or year, not a part of it
    unit: str = "day"  # what kind of words named it: a unit, or "weekday", "holiday", "event", "hour" ...
    standalone: int = 3
    other: date | None = None  # the other reading of `due`
    weekday_said: bool = False
    year_said: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateContext:
    """What date words are resolved against: the day of the meeting and the conventions of its people."""

    held_on: date | None  # the day of the meeting
    order: str = "mdy"  # how to read 3/4, or "dmy"
    country: str = ""  # whose public holidays count, ISO 3166 code; "" for none
    next_meeting: date | None = None
    before: date | None = None  # the date named just before, for "by then", "the same day", "a week after that"
    settled: bool = False  # the notes or the user give `order`: 3/4 has one reading
    group: frozenset[str] = frozenset()  # words of the title, in lower case: "the next board meeting" is theirs
    running: bool = False  # the words stand in running text and may not be a date

    @property
    def today(self) -> date:
        """The day of the meeting. Raises ValueError if it is not known."""
        if self.held_on is None:
            raise ValueError("the meeting's day is not known")
        return self.held_on

    @cached_property
    def monday(self) -> date:
        """The Monday of the meeting's week."""
        return self.today - self.today.weekday() * DAY

    def is_working(self, day: date) -> bool:
        """Return whether a day is neither on a weekend nor a public holiday of the country."""
        return day.weekday() < SATURDAY and holiday_on(day, self.country) is None


def point(day: date | None, **fields: object) -> DateInterval:
    """Return a single day; None is for words that name a deadline without a day. `fields` are further fields."""
    bound = day or date.min
    return replace(DateInterval(bound, bound, day), **fields)  # type: ignore[arg-type]


NO_DAY = point(None)
EVENT = point(None, unit="event", standalone=1)


def add_months(day: date, count: int) -> date:
    """Return the same day of a month later, or earlier if `count` is negative; at most the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int, context: DateContext) -> date:
    """Return the working day that is `count` working days after `day`, or before it if `count` is negative."""
    step = DAY if count > 0 else -DAY
    for _ in range(min(abs(count), _MAX_WORKING_DAYS)):
        day += step
        while not context.is_working(day):
            day += step
    return day


def shift(day: date, duration: Duration, sign: int, context: DateContext) -> date | None:
    """Return a day moved by a duration, or None beyond the calendar.

    Args:
        day: the day to start from.
        duration: counts and units; hours count only where they add up to days.
        sign: 1 for later, -1 for earlier.
        context: whose weekends and holidays are skipped in business days.
    """
    hours = 0.0
    try:
        for count, unit in duration:
            if unit == "business day":
                day = add_working_days(day, sign * int(count), context)
            elif unit in _MONTHS_IN:
                day = add_months(day, sign * int(count * _MONTHS_IN[unit]))
                if unit == "month":
                    day += sign * round(count % 1 * 30) * DAY
            elif unit in _DAYS_IN:
                day += sign * int(count * _DAYS_IN[unit]) * DAY
            else:
                hours += count * _HOURS_IN[unit]
        return day + sign * int(hours / 24) * DAY
    except (OverflowError, ValueError):
        return None


def week_of(day: date) -> DateInterval:
    """Return the week of a day."""
    monday = day - day.weekday() * DAY
    return DateInterval(
        monday, monday + 6 * DAY, monday + FRIDAY * DAY, grain="week", stated=False, whole=True, unit="week"
    )


def weekend_of(day: date) -> DateInterval:
    """Return the weekend that ends the week of a day."""
    saturday = day + (SATURDAY - day.weekday()) * DAY
    sunday = saturday + DAY
    return DateInterval(saturday, sunday, sunday, stated=False, whole=True, unit="weekend", weekday_said=True)


def months(year: int, month: int, count: int, unit: str) -> DateInterval:
    """Return a period of whole months.

    Args:
        year: the year that `month` counts from.
        month: the first month; it may lie beyond 1 to 12.
        count: how many months.
        unit: the name of the period: "month", "quarter", "half", "year".
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = date(year, month, 1)
    last = add_months(first, count) - DAY
    grain = "quarter" if unit == "half" else unit
    return DateInterval(first, last, last, grain=grain, stated=False, whole=True, unit=unit)


def period(unit: str, day: date, ahead: int = 0) -> DateInterval | None:
    """Return the period of a day, or a later one; None for other units and beyond the calendar.

    Args:
        unit: "day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade" or "century".
        day: a day of the period.
        ahead: how many periods later; negative for earlier ones.
    """
    try:
        if unit == "day":
            return point(day + ahead * DAY)
        if unit == "week":
            return week_of(day + 7 * ahead * DAY)
        if unit == "weekend":
            return weekend_of(day + 7 * ahead * DAY)
        if unit == "fortnight":
            last = day + 14 * max(ahead, 1) * DAY
            return DateInterval(day, last, last, grain="week", stated=False, whole=True, unit=unit)
        return _months_period(unit, day, ahead)
    except (OverflowError, ValueError):
        return None


def _months_period(unit: str, day: date, ahead: int) -> DateInterval | None:
    """Return what `period` returns for a unit of whole months. Raises ValueError beyond the calendar."""
    if unit in ("month", "quarter", "half"):
        count = _MONTHS_IN[unit]
        return months(day.year, (day.month - 1) // count * count + 1 + count * ahead, count, unit)
    if unit in ("year", "decade", "century"):
        years = _MONTHS_IN[unit] // 12
        return replace(months((day.year // years + ahead) * years, 1, 12 * years, "year"), unit=unit)
    return None


def next_weekday(weekday: int, day: date) -> date:
    """Return the first such weekday after a day."""
    return day + ((weekday - day.weekday() - 1) % 7 + 1) * DAY


def last_weekday(weekday: int, day: date) -> date:
    """Return the last such weekday before a day."""
    return day - ((day.weekday() - weekday - 1) % 7 + 1) * DAY


def day_of_month(number: int, context: DateContext) -> DateInterval | None:
    """Return the next such day of a month on or after the meeting: "the 15th", "the 31st"."""
    today = context.today
    for ahead in range(3):
        first = add_months(today.replace(day=1), ahead)
        day = safe_date(first.year, first.month, number)
        if day and day >= today:
            return point(day)
    return None


def yearly(month: int, day: int, context: DateContext) -> DateInterval | None:
    """Return the day of a month and a day without a year, as `next_such_day` places it."""
    found, is_past = next_such_day(month, day, context.today)
    if found is None:
        return None
    doubt = f"the date has no year; {format_day(found)} (past) is taken, not the day of next year"
    return point(found, doubts=(doubt,) if is_past else ())


def season(bounds: tuple[tuple[int, int], tuple[int, int]], year: int) -> DateInterval:
    """Return the season that begins in a year; `bounds` are the month and day of its first and its last day."""
    (month, day), (last_month, last_day) = bounds
    first, last = date(year, month, day), date(year + (last_month < month), last_month, last_day)
    return DateInterval(first, last, last, grain="quarter", stated=False, whole=True, unit="season")


def next_months(month: int, count: int, unit: str, context: DateContext) -> DateInterval:
    """Return the first period like "March" or "Q3" that is not over on the day of the meeting.

    Args:
        month: its first month, 1 to 12.
        count: how many months.
        unit: the name of the period: "month", "quarter", "half".
        context: gives the day of the meeting.
    """
    span = months(context.today.year, month, count, unit)
    return span if span.last >= context.today else months(context.today.year + 1, month, count, unit)


def first_of(span: DateInterval) -> DateInterval:
    """Return the start of a period: its first day."""
    return replace(span, due=span.first, stated=False, whole=False, standalone=3)


def end_of(span: DateInterval) -> DateInterval:
    """Return the end of a period: its last day, the Friday of a week."""
    return replace(span, whole=False, standalone=3 if span.whole else span.standalone)


def early(span: DateInterval) -> DateInterval | None:
    """Return the early part of a period, due at the end of its first third: Tuesday of a week, the 10th of a month."""
    if span.grain == "day" and span.unit != "weekend":
        return span
    if span.unit == "week":
        due = span.first + DAY
    elif span.unit in ("quarter", "half", "year"):
        due = add_months(span.first, _MONTHS_IN[span.unit] // 3) - DAY
    else:
        due = span.first + ((span.last - span.first).days + 1) // 3 * DAY - DAY
    return replace(span, due=due, whole=False, standalone=3, last=due)


def middle(span: DateInterval) -> DateInterval:
    """Return the middle of a period: Wednesday of a week, the 15th of a month or of a quarter's second month."""
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
    """Return the deadline of "before X": X's day, or the last working day before a whole period."""
    if span.due is None or not span.whole:
        return span
    if span.unit == "weekend" and span.first <= context.today <= span.last:
        span = weekend_of(span.last + DAY)  # said on a weekend, it means the next one
    return replace(span, due=add_working_days(span.first, -1, context), whole=False)
