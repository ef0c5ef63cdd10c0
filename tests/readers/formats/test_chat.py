"""Chats as programs save them: who wrote what on which day, what is left out, and layouts that are learned."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import NamedTuple

import pytest

from extractor.model import Kind, ReadOptions
from extractor.pipeline import from_bytes
from extractor.readers import read_text

MESSAGES = (
    ("Ana Lopez", "So who has the keys to the shed?"),
    ("Ben Carter", "I do. I'll ring the council by Friday."),
    ("Ana Lopez", "Thanks. What about the compost?"),
    ("Nguyễn Văn An", "I'll order the compost next week."),
    ("Ana Lopez", "Lovely, thank you all."),
)


class Program(NamedTuple):
    """A program, and how it writes a message with the place of the name and of the words."""

    name: str
    message: str
    day: date | None = date(2026, 3, 25)


KNOWN = (
    Program("WhatsApp, Android", "25/03/2026, 19:03 - {who}: {text}"),
    Program("WhatsApp, Android, US", "3/25/26, 7:03\u202fPM - {who}: {text}"),
    Program("WhatsApp, iPhone", "[25/03/2026, 19:03:12] {who}: {text}"),
    Program("WhatsApp, iPhone, marks", "\u200e[25.03.26, 19:03:12] ~\u202f{who}: \u200e{text}"),
    Program("Signal", "[2026-03-25 19:03] {who}: {text}"),
    Program("Telegram", "{who}, [25.03.2026 19:03]\n{text}\n"),
    Program("Discord", "[25/03/2026 19:03] {who}\n{text}\n"),
    Program("Teams", "[25/03/2026 19:03] {who}\n{text}\n"),
    Program("Zoom, old", "10:00:03\t From  {who} : {text}", None),
    Program("Zoom, new", "10:00:03\t From  {who}  to  Everyone:\n\t{text}", None),
    Program("Slack", "{who}\n  10:03 AM\n{text}\n", None),
    Program("Google Chat", "{who}, Yesterday 10:03 AM\n{text}\n", None),
)
INVENTED = (
    "10.03 | {who} | {text}",
    "({who} @ 10:03) {text}",
    "{who} » {text}",
    "-- {who}, 10:03 --\n{text}",
    "10h03 {who}\n{text}",
    "#{number} {who} (10:03) {text}",
    "{who}\t{text}",
    "<10:03> {who} says: {text}",
    "{who} ~ 10:03 AM ~ {text}",
    "[{who}/10:03] {text}",
)


def written(message: str) -> str:
    return "\n".join(message.format(who=who, text=text, number=at) for at, (who, text) in enumerate(MESSAGES, 1)) + "\n"


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(block.speaker, block.text) for block in read_text(text).blocks if block.kind is Kind.TURN]


@pytest.mark.parametrize("program", KNOWN, ids=lambda program: program.name)
def test_each_message_has_its_writer_and_its_day(program: Program) -> None:
    text = written(program.message)
    assert turns(text) == list(MESSAGES)
    assert {block.day for block in read_text(text).blocks} == {program.day}


@pytest.mark.parametrize("message", INVENTED)
def test_layout_of_no_known_program_is_learned(message: str) -> None:
    assert turns(written(message)) == list(MESSAGES)


def test_tomorrow_counts_from_the_day_of_the_message() -> None:
    text = dedent(
        """\
        23/03/2026, 19:03 - Ana Lopez: Morning all
        23/03/2026, 19:10 - Ben Carter: I'll ring the council tomorrow.
        25/03/2026, 19:31 - Ana Lopez: Thanks
        25/03/2026, 19:32 - Carla Diaz: I'll order the compost tomorrow.
        """
    )
    recap = from_bytes(text.encode(), "chat.txt", ReadOptions())
    assert {(item.owners, item.due) for item in recap.items} == {
        (("Ben Carter",), date(2026, 3, 24)),
        (("Carla Diaz",), date(2026, 3, 26)),
    }
    assert recap.date == date(2026, 3, 25)


def test_lines_of_the_program_are_left_out() -> None:
    text = dedent(
        """\
        25/03/2026, 19:00 - Messages and calls are end-to-end encrypted. Learn more.
        25/03/2026, 19:00 - Ana Lopez created group "Garden Club"
        25/03/2026, 19:03 - Ana Lopez: So who has the keys?
        25/03/2026, 19:04 - Ben Carter: <Media omitted>
        25/03/2026, 19:05 - Ben Carter: This message was deleted
        25/03/2026, 19:06 - Ben Carter: I do <This message was edited>
        25/03/2026, 19:07 - Ana Lopez: Thanks
        """
    )
    assert turns(text) == [("Ana Lopez", "So who has the keys?"), ("Ben Carter", "I do"), ("Ana Lopez", "Thanks")]
    assert from_bytes(text.encode(), "chat.txt", ReadOptions()).title == "Garden Club"


def test_message_of_several_lines_stays_with_its_writer() -> None:
    text = "25/03/2026, 19:03 - Ana: To do:\n- ring Bob\n- pay\n25/03/2026, 19:04 - Bob: ok\n25/03/2026, 19:05 - A: x\n"
    assert [who for who, _ in turns(text)] == ["Ana", "Ana", "Ana", "Bob", "A"]


def test_direct_message_is_private() -> None:
    text = "".join(
        f"10:0{at}:03\t From  {who}  to  {to}:\n\t{words}\n"
        for at, (who, to, words) in enumerate(
            (
                ("Ana Lopez", "Everyone", "morning all"),
                ("Ben Carter", "Everyone", "I'll send the budget"),
                ("Dev Patel", "Ana Lopez(Direct Message)", "I will talk to HR"),
            )
        )
    )
    assert [block.private for block in read_text(text).blocks] == [False, False, True]


@pytest.mark.parametrize("label", ["Ana Lopez (she/her)", "Ana Lopez (Guest)", "Lopez, Ana", "Ana Lopez (Host, me)"])
def test_what_stands_beside_a_name_is_no_part_of_it(label: str) -> None:
    text = f"10:00:03 From {label} : one two\n10:00:04 From Ben : three four\n10:00:05 From Ben : five six\n"
    assert turns(text)[0][0] == "Ana Lopez"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Date: 3 March\nTime: 10:00\nPlace: Hall\nChair: Ana\nNotes: Ben\n", id="fields"),
        pytest.param("10:00 Welcome\n10:15 Budget\n10:30 Break\n10:45 Elections\n", id="agenda"),
        pytest.param("Task | Owner\nBuy milk | Ana\nPay rent | Ben\nCall Bob | Ana\n", id="table"),
        pytest.param("Ana -> Friday\nBen -> Monday\nCarla -> Tuesday\nDev -> Sunday\n", id="assignments"),
    ],
)
def test_notes_with_regular_lines_are_no_chat(text: str) -> None:
    assert not any(block.kind is Kind.TURN for block in read_text(text).blocks)


def test_chat_cut_anywhere_is_read() -> None:
    text = written(KNOWN[0].message)
    for end in range(1, len(text), 7):
        read_text(text[:end])


def test_hostile_heads_take_linear_time() -> None:
    read_text(("25/03/2026, 19:03 - " + "a " * 20_000 + "\n") * 3 + "x: y\n")
    read_text(("(" * 5_000 + " 10:03 " + "b" * 5_000 + "\n") * 20)
