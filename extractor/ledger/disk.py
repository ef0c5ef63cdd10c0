"""Where a ledger may lie and who may read it, and what is said when SQLite or the disk refuses it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from extractor.common.escaping import printable
from extractor.common.files import exists, is_folder, real_path
from extractor.errors import RecapError


class DamagedLedger(RecapError):
    """A file of the ledger that SQLite cannot read.

    Args:
        path: The file.
        why: What is wrong, in a few words.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"the ledger {printable(str(path))} is damaged ({why}); see: recap ledger check")
        self.path, self.why = path, why


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


def make_private(path: Path) -> None:
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


@contextmanager
def told(path: Path) -> Iterator[None]:
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
        if "disk i/o" in words.lower():  # a file that may not grow, a disk that was taken out
            raise RecapError(
                f"the disk of {name} does not take it ({printable(words)}); nothing was kept. See whether it is full or"
                " was taken out, and run it again"
            ) from error
        raise RecapError(
            f"the ledger {name} cannot be used ({printable(words)}); name another file with --ledger"
        ) from error
    except sqlite3.DatabaseError as error:
        raise DamagedLedger(path, printable(str(error))) from error
    except OSError as error:
        raise RecapError(
            f"the ledger {name} cannot be used ({(error.strerror or '').lower()}); name another file with --ledger"
        ) from error
