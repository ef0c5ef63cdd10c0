"""Keep the ledger in one SQLite file: events that are only ever added, and tables derived from them.

The tables hold what `fold` computes, so that a command reads only what it shows. They can be dropped and made again
(`rebuild`), and are never edited by hand. Everything that one note or one command adds is one transaction: it is kept
whole or not at all. sqlite3 is used nowhere else (but for the manifest of a batch).
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.common.escaping import printable
from extractor.common.files import exists, is_file, is_folder, real_path
from extractor.ledger.events import Act, Event, Mark, Meeting, Member, Statement, Verdict, from_data, to_data
from extractor.ledger.fold import Item, Question, State, Verdicts
from extractor.ledger.identity import milliseconds_of, short_id
from extractor.ledger.series import Label
from extractor.model import RecapError

BUSY_SECONDS = 5.0
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
)
# Derived from events; dropped and made anew by `rebuild`. `mention` keeps the short ids that were ever shown.
DERIVED = ("series", "meeting", "item", "question", "undone")

# Names of folders that programs carry to other machines while SQLite writes: that breaks a database.
_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "syncthing",
    "box sync",
)
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "davfs", "fuse.davfs2", "ncpfs"}
)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as the ledger holds it."""

    meeting: Meeting  # its latest revision
    series: str
    revision: int
    first: str  # the event of its first revision


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series, without its items."""

    id: str
    title: str
    meetings: int
    first_day: date | None
    last_day: date | None
    next_day: date | None
    cadence: int | None


class Row(NamedTuple):  # a ledger may have 10,000 open items, and this is made in a third of a dataclass's time
    """What a list shows of an item, in the order of _ROW_FIELDS."""

    key: str
    short: str
    series: str
    task: str
    state: str
    assent: str
    due_said: str
    moved: int
    owners: tuple[str, ...]
    promised: date | None
    given: date | None
    first_due: date | None
    due: date | None
    ended: date | None
    after: str
    promised_to: str | None
    private: bool
    standing: bool


_ROW_FIELDS = (
    "key, short, series, task, state, assent, due_said, moved, owners, promised, given, first_due, due, ended, after,"
    " promised_to, private, standing"
)


@dataclass(frozen=True, slots=True)
class _People:
    """The people of a series, as JSON."""

    people: tuple[Member, ...] = ()


class Store:
    """An open ledger.

    Args:
        path: The file.
        connection: To it.
        warnings: What the user should know about the disk.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, warnings: tuple[str, ...] = ()) -> None:
        self.path, self.warnings = path, warnings
        self._db = connection

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything that is added in the context, or nothing.

        Raises RecapError if another recap is writing, or if the disk refuses.
        """
        with _told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with _told(self.path):
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
        with _told(self.path):
            self._db.execute(
                "INSERT OR IGNORE INTO act VALUES (?, ?, ?)",
                (act.id, act.learnt.isoformat(timespec="seconds"), act.said),
            )
            self._db.executemany(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (event.id, event.act, event.day.isoformat(), event.kind, event.subject, _packed(event.data))
                    for event in events
                ],
            )

    def acts(self, limit: int = 1000) -> list[Act]:
        """Return the latest acts, the last first."""
        undone = self.undone()
        rows = self._rows("SELECT id, learnt, said FROM act ORDER BY id DESC LIMIT ?", limit)
        return [Act(id, datetime.fromisoformat(learnt), said, id in undone) for id, learnt, said in rows]

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
            yield Event(id, of_act, date.fromisoformat(day), kind, subject, _unpacked(data))

    def events_about(self, subjects: Iterable[str]) -> list[Event]:
        """Return the events about these meetings or mentions that stand, in the order of their ids."""
        events: list[Event] = []
        for part in _batches(sorted(set(subjects))):
            rows = self._rows(
                f"SELECT id, act, day, kind, subject, data FROM event WHERE subject IN ({','.join('?' * len(part))})"
                " AND act NOT IN (SELECT act FROM undone)",
                *part,
            )
            events += [
                Event(id, act, date.fromisoformat(day), kind, subject, _unpacked(data))
                for id, act, day, kind, subject, data in rows
            ]
        return sorted(events, key=lambda event: event.id)

    def set_undone(self, acts: Iterable[str]) -> None:
        """Set which acts are taken back."""
        with _told(self.path):
            self._db.execute("DELETE FROM undone")
            self._db.executemany("INSERT INTO undone VALUES (?)", [(act,) for act in acts])

    # Meetings and series.

    def is_kept(self, sha: str) -> list[Held]:
        """Return the meetings of a file with this hash, as they are known now."""
        return self._held("WHERE meeting.sha = ? ORDER BY meeting.day", sha)

    def meeting(self, id: str) -> Held | None:
        """Return a meeting."""
        return next(iter(self._held("WHERE meeting.id = ?", id)), None)

    def meetings_on(self, series: str, day: date) -> list[Held]:
        """Return the meetings of a series on one day."""
        return self._held("WHERE series = ? AND meeting.day = ? ORDER BY first", series, day.isoformat())

    def meetings_of(self, series: str) -> list[Held]:
        """Return the meetings of a series, by day."""
        return self._held("WHERE series = ? ORDER BY meeting.day, meeting.id", series)

    def labels_near(self, label: Label) -> list[Label]:
        """Return the labels of the meetings that may be of one series: of the same title, or from the same place."""
        return self._labels("WHERE (key = ? AND key <> '') OR (place = ? AND place <> '')", label.title, label.place)

    def labels_of(self, series: str) -> list[Label]:
        """Return the labels of the meetings of a series, the one that was learnt first at the front."""
        return self._labels("WHERE series = ?", series)

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
            Held(_meeting(_unpacked(data), event), series, revision, first)
            for data, event, series, revision, first in rows
        ]

    def put_meeting(self, held: Held, label: Label) -> None:
        """Write the row of a meeting."""
        one, people = held.meeting, " ".join(label.people)
        row = (one.id, held.series, one.title, label.title, one.day.isoformat(), one.source, one.place, people, one.sha)
        with _told(self.path):
            self._db.execute(
                f"INSERT OR REPLACE INTO meeting VALUES ({','.join('?' * 12)})",
                (*row, held.revision, one.event, held.first),
            )

    def set_series(self, meetings: Iterable[str], series: str) -> None:
        """Write which series meetings belong to."""
        with _told(self.path):
            self._db.executemany("UPDATE meeting SET series = ? WHERE id = ?", [(series, id) for id in meetings])

    def drop_meeting(self, id: str) -> None:
        """Remove the row of a meeting that was taken back."""
        with _told(self.path):
            self._db.execute("DELETE FROM meeting WHERE id = ?", (id,))

    def forget_series(self, series: str) -> None:
        """Remove what was derived for a series."""
        with _told(self.path):
            for table, column in (("item", "series"), ("question", "series"), ("series", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (series,))

    def series(self) -> list[SeriesRow]:
        """Return all series, by title."""
        rows = self._rows(
            "SELECT id, title, meetings, first_day, last_day, next_day, cadence FROM series ORDER BY title, id"
        )
        return [
            SeriesRow(id, title, meetings, _day(first), _day(last), _day(following), cadence)
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
        items = [from_data(Item, json.loads(_unpacked(data))) for (data,) in self._rows(query, *values)]
        return State(
            series,
            title,
            meetings,
            _day(first),
            _day(last),
            _day(following),
            from_data(_People, json.loads(people)).people,
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
        days = (_iso(state.first_day), _iso(state.last_day), _iso(state.next_day))
        people = _json(_People(state.people))
        questions = [(state.series, q.kind, q.item, q.mention, q.day.isoformat(), _json(q)) for q in state.questions]
        mentions = [(item.key, place.key, item.key) for item in changed for place in item.places if place.short]
        with _told(self.path):
            if before is None:
                self._db.execute("DELETE FROM item WHERE series = ?", (state.series,))
            self._db.executemany("DELETE FROM item WHERE key = ?", [(key,) for key in gone])
            self._db.executemany(
                f"INSERT OR REPLACE INTO item VALUES ({','.join('?' * 20)})",
                [_item_row(item, state.series) for item in changed],
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
        return from_data(Item, json.loads(_unpacked(rows[0][0]))) if rows else None

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
        rows = self._rows("SELECT people FROM series WHERE id = ?", self.series_of(key))
        return from_data(_People, json.loads(rows[0][0])).people if rows else ()

    def setting(self, name: str) -> str:
        """Return what is written under a name; "" if nothing."""
        rows = self._rows("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def set_setting(self, name: str, value: str) -> None:
        """Write something under a name."""
        with _told(self.path):
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def is_free(self, short: str) -> bool:
        """Whether nothing was ever shown by a short id."""
        return not self._rows("SELECT 1 FROM mention WHERE short = ?", short)

    def put_mentions(self, statements: Iterable[Statement]) -> None:
        """Write which short ids are taken, for ever."""
        with _told(self.path):
            self._db.executemany(
                "INSERT OR IGNORE INTO mention VALUES (?, ?, ?)",
                [(one.key, one.short, one.key) for one in statements if one.short],
            )

    def rows(self, *, everything: bool = False) -> list[Row]:
        """Return the open items, or all, by due day, then id."""
        where = "" if everything else " WHERE state = 'open'"
        found = self._rows(f"SELECT {_ROW_FIELDS} FROM item{where} ORDER BY coalesce(due, '9999'), short")
        return [
            Row._make([*one[:8], _owners(one[8]), *map(_day, one[9:14]), *one[14:16], *map(bool, one[16:])])
            for one in found
        ]

    def items(self, *, everything: bool = False) -> list[tuple[str, Item]]:
        """Return the open items, or all, each with its series, by due day, then id."""
        query = (
            "SELECT series, data FROM item"
            + ("" if everything else " WHERE state = 'open'")
            + " ORDER BY coalesce(due, '9999'), short"
        )
        return [(series, from_data(Item, json.loads(_unpacked(data)))) for series, data in self._rows(query)]

    def questions(self, series: str = "") -> list[Question]:
        """Return what waits for an answer, by day and line; of one series, or of all."""
        query = "SELECT data FROM question" + (" WHERE series = ? ORDER BY rowid" if series else " ORDER BY day, rowid")
        return [from_data(Question, json.loads(data)) for (data,) in self._rows(query, *([series] if series else []))]

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
        with _told(self.path):
            for table in DERIVED:
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("UPDATE mention SET item = key WHERE item <> key")

    def derived(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the rows of all derived tables, for a comparison."""
        return {table: sorted(self._rows(f"SELECT * FROM {table}"), key=repr) for table in (*DERIVED, "mention")}

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with _told(self.path):
            return self._db.execute(query, values).fetchall()


def _item_row(item: Item, series: str) -> tuple[object, ...]:
    owners = json.dumps(item.owners, ensure_ascii=False)
    days = (_iso(item.promised), _iso(item.given), _iso(item.first_due), _iso(item.due))
    end = (item.due_said, _iso(item.ended), item.after, item.promised_to, int(item.private), int(item.standing))
    start = (item.key, item.short, series, item.task, owners, item.state, item.assent)
    return (*start, *days, *end, item.moved, item.seen, _packed(_json(item)))


def _meeting(data: str, event: str) -> Meeting:
    return from_data(Meeting, json.loads(data), event=event)


def meeting_of(event: Event) -> Meeting:
    """Return the meeting that an event holds."""
    return _meeting(event.data, event.id)


def mark_of(event: Event) -> Mark:
    """Return the mark that an event holds."""
    return from_data(Mark, json.loads(event.data), on=event.day, event=event.id)


def verdicts_of(events: Iterable[Event]) -> Verdicts:
    """Return the answers that events hold."""
    return Verdicts.of(from_data(Verdict, json.loads(event.data)) for event in events if event.kind == "verdict")


def event_data(value: object) -> str:
    """Return a dataclass as the JSON of an event."""
    return _json(value)


def _json(value: object) -> str:
    text = json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")  # names of files may hold lone surrogates


def _packed(text: str) -> bytes:
    """Return JSON as it is stored: quotes, names and keys repeat, so that it takes a third of the room."""
    return zlib.compress(text.encode("utf-8"), 6)


def _unpacked(data: bytes) -> str:
    try:
        return zlib.decompress(data).decode("utf-8")
    except (zlib.error, TypeError, ValueError) as error:
        raise RecapError("the ledger is damaged: an entry cannot be read; see: recap ledger check") from error


@lru_cache(4096)
def _owners(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(4096)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _batches(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


# Opening.


def open_ledger(path: Path) -> Store:
    """Open a ledger to read and write; it is made if it does not exist, readable by this user alone.

    Raises RecapError if the folder is on a network or carried to other machines, if the file is damaged, is no ledger
    or was made by a newer recap, or if it cannot be written.
    """
    refuse_shared_folder(path)
    with _told(path):
        _make_private(path)
        log = path.with_name(f"{path.name}-wal")  # a run that ends well removes it
        is_unclean = exists(log) and log.stat().st_size > 0
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with _told(path):
            _check_kind(connection, path)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -32000")
            connection.execute("PRAGMA mmap_size = 268435456")
            _migrate(connection, path)
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
    return Store(path, connection, warnings)


def read_ledger(path: Path) -> Store | None:
    """Open a ledger only to read; None if there is none. Raises RecapError as `open_ledger`."""
    if not is_file(path):
        return None
    with _told(path):
        connection = sqlite3.connect(
            f"{real_path(path).as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
    try:
        with _told(path):
            version = _check_kind(connection, path)
    except BaseException:
        connection.close()
        raise
    if version < len(MIGRATIONS):
        connection.close()
        return open_ledger(path)
    return Store(path, connection)


def refuse_shared_folder(path: Path) -> None:
    """Raise RecapError for a folder on a network, or one that a program carries to other machines."""
    folder = real_path(path.parent)
    synced = next((name for name in _SYNCED if any(name in part.casefold() for part in folder.parts)), None)
    reason = f"is carried to other machines by {synced.title()}" if synced else ""
    if not reason and _file_system(folder) in _NETWORK:
        reason = "is on a network disk"
    if reason:
        raise RecapError(
            f"the folder {printable(str(folder))} {reason}, which breaks a ledger while it is written;"
            " name a file on this disk with --ledger"
        )


def _file_system(folder: Path) -> str:
    """Return the type of the file system of a folder, where the system tells (Linux); else ""."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    places = [(fields[1].replace("\\040", " "), fields[2]) for line in mounts if len(fields := line.split()) >= 3]
    holding = [(len(place), kind) for place, kind in places if folder == Path(place) or Path(place) in folder.parents]
    return max(holding, default=(0, ""))[1]


def _make_private(path: Path) -> None:
    """Make the folder (0700) and the file (0600) if they do not exist."""
    if not exists(path.parent):
        path.parent.mkdir(parents=True, mode=0o700)
    if is_folder(path):
        raise RecapError(f"{printable(str(path))} is a folder; name a file in it with --ledger")
    if not exists(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        with suppress(OSError):
            path.chmod(0o600)


def _check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of a ledger. Raises RecapError for another database, and for one that a newer recap wrote."""
    kind, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and kind != APPLICATION_ID:
        raise RecapError(f"{printable(str(path))} is another program's database; name a file of your own with --ledger")
    if version > len(MIGRATIONS):
        raise RecapError(f"{printable(str(path))} was written by a newer recap; update recap")
    return int(version)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, each step in a transaction, after a copy of the file."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == len(MIGRATIONS):
        return
    if version:
        _back_up(connection, path, version)
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if (
                connection.execute("PRAGMA user_version").fetchone()[0] < number
            ):  # another run may have done it meanwhile
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
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
    connection.execute("VACUUM INTO ?", (str(copy),))
    with suppress(OSError):
        copy.chmod(0o600)
    older = sorted(path.parent.glob(f"{path.name}.before-*"), key=lambda old: old.stat().st_mtime)
    for old in older[:-BACKUPS]:
        old.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk refuse into one line that says what to do."""
    name = printable(str(path))
    try:
        yield
    except sqlite3.OperationalError as error:
        words = str(error)
        if "locked" in words or "busy" in words:
            raise RecapError("another recap is writing to the ledger; run it again") from error
        if "full" in words:
            raise RecapError(f"the disk of {name} is full; nothing was kept. Make room and run it again") from error
        raise RecapError(
            f"the ledger {name} cannot be used ({printable(words)}); name another file with --ledger"
        ) from error
    except sqlite3.DatabaseError as error:
        raise RecapError(f"the ledger {name} is damaged ({printable(str(error))}); see: recap ledger check") from error
    except OSError as error:
        raise RecapError(
            f"the ledger {name} cannot be used ({(error.strerror or '').lower()}); name another file with --ledger"
        ) from error


def now_of(last_id: str, now: datetime) -> tuple[int, str]:
    """Return the time in milliseconds, and a warning if the clock runs before the last event of the ledger.

    Args:
        last_id: The latest id of the ledger.
        now: The time, with its zone.
    """
    milliseconds = int(now.timestamp() * 1000)
    if last_id and milliseconds + 60_000 < milliseconds_of(last_id):
        last = datetime.fromtimestamp(milliseconds_of(last_id) / 1000, UTC)
        return (
            milliseconds,
            f"the clock of this machine runs before the last entry of the ledger ({last:%Y-%m-%d %H:%M} UTC); check it",
        )
    return milliseconds, ""


def with_short_ids(meeting: Meeting, earlier: Meeting | None, store: Store) -> Meeting:
    """Return a meeting whose statements have the ids that are shown; what an earlier revision held keeps its own.

    Args:
        meeting: The notes as read now.
        earlier: The revision before.
        store: The ledger, which knows the ids that are taken.
    """
    known = {one.key: one for one in earlier.statements} if earlier else {}
    since = {key: one.since or (earlier.event if earlier else "") for key, one in known.items()}
    taken: set[str] = set()
    statements = []
    for one in meeting.statements:
        short = known[one.key].short if one.key in known else ""  # of one that is gone, too
        if one.found and not short and not one.gone:
            short = store.short_of(one.key) or short_id(
                one.key, lambda words: words not in taken and store.is_free(words)
            )
            taken.add(short)
        statements.append(replace(one, short=short, since=since.get(one.key, "")))
    return replace(meeting, statements=tuple(statements))
