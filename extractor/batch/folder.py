"""Plan a batch: which files below a folder are notes, and which files are written for each.

Files are ordered by name, whatever the order on the disk.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path, PurePath

from extractor.batch import manifest
from extractor.common.escaping import printable
from extractor.common.files import exists, hidden_by, is_folder, is_link, read_bounded, real_path, reason
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import counted
from extractor.model import RecapError
from extractor.output.formats import CORRECTIONS, OUTPUTS, SETTINGS
from extractor.readers.encoding import MAX_BYTES

# The plan across all notes, written to OUT beside the recaps; no recap may have one of these names.
PLAN_CSV, PLAN_JSON, INDEX = "plan.csv", "plan.json", "index.html"

# Files with these endings may be notes, and so may files without an ending. A *.json file is if recap wrote it, or if
# it is the export of a chat.
# fmt: off
ENDINGS = frozenset({
    ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".rst", ".org", ".adoc", ".asciidoc", ".wiki", ".mediawiki",
    ".textile", ".log", ".html", ".htm", ".vtt", ".srt", ".docx", ".odt", ".rtf", ".pdf", ".xlsx", ".ods", ".csv",
    ".tsv", ".eml", ".mbox", ".enex",
})
# fmt: on
# Endings of files that may hold notes which recap does not read.
_UNREAD = frozenset({".doc", ".msg", ".json", ".pages", ".xls", ".one", ".pptx", ".ppt", ".mht", ".mhtml", ".zip"})
_MIME_HEADER = expression(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_ENDING = expression(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


@dataclass(frozen=True, slots=True)
class Job:
    """One file of notes and the files to write for it: (format, path) pairs."""

    notes: Path
    targets: tuple[tuple[str, Path], ...]
    name: str = ""  # the path below the folder, with "/": its name in the manifest


@dataclass(frozen=True, slots=True)
class Work:
    """Everything there is to do for a folder."""

    folder: Path
    out: Path
    jobs: tuple[Job, ...]
    skipped: tuple[Path, ...]  # files that are not notes
    excluded: tuple[Path, ...] = ()  # notes excluded by --include or --exclude
    unread: tuple[str, ...] = ()  # messages about folders below that cannot be read
    as_of: date | None = None  # the day of the page across notes; None for that of the latest meeting
    ledger: Path | None = None  # the ledger that knows which items are closed and carried


@dataclass(slots=True)
class _Listing:
    """What `_walk` collects."""

    files: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)  # pipes, sockets, devices: waiting for one would take for ever
    unread: list[str] = field(default_factory=list)


def plan_work(
    folder: Path,
    out: Path,
    formats: tuple[str, ...],
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
) -> Work:
    """Plan the recaps of the notes below a folder; nothing is written yet (docs/how-to/folder.md).

    Hidden files, circular links and folders that recap wrote (`out` and those of earlier runs) are ignored.

    Args:
        folder: The folder of notes.
        out: The folder to write to. It mirrors `folder`; notes whose recaps would have the same name keep their
            endings: "weekly.md.json", "weekly.vtt.json".
        formats: Names of output formats; each gives one file for each of the notes.
        include: Globs (see `path_matcher`); if there are any, only notes that match one are read.
        exclude: Globs; notes that match one are not read.

    Raises:
        RecapError: `folder` is not a folder, is `out`, or holds no notes; or a recap would overwrite notes.
    """
    _check_folders(folder, out)
    listing = _Listing()
    _walk(folder, real_path(out), frozenset(), listing)
    all_notes = tuple(path for path in listing.files if is_notes(path))
    selected = _select(folder, all_notes, include, exclude)
    jobs = _jobs(folder, out, selected, tuple(dict.fromkeys(formats)))
    _refuse_to_overwrite(all_notes, jobs)
    if not jobs:
        name = printable(str(folder))
        if all_notes:
            raise RecapError(
                f"{name}: --include and --exclude leave none of its {counted(len(all_notes), 'note')}; change them"
            )
        raise RecapError(
            f"{name} holds no notes ({counted(len(listing.files), 'file')} skipped); name a folder that does"
        )
    return Work(
        folder,
        out,
        jobs,
        skipped=(*_without(listing.files, all_notes), *listing.others),
        excluded=_without(all_notes, selected),
        unread=tuple(listing.unread),
    )


def notes_below(folder: Path) -> tuple[Path, ...]:
    """Return the notes below a folder, by name. Raises RecapError if it cannot be read."""
    listing = _Listing()
    _walk(folder, folder / manifest.FOLDER, frozenset(), listing)
    return tuple(path for path in listing.files if is_notes(path))


def path_matcher(globs: tuple[str, ...]) -> Callable[[str], bool]:
    """Return a function that says whether a path, with "/", matches one of the globs, as .gitignore reads them.

    "*.md" matches such a name in any folder, "team/*" a path from the top, "**" any number of folders, and "old" all
    that is in a folder of that name. Unlike in .gitignore, "!", "#", "^" and the backslash mean themselves.
    """
    if not globs:
        return lambda path: False
    import warnings

    from pathspec import PathSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of `re`, about "[[" within a glob
        return PathSpec.from_lines("gitignore", map(_gitignore_pattern, globs)).match_file


def relative_path(folder: Path, path: Path) -> str:
    """Return the path below the folder, with "/"."""
    return path.relative_to(folder).as_posix()


def is_notes(path: Path) -> bool:
    """Whether a file may be notes, by the ending of its name.

    A *.json file is if recap wrote it or it is the export of a chat, a *.doc file if it is MIME text.
    """
    ending = _ENDING.search(path.name)
    if ending is None:
        return True
    if ending.group().lower() not in {".json", ".doc"}:
        return ending.group().lower() in ENDINGS
    try:
        if ending.group().lower() == ".doc":  # Confluence exports pages as MIME with this ending
            return _MIME_HEADER.search(read_bounded(path, 4096)) is not None
        from extractor.output.plan_json import is_plan

        data = read_bounded(path, MAX_BYTES)
        if is_plan(data):
            return True
        from extractor.readers import is_known_json

        return is_known_json(data)
    except (OSError, ValueError):
        return True  # reading it will report the reason


def may_hold_notes(path: Path) -> bool:
    """Whether a file that is not read may hold notes all the same, by the ending of its name."""
    return path.suffix.lower() in _UNREAD and not (path.suffix == ".json" and len(path.suffixes) > 1)


def name_without_ending(path: Path) -> str:
    """Return the name of a file without its ending; "2026.03.04" has none."""
    return _ENDING.sub("", path.name) or path.name


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


def _walk(folder: Path, out: Path, parents: frozenset[Path], listing: _Listing) -> None:
    """Collect the files below a folder, by name. A link to one of its real `parents` is not followed."""
    real = real_path(folder)
    if real in parents or real == out or (parents and manifest.is_output(folder)):
        return
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        message = f"{printable(str(folder))} cannot be read ({reason(error)})"
        if not parents:
            raise RecapError(f"{message}; name another folder") from error
        listing.unread.append(message)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if _is_kind(entry, folder=True):
            _walk(path, out, parents | {real}, listing)
        elif entry.name.endswith(CORRECTIONS) or entry.name == SETTINGS:
            continue
        elif _is_kind(entry, folder=False):
            listing.files.append(path)
        elif exists(path):
            listing.others.append(path)
        elif path.suffix.lower() in ENDINGS and is_link(path):
            why = hidden_by(path) or "its link leads nowhere"
            listing.unread.append(f"{printable(str(path))} cannot be read ({why})")


def _is_kind(entry: os.DirEntry[str], *, folder: bool) -> bool:
    try:
        return entry.is_dir() if folder else entry.is_file()
    except OSError:  # a loop of links
        return False


def _select(
    folder: Path, notes: tuple[Path, ...], include: tuple[str, ...], exclude: tuple[str, ...]
) -> tuple[Path, ...]:
    is_included, is_excluded = path_matcher(include), path_matcher(exclude)
    return tuple(
        path
        for path in notes
        for name in (relative_path(folder, path),)
        if (not include or is_included(name)) and not is_excluded(name)
    )


def _gitignore_pattern(glob: str) -> str:
    pattern = glob.removeprefix("./").rstrip("/") or "*"
    pattern = pattern.replace("\\", "\\\\").replace("[^", "[\\^")
    if pattern.startswith(("!", "#")):
        pattern = "\\" + pattern
    return pattern[:-1] + "\\ " if pattern.endswith(" ") else pattern


def _jobs(folder: Path, out: Path, notes: tuple[Path, ...], formats: tuple[str, ...]) -> tuple[Job, ...]:
    """Make a job for each of the notes, with no two targets alike, not even on a disk that ignores case.

    Notes whose targets would be alike keep their endings. They may then meet others ("x.txt" and "x.txt.md"), so this
    is repeated until there are none.
    """
    reserved = Counter(str(out / name).casefold() for name in (PLAN_CSV, PLAN_JSON, INDEX))
    keep_ending: set[Path] = set()
    while True:
        jobs = tuple(
            Job(path, _targets(folder, out, path, formats, path in keep_ending), relative_path(folder, path))
            for path in notes
        )
        uses = reserved + Counter(str(target).casefold() for job in jobs for _, target in job.targets)
        clashing = {job.notes for job in jobs if any(uses[str(target).casefold()] > 1 for _, target in job.targets)}
        if clashing <= keep_ending:
            return jobs
        keep_ending |= clashing


def _targets(
    folder: Path, out: Path, path: Path, formats: tuple[str, ...], keep_ending: bool
) -> tuple[tuple[str, Path], ...]:
    below = path.relative_to(folder)
    name = below.name if keep_ending else name_without_ending(below)
    endings = {output.name: output.ending for output in OUTPUTS}
    return tuple((format, out / below.with_name(name + endings[format])) for format in formats)


def _refuse_to_overwrite(notes: tuple[Path, ...], jobs: tuple[Job, ...]) -> None:
    @cache  # each folder is resolved once, not once for each of its files
    def real_folder(path: PurePath) -> Path:
        return real_path(Path(path))

    def real(path: Path) -> Path:
        return real_path(path) if is_link(path) else real_folder(path.parent) / path.name

    originals = {real(path) for path in notes}
    for job in jobs:
        for _, target in job.targets:
            if real(target) in originals:
                raise RecapError(
                    f"{printable(str(target))} is one of the notes and would be overwritten;"
                    " name another folder for the recaps with -o"
                )


def _without(paths: list[Path] | tuple[Path, ...], others: tuple[Path, ...]) -> tuple[Path, ...]:
    removed = set(others)
    return tuple(path for path in paths if path not in removed)
