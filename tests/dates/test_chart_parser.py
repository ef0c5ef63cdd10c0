"""Patterns of rules, compiled and matched on a small table of rules."""

from __future__ import annotations

import pytest

from extractor.dates.chart_parser import ChartParser, Meaning, compile_rules, keys_in
from extractor.dates.tokens import tokenize


def parse(text: str, *rules: tuple[str, Meaning]) -> dict[int, object]:
    """Return what rules of the category TIME mean from the first token of a text on, by the token after it."""
    tokens = tokenize(text)
    parser = ChartParser(compile_rules([("TIME", *rule) for rule in rules]), tokens, {}, "context", len(tokens))
    return dict(parser.read("TIME", 0))


@pytest.mark.parametrize(
    ("pattern", "text", "captured"),
    [
        pytest.param("in NUM days", "in 3 days", (3,), id="capture"),
        pytest.param("in|within NUM days", "within 3 days", (3,), id="alternative words"),
        pytest.param("in? NUM days", "3 days", (3,), id="word left out"),
        pytest.param("in NUM? days", "in days", (None,), id="capture left out"),
        pytest.param("NUM [ and NUM ]? days", "1 and 2 days", (1, 2), id="group"),
        pytest.param("NUM [ and NUM ]? days", "1 days", (1, None), id="group left out"),
    ],
)
def test_pattern_captures_values(pattern: str, text: str, captured: tuple[object, ...]) -> None:
    assert parse(text, (pattern, lambda context, *values: values))[len(tokenize(text))] == captured


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param("in NUM days", "in days", id="capture missing"),
        pytest.param("in NUM days", "on 3 days", id="other word"),
        pytest.param("ANY days", "the days", id="function word for ANY"),
    ],
)
def test_pattern_does_not_match(pattern: str, text: str) -> None:
    assert parse(text, (pattern, lambda context, *values: values)) == {}


def test_meaning_is_called_with_the_context() -> None:
    assert parse("now", ("now", lambda context: context)) == {1: "context"}


def test_meaning_of_none_does_not_match() -> None:
    assert parse("now", ("now", lambda context: None)) == {}


def test_earlier_rule_wins_for_the_same_words() -> None:
    assert parse("now", ("now", lambda context: "first"), ("now", lambda context: "second")) == {1: "first"}


def test_rule_that_begins_with_its_own_category_continues() -> None:
    rules = (("NUM", lambda context, number: number), ("TIME - NUM", lambda context, left, right: left - right))
    assert parse("9 - 3 - 2", *rules) == {1: 9, 3: 6, 5: 4}


def test_nothing_is_parsed_from_the_stop_on() -> None:
    tokens = tokenize("in 3 days")
    grammar = compile_rules([("TIME", "in NUM days", lambda context, number: number)])
    assert ChartParser(grammar, tokens, {}, None, 2).read("TIME", 0) == []


def test_rules_are_possible_only_with_the_words_that_they_need() -> None:
    grammar = compile_rules(
        [("TIME", "in NUM days", lambda context, number: number), ("PHRASE", "by TIME", lambda context, time: time)]
    )
    assert {rule.category for rule in grammar.possible_rules(keys_in(tokenize("by in 3 days"), {}))} == {
        "TIME",
        "PHRASE",
    }
    assert {rule.category for rule in grammar.possible_rules(keys_in(tokenize("in 3 days"), {}))} == {"TIME"}
    assert grammar.possible_rules(keys_in(tokenize("by days"), {})) == frozenset()
