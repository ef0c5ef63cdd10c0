"""Restatements: which mentions say the same piece of work in other words, by a trained likeness of pairs.

Notes say one thing two to five times: in the discussion, with a marker, in the closing list. Words that are rare in the
notes and in English count most; owners and where the two stand count too. The weights are data
(`restatements.json`).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from extractor.data import text_of
from extractor.expressions import expression
from extractor.model import Mention, Notes
from extractor.owners import common_words, plain
from extractor.remembered import remembered

STOP = frozenset(
    "a an the to of for and or in on at by with from will be is are it this that as up we i you he she they our his her"
    " their s".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The trained weights of what two mentions share, and the probability from which they are one."""

    intercept: float
    of: dict[str, float]
    line: float


@cache
def shipped() -> Likeness:
    """The likeness in the package."""
    data = json.loads(text_of("restatements.json"))
    return Likeness(data["intercept"], data["weights"], data["line"])


@remembered
def content(task: str) -> frozenset[str]:
    """The content words of a task, folded and without their plural, past and -ing endings, for comparison."""
    return frozenset(_stem(word) for word in _WORD.findall(plain(task)) if word not in STOP)


_WORD = expression(r"[\w'-]+")
_ENDING = expression(r"(?:ing|ed|es|s|e)$")


@lru_cache(maxsize=1 << 14)  # every word of every block is asked about
def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(map(_stem, common_words()))


def rarity(notes: Notes) -> Callable[[str], float]:
    """How much sharing a content word says, 0 upwards: more for words that these notes and all notes use seldom."""
    common = _common_stems()
    total = len(notes.blocks)

    @cache
    def counts() -> Counter[str]:  # on the first word: few notes say a thing twice
        return Counter(word for block in notes.blocks for word in content(block.text))

    def weight(word: str) -> float:
        return math.log(1 + total / (1 + counts()[word])) * (1.0 if word in common else 1.5)

    return weight


def evidence(
    one: Mention,
    other: Mention,
    owners: tuple[Sequence[str], Sequence[str]],
    notes: Notes,
    weight: Callable[[str], float],
) -> dict[str, float]:
    """What speaks for and against the two mentions being one piece of work. `owners` are theirs, resolved."""
    mine, theirs = content(one.task), content(other.task)
    shared = mine & theirs
    both = math.fsum(map(weight, shared))  # not sum: a set has another order in each run
    left, right = math.fsum(map(weight, mine)) or 1.0, math.fsum(map(weight, theirs)) or 1.0
    first, second = frozenset(owners[0]), frozenset(owners[1])
    here, there = notes.blocks[one.block], notes.blocks[other.block]
    listed = (_listed(one), _listed(other))
    found = {
        "overlap": both / min(left, right),
        "jaccard": both / (left + right - both) if left + right > both else 1.0,
        "shared": min(len(shared), 6) / 6,
        "rare": min(both / 10, 2.0),
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
        for name, value in tuple(found.items())[:3]
    }
    for name, holds in (
        *relations.items(),
        ("same owners", bool(first) and first == second),
        ("one has an owner", bool(first) != bool(second)),
        ("both are listed", all(listed)),
        ("in one block", one.block == other.block),
        ("near", 0 < abs(one.line - other.line) <= 2),
        ("one is under the other", one.block == there.parent or other.block == here.parent),
        ("same first word", _first(one) == _first(other) != ""),
    ):
        if holds:
            found[name] = 1.0
    return found


def _listed(mention: Mention) -> bool:
    return mention.rule in {"box", "table", "action-list"} or mention.rule.startswith("marker")


def _first(mention: Mention) -> str:
    words = mention.task.split()
    return _stem(words[0].casefold()) if words else ""


def worth_asking(one: Mention, other: Mention, words: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two mentions could be one at all: two parts of one paragraph that share no word are two."""
    return bool(words[0] & words[1])


def groups(
    mentions: Sequence[Mention],
    owners: Sequence[Sequence[str]],
    notes: Notes,
    using: Likeness,
    weight: Callable[[str], float] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """The mentions' indices, those of one piece of work together; groups and members in their order in the notes.

    `weight` is the `rarity` of the notes' words, where it is known.
    """
    if len(mentions) < 2:
        return tuple((index,) for index in range(len(mentions)))
    weight = weight or rarity(notes)
    words = [content(mention.task) for mention in mentions]
    pairs = []
    for i, j in combinations(range(len(mentions)), 2):
        if worth_asking(mentions[i], mentions[j], (words[i], words[j])):
            likeness = probability(evidence(mentions[i], mentions[j], (owners[i], owners[j]), notes, weight), using)
            if likeness >= using.line:
                pairs.append((likeness, i, j))
    head = list(range(len(mentions)))
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        low, high = sorted((head[i], head[j]))
        head = [low if at == high else at for at in head]
    together: dict[int, list[int]] = {}
    for index, at in enumerate(head):
        together.setdefault(at, []).append(index)
    return tuple(tuple(members) for _, members in sorted(together.items()))


def probability(found: dict[str, float], using: Likeness) -> float:
    """The probability that two mentions with this evidence are one piece of work."""
    total = using.intercept + sum(using.of.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
