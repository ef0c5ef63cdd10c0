"""What a batch has to read and write: the notes of a folder, and the files that become of each.

Paths below the folder are taken in the order of their names, whatever the disk's.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath

from extractor.batch import manifest
from extractor.common.escaping import printable
from extractor.common.files import reason
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import counted
from extractor.model import RecapError
from extractor.output.formats import OUTPUTS
from extractor.readers.encoding import MAX_BYTES

# What stands in OUT beside the recaps, and whose names no recap may have.
PLAN_CSV, PLAN_JSON, INDEX = "plan.csv", "plan.json", "index.html"


@dataclass(frozen=True, slots=True)
class Job:
    """One file of notes and the files that it becomes: (format, path) pairs."""

    notes: Path
    targets: tuple[tuple[str, Path], ...]
    name: str = ""  # the path below the folder, with "/", by which the manifest knows it


@dataclass(frozen=True, slots=True)
class Work:
    """All that is to be done for a folder."""

    folder: Path
    out: Path
    jobs: tuple[Job, ...]
    skipped: tuple[Path, ...]  # files that are no notes
    excluded: tuple[Path, ...] = ()  # notes that --include or --exclude leaves out
    unread: tuple[str, ...] = ()  # folders below that cannot be read, each with the reason


@dataclass(slots=True)
class _Below:
    """What a walk through a folder finds."""

    files: list[Path] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def plan_work(
    folder: Path,
    out: Path,
    formats: tuple[str, ...],
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
) -> Work:
    """What is to be done for the notes below `folder`, by name, with nothing written yet (DESIGN.md, section 2).

    `out` mirrors `folder`; where two notes would meet in one name, both keep their own endings. Hidden files, links
    that lead round in a circle, and folders that recap wrote (`out` and earlier ones) are left alone. `include` and
    `exclude` are globs (see `matcher`). Raises RecapError if `folder` is no folder, is `out`, holds no notes, or if a
    recap would be written over notes.
    """
    name = printable(str(folder))
    if not folder.exists():
        raise RecapError(f"{name} does not exist; name a folder of notes")
    if not folder.is_dir():
        raise RecapError(f"{name} is a file; name the folder that it is in, or leave out “batch”")
    if out.exists() and not out.is_dir():
        raise RecapError(f"{printable(str(out))} is a file; name a folder for the recaps with -o")
    if out.resolve() == folder.resolve():
        raise RecapError(f"{name} holds the notes themselves; name another folder for the recaps with -o")
    found = _Below()
    _walk(folder, out.resolve(), frozenset(), found)
    every = tuple(path for path in found.files if is_notes(path))
    notes = _selected(folder, every, include, exclude)
    jobs = _jobs(folder, out, notes, tuple(dict.fromkeys(formats)))
    _refuse_to_overwrite(every, jobs)
    if not jobs:
        if every:
            raise RecapError(
                f"{name}: --include and --exclude leave none of its {counted(len(every), 'note')}; change them"
            )
        raise RecapError(
            f"{name} holds no notes ({counted(len(found.files), 'file')} passed over); name a folder that does"
        )
    known, kept = set(every), set(notes)
    return Work(
        folder,
        out,
        jobs,
        skipped=tuple(path for path in found.files if path not in known),
        excluded=tuple(path for path in every if path not in kept),
        unread=tuple(found.unread),
    )


def matcher(globs: tuple[str, ...]) -> re.Pattern[str]:
    """What paths with "/" the globs mean: "*.md" any such name, "team/*" a path, "**" any folders, "old" all in it.

    A glob without "/" is held against each part of the path, one with it against the path from its beginning on.
    """
    return re.compile("|".join(_glob(one) for one in globs) or r"(?!)")


def relative_path(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _walk(folder: Path, out: Path, seen: frozenset[Path], found: _Below) -> None:
    """The files below a folder, by name; a link to one of the real folders above it, `seen`, is not followed."""
    real = folder.resolve()
    if real in seen or real == out or (seen and manifest.is_output(folder)):
        return
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        if not seen:
            raise RecapError(f"{printable(str(folder))} cannot be read ({reason(error)})") from error
        found.unread.append(f"{printable(str(folder))} cannot be read ({reason(error)})")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if _is(entry, folder=True):
            _walk(path, out, seen | {real}, found)
        elif _is(entry, folder=False):
            found.files.append(path)


def _is(entry: os.DirEntry[str], *, folder: bool) -> bool:
    try:
        return entry.is_dir() if folder else entry.is_file()
    except OSError:  # a loop of links
        return False


def _selected(
    folder: Path, notes: tuple[Path, ...], include: tuple[str, ...], exclude: tuple[str, ...]
) -> tuple[Path, ...]:
    wanted, unwanted = matcher(include), matcher(exclude)
    return tuple(
        path
        for path in notes
        for below in (relative_path(folder, path),)
        if (not include or wanted.match(below)) and not unwanted.match(below)
    )


def _glob(words: str) -> str:
    """A glob as a regular expression over a whole path, for `match`."""
    words = words.removeprefix("./").rstrip("/") or "*"
    parts = []
    for found in re.finditer(r"\*\*/|\*\*|\*|\?|\[(!?)(\]?[^\]/]*)\]|.", words, re.S):
        piece = found.group()
        if piece == "**/":
            parts.append("(?:[^/]+/)*")
        elif piece in ("**", "*", "?"):
            parts.append({"**": ".*", "*": "[^/]*", "?": "[^/]"}[piece])
        elif len(piece) > 2 and piece[0] == "[":
            inside = re.sub(r"([\\\[&~|])", r"\\\1", found.group(2))
            parts.append(f"[{'^/' if found.group(1) else ''}{inside.replace('^', chr(92) + '^')}]")
        else:
            parts.append(re.escape(piece))
    start = "" if "/" in words else "(?:[^/]+/)*"
    return f"{start}{''.join(parts)}(?:/.*)?\\Z"


def _jobs(folder: Path, out: Path, notes: tuple[Path, ...], formats: tuple[str, ...]) -> tuple[Job, ...]:
    """A job for each of the notes, with targets that do not meet, not even on a disk that has no case.

    Those that would meet keep their endings, and may then meet others ("x.txt" and "x.txt.md"), until none do.
    """
    taken = Counter(str(out / name).casefold() for name in (PLAN_CSV, PLAN_JSON, INDEX))
    keep: set[Path] = set()
    while True:
        jobs = tuple(
            Job(path, _targets(folder, out, path, formats, path in keep), relative_path(folder, path)) for path in notes
        )
        wanted = taken + Counter(str(target).casefold() for job in jobs for _, target in job.targets)
        meeting = {job.notes for job in jobs if any(wanted[str(target).casefold()] > 1 for _, target in job.targets)}
        if meeting <= keep:
            return jobs
        keep |= meeting


def _targets(folder: Path, out: Path, path: Path, formats: tuple[str, ...], keep: bool) -> tuple[tuple[str, Path], ...]:
    below = path.relative_to(folder)
    name = below.name if keep else name_without_ending(below)
    endings = {output.name: output.ending for output in OUTPUTS}
    return tuple((format, out / below.with_name(name + endings[format])) for format in formats)


def _refuse_to_overwrite(notes: tuple[Path, ...], jobs: tuple[Job, ...]) -> None:
    @cache  # a folder is followed once, not once for each of its files
    def real_folder(path: PurePath) -> Path:
        return Path(path).resolve()

    def real(path: Path) -> Path:
        return path.resolve() if path.is_symlink() else real_folder(path.parent) / path.name

    originals = {real(path) for path in notes}
    for job in jobs:
        for _, target in job.targets:
            if real(target) in originals:
                raise RecapError(f"{printable(str(target))} holds notes and would be written over; choose another -o")


# Files of these endings may be notes; those without any ending, too. A *.json is if it is a plan of ours.
# fmt: off
ENDINGS = frozenset({
    ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".rst", ".org", ".adoc", ".asciidoc", ".wiki", ".mediawiki",
    ".textile", ".log", ".html", ".htm", ".vtt", ".srt", ".docx",
})
# fmt: on

_ENDING = expression(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


def is_notes(path: Path) -> bool:
    """Whether a file in a folder may be notes, by its name; a *.json by what is in it, as only a plan is."""
    ending = _ENDING.search(path.name)
    if ending is None:
        return True
    if ending.group().lower() != ".json":
        return ending.group().lower() in ENDINGS
    try:
        from extractor.output.plan_json import is_plan

        with path.open("rb") as stream:
            return is_plan(stream.read(MAX_BYTES))
    except OSError:
        return True  # so that it is reported when it is read


def name_without_ending(path: Path) -> str:
    """The name of a file without its ending; "2026.03.04" has none."""
    return _ENDING.sub("", path.name) or path.name
