"""The wrap-up of a talk: what is none, then the pieces of work that one names."""

from __future__ import annotations

import pytest

from extractor.language.people import roster_learning
from extractor.readers import read_text
from extractor.resolution.wrap_up import wrap_up_parts

TALK = "".join(
    f"{who}: {words}\n"
    for who, words in (
        ("Ana Silva", "Morning everybody, shall we start?"),
        ("Ben Osei", "Yes, let's."),
        ("Ana Silva", "The hall is booked for the fair."),
        ("Kim Lund", "Good."),
        ("Ben Osei", "I'll ring the printer."),
        ("Kim Lund", "And I can do the tickets."),
        ("Ana Silva", "Lovely."),
        ("Kim Lund", "It rained all week here."),
        ("Ben Osei", "Here too."),
    )
)


def parts(*last: str) -> list[tuple[str, str, str | None]]:
    """Return owner, words and day of each part of the wrap-up, for these last turns of Ana."""
    notes = read_text(TALK + "".join(f"Ana Silva: {words}\n" for words in last))
    roster = roster_learning.learn(notes.blocks, notes.people)
    return [(part.owner_said, part.words, part.due_said) for part in wrap_up_parts(notes, roster)]


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param("Okay, thank you all, bye.", id="goodbye"),
        pytest.param("Ben, could you hear that?", id="one name"),
        pytest.param("I think I know, I mean, I'm not sure.", id="only the speaker"),
    ],
)
def test_is_no_wrap_up(turn: str) -> None:
    assert parts(turn) == []


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        pytest.param(
            "So, to close. Ben's ringing the printer today, Kim, tickets, Friday, and I write to the school.",
            [
                ("Ben", "ringing the printer", "today"),
                ("Kim", "tickets", "Friday"),
                ("I", "write to the school", None),
            ],
            id="names, a possessive and the speaker",
        ),
        pytest.param(
            "OK. So that's Ben asking the girls, well, Mia and Zoe. Kim, tickets by Friday. Kim, hall.",
            [("Ben", "asking the girls", None), ("Kim", "tickets", "by Friday"), ("Kim", "hall", None)],
            id="names of the people meant",
        ),
        pytest.param(
            "Ben, printer, hall, Monday. Kim calls Mrs. Hale. Everybody, data by the thirty-first. Anything else?",
            [
                ("Ben", "printer", None),
                ("Ben", "hall", "Monday"),
                ("Kim", "calls Mrs. Hale", None),
                ("all", "data", "by the thirty-first"),
            ],
            id="several of one person, and all",
        ),
        pytest.param(
            "So, letter Wednesday, Ben. Friday morning Kim and Ben do the hall. Mrs Hale gets the keys.",
            [
                ("Ben", "letter", "Wednesday"),
                ("Kim and Ben", "hall", "Friday morning"),
                ("Mrs Hale", "keys", None),
            ],
            id="a name at the end, a day in front, two together, somebody off the roster",
        ),
    ],
)
def test_wrap_up_names_the_work_again(turn: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert parts(turn) == expected


def test_wrap_up_goes_on_in_the_next_turn() -> None:
    assert parts("Ben, printer, Monday. Kim, tickets, Friday.", "And the bunting.")[-1] == ("Kim", "the bunting", None)


def test_wrap_up_goes_on_in_the_middle_of_a_sentence() -> None:
    assert parts("Ben, printer, Monday. Kim and", "Ben, tickets, Friday.")[-1] == ("Kim and Ben", "tickets", "Friday")
