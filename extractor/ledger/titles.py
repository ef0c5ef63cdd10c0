"""Reduce the titles and the paths of notes to what those of one series have in common."""

from __future__ import annotations

import re
from pathlib import PurePath

from extractor.common.lazy_regex import expression
from extractor.ledger.identity import folded

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b|\b(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b"
_DAY = expression(
    rf"""\b(?:{_WEEKDAY})?,?\s*(?:the\s)?(?:\d{{4}}-\d\d?-\d\d? | \d{{1,2}}[./]\d{{1,2}}[./](?:\d\d){{0,2}}
    | \d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\s\d{{4}})? | {_MONTH}\s\d{{1,2}}\b(?:,?\s\d{{4}})?)""",
    re.I | re.X,
)
_LEADING_DAY = expression(r"\W{0,10}(?:\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\W{0,10}")
_WORD = expression(r"[^\W\d_]{3}")
_NOISE = expression(r"\b(?:minutes|notes|protocol|record|no|nr|number|of|the|from|for|on|meeting notes)\b")


def title_key(title: str) -> str:
    """Return what the titles of a series have in common: without day, number and "minutes of", folded."""
    has_digits = any(sign.isdigit() for sign in title)  # most titles have no day
    title = _LEADING_DAY.sub("", title, count=1) if has_digits else title
    found = _DAY.search(title) if has_digits else None
    before, after = (title[: found.start()], title[found.end() :]) if found else (title, "")
    words = _NOISE.sub(" ", folded(before))
    if not _WORD.search(words):
        words = _NOISE.sub(" ", folded(after))
    words = re.sub(r"\b\d+\w{0,2}\b", " ", words) if has_digits else words
    return " ".join(words.split())


# What the title of one meeting of a series adds to what all are about: "Kitchen refit kick-off", "Kitchen refit call".
_OCCASION = expression(
    r"(?<= )(?:kick ?off|(?:follow ?up |status )?(?:meeting|call)|catch ?up|follow ?up|check ?in|status|summary|recap"
    r"|updates?|where we are|(?:our )?next steps)$"
)
_REPLY = expression(r"(?:(?:re|fwd?|aw|wg) )+")


def series_key(title: str) -> str:
    """Return what tells a series by its title: `title_key` without what tells one meeting, if two words are left."""
    key = title_key(title)
    key = _REPLY.sub("", key, count=1) if _REPLY.match(key) else key
    while (shorter := _OCCASION.sub("", key).strip()) != key and len(shorter.split()) > 1:
        key = shorter
    return key


def place_of(path: str) -> str:
    """Return the folder and the file name without digits: the notes of a series often share it. "" for a pipe."""
    if path in ("", "-"):
        return ""
    pure = PurePath(path)
    name = re.sub(r"\d+", "#", pure.name.casefold())
    return f"{pure.parent.as_posix()}/{_MONTH_NAME.sub('#', name)}"


_MONTH_NAME = expression(rf"(?<![a-z]){_MONTH}(?![a-z])")
_GENERIC = frozenset("notes note minutes mins meeting meetings protocol protokoll recap agenda log".split())


def is_named(place: str) -> bool:
    """Whether the file name of a place, as `place_of` returns it, says more than the day: "notes/weekly-#.md" does."""
    name = PurePath(place).name.partition(".")[0]
    return any(len(word) > 2 and word not in _GENERIC for word in re.findall(r"[^\W\d_]+", name))
