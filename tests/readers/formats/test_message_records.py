"""Chats and recordings in JSON: the programs' own shapes, cut anywhere, and hostile."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

import pytest

from extractor.model import Kind, ReadOptions, RecapError
from extractor.pipeline import from_bytes
from extractor.readers import is_known_json, read_text

WORDS = ("Who tells the neighbour?", "I'll tell her tomorrow.", "I will pay the “smith” by Friday.")
DAY = date(2026, 10, 13)


def telegram() -> dict[str, Any]:
    head = {"type": "message", "date_unixtime": "1791874692", "text_entities": []}
    return {
        "name": "Roof",
        "type": "private_group",
        "messages": [
            {"id": 1, "type": "service", "date": "2026-10-13T07:55:01", "actor": "Declan", "action": "x", "text": ""},
            {**head, "id": 2, "date": "2026-10-13T07:58:12", "from": "Declan", "from_id": "u1", "text": WORDS[0]},
            {
                **head,
                "id": 3,
                "date": "2026-10-13T08:01:00",
                "from": "Yusuf",
                "from_id": "u2",
                "text": ["I'll tell ", {"type": "bold", "text": "her"}, " tomorrow."],
            },
            {**head, "id": 4, "date": "2026-10-13T08:03:00", "from": "Declan", "from_id": "u1", "text": WORDS[2]},
        ],
    }


def discord() -> dict[str, Any]:
    def one(number: int, who: str, words: str, kind: str = "Default") -> dict[str, Any]:
        time = f"2026-10-13T20:0{number}:11.123+00:00"
        author = {"id": "11", "name": who.lower(), "nickname": who, "isBot": False}
        return {"id": str(number), "type": kind, "timestamp": time, "content": words, "author": author}

    messages = [one(1, "Declan", WORDS[0]), one(2, "Yusuf", WORDS[1], "Reply"), one(3, "Declan", WORDS[2])]
    joined = one(4, "Newbie", "Joined the server.", "GuildMemberJoin")
    return {"guild": {"name": "Roof"}, "channel": {"name": "general"}, "messages": [*messages, joined]}


def google_chat() -> dict[str, Any]:
    def one(number: int, who: str, words: str) -> dict[str, Any]:
        when = f"Tuesday, October 13, 2026 at 9:0{number}:11 PM UTC"
        return {"creator": {"name": who, "email": "x@example.org"}, "created_date": when, "text": words}

    return {"messages": [one(1, "Declan", WORDS[0]), one(2, "Yusuf", WORDS[1]), one(3, "Declan", WORDS[2])]}


def teams() -> dict[str, Any]:
    def one(number: int, who: str, words: str, kind: str = "message") -> dict[str, Any]:
        return {
            "messageType": kind,
            "createdDateTime": f"2026-10-13T09:0{number}:11.12Z",
            "from": {"user": {"displayName": who}},
            "body": {"contentType": "html", "content": f"<p>{words}</p>"},
        }

    event = one(4, "Declan", "x", "systemEventMessage")
    return {"value": [one(1, "Declan", WORDS[0]), one(2, "Yusuf", WORDS[1]), one(3, "Declan", WORDS[2]), event]}


def messenger() -> dict[str, Any]:
    """The newest message first, and letters byte by byte."""
    said = enumerate(zip(("Declan", "Yusuf", "Declan"), WORDS, strict=True))
    messages = [
        {"sender_name": who, "timestamp_ms": 1791882000000 + at, "content": words.encode().decode("latin-1")}
        for at, (who, words) in said
    ]
    return {"participants": [{"name": "Declan"}, {"name": "Yusuf"}], "messages": messages[::-1], "title": "Roof"}


def signal_lines() -> str:
    """The plain backup of Signal: people by their ids."""
    people = [
        {"recipient": {"id": "1", "contact": {"profileGivenName": "Declan"}}},
        {"recipient": {"id": "2", "contact": {"systemGivenName": "Yusuf", "profileGivenName": "Joe"}}},
    ]
    said = enumerate(zip("121", WORDS, strict=True))
    items = [
        {
            "chatItem": {
                "authorId": who,
                "dateSent": str(1791882000000 + at),
                "standardMessage": {"text": {"body": words}},
            }
        }
        for at, (who, words) in said
    ]
    return "\n".join(json.dumps(one) for one in ({"version": "1"}, *people, *items))


class Export(NamedTuple):
    """An export, and what -v calls it."""

    text: str
    format: str
    is_chat: bool = True


def recording(*keys: str) -> list[dict[str, Any]]:
    start, end, words, who = keys
    said = enumerate(zip(("Declan", "Yusuf", "Declan"), WORDS, strict=True))
    return [{start: 4.0 * at, end: 4.0 * at + 3, words: text, who: name} for at, (name, text) in said]


EXPORTS = {
    "Telegram": Export(json.dumps(telegram(), indent=1, ensure_ascii=False), "export of Telegram"),
    "Discord": Export(json.dumps(discord(), indent=2), "export of Discord"),
    "Google Chat": Export(json.dumps(google_chat(), indent=2), "export of Google Chat"),
    "Teams": Export(json.dumps(teams()), "export of Teams"),
    "Messenger": Export(json.dumps(messenger(), indent=2), "export of Messenger"),
    "Signal": Export(signal_lines(), "export of Signal"),
    "WhisperX": Export(
        json.dumps({"segments": recording("start", "end", "text", "speaker")}, indent=1), "messages", False
    ),
    "Fireflies": Export(json.dumps(recording("startTime", "endTime", "sentence", "speaker_name")), "messages", False),
}


def rows() -> str:
    said = enumerate(zip(("Declan", "Yusuf", "Declan"), WORDS, strict=True))
    lines = [f'"1{at}","{who}","2026-10-13T21:0{at}:00.0+00:00","{words}",""' for at, (who, words) in said]
    return "AuthorID,Author,Date,Content,Reactions\n" + "\n".join(lines)


EXPORTS["CSV"] = Export(rows(), "messages")


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_messages_are_turns_with_their_days_and_lines(export: Export) -> None:
    notes = read_text(export.text, "x.json")
    turns = [block for block in notes.blocks if block.kind is Kind.TURN]
    assert [(block.speaker, block.text) for block in turns] == list(
        zip(("Declan", "Yusuf", "Declan"), WORDS, strict=True)
    )
    assert {block.day for block in turns} == ({DAY} if export.is_chat else {None})
    assert notes.format == export.format
    assert is_known_json(export.text.encode()) or notes.format == "messages"
    lines = export.text.splitlines()
    for block in turns:
        assert block.text.split()[0] in lines[block.line - 1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Date,Owner,Action\n2026-10-13,Ana,Call the bank\n2026-10-14,Ben,Pay\n", id="actions"),
        pytest.param("Name,Message\nAna,Call the bank\nBen,Pay it\n", id="no time"),
    ],
)
def test_other_tables_are_no_messages(text: str) -> None:
    assert read_text(text, "x.csv").format != "messages"


def test_promises_count_from_the_day_of_their_message() -> None:
    recap = from_bytes(EXPORTS["Telegram"].text.encode(), "result.json", ReadOptions())
    assert [(item.owners, item.due) for item in recap.items] == [
        (("Yusuf",), date(2026, 10, 14)),
        (("Declan",), date(2026, 10, 16)),
    ]


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_export_cut_anywhere_is_read_as_words(export: Export) -> None:
    for end in range(2, len(export.text), 97):
        text = export.text[:end]
        for block in read_text(text).blocks:
            assert 1 <= block.line <= block.end_line <= len(text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 50_000 + ' "text"', id="nested"),
        pytest.param('{"messages": [{"text": "x", "from": "y", "date": 1e999}, {"text": 3}]}', id="numbers"),
        pytest.param(
            json.dumps([{"text": ["a", {"text": None}, 5], "from": {"user": {"user": {"user": {}}}}, "date": "x"}] * 3),
            id="objects for names",
        ),
        pytest.param(
            json.dumps([{"text": "<script>x</script>", "from": "=cmd()", "date": "9999-99-99"}] * 3), id="days"
        ),
        pytest.param(json.dumps([{"chatItem": 3, "text": "a", "from": "b", "date": "c"}] * 3), id="no item"),
        pytest.param(json.dumps([{"text": "a\u0000b\u202e", "from": "\x1b[31m", "date": -1}] * 3), id="controls"),
    ],
)
def test_hostile_exports_are_read(text: str) -> None:
    assert read_text(text).blocks


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"name": "x", "version": "1", "files": [{"content": "a"}, {"content": "b"}]}, id="package"),
        pytest.param([{"text": "a"}, {"text": "b"}], id="words alone"),
        pytest.param([{"text": "a", "user": "b", "date": "2026-10-13"}], id="one"),
    ],
)
def test_other_json_is_no_export(content: object) -> None:
    assert not is_known_json(json.dumps(content).encode())
    with pytest.raises(RecapError, match="is not a plan"):
        from_bytes(json.dumps(content).encode(), "x.json", ReadOptions())
