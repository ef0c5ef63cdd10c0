"""Read chats as their programs save or copy them: WhatsApp, Telegram, Signal, Slack, Discord, Teams, Zoom and others.

A chat is a row of messages, each below or behind a line that says who wrote it and when. `LAYOUTS` holds the lines of
known programs. A layout that none of them fits is learned from the file: what repeats at the start of its messages.
Every name in such a line is a speaker, however seldom it occurs. The time of a message is never a deadline; its day is
what "tomorrow" in it is counted from. Lines of the program ("Ana created the group") are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.model import Block, Kind
from extractor.readers.encoding import lines_of
from extractor.readers.formats.message_days import order_of_days
from extractor.readers.formats.transcript import NEVER_SPEAK
from extractor.readers.inline import clean, plain_text

DAY = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[ ][A-Z][a-z]{2,8}[ ]\d{2,4}|[A-Z][a-z]{2,8}[ ]\d{1,2},?[ ]\d{4})"
CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[aApP]\.?[ ]?[mM]\.?)?"
WHO = r"[^\W_][^:<>\[\]{}|\n]{0,60}?"
PHONE = r"[+~]?[\d ()-]{7,20}"
SENDER = rf"(?P<who>~?[ ]?(?:{WHO}|{PHONE}))"
# Marks that programs put around names and dates: directions of writing, and a space that does not break.
INVISIBLE = {ord(sign): None for sign in "\u200e\u200f\u202a\u202b\u202c\u2068\u2069\ufeff"} | {
    ord(sign): " " for sign in "\u202f\u00a0\u2009"
}


WHEN = rf"(?P<day>{DAY}),? ?(?:at )?(?P<time>{CLOCK})"
TODAY = rf"(?:Yesterday|Today|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? (?:at )?(?P<time>{CLOCK})"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a program begins a message: a line with `who` and, where it writes them, `day`, `time`, `to` and `text`."""

    name: str
    head: re.Pattern[str]
    below: re.Pattern[str] | None = None  # a second line of the head
    notice: re.Pattern[str] | None = None  # a line of the program itself: "Ana created the group"


# The surest first: what has a day and a time cannot be anything else.
LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "WhatsApp",
        expression(rf"{WHEN} [-–] {SENDER}: ?(?P<text>.*)"),
        notice=expression(rf"{DAY},? {CLOCK} [-–] "),
    ),
    Layout(
        "WhatsApp on an iPhone",
        expression(rf"\[{WHEN}\] {SENDER}: ?(?P<text>.*)"),
        notice=expression(rf"\[{DAY},? {CLOCK}\] "),
    ),
    Layout("Discord", expression(rf"\[{WHEN}\] {SENDER}")),
    Layout("Telegram", expression(rf"{SENDER}, ?\[{WHEN}\]:?(?: (?P<text>.*))?")),
    Layout("Teams", expression(rf"{SENDER} +{WHEN}")),
    Layout("Google Chat", expression(rf"{SENDER},? +{TODAY}")),
    Layout(
        "Zoom chat",
        expression(
            rf"(?:{DAY} )?(?P<time>{CLOCK})\s+From\s+{SENDER}(?:\s+[tT]o\s+(?P<to>[^:]{{1,80}}?))?\s*:\s*(?P<text>.*)"
        ),
    ),
    Layout("Slack", expression(SENDER), below=expression(rf"\s*\[?(?P<time>{CLOCK})\]?\s*")),
)
ENOUGH = 3  # heads that make a chat
REACH = 12  # lines above the first head at most: what a program writes on top

# What programs write in place of words, and about messages.
FURNITURE = expression(
    r"""(?: <?(?:media|image|video|audio|gif|sticker|document|contact\ card)\ omitted>? | <attached:[^>]*>
      | .{0,80}\(file\ attached\) | (?:this\ message\ was|you)\ deleted(?:\ this\ message)?\.?
      | missed\ (?:voice|video|group)\ call.* | null | :[\w+-]+:(?:\ \d+)?(?:\s:[\w+-]+:\ \d+)*
      | replying\ to\ .* | \(edited\) | edited | removed\ a\ (?:reaction|message).* | reacted\ to\ .*
      | (?:transcribed\ by|view\ recording|recording\ started).* | \d+\ repl(?:y|ies)(?:\s.*)? | ={5,} | -{5,} )\s*""",
    re.X | re.I,
)
# The name of a group chat, in a line of the program.
GROUP = expression(
    r"""\bcreated\ (?:the\ |this\ )?group\ ["“](?P<name>[^"”]{2,80})["”]$""",
    re.X | re.I,
)
EDITED = expression(r"\s*(?:<this message was edited>|\(edited\))\s*$", re.I)
# What follows a name in a head and is no part of it.
BESIDE_NAME = expression(
    r"\s*\((?:she|he|they|her|his|them|guest|external|host|co-?host|organi[sz]er|presenter|me|you|unverified"
    r"|[\w.+-]+@[\w.-]+)[^()]{0,30}\)|\s+(?:APP|BOT)$",
    re.I,
)
_ASIDE = expression(r"\s*\([^()]{1,40}\)$")
_SAYS = expression(r"\s+(?:says|said|wrote|writes)$", re.I)
PRIVATE_TO = expression(r"direct message|privately", re.I)
# Letters that a sender of a chat must have; a telephone number is one too.
_NAMED = expression(r"[^\W\d_]|\+?\d[\d ()-]{6,}")


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a message: who wrote it, when, and where its words begin."""

    who: str
    text: str
    day: str
    time: str
    private: bool
    lines: int  # of the head itself


def is_chat(text: str) -> bool:
    """Whether the text is a chat of a known program."""
    return _known(_lines(text)) is not None


def is_regular_chat(text: str) -> bool:
    """Whether the text is a chat in a layout that no known program writes, but that repeats from turn to turn."""
    return _learned(_lines(text)) is not None


def layout_name(text: str) -> str:
    """The program that wrote a chat, "" where its layout was learned from the file or is none."""
    layout = _known(_lines(text))
    return layout.name if layout else ""


def read_chat(text: str, *, skip: int = 0, order: str | None = None) -> tuple[Block, ...]:
    """The messages of a chat as turns, in their order.

    Args:
        text: the chat.
        skip: lines of front matter, which yield nothing.
        order: "mdy" or "dmy" for days in figures; None: as the days themselves show, else month first.
    """
    lines = _lines(text)
    layout = _known(lines[skip:]) or _learned(lines[skip:])
    if layout is None:
        from extractor.readers.formats.markdown import blocks_of

        return blocks_of(text, skip=skip)
    heads = _bare_names({at: head for at in range(skip, len(lines)) if (head := _head(lines, at, layout))})
    return tuple(_blocks(lines, skip, heads, layout, order or _order(heads.values()) or "mdy"))


def order_of_chat(text: str) -> str | None:
    """Return "dmy" or "mdy" as the messages of a chat show it; None where they do not."""
    lines = _lines(text)
    layout = _known(lines) or _learned(lines)
    return _order([head for at in range(len(lines)) if (head := _head(lines, at, layout))]) if layout else None


def _order(heads: Collection[_Head]) -> str | None:
    days, times = [head.day for head in heads if head.day], [head.time for head in heads]
    return order_of_days(days, times, "\n".join(head.text for head in heads))


def _bare_names(heads: dict[int, _Head]) -> dict[int, _Head]:
    """Return the heads with names without what stands behind them in brackets: "Martin (scouts)" is Martin.

    Where two writers differ in nothing else, both keep it.
    """
    labels: dict[str, set[str]] = {}
    for head in heads.values():
        labels.setdefault(_ASIDE.sub("", head.who), set()).add(head.who)
    bare = {label: name for name, said in labels.items() if name and len(said) == 1 for label in said}
    return {at: replace(head, who=bare.get(head.who, head.who)) for at, head in heads.items()}


def _lines(text: str) -> list[str]:
    return [clean(line.translate(INVISIBLE)) for line in lines_of(text)]


def _known(lines: Sequence[str]) -> Layout | None:
    """The layout of a chat, known or learned; None where the lines are none."""
    for layout in LAYOUTS:
        heads = [at for at in range(len(lines)) if _head(lines, at, layout)]
        if _is_regular(lines, heads, layout):
            return layout
    return None


# Where a head may name the speaker: behind a time, before it, or without one. The signs around both are learned.
_NAME = r"[^\W\d_][\w.'’@-]*(?:[ ][^\W_][\w.'’()-]*){0,4}?"
_TIME = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[aApP]\.?[mM]\.?)?"
_STAMP = rf"(?:{DAY},?[ ]+)?{_TIME}"
_NUMBER = r"(?:\#?\d{1,5}[.)]?\s+)?"  # messages may be counted
_SHAPES = (
    expression(
        rf"{_NUMBER}(?P<pre>\W{{0,6}}){_STAMP}(?P<mid>[^\w\n]{{1,8}})(?P<who>{_NAME})"
        r"(?P<end>\s*[:>|»•·–—)\]/-]+\s*|\s{2,}|$)(?P<text>.*)"
    ),
    expression(
        rf"{_NUMBER}(?P<pre>\W{{0,6}})(?P<who>{_NAME})(?P<mid>[^\w\n]{{1,8}}|[ ](?:at|on)[ ]){_STAMP}"
        r"(?P<end>\W{0,6})(?P<text>.*)"
    ),
    expression(
        rf"{_NUMBER}(?P<pre>[^\w\s<]{{0,4}})(?P<who>{_NAME})(?P<mid>)"
        r"(?P<end>\s*(?:[>|»•·–—~]{1,3}|[-=]>)\s+|\t+)(?P<text>\S.*)"
    ),
)
LEARNED_HEADS = 4  # that show a layout
SHOWN_LINES = 2_000  # lines that are looked at to learn one
SHOWN_LENGTH = 300  # characters of each; its head is at the start


def _learned(lines: Sequence[str]) -> Layout | None:
    """The layout that repeats at the start of the turns of a file; None where nothing does."""
    for shape in _SHAPES:
        shown = (line.strip() for line in lines[:SHOWN_LINES] if len(line) < 2_000)
        found = [match for line in shown if (match := shape.fullmatch(line[:SHOWN_LENGTH]))]
        groups: dict[tuple[str, str, str, bool], list[str]] = {}
        for match in found:
            key = (match["pre"].strip(), match["mid"].strip(), match["end"].strip(), bool(match["text"]))
            groups.setdefault(key, []).append(match["who"])
        for (pre, middle, end, inline), names in sorted(groups.items(), key=lambda pair: -len(pair[1])):
            layout = _layout_of(shape, pre, middle, end, inline=inline)
            if _are_speakers(names) and _covers(lines, layout, inline=inline):
                return layout
    return None


def _are_speakers(names: Sequence[str]) -> bool:
    """Whether labels are people who talk with each other: two at least, who come back, and no words for fields."""
    counts = Counter(names)
    recurring = sum(count for count in counts.values() if count > 1)
    fields = sum(count for name, count in counts.items() if name.split()[0].casefold() in NEVER_SPEAK)
    return len(names) >= LEARNED_HEADS and len(counts) >= 2 and recurring >= 0.5 * len(names) and not fields


def _covers(lines: Sequence[str], layout: Layout, *, inline: bool) -> bool:
    """Whether the turns of this layout are most of the file."""
    heads = [at for at in range(len(lines)) if _head(lines, at, layout)]
    written = sum(1 for line in lines if line.strip())
    enough = 0.6 * written if inline else written / 6
    return len(heads) >= max(LEARNED_HEADS, enough) and _is_regular(lines, heads, layout)


def _layout_of(shape: re.Pattern[str], pre: str, middle: str, end: str, *, inline: bool) -> Layout:
    """The layout with these signs around the name and the time."""

    def signs(words: str, *, needed: bool = False) -> str:
        return r"\s*".join(map(re.escape, words)).join((r"\s*", r"\s*")) if words else r"\s+" if needed else r"\s*"

    who, when = rf"(?P<who>{_NAME})", rf"(?:(?P<day>{DAY}),?\s+)?(?P<time>{_TIME})"
    words = r"(?P<text>\S.*)" if inline else r"(?P<text>)"
    first, second = ((when, who), (who, when), (who, ""))[_SHAPES.index(shape)]
    between = signs(middle, needed=True) + second if second else ""
    behind = signs(end) if end else r"\s{2,}|\t+" if inline and second is not when else r"\s*"
    return Layout("learned", expression(f"{_NUMBER}{signs(pre)}{first}{between}(?:{behind}){words}"))


def _is_regular(lines: Sequence[str], heads: Sequence[int], layout: Layout) -> bool:
    """Whether lines with heads at these places are a chat: it begins near the top, and its messages are short."""
    if len(heads) < ENOUGH or sum(1 for line in lines[: heads[0]] if line.strip()) > REACH:
        return False
    written = sum(1 for line in lines[heads[0] :] if line.strip())
    return len(heads) * (2 if layout.below else 1) * 6 >= written


def _head(lines: Sequence[str], at: int, layout: Layout) -> _Head | None:
    """The head of a message that begins on this line."""
    found = layout.head.fullmatch(lines[at].strip())
    if found is None:
        return None
    values = found.groupdict()
    height = 1
    if layout.below is not None:
        second = layout.below.fullmatch(lines[at + 1]) if at + 1 < len(lines) else None
        if second is None or (at and lines[at - 1].strip()):
            return None
        values |= second.groupdict()
        height = 2
    who = _sender(values["who"])
    if not who:
        return None
    private = PRIVATE_TO.search(values.get("to") or "") is not None
    return _Head(who, values.get("text") or "", values.get("day") or "", values.get("time") or "", private, height)


def _sender(label: str) -> str:
    """The name in a head, without pronouns, "(Guest)" and the like; "Patel, Dev" is Dev Patel. "" for no name."""
    name = _SAYS.sub("", BESIDE_NAME.sub("", label)).strip(" \t~*_-–|.,:")
    if not _NAMED.search(name) or len(name.split()) > 6:
        return ""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and given and "," not in given else name


def _blocks(lines: Sequence[str], skip: int, heads: dict[int, _Head], layout: Layout, order: str) -> Iterator[Block]:
    """The blocks of a chat: what stands above the first message as text, then a turn for each line of a message."""
    head: _Head | None = None
    day: date | None = None
    first = min(heads)
    for at in range(skip, len(lines)):
        words, number = lines[at].strip(), at + 1
        if at in heads:
            head = heads[at]
            day = _day(head.day, order) or day
            words = head.text
        elif head is not None and head.lines == 2 and at - 1 in heads:
            continue
        elif layout.notice is not None and layout.notice.match(lines[at].strip()):
            head = None
            if group := GROUP.search(words):
                yield Block(Kind.HEADING, group["name"], number, number, depth=1)
            continue
        words = EDITED.sub("", words)
        if not re.search(r"\w", words) or FURNITURE.fullmatch(words):
            continue
        if head is None and at > first:
            continue
        text = plain_text([(words, number)])
        if not text.text:
            continue
        yield Block(
            Kind.TURN if head else Kind.PARAGRAPH,
            text.text,
            number,
            number,
            speaker=head.who if head else None,
            at=_clock(head.time) if head and head.time else None,
            private=head.private if head else False,
            day=day if head else None,
            strong=text.strong,
            struck=text.struck,
            lines=text.lines,
        )


def _day(words: str, order: str) -> date | None:
    found = next(iter(find_dates(words, order=order)), None) if words else None
    return found.day if found else None


def _clock(time: str) -> str:
    """A time of the clock as "HH:MM:SS"."""
    hours, minutes, *seconds = (int(number) for number in re.findall(r"\d+", time)[:3])
    afternoon = re.search(r"p", time, re.I) is not None
    morning = re.search(r"a", time, re.I) is not None
    hours = hours + 12 if afternoon and hours < 12 else 0 if morning and hours == 12 else hours
    return f"{hours:02}:{minutes:02}:{seconds[0] if seconds else 0:02}"
