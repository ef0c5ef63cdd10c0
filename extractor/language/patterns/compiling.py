"""Compile the patterns of this package, each once.

They are verbose, ignore the case except within `(?-i: )`, and take linear time.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.common.lazy_regex import sought


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a verbose regular expression that ignores the case."""
    return sought(pattern, re.VERBOSE | re.IGNORECASE)


@cache
def in_lower_case(pattern: str) -> re.Pattern[str]:
    """Compile a verbose regular expression for lower-cased text, which takes half the time of ignoring the case."""
    return sought(pattern, re.VERBOSE)
