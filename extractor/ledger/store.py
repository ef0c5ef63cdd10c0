"""Keep the ledger in one SQLite file: the events, and the tables that are derived from them.

The tables hold what `fold` computes, so that a command reads only what it shows. They can be dropped and made again
(`rebuild`), and are never edited by hand. sqlite3 is used in no other part (but for the manifest of a batch).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from extractor.common.escaping import printable
from extractor.common.files import exists, is_file, real_path
from extractor.ledger import schema
from extractor.ledger.disk import make_private, refuse_shared_folder, told
from extractor.ledger.event_log import EventLog
from extractor.ledger.events import Member, Statement, from_json, to_json
from extractor.ledger.items import Item, Question, State
from extractor.ledger.rows import (
    ROW_FIELDS,
    Held,
    People,
    Row,
    SeriesRow,
    day_of,
    iso,
    item_row,
    meeting_from,
    row_of,
    unpacked,
)
from extractor.ledger.schema import DERIVED, check_kind, migrate
from extractor.ledger.series import Label, is_same_series

BUSY_SECONDS = 5.0


class Store(EventLog):
    """An open ledger: its events, and what is known of series, meetings, items and questions."""

    # Meetings and series.

    def is_kept(self, sha: str) -> list[Held]:
        """Return the meetings of a file with this hash, as they are known now."""
        return self._held("WHERE meeting.sha = ? ORDER BY meeting.day", sha)

    def meeting(self, id: str) -> Held | None:
        """Return a meeting."""
        return next(iter(self._held("WHERE meeting.id = ?", id)), None)

    def meetings_from(self, place: str, source: str) -> list[Held]:
        """Return the meetings of the file of some notes, by day."""
        where = "WHERE meeting.place = ? AND meeting.source = ? ORDER BY meeting.day"
        return self._held(where, place, source)

    def meetings_on(self, series: str, day: date) -> list[Held]:
        """Return the meetings of a series on one day."""
        return self._held("WHERE series = ? AND meeting.day = ? ORDER BY first", series, day.isoformat())

    def meetings_of(self, series: str) -> list[Held]:
        """Return the meetings of a series, by day."""
        return self._held("WHERE series = ? ORDER BY meeting.day, meeting.id", series)

    def labels_near(self, label: Label) -> list[Label]:
        """Return the labels of the meetings that may be of one series: of the same title, or from the same place."""
        return self._labels("WHERE (key = ? AND key <> '') OR (place = ? AND place <> '')", label.title, label.place)

    def series_near(self, label: Label, *, without: str = "") -> dict[str, str]:
        """Return the series of a label as its title and place tell, each with the event that first held such a meeting.

        Args:
            label: Of a meeting.
            without: The id of a meeting that does not count.
        """
        rows = self._rows(
            "SELECT key, place, people, series, min(first) FROM meeting WHERE id <> ? AND"
            " ((key = ? AND key <> '') OR (place = ? AND place <> '')) GROUP BY series, key, place, people",
            without,
            label.title,
            label.place,
        )
        found: dict[str, str] = {}
        for title, place, people, series, first in rows:
            other = Label("", title, place, tuple(people.split()), series, first)
            if is_same_series(label, other):
                found[series] = min(first, found.get(series, first))
        return found

    def labels_titled_like(self, label: Label) -> list[Label]:
        """Return some labels whose title goes on after this one, or ends before it: "board", "board meeting"."""
        words = label.title.split()
        shorter = [" ".join(words[:number]) for number in range(1, len(words))][:20]
        where = f"WHERE key BETWEEN ? AND ? OR key IN ({','.join('?' * len(shorter))})"
        return self._labels(where, f"{label.title} ", f"{label.title} \x7f", *shorter)[-200:] if words else []

    def labels_of(self, series: str) -> list[Label]:
        """Return the labels of the meetings of a series, the one that was learnt first at the front."""
        return self._labels("WHERE series = ?", series)

    def label(self, meeting: str) -> Label | None:
        """Return the label of a meeting."""
        return next(iter(self._labels("WHERE id = ?", meeting)), None)

    def _labels(self, where: str, *values: object) -> list[Label]:
        rows = self._rows(
            f"SELECT id, key, place, people, series, first FROM meeting {where} ORDER BY first, id", *values
        )
        return [
            Label(id, title, place, tuple(people.split()), series, first)
            for id, title, place, people, series, first in rows
        ]

    def sources(self) -> list[tuple[str, str, str]]:
        """Return the path, the title and the day of every meeting."""
        return [
            (source, title, day)
            for source, title, day in self._rows("SELECT source, title, day FROM meeting ORDER BY day, id")
        ]

    def _held(self, where: str, *values: object) -> list[Held]:
        fields = "event.data, event.id, series, revision, first"
        rows = self._rows(f"SELECT {fields} FROM meeting JOIN event ON event.id = meeting.event {where}", *values)
        return [
            Held(meeting_from(unpacked(data), event), series, revision, first)
            for data, event, series, revision, first in rows
        ]

    def put_meeting(self, held: Held, label: Label) -> None:
        """Write the row of a meeting."""
        one, people = held.meeting, " ".join(label.people)
        row = (one.id, held.series, one.title, label.title, one.day.isoformat(), one.source, one.place, people, one.sha)
        with told(self.path):
            self._db.execute(
                f"INSERT OR REPLACE INTO meeting VALUES ({','.join('?' * 12)})",
                (*row, held.revision, one.event, held.first),
            )

    def put_unsure(self, meeting: str, other: str) -> None:
        """Write that two meetings may be of one series."""
        with told(self.path):
            self._db.execute("INSERT OR IGNORE INTO unsure VALUES (?, ?)", (meeting, other))

    def unsure(self) -> list[tuple[Label, Label]]:
        """Return the pairs of meetings of two series that may be one, whatever was answered."""
        rows = self._rows(
            "SELECT one.id, two.id FROM unsure JOIN meeting AS one ON one.id = unsure.meeting"
            " JOIN meeting AS two ON two.id = unsure.other WHERE one.series <> two.series ORDER BY one.first, two.first"
        )
        labels = [(self.label(one), self.label(two)) for one, two in rows]
        return [(one, two) for one, two in labels if one and two]

    def set_series(self, meetings: Iterable[str], series: str) -> None:
        """Write which series meetings belong to."""
        with told(self.path):
            self._db.executemany("UPDATE meeting SET series = ? WHERE id = ?", [(series, id) for id in meetings])

    def drop_meeting(self, id: str) -> None:
        """Remove the row of a meeting that was taken back."""
        with told(self.path):
            self._db.execute("DELETE FROM meeting WHERE id = ?", (id,))
            self._db.execute("DELETE FROM unsure WHERE meeting = ? OR other = ?", (id, id))

    def forget_series(self, series: str) -> None:
        """Remove what was derived for a series."""
        with told(self.path):
            for table, column in (("item", "series"), ("question", "series"), ("series", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (series,))

    def series(self) -> list[SeriesRow]:
        """Return all series, by title."""
        rows = self._rows(
            "SELECT id, title, meetings, first_day, last_day, next_day, cadence FROM series ORDER BY title, id"
        )
        return [
            SeriesRow(id, title, meetings, day_of(first), day_of(last), day_of(following), cadence)
            for id, title, meetings, first, last, following, cadence in rows
        ]

    def series_ids(self) -> list[str]:
        """Return the ids of all series that have meetings."""
        return [str(row[0]) for row in self._rows("SELECT DISTINCT series FROM meeting ORDER BY series")]

    def last_step(self, series: str) -> str:
        """Return the place in time of the last step folded into a series; "" if there is none."""
        rows = self._rows("SELECT last_step FROM series WHERE id = ?", series)
        return str(rows[0][0]) if rows else ""

    def days_of(self, series: str) -> list[date]:
        """Return the days of the meetings of a series."""
        return [date.fromisoformat(row[0]) for row in self._rows("SELECT day FROM meeting WHERE series = ?", series)]

    # What is known.

    def state(self, series: str, recent: int | None = None) -> State:
        """Return what is known of a series.

        Args:
            series: Its id.
            recent: Leave out items that ended and were last spoken of more than so many meetings ago.
        """
        rows = self._rows(
            "SELECT title, meetings, first_day, last_day, next_day, top_number, people FROM series WHERE id = ?", series
        )
        if not rows:
            return State(series)
        title, meetings, first, last, following, top, people = rows[0]
        query, values = "SELECT data FROM item WHERE series = ?", [series]
        if recent is not None:
            query, values = f"{query} AND (state = 'open' OR seen > ?)", [series, meetings - recent]
        items = [from_json(Item, unpacked(data)) for (data,) in self._rows(query, *values)]
        return State(
            series,
            title,
            meetings,
            day_of(first),
            day_of(last),
            day_of(following),
            from_json(People, people).people,
            {item.key: item for item in items},
            tuple(self.questions(series)),
            top,
        )

    def put_state(self, state: State, before: State | None, last_step: str, cadence: int | None) -> None:
        """Write what is known of a series.

        Args:
            state: What is known.
            before: What `state` returned earlier; only what changed since is written. None to write everything anew.
            last_step: The place in time of the last step.
            cadence: The usual number of days between its meetings.
        """
        old = before.items if before is not None else {}
        gone = [key for key in old if key not in state.items]
        changed = [item for key, item in state.items.items() if old.get(key) is not item]
        days = (iso(state.first_day), iso(state.last_day), iso(state.next_day))
        people = to_json(People(state.people))
        questions = [(state.series, q.kind, q.item, q.mention, q.day.isoformat(), to_json(q)) for q in state.questions]
        mentions = [(item.key, place.key, item.key) for item in changed for place in item.places if place.short]
        with told(self.path):
            if before is None:
                self._db.execute("DELETE FROM item WHERE series = ?", (state.series,))
            self._db.executemany("DELETE FROM item WHERE key = ?", [(key,) for key in gone])
            self._db.executemany(
                f"INSERT OR REPLACE INTO item VALUES ({','.join('?' * 20)})",
                [item_row(item, state.series) for item in changed],
            )
            self._db.executemany("UPDATE mention SET item = ? WHERE key = ? AND item <> ?", mentions)
            self._db.execute("DELETE FROM question WHERE series = ?", (state.series,))
            self._db.executemany("INSERT INTO question VALUES (?, ?, ?, ?, ?, ?)", questions)
            self._db.execute("DELETE FROM series WHERE id = ?", (state.series,))
            if state.meetings:
                self._db.execute(
                    f"INSERT INTO series VALUES ({','.join('?' * 10)})",
                    (state.series, state.title, state.meetings, *days, cadence, state.top_number, people, last_step),
                )

    def item(self, key: str) -> Item | None:
        """Return the item that a mention belongs to."""
        rows = self._rows(
            "SELECT data FROM item WHERE key = coalesce((SELECT item FROM mention WHERE key = ?), ?)", key, key
        )
        return from_json(Item, unpacked(rows[0][0])) if rows else None

    def series_of(self, key: str) -> str:
        """Return the series of an item; "" if there is none."""
        rows = self._rows("SELECT series FROM item WHERE key = ?", key)
        return str(rows[0][0]) if rows else ""

    def shown_as(self, beginning: str) -> list[tuple[str, str]]:
        """Return the short id and the item of each mention whose short id begins so; an exact one stands alone."""
        join = "mention JOIN item ON item.key = mention.item"
        rows = self._rows(
            f"SELECT mention.short, item FROM {join} WHERE mention.short BETWEEN ? AND ? ORDER BY 1 LIMIT 20",
            beginning,
            beginning + "\x7f",
        )
        found = [(short, item) for short, item in rows]
        return next(([pair] for pair in found if pair[0] == beginning), found)

    def mentions_shown_as(self, beginning: str) -> list[str]:
        """Return the keys of the mentions whose short id begins so."""
        rows = self._rows("SELECT key FROM mention WHERE short >= ? AND short < ?", beginning, beginning + "\x7f")
        return [str(row[0]) for row in rows]

    def short_of(self, key: str) -> str:
        """Return the short id that a mention had at any time; "" if it never had one."""
        rows = self._rows("SELECT short FROM mention WHERE key = ?", key)
        return str(rows[0][0]) if rows else ""

    def series_of_meeting(self, id: str) -> str:
        """Return the series of a meeting; "" if there is none."""
        rows = self._rows("SELECT series FROM meeting WHERE id = ?", id)
        return str(rows[0][0]) if rows else ""

    def people_near(self, key: str) -> tuple[Member, ...]:
        """Return the people of the series that an item belongs to."""
        return self.people_of(self.series_of(key))

    def people_of(self, series: str) -> tuple[Member, ...]:
        """Return the people of a series."""
        rows = self._rows("SELECT people FROM series WHERE id = ?", series)
        return from_json(People, rows[0][0]).people if rows else ()

    def setting(self, name: str) -> str:
        """Return what is written under a name; "" if nothing."""
        rows = self._rows("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def set_setting(self, name: str, value: str) -> None:
        """Write something under a name."""
        with told(self.path):
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def is_free(self, short: str) -> bool:
        """Whether nothing was ever shown by a short id."""
        return not self._rows("SELECT 1 FROM mention WHERE short = ?", short)

    def put_mentions(self, statements: Iterable[Statement]) -> None:
        """Write which short ids are taken, for ever."""
        with told(self.path):
            self._db.executemany(
                "INSERT OR IGNORE INTO mention VALUES (?, ?, ?)",
                [(one.key, one.short, one.key) for one in statements if one.short],
            )

    def release_mentions(self, keys: Iterable[str]) -> None:
        """Keep the short ids of mentions that are forgotten, so that they are not used again, and nothing else."""
        with told(self.path):
            self._db.executemany(
                "UPDATE mention SET key = 'forgotten ' || short, item = 'forgotten ' || short WHERE key = ?",
                [(key,) for key in keys],
            )

    def rows(self, *, everything: bool = False, series: Collection[str] = ()) -> list[Row]:
        """Return the open items, or all, by due day, then id.

        Args:
            everything: Whether those that ended are returned, too.
            series: The ids of the series that count; all if none is named.
        """
        where = [] if everything else ["state = 'open'"]
        where += [f"series IN ({','.join('?' * len(series))})"] if series else []
        query = f"SELECT {ROW_FIELDS} FROM item{' WHERE ' if where else ''}{' AND '.join(where)} ORDER BY due, short"
        found = [row_of(one) for one in self._rows(query, *series)]  # the order of an index; no day comes first
        dated = next((at for at, row in enumerate(found) if row.due), len(found))
        return found[dated:] + found[:dated]

    def items(self, *, everything: bool = False) -> list[tuple[str, Item]]:
        """Return the open items, or all, each with its series, by due day, then id."""
        query = (
            "SELECT series, data FROM item"
            + ("" if everything else " WHERE state = 'open'")
            + " ORDER BY coalesce(due, '9999'), short"
        )
        return [(series, from_json(Item, unpacked(data))) for series, data in self._rows(query)]

    def questions(self, series: str = "") -> list[Question]:
        """Return what waits for an answer, by day and line; of one series, or of all."""
        query = "SELECT data FROM question" + (" WHERE series = ? ORDER BY rowid" if series else " ORDER BY day, rowid")
        return [from_json(Question, data) for (data,) in self._rows(query, *([series] if series else []))]

    def silent(self, series: str, meetings: int) -> frozenset[str]:
        """Return the keys of the open items that so many meetings of a series left unsaid, or said without a change."""
        rows = self._rows(
            "SELECT item.key, item.data, series.meetings FROM item JOIN series ON series.id = item.series"
            " WHERE item.series = ? AND item.state = 'open' AND item.standing = 0",
            series,
        )
        found = []
        for key, data, number in rows:
            item = from_json(Item, unpacked(data))
            is_unsaid = number - item.seen >= meetings
            is_unmoved = item.meetings >= meetings and not item.changes
            found += [key] if is_unsaid or is_unmoved else []
        return frozenset(found)

    def last_questions(self, series: str) -> tuple[str, ...]:
        """Return what the last meeting of a series left open."""
        held = self._held("WHERE series = ? ORDER BY meeting.day DESC, meeting.id DESC LIMIT 1", series)
        return held[0].meeting.questions if held else ()

    def count_questions(self) -> int:
        """Return how many questions wait for an answer."""
        return int(self._rows("SELECT count(*) FROM question")[0][0])

    # The file.

    def check(self) -> list[str]:
        """Return what SQLite finds wrong with the file; nothing if it is whole."""
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(20)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [line for line in found if line != "ok"]

    def forget_derived(self) -> None:
        """Empty the derived tables."""
        with told(self.path):
            for table in DERIVED:
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("UPDATE mention SET item = key WHERE item <> key")

    def derived(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of all derived tables, for a comparison."""
        return {table: sorted(self._rows(f"SELECT * FROM {table}"), key=repr) for table in (*DERIVED, "mention")}


def open_ledger(path: Path) -> Store:
    """Open a ledger to read and write; it is made if it does not exist, readable by this user alone.

    Raises RecapError if the folder is on a network or carried to other machines, if the file is damaged, is no ledger
    or was made by a newer recap, or if it cannot be written.
    """
    refuse_shared_folder(path)
    with told(path):
        make_private(path)
        log = path.with_name(f"{path.name}-wal")  # a run that ends well removes it
        is_unclean = exists(log) and log.stat().st_size > 0
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with told(path):
            check_kind(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            mode = _with_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -32000")
            connection.execute("PRAGMA mmap_size = 268435456")
            migrate(connection, path)
            if is_unclean and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("a run that did not end left it so")
    except BaseException:
        connection.close()
        raise
    warnings = (
        ()
        if mode == "wal"
        else (f"{printable(str(path))}: this disk has no write-ahead log; do not run two recaps at once",)
    )
    return Store(path, connection, warnings, writes=True)


def _with_log(connection: sqlite3.Connection) -> str:
    """Ask for a write-ahead log; return the kind of log that the disk allows. SQLite itself waits for no lock here."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def read_ledger(path: Path) -> Store | None:
    """Open a ledger only to read; None if there is none. Nothing is written beside it.

    Raises RecapError as `open_ledger`.
    """
    if not is_file(path):
        return None
    with told(path):
        # SQLite makes files beside a database with a write-ahead log even to read it, unless told that nobody writes.
        as_it_lies = "&immutable=1" if _has_log_of_nobody(path) else ""
        connection = sqlite3.connect(
            f"{real_path(path).as_uri()}?mode=ro{as_it_lies}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
    try:
        with told(path):
            version = check_kind(connection, path)
    except BaseException:
        connection.close()
        raise
    if version < len(schema.MIGRATIONS):
        connection.close()
        return open_ledger(path)
    return Store(path, connection)


def _has_log_of_nobody(path: Path) -> bool:
    """Whether a file is set to a write-ahead log that does not exist: an older recap left it so, and nobody writes."""
    with path.open("rb") as file:
        header = file.read(20)
    return header[18:19] == b"\x02" and not exists(path.with_name(f"{path.name}-wal"))
