"""Read the day that a talk agrees on in the turns around a piece of work ("I'll have it to you by Friday").

A statement of a day is a sentence that says little else: "Wednesday?", "Thursday works.", "Give me till Friday",
"I'll do it on Sunday". It belongs to the work that the talk is about, until somebody names other work or another topic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.language.disfluency import fluent
from extractor.language.patterns.seeking import is_sought
from extractor.language.speech_acts import act_of
from extractor.model import Block, Kind

_REACH = 6  # turns after that of the work
_MAX_WORDS = 70  # that are said between the work and its day
_MORE = 2  # turns after a day in which the talk may still change it
_MAX_SENTENCE = 18  # words of a statement of a day
_MAX_OTHER_WORDS = 1  # of a statement that are about something else
_MAX_BEFORE = 5  # words about other things that its turn may say before it
_SENTENCE = expression(r"(?<=[.?!…;])\s+|\s[–—-]\s")
_WORD = expression(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words that name no other work beside a day.
_EMPTY = frozenset(
    """
    a about absolutely actually afternoon again ah all alright also and any anything anyway are as at aye back be
    because been before being best both brilliant bring but by call can chase check come cool cos could course day
    definitely do doable does doing done each easy either end enough er evening ever everybody everyone everything
    exactly fine finish finished first fix for from get gets getting give given go going gonna good got grand great
    guess had happy has have he her here him his hm how i i'd i'll i'm i've ideal if in is it it'd it'll it's just
    know late later latest least leave let let's like long look lovely lunch ma'am make manage may maybe me mean
    might mine morning most much must my need needs nice night not now of off oh ok okay on one ones only or our out
    over perfect perhaps please possible probably promise put ready realistic reckon right ring said say see send
    shall she should sir so some something sometime soon sorry sort start still suits super sure take tell than
    thanks that that'd that'll that's the them then there these they thing think this those tight till time to too
    try uh um until up us want wants we we'll we're we've week weekend well when will with wonderful word work works
    would yeah yep yes you you'd you'll you're you've your yours
    """.split()
)
_DENIES = expression(
    r"""\b(?: not | n['’]t | cannot | never | no\ good | off | away | busy | holiday | leave\ on | closed
      | shut | was | were | did | went | last
      | birthday | since | every | usually | always | normally | only\ till | if | unless | except
      | instead\ of | rather\ than | already
      | yesterday | back\ (?:on|from) | until\ then | meet(?:ing|s)? | meets | open(?:s|ing)? )\b|n['’]t\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NEW_TOPIC = expression(
    r"""\W*(?: next\b(?!\ (?:week|month|year|\w+day)) | moving\ on | move\ on | anything\ else
      | what\ (?:about|else) | last\ thing |
        (?:right|ok(?:ay)?|so|now|and|good|great|lovely)[,.]?\ (?:the|and\ the)\ [\w\ ]{2,30}[.?]
      | (?:and\ )?the\ [\w\ ]{2,24}[.?]\W*$ | another\ thing | other\ than\ that )""",
    re.VERBOSE | re.IGNORECASE,
)


_NAMES_TOPIC = expression(
    r"""\W*(?:(?:ta|thanks|ok(?:ay)?|right|good|great|lovely|yeah|oh)\W+)?
    (?:and|so|now|right)[,.]?\ (?:the|your|our|my|on)\ \w+""",
    re.VERBOSE | re.IGNORECASE,
)


_ASKS_WHEN = expression(r"\bwhen\b|\bhow\s(?:soon|long|fast)\b|\b(?:what|which)\sday\b|\bdeadline\b|\bby\sthen\b", re.I)
_SINCE = expression(r"(?:since|from|last)\b", re.IGNORECASE)
# "The fair is this afternoon": the day of an event
_TELLS_OF_EVENT = expression(
    r"\W*(?:\w+\W+){0,2}?(?:the|our|his|her|their|my|that)\s\w+(?:['’]s|\sis|\sare|\sgoes|\sstarts|\scomes|\s*$)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns of a talk, and what is known of them."""

    blocks: Sequence[Block]
    dates_in: Callable[[str], Sequence[Phrase]]
    names_day: Callable[[str], bool]
    of_other_work: Callable[[int], int]  # the offset in a turn at which work of its own begins, its length for none


def agreed_day(talk: Talk, at: int, start: int, end: int, *, is_anaphoric: bool = False) -> str:
    """Return the date words that a talk agrees on right before a piece of work or in the turns after it, or "".

    Args:
        talk: The talk.
        at: The index of the turn that the work stands in.
        start: The offset at which the work starts in it.
        end: The offset at which it ends.
        is_anaphoric: Whether it only takes up what the turn before says ("I'll do that").
    """
    if talk.blocks[at].kind is not Kind.TURN:
        return ""
    found, found_at, passed = _day_before(talk, at, start, is_anaphoric=is_anaphoric), at, 0
    turn, others = at, 0  # words about something else in the turn so far
    answers_other = False  # whether the sentence before asked about something else
    speaker = talk.blocks[at].speaker
    is_promise = _is_promise(talk.blocks[at].text[start:end])
    for index, sentence in _sentences(talk, at, end):
        is_of_another = talk.blocks[index].speaker != speaker
        if is_of_another and ((is_promise and _is_promise(sentence)) or is_sought(sentence)):
            break  # somebody promises work of their own, or is sought for some
        turn, others = index, others if index == turn else 0
        said, other = _stated_day(talk, sentence)
        said = "" if answers_other else said
        answers_other = other > 1 and sentence.rstrip().endswith("?") and _ASKS_WHEN.search(sentence) is None
        is_new = _NEW_TOPIC.match(sentence) or (other > 1 and _NAMES_TOPIC.match(sentence))
        if (found and index > found_at + _MORE) or is_new:
            break
        others += other
        if said and others <= _MAX_BEFORE:
            found, found_at = said, index
        passed += len(sentence.split())
        if passed > _MAX_WORDS:
            break
    return found


def _is_promise(words: str) -> bool:
    """Whether words promise work of their speaker."""
    act = act_of(fluent(words)[0])
    return act is not None and act.force == "promise"


def _day_before(talk: Talk, at: int, start: int, *, is_anaphoric: bool) -> str:
    """Return the date words of the sentence before a piece of work, or of one that it takes up; "" for none."""
    own = [sentence for sentence in _SENTENCE.split(talk.blocks[at].text[:start]) if _WORD.search(sentence)]
    if own:
        return _stated_day(talk, own[-1])[0]
    if not is_anaphoric or not at or talk.blocks[at - 1].kind is not Kind.TURN:
        return ""
    above = [sentence for sentence in _SENTENCE.split(talk.blocks[at - 1].text) if _WORD.search(sentence)]
    return next(filter(None, (_stated_day(talk, sentence)[0] for sentence in above[-1:])), "")


def _sentences(talk: Talk, at: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the sentences that follow a piece of work, with their turn, until other work is named."""
    blocks = talk.blocks
    for index in range(at, min(at + 1 + _REACH, len(blocks))):
        if blocks[index].kind is not Kind.TURN:
            return
        start = end if index == at else 0
        text = blocks[index].text
        stop = talk.of_other_work(index) if index != at else len(text)
        for sentence in _SENTENCE.split(text[start:stop]):
            if sentence.strip():
                yield index, sentence
        if stop < len(text):
            return


def _stated_day(talk: Talk, sentence: str) -> tuple[str, int]:
    """Return the date words of a sentence that says little but a day, or "", and how many words are of other things."""
    days = [phrase for phrase in talk.dates_in(sentence) if talk.names_day(phrase.said)]
    days = [phrase for phrase in days if not _SINCE.match(phrase.said)]
    rest = sentence
    for phrase in reversed(days):
        rest = f"{rest[: phrase.start]} {rest[phrase.end :]}"
    words = (word.casefold().replace("’", "'") for word in _WORD.findall(rest))
    others = sum(word not in _EMPTY for word in words)
    is_statement = others <= _MAX_OTHER_WORDS and len(sentence.split()) <= _MAX_SENTENCE
    said = days[-1].said if days and is_statement and not _DENIES.search(rest) else ""
    if others and _TELLS_OF_EVENT.match(rest):
        said = ""
    return said, others
