"""Read chats as their programs save or copy them: WhatsApp, Telegram, Signal, Slack, Discord, Teams, Zoom and others.

A chat is a row of messages, each below or behind a line that says who wrote it and when. `LAYOUTS` holds the lines of
known programs. A layout that none of them fits is learned from the file: what repeats at the start of its messages.
Every name in such a line is a speaker, however seldom it occurs. The time of a message is never a deadline; its day is
what "tomorrow" in it is counted from. Lines of the program ("Ana created the group") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.model import Block, Kind
from extractor.readers.encoding import lines_of
from extractor.readers.formats.learned_layout import learn
from extractor.readers.formats.message_days import order_of_days
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
    found = _read([*([""] * skip), *_lines(text)[skip:]])
    if found is None:
        from extractor.readers.formats.markdown import blocks_of

        return blocks_of(text, skip=skip)
    lines, layout = found
    heads = _bare_names({at: head for at in range(skip, len(lines)) if (head := _head(lines, at, layout))})
    return tuple(_blocks(lines, skip, heads, layout, order or _order(heads.values()) or "mdy"))


def order_of_chat(text: str) -> str | None:
    """Return "dmy" or "mdy" as the messages of a chat show it; None where they do not."""
    found = _read(_lines(text))
    if found is None:
        return None
    lines, layout = found
    return _order([head for at in range(len(lines)) if (head := _head(lines, at, layout))])


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
    """The known layout of a chat; None where the lines are none."""
    for layout in LAYOUTS:
        heads = [at for at in range(len(lines)) if _head(lines, at, layout)]
        if _is_regular(lines, heads, layout):
            return layout
    return None


def _learned(lines: Sequence[str]) -> tuple[Sequence[str], Layout] | None:
    """The layout that repeats at the start of the turns of a file, and the lines with each head in one of them."""
    found = learn(lines)
    if found is None:
        return None
    given, head = found
    layout = Layout("learned", head)
    heads = [at for at in range(len(given)) if _head(given, at, layout)]
    return (given, layout) if _is_regular(given, heads, layout) else None


def _read(lines: Sequence[str]) -> tuple[Sequence[str], Layout] | None:
    """The lines and the layout of a chat, known or learned; None where the lines are none."""
    layout = _known(lines)
    return (lines, layout) if layout is not None else _learned(lines)


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
