"""Read the day of a call that somebody says at its beginning: "it's Tuesday the seventh of October 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from extractor.common.lazy_regex import expression
from extractor.dates.calendar_names import MONTH_NUMBERS
from extractor.model import Block, Doubt, Kind

_OPENING = 12  # turns; a day that is said later is one that the talk is about
_LENGTH = 400  # characters of a turn
_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + ")"
_HAS_MONTH = expression(rf"\b{_MONTH}\b", re.I)
_TODAY = expression(
    r"\b(?:it['’]?s|it is|today(?: is|['’]?s)?|this is|recording|recorded|minutes|meeting|call|session|welcome"
    r"|good (?:morning|afternoon|evening))\b[^.!?]{0,32}$",
    re.I,
)
_DAY_ALONE = expression(
    r"\b(?:it['’]?s|it is|today is|today['’]?s)\s+(?:[a-z]+day\s+)?(?:the\s+)?"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)|(?:(?:twenty|thirty)[- ])?[a-z]{2,11}(?:st|nd|rd|th)|second)"
    r"(?:\s+today)?(?=\s*[,.;!?]|$)",
    re.I,
)
_OTHER = expression(r"\b(?:next|last|by|until|till|before|since|due|from|after|was|were|in|for)\W+(?:\w+\W+)?$", re.I)
_MONTH_OF_NAME = (
    expression(rf"(?<![a-z])(?P<month>{_MONTH})[-_. ]{{0,2}}(?P<year>20\d\d)(?!\d)", re.I),
    expression(r"(?<!\d)(?P<year>20\d\d)[-_. ]?(?P<month>0[1-9]|1[0-2])(?!\d)"),
)


def spoken_day(blocks: Sequence[Block], source: str, order: str) -> tuple[date | None, tuple[Doubt, ...]]:
    """Return the day that the first turns of a call give as today's; a doubt where they give no year.

    Args:
        blocks: All blocks of the notes; only the first turns are looked at.
        source: The file's name; its month ("call-feb-2026.txt") completes "it's the third today".
        order: How to read 3/4, "mdy" or "dmy".
    """
    opening = [block for block in _opening(blocks) if _HAS_MONTH.search(block.text) or _DAY_ALONE.search(block.text)]
    if not opening:
        return None, ()
    # On use: the grammar of dates takes a while to load, and few calls begin so.
    from extractor.dates.finding import find_phrases
    from extractor.dates.intervals import DateContext
    from extractor.dates.resolving import resolve

    without_year: tuple[Doubt, ...] = ()
    for block in opening:
        text = block.text[:_LENGTH]
        if _HAS_MONTH.search(text):
            for phrase in find_phrases(text):
                before = text[: phrase.start]
                if not _HAS_MONTH.search(phrase.said) or _OTHER.search(before) or not _TODAY.search(before):
                    continue
                deadline = resolve(phrase.said, DateContext(None, order))
                if deadline is None or deadline.grain != "day":
                    continue
                if deadline.day:
                    return deadline.day, ()
                if not without_year:
                    message = f"“{phrase.said}” has no year, so the meeting's date is not known; give it with --date"
                    without_year = (Doubt(block.line_at(phrase.start), message, "date"),)
        if (alone := _DAY_ALONE.search(text)) and (month := _month_of(source)):
            deadline = resolve(f"the {alone['day']}", DateContext(month - timedelta(days=1), order))
            if deadline and deadline.day and (deadline.day.year, deadline.day.month) == (month.year, month.month):
                return deadline.day, ()
    return None, without_year


def _opening(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the first turns of the talk."""
    return islice((block for block in blocks[: 2 * _OPENING] if block.kind is Kind.TURN), _OPENING)


def _month_of(name: str) -> date | None:
    """Return the first day of the month that a file's name gives: "call-feb-2026.txt"."""
    for pattern in _MONTH_OF_NAME:
        if match := pattern.search(name):
            month = match["month"].lower()
            return date(int(match["year"]), int(month) if month.isdigit() else MONTH_NUMBERS[month], 1)
    return None
