"""Read chats and recordings that programs export as JSON or CSV: Telegram, Discord, Teams, Signal, WhisperX, others.

Each program names the fields in its own way, and all of them write a list of messages, each with its words, who wrote
them and when. So a list is known by what its entries have, not by the program: that of a JSON file, the lines of JSON
Lines, or the rows of a CSV file. A message stands on the line on which its words begin. What a program writes itself
("joined the group") is left out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.language.columns import column_kind
from extractor.model import Block, Kind
from extractor.readers.encoding import json_value, lines_of
from extractor.readers.formats.html import struck_text
from extractor.readers.formats.message_days import clock_of
from extractor.readers.formats.transcript import Utterance, utterance_blocks
from extractor.readers.inline import COVERED, clean, plain_text
from extractor.readers.statements import line_start

FEWEST = 2  # messages that make an export
SHARE = 0.5  # of the entries of a list: messages; the others are what the program says
DEPTH = 6  # of a list of messages in the file, at most
PART = "\x1f"  # between the parts of the words of a message, until it is read
MISSES = 100  # messages whose words are not found in the file as they are; then no more are looked for

# The fields of a message, as programs name them; the first that a message has counts.
WORDS = ("text", "content", "body", "sentence", "message", "transcript", "standardMessage", "msg")
WHO = (
    "sender_name",
    "speaker_name",
    "speakerName",
    "from_name",
    "author",
    "sender",
    "speaker",
    "from",
    "creator",
    "user",
    "username",
    "userName",
    "authorId",
    "name",
)
NAMES = ("nickname", "displayName", "display_name", "global_name", "real_name", "name", "username", "user", "email")
WHEN = (
    "createdDateTime",
    "created_date",
    "created_at",
    "createdAt",
    "timestamp_ms",
    "timestamp",
    "date",
    "dateSent",
    "sent_at",
    "sentAt",
    "sent",
    "origin_server_ts",
    "datetime",
    "time",
    "ts",
)
START = ("start", "start_time", "startTime", "begin")
END = ("end", "end_time", "endTime")
KINDS = ("type", "messageType", "message_type", "subtype")
# Kinds of messages that a program writes: "service", "GuildMemberJoin", "systemEventMessage".
_NOTICE = expression(
    r"service|system|join|left|leave|pinned|\bcall|recipient|boost|created|change|topic|membership|deleted|unsent", re.I
)
# How each program can be told, by fields of its messages or of the file.
_PROGRAMS = (
    ("Telegram", {"from_id"}),
    ("Discord", {"timestampEdited"}),
    ("Discord", {"guild"}),
    ("Google Chat", {"created_date"}),
    ("Teams", {"createdDateTime"}),
    ("Messenger", {"timestamp_ms"}),
    ("Signal", {"standardMessage"}),
    ("Signal", {"sticker", "quote"}),
)
_ISO = expression(r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?))?")
_CLOCK = expression(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m)?", re.I)
_NUMBER = expression(r"\d{1,20}(?:\.\d{1,9})?")
# Fields of a message that was taken back, or that only its writer got to see, and what they say where that is not so.
_GONE = expression(
    r"(?:is_?)?(?:deleted|unsent|revoked|removed|ephemeral)(?:_?(?:at|on|ts|date|time|date_?time))?|hidden|deletion_metadata"
    r"|message_?state",
    re.I,
)
_IS_THERE = frozenset({"", "0", "false", "no", "none", "null", "active", "edited", "normal", "sent"})
_PLAIN_RUN = expression(r"[ !#-;=?-\[\]-~]{4,12}")  # letters that JSON writes as they are
_MILLISECONDS = 100_000_000_000  # a larger number counts these since 1970


class _Message(NamedTuple):
    """A message: who wrote it, its words, when, and the line of the file."""

    who: str
    words: str
    day: date | None
    at: str  # "HH:MM:SS", "" for none
    start: float | None  # seconds into a recording, None for a chat
    end: float | None
    line: int


class _Export(NamedTuple):
    """What a file holds: its title, the entries that are messages, the names by ids, and the program."""

    title: str
    entries: list[dict[str, Any]]
    names: Mapping[str, str]
    program: str


def is_message_records(text: str) -> bool:
    """Return whether the text is JSON, JSON Lines or CSV that holds messages or the parts of a recording."""
    return _export(text) is not None


def read_message_records(text: str) -> tuple[tuple[Block, ...], str]:
    """Return the messages as turns in the order of their times, and the program, "" for an unknown one.

    A text that is no such export gives no blocks.
    """
    export = _export(text)
    if export is None:
        return (), ""
    messages = list(_messages(export, text))
    title = [Block(Kind.HEADING, export.title, 1, 1, depth=1)] if export.title else []
    recorded = [message for message in messages if message.start is not None]
    if 2 * len(recorded) > len(messages):
        said = [
            Utterance(one.who or None, ((one.words, one.line),), one.at or None, one.start, one.end) for one in messages
        ]
        return (*title, *utterance_blocks(said)), export.program
    if _newest_first(export.entries):
        messages.reverse()
    ordered = sorted(messages, key=lambda one: (one.day or date.min, one.at))
    in_order = ordered if all(message.day for message in messages) else messages
    return (*title, *(block for message in in_order for block in _turns(message))), export.program


def _newest_first(entries: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the times of messages, counted since 1970, go back from the first to the last."""
    first, last = (next((entry[key] for key in WHEN if key in entry), None) for entry in (entries[0], entries[-1]))
    return isinstance(first, int) and isinstance(last, int) and last < first


def _export(text: str) -> _Export | None:
    """Return the messages of a file; None where it holds none."""
    bare = text.lstrip("\ufeff \t\r\n")
    content = _csv_rows(bare) if bare[:1] not in {"[", "{"} else _json(bare)
    entries = [entry.get("chatItem", entry) for entry in _entries(content, 0)]
    if len(entries) < FEWEST:
        return None
    top = content if isinstance(content, dict) else {}
    fields = {key for entry in entries[:50] for key in entry} | set(top)
    program = next((name for name, signs in _PROGRAMS if signs <= fields), "")
    return _Export(_title(top), entries, _recipients(content), program)


def _json(text: str) -> Any:
    """Return the content of JSON or JSON Lines; nothing where the text is neither."""
    if not any(f'"{key}"' in text for key in WORDS):
        return None
    try:
        return json_value(text)
    except RecursionError:
        return None
    except ValueError:
        return _json_lines(text)


def _csv_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of CSV that has columns for the words, the writer and the time; nothing for other text."""
    titles = [title.strip(" \"'").lower() for title in re.split("[,;\t]", text[:1_000].partition("\n")[0])]
    columns = {title: key for title in titles for key in (*WORDS, *WHO, *WHEN, *START, *END) if key.lower() == title}
    if not all(any(key in keys for key in columns.values()) for keys in (WORDS, WHO, (*WHEN, *START))):
        return []
    if {"owner", "status"} & {column_kind(title) for title in titles if title not in columns}:
        return []  # a list of tasks: "TYPE,CONTENT,AUTHOR,RESPONSIBLE,DATE"
    sign = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text), delimiter=sign)
    try:
        return [
            {
                columns.get((key or "").strip().lower(), key or ""): value
                for key, value in row.items()
                if isinstance(value, str)
            }
            for row in rows
        ]
    except csv.Error:
        return []


def _json_lines(text: str) -> list[Any]:
    """Return the values of JSON Lines; nothing where one of the first lines is none. A cut last line is left out."""
    values: list[Any] = []
    for at, line in enumerate(filter(str.strip, lines_of(text))):
        try:
            values.append(json_value(line))
        except (ValueError, RecursionError):
            if at < FEWEST:
                return []
    return values


def _entries(content: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the messages of all lists of messages in a file, in their order."""
    if depth > DEPTH:
        return
    if isinstance(content, list):
        objects = [one for one in content if isinstance(one, dict)]
        messages = [one for one in objects if _is_message(one)]
        if len(messages) >= FEWEST and len(messages) >= SHARE * sum(1 for one in objects if "recipient" not in one):
            yield from messages
            return
    for value in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        if isinstance(value, dict | list):
            yield from _entries(value, depth + 1)


def _is_message(entry: Mapping[str, Any]) -> bool:
    """Whether an object has words and a time, and says who wrote them; a part of a recording may not say it."""
    item = entry.get("chatItem", entry)
    if not isinstance(item, dict) or not any(key in item for key in WORDS):
        return False
    is_recorded = any(key in item for key in START) and any(key in item for key in END)
    return is_recorded or (any(item.get(key) for key in WHO) and any(key in item for key in WHEN))


def _title(content: Mapping[str, Any]) -> str:
    """Return the name of a chat, "" where the file does not say it."""
    channel = content.get("channel")
    values = (content.get("name"), content.get("title"), channel.get("name") if isinstance(channel, dict) else "")
    return next((clean(value).strip()[:120] for value in values if isinstance(value, str) and value.strip()), "")


def _recipients(content: Any) -> dict[str, str]:
    """Return the names of people by their ids, as a backup of Signal lists them."""
    names: dict[str, str] = {}
    for entry in content if isinstance(content, list) else ():
        who = entry.get("recipient") if isinstance(entry, dict) else None
        if not isinstance(who, dict):
            continue
        contact = who["contact"] if isinstance(who.get("contact"), dict) else {}
        parts = [
            next((value for key in (f"system{part}", f"profile{part}") if (value := contact.get(key))), "")
            for part in ("GivenName", "FamilyName")
        ]
        name = " ".join(str(part) for part in parts if part) or ("You" if "self" in who else "")
        if name:
            names[str(who.get("id"))] = clean(name)
    return names


def _messages(export: _Export, text: str) -> Iterator[_Message]:
    finder = WordLines(text)
    for entry in export.entries:
        kinds = " ".join(str(entry[key]) for key in KINDS if isinstance(entry.get(key), str))
        words = _words(entry)
        if not words.strip() or _NOTICE.search(kinds) or is_gone(entry):
            continue
        when = next((entry[key] for key in WHEN if entry.get(key) not in (None, "")), None)
        day, at = _moment(when)
        start, end = (_seconds(next((entry[key] for key in keys if key in entry), None)) for keys in (START, END))
        if when is None and start is not None:
            at = f"{int(start) // 3600:02}:{int(start) // 60 % 60:02}:{int(start) % 60:02}"
        who = _who(entry, export.names)
        line = finder.line_of((words.partition(PART)[0] or words).strip("~|"))
        shown = clean(words.replace(PART, ""))
        yield _Message(who, shown, day, at, start if when is None else None, end, line)


def _words(entry: Mapping[str, Any]) -> str:
    """Return the words of a message: a text, parts of one (with links and mentions), or an object that holds it."""
    value = next((entry[key] for key in WORDS if entry.get(key)), "")
    entities = entry.get("text_entities")
    if isinstance(value, str) and isinstance(entities, list) and any(map(_sign_around, entities)):
        value = entities
    for _ in range(3):
        if not isinstance(value, dict):
            break
        is_html = value.get("contentType") == "html"
        value = next((value[key] for key in WORDS if value.get(key)), "")
        value = struck_text(value) if is_html and isinstance(value, str) else value
    if isinstance(value, list):
        value = PART.join(_part(part) for part in value)
    return _rightly_decoded(value) if isinstance(value, str) else ""


def is_gone(entry: Mapping[str, Any]) -> bool:
    """Whether a message was taken back, or is one that only its writer got to see."""
    return any(
        str(value).strip().lower() not in _IS_THERE and value not in ({}, [])
        for key, value in entry.items()
        if isinstance(key, str) and _GONE.fullmatch(key)
    )


def _part(part: Any) -> str:
    """Return the words of a part of a message, between the signs of one that is struck through or covered."""
    words = part.get("text", "") if isinstance(part, dict) else part
    if not isinstance(words, str):
        return ""
    sign = _sign_around(part)
    return f"{sign}{words.strip()}{sign} " if sign and words.strip() else words


def _sign_around(part: Any) -> str:
    """Return "~~" for a part of a message that is struck through, "||" for one that is covered, else ""."""
    kind = part.get("type") if isinstance(part, dict) else ""
    return {"strikethrough": "~~", "strike": "~~", "spoiler": "||"}.get(kind, "") if isinstance(kind, str) else ""


def _rightly_decoded(words: str) -> str:
    """Return words that Messenger writes byte by byte ("Iâ€™ll") as they were typed."""
    if not any("\x80" <= sign <= "\xff" for sign in words):
        return words
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words


def _who(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return who wrote a message, "" where it does not say."""
    value = next((entry[key] for key in WHO if entry.get(key)), "")
    for _ in range(3):
        if not isinstance(value, dict):
            break
        value = next((value[key] for key in NAMES if value.get(key)), "")
    name = str(value) if isinstance(value, str | int) else ""
    return clean(_rightly_decoded(names.get(name, name))).strip()[:80]


def _moment(value: Any) -> tuple[date | None, str]:
    """Return the day and the time of a message, as written or, for seconds since 1970, in UTC."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) is None:
        if iso := _ISO.match(value.strip()):
            time = iso["time"] or ""
            return _day(iso["day"]), f"{time}:00" if time.count(":") == 1 else time
        found = next(iter(find_dates(value)), None)
        time = _CLOCK.search(value)
        return (found.day if found else None), clock_of(time.group()) if time else ""
    try:
        number = float(value)
        said = datetime.fromtimestamp(number / (1000 if number > _MILLISECONDS else 1), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None, ""
    return said.date(), f"{said:%H:%M:%S}"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _seconds(value: Any) -> float | None:
    """Return a time of a recording in seconds: 4.3, "4.3" or "00:04"."""
    try:
        parts = [float(part) for part in str(value).split(":")]
    except ValueError:
        return None
    seconds = sum(part * 60**place for place, part in enumerate(reversed(parts)))
    return seconds if 0 <= seconds < _MILLISECONDS else None


class WordLines:
    """Finds the lines of a file on which words begin, from the first message to the last."""

    def __init__(self, text: str) -> None:
        """Take the text of the file."""
        self._text = text
        self._at = self._line = 0  # where the last words began, and how many lines stand above
        self._misses = 0

    def line_of(self, words: str) -> int:
        """Return the line of the next message; that of the last one where the file writes its words in another way."""
        run = _PLAIN_RUN.search(words)
        needle = run.group() if run else json.dumps(words[:20], ensure_ascii=self._text.isascii())[1:-1]
        found = self._text.find(needle, self._at) if self._misses < MISSES else -1
        if found < 0:
            self._misses += 1
        else:
            self._line += max(0, len(lines_of(self._text[self._at : found] + "x")) - 1)
            self._at = found
        return self._line + 1


def _turns(message: _Message) -> Iterator[Block]:
    """Yield a turn for each line of a message."""
    for words in lines_of(message.words):
        start = line_start(" ".join(words.split()))  # a list in a message
        text = plain_text([(start.text, message.line)])
        if re.search(r"\w", text.text):
            yield Block(
                Kind.BOX if start.box else Kind.BULLET if start.marker == "-" else Kind.TURN,
                text.text,
                message.line,
                message.line,
                speaker=message.who or None,
                at=message.at or None,
                private=COVERED.search(words) is not None,
                day=message.day,
                checked=start.checked,
                strong=text.strong,
                struck=text.struck,
                lines=text.lines,
            )
