"""Compile the patterns, and search cheaply for the words that they need.

Patterns are verbose, case-insensitive and linear in time; a part in `(?-i: )` keeps its case.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A verbose, case-insensitive regular expression, compiled once."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


@cache
def in_lower_case(pattern: str) -> re.Pattern[str]:
    """A verbose regular expression without capitals, for text in lower case: half the time of an ignored case."""
    return re.compile(pattern, re.VERBOSE)


@cache
def _parts(hints: str) -> tuple[str, ...]:
    return tuple(hints.split("|"))


def holds_one(low: str, hints: str) -> bool:
    """Whether a text in lower case holds one of these, given as "one|two": quicker than the pattern that needs it."""
    return any(hint in low for hint in _parts(hints))
