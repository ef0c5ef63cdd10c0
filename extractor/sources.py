"""Notes of any kind to a recap: the one way in for the commands, by path or by bytes.

A JSON plan that `recap` wrote is notes too, and is taken as it stands: only its deadlines' words are not read again.
"""

from __future__ import annotations

import re
from pathlib import Path

from extractor.model import Options, Recap
from extractor.plan import read_plan

# Files of these endings may be notes; those without any ending, too. A *.json is if it is a plan of ours.
# fmt: off
ENDINGS = frozenset({
    ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".rst", ".org", ".adoc", ".wiki", ".log",
    ".html", ".htm", ".vtt", ".srt", ".docx", ".eml",
})
# fmt: on
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")
_HEAD = 4096
_PLAN = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*\d')


def from_path(path: Path, options: Options) -> Recap:
    """The recap of one file of notes. Raises RecapError if it cannot be read, is too large, or is no text."""
    from extractor.readers.source import load

    return from_bytes(load(path), path.name, options)


def from_bytes(data: bytes, source: str, options: Options) -> Recap:
    """The recap of notes as bytes; `source` is the name of the file, or "-" for standard input."""
    if recap := read_plan(data, source):
        return recap
    from extractor import readers
    from extractor.recap import make_recap

    return make_recap(readers.read_bytes(data, source, options), options)


def is_notes(path: Path) -> bool:
    """Whether a file in a folder may be notes, by its name; a *.json by its first bytes: a plan says "schema" first."""
    ending = _ENDING.search(path.name)
    if ending is None:
        return True
    if ending.group().lower() != ".json":
        return ending.group().lower() in ENDINGS
    try:
        with path.open("rb") as stream:
            return _PLAN.match(stream.read(_HEAD)) is not None
    except OSError:
        return False
