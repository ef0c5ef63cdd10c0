"""The conventions by which a deadline's words get a day (docs/deadlines.md), with examples and other readings.

docs/deadlines.md shows the same rows; tests hold both tables together, and the program to the examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SAID_ON = date(2026, 3, 4)  # the meeting of all examples, a Wednesday


@dataclass(frozen=True, slots=True)
class Convention:
    """A convention: its words, the day taken, and phrases with their days."""

    words: str
    day: str
    other_reading: str  # "" if there is none
    examples: tuple[tuple[str, str | None], ...]  # a phrase and its day (ISO 8601), None for no day


CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "Friday, by Friday, this Friday",
        "the first after the meeting's day",
        "",
        (("Friday", "2026-03-06"), ("by Wednesday", "2026-03-11"), ("this Friday", "2026-03-06")),
    ),
    Convention(
        "next Friday",
        "that day of the next calendar week; weeks start on Monday",
        "the nearest Friday (kept as the other reading)",
        (("next Friday", "2026-03-13"), ("next Monday", "2026-03-09")),
    ),
    Convention(
        "Monday week, a week on Friday, Friday after next",
        "seven days after the next such day",
        "",
        (("Monday week", "2026-03-16"), ("a week on Friday", "2026-03-13"), ("Friday after next", "2026-03-13")),
    ),
    Convention(
        "Friday the 13th, Thursday 12",
        "the first day that is both, in any month to come",
        "the next 13th (a doubt names it if it is more than a month sooner)",
        (("Friday the 13th", "2026-03-13"), ("Thursday 12th", "2026-03-12"), ("Wed 15th", "2026-04-15")),
    ),
    Convention(
        "this week, EOW, end of the week; on a Saturday or Sunday the week to come",
        "its Friday",
        "",
        (("this week", "2026-03-06"), ("EOW", "2026-03-06"), ("by the end of the week", "2026-03-06")),
    ),
    Convention(
        "next week, the week of June 3",
        "Friday of that week",
        "",
        (("next week", "2026-03-13"), ("the week of June 3", "2026-06-05"), ("w/c 9 March", "2026-03-13")),
    ),
    Convention(
        "in the next week, month",
        "seven days or a month after the meeting's day",
        "",
        (("in the next week", "2026-03-11"), ("within the next month", "2026-04-04")),
    ),
    Convention(
        "end of the month, in March, this quarter, Q3, H1, next month, FY26 (taken as the calendar year), a season",
        "the last day of the period",
        "a financial year that does not begin in January",
        (
            ("end of the month", "2026-03-31"),
            ("in May", "2026-05-31"),
            ("this quarter", "2026-03-31"),
            ("Q3", "2026-09-30"),
            ("H1", "2026-06-30"),
            ("next month", "2026-04-30"),
            ("by the end of FY27", "2027-12-31"),
        ),
    ),
    Convention(
        "mid-March, middle of next week",
        "the 15th of a month, the Wednesday of a week, the 15th of a quarter's second month",
        "",
        (("mid-March", "2026-03-15"), ("middle of next week", "2026-03-11"), ("mid-Q2", "2026-05-15")),
    ),
    Convention(
        "early, late in a period",
        "early: the end of its first third (Tuesday of a week, the 10th of a month); late: its last day",
        "",
        (("early April", "2026-04-10"), ("early next week", "2026-03-10"), ("late April", "2026-04-30")),
    ),
    Convention(
        "start, beginning of a period",
        "its first day",
        "",
        (("start of next week", "2026-03-09"), ("beginning of April", "2026-04-01")),
    ),
    Convention(
        "first, last week of June; week 2 of June",
        "first: Friday of the week that holds the 1st; last: the last Friday; others are counted from the first",
        "the first full week",
        (
            ("first week of June", "2026-06-05"),
            ("last week of June", "2026-06-26"),
            ("second week of April", "2026-04-10"),
        ),
    ),
    Convention(
        "week 42, CW 42",
        "Friday of that week of the year (ISO 8601); without CW, week 1 to 20 may be "
        "of a course or a project and has no day, but for the six weeks to come",
        "",
        (("week 42", "2026-10-16"), ("CW 15", "2026-04-10"), ("week 12", "2026-03-20"), ("week 4", None)),
    ),
    Convention(
        "by spring, before the summer",
        "the day on which it begins; none where it has begun",
        "the end of it",
        (("by spring", "2026-03-20"), ("by summer", "2026-06-21"), ("by winter", None)),
    ),
    Convention(
        "three clear days before X",
        "one day more: neither the day itself nor X counts",
        "three days",
        (("3 clear days before the meeting on 14 April", "2026-04-10"),),
    ),
    Convention(
        "by half term, by FY end, by FYE",
        "no day: each school and company sets its own",
        "FY end: 31 December",
        (("by half term", None), ("by FY end", None)),
    ),
    Convention(
        "the next two weeks, within 10 days, in a fortnight, 2 wks",
        "that long after the meeting's day",
        "",
        (("the next two weeks", "2026-03-18"), ("within 10 days", "2026-03-14"), ("2 wks", "2026-03-18")),
    ),
    Convention(
        "in 2-3 weeks, a week or two, a couple of weeks",
        "the longer time; a couple is two",
        "",
        (("in 2-3 weeks", "2026-03-25"), ("a week or two", "2026-03-18"), ("in a couple of weeks", "2026-03-18")),
    ),
    Convention(
        "in a few weeks, in the coming days", "no day", "", (("in a few weeks", None), ("in the coming days", None))
    ),
    Convention(
        "within 3 business days",
        "counted without weekends and public holidays of --country",
        "",
        (("within 3 business days", "2026-03-09"), ("5 working days", "2026-03-11")),
    ),
    Convention(
        "two weeks after X, three days before X",
        "counted from X's day, from the Friday of a week, from the start or the end of another period",
        "",
        (("two weeks after Friday", "2026-03-20"), ("three days before 15 April", "2026-04-12")),
    ),
    Convention(
        "before X",
        "X's day; for a period the last working day before it",
        "the day before X",
        (("before Friday", "2026-03-06"), ("before next week", "2026-03-06"), ("before April", "2026-03-31")),
    ),
    Convention(
        "EOD, COB, today, tonight, by 5 pm",
        "the meeting's day; beside another day they only add a time",
        "",
        (("EOD", "2026-03-04"), ("by 5pm", "2026-03-04"), ("COB Friday", "2026-03-06")),
    ),
    Convention(
        "14 March, the 15th",
        "the first on or after the meeting's day; a month and a day that were up to 30 days before it, with a doubt",
        "the day of next year",
        (("14 March", "2026-03-14"), ("the 15th", "2026-03-15"), ("the 1st", "2026-04-01"), ("20 Feb", "2026-02-20")),
    ),
    Convention(
        "3/4, 03/04/2026",
        "month first, unless the notes' own dates or --date-order say otherwise; with a day of the week, the "
        "reading it fits",
        "day first (kept as the other reading, with a doubt)",
        (("3/4", "2026-03-04"), ("5/3/2026", "2026-05-03"), ("Thu 5/3", "2026-03-05")),
    ),
    Convention("04.03.2026", "day first, as is usual with dots", "month first", (("04.03.2026", "2026-03-04"),)),
    Convention(
        "Friday, 5 March (which is a Thursday)",
        "the date, with a doubt",
        "the day of the week",
        (("Friday, 5 March", "2026-03-05"),),
    ),
    Convention(
        "a range, March 10 to 14; Monday or Tuesday",
        "its last day",
        "",
        (("March 10 to 14", "2026-03-14"), ("Monday or Tuesday", "2026-03-10"), ("this week or next", "2026-03-13")),
    ),
    Convention(
        "this weekend, at, over the weekend; before, by the weekend",
        "its Sunday; the Friday before it",
        "the Friday before",
        (
            ("this weekend", "2026-03-08"),
            ("over the weekend", "2026-03-08"),
            ("before the weekend", "2026-03-06"),
            ("by the weekend", "2026-03-06"),
        ),
    ),
    Convention(
        "w/c 25th, week commencing 25 May",
        "Friday of that week",
        "",
        (("w/c 25th", "2026-03-27"), ("week commencing 25 May", "2026-05-29")),
    ),
    Convention(
        "the day on which a duty falls: on Saturday, on 18 Oct",
        "that day: it is the deadline of the duty",
        "",
        (("on Saturday", "2026-03-07"), ("on 18 Oct", "2026-10-18")),
    ),
    Convention(
        "within 5 working days of an event",
        "counted from the event where its day is known, else no day",
        "",
        (("within 5 working days of 16 March", "2026-03-23"),),
    ),
    Convention(
        "one week before, the day after, that morning, the same day",
        "counted from the day named just before it in the notes; no day where none is named",
        "",
        (("one week before", None),),
    ),
    Convention(
        "the fourteenth, by the second, around the 20th",
        "the next such day",
        "",
        (("the fourteenth", "2026-03-14"), ("by the second", "2026-04-02"), ("around the 20th", "2026-03-20")),
    ),
    Convention(
        "before the month is out, inside a week, first half of October",
        "its last day; seven days on; the middle of the month",
        "",
        (
            ("before the month is out", "2026-03-31"),
            ("inside a week", "2026-03-11"),
            ("first half of October", "2026-10-15"),
        ),
    ),
    Convention(
        "until 14.3., 22.04.",
        "day first, as dots are written; only behind a word that sets a date, with both dots, or alone in a cell",
        "a price, a version",
        (("until 14.3.", "2026-03-14"), ("22.04.", "2026-04-22")),
    ),
    Convention(
        "2moro, tmrw, b4 noon, EOP",
        "tomorrow; tomorrow; the meeting's day",
        "",
        (("2moro", "2026-03-05"), ("tmrw", "2026-03-05"), ("b4 noon", "2026-03-04"), ("by EOP", "2026-03-04")),
    ),
    Convention(
        "Christmas, before Thanksgiving",
        "the next one, by its English name",
        "",
        (
            ("before Thanksgiving", "2026-11-26"),
            ("before Christmas", "2026-12-25"),
            ("before Labor Day", "2026-09-07"),
            ("the Monday after Easter", "2026-04-06"),
        ),
    ),
    Convention(
        "in the morning, first thing in the morning",
        "the next day",
        "",
        (("first thing in the morning", "2026-03-05"),),
    ),
    Convention(
        "before the next meeting",
        "that day if the notes give it, else none",
        "",
        (("before the next meeting", None), ("before the board meeting on 4 May", "2026-05-04")),
    ),
    Convention(
        "next sprint, after the release, after Friday, every Friday",
        "no day; the words are kept",
        "",
        (("next sprint", None), ("after the release", None), ("after Friday", None), ("every Friday", None)),
    ),
    Convention("soon, ASAP, shortly", "no deadline", "", (("soon", None), ("ASAP", None), ("shortly", None))),
)
