"""The little language of `recap mark` and of answers."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.ledger.instructions import understand
from extractor.model import RecapError

TODAY = date(2026, 3, 17)  # a Tuesday


@pytest.mark.parametrize(
    "words",
    [
        "",
        "maybe",
        "done, mostly",
        "is it done?",
        "perhaps Friday or so, who knows",
        "k7m",
        "42",
        "not",
        "after",
        "lol",
        "done 20 March",
        "done tomorrow",
        "we do it",
        "late",
    ],
)
def test_what_is_unclear_is_refused(words: str) -> None:
    with pytest.raises(RecapError, match="does not understand"):
        understand(words, TODAY)


@pytest.mark.parametrize(
    ("words", "does", "day"),
    [
        ("done", "done", None),
        ("Done.", "done", None),
        ("done yesterday", "done", date(2026, 3, 16)),
        ("done on Friday", "done", date(2026, 3, 13)),
        ("done 12 March", "done", date(2026, 3, 12)),
        ("it's done", "done", None),
        ("not done", "open", None),
        ("open", "open", None),
        ("still open", "open", None),
        ("Friday", "move", date(2026, 3, 20)),
        ("by 3 April", "move", date(2026, 4, 3)),
        ("late, Friday", "move", date(2026, 3, 20)),
        ("will be late, Friday: the crash needs new phones", "move", date(2026, 3, 20)),
        ("moved to Monday the 23rd because of the strike", "move", date(2026, 3, 23)),
        ("needs until next Wednesday", "move", date(2026, 3, 25)),
        ("ok", "accept", None),
        ("ok, but Monday the 23rd", "move", date(2026, 3, 23)),
        ("not me", "leave", None),
        ("drop", "drop", None),
        ("dropped because the room is closed", "drop", None),
        ("no, sorry", "drop", None),
        ("no, sorry, I have no time", "drop", None),
        ("Maya does it", "own", None),
        ("give it to Maya Okafor", "own", None),
        ("@maya", "own", None),
        ("after t2c", "after", None),
        ("I do it", "own", None),
        ("Ana, Ben and I take it", "own", None),
        ("let Ana do it", "own", None),
        ("forget it", "drop", None),
        ("superseded", "drop", None),
        ("done 5.3.", "done", date(2026, 3, 5)),
        ("done 28.12.", "done", date(2025, 12, 28)),
        ("sent on 2.3.26", "done", date(2026, 3, 2)),
        ("yes, done :)", "done", None),
        ("Ana has done it", "done", None),
        ("resolved", "done", None),
        ("by 5.4.", "move", date(2026, 4, 5)),
        ("push to Friday", "move", date(2026, 3, 20)),
        ("half done", "open", None),
        ("blocked by t2c", "after", None),
        ("duplicate of t2c", "same", None),
        ("same as t2c", "same", None),
        ("not t2c", "not", None),
    ],
)
def test_what_is_understood(words: str, does: str, day: date | None) -> None:
    instruction = understand(words, TODAY)
    assert (instruction.does, instruction.day) == (does, day)


def test_reason_owner_and_other_item_are_told() -> None:
    assert understand("late, Friday: the phones came late", TODAY).because == "the phones came late"
    assert understand("drop because it rains", TODAY).because == "it rains"
    assert understand("no, sorry, I have no time", TODAY).because == "I have no time"
    assert understand("Maya does it", TODAY).who == ("Maya",)
    assert understand("owner: Ana Lopez & Ben", TODAY).who == ("Ana Lopez", "Ben")
    assert understand("Ana, Ben and I take it", TODAY).who == ("Ana", "Ben", "I")
    assert understand("same as [T2C]", TODAY).other == "t2c"


@pytest.mark.parametrize("words", ["done " * 5000, "late " * 5000, "a" * 20_000, "because " * 5000])
def test_long_words_are_refused_at_once(words: str) -> None:
    with pytest.raises(RecapError):
        understand(words, TODAY)
