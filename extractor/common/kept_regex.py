"""Keep what `re` makes of the package's regular expressions, beside Python's own compiled modules.

Compiling them takes a quarter of a cold start. `re` compiles an expression to a list of numbers for its engine; taking
such a list back takes a fiftieth of the time. The file stands in `__pycache__`, holds expressions of the package alone
and nothing of any notes, and is for one version of Python and of recap's expressions: each is found by its own words.
Whatever is not as expected (another Python, a folder that is locked, a damaged file) means compiling as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from pathlib import Path
from typing import Any, NamedTuple

_FEW = 12  # expressions that are compiled before the file is read: `recap --help` needs no more
_WORTH = 4  # new expressions that are worth writing the file anew: that costs as much as to compile some ten, once
MAX_BYTES = 8_000_000  # of the file; 900 expressions take 2 MB
_VERSION = f"2 {sys.version}"  # of the format, and of the Python whose engine takes the numbers

_Entry = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # what the engine takes, but for the pattern
_Key = tuple[str, int]  # a pattern and its flags
_WORDS = 1 << 30  # added to the flags of a pattern: the entry holds its keys, and not its code


class _Engine(NamedTuple):
    """The parts of `re` that have no public names."""

    parse: Any
    code_of: Any
    make: Any


class Kept:
    """The expressions of one file, and those that are new."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._entries: dict[_Key, _Entry | frozenset[str]] | None = None  # None: the file has not been read
        self._fresh: dict[_Key, _Entry | frozenset[str]] = {}
        self._engine = _engine() if path is not None else None

    def compiled(self, pattern: Any, flags: int) -> re.Pattern[Any]:
        """Return what `re.compile` returns. Raises re.error for a mistake in the pattern."""
        if self._engine is None or not isinstance(pattern, str):
            return re.compile(pattern, flags)
        key = pattern, int(flags)
        if self._entries is None and len(self._fresh) >= _FEW:
            self._entries = _read(self._path)
        entry = self._entries.get(key) if self._entries else None
        if isinstance(entry, tuple) and (found := _taken_back(pattern, entry, self._engine)) is not None:
            return found
        self._fresh[key] = made = _entry_of(pattern, flags, self._engine)
        return _taken_back(pattern, made, self._engine) or re.compile(pattern, flags)

    def keys(self, pattern: str, flags: int) -> frozenset[str]:
        """Return the keys of an expression, as `telling_words` finds them; none where any text may match it."""
        if self._engine is None or flags & re.ASCII:
            return frozenset()
        key = pattern, int(flags) | _WORDS
        if self._entries is None and len(self._fresh) >= _FEW:
            self._entries = _read(self._path)
        found = self._entries.get(key) if self._entries else None
        if not isinstance(found, frozenset):
            from extractor.common.telling_words import keys_of

            found = self._fresh[key] = keys_of(self._engine.parse(pattern, flags)) or frozenset()
        return found

    def keep(self) -> None:
        """Write the file anew where enough is new, unless Python is told to leave no compiled modules behind."""
        if self._path is None or sys.dont_write_bytecode or len(self._fresh) < _WORTH:
            return
        if self._entries is None and len(self._fresh) <= _FEW:
            return  # too few to read the file for
        entries = self._entries if self._entries is not None else _read(self._path)
        if len(self._fresh.keys() - entries.keys()) < _WORTH:
            return
        data = marshal.dumps((_VERSION, {**entries, **self._fresh}))
        if len(data) > MAX_BYTES:  # of older versions, too
            data = marshal.dumps((_VERSION, self._fresh))
        _write(self._path, data)


def _engine() -> _Engine | None:
    try:
        import _sre  # type: ignore[import-not-found]
        from re import _compiler, _parser  # type: ignore[attr-defined]

        return _Engine(_parser.parse, _compiler._code, _sre.compile) if array("I").itemsize == 4 else None
    except (ImportError, AttributeError):
        return None


def _entry_of(pattern: str, flags: int, engine: _Engine) -> _Entry:
    """Compile an expression as `re.compile` does, and return what its engine takes."""
    tree = engine.parse(pattern, flags)
    names: dict[str, int] = dict(tree.state.groupdict)
    by_index: list[str | None] = [None] * tree.state.groups
    for name, index in names.items():
        by_index[index] = name
    code = array("I", map(int, engine.code_of(tree, flags)))
    return int(flags | tree.state.flags), code.tobytes(), tree.state.groups - 1, names, tuple(by_index)


def _taken_back(pattern: str, entry: _Entry, engine: _Engine) -> re.Pattern[str] | None:
    """Return the expression that an entry holds; None where the engine, which checks it, does not take it."""
    try:
        flags, code, groups, names, by_index = entry
        numbers = array("I")
        numbers.frombytes(code)
        found: re.Pattern[str] = engine.make(pattern, flags, numbers.tolist(), groups, names, by_index)
        return found
    except (RuntimeError, TypeError, ValueError, OverflowError):
        return None


def _read(path: Path | None) -> dict[_Key, _Entry | frozenset[str]]:
    try:
        data = path.read_bytes() if path is not None else b""
        version, entries = marshal.loads(data)
        return dict(entries) if version == _VERSION else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:  # not ours to write: as Python does with its compiled modules
        pass


def _beside_the_modules() -> Path | None:
    cached = __spec__.cached
    return Path(cached).with_suffix(".expressions") if cached else None


_KEPT = Kept(_beside_the_modules())
compiled, keys, keep = _KEPT.compiled, _KEPT.keys, _KEPT.keep
