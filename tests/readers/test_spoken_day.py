"""The day of a call that somebody says at its beginning."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.model import Block, Kind
from extractor.readers.spoken_day import spoken_day

CALL = "call.vtt"


def turns(*words: str) -> list[Block]:
    return [Block(Kind.TURN, text, line, line, speaker="Ana") for line, text in enumerate(words, 1)]


@pytest.mark.parametrize(
    ("words", "name", "day"),
    [
        ("It's Tuesday the seventh of October 2025, and apologies from Helen.", CALL, date(2025, 10, 7)),
        ("This is the Thursday call, it's, what is it, the ninth of October, 2025.", CALL, date(2025, 10, 9)),
        ("okay recording it is the twenty first of march twenty twenty six", CALL, date(2026, 3, 21)),
        ("Welcome everyone to the committee meeting on November third 2025.", CALL, date(2025, 11, 3)),
        ("Good morning all, today is March the fourth, 2026.", CALL, date(2026, 3, 4)),
        ("For the minutes, it's the 5th of March 2026.", CALL, date(2026, 3, 5)),
        ("It's the third today, so we've got eight weeks.", "trust-feb-2026.txt", date(2026, 2, 3)),
        ("Right, it's Monday the twenty-third.", "2026-02 team call.vtt", date(2026, 2, 23)),
        ("It's the third today, so we've got eight weeks.", CALL, None),
        ("It's the thirty-first today.", "trust-feb-2026.txt", None),
        ("It's the third time that he says so.", "trust-feb-2026.txt", None),
        ("It has to be lodged by the second of April 2026 or we are fishing without a licence.", CALL, None),
        ("This is about the show in May 2026, and we open on the first of May 2026 at the latest.", CALL, None),
        ("The last one was on the ninth of October 2025.", CALL, None),
    ],
)
def test_day_said_in_the_first_turns(words: str, name: str, day: date | None) -> None:
    assert spoken_day(turns("Is it on?", words, "Fine."), name, "mdy") == (day, ())


def test_day_said_far_down_is_not_that_of_the_call() -> None:
    words = ["Yes."] * 15 + ["It's Tuesday the seventh of October 2025."]
    assert spoken_day(turns(*words), CALL, "mdy") == (None, ())


def test_written_notes_have_no_spoken_day() -> None:
    block = Block(Kind.PARAGRAPH, "It's Tuesday the seventh of October 2025.", 1, 1)
    assert spoken_day([block], CALL, "mdy") == (None, ())


def test_spoken_day_without_a_year_is_a_doubt() -> None:
    day, (doubt,) = spoken_day(turns("Good evening, it's the fourteenth of May."), CALL, "mdy")
    assert day is None
    assert "--date" in doubt.message
