"""The owner named at the end of a line, and who takes on what was said before; lines that name nobody first."""

from __future__ import annotations

import time

import pytest

from extractor.extraction.annotation import Annotation
from extractor.language.people.roster import Roster
from extractor.model import Person

ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez"), Person("Tom Ode")))


def annotate(text: str) -> Annotation:
    return Annotation(text, ROSTER)


@pytest.mark.parametrize(
    "text",
    ["", "Call the bank", "Ask the vendor (by Friday)", "Move to GitHub (see wiki)", "Fix it (again)", "(Kim)",
     "Call the bank about the loan", "Compare v1 - v2", "Book a room [urgent]", "Kim (absent) called",
     "Call the bank (again) by Friday", "Call the bank by Friday", "Ping @kim", "Call the bank with @kim",
     "Call the bank with Ana, Kim", "Can you call the bank, Kim", "Thanks, Kim", "Share it with [Kim]",
     "Need to call w/ Kim", "Plan: https://example.org/@kim/plan", "Dry season - January to March",
     "Call the bank, Zed", "Call the bank. Zed", "Call Mr. Lee", "Call the bank with a form. Ana, Zed",
     "Call the bank with @kim Tuesday", "The report goes to Kim"],
)  # fmt: skip
def test_line_ends_with_no_owner(text: str) -> None:
    assert annotate(text).owner_at_end is None


@pytest.mark.parametrize(
    ("text", "who", "work"),
    [
        ("Call the bank (Kim)", "Kim", "Call the bank"),
        ("Call the bank [Kim]", "Kim", "Call the bank"),
        ("Call the bank - Kim", "Kim", "Call the bank"),
        ("Call the bank with someone new  @kim  Tuesday", "@kim", "Call the bank with someone new"),
        ("Call the bank [Tom Ode] -> goes to Kim, Tom is out", "Kim", "Call the bank"),
        ("Call the bank -> passed to Kim", "Kim", "Call the bank"),
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
        ("Call the bank. Kim", "Kim", "Call the bank."),
        ("The girl needs a locker. Kim pls!", "Kim", "The girl needs a locker."),
        ("Call the bank (me)", "me", "Call the bank"),
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
def test_owner_at_end_of_line(text: str, who: str, work: str) -> None:
    found = annotate(text).owner_at_end
    assert found is not None
    assert found.who.strip() == who
    assert text[: found.start].strip() == work


@pytest.mark.parametrize(
    "text",
    ["", "Kim", "Kim will call the bank.", "Kim: call the bank", "Volunteers are welcome.", "The API will do that.",
     "Kim can do maths.", "Who can do it?", "Kim is on holiday."],
)  # fmt: skip
def test_nobody_takes_on_the_work(text: str) -> None:
    assert annotate(text).taker == ""


@pytest.mark.parametrize(
    "text",
    ["Kim volunteered.", "Kim volunteered.  Hooray!", "Kim: can do", "Kim: I can do that", "Kim will take this on.",
     "Kim is on it", "- Kim has offered.", "Kim agreed to do it."],
)  # fmt: skip
def test_taker_of_the_work(text: str) -> None:
    assert annotate(text).taker == "Kim"


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
def test_owner_in_brackets_within_line(text: str, who: str) -> None:
    assert annotate(text).bracketed_owner == who


@pytest.mark.parametrize(
    "text", ["call, " * 50_000, "a - " * 50_000, "(" * 50_000, "@kim " * 50_000, ". " * 50_000, "by: " + "- " * 50_000]
)
def test_long_lines_take_linear_time(text: str) -> None:
    begun = time.process_time()
    line = annotate(text)
    assert (line.owner_at_end, line.taker, line.bracketed_owner) is not None
    assert time.process_time() - begun < 2
