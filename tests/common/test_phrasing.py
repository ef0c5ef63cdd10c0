"""Counts, lists and days in words."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.common.phrasing import and_list, counted, format_day, format_day_near


@pytest.mark.parametrize(("number", "words"), [(0, "0 notes"), (1, "1 note"), (1200, "1,200 notes")])
def test_count_with_its_noun(number: int, words: str) -> None:
    assert counted(number, "note") == words


@pytest.mark.parametrize(
    ("names", "words"),
    [((), ""), (("Ana",), "Ana"), (("Ana", "Bob"), "Ana and Bob"), (("Ana", "Bob", "Kim"), "Ana, Bob and Kim")],
)
def test_list_of_names(names: tuple[str, ...], words: str) -> None:
    assert and_list(names) == words


def test_year_of_a_day_is_left_out_near_a_day_of_the_same_year() -> None:
    day = date(2026, 3, 6)
    assert format_day(day) == format_day_near(day, None) == format_day_near(day, date(2025, 12, 31)) == "Fri 6 Mar 2026"
    assert format_day_near(day, date(2026, 12, 31)) == "Fri 6 Mar"
