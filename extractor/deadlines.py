"""The words of a deadline ("by end of next week") and the meeting's day to a day, by the conventions of DESIGN.md, section 4."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractor.dates import WEEKDAY_NUMBERS, find_dates
from extractor.model import Deadline

_DAY = "|".join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True))
_PHRASE = re.compile(
    rf"""\b(?:(?P<cue>by|before|until|till|on|in|within|at)\s+)?(?:(?:the\s+)?(?:end|close)\s+of\s+)?
    (?:(?:the\s+|this\s+|next\s+)?(?:{_DAY}|week|month|quarter|year)\b|today|tonight|tomorrow|EOD|EOW|COB|EOM)(?!['’]s)""",
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the words are read against: the meeting's day, and the conventions of its people."""

    held_on: date | None
    order: str = "mdy"  # or "dmy"
    country: str = "US"  # whose public holidays count, ISO 3166 code
    next_meeting: date | None = None
    before: date | None = None  # the day named just before, for "by then", "the same day", "a week after that"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Date words in running text: where, which, and the word that ties them to the sentence ("by", "before", "on", "")."""

    start: int
    end: int
    said: str
    cue: str


def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Every date phrase of a running text, the longest that fits, from left to right and without overlaps."""
    found = [Phrase(m.start(), m.end(), m.group(), (m["cue"] or "").lower()) for m in _PHRASE.finditer(text)]
    for day in find_dates(text):
        cue = re.search(r"\b(by|before|until|till|on)\s+$", text[: day.start], re.I)
        start = cue.start() if cue else day.start
        if all(day.end <= f.start or f.end <= start for f in found):
            found.append(Phrase(start, day.end, text[start : day.end], cue[1].lower() if cue else ""))
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def resolve(said: str, calendar: Calendar) -> Deadline | None:
    """The day that the words of a deadline mean; None when they are no date words, `day` None when they name no day."""
    held = calendar.held_on
    for day in find_dates(said, order=calendar.order, near=held):
        return Deadline(said, day.day, other=day.other, doubts=day.doubts)
    words = said.lower()
    if held is None:
        return Deadline(said, None) if _PHRASE.search(said) else None
    if re.search(r"\b(today|tonight|eod|cob)\b", words):
        return Deadline(said, held)
    if "tomorrow" in words:
        return Deadline(said, held + timedelta(days=1))
    weekday = re.search(rf"\b({_DAY})\b", words)
    if weekday:
        ahead = (WEEKDAY_NUMBERS[weekday[1]] - held.weekday() - 1) % 7 + 1
        if "next" in words:
            ahead = 7 - held.weekday() + WEEKDAY_NUMBERS[weekday[1]]
        return Deadline(said, held + timedelta(days=ahead))
    if re.search(r"\b(week|eow)\b", words):
        monday = held - timedelta(days=held.weekday())
        monday += timedelta(days=7 * (held.weekday() > 4) + 7 * ("next" in words))
        return Deadline(said, monday + timedelta(days=4), "week", stated=False)
    if re.search(r"\b(month|eom)\b", words):
        first = held.replace(day=1)
        for _ in range(2 if "next" in words else 1):
            first = (first + timedelta(days=31)).replace(day=1)
        return Deadline(said, first - timedelta(days=1), "month", stated=False)
    return Deadline(said, None) if _PHRASE.search(said) else None


def resolve_deadline(
    said: str,
    held_on: date | None,
    *,
    date_order: str = "mdy",
    country: str = "US",
    next_meeting: date | None = None,
) -> Deadline | None:
    """The day that the words of a deadline mean at a meeting held on `held_on`; see `resolve`."""
    found = resolve(said, Calendar(held_on, date_order, country, next_meeting))
    return replace(found, said=said) if found else None
