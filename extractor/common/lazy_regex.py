"""Regular expressions that are compiled on first use, because most notes need few of them.

Compiling all of them would take longer than Python and Click need to start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, AnyStr, cast

from extractor.common import kept_regex
from extractor.common.memo import MAX_LENGTH

if TYPE_CHECKING:
    from extractor.common.telling_words import Index


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when a method or an attribute of it is first used.

    It has the methods and attributes of a compiled pattern but is not one: the functions of `re` do not accept it. A
    mistake in the pattern raises `re.error` on first use; a test compiles every expression of the package.
    """
    return cast(re.Pattern[AnyStr], _Uncompiled(pattern, flags))


def sought(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression for texts of which few match: only those that hold its words are searched.

    It does what `expression(pattern, flags)` does; which words these are follows from the pattern.
    """
    return cast(re.Pattern[str], _Sought(pattern, flags))


class _Uncompiled:
    """A pattern that compiles itself on first use, and then keeps the methods of the compiled pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = kept_regex.compiled(self._pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


@cache
def _index() -> Index:
    from extractor.common.telling_words import Index

    return Index()


class _Sought:
    """A pattern that finds out its telling words on first use, and is used for texts that hold one of them."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._expression = expression(pattern, flags)
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _NOTHING_FOUND:
            return getattr(self._expression, name)  # the pattern, the flags
        keys = kept_regex.keys(*self._given)
        bit = _index().add(keys) if keys else -1
        for method, nothing in _NOTHING_FOUND.items():
            self.__dict__[method] = _of_likely_texts(getattr(self._expression, method), bit, nothing)
        return self.__dict__[name]

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self._expression.sub(replacement, text, count) if self.search(text) else text


def _of_likely_texts(method: Callable[..., Any], bit: int, nothing: Callable[[], Any]) -> Callable[..., Any]:
    """Return a method of an expression that passes over short texts without its words.

    Args:
        method: The method.
        bit: The bit of the expression in the index; -1 if any text may match.
        nothing: What the method returns where it finds nothing.
    """
    if bit < 0:
        return method
    bits_in = _index().bits_in

    def of_likely(text: str, *place: int) -> Any:
        return method(text, *place) if len(text) > MAX_LENGTH or bits_in(text) & bit else nothing()

    return of_likely


_NOTHING_FOUND: Mapping[str, Callable[[], Any]] = {
    "search": lambda: None,
    "match": lambda: None,
    "fullmatch": lambda: None,
    "finditer": lambda: iter(()),
    "findall": list,
}


def screened(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that ignores the case, for texts of which few match.

    It does what `expression(pattern, flags | re.IGNORECASE)` does. The text is searched in lower case first, which
    takes a third of the time; only where that finds something, the case is ignored. `(?-i:...)` may stand in the
    pattern, but not where it says what must not follow.
    """
    return cast(re.Pattern[str], _Screened(pattern, flags))


class _Screened:
    """A pattern that ignores the case, and one for texts in lower case that finds something wherever it does."""

    def __init__(self, pattern: str, flags: int) -> None:
        in_lower_case = _CAPITAL.sub(lambda found: found[0].lower(), pattern.replace("(?-i:", "(?:"))
        self._low: re.Pattern[str] = sought(in_lower_case, flags)
        self._exact: re.Pattern[str] = sought(pattern, flags | re.IGNORECASE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._exact, name)  # the pattern, the flags

    def _may(self, low: re.Match[str] | None, text: str) -> bool:
        """Whether the exact pattern may match a text, given the match in lower case."""
        return low is not None or (not text.isascii() and not _SMALL.isdisjoint(text))

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        is_likely = self._may(self._low.search(text.lower(), *place), text)
        return self._exact.search(text, *place) if is_likely else None

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        is_likely = self._may(self._low.match(text.lower(), *place), text)
        return self._exact.match(text, *place) if is_likely else None

    def fullmatch(self, text: str, *place: int) -> re.Match[str] | None:
        is_likely = self._may(self._low.fullmatch(text.lower(), *place), text)
        return self._exact.fullmatch(text, *place) if is_likely else None

    def finditer(self, text: str, *place: int) -> Iterator[re.Match[str]]:
        is_likely = self._may(self._low.search(text.lower(), *place), text)
        return self._exact.finditer(text, *place) if is_likely else iter(())

    def sub(self, replacement: str, text: str) -> str:
        return self._exact.sub(replacement, text) if self._may(self._low.search(text.lower()), text) else text


_CAPITAL = expression(r"(?<!\\)(?<!\(\?)[A-ZÀ-ÖØ-Þ]")  # not of "\W" and "(?P<name>"
_SMALL = frozenset("ſıİ")  # letters that are "s" and "i" where the case is ignored, and not in lower case

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
