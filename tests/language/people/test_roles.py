"""Roles: as owners, beside a name in a list of people, and as labels."""

from __future__ import annotations

import re

import pytest

from extractor.language.people.roles import ROLE, ROLE_TITLE, ROLE_WORDS, is_role, is_written_as_role, tells_role


@pytest.mark.parametrize(
    "words", ["", "Ana", "Work alongside developers", "each member", "chairing", "the chair's", "a developer"]
)
def test_words_that_are_no_role(words: str) -> None:
    assert not is_role(words)


@pytest.mark.parametrize("words", ["the chairs", "Events team", "2024 board", "Release managers", "secretary", "TSC"])
def test_words_that_are_a_role(words: str) -> None:
    assert is_role(words)


@pytest.mark.parametrize("words", ["Acme", "pm", "leadership", "armchair"])
def test_no_role_beside_a_name(words: str) -> None:
    assert not ROLE_WORDS.search(words)


@pytest.mark.parametrize("words", ["chair", "Acme, taking notes", "PM", "vice president", "minutes-taker", "co-chairs"])
def test_role_beside_a_name(words: str) -> None:
    assert ROLE_WORDS.search(words)


@pytest.mark.parametrize("title", ["Action", "Chairs and tables", "Present", "Notes", "Minutes of the meeting"])
def test_title_that_names_no_holder_of_a_role(title: str) -> None:
    assert not ROLE_TITLE.fullmatch(title)


@pytest.mark.parametrize("title", ["Chair", "*Minutes taken by*", "Note takers", "Chaired by", "scribes", "Organiser"])
def test_title_that_names_the_holder_of_a_role(title: str) -> None:
    assert ROLE_TITLE.fullmatch(title)


@pytest.mark.parametrize(
    "text",
    [
        "ask the head of department",
        "Heads of department meet",
        "the head of year",
        "front of house",
        "goods-in",
        "goods in",
        "stock control",
        "letting agent",
        "the managing agent",
        "social workers",
        "the late shift",
        "ground staff",
        "our scrum master",
        "product owner",
        "tell IT",
        "HR",
        "the webteam",
        "co-chairs",
        "vice-president",
        "2024 Events team",
        "head of ops",
        "goods in",
        "ask Goods-in",
        "secretariat",
        "SECRETARIES",
    ],
)
def test_text_with_a_role_has_a_word_that_tells_it(text: str) -> None:
    found = [match.group() for match in ROLE.finditer(text)]
    assert found
    assert all(any(map(tells_role, re.findall(r"[^\W\d_]+", words)[-2:])) for words in found)
    assert all(is_written_as_role(words) == (ROLE.fullmatch(words) is not None) for words in [*found, text])


@pytest.mark.parametrize("word", ["deck", "it", "hr", "in", "Friday", "send", "chairing"])
def test_word_that_tells_no_role(word: str) -> None:
    assert not tells_role(word)
