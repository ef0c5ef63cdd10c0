"""Regular expressions are compiled on first use, and every one of the package compiles."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.common import kept_regex
from extractor.common.lazy_regex import expression, screened, sought
from extractor.common.memo import MAX_LENGTH
from extractor.readers.confidential_phrases import Phrase, Rules

ROOT = Path(extractor.__file__).parent
NAMES = sorted(
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
)


def test_mistake_in_a_pattern_is_raised_on_first_use() -> None:
    broken = expression("(")
    with pytest.raises(re.error, match="unterminated"):
        broken.search("(")


def test_pattern_is_compiled_on_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def recording_compile(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return re.compile(pattern, flags)

    monkeypatch.setattr(kept_regex, "compiled", recording_compile)
    words = expression("w(?P<rest>ord)s?", re.I)
    assert compiled == []
    match = words.match("WORDS")
    assert match
    assert match["rest"] == "ORD"
    assert words.sub("-", "a word, words") == "a -, -"
    assert words.search("nothing") is None
    assert words.pattern == "w(?P<rest>ord)s?"
    assert compiled == ["w(?P<rest>ord)s?"] * 2  # once for the methods, once for an attribute


def expressions_in(value: Any) -> list[Any]:
    """Return the expressions in a value of a module."""
    if isinstance(value, tuple) and not isinstance(value, Phrase):
        return [found for part in value for found in expressions_in(part)]
    if isinstance(value, Rules):
        return [phrase.form for phrase in value.phrases]
    if isinstance(value, Phrase):
        return [value.form]
    return [value] if type(value) in {type(expression("")), type(screened("")), type(sought(""))} else []


@pytest.mark.parametrize("name", NAMES)
def test_every_expression_of_a_module_compiles(name: str) -> None:
    for value in vars(import_module(name)).values():
        for found in expressions_in(value):
            assert found.pattern


def test_more_than_200_expressions_are_checked() -> None:
    assert sum(len(expressions_in(value)) for name in NAMES for value in vars(import_module(name)).values()) > 200


@pytest.mark.parametrize(
    "text",
    [
        "Nothing",
        "An INTERNAL note",
        "not for Acme",
        "NOT FOR acme",
        "SIGN it",
        "ſign it",
        "sıgn it",
        "SİGN it",
        "not for Åse",
    ],
)
@pytest.mark.parametrize("method", ["search", "match", "fullmatch"])
def test_screened_expression_finds_what_the_exact_one_finds(text: str, method: str) -> None:
    pattern = r"(?P<mark>internal)|not for (?-i:[A-ZÅ])\w+|\bsign\W"
    found = [getattr(made, method)(text) for made in (screened(pattern), re.compile(pattern, re.I))]
    assert len({(one.span(), one.groupdict().get("mark")) if one else None for one in found}) == 1


def test_screened_expression_finds_every_place_and_replaces_it() -> None:
    made = screened(r"in[ ]?house", re.X)
    assert [found[0] for found in made.finditer("InHouse or in house")] == ["InHouse", "in house"]
    assert made.sub("-", "InHouse or in house") == "- or -"
    assert (list(made.finditer("out")), made.sub("-", "out")) == ([], "out")


@pytest.mark.slow
def test_screened_expressions_of_the_package_find_what_the_exact_ones_find(samples: Path) -> None:
    lines = {line for path in samples.glob("*.*") for line in path.read_text("utf-8", "replace").splitlines()}
    found = [
        one
        for name in NAMES
        for value in vars(import_module(name)).values()
        for one in expressions_in(value)
        if type(one) is type(screened(""))
    ]
    assert len(found) > 50
    for one in {id(one): one for one in found}.values():
        exact = re.compile(one.pattern, one.flags)
        differing = [line for line in lines if bool(one.search(line)) != bool(exact.search(line))]
        assert differing == []


def test_texts_without_its_words_are_not_searched() -> None:
    told = sought(r"\b(?:told|said)\s(?P<whom>\w+)", re.I)
    found = told.search("Ana SAID no")
    assert found
    assert found["whom"] == "no"
    assert told.match("Told him") is not None
    assert told.fullmatch("Told him now") is None
    assert [match["whom"] for match in told.finditer("told ana, said no")] == ["ana", "no"]
    assert (told.search("Ana says no"), list(told.finditer("no")), told.findall("no")) == (None, [], [])
    assert told.sub("-", "Ana told him") == "Ana -"


def test_long_text_is_searched() -> None:
    assert sought("told").search("a " * MAX_LENGTH + "told") is not None
    assert sought("told").search("a " * MAX_LENGTH) is None
