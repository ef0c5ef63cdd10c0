"""What a folder of recaps was made from, so that the next run does only what changed.

`OUT/.recap/manifest.jsonl` is a log: one line a note that is done, and the last line of a name counts. A note costs one
line appended, whatever the number of the others; what is outlived is taken out at the end of a run, in one rewriting.
A line that a kill cut off is passed over. One run at a time works in OUT, held by a lock that the system lets go of
with the process.
"""

from __future__ import annotations

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

FOLDER = ".recap"
LOG = "manifest.jsonl"
LOCK = "lock"
VERSION = 1
_UNFINISHED = ".recap-*.tmp"  # what files.write_whole writes before it puts it in place


@dataclass(frozen=True, slots=True)
class Record:
    """One note that is done."""

    name: str  # its path below the folder of notes, with "/"
    key: str  # of the bytes, the options and the program
    outputs: tuple[tuple[str, str], ...]  # (format, path below OUT, with "/")
    plan: str  # the meeting and its open items, as JSON


def key(notes: Path, options: ReadOptions) -> str:
    """What a recap depends on, as a hash: the bytes of the notes, their name, the options, this program.

    Raises OSError if the notes cannot be read.
    """
    digest = hashlib.sha256(_program(options.model).encode())
    digest.update(repr((notes.name, replace(options, model=""))).encode("utf-8", "surrogatepass"))
    with notes.open("rb") as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()[:32]


def read_records(out: Path) -> dict[str, Record]:
    """The records in OUT, by the names of the notes; {} where there are none."""
    return _read(out)[0]


def is_output(folder: Path) -> bool:
    """Whether recap wrote this folder."""
    return (folder / FOLDER / LOG).is_file()


@contextmanager
def opened(out: Path) -> Iterator[Log]:
    """The manifest of OUT, to be read and added to; nobody else may meanwhile.

    Raises RecapError if another run has it open, or OUT cannot be written.
    """
    folder = out / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a", encoding="utf-8")
    except OSError as error:
        raise _refusal(out, error) from error
    with lock:
        if not _locked(lock):
            raise RecapError(f"another recap is writing to {printable(str(out))}; wait for it, or name another -o")
        log = _opened(out)
        try:
            yield log
        finally:
            log.close()


def _opened(out: Path) -> Log:
    try:
        records, lines, whole = _read(out)
        for left in out.rglob(_UNFINISHED):
            left.unlink(missing_ok=True)  # of a run that was killed, as no other is at work
        stream = (out / FOLDER / LOG).open("a", encoding="utf-8", newline="\n")
        if not whole:
            stream.write("\n")
    except OSError as error:
        raise _refusal(out, error) from error
    log = Log(out, stream, records, lines)
    if not lines:
        log.put({"manifest": VERSION})
    return log


def _refusal(out: Path, error: OSError) -> RecapError:
    return RecapError(f"{printable(str(out))} cannot be written ({reason(error)}); name another folder with -o")


class Log:
    """An open manifest. Its methods raise RecapError when the disk refuses."""

    def __init__(self, out: Path, stream: TextIO, records: dict[str, Record], lines: int) -> None:
        self.records = records
        self._out, self._stream, self._lines = out, stream, lines

    def add(self, record: Record) -> None:
        """Note down that a note is done."""
        self.records[record.name] = record
        self.put(_fields(record))

    def put(self, value: object) -> None:
        """Append a line."""
        try:
            self._stream.write(_line(value))
            self._stream.flush()
        except OSError as error:
            raise _refusal(self._out, error) from error
        self._lines += 1

    def tidy(self, wanted: set[str]) -> None:
        """Take out the records that are not wanted any more, and lines that later ones have outlived."""
        if self._lines == len(wanted) + 1:
            return
        path = self._out / FOLDER / LOG
        beside = path.with_suffix(".tmp")
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(_line({"manifest": VERSION}))
                stream.writelines(_line(_fields(self.records[name])) for name in sorted(wanted))
                stream.flush()
                os.fsync(stream.fileno())
            self._stream.close()  # an open file cannot be replaced everywhere
            beside.replace(path)
        except OSError as error:
            raise _refusal(self._out, error) from error

    def close(self) -> None:
        """Let go of the file."""
        with suppress(OSError):
            self._stream.close()


def _fields(record: Record) -> dict[str, object]:
    return {"notes": record.name, "key": record.key, "outputs": dict(record.outputs), "plan": record.plan}


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"  # ASCII: names of files may hold lone surrogates


def _read(out: Path) -> tuple[dict[str, Record], int, bool]:
    """The records, the number of lines, and whether the last is whole. That of another version is as if not there."""
    records: dict[str, Record] = {}
    lines, line = 0, "\n"
    try:
        with (out / FOLDER / LOG).open(encoding="ascii", errors="replace") as stream:
            for line in stream:
                lines += 1
                try:
                    record = _record(json.loads(line))
                except (ValueError, TypeError, KeyError, AttributeError):
                    continue  # the first line, or one that was cut off
                records[record.name] = record
    except FileNotFoundError:
        pass
    return records, lines, line.endswith("\n")


def _record(line: dict[str, object]) -> Record:
    name, key, outputs, plan = line["notes"], line["key"], line["outputs"], line["plan"]
    if not (isinstance(name, str) and isinstance(key, str) and isinstance(outputs, dict) and isinstance(plan, str)):
        raise TypeError
    json.loads(plan)
    return Record(name, key, tuple(outputs.items()), plan)


@cache
def _program(model: str) -> str:
    """This program, so that another gives another: its version and files, spaCy's version, and the pipeline's."""
    from extractor.output.templates import packaged_templates

    digest = hashlib.sha256()
    folders = (PACKAGE, packaged_templates())
    for path in sorted({path for folder in folders for path in folder.rglob("*") if path.suffix in _OURS}):
        digest.update(path.name.encode() + path.read_bytes())
    for name in ("notes-recap", "spacy", "dateparser", "holidays", model.replace("_", "-")):
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()


_OURS = frozenset({".py", ".json", ".txt", ".j2"})


def _version(name: str) -> str:
    """The version of a package; of a pipeline in a folder, the state of its configuration."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        config = Path(name) / "config.cfg"
        return str(config.stat().st_mtime_ns) if config.is_file() else ""


def _locked(lock: TextIO) -> bool:
    """Whether the lock is ours now; where the system has none of this kind, it is."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network disk without locks
        return True
    return True
