"""Learn the line with which a file begins its messages, by what repeats there: signs, a name, a time, a number.

"#12 [Ana Lopez] ...", "{09:01} ana_l ~ ...", "Ana Lopez wrote:" above the words, "Speaker: Ana" above "Time: 9:01". The
signs around the name and the time must be the same in most messages, and the names must come back. A layout without
times is one of a talk only where what is said sounds like a talk, as lists have names before a sign as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import GIVEN_NAMES, NEVER_SPEAK_IN_TRANSCRIPTS

LEARNED_HEADS = 4  # that show a layout
SHOWN_LINES = 2_000  # lines that are looked at to learn one
SHOWN_LENGTH = 200  # characters of each; its head is at the start
FEWEST_WORDS = 2  # of a message on average: "Mon 09:00 Ana - till" is a rota
RECURRING = 0.5  # of messages: by people who come back
RECURRING_IN_TALK = 0.3  # where the messages have times and sound like talk
TALK_SHARE = 0.4  # of messages without times that sound like a talk

_DAY = (
    r"(?:\d{4}[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4}|\d\d?[ ][A-Z][a-z]{2,8}[ ]\d{4}"
    r"|[A-Z][a-z]{2,8}[ ]\d\d?,?[ ]\d{4}|(?:\d\d?[ ][A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}[ ]\d\d?)(?=,?[ ]\d\d?[:.]))"
)
_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?(?:\s?[aApP]\.?[mM]?\b\.?)?"
_ZONE = r"(?:Z\b|[ ]?(?:UTC|GMT|CES?T)\b|[+-]\d\d:?\d\d)?"
_SECONDS = r"\d{1,6}(?:\.\d{1,3})?[ ]?s(?:ec)?\b"
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|[Tt]oday|[Yy]esterday)[a-z]*"
_ONE_TIME = rf"(?:(?:{_WEEKDAY},?[ ])?(?:{_DAY}(?:,?[ ]|T))?(?:at[ ])?{_CLOCK}{_ZONE}|{_SECONDS})"
_STAMP = rf"{_ONE_TIME}(?:\s?(?:-+>|[-–]|to)\s?{_ONE_TIME})?"
# The same, with the day and the time to be kept.
_STAMP_READ = (
    rf"(?:(?:(?P<weekday>{_WEEKDAY}),?[ ])?(?:(?P<day>{_DAY})(?:,?[ ]|T))?(?:at[ ])?(?P<time>{_CLOCK}){_ZONE}"
    rf"|{_SECONDS})(?:\s?(?:-+>|[-–]|to)\s?{_ONE_TIME})?"
)
_WORD = r"[^\W_][\w.'’@-]{0,30}"
_NAME = rf"[^\W\d_][\w.'’@-]{{0,30}}(?:[ ]{_WORD}){{0,3}}?(?:,[ ][A-Z]{_WORD}(?:[ ][A-Z]{_WORD})?)?"
_NUMBER = r"(?:[a-z]{3,10}[ ])?\d{1,5}(?:[ ]?(?:/|of)[ ]?\d{1,5})?"
_FIELD = r"(?:(?:speaker|from|name|user|author|by|who)\s?:\s?|(?:message|post|reply|comment|note)\s(?:from|by)\s)"
_ASIDE = r"(?:\s?\((?!\d)[^()\n]{1,40}\)|\s\[(?!\d)[^\[\]\n]{1,40}\]|\s[-–]\s[a-z][a-z ]{1,20}(?=[\])]))?"
_RANK = expression(r"[@+*%&~]$")  # a sign right before a name: "@ana>"
_SIGNS = r"(?:[^\w\n]|_)"
_SAYS = r"\s(?:says|said|wrote|writes)(?:\s(?:at|on))?"
# Signs that part a name from words; a comma or a full stop does so in any sentence.
_PARTS = r"(?:[^\w\s,.'’\"“”!?(\[<&@$€£]|\.{2,}|\s\s|\t)"
_HEAD = expression(
    rf"""(?P<pre>{_SIGNS}{{0,8}}) (?: (?P<number>{_NUMBER}) (?P<behind_number>{_SIGNS}{{1,4}}) )?
    (?: (?P<early>{_STAMP}) (?P<between>{_SIGNS}{{1,8}}) )? (?P<field>{_FIELD})?
    (?P<who>{_NAME}) {_ASIDE}
    (?: (?P<mid>{_SAYS}\s | \s(?:at|on)\s | {_SIGNS}{{1,8}}) (?P<late>{_STAMP})
        (?P<behind_time>{_SIGNS}{{0,8}}) (?P<said>.*)
      | (?P<end>{_SAYS}\s?:\s | {_SIGNS}{{0,3}}{_PARTS}{_SIGNS}{{0,5}}) (?P<text>\w.*|["“'‘(<].*)
      | (?P<last>{_SAYS}\s?:\s* | {_SIGNS}{{0,8}}) $ )""",
    re.IGNORECASE | re.VERBOSE,
)
_SOUNDS_LIKE_TALK = expression(
    r"\b(?:I(?:['’]\w+)?|you|we(?:['’]\w+)?)\b|\?\s*$"
    r"|^\W*(?:yes|yeah|yep|no|ok|okay|thanks|thank|hi|hello|sure|great|good|fine|right|well|so|let['’]s)\b",
    re.IGNORECASE,
)
_MAY_BE_TIME = expression(r"\d[:.h]\d\d|\d ?s")
_HEADING = expression(r"#{1,6}\s+\S|---\s*$")
_ONLY_CAPITALS = expression(r"[A-Z][\w'’-]{0,30}(?:[ ](?:[A-Z]\.|[A-Z][\w'’-]{0,30})){0,3}")
_CAPITALS = r"[A-Z][\w.'’-]{0,30}(?:[ ][A-Z][\w.'’-]{0,30}){0,3}"
_ONLY_STAMP = expression(rf"(?:(?:time|at|when|date)\s?:?\s)?[\[(]?{_STAMP}[\])]?", re.IGNORECASE)
_ONLY_NAME = expression(rf"(?:{_FIELD})?[\[(*_]{{0,2}}{_NAME}[\])*_:]{{0,3}}", re.IGNORECASE)


class HeadShape(NamedTuple):
    """What the heads of a file have in common: the signs around the number, the time and the name."""

    pre: str
    number: str | None  # the sign behind it, None for no number
    time: str  # "early", "late" or ""
    between: str  # the signs between time and name
    field: bool
    end: str
    inline: bool  # the words stand on the same line


class _Shown(NamedTuple):
    """A line that may be a head: the name in it, and the words of the message."""

    at: int
    who: str
    words: str


def learn(lines: Sequence[str]) -> tuple[list[str], re.Pattern[str]] | None:
    """Learn how the messages of a file begin.

    Args:
        lines: The lines of the file.

    Returns:
        The lines, with a time or a field above or below a name in one line with it, and a pattern of whole heads with
        the groups who, day, time and text; None where nothing repeats as in a talk.
    """
    first = lines[:SHOWN_LINES]
    is_notes = any(_HEADING.match(line) for line in lines)
    if is_notes and sum(_MAY_BE_TIME.search(line[:SHOWN_LENGTH]) is not None for line in first) < LEARNED_HEADS:
        return None  # nothing that follows could find a talk, and its patterns take time to compile
    joined = _joined(lines)
    for given in (joined, lines) if joined is not None else (lines,):
        groups = _groups(given)
        for shape, shown in sorted(groups.items(), key=lambda pair: -len(pair[1])):
            if len(shown) < LEARNED_HEADS:
                break
            if _is_talk(shape, shown, given):
                return list(given), _pattern(shape, shown)
    return None


def _groups(lines: Sequence[str]) -> dict[HeadShape, list[_Shown]]:
    """Return the lines that may be heads, by their shape."""
    groups: dict[HeadShape, list[_Shown]] = {}
    for at, line in enumerate(lines[:SHOWN_LINES]):
        shown = line.strip()[:SHOWN_LENGTH]
        match = _HEAD.fullmatch(shown) if shown else None
        if match is None:
            continue
        time = "early" if match["early"] else "late" if match["late"] else ""
        between = (match["between"] if match["early"] else match["mid"]) or ""
        end = match["behind_time"] or match["end"] or match["last"] or ""
        text = match["said"] or match["text"] or ""
        is_bare = not (text or time or match["field"])
        if (match["early"] and match["late"]) or (is_bare and not _ONLY_CAPITALS.fullmatch(match["who"])):
            continue  # a sentence is no name above words
        shape = HeadShape(
            _plain(_RANK.sub("", match["pre"])),
            _plain(match["behind_number"]) if match["number"] else None,
            time,
            _plain(between),
            match["field"] is not None,
            _plain(end),
            bool(text),
        )
        words = text or " ".join(lines[at + 1 : at + 3]).strip()
        groups.setdefault(shape, []).append(_Shown(at, match["who"], words))
    return groups


def _plain(signs: str) -> str:
    """Return signs without the blanks around them; nothing but a tab or wide blanks stays."""
    if signs.strip():
        return signs.strip().casefold()
    return "\t" if "\t" in signs else "  " if len(signs) > 1 else ""


def _is_talk(shape: HeadShape, shown: Sequence[_Shown], lines: Sequence[str]) -> bool:
    """Whether lines of one shape are the heads of messages: people who come back, and most of the file."""
    written = sum(1 for line in lines[:SHOWN_LINES] if line.strip())
    talk = sum(_SOUNDS_LIKE_TALK.search(head.words) is not None for head in shown)
    sounds = bool(shape.time) and talk >= TALK_SHARE * len(shown)
    if not _are_speakers([head.who for head in shown], RECURRING_IN_TALK if sounds else RECURRING) or _is_table(
        shape, lines
    ):
        return False
    if shape.time:
        says = sum(len(head.words.split()) for head in shown) >= FEWEST_WORDS * len(shown) or talk >= 0.2 * len(shown)
        return says and len(shown) >= (0.3 * written if shape.inline else written / 6)
    if any(_HEADING.match(line) for line in lines):
        return False  # notes, in which people may be quoted
    if shape.inline and shape.end == ":" and shape.number is None and not shape.pre and not shape.field:
        return False  # "Ana: ...": the readers of transcripts and of notes know better
    enough = 0.5 * written if shape.inline else written / 5
    if not shape.inline and not _stand_alone(shape, shown, lines):
        return False
    is_entry = shape.inline and (shape.number is not None or shape.pre in {"-", "*", "+", "•"})
    is_list = is_entry or shape.end in {"-", "–", "—", "->", "=>", "→"}
    return len(shown) >= enough and talk >= (TALK_SHARE + 0.1 * is_list) * len(shown)


def _is_table(shape: HeadShape, lines: Sequence[str]) -> bool:
    """Whether the bars of a shape are those of a table."""
    return "|" in (shape.pre, shape.end) and any(re.fullmatch(r"[\s|:+-]{5,}", line) and "-" in line for line in lines)


def _stand_alone(shape: HeadShape, shown: Sequence[_Shown], lines: Sequence[str]) -> bool:
    """Whether names without a time stand above words, and not above lists or other names."""
    if shape.end not in {"", ":"} and "wrote" not in shape.end and "said" not in shape.end and "says" not in shape.end:
        return bool(shape.pre or shape.field)
    labels = {head.who for head in shown}
    named = sum(len(label.split()) > 1 or label.lower() in GIVEN_NAMES for label in labels)
    if 2 * named < len(labels):
        return False  # titles
    places = {head.at for head in shown}
    below = [lines[head.at + 1].strip() if head.at + 1 < len(lines) else "" for head in shown]
    above = [head.at == 0 or not lines[head.at - 1].strip() or head.at - 2 in places for head in shown]
    spoken = [words for words in below if words and not words.startswith(("-", "*", "+", "•", "["))]
    return len(spoken) >= 0.9 * len(shown) and sum(above) >= 0.8 * len(shown)


def _are_speakers(names: Sequence[str], share: float) -> bool:
    """Whether labels are people who talk with each other: two at least, who come back, and no words for fields.

    `share` is how many of the messages at least are by people who come back.
    """
    counts = Counter(names)
    recurring = sum(count for count in counts.values() if count > 1)
    fields = sum(
        count for name, count in counts.items() if name.split()[0].casefold().strip(",") in NEVER_SPEAK_IN_TRANSCRIPTS
    )
    alike = sum(1 for name in counts if " " not in name or any(not word[0].islower() for word in name.split()))
    return (
        len(names) >= LEARNED_HEADS
        and len(counts) >= 2
        and recurring >= share * len(names)
        and len(counts) <= max(3, (1.2 - share) * len(names))
        and alike >= 0.8 * len(counts)
        and not fields
    )


def _pattern(shape: HeadShape, shown: Sequence[_Shown]) -> re.Pattern[str]:
    """Return the pattern of heads of this shape; without a time, of names that come back or have capitals."""
    known = sorted({head.who for head in shown}, key=len, reverse=True)
    who = _NAME if shape.time else "|".join((*map(re.escape, known[:200]), _CAPITALS))
    name = (f"(?i:{_FIELD})" if shape.field else "") + rf"(?P<who>{who}){_ASIDE}"
    parts = [_signs(shape.pre), "[@+*%&~]?"]
    if shape.number is not None:
        parts.append(rf"(?i:{_NUMBER}){_signs(shape.number)}")
    if shape.time == "early":
        parts += [_STAMP_READ, _signs(shape.between, needed=True), name]
    elif shape.time == "late":
        parts += [name, _signs(shape.between, needed=True), _STAMP_READ]
    else:
        parts.append(name)
    parts.append(_signs(shape.end, needed=shape.inline and not shape.end))
    parts.append(r"(?P<text>\S.*)" if shape.inline else r"(?P<text>)")
    return re.compile("".join(parts))


def _signs(words: str, *, needed: bool = False) -> str:
    """Return the pattern of signs, with any blanks around and between them."""
    if not words.strip():
        return r"\s*\t\s*" if words == "\t" else r"(?:\s{2,}|\t)" if words else r"\s+" if needed else r"\s*"
    pieces = words.split() if words[0].isalpha() else list("".join(words.split()))
    inner = (r"\s+" if words[0].isalpha() else r"\s*").join(f"(?i:{re.escape(piece)})" for piece in pieces)
    return rf"\s*{inner}\s*"


def _joined(lines: Sequence[str]) -> list[str] | None:
    """Return the lines with each time and the name above or below it in one line; None where they do not alternate."""
    result = list(lines)
    times = [at for at, line in enumerate(lines[:SHOWN_LINES]) if line.strip() and _ONLY_STAMP.fullmatch(line.strip())]
    if len(times) < LEARNED_HEADS:
        return None
    for beside in (-1, 1):
        pairs = [at for at in times if 0 <= at + beside < len(lines) and _may_be_name(lines[at + beside])]
        if len(pairs) >= 0.8 * len(times):
            for at in pairs:
                label = re.sub(rf"^{_FIELD}", "", lines[at + beside].strip(" \t*_:[]()"), flags=re.IGNORECASE)
                stamp = re.sub(r"^[A-Za-z]+\s?:?\s", "", lines[at].strip(" []()"))
                result[at + beside], result[at] = f"{label}  {stamp}", ""
            return result
    return None


def _may_be_name(line: str) -> bool:
    words = line.strip()
    return bool(words) and len(words) <= 60 and _ONLY_NAME.fullmatch(words) is not None
