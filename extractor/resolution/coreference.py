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
from extractor.common.resources import text_of
from extractor.language.content_words import common_stems, content, stem
from extractor.model import Block, Mention, Notes

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
        self._rarities: dict[str, float] = {}

    @cached_property  # computed on first use: few notes state a task twice
    def _block_words(self) -> list[frozenset[str]]:
        return [content(block.text) for block in self.notes.blocks]

    @cached_property
    def _block_counts(self) -> Counter[str]:
        return Counter(word for words in self._block_words for word in words)

    def _rarity(self, word: str) -> float:
        """Return how rare a content word is, 0 upwards: in these notes (inverse document frequency) and in English."""
        if word not in self._rarities:
            factor = 1.0 if word in common_stems() else 1.5
            frequency = len(self._block_words) / (1 + self._block_counts[word])
            self._rarities[word] = math.log(1 + frequency) * factor
        return self._rarities[word]

    def rarity(self, words: Iterable[str]) -> float:
        """Return how rare words are together."""
        return math.fsum(map(self._rarity, words))  # not sum: the order of a set, and so the rounding, varies by run

    def context_words(self, index: int) -> frozenset[str]:
        """Return the content words of a block, of its parent and of the title above it: what "that" may mean."""
        if index not in self._context_words:
            block = self.notes.blocks[index]
            parent = self._block_words[block.parent] if block.parent is not None else frozenset()
            title = content(block.section[-1]) if block.section else frozenset()
            self._context_words[index] = self._block_words[index] | parent | title
        return self._context_words[index]


class Statement:
    """A mention with what it takes to compare it with others; found once, as each is compared with many."""

    def __init__(self, mention: Mention, owners: Sequence[str], vocabulary: NoteVocabulary) -> None:
        """Describe a mention.

        Args:
            mention: The mention.
            owners: Its resolved owners.
            vocabulary: That of the notes which hold it.
        """
        self.mention = mention
        self.owners = frozenset(owners)
        self.vocabulary = vocabulary
        self.block: Block = vocabulary.notes.blocks[mention.block]
        self.words = content(mention.completed)
        self.is_listed = is_listed(mention)

    @cached_property
    def around(self) -> frozenset[str]:
        """The content words of its block and of what stands above it."""
        return self.vocabulary.context_words(self.mention.block)

    @cached_property
    def rarity(self) -> float:
        """How rare its words are together; 1 where they are nothing."""
        return self.vocabulary.rarity(self.words) or 1.0

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in its task, which tell "chapter one" from "chapter two"."""
        return frozenset(_NUMBER.findall(self.mention.completed.lower()))

    @cached_property
    def first_stem(self) -> str:
        """The stem of the first word of its task, "" for none."""
        words = self.mention.completed.split(maxsplit=1)
        return stem(words[0].casefold()) if words else ""


def pair_features(one: Statement, other: Statement) -> dict[str, float]:
    """Return the features that speak for or against two mentions stating the same work."""
    similarities = _similarities(one, other)
    crossed = _crossed_relations(one, other)
    features = dict(similarities)
    for relation in crossed:
        for name, crossing in _CROSSINGS[relation]:
            features[crossing] = similarities[name]
    features.update(dict.fromkeys(crossed, 1.0))
    features.update(dict.fromkeys(_plain_relations(one, other), 1.0))
    return features


def _similarities(one: Statement, other: Statement) -> dict[str, float]:
    """Return how many of their words two mentions share with each other and with each other's context."""
    rarity_of = one.vocabulary.rarity
    shared = one.words & other.words
    shared_rarity = rarity_of(shared)
    rarity, other_rarity = one.rarity, other.rarity
    in_context = rarity_of(one.words & other.around) / rarity, rarity_of(other.words & one.around) / other_rarity
    union = rarity + other_rarity - shared_rarity
    return {
        "overlap": shared_rarity / min(rarity, other_rarity),
        "jaccard": shared_rarity / union if rarity + other_rarity > shared_rarity else 1.0,
        "shared": min(len(shared), 6) / 6,
        "rare": min(shared_rarity / 10, 2.0),
        "around, most": max(in_context),
        "around, least": min(in_context),
    }


# What each crossed relation is multiplied with, and what the product is called.
_CROSSINGS = {
    relation: tuple((name, f"{name}, {relation}") for name in ("overlap", "jaccard", "shared", "around, most"))
    for relation in ("owners clash", "owners meet", "one is listed", "in one list")
}


def _crossed_relations(one: Statement, other: Statement) -> list[str]:
    """Return the relations that hold and are features themselves and crossed with each similarity."""
    meet = not one.owners.isdisjoint(other.owners)
    relations = {
        "owners clash": one.owners and other.owners and not meet,
        "owners meet": meet,
        "one is listed": one.is_listed != other.is_listed,
        "in one list": one.block.parent == other.block.parent and one.block.section == other.block.section,
    }
    return [relation for relation, holds in relations.items() if holds]


def _plain_relations(one: Statement, other: Statement) -> list[str]:
    """Return the relations that hold and are features only by themselves."""
    block, other_block = one.mention.block, other.mention.block
    relations = {
        "same owners": one.owners and one.owners == other.owners,
        "one has an owner": bool(one.owners) != bool(other.owners),
        "both are listed": one.is_listed and other.is_listed,
        "in one block": block == other_block,
        "near": 0 < abs(one.mention.line - other.mention.line) <= 2,
        "one is under the other": block == other.block.parent or other_block == one.block.parent,
        "numbers clash": one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers),
        "same first word": one.first_stem == other.first_stem != "",
    }
    return [relation for relation, holds in relations.items() if holds]


def is_listed(mention: Mention) -> bool:
    """Whether the layout marks the mention as an action: a check box, an action table or list, a marker."""
    return mention.rule in {"box", "table", "action-list"} or mention.rule.startswith("marker")


# Searched in lower case.
_NUMBER = expression(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth)\b")


# Stems that work of any kind may share.
_SAY_NOTHING = content("need want help get make do work start try")


def may_corefer(one: Statement, other: Statement) -> bool:
    """Return whether two mentions share a word with each other or with each other's context; if not, they are two."""
    if one.mention.block == other.mention.block:
        # "need volunteers for the stall", "need donations of food": two needs of one paragraph
        return not one.words & other.words <= _SAY_NOTHING
    return not (
        one.words.isdisjoint(other.words) and one.words.isdisjoint(other.around) and other.words.isdisjoint(one.around)
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
    statements = [Statement(mention, who, vocabulary) for mention, who in zip(mentions, owners, strict=True)]
    for i, j in chain(_twins(statements), _neighbours(statements)):
        one, other = statements[i], statements[j]
        if j < settled or groups.are_joined(i, j) or _are_shared_out(one, other) or not may_corefer(one, other):
            continue
        if are_listed_apart(one.mention, other.mention):
            continue
        if probability(pair_features(one, other), classifier) >= classifier.threshold:
            groups.join(i, j)
    return groups.members()


def _are_shared_out(one: Statement, other: Statement) -> bool:
    """Whether one line gives the same kind of work to two people: "Ben fills it on 3/10, Carla on 3/17"."""
    in_one_block = one.mention.block == other.mention.block
    return in_one_block and bool(one.owners and other.owners) and one.owners.isdisjoint(other.owners)


def are_listed_apart(one: Mention, other: Mention) -> bool:
    """Whether a second reader lists two mentions as different work, and each has words that the other has not."""
    first, second = one.entry, other.entry
    if first is None or second is None or first[0] != second[0] or first == second:
        return False
    words, others = content(one.completed), content(other.completed)
    return bool(words - others) and bool(others - words)


def _twins(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a mention and the next one with the same content words and owners, first index first."""
    last: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    for index, statement in enumerate(statements):
        key = statement.words, statement.owners
        if key in last:
            yield last[key], index
        last[key] = index


def _neighbours(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of mentions that share a word with each other or with each other's context, first index first.

    Of each mention, the rarest words come first, and only some others are looked at: a log of 3,000 actions has
    millions of pairs that share a word such as "send".
    """
    most = min(MAX_NEIGHBOURS, max(MIN_NEIGHBOURS, MAX_PAIRS // max(1, len(statements))))
    holders: dict[str, list[int]] = {}
    for index, statement in enumerate(statements):
        for word in statement.words | statement.around:
            holders.setdefault(word, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for index, statement in enumerate(statements):
        found: set[int] = set()
        for word in sorted(statement.words, key=lambda word: (len(holders[word]), word)):
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
    weight_of = classifier.weights.get
    return logistic(classifier.intercept + sum([weight_of(name, 0.0) * value for name, value in features.items()]))
