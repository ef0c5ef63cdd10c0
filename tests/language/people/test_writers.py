"""Tests of who wrote the notes: notes that do not say first."""

from __future__ import annotations

import pytest

from extractor.language.people.writers import writers
from extractor.model import Block, Kind, Person


def _blocks(*lines: str) -> list[Block]:
    return [
        Block(Kind.PARAGRAPH, line.removeprefix("> "), at, at, lines=((0, at),), quoted=line.startswith("> "))
        for at, line in enumerate(lines, 1)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Minutes of the meeting", "I will send it."),
        ("Notes to follow", "dictated, not read"),
        ("Notes: Notewell AI",),
        ("Agenda", "Thanks everyone", "Hack+"),
    ],
)
def test_nobody_is_guessed(lines: tuple[str, ...]) -> None:
    assert writers(_blocks(*lines), ()).main == ""


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (("Monday call", "Notes: Rhiannon", "I'll ring."), "Rhiannon"),
        (("Call Kessl", "Mitschrift: Jonas"), "Jonas"),
        (("huddle", "notes by shaz cos tina was busy"), "shaz"),
        (("ray typing this (me = ray)",), "ray"),
        (("standup", *(f"t: part {number}" for number in range(20)), "me (Wout)", "t: limiter", *("-",) * 9), "Wout"),
        (("drill", "chief maddox, me (lt sorensen), ff dube"), "sorensen"),
        (("From: Yetunde Alabi", "Hi all,", "I'll call him."), "Yetunde Alabi"),
        (("FILE NOTE", "I met her.", "Fergus McAllister"), "Fergus McAllister"),
        (("Next committee 14th April.", "G. Tillotson, Hon. Sec."), "G. Tillotson"),
    ],
)
def test_who_wrote_them(lines: tuple[str, ...], who: str) -> None:
    assert who in writers(_blocks(*lines), ()).main


def test_each_part_of_an_answered_mail_has_its_own_writer() -> None:
    people = (Person("Ana Lopez"), Person("Tom Ray"))
    blocks = _blocks(
        "From: Ana Lopez", "I'll do that.", "> On Thu, 5 Jun 2025 at 19:20, Tom Ray wrote:", "> I sign it."
    )
    found = writers(blocks, people)
    assert [found.of(block) for block in (blocks[1], blocks[3])] == ["Ana Lopez", "Tom Ray"]
