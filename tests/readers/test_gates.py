"""A quick look comes before expressions that take long; it must let everything pass that they find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Person
from extractor.readers import confidential_levels as levels
from extractor.readers import confidential_words as vocabulary
from extractor.readers import taken_on
from extractor.readers.confidential_marks import _is_bare, _may_hold_bare, segments
from extractor.readers.formats import message_heads


def _pattern(expression: re.Pattern[str]) -> re.Pattern[str]:
    """Return an expression as `re` made it, for hypothesis."""
    return re.compile(expression.pattern, expression.flags)


@settings(deadline=None, max_examples=60)
@given(st.from_regex(_pattern(message_heads.ONLY_STAMP), fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_every_time_of_a_head_may_be_one(stamp: str) -> None:
    assert message_heads._MAY_BE_TIME.search(f"{stamp.strip()}")


@settings(deadline=None, max_examples=60)
@given(st.from_regex(_pattern(vocabulary.SAID), fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_every_word_of_a_sentence_that_is_a_mark_is_known(words: str) -> None:
    assert vocabulary.says_mark(words, frozenset(re.findall(r"[^\W\d_]+(?:_[a-z_]+)?", words.lower())))


@settings(deadline=None, max_examples=60)
@given(st.from_regex(_pattern(levels.HINT), fullmatch=True))
def test_every_hint_of_a_level_is_seen(words: str) -> None:
    assert levels.may_be_level(words)


@pytest.mark.parametrize(
    "text",
    [
        "price __internal__",
        "The price (intenal) is 3",
        "Order the paint - not for the client - by Friday",
        "[private] Ana will call",
        "__internal__ price",
        "Off the record: he leaves",
    ],
)
def test_text_with_a_bare_mark_is_cut_into_clauses(text: str) -> None:
    assert any(_is_bare(text[start:end]) for start, end in segments(text))
    assert _may_hold_bare(text)


@pytest.mark.parametrize(
    "line",
    [
        "The roof is poor – Ben to get a quote",
        "The roof is poor => Ben will get a quote",
        "The roof is poor, Ben and\nAna to get a quote",
        "The roof is poor. Ben- get a quote",
        "The roof is poor! Ben: get a quote",
    ],
)
def test_line_that_names_who_takes_work_on_may_be_cut(line: str) -> None:
    pattern = taken_on._pattern([Person("Ben"), Person("Ana")])
    assert pattern.search(line)
    assert taken_on.may_cut(line)


def test_line_without_a_sign_of_work_needs_no_expression_of_names() -> None:
    def pattern() -> re.Pattern[str]:
        pytest.fail("the expression of the names was asked for")

    assert taken_on._cut("The roof is poor, and Ben agreed", pattern) is None
