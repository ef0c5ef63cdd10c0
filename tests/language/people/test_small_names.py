"""Tests of first names in lower case: words that are none first."""

from __future__ import annotations

import pytest

from extractor.language.people.small_names import small_names
from extractor.model import Block, Kind


def _names(*lines: str) -> frozenset[str]:
    return small_names([Block(Kind.PARAGRAPH, line, at, at, lines=((0, at),)) for at, line in enumerate(lines, 1)])


@pytest.mark.parametrize(
    "lines",
    [
        ("The lift needs fixing.", "Somebody to ring them.", "Notes to follow.", "Kim sends it.", "It works.", "Ok."),
        ("someone to book it", "everybody brings one", "ring the office", "lunch is the usual", "mark it", "draft it"),
        (
            "testing works now",
            "scanning sends it",
            "the crew brings it",
            "staff to call",
            "parts come",
            "fridge to clean",
        ),
    ],
)
def test_words_that_are_nobody(lines: tuple[str, ...]) -> None:
    assert not _names(*lines)


def test_names_in_notes_typed_in_small_letters() -> None:
    lines = (
        "tuan calling the lift guy",
        "bree to block 5 slots",
        "loaners back",
        "delroy writes it",
        "ok",
        "done",
        "and so on",
    )
    assert _names(*lines) == {"tuan", "bree", "delroy"}


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ("dad", "rings the van people", "mum", "post to the new flat", "leo", "packs his room"),
            {"dad", "mum", "leo"},
        ),
        (("Mum:", "passports and cards", "Dad:", "service the car"), {"mum", "dad"}),
        (("kitchen", "new taps and tiles", "garden", "two planters"), set()),
        (("dad", "mum", "leo"), set()),
        (
            ("dad", "rings the van people", "kitchen", "new taps", "food", "bread and milk", "boxes", "ten of them"),
            set(),
        ),
    ],
)
def test_names_that_stand_above_their_work(lines: tuple[str, ...], names: set[str]) -> None:
    assert _names(*lines) == names
