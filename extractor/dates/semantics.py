"""What the rules of `grammar` mean: the captures of a match to a number, a duration or a span of days.

Every meaning takes the context and the captures of its pattern, in their order; None says that the words do not fit
after all.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from extractor.common.phrasing import format_day
from extractor.dates import intervals
from extractor.dates.absolute import WrittenDate
from extractor.dates.holidays import named_day
from extractor.dates.intervals import DAY, EVENT, NO_DAY, DateContext, DateInterval, Duration, period, point
from extractor.dates.tokens import SEASONS

OUR_WORDS = frozenset(
    """our the this weekly biweekly monthly regular team group committee project community wg working scheduled sync
    status
    planning board's general quarterly bi weekly""".split()
)


def written_date(s: DateContext, written: WrittenDate) -> DateInterval:
    """A date in full or in part, as `dates` found it."""
    doubts = written.doubts
    if written.day is None:
        return point(None, doubts=doubts)
    wanted = written.weekday_said
    if written.other and written.day.weekday() != wanted == written.other.weekday():
        return point(
            written.other, weekday_said=True, year_said=written.year_said
        )  # "Fri 8/7": the reading that is a Friday
    if wanted is not None and written.day.weekday() != wanted:
        other = _nearest(wanted, written.day)
        doubts += (
            f"“{written.said}” is a {written.day:%A}; {format_day(written.day)} is taken, not {format_day(other)}",
        )
    other_order = None if s.settled else written.other
    if other_order and other_order != written.day:
        taken = f"{format_day(written.day)} (taken)"
        doubts += (f"“{written.said}” can be read as {taken} or {format_day(other_order)}",)
    # "3/4" may be three quarters: without a year it needs a preposition.
    standalone = 2 if written.other and not written.year_said and wanted is None else 3
    return point(
        written.day,
        standalone=standalone,
        other=other_order,
        doubts=doubts,
        weekday_said=wanted is not None,
        year_said=written.year_said,
    )


def named_weekday(s: DateContext, weekday: int) -> DateInterval:
    return point(intervals.next_weekday(weekday, s.today), unit="weekday", weekday_said=True)


def this_weekday(s: DateContext, weekday: int) -> DateInterval:
    day = s.monday + weekday * DAY
    return point(day if day > s.today else intervals.next_weekday(weekday, s.today), weekday_said=True)


def next_weekday(s: DateContext, weekday: int) -> DateInterval:
    """The day of the following calendar week; the nearest such day is the other reading."""
    day, nearest = s.monday + (7 + weekday) * DAY, intervals.next_weekday(weekday, s.today)
    return point(day, other=nearest if nearest != day else None, weekday_said=True)


def nth_weekday(s: DateContext, weekday: int, count: float) -> DateInterval:
    """So many Fridays on (or back)."""
    if count > 0:
        return point(intervals.next_weekday(weekday, s.today) + 7 * (int(count) - 1) * DAY, weekday_said=True)
    return point(intervals.last_weekday(weekday, s.today) + 7 * (int(count) + 1) * DAY, weekday_said=True)


def weekday_in(s: DateContext, weekday: int, span: DateInterval) -> DateInterval | None:
    """ "Friday of next week"."""
    if span.unit not in ("week", "weekend") or not span.whole:
        return None
    monday = span.first - span.first.weekday() * DAY
    return point(monday + weekday * DAY, weekday_said=True)


def weekday_dated(s: DateContext, weekday: int, number: float) -> DateInterval | None:
    """ "Friday the 13th": the next month in which both are true. Where that is far off, a doubt gives the next 13th."""
    span = intervals.day_of_month(int(number), s) if number == int(number) and 1 <= number <= 31 else None
    if span is None or span.due is None:
        return None
    for ahead in range(15):
        first = intervals.add_months(span.due.replace(day=1), ahead)
        day = intervals.safe(first.year, first.month, int(number))
        if day and day.weekday() == weekday:
            if ahead < 2:
                return point(day, weekday_said=True)
            doubt = f"the next day {int(number)} of a month, {format_day(span.due)}, is a {span.due:%A}"
            return point(day, weekday_said=True, other=span.due, doubts=(doubt,))
    return None


def weekday_numbered(s: DateContext, weekday: int, number: float) -> DateInterval | None:
    """ "Monday 21", which must not be taken for "Monday 9 o'clock"."""
    span = weekday_dated(s, weekday, number)
    return replace(span, standalone=1, unit="hour of a weekday" if number <= 12 else "day") if span else None


def ordinal_weekday(s: DateContext, which: int, weekday: int, span: DateInterval) -> DateInterval | None:
    """ "first Monday of March"; -1 is the last."""
    if not span.whole or span.unit in ("week", "day"):
        return None
    if which > 0:
        day = intervals.next_weekday(weekday, span.first - DAY) + 7 * (which - 1) * DAY
    else:
        day = intervals.last_weekday(weekday, span.last + DAY) + 7 * (which + 1) * DAY
    return point(day, weekday_said=True) if span.first <= day <= span.last else None


def ordinal_unit(
    s: DateContext, which: int, unit: str, span: DateInterval, count: float | None = None
) -> DateInterval | None:
    """ "second week of March", "last day of the quarter", "first two weeks of May"; -1 is the last."""
    found = _ordinal_unit(s, which, unit, span, count)
    if found and found.due and found.due < s.today and span.due and not span.standalone:
        coming = period(span.unit, span.first, 1)  # "the first day of the month", said later in it
        return _ordinal_unit(s, which, unit, coming, count) if coming else found
    return found


def _ordinal_unit(
    s: DateContext, which: int, unit: str, span: DateInterval, count: float | None
) -> DateInterval | None:
    if span.due is None:
        return NO_DAY
    many = int(count or 1)
    if not span.whole or unit == span.unit:
        return None
    if unit == "day":
        first = span.first + (which - 1) * DAY if which > 0 else span.last + (which + 1) * DAY
        last = first + (many - 1) * DAY if which > 0 else first
        return replace(point(last), first=min(first, last)) if span.first <= last <= span.last else None
    if unit == "business day":
        start = span.first - DAY if which > 0 else span.last + DAY
        return point(intervals.add_working_days(start, which + (many - 1 if which > 0 else 0), s))
    if unit == "week" and span.unit == "year":
        # ISO 8601: the first week of a year holds its 4 January. The last is the last that has a Friday in it.
        inside = span.first + 3 * DAY if which > 0 else intervals.last_weekday(intervals.FRIDAY, span.last + DAY)
        return period("week", inside, which - 1 + many - 1 if which > 0 else which + 1)
    if unit == "week":
        # The week that holds the 1st is the first week of a month; the last is the last that has a Friday in it.
        inside = intervals.last_weekday(intervals.FRIDAY, span.last + DAY) if which < 0 else span.first
        ahead = which - 1 + many - 1 if which > 0 else which + 1
        return period("week", inside, ahead)
    if unit == "weekend":
        saturday = (
            intervals.next_weekday(5, span.first - DAY) if which > 0 else intervals.last_weekday(5, span.last + DAY)
        )
        return period("weekend", saturday, which - 1 if which > 0 else which + 1)
    if which > 0:
        found = period(unit, span.first, which - 1)
        end = period(unit, span.first, which + many - 2)
        if found is None or end is None or end.last > span.last:
            return None
        return replace(found, last=end.last, due=end.due)
    return period(unit, span.last, which + 1)


def half_of(s: DateContext, which: int, span: DateInterval) -> DateInterval | None:
    """ "first half of March"."""
    if not span.whole:
        return None
    due = span.due if which != 1 else intervals.middle(span).due
    if span.unit == "year" and which == 1:
        due = date(span.first.year, 6, 30)
    return replace(span, due=due, last=due, whole=False) if due else None


def holiday(s: DateContext, name: str, span: DateInterval | None = None, which: int = 0) -> DateInterval | None:
    """A holiday: in the year named; else the next on or after the meeting, or one so many on."""
    if span is not None:
        if span.unit != "year" or not span.whole:
            return None
        return point(named_day(name, span.first.year), unit="holiday")
    days = [day for year in range(s.today.year - 2, s.today.year + 4) if (day := named_day(name, year))]
    if which < 0:
        return point([day for day in days if day < s.today][which], unit="holiday")
    return point([day for day in days if day >= s.today][max(which - 1, 0)], unit="holiday")


def in_year(s: DateContext, span: DateInterval, year: DateInterval) -> DateInterval | None:
    """ "March of next year", "4 March next year": the same month or day, moved to that year."""
    if year.unit != "year" or not year.whole or span.due is None:
        return None
    if span.unit in ("month", "quarter", "half", "season"):
        start = 3 if span.unit in ("quarter", "season") else 6 if span.unit == "half" else 1
        return replace(intervals.months(year.first.year, span.first.month, start, span.grain), unit=span.unit)
    if span.grain == "day" and span.unit in ("day", "timed"):
        day = intervals.safe(year.first.year, span.due.month, span.due.day)
        return point(day) if day else None
    return None


def named_month(s: DateContext, month: int, year: int | None = None) -> DateInterval:
    if year:
        return replace(intervals.months(year, month, 1, "month"), year_said=True)
    return replace(intervals.next_months(month, 1, "month", s), standalone=2)


def next_month_named(s: DateContext, month: int) -> DateInterval:
    """ "next March": the first that begins after the meeting's month."""
    year = s.today.year + (month <= s.today.month)
    return intervals.months(year, month, 1, "month")


def last_month_named(s: DateContext, month: int) -> DateInterval:
    return intervals.months(s.today.year - (month >= s.today.month), month, 1, "month")


def month_day(s: DateContext, month: int, number: float, year: int | None = None) -> DateInterval | None:
    if number != int(number) or not 1 <= number <= 31:
        return None
    if year:
        day = intervals.safe(year, month, int(number))
        return point(day, doubts=() if day else ("there is no such day in the calendar",))
    return intervals.yearly(month, int(number), s) or point(None, doubts=("there is no such day in the calendar",))


def part_of_year(
    s: DateContext, which: float, count: int, unit: str, year: int | None = None, ahead: int = 0
) -> DateInterval | None:
    """ "Q3", "H1 2027"."""
    if not 1 <= which <= 12 // count:
        return None
    month = (int(which) - 1) * count + 1
    if year:
        return replace(intervals.months(year, month, count, unit), year_said=True)
    span = intervals.next_months(month, count, unit, s)
    if ahead and span.first <= s.today:
        return intervals.months(span.first.year + ahead, month, count, unit)
    return span


def fiscal(s: DateContext, span: DateInterval, year: int) -> DateInterval | None:
    return in_year(s, span, intervals.months(year, 1, 12, "year"))


def named_season(s: DateContext, name: str, year: int | None = None, ahead: int = 0) -> DateInterval:
    bounds = SEASONS[name]
    if year:
        return intervals.season(bounds, year)
    years = range(s.today.year - 1, s.today.year + 3)
    span = next(found for y in years if (found := intervals.season(bounds, y)).last >= s.today)
    if ahead and (ahead < 0 or span.first <= s.today):
        span = intervals.season(bounds, span.first.year + ahead)
    return replace(span, standalone=2)


def this_period(s: DateContext, unit: str) -> DateInterval | None:
    if unit == "week" and s.today.weekday() > intervals.FRIDAY:
        return period("week", s.today, 1)
    if unit == "business day":
        return point(s.today)
    return period(unit, s.today)


def next_period(s: DateContext, unit: str, count: int = 1) -> DateInterval | None:
    if unit == "business day":
        return point(intervals.add_working_days(s.today, count, s))
    if unit in ("hour", "minute", "second"):
        return point(s.today)
    found = period(unit, s.today, count)
    if found and unit == "weekend" and count == 1:
        return replace(found, other=intervals.weekend_of(s.today).last)
    return found


def following(s: DateContext, unit: str) -> DateInterval | None:
    """ "the following week": after the day named just before, else after the meeting."""
    return next_period(replace(s, held_on=s.before) if s.before else s, unit)


def by_ordinal(s: DateContext, number: int, span: DateInterval) -> DateInterval | None:
    """ "the 15th of next month"."""
    if span.unit == "month" and span.whole:
        day = intervals.safe(span.first.year, span.first.month, number)
        if day and day < s.today and not span.standalone:  # "the 1st of the month", said later in it
            day = intervals.add_months(day, 1)
        return point(day, doubts=() if day else (f"{span.first:%B} has no day {number}",))
    return None


def ordinal_part(s: DateContext, which: int, unit: str, year: int | None = None) -> DateInterval | None:
    if unit in ("quarter", "half"):
        return part_of_year(s, which, 3 if unit == "quarter" else 6, unit, year)
    return None


def iso_week(s: DateContext, week: float, year: int | None = None) -> DateInterval | None:
    """A week by its ISO 8601 number: the next that is not over, where no year is named."""
    if week != int(week) or not 1 <= week <= 53:
        return None
    try:
        if year:
            return intervals.week_of(date.fromisocalendar(year, int(week), 1))
        span = intervals.week_of(date.fromisocalendar(s.today.year, int(week), 1))
        return span if span.last >= s.today else intervals.week_of(date.fromisocalendar(s.today.year + 1, int(week), 1))
    except ValueError:
        return None


def counted_week(s: DateContext, week: float) -> DateInterval | None:
    """ "week 42": of the year; small numbers count the weeks of a course or a project, whose start is not known."""
    return iso_week(s, week) if week > 20 else replace(NO_DAY, standalone=2)


def ahead(s: DateContext, duration: Duration, sign: int = 1, standalone: int = 3) -> DateInterval | None:
    """So long from the meeting on, or before it."""
    if s.running and all(unit in ("second", "minute") for _, unit in duration):
        return None  # "in a second"
    if len(duration) == 1 and duration[0][1] in ("weekend", "quarter", "half"):  # counted as periods, not in days
        ahead = int(duration[0][0]) * sign
        if duration[0][1] == "weekend" and sign > 0 and s.today.weekday() < 5:
            ahead -= 1
        span = period(duration[0][1], s.today, ahead)
        return replace(span, standalone=standalone) if span else None
    day = intervals.shift(s.today, duration, sign, s)
    return point(day, standalone=standalone) if day else None


def counted_from(s: DateContext, duration: Duration, span: DateInterval, sign: int = 1) -> DateInterval | None:
    """So long after a day, or before it. After a whole period: after its end; before one: before its start."""
    if span.due is None or span.unit == "hour":
        return replace(NO_DAY, unit="event") if span.unit != "hour" else None
    base = span.due if not span.whole else (span.first if sign < 0 or span.unit == "week" else span.last)
    if sign > 0 and span.unit == "week" and span.whole:
        base = span.due
    day = intervals.shift(base, duration, sign, s)
    return (
        point(day, weekday_said=span.weekday_said and all(u in ("week", "fortnight") for _, u in duration))
        if day
        else None
    )


def next_to(s: DateContext, unit: str, span: DateInterval, sign: int) -> DateInterval | None:
    """ "the week after Easter", "the day before the board meeting"."""
    if span.due is None or span.unit == "hour":
        return replace(NO_DAY, unit="event") if span.unit != "hour" else None
    edge = span.due if not span.whole else (span.last if sign > 0 else span.first)
    if unit in ("day", "business day"):
        day = intervals.shift(edge, ((1, unit),), sign, s)
        return point(day) if day else None
    return period(unit, edge, sign)


def weekday_next_to(s: DateContext, weekday: int, span: DateInterval, sign: int) -> DateInterval | None:
    """ "the Friday after Easter"."""
    if span.due is None or span.unit == "hour":
        return replace(NO_DAY, unit="event") if span.unit != "hour" else None
    edge = span.due if not span.whole else (span.last if sign > 0 else span.first)
    day = intervals.next_weekday(weekday, edge) if sign > 0 else intervals.last_weekday(weekday, edge)
    return point(day, weekday_said=True)


def holding(s: DateContext, unit: str, span: DateInterval) -> DateInterval | None:
    """ "the week of June 3"."""
    if not span.standalone:
        return None
    if span.due is None:
        return NO_DAY
    if unit == "week" and span.whole and span.unit == "month":
        return None
    if unit == "weekend" and span.due.weekday() < 2:
        return period(unit, span.due, -1)  # the weekend of a Monday is the one before it
    return period(unit, span.due) if unit in ("week", "weekend", "month", "quarter", "year") else None


def holiday_weekend(s: DateContext, name: str) -> DateInterval | None:
    """ "Labor Day weekend": up to the holiday where that is a Monday."""
    span = holiday(s, name)
    if span is None or span.due is None:
        return None
    weekend = holding(s, "weekend", span)
    return span if weekend is None or weekend.last < span.due else weekend


def also_day(s: DateContext, span: DateInterval, number: int) -> DateInterval | None:
    """ "this Friday the 6th": where the two agree."""
    return span if span.due and span.grain == "day" and (s.running or span.due.day == number) else None


def _nearest(weekday: int, day: date) -> date:
    """That day of the week nearest to a day."""
    ahead = (weekday - day.weekday()) % 7
    return day + (ahead if ahead < 4 else ahead - 7) * DAY


def also_weekday(s: DateContext, span: DateInterval, weekday: int) -> DateInterval | None:
    """ "tomorrow (Thursday)": the day; a doubt where it is no Thursday."""
    if span.due is None or span.grain != "day" or span.weekday_said or span.unit == "hour":
        return None
    doubts = (
        ()
        if span.due.weekday() == weekday
        else (f"{format_day(span.due)} is taken; the day of the week beside it is another",)
    )
    return replace(span, weekday_said=True, doubts=span.doubts + doubts)


def week_ending(s: DateContext, span: DateInterval) -> DateInterval | None:
    return replace(span, grain="week") if span.due else None


def start(s: DateContext, span: DateInterval) -> DateInterval:
    """The first day of a period; of "the month", said within it, the first of the next."""
    if span.whole and not span.standalone and span.first < s.today:
        span = period(span.unit, span.first, 1) or span
    return intervals.first_of(span) if span.whole else span


def end(s: DateContext, span: DateInterval) -> DateInterval | None:
    return replace(span, standalone=2) if span.unit == "event" else intervals.end_of(span)


def early_in(s: DateContext, span: DateInterval) -> DateInterval | None:
    return intervals.early(span) if span.whole else (span if span.grain == "day" else None)


def middle_of(s: DateContext, span: DateInterval) -> DateInterval | None:
    return intervals.middle(span) if span.whole else None


def middle_of_unit(s: DateContext, unit: str) -> DateInterval | None:
    """ "mid-month": of the one to come where this one's is past."""
    span = this_period(s, unit)
    found = middle_of(s, span) if span else None
    if span and found and found.due and found.due < s.today:
        coming = period(unit, span.first, 1)
        return middle_of(s, coming) if coming else None
    return found


def ordinal_day(s: DateContext, number: int) -> DateInterval | None:
    """ "the 15th"."""
    span = intervals.day_of_month(number, s) if 1 <= number <= 31 else None
    return replace(span, standalone=1 if number > 10 else 0, unit="day of month") if span else None


def dashed(s: DateContext, first: float, second: float) -> DateInterval | None:
    """ "4-22" in a due column: a month and a day, where no other reading is left."""
    if first > 12:
        first, second = second, first
    if not (1 <= first <= 12 < second <= 31 and first == int(first) and second == int(second)):
        return None
    span = intervals.yearly(int(first), int(second), s)
    return replace(span, standalone=0) if span else None


def day_before_said(s: DateContext) -> DateInterval:
    """The day named just before."""
    return point(s.before, standalone=1)


def then_unit(s: DateContext, unit: str) -> DateInterval | None:
    """ "the same week"."""
    return period(unit, s.before) if s.before else NO_DAY


def past_range(s: DateContext, duration: Duration) -> DateInterval | None:
    day = intervals.shift(s.today, duration, -1, s)
    return DateInterval(day, s.today, s.today, stated=False) if day else None


def until(s: DateContext, first: DateInterval, second: DateInterval) -> DateInterval | None:
    """From one day to another: its last day. A day of the week comes after the first."""
    if second.unit == "hour" or first.unit == "year" != second.unit:
        return None
    begin, due = first.due, second.due
    if begin is None or due is None:
        return second if begin == due else None
    if second.unit == "day of month":
        return to_number(s, first, due.day) or intervals.day_of_month(due.day, replace(s, held_on=begin))
    if second.unit == "weekday" and (due <= begin or first.unit != "weekday"):
        second = point(intervals.next_weekday(due.weekday(), begin), weekday_said=True)
    elif due < begin and not second.year_said:
        second = _moved_on(second, begin)
    plain = first.grain == second.grain == "day" and min(first.standalone, second.standalone) > 1
    return replace(
        second,
        first=min(first.first, second.last),
        whole=first.whole and second.whole,
        doubts=first.doubts + second.doubts,
        standalone=3 if plain else second.standalone,
    )


def _moved_on(span: DateInterval, past: date) -> DateInterval:
    """The end of a range that would lie before its start, a year later."""
    if span.unit in ("month", "quarter") and span.whole:
        return intervals.months(span.first.year + 1, span.first.month, 1 if span.unit == "month" else 3, span.unit)
    if span.unit in ("week", "weekend") and span.whole and span.due:
        return period(span.unit, past) or span
    if span.due and span.unit == span.grain == "day" and (moved := intervals.add_months(span.due, 12)) >= past:
        return replace(span, due=moved, last=moved)
    return span


def either(s: DateContext, first: DateInterval, second: DateInterval) -> DateInterval | None:
    """One day or another: the later."""
    if first.due is None or second.due is None:
        return first if first.due == second.due else None
    if second.unit == "hour":
        return first
    if second.unit == "weekday" and first.unit != "weekday" and first.weekday_said and not first.whole:
        return until(s, first, second)
    return replace(
        max(first, second, key=lambda span: span.due or date.min), standalone=max(first.standalone, second.standalone)
    )


def to_number(s: DateContext, first: DateInterval, number: float) -> DateInterval | None:
    """ "March 10 to 14"."""
    if first.due is None or first.grain != "day" or first.unit != "day" or number != int(number):
        return None
    day = intervals.safe(first.due.year, first.due.month, int(number))
    return replace(point(day), first=first.due, doubts=first.doubts) if day and day > first.due else None


def number_to(s: DateContext, number: float, last: DateInterval) -> DateInterval | None:
    """ "10 to 14 March"."""
    if last.due is None or last.unit != "day" or last.grain != "day" or number != int(number):
        return None
    return last if 1 <= number < last.due.day else None


def dated(s: DateContext, span: DateInterval, written: WrittenDate) -> DateInterval | None:
    """ "next Friday (13 March)": the date wins; a doubt where the words before it mean another day."""
    found = written_date(s, written)
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


def next_meeting(s: DateContext, *words: Any) -> DateInterval:
    """The next meeting of this group; a meeting of some other body has a day of its own, which is not known."""
    ours = all(word is None or word.text in OUR_WORDS for word in words[:-1])
    return point(s.next_meeting if ours else None, standalone=2)


def day_of_meeting(span: DateInterval) -> DateInterval | None:
    """The day of a meeting; a meeting of a whole month or year has none."""
    if span.unit in ("event", "hour") or span.standalone < 2:
        return None
    return replace(span, standalone=2, unit="meeting") if not span.whole or span.unit == "week" else EVENT


def timed(span: DateInterval) -> DateInterval | None:
    """A day with a time of day, which never moves it."""
    if span.unit == "hour of a weekday":
        return None  # in "Thursday 1 pm" the number is the hour, not the day of a month
    return replace(span, standalone=max(2, span.standalone), unit="timed" if span.unit == "day" else span.unit)


def by_limit(s: DateContext, span: DateInterval) -> DateInterval | None:
    """After "by" and its kin, which make a limit of a day, a time of day, a meeting or an event."""
    return replace(span, standalone=3) if span.standalone else None


def on_day(s: DateContext, span: DateInterval) -> DateInterval | None:
    """After "on" and its kin, which make a date of a day, and of nothing else."""
    return replace(span, standalone=3) if span.standalone and span.unit not in ("event", "meeting", "hour") else None


def in_place(s: DateContext, span: DateInterval) -> DateInterval | None:
    """After "in" and its kin, which prove nothing."""
    return replace(span, standalone=3) if span.standalone > 1 else None


def ahead_of(s: DateContext, span: DateInterval) -> DateInterval | None:
    return by_limit(s, intervals.before(span, s))


def weekday_and(s: DateContext, weekday: int, span: DateInterval) -> DateInterval | None:
    """ "Friday, the third of July": a day of the week before a date in words."""
    if span.due is None or span.grain != "day" or span.unit != "day" or span.weekday_said:
        return None
    if span.due.weekday() != weekday and not s.running:
        return None
    return replace(span, weekday_said=True)


def dashed_weekday(s: DateContext, weekday: int, first: float, second: float) -> DateInterval | None:
    """ "Thursday 12-2": the reading that is a Thursday, else the one that the notes' order gives."""
    if first != int(first) or second != int(second):
        return None
    pairs = [(int(first), int(second)), (int(second), int(first))]
    days = [
        span.due
        for month, day in (pairs if s.order == "mdy" else pairs[::-1])
        if month <= 12 and intervals.safe(2000, month, day) and (span := intervals.yearly(month, day, s)) and span.due
    ]
    best = min(days, key=lambda day: day.weekday() != weekday, default=None)
    return point(best, weekday_said=True, unit="hour of a weekday") if best else None


def inside(s: DateContext, span: DateInterval, week: DateInterval) -> DateInterval | None:
    """ "Wed 3/24 next week": the day, where it is in that week."""
    if week.unit != "week" or not week.whole or span.due is None or span.grain != "day":
        return None
    return span if s.running or week.first <= span.due <= week.last else None


def open_end(s: DateContext, span: DateInterval) -> DateInterval | None:
    """ "after Friday": work with a start, but no deadline."""
    return replace(NO_DAY, doubts=()) if span.standalone else None


def every(s: DateContext, *_: object) -> DateInterval:
    return NO_DAY


def unit_kind(s: DateContext, unit: str) -> str | None:
    """ "business days"; other units of business are plain ones ("work week")."""
    return "business day" if unit in ("day", "business day") else unit if unit in ("week", "hour") else None


def longest(s: DateContext, first: float, second: float, unit: str) -> Duration | None:
    return ((max(first, second), unit),) if second > first else None


def longer(s: DateContext, first: Duration, second: Duration) -> Duration | None:
    """ "a week to ten days"."""
    one, other = (intervals.shift(s.today, duration, 1, s) for duration in (first, second))
    return second if one and other and other > one else None


def years_on(s: DateContext, span: DateInterval, duration: Duration) -> DateInterval | None:
    """ "March in a year"."""
    if len(duration) != 1 or duration[0][1] != "year":
        return None
    return in_year(s, span, intervals.months(s.today.year + int(duration[0][0]), 1, 12, "year"))


def this_time(s: DateContext, span: DateInterval) -> DateInterval | None:
    """ "this time next week": as far from the meeting as that period is."""
    if span.unit == "week" and span.whole:
        return point(s.today + (span.first - s.monday))
    if span.unit in ("month", "year") and span.whole:
        ahead = (span.first.year - s.today.year) * 12 + (
            span.first.month - s.today.month if span.unit == "month" else 0
        )
        return point(intervals.add_months(s.today, ahead))
    return span if span.grain == "day" else None


def weekday_ahead(s: DateContext, weekday: int, duration: Duration) -> DateInterval | None:
    """ "Friday in two weeks": that day of the week so far ahead."""
    if any(unit not in ("week", "fortnight") for _, unit in duration):
        return None
    day = intervals.shift(s.today, duration, 1, s)
    return weekday_in(s, weekday, intervals.week_of(day)) if day else None


def shifted(span: DateInterval | None, days: int) -> DateInterval | None:
    return point(span.due + days * DAY, weekday_said=True) if span and span.due else span


def whole_end(s: DateContext, unit: str) -> DateInterval | None:
    span = this_period(s, unit)
    return intervals.end_of(span) if span and span.whole else None


def start_of(s: DateContext, unit: str) -> DateInterval | None:
    span = this_period(s, unit)
    if span and span.first < s.today:  # "at the start of the month", said within one
        span = period(unit, s.today, 1)
    return intervals.first_of(span) if span and span.whole else None


def period_after(s: DateContext, span: DateInterval) -> DateInterval | None:
    """The period after the one named: "this week or next"."""
    if span.grain == "day":
        return point(span.due + DAY) if span.due and not span.whole else None
    return period(span.grain, span.last, 1)


def one_after(s: DateContext, span: DateInterval) -> DateInterval | None:
    """The next of its kind: "this Friday or the one after", "this week or the one after"."""
    if span.grain == "day":
        return point(span.due + 7 * DAY) if span.due and span.weekday_said else None
    return period_after(s, span)


def year_of(century: int, count: float, least: int) -> int | None:
    """The year so many years into a century, `least` at least; None for a fraction: "two thousand and half of it"."""
    return century + int(count) if least <= count < 100 and not count % 1 else None
