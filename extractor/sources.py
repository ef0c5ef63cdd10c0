"""Notes of any kind to a recap: the one way in for the commands, by path or by bytes.

A JSON plan that `recap` wrote is notes too, and is taken as it stands: only its deadlines' words are not read again.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.model import Options, Recap, RecapError
from extractor.readers.encoding import MAX_BYTES, load

# Files of these endings may be notes; those without any ending, too. A *.json is if it is a plan of ours.
# fmt: off
ENDINGS = frozenset({
    ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".rst", ".org", ".adoc", ".asciidoc", ".wiki", ".mediawiki",
    ".textile", ".log", ".html", ".htm", ".vtt", ".srt", ".docx",
})
# fmt: on
_BEFORE_PLAN = codecs.BOM_UTF8 + b" \t\n\r\v\f"
_ENDING = expression(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")


def from_path(path: Path, options: Options) -> Recap:
    """The recap of one file of notes. Raises RecapError if it cannot be read, is too large, or is no text."""
    return from_bytes(load(path), path.name, options)


def from_bytes(data: bytes, source: str, options: Options) -> Recap:
    """The recap of notes as bytes; `source` is the name of the file, or "-" for standard input."""
    if data.lstrip(_BEFORE_PLAN).startswith(b"{"):
        from extractor.plan import read_plan

        if recap := read_plan(data, source):
            return recap
    if source.lower().endswith(".json") and options.input_format is None:
        raise RecapError(
            f"{printable(source)} is no plan that recap wrote; name notes, or their kind with --input-format"
        )
    from extractor import readers
    from extractor.recap import make_recap

    return make_recap(readers.read_bytes(data, source, options), options)


def is_notes(path: Path) -> bool:
    """Whether a file in a folder may be notes, by its name; a *.json by what is in it, as only a plan is."""
    ending = _ENDING.search(path.name)
    if ending is None:
        return True
    if ending.group().lower() != ".json":
        return ending.group().lower() in ENDINGS
    try:
        from extractor.plan import is_plan

        with path.open("rb") as stream:
            return is_plan(stream.read(MAX_BYTES))
    except OSError:
        return True  # so that it is reported when it is read


def stem(path: Path) -> str:
    """The name of a file without its ending; "2026.03.04" has none."""
    return _ENDING.sub("", path.name) or path.name
