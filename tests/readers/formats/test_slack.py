"""Slack's exports in JSON: who wrote what on which day, and what is left out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from extractor.model import Kind, ReadOptions, RecapError
from extractor.pipeline import from_bytes
from extractor.readers import is_known_json, read_text


def message(user: str, text: str, ts: str = "1772532120.000002", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": text, "ts": ts, **more}


def name(real: str) -> dict[str, str]:
    return {"real_name": real, "display_name": real.split()[0].lower()}


EXPORT = [
    message(
        "U1ANA",
        "<@U2BEN> can you pay the bill by Friday? <https://x.example/a|the bill>",
        user_profile=name("Ana Lopez"),
    ),
    message("U2BEN", "yep :+1: &amp; I'll tell <!here>", "1772618520.000002", user_profile=name("Ben Carter")),
    message("U1ANA", "has joined the channel", "1772618521.000002", subtype="channel_join"),
    message("U3X", "ok", "1772618522.000002"),
]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param([], id="empty"),
        pytest.param([1, 2], id="numbers"),
        pytest.param([{"ts": 1, "type": "message"}], id="time as a number"),
        pytest.param([{"name": "ts"}], id="list of anything"),
        pytest.param({"ts": "1", "type": "message"}, id="one object"),
    ],
)
def test_other_json_is_no_export(content: object) -> None:
    data = json.dumps(content).encode()
    assert not is_known_json(data)
    with pytest.raises(RecapError):
        from_bytes(data, "x.json", ReadOptions())


@pytest.mark.parametrize("indent", [None, 1])
def test_messages_are_turns_with_names_for_ids(indent: int | None) -> None:
    blocks = read_text(json.dumps(EXPORT, indent=indent), "x.json").blocks
    assert [(block.kind, block.speaker, block.text, block.day) for block in blocks] == [
        (Kind.TURN, "Ana Lopez", "Ben Carter can you pay the bill by Friday? the bill", date(2026, 3, 3)),
        (Kind.TURN, "Ben Carter", "yep & I'll tell here", date(2026, 3, 4)),
        (Kind.TURN, "U3X", "ok", date(2026, 3, 4)),
    ]


def test_day_of_the_last_message_is_the_meetings() -> None:
    assert read_text(json.dumps(EXPORT), "x.json").date == date(2026, 3, 4)


def test_message_has_the_line_of_the_file() -> None:
    text = "[\n" + ",\n".join(json.dumps(one) for one in EXPORT) + "\n]"
    assert [block.line for block in read_text(text, "x.json").blocks] == [2, 3, 5]


@pytest.mark.parametrize("end", range(1, 400, 17))
def test_export_cut_anywhere_is_refused_or_read(end: int) -> None:
    text = json.dumps(EXPORT)[:end]
    assert not is_known_json(text.encode())


@pytest.mark.parametrize(
    "one",
    [
        message("U1", "\x1b[31m<@U1><@" * 2_000),
        message("U1", "fine", ts="9" * 300),
        message("U1", "fine", ts="nan"),
        message("U1", "fine", user_profile=[], username=7, subtype={}),
        {"type": "message", "ts": "1", "text": None},
    ],
)
def test_hostile_message_is_read_without_trouble(one: dict[str, Any]) -> None:
    assert all("\x1b" not in block.text for block in read_text(json.dumps([one, *EXPORT]), "x.json").blocks)


def test_deep_json_is_no_export() -> None:
    assert not is_known_json(b'[{"ts": "1", "type": "message", "x": ' + b"[" * 200_000)


def test_list_in_a_message_is_a_list() -> None:
    text = "Actions:\n• <@U2> to draft it by Friday\n• I'll book the room"
    data = json.dumps([message("U1", text, user_profile=name("Cy Hall"))]).encode()
    blocks = read_text(data.decode(), "day.json").blocks
    assert [(block.kind, block.speaker) for block in blocks[1:]] == [(Kind.BULLET, "Cy Hall")] * 2


def test_answer_of_the_interface_is_read_as_the_export() -> None:
    text = json.dumps({"ok": True, "messages": EXPORT, "has_more": False})
    assert is_known_json(text.encode())
    assert [block.speaker for block in read_text(text, "x.json").blocks] == ["Ana Lopez", "Ben Carter", "U3X"]
