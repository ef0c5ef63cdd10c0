"""Running notes: each section's days count from its own."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.readers import read_text

RUNNING = "# Weekly sync\n\n{first}\n- Ana to pay tomorrow\n\n{second}\n- Ben to ring\n"


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
