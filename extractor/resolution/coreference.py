"""Restatements: which mentions say the same piece of work in other words, by a trained likeness of pairs.

Notes say one thing two to five times: in the discussion, with a marker, in the closing list. Words that are rare in the
notes and in English count most; owners and where the two stand count too. The weights are data
(`restatements.json`).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from extractor.common.lazy_regex import expression
from extractor.common.logistic import logistic
from extractor.common.memo import remembered
from extractor.common.resources import text_of
from extractor.language.content_words import common_stems, content, stem
from extractor.model import Mention, Notes


@dataclass(frozen=True, slots=True)
class PairClassifier:
    """The trained weights of what two mentions share, and the probability from which they are one."""

    intercept: float
    weights: dict[str, float]
    line: float


@cache
def load_default() -> PairClassifier:
    """The likeness in the package."""
    data = json.loads(text_of("resolution/restatements.json"))
    return PairClassifier(data["intercept"], data["weights"], data["line"])


class NoteVocabulary:
    """The words of the notes, against which two mentions are compared."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self._around: dict[int, frozenset[str]] = {}
        self._rarity: dict[str, float] = {}

    @cached_property
    def _words(self) -> list[frozenset[str]]:  # on the first question: few notes say a thing twice
        return [content(block.text) for block in self.notes.blocks]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(word for words in self._words for word in words)

    def rarity(self, word: str) -> float:
        """How much sharing a content word says, 0 upwards: more for one that these notes and all notes use seldom."""
        if word not in self._rarity:
            known = 1.0 if word in common_stems() else 1.5
            self._rarity[word] = math.log(1 + len(self._words) / (1 + self._counts[word])) * known
        return self._rarity[word]

    def around(self, index: int) -> frozenset[str]:
        """The content words in which a block stands: its own, its parent's and its section's ("fix that")."""
        if index not in self._around:
            block = self.notes.blocks[index]
            above = self._words[block.parent] if block.parent is not None else frozenset()
            title = content(block.section[-1]) if block.section else frozenset()
            self._around[index] = self._words[index] | above | title
        return self._around[index]


def pair_features(
    one: Mention,
    other: Mention,
    owners: tuple[Sequence[str], Sequence[str]],
    vocabulary: NoteVocabulary,
) -> dict[str, float]:
    """What speaks for and against the two mentions being one piece of work. `owners` are theirs, resolved."""
    mine, theirs = content(one.task), content(other.task)
    shared = mine & theirs
    weight = vocabulary.rarity
    both = math.fsum(map(weight, shared))  # not sum: a set has another order in each run
    left, right = math.fsum(map(weight, mine)) or 1.0, math.fsum(map(weight, theirs)) or 1.0
    beyond = (
        math.fsum(map(weight, mine & vocabulary.around(other.block))) / left,
        math.fsum(map(weight, theirs & vocabulary.around(one.block))) / right,
    )
    first, second = frozenset(owners[0]), frozenset(owners[1])
    here, there = vocabulary.notes.blocks[one.block], vocabulary.notes.blocks[other.block]
    listed = (_listed(one), _listed(other))
    numbers = (_numbers(one.task), _numbers(other.task))
    found = {
        "overlap": both / min(left, right),
        "jaccard": both / (left + right - both) if left + right > both else 1.0,
        "shared": min(len(shared), 6) / 6,
        "rare": min(both / 10, 2.0),
        "around, most": max(beyond),
        "around, least": min(beyond),
    }
    relations = {
        "owners clash": bool(first and second and not first & second),
        "owners meet": bool(first & second),
        "one is listed": listed[0] != listed[1],
        "in one list": here.section == there.section and here.parent == there.parent,
    }
    found |= {
        f"{name}, {relation}": value
        for relation, holds in relations.items()
        if holds
        for name, value in tuple(found.items())
        if name not in {"rare", "around, least"}
    }
    for name, holds in (
        *relations.items(),
        ("same owners", bool(first) and first == second),
        ("one has an owner", bool(first) != bool(second)),
        ("both are listed", all(listed)),
        ("in one block", one.block == other.block),
        ("near", 0 < abs(one.line - other.line) <= 2),
        ("one is under the other", one.block == there.parent or other.block == here.parent),
        ("numbers clash", bool(numbers[0] and numbers[1]) and not numbers[0] & numbers[1]),
        ("same first word", _first(one) == _first(other) != ""),
    ):
        if holds:
            found[name] = 1.0
    return found


def _listed(mention: Mention) -> bool:
    return mention.rule in {"box", "table", "action-list"} or mention.rule.startswith("marker")


# Searched in lower case.
_NUMBER = expression(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth)\b")


@remembered
def _numbers(task: str) -> frozenset[str]:
    """The numbers in a task, which tell "chapter one" from "chapter two"."""
    return frozenset(_NUMBER.findall(task.lower()))


def _first(mention: Mention) -> str:
    words = mention.task.split()
    return stem(words[0].casefold()) if words else ""


def may_corefer(
    one: Mention, other: Mention, words: tuple[frozenset[str], frozenset[str]], vocabulary: NoteVocabulary
) -> bool:
    """Whether two mentions could be one at all: what shares no word with the other or what stands around it is two."""
    return bool(
        words[0] & words[1]
        or (
            one.block != other.block
            and (words[0] & vocabulary.around(other.block) or words[1] & vocabulary.around(one.block))
        )
    )


def groups(
    mentions: Sequence[Mention],
    owners: Sequence[Sequence[str]],
    notes: Notes,
    using: PairClassifier,
    vocabulary: NoteVocabulary | None = None,
) -> tuple[tuple[int, ...], ...]:
    """The mentions' indices, those of one piece of work together; groups and members in their order in the notes.

    `vocabulary` is that of the notes, where it is known.
    """
    if len(mentions) < 2:
        return tuple((index,) for index in range(len(mentions)))
    vocabulary = vocabulary or NoteVocabulary(notes)
    words = [content(mention.task) for mention in mentions]
    pairs = []
    for i, j in combinations(range(len(mentions)), 2):
        if may_corefer(mentions[i], mentions[j], (words[i], words[j]), vocabulary):
            classifier = probability(pair_features(mentions[i], mentions[j], (owners[i], owners[j]), vocabulary), using)
            if classifier >= using.line:
                pairs.append((classifier, i, j))
    head = list(range(len(mentions)))
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        low, high = sorted((head[i], head[j]))
        head = [low if at == high else at for at in head]
    together: dict[int, list[int]] = {}
    for index, at in enumerate(head):
        together.setdefault(at, []).append(index)
    return tuple(tuple(members) for _, members in sorted(together.items()))


def probability(found: dict[str, float], using: PairClassifier) -> float:
    """The probability that two mentions with this evidence are one piece of work."""
    total = using.intercept + sum(using.weights.get(name, 0.0) * value for name, value in found.items())
    return logistic(total)
