"""Chats exported as pages: who wrote what, when and on which line; cut anywhere, and hostile."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from extractor.model import Kind
from extractor.readers import read_text

SAID = (
    ("Rosa", "17:02", "Who can do the pick-up?"),
    ("Kofi", "17:04", "I'll do the pick-up &amp; the drop-off."),
    ("", "17:05", "I will tell the office tomorrow."),
    ("Rosa", "17:07", "Thank you!"),
)
READ = [
    ("Rosa", "17:02:00", "Who can do the pick-up?"),
    ("Kofi", "17:04:00", "I'll do the pick-up & the drop-off."),
    ("Kofi", "17:05:00", "I will tell the office tomorrow."),
    ("Rosa", "17:07:00", "Thank you!"),
]


class Program(NamedTuple):
    """How a program writes a message, with and without a name."""

    name: str
    message: str
    joined: str


PROGRAMS = (
    Program(
        "Telegram",
        """<div class="message default clearfix" id="message2">
 <div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">
R
 </div></div></div>
 <div class="body">
  <div class="pull_right date details" title="13.10.2026 {time}:11 UTC+01:00">
{time}
  </div>
  <div class="from_name">
{who}
  </div>
  <div class="reply_to details">In reply to this message</div>
  <div class="text">
{words}
  </div>
 </div>
</div>
""",
        """<div class="message default clearfix joined"><div class="body">
 <div class="pull_right date details" title="13.10.2026 {time}:11 UTC+01:00">{time}</div>
 <div class="text">
{words}
 </div></div></div>
""",
    ),
    Program(
        "Discord",
        """<div class="chatlog__message-group"><div class="chatlog__message-container"><div class="chatlog__header">
<span class="chatlog__author" title="{who}">{who}</span>
<span class="chatlog__timestamp" title="Tuesday, October 13, 2026 {time}">13/10/2026 {time}</span></div>
<div class="chatlog__content chatlog__markdown"><span class="chatlog__markdown-preserve">{words}</span></div>
<div class="chatlog__reactions"><span class="chatlog__reaction-count">2</span></div></div></div>
""",
        """<div class="chatlog__message-container">
<div class="chatlog__short-timestamp" title="Tuesday, October 13, 2026 {time}">{time}</div>
<div class="chatlog__content chatlog__markdown"><span class="chatlog__markdown-preserve">{words}</span></div></div>
""",
    ),
    Program(
        "Signal",
        """<div class="msg"><span class="date">2026-10-13</span><span class="time">{time}</span>
<span class="sender">{who}</span><span class="body"><p>{words}</p></span></div>
""",
        """<div class="msg"><span class="date">2026-10-13</span><span class="time">{time}</span>
<span class="body"><p>{words}</p></span></div>
""",
    ),
)


def page(program: Program) -> str:
    messages = "".join(
        (program.message if who else program.joined).format(who=who, time=time, words=words)
        for who, time, words in SAID
    )
    return f"<!DOCTYPE html>\n<html><head><title>Export</title></head>\n<body>\n{messages}</body></html>\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_messages_are_turns_with_their_writers_days_and_lines(program: Program) -> None:
    text = page(program)
    notes = read_text(text, "messages.html")
    assert notes.format == "chat page"
    assert [(block.speaker, block.at, block.text) for block in notes.blocks] == [
        (who, f"{at[:5]}:11" if program.name == "Telegram" else at, words) for who, at, words in READ
    ]
    assert {block.day for block in notes.blocks} == {date(2026, 10, 13)}
    lines = text.splitlines()
    for block in notes.blocks:
        assert block.kind is Kind.TURN
        assert block.text.split()[0] in lines[block.line - 1]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_page_cut_anywhere_is_read(program: Program) -> None:
    text = page(program)
    for end in range(20, len(text), 131):
        if text[:end].strip():
            for block in read_text(text[:end]).blocks:
                assert 1 <= block.line <= block.end_line <= len(text[:end].splitlines())


@pytest.mark.parametrize(
    "words", ["<script>I will pay</script>", "</div></div></div>", '<div class="text">', "\x1b[31m\u202e", "&#0;" * 99]
)
def test_hostile_words_stay_words(words: str) -> None:
    text = page(PROGRAMS[0]).replace("Thank you!", f"Thank you! {words}")
    blocks = read_text(text).blocks
    assert [block.speaker for block in blocks[:3]] == ["Rosa", "Kofi", "Kofi"]
    assert not any("script" in block.text or "will pay" in block.text for block in blocks)


def test_page_with_one_author_is_no_chat() -> None:
    text = page(PROGRAMS[1]).replace("Kofi", "Rosa")
    assert read_text(text).format == "html"
