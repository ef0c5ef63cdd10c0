"""Find the heads of messages: a name and the time of a message, on one line or on several, in any order.

Programs write them in many ways, and one chat holds several: "Ada Nwosu  9:02 AM", "Ada Nwosu (Edited)  Today at 9:14",
"priska — Yesterday at 22:10", a name above its time, "From Ada to Wim(Direct Message) 10:02 AM". So a head is known by
its parts, not by their signs: a label that may be a name, a time, and marks that say nothing about either ("APP",
"(Edited)", an emoji). The names of a chat come back, which tells it from an agenda and from a timetable.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.language.people.name_lists import GIVEN_NAMES, NEVER_SPEAK_IN_TRANSCRIPTS, common_words
from extractor.language.people.names import is_name
from extractor.language.people.roles import is_role

FEWEST = 3  # heads that make a chat
REACH = 12  # written lines above the first head at most: what a program writes on top
LONGEST = 110  # characters of a line of a head
LINES_A_HEAD = 6  # written lines of a message on average, at most

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:r?s)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_NUMBERS = r"\d{4}[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4}"
_NTH = r"\d\d?(?:st|nd|rd|th)?"
_DATE = rf"(?:{_NUMBERS}|{_NTH}\.?\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s{_NTH}(?:,?\s\d{{4}})?)"
_DAY = rf"(?:(?:today|yesterday|{_WEEKDAY})(?:,?\s{_DATE})?|{_DATE}|\d\d?[./-]\d\d?(?=,?\s(?:at\s)?\d\d?[:.]\d\d))"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?"
_AGO = r"(?:\d{1,2}\s?(?:s|secs?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?:\sago)?|just\snow|now)"
_TIMED = rf"(?:(?P<day>{_DAY})(?:,\s?(?:at\s)?|\sat\s|\s)|(?<![\w:.]))(?P<time>{_CLOCK})(?:,?\s(?P<behind>{_DATE}))?"
STAMP = expression(_TIMED, re.I)
ONLY_STAMP = expression(rf"(?:{_TIMED}|(?P<ago>{_AGO})|(?P<bare>{_DAY}))", re.I)
# A time that no clock gives needs a sign before it: "Ada Nwosu • 12 min".
_LOOSE = expression(rf"(?P<label>\S.{{0,60}}?)\s?[,•·|—–]\s(?:(?P<ago>{_AGO}|yesterday))", re.I)

_PICTURES = "[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+"
EMOJI = expression(_PICTURES)
_NO_TIME = r"(?![^()\[\]]{0,40}\d[:./-]\d|\d{1,2}\s?[smhd])"
# What stands in a head beside the name and the time: "(Edited)", "[Mod]", "APP", a status, the sign before a name.
_BESIDE = expression(
    rf"""(?: (?<=\S)\s?\({_NO_TIME}[^()]{{1,40}}\) | (?<=\S)\s?\[{_NO_TIME}[^\[\]]{{1,30}}\]
      | :[a-z][\w+-]{{1,40}}: | {_PICTURES} | (?:(?<=\s)|(?<=,)|^)(?:edited|pinned|external|unread)(?=\s*$) )""",
    re.X | re.I,
)
_ROLE_TAG = expression(
    r"(?:^|\s)(?:APP|BOT|OP|MOD|ADMIN|STAFF|WORKFLOW|GUEST|EXTERNAL|Role icon(?:, [\w ]{1,30})?|Server Tag: \w{1,8})"
    r"(?=\s|$)"
    r"|^\[[^\[\]\d]{1,30}\],$"
)
_SIGNS = " \t*_-–—|,;•·<>[](){}@~#"
_AROUND_NAME = expression(
    r"^(?:(?:message|post|reply|comment|note)\s)?(?:from|by|speaker|name|user|author)\b\s?:?\s+"
    r"|\s+to\s+\S.*$|(?:\s(?:says|said|wrote|writes|posted|sent\s(?:the\sfollowing|a)\smessages?))?(?:\s(?:at|on))?$",
    re.I,
)
_ADDRESSED = expression(
    r"\sto\s+(?:everyone|hosts?\b|panelists|all\b|you\b|me\b)|\((?:direct message|privately)\)", re.I
)
_PRIVATE = expression(r"direct message|privately", re.I)
_ENTRY = expression(r"\s*(?:[-*•+]|\[[ x]?\]|\d{1,2}[.)])\s")
_ADDRESS = expression(r"[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{2,60}")
_PHONE = expression(r"\+?\d[\d ()-]{6,18}\d")
# How an answer of a few words begins: "Thanks Wim".
_REPLY = expression(
    r"(?:thanks?|thx|great|ok(?:ay)?|yes|yeah|yep|no|nope|good|see|hi|hello|hey|sure|fine|perfect|agreed?|done|nice|will"
    r"|let|welcome|bye|cheers|sorry|please|dear|morning|cool|right|well|same|me|you|all|what|who|when)\b",
    re.I,
)
_DIGITS = expression(r"\d+")
_SELF = {"you", "me"}  # what programs call the person who copies
_ENDS_SENTENCE = expression(r"(?:[?!…:;]|(?<!\b[A-Z])(?<!\bJr)(?<!\bSr)\.)$")
_IN_SENTENCE = expression(r"[?!:;\"“”=]|[.,]\s.*\s|\d{3}")


_FROM_FIELD = expression(r"From: (?P<who>[^\n]{1,80})")
_FIELD = expression(r"([A-Z][a-z]{1,15}(?:[ -][A-Za-z]{1,12})?): (.*)")


class MessageHead(NamedTuple):
    """Who wrote a message and when, as written; its head stands on the lines from `first` to before `end`."""

    who: str
    day: str  # "13/10/2026", "Yesterday", "" for none
    time: str
    private: bool
    first: int
    end: int
    shape: str = ""  # the signs around the name and the time, "" where they stand on lines of their own


class _Part(NamedTuple):
    """A line that may be a head or a part of one."""

    kind: str  # "label time", "time label", "time", "label", "mark", "blank"; "" for words
    label: str = ""
    day: str = ""
    time: str = ""
    private: bool = False
    shape: str = ""


class Heads(NamedTuple):
    """The heads of a chat by the line on which they begin, and the lines that hold only the time of a message."""

    by_line: Mapping[int, MessageHead]
    times: frozenset[int]
    is_sure: bool  # most heads tell a day, how long ago, or to whom, and not only the time of a clock or a recording


def heads_of(lines: Sequence[str]) -> Heads | None:
    """Return the heads of the messages of a chat; None where the lines are none."""
    if not _may_be_chat(lines):
        return None
    parts = [_part(line) for line in lines]
    ways = [_by_somebody(way(parts)) for way in (_label_first, _time_first, _time_below)]
    known = max(ways, key=len)
    if not _is_chat(known, lines):
        return None
    heads = {head.first: head for head in known}
    speakers = {head.who for head in known}
    taken = {at for head in known for at in range(head.first, head.end)}
    apart = sum(1 for head in known if not head.first or parts[head.first - 1].kind == "blank") >= 0.9 * len(known)
    for at, part in enumerate(parts):
        if at in taken:
            continue
        in_another_order = part.kind in {"label time", "time label"} and part.label in speakers
        without_time = apart and part.kind == "label" and _stands_apart(parts, at) and _is_full_name(part, speakers)
        if in_another_order or without_time:
            heads[at] = _head(part, part, at, at + 1)
    times = frozenset(at for at, part in enumerate(parts) if part.kind == "time" and at not in taken)
    sure = sum(1 for head in known if head.day or _ADDRESSED.search(lines[head.first]))
    return Heads(heads, times, 2 * sure >= len(known))


def fields_of(lines: Sequence[str]) -> dict[int, MessageHead]:
    """Return the heads that are written as fields, a line for each, above an empty line: "From: Ana", "Sent: ...".

    The head of a mail is none: it has a subject.
    """
    heads: dict[int, MessageHead] = {}
    for at, line in enumerate(lines):
        if not (found := _FROM_FIELD.fullmatch(line)):
            continue
        end = next((other for other in range(at, min(at + REACH, len(lines))) if not lines[other].strip()), at + 1)
        fields = {match[1]: match[2] for line in lines[at:end] if (match := _FIELD.match(line))}
        sent = next((fields[name] for name in ("Sent", "Date", "Time") if name in fields), "")
        time = STAMP.search(sent)
        if end - at >= len(fields) > 1 and time and "Subject" not in fields:
            heads[at] = MessageHead(found["who"].strip(), sent[: time.start("time")], time["time"], False, at, end)
    return heads


# What each time of a head holds: a figure beside a colon, a dot or a unit, or a word for a day or for how long ago.
_MAY_BE_TIME = expression(
    rf"\d\d?(?:[:./-]\d|(?:st|nd|rd|th)?\.?\s{_MONTH}|\s?[smhd])|(?<![a-z])(?:now|today|yesterday|{_WEEKDAY})(?![a-z])"
    rf"|{_MONTH}\s\d",
    re.I,
)
_MAX_LINES_A_HEAD = 5  # from the name to the time, marks and blank lines between


def _may_be_chat(lines: Sequence[str]) -> bool:
    """Whether so many lines may hold a time that heads with them would make a chat; costs far less than `_part`."""
    likely = written = 0
    for line in lines:
        if words := line.strip():
            written += 1
            likely += len(words) <= LONGEST and _may_be_time(words)
    return likely >= FEWEST and likely * LINES_A_HEAD * _MAX_LINES_A_HEAD >= written - REACH


@remembered
def _may_be_time(words: str) -> bool:
    return _MAY_BE_TIME.search(words) is not None


def head_on(line: str) -> tuple[str, str]:
    """Return the name and the time of a head that stands on one line, ("", "") where it is none."""
    part = _part(line)
    is_head = part.kind in {"label time", "time label"} and part.time and _may_be_somebody(part.label)
    return (part.label, part.time) if is_head else ("", "")


def day_alone(words: str) -> str:
    """Return the day that is all of a line between messages ("--- Tuesday, 13 October ---"), "" where it says more.

    "Friday" alone may be an answer.
    """
    core = words.strip(_SIGNS + ":")
    found = ONLY_STAMP.fullmatch(core) if len(core) <= 40 else None
    said = found["bare"] if found else None
    is_day = said is not None and (said.casefold() in {"today", "yesterday"} or any(sign.isdigit() for sign in said))
    return said if said and (is_day or core != words) else ""


@remembered
def _part(line: str) -> _Part:
    """Return what a line may be in a head."""
    words = line.strip()
    if not words:
        return _Part("blank")
    if len(words) > LONGEST:
        return _Part("")
    is_in_brackets = words[0] + words[-1] in {"[]", "()"} and words.count(words[0]) == 1  # "[Ana 09:04 edited]"
    bare = _ROLE_TAG.sub(" ", _BESIDE.sub(" ", words[1:-1] if is_in_brackets else words)).strip()
    core = bare.strip(_SIGNS + ":")
    if not core or _ADDRESS.fullmatch(core):
        return _Part("mark")
    may_be_time = _may_be_time(core)
    if may_be_time and (alone := ONLY_STAMP.fullmatch(core)):
        values = alone.groupdict()
        day = values["day"] or values["behind"] or values["ago"] or values["bare"] or ""
        return _Part("time", "", day, values["time"] or "", shape=f"below {_DIGITS.sub('0', core)}")
    private = _PRIVATE.search(words) is not None
    if may_be_time and (loose := _LOOSE.fullmatch(core)):
        label = _label(loose["label"])
        return _Part("label time", label, loose["ago"], "", private) if label else _Part("")
    stamps = STAMP.finditer(core) if may_be_time else ()
    found = next((match for match in stamps if 0 in (match.start(), len(core) - match.end())), None)
    if found is None:
        label = _label(core) if bare[-1] not in ":" else ""
        return _Part("label", label, private=private) if label else _Part("")
    is_early = not found.start()
    label = _label(core[found.end() :] if is_early else core[: found.start()])
    if not label:
        return _Part("")
    signs = re.sub(r"\w+", "", words.replace(found.group(), "0").replace(label, ""))
    day = found["day"] or found["behind"] or ""
    return _Part("time label" if is_early else "label time", label, day, found["time"], private, signs)


def _label(words: str) -> str:
    """Return the name in a line, "" where the words are no name: of a few words, most with capitals, no sentence."""
    name = _AROUND_NAME.sub("", words.strip(_SIGNS)).strip(_SIGNS)
    if _PHONE.fullmatch(name):
        return name
    pieces = name.split()
    if not 1 <= len(pieces) <= 6 or _ENDS_SENTENCE.search(name) or _IN_SENTENCE.search(name):
        return ""
    capitals = sum(1 for piece in pieces if not piece.islower())
    if not any(character.isalpha() for character in name) or (len(pieces) > 1 and 2 * capitals <= len(pieces)):
        return ""
    if all(piece.casefold().strip(".#,") in NEVER_SPEAK_IN_TRANSCRIPTS for piece in pieces):
        return ""
    return given_first(name)


def given_first(name: str) -> str:
    """Return "Dev Patel" for "Patel, Dev", and "Dev Patel" for "Dev Patel, Treasurer"."""
    family, comma, given = name.partition(", ")
    if not comma or not given or "," in given:
        return name
    return family if is_role(given) else f"{given} {family}"


def _head(part: _Part, time: _Part, first: int, end: int) -> MessageHead:
    return MessageHead(part.label, time.day, time.time, part.private or time.private, first, end, part.shape)


def _label_first(parts: Sequence[_Part]) -> list[MessageHead]:
    """Return heads of a label and a time behind or below it; marks may stand between."""
    found = []
    for at, part in enumerate(parts):
        if part.kind == "label time":
            found.append(_head(part, part, at, at + 1))
        elif part.kind == "time":
            above = at - 1
            while above > max(0, at - 4) and parts[above].kind in {"mark", "blank"}:
                above -= 1
            if above >= 0 and parts[above].kind == "label":
                found.append(_head(parts[above], part, above, at + 1)._replace(shape=part.shape))
    return found


def _time_first(parts: Sequence[_Part]) -> list[MessageHead]:
    """Return heads of a time and a label behind or below it."""
    found = []
    for at, part in enumerate(parts):
        if part.kind == "time label":
            found.append(_head(part, part, at, at + 1))
        elif part.kind == "time" and at + 1 < len(parts) and parts[at + 1].kind == "label":
            found.append(_head(parts[at + 1], part, at, at + 2))
    return found


def _time_below(parts: Sequence[_Part]) -> list[MessageHead]:
    """Return heads of a label above the words of a message, whose time stands below them."""
    written = [at for at, part in enumerate(parts) if part.kind == "time"]
    found, begin = [], 0
    for end in written:
        while begin < end and parts[begin].kind == "blank":
            begin += 1
        if parts[begin].kind == "label" and end - begin > 1:
            found.append(_head(parts[begin], parts[end], begin, begin + 1))
        begin = end + 1
    return found


def _by_somebody(heads: Sequence[MessageHead]) -> list[MessageHead]:
    """Return the heads whose label comes back, may be a name, or stands among the signs of most heads.

    "Great" above a time is no name, nor is "Thanks Wim".
    """
    counts = Counter(head.who for head in heads)
    shapes = Counter(head.shape for head in heads if head.shape)
    usual = {shape for shape, count in shapes.most_common(1) if count >= FEWEST}
    return [
        head
        for head in heads
        if counts[head.who] > 1
        or (head.shape in usual and not (head.shape.startswith("below") and _is_answer(head.who)))
        or _may_be_somebody(head.who)
    ]


def _is_answer(label: str) -> bool:
    """Whether words above a time may be a message: "Thanks", "great"."""
    return _REPLY.match(label) is not None or label[:1].islower()


def _may_be_somebody(label: str) -> bool:
    if " " not in label:
        return label.casefold() in GIVEN_NAMES | _SELF or label.casefold() not in common_words()
    is_titled = label.istitle() and not _REPLY.match(label)
    return is_titled or is_name(label) or _PHONE.fullmatch(label) is not None


def _is_chat(heads: Sequence[MessageHead], lines: Sequence[str]) -> bool:
    """Whether heads are those of a chat: near the top, above words, with names that come back."""
    if len(heads) < FEWEST:
        return False
    first = min(head.first for head in heads)
    above = sum(1 for line in lines[:first] if line.strip())
    written = sum(1 for line in lines[first:] if line.strip())
    height = max(1, round(sum(head.end - head.first for head in heads) / len(heads)))
    if above > REACH or len(heads) * LINES_A_HEAD * height < written:
        return False
    begins = {head.first for head in heads}
    spoken = sum(1 for head in heads if _has_words(lines, head.end, begins))
    counts = Counter(head.who for head in heads)
    recurring = sum(count for count in counts.values() if count > 1)
    comes_back = 2 * recurring >= len(heads) and len(counts) > 1
    named = sum(1 for name in counts if _may_be_somebody(name))
    tells_day = sum(1 for head in heads if head.day or head.time[-1:].casefold() == "m")
    by_names = 3 * named >= 2 * len(counts) and tells_day == len(heads)
    return spoken >= 0.6 * len(heads) and (comes_back or by_names)


def _stands_apart(parts: Sequence[_Part], at: int) -> bool:
    """Whether a line stands below a blank line and right above words."""
    return at > 0 and parts[at - 1].kind == "blank" and at + 1 < len(parts) and parts[at + 1].kind == ""


def _is_full_name(part: _Part, speakers: Set[str]) -> bool:
    return part.label in speakers or (" " in part.label and is_name(part.label) and _may_be_somebody(part.label))


def _has_words(lines: Sequence[str], at: int, begins: set[int]) -> bool:
    """Whether words stand on the next written line, before the next head: no entry of a list."""
    below = next((other for other in range(at, min(at + 3, len(lines))) if lines[other].strip()), None)
    return below is not None and below not in begins and not _ENTRY.match(lines[below])
