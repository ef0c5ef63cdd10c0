"""A run that is killed at any write leaves a whole ledger: the note is kept wholly or not at all."""

from __future__ import annotations

import os
import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from ledgers import kept, known, ledger, meeting, news, pen, promise

from extractor.ledger import book

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of POSIX")


class Doomed(sqlite3.Connection):
    """A connection whose process dies at a given statement, as by SIGKILL or a power cut."""

    statements_left = 0

    def _count(self) -> None:
        Doomed.statements_left -= 1
        if Doomed.statements_left < 0:
            os._exit(9)

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Run a statement, or die before it."""
        self._count()
        return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """Run a statement, or die before it."""
        self._count()
        return super().executemany(*arguments)


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False], ids=["first note", "later note"])
def test_killed_at_each_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bool) -> None:
    early = meeting(0, promise("call the bank", "Ana Lopez"), promise("write the report", line=2))
    late = meeting(
        1, promise("call the bank", "Ben Stone"), news("write the report", "done", line=2), promise("new work")
    )
    wanted, before = late if not first else early, [] if first else [early]
    connect = sqlite3.connect
    for statements in count(0):
        folder = tmp_path / str(statements)
        if before:
            with_before = ledger(folder)
            kept(with_before, before)
            with_before.close()
        child = os.fork()
        if child == 0:
            Doomed.statements_left = statements
            monkeypatch.setattr(sqlite3, "connect", lambda *a, **more: connect(*a, factory=Doomed, **more))
            book.keep(pen(ledger(folder), "keep"), wanted)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        store = ledger(folder)
        assert store.check() == []
        kept_whole = len(store.sources()) == len(before) + 1
        state = known(store)
        assert len(store.sources()) in (len(before), len(before) + 1)
        book.rebuild(store)
        assert known(store) == state
        book.keep(pen(store, "again", minutes=5), wanted)
        assert len(store.sources()) == len(before) + 1
        store.close()
        if os.waitstatus_to_exitcode(status) == 0:
            assert kept_whole
            break
    assert statements > 20
