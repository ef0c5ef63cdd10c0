"""Who is said to be doing what, in hasty notes: what only tells how things are comes first."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.language.patterns.taking_on import is_pledged, is_taken_on


@pytest.mark.parametrize(
    "words",
    [
        "Meeting starting at nine",
        "Staff working on it",
        "Ana being late",
        "Kim giving a short update",
        "SSO onboarding",
        "Everything running smoothly",
        "Kim is reviewing the draft",
    ],
)
def test_tells_how_things_are(words: str) -> None:
    assert not is_taken_on(words)


@pytest.mark.parametrize(
    "words", ["Steph chasing the landlord", "Karen and Steph clearing the cupboard", "Stu, Mick ordering tiles today"]
)
def test_hands_out_work(words: str) -> None:
    assert is_taken_on(words)


def test_is_an_item_of_who_is_named() -> None:
    (item,) = extract("Catch up, 9 February 2026\n\nIt rained all day.\nSteph chasing the landlord about it\n").items
    assert (item.owners, item.task.split()[0]) == (("Steph",), "chase")


@pytest.mark.parametrize(
    "words",
    [
        "Cara has offered to ring the baker.",
        "The Clerk apologised and undertook to have the bins emptied.",
        "Mr Foyle had no objection and agreed to sign the form.",
        "HA said that she would speak to the convenor.",
        "RA agreed, and is to bring a shorter form to the next meeting.",
        "he said he'd set it up",
    ],
)
def test_promise_that_is_told(words: str) -> None:
    assert is_pledged(words)


@pytest.mark.parametrize(
    "words",
    [
        "We agreed to close the issue.",
        "The board agreed to approve the minutes.",
        "It was agreed to meet again.",
        "Ben said that he would not come.",
        "Cara said she would like a break.",
        "Chiamaka also offered to tidy the list, but it is not needed any more.",
        "The list is to be tidied.",
    ],
)
def test_what_is_told_and_no_promise(words: str) -> None:
    assert not is_pledged(words)


def test_promise_that_is_told_is_an_item() -> None:
    notes = "Catch up, 9 February 2026\n\nIt rained all day.\nThe Clerk apologised and undertook to ring the printer.\n"
    (item,) = extract(notes).items
    assert "ring the printer" in item.task
