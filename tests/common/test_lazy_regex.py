"""Regular expressions that wait: nothing is compiled before it is used, and all of ours can be."""

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


def test_a_mistake_is_found_on_use() -> None:
    wrong = expression("(")
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("(")


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    whole = re.compile

    def counted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return whole(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    words = expression("w(?P<rest>ord)s?", re.I)
    assert compiled == []
    found = words.match("WORDS")
    assert found
    assert found["rest"] == "ORD"
    assert words.sub("-", "a word, words") == "a -, -"
    assert words.search("nothing") is None
    assert words.pattern == "w(?P<rest>ord)s?"
    assert compiled == ["w(?P<rest>ord)s?"] * 2  # once for the methods, once for what is rarely asked


def expressions_in(value: Any) -> list[Any]:
    """The expressions that a value of a module is or holds."""
    if isinstance(value, tuple):
        return [one for part in value for one in expressions_in(part)]
    return [value] if type(value) is type(expression("")) else []


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_compiled(name: str) -> None:
    for value in vars(import_module(name)).values():
        for one in expressions_in(value):
            assert one.pattern


def test_there_are_many() -> None:
    assert sum(len(expressions_in(value)) for name in NAMES for value in vars(import_module(name)).values()) > 200
