"""A temporary database for more rows than the memory should hold; nobody else can open it, and it is gone when closed.

SQLite keeps the first megabytes in memory, and the rest in a file without a name, in the folder that TMPDIR names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractor.common.files import DiskFull
from extractor.model import RecapError

MEMORY = 8 << 10  # KiB that stay in memory


class Scratch:
    """A temporary database. Its methods raise RecapError if the disk refuses, DiskFull if it has no space.

    Args:
        tables: The statements that make its tables.
    """

    def __init__(self, tables: str) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            f"PRAGMA cache_size = -{MEMORY}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {tables}"
        )

    def function(self, name: str, arguments: int, function: Any) -> None:
        """Let statements call a function of Python, which must always give the same for the same arguments."""
        self._database.create_function(name, arguments, function, deterministic=True)

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement; return all its rows, of which there must be few."""
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise _refusal(error) from error

    def rows(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Run a statement; yield its rows as they are read. What it reads must not change meanwhile."""
        try:
            yield from self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise _refusal(error) from error

    def add(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement for each of many rows, taken one by one."""
        try:
            self._database.executemany(statement, rows)
        except sqlite3.Error as error:
            raise _refusal(error) from error


def blob(text: str) -> bytes:
    """Return a text as it is stored: it may hold lone surrogates, of file names that are not UTF-8. Order is kept."""
    return text.encode("utf-8", "surrogatepass")


def text_of(data: bytes) -> str:
    """Return a text that `blob` stored."""
    return data.decode("utf-8", "surrogatepass")


def _refusal(error: sqlite3.Error) -> RecapError:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
        return DiskFull("the temporary folder cannot be written (no space left on device); name another in TMPDIR")
    return RecapError(f"the temporary folder cannot be written ({error}); name another in TMPDIR")
