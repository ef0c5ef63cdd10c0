"""Regular expressions that are compiled on first use, because most notes need few of them.

Compiling all of them would take longer than Python and Click need to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, AnyStr, cast

from extractor.common import kept_regex
from extractor.common.memo import remembered


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when a method or an attribute of it is first used.

    It has the methods and attributes of a compiled pattern but is not one: the functions of `re` do not accept it. A
    mistake in the pattern raises `re.error` on first use; a test compiles every expression of the package.
    """
    return cast(re.Pattern[AnyStr], _Uncompiled(pattern, flags))


def worded(words: str, pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression for texts of which few hold one of some words; only those are searched.

    It has `search`, `match` and `fullmatch`.

    Args:
        words: In lower case, with blanks between them: every text in which the pattern finds something holds one.
        pattern: The pattern.
        flags: Those of `re`.
    """
    return cast(re.Pattern[str], _Worded(frozenset(words.split()), expression(pattern, flags)))


@remembered
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


class _Worded:
    """A pattern that is used only for texts that hold one of some words."""

    def __init__(self, words: frozenset[str], expression: re.Pattern[str]) -> None:
        self.words, self._expression = words, expression

    def __getattr__(self, name: str) -> Any:
        return getattr(self._expression, name)  # the pattern, the flags

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        return None if self.words.isdisjoint(words_of(text)) else self._expression.search(text, *place)

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        return None if self.words.isdisjoint(words_of(text)) else self._expression.match(text, *place)

    def fullmatch(self, text: str, *place: int) -> re.Match[str] | None:
        return None if self.words.isdisjoint(words_of(text)) else self._expression.fullmatch(text, *place)


class _Uncompiled:
    """A pattern that compiles itself on first use, and then keeps the methods of the compiled pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = kept_regex.compiled(self._pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


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
        self._low: re.Pattern[str] = expression(in_lower_case, flags)
        self._exact: re.Pattern[str] = expression(pattern, flags | re.IGNORECASE)

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
_WORD = expression(r"\w+")
_SMALL = frozenset("ſıİ")  # letters that are "s" and "i" where the case is ignored, and not in lower case

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
