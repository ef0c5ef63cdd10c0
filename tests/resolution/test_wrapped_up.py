"""What the wrap-up of a talk adds to the items before it: what must stay as it is, then words, owner and day."""

from __future__ import annotations

from datetime import date

import pytest

from extractor import extract
from extractor.model import Action

TURNS = (
    ("Ana Silva", "Morning. So the fair."),
    ("Ben Osei", "The printer has lost the posters, again."),
    ("Ana Silva", "Ben, can you ring him again?"),
    ("Ben Osei", "Yes, I'll ring him after lunch."),
    ("Kim Lund", "The tickets have the wrong day on them."),
    ("Ana Silva", "Oh no."),
    ("Kim Lund", "I can redo the tickets."),
    ("Ana Silva", "Great. I'll write to the school about the field."),
    ("Ben Osei", "Good."),
)


def items(wrap_up: str) -> tuple[Action, ...]:
    said = "".join(f"{who}: {words}\n" for who, words in (*TURNS, ("Ana Silva", wrap_up), ("Ben Osei", "Bye.")))
    return extract(said, date="2026-03-03").items


def item(wrap_up: str, word: str) -> Action:
    (found,) = [one for one in items(wrap_up) if word in one.task]
    return found


def test_other_work_of_the_same_person_stays_as_it_is() -> None:
    wrap_up = "So: Ben, chairs, Friday. Kim, bunting, Friday. That's it."
    assert item(wrap_up, "ring").due is None
    assert item(wrap_up, "redo").due is None


def test_work_of_another_person_stays_as_it_is() -> None:
    assert item("So: Ben, tickets, Friday. Kim, posters, Monday.", "redo").due is None


@pytest.mark.parametrize("word", ["redo the tickets", "write to the school about the field"])
def test_wrap_up_adds_no_item(word: str) -> None:
    wrap_up = "So to recap, Ben rings the printer today, Kim, tickets, Friday, I write to the school."
    assert [one.task for one in items(wrap_up)].count(word) == 1
    assert len(items(wrap_up)) == 3


def test_wrap_up_gives_day_place_and_what_the_pronoun_means() -> None:
    wrap_up = "So to recap, Ben rings the printer again, Kim, tickets, Friday, I write to the school."
    assert item(wrap_up, "redo").due == date(2026, 3, 6)
    assert (10, 10) in item(wrap_up, "redo").also
    assert item(wrap_up, "ring").task == "ring the printer again"


def test_wrap_up_gives_an_item_of_its_own() -> None:
    wrap_up = "So to recap, Ben, printer, Kim, the posters, Friday, and I write to the school."
    posters = item(wrap_up, "posters")
    assert (posters.owners, posters.due, posters.line) == (("Kim Lund",), date(2026, 3, 6), 10)


def test_wrap_up_that_goes_round_nobody_gives_none() -> None:
    assert not [one for one in items("Ben, posters were lovely, and the field was dry.") if "posters" in one.task]


def test_wrap_up_says_again_what_a_pronoun_names() -> None:
    turns = (
        ("Ana Silva", "Ben. The freezer."),
        ("Ben Osei", "The old one is broken, and the shop has them for two hundred."),
        ("Ana Silva", "Two hundred?"),
        ("Ben Osei", "With the discount for charities."),
        ("Ana Silva", "That is a good price."),
        ("Kim Lund", "We had eight hundred put by."),
        ("Ben Osei", "So can I spend it?"),
        ("Ana Silva", "Everyone happy? Good."),
        ("Ben Osei", "I'll order it tomorrow."),
        ("Kim Lund", "I'll paint the gate."),
        ("Ben Osei", "And I'll sweep the drive."),
        (
            "Ana Silva",
            "So to recap: Kim, gate, Friday. Ben's buying a freezer. Anything I missed?",
        ),
        ("Ben Osei", "Bye."),
    )
    found = extract("".join(f"{who}: {words}\n" for who, words in turns), date="2026-03-03").items
    assert len([one for one in found if one.owners == ("Ben Osei",)]) == 2


def test_wrap_up_has_the_last_word_on_the_day() -> None:
    wrap_up = "So to recap, Ben rings the printer tomorrow, Kim, tickets, Friday, I write to the school."
    assert item(wrap_up, "ring").due == date(2026, 3, 4)
