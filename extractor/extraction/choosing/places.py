"""Find the texts around a piece of work in which its owner or its deadline may stand, nearest first."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.model import Kind, Notes

# Roles of the texts of the block itself, whose distances to the work are known.
HERE = frozenset({"clause", "before", "after"})
_BEFORE, _AFTER = 3, 2  # blocks
_TURNS_BEFORE, _TURNS_AFTER = 5, 5  # in talk a date is often agreed on some turns away
_REACH = 600  # characters of its own block on each side, so that a long block takes no longer
_TAIL, _HEAD = 200, 160  # characters of a block before, of one after

Features = dict[str, float]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Place:
    """A text by its role beside the work ("clause", "section", "before 1"), and the span of it that is read."""

    role: str
    text: str
    start: int
    end: int
    block: int = -1  # which block of the notes it is, -1 for a title


@dataclass(slots=True)
class FoundOptions(Generic[Key]):
    """Options with what speaks for and against each, gathered as their words are read."""

    of: dict[Key, Features] = field(default_factory=dict)

    def see(self, option: Key, *names: str) -> Features:
        """Add these features to an option, each with the value 1, and return all of its features."""
        known = self.of.setdefault(option, {})
        known.update(dict.fromkeys(names, 1.0))
        return known


def lower(features: Features, name: str, value: float) -> None:
    """Set a feature to this value, or leave it where it is less already."""
    features[name] = min(features.get(name, value), value)


def places(notes: Notes, candidate: Candidate, title: int | None = None) -> Iterator[Place]:
    """Yield the texts around a candidate: its clause, the rest of its block, titles, the entry above, blocks around.

    Args:
        notes: The notes.
        candidate: One of their candidates.
        title: The block above that is nothing but a name, if it stands under one.
    """
    at = candidate.block
    block = notes.blocks[at]
    text = block.text
    yield Place("clause", text, candidate.start, candidate.end, at)
    if candidate.start > 0:
        yield Place("before", text, max(0, candidate.start - _REACH), candidate.start, at)
    if candidate.end < len(text):
        yield Place("after", text, candidate.end, min(len(text), candidate.end + _REACH), at)
    if block.speaker:
        yield Place("speaker", block.speaker, 0, len(block.speaker))
    for level, words in enumerate(reversed(block.section[-2:])):
        yield Place(f"section {level + 1}", words, 0, len(words))
    if block.parent is not None:
        above = notes.blocks[block.parent].text
        yield Place("parent", above, 0, len(above), block.parent)
    if title is not None:
        named = notes.blocks[title].text
        yield Place("title line", named, 0, len(named), title)
    yield from _around(notes, at, {block.parent, title})


def _around(notes: Notes, at: int, others: Set[int | None]) -> Iterator[Place]:
    """Yield the blocks before and after a block, and who says them; not `others`, which are places of their own."""
    before, after = (_TURNS_BEFORE, _TURNS_AFTER) if notes.blocks[at].kind is Kind.TURN else (_BEFORE, _AFTER)
    for step in range(1, max(before, after) + 1):
        if step <= before and at - step >= 0:
            other = notes.blocks[at - step]
            if at - step not in others:
                yield Place(f"before {step}", other.text, max(0, len(other.text) - _TAIL), len(other.text), at - step)
            if other.speaker and step <= _BEFORE:
                yield Place(f"speaker before {step}", other.speaker, 0, len(other.speaker))
        if step <= after and at + step < len(notes.blocks):
            other = notes.blocks[at + step]
            yield Place(f"after {step}", other.text, 0, min(_HEAD, len(other.text)), at + step)
            if other.speaker and step <= _AFTER:
                yield Place(f"speaker after {step}", other.speaker, 0, len(other.speaker))


def surroundings(notes: Notes, candidate: Candidate, title: int | None) -> tuple[Hashable, ...]:
    """Return all that tells the owner of a candidate from that of another: its words, and the texts around it.

    Arguments as those of `places`.
    """
    block = notes.blocks[candidate.block]
    start = candidate.start
    texts = (
        (
            place.role,
            place.text[max(0, place.start - _MARGIN) : place.end + _MARGIN],
            min(place.start, _MARGIN),
            _LETTER.search(place.text, 0, place.start) is None,
            _LETTER.search(place.text, place.end) is None,
        )
        for place in places(notes, candidate, title)
    )
    clause = candidate.clause.subject if candidate.clause else None
    spans = (candidate.end - start, candidate.task_start - start, candidate.task_end - start)
    features = frozenset(candidate.features.items())
    return (block.kind, block.section, block.cells, candidate.owners_said, clause, spans, features, *texts)


_MARGIN = 100  # characters on each side of a text that may tell how a name in it stands
_LETTER = expression(r"[^\W\d]")

# Features of a candidate that tell how its owner and its deadline are likely said.
_TELLING = ("subject: ", "cue: ", "act: ", "owner: ", "kind: ", "section: ", "notes: ", "list: ", "turn: ", "row: ")
_MARKS = frozenset({"marker", "nested", "clause: later", "sentence: later", "opens: verb, base", "spoken"})


def shared(features: Mapping[str, float]) -> Features:
    """Return the features of a candidate that all its options share."""
    return {
        f"place, {name}": value
        for name, value in features.items()
        if name in _MARKS or (name.startswith(_TELLING) and ", " not in name)
    }


class Sign(NamedTuple):
    """How the text before or after a name or a date reads, as a feature: "bracket before"."""

    name: str
    is_before: bool
    pattern: re.Pattern[str]  # of the end of the text before, or of the start of the text after


class Signs:
    """Signs to look for beside a name or a date: rows of their names, whether they stand before it, their patterns.

    The same place is read for each piece of work around it, so the latest answers are kept.
    """

    def __init__(self, *rows: tuple[str, bool, str]) -> None:
        self._signs = tuple(Sign(name, is_before, expression(pattern)) for name, is_before, pattern in rows)
        self._answers = lru_cache(_ANSWERS)(self._search)

    def beside(self, before: str, after: str, where: str) -> Mapping[str, float]:
        """Return the signs beside a name or a date as features: "bracket before, here".

        Args:
            before: The end of the text before it.
            after: The start of the text after it.
            where: "here" in the work's own block, "there" in another text.
        """
        return self._answers(before, after, where)

    def _search(self, before: str, after: str, where: str) -> Mapping[str, float]:
        return {
            f"{name}, {where}": 1.0
            for name, is_before, pattern in self._signs
            if (pattern.search(before) if is_before else pattern.match(after))
        }


_ANSWERS = 1024
