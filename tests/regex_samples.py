"""Make texts that a regular expression matches, so many that each of its branches is taken once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_KINDS = {"CATEGORY_DIGIT": "1", "CATEGORY_WORD": "x", "CATEGORY_NOT_WORD": ".", "CATEGORY_SPACE": " "}


def samples(pattern: re.Pattern[str]) -> list[str]:
    """Return texts in which a regular expression is likely to find something; conditions on what is around may fail."""
    return _texts(re._parser.parse(pattern.pattern, pattern.flags))  # type: ignore[attr-defined]


def _texts(parts: Iterable[tuple[Any, Any]]) -> list[str]:
    choices = [_choices(str(kind), value) for kind, value in parts]
    number = max(map(len, choices), default=1)
    return ["".join(options[at % len(options)] for options in choices) for at in range(number)]


def _choices(kind: str, value: Any) -> list[str]:
    """Return texts for one part of a regular expression."""
    if kind == "LITERAL":
        return [chr(value)]
    if kind == "IN":
        found = [chr(one) if str(kind) == "LITERAL" else _KINDS.get(str(one), "A") for kind, one in value]
        return ["x"] if str(value[0][0]) == "NEGATE" else found
    if kind == "BRANCH":
        return [text for branch in value[1] for text in _texts(branch)]
    if kind == "SUBPATTERN":
        return _texts(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        low, high, parts = value
        return [text * count for text in _texts(parts) for count in {low, min(high, low + 1)}]
    return [*_texts(value[1]), ""] if kind == "ASSERT" else [""]
