"""The grammar of English date phrases: one table of rules, each a pattern over tokens and what it means.

`matching` tells how a pattern is written. Categories: COUNT (a number), UNIT, DURATION, HOUR (a time of day, which never moves
the day), DAYNUM (a day of the month in words), NAMED (a holiday), TIME (a Span), MEETING, and PHRASE: a TIME with its preposition.
The order matters where two rules span the same words, and only there; the more special stands first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from extractor.dates import WrittenDate
from extractor.deadlines import spans
from extractor.deadlines.matching import compile_rules
from extractor.deadlines.spans import DAY, EVENT, NO_DAY, Duration, Setting, Span, period, point
from extractor.deadlines.words import SEASONS

# -- what rules mean ----------------------------------------------------------------------------------------------------


def _written(s: Setting, written: WrittenDate) -> Span:
    """A date in full or in part, as `dates` found it."""
    doubts = written.doubts
    if written.day is None:
        return point(None, doubts=doubts)
    wanted = written.weekday_said
    if written.other and written.day.weekday() != wanted == written.other.weekday():
        return point(written.other, weekday_said=True, year_said=written.year_said)  # "Fri 8/7": the reading that is a Friday
    if wanted is not None and written.day.weekday() != wanted:
        doubts += (f"“{written.said}” is a {written.day:%A}; the date is taken, not the day of the week",)
    if written.other and written.other != written.day:
        taken, other = f"{written.day.day} {written.day:%B}", f"{written.other.day} {written.other:%B}"
        doubts += (f"“{written.said}” can be read as {taken} (taken) or {other}",)
    # "3/4" may be three quarters: without a year it needs a preposition.
    strength = 2 if written.other and not written.year_said and wanted is None else 3
    return point(
        written.day, strength=strength, other=written.other, doubts=doubts, weekday_said=wanted is not None, year_said=written.year_said
    )


def _weekday(s: Setting, weekday: int) -> Span:
    return point(spans.next_weekday(weekday, s.today), unit="weekday", weekday_said=True)


def _this_weekday(s: Setting, weekday: int) -> Span:
    day = s.monday + weekday * DAY
    return point(day if day > s.today else spans.next_weekday(weekday, s.today), weekday_said=True)


def _next_weekday(s: Setting, weekday: int) -> Span:
    """The day of the following calendar week; the nearest such day is the other reading."""
    day, nearest = s.monday + (7 + weekday) * DAY, spans.next_weekday(weekday, s.today)
    return point(day, other=nearest if nearest != day else None, weekday_said=True)


def _nth_weekday(s: Setting, weekday: int, count: float) -> Span:
    """So many Fridays on (or back)."""
    if count > 0:
        return point(spans.next_weekday(weekday, s.today) + 7 * (int(count) - 1) * DAY, weekday_said=True)
    return point(spans.last_weekday(weekday, s.today) + 7 * (int(count) + 1) * DAY, weekday_said=True)


def _weekday_in(s: Setting, weekday: int, span: Span) -> Span | None:
    """ "Friday of next week"."""
    if span.unit not in ("week", "weekend") or not span.whole:
        return None
    monday = span.first - span.first.weekday() * DAY
    return point(monday + weekday * DAY, weekday_said=True)


def _weekday_dated(s: Setting, weekday: int, number: float) -> Span | None:
    """ "Friday the 13th": the next month in which both are true. Where that is far off, a doubt gives the next 13th."""
    span = spans.day_of_month(int(number), s) if number == int(number) and 1 <= number <= 31 else None
    if span is None or span.due is None:
        return None
    for ahead in range(15):
        first = spans.add_months(span.due.replace(day=1), ahead)
        day = spans.safe(first.year, first.month, int(number))
        if day and day.weekday() == weekday:
            if ahead < 2:
                return point(day, weekday_said=True)
            doubt = f"the next day {int(number)} of a month, {span.due.isoformat()}, is a {span.due:%A}"
            return point(day, weekday_said=True, other=span.due, doubts=(doubt,))
    return None


def _ordinal_weekday(s: Setting, which: int, weekday: int, span: Span) -> Span | None:
    """ "first Monday of March"; -1 is the last."""
    if not span.whole or span.unit in ("week", "day"):
        return None
    if which > 0:
        day = spans.next_weekday(weekday, span.first - DAY) + 7 * (which - 1) * DAY
    else:
        day = spans.last_weekday(weekday, span.last + DAY) + 7 * (which + 1) * DAY
    return point(day, weekday_said=True) if span.first <= day <= span.last else None


def _ordinal_unit(s: Setting, which: int, unit: str, span: Span, count: float | None = None) -> Span | None:
    """ "second week of March", "last day of the quarter", "first two weeks of May"; -1 is the last."""
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
        return point(spans.add_working_days(start, which + (many - 1 if which > 0 else 0), s))
    if unit == "week" and span.unit == "year":
        # ISO 8601: the first week of a year is the one that holds its 4 January, the last the one that holds 28 December.
        inside = span.first + 3 * DAY if which > 0 else span.last - 3 * DAY
        return period("week", inside, which - 1 + many - 1 if which > 0 else which + 1)
    if unit == "week":
        # The week that holds the 1st is the first week of a month; the last is the last that has a Friday in it.
        inside = spans.last_weekday(spans.FRIDAY, span.last + DAY) if which < 0 else span.first
        ahead = which - 1 + many - 1 if which > 0 else which + 1
        return period("week", inside, ahead)
    if unit == "weekend":
        saturday = spans.next_weekday(5, span.first - DAY) if which > 0 else spans.last_weekday(5, span.last + DAY)
        return period("weekend", saturday, which - 1 if which > 0 else which + 1)
    if which > 0:
        found = period(unit, span.first, which - 1)
        end = period(unit, span.first, which + many - 2)
        if found is None or end is None or end.last > span.last:
            return None
        if not span.strength and found.last < s.today:  # "the first quarter of the year" in June is next year's
            return _ordinal_unit(s, which, unit, period(span.unit, span.first, 1) or span, count)
        return replace(found, last=end.last, due=end.due)
    return period(unit, span.last, which + 1)


def _half(s: Setting, which: int, span: Span) -> Span | None:
    """ "first half of March"."""
    if not span.whole:
        return None
    due = span.last if which != 1 else spans.middle(span).due
    if span.unit == "year" and which == 1:
        due = date(span.first.year, 6, 30)
    return replace(span, due=due, last=due, whole=False) if due else None


def _named(s: Setting, name: str, span: Span | None = None, which: int = 0) -> Span | None:
    """A holiday: in the year named; else the next on or after the meeting, or one so many on."""
    from extractor.deadlines.holidays import named_day

    if span is not None:
        if span.unit != "year" or not span.whole:
            return None
        return point(named_day(name, span.first.year), unit="holiday")
    days = [day for year in range(s.today.year - 2, s.today.year + 4) if (day := named_day(name, year))]
    if which < 0:
        return point([day for day in days if day < s.today][which], unit="holiday")
    return point([day for day in days if day >= s.today][max(which - 1, 0)], unit="holiday")


def _in_year(s: Setting, span: Span, year: Span) -> Span | None:
    """ "March of next year", "4 March next year": the same month or day, moved to that year."""
    if year.unit != "year" or not year.whole or span.due is None:
        return None
    if span.unit in ("month", "quarter", "half", "season"):
        start = 3 if span.unit in ("quarter", "season") else 6 if span.unit == "half" else 1
        return replace(spans.months(year.first.year, span.first.month, start, span.grain), unit=span.unit)
    if span.grain == "day" and span.unit == "day":
        day = spans.safe(year.first.year, span.due.month, span.due.day)
        return point(day) if day else None
    return None


def _month(s: Setting, month: int, year: int | None = None) -> Span:
    if year:
        return replace(spans.months(year, month, 1, "month"), year_said=True)
    return replace(spans.next_months(month, 1, "month", s), strength=2)


def _next_month_named(s: Setting, month: int) -> Span:
    """ "next March": the first that begins after the meeting's month."""
    year = s.today.year + (month <= s.today.month)
    return spans.months(year, month, 1, "month")


def _last_month_named(s: Setting, month: int) -> Span:
    return spans.months(s.today.year - (month >= s.today.month), month, 1, "month")


def _month_day(s: Setting, month: int, number: float, year: int | None = None) -> Span | None:
    if number != int(number) or not 1 <= number <= 31:
        return None
    if year:
        day = spans.safe(year, month, int(number))
        return point(day, doubts=() if day else ("there is no such day in the calendar",))
    return spans.yearly(month, int(number), s) or point(None, doubts=("there is no such day in the calendar",))


def _part_of_year(s: Setting, which: float, count: int, unit: str, year: int | None = None, ahead: int = 0) -> Span | None:
    """ "Q3", "H1 2027"."""
    if not 1 <= which <= 12 // count:
        return None
    month = (int(which) - 1) * count + 1
    if year:
        return replace(spans.months(year, month, count, unit), year_said=True)
    span = spans.next_months(month, count, unit, s)
    if ahead and span.first <= s.today:
        return spans.months(span.first.year + ahead, month, count, unit)
    return span


def _fiscal(s: Setting, span: Span, year: int) -> Span | None:
    return _in_year(s, span, spans.months(year, 1, 12, "year"))


def _season(s: Setting, name: str, year: int | None = None, ahead: int = 0) -> Span:
    bounds = SEASONS[name]
    if year:
        return spans.season(bounds, year)
    years = range(s.today.year - 1, s.today.year + 3)
    span = next(found for y in years if (found := spans.season(bounds, y)).last >= s.today)
    if ahead and (ahead < 0 or span.first <= s.today):
        span = spans.season(bounds, span.first.year + ahead)
    return replace(span, strength=2)


def _this(s: Setting, unit: str) -> Span | None:
    if unit == "week" and s.today.weekday() > spans.FRIDAY:
        return period("week", s.today, 1)
    if unit == "business day":
        return point(s.today)
    return period(unit, s.today)


def _next(s: Setting, unit: str, count: int = 1) -> Span | None:
    if unit == "business day":
        return point(spans.add_working_days(s.today, count, s))
    if unit in ("hour", "minute", "second"):
        return point(s.today)
    found = period(unit, s.today, count)
    if found and unit == "weekend" and count == 1:
        return replace(found, other=spans.weekend_of(s.today).last)
    return found


def _following(s: Setting, unit: str) -> Span | None:
    """ "the following week": after the day named just before, else after the meeting."""
    return _next(replace(s, today=s.before) if s.before else s, unit)


def _by_ordinal(s: Setting, number: int, span: Span) -> Span | None:
    """ "the 15th of next month"."""
    if span.unit == "month" and span.whole:
        day = spans.safe(span.first.year, span.first.month, number)
        return point(day, doubts=() if day else (f"{span.first:%B} has no day {number}",))
    return None


def _ordinal_part(s: Setting, which: int, unit: str, year: int | None = None) -> Span | None:
    if unit in ("quarter", "half"):
        return _part_of_year(s, which, 3 if unit == "quarter" else 6, unit, year)
    return None


def _iso_week(s: Setting, week: float, year: int | None = None) -> Span | None:
    """A week by its ISO 8601 number: the next that is not over, where no year is named."""
    if week != int(week) or not 1 <= week <= 53:
        return None
    try:
        if year:
            return spans.week_of(date.fromisocalendar(year, int(week), 1))
        span = spans.week_of(date.fromisocalendar(s.today.year, int(week), 1))
        return span if span.last >= s.today else spans.week_of(date.fromisocalendar(s.today.year + 1, int(week), 1))
    except ValueError:
        return None


def _counted_week(s: Setting, week: float) -> Span | None:
    """ "week 42": of the year; small numbers count the weeks of a course or a project, whose start is not known."""
    return _iso_week(s, week) if week > 20 else replace(NO_DAY, strength=2)


def _ahead(s: Setting, duration: Duration, sign: int = 1, strength: int = 3) -> Span | None:
    """So long from the meeting on, or before it."""
    if len(duration) == 1 and duration[0][1] in ("weekend", "quarter", "half"):  # counted as periods, not in days
        ahead = int(duration[0][0]) * sign
        if duration[0][1] == "weekend" and sign > 0 and s.today.weekday() < 5:
            ahead -= 1
        span = period(duration[0][1], s.today, ahead)
        return replace(span, strength=strength) if span else None
    day = spans.shift(s.today, duration, sign, s)
    return point(day, strength=strength) if day else None


def _from(s: Setting, duration: Duration, span: Span, sign: int = 1) -> Span | None:
    """So long after a day, or before it. After a whole period: after its end; before one: before its start."""
    if span.due is None or span.unit == "hour":
        return span if span.unit != "hour" else None
    base = span.due if not span.whole else (span.first if sign < 0 or span.unit == "week" else span.last)
    if sign > 0 and span.unit == "week" and span.whole:
        base = span.due
    day = spans.shift(base, duration, sign, s)
    return point(day, weekday_said=span.weekday_said and all(u in ("week", "fortnight") for _, u in duration)) if day else None


def _next_to(s: Setting, unit: str, span: Span, sign: int) -> Span | None:
    """ "the week after Easter", "the day before the board meeting"."""
    if span.due is None or span.unit == "hour":
        return span if span.unit != "hour" else None
    edge = span.due if not span.whole else (span.last if sign > 0 else span.first)
    if unit in ("day", "business day"):
        day = spans.shift(edge, ((1, unit),), sign, s)
        return point(day) if day else None
    return period(unit, edge, sign)


def _weekday_next_to(s: Setting, weekday: int, span: Span, sign: int) -> Span | None:
    """ "the Friday after Easter"."""
    if span.due is None or span.unit == "hour":
        return span if span.unit != "hour" else None
    edge = span.due if not span.whole else (span.last if sign > 0 else span.first)
    day = spans.next_weekday(weekday, edge) if sign > 0 else spans.last_weekday(weekday, edge)
    return point(day, weekday_said=True)


def _holding(s: Setting, unit: str, span: Span) -> Span | None:
    """ "the week of June 3"."""
    if span.due is None:
        return NO_DAY
    if unit == "week" and span.whole and span.unit == "month":
        return None
    if unit == "weekend" and span.due.weekday() < 2:
        return period(unit, span.due, -1)  # the weekend of a Monday is the one before it
    return period(unit, span.due) if unit in ("week", "weekend", "month", "quarter", "year") else None


def _week_ending(s: Setting, span: Span) -> Span | None:
    return replace(span, grain="week") if span.due else None


def _start(s: Setting, span: Span) -> Span:
    return spans.first_of(span) if span.whole else span


def _end(s: Setting, span: Span) -> Span | None:
    return spans.end_of(span)


def _early(s: Setting, span: Span) -> Span | None:
    return spans.early(span) if span.whole else (span if span.grain == "day" else None)


def _mid(s: Setting, span: Span) -> Span | None:
    return spans.middle(span) if span.whole else None


def _ordinal_day(s: Setting, number: int) -> Span | None:
    """ "the 15th"."""
    span = spans.day_of_month(number, s) if 1 <= number <= 31 else None
    return replace(span, strength=1 if number > 10 else 0, unit="day of month") if span else None


def _dashed(s: Setting, first: float, second: float) -> Span | None:
    """ "4-22" in a due column: a month and a day, where no other reading is left."""
    if first > 12:
        first, second = second, first
    if not (1 <= first <= 12 < second <= 31 and first == int(first) and second == int(second)):
        return None
    span = spans.yearly(int(first), int(second), s)
    return replace(span, strength=0) if span else None


def _then(s: Setting) -> Span:
    """The day named just before."""
    return point(s.before, strength=1)


def _then_unit(s: Setting, unit: str) -> Span | None:
    """ "the same week"."""
    return period(unit, s.before) if s.before else NO_DAY


def _past_range(s: Setting, duration: Duration) -> Span | None:
    day = spans.shift(s.today, duration, -1, s)
    return Span(day, s.today, s.today, stated=False) if day else None


def _to(s: Setting, first: Span, second: Span) -> Span | None:
    """From one day to another: its last day. A day of the week comes after the first."""
    if first.due is None or second.due is None or second.unit == "hour":
        return None if second.unit == "hour" else replace(second, due=second.due or first.due)
    if second.unit == "day of month":
        return _to_number(s, first, second.due.day) or point(spans.day_of_month(second.due.day, replace(s, today=first.due)).due)  # type: ignore[union-attr]
    if second.unit == "weekday" and (second.due <= first.due or first.unit != "weekday"):
        second = point(spans.next_weekday(second.due.weekday(), first.due), weekday_said=True)
    if second.due and second.due < first.due and not second.year_said:
        if second.unit in ("month", "quarter") and second.whole:
            second = spans.months(second.first.year + 1, second.first.month, 1 if second.unit == "month" else 3, second.unit)
        elif second.unit == "day" and second.grain == "day" and (first.due - second.due).days < 366:
            moved = spans.add_months(second.due, 12)
            second = replace(second, due=moved, last=moved) if moved >= first.due else second
    return replace(second, first=min(first.first, second.last), whole=first.whole and second.whole, doubts=first.doubts + second.doubts)


def _or(s: Setting, first: Span, second: Span) -> Span | None:
    """One day or another: the later."""
    if first.due is None or second.due is None:
        return first if second.due is None else second
    if second.unit == "hour":
        return first
    if second.unit == "weekday" and first.unit != "weekday" and first.weekday_said and not first.whole:
        return _to(s, first, second)
    return replace(max(first, second, key=lambda span: span.due or date.min), strength=max(first.strength, second.strength))


def _to_number(s: Setting, first: Span, number: float) -> Span | None:
    """ "March 10 to 14"."""
    if first.due is None or first.grain != "day" or first.unit != "day" or number != int(number):
        return None
    day = spans.safe(first.due.year, first.due.month, int(number))
    return replace(point(day), first=first.due, doubts=first.doubts) if day and day > first.due else None


def _number_to(s: Setting, number: float, last: Span) -> Span | None:
    """ "10 to 14 March"."""
    if last.due is None or last.unit != "day" or last.grain != "day" or number != int(number):
        return None
    return last if 1 <= number < last.due.day else None


def _dated(s: Setting, span: Span, written: WrittenDate) -> Span | None:
    """ "next Friday (13 March)": the date wins; a doubt where the words before it mean another day."""
    found = _written(s, written)
    if found.due is None or span.due is None:
        return found if span.due else None
    if found.other and found.other == span.due:
        return replace(span, year_said=found.year_said)  # "on Friday (8/7/16)": the words before it decide
    if span.grain == "day" and not span.whole and span.due != found.due and span.other != found.due:
        if span.weekday_said and span.due.weekday() == found.due.weekday():
            return replace(found, weekday_said=True)
        doubt = f"the words before “{written.said}” mean {span.due.isoformat()}; the date is taken"
        return replace(found, doubts=(*found.doubts, doubt))
    return replace(found, weekday_said=True)


def _next_meeting(s: Setting, *words: Any) -> Span:
    """The next meeting of this group; a meeting of some other body has a day of its own, which is not known."""
    ours = all(word is None or word.text in OUR_WORDS for word in words[:-1])
    return point(s.next_meeting if ours else None, strength=2)


def _met(span: Span) -> Span | None:
    """The day of a meeting; a meeting of a whole month or year has none."""
    if span.unit in ("event", "hour") or span.strength < 2:
        return None
    return replace(span, strength=2, unit="meeting") if span.grain == "day" or span.unit == "week" else EVENT


def _limit(s: Setting, span: Span) -> Span | None:
    """After "by" and its kin, which make a limit of a day, a time of day, a meeting or an event."""
    return replace(span, strength=3) if span.strength else None


def _day(s: Setting, span: Span) -> Span | None:
    """After "on" and its kin, which make a date of a day, and of nothing else."""
    return replace(span, strength=3) if span.strength and span.unit not in ("event", "meeting", "hour") else None


def _place(s: Setting, span: Span) -> Span | None:
    """After "in" and its kin, which prove nothing."""
    return replace(span, strength=3) if span.strength > 1 else None


def _before(s: Setting, span: Span) -> Span | None:
    return _limit(s, spans.before(span, s))


def _weekday_and(s: Setting, weekday: int, span: Span) -> Span | None:
    """ "Friday, the third of July": a day of the week before a date in words."""
    if span.due is None or span.grain != "day" or span.unit != "day" or span.weekday_said or span.due.weekday() != weekday:
        return None
    return replace(span, weekday_said=True)


def _dashed_weekday(s: Setting, weekday: int, first: float, second: float) -> Span | None:
    """ "Thursday 12-2": the reading that is a Thursday, else the one that the notes' order gives."""
    if first != int(first) or second != int(second):
        return None
    pairs = [(int(first), int(second)), (int(second), int(first))]
    days = [
        span.due
        for month, day in (pairs if s.order == "mdy" else pairs[::-1])
        if month <= 12 and spans.safe(2000, month, day) and (span := spans.yearly(month, day, s)) and span.due
    ]
    return point(min(days, key=lambda day: day.weekday() != weekday), weekday_said=True) if days else None


def _inside(s: Setting, span: Span, week: Span) -> Span | None:
    """ "Wed 3/24 next week": the day, where it is in that week."""
    if week.unit == "week" and week.whole and span.due and span.grain == "day" and week.first <= span.due <= week.last:
        return span
    return None


def _open_end(s: Setting, span: Span) -> Span | None:
    """ "after Friday": work with a start, but no deadline."""
    return replace(NO_DAY, doubts=()) if span.strength else None


def _every(s: Setting, *_: object) -> Span:
    return NO_DAY


def _count_plus(s: Setting, *counts: float | None) -> float:
    return sum(count or 0 for count in counts)


def _unit_kind(s: Setting, unit: str) -> str | None:
    """ "business days"; other units of business are plain ones ("work week")."""
    return "business day" if unit in ("day", "business day") else unit if unit in ("week", "hour") else None


def _longest(s: Setting, first: float, second: float, unit: str) -> Duration | None:
    return ((max(first, second), unit),) if second > first else None


def _years_on(s: Setting, span: Span, duration: Duration) -> Span | None:
    """ "March in a year"."""
    if len(duration) != 1 or duration[0][1] != "year":
        return None
    return _in_year(s, span, spans.months(s.today.year + int(duration[0][0]), 1, 12, "year"))


def _this_time(s: Setting, span: Span) -> Span | None:
    """ "this time next week": as far from the meeting as that period is."""
    if span.unit == "week" and span.whole:
        return point(s.today + (span.first - s.monday))
    if span.unit in ("month", "year") and span.whole:
        ahead = (span.first.year - s.today.year) * 12 + (span.first.month - s.today.month if span.unit == "month" else 0)
        return point(spans.add_months(s.today, ahead))
    return span if span.grain == "day" else None


def _weekday_ahead(s: Setting, weekday: int, duration: Duration) -> Span | None:
    """ "Friday in two weeks": that day of the week so far ahead."""
    if any(unit not in ("week", "fortnight") for _, unit in duration):
        return None
    day = spans.shift(s.today, duration, 1, s)
    return _weekday_in(s, weekday, spans.week_of(day)) if day else None


def _shifted(span: Span | None, days: int) -> Span | None:
    return point(span.due + days * DAY, weekday_said=True) if span and span.due else span


def _whole_end(s: Setting, unit: str) -> Span | None:
    span = _this(s, unit)
    return spans.end_of(span) if span and span.whole else None


def _start_of(s: Setting, unit: str) -> Span | None:
    span = _this(s, unit)
    if span and span.first < s.today:  # "at the start of the month", said within one
        span = period(unit, s.today, 1)
    return spans.first_of(span) if span and span.whole else None


def _after(s: Setting, span: Span) -> Span | None:
    """The period after the one named: "this week or next"."""
    return period(span.grain, span.last, 1) if span.grain != "day" else None


# -- words that rules share ----------------------------------------------------------------------------------------------

OUR_WORDS = frozenset(
    """our the this weekly biweekly monthly regular team group committee project community wg working scheduled sync status
    planning board's general quarterly bi weekly""".split()
)
_MEET = "meeting|meetings|call|calls|session|sync|standup|telecon|teleconference|huddle|catchup|meetup|mtg|concall|webinar|plenary"
_EVENT = (
    "release|launch|deadline|conference|summit|workshop|sprint|milestone|freeze|demo|review|retreat|hackathon|event|election|"
    "elections|vote|holiday|holidays|vacation|break|deployment|rollout|cutover|migration|ga|beta|rc|kickoff|offsite|audit|exam|"
    "exams|finals|agm|f2f|convention|iteration|cycle|submission|cutoff|publication|semester|term"
)
EVENTS = frozenset([*_MEET.split("|"), *_EVENT.split("|"), "stand", "check", "wrap"])
_CYCLE = "sprint|release|iteration|cycle|milestone|version|phase|term|semester|round|increment|cohort|pi"
_MAYBE = "preferably|maybe|probably|likely|ideally|say|perhaps|possibly|sometime|hopefully|tentatively|probable"
_IN = "in|at|to|over|for|around|about|circa|approximately|approx|roughly|through|throughout|within|~|@"
_BY = "by|until|due|deadline|eta|target|targeting|targeted|expected|expires"
_TO = "to|-|through|until|till|thru"

# -- the table -----------------------------------------------------------------------------------------------------------

RULES: tuple[tuple[str, str, Any], ...] = (
    # Numbers.
    ("COUNT", "TENS - NUM", lambda s, tens, one: tens + one if one < 10 else None),
    ("COUNT", "TENS NUM", lambda s, tens, one: tens + one if one < 10 else None),
    ("COUNT", "NUM hundred [ and? COUNT ]?", lambda s, n, more: n * 100 + (more or 0)),
    ("COUNT", "a hundred [ and? COUNT ]?", lambda s, more: 100 + (more or 0)),
    ("COUNT", "NUM and a half", lambda s, n: n + 0.5),
    ("COUNT", "NUM 1 / 2", lambda s, n: n + 0.5),
    ("COUNT", "1 / 2", lambda s: 0.5),
    ("COUNT", "a|the|another? couple of?", lambda s: 2),
    ("COUNT", "a|one? dozen", lambda s: 12),
    ("COUNT", "half of? a|an?", lambda s: 0.5),
    ("COUNT", "a|an|another", lambda s: 1),
    ("COUNT", "NUM", lambda s, n: n),
    # Years. Digits without an apostrophe are a year only where they are four.
    ("YEAR", "FOURDIGITS", lambda s, year: year),
    ("YEAR", "two thousand [ and? COUNT ]?", lambda s, n: 2000 + (n or 0) if (n or 0) < 100 else None),
    ("YEAR", "nineteen COUNT", lambda s, n: 1900 + n if 10 <= n < 100 else None),
    ("YEAR", "twenty COUNT", lambda s, n: 2000 + n if 10 <= n < 100 else None),
    # Units and durations.
    ("UNIT", "business|working|work|banking|bank|office|trading|school UNITWORD", _unit_kind),
    ("UNIT", "calendar|full|whole|solid|more|further|additional|consecutive UNITWORD", lambda s, unit: unit),
    ("UNIT", "UNITWORD", lambda s, unit: unit),
    ("DURATION", "COUNT to|or|and|- COUNT UNIT", _longest),
    ("DURATION", "a|one UNIT or|and two", lambda s, unit: ((2, unit),)),
    ("DURATION", "COUNT UNIT and a half", lambda s, n, unit: ((n + 0.5, unit),)),
    ("DURATION", "COUNT UNIT and|, DURATION", lambda s, n, unit, more: ((n, unit), *more)),
    ("DURATION", "COUNT UNIT DURATION", lambda s, n, unit, more: ((n, unit), *more)),
    ("DURATION", "COUNT more|further|additional|extra|other? UNIT", lambda s, n, unit: ((n, unit),)),
    # Times of day. Their value is the strength of the phrase that they make alone.
    ("HOUR", "HOUR [ to|-|until|and HOUR ]? ZONE", lambda s, hour, _, zone: hour),
    ("HOUR", "HOUR to|-|until|and|or HOUR", lambda s, hour, _: hour),
    ("HOUR", "HOUR sharp|latest", lambda s, hour: hour),
    ("HOUR", "HOUR in|at the? PART", lambda s, hour, _: hour),
    ("HOUR", "NUM in|at the? PART", lambda s, n, _: 1),
    ("HOUR", "CLOCK MERIDIEM? [ in|at the? PART ]?", lambda s, *_: 1),
    ("HOUR", "NUM to|- NUM MERIDIEM", lambda s, *_: 1),
    ("HOUR", "NUM MERIDIEM", lambda s, *_: 1),
    ("HOUR", "NUM o'clock|o’clock|hours|h", lambda s, n: 1 if n < 2500 else None),
    ("HOUR", "half|quarter|NUM past|to NUM MERIDIEM?", lambda s, *_: 1),
    ("HOUR", "half|quarter past|to NUM MERIDIEM?", lambda s, *_: 1),
    ("HOUR", "half|quarter past|to PART", lambda s, *_: 1),
    ("HOUR", "NUM minutes? past|to|after|before NUM|noon|midnight", lambda s, *_: 1),
    ("HOUR", "close|end|c of|o the? business|day|play|trading|working|work day?", lambda s: 3),
    ("HOUR", "start|beginning|opening of the? business|day|trading day?", lambda s: 1),
    ("HOUR", "c.o.b|c.o.b.|e.o.d|e.o.d.|eod|cob|eob|cop|eobd", lambda s: 3),
    ("HOUR", "close", lambda s: 0),
    ("HOUR", "first|last thing [ in the PART ]?", lambda s, _: 1),
    ("HOUR", "the? early|late|mid|latest PART", lambda s, _: 1),
    ("HOUR", "the PART", lambda s, _: 1),
    ("HOUR", "PART", lambda s, part: 3 if part in ("eod", "cob", "eob", "eobd") else 1),
    # Days of the month in words.
    ("DAYNUM", "ORDNUM", lambda s, n: n),
    ("DAYNUM", "TENS -? ORDWORD", lambda s, tens, one: tens + one if tens < 40 and one < 10 else None),
    ("DAYNUM", "ORDWORD", lambda s, n: n),
    # Holidays.
    ("TIME", "NAMED", _named),
    ("TIME", "this|the? NAMED", _named),
    ("TIME", "next|upcoming|coming NAMED", lambda s, name: _named(s, name, which=1)),
    ("TIME", "last|previous|past NAMED", lambda s, name: _named(s, name, which=-1)),
    ("TIME", "NAMED ,? YEAR", lambda s, name, year: _named(s, name, spans.months(year, 1, 12, "year"))),
    ("TIME", "NAMED of|in|, TIME", _named),
    ("TIME", "NAMED TIME", _named),
    # Dates.
    ("TIME", "DATE", _written),
    ("TIME", "TIME ,|( DATE )", _dated),
    ("TIME", "TIME ,|-? DATE", _dated),
    ("TIME", "NUM to|-|and|or|/|, TIME", _number_to),
    ("TIME", "the? DAYNUM to|-|and|or|/|,|through|until the? TIME", _number_to),
    ("TIME", "TIME to|-|through|until|and|or|/ the? DAYNUM", _to_number),
    ("TIME", "TIME to|-|through|until|and|or|/ DIGITS", _to_number),
    ("TIME", "DATE ,? YEAR", lambda s, written, year: _month_day(s, written.day.month, written.day.day, year) if written.day and not written.year_said else None),
    ("TIME", "MONTH the? DAYNUM ,? YEAR", _month_day),
    ("TIME", "MONTH the? DAYNUM", _month_day),
    ("TIME", "MONTH COUNT ,? YEAR", _month_day),
    ("TIME", "MONTH COUNT", _month_day),
    ("TIME", "the? DAYNUM day? of? MONTH ,? YEAR", lambda s, n, month, year: _month_day(s, month, n, year)),
    ("TIME", "the? DAYNUM day? of? MONTH", lambda s, n, month: _month_day(s, month, n)),
    ("TIME", "the? DAYNUM day? of|in? TIME", _by_ordinal),
    ("TIME", "DIGITS of TIME", _by_ordinal),
    ("TIME", "TIME ,? on? the DAYNUM", lambda s, span, n: _by_ordinal(s, n, span)),
    ("TIME", "WEEKDAY ,? DIGITS - DIGITS", _dashed_weekday),
    ("TIME", "WEEKDAY ,|-? the? ORDNUM", _weekday_dated),
    ("TIME", "this|next|the|coming|upcoming|last|following coming|upcoming? DATE", lambda s, written: _written(s, written)),
    ("TIME", "TIME ,? of? TIME", _inside),
    ("TIME", "WEEKDAY ,? TIME", _weekday_and),
    ("TIME", "the? weekend", lambda s: replace(span, strength=2) if (span := _this(s, "weekend")) else None),
    ("TIME", "WEEKDAY ,|-? the DAYNUM", _weekday_dated),
    ("TIME", "the? ORDNUM", lambda s, n: replace(span, strength=1) if (span := _ordinal_day(s, n)) else None),
    ("TIME", "the DAYNUM", _ordinal_day),
    ("TIME", "the DIGITS", lambda s, n: replace(span, strength=0) if n == int(n) and (span := _ordinal_day(s, int(n))) else None),
    ("TIME", "WEEKDAY DIGITS", lambda s, w, n: replace(span, strength=1) if (span := _weekday_dated(s, w, n)) else None),
    ("TIME", "DIGITS - DIGITS", _dashed),
    # Today and its neighbours.
    ("TIME", "right now|immediately", lambda s: point(s.today, strength=0)),
    ("TIME", "today|tonight", lambda s: point(s.today)),
    ("TIME", "this same? very? PART", lambda s, _: point(s.today)),
    ("TIME", "later|early|earlier|late|first? today|tonight", lambda s: point(s.today)),
    ("TIME", "tomorrow", lambda s: point(s.today + DAY)),
    ("TIME", "yesterday", lambda s: point(s.today - DAY)),
    ("TIME", "last night|evening", lambda s: point(s.today - DAY)),
    ("TIME", "the? day after tomorrow", lambda s: point(s.today + 2 * DAY)),
    ("TIME", "overmorrow", lambda s: point(s.today + 2 * DAY)),
    ("TIME", "the? day before yesterday", lambda s: point(s.today - 2 * DAY)),
    ("TIME", "the? night|evening before last", lambda s: point(s.today - 2 * DAY)),
    ("TIME", "eow|e.o.w|e.o.w.", lambda s: _this(s, "week")),
    ("TIME", "eom", lambda s: _end(s, period("month", s.today))),  # type: ignore[arg-type]
    ("TIME", "eoq", lambda s: _end(s, period("quarter", s.today))),  # type: ignore[arg-type]
    ("TIME", "eoy", lambda s: _end(s, period("year", s.today))),  # type: ignore[arg-type]
    ("TIME", "eow|eom|eoq|eoy TIME", _end),
    ("TIME", "this|same time|day|date TIME", lambda s, span: _this_time(s, span)),
    # Times of day around a day.
    ("TIME", "HOUR on|of|,|-|for|,? TIME", lambda s, _, span: replace(span, strength=3) if span.strength else None),
    ("TIME", "HOUR TIME", lambda s, _, span: replace(span, strength=3) if span.strength else None),
    ("TIME", "TIME ,|-|(|by|around|about|before|from|between|after|@|~|at? HOUR )|)?", lambda s, span, _: replace(span, strength=max(2, span.strength))),
    ("TIME", "TIME in|during|on|for the PART", lambda s, span, _: span),
    ("TIME", "TIME at|@ NUM", lambda s, span, _: span),
    ("TIME", "at|by|@|before|around|about HOUR on|,? TIME", lambda s, _, span: replace(span, strength=3) if span.strength else None),
    ("TIME", "at|@ NUM on|,? TIME", lambda s, _, span: replace(span, strength=3) if span.strength > 1 else None),
    ("TIME", "HOUR", lambda s, strength: point(s.today, strength=strength, unit="hour")),
    # Days of the week.
    ("TIME", "WEEKDAY", _weekday),
    ("TIME", "this coming|upcoming? WEEKDAY", _this_weekday),
    ("TIME", "the? coming|upcoming WEEKDAY", _weekday),
    ("TIME", "the? next ANYWEEKDAY", _next_weekday),
    ("TIME", "the? following WEEKDAY", lambda s, w: _weekday(replace(s, today=s.before) if s.before else s, w)),
    ("TIME", "this? last|past|previous|prior past? WEEKDAY", lambda s, w: point(spans.last_weekday(w, s.today), weekday_said=True)),
    ("TIME", "WEEKDAY last|past", lambda s, w: point(spans.last_weekday(w, s.today), weekday_said=True)),
    ("TIME", "WEEKDAY week", lambda s, w: point(spans.next_weekday(w, s.today) + 7 * DAY, weekday_said=True)),
    ("TIME", "WEEKDAY fortnight", lambda s, w: point(spans.next_weekday(w, s.today) + 14 * DAY, weekday_said=True)),
    ("TIME", "today|tomorrow week", lambda s: point(s.today + 7 * DAY)),
    ("TIME", "the? WEEKDAY after next", lambda s, w: _nth_weekday(s, w, 2)),
    ("TIME", "the? WEEKDAY before last", lambda s, w: _nth_weekday(s, w, -2)),
    ("TIME", "WEEKDAY next", _next_weekday),
    ("TIME", "WEEKDAY of|in|,? TIME", _weekday_in),
    ("TIME", f"TIME ,|'s? {_MAYBE}? ,? {_MAYBE}? on? the? WEEKDAY", lambda s, span, w: _weekday_in(s, w, span)),
    ("TIME", "TIME from|between|either|,? WEEKDAY to|-|and|or|until|through WEEKDAY", lambda s, span, _, w: _weekday_in(s, w, span)),
    ("TIME", "WEEKDAY in DURATION", lambda s, w, duration: _weekday_ahead(s, w, duration)),
    ("TIME", "COUNT ANYWEEKDAY ago|back", lambda s, n, w: _nth_weekday(s, w, -n)),
    ("TIME", "COUNT ANYWEEKDAY from now|today", lambda s, n, w: _nth_weekday(s, w, n)),
    ("TIME", "in COUNT ANYWEEKDAY", lambda s, n, w: _nth_weekday(s, w, n)),
    ("TIME", "COUNT ANYWEEKDAY hence", lambda s, n, w: _nth_weekday(s, w, n)),
    ("TIME", "COUNT ANYWEEKDAY after|from TIME", lambda s, n, w, span: _shifted(_weekday_next_to(s, w, span, 1), 7 * (int(n) - 1))),
    ("TIME", "COUNT ANYWEEKDAY before TIME", lambda s, n, w, span: _shifted(_weekday_next_to(s, w, span, -1), -7 * (int(n) - 1))),
    ("TIME", "the? WEEKDAY|first WEEKDAY after|following|from TIME", lambda s, w, span: _weekday_next_to(s, w, span, 1)),
    ("TIME", "the? first? WEEKDAY after|following|from TIME", lambda s, w, span: _weekday_next_to(s, w, span, 1)),
    ("TIME", "the? last? WEEKDAY before|preceding TIME", lambda s, w, span: _weekday_next_to(s, w, span, -1)),
    ("TIME", "the? DAYNUM WEEKDAY of|in|,? TIME", _ordinal_weekday),
    ("TIME", "the? last|final WEEKDAY of|in TIME", lambda s, w, span: _ordinal_weekday(s, -1, w, span)),
    ("TIME", "the? DAYNUM -? to last WEEKDAY of|in TIME", lambda s, n, w, span: _ordinal_weekday(s, -n, w, span)),
    ("TIME", "the? penultimate WEEKDAY of|in TIME", lambda s, w, span: _ordinal_weekday(s, -2, w, span)),
    # Parts of a period.
    ("TIME", "the? DAYNUM UNIT of|in|,? TIME", _ordinal_unit),
    ("TIME", "the? DAYNUM COUNT UNIT of|in TIME", lambda s, n, count, unit, span: _ordinal_unit(s, n, unit, span, count)),
    ("TIME", "the? last|final|closing UNIT of|in|,? TIME", lambda s, unit, span: _ordinal_unit(s, -1, unit, span)),
    ("TIME", "the? last|final COUNT UNIT of|in TIME", lambda s, n, unit, span: span if span.whole else None),
    ("TIME", "the? DAYNUM last UNIT of|in TIME", lambda s, n, unit, span: _ordinal_unit(s, -n, unit, span)),
    ("TIME", "the? last DAYNUM UNIT of|in TIME", lambda s, n, unit, span: _ordinal_unit(s, -n, unit, span)),
    ("TIME", "the? DAYNUM -? to last UNIT of|in TIME", lambda s, n, unit, span: _ordinal_unit(s, -n, unit, span)),
    ("TIME", "the? penultimate UNIT of|in TIME", lambda s, unit, span: _ordinal_unit(s, -2, unit, span)),
    ("TIME", "TIME 's UNIT end", lambda s, span, unit: span),
    ("TIME", "the? DAYNUM half of|in TIME", _half),
    ("TIME", "the? latter|last|back half of|in TIME", lambda s, span: _half(s, 2, span)),
    ("TIME", "half way|halfway through TIME", _mid),
    ("TIME", "the? very? end|close|finish|tail|back|expiry end? of|- the? TIME", _end),
    ("TIME", "end TIME", lambda s, span: spans.end_of(span) if span.whole else None),
    ("TIME", "TIME end", lambda s, span: spans.end_of(span) if span.whole else None),
    ("TIME", "the? end of UNITWORD", lambda s, unit: _whole_end(s, unit)),
    ("TIME", "end UNITWORD", lambda s, unit: _whole_end(s, unit)),
    ("TIME", "UNITWORD end", lambda s, unit: _whole_end(s, unit) if unit != "week" else None),
    ("TIME", "close of the? UNITWORD", lambda s, unit: _whole_end(s, unit)),
    ("TIME", "the? very? start|beginning|top|opening|outset|front|turn|first part? of the? TIME", _start),
    ("TIME", "start|beginning of the? UNITWORD", lambda s, unit: _start_of(s, unit)),
    ("TIME", "start|beginning TIME", lambda s, span: _start(s, span) if span.whole else None),
    ("TIME", "very? early|earlier in|on|part|of? of? the? TIME", _early),
    ("TIME", "the early part|days|weeks of TIME", _early),
    ("TIME", "very? late|later in|on|part|of? of? the? TIME", lambda s, span: _end(s, span) if span.whole else span),
    ("TIME", "the? mid|middle|midst|midway|midpoint of|in|through? TIME", _mid),
    ("TIME", "mid UNITWORD", lambda s, unit: _mid(s, span) if (span := _this(s, unit)) else None),
    ("TIME", "midweek", lambda s: _mid(s, _this(s, "week"))),  # type: ignore[arg-type]
    ("TIME", "midyear", lambda s: _mid(s, _this(s, "year"))),  # type: ignore[arg-type]
    ("TIME", "the? rest|remainder|balance|course of TIME", lambda s, span: _end(s, span) if span.whole else None),
    ("TIME", "sometime|anytime in|during|on|of|by? TIME", lambda s, span: span),
    ("TIME", "some|any time|point|day|stage in|during|on|of|by? TIME", lambda s, span: span),
    # Weeks.
    ("TIME", "the? UNIT|w/o of|containing|with|including TIME", _holding),
    ("TIME", "the? UNIT of|containing|including the? TIME", _holding),
    ("TIME", "w/o|w/b|w/c|w/s TIME", lambda s, span: _holding(s, "week", span)),
    ("TIME", "the? UNIT commencing|beginning|starting|of|start|begins|from on? the? TIME", _holding),
    ("TIME", "the? UNIT ending|end|ended|ends|finishing on? TIME", lambda s, unit, span: _week_ending(s, span)),
    ("TIME", "w/e TIME", _week_ending),
    ("TIME", "week|cw|kw|wk|c.w.|k.w. #|no|number|nr? DIGITS of|in|,|/? YEAR", _iso_week),
    ("TIME", "cw|kw|c.w.|k.w. #|no|number|nr? DIGITS", _iso_week),
    ("TIME", "calendar|iso week #|no|number|nr? DIGITS", _iso_week),
    ("TIME", "week|wk #|no|number|nr? DIGITS", _counted_week),
    ("TIME", "ISOWEEK", lambda s, pair: _iso_week(s, pair[1], pair[0])),
    # Months, quarters, halves, years, seasons.
    ("TIME", "MONTH ,|of|in|/|-? YEAR", _month),
    ("TIME", "MONTH SHORTYEAR", _month),
    ("TIME", "YEAR -|/|,? MONTH", lambda s, year, month: _month(s, month, year)),
    ("TIME", "DIGITS /|- YEAR", lambda s, month, year: replace(spans.months(year, month, 1, "month"), strength=2) if month in range(1, 13) else None),
    ("TIME", "YEAR -|/ DIGITS", lambda s, year, month: replace(spans.months(year, month, 1, "month"), strength=2) if month in range(1, 13) else None),
    ("TIME", "MONTH", _month),
    ("TIME", "the? month of TIME", lambda s, span: span if span.unit == "month" else None),
    ("TIME", "this|current coming|upcoming? MONTH", lambda s, month: replace(_month(s, month), strength=3)),
    ("TIME", "next|coming MONTH", _next_month_named),
    ("TIME", "last|previous|past MONTH", _last_month_named),
    ("TIME", "QUARTER ,|of|in|/|-? YEAR", lambda s, q, year: _part_of_year(s, q, 3, "quarter", year)),
    ("TIME", "QUARTER SHORTYEAR", lambda s, q, year: _part_of_year(s, q, 3, "quarter", year)),
    ("TIME", "YEAR ,|-|/? QUARTER", lambda s, year, q: _part_of_year(s, q, 3, "quarter", year)),
    ("TIME", "QUARTER", lambda s, q: replace(span, strength=2) if (span := _part_of_year(s, q, 3, "quarter")) else None),
    ("TIME", "next QUARTER", lambda s, q: _part_of_year(s, q, 3, "quarter", ahead=1)),
    ("TIME", "HALF ,|of|in|/|-? YEAR", lambda s, h, year: _part_of_year(s, h, 6, "half", year)),
    ("TIME", "HALF SHORTYEAR", lambda s, h, year: _part_of_year(s, h, 6, "half", year)),
    ("TIME", "YEAR ,|-|/? HALF", lambda s, year, h: _part_of_year(s, h, 6, "half", year)),
    ("TIME", "HALF", lambda s, h: replace(span, strength=2) if (span := _part_of_year(s, h, 6, "half")) else None),
    ("TIME", "the? DAYNUM UNIT ,|of|in? YEAR", _ordinal_part),
    ("TIME", "the? DAYNUM UNIT", _ordinal_part),
    ("TIME", "the? DAYNUM half of? the? year", lambda s, n: _part_of_year(s, n, 6, "half")),
    ("TIME", "TIME FISCAL", _fiscal),
    ("TIME", "FISCAL", lambda s, year: spans.months(year, 1, 12, "year")),
    ("TIME", "FISCAL TIME", lambda s, year, span: _fiscal(s, span, year)),
    ("TIME", "fiscal|calendar|academic year? YEAR", lambda s, year: spans.months(year, 1, 12, "year")),
    ("TIME", "the? year of? YEAR", lambda s, year: spans.months(year, 1, 12, "year")),
    ("TIME", "YEAR", lambda s, year: replace(spans.months(year, 1, 12, "year"), strength=2)),
    ("TIME", "SHORTYEAR", lambda s, year: replace(spans.months(year, 1, 12, "year"), strength=0)),
    ("TIME", "the? SEASON of|,? YEAR", _season),
    ("TIME", "the? SEASON of|,? SHORTYEAR", _season),
    ("TIME", "YEAR SEASON", lambda s, year, season: _season(s, season, year)),
    ("TIME", "the SEASON", _season),
    ("TIME", "SEASON", lambda s, season: replace(_season(s, season), strength=1)),
    ("TIME", "this|current|the coming? SEASON", lambda s, season: replace(_season(s, season), strength=3)),
    ("TIME", "next SEASON", lambda s, season: replace(_season(s, season, ahead=1), strength=3)),
    ("TIME", "last|past SEASON", lambda s, season: replace(_season(s, season, ahead=-1), strength=3)),
    ("TIME", "TIME of|in|,? TIME", _in_year),
    ("TIME", "TIME ,? in DURATION", _years_on),
    ("TIME", "YEAR ,? HALF", lambda s, year, h: _part_of_year(s, h, 6, "half", year)),
    ("TIME", "DIGITS QUARTER", lambda s, n, q: _part_of_year(s, q, 3, "quarter", 2000 + int(n)) if 10 <= n < 100 else None),
    ("TIME", "DIGITS HALF", lambda s, n, h: _part_of_year(s, h, 6, "half", 2000 + int(n)) if 10 <= n < 100 else None),
    ("TIME", "TIME ,|in? MONTH", lambda s, year, month: _in_year(s, _month(s, month), year)),
    # Periods around the meeting's day.
    ("TIME", "this|current|present|the current|present|very? calendar? UNIT", lambda s, unit: _this(s, unit)),
    ("TIME", "this this|current UNIT", _this),
    ("TIME", "the? next|coming|upcoming calendar? UNIT", _next),
    ("TIME", "this coming|upcoming|next UNIT", lambda s, unit: _next(s, unit, 0 if unit == "weekend" else 1)),
    ("TIME", "the? following UNIT", _following),
    ("TIME", "UNIT following", _following),
    ("TIME", "the? last|past|previous|prior|preceding UNIT", lambda s, unit: _next(s, unit, -1)),
    ("TIME", "the|next? long weekend|holiday", lambda s: replace(NO_DAY, strength=2)),
    ("TIME", "the? UNIT after the? next", lambda s, unit: _next(s, unit, 2)),
    ("TIME", "next next UNIT", lambda s, unit: _next(s, unit, 2)),
    ("TIME", "the? UNIT before the? last", lambda s, unit: _next(s, unit, -2)),
    ("TIME", "the? UNIT after", _following),
    ("TIME", "the UNIT", lambda s, unit: replace(span, strength=0) if (span := _this(s, unit)) else None),
    ("TIME", "this|the? or|and next UNIT", lambda s, unit: _next(s, unit)),
    ("TIME", "this UNIT or|and|/ next", lambda s, unit: _next(s, unit)),
    ("TIME", "TIME or|and|/ early|the? start|beginning of? next", lambda s, span: spans.early(after) if (after := _after(s, span)) else None),
    ("TIME", "TIME or|and|/ the? next", lambda s, span: _after(s, span)),
    ("TIME", "TIME or|and|/ the one|UNIT after|following", lambda s, span, unit: _after(s, span)),
    ("TIME", "TIME or|and|/ the UNIT after|following", lambda s, span, unit: _after(s, span)),
    # So long from now, from a day, before a day. Without a number ("a few weeks", "the next days") there is no day to name.
    ("TIME", "in|within|over|during|for the? next|coming|following|upcoming? very? few|several|some|many UNITS", lambda s, unit: replace(NO_DAY, strength=2)),
    ("TIME", "in|within|over|during|for a few|several UNIT", lambda s, unit: replace(NO_DAY, strength=2)),
    ("TIME", "in|within|over|during|for? the? next|coming|following|upcoming UNITS", lambda s, unit: replace(NO_DAY, strength=2)),
    ("TIME", "the? next|coming few|several UNIT", lambda s, unit: replace(NO_DAY, strength=2)),
    ("TIME", "in|within UNITS", lambda s, unit: replace(NO_DAY, strength=2)),
    ("TIME", "in|within|over|during the next|coming UNIT", lambda s, unit: _ahead(s, ((1, unit),))),
    ("TIME", "in|within|over|during the next|coming UNIT or so", lambda s, unit: _ahead(s, ((1, unit),))),
    ("TIME", "in|within about|around|approximately|approx|roughly|only|just|another|like|say|maybe|under|~|less? than? DURATION from|of? now|today?", _ahead),
    ("TIME", "in|within|over|during|for the? next|coming|following|upcoming DURATION", _ahead),
    ("TIME", "in|within|over|during|for the? next|coming|following|upcoming UNIT or two", lambda s, unit: _ahead(s, ((2, unit),))),
    ("TIME", "in|within DURATION '|'s? time", _ahead),
    ("TIME", "DURATION '|'s? time", _ahead),
    ("TIME", "the? next|coming|following|upcoming DURATION", _ahead),
    ("TIME", "the? next UNIT or two|so", lambda s, unit: _ahead(s, ((2, unit),))),
    ("TIME", "within|inside the UNIT", lambda s, unit: _ahead(s, ((1, unit),))),
    ("TIME", "DURATION from|after now|today|here", _ahead),
    ("TIME", "DURATION later|hence|out|on|away", lambda s, d: _ahead(replace(s, today=s.before) if s.before else s, d)),
    ("TIME", "DURATION from|after|following|past|since|of|post the? TIME", _from),
    ("TIME", "within|in DURATION from|after|following|of the? TIME", _from),
    ("TIME", "DURATION from|after|following|of|since the? MEETING", lambda s, d, _: _ahead(s, d)),
    ("TIME", "within|in DURATION from|after|following|of the? MEETING", lambda s, d, _: _ahead(s, d)),
    ("TIME", "DURATION after|from that|then|this", lambda s, d: _ahead(replace(s, today=s.before), d) if s.before else NO_DAY),
    ("TIME", "DURATION on|this? TIME", lambda s, d, span: _from(s, d, span) if span.grain == "day" and not span.whole and d[0][1] in ("week", "fortnight") else None),
    ("TIME", "DURATION TIME", lambda s, d, span: _from(s, d, span) if span.grain == "day" and not span.whole and span.strength > 2 and d[0][1] in ("week", "fortnight") else None),
    ("TIME", "TIME for the? next? DURATION", lambda s, span, d: _from(s, d, span) if span.grain == "day" and not span.whole else None),
    ("TIME", "DURATION before|prior|preceding|ahead|until|till|to to|of? the? TIME", lambda s, d, span: _from(s, d, span, -1)),
    ("TIME", "DURATION before that|then", lambda s, d: _ahead(replace(s, today=s.before), d, -1) if s.before else NO_DAY),
    ("TIME", "DURATION ago|back|earlier|before|previously", lambda s, d: _ahead(s, d, -1)),
    ("TIME", "the? last|past|previous DURATION", _past_range),
    ("TIME", "TIME plus|+ DURATION", lambda s, span, d: _from(s, d, span)),
    ("TIME", "TIME minus DURATION", lambda s, span, d: _from(s, d, span, -1)),
    ("TIME", "the? UNIT after|following|from|past the? TIME", lambda s, unit, span: _next_to(s, unit, span, 1)),
    ("TIME", "the? UNIT before|prior|preceding to? the? TIME", lambda s, unit, span: _next_to(s, unit, span, -1)),
    ("TIME", "the? DAYNUM UNIT after|following TIME", lambda s, n, unit, span: _from(s, ((n, unit),), span)),
    ("TIME", "DURATION", lambda s, d: _ahead(s, d, strength=0)),
    # The day named just before.
    ("TIME", "then", _then),
    ("TIME", "the? same|that very? day|time|date|point", _then),
    ("TIME", "the? same|that UNIT", _then_unit),
    # Ranges and alternatives: the last day.
    ("TIME", "from|between TIME to|-|through|until|and TIME", _to),
    ("TIME", "TIME to|-|through|until|up to? TIME", _to),
    ("TIME", "TIME ,? and|or|/|, TIME", _or),
    ("TIME", "TIME and / or TIME", _or),
    ("TIME", "either|both TIME or|and TIME", _or),
    # Meetings, and what has no day.
    ("MEETING", f"{_MEET}", lambda s: True),
    ("MEETING", "stand|check|catch|wrap up|in", lambda s: True),
    ("MEETING", "face to face", lambda s: True),
    ("TIME", "our|the|this|your|my? next|following|upcoming|coming ANY? ANY? MEETING", _next_meeting),
    ("TIME", "next time we? meet|speak|talk?", lambda s: point(s.next_meeting, strength=1)),
    ("TIME", "the|this|our|your|their|a|an ANY? ANY? MEETING on|of|,|( TIME )|)?", lambda s, a, b, _, span: _met(span)),
    ("TIME", "the|this|our|your|their|a|an ANY? ANY? MEETING TIME", lambda s, a, b, _, span: _met(span)),
    ("TIME", "MEETING on|( TIME )|)?", lambda s, _, span: replace(met, strength=1) if (met := _met(span)) else None),
    ("TIME", "TIME '|'s ANY? ANY? MEETING", lambda s, span, a, b, _: _met(span)),
    ("TIME", "the|this|our|your TIME ANY? MEETING", lambda s, span, a, _: _met(span)),
    ("TIME", f"the|this|our|your TIME ANY? {_EVENT}", lambda s, span, a: _met(span)),
    ("TIME", "MONTH ANY? MEETING", lambda s, month, a, _: EVENT),
    ("TIME", "MONTH YEAR ANY? MEETING", lambda s, month, year, a, _: EVENT),
    ("TIME", "end of the|this|our? MEETING", lambda s, _: point(s.today, strength=1, unit="meeting")),
    ("TIME", f"the|this|next|current|our|following|upcoming next|current|coming|following|upcoming? ANY? {_CYCLE}", lambda s, _: replace(NO_DAY, strength=2)),
    ("TIME", f"the|our|next|this|their ANY? ANY? {_EVENT}", lambda s, a, b: EVENT),
    ("TIME", f"{_EVENT}", lambda s: EVENT),
    ("TIME", "the|our|this|a|their ANY? ANY? MEETING", lambda s, a, b, _: EVENT),
    ("TIME", "MEETING", lambda s, _: EVENT),
    ("TIME", "every|each|any other? TIME", _every),
    ("TIME", "every|each COUNT|other? UNIT", _every),
    ("TIME", "every|each other? COUNT? UNIT", _every),
    ("TIME", "every|each UNIT on|at|by? TIME", _every),
    ("TIME", "WEEKDAYS", lambda s, w: replace(NO_DAY, strength=2)),
    ("TIME", "daily|weekly|biweekly|fortnightly|monthly|quarterly|annually|yearly|regularly", lambda s: replace(NO_DAY, strength=0)),
    ("TIME", "once|twice a|per|every|each UNIT", lambda s, *_: replace(NO_DAY, strength=0)),
    ("TIME", "COUNT times a|per|every|each UNIT", lambda s, *_: replace(NO_DAY, strength=0)),
    # Prepositions.
    ("PHRASE", "TIME", lambda s, span: span),
    ("PHRASE", "not? no later than PHRASE", _limit),
    ("PHRASE", "not later than PHRASE", _limit),
    ("PHRASE", "at? the? very? latest by|on|, PHRASE", _limit),
    ("PHRASE", "latest PHRASE", _limit),
    ("PHRASE", "sometime|anytime PHRASE", lambda s, span: span),
    ("PHRASE", "some|any time|day|point PHRASE", lambda s, span: span),
    ("PHRASE", f"{_BY} the|:|is|-|for|as? PHRASE", _limit),
    ("PHRASE", "due|deadline|target|eta|complete|completion|finish|delivery date|by|on? is|:|=|-? PHRASE", _limit),
    ("PHRASE", "no|any later|earlier|more|less than PHRASE", _limit),
    ("PHRASE", "on or before PHRASE", _limit),
    ("PHRASE", "up until|to|till? PHRASE", _limit),
    ("PHRASE", "toward|towards|by about|around|approximately|approx|roughly|~|say|circa? the? PHRASE", _limit),
    ("PHRASE", "before|preceding|ere or|and? on? PHRASE", _before),
    ("PHRASE", "prior|previous to PHRASE", _before),
    ("PHRASE", "in? ahead|advance|front of PHRASE", _before),
    ("PHRASE", "in time for|to PHRASE", _limit),
    ("PHRASE", "on|starting|beginning|since|effective|from PHRASE", _day),
    ("PHRASE", "as of|from PHRASE", _day),
    ("PHRASE", f"{_IN} the? PHRASE", _place),
    ("PHRASE", "during PHRASE", _limit),
    ("PHRASE", "after|following|once|when|upon|past|pending PHRASE", _open_end),
    ("PHRASE", "PHRASE at the very? latest", _limit),
    ("PHRASE", "PHRASE latest|max|maximum|sharp|tentatively|ideally|hopefully|please|definitely|inclusive|only", lambda s, span: span),
    ("PHRASE", "PHRASE or earlier|sooner|before|so|thereabouts|earliest|later", lambda s, span: span),
    ("PHRASE", "PHRASE if possible|needed", lambda s, span: span),
    ("PHRASE", "the? earliest PHRASE", lambda s, span: span),
)

GRAMMAR = compile_rules(RULES)
