"""Read the export of a Slack channel: a list of messages in JSON, one file a day.

A message names its writer by an id; the profile beside its words tells the name, and so do the other messages of that
person. Words mention people by the same ids ("<@U123>"). A message stands on the line on which its words do. Joins,
topics and the like are left out. The day of a message is that of its time in UTC, as the export has no other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.model import Block, Kind
from extractor.readers.encoding import json_value, lines_of
from extractor.readers.formats.message_records import WordLines, is_gone
from extractor.readers.inline import clean, plain_text
from extractor.readers.statements import line_start

NAMES = ("real_name", "display_name", "name")  # of a profile, the fullest first
MENTION = expression(r"<@(?P<id>[A-Z0-9]{2,20})(?:\|(?P<name>[^<>]{1,60}))?>")
GROUP = expression(r"<!(?:subteam\^\w+\|)?@?(?P<name>[^<>|^]{1,60})(?:\|[^<>]{0,60})?>")  # "<!here>"
LINK = expression(r"<(?P<address>(?:https?|mailto):[^<>|\s]{1,2000})(?:\|(?P<words>[^<>]{1,500}))?>")
CHANNEL = expression(r"<#[A-Z0-9]{2,20}(?:\|(?P<name>[^<>]{0,80}))?>")
EMOJI = expression(r":[a-z0-9_+'-]{1,40}:(?::skin-tone-\d:)?", re.I)
# What Slack writes itself, by the kind of the message: "Ana has joined the channel".
SAID = frozenset({"", "thread_broadcast", "me_message", "file_share", "bot_message", "file_comment"})


def is_slack(text: str) -> bool:
    """Return whether the text is a list of messages as Slack exports them."""
    messages = _messages(text)
    return bool(messages) and all(isinstance(one.get("ts"), str) and "type" in one for one in messages[:20])


def read_slack(text: str) -> tuple[Block, ...]:
    """Return the messages of an export as turns, in the order of their times; nothing if the text is no export."""
    messages = _messages(text)
    names = _names(messages)
    finder = WordLines(text)
    lines = [finder.line_of(_text(message.get("text"))) for message in messages]
    order = sorted(range(len(messages)), key=lambda at: (_time(messages[at]) or datetime.min.replace(tzinfo=UTC), at))
    return tuple(block for at in order for block in _blocks(messages[at], names, lines[at]))


def _messages(text: str) -> list[dict[str, Any]]:
    """Return the messages of an export; none if the text is anything else."""
    if text.lstrip("\ufeff \t\r\n")[:1] not in {"[", "{"}:
        return []
    try:
        content = json_value(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return []
    if isinstance(content, dict):
        content = content.get("messages")  # as the interface of Slack answers
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        return []
    return content


def _text(value: Any) -> str:
    """Return a value of the export if it is a text; "" for anything else."""
    return clean(value) if isinstance(value, str) else ""


def _names(messages: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of the writers by their ids, as any of their messages tells them."""
    names: dict[str, str] = {}
    for message in messages:
        profile = message.get("user_profile")
        values = profile if isinstance(profile, dict) else {}
        name = next((found for key in NAMES if (found := _text(values.get(key)).strip())), "")
        name = name or _text(message.get("username")).strip()
        if (user := _text(message.get("user"))) and name:
            names.setdefault(user, name)
    return names


def _time(message: Mapping[str, Any]) -> datetime | None:
    """Return the time of a message in UTC; None if it has none, or an impossible one."""
    try:
        return datetime.fromtimestamp(float(_text(message.get("ts"))), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _blocks(message: Mapping[str, Any], names: Mapping[str, str], line: int) -> Iterator[Block]:
    """Yield a turn for each line of a message."""
    if message.get("type") != "message" or _text(message.get("subtype")) not in SAID or is_gone(message):
        return
    user = _text(message.get("user"))
    speaker = names.get(user) or _text(message.get("username")).strip() or user or None
    said = _time(message)
    for words in lines_of(_words(_text(message.get("text")), names)):
        start = line_start(" ".join(words.split()))  # a list in a message
        text = plain_text([(start.text, line)])
        if re.search(r"\w", text.text):
            yield Block(
                Kind.BOX if start.box else Kind.BULLET if start.marker == "-" else Kind.TURN,
                text.text,
                line,
                line,
                speaker=speaker,
                at=f"{said:%H:%M:%S}" if said else None,
                day=said.date() if said else None,
                checked=start.checked,
                strong=text.strong,
                struck=text.struck,
                lines=text.lines,
            )


def _words(text: str, names: Mapping[str, str]) -> str:
    """Return the words of a message with names for ids, and without addresses and signs for pictures."""
    text = MENTION.sub(lambda match: names.get(match["id"]) or match["name"] or "somebody", text)
    text = GROUP.sub(lambda match: match["name"], text)
    text = LINK.sub(lambda match: match["words"] or match["address"], text)
    text = CHANNEL.sub(lambda match: f"#{match['name'] or 'channel'}", text)
    return html.unescape(EMOJI.sub("", text))
