"""Roles: as owners, beside a name in a list of people, and as labels."""

from __future__ import annotations

import pytest

from extractor.language.people.roles import ROLE_TITLE, ROLE_WORDS, is_role


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
