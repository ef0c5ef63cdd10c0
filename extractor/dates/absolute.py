"""Find calendar dates written out in a text: "2026-03-04", "Wed, March 4th", "4/3", "4mar2026".

A written date gives at least a month and a day; phrases that need a grammar ("the 15th", "mid-March", "Friday") are in
`grammar`. Offsets count characters of the text, weekdays count from Monday, 0. The clock is never read: a date without
a year is placed near a day that the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.common.phrasing import format_day
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS

CARRIED_OVER = timedelta(days=30)  # a date without a year up to this far back is an overdue item, not one of next year

_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
_WEEKDAY = "(?:" + "|".join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = r"(?:(?:1[89]|2[01])\d\d|['’]\d\d)(?!\w|[:/-]\d)"

# Every quantifier is bounded, so that the time grows linearly with the length of a line.
_WRITTEN = expression(
    rf"""
    (?<![\w/$€£\#]) (?<!\d[.,:])
    (?: (?P<weekday>{_WEEKDAY})\b \.? ,? \s{{0,3}} (?:[-–(]\s?)? (?:the\s)? )?
    (?:
        (?<!\d-) (?P<iso_y>(?:1[89]|2[01])\d\d) (?P<iso_sep>[-/.]) (?P<iso_m>\d\d?) (?P=iso_sep) (?P<iso_d>\d\d?)
        (?=\D|$) (?![-/]\d|\.\d|%)
      | (?<!\d-) (?P<packed_y>20\d\d) (?P<packed_m>0[1-9]|1[0-2]) (?P<packed_d>0[1-9]|[12]\d|3[01]) (?!\w)
      | (?P<full_a>\d\d?) (?P<full_sep>[-/.]) (?P<full_b>\d\d?) (?P=full_sep) (?P<full_y>\d{{4}}|\d\d)
        (?!\w|[/:]\d|\.\d|%|(?P=full_sep)\d)
      | (?P<short_a>\d\d?) / (?P<short_b>\d\d?)
        (?!\w|[/:]\d|-\d\d\d|\.\d|%|\s?(?:of|the|an?|days?|hours?|weeks?|months?|years?|full|done)\b)
      | (?P<dot_a>\d\d?) \. (?P<dot_b>\d\d?) (?:\.(?!\d))? (?!\w|[:/%]|\.\d)
      | (?P<name_y>(?:1[89]|2[01])\d\d) [ ,/-]{{1,2}} (?P<name_ym>{_MONTH})\b \.?
        [ ,/-]{{1,2}} (?P<name_yd>\d\d?) (?:st|nd|rd|th)? (?!\w|[:/]\d|%)
      | (?P<after_m>{_MONTH})\b \.? (?:[ ]{{0,3}}|(?P<after_sep>[/-])|\s?,\s?|\sthe\s)
        (?P<after_d>\d\d?) (?P<after_th>\s?(?:st|nd|rd|th)\b)? (?!\w|[:]\d|[.]\d|%)
        (?: \s?,?\s{{0,3}}(?:of\s|in\s)? (?P<after_y>{_YEAR})
          | [/-](?P<after_y2>\d{{4}}|(?(after_sep)\d\d|\d{{4}}))(?!\w|-\d) )?
      | (?P<before_d>\d\d?) (?P<before_th>\s?(?:st|nd|rd|th)\b)? (?:[ ]{{0,3}}|[/-]|\sof\s|\sday\sof\s|\.\s?)
        (?P<before_m>{_MONTH}) (?![a-z])
        (?: \.? [ ]? ,? [ ]{{0,3}} (?:of\s|in\s)? (?P<before_y>{_YEAR})
          | \.? [/-]? (?P<before_y2>(?:19|20)\d\d|\d\d)(?!\w|-\d) | [ ](?P<before_y3>[0-3]\d)(?!\w|[:/.-]\d|%) )?
        (?![\w])
    )
    (?: ,? [ ]? (?P<dash>[-–—][ ]?)? \(? (?P<weekday_after>{_WEEKDAY})\b \)?
        (?! [.,]? [ ] (?:the[ ])? \d\d? (?![:.]?\d|[ ]?[ap]m\b|h\b) ) )?  # "4 March, Friday 6 March" are two dates
    """,
    re.X | re.I,
)
_DIGIT = expression(r"\d")
_NUMERIC = expression(r"\d[-/.]\d")
_MAY_BE_DATE = expression(rf"\d[-/.]\d|\d{{8}}|\d\D{{0,9}}{_MONTH}|{_MONTH}\D{{0,9}}\d")  # matches lower-case text

# In lower case these are verbs where the sentence goes on after them: "option 3 may work", "we 4 march on".
_ALSO_VERBS = frozenset({"may", "march", "mar"})
_SENTENCE_GOES_ON = expression(
    r"\s+(?!(?:to|and|or|at|by|for|with|if|so|in|on|until|till|from|before|after|through|thru|next|last|this)\b)[a-z]"
)

# Dates in digits in a file name, the least ambiguous spelling first.
_DATES_IN_NAMES = (
    expression(r"(?<!\d)(?P<y>20\d\d)(?P<sep>[-_. ]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?!\d)"),
    expression(r"(?<!\d)(?P<y>20\d\d)[-_. ](?P<m>\d\d?)[-_. ](?P<d>\d\d?)(?!\d)"),
    expression(r"(?<!\d)(?P<a>\d\d?)(?P<sep>[-_. ])(?P<b>\d\d?)(?P=sep)(?P<y>20\d\d)(?!\d)"),
    expression(r"(?<!\d)(?P<a>\d\d)(?P<b>\d\d)(?P<y>20\d\d)(?!\d)"),
    expression(r"(?<![\dv])(?P<a>\d\d?)(?P<sep>[-_.])(?P<b>\d\d?)(?P=sep)(?P<y>\d\d)(?!\d|[-_.]\d)"),
    expression(r"(?<!\d)(?P<six>\d{6})(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text: its place, its words, and the day that it names."""

    start: int
    end: int
    said: str
    day: date | None  # None: impossible (31 June, 2026-13-45), or without a year where `near` is not given
    year_said: bool
    other: date | None = None  # the other reading of 3/4
    weekday_said: int | None = None
    doubts: tuple[str, ...] = ()


class _DateParts(NamedTuple):
    """The numbers of a written date."""

    year_said: str | None
    month: int
    day: int
    swappable: bool = False  # month and day could change places, as in 3/4


def find_dates(text: str, *, order: str = "mdy", near: date | None = None) -> tuple[WrittenDate, ...]:
    """Find the dates of a text that give at least a month and a day, from left to right.

    Args:
        text: any text, of any length.
        order: how to read 3/4, "mdy" or "dmy"; the other reading is kept in `other`.
        near: places a date without a year: the next such day on or after `near`, or a day up to 30 days before it, with
            a doubt. Without `near` such a date has no day.
    """
    if not _DIGIT.search(text) or not _MAY_BE_DATE.search(text.lower()):
        return ()
    return tuple(_written_dates(text, order, near))


def learn_order(text: str) -> str | None:
    """Return the order of day and month, "mdy" or "dmy", that the numeric dates of a text show.

    Only dates that can be read in one way count (25/3); None if there are none, or if they show both orders.
    """
    orders = set()
    lines = (line for line in text.splitlines() if _NUMERIC.search(line))
    for match in (match for line in lines for match in _WRITTEN.finditer(line)):
        first, second = match["full_a"] or match["short_a"], match["full_b"] or match["short_b"]
        if first is None or match["full_sep"] == ".":
            continue
        if int(first) > 12 >= int(second) >= 1 and int(first) <= 31 and match.group() != "24/7":
            orders.add("dmy")
        elif int(second) > 12 >= int(first) >= 1 and int(second) <= 31:
            orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


_DAY_FIRST = expression(rf"(?<![\w/.-])\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b", re.I)
_DOTTED = expression(r"(?<![\w.,])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.20\d\d(?![\w.])")
_MONTH_FIRST = expression(rf"\b{_MONTH}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d)", re.I)


def usual_order(text: str) -> str | None:
    """Return "dmy" for notes that write dates as "3 February", "mdy" for "February 3"; None for neither, or both.

    Who writes "12.03.2026" puts the day first as well.
    """
    day_first, month_first = len(_DAY_FIRST.findall(text)), len(_MONTH_FIRST.findall(text))
    if (day_first >= 2 and not month_first) or (month_first < 2 and _DOTTED.search(text)):
        return "dmy"
    return "mdy" if month_first >= 2 and not day_first else None


def date_in_name(name: str, *, order: str = "mdy") -> date | None:
    """Return the day that a file name gives, or None: 2026-03-04, 20260304, 03-04-26, 4mar2026, 2026_03_04.

    Only a date with a year counts, the least ambiguous spelling first. A folder may give the year ("2026/03-04.md").
    Six digits count only if they can be read in one way (031526).

    Args:
        name: a file name or a path.
        order: how to read 03-04-26, "mdy" or "dmy".
    """
    *folders, last = name.replace("\\", "/").split("/")
    stem = re.sub(r"\.[A-Za-z]\w{0,9}$", "", last)
    for pattern in _DATES_IN_NAMES:
        for match in pattern.finditer(stem):
            if day := _day_in_digits(match, order):
                return day
    for text in (re.sub(r"[_\s-]+", " ", stem), _split_letters_from_digits(stem)):
        for written in find_dates(text, order=order):
            if written.day and written.year_said:
                return written.day
    year = next((folder for folder in reversed(folders) if re.fullmatch(r"20\d\d", folder)), None)
    month_and_day = re.search(r"(?<!\d)(?P<a>\d\d)[-_.](?P<b>\d\d)(?!\d|[-_.]\d)", stem)
    return _ordered_date(year, month_and_day["a"], month_and_day["b"], order) if year and month_and_day else None


def next_such_day(month: int, day: int, near: date) -> tuple[date | None, bool]:
    """Place a date without a year: return its day, and whether it lies before `near`.

    The day is the first on or after `near`, or one up to 30 days before it; None if no year has it.
    """
    for year in (near.year - 1, near.year, near.year + 1):
        candidate = safe_date(year, month, day)
        if candidate and candidate >= near - CARRIED_OVER:
            return candidate, candidate < near
    return None, False


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written_dates(text: str, order: str, near: date | None) -> Iterator[WrittenDate]:
    for match in _WRITTEN.finditer(text):
        parts = _date_parts(match, order)
        if parts is None or _month_is_verb(match):
            continue
        end = match.end()
        if "(" in match.group() and text[end : end + 1] == ")":
            end += 1  # "Wednesday (Nov 15)"
        said = text[match.start() : end]
        year = _full_year(parts.year_said) if parts.year_said else None
        day, doubts = _place(said, year, parts, near)
        weekday = match["weekday"] or match["weekday_after"]
        other = _swapped(year, parts, near) if day else None
        if match["dash"] and day and WEEKDAY_NUMBERS[weekday.lower()] not in _weekdays_of(day, other):
            end, weekday = match.start("dash"), match["weekday"]  # "10 March - Friday" is a range
            said = text[match.start() : end].rstrip()
            end = match.start() + len(said)
        yield WrittenDate(
            start=match.start(),
            end=end,
            said=said,
            day=day,
            year_said=year is not None,
            other=other,
            weekday_said=WEEKDAY_NUMBERS[weekday.lower()] if weekday else None,
            doubts=doubts,
        )


def _weekdays_of(*days: date | None) -> set[int]:
    return {day.weekday() for day in days if day}


def _place(said: str, year: int | None, parts: _DateParts, near: date | None) -> tuple[date | None, tuple[str, ...]]:
    """Return the day of a written date, or None, and the doubts about it."""
    day, is_past = None, False
    if year is not None:
        day = safe_date(year, parts.month, parts.day)
    elif near is not None:
        day, is_past = next_such_day(parts.month, parts.day, near)
    exists = safe_date(year or 2000, parts.month, parts.day) is not None  # 29 February exists in some years
    if not exists or (day is None and near is not None):
        return day, (f"“{said}” is not a date",)
    if day and is_past:
        return day, (f"“{said}” has no year; {format_day(day)} (past) is taken, not the day of next year",)
    return day, ()


def _swapped(year: int | None, parts: _DateParts, near: date | None) -> date | None:
    """Return the day with month and day in the other order, if both orders are possible."""
    if not parts.swappable:
        return None
    if year is not None:
        return safe_date(year, parts.day, parts.month)
    return next_such_day(parts.day, parts.month, near)[0] if near else None


def _date_parts(match: re.Match[str], order: str) -> _DateParts | None:
    """Return the numbers of a match of `_WRITTEN`, or None if it is not a date after all."""
    if match["iso_y"]:
        month, day = int(match["iso_m"]), int(match["iso_d"])
        if match["iso_sep"] == "/" and month > 12 >= day:
            month, day = day, month  # ISO 8601 has no slashes, so 2016/13/03 is 13 March
        return _DateParts(match["iso_y"], month, day)
    if match["packed_y"]:
        return _DateParts(match["packed_y"], int(match["packed_m"]), int(match["packed_d"]))
    if match["name_y"]:
        return _DateParts(match["name_y"], MONTH_NUMBERS[match["name_ym"].lower()], int(match["name_yd"]))
    if match["after_m"]:
        year_said = match["after_y"] or match["after_y2"]
        return _DateParts(year_said, MONTH_NUMBERS[match["after_m"].lower()], int(match["after_d"]))
    if match["before_m"]:
        year_said = match["before_y"] or match["before_y2"] or match["before_y3"]
        return _DateParts(year_said, MONTH_NUMBERS[match["before_m"].lower()], int(match["before_d"]))
    if match["dot_a"]:
        return _dotted_parts(match)
    return _full_numeric_parts(match, order) if match["full_a"] else _short_numeric_parts(match, order)


# Words before "14.2." that make a day of it: prices, times and numbers of sections are written with a dot too.
_LIMIT_BEFORE = expression(
    r"\b(?:by|until|untill|till?|before|on|from|due|since|start|starting|latest|bis|am|vom|opens?|date|deadline"
    r"|eta|target)\W{1,2}$",
    re.I,
)
_AT_LATEST = expression(r"\s(?:at\s(?:the\s)?)?latest\b", re.I)
_WEEKDAY_BEFORE = expression(
    r"\b(?:mon?|tues?|wed|thurs?|fri?|sat?|sun|di|mi|do|so|ma|wo|vr|za|zo|mer|jeu|ven)\.?,?\s$", re.I
)


def _dotted_parts(match: re.Match[str]) -> _DateParts | None:
    """Return the numbers of "22.01." and of "until 14.2.", the day first, or None for a number with a dot."""
    day, month = int(match["dot_a"]), int(match["dot_b"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    text, start = match.string, match.start("dot_a")
    has_two_dots = text[start : match.end()].endswith(".")
    has_full_month = len(match["dot_b"]) == 2
    is_closed = has_two_dots and has_full_month and len(match["dot_a"]) == 2
    is_alone = has_full_month and not re.search(r"\w", text[:start] + text[match.end() :])
    near = text[max(0, start - 12) : start]
    is_introduced = (has_full_month or has_two_dots) and (_LIMIT_BEFORE.search(near) or _WEEKDAY_BEFORE.search(near))
    is_limit = has_full_month and _AT_LATEST.match(text, match.end())
    if is_closed or is_alone or is_introduced or is_limit or match["weekday"]:
        return _DateParts(None, month, day)
    return None


def _full_numeric_parts(match: re.Match[str], order: str) -> _DateParts | None:
    """Return the numbers of a date like 3/4/26, or None for what only looks like one."""
    separator, year_said = match["full_sep"], match["full_y"]
    if separator == "-" and re.search(r"\d-$", match.string[max(0, match.start() - 2) : match.start()]):
        return None  # part of a longer number: "7-3-4-26"
    is_short = separator == "." and len(year_said) == 2 and len(match["full_a"] + match["full_b"]) < 4
    if is_short and not _is_dotted_day(match):
        return None  # "3.4.26" is a version
    if separator == ".":
        order = "dmy"  # dots are written where the day comes first
    return _ordered_parts(year_said, int(match["full_a"]), int(match["full_b"]), order)


_OF_VERSION = expression(
    r"(?:\b(?:v|ver|version|release|build|update|upgraded?|to|rev|java|node|python|ios)|=)\W{0,2}$", re.I
)


def _is_dotted_day(match: re.Match[str]) -> bool:
    """Whether three short numbers with dots are a day and no version: "Fri 3.4.26", "by 3.4.26", "call 11.9.24"."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if _WEEKDAY_BEFORE.search(before) or _LIMIT_BEFORE.search(before):
        return True
    is_likely = len(match["full_a"]) == 2 and 10 <= int(match["full_a"]) <= 31 and 15 <= int(match["full_y"]) <= 39
    return is_likely and not _OF_VERSION.search(before)


def _short_numeric_parts(match: re.Match[str], order: str) -> _DateParts | None:
    """Return the month and day of a date like 3/4, read in `order`, or None if it is not a date (24/7, 50/50)."""
    first, second = int(match["short_a"]), int(match["short_b"])
    if match["short_a"] + match["short_b"] == "247" or max(first, second) > 31 or min(first, second) > 12:
        return None  # "24/7", "50/50"
    return _ordered_parts(None, first, second, order) if first and second else None


def _ordered_parts(year_said: str | None, first: int, second: int, order: str) -> _DateParts:
    """Return two numbers as month and day, in the given order or in the only one that is possible."""
    month, day = (second, first) if order == "dmy" else (first, second)
    if month > 12 >= day:
        return _DateParts(year_said, day, month)
    return _DateParts(year_said, month, day, swappable=day <= 12 and day != month)


def _month_is_verb(match: re.Match[str]) -> bool:
    """Return whether the month is a verb: "option 3 may work"."""
    month = match["after_m"] or match["before_m"]
    if month not in _ALSO_VERBS or match["after_y"] or match["before_y"] or match["after_th"] or match["before_th"]:
        return False
    return _SENTENCE_GOES_ON.match(match.string, match.end()) is not None


def _full_year(year_said: str) -> int:
    """Return the year of four digits, of two, or of '26."""
    year = int(year_said.strip("'’"))
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _day_in_digits(match: re.Match[str], order: str) -> date | None:
    """Return the day of a match of `_DATES_IN_NAMES`, or None."""
    groups = match.groupdict()
    if six := groups.get("six"):
        first, second, third = six[:2], six[2:4], six[4:]
        readings = {
            _ordered_date(third, first, second, order),
            safe_date(_full_year(first), int(second), int(third)),
        }
        days = [day for day in readings if day and 2010 <= day.year < 2040]
        return days[0] if len(days) == 1 else None
    if "a" in groups:  # dots are written where the day comes first, in a name as in the notes
        order = "dmy" if groups.get("sep") == "." else order
        return _ordered_date(groups["y"], groups["a"], groups["b"], order)
    return safe_date(int(groups["y"]), int(groups["m"]), int(groups["d"]))


def _ordered_date(year_said: str, first: str, second: str, order: str) -> date | None:
    """Return the day of a year and two numbers, in the given order or else in the other one."""
    month, day = (first, second) if order == "mdy" else (second, first)
    year = _full_year(year_said)
    return safe_date(year, int(month), int(day)) or safe_date(year, int(day), int(month))


def _split_letters_from_digits(stem: str) -> str:
    """Put spaces between letters and digits: "Notes4Mar2026" to "Notes 4 Mar 2026"."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[_-]", " ", stem)
