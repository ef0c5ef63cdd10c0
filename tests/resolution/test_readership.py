"""Asides that keep something from outsiders, in words that were not learnt, and asides that keep nothing."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extractor.resolution.asides import MIN_APART, MIN_PROBABILITY, MIN_TITLE
from extractor.resolution.readership import plain_words, probability
from extractor.resolution.readership_words import classes, tokens


class Aside(NamedTuple):
    """How an aside keeps something from outsiders ("" if it does not), and its words."""

    how: str
    words: str


KEEPING = (
    Aside("not telling", "we'd better not breathe a word to the swimmers"),
    Aside("not telling", "nobody is to hint at it to the nurses"),
    Aside("not sending", "mustn't be forwarded to the allotment holders"),
    Aside("not sending", "please don't copy in the surveyor or client"),
    Aside("not writing", "shouldn't appear in the parish newsletter"),
    Aside("not writing", "keep this off the noticeboard"),
    Aside("not knowing", "the pupils haven't been told"),
    Aside("not knowing", "client has no inkling and must not find out"),
    Aside("for some", "strictly for the wardens"),
    Aside("for some", "coaches only"),
    Aside("a state", "hush-hush until the vote"),
    Aside("a state", "confidential at this stage"),
    Aside("a place", "not to leave the vestry"),
    Aside("a consequence", "they would walk away if they heard this"),
    Aside("taking out", "strip this before we circulate it"),
    Aside("German", "den Spendern bitte nichts verraten"),
    Aside("German", "nur für den Kirchenvorstand"),
    Aside("French", "ne rien dire aux donateurs"),
    Aside("French", "pour le bureau seulement"),
)
ORDINARY = (
    Aside("", "tell the swimmers before Monday"),
    Aside("", "the parish newsletter needs a photo"),
    Aside("", "not before the vote"),
    Aside("", "the wardens will bring cups"),
    Aside("", "only the big pot"),
    Aside("", "strip the paint first"),
    Aside("", "leave the vestry tidy"),
    Aside("", "they would walk there"),
    Aside("", "Ana to check"),
    Aside("", "see the minutes of March"),
    Aside("", "bitte an alle schicken"),
    Aside("", "pour vendredi"),
)


@pytest.mark.parametrize("aside", KEEPING, ids=lambda aside: aside.words)
def test_unknown_words_that_keep_something_from_outsiders_are_known(aside: Aside) -> None:
    assert probability(aside.words) >= MIN_APART


@pytest.mark.parametrize("aside", ORDINARY, ids=lambda aside: aside.words)
def test_ordinary_asides_are_left_alone(aside: Aside) -> None:
    assert probability(aside.words) < MIN_PROBABILITY


@pytest.mark.parametrize("title", ["Wardens only", "Without the swimmers", "Not for the newsletter"])
def test_titles_that_keep_something_from_outsiders_are_known(title: str) -> None:
    assert probability(title, is_title=True) >= MIN_TITLE


@pytest.mark.parametrize("title", ["Wardens", "Swimmers", "The newsletter", "Next steps", "Client feedback"])
def test_ordinary_titles_are_left_alone(title: str) -> None:
    assert probability(title, is_title=True) < MIN_TITLE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t let on!", ["dont", "let_on"]),
        ("#nofwd", ["no", "fwd"]),
        ("#coaches-only", ["coaches", "only"]),
        ("n'en parle pas", ["ne", "en", "parle", "pas"]),
        ("", []),
    ],
)
def test_words_of_an_aside(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_word_may_have_several_classes() -> None:
    assert {"KEEP", "SEND"} <= set(classes("leave"))
    assert classes("zebra") == ()


def test_small_words_do_not_tell_asides_apart() -> None:
    assert plain_words("Please keep it quiet") == plain_words("keep this quiet!")
    assert plain_words("quiet", is_title=True) != plain_words("quiet")
