"""Regular expressions that are compiled on first use, because most notes need few of them.

Compiling all of them would take longer than Python and Click need to start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when a method or an attribute of it is first used.

    It has the methods and attributes of a compiled pattern but is not one: the functions of `re` do not accept it. A
    mistake in the pattern raises `re.error` on first use; a test compiles every expression of the package.
    """
    return cast(re.Pattern[AnyStr], _Uncompiled(pattern, flags))


class _Uncompiled:
    """A pattern that compiles itself on first use, and then keeps the methods of the compiled pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
