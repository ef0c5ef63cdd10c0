"""Group the mentions that state the same piece of work (coreference), by a trained classifier of pairs.

Notes state a task two to five times: in the discussion, with a marker, in the closing list. Words that are rare in the
notes and in English count most; owners and places count too. The weights are data (`restatements.json`).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from extractor.common.lazy_regex import expression
from extractor.common.logistic import logistic
from extractor.common.memo import remembered
from extractor.common.resources import text_of
from extractor.language.content_words import common_stems, content, stem
from extractor.model import Mention, Notes

# Other mentions with which each is compared; in notes of over 1,000 mentions fewer, so that the pairs of a note do not
# grow faster than its mentions.
MAX_NEIGHBOURS, MIN_NEIGHBOURS, MAX_PAIRS = 100, 4, 100_000


@dataclass(frozen=True, slots=True)
class PairClassifier:
    """Weights of the features of a pair of mentions, and the probability from which both state the same work."""

    intercept: float
    weights: dict[str, float]
    threshold: float


@cache
def load_default() -> PairClassifier:
    """Return the classifier in the package."""
    data = json.loads(text_of("resolution/restatements.json"))
    return PairClassifier(data["intercept"], data["weights"], data["line"])


class NoteVocabulary:
    """The content words of the notes, with which two mentions are compared."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self._context_words: dict[int, frozenset[str]] = {}
        self._rarity: dict[str, float] = {}

    @cached_property  # computed on first use: few notes state a task twice
    def _block_words(self) -> list[frozenset[str]]:
        return [content(block.text) for block in self.notes.blocks]

    @cached_property
    def _block_counts(self) -> Counter[str]:
        return Counter(word for words in self._block_words for word in words)

    def rarity(self, word: str) -> float:
        """Return how rare a content word is, 0 upwards: in these notes (inverse document frequency) and in English."""
        if word not in self._rarity:
            factor = 1.0 if word in common_stems() else 1.5
            frequency = len(self._block_words) / (1 + self._block_counts[word])
            self._rarity[word] = math.log(1 + frequency) * factor
        return self._rarity[word]

    def context_words(self, index: int) -> frozenset[str]:
        """Return the content words of a block, of its parent and of the title above it: what "that" may mean."""
        if index not in self._context_words:
            block = self.notes.blocks[index]
            parent = self._block_words[block.parent] if block.parent is not None else frozenset()
            title = content(block.section[-1]) if block.section else frozenset()
            self._context_words[index] = self._block_words[index] | parent | title
        return self._context_words[index]


def pair_features(
    mention: Mention,
    other: Mention,
    owners: tuple[Sequence[str], Sequence[str]],
    vocabulary: NoteVocabulary,
) -> dict[str, float]:
    """Return the features that speak for or against two mentions stating the same work.

    Args:
        mention: One of the two.
        other: The other.
        owners: The resolved owners of `mention` and of `other`.
        vocabulary: That of the notes which hold both.
    """
    similarities = _similarities(mention, other, vocabulary)
    crossed = _crossed_relations(mention, other, owners, vocabulary.notes)
    features = similarities | {
        f"{name}, {relation}": value
        for relation, holds in crossed.items()
        if holds
        for name, value in similarities.items()
        if name not in {"rare", "around, least"}
    }
    relations = crossed | _plain_relations(mention, other, owners, vocabulary.notes)
    return features | {relation: 1.0 for relation, holds in relations.items() if holds}


def _similarities(mention: Mention, other: Mention, vocabulary: NoteVocabulary) -> dict[str, float]:
    """Return how many of their words two mentions share with each other and with each other's context."""
    words, other_words = content(mention.completed), content(other.completed)
    shared = words & other_words
    shared_rarity = _total_rarity(shared, vocabulary)
    rarity = _total_rarity(words, vocabulary) or 1.0
    other_rarity = _total_rarity(other_words, vocabulary) or 1.0
    in_context = (
        _total_rarity(words & vocabulary.context_words(other.block), vocabulary) / rarity,
        _total_rarity(other_words & vocabulary.context_words(mention.block), vocabulary) / other_rarity,
    )
    union = rarity + other_rarity - shared_rarity
    return {
        "overlap": shared_rarity / min(rarity, other_rarity),
        "jaccard": shared_rarity / union if rarity + other_rarity > shared_rarity else 1.0,
        "shared": min(len(shared), 6) / 6,
        "rare": min(shared_rarity / 10, 2.0),
        "around, most": max(in_context),
        "around, least": min(in_context),
    }


def _total_rarity(words: Iterable[str], vocabulary: NoteVocabulary) -> float:
    return math.fsum(map(vocabulary.rarity, words))  # not sum: the order of a set, and so the rounding, varies by run


def _crossed_relations(
    mention: Mention, other: Mention, owners: tuple[Sequence[str], Sequence[str]], notes: Notes
) -> dict[str, bool]:
    """Return the relations that are features themselves and crossed with each similarity."""
    first_owners, second_owners = frozenset(owners[0]), frozenset(owners[1])
    block, other_block = notes.blocks[mention.block], notes.blocks[other.block]
    return {
        "owners clash": bool(first_owners and second_owners and not first_owners & second_owners),
        "owners meet": bool(first_owners & second_owners),
        "one is listed": is_listed(mention) != is_listed(other),
        "in one list": block.section == other_block.section and block.parent == other_block.parent,
    }


def _plain_relations(
    mention: Mention, other: Mention, owners: tuple[Sequence[str], Sequence[str]], notes: Notes
) -> dict[str, bool]:
    """Return the relations that are features only by themselves."""
    first_owners, second_owners = frozenset(owners[0]), frozenset(owners[1])
    block, other_block = notes.blocks[mention.block], notes.blocks[other.block]
    numbers, other_numbers = _numbers(mention.completed), _numbers(other.completed)
    return {
        "same owners": bool(first_owners) and first_owners == second_owners,
        "one has an owner": bool(first_owners) != bool(second_owners),
        "both are listed": is_listed(mention) and is_listed(other),
        "in one block": mention.block == other.block,
        "near": 0 < abs(mention.line - other.line) <= 2,
        "one is under the other": mention.block == other_block.parent or other.block == block.parent,
        "numbers clash": bool(numbers and other_numbers) and not numbers & other_numbers,
        "same first word": _first_stem(mention) == _first_stem(other) != "",
    }


def is_listed(mention: Mention) -> bool:
    """Whether the layout marks the mention as an action: a check box, an action table or list, a marker."""
    return mention.rule in {"box", "table", "action-list"} or mention.rule.startswith("marker")


# Searched in lower case.
_NUMBER = expression(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth)\b")


@remembered
def _numbers(task: str) -> frozenset[str]:
    """Return the numbers in a task, which tell "chapter one" from "chapter two"."""
    return frozenset(_NUMBER.findall(task.lower()))


def _first_stem(mention: Mention) -> str:
    words = mention.completed.split()
    return stem(words[0].casefold()) if words else ""


# Stems that work of any kind may share.
_SAY_NOTHING = content("need want help get make do work start try")


def may_corefer(
    mention: Mention, other: Mention, words: tuple[frozenset[str], frozenset[str]], vocabulary: NoteVocabulary
) -> bool:
    """Return whether two mentions share a word with each other or with each other's context; if not, they are two.

    Args:
        mention: One of the two.
        other: The other.
        words: The content words of `mention` and of `other`.
        vocabulary: That of the notes which hold both.
    """
    shared = words[0] & words[1]
    if mention.block == other.block and shared <= _SAY_NOTHING:
        return False  # "need volunteers for the stall", "need donations of food": two needs of one paragraph
    return bool(
        shared
        or (
            mention.block != other.block
            and (words[0] & vocabulary.context_words(other.block) or words[1] & vocabulary.context_words(mention.block))
        )
    )


def coreferent_groups(
    mentions: Sequence[Mention],
    owners: Sequence[Sequence[str]],
    classifier: PairClassifier,
    vocabulary: NoteVocabulary,
    settled: int = 0,
) -> tuple[tuple[int, ...], ...]:
    """Return the indices of the mentions, grouped by piece of work; groups and members keep the order of `mentions`.

    Args:
        mentions: What to group.
        owners: The resolved owners of each mention.
        classifier: Decides which pairs state the same work.
        vocabulary: That of the notes which hold the mentions.
        settled: How many of the first mentions are known to be different work; no two of them are compared.
    """
    groups = _Groups(len(mentions))
    words = [content(mention.completed) for mention in mentions]
    for i, j in chain(_twins(words, owners), _neighbours(mentions, words, vocabulary)):
        if j < settled or groups.are_joined(i, j) or _are_shared_out(mentions[i], mentions[j], owners[i], owners[j]):
            continue
        if may_corefer(mentions[i], mentions[j], (words[i], words[j]), vocabulary):
            features = pair_features(mentions[i], mentions[j], (owners[i], owners[j]), vocabulary)
            if probability(features, classifier) >= classifier.threshold:
                groups.join(i, j)
    return groups.members()


def _are_shared_out(mention: Mention, other: Mention, owners: Sequence[str], other_owners: Sequence[str]) -> bool:
    """Whether one line gives the same kind of work to two people: "Ben fills it on 3/10, Carla on 3/17"."""
    return mention.block == other.block and bool(owners and other_owners) and set(owners).isdisjoint(other_owners)


def _twins(words: Sequence[frozenset[str]], owners: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a mention and the next one with the same content words and owners, first index first."""
    last: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    for index, (task, people) in enumerate(zip(words, owners, strict=True)):
        key = task, frozenset(people)
        if key in last:
            yield last[key], index
        last[key] = index


def _neighbours(
    mentions: Sequence[Mention], words: Sequence[frozenset[str]], vocabulary: NoteVocabulary
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of mentions that share a word with each other or with each other's context, first index first.

    Of each mention, the rarest words come first, and only some others are looked at: a log of 3,000 actions has
    millions of pairs that share a word such as "send".
    """
    most = min(MAX_NEIGHBOURS, max(MIN_NEIGHBOURS, MAX_PAIRS // max(1, len(mentions))))
    holders: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        for word in words[index] | vocabulary.context_words(mention.block):
            holders.setdefault(word, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for index, task in enumerate(words):
        found: set[int] = set()
        for word in sorted(task, key=lambda word: (len(holders[word]), word)):
            if len(holders[word]) > most:
                break
            found.update(holders[word])
        pairs.update((min(index, other), max(index, other)) for other in found if other != index)
    yield from sorted(pairs)


class _Groups:
    """Joins the numbers from 0 to `count` - 1 into groups (union-find); the least number stands for its group."""

    def __init__(self, count: int) -> None:
        self._heads = list(range(count))

    def _head(self, index: int) -> int:
        heads = self._heads
        while heads[index] != index:
            heads[index] = heads[heads[index]]
            index = heads[index]
        return index

    def are_joined(self, i: int, j: int) -> bool:
        """Whether two numbers are in one group."""
        return self._head(i) == self._head(j)

    def join(self, i: int, j: int) -> None:
        """Make one group of the groups of two numbers."""
        low, high = sorted((self._head(i), self._head(j)))
        self._heads[high] = low

    def members(self) -> tuple[tuple[int, ...], ...]:
        """Return the groups, by their least number, and their numbers in order."""
        groups: dict[int, list[int]] = {}
        for index in range(len(self._heads)):
            groups.setdefault(self._head(index), []).append(index)
        return tuple(tuple(members) for _, members in sorted(groups.items()))


def probability(features: dict[str, float], classifier: PairClassifier) -> float:
    """Return the probability that two mentions with these features state the same work."""
    return logistic(
        classifier.intercept + sum(classifier.weights.get(name, 0.0) * value for name, value in features.items())
    )
