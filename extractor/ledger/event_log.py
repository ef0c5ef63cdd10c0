"""Keep what was said: acts and their events, which are only ever added.

Everything that one note or one command adds is one transaction: it is kept whole or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractor.ledger.disk import told
from extractor.ledger.events import Act, Event, Letter
from extractor.ledger.rows import batches, letter_of, packed, unpacked


class EventLog:
    """The events and acts of an open ledger.

    Args:
        path: The file.
        connection: To it.
        warnings: What the user should know about the disk.
        writes: Whether it is open to write, with a write-ahead log.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, warnings: tuple[str, ...] = (), *, writes: bool = False
    ) -> None:
        self.path, self.warnings, self._writes = path, warnings, writes
        self._db = connection

    def close(self) -> None:
        """Close the file. A ledger at rest has no write-ahead log, so that to read it leaves no files beside it."""
        if self._writes:
            with suppress(sqlite3.Error):  # another run has it open, and does this at its end
                self._db.execute("PRAGMA busy_timeout = 0")
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything that is added in the context, or nothing.

        Raises RecapError if another recap is writing, or if the disk refuses.
        """
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with told(self.path):
                self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise

    # What was said.

    def last_id(self) -> str:
        """Return the latest id of an event or an act; "" for an empty ledger."""
        rows = self._rows(
            "SELECT max(coalesce((SELECT max(id) FROM act), ''), coalesce((SELECT max(id) FROM event), ''))"
        )
        return str(rows[0][0])

    def add(self, act: Act, events: Iterable[Event]) -> None:
        """Add an act, unless it is there, and its events."""
        with told(self.path):
            self._db.execute(
                "INSERT OR IGNORE INTO act VALUES (?, ?, ?)",
                (act.id, act.learnt.isoformat(timespec="seconds"), act.said),
            )
            self._db.executemany(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (event.id, event.act, event.day.isoformat(), event.kind, event.subject, packed(event.data))
                    for event in events
                ],
            )

    def acts(self, limit: int = 1000) -> list[Act]:
        """Return the latest acts, the last first."""
        undone = self.undone()
        rows = self._rows("SELECT id, learnt, said FROM act ORDER BY id DESC LIMIT ?", limit)
        return [Act(id, datetime.fromisoformat(learnt), said, id in undone) for id, learnt, said in rows]

    def learnt(self, act: str) -> datetime:
        """Return when an act was made, in UTC."""
        return datetime.fromisoformat(self._rows("SELECT learnt FROM act WHERE id = ?", act)[0][0])

    def undone(self) -> set[str]:
        """Return the acts that are taken back and not restored."""
        return {row[0] for row in self._rows("SELECT act FROM undone")}

    def events(self, kinds: Sequence[str] = (), act: str = "") -> Iterator[Event]:
        """Yield events in the order of their ids, of some kinds, or of one act."""
        where = [f"kind IN ({','.join('?' * len(kinds))})"] if kinds else []
        where += ["act = ?"] if act else []
        query = (
            "SELECT id, act, day, kind, subject, data FROM event"
            + (f" WHERE {' AND '.join(where)}" if where else "")
            + " ORDER BY id"
        )
        for id, of_act, day, kind, subject, data in self._rows(query, *kinds, *([act] if act else [])):
            yield Event(id, of_act, date.fromisoformat(day), kind, subject, unpacked(data).decode())

    def events_about(self, subjects: Iterable[str]) -> list[Event]:
        """Return the events about these meetings or mentions that stand, in the order of their ids."""
        events: list[Event] = []
        for part in batches(sorted(set(subjects))):
            rows = self._rows(
                f"SELECT id, act, day, kind, subject, data FROM event WHERE subject IN ({','.join('?' * len(part))})"
                " AND act NOT IN (SELECT act FROM undone)",
                *part,
            )
            events += [
                Event(id, act, date.fromisoformat(day), kind, subject, unpacked(data).decode())
                for id, act, day, kind, subject, data in rows
            ]
        return sorted(events, key=lambda event: event.id)

    def letters(self) -> list[Letter]:
        """Return the mails that count, in the order in which they were learnt."""
        undone = self.undone()
        return [letter_of(event) for event in self.events(("letter",)) if event.act not in undone]

    @contextmanager
    def rewriting(self) -> Iterator[None]:
        """Let events and acts be changed and removed, in a transaction that is open. Only `forget` does that."""
        with told(self.path):
            triggers = self._rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _ in triggers:
                self._db.execute(f'DROP TRIGGER "{name}"')
            yield
            for _, sql in triggers:
                self._db.execute(sql)

    def rewrite(self, events: Iterable[Event], gone: Iterable[str], said: Iterable[tuple[str, str]]) -> None:
        """Write changed events in place of the old ones, remove others, and write acts in other words.

        Args:
            events: The changed events.
            gone: The ids of events to remove; an act without events goes with its last one.
            said: The ids of acts, each with its words.
        """
        self._db.executemany(
            "UPDATE event SET subject = ?, data = ? WHERE id = ?",
            [(event.subject, packed(event.data), event.id) for event in events],
        )
        gone = list(gone)
        self._db.executemany("DELETE FROM event WHERE id = ?", [(id,) for id in gone])
        if gone:
            self._db.execute("DELETE FROM act WHERE id NOT IN (SELECT act FROM event)")
        self._db.executemany("UPDATE act SET said = ? WHERE id = ?", [(words, id) for id, words in said])

    def wipe(self) -> bool:
        """Write the file anew without its free pages, and empty the write-ahead log; False if another run reads it."""
        with told(self.path):
            self._db.execute("VACUUM")
            busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def set_undone(self, acts: Iterable[str]) -> None:
        """Set which acts are taken back."""
        with told(self.path):
            self._db.execute("DELETE FROM undone")
            self._db.executemany("INSERT INTO undone VALUES (?)", [(act,) for act in acts])

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with told(self.path):
            return self._db.execute(query, values).fetchall()
