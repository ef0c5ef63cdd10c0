"""Kinds of asides that keep something from outsiders whatever their words, and asides that look like them."""

from __future__ import annotations

import pytest

from extractor.resolution.aside_kinds import keeps_apart, says_call_is_over, says_who_goes, title_keeps_apart


@pytest.mark.parametrize(
    "aside",
    [
        "us",
        "team",
        "for our own planning",
        "agency side",
        "own notes",
        "SLT only",
        "#ourside",
        "Part 2",
        "internal risks",
        "she'd go spare",
        "parents don't know yet",
        "client is not to be told",
        "pull this line",
        "student rep was asked to step out for this",
        "stays in the clubhouse",
        "carers only",
        "leave off the issued minutes",
        "not to go on the applicant's record",
    ],
)
def test_asides_that_keep_something_apart(aside: str) -> None:
    assert keeps_apart(aside, is_apart=True)


@pytest.mark.parametrize(
    "aside",
    [
        "me",
        "staff",
        "SENCo/Mum",
        "office move",
        "part 3",
        "internal audit",
        "she'd like two more",
        "he won't know",
        "I don't know",
        "this page needs a picture",
        "two families left",
        "stays in",
        "screenshots only",
        "keep a note of the meter",
        "not by letter",
        "no reports",
    ],
)
def test_asides_that_keep_nothing_apart(aside: str) -> None:
    assert not keeps_apart(aside, is_apart=True)


def test_words_within_a_sentence_name_no_readers() -> None:
    assert not keeps_apart("team", is_apart=False)


@pytest.mark.parametrize("title", ["HR", "Our side", "Internal to do", "Team retro on client", "Team debrief"])
def test_titles_of_what_is_said_among_us(title: str) -> None:
    assert title_keeps_apart(title)


@pytest.mark.parametrize("title", ["HR bits", "Shop", "Board of Directors", "Internal audit", "Retro on the launch"])
def test_titles_of_anything_else(title: str) -> None:
    assert not title_keeps_apart(title)


@pytest.mark.parametrize(
    "text", ["The funder's rep left the Zoom", "client dropped off", "Parents said their goodbyes"]
)
def test_party_goes(text: str) -> None:
    assert says_who_goes(text)


@pytest.mark.parametrize(
    "text", ["60 shirts left", "client left a message (see below)", "Bye bye", "empty till signed off"]
)
def test_nobody_goes(text: str) -> None:
    assert not says_who_goes(text)


def test_call_is_over() -> None:
    assert says_call_is_over("Said once the call had ended")
    assert not says_call_is_over("Call ended at 10:30")


@pytest.mark.parametrize(
    "aside", ["hide in client view", "residents have not", "keep the volunteers out of this", "management info"]
)
def test_asides_about_outsiders(aside: str) -> None:
    assert keeps_apart(aside, is_apart=True)


@pytest.mark.parametrize("title", ["Parents not present", "Team talk", "Partners' discussion"])
def test_titles_of_what_is_said_without_others(title: str) -> None:
    assert title_keeps_apart(title)
