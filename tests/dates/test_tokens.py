"""Texts cut into tokens, and the classes of tokens."""

from __future__ import annotations

import pytest

from extractor.dates.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("by Friday, 5 pm", ["by", "friday", ",", "5", "pm"], id="words, numbers, signs"),
        pytest.param("mid-March mid-2026", ["mid", "march", "mid", "2026"], id="hyphen after a prefix"),
        pytest.param("2-week", ["2", "week"], id="hyphen before a unit"),
        pytest.param("4-Mar Jan-Feb", ["4", "-", "mar", "jan", "-", "feb"], id="hyphen of a date or a range"),
        pytest.param("3–4", ["3", "-", "4"], id="dash"),
        pytest.param("Fri. Done.", ["fri", "done", "."], id="dot of an abbreviation"),
        pytest.param("tommorow & nxt", ["tomorrow", "and", "next"], id="misspellings"),
        pytest.param("today’s", ["today", "'s"], id="possessive"),
        pytest.param("w/c 9th", ["w/c", "9th"], id="abbreviation with a sign"),
    ],
)
def test_words_of_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("second", {"ORDWORD": 2, "UNITWORD": "second"}, id="several classes"),
        pytest.param("may", {"MONTH": 5}, id="month"),
        pytest.param("Wednesdady", {"WEEKDAY": 2, "ANYWEEKDAY": 2}, id="misspelt weekday"),
        pytest.param("weeks", {"UNITWORD": "week", "UNITS": "week"}, id="plural"),
        pytest.param("2026", {"NUM": 2026, "DIGITS": 2026, "FOURDIGITS": 2026}, id="year"),
        pytest.param("Q3", {"QUARTER": 3}, id="quarter"),
        pytest.param("FY26", {"FISCAL": 2026}, id="financial year"),
        pytest.param("'26", {"SHORTYEAR": 2026}, id="year of two digits"),
        pytest.param("2026-W15", {"ISOWEEK": (2026, 15)}, id="ISO week"),
        pytest.param("22nd", {"ORDNUM": 22}, id="ordinal"),
        pytest.param("1234567890123", {}, id="number too long"),
        pytest.param("deck", {}, id="other word"),
    ],
)
def test_classes_of_a_token(text: str, kinds: dict[str, object]) -> None:
    (token,) = tokenize(text)
    assert token.kinds == kinds


def test_short_unit_counts_only_right_after_a_number() -> None:
    assert tokenize("2w")[1].kinds["UNITWORD"] == "week"
    assert "UNITWORD" not in tokenize("2 w")[1].kinds
