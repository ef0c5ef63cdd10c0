"""Noun and verb phrases of parsed sentences."""

from __future__ import annotations

import pytest

from extractor.language.syntax.phrases import Phrase, phrases
from extractor.model import ReadOptions


def phrases_of(text: str) -> list[Phrase]:
    (found,) = phrases([text], ReadOptions().model)
    return list(found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("She will.", id="no noun and no object"),
        pytest.param("Yes.", id="no clause"),
        pytest.param("It is.", id="only a pronoun"),
    ],
)
def test_no_phrase(text: str) -> None:
    assert phrases_of(text) == []


def test_no_sentence_needs_no_parse() -> None:
    assert list(phrases([], "no such pipeline")) == []


@pytest.mark.parametrize(
    ("text", "noun_phrase"),
    [
        pytest.param("We need to ring the landlord.", "the landlord", id="object"),
        pytest.param("The rules of the club are old.", "The rules of the club", id="with of"),
        pytest.param("We need the key to the kitchen.", "the key to the kitchen", id="with a preposition"),
        pytest.param("Bring the ladder and the rope.", "the ladder and the rope", id="joined by and"),
    ],
)
def test_noun_phrase(text: str, noun_phrase: str) -> None:
    assert noun_phrase in [phrase.text for phrase in phrases_of(text) if phrase.kind == "noun"]


@pytest.mark.parametrize(
    ("text", "verb_phrase"),
    [
        pytest.param("Somebody should ring the landlord.", "ring the landlord", id="without subject and modal"),
        pytest.param("Ana sends the invoice.", "send the invoice", id="base form"),
        pytest.param("The skip has to be booked.", "book the skip", id="passive"),
    ],
)
def test_verb_phrase(text: str, verb_phrase: str) -> None:
    assert verb_phrase in [phrase.text for phrase in phrases_of(text) if phrase.kind == "verb"]


def test_offsets_are_of_the_sentence() -> None:
    text = "Please check the boiler before you go."
    for phrase in phrases_of(text):
        if phrase.kind == "noun":
            assert text[phrase.start : phrase.end] == phrase.text


def test_partner_has_the_role_of_the_first() -> None:
    (rope,) = [phrase for phrase in phrases_of("Bring the ladder and the rope.") if phrase.text == "the rope"]
    assert (rope.role, rope.governor) == ("dobj", "bring")
