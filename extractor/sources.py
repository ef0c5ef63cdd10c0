"""Notes of any kind to a recap: the one way in for the commands, by path or by bytes.

A JSON plan that `recap` wrote is notes too, and is taken as it stands: only its deadlines' words are not read again.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from extractor.common.escaping import printable
from extractor.model import Options, Recap, RecapError
from extractor.readers.encoding import load

_BEFORE_PLAN = codecs.BOM_UTF8 + b" \t\n\r\v\f"


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
