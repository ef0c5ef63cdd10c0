"""The meanings of the rules of `grammar`: functions from captures to a number, a duration or an interval of days.

Each takes the context first, then the captures of its pattern in their order. A captured `weekday` counts from Monday,
0; `month` is 1 to 12; `sign` is 1 for later and -1 for earlier. None means that the words do not fit after all, and
the rule does not match.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from extractor.common.phrasing import format_day
from extractor.dates import intervals
from extractor.dates.absolute import WrittenDate, safe_date
from extractor.dates.holidays import named_day
from extractor.dates.intervals import DAY, EVENT, NO_DAY, DateContext, DateInterval, Duration, period, point
from extractor.dates.tokens import SEASONS

# Words before "meeting" that mean a meeting of this group: "our next weekly call".
OUR_WORDS = frozenset(
    """our the this weekly biweekly monthly regular team group committee project community wg working scheduled sync
    status planning board's general quarterly bi weekly""".split()
)

_NEAR_WEEKS = 6  # in which "week 12" is sure to be one of the year
_NO_SUCH_DATE = ("this date does not exist",)


def written_date(context: DateContext, written: WrittenDate) -> DateInterval:
    """Return the day of a date that `absolute` found, with doubts about its weekday and its order."""
    day, weekday, doubts = written.day, written.weekday_said, written.doubts
    if day is None:
        return point(None, doubts=doubts)
    if written.other and day.weekday() != weekday == written.other.weekday():
        return point(written.other, weekday_said=True, year_said=written.year_said)  # "Fri 8/7": the one on a Friday
    if weekday is not None and day.weekday() != weekday:
        nearest = _nearest(weekday, day)
        doubts += (f"“{written.said}” is a {day:%A}; {format_day(day)} is taken, not {format_day(nearest)}",)
    other = None if context.settled else written.other
    if other and other != day:
        doubts += (f"“{written.said}” can be read as {format_day(day)} (taken) or {format_day(other)}",)
    return point(
        day,
        # "3/4" may be three quarters: without a year or a weekday it needs a preposition.
        standalone=2 if written.other and not written.year_said and weekday is None else 3,
        other=other,
        doubts=doubts,
        weekday_said=weekday is not None,
        year_said=written.year_said,
    )


def named_weekday(context: DateContext, weekday: int) -> DateInterval:
    """Return the first such weekday after the meeting: "Friday"."""
    return point(intervals.next_weekday(weekday, context.today), unit="weekday", weekday_said=True)


def this_weekday(context: DateContext, weekday: int) -> DateInterval:
    """Return the weekday in the meeting's week if it is still to come, else the next: "this coming Friday"."""
    day = context.monday + weekday * DAY
    return point(day if day > context.today else intervals.next_weekday(weekday, context.today), weekday_said=True)


def next_weekday(context: DateContext, weekday: int) -> DateInterval:
    """Return the weekday in the week after the meeting's: "next Friday"; the nearest Friday is the other reading."""
    day, nearest = context.monday + (7 + weekday) * DAY, intervals.next_weekday(weekday, context.today)
    return point(day, other=nearest if nearest != day else None, weekday_said=True)


def nth_weekday(context: DateContext, weekday: int, count: float) -> DateInterval:
    """Return the nth such weekday after the meeting, or before it if negative: "two Fridays from now"."""
    if count > 0:
        return point(intervals.next_weekday(weekday, context.today) + 7 * (int(count) - 1) * DAY, weekday_said=True)
    return point(intervals.last_weekday(weekday, context.today) + 7 * (int(count) + 1) * DAY, weekday_said=True)


def weekday_in(context: DateContext, weekday: int, span: DateInterval) -> DateInterval | None:
    """Return the weekday in a week: "Friday of next week"."""
    if span.unit not in ("week", "weekend") or not span.whole:
        return None
    monday = span.first - span.first.weekday() * DAY
    return point(monday + weekday * DAY, weekday_said=True)


def weekday_dated(context: DateContext, weekday: int, number: float) -> DateInterval | None:
    """Return the first day that is both, in any month to come: "Friday the 13th".

    If the next 13th is more than a month sooner, a doubt names it.
    """
    span = intervals.day_of_month(int(number), context) if number == int(number) and 1 <= number <= 31 else None
    if span is None or span.due is None:
        return None
    for months_ahead in range(15):
        first = intervals.add_months(span.due.replace(day=1), months_ahead)
        day = safe_date(first.year, first.month, int(number))
        if day and day.weekday() == weekday:
            if months_ahead < 2:
                return point(day, weekday_said=True)
            doubt = f"the next day {int(number)} of a month, {format_day(span.due)}, is a {span.due:%A}"
            return point(day, weekday_said=True, other=span.due, doubts=(doubt,))
    return None


def weekday_numbered(context: DateContext, weekday: int, number: float) -> DateInterval | None:
    """Return the same for "Monday 21"; up to 12 the number may be an hour ("Monday 9 o'clock"), see `timed`."""
    span = weekday_dated(context, weekday, number)
    return replace(span, standalone=1, unit="hour of a weekday" if number <= 12 else "day") if span else None


def ordinal_weekday(context: DateContext, which: int, weekday: int, span: DateInterval) -> DateInterval | None:
    """Return the nth such weekday in a month or longer period, -1 for the last: "first Monday of March"."""
    if not span.whole or span.unit in ("week", "day"):
        return None
    if which > 0:
        day = intervals.next_weekday(weekday, span.first - DAY) + 7 * (which - 1) * DAY
    else:
        day = intervals.last_weekday(weekday, span.last + DAY) + 7 * (which + 1) * DAY
    return point(day, weekday_said=True) if span.first <= day <= span.last else None


def ordinal_unit(
    context: DateContext, which: int, unit: str, span: DateInterval, count: float | None = None
) -> DateInterval | None:
    """Return the nth unit of a period: "second week of March", "last day of the quarter", "first two weeks of May".

    Args:
        context: gives the day of the meeting.
        which: the number of the first unit, -1 for the last.
        unit: what is counted: "day", "business day", "week", "weekend", "month" ...
        span: the period.
        count: how many units, one if None.
    """
    found = _ordinal_unit(context, which, unit, span, count)
    if found and found.due and found.due < context.today and span.due and not span.standalone:
        coming = period(span.unit, span.first, 1)  # "the first day of the month", said later in it
        return _ordinal_unit(context, which, unit, coming, count) if coming else found
    return found


def _ordinal_unit(
    context: DateContext, which: int, unit: str, span: DateInterval, count: float | None
) -> DateInterval | None:
    """Return what `ordinal_unit` returns, without regard to the day of the meeting."""
    if span.due is None:
        return NO_DAY
    if not span.whole or unit == span.unit:
        return None
    many = int(count or 1)
    if unit == "day":
        return _ordinal_day(which, span, many)
    if unit == "business day":
        if which > 0:
            return point(intervals.add_working_days(span.first - DAY, which + many - 1, context))
        return point(intervals.add_working_days(span.last + DAY, which, context))
    if unit == "week":
        return _ordinal_week(which, span, many)
    if unit == "weekend":
        if which > 0:
            return period("weekend", intervals.next_weekday(intervals.SATURDAY, span.first - DAY), which - 1)
        return period("weekend", intervals.last_weekday(intervals.SATURDAY, span.last + DAY), which + 1)
    if which <= 0:
        return period(unit, span.last, which + 1)
    first, last = period(unit, span.first, which - 1), period(unit, span.first, which + many - 2)
    if first is None or last is None or last.last > span.last:
        return None
    return replace(first, last=last.last, due=last.due)


def _ordinal_day(which: int, span: DateInterval, many: int) -> DateInterval | None:
    """Return the nth day of a period, or the last of `many` days from the nth on."""
    first = span.first + (which - 1) * DAY if which > 0 else span.last + (which + 1) * DAY
    last = first + (many - 1) * DAY if which > 0 else first
    return replace(point(last), first=first) if span.first <= last <= span.last else None


def _ordinal_week(which: int, span: DateInterval, many: int) -> DateInterval | None:
    """Return the nth week of a period, or the last of `many` weeks from the nth on.

    The first week of a year holds 4 January (ISO 8601), that of another period its first day; the last week is the last
    that has its Friday in the period.
    """
    if which < 0:
        return period("week", intervals.last_weekday(intervals.FRIDAY, span.last + DAY), which + 1)
    in_first_week = span.first + 3 * DAY if span.unit == "year" else span.first
    return period("week", in_first_week, which - 1 + many - 1)


def half_of(context: DateContext, which: int, span: DateInterval) -> DateInterval | None:
    """Return the first half (`which` 1) or the second half of a period: "first half of March"."""
    if not span.whole:
        return None
    due = span.due if which != 1 else intervals.middle(span).due
    if span.unit == "year" and which == 1:
        due = date(span.first.year, 6, 30)
    return replace(span, due=due, last=due, whole=False) if due else None


def holiday(context: DateContext, name: str, span: DateInterval | None = None, which: int = 0) -> DateInterval | None:
    """Return the day of a holiday: "Christmas", "next Easter", "Thanksgiving 2027".

    Args:
        context: gives the day of the meeting.
        name: a name that `holidays.is_named` knows.
        span: the year that is named, if any; another period does not fit.
        which: without a year, 0 or 1 for the next on or after the meeting, -1 for the last before it.
    """
    if span is not None:
        if span.unit != "year" or not span.whole:
            return None
        return point(named_day(name, span.first.year), unit="holiday")
    today = context.today
    days = [day for year in range(today.year - 2, today.year + 4) if (day := named_day(name, year))]
    if which < 0:
        return point([day for day in days if day < today][which], unit="holiday")
    return point([day for day in days if day >= today][max(which - 1, 0)], unit="holiday")


def season_to_come(context: DateContext, name: str) -> DateInterval:
    """Return the day on which a season begins, none where it has begun: "by spring", "before the summer"."""
    span = named_season(context, name)
    return (
        point(span.first, unit="season start", weekday_said=True)
        if span.first > context.today
        else replace(NO_DAY, standalone=3)
    )


def in_year(context: DateContext, span: DateInterval, year: DateInterval) -> DateInterval | None:
    """Move a month or a day to the year that is named: "March of next year", "4 March next year"."""
    if year.unit != "year" or not year.whole or span.due is None:
        return None
    if span.unit in ("month", "quarter", "half", "season"):
        count = 3 if span.unit in ("quarter", "season") else 6 if span.unit == "half" else 1
        return replace(intervals.months(year.first.year, span.first.month, count, span.grain), unit=span.unit)
    if span.grain == "day" and span.unit in ("day", "timed"):
        day = safe_date(year.first.year, span.due.month, span.due.day)
        return point(day) if day else None
    return None


def named_month(context: DateContext, month: int, year: int | None = None) -> DateInterval:
    """Return a month, without a year the first that is not over: "March", "March 2027"."""
    if year:
        return replace(intervals.months(year, month, 1, "month"), year_said=True)
    return replace(intervals.next_months(month, 1, "month", context), standalone=2)


def next_month_named(context: DateContext, month: int) -> DateInterval:
    """Return the first such month after the meeting's month: "next March"."""
    year = context.today.year + (month <= context.today.month)
    return intervals.months(year, month, 1, "month")


def last_month_named(context: DateContext, month: int) -> DateInterval:
    """Return the last such month before the meeting's month: "last March"."""
    return intervals.months(context.today.year - (month >= context.today.month), month, 1, "month")


def month_day(context: DateContext, month: int, number: float, year: int | None = None) -> DateInterval | None:
    """Return a day of a month, in the year given or placed by `next_such_day`: "the fifteenth of April"."""
    if number != int(number) or not 1 <= number <= 31:
        return None
    if year:
        day = safe_date(year, month, int(number))
        return point(day, doubts=() if day else _NO_SUCH_DATE)
    return intervals.yearly(month, int(number), context) or point(None, doubts=_NO_SUCH_DATE)


def part_of_year(
    context: DateContext, which: float, count: int, unit: str, year: int | None = None, ahead: int = 0
) -> DateInterval | None:
    """Return a part of a year: "Q3", "H1 2027".

    Args:
        context: gives the day of the meeting.
        which: the number of the part, from 1.
        count: how many months a part has.
        unit: its name, "quarter" or "half".
        year: the year, if named; else the first such part that is not over.
        ahead: without a year, 1 moves a part that has begun to the next year.
    """
    if not 1 <= which <= 12 // count:
        return None
    month = (int(which) - 1) * count + 1
    if year:
        return replace(intervals.months(year, month, count, unit), year_said=True)
    span = intervals.next_months(month, count, unit, context)
    if ahead and span.first <= context.today:
        return intervals.months(span.first.year + ahead, month, count, unit)
    return span


def fiscal(context: DateContext, span: DateInterval, year: int) -> DateInterval | None:
    """Move a period to a financial year, taken as the calendar year: "FY26 Q3"."""
    return in_year(context, span, intervals.months(year, 1, 12, "year"))


def named_season(context: DateContext, name: str, year: int | None = None, ahead: int = 0) -> DateInterval:
    """Return a season: "this summer", "winter 2026".

    Args:
        context: gives the day of the meeting.
        name: a key of `SEASONS`.
        year: the year in which it begins, if named; else the first that is not over.
        ahead: without a year, 1 for one that has not begun ("next summer"), -1 for the one before ("last summer").
    """
    bounds = SEASONS[name]
    if year:
        return intervals.season(bounds, year)
    years = range(context.today.year - 1, context.today.year + 3)
    span = next(season for y in years if (season := intervals.season(bounds, y)).last >= context.today)
    if ahead and (ahead < 0 or span.first <= context.today):
        span = intervals.season(bounds, span.first.year + ahead)
    return replace(span, standalone=2)


def this_period(context: DateContext, unit: str) -> DateInterval | None:
    """Return the period of the meeting, on a weekend the week to come: "this week", "this month"."""
    if unit == "week" and context.today.weekday() > intervals.FRIDAY:
        return period("week", context.today, 1)
    if unit == "business day":
        return point(context.today)
    return period(unit, context.today)


def next_period(context: DateContext, unit: str, count: int = 1) -> DateInterval | None:
    """Return the period `count` periods after the meeting's, or before it if negative: "next week", "last month"."""
    if unit == "business day":
        return point(intervals.add_working_days(context.today, count, context))
    if unit in ("hour", "minute", "second"):
        return point(context.today)
    found = period(unit, context.today, count)
    if found and unit == "weekend" and count == 1:
        return replace(found, other=intervals.weekend_of(context.today).last)
    return found


def following(context: DateContext, unit: str) -> DateInterval | None:
    """Return the period after the date named just before, else after the meeting: "the following week"."""
    return next_period(replace(context, held_on=context.before) if context.before else context, unit)


def by_ordinal(context: DateContext, number: int, span: DateInterval) -> DateInterval | None:
    """Return a day of a month: "the 15th of next month"."""
    if span.unit == "month" and span.whole:
        day = safe_date(span.first.year, span.first.month, number)
        if day and day < context.today and not span.standalone:  # "the 1st of the month", said later in it
            day = intervals.add_months(day, 1)
        return point(day, doubts=() if day else (f"{span.first:%B} has no day {number}",))
    return None


def ordinal_part(context: DateContext, which: int, unit: str, year: int | None = None) -> DateInterval | None:
    """Return a quarter or a half by its number: "the third quarter of 2026"."""
    if unit in ("quarter", "half"):
        return part_of_year(context, which, 3 if unit == "quarter" else 6, unit, year)
    return None


def iso_week(context: DateContext, week: float, year: int | None = None) -> DateInterval | None:
    """Return a week by its ISO 8601 number, without a year the first that is not over: "CW 42"."""
    if week != int(week) or not 1 <= week <= 53:
        return None
    try:
        if year:
            return intervals.week_of(date.fromisocalendar(year, int(week), 1))
        span = intervals.week_of(date.fromisocalendar(context.today.year, int(week), 1))
        if span.last >= context.today:
            return span
        return intervals.week_of(date.fromisocalendar(context.today.year + 1, int(week), 1))
    except ValueError:
        return None


def counted_week(context: DateContext, week: float) -> DateInterval | None:
    """Return a week of the year for "week 42".

    Up to 20 it may be a week of a course or a project, and has no day unless it is one of the weeks to come.
    """
    found = iso_week(context, week)
    is_near = found is not None and context.monday <= found.first <= context.monday + _NEAR_WEEKS * 7 * DAY
    return found if week > 20 or is_near else replace(NO_DAY, standalone=2)


def ahead(context: DateContext, duration: Duration, sign: int = 1, standalone: int = 3) -> DateInterval | None:
    """Return the day a duration after the meeting, or before it: "in two weeks", "3 days ago"."""
    if context.running and all(unit in ("second", "minute") for _, unit in duration):
        return None  # "in a second"
    count, unit = duration[0]
    if len(duration) == 1 and unit in ("weekend", "quarter", "half"):  # counted as periods, not in days
        periods = int(count) * sign
        if unit == "weekend" and sign > 0 and context.today.weekday() < intervals.SATURDAY:
            periods -= 1
        span = period(unit, context.today, periods)
        return replace(span, standalone=standalone) if span else None
    day = intervals.shift(context.today, duration, sign, context)
    return point(day, standalone=standalone) if day else None


def counted_from(context: DateContext, duration: Duration, span: DateInterval, sign: int = 1) -> DateInterval | None:
    """Return the day a duration after another day, or before it: "two weeks from Monday", "3 days before 15 April".

    Time after a week counts from its Friday, after another period from its end; time before a period from its start.
    """
    if span.due is None or span.unit == "hour":
        return _beside_no_day(span)
    start_day = span.due if sign > 0 and span.unit == "week" else _edge(span, span.due, sign)
    day = intervals.shift(start_day, duration, sign, context)
    if day is None:
        return None
    return point(day, weekday_said=span.weekday_said and all(unit in ("week", "fortnight") for _, unit in duration))


def next_to(context: DateContext, unit: str, span: DateInterval, sign: int) -> DateInterval | None:
    """Return the period after a day or period, or before it: "the week after Easter", "the day before the meeting"."""
    if span.due is None or span.unit == "hour":
        return _beside_no_day(span)
    edge = _edge(span, span.due, sign)
    if unit in ("day", "business day"):
        day = intervals.shift(edge, ((1, unit),), sign, context)
        return point(day) if day else None
    return period(unit, edge, sign)


def weekday_next_to(context: DateContext, weekday: int, span: DateInterval, sign: int) -> DateInterval | None:
    """Return the weekday after a day or period, or before it: "the Friday after Easter"."""
    if span.due is None or span.unit == "hour":
        return _beside_no_day(span)
    edge = _edge(span, span.due, sign)
    day = intervals.next_weekday(weekday, edge) if sign > 0 else intervals.last_weekday(weekday, edge)
    return point(day, weekday_said=True)


def _beside_no_day(span: DateInterval) -> DateInterval | None:
    """Return what is after or before an interval without a day: "the week after the release" has none either."""
    return None if span.unit == "hour" else replace(NO_DAY, unit="event")


def _edge(span: DateInterval, due: date, sign: int) -> date:
    """Return the end of a whole period (`sign` 1) or its start (-1); any other interval has only its due day."""
    if not span.whole:
        return due
    return span.last if sign > 0 else span.first


def holding(context: DateContext, unit: str, span: DateInterval) -> DateInterval | None:
    """Return the week, month or other period of a day: "the week of June 3"."""
    if not span.standalone:
        return None
    if span.due is None:
        return NO_DAY
    if unit == "week" and span.whole and span.unit == "month":
        return None
    if unit == "weekend" and span.due.weekday() < 2:
        return period(unit, span.due, -1)  # the weekend of a Monday is the one before it
    return period(unit, span.due) if unit in ("week", "weekend", "month", "quarter", "year") else None


def holiday_weekend(context: DateContext, name: str) -> DateInterval | None:
    """Return the weekend of a holiday, or the holiday itself if it is the Monday after: "Labor Day weekend"."""
    span = holiday(context, name)
    if span is None or span.due is None:
        return None
    weekend = holding(context, "weekend", span)
    return span if weekend is None or weekend.last < span.due else weekend


def also_day(context: DateContext, span: DateInterval, number: int) -> DateInterval | None:
    """Return a day if its number of the month agrees: "this Friday the 6th"."""
    return span if span.due and span.grain == "day" and (context.running or span.due.day == number) else None


def _nearest(weekday: int, day: date) -> date:
    """Return the weekday nearest to a day."""
    distance = (weekday - day.weekday()) % 7
    return day + (distance if distance < 4 else distance - 7) * DAY


def also_weekday(context: DateContext, span: DateInterval, weekday: int) -> DateInterval | None:
    """Return a day, with a doubt if the weekday beside it is another: "tomorrow (Thursday)"."""
    if span.due is None or span.grain != "day" or span.weekday_said or span.unit == "hour":
        return None
    doubts = span.doubts
    if span.due.weekday() != weekday:
        doubts += (f"{format_day(span.due)} is taken, but the weekday beside it is another",)
    return replace(span, weekday_said=True, doubts=doubts)


def week_ending(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the last day of a week: "the week ending March 13"."""
    return replace(span, grain="week") if span.due else None


def start(context: DateContext, span: DateInterval) -> DateInterval:
    """Return the first day of a period: "start of next week"; of the next month for "the month", said within it."""
    if span.whole and not span.standalone and span.first < context.today:
        span = period(span.unit, span.first, 1) or span
    return intervals.first_of(span) if span.whole else span


def end(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the end of a period or an event: "end of Q2", "end of the sprint"."""
    return replace(span, standalone=2) if span.unit == "event" else intervals.end_of(span)


def early_in(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the early part of a period, or a day as it is: "early next week", "early on Friday"."""
    return intervals.early(span) if span.whole else (span if span.grain == "day" else None)


def middle_of(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the middle of a period: "mid-March"."""
    return intervals.middle(span) if span.whole else None


def middle_of_unit(context: DateContext, unit: str) -> DateInterval | None:
    """Return the middle of this period, or of the next if that is past: "mid-month"."""
    span = this_period(context, unit)
    found = middle_of(context, span) if span else None
    if span and found and found.due and found.due < context.today:
        coming = period(unit, span.first, 1)
        return middle_of(context, coming) if coming else None
    return found


def ordinal_day(context: DateContext, number: int) -> DateInterval | None:
    """Return the next such day of a month: "the 15th"."""
    span = intervals.day_of_month(number, context) if 1 <= number <= 31 else None
    return replace(span, standalone=1 if number > 10 else 0, unit="day of month") if span else None


def dashed(context: DateContext, first: float, second: float) -> DateInterval | None:
    """Return a month and a day, if only one order is possible: "4-22" in a due column."""
    if first > 12:
        first, second = second, first
    if not (1 <= first <= 12 < second <= 31 and first == int(first) and second == int(second)):
        return None
    span = intervals.yearly(int(first), int(second), context)
    return replace(span, standalone=0) if span else None


def day_before_said(context: DateContext) -> DateInterval:
    """Return the date named just before: "the same day"."""
    return point(context.before, standalone=1)


def then_unit(context: DateContext, unit: str) -> DateInterval | None:
    """Return the period of the date named just before: "the same week"."""
    return period(unit, context.before) if context.before else NO_DAY


def days_from_said(context: DateContext, days: int) -> DateInterval:
    """Return the day before or after the date named just before, no day where none was: "the day before"."""
    return point(context.before + days * DAY, weekday_said=True) if context.before else replace(NO_DAY, standalone=3)


def weekday_by_said(context: DateContext, weekday: int, sign: int) -> DateInterval:
    """Return the weekday next to the date named just before: "the Monday before", "the Tuesday after"."""
    if context.before is None:
        return replace(NO_DAY, standalone=3)
    find = intervals.next_weekday if sign > 0 else intervals.last_weekday
    return point(find(weekday, context.before), weekday_said=True)


def before_said(context: DateContext, duration: Duration) -> DateInterval | None:
    """Count back from the date named just before: "one week before", "five days beforehand"."""
    if any(unit in ("second", "minute", "hour") for _, unit in duration):
        return None
    day = intervals.shift(context.before, duration, -1, context) if context.before else None
    return point(day, weekday_said=True) if day else replace(NO_DAY, standalone=3)


def in_month_said(context: DateContext, number: float, *_: object) -> DateInterval | None:
    """Return a day of the month named just before, else of the meeting's: "the 14th of that month"."""
    near = context.before or context.today
    day = safe_date(near.year, near.month, int(number)) if number == int(number) else None
    return point(day) if day else None


def half_of_month(context: DateContext, which: int, month: int) -> DateInterval | None:
    """Return the half of a month, which is a date in running text too: "the first half of October"."""
    found = half_of(context, which, named_month(context, month))
    return replace(found, standalone=3) if found else None


def meeting_in_month(context: DateContext, month: int, kind: Any, _: object) -> DateInterval | None:
    """Return the day of the next meeting where that is in the month: "the March meeting", "the March board meeting"."""
    if kind is not None and not kind.text.isalpha():
        return None  # "the March 14 meeting"
    is_next = context.next_meeting is not None and context.next_meeting.month == month
    return point(context.next_meeting if is_next else None, standalone=2)


def out(context: DateContext, unit: str) -> DateInterval | None:
    """Return the last day of a period: "before the month is out"."""
    span = whole_end(context, unit)
    return replace(span, standalone=3) if span else None


def by_weekend(context: DateContext) -> DateInterval | None:
    """Return the Friday before the weekend: "by the weekend"."""
    span = this_period(context, "weekend")
    return by_limit(context, intervals.before(span, context)) if span else None


def by_ordinal_word(context: DateContext, number: int) -> DateInterval | None:
    """Return the next such day of a month, as a date in running text: "by the second", "around the 20th"."""
    span = intervals.day_of_month(int(number), context) if 1 <= number <= 31 else None
    return replace(span, standalone=3, unit="day of month") if span else None


def past_range(context: DateContext, duration: Duration) -> DateInterval | None:
    """Return the time up to the meeting: "the last two weeks"."""
    day = intervals.shift(context.today, duration, -1, context)
    return DateInterval(day, context.today, context.today, stated=False) if day else None


def until(context: DateContext, first: DateInterval, second: DateInterval) -> DateInterval | None:
    """Return a range, due on its last day; a weekday at its end comes after its start: "March 30 to April 2"."""
    if second.unit == "hour" or first.unit == "year" != second.unit:
        return None
    begin, due = first.due, second.due
    if begin is None or due is None:
        return second if begin == due else None
    if second.unit == "day of month":
        same_month = to_number(context, first, due.day)
        return same_month or intervals.day_of_month(due.day, replace(context, held_on=begin))
    if second.unit == "weekday" and (due <= begin or first.unit != "weekday"):
        second = point(intervals.next_weekday(due.weekday(), begin), weekday_said=True)
    elif due < begin and not second.year_said:
        second = _moved_on(second, begin)
    both_days = first.grain == second.grain == "day" and min(first.standalone, second.standalone) > 1
    return replace(
        second,
        first=min(first.first, second.last),
        whole=first.whole and second.whole,
        doubts=first.doubts + second.doubts,
        standalone=3 if both_days else second.standalone,
    )


def _moved_on(span: DateInterval, past: date) -> DateInterval:
    """Return the end of a range moved to after its start, mostly by a year: "December to May"."""
    if span.unit in ("month", "quarter") and span.whole:
        return intervals.months(span.first.year + 1, span.first.month, 1 if span.unit == "month" else 3, span.unit)
    if span.unit in ("week", "weekend") and span.whole and span.due:
        return period(span.unit, past) or span
    if span.due and span.unit == span.grain == "day" and (moved := intervals.add_months(span.due, 12)) >= past:
        return replace(span, due=moved, last=moved)
    return span


def either(context: DateContext, first: DateInterval, second: DateInterval) -> DateInterval | None:
    """Return the later of two: "Monday or Tuesday"."""
    if first.due is None or second.due is None:
        return first if first.due == second.due else None
    if second.unit == "hour":
        return first
    if second.unit == "weekday" and first.unit != "weekday" and first.weekday_said and not first.whole:
        return until(context, first, second)
    later = max(first, second, key=lambda span: span.due or date.min)
    return replace(later, standalone=max(first.standalone, second.standalone))


def to_number(context: DateContext, first: DateInterval, number: float) -> DateInterval | None:
    """Return a range whose end is a day of the same month: "March 10 to 14"."""
    if first.due is None or first.grain != "day" or first.unit != "day" or number != int(number):
        return None
    day = safe_date(first.due.year, first.due.month, int(number))
    return replace(point(day), first=first.due, doubts=first.doubts) if day and day > first.due else None


def number_to(context: DateContext, number: float, last: DateInterval) -> DateInterval | None:
    """Return a range whose start is a day of the same month: "10 to 14 March"."""
    if last.due is None or last.unit != "day" or last.grain != "day" or number != int(number):
        return None
    return last if 1 <= number < last.due.day else None


def dated(context: DateContext, span: DateInterval, written: WrittenDate) -> DateInterval | None:
    """Return the date after other words, with a doubt if these mean another day: "next Friday (13 March)"."""
    found = written_date(context, written)
    if found.due is None or span.due is None:
        return found if span.due else None
    if found.other and found.other == span.due:
        return replace(span, year_said=found.year_said)  # "on Friday (8/7/16)": the words before it decide
    if span.grain == "day" and not span.whole and span.due != found.due and span.other != found.due:
        if span.weekday_said and span.due.weekday() == found.due.weekday():
            return replace(found, weekday_said=True)
        doubt = f"the words before “{written.said}” mean {format_day(span.due)}; {format_day(found.due)} is taken"
        return replace(found, doubts=(*found.doubts, doubt))
    return replace(found, weekday_said=True)


def next_meeting(context: DateContext, *words: Any) -> DateInterval:
    """Return the next meeting of this group; that of another group ("the next board meeting") has no known day.

    `words` are the tokens between "next" and "meeting", or None, and the meeting itself.
    """
    is_ours = all(word is None or word.text in OUR_WORDS or word.text in context.group for word in words[:-1])
    return point(context.next_meeting if is_ours else None, standalone=2)


def next_of_group(group: str, context: DateContext) -> DateInterval:
    """Return the next meeting by the name of who meets: "for the next board" in the minutes of the board."""
    return point(context.next_meeting if group in context.group else None, standalone=2)


def day_of_meeting(span: DateInterval) -> DateInterval | None:
    """Return the day of a meeting: "the board meeting on 4 May"; one of a whole month or year has no day."""
    if span.unit in ("event", "hour") or span.standalone < 2:
        return None
    return replace(span, standalone=2, unit="meeting") if not span.whole or span.unit == "week" else EVENT


def timed(span: DateInterval) -> DateInterval | None:
    """Return a day that has a time of day beside it, which never moves it: "Friday at 5 pm"."""
    if span.unit == "hour of a weekday":
        return None  # in "Thursday 1 pm" the number is the hour, not the day of a month
    return replace(span, standalone=max(2, span.standalone), unit="timed" if span.unit == "day" else span.unit)


def by_limit(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return what stands after "by" or "until", which make a deadline of a time of day, a meeting or an event too."""
    return replace(span, standalone=3) if span.standalone else None


def on_day(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return what stands after "on" or "since", which make a date only of a day or a period."""
    return replace(span, standalone=3) if span.standalone and span.unit not in ("event", "meeting", "hour") else None


def in_place(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return what stands after "in" or "at", if it is likely to be a date: "in Berlin" is not."""
    return replace(span, standalone=3) if span.standalone > 1 else None


def ahead_of(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the deadline of "before X"."""
    return by_limit(context, intervals.before(span, context))


def weekday_and(context: DateContext, weekday: int, span: DateInterval) -> DateInterval | None:
    """Return a date in words after its weekday: "Friday, the third of July"."""
    if span.due is None or span.grain != "day" or span.unit != "day" or span.weekday_said:
        return None
    if span.due.weekday() != weekday and not context.running:
        return None
    return replace(span, weekday_said=True)


def dashed_weekday(context: DateContext, weekday: int, first: float, second: float) -> DateInterval | None:
    """Return a month and a day in the order that fits the weekday, else in the notes' order: "Thursday 12-2"."""
    if first != int(first) or second != int(second):
        return None
    pairs = [(int(first), int(second)), (int(second), int(first))]
    days = [
        span.due
        for month, day in (pairs if context.order == "mdy" else pairs[::-1])
        if month <= 12 and safe_date(2000, month, day) and (span := intervals.yearly(month, day, context)) and span.due
    ]
    best = min(days, key=lambda day: day.weekday() != weekday, default=None)
    return point(best, weekday_said=True, unit="hour of a weekday") if best else None


def inside(context: DateContext, span: DateInterval, week: DateInterval) -> DateInterval | None:
    """Return a day if it is in the week beside it: "Wed 3/24 next week"."""
    if week.unit != "week" or not week.whole or span.due is None or span.grain != "day":
        return None
    return span if context.running or week.first <= span.due <= week.last else None


def open_end(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return no day for work that has a start but no deadline: "after Friday"."""
    return NO_DAY if span.standalone else None


def every(context: DateContext, *_: object) -> DateInterval:
    """Return no day for work that is repeated: "every Friday"."""
    return NO_DAY


def unit_kind(context: DateContext, unit: str) -> str | None:
    """Return the unit after "business" or "working": "business days" skip holidays, a "work week" is a plain week."""
    return "business day" if unit in ("day", "business day") else unit if unit in ("week", "hour") else None


def longest(context: DateContext, first: float, second: float, unit: str) -> Duration | None:
    """Return the longer of two numbers of units: "2-3 weeks"."""
    return ((max(first, second), unit),) if second > first else None


def longer(context: DateContext, first: Duration, second: Duration) -> Duration | None:
    """Return the second duration if it is the longer: "a week to ten days"."""
    nearer, farther = (intervals.shift(context.today, duration, 1, context) for duration in (first, second))
    return second if nearer and farther and farther > nearer else None


def years_on(context: DateContext, span: DateInterval, duration: Duration) -> DateInterval | None:
    """Move a month or a day to a later year: "March in a year"."""
    if len(duration) != 1 or duration[0][1] != "year":
        return None
    return in_year(context, span, intervals.months(context.today.year + int(duration[0][0]), 1, 12, "year"))


def this_time(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the day of a later period that is where the meeting is in its own: "this time next week"."""
    if span.unit == "week" and span.whole:
        return point(context.today + (span.first - context.monday))
    if span.unit in ("month", "year") and span.whole:
        months_ahead = 12 * (span.first.year - context.today.year)
        if span.unit == "month":
            months_ahead += span.first.month - context.today.month
        return point(intervals.add_months(context.today, months_ahead))
    return span if span.grain == "day" else None


def weekday_ahead(context: DateContext, weekday: int, duration: Duration) -> DateInterval | None:
    """Return the weekday some weeks later: "Friday in two weeks"."""
    if any(unit not in ("week", "fortnight") for _, unit in duration):
        return None
    day = intervals.shift(context.today, duration, 1, context)
    return weekday_in(context, weekday, intervals.week_of(day)) if day else None


def shifted(span: DateInterval | None, days: int) -> DateInterval | None:
    """Return a weekday some days later, or earlier if negative: "three Fridays after Easter"."""
    return point(span.due + days * DAY, weekday_said=True) if span and span.due else span


def whole_end(context: DateContext, unit: str) -> DateInterval | None:
    """Return the end of this period: "month-end", "end of week"."""
    span = this_period(context, unit)
    return intervals.end_of(span) if span and span.whole else None


def start_of(context: DateContext, unit: str) -> DateInterval | None:
    """Return the first day of this period, or of the next if that is past: "start of the month"."""
    span = this_period(context, unit)
    if span and span.first < context.today:
        span = period(unit, context.today, 1)
    return intervals.first_of(span) if span and span.whole else None


def period_after(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the period after the one named: "this week or next"."""
    if span.grain == "day":
        return point(span.due + DAY) if span.due and not span.whole else None
    return period(span.grain, span.last, 1)


def one_after(context: DateContext, span: DateInterval) -> DateInterval | None:
    """Return the next of the same kind: "this Friday or the one after", "this week or the one after"."""
    if span.grain == "day":
        return point(span.due + 7 * DAY) if span.due and span.weekday_said else None
    return period_after(context, span)


def year_of(century: int, count: float, least: int) -> int | None:
    """Return a year in words: "nineteen eighty", "two thousand and twenty-seven".

    Args:
        century: its first year, 1900 or 2000.
        count: the years after that; a fraction does not fit ("two thousand and half of it").
        least: the smallest count that fits.
    """
    return century + int(count) if least <= count < 100 and not count % 1 else None
