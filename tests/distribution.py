"""Build the wheel and the source distribution so that the same sources give the same bytes; `make dist`.

They are built from a copy with the rights of files that Git keeps, and with the day of the last commit, or of
SOURCE_DATE_EPOCH, as the time of every file (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from places import ROOT

SOURCES = ("extractor", "templates", "setup.cfg", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
BUILD = "import sys; from setuptools import build_meta as b; to = sys.argv[1]; b.build_wheel(to); b.build_sdist(to)"


def copy_sources(folder: Path) -> None:
    """Copy the sources, as a build leaves folders beside them and includes those of an older one."""
    folder.mkdir(parents=True)
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, folder / name)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def build(source: Path, target: Path, epoch: int) -> tuple[Path, Path]:
    """Build a copy of the sources; return the wheel and the source distribution.

    Args:
        source: The copy.
        target: The folder to build into.
        epoch: The time of all files, in seconds since 1970.
    """
    target.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        (sys.executable, "-c", BUILD, str(target.resolve())),
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    (wheel,), (archive,) = target.glob("*.whl"), target.glob("*.tar.gz")
    archive.write_bytes(_alike(archive.read_bytes(), epoch))
    return wheel, archive


def _alike(data: bytes, epoch: int) -> bytes:
    """Return a source distribution with its files in order, and without what tells of the machine or of the hour."""
    packed = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(data)) as old,
        gzip.GzipFile("", "wb", fileobj=packed, mtime=epoch) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for entry in sorted(old.getmembers(), key=lambda entry: entry.name):
            content = old.extractfile(entry) if entry.isfile() else None
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname, entry.pax_headers = epoch, 0, 0, "", "", {}
            entry.mode = 0o755 if entry.isdir() else 0o644
            new.addfile(entry, content)
    return packed.getvalue()


def main() -> None:
    day = (
        os.environ.get("SOURCE_DATE_EPOCH")
        or subprocess.run(
            ("git", "log", "-1", "--format=%ct"), cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    )
    with tempfile.TemporaryDirectory() as folder:
        copy_sources(Path(folder, "source"))
        for path in build(Path(folder, "source"), ROOT / "dist", int(day)):
            sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
