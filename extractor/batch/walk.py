"""List the notes below a folder in the order of their names, a few ahead of the work, in constant memory.

Names are kept in a temporary database. A folder is listed as a whole, as the name of a recap depends on the others in
it; the folders below are listed when the work comes near them. Files are not opened, but those of whose names the
ending does not tell that they are notes, and these only in their turn.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extractor.batch import manifest
from extractor.batch.folder import (
    ENDINGS,
    INDEX,
    PLAN_CSV,
    PLAN_JSON,
    Job,
    is_notes,
    is_notes_by_name,
    may_hold_notes,
    path_matcher,
    targets,
)
from extractor.common.escaping import printable
from extractor.common.files import exists, hidden_by, is_file, is_folder, is_link, real_path, reason
from extractor.common.phrasing import counted
from extractor.common.scratch import Scratch, blob, text_of
from extractor.model import RecapError
from extractor.output.formats import CORRECTIONS, SETTINGS

AHEAD = 50  # names that are listed for each note that is taken: all are known when a fiftieth of the notes is done
BATCH = 100  # names that are read from the database at once
MAX_NAMED = 6  # files of a kind that are named; the others are counted
MAX_ENDINGS = 1_000  # that are counted

# What is known of a name.
_FOLDER, _NOTES, _MAYBE, _EXCLUDED, _OTHER, _DEVICE, _BROKEN_LINK = range(7)
# A key is the parts of a path below the folder: keys have the order of the parts, folder by folder.
_BETWEEN = b"\0"
_END = b"\xff"  # comes after all keys, as no text in UTF-8 has this byte
_TABLES = """
CREATE TABLE files (key BLOB PRIMARY KEY, kind INTEGER, keeps_ending INTEGER DEFAULT 0) WITHOUT ROWID;
CREATE TABLE targets (folded BLOB, key BLOB);
CREATE TABLE clashing (key BLOB PRIMARY KEY) WITHOUT ROWID;
"""
_ARE_NOTES = f"kind IN ({_NOTES}, {_MAYBE})"


Tell = Callable[[str, bool], None]  # a message, and whether it is of a failure


@dataclass(slots=True)
class Named:
    """A number of files, and the names of the first."""

    count: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Count one more."""
        self.count += 1
        if len(self.names) < MAX_NAMED:
            self.names.append(name)

    def words(self, most: int = MAX_NAMED) -> str:
        """Return the first names and the number of the others: "a.doc, b.json and 2 more"."""
        names = ", ".join(map(printable, self.names[:most]))
        return names + (f" and {self.count - most} more" if self.count > most else "")


@dataclass(slots=True)
class Passed:
    """What was found beside the notes to do."""

    skipped: int = 0  # files that are not notes
    endings: Counter[str] = field(default_factory=Counter)  # of these
    likely: Named = field(default_factory=Named)  # of these, those that may hold notes all the same
    excluded: int = 0  # notes excluded by --include or --exclude
    unread: int = 0  # folders and links that cannot be read
    sharers: Named = field(default_factory=Named)  # notes that keep their endings in the names of their recaps


class Walk:
    """The notes below a folder. Hidden files, circular links and folders that recap wrote are ignored.

    Args:
        folder: The folder of notes.
        out: The folder to write to, which is not listed.
        formats: Names of output formats; each gives one file for each of the notes.
        include: Globs (see `folder.path_matcher`); if there are any, only notes that match one are read.
        exclude: Globs; notes that match one are not read.
        tell: Is called with each file that is no notes or cannot be read, when it is found.
    """

    def __init__(
        self,
        folder: Path,
        out: Path,
        formats: tuple[str, ...] = (),
        include: tuple[str, ...] = (),
        exclude: tuple[str, ...] = (),
        tell: Tell = lambda message, is_failure: None,
    ) -> None:
        self.passed = Passed()
        self.found = 0  # notes so far
        self.is_finished = False  # whether all folders are listed
        self.tell = tell
        self._folder, self._out, self._formats = folder, out, tuple(dict.fromkeys(formats))
        self._is_included, self._is_excluded = path_matcher(include), path_matcher(exclude)
        self._includes_all = not include
        self._real_out = real_path(out)
        # Then a recap could have the name of one of the notes: all names are known before the first is written.
        self._is_in_out = self._real_out in real_path(folder).parents
        self._linked: set[Path] = set()  # the real paths of notes that are links, where that may happen
        self._scratch = Scratch(_TABLES)
        self._scratch.function("target", 3, self._folded_target)
        self._scratch.function("folded", 1, lambda key: blob(text_of(key).casefold()))
        self._listed_to = b""  # the keys up to this one are final
        self._taken_to = b""
        self._steps = self._visit(folder, b"", frozenset(), names_below=self._is_in_out)

    def __iter__(self) -> Iterator[Job]:
        """Yield a job for each of the notes; files that must be opened to tell are opened."""
        return (job for job in self.candidates() if self.is_notes(job))

    def candidates(self) -> Iterator[Job]:
        """Yield a job for each of the files that may be notes, by name; `is_notes` tells whether it is."""
        last = b""
        while True:
            rows = self._scratch.run(
                f"SELECT key, kind, keeps_ending FROM files WHERE key > ? AND key <= ? AND {_ARE_NOTES}"
                " ORDER BY key LIMIT ?",
                *(last, self._listed_to, BATCH),
            )
            for last, kind, keeps_ending in rows:
                if last > self._taken_to:
                    self._take(last, keeps_ending=keeps_ending)
                yield self._job(last, kind, keeps_ending=keeps_ending)
            if not rows:
                if self.is_finished:
                    return
                self.advance(AHEAD)

    def is_notes(self, job: Job) -> bool:
        """Whether a file is notes; it is opened if its name does not tell, and passed if it is not."""
        if job.is_sure:
            return True
        key = blob(job.name.replace("/", "\0"))
        if is_notes(job.notes):
            self._scratch.run("UPDATE files SET kind = ? WHERE key = ?", _NOTES, key)
            return True
        self._drop(key, job.notes)
        return False

    def advance(self, names: int) -> None:
        """List so many names more; whole folders are listed at once."""
        for _ in range(names):
            if next(self._steps, self) is self:
                self.is_finished, self._listed_to = True, _END
                return

    def _take(self, key: bytes, *, keeps_ending: bool) -> None:
        self._taken_to = key
        self.advance(AHEAD)
        if keeps_ending:
            self.passed.sharers.add(text_of(key.rpartition(_BETWEEN)[2]))

    def _path(self, key: bytes) -> Path:
        return self._folder.joinpath(*text_of(key).split("\0"))

    def _job(self, key: bytes, kind: int, *, keeps_ending: bool) -> Job:
        below = Path(*text_of(key).split("\0"))
        to = targets(self._out, below, self._formats, keeps_ending=keeps_ending)
        return Job(self._folder / below, to, below.as_posix(), is_sure=kind == _NOTES)

    # --- listing ---

    def _visit(self, folder: Path, prefix: bytes, parents: frozenset[Path], *, names_below: bool) -> Iterator[None]:
        """List a folder and those below it, and yield after each name.

        Args:
            folder: The folder.
            prefix: How the keys of what is in it begin.
            parents: The real folders above; a link to one of them is not followed.
            names_below: Whether recaps are named by who calls this.
        """
        real = real_path(folder)
        if real in parents or self._is_output(real) or (parents and manifest.is_output(folder)):
            return
        if not self._list(folder, real, prefix, is_top=not parents):
            return
        # Where two folders differ by case only, their recaps meet on a disk that ignores case.
        names_all = names_below or self._has_twins(prefix)
        if not names_all:
            self._name(prefix)
        for key, kind in self._entries(prefix):
            if not names_all:
                self._listed_to = key
            if kind == _FOLDER:
                yield from self._visit(self._path(key), key + _BETWEEN, parents | {real}, names_below=names_all)
            elif kind not in (_NOTES, _MAYBE):
                self._pass(self._path(key), kind)
            yield
        if names_all and (not names_below or not prefix):
            self._name(prefix)
            self._refuse_to_overwrite()

    def _is_output(self, real: Path) -> bool:
        return real == self._real_out or (not self._is_in_out and self._real_out in real.parents)

    def _list(self, folder: Path, real: Path, prefix: bytes, *, is_top: bool) -> bool:
        """Put the names in a folder into the database; return whether it could be read."""
        try:
            with os.scandir(folder) as scan:
                rows = self._rows(scan, folder, real, prefix)
                self._scratch.add("INSERT INTO files (key, kind) VALUES (?, ?)", rows)
        except OSError as error:
            message = f"{printable(str(folder))} cannot be read ({reason(error)})"
            if is_top:
                raise RecapError(f"{message}; name another folder") from error
            self._tell_unread(message)
            return False
        ((notes,),) = self._scratch.run(
            f"SELECT count(*) FROM files WHERE key > ?1 AND key < ?2 AND {_ARE_NOTES}", *_range(prefix)
        )
        self.found += notes
        return True

    def _rows(
        self, scan: Iterable[os.DirEntry[str]], folder: Path, real: Path, prefix: bytes
    ) -> Iterator[tuple[bytes, int]]:
        for entry in scan:
            kind = None if entry.name.startswith(".") else self._kind(entry, folder, real)
            if kind is not None:
                yield prefix + blob(entry.name), kind

    def _kind(self, entry: os.DirEntry[str], folder: Path, real: Path) -> int | None:
        """Return what is known of a name in a folder; None for what is ignored."""
        if _is_kind(entry, folder=True):
            return _FOLDER
        if entry.name.endswith(CORRECTIONS) or entry.name == SETTINGS:
            return None
        path = folder / entry.name
        if not _is_kind(entry, folder=False):
            if exists(path):
                return _DEVICE
            return _BROKEN_LINK if path.suffix.lower() in ENDINGS and is_link(path) else None
        if entry.is_symlink() and self._is_output(real_path(path)):
            return None
        by_name = is_notes_by_name(entry.name)
        if by_name is False:
            return _OTHER
        if self._is_in_out and (real / entry.name) != real_path(path):
            self._linked.add(real_path(path))
        return (_MAYBE if by_name is None else _NOTES) if self._is_selected(path) else _EXCLUDED

    def _is_selected(self, path: Path) -> bool:
        name = path.relative_to(self._folder).as_posix()
        return (self._includes_all or self._is_included(name)) and not self._is_excluded(name)

    def _entries(self, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """Yield the keys and kinds of what is in a folder, in order; what is in the folders there is left out."""
        last = prefix
        while True:
            rows = self._scratch.run(
                "SELECT key, kind FROM files WHERE key > ? AND key < ? ORDER BY key LIMIT ?",
                *(last, prefix + _END, BATCH),
            )
            if not rows:
                return
            for key, kind in rows:
                yield key, kind
                last = key + _BETWEEN + _END if kind == _FOLDER else key

    def _pass(self, path: Path, kind: int) -> None:
        if kind == _EXCLUDED:
            self.passed.excluded += 1
            self.tell(f"{path}: excluded", False)
        elif kind == _BROKEN_LINK:
            self._tell_unread(f"{printable(str(path))} cannot be read ({hidden_by(path) or 'its link leads nowhere'})")
        else:
            self._skip(path)

    def _drop(self, key: bytes, path: Path) -> None:
        """Forget a file that turns out to be no notes."""
        self._scratch.run("DELETE FROM files WHERE key = ?", key)
        self.found -= 1
        self._skip(path)

    def _skip(self, path: Path) -> None:
        passed = self.passed
        passed.skipped += 1
        ending = printable("".join(path.suffixes[-2:]) if path.suffix == ".json" else path.suffix)
        if ending in passed.endings or len(passed.endings) < MAX_ENDINGS:
            passed.endings[ending] += 1
        if may_hold_notes(path):
            passed.likely.add(path.relative_to(self._folder).as_posix())
        self.tell(f"{path}: skipped (not notes)", False)

    def _tell_unread(self, message: str) -> None:
        self.passed.unread += 1
        self.tell(message, True)

    # --- naming ---

    def _has_twins(self, prefix: bytes) -> bool:
        ((folders, names),) = self._scratch.run(
            f"SELECT count(*), count(DISTINCT folded(key)) FROM files WHERE key > ?1 AND key < ?2 AND kind = {_FOLDER}",
            *_range(prefix),
        )
        return bool(folders > names)

    def _folded_target(self, key: bytes, keeps_ending: int, format: str) -> bytes:
        ((_, path),) = targets(Path(), Path(*text_of(key).split("\0")), (format,), keeps_ending=bool(keeps_ending))
        return blob(path.as_posix().casefold())

    def _name(self, prefix: bytes) -> None:
        """See to it that no two recaps of the notes with a prefix are alike, not even on a disk that ignores case.

        Notes whose recaps would be alike keep their endings. They may then meet others ("x.txt" and "x.txt.md"), so
        this is repeated until there are none.
        """
        run = self._scratch.run
        run("DELETE FROM targets")
        if not prefix:
            for name in (PLAN_CSV, PLAN_JSON, INDEX):
                run("INSERT INTO targets VALUES (?, NULL)", blob(name))
        for format in self._formats:
            run(
                "INSERT INTO targets SELECT target(key, 0, ?3), key FROM files"
                f" WHERE key > ?1 AND key < ?2 AND {_ARE_NOTES}",
                *(*_range(prefix), format),
            )
        while self._find_clashing():
            run("UPDATE files SET keeps_ending = 1 WHERE key IN (SELECT key FROM clashing)")
            run("DELETE FROM targets WHERE key IN (SELECT key FROM clashing)")
            for format in self._formats:
                run("INSERT INTO targets SELECT target(key, 1, ?), key FROM clashing", format)

    def _find_clashing(self) -> bool:
        """Collect the notes whose recaps would be alike, and that do not keep their endings yet; return if there are.

        Of files that must be opened to tell, those that are no notes are dropped first.
        """
        run = self._scratch.run
        while True:
            run("DELETE FROM clashing")
            run(
                "INSERT OR IGNORE INTO clashing SELECT key FROM targets WHERE key IS NOT NULL"
                " AND folded IN (SELECT folded FROM targets GROUP BY folded HAVING count(*) > 1)"
            )
            unsure = run(f"SELECT key FROM clashing CROSS JOIN files USING (key) WHERE kind = {_MAYBE} LIMIT ?", BATCH)
            if not unsure:
                break
            for (key,) in unsure:
                if not self.is_notes(self._job(key, _MAYBE, keeps_ending=False)):
                    run("DELETE FROM targets WHERE key = ?", key)
        run("DELETE FROM clashing WHERE (SELECT keeps_ending FROM files WHERE files.key = clashing.key) = 1")
        return bool(run("SELECT 1 FROM clashing LIMIT 1"))

    def _refuse_to_overwrite(self) -> None:
        """Raise RecapError if a recap would have the place of one of the notes."""
        if not self._is_in_out:
            return
        real_folder = real_path(self._folder)
        for key, keeps_ending in self._scratch.rows(f"SELECT key, keeps_ending FROM files WHERE {_ARE_NOTES}"):
            for _, target in self._job(key, _NOTES, keeps_ending=keeps_ending).targets:
                real = real_path(target)
                if real in self._linked or (real_folder in real.parents and is_file(real) and is_notes(real)):
                    raise RecapError(
                        f"{printable(str(target))} is one of the notes and would be overwritten;"
                        " name another folder for the recaps with -o"
                    )


@dataclass(frozen=True, slots=True)
class Work:
    """Everything there is to do for a folder."""

    folder: Path
    out: Path
    formats: tuple[str, ...]
    jobs: Walk
    as_of: date | None = None  # the day of the page across notes; None for that of the latest meeting
    ledger: Path | None = None  # the ledger that knows which items are closed and carried


def plan_work(
    folder: Path,
    out: Path,
    formats: tuple[str, ...],
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    tell: Tell = lambda message, is_failure: None,
) -> Work:
    """Plan the recaps of the notes below a folder; nothing is written yet (docs/how-to/folder.md).

    `out` mirrors `folder`; notes whose recaps would have the same name keep their endings: "weekly.md.json",
    "weekly.vtt.json". Arguments as for `Walk`.

    Raises:
        RecapError: `folder` is not a folder, is `out`, or holds no notes; or a recap would overwrite notes.
    """
    _check_folders(folder, out)
    walk = Walk(folder, out, formats, include, exclude, tell)
    if next(iter(walk), None) is None:
        name, passed = printable(str(folder)), walk.passed
        if passed.excluded:
            raise RecapError(
                f"{name}: --include and --exclude leave none of its {counted(passed.excluded, 'note')}; change them"
            )
        raise RecapError(f"{name} holds no notes ({counted(passed.skipped, 'file')} skipped); name a folder that does")
    return Work(folder, out, tuple(dict.fromkeys(formats)), walk)


def notes_below(folder: Path) -> tuple[Path, ...]:
    """Return the notes below a folder, by name. Raises RecapError if it cannot be read."""
    return tuple(job.notes for job in Walk(folder, folder / manifest.FOLDER))


def _range(prefix: bytes) -> tuple[bytes, bytes]:
    """Return the keys between which all that begin with a prefix are."""
    return prefix, prefix + _END


def _check_folders(folder: Path, out: Path) -> None:
    name = printable(str(folder))
    if not exists(folder):
        raise RecapError(f"{name} does not exist; name a folder of notes")
    if not is_folder(folder):
        raise RecapError(f"{name} is a file; name the folder that holds it, or leave out “batch”")
    if exists(out) and not is_folder(out):
        raise RecapError(f"{printable(str(out))} is a file; name a folder for the recaps with -o")
    if real_path(out) == real_path(folder):
        raise RecapError(f"{name} holds the notes themselves; name another folder for the recaps with -o")


def _is_kind(entry: os.DirEntry[str], *, folder: bool) -> bool:
    try:
        return entry.is_dir() if folder else entry.is_file()
    except OSError:  # a loop of links
        return False
