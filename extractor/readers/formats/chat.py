"""Read chats as their programs save or copy them: WhatsApp, Telegram, Signal, Slack, Discord, Teams, Zoom and others.

A chat is a row of messages, each below or behind a line that says who wrote it and when. `LAYOUTS` holds the lines of
known programs. A layout that none of them fits is learned from the file: what repeats at the start of its messages.
Every name in such a line is a speaker, however seldom it occurs. The time of a message is never a deadline; its day is
what "tomorrow" in it is counted from. Lines of the program ("Ana created the group") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Block, Kind
from extractor.readers.encoding import lines_of
from extractor.readers.formats.learned_layout import learn
from extractor.readers.formats.message_days import MessageDays, clock_of, order_of_days
from extractor.readers.formats.message_heads import (
    EMOJI,
    LINES_A_HEAD,
    LONGEST,
    REACH,
    day_alone,
    fields_of,
    given_first,
    heads_of,
)
from extractor.readers.inline import COVERED, clean, plain_text

DAY = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[ ][A-Z][a-z]{2,8}[ ]\d{2,4}|[A-Z][a-z]{2,8}[ ]\d{1,2},?[ ]\d{4})"
CLOCK = r"(?:(?:上午|下午|오전|오후) ?)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[ ]?[aApP]\.?[ ]?[mM]\.?)?"
WHO = r"[^\W_][^:<>\[\]{}|\n]{0,60}?"
PHONE = r"[+~]?[\d ()-]{7,20}"
SENDER = rf"(?P<who>~?[ ]?(?:{WHO}|{PHONE}))"
BESIDE = r"(?: \[[^\[\]\n]{1,30}\])?"  # a status behind the name
# Marks that programs put around names and dates: directions of writing, and a space that does not break.
INVISIBLE = {ord(sign): None for sign in "\u200e\u200f\u202a\u202b\u202c\u2068\u2069\ufeff"} | {
    ord(sign): " " for sign in "\u202f\u00a0\u2009"
}


_AT = r"(?:(?:at|à|às|kl\.?|um|alle|klo|o|ob|в|о|a las|la|om) )?"  # between the day and the time
WHEN = rf"(?P<day>{DAY}),? ?{_AT}(?P<time>{CLOCK})"


class Layout(NamedTuple):
    """How a program begins a message: a line with `who` and, where it writes them, `day`, `time`, `to` and `text`."""

    name: str
    head: re.Pattern[str]
    notice: re.Pattern[str] | None = None  # a line of the program itself: "Ana created the group"


# Programs that write a message behind its head, or signs of their own. What has a day and a time comes first.
LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "WhatsApp",
        expression(rf"{WHEN} [-–] {SENDER}{BESIDE}: ?(?P<text>.*)"),
        notice=expression(rf"{DAY},? {_AT}{CLOCK} [-–] "),
    ),
    Layout(
        "Signal",
        expression(rf"\[(?P<day>\d{{4}}-\d\d-\d\d), (?P<time>\d\d:\d\d)\] {SENDER}{BESIDE}: ?(?P<text>.*)"),
    ),
    Layout(
        "WhatsApp on an iPhone",
        expression(rf"\[{WHEN}\] {SENDER}{BESIDE}: ?(?P<text>.*)"),
        notice=expression(rf"\[{DAY},? {_AT}{CLOCK}\] "),
    ),
    Layout("WhatsApp in a browser", expression(rf"\[(?P<time>{CLOCK}), (?P<day>{DAY})\] {SENDER}: ?(?P<text>.*)")),
    Layout("Telegram", expression(rf"{SENDER}, ?\[{WHEN}\]:?(?: (?P<text>.*))?")),
    Layout(
        "Zoom chat",
        expression(
            rf"(?:(?P<day>{DAY}) )?(?P<time>{CLOCK})\s+From\s+{SENDER}(?:\s+[tT]o\s+(?P<to>[^:]{{1,80}}?))?"
            r"\s*:\s*(?P<text>.*)"
        ),
    ),
    Layout(
        "",
        expression(
            rf"(?P<day>\d{{4}}-\d\d-\d\d) (?P<time>{CLOCK}) {SENDER}:(?: (?:\[[^\[\]\n]{{1,80}}\] ?)?(?P<text>.*))?"
        ),
    ),
    Layout("Slack", expression(rf"> \w{{2,20}} \((?P<who>[^()\n]{{1,60}})\) @ {WHEN} Z?:(?P<text>)")),
    Layout("Zoom chat", expression(rf"(?P<time>{CLOCK})\t+{SENDER}:\t(?P<text>.*)")),
)
ENOUGH = 3  # heads that make a chat

# What programs write in place of words, and about messages.
FURNITURE = expression(
    r"""(?: <?(?:media|image|video|audio|gif|sticker|document|contact\ card)\ omitted>? | <attached:[^>]*>
      | .{0,80}\(file\ attached\) | (?:this\ message\ was|you)\ deleted(?:\ this\ message)?\.?
      | missed\ (?:voice|video|group)\ call.* | null | :[\w+-]+:(?:\ \d+)?(?:\s:[\w+-]+:\ \d+)*
      | replying\ to\ .* | \(edited\) | edited | removed\ a\ (?:reaction|message).* | reacted\ to\ .*
      | (?:like|heart|laugh|surprised|sad|angry|thumbs\ ?up|pinned|new|new\ messages?)
      | (?:\d{1,3}\ )?\w+\ reactions?\.?
      | replied\ to\ .* | in\ reply\ to\ .* | has\ context\ menu.* | (?:in|out)coming | \d{1,3}
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
    r"\s*\((?:she|he|they|her|his|them|guest|external|host|co-?host|organi[sz]er|presenter|me|you|unverified|edited"
    r"|[\w.+-]+@[\w.-]+)[^()]{0,30}\)|\s+(?:APP|BOT)$",
    re.I,
)
# "(19:04, edited)", "[19:04:12 | Edited 19:05:01]"
_IN_HEAD = expression(
    r"(?<=\d)(?:\s?[,|·]\s?|\s)(?:\(edited\)|edited(?:\s(?:at\s)?\d\d?[:.]\d\d(?:[:.]\d\d)?)?)(?=\W)", re.I
)
_ASIDE = expression(r"\s*\([^()]{1,40}\)$")
_SAYS = expression(r"\s+(?:says|said|wrote|writes)$", re.I)
PRIVATE_TO = expression(r"direct message|privately", re.I)
# Letters that a sender of a chat must have; a telephone number is one too.
_NAMED = expression(r"[^\W\d_]|\+?\d[\d ()-]{6,}")


class _Head(NamedTuple):
    """The head of a message: who wrote it, when, and where its words begin."""

    who: str
    text: str
    day: str
    time: str
    private: bool
    lines: int  # of the head itself


class _Chat(NamedTuple):
    """The lines of a chat, and the head that begins on a line."""

    name: str  # of the program that wrote it, "" for one that is not known
    lines: Sequence[str]
    heads: dict[int, _Head]
    notice: re.Pattern[str] | None = None  # a line of the program itself
    times: frozenset[int] = frozenset()  # lines that only tell the time of a message
    is_sure: bool = True  # nothing else than a chat has such heads


def is_chat(text: str) -> bool:
    """Whether the text is a chat of a known program, or has heads of messages with their days."""
    return _known(_lines(text)) is not None


def is_regular_chat(text: str) -> bool:
    """Whether the text is a chat in a layout that no known program writes, but that repeats from turn to turn."""
    return _found(_lines(text)) is not None


def layout_name(text: str) -> str:
    """The program that wrote a chat, "" where its layout was learned from the file or is none."""
    chat = _known(_lines(text))
    return chat.name if chat else ""


def read_chat(text: str, *, skip: int = 0, order: str | None = None, today: date | None = None) -> tuple[Block, ...]:
    """The messages of a chat as turns, in their order.

    Args:
        text: the chat.
        skip: lines of front matter, which yield nothing.
        order: "mdy" or "dmy" for days in figures; None: as the days themselves show, else month first.
        today: the day that "Today at 9:14" in a head means; None where it is not known.
    """
    chat = _found([*([""] * skip), *_lines(text)[skip:]])
    if chat is None:
        from extractor.readers.formats.markdown import blocks_of

        return blocks_of(text, skip=skip)
    chat = chat._replace(heads=_bare_names({at: head for at, head in chat.heads.items() if at >= skip}))
    days = MessageDays(order or _order(chat.heads.values()) or "mdy", today)
    return tuple(_blocks(chat, skip, days))


def order_of_chat(text: str) -> str | None:
    """Return "dmy" or "mdy" as the messages of a chat show it; None where they do not."""
    chat = _found(_lines(text))
    return _order(chat.heads.values()) if chat else None


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
    return {at: head._replace(who=bare.get(head.who, head.who)) for at, head in heads.items()}


def _lines(text: str) -> list[str]:
    return [clean(line.translate(INVISIBLE)) for line in lines_of(text)]


# What a head tells its time by; without it, the many expressions of known heads need not be compiled.
_TELLS_TIME = expression(
    r"\d[:.]\d\d|\d ?[ap]\.?m"
    r"|\b(?:today|yesterday|ago|now|mins?|hours?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def _found(lines: Sequence[str]) -> _Chat | None:
    """A chat in a known layout, with heads of any kind, or in a learned layout; None where the lines are none."""
    has_times = any(map(_TELLS_TIME.search, lines))
    return (has_times and (_of_program(lines) or _with_any_heads(lines))) or _learned(lines)


def _known(lines: Sequence[str]) -> _Chat | None:
    """A chat in a layout that is known, or with heads that tell their days; None where the lines are none."""
    if chat := _of_program(lines):
        return chat
    chat = _with_any_heads(lines)
    return chat if chat is not None and chat.is_sure else None


def _of_program(lines: Sequence[str]) -> _Chat | None:
    """A chat in the layout of a known program; None where the lines are none."""
    for layout in LAYOUTS:
        heads = _heads(lines, layout)
        if _is_regular(lines, heads):
            return _Chat(layout.name, lines, heads, layout.notice)
    return _with_fields(lines)


def _with_fields(lines: Sequence[str]) -> _Chat | None:
    """A chat whose heads are fields on lines of their own, as backups of Signal write them."""
    fields = fields_of(lines)
    if len(fields) < ENOUGH:
        return None
    heads = {
        at: _Head(_sender(head.who) or head.who, "", head.day, head.time, False, head.end - at)
        for at, head in fields.items()
    }
    quoted = frozenset(at for at, line in enumerate(lines) if line.startswith(">"))
    return _Chat("", lines, heads, None, quoted)


def _with_any_heads(lines: Sequence[str]) -> _Chat | None:
    """A chat whose heads are known by their parts."""
    found = heads_of(lines)
    if found is None:
        return None
    heads = {
        at: _Head(_sender(head.who) or head.who, "", head.day, head.time, head.private, head.end - at)
        for at, head in found.by_line.items()
    }
    return _Chat("", lines, heads, None, found.times, found.is_sure)


def _learned(lines: Sequence[str]) -> _Chat | None:
    """A chat in the layout that repeats at the start of the turns of a file, with each head in one of its lines."""
    learned = learn([_IN_HEAD.sub("", line[:LONGEST]) + line[LONGEST:] for line in lines])
    if learned is None:
        return None
    given, head = learned
    heads = _heads(given, Layout("", head))
    return _Chat("", given, heads) if _is_regular(given, heads) else None


def _heads(lines: Sequence[str], layout: Layout) -> dict[int, _Head]:
    return {at: head for at, line in enumerate(lines) if (head := _head(line, layout))}


def _is_regular(lines: Sequence[str], heads: dict[int, _Head]) -> bool:
    """Whether lines with these heads are a chat: it begins near the top, and its messages are short."""
    if len(heads) < ENOUGH:
        return False
    first = min(heads)
    spoken = sum(1 for at, head in heads.items() if head.text or (at + 1 < len(lines) and at + 1 not in heads))
    if sum(1 for line in lines[:first] if line.strip()) > REACH or 2 * spoken < len(heads):
        return False
    return len(heads) * LINES_A_HEAD >= sum(1 for line in lines[first:] if line.strip())


def _head(line: str, layout: Layout) -> _Head | None:
    """The head of a message that begins on this line."""
    found = layout.head.fullmatch(line.strip())
    if found is None:
        return None
    values = found.groupdict()
    who = _sender(values["who"])
    if not who:
        return None
    private = PRIVATE_TO.search(values.get("to") or "") is not None
    day = values.get("day") or values.get("weekday") or ""
    return _Head(who, values.get("text") or "", day, values.get("time") or "", private, 1)


def _sender(label: str) -> str:
    """The name in a head, without pronouns, "(Guest)" and the like; "Patel, Dev" is Dev Patel. "" for no name."""
    name = _SAYS.sub("", BESIDE_NAME.sub("", EMOJI.sub("", label).strip())).strip(" \t~*_-–|.,:")
    if not _NAMED.search(name) or len(name.split()) > 6:
        return ""
    return given_first(name)


def _blocks(chat: _Chat, skip: int, days: MessageDays) -> Iterator[Block]:
    """The blocks of a chat: what stands above the first message as text, then a turn for each line of a message."""
    head: _Head | None = None
    day: date | None = None
    first, behind = min(chat.heads), 0
    for at in range(skip, len(chat.lines)):
        words, number = chat.lines[at].strip(), at + 1
        if at in chat.heads:
            head = chat.heads[at]
            day, behind = days.day_of(head.day), at + head.lines
            words = head.text
        elif at < behind or at in chat.times:
            continue
        elif chat.notice is not None and chat.notice.match(words):
            head = None
            if group := GROUP.search(words):
                yield Block(Kind.HEADING, group["name"], number, number, depth=1)
            continue
        elif at > behind and (said := day_alone(words)) and _next_head(chat, at) is not None:
            days.day_of(said)
            head = None if at > first else head
            continue
        words = EDITED.sub("", words)
        is_left_out = not re.search(r"\w", words) or FURNITURE.fullmatch(words) or _says_next(chat, at, words)
        if is_left_out or (head is None and at > first):
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
            at=clock_of(head.time) if head and head.time else None,
            private=(head is not None and head.private) or COVERED.search(words) is not None,
            day=day if head else None,
            strong=text.strong,
            struck=text.struck,
            lines=text.lines,
        )


def _next_head(chat: _Chat, at: int) -> _Head | None:
    """The head that begins on the next written line."""
    below = next((other for other in range(at + 1, min(at + 4, len(chat.lines))) if chat.lines[other].strip()), None)
    return chat.heads.get(below) if below is not None else None


def _says_next(chat: _Chat, at: int, words: str) -> bool:
    """Whether a line above a head says the message and its writer in one, as Teams does for those who hear it."""
    head = _next_head(chat, at)
    return head is not None and words.endswith(f" by {head.who}")
