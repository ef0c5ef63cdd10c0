"""Which meetings are one series."""

from __future__ import annotations

import pytest
from ledgers import meeting

from extractor.ledger.events import Member
from extractor.ledger.series import components, is_same_series, label_of, rhythm
from extractor.ledger.titles import place_of, title_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Weekly sync 2026-03-04", "weekly sync"),
        ("Minutes of the board meeting, 3 March 2026", "board meeting"),
        ("2023-10-17 Proto-steering group meeting", "proto steering group meeting"),
        ("Mgmt meeting Tues 3 Feb 2026, 12.30 upstairs", "mgmt meeting"),
        ("Site minutes no. 7", "site"),
        ("3 March 2026", ""),
    ],
)
def test_title_without_day_and_number(title: str, key: str) -> None:
    assert title_key(title) == key


def test_place_is_the_folder_and_the_name_without_digits() -> None:
    assert place_of("notes/weekly-12.md") == place_of("notes/weekly-3.md") == "notes/weekly-#.md"
    assert place_of("notes/4 March.md") == place_of("notes/11 May.md")
    assert place_of("board/weekly-3.md") != place_of("notes/weekly-3.md")
    assert place_of("-") == ""


def _same(one: object, other: object) -> bool:
    return is_same_series(label_of(one), label_of(other))  # type: ignore[arg-type]


STRANGERS = (Member("Olga Ivanova", present=True), Member("Petr Novak", present=True))


def test_other_people_are_another_series_even_under_the_same_title() -> None:
    assert not _same(meeting(0), meeting(1, people=STRANGERS))
    assert not _same(meeting(0, people=()), meeting(1, people=(), name="elsewhere/x.md"))


def test_meetings_of_a_title_or_of_a_place_are_one_series() -> None:
    assert _same(meeting(0), meeting(1))
    assert _same(meeting(0), meeting(1, name="elsewhere/sync.md"))
    assert _same(meeting(0, title="Coach"), meeting(1, title="Where we are"))
    assert _same(meeting(0, people=()), meeting(1))


def test_series_are_linked_through_others_whatever_the_order() -> None:
    labels = [
        label_of(meeting(0, name="a/x.md")),
        label_of(meeting(1, title="Other", name="b/weekly-1.md")),
        label_of(meeting(2, name="b/weekly-2.md")),
        label_of(meeting(3, title="Board", name="c/board.md", people=STRANGERS)),
    ]
    found = {frozenset(one.id for one in group) for group in components(labels)}
    assert found == {frozenset(one.id for one in group) for group in components(reversed(labels))}
    assert sorted(map(len, found)) == [1, 3]


def test_rhythm_is_the_usual_gap() -> None:
    assert rhythm([1]) is None
    assert rhythm([1, 8, 15, 29]) == 7
