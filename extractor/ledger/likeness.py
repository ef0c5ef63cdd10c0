"""Tell whether a statement is about the work of an item of its series.

Sure likeness joins without asking; what is in between is asked; what is less is new work. Words that are rare among the
items and in English count most. Another number, month or weekday inside the task, or other owners, make a sure likeness
a question: "March rota" and "April rota" are two turns of a duty.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.language.content_words import common_stems, content
from extractor.ledger.events import Statement
from extractor.ledger.identity import folded

JOIN, ASK = 0.60, 0.34  # shared part of the words, by rarity
REVIEW_JOIN = 0.42  # in a list of what was open before: that it is an old item is sure, only which one is not
COVERED = 0.70  # of an item's words that an entry of such a list must hold to be about it
TOLD, TOLD_DROPPED = 0.45, 0.35  # of an item's words that a sentence must hold to tell of it
MARGIN = 0.12  # by which the best item must be better than the next
ENDED_JOIN = 0.75  # from which a second tick is about an item that has ended
MAX_COMPARED = 60  # items with which a statement is compared
MOST_OF_ITEM = 0.60  # of the item's words that the words before a colon must hold

_IGNORED = frozenset(
    """will shall need must should can could would have has had get got do doe did done been please also still more some
    any all new last next time not no yet so then than there here who what when where which while about into onto over
    out off back item action todo ai via per both those these first set sett up make sure ongoing wip him her them us me
    my your monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday week""".split()
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug"
    "|sept?|oct|nov|dec"
)
_DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# A deadline among the words of a task, in lower case.
_WHEN = expression(
    rf"""\b(?:by|until|till|before|due|on|this|next|from|since)\s(?:the\s)?{_DAYS}\b
    | \b(?:by|until|till|before|due|end\sof|since|on)\s(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{_MONTHS})\b
      (?:\s\d{{1,2}}\b)?(?:\s\d{{4}})?
    | \b(?:by|until|till|before|due|on)\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\b
    | \b\d{{1,2}}[./]\d{{1,2}}[./]?(?:\d{{2,4}})?""",
    re.X,
)
# What tells one turn of a duty from the next, in lower case.
_GUARD = expression(
    rf"""\b(?: \d+ | one | two | three | four | five | six | second | third | {_MONTHS.replace("|may", "")} | {_DAYS}
    | north | south | east | west | upper | lower | ground | left | right )\b""",
    re.X,
)
_REMARK = expression(r"\([^()]*\)")


class Level(IntEnum):
    """How sure it is that two are the same work."""

    NEW = 0
    ASK = 1
    SURE = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a statement and an item are."""

    level: Level
    score: float


@dataclass(frozen=True, slots=True)
class Work:
    """What of an item is compared: the words of its task, and of its places in the notes."""

    key: str
    words: frozenset[str]
    context: frozenset[str]  # the words of its topic and of the line that holds it
    head: str
    guards: frozenset[str]
    owners: tuple[str, ...]
    number: str
    links: frozenset[str]
    ended: bool


@lru_cache(1 << 14)  # each open item is compared again in each meeting
def task_words(task: str) -> frozenset[str]:
    """Return the words by which a task is known: content words without days and auxiliaries."""
    plain = re.sub(r"['’]s\b", "", _WHEN.sub(" ", task.casefold()))
    words = {word.strip("'-") for word in content(plain)}
    return frozenset(word for word in words if word not in _IGNORED and (len(word) > 1 or word.isdigit()))


@remembered
def guards_of(task: str) -> frozenset[str]:
    """Return what tells one turn of a duty from the next: numbers, months, weekdays, places, but no deadline."""
    return frozenset(_GUARD.findall(_WHEN.sub(" ", folded(task))))


class Rarity:
    """How rare words are among the items that a statement is compared with, and in English."""

    def __init__(self, works: Sequence[Work], names: frozenset[str]) -> None:
        self.names = names  # of the people of the series: they alone make no two works the same
        self._counts = Counter(word for work in works for word in work.words)
        self._total = len(works)
        self._cache: dict[str, float] = {}

    def __call__(self, word: str) -> float:
        """Return the weight of a word, above 0."""
        if word not in self._cache:
            factor = 0.8 if word in common_stems() else 1.6
            self._cache[word] = factor * math.log(2 + (self._total + 1) / (1 + self._counts[word]))
        return self._cache[word]

    def of(self, words: Iterable[str]) -> float:
        """Return the weight of several words."""
        return math.fsum(map(self, words))


def compare(statement: Statement, owners: tuple[str, ...], work: Work, rarity: Rarity) -> Likeness:
    """Return how like a statement and the work of an item are.

    Args:
        statement: The statement.
        owners: Its owners, as people of the series.
        work: The work of an item.
        rarity: Of the words among all items that are compared.
    """
    words = task_words(statement.task)
    shared = words & work.words
    if _have_common_link(statement, work):
        return Likeness(Level.SURE, 1.0)
    head = task_words(statement.head) if statement.head else frozenset()
    everything = words | head | task_words(statement.quote)
    if statement.number and work.number and statement.number != work.number:
        return Likeness(Level.NEW, 0.0)
    if statement.number and statement.number == work.number and everything & (work.words | work.context):
        return Likeness(Level.SURE, 1.0)
    best = max(
        _of_words(words, shared, work, rarity, statement),
        _of_head(head, work, rarity, statement),
        key=lambda pair: (pair[0], pair[1]),
    )
    level, score = best
    if level is Level.SURE and not _may_be_sure(statement, owners, work, score):
        level = Level.ASK
    return Likeness(level, score)


def _have_common_link(statement: Statement, work: Work) -> bool:
    return not work.links.isdisjoint(statement.links)


def _of_words(
    words: frozenset[str], shared: frozenset[str], work: Work, rarity: Rarity, statement: Statement
) -> tuple[Level, float]:
    """Compare the words of two tasks."""
    if not shared - rarity.names:
        return Level.NEW, 0.0
    if words == work.words:
        return (Level.SURE, 1.0) if len(words) > 1 or statement.reviewed else (Level.ASK, 0.5)
    weight, mine, theirs = rarity.of(shared), rarity.of(words), rarity.of(work.words)
    score = weight / (mine + theirs - weight)
    if len(shared) >= 3 and shared in (words, work.words) and score >= 0.4:
        return Level.SURE, max(score, JOIN)
    if statement.by == "sentence":  # of a report only the item's words must be there
        is_by_owner = statement.says == "done" and _names_owner(statement, work) and len(shared - _names(work)) > 0
        line = TOLD_DROPPED if statement.says == "dropped" else TOLD
        told = is_by_owner or (weight / theirs >= line and len(shared) >= min(2, len(work.words)))
        return (Level.ASK, max(score, weight / theirs)) if told else (Level.NEW, score)
    if statement.reviewed:
        return _of_entry(words, shared, work, rarity)
    if words <= work.words | work.context and weight / mine >= 0.5 and statement.says != "new" and len(shared) > 1:
        return Level.SURE, max(score, JOIN)
    if score >= JOIN and len(shared) > 1:
        return Level.SURE, score
    return (Level.ASK if score >= ASK and len(shared) > 1 else Level.NEW), score


def _names(work: Work) -> frozenset[str]:
    """Return the words of the names of the owners."""
    return frozenset(word for owner in work.owners for word in folded(owner).split())


def _names_owner(statement: Statement, work: Work) -> bool:
    """Whether a sentence begins with an owner of the item: "Maya finished the letter"."""
    first = folded(statement.task).split()[:1]
    return bool(first) and first[0] in _names(work)


def _of_entry(words: frozenset[str], shared: frozenset[str], work: Work, rarity: Rarity) -> tuple[Level, float]:
    """Compare an entry of a list of what was open before with an item."""
    weight, mine, theirs = rarity.of(shared), rarity.of(words), rarity.of(work.words)
    score = weight / (mine + theirs - weight)
    is_covered = weight / theirs >= COVERED and (len(shared) > 1 or len(work.words) == 1)
    is_within = words <= work.words | work.context and weight / mine >= 0.5 and (len(shared) > 1 or len(words) == 1)
    if is_covered or is_within or (score >= REVIEW_JOIN and len(shared) > 1):
        return Level.SURE, max(score, REVIEW_JOIN)
    return (Level.ASK if score >= ASK * 0.75 and len(shared) > 1 else Level.NEW), score


def _of_head(head: frozenset[str], work: Work, rarity: Rarity, statement: Statement) -> tuple[Level, float]:
    """Compare the words before a colon with the item: "Android crash: Jonas needs until Friday"."""
    if not head:
        return Level.NEW, 0.0
    if folded(statement.head) == folded(work.head):
        # Elsewhere both are about one topic: "Android app: fix the crash", "Android app: new pictures".
        return (Level.SURE, 0.9) if statement.reviewed else (Level.NEW, 0.0)
    if statement.reviewed and len(head) > 1 and head <= work.context:
        return Level.SURE, 0.6
    shared = head & work.words
    if not shared or rarity.of(shared) < 0.7 * rarity.of(head):
        return Level.NEW, 0.0
    covered = rarity.of(shared) / rarity.of(work.words)
    if covered >= MOST_OF_ITEM or (statement.reviewed and head <= work.words | work.context and covered >= 0.4):
        is_told = len(shared) > 1 or (statement.reviewed and statement.by == "mark")
        return (Level.SURE if is_told else Level.ASK), min(0.95, 0.5 + covered / 2)
    is_change = statement.says in ("handed", "moved") and covered >= 0.3
    may_ask = (covered >= 0.5 and (len(shared) > 1 or statement.by == "sentence")) or is_change
    return (Level.ASK if may_ask else Level.NEW), covered * 0.7


def denies(statement: Statement, work: Work) -> float:
    """Return how much a sentence that something is not so is about an item, 0 if it is not."""
    words = task_words(statement.quote) | task_words(statement.head)
    near = words | task_words(statement.topic)
    shared = near & work.words
    around = words & (work.words | work.context)
    own = words & work.words
    is_rare = statement.says == "doubt" and not own <= common_stems()
    is_about = bool(own) and (len(shared) > 1 or len(around) > 2 or is_rare)
    return float(len(shared) + len(around) / 2) if is_about else 0.0


def _may_be_sure(statement: Statement, owners: tuple[str, ...], work: Work, score: float) -> bool:
    """Whether nothing speaks against a sure likeness: another turn of a duty, other owners, an item that has ended."""
    guards = guards_of(statement.task)
    if guards and work.guards and not (guards <= work.guards or work.guards <= guards):
        return False
    if len(guards ^ work.guards) and score < 1.0 and not statement.reviewed and guards and work.guards:
        return False
    if owners and work.owners and not meet(owners, work.owners) and score < 1.0 and not statement.reviewed:
        return False
    is_again = (statement.says == "done" and score >= ENDED_JOIN) or (statement.reviewed and score >= 1.0)
    return not work.ended or is_again


def meet(owners: Sequence[str], others: Sequence[str]) -> bool:
    """Whether some owner of the one can be some owner of the other: "Dana", "Dana Reyes" and "DR" can."""
    if {"all"} & {owner.casefold() for owner in (*owners, *others)}:
        return True
    return any(may_be_one(owner, other) for owner in owners for other in others)


@lru_cache(1 << 14)
def may_be_one(name: str, other: str) -> bool:
    """Whether two names can be those of one person: equal, the first name alone, or initials."""
    words, others = folded(name).split(), folded(other).split()
    if not words or not others:
        return False
    if words == others:
        return True
    if len(words) == 1 or len(others) == 1:
        short, full = (words[0], others) if len(words) == 1 else (others[0], words)
        return short in full or short == "".join(word[0] for word in full)
    return words[-1] == others[-1] and (words[0][0] == others[0][0]) and 1 in (len(words[0]), len(others[0]))


def candidates(
    statement: Statement, by_word: Mapping[str, Sequence[int]], by_id: Mapping[str, Sequence[int]]
) -> set[int]:
    """Return the indices of the items that share a word, a number or a link with a statement.

    Words of few items come first, and only so many items are looked at: many share a word such as "client".

    Args:
        statement: The statement.
        by_word: The items that hold each word.
        by_id: The items of each number and link.
    """
    words = task_words(statement.task) | (task_words(statement.head) if statement.head else frozenset())
    found: set[int] = set()
    for word in sorted(words & by_word.keys(), key=lambda word: (len(by_word[word]), word)):
        if found and len(found) + len(by_word[word]) > MAX_COMPARED:
            break
        found.update(by_word[word])
    return found.union(*(by_id.get(link, ()) for link in (statement.number, *statement.links) if link))
