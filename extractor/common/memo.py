"""Answers about short texts, kept: a title is asked about for each line under it, a line by its list and its parts.

Long texts are not kept: they come once, and would be dear. A note of common length fits; what is older is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, TypeVar, TypeVarTuple

MAX_LENGTH = 400  # characters of a text that is kept


CACHE_SIZE = 1024  # answers of one function


Rest = TypeVarTuple("Rest")


R = TypeVar("R")


class remembered(Generic[*Rest, R]):
    """The same function of a text, which must depend on its arguments alone, asked once about a short one."""

    def __init__(self, ask: Callable[[str, *Rest], R]) -> None:
        self._ask = ask
        self.answers = lru_cache(maxsize=CACHE_SIZE)(ask)
        update_wrapper(self, ask)

    def __call__(self, text: str, *rest: *Rest) -> R:
        return self.answers(text, *rest) if len(text) <= MAX_LENGTH else self._ask(text, *rest)
