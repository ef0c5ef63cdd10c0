"""Tell which meetings belong to one series: by their title, or by their place and their people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from extractor.common.lazy_regex import expression
from extractor.ledger.identity import folded

if TYPE_CHECKING:
    from extractor.ledger.events import Meeting

SHARED_PEOPLE = 0.5  # of the fewer people, in two meetings of one series

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b|\b(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b"
_DAY = expression(
    rf"""\b(?:{_WEEKDAY})?,?\s*(?:the\s)?(?:\d{{4}}-\d\d?-\d\d? | \d{{1,2}}[./]\d{{1,2}}[./](?:\d\d){{0,2}}
    | \d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\s\d{{4}})? | {_MONTH}\s\d{{1,2}}\b(?:,?\s\d{{4}})?)""",
    re.I | re.X,
)
_LEADING_DAY = expression(r"\W{0,10}(?:\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\W{0,10}")
_NOISE = expression(r"\b(?:minutes|notes|protocol|record|no|nr|number|of|the|from|for|on|meeting notes)\b")


def title_key(title: str) -> str:
    """Return what the titles of a series have in common: without day, number and "minutes of", folded."""
    title = _LEADING_DAY.sub("", title, count=1)
    found = _DAY.search(title)
    before, after = (title[: found.start()], title[found.end() :]) if found else (title, "")
    words = _NOISE.sub(" ", folded(before))
    if not re.search(r"[^\W\d_]{3}", words):
        words = _NOISE.sub(" ", folded(after))
    words = re.sub(r"\b\d+\w{0,2}\b", " ", words)
    return " ".join(words.split())


def place_of(path: str) -> str:
    """Return the folder and the file name without digits: the notes of a series often share it. "" for a pipe."""
    if path in ("", "-"):
        return ""
    pure = PurePath(path)
    name = re.sub(r"\d+", "#", pure.name.casefold())
    return f"{pure.parent.as_posix()}/{_MONTH_NAME.sub('#', name)}"


_MONTH_NAME = expression(rf"(?<![a-z]){_MONTH}(?![a-z])")


@dataclass(frozen=True, slots=True)
class Label:
    """What of a meeting tells to which series it belongs."""

    id: str
    title: str  # as `title_key` returns it
    place: str
    people: tuple[str, ...]  # first names, folded
    series: str = ""
    first: str = ""  # the event that first held it


def label_of(meeting: Meeting, series: str = "", first: str = "") -> Label:
    """Return the label of a meeting."""
    names = {words[0] for person in meeting.people if (words := folded(person.name).split())}
    return Label(meeting.id, title_key(meeting.title), meeting.place, tuple(sorted(names)), series, first)


def is_same_series(label: Label, other: Label) -> bool:
    """Whether two meetings belong to one series.

    Their titles are the same apart from day and number, or they lie in one folder under names that differ in digits
    only; and at least half of the people are the same, where both name people.
    """
    same_title = bool(label.title) and label.title == other.title
    same_place = bool(label.place) and label.place == other.place
    if not (same_title or same_place):
        return False
    if not label.people or not other.people:  # a title such as "Weekly" is not enough elsewhere
        return same_place or not (label.place and other.place)
    return people_shared(label.people, other.people) >= SHARED_PEOPLE


def people_shared(people: Sequence[str], others: Sequence[str]) -> float:
    """Return which part of the fewer people is among the others."""
    return len(set(people) & set(others)) / min(len(people), len(others))


def components(labels: Iterable[Label]) -> list[list[Label]]:
    """Return the labels by series: those that are linked, directly or by others."""
    groups: list[list[Label]] = []
    for label in labels:
        linked = [group for group in groups if any(is_same_series(label, one) for one in group)]
        groups = [group for group in groups if group not in linked]
        groups.append(sorted([label, *(one for group in linked for one in group)], key=lambda one: (one.first, one.id)))
    return groups


def rhythm(days: Iterable[int]) -> int | None:
    """Return the usual number of days between meetings, given their ordinals; None for fewer than two."""
    ordered = sorted(set(days))
    gaps = sorted(later - earlier for earlier, later in pairwise(ordered))
    return round((gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2) if gaps else None
