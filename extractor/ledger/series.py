"""Tell which meetings belong to one series: by their title, or by their place and their people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractor.ledger.identity import folded
from extractor.ledger.titles import title_key

if TYPE_CHECKING:
    from extractor.ledger.events import Meeting

SHARED_PEOPLE = 0.5  # of the fewer people, in two meetings of one series


class Label(NamedTuple):  # not a Struct, so that `glance` starts fast
    """What of a meeting tells to which series it belongs."""

    id: str
    title: str  # as `title_key` returns it
    place: str
    people: tuple[str, ...]  # first names, folded
    series: str = ""
    first: str = ""  # the event that first held it


def label_of(meeting: Meeting, series: str = "", first: str = "") -> Label:
    """Return the label of a meeting."""
    people = first_names(person.name for person in meeting.people)
    return Label(meeting.id, title_key(meeting.title), meeting.place, people, series, first)


def first_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first words of names, folded, each once and in order."""
    return tuple(sorted({words[0] for name in names if (words := folded(name).split())}))


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
