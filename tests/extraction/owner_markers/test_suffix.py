"""How a line wears its owner at its end, and who takes on what was said before; what names nobody first."""

from __future__ import annotations

import time

import pytest

from extractor.extraction.owner_markers import suffix
from extractor.language.people.roster import Roster
from extractor.model import Person

ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez"), Person("Tom Ode")))


@pytest.mark.parametrize(
    "text",
    ["", "Call the bank", "Ask the vendor (by Friday)", "Move to GitHub (see wiki)", "Fix it (again)", "(Kim)",
     "Call the bank about the loan", "Compare v1 - v2", "Book a room [urgent]", "Kim (absent) called",
     "Call the bank (again) by Friday", "Call the bank by Friday", "Ping @kim", "Call the bank with @kim",
     "Call the bank with Ana, Kim", "Can you call the bank, Kim", "Thanks, Kim", "Share it with [Kim]",
     "Need to call w/ Kim", "Plan: https://example.org/@kim/plan", "Dry season - January to March",
     "Call the bank, Zed"],
)  # fmt: skip
def test_no_tail(text: str) -> None:
    assert suffix.tail(text, ROSTER) is None


@pytest.mark.parametrize(
    ("text", "who", "work"),
    [
        ("Call the bank (Kim)", "Kim", "Call the bank"),
        ("Call the bank [Kim]", "Kim", "Call the bank"),
        ("Call the bank - Kim", "Kim", "Call the bank"),
        ("Call the bank — Kim & Ana", "Kim & Ana", "Call the bank"),
        ("Call the bank (Kim/Ana).", "Kim/Ana", "Call the bank"),
        ("Call the bank (owner: Kim)", "Kim", "Call the bank"),
        ("Call the bank, assigned to: Kim", "Kim", "Call the bank"),
        ("Call the bank (Kim to do by Friday)", "Kim", "Call the bank"),
        ("Call the bank [Kim by Thursday]", "Kim", "Call the bank"),
        ("Call the bank (??)", "??", "Call the bank"),
        ("Call the bank (Kim) by Friday", "Kim", "Call the bank"),
        ("Call the bank [Kim] within five (5) days", "Kim", "Call the bank"),
        ("Call the bank, Kim", "Kim", "Call the bank"),
        ("Call the bank, Kim and Ana", "Kim and Ana", "Call the bank"),
        ("Call the bank @kim", "@kim", "Call the bank"),
        ("Call the bank @kim, @ana", "@kim, @ana", "Call the bank"),
        ("Call the bank => Kim", "Kim", "Call the bank"),
        ("Call the bank | Kim | 12 March", "Kim", "Call the bank"),
        ("Call the bank ......... Kim", "Kim", "Call the bank"),
        ("Call the bank - K. Lee", "K. Lee", "Call the bank"),
        ("Call the bank - or not - Kim", "Kim", "Call the bank - or not"),
        ("Call the bank. Responsible: Kim. Deadline: 12 March", "Kim", "Call the bank."),
        ("The loan, Kim to negotiate", "Kim", "The loan"),
        ("The loan (zorana to negotiate)", "zorana", "The loan"),
    ],
)
def test_tail(text: str, who: str, work: str) -> None:
    found = suffix.tail(text, ROSTER)
    assert found is not None
    assert found.who.strip() == who
    assert text[: found.start].strip() == work


@pytest.mark.parametrize(
    "text",
    ["", "Kim", "Kim will call the bank.", "Kim: call the bank", "Volunteers are welcome.", "The API will do that.",
     "Kim can do maths.", "Who can do it?", "Kim is on holiday."],
)  # fmt: skip
def test_nobody_takes_it(text: str) -> None:
    assert suffix.taker(text, ROSTER) == ""


@pytest.mark.parametrize(
    "text",
    ["Kim volunteered.", "Kim volunteered.  Hooray!", "Kim: can do", "Kim: I can do that", "Kim will take this on.",
     "Kim is on it", "- Kim has offered.", "Kim agreed to do it."],
)  # fmt: skip
def test_who_takes_it(text: str) -> None:
    assert suffix.taker(text, ROSTER) == "Kim"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Set it up", ""),
        ("Set it up (again) to share it", ""),
        ("Set it up (see the wiki) to share it", ""),
        ("Set it up (Zed) to share it", ""),
        ("Set it up (@zed) to share it", "@zed"),
        ("Set it up [Kim] to share it", "Kim"),
    ],
)
def test_who_stands_in_brackets_within(text: str, who: str) -> None:
    assert suffix.aside(text, ROSTER) == who


@pytest.mark.parametrize("text", ["call, " * 50_000, "a - " * 50_000, "(" * 50_000, "@kim " * 50_000, ". " * 50_000])
def test_long_lines_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    suffix.tail(text, ROSTER)
    suffix.taker(text, ROSTER)
    suffix.aside(text, ROSTER)
    assert time.process_time() - begun < 2
