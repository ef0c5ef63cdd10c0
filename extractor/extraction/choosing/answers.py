"""Read the day that talk gives a turn or two later than the work: after "how soon?", or where somebody adds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.annotation import Annotations
from extractor.model import Block, Kind

_REACH = 3  # turns after that of the work
_OPENING = 12  # characters; a question further on is about work that the same turn holds
_ASKS_WHEN = expression(
    r"\b(?:by when|how soon|what day|which day|what['’]?s the deadline|any (?:date|deadline))\b"
    r"|\bwhen (?:can|could|will|would|do|are|is|for)\b|\bwhen(?:\W*$|[^.?]{0,40}\?)"
    r"|\bhow long (?:will|would|do you|does it)\b",
    re.IGNORECASE,
)
_QUESTION = expression(r"[^?]{0,60}\?\W*$")
_AGREES = expression(
    r"\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|of course|no problem|will do|fine|happy to|absolutely|can do|aye)\b",
    re.IGNORECASE,
)
_FILLER = expression(
    r"(?:um+|uh+|er+m?|oh|ok(?:ay)?|well|so|yeah|yes|right|say|let['’]?s say|maybe|i (?:think|guess|reckon)|then|please"
    r"|sorry|probably|like|just|sure|yep|yup|yah|of course|no problem|will do|fine|happy to|can do|absolutely|thing|aye"
    r"|by|before|on|(?:i['’]ll|i can|i will) do (?:it|that)|[\W_])+",
    re.IGNORECASE,
)


def answered_day(
    blocks: Sequence[Block],
    at: int,
    end: int,
    annotations: Annotations,
    names_day: Callable[[str], bool],
    of_work: Container[int],
) -> str:
    """Return the date words that the turns after a piece of work give for it, or "".

    They stand in the turn after one that asks when, or in the same speaker's next turn if that is nothing but a date.

    Args:
        blocks: All blocks of the notes.
        at: The index of the turn that the work stands in.
        end: The offset at which the work ends in it.
        annotations: Where dates are found.
        names_day: Whether date words name a day.
        of_work: The turns that hold work; a question further on in such a turn is about that work.
    """
    if blocks[at].kind is not Kind.TURN:
        return ""
    if _ASKS_WHEN.search(blocks[at].text, end):
        return _answer(blocks, at + 1, annotations, names_day)
    for index in range(at + 1, min(at + 1 + _REACH, len(blocks))):
        block = blocks[index]
        asked = _ASKS_WHEN.search(block.text)
        if block.kind is not Kind.TURN or (index in of_work and not (asked and asked.start() <= _OPENING)):
            return ""
        if block.speaker == blocks[at].speaker:
            said = [one.said for one in annotations.of(block.text).dates if _is_all(block.text, one)]
            is_added = bool(said) and index > at + 1 and "?" not in blocks[index - 1].text
            return said[0] if is_added and names_day(said[0]) else ""
        if asked:
            return _answer(blocks, index + 1, annotations, names_day)
    return ""


def accepted_day(
    blocks: Sequence[Block], at: int, end: int, annotations: Annotations, names_day: Callable[[str], bool]
) -> str:
    """Return the date words with which somebody else takes on the work in the next turn ("Sure, by Friday"), or "".

    Arguments as those of `answered_day`.
    """
    if blocks[at].kind is not Kind.TURN or at + 1 >= len(blocks) or blocks[at + 1].kind is not Kind.TURN:
        return ""
    answer = blocks[at + 1]
    if answer.speaker in (None, blocks[at].speaker) or not _QUESTION.match(blocks[at].text, max(0, end - 1)):
        return ""
    if not _AGREES.match(answer.text):
        return ""
    said = [one.said for one in annotations.of(answer.text).dates if _is_all(answer.text, one)]
    return said[0] if len(said) == 1 and names_day(said[0]) else ""


def _answer(blocks: Sequence[Block], at: int, annotations: Annotations, names_day: Callable[[str], bool]) -> str:
    """Return the date words of a turn that answers: those that the next turn says again, else the last."""
    if at >= len(blocks) or blocks[at].kind is not Kind.TURN:
        return ""
    said = [one.said for one in annotations.of(blocks[at].text).dates if names_day(one.said)]
    following = blocks[at + 1].text.casefold() if at + 1 < len(blocks) else ""
    again = [words for words in said if words.split()[-1].casefold() in following]
    return (again or said or [""])[-1]


def _is_all(text: str, phrase: Phrase) -> bool:
    """Whether a text is a date and nothing else but fillers: "um, this afternoon"."""
    rest = f"{text[: phrase.start]} {text[phrase.end :]}"
    return not rest.strip() or _FILLER.fullmatch(rest) is not None
