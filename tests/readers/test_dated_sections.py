"""Running notes: each section's days count from its own."""

from __future__ import annotations

from datetime import date

import pytest

from extractor import extract
from extractor.model import ReadOptions
from extractor.readers import read_text
from extractor.readers.dated_sections import one_meeting
from extractor.resolution.explain import explain

RUNNING = "# Weekly sync\n\n{first}\n- Ana to pay tomorrow\n\n{second}\n- Ben to write to the council by Friday\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("## Budget 2026-03-10", "## Hall 2026-03-03", id="days inside titles"),
        pytest.param("## 2026-03-10", "## Actions", id="one day"),
        pytest.param("## Release 2026-03-10", "## Release 2026-03-03", id="releases"),
        pytest.param("## 2026-03-10", "### 2026-03-03", id="two levels"),
        pytest.param("## 2026-03-10", "## 2026-03-10", id="the same day"),
    ],
)
def test_headings_are_no_meetings_of_their_own(first: str, second: str) -> None:
    assert not [block for block in read_text(RUNNING.format(first=first, second=second)).blocks if block.day]


@pytest.mark.parametrize(
    "form", ["## {0:%Y-%m-%d}", "## {0:%d %B %Y}", "## Tue {0:%B %d, %Y} | Sync", "## Meeting notes - {0:%Y-%m-%d}"]
)
def test_blocks_have_the_day_of_their_section(form: str) -> None:
    newest, older = date(2026, 3, 10), date(2026, 3, 3)
    notes = read_text(RUNNING.format(first=form.format(newest), second=form.format(older)))
    assert notes.date == newest
    assert [block.day for block in notes.blocks] == [None, newest, newest, older, older]


@pytest.mark.parametrize("form", ["## {0:%d %B}", "## {0:%a %d %b}", "## Sync {0:%d/%m}"])
def test_date_of_the_user_tells_the_year_of_headings_without_one(form: str) -> None:
    text = RUNNING.format(first=form.format(date(2026, 1, 13)), second=form.format(date(2025, 12, 30)))
    assert read_text(text).meetings == ()
    options = ReadOptions(date=date(2026, 1, 20), date_order="dmy")
    assert read_text(text, options=options).meetings == (date(2025, 12, 30), date(2026, 1, 13))


def test_days_that_stand_alone_are_meetings() -> None:
    text = "Diary\n\n2026-03-10\n\n- Ana to pay tomorrow\n\n2026-03-03\n\n- Ben to ring tomorrow\n"
    assert [(item.task, item.held) for item in extract(text).items] == [
        ("pay", date(2026, 3, 10)),
        ("ring", date(2026, 3, 3)),
    ]


TWO = RUNNING.format(first="## 2026-03-10", second="## 2026-03-03")


def test_day_of_a_section_takes_that_meeting_alone() -> None:
    recap = extract(TWO, date=date(2026, 3, 3))
    assert ([item.task for item in recap.items], recap.date) == (["write to the council"], date(2026, 3, 3))
    assert recap.meetings == (date(2026, 3, 3), date(2026, 3, 10))


def test_all_meetings_are_taken_each_item_with_its_own_day() -> None:
    recap = extract(TWO)
    assert [(item.task, item.held) for item in recap.items] == [
        ("pay", date(2026, 3, 10)),
        ("write to the council", date(2026, 3, 3)),
    ]


def test_blocks_of_one_meeting_keep_their_parents() -> None:
    text = TWO.replace("- Ben to write", "- Council\n  - Ben to write")
    notes = one_meeting(read_text(text), date(2026, 3, 3))
    ring = notes.blocks[-1]
    assert (ring.text, notes.blocks[ring.parent or 0].text) == ("Ben to write to the council by Friday", "Council")


@pytest.mark.parametrize("end", range(1, len(TWO), 7))
def test_running_notes_cut_anywhere_are_read(end: int) -> None:
    assert len(read_text(TWO[:end]).meetings) in (0, 2)


@pytest.mark.slow
def test_hostile_running_notes_are_read_quickly() -> None:
    assert len(read_text("## 2026-03-10\n" * 3_000 + "## 3/3 " * 9_000).blocks) > 0


@pytest.mark.parametrize(
    ("top", "first", "second"),
    [
        pytest.param("", "13/10/26", "20/10/26", id="two figures of the year"),
        pytest.param("", "## 13.10.26", "## 20.10.26", id="dots"),
        pytest.param("", "Mon 12th Oct 2026, 9:30", "Mon 19th Oct 2026, 9:30 - 10am", id="the time behind it"),
        pytest.param("", "Notes from Tuesday, October 13th, 2026", "Notes from Tuesday, October 20th, 2026", id="from"),
        pytest.param("Garden committee 2026\n\n", "Tues 13 Oct", "Tues 20 Oct", id="the year in the title"),
    ],
)
def test_meeting_takes_no_words_and_no_roles_of_the_one_before(top: str, first: str, second: str) -> None:
    text = (
        f"{top}{first}\n\nChair: Ada Nwosu\n\n- Chair to write to the donor\n- The projector is broken\n\n"
        f"{second}\n\nChair: Priska Vogel\n\n- Chair to send the minutes\n- Hamid to fix it\n"
    )
    assert {(item.owners, item.task) for item in extract(text).items} == {
        (("Ada Nwosu",), "write to the donor"),
        (("Priska Vogel",), "send the minutes"),
        (("Hamid",), "fix it"),
    }


def test_reasons_are_those_of_each_meeting() -> None:
    text = "## 2026-03-10\n\n- The projector is broken\n\n## 2026-03-17\n\n- Hamid to fix it\n"
    items = explain(read_text(text), ReadOptions()).recap.items
    assert [(item.task, item.line, item.held) for item in items] == [("fix it", 7, date(2026, 3, 17))]
