"""How a line wears its owner at its start: what wears none first, then labels, leads and bare leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.extraction.owner_markers import prefix
from extractor.language.people.roster import Roster
from extractor.model import Person

ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez"), Person("Tom Ode")))


@pytest.mark.parametrize(
    "text",
    ["", "Slides: draft them", "Access: ask the vendor", "Note: it rains", "10:30 coffee", "I: call the bank",
     "https://example.org: down", "Kim called the bank", "GitHub - clean up", "PeterW- Implement it",
     "April 30 (remote) call the bank", "April 30 at Kim (and Ana) call", "The 3rd of May is Kim's day"],
)  # fmt: skip
def test_no_label(text: str) -> None:
    assert prefix.label(text, ROSTER) is None


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
        ("Within two (2) weeks (Kim) call the bank", "Kim", "call the bank"),
        ("Everyone: call the bank", "Everyone", "call the bank"),
    ],
)
def test_label(text: str, who: str, rest: str) -> None:
    found = prefix.label(text, ROSTER)
    assert found is not None
    assert (found.who, text[found.end :]) == (who, rest)


@pytest.mark.parametrize(
    "text",
    ["", "The API will fail", "Slides to follow", "We drink to Kim", "will call", "Kim called", "Will need to call",
     "Mark the date", "Kim is in charge", "Kim (absent) called"],
)  # fmt: skip
def test_no_owner_before_the_verb(text: str) -> None:
    assert prefix.before_verb(text, ROSTER) is None


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
    found = prefix.before_verb(text, ROSTER)
    assert found is not None
    assert (found.who, text[found.end :]) == (who, rest)


@pytest.mark.parametrize(
    "text", ["Kim is nice", "Kim called", "Kim calling", "Kim and Ana", "Zed chase it", "Call the bank"]
)
def test_no_bare_lead(text: str) -> None:
    assert prefix.bare(text, ROSTER) is None


def test_bare_lead() -> None:
    found = prefix.bare("Kim chase the supplier", ROSTER)
    assert found is not None
    assert (found.who, "Kim chase the supplier"[found.end :]) == ("Kim", "chase the supplier")


@pytest.mark.parametrize(
    ("text", "work"),
    [("call the bank", "call the bank"), ("Kim - call", "Kim - call"), ("a b c d e f g: call", "a b c d e f g: call"),
     ("Call them (owner: Kim)", "Call them (owner: Kim)"),
     ("Slides: draft them", "draft them"), ("ACT-44: call the bank", "call the bank")],
)  # fmt: skip
def test_work_starts_behind_a_topic(text: str, work: str) -> None:
    assert text[prefix.topic(text) :] == work


@given(st.text(alphabet="Ana @(:-–—→=>\t\n .é1", max_size=90))
def test_a_label_is_looked_for_wherever_there_may_be_one(text: str) -> None:
    assert (prefix._labelled(text) is None) == (prefix._LABEL.match(text) is None)
