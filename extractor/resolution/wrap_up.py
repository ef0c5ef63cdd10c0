"""Read the wrap-up of a talk: the turns near its end in which somebody says again who does what.

    So, to close. Yusuf's doing his form today, I talk to Martin tonight, Hannah calls Alicia tomorrow.
    Marcus, security questionnaire, Thursday. Priyanka, the reference call and the notes.

Such words are short for what was agreed before. They tell the owner, a few words of the work, and often the day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes

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
    r"|that['’]s|we\s+have)\s+)+(?:(?:s?he|they)(?:['’](?:s|re|ll))?\s+(?=\w+ing\b))?",
    re.IGNORECASE,
)
_SELF = expression(r"(?:I['’]m|I['’]ve\s+got|I['’]ve|I['’]ll|I|me)\b\s*(?:on\s|got\s)?", re.IGNORECASE)
_ALL = expression(r"(?:everybody|everyone|all\sof\s(?:you|us)|you\sall|we\sall)\b['’]?s?\s*", re.IGNORECASE)
_NAME = expression(
    r"(?P<title>(?:Uncle|Aunt(?:ie|y)?|Mr|Mrs|Ms|Miss|Dr|Sister|Father)\.?\s)?(?P<name>@?[^\W\d_][\w.’'-]*)"
)
_ONE_NAME = expression(r"[A-Z][a-z'’-]+")
_WITHIN = expression(r"(?:(?<=[a-z,] )|(?<=[^.!?] )(?=\w+,))[A-Z][\w-]+")
_FILLER = expression(
    r"(?:(?:ok|okay|yes|yeah|no|not|right|so|well|and|great|lovely|thanks?|thank|you|all|everybody|bye|know|think|guess|mean|oh|ah"
    r"|to|close|repeat|sum|up|recap|sorry|please|as|too|same|here|it|that|this|anything|else|good|go|now|is|it|then|off|bless|her)\b\W*)+",
    re.IGNORECASE,
)
_THIRD_PERSON = expression(r"(?:[A-Z][a-z]+\s){1,2}(?:gets|does|has|takes|[a-z]{2,}s)\s\w")
_ANNOUNCES = expression(
    r"""\b(?: recap | re-?cap | to\ (?:repeat|close|sum|summari[sz]e) | sum(?:ming)?\ (?:it\ |this\ )?up
      | summari[sz]e | say\ (?:it|that)\ back
    | run\ (?:through|over|down) | go(?:ing)?\ (?:round|over\ (?:it|that|this))
    | (?:i|we)\ have\ (?:got\ )?all\ of\ it | (?:i|we)['’]ve\ got\ all
    | so\ (?:i['’]ve\ got|that['’]s|we['’]ve\ got) | who\ does\ what | read\ (?:it|that|them)\ back
    | check\ (?:i|we)['’]ve | (?:so|okay|ok|right),\ quickly )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_I_HAVE = expression(r"\bi['’]ve\sgot\s+$", re.IGNORECASE)
_ORDINAL = expression(r"(?:the\s)?(?:[a-z]+-)?(?:\w+th|first|second|third|\d+(?:st|nd|rd))", re.IGNORECASE)
_ENDS = expression(r"[.!?]")
_HOLDS = expression(
    r"^(?:['’](?:s|ll)\s+(?:got\s+)?|\s*(?:has|is|does|do|gets|takes|will|to|on|for|with|got|the|a)\b\s*)*", re.I
)


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
    is_sure: bool = False  # its sentence names the owner, and the wrap-up goes round several people


@dataclass(frozen=True, slots=True)
class _Speech:
    """What one speaker says in turns that follow each other, as one text: captions cut a sentence anywhere."""

    speaker: str | None
    first: int  # its first block
    last: int
    text: str
    starts: tuple[int, ...]  # of each block in the text

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """Return the block of a span of the text, and the span in that block, which ends at the block's end at most."""
        number = bisect_right(self.starts, start) - 1
        left = self.starts[number]
        following = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.first + number, start - left, min(end, following) - left


def wrap_up_parts(notes: Notes, roster: Roster) -> tuple[WrapUpPart, ...]:
    """Return what the wrap-up of a talk says, piece of work by piece of work; () for notes without one."""
    turns = [index for index, block in enumerate(notes.blocks) if block.kind is Kind.TURN]
    if len(turns) < MIN_TURNS:
        return ()
    last = turns[-min(MAX_LAST, max(3, round(LAST * len(turns)))) :]
    people = _People(notes, roster)
    found: list[WrapUpPart] = []
    speaker, until, is_sure = None, -1, False
    for speech in _speeches(notes, last):
        goes_on = speech.speaker == speaker and speech.first <= until
        parts = tuple(_parts(speech, people, found[-1].owner_said if goes_on and found else ""))
        named = [part.owner_said for part in parts if part.is_named]
        is_wrap_up = len(named) >= MIN_NAMED or (len(set(named)) > 1 and any(part.due_said for part in parts))
        if parts and (goes_on or (is_wrap_up and set(named) != {"I"})):
            is_sure = (goes_on and is_sure) or _goes_round(named, speech.text)
            found.extend(replace(part, is_sure=part.is_sure and is_sure) for part in parts)
            speaker, until = speech.speaker, speech.last + GOES_ON
    return tuple(found)


def _goes_round(named: Sequence[str], text: str) -> bool:
    """Whether a wrap-up surely goes round people: it names several, and announces itself or names more owners."""
    people = set(named) - {"I", "all"}
    return len(people) > 1 and (len(set(named)) >= MIN_NAMED or _ANNOUNCES.search(text) is not None)


def _speeches(notes: Notes, turns: Sequence[int]) -> Iterator[_Speech]:
    """Yield what the turns say, those of one speaker that follow each other together."""
    blocks = notes.blocks
    at = 0
    while at < len(turns):
        first = last = turns[at]
        text, starts = blocks[first].text[:MAX_LENGTH], [0]
        at += 1
        while at < len(turns) and turns[at] == last + 1 and blocks[turns[at]].speaker == blocks[first].speaker:
            if len(text) + len(blocks[turns[at]].text) > MAX_LENGTH:
                break
            last = turns[at]
            starts.append(len(text) + 1)
            text = f"{text} {blocks[last].text}"
            at += 1
        yield _Speech(blocks[first].speaker, first, last, text, tuple(starts))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a span of a speech says, by its words alone; offsets in the speech."""

    start: int
    end: int
    words: str
    owner: str
    due: str | None
    is_named: bool = False
    in_sentence: bool = False

    @property
    def is_name_only(self) -> bool:
        return bool(self.owner) and not self.words and not self.due

    @property
    def says_work(self) -> bool:
        is_short = len(self.words.split()) <= MAX_WORDS
        return is_short and bool(self.words or self.due) and not _FILLER.fullmatch(self.words)


def _parts(speech: _Speech, people: _People, owner: str) -> Iterator[WrapUpPart]:
    """Yield the parts of a speech; `owner` is whom the turn before named last."""
    for told in _owned(speech.text, people, owner):
        block, start, end = speech.place(told.start, told.end)
        yield WrapUpPart(block, start, end, told.words, told.owner, told.due, told.is_named, told.in_sentence)


def _owned(text: str, people: _People, owner: str) -> Iterator[_Told]:
    """Yield the pieces of work that a text names, each with its owner: who stands before it, or was named last."""
    waiting: _Told | None = None  # a piece of work whose day may follow
    orphan: _Told | None = None  # one whose owner may follow: "letter Wednesday, Deb."
    is_named = in_sentence = False
    last_end = 0
    for told in _joined(_told(text, people), text):
        if _ENDS.search(text, last_end, told.start):
            in_sentence, orphan = False, None
        last_end = told.end
        is_last = told.end == len(text) or _ENDS.match(text, told.end) is not None
        if told.is_name_only and orphan is not None and is_last:
            waiting = None
            yield replace(orphan, owner=told.owner, is_named=True, in_sentence=True)
            orphan, owner, is_named = None, told.owner, False
            continue
        if told.owner:
            owner, is_named, in_sentence = told.owner, True, True
        if waiting is not None and waiting.due and not told.owner and _ORDINAL.fullmatch(told.words):
            waiting = replace(waiting, end=told.end, due=f"{waiting.due} and {told.words}")
            continue  # "the thirteenth and fourteenth"
        if told.due and not told.words and waiting is not None and not told.owner:
            waiting = replace(waiting, end=told.end, due=waiting.due or told.due)  # "tomorrow, end of the day"
            orphan = orphan and replace(orphan, end=told.end, due=orphan.due or told.due)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if told.says_work:
            part = replace(told, owner=owner, is_named=is_named, in_sentence=in_sentence)
            orphan = None if in_sentence else part
            if owner:
                waiting, is_named = part, False
        if text[told.end : told.end + 1] == "?":
            owner = ""  # "Anything else?"
    if waiting is not None:
        yield waiting


def _told(text: str, people: _People) -> Iterator[_Told]:
    """Yield what each span of a text says; the owner is "" where the span names nobody."""
    for first, end in _spans(text):
        lead = _LEAD.match(text[first:end])
        start = first + (lead.end() if lead else 0)
        owner, length = _owner(text[start:end], people)
        if not owner and lead is not None and _I_HAVE.search(lead.group()):
            owner = "I"  # "I've got the redlines", but not "I've got Jamal, email"
        day: str | None = None
        if not owner and (dates := find_phrases(text[start:end])) and dates[0].start == 0:
            skipped = (
                dates[0].end + len(text[start + dates[0].end : end]) - len(text[start + dates[0].end : end].lstrip())
            )
            owner, length = _owner(text[start + skipped : end], people)
            if owner:  # "Sunday night Emeka does the firmware"
                day, length = dates[0].said, length + skipped
        words, due = _without_day(text[start + length : end])
        is_last = end == len(text) or _ENDS.match(text, end) is not None
        if owner and is_last and not words and not due and not people.is_known(owner):
            owner, length, words = "", 0, text[start:end]  # "Imran, slides, and Dr Lindqvist."
        yield _Told(start + length, end, words, owner, due or day)


def _joined(told: Iterator[_Told], text: str) -> Iterator[_Told]:
    """Yield them, a name that "and" joins to the next one together with it: "Emeka | and Kofi do the firmware"."""
    before: _Told | None = None
    for one in told:
        if before is not None and one.owner and one.owner not in {"I", "all"}:
            yield replace(one, owner=f"{before.owner} and {one.owner}", due=one.due or before.due)
            before = None
            continue
        is_list = before is not None and not one.owner and not one.due and _ONE_NAME.fullmatch(one.words) is not None
        if before is not None and is_list:  # "well, Maeve and Chidi": names, and no work of theirs
            yield replace(before, end=one.end, owner=f"{before.owner} and {one.words}")
            before = None
            continue
        if before is not None:
            yield before
        is_first = one.owner not in {"", "I", "all"} and not one.words
        before = one if is_first and text.startswith(" and ", one.end) else None
        if before is None:
            yield one
    if before is not None:
        yield before


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PART.finditer(text):
        if re.search(r"\w", text[start : match.start()]):
            yield start, match.start()
        start = match.end()
    if re.search(r"\w", text[start:]):
        yield start, len(text)


def _owner(words: str, people: _People) -> tuple[str, int]:
    """Return who is named at the start of a part, as said, and how many characters that takes; ("", 0) for nobody."""
    if match := _SELF.match(words):
        return "I", match.end()
    if match := _ALL.match(words):
        return "all", match.end()
    match = _NAME.match(words)
    if match is None:
        return "", 0
    roster = people.roster
    title = match["title"] or ""
    first = re.sub(r"['’]\w{0,2}$", "", match["name"])
    after = _NAME.match(words, match.end() + 1) if words[match.end() : match.end() + 1] == " " else None
    if after is not None and len(roster.known(f"{first} {after.group()}")) == 1:
        return f"{first} {after.group()}", _behind(words, after.end())
    if people.is_known(first) or people.is_called(first, words, is_titled=bool(title)):
        return f"{title}{first}", _behind(words, match.start("name") + len(first))
    return "", 0


class _People:
    """Who may be named in a wrap-up: the people of the notes, and names that the talk uses of others."""

    def __init__(self, notes: Notes, roster: Roster) -> None:
        self.roster = roster
        self._notes = notes

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that the talk writes with a capital within a sentence or before a comma, and never without."""
        text = "\n".join(block.text for block in self._notes.blocks)
        small = set(re.findall(r"\b[a-z][\w-]+", text))
        return frozenset(word for word in _WITHIN.findall(text) if word.lower() not in small)

    def is_known(self, owner: str) -> bool:
        """Whether an owner is the speaker, everybody, or one person of the notes."""
        is_one = len(self.roster.known(owner)) == 1
        return owner in {"I", "all"} or (is_one and self.roster.is_person(owner[:1].upper() + owner[1:]))

    def is_called(self, first: str, words: str, *, is_titled: bool) -> bool:
        """Whether `words` begin with the name of somebody off the roster: "Renuka gets it", "Kiran, the risks"."""
        if self.roster.known(first) or first.isupper() or not self.roster.name_shaped(first):
            return False
        if is_titled or _THIRD_PERSON.match(words):
            return True
        return first in self._names and (words == first or words[len(first) :][:1] in "'’ ")


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
