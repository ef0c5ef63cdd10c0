"""Metadata in the head of the notes: title, the date of the meeting and that of the next one."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import ReadOptions
from extractor.readers import metadata, read_text


@pytest.mark.parametrize(
    ("notes", "source", "day"),
    [
        pytest.param("Ana will call.\n", "-", None, id="none"),
        pytest.param("Next meeting: 15 February 2011\n", "-", None, id="next meeting"),
        pytest.param("The report is due 3 March 2026.\n", "-", None, id="due date"),
        pytest.param("MOVING\n\nkeys on 27 June 2025, van on 28 June 2025\n", "-", None, id="days of what is to come"),
        pytest.param("# Sync 2026-03-04\n", "-", date(2026, 3, 4), id="heading"),
        pytest.param("# Sync\n\nDate: March 4, 2026\n", "-", date(2026, 3, 4), id="date line"),
        pytest.param("# Sync\n\n- **Date/Time:** 4 March 2026, 17:00\n", "-", date(2026, 3, 4), id="date bullet"),
        pytest.param("---\ndate: 2026-03-04\n---\nText.\n", "-", date(2026, 3, 4), id="front matter"),
        pytest.param('+++\ndate = "2026-03-04"\n+++\nText.\n', "-", date(2026, 3, 4), id="TOML"),
        pytest.param("| Date | 2026-03-04 |\n|--|--|\n| Chair | Ana |\n", "-", date(2026, 3, 4), id="table"),
        pytest.param("March 18, 2019\n\nText.\n", "-", date(2019, 3, 18), id="first line"),
        pytest.param("Text.\n", "sync-2026-03-04.md", date(2026, 3, 4), id="file name"),
        pytest.param("Text.\n", "group4-2026-03-04.md", date(2026, 3, 4), id="number before it in the file name"),
        pytest.param("# Sync 4 March\n", "2026-03-04.md", date(2026, 3, 4), id="part in the heading"),
        pytest.param("# Sync 3/6/24\n", "2024-06-03.md", date(2024, 6, 3), id="file name settles the order"),
        pytest.param(
            '---\ntitle: "2011-01-18"\ndate: 2023-01-08T09:18:40Z\n---\nText.\n',
            "-",
            date(2011, 1, 18),
            id="page stamp",
        ),
        pytest.param(
            "---\ndate: 2011-11-01\n---\n# Council 6 September 2011\n", "-", date(2011, 9, 6), id="publication"
        ),
    ],
)
def test_date_of_the_meeting(notes: str, source: str, day: date | None) -> None:
    assert read_text(notes, source).date == day


def test_date_order_of_the_user_is_used() -> None:
    assert read_text("Date: 3/4/2026\n").date == date(2026, 3, 4)
    assert read_text("Date: 3/4/2026\n", options=ReadOptions(date_order="dmy")).date == date(2026, 4, 3)


def test_date_order_is_learnt_from_the_notes() -> None:
    notes = read_text("Date: 3/4/2026\n\nReview on 25/4/2026.\n")
    assert (notes.date, notes.date_order) == (date(2026, 4, 3), "dmy")


def test_date_that_contradicts_the_file_name_is_a_doubt() -> None:
    notes = read_text("# Sync 4 March 2026\n", "2026-03-11.md")
    assert notes.date == date(2026, 3, 4)
    assert [(doubt.line, doubt.kind) for doubt in notes.doubts] == [(1, "date")]


def test_date_without_a_year_is_a_doubt_that_names_the_option() -> None:
    notes = read_text("# Sync 4 March\n")
    assert notes.date is None
    assert [doubt.message for doubt in notes.doubts] == [
        "“4 March” has no year, so the meeting's date is not known; give it with --date"
    ]


def test_date_of_publication_in_the_front_matter_is_a_doubt() -> None:
    notes = read_text("---\ndate: 2011-11-01\n---\n# Council 6 September 2011\n")
    assert [(doubt.line, doubt.message) for doubt in notes.doubts] == [
        (4, "the front matter gives 2011-11-01, the notes give “6 September 2011”; the date of the notes is used")
    ]


def test_file_name_decides_between_two_dates_of_the_notes() -> None:
    notes = read_text("Date: 4 March 2026\n\n# Sync 11 March 2026\n", "2026-03-11.md")
    assert notes.date == date(2026, 3, 11)
    assert [doubt.line for doubt in notes.doubts] == [1]


@pytest.mark.parametrize(
    ("notes", "title"),
    [
        pytest.param("## Attendees\n- Ana\n", None, id="roster"),
        pytest.param(
            "Ana will call Bob about the roof. Then they will mend it together, the two of them, on Sunday.\n",
            None,
            id="sentence",
        ),
        pytest.param("# Weekly sync\n", "Weekly sync", id="heading"),
        pytest.param("---\ntitle: Weekly sync\n---\n# Notes\n", "Weekly sync", id="front matter"),
        pytest.param('---\ntitle: "2026-03-04"\n---\n# Weekly sync\n', "Weekly sync", id="a date is no title"),
        pytest.param("Meeting: Weekly sync\nDate: 2026-03-04\n", "Weekly sync", id="label"),
    ],
)
def test_title_of_the_notes(notes: str, title: str | None) -> None:
    assert read_text(notes).title == title


@pytest.mark.parametrize(
    ("notes", "day"),
    [
        pytest.param("# Sync 2026-03-04\n\nThe next meeting will be short.\n", None, id="no day"),
        pytest.param("# Sync 2026-03-04\n\nNext steps by 11 March 2026.\n", None, id="no meeting"),
        pytest.param("# Sync 2026-03-04\n\nNext meeting: 11 March\n", date(2026, 3, 11), id="without a year"),
        pytest.param("# Sync 2026-12-16\n\nNext call: Jan 6\n", date(2027, 1, 6), id="over the year's end"),
        pytest.param("# Sync 2026-03-04\n\n## Next meeting\n\n18 March 2026\n", date(2026, 3, 18), id="section"),
    ],
)
def test_date_of_the_next_meeting(notes: str, day: date | None) -> None:
    assert read_text(notes).next_meeting == day


@pytest.mark.slow
@given(st.from_regex(re.compile(metadata.NEXT_LABEL.pattern, metadata.NEXT_LABEL.flags)))
def test_every_announcement_of_a_meeting_passes_the_fast_check(text: str) -> None:
    assert metadata.ANNOUNCING.search(text.lower())
