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
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import chain

from msgspec import Struct

from extractor.common.lazy_regex import expression, sought
from extractor.common.memo import remembered
from extractor.common.telling_words import words_of
from extractor.language.content_words import STEM_ENDINGS, common_stems, content, stem
from extractor.language.people.name_lists import fold_name
from extractor.language.people.roster import without_title
from extractor.ledger.events import Statement
from extractor.ledger.identity import folded
from extractor.ledger.news_sentences import subject_of

# Shared part of the words, by rarity: joins, is asked about, is asked about if one holds all words of the other, or if
# other people have it.
JOIN, ASK, WITHIN, CLASH = 0.60, 0.43, 0.25, 0.50
SLIP = 0.95  # of words that are equal but for one, in which two letters are exchanged
REVIEW_JOIN = 0.42  # in a list of what was open before: that it is an old item is sure, only which one is not
COVERED = 0.70  # of an item's words that an entry of such a list must hold to be about it
TOLD, TOLD_DROPPED = 0.45, 0.35  # of an item's words that a sentence must hold to tell of it
TOLD_OWN = 0.20  # that it must hold itself, and not only the title above it
TOLD_ONE = 0.44  # if it holds a word that only this open item has
# Of the words of the clause that tells news: those that the item or its line must hold to be asked about, and to join.
NEWS_ASK, NEWS_JOIN = 0.54, 0.70
NEWS_LEAST, NEWS_COMMON = 0.15, 0.30  # of an item's words that it must hold to be asked about; if they are common
NEWS_OWN = 0.40  # of an item's words that it must hold to join
ONE_WORD = 0.40  # of an item's words that a rare one must be for an entry of the same owner to be about it
MARGIN = 0.12  # by which the best item must be better than the next
# Of the words of an entry that another line of the meeting must hold to be about it: with the same owner and day, with
# the same owner, or as the news that the entry's mark confirms.
ECHO_DAY, ECHO_OWNER, ECHO_TOLD = 0.30, 0.60, 0.50
# Of an item's words that the whole line of a promise of the same owner must hold: to join if some words of the promise
# itself are among them, to be asked about, to join in any case.
OWNER_JOIN, OWNER_ASK, OWNER_WHOLE = 0.65, 0.50, 0.90
ENDED_JOIN = 0.75  # from which a second tick is about an item that has ended
MAX_COMPARED = 60  # items with which a statement is compared
MOST = 0.75  # of an item's words: then other owners may have the work now
OWN_WORDS = 0.55  # of the words of such a promise that must be the item's
NEAR_DAYS = 4  # between "end of November" and the day in a list
MOST_OF_ITEM = 0.60  # of the item's words that the words before a colon must hold

_IGNORED = frozenset(
    """will shall need must should can could would have has had get got do doe did done been please also still more some
    any all new last next time not no yet so then than there here who what when where which while about into onto over
    out off back item action todo ai via per both those these first set sett up make sure ongoing wip him her them us me
    my your ask hav promis promise want wait gets giv give say said know look goes does just only again everybody
    everyone somebody anybody people monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday
    week one last""".split()
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
    | \b\d{{1,2}}[./]\d{{1,2}}[./]?(?:\d{{2,4}})?
    | \b(?:(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:day)?\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTHS})\b
    | \b(?:mon|tues?|wed|thurs?|fri|sat|sun)\s\d{{1,2}}(?:st|nd|rd|th)?\b | \b\d{{1,2}}(?:st|nd|rd|th)\b""",
    re.X,
)
_DIGIT = expression(r"\d")
_ADDRESS = expression(r"\b(?:https?://|www\.)[^\s<>]+")
_OWNED = expression(r"['’]s\b")
_CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec mon tue tues wed thur thurs fri sat sun monday tuesday wednesday thursday friday saturday
    sunday""".split()
)
# What tells one turn of a duty from the next, beside numbers.
_TURNS = frozenset(
    """two three four five six second third january february march april june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    north south east west upper lower ground left right""".split()
)
_MAY = expression(r"\bMay\b")  # the month, not the verb


class Level(IntEnum):
    """How sure it is that two are the same work."""

    NEW = 0
    ASK = 1
    SURE = 2


class Likeness(Struct, frozen=True):
    """How like a statement and an item are."""

    level: Level
    score: float

    @property
    def rank(self) -> tuple[int, float]:
        """What sorts likenesses: the level, then the score."""
        return self.level, self.score


class Work:
    """What of an item is compared: the words of its task, and of its places in the notes.

    A series may have hundreds of items, of which few are like any statement: what only a comparison needs is computed
    then.

    Args:
        key: Of the item.
        task: The work, or other words for it.
        words: Those of the task.
        around: Its title, and the lines that hold it; or their words, with blanks between them.
        head: What stands before the colon.
        owners: Who has it.
        number: Of its entry in numbered minutes.
        links: Its ids.
        ended: Whether it is done or dropped.
    """

    def __init__(
        self,
        key: str,
        task: str,
        words: frozenset[str],
        around: Sequence[str] | str,
        *,
        head: str = "",
        owners: tuple[str, ...] = (),
        number: str = "",
        links: Sequence[str] = (),
        ended: bool = False,
    ) -> None:
        self.key, self.words, self.head, self.owners, self.number = key, words, head, owners, number
        self.links, self.ended = links, ended
        self._task, self._around = task, around

    @cached_property
    def context(self) -> frozenset[str]:
        """The words of its title and of the lines that hold it."""
        around = self._around
        if isinstance(around, str):
            return frozenset(around.split())
        return frozenset().union(*map(task_words, around))

    @cached_property
    def guards(self) -> frozenset[str]:
        """What tells it from another turn of the same duty."""
        return guards_of(self._task)

    def is_said_in(self, task: str, owners: Sequence[str]) -> bool:
        """Whether its words are just these, and its owners may be: "get ink", Ana."""
        return folded(task) == folded(self._task) and bool(owners) and meet(owners, self.owners)

    def beside(self, words: frozenset[str]) -> frozenset[str]:
        """Return those of some words that stand in its title or its lines, and not in its task."""
        text = self._around
        if not isinstance(text, str):
            text = " ".join(text).casefold()
            if not text.isascii() or "'" in text:
                text = fold_name(text)  # which holds the words as they are compared
        return (self.context & words) - self.words if any(word in text for word in words) else frozenset()


@lru_cache(1 << 14)  # each open item is compared again in each meeting
def task_words(task: str) -> frozenset[str]:
    """Return the words by which a task is known: content words without days and auxiliaries."""
    plain = _OWNED.sub("", _without_day(_without_address(task.casefold())))
    return frozenset(map(_term, content(plain))) - {""}


def _without_address(text: str) -> str:
    """Return a text without addresses of the web, whose parts are no words of the work; whole if it is nothing else."""
    if "://" not in text and "www." not in text:
        return text
    plain = _ADDRESS.sub(" ", text)
    return plain if len(content(plain)) > 1 else text


def _without_day(text: str) -> str:
    """Return a text without its deadlines; most texts have neither a number nor the name of a day or month."""
    may_have = _DIGIT.search(text) is not None or not _CALENDAR.isdisjoint(words_of(text))
    return _WHEN.sub(" ", text) if may_have else text


@lru_cache(1 << 14)
def _term(word: str) -> str:
    """Return a word as tasks are compared by it; "" for a word that tells nothing."""
    word = word.strip("'-")
    return _plain(word) if _is_word(word) else ""


def _plain(word: str) -> str:
    """Return a word without the ending of who does it or of its noun: "cleaner" is "clean", "removal" is "remov".

    "policy" and "polici", of "policies", are "polic".
    """
    if len(word) > 5 and word[-1] in "yi" and word[-2] not in "aeiou":
        return word[:-1]
    if len(word) > 6 and word.endswith("er"):
        return word[:-2]
    ending = next((one for one in _NOUN_ENDINGS if word.endswith(one)), "") if len(word) > 6 else ""
    return stem(word.removesuffix(ending)) if ending else word


@lru_cache(1 << 14)
def is_common(word: str) -> bool:
    """Whether a word, as `task_words` has it, is that of a common word of English."""
    stems = common_stems()
    nouns = (f"{word}{before}{ending}" for ending in _NOUN_ENDINGS for before in ("", *STEM_ENDINGS))
    return word in stems or any(one in stems and _plain(one) == word for one in (f"{word}er", f"{word}y", *nouns))


_NOUN_ENDINGS = ("ion", "al", "ment")


def _is_word(word: str) -> bool:
    """Whether a word tells what a task is about; a year tells only which turn of it."""
    is_year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
    return word not in _IGNORED and (len(word) > 1 or word.isdigit()) and not is_year


def work_words(task: str, quote: str) -> frozenset[str]:
    """Return the words of a task; where it is nothing but a day or only points to the work ("book it"), of its line.

    Args:
        task: The work.
        quote: The line of the notes.
    """
    return task_words(quote if is_only_day(task) or _only_points(task) else task)


@lru_cache(1 << 14)
def is_only_day(task: str) -> bool:
    """Whether a task is nothing but a day: "Fri 13 Feb"."""
    return all(word.isdigit() or word in _CALENDAR for word in task_words(task))


_POINTS = sought(r"\b(?:it|that|this|them|those|these)\b", re.I)


def _only_points(task: str) -> bool:
    """Whether a task only points to what its line names: "books it", "do that"."""
    return len(task_words(task)) < 2 and _POINTS.search(task) is not None


@remembered
def guards_of(task: str) -> frozenset[str]:
    """Return what tells one turn of a duty from the next: numbers, months, weekdays, places, but no deadline."""
    words = _without_day(folded(task)).split()
    guards = frozenset(word for word in words if word in _TURNS or word.isdecimal())
    return guards | {"may"} if "May" in task and _MAY.search(_without_day(task)) else guards


class _Weights(dict[str, float]):
    """The weights of words, each computed when it is first looked up."""

    def __init__(self, rarity: Rarity) -> None:
        super().__init__()
        self._rarity = rarity

    def __missing__(self, word: str) -> float:
        self[word] = weight = self._rarity.weight(word)
        return weight


class Rarity:
    """How rare words are among the items that a statement is compared with, and in English."""

    def __init__(self, works: Sequence[Work], names: frozenset[str]) -> None:
        self.names = names  # of the people of the series: they alone make no two works the same
        words: dict[str, frozenset[str]] = {}  # of each item, in all the ways in which it was promised
        near: dict[str, frozenset[str]] = {}
        for one in works:
            words[one.key] = words[one.key] | one.words if one.key in words else one.words
            if not one.ended:
                near[one.key] = words[one.key] | task_words(one.head) if one.head else words[one.key]
        self._counts = Counter(chain.from_iterable(words.values()))
        self._open = Counter(chain.from_iterable(words[key] for key in near))
        self._near = Counter(chain.from_iterable(near.values()))
        self._heads = Counter(
            head for _, head in {(one.key, task_words(one.head)) for one in works if not one.ended and one.head}
        )
        self._total = len(words)
        self._weights = _Weights(self)

    def of(self, words: Iterable[str]) -> float:
        """Return the weight of several words."""
        return math.fsum(map(self._weights.__getitem__, words))

    def weight(self, word: str) -> float:
        """Return the weight of a word, above 0."""
        factor = 0.8 if is_common(word) else 1.6
        return factor * math.log(2 + (self._total + 1) / (1 + self._counts[word]))

    def has_one_head(self, head: frozenset[str]) -> bool:
        """Whether these words stand before the colon of a single open item."""
        return self._heads[head] == 1

    def is_of_one(self, words: Iterable[str]) -> bool:
        """Whether one of the words stands in a single open item, or in the words before its colon."""
        return any(self._near[word] == 1 for word in words)

    def names_one(self, words: Iterable[str]) -> bool:
        """Whether one of the words, a rare one in English, stands in a single open item."""
        return any(self._open[word] == 1 and not is_common(word) for word in words)


def compare(statement: Statement, owners: tuple[str, ...], work: Work, rarity: Rarity) -> Likeness:
    """Return how like a statement and the work of an item are.

    Args:
        statement: The statement.
        owners: Its owners, as people of the series.
        work: The work of an item.
        rarity: Of the words among all items that are compared.
    """
    words = work_words(statement.task, statement.quote)
    shared = words & work.words
    if _have_common_link(statement, work):
        return Likeness(Level.SURE, 1.0)
    head = task_words(statement.head) if statement.head else frozenset()
    if statement.number and work.number and statement.number != work.number and statement.by != "sentence":
        return Likeness(Level.NEW, 0.0)
    if statement.number and statement.number == work.number:
        everything = words | head | task_words(statement.quote)
        if everything & (work.words | work.context):
            return Likeness(Level.SURE, 1.0)
    best = max(
        _of_words(words, shared, work, rarity, statement),
        _of_head(head, work, rarity, statement),
        _of_owner(words | head, owners, work, rarity, statement),
        _of_sentence(task_words(subject_of(statement.task)) | head, work, rarity, statement),
        _of_news(head, owners, work, rarity, statement),
        key=lambda pair: (pair[0], pair[1]),
    )
    level, score = best
    if level is Level.NEW and _is_only_item_of_owner(statement, owners, shared, work, rarity):
        level, score = Level.SURE, max(score, JOIN)
    if level is not Level.NEW and _is_another_turn(statement, work):
        return Likeness(Level.NEW, score)
    if level is Level.SURE and not _may_be_sure(statement, owners, work, score):
        level = Level.ASK
    may_be_others = level is Level.ASK and (score < CLASH or not shared)  # or only the topic before it names the item
    if may_be_others and _is_work_of_others(statement, owners, shared, work, rarity):
        level = Level.NEW
    return Likeness(level, score)


def _is_work_of_others(
    statement: Statement, owners: tuple[str, ...], shared: frozenset[str], work: Work, rarity: Rarity
) -> bool:
    """Whether a promise is made by other people than an item's, in words that are not nearly all of the item's."""
    is_clash = bool(owners and work.owners) and not meet(owners, work.owners)
    is_most = len(shared - rarity.names) > 2 and rarity.of(shared) >= MOST * rarity.of(work.words)
    is_news = statement.reviewed or statement.says == "handed"
    return is_clash and statement.found and not is_news and not is_most


def _is_only_item_of_owner(
    statement: Statement, owners: tuple[str, ...], shared: frozenset[str], work: Work, rarity: Rarity
) -> bool:
    """Whether an entry of a list of what was open before names the item of its owner by a rare word of its own.

    A tick does, too, where all its words are the item's and one of them is of no other open item: "[x] Ana: van".
    """
    held = shared - rarity.names
    if not held or not owners or not work.owners or not meet(owners, work.owners):
        return False
    if statement.reviewed:
        return rarity.names_one(held) and rarity.of(held) >= ONE_WORD * rarity.of(work.words)
    is_tick = statement.by == "mark" and statement.says == "done"
    return is_tick and shared == work_words(statement.task, statement.quote) and rarity.is_of_one(held)


def _is_another_turn(statement: Statement, work: Work) -> bool:
    """Whether a promise names another month or weekday than the item: "June rota", "May rota"."""
    turns = guards_of(statement.task) & _CALENDAR
    others = work.guards & _CALENDAR
    return bool(turns and others) and turns.isdisjoint(others)


def _have_common_link(statement: Statement, work: Work) -> bool:
    return any(link in work.links for link in statement.links)


def _of_words(
    words: frozenset[str], shared: frozenset[str], work: Work, rarity: Rarity, statement: Statement
) -> tuple[Level, float]:
    """Compare the words of two tasks."""
    if not shared - rarity.names:
        return Level.NEW, 0.0
    if words == work.words:
        is_whole = len(words) > 1 or statement.reviewed or work.is_said_in(statement.task, statement.owners)
        return (Level.SURE, 1.0) if is_whole else (Level.ASK, 0.5)
    weight, mine, theirs = rarity.of(shared), rarity.of(words), rarity.of(work.words)
    score = weight / (mine + theirs - weight)
    if len(shared) >= 3 and shared in (words, work.words) and score >= 0.4:
        return Level.SURE, max(score, JOIN)
    if len(shared) >= 3 and _is_slip(words - shared, work.words - shared):
        return Level.SURE, SLIP
    if statement.by == "sentence":  # of a report only the item's words must be there
        is_by_owner = statement.says == "done" and _names_owner(statement, work) and len(shared - _names(work)) > 0
        line = TOLD_DROPPED if statement.says == "dropped" else TOLD
        own, held = work.words - rarity.names, shared - rarity.names
        told = is_by_owner or (rarity.of(held) >= line * rarity.of(own) and len(held) >= min(2, len(own)))
        return (Level.ASK, max(score, weight / theirs)) if told else (Level.NEW, score)
    if statement.reviewed:
        return _of_entry(words, shared, work, rarity, is_end=statement.says in ("done", "dropped"))
    is_told = statement.says != "new" and len(shared) > 1 and weight / mine >= 0.5
    if is_told and words <= work.words | work.context:
        return Level.SURE, max(score, JOIN)
    if score >= JOIN and len(shared) > 1:
        return Level.SURE, score
    is_within = score >= WITHIN and (shared == work.words or (shared == words and len(words) > 2))
    if score < ASK and not is_within:
        return Level.NEW, score
    is_near = len(shared) > 1 or bool((task_words(statement.topic) & work.context) - shared)
    return (Level.ASK if is_near else Level.NEW), score


def _is_slip(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two words are one with two letters exchanged: "BSC", "BCS"."""
    if len(words) != 1 or len(others) != 1:
        return False
    (word,), (other,) = words, others
    if len(word) != len(other) or len(word) < 3 or not word.isalpha():
        return False
    places = [at for at, pair in enumerate(zip(word, other, strict=True)) if pair[0] != pair[1]]
    first = places[0]
    return places == [first, first + 1] and word[first] + word[first + 1] == other[first + 1] + other[first]


def _of_sentence(words: frozenset[str], work: Work, rarity: Rarity, statement: Statement) -> tuple[Level, float]:
    """Compare a sentence that tells of an end, and the title above it, with an item; a word may name a single item."""
    own = work.words - rarity.names - _names(work)
    if statement.by != "sentence" or statement.says not in ("done", "dropped") or not words & own:
        return Level.NEW, 0.0
    shared = (words | task_words(statement.topic)) & own
    covered = rarity.of(shared) / rarity.of(own)
    if rarity.of(words & own) < TOLD_OWN * rarity.of(own):
        return Level.NEW, 0.0
    if covered >= TOLD and len(shared) > 1:
        return Level.ASK, covered * 0.9
    is_about = rarity.of(words & own) >= NEWS_ASK * rarity.of(words - rarity.names)
    is_rare = rarity.names_one(words & own)
    # Of "lead proposal", the one word "lead" is not enough for "They joined the tech lead team".
    if (covered >= TOLD and (is_about or is_rare)) or (covered >= TOLD_ONE and is_about and is_rare):
        return Level.ASK, covered * 0.8
    return Level.NEW, 0.0


def _of_news(
    head: frozenset[str], owners: tuple[str, ...], work: Work, rarity: Rarity, statement: Statement
) -> tuple[Level, float]:
    """Compare the clause that tells news, or the topic before its colon, with an item.

    "The rota is pushed back", "Milan takes over the poster".
    """
    if not tells_news(statement):
        return Level.NEW, 0.0
    told = subject_words(statement.task) - rarity.names
    by_owner = statement.found and bool(owners) and meet(owners, work.owners)
    found = [
        _of_clause(words, work, rarity, statement, by_owner=by_owner) for words in (told, head - rarity.names) if words
    ]
    return max(found, default=(Level.NEW, 0.0))


def _of_clause(
    words: frozenset[str], work: Work, rarity: Rarity, statement: Statement, *, by_owner: bool
) -> tuple[Level, float]:
    """Compare the words of a clause that tells news with an item."""
    own = work.words - rarity.names - _names(work)
    named = task_words(work.head) - rarity.names
    is_named = named and named <= words and statement.number in ("", work.number)
    if statement.says not in ("handed", "moved") and not is_named:
        named = frozenset()
    hit, around = words & (own | named), words & (own | named | work.context - rarity.names)
    if not hit:
        return Level.NEW, 0.0
    share = rarity.of(around) / rarity.of(words)
    covered = max(rarity.of(hit & part) / rarity.of(part) if part else 0.0 for part in (own, named))
    score = min(0.95, 0.3 * share + 0.7 * covered)
    if covered < NEWS_LEAST or share < NEWS_ASK or not _tells_apart(hit, words, share, covered, rarity, statement):
        return Level.NEW, score
    is_one = by_owner and rarity.is_of_one(hit)
    is_sure = share >= NEWS_JOIN and covered >= NEWS_OWN and (len(hit) > 1 or is_one)
    if is_sure and statement.says != "handed":
        return Level.SURE, score
    return (Level.NEW if statement.says == "open" else Level.ASK), score


def _tells_apart(
    hit: frozenset[str], words: frozenset[str], share: float, covered: float, rarity: Rarity, statement: Statement
) -> bool:
    """Whether the words that a clause and an item have in common are enough to know the item by them."""
    is_whole = share >= NEWS_JOIN and (covered >= NEWS_COMMON or statement.says in ("handed", "dropped"))
    is_rare = rarity.names_one(hit) or (rarity.is_of_one(hit) and (hit == words or is_whole))
    is_more = len(hit) > 1 and (share >= NEWS_JOIN or covered >= NEWS_COMMON)
    return is_rare or is_more or covered >= NEWS_ASK


def subject_words(sentence: str) -> frozenset[str]:
    """Return the words of the clause that tells news, without those that tell it and name no work."""
    return task_words(subject_of(sentence)) - _TELLING


def tells_news(statement: Statement) -> bool:
    """Whether a statement tells what became of work: a sentence, or a promise to have or to do it from now on."""
    return statement.by == "sentence" or (statement.found and statement.says in ("handed", "moved", "open"))


# Words that tell what became of work, and not which work.
_TELLING = frozenset(
    """tak take hand pass ov over on instead place plac rath now new dat deadlin mov push postpon delay deferr slip
    bump drop skip cancel park progress answ reply wait need needed mor anoth long wek week month tim sent don gone
    went cam com finish complet book bring up down get got goe rang call keep kept stil half way ready stuck block
    mak mad one last longer then again also already final finally only anyway soon attempt day date fortnight hold
    remain bit back job task go ahead forward happen
    """.split()
)


def _names(work: Work) -> frozenset[str]:
    """Return the words of the names of the owners."""
    return _name_words(work.owners)


@lru_cache(1 << 12)
def _name_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in folded(name).split())


def _names_owner(statement: Statement, work: Work) -> bool:
    """Whether a sentence begins with an owner of the item: "Maya finished the letter"."""
    first = folded(statement.task).split()[:1]
    return bool(first) and first[0] in _names(work)


def _of_entry(
    words: frozenset[str], shared: frozenset[str], work: Work, rarity: Rarity, *, is_end: bool
) -> tuple[Level, float]:
    """Compare an entry of a list of what was open before with an item."""
    weight, mine, theirs = rarity.of(shared), rarity.of(words), rarity.of(work.words)
    score = weight / (mine + theirs - weight)
    is_covered = weight / theirs >= COVERED and (len(shared) > 1 or len(work.words) == 1)
    is_within = words <= work.words | work.context and weight / mine >= 0.5 and (len(shared) > 1 or len(words) == 1)
    if is_covered or is_within or (score >= REVIEW_JOIN and len(shared) > 1):
        return Level.SURE, max(score, REVIEW_JOIN)
    is_near = score >= ASK * 0.9 or (weight / theirs >= WITHIN and rarity.names_one(shared))
    is_near = is_near or (is_end and weight / theirs >= TOLD)
    return (Level.ASK if is_near and len(shared) > 1 else Level.NEW), score


def _of_head(head: frozenset[str], work: Work, rarity: Rarity, statement: Statement) -> tuple[Level, float]:
    """Compare the words before a colon with the item: "Android crash: Jonas needs until Friday"."""
    if not head:
        return Level.NEW, 0.0
    if folded(statement.head) == folded(work.head):
        # Elsewhere both are about one topic: "Android app: fix the crash", "Android app: new pictures".
        if statement.reviewed:
            return Level.SURE, 0.9
        is_news = tells_news(statement) and statement.says in ("done", "dropped", "handed", "moved")
        is_news = is_news and statement.number in ("", work.number)
        return (Level.ASK, 0.5) if is_news and rarity.has_one_head(head) else (Level.NEW, 0.0)
    if statement.reviewed and len(head) > 1 and head <= work.context:
        return Level.SURE, 0.6
    own = work.words - rarity.names or work.words
    head = head - rarity.names or head
    shared = head & own
    if statement.reviewed and shared == head and rarity.is_of_one(head):
        return Level.SURE, 0.6  # "Meter: no reply", below "last time", where one open item alone is about a meter
    if not shared or rarity.of(shared) < 0.7 * rarity.of(head):
        return Level.NEW, 0.0
    covered = rarity.of(shared) / rarity.of(own)
    if covered >= MOST_OF_ITEM or (statement.reviewed and head <= work.words | work.context and covered >= 0.4):
        is_told = len(shared) > 1 or (statement.reviewed and statement.by == "mark")
        return (Level.SURE if is_told else Level.ASK), min(0.95, 0.5 + covered / 2)
    is_change = statement.says in ("handed", "moved") and covered >= 0.3
    may_ask = (covered >= 0.5 and (len(shared) > 1 or statement.by == "sentence")) or is_change
    return (Level.ASK if may_ask else Level.NEW), covered * 0.7


def _of_owner(
    words: frozenset[str], owners: tuple[str, ...], work: Work, rarity: Rarity, statement: Statement
) -> tuple[Level, float]:
    """Compare the whole line of a promise with an item that the same people have."""
    own = work.words - rarity.names - _names(work)
    if not statement.found or not owners or not work.owners or not meet(owners, work.owners) or not words & own:
        return Level.NEW, 0.0
    if len(words - rarity.names) > 1 and words - rarity.names <= work.words | work.context:
        return Level.SURE, JOIN
    shared = (words | task_words(statement.quote) | task_words(statement.topic)) & own
    covered = rarity.of(shared) / rarity.of(own)
    if len(shared) < 2 or covered < OWNER_ASK:
        return Level.NEW, 0.0
    mine = rarity.of(words & own) / rarity.of(words)
    is_sure = covered >= OWNER_JOIN and (mine >= OWN_WORDS or len(words & own) > 2 or covered >= OWNER_WHOLE)
    return (Level.SURE if is_sure else Level.ASK), covered * 0.9


def echo(
    first: Statement, owners: tuple[str, ...], second: Statement, others: tuple[str, ...], rarity: Rarity
) -> float:
    """Return how sure it is that two places of one meeting are about one work, 0 if they may be two.

    The discussion says "Luis proposed three dates, so the visit is 20 Nov", the list at its end "Visit Halden, Luis,
    20 Nov": the same owner and day, and a word or the title in common.

    Args:
        first: A statement.
        owners: Its owners, as people of the series.
        second: A later one.
        others: Its owners.
        rarity: Of the words among the items of the series.
    """
    if first.by != "sentence" and _are_siblings(first, second):
        return 0.0
    words = task_words(second.task) - rarity.names
    own = task_words(first.task) | task_words(first.head) | task_words(first.quote)
    shared = (own | task_words(first.topic)) & words
    if not shared or (owners and others and not meet(owners, others)):
        return 0.0
    covered = rarity.of(shared) / rarity.of(words)
    if first.by == "sentence":
        is_told = first.says == second.says and first.says in ("done", "dropped")
        names = frozenset(word for one in others for word in folded(one).split())
        is_named = not names.isdisjoint(folded(first.quote).split()) or (first.due and first.due == second.due)
        is_changed = first.says in ("handed", "moved", "open") and bool(is_named)
        is_changed = is_changed and second.says not in ("done", "dropped") and second.due is not None
        return covered if (is_told or is_changed) and covered >= ECHO_TOLD else 0.0
    near = NEAR_DAYS if owners and others else 0
    is_same_day = first.due is not None and second.due is not None and abs((first.due - second.due).days) <= near
    is_same_owner = bool(owners and others) and "all" not in owners
    if first.due and second.due and not is_same_day:
        return 0.0
    if is_same_day and covered >= (ECHO_DAY if is_same_owner else ECHO_TOLD):
        return 1.0 + covered
    return covered if is_same_owner and covered >= ECHO_OWNER and len(shared) > 1 and own & words else 0.0


def _are_siblings(first: Statement, second: Statement) -> bool:
    """Whether two promises stand in one list, or differ by a number or one word: then they are two works."""
    guards, others = guards_of(first.task), guards_of(second.task)
    is_other_turn = bool(guards and others) and not (guards <= others or others <= guards)
    is_one_list = first.row == second.row and (first.row or folded(first.topic) == folded(second.topic))
    is_other_turn = is_other_turn and first.row == second.row
    words, others = task_words(first.task), task_words(second.task)
    is_other_word = _is_one_word_other(words, others) and not others - words <= task_words(first.topic)
    return is_one_list or is_other_turn or is_other_word


def _is_one_word_other(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether few words are the same but for one: "call Mary at the bank", "call Mary at the school"."""
    return len(words) < 5 and len(words - others) == len(others - words) == 1 and bool(words & others)


def denies(statement: Statement, work: Work, names: frozenset[str]) -> float:
    """Return how much a sentence that something is not so is about an item, 0 if it is not.

    Args:
        statement: The sentence.
        work: Of the item.
        names: Of the people of the series, which make it about nothing.
    """
    words = (task_words(statement.quote) | task_words(statement.head)) - names
    near = words | task_words(statement.topic)
    shared = near & work.words
    around = words & (work.words | work.context)
    own = words & work.words
    is_rare = statement.says == "doubt" and not all(map(is_common, own))
    is_about = bool(own) and (len(shared) > 1 or len(around) > 2 or is_rare)
    return float(len(shared) + len(around) / 2) if is_about else 0.0


def _may_be_sure(statement: Statement, owners: tuple[str, ...], work: Work, score: float) -> bool:
    """Whether nothing speaks against a sure likeness: another turn of a duty, other owners, an item that has ended."""
    # In a list of what was open before, the words before a colon name the work, and the rest tells of it.
    is_of_head = statement.reviewed and statement.head and score < 1.0
    guards = guards_of(statement.head if is_of_head else statement.task)
    if guards and work.guards and not (guards <= work.guards or work.guards <= guards):
        return False
    if len(guards ^ work.guards) and score < 1.0 and not statement.reviewed and guards and work.guards:
        return False
    if owners and work.owners and not meet(owners, work.owners) and score < 1.0 and not statement.reviewed:
        return False
    is_news = statement.reviewed or (bool(statement.head) and statement.says == "open")
    if not is_news and _is_one_word_other(task_words(statement.task), work.words):
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
    words, others = (folded(without_title(one)).split() for one in (name, other))
    if not words or not others:
        return False
    if words == others:
        return True
    if len(words) == 1 or len(others) == 1:
        short, full = (words[0], others) if len(words) == 1 else (others[0], words)
        return short in full or short == "".join(word[0] for word in full)
    return words[-1] == others[-1] and (words[0][0] == others[0][0]) and 1 in (len(words[0]), len(others[0]))


def candidates(
    statement: Statement,
    by_word: Mapping[str, Sequence[int]],
    near: Mapping[str, Sequence[int]],
    by_id: Mapping[str, Sequence[int]],
) -> set[int]:
    """Return the indices of the items that share a word, a number or a link with a statement.

    Words of few items come first, and only so many items are looked at: many share a word such as "client".

    Args:
        statement: The statement.
        by_word: The items whose task holds each word.
        near: The items in whose line or title each word stands beside the task.
        by_id: The items of each number and link.
    """
    words = searched(statement)
    found = _few(words, by_word)
    if is_read_with_context(statement):
        found |= _few(words, near)
    return found.union(*(by_id.get(link, ()) for link in (statement.number, *statement.links) if link))


def searched(statement: Statement) -> frozenset[str]:
    """Return the words by which the items are found that a statement may be about."""
    return work_words(statement.task, statement.quote) | task_words(statement.head)


def is_read_with_context(statement: Statement) -> bool:
    """Whether a statement may name an item by what stands around it in the notes."""
    return statement.reviewed or tells_news(statement)


def _few(words: frozenset[str], by_word: Mapping[str, Sequence[int]]) -> set[int]:
    """Return the items of these words, those of the rarest first, until there are too many."""
    found: set[int] = set()
    for word in sorted(words & by_word.keys(), key=lambda word: (len(by_word[word]), word)):
        if found and len(found) + len(by_word[word]) > MAX_COMPARED:
            break
        found.update(by_word[word])
    return found
