"""Regular expressions that are compiled when they are first used, as most notes need few of them.

Compiling all of them takes longer than Python and Click need to start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression, which is compiled with the first method or attribute that is asked of it.

    `re.error` for a mistake in it is raised then, too. It is used by its methods alone: functions of `re` do not take
    it, and the `re` of a match is the compiled one. A test compiles all of them.
    """
    return cast(re.Pattern[AnyStr], _Uncompiled(pattern, flags))


class _Uncompiled:
    """A pattern that compiles itself when a method is first asked for, and from then on has the methods as its own."""

    def __init__(self, *said: Any) -> None:
        self._said = said

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._said)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
