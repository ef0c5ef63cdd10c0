"""How a line wears its owner: what wears none first, then labels, leads, bare leads and tails."""

from __future__ import annotations

import pytest

from extractor import dress
from extractor.model import Person
from extractor.owners import Roster

ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez"), Person("Tom Ode")))


@pytest.mark.parametrize(
    "text",
    ["", "Slides: draft them", "Access: ask the vendor", "Note: it rains", "10:30 coffee", "I: call the bank",
     "https://example.org: down", "Kim called the bank", "GitHub - clean up", "PeterW- Implement it",
     "April 30 (remote) call the bank", "April 30 at Kim (and Ana) call", "The 3rd of May is Kim's day"],
)  # fmt: skip
def test_no_label(text: str) -> None:
    assert dress.label(text, ROSTER) is None


@pytest.mark.parametrize(
    ("text", "who", "rest"),
    [
        ("Kim: call the bank", "Kim", "call the bank"),
        ("Kim - call the bank", "Kim", "call the bank"),
        ("Kim – call the bank", "Kim", "call the bank"),
        ("Kim -> call the bank", "Kim", "call the bank"),
        ("Kim- call the bank", "Kim", "call the bank"),
        ("Kim, Ana: call the bank", "Kim, Ana", "call the bank"),
        ("Kim/Ana: call the bank", "Kim/Ana", "call the bank"),
        ("@kim call the bank", "@kim", "call the bank"),
        ("(Kim) call the bank", "Kim", "call the bank"),
        ("April 30 (Kim) call the bank", "Kim", "call the bank"),
        ("before May 15 (all): call the bank", "all", "call the bank"),
        ("Everyone: call the bank", "Everyone", "call the bank"),
    ],
)
def test_label(text: str, who: str, rest: str) -> None:
    found = dress.label(text, ROSTER)
    assert found is not None
    assert (found.who, text[found.end :]) == (who, rest)


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
    assert dress.tail(text, ROSTER) is None


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
    found = dress.tail(text, ROSTER)
    assert found is not None
    assert found.who.strip() == who
    assert text[: found.start].strip() == work


@pytest.mark.parametrize(
    "text",
    ["", "The API will fail", "Slides to follow", "We drink to Kim", "will call", "Kim called", "Will need to call",
     "Mark the date", "Kim is in charge", "Kim (absent) called"],
)  # fmt: skip
def test_no_owner_before_the_verb(text: str) -> None:
    assert dress.before_verb(text, ROSTER) is None


@pytest.mark.parametrize(
    ("text", "who", "rest"),
    [
        ("Kim to call", "Kim", "call"),
        ("Kim and Ana will call", "Kim and Ana", "call"),
        ("- Kim, will call", "Kim", "call"),
        ("Tom & Ana to also call", "Tom & Ana", "also call"),
        ("@kim needs to call", "@kim", "call"),
        ("All to call", "All", "call"),
        ("Will to call", "Will", "call"),
        ("Kim (as chair) will call", "Kim", "call"),
        ("Kim has kindly agreed to call", "Kim", "call"),
        ("Kim is in charge of calling", "Kim", "calling"),
    ],
)
def test_owner_before_the_verb(text: str, who: str, rest: str) -> None:
    found = dress.before_verb(text, ROSTER)
    assert found is not None
    assert (found.who, text[found.end :]) == (who, rest)


@pytest.mark.parametrize(
    "text", ["Kim is nice", "Kim called", "Kim calling", "Kim and Ana", "Zed chase it", "Call the bank"]
)
def test_no_bare_lead(text: str) -> None:
    assert dress.bare(text, ROSTER) is None


def test_bare_lead() -> None:
    found = dress.bare("Kim chase the supplier", ROSTER)
    assert found is not None
    assert (found.who, "Kim chase the supplier"[found.end :]) == ("Kim", "chase the supplier")


@pytest.mark.parametrize(
    ("text", "work"),
    [("call the bank", "call the bank"), ("Kim - call", "Kim - call"), ("a b c d e f g: call", "a b c d e f g: call"),
     ("Call them (owner: Kim)", "Call them (owner: Kim)"),
     ("Slides: draft them", "draft them"), ("ACT-44: call the bank", "call the bank")],
)  # fmt: skip
def test_work_starts_behind_a_topic(text: str, work: str) -> None:
    assert text[dress.topic(text) :] == work


@pytest.mark.parametrize(
    "text",
    ["", "Kim", "Kim will call the bank.", "Kim: call the bank", "Volunteers are welcome.", "The API will do that.",
     "Kim can do maths.", "Who can do it?", "Kim is on holiday."],
)  # fmt: skip
def test_nobody_takes_it(text: str) -> None:
    assert dress.taker(text, ROSTER) == ""


@pytest.mark.parametrize(
    "text",
    ["Kim volunteered.", "Kim volunteered.  Hooray!", "Kim: can do", "Kim: I can do that", "Kim will take this on.",
     "Kim is on it", "- Kim has offered.", "Kim agreed to do it."],
)  # fmt: skip
def test_who_takes_it(text: str) -> None:
    assert dress.taker(text, ROSTER) == "Kim"
