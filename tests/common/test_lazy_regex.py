"""Regular expressions are compiled on first use, and every one of the package compiles."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.common.lazy_regex import expression

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
    original_compile = re.compile

    def recording_compile(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return original_compile(pattern, flags)

    monkeypatch.setattr(re, "compile", recording_compile)
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
    if isinstance(value, tuple):
        return [found for part in value for found in expressions_in(part)]
    return [value] if type(value) is type(expression("")) else []


@pytest.mark.parametrize("name", NAMES)
def test_every_expression_of_a_module_compiles(name: str) -> None:
    for value in vars(import_module(name)).values():
        for found in expressions_in(value):
            assert found.pattern


def test_more_than_200_expressions_are_checked() -> None:
    assert sum(len(expressions_in(value)) for name in NAMES for value in vars(import_module(name)).values()) > 200
