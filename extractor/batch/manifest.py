"""Record what a folder of recaps was made from, so that the next run does only what changed.

`OUT/.recap/manifest.sqlite` has a row for each finished note, which is committed when its recaps are written, and one
for each note that ended its process. The folder is not trusted: links in it are refused, and a row that is not valid,
or names a file outside OUT, is as if it were not there. A file lock keeps a second run out of OUT; the system releases
it when its process ends.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from extractor.common.escaping import printable
from extractor.common.files import (
    PRIVATE_FILE,
    DiskFull,
    exists,
    is_file,
    is_link,
    is_plain_file,
    make_folder,
    read_bounded,
    refusal,
)
from extractor.common.resources import PACKAGE
from extractor.model import ReadOptions, RecapError
from extractor.output.formats import OUTPUTS
from extractor.pipeline import corrections_file
from extractor.readers.encoding import MAX_BYTES

FOLDER = ".recap"
DATABASE = "manifest.sqlite"
LOCK = "lock"
VERSION = 3
MAX_DEATHS = 2  # of its process; then a note is not tried again before it changes
FRESH = 2.0  # seconds: a change so soon after another may leave the times of a file as they are
_EARLIER_LOG = "manifest.jsonl"  # of version 1, which is not read
_UNFINISHED = ".recap-*.tmp"  # the temporary files of files.write_whole
_PROGRAM_FILES = frozenset({".py", ".json", ".txt", ".j2"})
_NO_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})  # errors of disks without locks
_TABLES = """
CREATE TABLE IF NOT EXISTS notes
  (name TEXT PRIMARY KEY, key TEXT, outputs TEXT, plan TEXT, stamp TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deaths (name TEXT PRIMARY KEY, key TEXT, count INTEGER, reason TEXT) WITHOUT ROWID;
"""
# What SQLite says of a database that is not ours: no such column, corrupt, no database. Others may pass by themselves.
_DAMAGE = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# A link or a device among these could have SQLite write elsewhere.
_DATABASE_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", LOCK)


@dataclass(frozen=True, slots=True)
class Written:
    """A recap that was written."""

    format: str
    path: str  # below OUT, with "/"
    digest: str  # `digest_of` its bytes


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest remembers of a notes file whose recaps are written."""

    name: str  # its path below the folder of notes, with "/"
    key: str  # `content_key` of the notes that the recaps were made from
    outputs: tuple[Written, ...]
    plan: str  # the meeting and its open items, as JSON


@dataclass(frozen=True, slots=True)
class Death:
    """What the manifest remembers of a notes file that ended its process, or took more than its limits."""

    key: str  # `content_key` of the notes
    count: int
    reason: str


def content_key(notes: Path, options: ReadOptions) -> str:
    """Hash what a recap depends on: the bytes and the name of the notes, their corrections, the options, this program.

    Of notes that are too large to be read, the first bytes count. Raises OSError if the notes cannot be read.
    """
    digest = hashlib.sha256(program_digest(options.model).encode())
    digest.update(repr((notes.name, replace(options, model=""))).encode("utf-8", "surrogatepass"))
    digest.update(read_bounded(notes, MAX_BYTES))
    with suppress(FileNotFoundError):
        digest.update(b"\0" + read_bounded(corrections_file(notes), MAX_BYTES))
    return digest.hexdigest()[:32]


def stamp_of_notes(notes: Path, options: ReadOptions) -> str:
    """Hash what a recap depends on without reading it: sizes and times in place of the bytes of `content_key`.

    Returns "" if the notes cannot be read, or were changed so lately that the next change may not show.
    """
    try:
        parts = [_size_and_times(notes.stat())]
        with suppress(FileNotFoundError):
            parts.append(_size_and_times(corrections_file(notes).stat()))
    except (OSError, ValueError):
        return ""
    if max(part[-1] for part in parts) > time.time_ns() - FRESH * 1e9:
        return ""
    return digest_of(repr((program_digest(options.model), options, notes.name, parts)).encode("utf-8", "surrogatepass"))


def stamp(of_notes: str, recaps: Iterable[Path]) -> str:
    """Add the sizes and times of recaps to a stamp of notes. Returns "" if there is none, or no recap."""
    try:
        found = [path.lstat() for path in recaps]
    except (OSError, ValueError):
        return ""
    if not of_notes or not all(stat.S_ISREG(one.st_mode) for one in found):
        return ""
    return digest_of(repr((of_notes, [_size_and_times(one) for one in found])).encode())


def _size_and_times(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def digest_of(data: bytes) -> str:
    """Return the hash by which a recap is known."""
    return hashlib.sha256(data).hexdigest()[:32]


def is_unchanged(out: Path, output: Written) -> bool:
    """Whether a recap is as it was written: not missing, cut off, edited, or a link to something else."""
    path = out / output.path
    try:
        if is_linked(out, path):
            return False
        return digest_of(read_bounded(path, MAX_BYTES * 10, follow=False)) == output.digest
    except (OSError, ValueError):
        return False


@contextmanager
def open_for_reading(out: Path) -> Iterator[Manifest]:
    """Open the manifest of OUT to read, without a change; an empty one where there is none that can be read."""
    path = out / FOLDER / DATABASE
    try:
        if is_link(out / FOLDER) or not is_plain_file(path):
            raise sqlite3.DatabaseError
        database = sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode=ro", uri=True, isolation_level=None)
        database.execute("SELECT name, key, outputs, plan, stamp FROM notes LIMIT 1").fetchall()
    except sqlite3.Error:
        database = sqlite3.connect(":memory:", isolation_level=None)
        database.executescript(_TABLES)
    manifest = Manifest(out, database, read_only=True)
    try:
        yield manifest
    finally:
        manifest.close()


def is_output(folder: Path) -> bool:
    """Whether recap wrote this folder."""
    return is_file(folder / FOLDER / DATABASE) or is_file(folder / FOLDER / _EARLIER_LOG)


@contextmanager
def open_manifest(out: Path) -> Iterator[Manifest]:
    """Lock OUT, and open its manifest to read and to write.

    Raises RecapError if another run is using OUT, if OUT cannot be written, or if the manifest is a link.
    """
    if not exists(out):
        make_folder(out)
    make_folder(out / FOLDER, inside=out)
    for name in _DATABASE_FILES:
        path = out / FOLDER / name
        if is_link(path) or (exists(path) and not is_plain_file(path)):
            raise RecapError(f"{printable(str(path))} is no file, and nothing is written through it; remove it")
    with _exclusive_lock(out):
        _remove_unfinished(out)
        with suppress(OSError):
            (out / FOLDER / _EARLIER_LOG).unlink()
        manifest = Manifest(out, _open(out))
        try:
            yield manifest
        finally:
            manifest.close()


@contextmanager
def _exclusive_lock(out: Path) -> Iterator[None]:
    """Keep other runs out of OUT. On a network disk that has no file locks, nothing does."""
    from filelock import FileLock, Timeout

    # No soft lock where the disk has none: its file would be left behind by a killed run.
    lock = FileLock(out / FOLDER / LOCK, fallback_to_soft=False, mode=PRIVATE_FILE)
    try:
        # A process that a killed run has just forked keeps the lock until it runs.
        lock.acquire(timeout=1)
    except Timeout as error:
        raise RecapError(
            f"another recap is writing to {printable(str(out))}; wait for it, or name another folder with -o"
        ) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise _refusal(out, error) from error
    try:
        yield
    finally:
        lock.release()


def _open(out: Path) -> sqlite3.Connection:
    """Open the database, a new one in the place of one that is damaged or of another version."""
    path = out / FOLDER / DATABASE
    try:
        for attempt in range(2):
            if not exists(path):
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _mode_in(out)))
            database = sqlite3.connect(path, isolation_level=None)
            try:
                if _is_ready(database):
                    return database
            except sqlite3.DatabaseError as error:
                if attempt or error.sqlite_errorcode & 0xFF not in _DAMAGE:
                    raise
            database.close()
            for name in _DATABASE_FILES[:4]:
                (out / FOLDER / name).unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise _refusal(out, error) from error
    raise RecapError(f"{printable(str(path))} is damaged; remove it")


def _is_ready(database: sqlite3.Connection) -> bool:
    """Prepare the database; False if another version of recap wrote it. Raises sqlite3.DatabaseError if damaged."""
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # after a loss of power the last notes may be done again
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        return False
    database.executescript(_TABLES)
    database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("SELECT name, key, outputs, plan, stamp FROM notes LIMIT 0")
    database.execute("SELECT name, key, count, reason FROM deaths LIMIT 0")
    (answer,) = database.execute("PRAGMA quick_check(1)").fetchone()
    # Only our two tables: a trigger or a view would run what somebody else wrote.
    kinds = database.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return answer == "ok" and sorted(kinds) == [("table", "deaths"), ("table", "notes")]


def _mode_in(out: Path) -> int:
    """Return the mode of a new file in OUT: as open to others as OUT is."""
    return stat.S_IMODE(out.stat().st_mode) & 0o666 | PRIVATE_FILE


def _remove_unfinished(out: Path) -> None:
    """Remove what a killed run left half-written in OUT; the lock says that no other is running.

    Links are not followed, and a folder of another run within OUT is left alone.
    """
    folders = [out]
    while folders:
        folder = folders.pop()
        if folder != out and exists(folder / FOLDER):
            continue
        with suppress(OSError), os.scandir(folder) as scan:  # name by name, as there may be a million
            for entry in scan:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(folder / entry.name)
                elif fnmatch(entry.name, _UNFINISHED) and is_plain_file(path := folder / entry.name):
                    with suppress(OSError):
                        path.unlink()


def _refusal(out: Path, error: OSError | sqlite3.Error) -> RecapError:
    if isinstance(error, OSError):
        return refusal(f"{printable(str(out))} cannot be written", error, "name another folder with -o")
    if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
        return DiskFull(f"{printable(str(out))} cannot be written (no space left on device); make space")
    return RecapError(f"{printable(str(out))} cannot be written ({error}); name another folder with -o")


class Manifest:
    """An open manifest. Its methods raise RecapError if the disk refuses, DiskFull if it has no space."""

    def __init__(self, out: Path, database: sqlite3.Connection, *, read_only: bool = False) -> None:
        self._out, self._database, self._read_only = out, database, read_only

    def get(self, name: str) -> Record | None:
        """Return the record of a note, None if there is none that is valid."""
        rows = self._run("SELECT name, key, outputs, plan FROM notes WHERE name = ?", name)
        return _record(rows[0]) if rows else None

    def names(self) -> Iterator[str]:
        """Yield the names of all notes that have a row, in order; they may be removed meanwhile."""
        both = "SELECT name FROM notes WHERE {0} UNION SELECT name FROM deaths WHERE {0} ORDER BY name LIMIT 1000"
        rows = self._run(both.format("true"))
        while rows:
            yield from (_text(name) for (name,) in rows)
            rows = self._run(both.format("name > ?1"), rows[-1][0])

    def add(self, record: Record, stamp: str = "") -> None:
        """Record that a note is done, with the `stamp` of its files if there is one."""
        outputs = json.dumps([[output.format, output.path, output.digest] for output in record.outputs])
        row = (record.name, record.key, outputs, record.plan)
        self._run("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", *row, _checksum(stamp, *row))
        self._run("DELETE FROM deaths WHERE name = ?", record.name)

    def has_stamp(self, name: str, stamp: str) -> bool:
        """Whether a note was recorded with this stamp of its files, and the record is as it was written."""
        rows = self._run("SELECT name, key, outputs, plan, stamp FROM notes WHERE name = ?", name) if stamp else []
        return any(checksum == _checksum(stamp, *row) for *row, checksum in rows)

    def set_stamp(self, name: str, stamp: str) -> None:
        """Record the stamp of the files of a note that is done."""
        for row in self._run("SELECT name, key, outputs, plan FROM notes WHERE name = ?", name):
            if not self._read_only:
                self._run("UPDATE notes SET stamp = ? WHERE name = ?", _checksum(stamp, *row), name)

    def remove(self, names: Iterable[str]) -> None:
        """Forget these notes."""
        for name in names:
            self._run("DELETE FROM notes WHERE name = ?", name)
            self._run("DELETE FROM deaths WHERE name = ?", name)

    def add_death(self, name: str, key: str, why: str) -> None:
        """Record that a note with this key ended its process, or took more than its limits."""
        earlier = self.death(name)
        count = earlier.count + 1 if earlier and earlier.key == key else 1
        self._run("INSERT OR REPLACE INTO deaths VALUES (?, ?, ?, ?)", name, key, count, why)

    def death(self, name: str) -> Death | None:
        """Return how often and why a note ended its process."""
        rows = self._run("SELECT key, count, reason FROM deaths WHERE name = ?", name)
        if not rows:
            return None
        key, count, why = rows[0]
        return Death(key, count, why) if isinstance(key, str) and type(count) is int and isinstance(why, str) else None

    def close(self) -> None:
        """Close the database."""
        with suppress(sqlite3.Error):
            self._database.close()

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        try:
            return self._database.execute(statement, [_storable(value) for value in values]).fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            if isinstance(error, sqlite3.Error):
                raise _refusal(self._out, error) from error
            raise RecapError(f"{printable(str(self._out))} holds a name that cannot be recorded") from error


def _checksum(stamp: str, *row: object) -> str:
    return digest_of(repr((stamp, *map(_storable, row))).encode("utf-8", "surrogatepass")) if stamp else ""


def _storable(value: object) -> object:
    """Return a value as SQLite stores it: lone surrogates, of file names that are not UTF-8, as bytes."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return value.encode("utf-8", "surrogatepass")
    return value


def _text(value: object) -> str:
    """Return a stored text. Raises ValueError if it is none."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    if not isinstance(value, str):
        raise ValueError
    return value


def _record(row: tuple[object, ...]) -> Record | None:
    """Return a row as a record, None if anything in it is not valid."""
    try:
        name, key, outputs, plan = map(_text, row)
        parts = json.loads(outputs)
        record = Record(name, key, tuple(Written(*map(_text, part)) for part in parts), plan)
        _check_plan(plan)
    except (ValueError, TypeError, RecursionError, RecapError):
        return None
    formats = {output.name for output in OUTPUTS}
    is_valid = _is_below(name) and all(
        output.format in formats and _is_below(output.path) and re.fullmatch("[0-9a-f]{32}", output.digest)
        for output in record.outputs
    )
    return record if is_valid else None


def _check_plan(plan: str) -> None:
    """Read a stored plan as any other. Raises RecapError or ValueError if it is not valid."""
    from extractor.output.plan_json import read_plan

    document = json.loads(plan)
    if not isinstance(document, dict) or read_plan(json.dumps({**document, "schema": 1}).encode(), "x.json") is None:
        raise ValueError
    if not {"title", "date"} <= document["meeting"].keys() or not all(
        {"line", "due", "owners", "id"} <= item.keys() for item in document["items"]
    ):
        raise ValueError


def _is_below(path: str) -> bool:
    """Whether a path with "/" stays below the folder that it is relative to, on Windows too."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts) and not path.startswith("/") and ".." not in parts and not re.search(r"\0|^[A-Za-z]:|\\\.\.", path)
    )


def is_linked(out: Path, path: Path) -> bool:
    """Whether a folder between OUT and a file in it is a link."""
    folders = path.relative_to(out).parents
    return any(is_link(out / folder) for folder in folders if folder.parts)


@cache
def program_digest(model: str) -> str:
    """Hash this program: its files, and the versions of what decides about dates and parses."""
    from extractor.output.templates import packaged_templates

    digest = hashlib.sha256()
    folders = (PACKAGE, packaged_templates())
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.suffix in _PROGRAM_FILES}):
        digest.update(path.name.encode() + path.read_bytes())
    for name in ("notes-recap", "spacy", "dateparser", "holidays", "en-core-web-sm", model.replace("_", "-")):
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    """Return the version of a package; for a pipeline in a folder, the time when its configuration was changed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        config = Path(name) / "config.cfg"
        return str(config.stat().st_mtime_ns) if is_file(config) else ""
