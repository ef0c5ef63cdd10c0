"""Look whether a ledger knows the series of notes, before everything that reads a ledger is imported.

`recap` on notes of no series pays for one query alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from extractor.common.files import real_path
from extractor.ledger.series import Label, first_names, is_same_series
from extractor.ledger.titles import place_of, series_key

SECONDS = 5.0  # to wait for another run that writes


def may_know(ledger: Path, title: str, notes: str, people: Iterable[str]) -> bool:
    """Whether a ledger holds a meeting of the same series; True if it cannot be read.

    Args:
        ledger: Its file, which exists.
        title: The title of the meeting.
        notes: The path of the notes; "-" for standard input.
        people: The names of the people of the meeting.
    """
    label = Label("", series_key(title), place_of(notes), first_names(people))
    where = "(key = ? AND key <> '') OR (place = ? AND place <> '')"
    query = f"SELECT DISTINCT key, place, people FROM meeting WHERE {where}"
    try:
        uri = f"{real_path(ledger).as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=SECONDS)) as connection:
            near = connection.execute(query, (label.title, label.place)).fetchall()
        return any(is_same_series(label, Label("", key, place, tuple(names.split()))) for key, place, names in near)
    except (sqlite3.Error, OSError, ValueError):
        return True  # who opens it says what is wrong
