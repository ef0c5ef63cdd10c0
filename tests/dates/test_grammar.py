"""The table of rules: every rule can be read, and its captures exist."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.dates.chart_parser import Element
from extractor.dates.finding import find_phrases
from extractor.dates.grammar import RULES, grammar
from extractor.dates.resolving import resolve_deadline
from extractor.dates.tokens import LEXICON

# Words for the captures of rules, several for most.
CAPTURED = {
    "NUM": "12 two 2.5 half",
    "COUNT": "3 half twelve",
    "UNIT": "week day quarter weekend",
    "WEEKDAY": "Friday",
    "MONTH": "June",
    "ORDNUM": "5th",
    "ORDWORD": "second",
    "FOURDIGITS": "2026",
    "QUARTER": "Q3",
    "DATE": "2026-05-06",
    "TIME": "tomorrow June Friday Q3",
    "DURATION": "fortnight",
    "PART": "morning",
    "CLOCK": "17:00",
    "NAMED": "Easter",
    "YEAR": "2027",
}


def words_for(pattern: tuple[Element, ...], nth: int, *, with_optional: bool) -> str:
    """Return words that a pattern may match, with or without its optional elements; `nth` selects alternatives."""
    words = []
    for element in pattern:
        if element.optional and not with_optional:
            continue
        if element.group:
            words.append(words_for(element.group, nth, with_optional=with_optional))
        else:
            alternatives = sorted(element.words) or CAPTURED.get(element.capture, "this 3 week").split()
            words.append(alternatives[nth % len(alternatives)])
    return " ".join(words)


@pytest.mark.slow
@pytest.mark.parametrize("nth", range(6))
def test_words_of_every_rule_are_read_without_an_error(nth: int) -> None:
    indexes = (*grammar().starts.values(), *grammar().continuations.values())
    rules = {rule for index in indexes for ranked in index.values() for _, rule in ranked}
    for rule in rules:
        words = words_for(rule.pattern, nth, with_optional=nth % 2 == 0)
        for said in (words, f"this Friday {words}", f"two thousand and {words}"):
            resolve_deadline(said, date(2026, 3, 4))
            find_phrases(f"Kim sends it {said} and that is all.")


def test_every_capture_is_a_category_or_a_class_of_tokens() -> None:
    categories = {category for category, _, _ in RULES}
    classes = {kind for kinds in LEXICON.values() for kind in kinds}
    of_numbers = {"DIGITS", "FOURDIGITS", "ORDNUM", "SHORTYEAR", "QUARTER", "HALF", "FISCAL", "ISOWEEK"}
    others = {"UNITS", "CLOCK", "MERIDIEM", "DATE", "NAMED", "ANY"}
    words = {word.removesuffix("?") for _, pattern, _ in RULES for word in pattern.split()}
    captures = {word for word in words if word.isupper() and word.isalpha()}
    assert captures <= categories | classes | of_numbers | others
