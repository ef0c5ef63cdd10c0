"""Look whether a ledger may know the series of notes, before everything that reads a ledger is imported.

`recap` on notes of no series pays for one query alone.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from extractor.common.files import real_path
from extractor.ledger.series import place_of, title_key

SECONDS = 5.0  # to wait for another run that writes


def may_know(ledger: Path, title: str, notes: str) -> bool:
    """Whether a ledger holds a meeting of this title, or from this place; True if it cannot be read.

    Args:
        ledger: Its file, which exists.
        title: The title of the meeting.
        notes: The path of the notes; "-" for standard input.
    """
    key, place = title_key(title), place_of(notes)
    query = "SELECT 1 FROM meeting WHERE (key = ? AND key <> '') OR (place = ? AND place <> '') LIMIT 1"
    try:
        uri = f"{real_path(ledger).as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=SECONDS)) as connection:
            return connection.execute(query, (key, place)).fetchone() is not None
    except (sqlite3.Error, OSError, ValueError):
        return True  # who opens it says what is wrong
