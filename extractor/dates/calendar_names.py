"""Names of months and weekdays, and days written as words. Weekdays count from Monday, 0."""

from __future__ import annotations

from datetime import date

MONTHS = (
    ("january", "jan"),
    ("february", "febuary", "feburary", "febr", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "wednesdy", "wednsday", "weds", "wed"),
    ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
WEEKDAY_NUMBERS = {name: number for number, names in enumerate(WEEKDAYS) for name in names}


def in_words(day: date) -> str:
    """A day as messages name it: "Fri 6 Mar 2026"."""
    return f"{WEEKDAYS[day.weekday()][1][:3].title()} {day.day} {MONTHS[day.month - 1][0][:3].title()} {day.year}"


DAY_ABBREVIATIONS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_day(day: date) -> str:
    """ "Fri 6 Mar 2026"."""
    return f"{DAY_ABBREVIATIONS[day.weekday()]} {day.day} {MONTH_ABBREVIATIONS[day.month - 1]} {day.year}"


def short_day(day: date, near: date | None) -> str:
    """ "Fri 6 Mar", with the year if it is not that of `near`."""
    return long_day(day) if near is None or near.year != day.year else long_day(day).rsplit(" ", 1)[0]
