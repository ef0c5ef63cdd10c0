"""Dates written out in a text, the order of day and month, and dates in file names."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates.absolute import date_in_name, find_dates, learn_order, usual_order

MEETING = date(2026, 3, 2)  # a Monday


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "50/50",
        "version 2.4",
        "update to 14.3.26",
        "library 4.3.26",
        "release 1.2.10",
        "1:1",
        "#12",
        "option 3 may work",
        "the 4 may stay",
        "we march 5 miles",
        "10:30",
        "192.168.10.12",
        "3/4 of the members",
        "1/2 day",
        "$3/4",
        "0123-456-789",
        "12345678901234",
        "2/3/4/5",
        "at 3-4 pm",
        "March 10:30",
        "100%",
        "",
    ],
    ids=repr,
)
def test_text_without_a_date(text: str) -> None:
    assert find_dates(text, near=MEETING) == ()


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("due 2026-03-04.", "2026-03-04", "2026-03-04"),
        ("2026-03-04T10:00", "2026-03-04", "2026-03-04"),
        ("2026/3/4", "2026/3/4", "2026-03-04"),
        ("2026/13/03", "2026/13/03", "2026-03-13"),
        ("20260304", "20260304", "2026-03-04"),
        ("4 March 2026", "4 March 2026", "2026-03-04"),
        ("the 4th of March, 2026", "4th of March, 2026", "2026-03-04"),
        ("March 4th", "March 4th", "2026-03-04"),
        ("Mar. 4, 2026", "Mar. 4, 2026", "2026-03-04"),
        ("Wed, Mar 4 2026", "Wed, Mar 4 2026", "2026-03-04"),
        ("Wednesday (March 4)", "Wednesday (March 4)", "2026-03-04"),
        ("March 4 (Wed)", "March 4 (Wed)", "2026-03-04"),
        ("3/4/26", "3/4/26", "2026-03-04"),
        ("3-4-2026", "3-4-2026", "2026-03-04"),
        ("04.03.2026", "04.03.2026", "2026-03-04"),
        ("call 14.3.26", "14.3.26", "2026-03-14"),
        ("by 4.3.26", "4.3.26", "2026-03-04"),
        ("25/3", "25/3", "2026-03-25"),
        ("4mar2026", "4mar2026", "2026-03-04"),
        ("4-Mar-26", "4-Mar-26", "2026-03-04"),
        ("Mar-4", "Mar-4", "2026-03-04"),
        ("4 Mar '26", "4 Mar '26", "2026-03-04"),
        ("2026 March 4", "2026 March 4", "2026-03-04"),
        ("March 10-14", "March 10", "2026-03-10"),
        ("10-14 March", "14 March", "2026-03-14"),
        ("March 4 10:30", "March 4", "2026-03-04"),
        ("may 4 at noon", "may 4", "2026-05-04"),
        ("from 5/1/2026-5/7/2026", "5/1/2026", "2026-05-01"),
    ],
)
def test_spelling_of_a_date(text: str, said: str, expected: str) -> None:
    found = find_dates(text, near=MEETING)[0]
    assert (found.said, found.day and found.day.isoformat()) == (said, expected)
    assert text[found.start : found.end] == said


@pytest.mark.parametrize("text", ["31 June", "2026-13-45", "February 30", "2025-02-29", "13/45/2026", "31.11.2026"])
def test_date_that_does_not_exist_is_a_doubt(text: str) -> None:
    (found,) = find_dates(text, near=MEETING)
    assert found.day is None
    assert "is not a date" in found.doubts[0]


class YearlessCase(NamedTuple):
    """A date without a year, the day that it is placed near, and the result."""

    text: str
    near: date | None
    day: date | None
    has_doubt: bool = False


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(YearlessCase("March 2", MEETING, date(2026, 3, 2)), id="same day"),
        pytest.param(YearlessCase("March 1", MEETING, date(2026, 3, 1), has_doubt=True), id="1 day back"),
        pytest.param(YearlessCase("Feb 1", MEETING, date(2026, 2, 1), has_doubt=True), id="29 days back"),
        pytest.param(YearlessCase("Jan 31", MEETING, date(2026, 1, 31), has_doubt=True), id="30 days back"),
        pytest.param(YearlessCase("Jan 30", MEETING, date(2027, 1, 30)), id="31 days back"),
        pytest.param(YearlessCase("Dec 20", date(2026, 1, 5), date(2025, 12, 20), has_doubt=True), id="year before"),
        pytest.param(YearlessCase("Jan 5", date(2026, 12, 20), date(2027, 1, 5)), id="year after"),
        pytest.param(YearlessCase("Jan 5", None, None), id="near nothing"),
    ],
)
def test_date_without_a_year_is_placed_near_a_day(case: YearlessCase) -> None:
    (found,) = find_dates(case.text, near=case.near)
    assert (found.day, bool(found.doubts)) == (case.day, case.has_doubt)
    assert not found.year_said


def test_numeric_date_keeps_its_other_reading() -> None:
    for order, day, other in (("mdy", 4, date(2026, 4, 3)), ("dmy", 3, date(2026, 3, 4))):
        (found,) = find_dates("3/4", order=order, near=MEETING)
        assert found.day == date(2026, 3 if order == "mdy" else 4, day)
        assert found.other == other
    assert find_dates("3/3/2026")[0].other is None
    assert find_dates("25/3/2026")[0].other is None


def test_weekday_before_or_after_a_date() -> None:
    assert [found.weekday_said for found in find_dates("Fri 6 March, 2026-03-05 and 6 March (Friday)")] == [4, None, 4]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("no date", None),
        ("3/4/26 and 5/6/26", None),
        ("3/4/26 and 25/3/26", "dmy"),
        ("3/25", "mdy"),
        ("3/25 and 25/3", None),
        ("open 24/7", None),
        ("25.03.2026", None),  # dots say nothing about slashes
        ("2026/03/25", None),
    ],
)
def test_order_is_learned_from_unambiguous_dates(text: str, order: str | None) -> None:
    assert learn_order(text) == order


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notes.md", None),
        ("v1.2.10.txt", None),
        ("2026-03.md", None),
        ("ticket-20261345.md", None),
        ("2026-03-04.md", "2026-03-04"),
        ("20260304-weekly.md", "2026-03-04"),
        ("minutes_2026_03_04.txt", "2026-03-04"),
        ("03-04-26.md", "2026-03-04"),
        ("4mar2026.txt", "2026-03-04"),
        ("Notes4Mar2026.md", "2026-03-04"),
        ("board-march-4-2026.md", "2026-03-04"),
        ("Meeting Notes March 4, 2026.docx", "2026-03-04"),
        ("tsc/2026/2026.03.04.md", "2026-03-04"),
        ("2026-03-04T1000Z.vtt", "2026-03-04"),
        ("week-3-28-01-2026.md", "2026-01-28"),
        ("Team27-2026-09-27.md", "2026-09-27"),
        ("17-2026-06-22.md", "2026-06-22"),
        ("meeting9-11-27-26.md", "2026-11-27"),
        ("01142026.md", "2026-01-14"),
        ("5.24.26-standup.md", "2026-05-24"),
        ("041526-kickoff.md", "2026-04-15"),
        ("121026-kickoff.md", None),  # 10 December 2026, or 26 October 2012
        ("telcons/2026/03-13-minutes.md", "2026-03-13"),
        ("2026/meeting 0075.md", None),
    ],
)
def test_date_in_file_name(name: str, expected: str | None) -> None:
    found = date_in_name(name)
    assert (found.isoformat() if found else None) == expected


def test_order_in_file_name() -> None:
    assert date_in_name("03-04-26.md", order="dmy") == date(2026, 4, 3)


@pytest.mark.slow
@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.sampled_from(("%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%m/%d/%Y", "%d.%m.%Y")),
)
def test_written_day_is_read_back(day: date, spelling: str) -> None:
    (found,) = find_dates(f"see you on {day.strftime(spelling)}, all right?")
    assert found.day == day
    assert found.year_said


@given(st.dates(), st.dates(date(1, 3, 1), date(9998, 1, 1)))
def test_date_without_a_year_is_at_most_30_days_past(day: date, near: date) -> None:
    (found,) = find_dates(day.strftime("%d %B").lstrip("0"), near=near)
    assert found.day is None or -30 <= (found.day - near).days <= 366


@pytest.mark.slow
@given(st.text(max_size=60))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for found in find_dates(text, near=MEETING):
        assert text[found.start : found.end] == found.said
    learn_order(text)
    date_in_name(text)


@pytest.mark.parametrize("piece", ["1/", "1-", "march ", "12 march", "2026-", "mon ", " ", "1. ", "th "])
def test_long_line_takes_linear_time(piece: str) -> None:
    assert len(find_dates(piece * (100_000 // len(piece)))) <= 100_000 // len(piece)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        pytest.param("version 1.4.2026 of March 3 and March 9", "mdy", id="months first"),
        pytest.param("section 13.13.2026", None, id="no such month"),
        pytest.param("March 3, March 9 and 12.03.2026", "mdy", id="months first, dots once"),
        pytest.param("3 March", None, id="once"),
        pytest.param("3 March and 9 March", "dmy", id="days first"),
        pytest.param("due 12.03.2026", "dmy", id="dots"),
    ],
)
def test_order_that_notes_usually_write(text: str, order: str | None) -> None:
    assert usual_order(text) == order
