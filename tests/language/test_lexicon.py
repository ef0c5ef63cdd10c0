"""Word classes: first words outside a class, then words of one, then the features of work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language import lexicon


@pytest.mark.parametrize("word", ["the", "yesterday", "thing", "bed", "sing", "bus", "Kim", "", "ed", "ing"])
def test_word_is_no_verb(word: str) -> None:
    assert lexicon.verb_classes(word) == ((), "")


@pytest.mark.parametrize(
    ("word", "name", "form"),
    [
        ("send", "communicates", "base"),
        ("Sends", "communicates", "s"),
        ("sent", "communicates", "past"),
        ("sending", "communicates", "ing"),
        ("updating", "changes", "ing"),
        ("planned", "arranges", "past"),
        ("tries", "inspects", "s"),
        ("wrote", "creates", "past"),
        ("is", "states", "s"),
    ],
)
def test_class_and_form_of_a_verb(word: str, name: str, form: str) -> None:
    classes, form_of_word = lexicon.verb_classes(word)
    assert name in classes
    assert form_of_word == form


@pytest.mark.parametrize(
    ("work", "absent"),
    [
        ("The report is out", "opens: verb, base"),
        ("Discussion of the API", "opens: verb, base"),
        ("Updated the site", "opens: verb, base"),
        ("yeah send it", "verb: communicates"),
    ],
)
def test_work_lacks_feature(work: str, absent: str) -> None:
    assert absent not in set(lexicon.of_work(work))


@pytest.mark.parametrize(
    ("work", "present"),
    [
        ("Send the report", {"opens: verb, base", "verb: communicates", "about an artefact", "second: determiner"}),
        ("Updated the site", {"opens: verb, past", "verb: changes"}),
        ("the API", {"opens: determiner"}),
        ("no API", {"opens: determiner"}),
        ("GDPR review", {"opens: capitals", "about a topic"}),
        ("Discussion of the API", {"opens with a topic"}),
        ("quickly check the budget", {"opens: adverb, verb", "about an artefact"}),
        ("we've shipped it", {"opens: pronoun"}),
        ("...", {"opens: no word"}),
    ],
)
def test_work_has_features(work: str, present: set[str]) -> None:
    assert present <= set(lexicon.of_work(work))


@given(st.text(max_size=200))
def test_any_text_has_a_feature_of_its_first_word(work: str) -> None:
    assert any(name.startswith("opens") for name in lexicon.of_work(work))
