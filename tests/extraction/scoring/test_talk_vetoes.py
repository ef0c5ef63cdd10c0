"""What talk takes back at once is no item; what only sounds like that stays one."""

from __future__ import annotations

import pytest

from extractor import extract

BEFORE = (
    ("Ana Silva", "Morning everybody."),
    ("Ben Osei", "Morning."),
    ("Kim Lund", "The hall was cold again."),
    ("Ana Silva", "It was."),
)


def tasks(*turns: tuple[str, str]) -> list[str]:
    """Return the tasks that a talk with these turns at its end has."""
    said = "".join(f"{who}: {words}\n" for who, words in (*BEFORE, *turns, ("Kim Lund", "The soup was nice.")))
    return [item.task for item in extract(said, date="2026-03-03").items]


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param((("Ben Osei", "I can ring the printer."), ("Ana Silva", "No, please don't.")), id="refused"),
        pytest.param((("Ben Osei", "I can ring the printer."), ("Ana Silva", "Leave it for now.")), id="left"),
        pytest.param((("Ben Osei", "I'll ring the printer, no, never mind."), ("Ana Silva", "OK.")), id="never mind"),
        pytest.param((("Ben Osei", "I'll print the tickets now. Done."), ("Ana Silva", "Thanks.")), id="done"),
        pytest.param((("Ben Osei", "I'll call the printer. Hang on."), ("Ana Silva", "Sure.")), id="on the spot"),
        pytest.param((("Ben Osei", "I'll bring, I won't bring yoghurt."), ("Ana Silva", "OK.")), id="anew"),
        pytest.param((("Ana Silva", "Give me till the end of the week."), ("Ben Osei", "OK.")), id="time"),
        pytest.param((("Ben Osei", "I need to go and get the kids."), ("Ana Silva", "OK.")), id="kids"),
        pytest.param((("Ana Silva", "I'd say a draft by Friday."), ("Ben Osei", "OK.")), id="opinion"),
    ],
)
def test_is_no_item(turns: tuple[tuple[str, str], ...]) -> None:
    assert tasks(*turns) == []


@pytest.mark.parametrize(
    "answer", ["No problem, thank you.", "No, go on, ring him.", "Don't forget the posters.", "Leave it with me then."]
)
def test_offer_that_is_not_refused_stays_an_item(answer: str) -> None:
    assert any(
        "ring the printer" in task for task in tasks(("Ben Osei", "I'll ring the printer."), ("Ana Silva", answer))
    )


def test_offers_that_are_taken_together_are_items() -> None:
    offers = (("Ben Osei", "I can take four players."), ("Kim Lund", "Me too, three in ours."))
    assert any("take four players" in task for task in tasks(*offers, ("Ana Silva", "Brilliant.")))
    assert tasks(*offers, ("Ana Silva", "We will see.")) == []


def test_who_needs_somebody_has_not_taken_it_on() -> None:
    notes = (
        "Ben Osei: I just need somebody to check the wording and then it goes to the printer.\n"
        "Kim Lund: I can look at those tonight.\nBen Osei: Brilliant.\nAna Silva: The soup was nice.\n"
    )
    said = "".join(f"{who}: {words}\n" for who, words in BEFORE)
    assert ["Ben Osei"] not in [list(item.owners) for item in extract(said + notes, date="2026-03-03").items]
