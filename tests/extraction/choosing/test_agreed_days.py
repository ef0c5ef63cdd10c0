"""The day that a talk agrees on for a piece of work, and days that belong to something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.dates.finding import find_phrases
from extractor.extraction.choosing.agreed_days import Talk, agreed_day
from extractor.readers import read_text

WORK = "Could you write the letter to the school?"


def agreed(turns: Sequence[str], other_work: tuple[int, int] | None = None) -> str:
    """Return the day that two speakers in turn agree on for WORK; `other_work` is a turn and an offset in it."""
    said = "".join(f"{'Ana' if number % 2 else 'Ben'}: {turn}\n" for number, turn in enumerate((WORK, *turns, "Bye.")))
    blocks = read_text(f"Ana: Hello.\n{said}").blocks
    at = next(index for index, block in enumerate(blocks) if block.text == WORK)
    own = {at + other_work[0]: other_work[1]} if other_work else {}
    talk = Talk(blocks, find_phrases, bool, lambda index: own.get(index, len(blocks[index].text)))
    return agreed_day(talk, at, 0, len(WORK))


@pytest.mark.parametrize(
    ("turns", "day"),
    [
        pytest.param(("Sure. Wednesday?", "Wednesday's great."), "Wednesday", id="asked and agreed"),
        pytest.param(("I think so.", "When can we have it?", "Give me till Friday."), "till Friday", id="till"),
        pytest.param(("OK, Monday.", "I'm off Monday.", "Tuesday then."), "Tuesday", id="changed"),
        pytest.param(("Yeah.", "He's a nice man.", "You'll have it by the tenth."), "by the tenth", id="delivered"),
    ],
)
def test_day_is_agreed(turns: tuple[str, ...], day: str) -> None:
    assert agreed(turns) == day


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(("Yes.", "The fair was on Saturday."), id="what was"),
        pytest.param(("Yes.", "I'm away on Friday."), id="away"),
        pytest.param(("Yes.", "Good. And the printer wants the posters back by Friday."), id="other work"),
        pytest.param(("Yes.", "Next. The hall.", "Friday?"), id="new topic"),
    ],
)
def test_day_of_something_else(turns: tuple[str, ...]) -> None:
    assert agreed(turns) == ""


def test_day_of_other_work_that_is_named_before_it() -> None:
    assert agreed(("Yes. I'll ring Kim. On Friday.", "Good."), other_work=(1, 5)) == ""
