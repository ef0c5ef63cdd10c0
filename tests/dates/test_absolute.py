"""Calendar dates as people write them, the order of day and month, and dates in file names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates.absolute import date_in_name, find_dates, learn_order

MEETING = date(2026, 3, 2)  # a Monday


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "50/50",
        "version 2.4",
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
def test_no_date(text: str) -> None:
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
def test_date(text: str, said: str, expected: str) -> None:
    found = find_dates(text, near=MEETING)[0]
    assert (found.said, found.day and found.day.isoformat()) == (said, expected)
    assert text[found.start : found.end] == said


@pytest.mark.parametrize("text", ["31 June", "2026-13-45", "February 30", "2025-02-29", "13/45/2026", "31.11.2026"])
def test_impossible(text: str) -> None:
    (found,) = find_dates(text, near=MEETING)
    assert found.day is None
    assert "is not a date" in found.doubts[0]


@pytest.mark.parametrize(
    ("text", "near", "expected", "doubt"),
    [
        ("March 2", MEETING, "2026-03-02", False),
        ("March 1", MEETING, "2026-03-01", True),
        ("Feb 1", MEETING, "2026-02-01", True),  # 29 days back
        ("Jan 30", MEETING, "2027-01-30", False),  # 31 days back
        ("Dec 20", date(2026, 1, 5), "2025-12-20", True),
        ("Jan 5", date(2026, 12, 20), "2027-01-05", False),
        ("Jan 5", None, None, False),
    ],
)
def test_without_a_year(text: str, near: date | None, expected: str | None, doubt: bool) -> None:
    (found,) = find_dates(text, near=near)
    assert (found.day.isoformat() if found.day else None, bool(found.doubts)) == (expected, doubt)
    assert not found.year_said


def test_two_readings() -> None:
    for order, day, other in (("mdy", 4, date(2026, 4, 3)), ("dmy", 3, date(2026, 3, 4))):
        (found,) = find_dates("3/4", order=order, near=MEETING)
        assert found.day == date(2026, 3 if order == "mdy" else 4, day)
        assert found.other == other
    assert find_dates("3/3/2026")[0].other is None
    assert find_dates("25/3/2026")[0].other is None


def test_weekday_said() -> None:
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
def test_learn_order(text: str, order: str | None) -> None:
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
def test_date_in_name(name: str, expected: str | None) -> None:
    found = date_in_name(name)
    assert (found.isoformat() if found else None) == expected


def test_order_of_a_name() -> None:
    assert date_in_name("03-04-26.md", order="dmy") == date(2026, 4, 3)


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.sampled_from(("%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%m/%d/%Y", "%d.%m.%Y")),
)
def test_a_day_reads_back(day: date, spelling: str) -> None:
    (found,) = find_dates(f"see you on {day.strftime(spelling)}, all right?")
    assert found.day == day
    assert found.year_said


@given(st.dates(), st.dates(date(1, 3, 1), date(9998, 1, 1)))
def test_a_day_without_a_year_is_near(day: date, near: date) -> None:
    (found,) = find_dates(day.strftime("%d %B").lstrip("0"), near=near)
    assert found.day is None or -30 <= (found.day - near).days <= 366


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    for found in find_dates(text, near=MEETING):
        assert text[found.start : found.end] == found.said
    learn_order(text)
    date_in_name(text)


@pytest.mark.parametrize("piece", ["1/", "1-", "march ", "12 march", "2026-", "mon ", " ", "1. ", "th "])
def test_a_long_line(piece: str) -> None:
    assert len(find_dates(piece * (100_000 // len(piece)))) <= 100_000 // len(piece)
