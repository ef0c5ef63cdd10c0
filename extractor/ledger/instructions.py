"""The little language in which people say what became of an item: by hand, in answers by mail and in notes.

    done, done yesterday            not done, open
    Friday, late, Friday            by 3 April because the phones came late
    Maya does it                    not me
    ok                              drop because the room is closed      no, sorry
    after k7m                       same as k7m                          not k7m

What it does not know is refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.language.people.names import is_name
from extractor.model import RecapError

MAX_WORDS = 400
_ID = r"\[?(?P<id>[a-hjkmnp-tv-z][2-9a-hjkmnp-tv-z]{1,11})\]?"
_REASON = expression(
    r"(?P<words>[^:]{1,120}?)(?:\s*[,;]?\s+(?:because|as|since|due\sto)\s+|\s*:\s+|\s[-–]\s)(?P<because>\S.*)",
    re.I | re.S,
)
_DONE = expression(
    r"(?:it['’]?s\s|is\s|was\s|all\s|already\s)?(?:done|finished|complete|completed|closed|sent|ready)\b(?P<day>.*)",
    re.I | re.S,
)
_OPEN = expression(
    r"(?:not\s(?:yet\s)?(?:done|finished|ready|complete)|(?:still\s|re-?)?open(?:ed)?|undone)(?:\syet)?", re.I
)
_DROP = expression(
    r"(?:drop|dropped|drop\sit|cancel|cancell?ed|no\slonger\sneeded|not\sneeded|won['’]t\sdo)(?:\sit)?", re.I
)
_SORRY = expression(r"no,?\s+sorry\b[,.:;]?\s*(?P<because>.*)", re.I | re.S)
_NOT_ME = expression(r"not\s+(?:me|mine|my\stask)", re.I)
_OK = expression(
    r"(?:ok|okay|yes|fine|all\sright|alright|agreed|confirmed|will\sdo)(?:[,.!]?\s*(?:but\s+)?(?P<day>\S.*))?[.!]?",
    re.I | re.S,
)
_AFTER = expression(rf"(?:waits?\s(?:for\s)?|only\s)?after\s+{_ID}", re.I)
_SAME = expression(rf"(?:the\s)?same\s(?:as\s)?{_ID}", re.I)
_NOT = expression(rf"not\s(?:the\ssame\sas\s)?{_ID}", re.I)
_CALLED = r"@?[^\W\d_][\w'’.\ -]{0,40}"
_OWNER = expression(
    rf"""(?P<name>{_CALLED}?)\s+(?:does|will\sdo|takes|will\stake|takes\son|has|owns|is\son)\s+(?:it|this|that)
        (?:\son|\sover|\snow)?
    | (?:give\s(?:it\s)?to|for|hand(?:ed)?\s(?:it\s)?(?:over\s)?to|owner:?)\s+(?P<to>{_CALLED})
    | @(?P<at>\w[\w.-]{{0,40}})""",
    re.X,
)
_MOVE = expression(
    r"(?:(?:it\s)?will\s(?:only\s)?be\s(?:late|later|done|ready)|late|later|moved?|move\sit|needs?|until|delayed|postponed|new\s(?:date|day))?[,:]?\s*"
    r"(?:only\s)?(?:to|until|till|by|on|for)?\s*(?P<day>\S.*)",
    re.I | re.S,
)

# What may stand beside a day.
_BESIDE = expression(
    r"\b(?:by|on|until|till|the|at latest|at the latest|latest|then|instead|please|now|only|noon|to)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What words say about an item: `does` as in `events.Mark`, or "same" or "not" with another item."""

    does: str
    day: date | None = None
    because: str = ""
    who: str = ""
    other: str = ""  # the id of another item, as it was written


def understand(words: str, today: date, *, date_order: str = "mdy", country: str = "") -> Instruction:
    """Return what the words say.

    Args:
        words: In the little language.
        today: The day on which they are said, from which "Friday" counts.
        date_order: How to read 3/4.
        country: Whose public holidays count.

    Raises:
        RecapError: They say nothing that the language knows.
    """
    said = " ".join(words.split())[:MAX_WORDS].rstrip(".! ")
    for pattern, does in ((_NOT_ME, "leave"), (_AFTER, "after"), (_SAME, "same"), (_OPEN, "open"), (_NOT, "not")):
        if found := pattern.fullmatch(said):
            return Instruction(does, other=found.groupdict().get("id", "").casefold())
    if found := _SORRY.fullmatch(said):
        return Instruction("drop", because=found["because"].strip())
    reason = _REASON.fullmatch(said)
    plain, because = (reason["words"].strip(" ,;"), reason["because"].strip()) if reason else (said, "")
    instruction = _without_reason(plain, today, date_order, country)
    if instruction is None:
        raise RecapError(
            f"recap does not understand “{printable(said)}”;"
            " say for example: done, Friday, Maya does it, not me, ok, drop, after k7m"
        )
    return Instruction(instruction.does, instruction.day, because, instruction.who, instruction.other)


def _without_reason(said: str, today: date, date_order: str, country: str) -> Instruction | None:
    if found := _DONE.fullmatch(said):
        day = _past(found["day"], today, date_order, country)
        return Instruction("done", day) if day or not found["day"].strip(" ,.") else None
    if _DROP.fullmatch(said):
        return Instruction("drop")
    if found := _OWNER.fullmatch(said):
        name = (found["name"] or found["to"] or found["at"]).strip().lstrip("@")
        if found["at"] or is_name(name) or name.casefold() in ("i", "me"):
            return Instruction("own", who=name)
    if found := _OK.fullmatch(said):
        if not found["day"]:
            return Instruction("accept")
        day = _day(found["day"], today, date_order, country)
        return Instruction("move", day) if day else None
    if found := _MOVE.fullmatch(said):
        day = _day(found["day"], today, date_order, country)
        return Instruction("move", day) if day else None
    return None


def _day(words: str, today: date, date_order: str, country: str) -> date | None:
    """Return the day that words mean, if they say nothing else."""
    from extractor.dates.finding import find_phrases
    from extractor.dates.intervals import DateContext
    from extractor.dates.resolving import resolve

    words = words.strip(" ,.;")
    found = resolve(words, DateContext(today, date_order, country))
    phrases = find_phrases(words)
    if found is None or len(phrases) > 1:
        return None
    rest = words[: phrases[0].start] + words[phrases[0].end :] if phrases else ""
    return found.day if not _BESIDE.sub("", rest).strip(" ,.;") else None


def _past(words: str, today: date, date_order: str, country: str) -> date | None:
    """Return the day on which something was done: "on Thursday" is the last one."""
    words = words.strip(" ,.;")
    if not words:
        return None
    if words.casefold() in ("yesterday", "today"):
        return today - timedelta(days=words.casefold() == "yesterday")
    day = _day(words, today, date_order, country)
    if day is not None and day > today and day - today <= timedelta(days=7):
        day -= timedelta(days=7)
    return day if day is None or day <= today else None
