"""Record what a folder of recaps was made from, so that the next run does only what changed.

`OUT/.recap/manifest.jsonl` is a log: one line for each finished note; the last line for a name counts. Finishing a note
appends one line, however many notes there are; outdated lines are removed at the end of a run. A line that was cut off
by a kill is ignored. A file lock keeps a second run out of OUT; the system releases it when its process ends.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TextIO

from extractor.common.escaping import printable
from extractor.common.files import reason
from extractor.common.resources import PACKAGE
from extractor.model import ReadOptions, RecapError
from extractor.pipeline import corrections_file

FOLDER = ".recap"
LOG = "manifest.jsonl"
LOCK = "lock"
VERSION = 1
_UNFINISHED = ".recap-*.tmp"  # the temporary files of files.write_whole
_PROGRAM_FILES = frozenset({".py", ".json", ".txt", ".j2"})
_NO_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})  # errors of disks without locks


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest remembers of a notes file whose recaps are written."""

    name: str  # its path below the folder of notes, with "/"
    key: str  # `content_key` of the notes that the recaps were made from
    outputs: tuple[tuple[str, str], ...]  # (format, path below OUT, with "/")
    plan: str  # the meeting and its open items, as JSON


def content_key(notes: Path, options: ReadOptions) -> str:
    """Hash what a recap depends on: the bytes and the name of the notes, their corrections, the options, this program.

    Raises OSError if the notes cannot be read.
    """
    digest = hashlib.sha256(_program_digest(options.model).encode())
    digest.update(repr((notes.name, replace(options, model=""))).encode("utf-8", "surrogatepass"))
    with notes.open("rb") as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    with suppress(FileNotFoundError):
        digest.update(b"\0" + corrections_file(notes).read_bytes())
    return digest.hexdigest()[:32]


def read_records(out: Path) -> dict[str, Record]:
    """Read the records in OUT, by the names of the notes; {} where there is no manifest."""
    return _read_log(out)[0]


def is_output(folder: Path) -> bool:
    """Whether recap wrote this folder."""
    return (folder / FOLDER / LOG).is_file()


@contextmanager
def open_manifest(out: Path) -> Iterator[Manifest]:
    """Lock OUT, and open its manifest to read and to append.

    Raises RecapError if another run is using OUT, or if OUT cannot be written.
    """
    try:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(out, error) from error
    with _exclusive_lock(out):
        manifest = _open(out)
        try:
            yield manifest
        finally:
            manifest.close()


@contextmanager
def _exclusive_lock(out: Path) -> Iterator[None]:
    """Keep other runs out of OUT. On a network disk that has no file locks, nothing does."""
    from filelock import FileLock, Timeout

    # No soft lock where the disk has none: its file would be left behind by a killed run.
    lock = FileLock(out / FOLDER / LOCK, fallback_to_soft=False)
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


def _open(out: Path) -> Manifest:
    try:
        records, lines, is_whole = _read_log(out)
        for unfinished in out.rglob(_UNFINISHED):
            unfinished.unlink(missing_ok=True)  # left by a run that was killed: the lock says that no other is running
        stream = (out / FOLDER / LOG).open("a", encoding="utf-8", newline="\n")
        if not is_whole:
            stream.write("\n")
    except OSError as error:
        raise _refusal(out, error) from error
    manifest = Manifest(out, stream, records, lines)
    if not lines:
        manifest.append({"manifest": VERSION})
    return manifest


def _refusal(out: Path, error: OSError) -> RecapError:
    return RecapError(f"{printable(str(out))} cannot be written ({reason(error)}); name another folder with -o")


class Manifest:
    """An open manifest. Its methods raise RecapError if the disk refuses."""

    def __init__(self, out: Path, stream: TextIO, records: dict[str, Record], lines: int) -> None:
        self.records = records
        self._out, self._stream, self._lines = out, stream, lines

    def add(self, record: Record) -> None:
        """Record that a note is done."""
        self.records[record.name] = record
        self.append(_to_json(record))

    def append(self, value: object) -> None:
        """Append one line with this value as JSON."""
        try:
            self._stream.write(_json_line(value))
            self._stream.flush()
        except OSError as error:
            raise _refusal(self._out, error) from error
        self._lines += 1

    def compact(self, wanted: set[str]) -> None:
        """Rewrite the log with one line for each wanted name, if it holds anything else."""
        if self._lines == len(wanted) + 1:
            return
        path = self._out / FOLDER / LOG
        temporary = path.with_suffix(".tmp")
        try:
            with temporary.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(_json_line({"manifest": VERSION}))
                stream.writelines(_json_line(_to_json(self.records[name])) for name in sorted(wanted))
                stream.flush()
                os.fsync(stream.fileno())
            self._stream.close()  # Windows does not replace an open file
            temporary.replace(path)
        except OSError as error:
            raise _refusal(self._out, error) from error

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            self._stream.close()


def _to_json(record: Record) -> dict[str, object]:
    return {"notes": record.name, "key": record.key, "outputs": dict(record.outputs), "plan": record.plan}


def _json_line(value: object) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"  # ASCII: names of files may hold lone surrogates


def _read_log(out: Path) -> tuple[dict[str, Record], int, bool]:
    """Read the records, the number of lines, and whether the last line is whole. Unreadable lines are ignored."""
    records: dict[str, Record] = {}
    lines, line = 0, "\n"
    try:
        with (out / FOLDER / LOG).open(encoding="ascii", errors="replace") as stream:
            for line in stream:
                lines += 1
                try:
                    record = _from_json(json.loads(line))
                except (ValueError, TypeError, KeyError, AttributeError):
                    continue  # the first line, or one that was cut off
                records[record.name] = record
    except FileNotFoundError:
        pass
    return records, lines, line.endswith("\n")


def _from_json(line: dict[str, object]) -> Record:
    name, key, outputs, plan = line["notes"], line["key"], line["outputs"], line["plan"]
    if not (isinstance(name, str) and isinstance(key, str) and isinstance(outputs, dict) and isinstance(plan, str)):
        raise TypeError
    json.loads(plan)
    return Record(name, key, tuple(outputs.items()), plan)


@cache
def _program_digest(model: str) -> str:
    """Hash this program: its files, and the versions of what decides about dates and parses."""
    from extractor.output.templates import packaged_templates

    digest = hashlib.sha256()
    folders = (PACKAGE, packaged_templates())
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.suffix in _PROGRAM_FILES}):
        digest.update(path.name.encode() + path.read_bytes())
    for name in ("notes-recap", "spacy", "dateparser", "holidays", model.replace("_", "-")):
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    """Return the version of a package; for a pipeline in a folder, the time when its configuration was changed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        config = Path(name) / "config.cfg"
        return str(config.stat().st_mtime_ns) if config.is_file() else ""
