"""Marks that tell what became of work: what must be left alone first."""

from __future__ import annotations

import time

import pytest

from extractor.ledger.status_marks import answer_of, done_when, mark_of, short_answer_of, status_of, without_mark


@pytest.mark.parametrize(
    "line",
    [
        "Get it done by Friday",
        "Close the old tickets",
        "Open a ticket for the printer",
        "The closed beta starts on Monday",
        "Ana sends the completed form to the bank",
        "Ask whether the door is open on Sundays",
        "Late lunch for everybody",
        "Resolved: the Clerk to buy new pads",
        "Resolved: that the shelter be mended",
        "report: done, sent to Ana",
    ],
)
def test_a_task_has_no_status(line: str) -> None:
    assert mark_of(line) == ""


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("DONE: send the agenda", "done"),
        ("**DONE** fez: group quorum support", "done"),
        ("Cable plan kitchen: done 18.09.", "done"),
        ("Tiles: grey 60 x 60, ordered on 02.10. Done.", "done"),
        ("It was the valve, not our pipe. Closed.", "done"),
        ("Lodge risk assessment ✓ it is on the drive", "done"),
        ("Washer by plot 12: done, Ken", "done"),
        ("Boiler: fixed (Ana Lopez)", "done"),
        ("Lintel: open, Dougie", "open"),
        ("NO PROGRESS: Draft the policy doc", "open"),
        ("WIP: FOSDEM online dev room", "open"),
        ("Railing - not started", "open"),
        ("Reference call (no longer needed)", "dropped"),
        ("Chairs for the hall: forget it", "dropped"),
        ("Falls leaflets reordered - completed SN Whitlock", "done"),
    ],
)
def test_mark_of_a_line(line: str, says: str) -> None:
    assert mark_of(line) == says


@pytest.mark.parametrize(
    ("words", "says"), [("Complete.", "done"), ("WIP", "open"), ("done 6 Nov", "done"), ("new", "")]
)
def test_status_of_a_cell_or_a_title(words: str, says: str) -> None:
    assert status_of(words) == says


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Complete. Proposal relayed to the team.", "done"),
        ("Action closed.", "done"),
        ("Ongoing: doodle sent", "open"),
        ("Completely new ideas are welcome", ""),
    ],
)
def test_sub_entry_answers_the_entry_above(words: str, says: str) -> None:
    assert answer_of(words) == says


def test_marks_are_removed_from_the_words_of_the_task() -> None:
    assert without_mark("DONE: send the agenda") == "send the agenda"
    assert without_mark("Cable plan kitchen: done 18.09.") == "Cable plan kitchen"


@pytest.mark.parametrize("line", ["done " * 20_000, "is " * 30_000, "(" * 50_000, "- " * 50_000])
def test_long_lines_take_linear_time(line: str) -> None:
    start = time.monotonic()
    mark_of(line), status_of(line), answer_of(line), without_mark(line)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Cable plan kitchen: done 18.09.", "18.09"),
        ("Closed 2026-01-28", "2026-01-28"),
        ("Finished on 3rd March, see mail", "3rd March"),
        ("Done, see 18.09.", ""),
        ("Send the plan by 18.09.", ""),
    ],
)
def test_the_day_behind_a_mark(line: str, day: str) -> None:
    assert done_when(line) == day


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("in", "done"),
        ("paid, 200", "done"),
        ("all booked for Tuesday", "done"),
        ("sent to the council", "done"),
        ("booked but not confirmed", ""),
        ("ordered, still to come", ""),
        ("in the week after Easter", ""),
        ("made of oak", ""),
    ],
)
def test_short_answer(words: str, says: str) -> None:
    assert short_answer_of(words) == says
