"""Read the wrap-up of a talk: the turns near its end in which somebody says again who does what.

    So, to close. Yusuf's doing his form today, I talk to Martin tonight, Hannah calls Alicia tomorrow.
    Marcus, security questionnaire, Thursday. Priyanka, the reference call and the notes.

Such words are short for what was agreed before. They tell the owner, a few words of the work, and often the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Notes

MIN_TURNS = 8  # of a talk that has a wrap-up
LAST = 0.2  # share of the turns of a talk in which it may stand
MAX_LAST = 24  # turns from the end
MIN_NAMED = 3  # pieces of work with somebody named before them, one at least by name
MAX_WORDS = 14  # of what is said of one piece of work
MAX_LENGTH = 1_500  # characters of a turn
GOES_ON = 4  # turns in which the same speaker goes on with it

_PART = expression(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<![.!?;:,])[.!?;:,]{1,4}(?:\s+|$)|\s+[–—-]\s+|\s+(?=(?:and|then)\s)"
)
_LEAD = expression(
    r"^(?:(?:and|so|then|ok|okay|right|also|but|well|now|um|uh|alright|you['’]ve|i['’]ve\sgot|we['’]ve\sgot|i\s+think"
    r"|that['’]s|we\s+have)\s+)+",
    re.IGNORECASE,
)
_SELF = expression(r"(?:I['’]m|I['’]ve\s+got|I['’]ve|I['’]ll|I|me)\b\s*(?:on\s|got\s)?", re.IGNORECASE)
_ALL = expression(r"(?:everybody|everyone|all\sof\s(?:you|us)|you\sall|we\sall)\b['’]?s?\s*", re.IGNORECASE)
_NAME = expression(r"@?[^\W\d_][\w.’'-]*")
_FILLER = expression(
    r"(?:(?:ok|okay|yes|yeah|no|not|right|so|well|and|great|lovely|thanks?|thank|you|all|everybody|bye|know|think|guess|mean"
    r"|to|close|repeat|sum|up|recap|sorry|please|it|that|this|anything|else|good|go|now|is|it|then|off|bless|her)\b\W*)+",
    re.IGNORECASE,
)
_THIRD_PERSON = expression(r"[A-Z][a-z]+\s(?:gets|does|has|takes|[a-z]{2,}s)\s\w")
_HOLDS = expression(r"^(?:['’]s\s+(?:got\s+)?|\s*(?:has|is|does|gets|takes|will|to|on|for|with|got|the|a)\b\s*)*", re.I)


@dataclass(frozen=True, slots=True)
class WrapUpPart:
    """What a wrap-up says of one piece of work."""

    block: int
    start: int  # offset of its words in the block
    end: int
    words: str  # without the owner and the day; "" where only both are named
    owner_said: str
    due_said: str | None
    is_named: bool = True  # the owner stands right before it


def wrap_up_parts(notes: Notes, roster: Roster) -> tuple[WrapUpPart, ...]:
    """Return what the wrap-up of a talk says, piece of work by piece of work; () for notes without one."""
    turns = [index for index, block in enumerate(notes.blocks) if block.kind is Kind.TURN and block.speaker]
    if len(turns) < MIN_TURNS:
        return ()
    last = turns[-min(MAX_LAST, max(3, round(LAST * len(turns)))) :]
    found: list[WrapUpPart] = []
    speaker, until = None, -1
    for index in last:
        block = notes.blocks[index]
        goes_on = block.speaker == speaker and index <= until
        parts = tuple(_parts(block, index, roster, found[-1].owner_said if goes_on and found else ""))
        named = [part.owner_said for part in parts if part.is_named]
        is_wrap_up = len(named) >= MIN_NAMED or (len(set(named)) > 1 and any(part.due_said for part in parts))
        if parts and (goes_on or (is_wrap_up and set(named) != {"I"})):
            found.extend(parts)
            speaker, until = block.speaker, index + GOES_ON
    return tuple(found)


def _parts(block: Block, index: int, roster: Roster, owner: str) -> Iterator[WrapUpPart]:
    """Yield the parts of a turn; `owner` is whom the turn before named last."""
    text = block.text[:MAX_LENGTH]
    waiting: WrapUpPart | None = None
    is_named = False
    for first, end in _spans(text):
        lead = _LEAD.match(text[first:end])
        start = first + (lead.end() if lead else 0)
        named, length = _owner(text[start:end], roster)
        if named:
            owner, is_named = named, True
        words, due = _without_day(text[start + length : end])
        if due and not words and waiting is not None and not named:
            waiting = replace(waiting, end=end, due_said=due)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if owner and len(words.split()) <= MAX_WORDS and (words or due) and not _FILLER.fullmatch(words):
            waiting = WrapUpPart(index, start + length, end, words, owner, due, is_named)
            is_named = False
        if text[end : end + 1] == "?":
            owner = ""  # "Anything else?"
    if waiting is not None:
        yield waiting


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PART.finditer(text):
        if re.search(r"\w", text[start : match.start()]):
            yield start, match.start()
        start = match.end()
    if re.search(r"\w", text[start:]):
        yield start, len(text)


def _owner(words: str, roster: Roster) -> tuple[str, int]:
    """Return who is named at the start of a part, as said, and how many characters that takes; ("", 0) for nobody."""
    if match := _SELF.match(words):
        return "I", match.end()
    if match := _ALL.match(words):
        return "all", match.end()
    match = _NAME.match(words)
    if match is None:
        return "", 0
    first = re.sub(r"['’]s?$", "", match.group())
    after = _NAME.match(words, match.end() + 1) if words[match.end() : match.end() + 1] == " " else None
    if after is not None and len(roster.known(f"{first} {after.group()}")) == 1:
        return f"{first} {after.group()}", _behind(words, after.end())
    if _THIRD_PERSON.match(words) and not roster.known(first) and roster.name_shaped(first):
        return first, _behind(words, match.end())  # "Renuka gets the batch"
    if len(roster.known(first)) == 1 and roster.is_person(first[:1].upper() + first[1:]):
        return first, _behind(words, match.end())
    return "", 0


def _behind(words: str, end: int) -> int:
    """Return where the work begins behind the name."""
    match = _HOLDS.match(words[end:])
    return end + (match.end() if match else 0)


def _without_day(words: str) -> tuple[str, str | None]:
    """Return words without their last date phrase, and that phrase."""
    dates = find_phrases(words)
    if not dates:
        return words.strip(" ,.;"), None
    date = dates[-1]
    rest = f"{words[: date.start]} {words[date.end :]}"
    return re.sub(r"\s+", " ", rest).strip(" ,.;"), date.said
