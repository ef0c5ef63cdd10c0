"""Files out: a document written whole or not at all, and never over the notes it was made from."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from extractor.common.escaping import printable
from extractor.model import RecapError


def write_whole(path: Path, text: str | Iterable[str], *, never: tuple[Path, ...] = ()) -> None:
    """Write the text, or its parts as they come, to the file as UTF-8, so that whoever looks finds the old file or the
    new one, never half of it.

    A link is followed, a device or a pipe is written to as it is. Raises RecapError if the file is one of `never` (the
    notes), is a folder, or cannot be written; the old file is then as it was.
    """
    name = printable(str(path))
    if any(_same(path, other) for other in never):
        raise RecapError(f"{name} holds the notes themselves; name another file with -o")
    data = [text.encode("utf-8")] if isinstance(text, str) else (part.encode("utf-8") for part in text)
    try:
        if path.is_dir():
            raise RecapError(f"{name} is a folder; name a file in it with -o")
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(data)
            return
        _replace(path.resolve(), data)
    except OSError as error:
        raise RecapError(f"{name} cannot be written ({reason(error)}); name another file with -o") from error
    except (ValueError, RuntimeError) as error:  # a NUL in the name; before Python 3.13, a loop of links
        raise RecapError(f"{name} is no possible name of a file; name another with -o") from error


def file_name(words: str, ending: str, taken: set[str]) -> str:
    """A name for a file about somebody or something, which is then `taken`: "ana-lopez.eml".

    It is safe on every file system: ASCII letters, digits and hyphens, no device of Windows, short; and on one that has
    no case, its own.
    """
    plain = unicodedata.normalize("NFKD", words.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:60].strip("-") or "unnamed"
    if re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", stem):
        stem = f"{stem}-1"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in count(1))
    found = next(name for name in names if name not in taken)
    taken.add(found)
    return found


def reason(error: OSError) -> str:
    """Why the system refused, in its own words: "permission denied"."""
    return (error.strerror or type(error).__name__).lower()


def _replace(path: Path, data: Iterable[bytes]) -> None:
    """Write a neighbour of the file, in the same folder and so on the same disk, and put it in the file's place."""
    beside = path.with_name(f".recap-{os.urandom(6).hex()}.tmp")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666
    if path.suffix.lower() == ".eml":
        mode &= 0o600  # a draft names people and their addresses
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False
