"""Read what a sentence of notes tells of work that was promised before: done, dropped, handed over, moved, in doubt.

A sentence ("The mail went out on Thursday") is only ever a reason to ask, never to close. The ways to say it stand in
`news_patterns`; marks such as "DONE:" are read by `status_marks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from extractor.common import telling_words
from extractor.common.lazy_regex import expression, sought
from extractor.common.memo import remembered
from extractor.language.content_words import content
from extractor.ledger.news_patterns import OTHER_PASTS, SAYINGS

# No sentence ends at "Mrs." or "No. 7".
SENTENCE_END = expression(
    r"(?<=[.!?;])(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\b(?:Mrs|Rev)\.)(?<!\bProf\.)(?!(?<=\bNo\.)\s+\d)\s+"
)


class Telling(Struct, frozen=True):
    """What a sentence tells, one of the names of SAYINGS, and where."""

    says: str
    start: int
    end: int


@remembered
def telling_of(sentence: str) -> Telling | None:
    """Return what a sentence tells of work; None if nothing."""
    words = words_of(sentence)
    for says, ways in _ways():
        may_match = [pattern for groups, pattern in ways if not any(map(words.isdisjoint, groups))]
        for found in _matches(may_match, sentence):
            if not _is_taken_back(says, sentence, found):
                return Telling(says, found.start(), found.end())
    return None


def words_of(sentence: str) -> frozenset[str]:
    """Return the words of a sentence, in lower case; "-ed" among them if one is a past that may end work."""
    words = telling_words.words_of(sentence)
    is_past = any(word.endswith("ed") and len(word) > 4 and not word.startswith(OTHER_PASTS) for word in words)
    return words | {"-ed"} if is_past else words


@cache
def _ways() -> tuple[tuple[str, tuple[tuple[tuple[frozenset[str], ...], str], ...]], ...]:
    """Return the table with the words of each way as sets: of each set a sentence must hold one."""
    return tuple(
        (
            saying.says,
            tuple((groups_of(way.words), rf"\b(?:{way.pattern}){saying.end}") for way in saying.ways),
        )
        for saying in SAYINGS
    )


def groups_of(words: str) -> tuple[frozenset[str], ...]:
    """Return the words of a way of the table as sets: "up & pick" are two."""
    return tuple(frozenset(group.split()) for group in words.split("&"))


def _matches(patterns: Sequence[str], sentence: str) -> Iterator[re.Match[str]]:
    """Yield what patterns match, as one pattern of them all would: the first of those that begin first."""
    from extractor.language.patterns.compiling import compiled

    at = 0
    while True:
        found = [match for pattern in patterns if (match := compiled(pattern).search(sentence, at))]
        if not found:
            return
        first = min(found, key=re.Match.start)
        yield first
        at = max(first.end(), at + 1)


def saying_of(sentence: str) -> str:
    """Return what a sentence tells of work, one of the names of SAYINGS; "" if nothing."""
    found = telling_of(sentence)
    return found.says if found else ""


# What makes of a report a condition or a wish: "whether he is no longer able", "once it is signed".
_CONDITION = r"if|whether|unless|in\scase"
_HEDGE = sought(
    rf"\b(?:{_CONDITION}|until|once|when|would|should|could|might|hopes?|wants?|swears?|claims?|insists?|thinks?"
    r"|believes?|supposedly|allegedly|apparently)\b",
    re.I,
)
_HEDGE_CHANGE = sought(rf"\b(?:{_CONDITION})\b", re.I)
# What stands right before words that are then not so: "has not been sent", "nobody has taken it over".
# "Two of three", "14 of the 30": only a part.
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|some|most|part)"
_PART = sought(rf"\b{_NUMBER}\s(?:out\s)?of\s(?:the\s|our\s|those\s|them)?", re.I)
_DENIAL = sought(
    r"(?:\b(?:not|never|nobody|no\sone|none|nor|cannot)\b|n['’]t\b)[^,;.:]{0,25}$",
    re.I,
)


_CLAUSE_END = expression(r"[;:]\s|,\s(?:so|but|and|as)\s|\s(?:so|but)\s", re.I)
# What makes of "put up", "sent" and "painted" something to come: "we get the wall painted", too.
_TO_COME = sought(
    r"\b(?:to|will|shall|must|can|may|please|be|to\sbe)\s$|['’]ll\s$|\blet['’]s\s$|\b(?:get|have|has)\s(?:[\w'’]+\s){1,4}$",
    re.I,
)


def _is_taken_back(says: str, sentence: str, found: re.Match[str]) -> bool:
    """Whether the words before what a sentence tells make it a condition, a wish, a question or the contrary."""
    if says in ("open", "doubt"):
        return False
    if says in ("done", "dropped") and sentence.rstrip().endswith("?"):
        return True
    hedge = _HEDGE if says in ("done", "dropped") else _HEDGE_CHANGE
    before = sentence[
        max((one.end() for one in _CLAUSE_END.finditer(sentence, 0, found.start())), default=0) : found.start()
    ]
    if hedge.search(before) or (says == "done" and _PART.search(before)):
        return True
    return _DENIAL.search(before) is not None or (says == "done" and _TO_COME.search(before) is not None)


def sentences_of(text: str) -> list[str]:
    """Split a line into its sentences, and at ", and" before another subject: each may tell of other work."""
    parts = [part for sentence in SENTENCE_END.split(text) for part in _CLAUSE.split(sentence)]
    return [part for part in parts if part.strip()]


def reports_of(sentence: str) -> list[str]:
    """Split a sentence that reports of several works: "comments sent, domain renewed till 2028"; else return it whole.

    Each part must tell what became of something, and name it.
    """
    parts = [part for part in _COMMA.split(sentence) if part.strip()]
    is_list = len(parts) > 1 and all(_names_and_tells(part) for part in parts)
    return parts if is_list else [sentence]


def _names_and_tells(part: str) -> bool:
    found = telling_of(part)
    if found is None or found.says not in ("done", "dropped"):
        return False
    return bool(content(part[: found.start])) and _PRONOUN.match(part) is None


_COMMA = expression(r",\s(?:and\s)?|\s/\s")
_PRONOUN = expression(r"\W*(?:it|they|he|she|we|i|that|this|which|who|nobody|everyone|all|both)\b", re.I)
_CLAUSE = expression(r"(?:,\sand\s|\s–\s|;\s)(?=[A-Z])")
_BREAK = expression(r"[,;:(–—]\s*|\s-\s|\s(?:so|but|because|as|since|and\sso)\s", re.I)


@remembered
def subject_of(sentence: str) -> str:
    """Return the words of the clause that tells what became of work: "the rota is pushed back" of a longer sentence.

    Where a sentence tells nothing, that is the whole of it.
    """
    found = telling_of(sentence)
    if found is None:
        return sentence
    start = max((one.end() for one in _BREAK.finditer(sentence, 0, found.start)), default=0)
    after = _BREAK.search(sentence, found.end)
    end = after.start() if after else len(sentence)
    if found.says != "done":
        return sentence[start:end]
    before, behind = sentence[start : found.start], sentence[found.end : end]
    is_state = _STATE.match(sentence, found.start) is not None
    if is_state or content(" ".join(_SMALL.findall(before))):  # what follows "to" or "in" is not the work
        behind = _PLACE.split(behind, maxsplit=1)[0]
    clause = f"{before} {behind}"  # without the verb
    return clause if content(clause) else sentence[: found.start]  # "Deposits, all in."


_STATE = expression(r"(?:is|are|was|were|went|came)\b", re.I)
_SMALL = expression(r"(?<!\w)[a-z]\w+")
_PLACE = expression(r"\b(?:to|in|into|on|at|with|for|from|by|around|since|all\sover)\b")


_NAME = expression(r"@?[A-Z][\w'’.-]*(?:\s[A-Z][\w'’-]+)?|@\w[\w-]*")
_GIVER = expression(r"\b(?:instead\sof|in\splace\sof|rather\sthan|from|not)\s+(?:\w+\.?\s)?$", re.I)
_RECEIVER = expression(r"\b(?:to|with|onto|over\sto|on\sto)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?$")
_GIVES = expression(
    r"(?:gave|giv|hand|pass|leav|left|assign|transferr|delegat|\bis\s(?:now\s)?with|\bare\s(?:now\s)?with|lies)", re.I
)
_I = expression(r"\bI(?:['’](?:ll|m|d))?\b")


def receiver_of(sentence: str, person: Callable[[str], str], speaker: str) -> str:
    """Return who has the work now, of a sentence that hands it over; "" if it does not say.

    Args:
        sentence: The sentence.
        person: Returns the name of the person whom a form of a name means, "" for none.
        speaker: Who says it, "" if nobody is known to.
    """
    told = telling_of(sentence)
    if told is None:
        return ""
    names = [(found.start(), name) for found in _NAME.finditer(sentence) if (name := _person(found.group(), person))]
    givers = {name for start, name in names if _GIVER.search(sentence, 0, start)}
    if _GIVES.match(sentence, told.start):
        to = [name for start, name in names if start > told.start and _RECEIVER.search(sentence, 0, start)]
        return to[0] if to else ""
    before = [name for start, name in names if start < told.end and name not in givers]
    says_i = _I.search(sentence, 0, told.end) is not None
    if before and not says_i:
        return before[-1]
    after = [name for start, name in names if start >= told.end and name not in givers]
    return speaker if says_i else next(iter(after), "")


def _person(words: str, person: Callable[[str], str]) -> str:
    """Return the person that capitalised words name, or the first of them: "Ada Brook", "Ada's", "Ada."."""
    bare = re.sub(r"['’]s$", "", words.rstrip(".'’"))
    return person(bare) or (person(bare.split()[0]) if bare.split() else "")
