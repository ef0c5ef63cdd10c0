"""Cache the results of functions of short texts: the same line or title is analysed by several steps.

Long texts are not cached: they rarely come twice, and 1,024 of them could fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, TypeVar, TypeVarTuple

MAX_LENGTH = 400  # characters of a text that is cached
CACHE_SIZE = 1024  # results of one function; those not used for the longest time are dropped

OtherArguments = TypeVarTuple("OtherArguments")
Result = TypeVar("Result")


class remembered(Generic[*OtherArguments, Result]):
    """A decorator: `functools.lru_cache` for a function whose first argument is a text, without long texts.

    The result must depend on the arguments alone. `answers` is the cached function, with `cache_info` and
    `cache_clear`.
    """

    def __init__(self, function: Callable[[str, *OtherArguments], Result]) -> None:
        self._function = function
        self.answers = lru_cache(maxsize=CACHE_SIZE)(function)
        update_wrapper(self, function)

    def __call__(self, text: str, *others: *OtherArguments) -> Result:
        return self.answers(text, *others) if len(text) <= MAX_LENGTH else self._function(text, *others)
