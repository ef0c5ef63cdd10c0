"""Who is said to be doing what, in hasty notes: what only tells how things are comes first."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.language.patterns.taking_on import is_taken_on


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
