"""The tables of the ledger, and the numbered migrations that make them.

The first migration makes the schema, each later one changes it by one step; a copy of the file is made before it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from extractor.common.escaping import printable
from extractor.errors import RecapError

BACKUPS = 2  # files from before a migration that are kept
APPLICATION_ID = 0x52435031  # "RCP1": shows that the file is a ledger

# Numbered migrations: the first makes the schema, each later one changes it by one step. Never change one that was
# released; add the next. `user_version` counts those that a file has.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE act (id TEXT PRIMARY KEY, learnt TEXT NOT NULL, said TEXT NOT NULL) STRICT;
    CREATE TABLE event (
      id TEXT PRIMARY KEY,
      act TEXT NOT NULL REFERENCES act,
      day TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX event_subject ON event (subject);
    CREATE INDEX event_act ON event (act);
    CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
    CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
    CREATE TRIGGER act_is_not_changed BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'acts are only added'); END;
    CREATE TRIGGER act_is_not_removed BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'acts are only added'); END;
    CREATE TABLE undone (act TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE series (
      id TEXT PRIMARY KEY, title TEXT NOT NULL, meetings INT NOT NULL, first_day TEXT, last_day TEXT, next_day TEXT,
      cadence INT, top_number INT NOT NULL, people TEXT NOT NULL, last_step TEXT NOT NULL
    ) STRICT;
    CREATE TABLE meeting (
      id TEXT PRIMARY KEY, series TEXT NOT NULL, title TEXT NOT NULL, key TEXT NOT NULL, day TEXT NOT NULL,
      source TEXT NOT NULL, place TEXT NOT NULL, people TEXT NOT NULL, sha TEXT NOT NULL, revision INT NOT NULL,
      event TEXT NOT NULL, first TEXT NOT NULL
    ) STRICT;
    CREATE INDEX meeting_series ON meeting (series, day);
    CREATE INDEX meeting_key ON meeting (key);
    CREATE INDEX meeting_place ON meeting (place);
    CREATE INDEX meeting_sha ON meeting (sha);
    CREATE TABLE item (
      key TEXT PRIMARY KEY, short TEXT NOT NULL, series TEXT NOT NULL, task TEXT NOT NULL, owners TEXT NOT NULL,
      state TEXT NOT NULL, assent TEXT NOT NULL, promised TEXT, given TEXT, first_due TEXT, due TEXT,
      due_said TEXT NOT NULL, ended TEXT, after TEXT NOT NULL, promised_to TEXT, private INT NOT NULL,
      standing INT NOT NULL, moved INT NOT NULL, seen INT NOT NULL, data BLOB NOT NULL
    ) STRICT;
    CREATE INDEX item_series ON item (series, state, seen);
    CREATE INDEX item_open ON item (due, short) WHERE state = 'open';
    CREATE TABLE mention (key TEXT PRIMARY KEY, short TEXT NOT NULL UNIQUE, item TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE question (
      series TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL, mention TEXT NOT NULL, day TEXT NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX question_series ON question (series);
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE INDEX event_kind ON event (kind);
    CREATE TABLE unsure (
      meeting TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (meeting, other)
    ) STRICT, WITHOUT ROWID;
    """,
    # All that a list of what is open shows, so that it is read from the index alone.
    """
    DROP INDEX item_open;
    CREATE INDEX item_open ON item (
      due, short, key, series, task, assent, due_said, moved, owners, promised, given, first_due, ended, after,
      promised_to, private, standing, state
    ) WHERE state = 'open';
    """,
)
# Derived from events; dropped and made anew by `rebuild`. `mention` keeps the short ids that were ever shown.
DERIVED = ("series", "meeting", "item", "question", "undone", "unsure")


def check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a ledger. Raises RecapError for another database, and for one that a newer recap wrote."""
    kind, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and kind != APPLICATION_ID:
        raise RecapError(f"{printable(str(path))} is another program's database; name a file of your own with --ledger")
    if version > len(MIGRATIONS):
        raise RecapError(f"{printable(str(path))} was written by a newer recap; update recap")
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date in one transaction, after a copy of a file that has something in it.

    A disk that is full in between leaves the file as it was.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == len(MIGRATIONS):
        return
    if version:
        _back_up(connection, path, version)
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = connection.execute("PRAGMA user_version").fetchone()[0]  # another run may have done it meanwhile
        for script in MIGRATIONS[done:]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Split a script at the ends of its statements; those of a trigger hold semicolons."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    copy = path.with_name(f"{path.name}.before-{version + 1}")
    copy.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    except BaseException:
        with suppress(OSError):
            copy.unlink()  # a part of it, on a full disk
        raise
    with suppress(OSError):
        copy.chmod(0o600)
    older = sorted(path.parent.glob(f"{path.name}.before-*"), key=lambda old: old.stat().st_mtime)
    for old in older[:-BACKUPS]:
        old.unlink(missing_ok=True)
