"""Tell which files of a folder are notes, and where their recaps go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractor.common.files import read_bounded
from extractor.common.lazy_regex import expression
from extractor.output.formats import OUTPUTS
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
_TO_OPEN = frozenset({".json", ".doc"})  # endings that do not tell
_MIME_HEADER = expression(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_ENDING = expression(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


@dataclass(frozen=True, slots=True)
class Job:
    """One file of notes and the files to write for it: (format, path) pairs."""

    notes: Path
    targets: tuple[tuple[str, Path], ...]
    name: str = ""  # the path below the folder, with "/": its name in the manifest
    is_sure: bool = True  # whether its name tells that it is notes; else `is_notes` must open it


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


def is_notes_by_name(name: str) -> bool | None:
    """Whether a file is notes, by the ending of its name; None if it must be opened."""
    ending = _ENDING.search(name)
    if ending is None:
        return True
    return None if ending.group().lower() in _TO_OPEN else ending.group().lower() in ENDINGS


def is_notes(path: Path) -> bool:
    """Whether a file may be notes, by the ending of its name.

    A *.json file is if recap wrote it or it is the export of a chat, a *.doc file if it is MIME text.
    """
    by_name = is_notes_by_name(path.name)
    if by_name is not None:
        return by_name
    try:
        if path.suffix.lower() == ".doc":  # Confluence exports pages as MIME with this ending
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


def targets(out: Path, below: Path, formats: tuple[str, ...], *, keeps_ending: bool) -> tuple[tuple[str, Path], ...]:
    """Return the files to write for notes: (format, path) pairs.

    Args:
        out: The folder to write to.
        below: The path of the notes, relative to their folder.
        formats: The names of the formats.
        keeps_ending: Whether the name of the notes keeps its ending: "weekly.md.json", not "weekly.json".
    """
    name = below.name if keeps_ending else name_without_ending(below)
    endings = {output.name: output.ending for output in OUTPUTS}
    return tuple((format, out / below.with_name(name + endings[format])) for format in formats)


def _gitignore_pattern(glob: str) -> str:
    pattern = glob.removeprefix("./").rstrip("/") or "*"
    pattern = pattern.replace("\\", "\\\\").replace("[^", "[\\^")
    if pattern.startswith(("!", "#")):
        pattern = "\\" + pattern
    return pattern[:-1] + "\\ " if pattern.endswith(" ") else pattern
