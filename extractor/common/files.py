"""Write a document to a file as a whole or not at all, and never over the notes that it was made from."""

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
    """Write a text to a file as UTF-8, so that a reader finds either the old file or the new one.

    A link is followed; a device or a pipe is written to directly.

    Args:
        path: the file.
        text: the text, or its parts, which are written as they come.
        never: files that must not be overwritten: the notes.

    Raises:
        RecapError: the file is one of `never`, is a folder or cannot be written; the old file is kept.
    """
    name = printable(str(path))
    if any(_same_file(path, notes) for notes in never):
        raise RecapError(f"{name} holds the notes themselves; name another file with -o")
    data = [text.encode("utf-8")] if isinstance(text, str) else (part.encode("utf-8") for part in text)
    try:
        if path.is_dir():
            raise RecapError(f"{name} is a folder; name a file in it with -o")
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(data)
            return
        _replace_file(path.resolve(), data)
    except OSError as error:
        raise RecapError(f"{name} cannot be written ({reason(error)}); name another file with -o") from error
    except (ValueError, RuntimeError) as error:  # a NUL in the name; before Python 3.13, a loop of links
        raise RecapError(f"{name} is not a valid file name; name another file with -o") from error


def file_name(words: str, ending: str, taken: set[str]) -> str:
    """Return a new file name for a person or a thing, "ana-lopez.eml", and add it to `taken`.

    It is valid on every file system: at most 60 ASCII letters in lower case, digits and hyphens, and no device name of
    Windows.

    Args:
        words: the name of the person or thing.
        ending: the file's ending, with its dot.
        taken: the names that are in use.
    """
    ascii_words = unicodedata.normalize("NFKD", words.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_words.lower())[:60].strip("-") or "unnamed"
    if re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)\d", stem):
        stem = f"{stem}-1"
    candidates = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in count(1))
    name = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(name)
    return name


def reason(error: OSError) -> str:
    """Return the system's reason for an error: "permission denied"."""
    return (error.strerror or type(error).__name__).lower()


def _replace_file(path: Path, data: Iterable[bytes]) -> None:
    """Write a temporary file in the same folder, hence on the same disk, and rename it to `path`."""
    temporary = path.with_name(f".recap-{os.urandom(6).hex()}.tmp")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666
    if path.suffix.lower() == ".eml":
        mode &= 0o600  # a draft holds names and addresses
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except (OSError, ValueError):
        return False
