"""The owner named at the start of a line: lines without one first, then labels, names before "to", bare names."""

from __future__ import annotations

import pytest

from extractor.extraction.annotation import Annotation
from extractor.language.people.roster import Roster
from extractor.model import Person

ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez"), Person("Tom Ode")))


def annotate(text: str) -> Annotation:
    return Annotation(text, ROSTER)


@pytest.mark.parametrize(
    "text",
    ["", "Slides: draft them", "Access: ask the vendor", "Note: it rains", "10:30 coffee", "I: call the bank",
     "https://example.org: down", "Kim called the bank", "GitHub - clean up", "PeterW- Implement it",
     "April 30 (remote) call the bank", "April 30 at Kim (and Ana) call", "The 3rd of May is Kim's day"],
)  # fmt: skip
def test_line_has_no_label(text: str) -> None:
    assert annotate(text).label is None


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
def test_label_names_owner(text: str, who: str, rest: str) -> None:
    found = annotate(text).label
    assert found is not None
    assert (found.who, text[found.end :]) == (who, rest)


@pytest.mark.parametrize(
    "text",
    ["", "The API will fail", "Slides to follow", "We drink to Kim", "will call", "Kim called", "Will need to call",
     "Mark the date", "Kim is in charge", "Kim (absent) called"],
)  # fmt: skip
def test_no_owner_stands_before_verb(text: str) -> None:
    assert annotate(text).before_verb is None


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
def test_owner_stands_before_verb(text: str, who: str, rest: str) -> None:
    found = annotate(text).before_verb
    assert found is not None
    assert (found.who, text[found.end :]) == (who, rest)


@pytest.mark.parametrize(
    "text", ["Kim is nice", "Kim called", "Kim calling", "Kim and Ana", "Zed chase it", "Call the bank"]
)
def test_line_opens_with_no_bare_name(text: str) -> None:
    assert annotate(text).bare_name is None


def test_bare_name_before_verb_is_owner() -> None:
    found = annotate("Kim chase the supplier").bare_name
    assert found is not None
    assert (found.who, "Kim chase the supplier"[found.end :]) == ("Kim", "chase the supplier")


@pytest.mark.parametrize(
    ("text", "work"),
    [("call the bank", "call the bank"), ("Kim - call", "Kim - call"), ("a b c d e f g: call", "a b c d e f g: call"),
     ("Call them (owner: Kim)", "Call them (owner: Kim)"),
     ("Slides: draft them", "draft them"), ("ACT-44: call the bank", "call the bank")],
)  # fmt: skip
def test_work_starts_behind_topic(text: str, work: str) -> None:
    assert text[annotate(text).topic_end :] == work


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Review Samir Bhatt to check", None),
        ("a plan that will do", None),
        ("Austin Public Health to provide a list", "Austin Public Health"),
        ("the Austin Board of Trade will reply", "Austin Board of Trade"),
    ],
)
def test_capitalised_words_before_to_are_an_owner(text: str, who: str | None) -> None:
    owner = annotate(text).capitalised_owner
    assert (owner.who if owner else None) == who
