"""Read chats that programs export as HTML pages: Telegram, Discord, Signal and others, by the classes of their parts.

A page of a chat has, again and again, an element for who wrote a message, one for the time and one for the words. What
these elements are called differs ("from_name", "chatlog__author", "sender"), so the class of an element is compared by
its words. A message without a name is by the writer of the one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Block, Kind
from extractor.readers.formats.message_days import MessageDays, clock_of, order_of_days
from extractor.readers.inline import clean, plain_text

FEWEST = 3  # messages that make a chat
_WHO = expression(r"(?:^|[\s_-])(?:from_name|sender|author|username|user-name|speaker)(?:$|\s)", re.I)
_WHEN = expression(r"(?:^|[\s_-])(?:date|time|timestamp|short-timestamp)(?:$|\s)", re.I)
_WORDS = expression(r"(?:^|[\s_-])(?:text|body|content|message-text|markdown|markdown-preserve)(?:$|\s)", re.I)
# Parts of a message that are not its words: what it answers, a forwarded head, reactions, a picture.
_ASIDE = expression(
    r"(?:^|[\s_-])(?:reply|reply_to|reply-symbol|quote|quoted|reactions?|forwarded|service|initials|userpic|avatar)(?:$|[\s_-])",
    re.I,
)
_DAY = expression(
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}"
)
_TIME = expression(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?", re.I)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BLOCK = frozenset({"br", "p", "div", "li", "blockquote"})


class PageMessage(NamedTuple):
    """A message of a page: who wrote it, when, as written, and its (words, line) pairs."""

    who: str
    day: str
    time: str
    parts: tuple[tuple[str, int], ...]


def is_message_page(text: str) -> bool:
    """Return whether a page holds the messages of a chat."""
    if _WHO.search(" ".join(re.findall(r'class="([^"<>]{1,200})"', text[:200_000]))) is None:
        return False
    messages = messages_of(text[:200_000])
    return len(messages) >= FEWEST and len({message.who for message in messages}) > 1


def read_message_page(text: str, order: str | None, today: date | None) -> tuple[Block, ...]:
    """Return the messages of a page as turns, in their order.

    Args:
        text: The page.
        order: "mdy" or "dmy" for days in figures; None: as the days themselves show, else month first.
        today: The day that "today" in a head means; None where it is not known.
    """
    messages = messages_of(text)
    said = "\n".join(words for message in messages for words, _ in message.parts)
    shown = order or order_of_days([one.day for one in messages], [one.time for one in messages], said)
    days = MessageDays(shown or "mdy", today)
    return tuple(block for message in messages for block in _turns(message, days.day_of(message.day)))


def _turns(message: PageMessage, day: date | None) -> Iterator[Block]:
    """Yield a turn for each line of a message."""
    for words, line in message.parts:
        text = plain_text([(words, line)])
        if re.search(r"\w", text.text):
            yield Block(
                Kind.TURN,
                text.text,
                line,
                line,
                speaker=message.who,
                at=clock_of(message.time) if message.time else None,
                day=day,
                strong=text.strong,
                struck=text.struck,
                lines=text.lines,
            )


def messages_of(text: str) -> list[PageMessage]:
    """Return the messages of a page, in their order."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return list(_by_writer(parser.messages()))


def _by_writer(messages: Iterator[PageMessage]) -> Iterator[PageMessage]:
    """Yield the messages with words, each with its writer, and the day and time of the head above it."""
    who = day = time = ""
    for message in messages:
        who = message.who or who
        day, time = message.day or day, message.time or time
        if who and message.parts and (day or time):
            yield message._replace(who=who, day=day, time=time)


class _Parser(HTMLParser):
    """Collects the names, times and words of a page, in their order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []  # tag and role: "who", "when", "words", "aside", "silent" or ""
        self._found: list[tuple[str, str, int]] = []  # role, words, line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element is for."""
        attributes = {name: value or "" for name, value in attrs}
        role = _role(tag, attributes)
        above = self._open[-1][1] if self._open else ""
        if above in {"aside", "silent", "who"} or (above == "words" and role == "words"):
            role = above
        elif role == "words" and above != "words":
            self._found.append(("begin", "", self.getpos()[0]))
        if role == "when" and above != "when" and (told := attributes.get("title") or attributes.get("datetime")):
            self._found.append(("when", told, self.getpos()[0]))
        if tag in _BLOCK and (role or above) == "words":
            self._found.append(("break", "", self.getpos()[0]))
        if tag not in _VOID:
            self._open.append((tag, role or (above if above in {"words", "when"} else "")))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element, and those in it that were not closed."""
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is not None and len(self._open) - at < 100:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        """Keep the words of an element that has a role."""
        role = self._open[-1][1] if self._open else ""
        if role not in {"who", "when", "words"}:
            return
        number = self.getpos()[0]
        for offset, line in enumerate(data.split("\n")):
            if line.strip():
                self._found.append((role, clean(line).strip(), number + offset))

    def messages(self) -> Iterator[PageMessage]:
        """Yield a message for each element of words, with the name and the time in front of it."""
        who = day = time = ""
        parts: list[tuple[str, int]] = []
        for role, words, line in (*self._found, ("begin", "", 0)):
            if role == "words" and parts and parts[-1][0]:
                parts[-1] = (f"{parts[-1][0]} {words}", parts[-1][1])
            elif role == "words":
                parts = [*parts[:-1], (words, line)]
            elif role == "break":
                parts.append(("", line))
            if role in {"who", "when", "begin"} and any(said for said, _ in parts):
                yield PageMessage(who, day, time, tuple(part for part in parts if part[0]))
                who, day, time = "", "", ""
            if role in {"who", "when", "begin"}:
                parts = []
            if role == "who":
                who = words if not who else f"{who} {words}" if who != words else who
            elif role == "when":
                day = found.group() if (found := _DAY.search(words)) else day
                time = found.group() if not time and (found := _TIME.search(words)) else time


def _role(tag: str, attributes: Mapping[str, str]) -> str:
    """Return what an element of a page of messages is for, "" for nothing known."""
    if tag in {"script", "style", "title", "head", "template"}:
        return "silent"
    classes = attributes.get("class", "")[:200]
    if not classes:
        return "when" if tag == "time" else ""
    if _ASIDE.search(classes):
        return "aside"
    if _WHO.search(classes):
        return "who"
    if _WHEN.search(classes):
        return "when"
    return "words" if _WORDS.search(classes) else ""
