"""The grammar of English date phrases: one table of rules, each a category, a pattern over tokens and a meaning.

`chart_parser` defines how a pattern is written and when the order of the rules matters: where two rules match the same
words, the earlier wins, so the more special stands first. The categories:

    COUNT     a number
    YEAR      a year of four digits or in words
    UNIT      "week", "business day"
    DURATION  "two weeks"
    HOUR      a time of day, which never moves the day; its value is the `standalone` of the interval
    DAYNUM    an ordinal number: "15th", "fifteenth"
    MEETING   "standup"
    TIME      a DateInterval
    PHRASE    a TIME with its preposition

Other words in capitals are classes of tokens (`tokens`), or DATE and NAMED: a date that `absolute` found, and the name
of a day that `holidays` knows.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import Any

from extractor.dates import intervals
from extractor.dates import semantics as m
from extractor.dates.chart_parser import Grammar, compile_rules
from extractor.dates.intervals import DAY, EVENT, NO_DAY, period, point

# Words that several rules share.
_MEET = (
    "meeting|meetings|1:1|call|calls|session|sync|standup|telecon|teleconference|huddle|catchup|meetup|mtg|concall|webinar|"
    "plenary"
)
_EVENT = (
    "release|launch|deadline|conference|summit|workshop|sprint|milestone|freeze|demo|review|retreat|hackathon|event|election|"
    "elections|vote|holiday|holidays|vacation|break|deployment|rollout|cutover|migration|ga|beta|rc|kickoff|offsite|audit|exam|"
    "exams|finals|agm|f2f|convention|iteration|cycle|submission|cutoff|publication|semester|term|fye"
)
MEETINGS = frozenset(_MEET.split("|"))
EVENTS = frozenset([*MEETINGS, *_EVENT.split("|"), "stand", "check", "wrap"])
_SEASON = "holidays|holiday|break|recess|vacation|term"
_GROUPS = "board|committee|council|mdt|sitting|seminar|rehearsal|practice|clinic|forum|panel|pta|scrum|jour|exec|cab"
_CYCLE = "sprint|release|iteration|cycle|milestone|version|phase|term|semester|round|increment|cohort|pi"
_MAYBE = "preferably|maybe|probably|likely|ideally|say|perhaps|possibly|sometime|hopefully|tentatively|probable"
_IN = "in|at|to|over|for|around|about|circa|approximately|approx|roughly|through|throughout|within|~|@"
_BY = "by|until|due|deadline|eta|target|targeting|targeted|expected|expires"

EVENT_SAID = replace(EVENT, standalone=3)

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
    ("COUNT", "NUM ( NUM )", lambda s, n, again: n if n == again else None),  # "five (5) days"
    ("COUNT", "another|about|roughly|some NUM", lambda s, n: n),
    ("COUNT", "a|an|another", lambda s: 1),
    ("COUNT", "NUM", lambda s, n: n),
    # Years. Without an apostrophe, only four digits are a year.
    ("YEAR", "FOURDIGITS", lambda s, year: year),
    ("YEAR", "two thousand [ and? COUNT ]?", lambda s, n: m.year_of(2000, n or 0, 0)),
    ("YEAR", "nineteen COUNT", lambda s, n: m.year_of(1900, n, 10)),
    ("YEAR", "twenty COUNT", lambda s, n: m.year_of(2000, n, 10)),
    # Units and durations.
    ("UNIT", "business|working|work|banking|bank|office|trading|school UNITWORD", m.unit_kind),
    (
        "UNIT",
        "fiscal|financial|academic|school UNITWORD",
        lambda s, unit: unit if unit in ("year", "quarter", "half") else None,
    ),
    ("UNIT", "calendar|full|whole|solid|more|further|additional|consecutive UNITWORD", lambda s, unit: unit),
    ("UNIT", "UNITWORD", lambda s, unit: unit),
    ("DURATION", "COUNT to|or|and|- COUNT UNIT", m.longest),
    # "three clear days before" leaves out both the first day and the last
    ("DURATION", "COUNT clear UNIT", lambda s, n, unit: ((n + 1, unit),)),
    ("DURATION", "a|one UNIT or|and two", lambda s, unit: ((2, unit),)),
    ("DURATION", "DURATION to|or|- DURATION", m.longer),
    ("DURATION", "COUNT UNIT and a half", lambda s, n, unit: ((n + 0.5, unit),)),
    ("DURATION", "COUNT UNIT and|, DURATION", lambda s, n, unit, more: ((n, unit), *more)),
    ("DURATION", "COUNT UNIT DURATION", lambda s, n, unit, more: ((n, unit), *more)),
    ("DURATION", "COUNT more|further|additional|extra|other? UNIT", lambda s, n, unit: ((n, unit),)),
    # Times of day. Their value is the `standalone` of the interval that they make alone.
    ("HOUR", "HOUR [ to|-|until|and HOUR ]? ZONE", lambda s, hour, _, zone: hour),
    ("HOUR", "HOUR ZONE +|- DIGITS [ ( ZONE ) ]?", lambda s, hour, *_: hour),
    ("HOUR", "HOUR to|-|until|and|or HOUR", lambda s, hour, _: hour),
    ("HOUR", "HOUR sharp|latest", lambda s, hour: hour),
    ("HOUR", "HOUR in|at the? PART", lambda s, hour, _: hour),
    ("HOUR", "NUM in|at the? PART", lambda s, n, _: 1),
    ("HOUR", "CLOCK MERIDIEM? [ in|at the? PART ]?", lambda s, *_: 1),
    ("HOUR", "NUM to|- NUM MERIDIEM", lambda s, *_: 1),
    ("HOUR", "NUM MERIDIEM", lambda s, *_: 1),
    ("HOUR", "NUM o'clock|o’clock|h", lambda s, n: 1 if n < 2500 else None),
    ("HOUR", "NUM hours", lambda s, n: 1 if 100 <= n < 2500 else None),  # "1700 hours", not "24 hours"
    ("HOUR", "half|quarter|NUM past|to NUM MERIDIEM?", lambda s, *_: 1),
    ("HOUR", "half|quarter past|to NUM MERIDIEM?", lambda s, *_: 1),
    ("HOUR", "half|quarter past|to PART", lambda s, *_: 1),
    ("HOUR", "NUM minutes? past|to|after|before NUM|noon|midnight", lambda s, *_: 1),
    ("HOUR", "close|end|c of|o the? business|biz|day|play|trading|working|work day?", lambda s: 3),
    ("HOUR", "start|beginning|opening of the? business|day|trading day?", lambda s: 1),
    ("HOUR", "c.o.b|c.o.b.|e.o.d|e.o.d.|eod|cob|eob|cop|eop|eobd", lambda s: 3),
    ("HOUR", "close", lambda s: 0),
    ("HOUR", "first|last thing [ in the PART ]?", lambda s, _: 1),
    ("HOUR", "the? early|late|mid|latest PART", lambda s, _: 1),
    ("HOUR", "the PART", lambda s, _: 1),
    ("HOUR", "PART", lambda s, part: 3 if part in ("eod", "cob", "eob", "eobd", "eop") else 1),
    # Ordinal numbers.
    ("DAYNUM", "ORDNUM", lambda s, n: n),
    ("DAYNUM", "TENS -? ORDWORD", lambda s, tens, one: tens + one if tens < 40 and one < 10 else None),
    ("DAYNUM", "ORDWORD", lambda s, n: n),
    # Holidays.
    ("TIME", "NAMED", m.holiday),
    ("TIME", "this|the? NAMED", m.holiday),
    ("TIME", "next|upcoming|coming NAMED", lambda s, name: m.holiday(s, name, which=1)),
    ("TIME", "last|previous|past NAMED", lambda s, name: m.holiday(s, name, which=-1)),
    ("TIME", "NAMED ,? YEAR", lambda s, name, year: m.holiday(s, name, intervals.months(year, 1, 12, "year"))),
    ("TIME", "NAMED weekend", m.holiday_weekend),
    ("TIME", f"the? NAMED {_SEASON}", lambda s, _: EVENT_SAID),
    ("TIME", "NAMED of|in|, TIME", m.holiday),
    ("TIME", "NAMED TIME", m.holiday),
    ("TIME", "the? DAYNUM -? to last WEEKDAY of|in TIME", lambda s, n, w, span: m.ordinal_weekday(s, -n, w, span)),
    ("TIME", "the? DAYNUM -? to last UNIT of|in TIME", lambda s, n, unit, span: m.ordinal_unit(s, -n, unit, span)),
    # Dates.
    ("TIME", "DATE", m.written_date),
    ("TIME", "TIME ,|( DATE )", m.dated),
    ("TIME", "TIME ,|-? DATE", m.dated),
    ("TIME", "NUM to|-|and|or|/|, TIME", m.number_to),
    ("TIME", "the? DAYNUM to|-|and|or|/|,|through|until the? TIME", m.number_to),
    ("TIME", "TIME to|-|through|until|and|or|/ the? DAYNUM", m.to_number),
    ("TIME", "TIME to|-|through|until|and|or|/ DIGITS", m.to_number),
    ("TIME", "from|between TIME to|-|through|until|and DIGITS", m.to_number),
    ("TIME", "from|between TIME to|-|through|until|and the? DAYNUM", m.to_number),
    ("TIME", "from|between NUM to|-|and|until TIME", m.number_to),
    ("TIME", "from|between the? DAYNUM to|-|and|through|until the? TIME", m.number_to),
    (
        "TIME",
        "DATE ,? YEAR",
        lambda s, written, year: (
            m.month_day(s, written.day.month, written.day.day, year) if written.day and not written.year_said else None
        ),
    ),
    ("TIME", "MONTH the? DAYNUM ,? YEAR", m.month_day),
    ("TIME", "MONTH the? DAYNUM", m.month_day),
    ("TIME", "MONTH COUNT ,? YEAR", m.month_day),
    ("TIME", "MONTH COUNT", m.month_day),
    ("TIME", "the? DAYNUM day? of? MONTH ,? YEAR", lambda s, n, month, year: m.month_day(s, month, n, year)),
    ("TIME", "the? DAYNUM day? of? MONTH", lambda s, n, month: m.month_day(s, month, n)),
    ("TIME", "the? DAYNUM day? of|in? TIME", m.by_ordinal),
    ("TIME", "DIGITS of TIME", m.by_ordinal),
    ("TIME", "TIME ,? on? the DAYNUM", lambda s, span, n: m.by_ordinal(s, n, span)),
    ("TIME", "this|next|the? WEEKDAY ,? DIGITS - DIGITS", m.dashed_weekday),
    ("TIME", "WEEKDAY ,|-? the? ORDNUM", m.weekday_dated),
    (
        "TIME",
        "this|next|the|coming|upcoming|last|following coming|upcoming? DATE",
        m.written_date,
    ),
    ("TIME", "TIME ,? of? TIME", m.inside),
    ("TIME", "WEEKDAY ,? TIME", m.weekday_and),
    ("TIME", "the? weekend", lambda s: replace(span, standalone=2) if (span := m.this_period(s, "weekend")) else None),
    ("TIME", "WEEKDAY ,|-? the DAYNUM", m.weekday_dated),
    ("TIME", "the? ORDNUM", lambda s, n: replace(span, standalone=1) if (span := m.ordinal_day(s, n)) else None),
    ("TIME", "the DAYNUM", m.ordinal_day),
    (
        "TIME",
        "the DIGITS",
        lambda s, n: replace(span, standalone=0) if n == int(n) and (span := m.ordinal_day(s, int(n))) else None,
    ),
    ("TIME", "WEEKDAY DIGITS", m.weekday_numbered),
    ("TIME", "DIGITS - DIGITS", m.dashed),
    ("TIME", "TIME ,|(? the? ORDNUM )|)?", m.also_day),
    ("TIME", "TIME ,|( WEEKDAY )|)?", m.also_weekday),
    # Days near the meeting's day.
    ("TIME", "now", lambda s: point(s.today, standalone=0)),
    ("TIME", "right now|immediately", lambda s: point(s.today, standalone=0)),
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
    ("TIME", "eow|e.o.w|e.o.w.", lambda s: m.this_period(s, "week")),
    ("TIME", "eom", lambda s: m.end(s, period("month", s.today))),  # type: ignore[arg-type]
    ("TIME", "eoq", lambda s: m.end(s, period("quarter", s.today))),  # type: ignore[arg-type]
    ("TIME", "eoy", lambda s: m.end(s, period("year", s.today))),  # type: ignore[arg-type]
    ("TIME", "eow|eom|eoq|eoy TIME", m.end),
    ("TIME", "eoq DIGITS", lambda s, q: m.part_of_year(s, q, 3, "quarter")),
    ("TIME", "eoy DIGITS", lambda s, n: intervals.months(2000 + int(n), 1, 12, "year") if 20 <= n < 60 else None),
    ("TIME", "this|same time|day|date TIME", m.this_time),
    # Times of day beside a day.
    ("TIME", "first thing on|in? TIME", m.start),
    ("TIME", "TIME MERIDIEM", lambda s, span, _: m.timed(span)),
    ("TIME", "TIME 's HOUR", lambda s, span, _: replace(span, standalone=3)),
    ("TIME", "HOUR on|of|,|-|for|,? TIME", lambda s, _, span: replace(span, standalone=3) if span.standalone else None),
    ("TIME", "HOUR TIME", lambda s, _, span: replace(span, standalone=3) if span.standalone else None),
    (
        "TIME",
        "TIME ,|-|(|by|around|about|before|from|between|after|@|~|at? HOUR )|)?",
        lambda s, span, _: m.timed(span),
    ),
    ("TIME", "TIME in|during|on|for the PART", lambda s, span, _: span),
    ("TIME", "TIME at|@|by NUM", lambda s, span, _: m.timed(span)),
    ("TIME", "TIME at|@|,? CLOCK - DIGITS", lambda s, span, *_: m.timed(span)),
    (
        "TIME",
        "at|by|@|before|around|about HOUR on|,? TIME",
        lambda s, _, span: replace(span, standalone=3) if span.standalone else None,
    ),
    ("TIME", "at|@ NUM on|,? TIME", lambda s, _, span: replace(span, standalone=3) if span.standalone > 1 else None),
    ("TIME", "HOUR", lambda s, standalone: point(s.today, standalone=standalone, unit="hour")),
    # Days of the week.
    ("TIME", "WEEKDAY", m.named_weekday),
    ("TIME", "this coming|upcoming? WEEKDAY", m.this_weekday),
    ("TIME", "the? coming|upcoming WEEKDAY", m.named_weekday),
    ("TIME", "the? next ANYWEEKDAY", m.next_weekday),
    (
        "TIME",
        "the? following WEEKDAY",
        lambda s, w: m.named_weekday(replace(s, held_on=s.before) if s.before else s, w),
    ),
    (
        "TIME",
        "this? last|past|previous|prior past? WEEKDAY",
        lambda s, w: point(intervals.last_weekday(w, s.today), weekday_said=True),
    ),
    ("TIME", "WEEKDAY last|past", lambda s, w: point(intervals.last_weekday(w, s.today), weekday_said=True)),
    ("TIME", "next? WEEKDAY week", lambda s, w: point(intervals.next_weekday(w, s.today) + 7 * DAY, weekday_said=True)),
    ("TIME", "WEEKDAY fortnight", lambda s, w: point(intervals.next_weekday(w, s.today) + 14 * DAY, weekday_said=True)),
    ("TIME", "today|tomorrow week", lambda s: point(s.today + 7 * DAY)),
    ("TIME", "the? WEEKDAY after next", lambda s, w: m.nth_weekday(s, w, 2)),
    ("TIME", "the? WEEKDAY before last", lambda s, w: m.nth_weekday(s, w, -2)),
    ("TIME", "WEEKDAY next", m.next_weekday),
    ("TIME", "the? WEEKDAY of|in|,? TIME", m.weekday_in),
    ("TIME", f"TIME ,|'s? {_MAYBE}? ,? {_MAYBE}? on? the? WEEKDAY", lambda s, span, w: m.weekday_in(s, w, span)),
    (
        "TIME",
        "TIME from|between|either|,? WEEKDAY to|-|and|or|until|through WEEKDAY",
        lambda s, span, _, w: m.weekday_in(s, w, span),
    ),
    ("TIME", "WEEKDAY in DURATION", m.weekday_ahead),
    ("TIME", "COUNT ANYWEEKDAY ago|back", lambda s, n, w: m.nth_weekday(s, w, -n)),
    ("TIME", "COUNT ANYWEEKDAY from now|today", lambda s, n, w: m.nth_weekday(s, w, n)),
    ("TIME", "in COUNT ANYWEEKDAY", lambda s, n, w: m.nth_weekday(s, w, n)),
    ("TIME", "the? next COUNT ANYWEEKDAY", lambda s, n, w: m.nth_weekday(s, w, n) if n > 1 else None),
    ("TIME", "COUNT ANYWEEKDAY hence", lambda s, n, w: m.nth_weekday(s, w, n)),
    (
        "TIME",
        "COUNT ANYWEEKDAY after|from TIME",
        lambda s, n, w, span: m.shifted(m.weekday_next_to(s, w, span, 1), 7 * (int(n) - 1)),
    ),
    (
        "TIME",
        "COUNT ANYWEEKDAY before TIME",
        lambda s, n, w, span: m.shifted(m.weekday_next_to(s, w, span, -1), -7 * (int(n) - 1)),
    ),
    (
        "TIME",
        "the? WEEKDAY|first WEEKDAY after|following|from TIME",
        lambda s, w, span: m.weekday_next_to(s, w, span, 1),
    ),
    ("TIME", "the? first? WEEKDAY after|following|from TIME", lambda s, w, span: m.weekday_next_to(s, w, span, 1)),
    (
        "TIME",
        "the? DAYNUM WEEKDAY after|following|from TIME",
        lambda s, n, w, span: m.shifted(m.weekday_next_to(s, w, span, 1), 7 * (n - 1)),
    ),
    ("TIME", "the? last? WEEKDAY before|preceding TIME", lambda s, w, span: m.weekday_next_to(s, w, span, -1)),
    ("TIME", "the? DAYNUM WEEKDAY of|in|,? TIME", m.ordinal_weekday),
    ("TIME", "the? last|final WEEKDAY of|in TIME", lambda s, w, span: m.ordinal_weekday(s, -1, w, span)),
    ("TIME", "the? penultimate WEEKDAY of|in TIME", lambda s, w, span: m.ordinal_weekday(s, -2, w, span)),
    # Parts of a period.
    ("TIME", "the? end of the|this|our|today's? MEETING", lambda s, _: point(s.today, standalone=1, unit="meeting")),
    ("TIME", "the? DAYNUM UNIT of|in|,? TIME", m.ordinal_unit),
    (
        "TIME",
        "the? DAYNUM COUNT UNIT of|in TIME",
        lambda s, n, count, unit, span: m.ordinal_unit(s, n, unit, span, count),
    ),
    ("TIME", "the? last|final|closing UNIT of|in|,? TIME", lambda s, unit, span: m.ordinal_unit(s, -1, unit, span)),
    ("TIME", "the? last|final COUNT UNIT of|in TIME", lambda s, n, unit, span: span if span.whole else None),
    ("TIME", "the? DAYNUM last UNIT of|in TIME", lambda s, n, unit, span: m.ordinal_unit(s, -n, unit, span)),
    ("TIME", "the? last DAYNUM UNIT of|in TIME", lambda s, n, unit, span: m.ordinal_unit(s, -n, unit, span)),
    ("TIME", "the? penultimate UNIT of|in TIME", lambda s, unit, span: m.ordinal_unit(s, -2, unit, span)),
    ("TIME", "TIME 's UNIT end", lambda s, span, unit: span),
    ("TIME", "the? DAYNUM half of|in MONTH", m.half_of_month),
    ("TIME", "the? DAYNUM half of|in TIME", m.half_of),
    ("TIME", "the? first third of|in TIME", m.early_in),
    ("TIME", "the? second third of|in TIME", lambda s, span: None),
    ("TIME", "the? last|final third of|in TIME", m.end),
    ("TIME", "the? latter|last|back half of|in TIME", lambda s, span: m.half_of(s, 2, span)),
    ("TIME", "half way|halfway through TIME", m.middle_of),
    ("TIME", "the? very? end|close|finish|tail|back|expiry end? of|- the? TIME", m.end),
    ("TIME", "end TIME", lambda s, span: intervals.end_of(span) if span.whole else None),
    ("TIME", "TIME end", lambda s, span: intervals.end_of(span) if span.whole else None),
    ("TIME", "the? end of UNITWORD", m.whole_end),
    ("TIME", "end UNITWORD", m.whole_end),
    ("TIME", "UNITWORD 's end", lambda s, unit: point(s.today) if unit == "day" else m.whole_end(s, unit)),
    ("TIME", "UNITWORD end|close", lambda s, unit: m.whole_end(s, unit) if unit != "week" else None),
    ("TIME", "close of the? UNITWORD", m.whole_end),
    ("TIME", "the? very? start|beginning|top|opening|outset|front|turn|first part? of the? TIME", m.start),
    ("TIME", "start|beginning of the? UNITWORD", m.start_of),
    ("TIME", "start|beginning TIME", lambda s, span: m.start(s, span) if span.whole else None),
    ("TIME", "very? early|earlier in|on|part|of? of? the? TIME", m.early_in),
    ("TIME", "the early part|days|weeks of TIME", m.early_in),
    ("TIME", "very? late|later in|on|part|of? of? the? TIME", lambda s, span: m.end(s, span) if span.whole else span),
    ("TIME", "the? mid|middle|midst|midway|midpoint of|in|through? TIME", m.middle_of),
    ("TIME", "mid UNITWORD", m.middle_of_unit),
    ("TIME", "midweek", lambda s: m.middle_of(s, m.this_period(s, "week"))),  # type: ignore[arg-type]
    ("TIME", "midyear", lambda s: m.middle_of(s, m.this_period(s, "year"))),  # type: ignore[arg-type]
    ("TIME", "early|mid to|or|and|/|- late TIME", lambda s, span: m.end(s, span) if span.whole else None),
    ("TIME", "early to|or|and|/|- mid|middle of? TIME", m.middle_of),
    ("TIME", "the? last of the? TIME", lambda s, span: m.end(s, span) if span.whole else None),
    ("TIME", "the? rest|remainder|balance|course of TIME", lambda s, span: m.end(s, span) if span.whole else None),
    ("TIME", "sometime|anytime in|during|on|of|by? TIME", lambda s, span: span),
    ("TIME", "some|any time|point|day|stage in|during|on|of|by? TIME", lambda s, span: span),
    # Weeks.
    ("TIME", "the? w/o of|containing|with|including TIME", lambda s, span: m.holding(s, "week", span)),
    ("TIME", "the? UNIT of|containing|including the? TIME", m.holding),
    ("TIME", "w/o|w/b|w/c|w/s TIME", lambda s, span: m.holding(s, "week", span)),
    ("TIME", "the? UNIT commencing|beginning|starting|of|start|begins on? the? TIME", m.holding),
    ("TIME", "the? UNIT ending|end|ended|ends|finishing on? TIME", lambda s, unit, span: m.week_ending(s, span)),
    ("TIME", "w/e TIME", m.week_ending),
    ("TIME", "wc|wb DATE", lambda s, written: m.holding(s, "week", m.written_date(s, written))),
    ("TIME", "NAMED week", lambda s, name: m.holding(s, "week", span) if (span := m.holiday(s, name)) else None),
    ("TIME", "week|cw|kw|wk|c.w.|k.w. #|no|number|nr? DIGITS of|in|,|/? YEAR", m.iso_week),
    (
        "TIME",
        "week|wk DIGITS of|in TIME",
        lambda s, n, span: m.ordinal_unit(s, int(n), "week", span) if n < 6 else None,
    ),
    ("TIME", "cw|kw|c.w.|k.w. #|no|number|nr? DIGITS", m.iso_week),
    ("TIME", "calendar|iso week #|no|number|nr? DIGITS", m.iso_week),
    ("TIME", "week|wk #|no|number|nr? DIGITS", m.counted_week),
    ("TIME", "ISOWEEK", lambda s, pair: m.iso_week(s, pair[1], pair[0])),
    # Months, quarters, halves, years, seasons.
    ("TIME", "MONTH ,|of|in|/|-? YEAR", m.named_month),
    ("TIME", "MONTH SHORTYEAR", m.named_month),
    ("TIME", "YEAR -|/|,? MONTH", lambda s, year, month: m.named_month(s, month, year)),
    (
        "TIME",
        "DIGITS /|- YEAR",
        lambda s, month, year: (
            replace(intervals.months(year, month, 1, "month"), standalone=2) if month in range(1, 13) else None
        ),
    ),
    (
        "TIME",
        "YEAR -|/ DIGITS",
        lambda s, year, month: (
            replace(intervals.months(year, month, 1, "month"), standalone=2) if month in range(1, 13) else None
        ),
    ),
    ("TIME", "MONTH", m.named_month),
    ("TIME", "the? month of TIME", lambda s, span: span if span.unit == "month" else None),
    ("TIME", "this|current coming|upcoming? MONTH", lambda s, month: replace(m.named_month(s, month), standalone=3)),
    ("TIME", "next|coming MONTH", m.next_month_named),
    ("TIME", "last|previous|past MONTH", m.last_month_named),
    ("TIME", "QUARTER ,|of|in|/|-? YEAR", lambda s, q, year: m.part_of_year(s, q, 3, "quarter", year)),
    (
        "TIME",
        "QUARTER DIGITS",
        lambda s, q, n: m.part_of_year(s, q, 3, "quarter", 2000 + int(n)) if 20 <= n < 60 else None,
    ),
    ("TIME", "HALF DIGITS", lambda s, h, n: m.part_of_year(s, h, 6, "half", 2000 + int(n)) if 20 <= n < 60 else None),
    ("TIME", "QUARTER SHORTYEAR", lambda s, q, year: m.part_of_year(s, q, 3, "quarter", year)),
    ("TIME", "YEAR ,|-|/? QUARTER", lambda s, year, q: m.part_of_year(s, q, 3, "quarter", year)),
    (
        "TIME",
        "QUARTER",
        lambda s, q: replace(span, standalone=2) if (span := m.part_of_year(s, q, 3, "quarter")) else None,
    ),
    ("TIME", "next QUARTER", lambda s, q: m.part_of_year(s, q, 3, "quarter", ahead=1)),
    ("TIME", "HALF ,|of|in|/|-? YEAR", lambda s, h, year: m.part_of_year(s, h, 6, "half", year)),
    ("TIME", "HALF SHORTYEAR", lambda s, h, year: m.part_of_year(s, h, 6, "half", year)),
    ("TIME", "YEAR ,|-|/? HALF", lambda s, year, h: m.part_of_year(s, h, 6, "half", year)),
    ("TIME", "HALF", lambda s, h: replace(span, standalone=2) if (span := m.part_of_year(s, h, 6, "half")) else None),
    ("TIME", "the? DAYNUM UNIT ,|of|in? YEAR", m.ordinal_part),
    ("TIME", "the? DAYNUM UNIT", m.ordinal_part),
    ("TIME", "the? DAYNUM half of? the? year", lambda s, n: m.part_of_year(s, n, 6, "half")),
    ("TIME", "TIME FISCAL", m.fiscal),
    ("TIME", "FISCAL", lambda s, year: intervals.months(year, 1, 12, "year")),
    ("TIME", "FISCAL TIME", lambda s, year, span: m.fiscal(s, span, year)),
    ("TIME", "fiscal QUARTER", lambda s, q: m.part_of_year(s, q, 3, "quarter")),
    (
        "TIME",
        "the? DAYNUM half",
        lambda s, n: replace(span, standalone=0) if (span := m.part_of_year(s, n, 6, "half")) else None,
    ),
    ("TIME", "fiscal|calendar|academic year? YEAR", lambda s, year: intervals.months(year, 1, 12, "year")),
    ("TIME", "the? year of? YEAR", lambda s, year: intervals.months(year, 1, 12, "year")),
    ("TIME", "YEAR", lambda s, year: replace(intervals.months(year, 1, 12, "year"), standalone=2)),
    ("TIME", "SHORTYEAR", lambda s, year: replace(intervals.months(year, 1, 12, "year"), standalone=0)),
    ("TIME", "the? SEASON of|,? YEAR", m.named_season),
    ("TIME", "the? SEASON of|,? SHORTYEAR", m.named_season),
    ("TIME", "YEAR SEASON", lambda s, year, season: m.named_season(s, season, year)),
    ("TIME", "the SEASON", m.named_season),
    ("TIME", "SEASON", lambda s, season: replace(m.named_season(s, season), standalone=1)),
    ("TIME", "this|current|the coming? SEASON", lambda s, season: replace(m.named_season(s, season), standalone=3)),
    ("TIME", "next SEASON", lambda s, season: replace(m.named_season(s, season, ahead=1), standalone=3)),
    ("TIME", "last|past SEASON", lambda s, season: replace(m.named_season(s, season, ahead=-1), standalone=3)),
    ("TIME", "TIME of|in|,? TIME", m.in_year),
    ("TIME", "TIME ,? in DURATION", m.years_on),
    ("TIME", "YEAR ,? HALF", lambda s, year, h: m.part_of_year(s, h, 6, "half", year)),
    (
        "TIME",
        "DIGITS QUARTER",
        lambda s, n, q: m.part_of_year(s, q, 3, "quarter", 2000 + int(n)) if 10 <= n < 100 else None,
    ),
    ("TIME", "DIGITS HALF", lambda s, n, h: m.part_of_year(s, h, 6, "half", 2000 + int(n)) if 10 <= n < 100 else None),
    (
        "TIME",
        "TIME ,|in? QUARTER",
        lambda s, year, q: m.in_year(s, span, year) if (span := m.part_of_year(s, q, 3, "quarter")) else None,
    ),
    (
        "TIME",
        "TIME ,|in? HALF",
        lambda s, year, h: m.in_year(s, span, year) if (span := m.part_of_year(s, h, 6, "half")) else None,
    ),
    ("TIME", "TIME ,|in? MONTH", lambda s, year, month: m.in_year(s, m.named_month(s, month), year)),
    # Periods near the meeting's day.
    ("TIME", "this|current|present current|present|very? calendar? UNIT", m.this_period),
    ("TIME", "this this|current UNIT", m.this_period),
    ("TIME", "the? next|coming|upcoming calendar? UNIT", m.next_period),
    ("TIME", "this coming|upcoming|next UNIT", lambda s, unit: m.next_period(s, unit, 0 if unit == "weekend" else 1)),
    ("TIME", "the? following UNIT", m.following),
    ("TIME", "UNIT following", m.following),
    ("TIME", "the? last|past|previous|prior|preceding UNIT", lambda s, unit: m.next_period(s, unit, -1)),
    ("TIME", "the|next? long weekend|holiday", lambda s: replace(NO_DAY, standalone=2)),
    ("TIME", "the? UNIT after the? next", lambda s, unit: m.next_period(s, unit, 2)),
    ("TIME", "next next UNIT", lambda s, unit: m.next_period(s, unit, 2)),
    ("TIME", "the? UNIT before the? last", lambda s, unit: m.next_period(s, unit, -2)),
    ("TIME", "the UNIT after", lambda s, unit: replace(span, standalone=2) if (span := m.following(s, unit)) else None),
    ("TIME", "the current|present UNIT", m.this_period),
    ("TIME", "the UNIT", lambda s, unit: replace(span, standalone=0) if (span := m.this_period(s, unit)) else None),
    ("TIME", "this|the? or|and next UNIT", m.next_period),
    ("TIME", "this UNIT or|and|/ next", m.next_period),
    (
        "TIME",
        "TIME or|and|/ early next",
        lambda s, span: intervals.early(after) if (after := m.period_after(s, span)) else None,
    ),
    (
        "TIME",
        "TIME or|and|/ the? start|beginning of next",
        lambda s, span: intervals.early(after) if (after := m.period_after(s, span)) else None,
    ),
    ("TIME", "TIME or|and|/ the? next", m.period_after),
    ("TIME", "TIME or|and|/ the one after|following", m.one_after),
    ("TIME", "TIME or|and|/ the UNIT after|following", lambda s, span, unit: m.period_after(s, span)),
    # A duration from the meeting, from a day, before a day. Without a number ("a few weeks", "the next days") there is
    # no day.
    ("TIME", "DURATION from|after|following|of|since the|this|today's MEETING", lambda s, d, _: m.ahead(s, d)),
    ("TIME", "within|in DURATION from|after|following|of the|this MEETING", lambda s, d, _: m.ahead(s, d)),
    ("TIME", "the day after the|this MEETING", lambda s, _: point(s.today + DAY)),
    (
        "TIME",
        "in|within|over|during|for the? next|coming|following|upcoming? very? few|several|some|many UNITS",
        lambda s, unit: replace(NO_DAY, standalone=3),
    ),
    ("TIME", "in|within|over|during|for a few|several UNIT", lambda s, unit: replace(NO_DAY, standalone=3)),
    (
        "TIME",
        "in|within|over|during|for the? next|coming|following|upcoming UNITS",
        lambda s, unit: replace(NO_DAY, standalone=3),
    ),
    ("TIME", "the? next|coming few|several UNIT", lambda s, unit: replace(NO_DAY, standalone=3)),
    ("TIME", "in|within UNITS", lambda s, unit: replace(NO_DAY, standalone=3)),
    ("TIME", "the? next|coming|following|upcoming UNITS", lambda s, unit: replace(NO_DAY, standalone=2)),
    ("TIME", "in|within|over|during the next|coming UNIT", lambda s, unit: m.ahead(s, ((1, unit),))),
    ("TIME", "in|within|over|during the next|coming UNIT or so", lambda s, unit: m.ahead(s, ((1, unit),))),
    (
        "TIME",
        "in|within about|around|approximately|approx|roughly|only|just|another|like|say|maybe|under|~|less? than? "
        "DURATION from|of? now|today?",
        m.ahead,
    ),
    ("TIME", "in|within|over|during|for the? next|coming|following|upcoming DURATION", m.ahead),
    (
        "TIME",
        "in|within|over|during|for the? next|coming|following|upcoming UNIT or two",
        lambda s, unit: m.ahead(s, ((2, unit),)),
    ),
    ("TIME", "in|within no|at more|most than? DURATION", m.ahead),
    ("TIME", "in|within max|maximum|up to|.? DURATION", m.ahead),
    ("TIME", "in|within DURATION '|'s? time", m.ahead),
    ("TIME", "DURATION '|'s? time", m.ahead),
    ("TIME", "the? next|coming|following|upcoming DURATION", m.ahead),
    ("TIME", "the? next UNIT or two|so", lambda s, unit: m.ahead(s, ((2, unit),))),
    ("TIME", "within|inside the UNIT", lambda s, unit: m.ahead(s, ((1, unit),))),
    ("TIME", "inside|under DURATION", m.ahead),
    ("TIME", "DURATION from|after now|today|here", m.ahead),
    ("TIME", "DURATION today", m.ahead),
    (
        "TIME",
        "DURATION later|hence|out|on|away",
        lambda s, d: m.ahead(replace(s, held_on=s.before) if s.before else s, d),
    ),
    ("TIME", "DURATION from|after|following|past|since|of|post the? TIME", m.counted_from),
    ("TIME", "within|in DURATION from|after|following|of the? TIME", m.counted_from),
    (
        "TIME",
        "DURATION after|from that|then|this",
        lambda s, d: m.ahead(replace(s, held_on=s.before), d) if s.before else NO_DAY,
    ),
    (
        "TIME",
        "DURATION on|this? TIME",
        lambda s, d, span: (
            m.counted_from(s, d, span)
            if span.grain == "day" and not span.whole and d[0][1] in ("week", "fortnight")
            else None
        ),
    ),
    (
        "TIME",
        "DURATION TIME",
        lambda s, d, span: (
            m.counted_from(s, d, span)
            if span.grain == "day" and not span.whole and span.standalone > 2 and d[0][1] in ("week", "fortnight")
            else None
        ),
    ),
    (
        "TIME",
        "TIME for the? next? DURATION",
        lambda s, span, d: m.counted_from(s, d, span) if span.grain == "day" and not span.whole else None,
    ),
    (
        "TIME",
        "DURATION before|prior|preceding|ahead|until|till to|of? the? TIME",
        lambda s, d, span: m.counted_from(s, d, span, -1),
    ),
    (
        "TIME",
        "DURATION before that|then",
        lambda s, d: m.ahead(replace(s, held_on=s.before), d, -1) if s.before else NO_DAY,
    ),
    # "Report by 8 March; the board sees it 3 days earlier"
    ("TIME", "DURATION earlier", lambda s, d: m.ahead(replace(s, held_on=s.before) if s.before else s, d, -1)),
    ("TIME", "DURATION ago|back", lambda s, d: m.ahead(s, d, -1)),
    ("TIME", "the? last|past|previous DURATION", m.past_range),
    ("TIME", "TIME plus|+ DURATION", lambda s, span, d: m.counted_from(s, d, span)),
    ("TIME", "TIME minus DURATION", lambda s, span, d: m.counted_from(s, d, span, -1)),
    ("TIME", "UNITWORD from the? TIME", lambda s, unit, span: m.counted_from(s, ((1, unit),), span)),
    ("TIME", "the? next|first UNIT after|following|from the? TIME", lambda s, unit, span: m.next_to(s, unit, span, 1)),
    ("TIME", "the? UNIT after|following|past the? TIME", lambda s, unit, span: m.next_to(s, unit, span, 1)),
    ("TIME", "the? UNIT before|prior|preceding to? the? TIME", lambda s, unit, span: m.next_to(s, unit, span, -1)),
    ("TIME", "the? DAYNUM UNIT after|following TIME", lambda s, n, unit, span: m.counted_from(s, ((n, unit),), span)),
    ("TIME", "DURATION", lambda s, d: m.ahead(s, d, standalone=0)),
    # The date named just before.
    ("TIME", "the? same day|date", lambda s: replace(m.day_before_said(s), standalone=3)),
    ("TIME", "that same? PART", lambda s, _: replace(m.day_before_said(s), standalone=3)),
    ("TIME", "the? day before", lambda s: m.days_from_said(s, -1)),
    ("TIME", "the? day after", lambda s: m.days_from_said(s, 1)),
    ("TIME", "the WEEKDAY before", lambda s, w: m.weekday_by_said(s, w, -1)),
    ("TIME", "the WEEKDAY after", lambda s, w: m.weekday_by_said(s, w, 1)),
    ("TIME", "DURATION before|beforehand|ahead", m.before_said),
    ("TIME", "the DAYNUM of that|the month", m.in_month_said),
    ("TIME", "the? same|that very? day|time|date|point", m.day_before_said),
    ("TIME", "the? same|that UNIT", m.then_unit),
    # Ranges and alternatives: due on the last day.
    ("TIME", "from|between TIME to|-|through|until|and TIME", m.until),
    ("TIME", "TIME to|-|through|until|up to? TIME", m.until),
    ("TIME", "TIME ,? and|or|/|, TIME", m.either),
    ("TIME", "TIME and / or TIME", m.either),
    ("TIME", "either|both TIME or|and TIME", m.either),
    # Meetings, and words that name no day.
    ("MEETING", f"{_MEET}", lambda s: True),
    ("MEETING", "stand|check|catch|wrap up|in", lambda s: True),
    ("MEETING", "face to face", lambda s: True),
    ("TIME", "the|our? MONTH ANY? MEETING", m.meeting_in_month),
    ("TIME", "our|the|this|your|my? next|following|upcoming|coming ANY? ANY? MEETING", m.next_meeting),
    *(("TIME", f"our|the|this? next|following {word}", partial(m.next_of_group, word)) for word in _GROUPS.split("|")),
    ("TIME", "between this|now|meetings and the? next MEETING", lambda s, _: point(s.next_meeting)),
    ("TIME", "next time we? meet|speak|talk?", lambda s: point(s.next_meeting, standalone=1)),
    (
        "TIME",
        "the|this|our|your|their|a|an ANY? ANY? MEETING on|of|,|( TIME )|)?",
        lambda s, a, b, _, span: m.day_of_meeting(span),
    ),
    ("TIME", "the|this|our|your|their|a|an ANY? ANY? MEETING TIME", lambda s, a, b, _, span: m.day_of_meeting(span)),
    (
        "TIME",
        "MEETING on|(? TIME )|)?",
        lambda s, _, span: replace(met, standalone=1) if (met := m.day_of_meeting(span)) else None,
    ),
    ("TIME", "TIME '|'s ANY? ANY? MEETING", lambda s, span, a, b, _: m.day_of_meeting(span)),
    ("TIME", "the|this|our|your TIME ANY? MEETING", lambda s, span, a, _: m.day_of_meeting(span)),
    ("TIME", f"the|this|our|your TIME ANY? {_EVENT}", lambda s, span, a: m.day_of_meeting(span)),
    ("TIME", "MONTH YEAR ANY? MEETING", lambda s, month, year, a, _: replace(EVENT, standalone=2)),
    (
        "TIME",
        f"this|next|current|following|upcoming|the|our next|current|coming|following|upcoming ANY? {_CYCLE}",
        lambda s, _: replace(EVENT, standalone=2),
    ),
    ("TIME", f"this|next|current|following|upcoming ANY? {_CYCLE}", lambda s, _: replace(EVENT, standalone=2)),
    ("TIME", f"the|our ANY? {_CYCLE}", lambda s, _: EVENT),
    ("TIME", f"the|our|next|this|their ANY? ANY? {_EVENT}", lambda s, a, b: EVENT),
    ("TIME", f"{_EVENT}", lambda s: EVENT),
    # Days that each school and each company sets for itself.
    ("TIME", "the? half|mid -? term break|holiday?", lambda s: EVENT),
    ("TIME", "the? fy|financial|tax|school|academic|fiscal year? end", lambda s: EVENT),
    ("TIME", "the? end of the|this? fy", lambda s: EVENT),
    ("TIME", "sprint|iteration|phase|milestone|cycle|pi|term|semester DIGITS", lambda s, _: EVENT),
    (
        "TIME",
        f"the|our|next|this|their ANY? ANY? {_EVENT} on|( TIME )|)?",
        lambda s, a, b, span: m.day_of_meeting(span),
    ),
    ("TIME", "the|our|this|a|their ANY? ANY? MEETING", lambda s, a, b, _: EVENT),
    ("TIME", "MEETING", lambda s, _: EVENT),
    ("TIME", "every|each|any other? TIME", m.every),
    ("TIME", "every|each COUNT|other? UNIT", m.every),
    ("TIME", "every|each other? COUNT? UNIT", m.every),
    ("TIME", "every|each UNIT on|at|by? TIME", m.every),
    ("TIME", "the? DAYNUM ANYWEEKDAY of|in each|every|the UNIT", m.every),
    ("TIME", "the? last|first ANYWEEKDAY of|in each|every UNIT", m.every),
    ("TIME", "the? DAYNUM of each|every UNIT", m.every),
    ("TIME", "WEEKDAYS", lambda s, w: replace(NO_DAY, standalone=2)),
    (
        "TIME",
        "daily|weekly|biweekly|fortnightly|monthly|quarterly|annually|yearly|regularly",
        lambda s: replace(NO_DAY, standalone=0),
    ),
    ("TIME", "once|twice a|per|every|each UNIT", lambda s, *_: replace(NO_DAY, standalone=0)),
    ("TIME", "COUNT times a|per|every|each UNIT", lambda s, *_: replace(NO_DAY, standalone=0)),
    # Prepositions.
    ("PHRASE", "before|by the UNITWORD is out|over|up", m.out),
    ("PHRASE", "by the? weekend", m.by_weekend),
    ("PHRASE", "by|before|until the? SEASON", m.season_to_come),
    ("PHRASE", "by|before|until|for the ORDWORD", m.by_ordinal_word),
    ("PHRASE", "around|about|circa|on the ORDNUM", m.by_ordinal_word),
    ("PHRASE", "the TENS - ORDWORD", lambda s, tens, one: m.by_ordinal_word(s, tens + one) if one < 10 else None),
    ("PHRASE", "by|before|until|for the TENS - ORDWORD", lambda s, tens, one: m.by_ordinal_word(s, tens + one)),
    ("PHRASE", "on the ORDWORD", lambda s, n: m.by_ordinal_word(s, n) if n > 3 else None),
    ("PHRASE", "the ORDWORD", lambda s, n: m.by_ordinal_word(s, n) if n > 12 else None),
    ("PHRASE", "in the morning", lambda s: point(s.today + DAY, weekday_said=True)),
    ("PHRASE", "first thing in the morning", lambda s: point(s.today + DAY, weekday_said=True)),
    ("PHRASE", "TIME", lambda s, span: span),
    ("PHRASE", "not? no later than PHRASE", m.by_limit),
    ("PHRASE", "not later than PHRASE", m.by_limit),
    ("PHRASE", "at? the? very? latest by|on|, PHRASE", m.by_limit),
    ("PHRASE", "latest PHRASE", m.by_limit),
    ("PHRASE", "sometime|anytime PHRASE", lambda s, span: span),
    ("PHRASE", "some|any time|day|point PHRASE", lambda s, span: span),
    ("PHRASE", f"{_BY} the|:|is|-|for|as|of? PHRASE", m.by_limit),
    (
        "PHRASE",
        "due|deadline|target|eta|completion|delivery date|by|on? is|:|=|-|of? PHRASE",
        m.by_limit,
    ),
    ("PHRASE", "no|any later|earlier|more|less than PHRASE", m.by_limit),
    ("PHRASE", "on|by or|/ before TIME", m.by_limit),
    ("PHRASE", "up until|to|till PHRASE", m.by_limit),
    ("PHRASE", "toward|towards|by about|around|approximately|approx|roughly|~|say|circa? the? PHRASE", m.by_limit),
    ("PHRASE", "before|preceding|ere or|and? on? PHRASE", m.ahead_of),
    ("PHRASE", "prior|previous to PHRASE", m.ahead_of),
    ("PHRASE", "in? ahead|advance|front of PHRASE", m.ahead_of),
    ("PHRASE", "in time for|to PHRASE", m.by_limit),
    ("PHRASE", "on|starting|beginning|since|effective|from TIME", m.on_day),
    ("PHRASE", "starting|beginning|effective on|from TIME", m.on_day),
    ("PHRASE", "as of|from TIME", m.on_day),
    ("PHRASE", f"{_IN} the? TIME", m.in_place),
    ("PHRASE", "before that", lambda s: replace(m.day_before_said(s), standalone=3)),
    ("PHRASE", "by|until|before|since then", lambda s: replace(m.day_before_said(s), standalone=3)),
    ("PHRASE", "by|before|until the|our? next|following ANY", lambda s, _: EVENT_SAID),
    ("PHRASE", "by|before|until|after ANY ANY? MEETING", lambda s, *_: EVENT_SAID),
    ("PHRASE", "prior to ANY ANY? MEETING", lambda s, *_: EVENT_SAID),
    ("PHRASE", "during PHRASE", m.by_limit),
    ("PHRASE", "after|following|once|when|upon|past|pending PHRASE", m.open_end),
    ("PHRASE", "PHRASE ,? at|the the? very? latest|earliest", m.by_limit),
    ("PHRASE", "PHRASE -? ish", lambda s, span: span),
    ("PHRASE", f"{_MAYBE} ,? PHRASE", lambda s, span: span),
    ("PHRASE", "not|no earlier|sooner before|than PHRASE", m.open_end),
    ("PHRASE", "not before|until PHRASE", m.open_end),
    (
        "PHRASE",
        "PHRASE latest|max|maximum|sharp|tentatively|ideally|hopefully|please|definitely|inclusive|only",
        lambda s, span: span,
    ),
    ("PHRASE", "PHRASE or earlier|sooner|before|so|thereabouts|earliest|later", lambda s, span: span),
    ("PHRASE", "PHRASE if possible|needed", lambda s, span: span),
    ("PHRASE", "the? earliest PHRASE", lambda s, span: span),
)


@cache
def grammar() -> Grammar:
    """Return the compiled rules; they are compiled on first use, because many notes hold no date words."""
    return compile_rules(RULES)
