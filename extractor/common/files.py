"""Ask about files without an exception, read them within bounds, and write a document as a whole or not at all.

A name may be too long, a folder locked, a link may point to itself: the questions here then answer "no", where those of
`pathlib` raise. Only this module asks the system about kinds of files.

A folder of outputs is not trusted: somebody else may have put links into it. What is written with `inside` therefore
follows none, and stays in that folder.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from extractor.common.escaping import printable
from extractor.errors import RecapError

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


class DiskFull(RecapError):
    """The disk has no space left: whatever else is to be written will fail as well."""


def exists(path: Path) -> bool:
    """Whether there is something at a path, a link that leads nowhere not counted."""
    return _mode(path) != 0


def is_file(path: Path) -> bool:
    """Whether there is a file, not a folder, a device or a pipe."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Whether there is a folder."""
    return stat.S_ISDIR(_mode(path))


def is_link(path: Path) -> bool:
    """Whether there is a symbolic link, wherever it leads."""
    return stat.S_ISLNK(_mode(path, follow=False))


def is_plain_file(path: Path) -> bool:
    """Whether there is a file, and no link to one."""
    return stat.S_ISREG(_mode(path, follow=False))


def hidden_by(path: Path) -> str:
    """Why the system does not say what is at a path ("permission denied", for a locked folder); "" where it does."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return ""
    except OSError as error:
        return reason(error)
    return ""


def real_path(path: Path) -> Path:
    """Return the path without links; where the system cannot tell, the path as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL in the name, no current folder
        return path


def is_same_file(first: Path, second: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return first.samefile(second)
    except (OSError, ValueError):
        return False


def make_folder(path: Path, *, inside: Path | None = None) -> None:
    """Make a folder and those above it; one that is there stays as it is. A new one is for its owner alone.

    Args:
        path: the folder.
        inside: a folder that is not trusted and must hold the new one; new folders get the mode of `inside`.

    Raises:
        RecapError: a folder cannot be made, or a link leads out of `inside`.
    """
    name = printable(str(path))
    try:
        if inside is None:
            path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            return
        mode = inside.stat().st_mode & 0o777
        step = inside
        for part in path.relative_to(inside).parts:
            step = step / part
            if is_link(step):
                raise RecapError(f"{printable(str(step))} is a link, and nothing is written through it; remove it")
            step.mkdir(mode=mode, exist_ok=True)
    except (OSError, ValueError) as error:
        raise refusal(f"{name} cannot be created", error, "name another folder") from error


def write_whole(
    path: Path,
    text: str | bytes | Iterable[str],
    *,
    never: tuple[Path, ...] = (),
    inside: Path | None = None,
    private: bool = False,
) -> None:
    """Write a text to a file as UTF-8, so that a reader finds either the old file or the new one.

    Without `inside`, a link is followed, and a device or a pipe is written to directly.

    Args:
        path: the file.
        text: the text, or its parts, which are written as they come; bytes are written as they are.
        never: files that must not be overwritten: the notes.
        inside: a folder that is not trusted and holds the file: a link there is replaced, not followed, and a new file
            is as open to others as this folder is.
        private: a file inside is for this user alone, whatever the folder is.

    Raises:
        RecapError: the file is one of `never`, is a folder or cannot be written; the old file is kept. DiskFull, if
            that is the reason.
    """
    name = printable(str(path))
    if any(is_same_file(path, notes) for notes in never):
        raise RecapError(f"{name} holds the notes themselves; name another file with -o")
    text = text.encode("utf-8") if isinstance(text, str) else text
    data = [text] if isinstance(text, bytes) else (part.encode("utf-8") for part in text)
    try:
        if is_folder(path) and not (inside and is_link(path)):
            raise RecapError(f"{name} is a folder; name a file in it with -o")
        if inside is not None:
            _replace_file(path, data, (0 if private else inside.stat().st_mode & 0o666) | PRIVATE_FILE)
        elif exists(path) and not is_file(path):
            with path.open("wb") as stream:
                stream.writelines(data)
        else:
            _replace_file(path.resolve(), data, 0o666)
    except OSError as error:
        raise refusal(f"{name} cannot be written", error, "name another file with -o") from error
    except (ValueError, RuntimeError) as error:  # a NUL in the name; before Python 3.13, a loop of links
        raise RecapError(f"{name} is not a valid file name; name another file with -o") from error


def read_bounded(path: Path, most: int, *, follow: bool = True) -> bytes:
    """Return the first bytes of a file, one more than `most` if it has more. Raises OSError and ValueError.

    A device and a pipe may have no end, and opening a pipe may wait for ever: only files are opened.

    Args:
        path: the file.
        most: the bytes that are wanted.
        follow: whether the path may be a link.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Not a file")
        return stream.read(most + 1)


def refusal(what: str, error: OSError | ValueError, advice: str) -> RecapError:
    """Return the refusal for an error of the system: DiskFull for a disk without space, else RecapError.

    Args:
        what: what cannot be done: "recap.html cannot be written".
        error: the error.
        advice: what the user can do.
    """
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        return DiskFull(f"{what} ({reason(error)}); make space, then run it again")
    return RecapError(f"{what} ({reason(error) if isinstance(error, OSError) else 'not a valid name'}); {advice}")


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


def _mode(path: Path, *, follow: bool = True) -> int:
    """Return the type and mode of a file; 0 where there is none, or the system does not say."""
    try:
        return path.stat(follow_symlinks=follow).st_mode
    except (OSError, ValueError):
        return 0


def _replace_file(path: Path, data: Iterable[bytes], mode: int) -> None:
    """Write a temporary file in the same folder, hence on the same disk, and rename it to `path`.

    Args:
        path: the file; a link is replaced.
        data: what is written.
        mode: the mode of a new file; one that is there keeps its own.
    """
    temporary = path.with_name(f".recap-{os.urandom(6).hex()}.tmp")
    if is_plain_file(path):
        mode = _mode(path) & 0o777
    if path.suffix.lower() == ".eml":
        mode &= PRIVATE_FILE  # a draft holds names and addresses
    try:
        with os.fdopen(os.open(temporary, _NEW_FILE, mode), "wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
