"""Dialogue: what the turns around a turn say of it, what stays inside the meeting, and speech without its stumbling."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import owners, readers
from extractor.actions import mention, weights
from extractor.candidates import Candidate, candidates
from extractor.dialogue import back, fluent
from extractor.model import Mention, Options

FILLER = "Ana: Let us begin with the usual round.\nLee: It was a calm week over here.\n" * 3


def heard(text: str, words: str) -> tuple[Candidate, Mention]:
    """The candidate of a talk that holds these words, and what it says as a mention."""
    notes = readers.read_text(FILLER + text, "call.txt")
    roster = owners.learn(notes.blocks, notes.people)
    for candidate in candidates(notes, roster, Options().model):
        said = notes.blocks[candidate.block].text[candidate.start : candidate.end]
        if words in said:
            return candidate, mention(notes, candidate, 0.5, weights())
    raise AssertionError(f"no candidate says {words!r}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("we had had enough of it", id="had had is kept but for one"),
        pytest.param("do you know him", id="you know with an object"),
        pytest.param("I like it, and so does Lee", id="like as a verb"),
        pytest.param("the error is here", id="er inside a word"),
        pytest.param("I'm ill at home", id="ill as a word"),
        pytest.param("the id is 5", id="id as a word"),
    ],
)
def test_words_that_only_look_like_fillers_stay(text: str) -> None:
    assert fluent(text)[0].replace("had enough", "had had enough") == text


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("um I will, uh, send it", "I will, send it"),
        ("I will I will send it", "I will send it"),
        ("I think, you know, we should", "I think, we should"),
        ("the the quota", "the quota"),
        ("zzz: ill send it", "i'll send it"),
        ("I'll… I'll send it", "I'll send it"),
    ],
)
def test_speech_is_made_fluent(said: str, plain: str) -> None:
    assert fluent(said)[0] == plain


@given(st.text(alphabet="abI um,…-' uh you know ill", max_size=80))
def test_offsets_lead_back_to_the_same_characters(said: str) -> None:
    plain, marks = fluent(said)
    for at, character in enumerate(plain):
        if character != "'":
            assert said[back(at, marks)] == character


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Ana: Let me share my screen now.\nLee: Okay.\n", "share my screen", id="sharing the screen"),
        pytest.param("Ana: I'll move on to the next point.\nLee: Okay.\n", "move on", id="moving on"),
        pytest.param("Ana: I'm going to hand it over to Lee.\nLee: Thanks.\n", "hand it over", id="handing over"),
        pytest.param("Ana: I'll wrap up the meeting here.\nLee: Bye.\n", "wrap up", id="ending it"),
        pytest.param("Ana: I would say that it works.\nLee: Yes.\n", "say that", id="saying so"),
    ],
)
def test_acts_inside_the_meeting_show_as_such(text: str, words: str) -> None:
    evidence = heard(text, words)[0].evidence
    assert "turn: inside the meeting" in evidence or "turn: an act of speaking" in evidence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Ana: I will send the budget to the board.\nLee: Thanks.\n", "send the budget", id="sending"),
        pytest.param(
            "Ana: I'll share the report with the board.\nLee: Thanks.\n", "share the report", id="sharing a report"
        ),
    ],
)
def test_work_after_the_meeting_does_not(text: str, words: str) -> None:
    evidence = heard(text, words)[0].evidence
    assert "turn: inside the meeting" not in evidence and "turn: an act of speaking" not in evidence
    assert "turn: promise, then thanks" in evidence


@pytest.mark.parametrize(
    ("text", "words", "owners_said"),
    [
        pytest.param(
            "Ana: Could you check the quota?\nLee: No, I can't.\n",
            "check the quota",
            ("Lee",),
            id="refused, still asked",
        ),
        pytest.param(
            "Ana: Everyone, please read the draft.\nLee: Sure.\n", "read the draft", (), id="everyone is not Lee"
        ),
        pytest.param(
            "Ana: Lee, could you check the quota?\nLee: Sure, will do.\n",
            "check the quota",
            ("Lee",),
            id="asked by name",
        ),
        pytest.param(
            "Ana: Could you check the quota?\nLee: Sure, will do.\n", "check the quota", ("Lee",), id="accepted"
        ),
        pytest.param("Ana: I will check the quota.\nLee: Thanks.\n", "check the quota", ("I",), id="promised"),
        pytest.param(
            "Ana: No answer yet, but will check the quota.\nLee: Ok.\n", "check the quota", ("I",), id="no subject"
        ),
    ],
)
def test_owners_of_talk(text: str, words: str, owners_said: tuple[str, ...]) -> None:
    if not owners_said:
        assert "Lee" not in heard(text, words)[1].owners_said
    else:
        assert heard(text, words)[1].owners_said == owners_said


def test_will_do_takes_the_words_of_the_request_and_only_points_back() -> None:
    found = heard("Ana: Lee, could you check the quota?\nLee: Sure, will do.\n", "will do")[1]
    assert found.task == "check the quota"
    assert found.echoes


def test_a_long_talk_takes_linear_time() -> None:
    start = time.perf_counter()
    for piece in ("um ", "a ", "I I ", "ab ab ", "you know, ", "… "):
        fluent(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 5
