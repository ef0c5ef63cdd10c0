"""Tell which meetings belong to one series: by their title, or by their place and their people.

Where these do not say it, it is asked: two meetings under one title with other people, two of one folder whose files
are named by their day alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractor.ledger.identity import folded
from extractor.ledger.titles import is_named, series_key

if TYPE_CHECKING:
    from extractor.ledger.events import Meeting

SHARED_PEOPLE = 0.5  # of the fewer people, in two meetings of one series


class Label(NamedTuple):  # not a Struct, so that `glance` starts fast
    """What of a meeting tells to which series it belongs."""

    id: str
    title: str  # as `series_key` returns it
    place: str
    people: tuple[str, ...]  # first names, folded
    series: str = ""
    first: str = ""  # the event that first held it


def label_of(meeting: Meeting, series: str = "", first: str = "") -> Label:
    """Return the label of a meeting."""
    people = first_names(person.name for person in meeting.people)
    return Label(meeting.id, series_key(meeting.title), meeting.place, people, series, first)


def first_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first words of names, folded, each once and in order."""
    return tuple(sorted({words[0] for name in names if (words := folded(name).split())}))


def is_same_series(label: Label, other: Label) -> bool:
    """Whether two meetings belong to one series, as far as their notes say."""
    return relation(label, other) is Relation.SAME


class Relation(Enum):
    """Whether two meetings belong to one series."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


def relation(label: Label, other: Label) -> Relation:
    """Return whether two meetings belong to one series.

    They do if their titles are the same apart from day and number, or else if they lie in one folder under names that
    differ in digits only; and if at least half of the people are the same, where both name people.
    """
    same_title = bool(label.title) and label.title == other.title
    same_place = bool(label.place) and label.place == other.place
    is_known = bool(label.people and other.people)
    shared = people_shared(label.people, other.people) if is_known else 0.0
    if same_title:
        if not is_known:  # a title such as "Weekly" is not enough elsewhere
            is_here = same_place or not (label.place and other.place)
            return Relation.SAME if is_here else Relation.UNSURE
        if shared >= SHARED_PEOPLE:
            return Relation.SAME
        return Relation.UNSURE if shared or same_place else Relation.OTHER
    if not same_place:
        is_near = _is_part(label.title, other.title) and shared >= SHARED_PEOPLE
        return Relation.UNSURE if is_near else Relation.OTHER
    if is_known and shared < SHARED_PEOPLE:
        return Relation.UNSURE if is_named(label.place) else Relation.OTHER
    if is_named(label.place) or not (label.title and other.title):
        return Relation.SAME
    # A folder of notes that are named by their days may hold meetings of all kinds.
    everybody = len(set(label.people) & set(other.people)) >= SHARED_PEOPLE * len({*label.people, *other.people})
    return Relation.SAME if is_known and everybody else Relation.UNSURE


def _is_part(title: str, other: str) -> bool:
    """Whether the words of one title are among those of another: "tidepool weekly", "tidepool weekly sync"."""
    words, others = set(title.split()), set(other.split())
    return bool(words and others) and (words <= others or others <= words)


def people_shared(people: Sequence[str], others: Sequence[str]) -> float:
    """Return which part of the fewer people is among the others."""
    return len(set(people) & set(others)) / min(len(people), len(others))


def components(labels: Iterable[Label], joined: Collection[frozenset[str]] = ()) -> list[list[Label]]:
    """Return the labels by series: those that are linked, directly or by others.

    Args:
        labels: Of meetings.
        joined: The pairs of meetings that the user called one series.
    """
    groups: list[list[Label]] = []
    for label in labels:
        linked = [
            group
            for group in groups
            if any(is_same_series(label, one) or frozenset((label.id, one.id)) in joined for one in group)
        ]
        groups = [group for group in groups if group not in linked]
        groups.append(sorted([label, *(one for group in linked for one in group)], key=lambda one: (one.first, one.id)))
    return groups


def rhythm(days: Iterable[int]) -> int | None:
    """Return the usual number of days between meetings, given their ordinals; None for fewer than two."""
    ordered = sorted(set(days))
    gaps = sorted(later - earlier for earlier, later in pairwise(ordered))
    return round((gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2) if gaps else None
