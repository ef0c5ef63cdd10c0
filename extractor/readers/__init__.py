"""Readers: a file of a known format to Notes. They know formats and layout, not what an action is.

A reader looks at a Document and says whether it is of its kind; the first that says yes reads it. Trouble in the notes
becomes a doubt; only what is no notes at all is refused.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractor.model import Notes, ReadOptions, RecapError
from extractor.readers.assembly import Document
from extractor.readers.encoding import decode, read_file
from extractor.readers.registry import READERS, reader_of


def read_path(path: Path, options: ReadOptions = ReadOptions()) -> Notes:  # noqa: B008 - frozen
    """The notes in the file at `path`. Raises RecapError where there are none to be had."""
    return read_bytes(read_file(path), path.name, options)


def read_bytes(data: bytes, source: str, options: ReadOptions = ReadOptions()) -> Notes:  # noqa: B008 - frozen
    """The notes in the bytes of a file named `source` ("-": standard input). Raises RecapError as `read_path`."""
    document = Document(source, "", data)
    for reader in READERS:
        if reader.binary and options.input_format in (None, reader.name) and reader.identify(document):
            return reader.read(document, options)
    text, doubts = decode(data, source)
    notes = read_text(text, source, options)
    return replace(notes, doubts=doubts + notes.doubts) if doubts else notes


def read_text(text: str, source: str = "-", options: ReadOptions = ReadOptions()) -> Notes:  # noqa: B008 - frozen
    """The notes in `text`. Raises RecapError where it is blank, or where `options.input_format` names no reader."""
    document = Document(source, text.removeprefix("\ufeff"))
    if not document.text.strip():
        name = "standard input" if source == "-" else source
        raise RecapError(f"{name} is empty; there are no notes in it")
    return reader_of(document, options.input_format).read(document, options)


__all__ = ["read_bytes", "read_path", "read_text"]
