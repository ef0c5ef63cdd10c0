"""Which words a text must hold for an expression is told by the expression, and no text that it matches lacks them."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from regex_samples import samples as matching
from test_lazy_regex import NAMES, expressions_in

from extractor.common import kept_regex
from extractor.common.lazy_regex import screened, sought
from extractor.common.telling_words import Index, keys_in
from extractor.language.patterns import blockers, formulas, markers
from extractor.language.patterns.compiling import compiled, in_lower_case


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        pytest.param(r"\b(?:told|said)\b", {" told ", " said "}, id="words"),
        pytest.param(r"\bagree[ds]?\b", {"agree"}, id="rarest piece of a word without its end"),
        pytest.param(r"agreed\b", {"greed"}, id="a word without its start"),
        pytest.param(r"\b(?:internal|in[ -]house)\b", {" internal ", " house "}, id="letters that branches share"),
        pytest.param(r"(?:will|to) send", {" send"}, id="rarest of what all texts hold"),
        pytest.param(r"\bdon['’]?t\s(?:minute|share)d?\b", {"minut", "share"}, id="optional sign"),
        pytest.param(r"(?<!\w)nda(?![\w-])", {" nda "}, id="looking around"),
        pytest.param(r"(?:the\s)?(?:owner|lead)", {"owner", "lead"}, id="optional part"),
        pytest.param(r"(?:owner\s)+", {"owner"}, id="repeated part"),
        pytest.param(r"told|\d", set(), id="a branch without words"),
        pytest.param(r"\w+\s[A-Z]", set(), id="no words"),
        pytest.param(r"\bby\s", {" by "}, id="short word"),
        pytest.param(r"\bby", {" by"}, id="start of a word"),
        pytest.param(r"by", set(), id="too short"),
        pytest.param(r"[✅✔]|\bdone\b", {"✅", "✔", " done "}, id="signs"),
        pytest.param(r"[✅x]|\bdone\b", set(), id="a sign or a letter"),
        pytest.param(r"c(?:é|e)s", set(), id="letters beyond ASCII are not compared"),
    ],
)
def test_keys_of_a_pattern(pattern: str, keys: set[str]) -> None:
    assert kept_regex.keys(pattern, re.I) == keys


def test_pattern_for_ascii_words_has_no_keys() -> None:
    assert kept_regex.keys(r"\btold\b", re.ASCII) == frozenset()


def test_word_holds_itself_and_its_pieces() -> None:
    assert set(keys_in("to")) == {" to ", " to", "to "}
    assert " told " in set(keys_in("told"))
    assert {" tol", "told", "old "} <= set(keys_in("told"))


def test_index_tells_which_expressions_a_text_may_match() -> None:
    index = Index()
    first, second = index.add({" told "}), index.add({" tol", "say"})
    assert (index.bits_in("He told them"), index.bits_in("SAYS"), index.bits_in("x")) == (first | second, second, 0)
    third = index.add({" x ", "✅"})
    assert (index.bits_in("x"), index.bits_in("✅ told")) == (third, first | second | third)


@pytest.mark.parametrize("text", ["ſaid", "saıd", "SAİD"])
def test_letters_that_are_others_in_lower_case_hide_nothing(text: str) -> None:
    index = Index()
    bit = index.add({" said "})
    assert index.bits_in(text) & bit


def patterns() -> dict[tuple[str, int], re.Pattern[str]]:
    """Return the patterns of the package that are used for likely texts alone, by their words and flags."""
    values = (value for name in NAMES for value in vars(import_module(name)).values())
    kinds = {type(sought("")), type(screened(""))}
    found: list[Any] = [one for value in values for one in expressions_in(value) if type(one) in kinds]
    tables: tuple[Any, ...] = (markers.MARKERS, blockers.BLOCKERS, formulas.FORMULAS)
    found += [make(row.pattern) for table in tables for row in table for make in (compiled, in_lower_case)]
    return {(one.pattern, one.flags): one for one in found if isinstance(one.pattern, str)}


@cache
def keys_of_word(word: str) -> frozenset[str]:
    return frozenset(keys_in(word))


@cache
def keys_of_text(text: str) -> frozenset[str]:
    return frozenset(text).union(*map(keys_of_word, re.findall(r"\w+", text.lower())))


@pytest.mark.slow
def test_what_an_expression_of_the_package_matches_holds_one_of_its_keys() -> None:
    tried = 0
    for pattern, flags in patterns():
        keys = kept_regex.keys(pattern, flags & ~re.UNICODE)
        made = re.compile(pattern, flags)
        around = ["{}", "a {} b", "A{}b", "x-{}."]
        texts = [form.format(text) for text in matching(made) for form in around] if keys else []
        matched = [text for text in texts if made.search(text)]
        tried += bool(matched)
        assert [text for text in matched if keys.isdisjoint(keys_of_text(text))] == [], pattern
    assert tried > 100


@pytest.mark.slow
def test_lines_of_the_samples_that_an_expression_matches_hold_one_of_its_keys(samples: Path) -> None:
    lines = sorted({line for path in samples.glob("*.*") for line in path.read_text("utf-8", "replace").splitlines()})
    for pattern, flags in patterns():
        if keys := kept_regex.keys(pattern, flags & ~re.UNICODE):
            made = re.compile(pattern, flags)
            unlikely = [line for line in lines if keys.isdisjoint(keys_of_text(line))]
            assert [line for line in unlikely if made.search(line)] == [], pattern
