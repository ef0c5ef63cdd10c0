"""Calendar dates as people write them, in full or in part, to days: "2026-03-04", "Wed, March 4th", "4/3", "4mar2026".

A written date names a day and a month at least; what needs a grammar ("the 15th", "mid-March", "Friday") lives in
deadlines. Offsets are characters of the text. Days of the week count from Monday, 0. Standard library only, and never
the clock: a date without a year is placed by the day it stands near to (DESIGN.md, section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.common.lazy_regex import expression
from extractor.common.phrasing import format_day
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS

CARRIED_OVER = timedelta(days=30)  # a day without a year this far back is an overdue item, not one of next year

_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
_WEEKDAY = "(?:" + "|".join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True)) + ")"
_YEAR = r"(?:(?:1[89]|2[01])\d\d|['’]\d\d)(?!\w|[:/-]\d)"

# Every quantifier is bounded, so that a line of any length is read in one pass.
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
    (?: ,? [ ]? \(? (?P<weekday_after>{_WEEKDAY})\b \)? )?
    """,
    re.X | re.I,
)
_DIGIT = expression(r"\d")
_NUMERIC = expression(r"\d[-/.]\d")
_MAY_BE_DATE = expression(rf"\d[-/.]\d|\d{{8}}|\d\D{{0,9}}{_MONTH}|{_MONTH}\D{{0,9}}\d")  # in lower case

# Lower-case words that are months only when nothing else of the sentence follows: "option 3 may work", "we 4 march on".
_ALSO_VERBS = frozenset({"may", "march", "mar"})
_GOES_ON = expression(
    r"\s+(?!(?:to|and|or|at|by|for|with|if|so|in|on|until|till|from|before|after|through|thru|next|last|this)\b)[a-z]"
)


# Dates in digits in the name of a file, the surest first.
_IN_NAMES = (
    expression(r"(?<!\d)(?P<y>20\d\d)(?P<sep>[-_. ]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?!\d)"),
    expression(r"(?<!\d)(?P<y>20\d\d)[-_. ](?P<m>\d\d?)[-_. ](?P<d>\d\d?)(?!\d)"),
    expression(r"(?<!\d)(?P<a>\d\d?)(?P<sep>[-_. ])(?P<b>\d\d?)(?P=sep)(?P<y>20\d\d)(?!\d)"),
    expression(r"(?<!\d)(?P<a>\d\d)(?P<b>\d\d)(?P<y>20\d\d)(?!\d)"),
    expression(r"(?<![\dv])(?P<a>\d\d?)(?P<sep>[-_.])(?P<b>\d\d?)(?P=sep)(?P<y>\d\d)(?!\d|[-_.]\d)"),
    expression(r"(?<!\d)(?P<six>\d{6})(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a text: where, in which words, and the day that it names."""

    start: int
    end: int
    said: str
    day: date | None  # None: impossible (31 June, 2026-13-45), or no year and nothing to place it by
    year_said: bool
    other: date | None = None  # the other sane reading, for 3/4
    weekday_said: int | None = None
    doubts: tuple[str, ...] = ()


def find_dates(text: str, *, order: str = "mdy", near: date | None = None) -> tuple[WrittenDate, ...]:
    """The dates of a text with a day and a month at least, from left to right.

    `order` ("mdy" or "dmy") reads 3/4; the other reading is kept in `other`. A date without a year is the next such day
    on or after `near`, unless it is up to 30 days past (then it is past, with a doubt); without `near` it has no day.
    """
    return tuple(_find(text, order, near)) if _DIGIT.search(text) and _MAY_BE_DATE.search(text.lower()) else ()


def learn_order(text: str) -> str | None:
    """ "mdy" or "dmy", as the numeric dates of the text show that can be read in one way only; None: none, or both
    ways.
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


def date_in_name(name: str, *, order: str = "mdy") -> date | None:
    """The day that a file's name gives: 2026-03-04, 20260304, 03-04-26, 4mar2026, 2026_03_04; None if none.

    Only a date with its year counts, the surest spelling first. A folder may give the year ("2026/03-04.md"). Six
    digits count where they can be read in one way only (031526).
    """
    *folders, last = name.replace("\\", "/").split("/")
    stem = re.sub(r"\.[A-Za-z]\w{0,9}$", "", last)
    for pattern in _IN_NAMES:
        for match in pattern.finditer(stem):
            if found := _named_day(match, order):
                return found
    for text in (re.sub(r"[_\s-]+", " ", stem), _unglued(stem)):
        for written in find_dates(text, order=order):
            if written.day and written.year_said:
                return written.day
    year = next((folder for folder in reversed(folders) if re.fullmatch(r"20\d\d", folder)), None)
    short = re.search(r"(?<!\d)(?P<a>\d\d)[-_.](?P<b>\d\d)(?!\d|[-_.]\d)", stem)
    return _in_order(year, short["a"], short["b"], order) if year and short else None


def next_such_day(month: int, day: int, near: date) -> tuple[date | None, bool]:
    """The day of a date without a year, and whether it is past: the first on or after `near`, or up to 30 days before
    it.
    """
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= near - CARRIED_OVER:
            return found, found < near
    return None, False


def _find(text: str, order: str, near: date | None) -> Iterator[WrittenDate]:
    """The dates of a text, by the one regular expression; each of its branches gives a year, a month and a day."""
    for match in _WRITTEN.finditer(text):
        parts = _parts(match, order)
        if parts is None or _is_a_verb(match, text):
            continue
        year_word, month, day, swapped = parts
        year = _full_year(year_word) if year_word else None
        end = match.end()
        if "(" in match.group() and text[end : end + 1] == ")":
            end += 1  # "Wednesday (Nov 15)"
        said = text[match.start() : end]
        doubts: tuple[str, ...] = ()
        if year is not None:
            found, past = safe_date(year, month, day), False
        elif near is not None:
            found, past = next_such_day(month, day, near)
        else:
            found, past = None, False
        if not _possible(year, month, day) or (found is None and near is not None):
            doubts = (f"“{said}” is no day of the calendar",)
        elif past and found and near:
            doubts = (f"“{said}” names no year; taken as the past {format_day(found)}, not as a day of next year",)
        other = None
        if swapped and found:
            other = safe_date(year, day, month) if year else (next_such_day(day, month, near)[0] if near else None)
        weekday = match["weekday"] or match["weekday_after"]
        yield WrittenDate(
            start=match.start(),
            end=end,
            said=said,
            day=found,
            year_said=year is not None,
            other=other,
            weekday_said=WEEKDAY_NUMBERS[weekday.lower()] if weekday else None,
            doubts=doubts,
        )


def _parts(match: re.Match[str], order: str) -> tuple[str | None, int, int, bool] | None:
    """Year as written, month, day, and whether month and day could change places; None if it is no date after all."""
    if match["iso_y"]:
        month, day = int(match["iso_m"]), int(match["iso_d"])
        swapped = match["iso_sep"] == "/" and month > 12 >= day  # ISO 8601 has no slashes, so 2016/13/03 is 13 March
        return (match["iso_y"], day, month, False) if swapped else (match["iso_y"], month, day, False)
    if match["packed_y"]:
        return match["packed_y"], int(match["packed_m"]), int(match["packed_d"]), False
    if match["name_y"]:
        return match["name_y"], MONTH_NUMBERS[match["name_ym"].lower()], int(match["name_yd"]), False
    if match["after_m"]:
        day = int(match["after_d"])
        return match["after_y"] or match["after_y2"], MONTH_NUMBERS[match["after_m"].lower()], day, False
    if match["before_m"]:
        year = match["before_y"] or match["before_y2"] or match["before_y3"]
        return year, MONTH_NUMBERS[match["before_m"].lower()], int(match["before_d"]), False
    if match["full_a"]:
        first, second = int(match["full_a"]), int(match["full_b"])
        if match["full_sep"] == "-" and re.search(r"\d-$", match.string[max(0, match.start() - 2) : match.start()]):
            return None
        if match["full_sep"] == "." and len(match["full_y"]) == 2 and len(match["full_a"] + match["full_b"]) < 4:
            return None  # "3.4.26" is a version
        order = "dmy" if match["full_sep"] == "." else order  # dots are written where the day comes first
        year = match["full_y"]
    else:
        first, second, year = int(match["short_a"]), int(match["short_b"]), None
        if match["short_a"] + match["short_b"] == "247" or max(first, second) > 31 or min(first, second) > 12:
            return None  # "24/7", "50/50"
        if not first or not second:
            return None
    month, day = (second, first) if order == "dmy" else (first, second)
    if month > 12 >= day:
        month, day = day, month
        return year, month, day, False
    return year, month, day, day <= 12 and day != month


def _is_a_verb(match: re.Match[str], text: str) -> bool:
    """Whether the month is a verb: "option 3 may work"."""
    month = match["after_m"] or match["before_m"]
    plain = month in _ALSO_VERBS and not (
        match["after_y"] or match["before_y"] or match["after_th"] or match["before_th"]
    )
    return plain and _GOES_ON.match(text, match.end()) is not None


def _full_year(word: str) -> int:
    """The year that is written in four digits, in two, or as '26."""
    year = int(word.strip("'’"))
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _named_day(match: re.Match[str], order: str) -> date | None:
    """The day that one of `_IN_NAMES` has found."""
    parts = match.groupdict()
    if six := parts.get("six"):
        one, two, three = six[:2], six[2:4], six[4:]
        readings = {_in_order(three, one, two, order), safe_date(_full_year(one), int(two), int(three))}
        days = [day for day in readings if day and 2010 <= day.year < 2040]
        return days[0] if len(days) == 1 else None
    if "a" in parts:
        return _in_order(parts["y"], parts["a"], parts["b"], order)
    return safe_date(int(parts["y"]), int(parts["m"]), int(parts["d"]))


def _in_order(year: str, first: str, second: str, order: str) -> date | None:
    """The day of a year and two numbers, in the order given, or the other way round where that is the only one."""
    month, day = (first, second) if order == "mdy" else (second, first)
    full = _full_year(year)
    return safe_date(full, int(month), int(day)) or safe_date(full, int(day), int(month))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _possible(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day, in this year or, without a year, in any."""
    return safe_date(year or 2000, month, day) is not None


def _unglued(stem: str) -> str:
    """A file name with letters and digits set apart: "Notes4Mar2026" to "Notes 4 Mar 2026"."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[_-]", " ", stem)
