"""Read a file of notes in any known format into Notes. Readers know formats and layout, not what an action is.

The first reader that recognises a document reads it. Trouble in the notes becomes a doubt; only a file that holds no
notes is refused.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extractor.model import Notes, ReadOptions, RecapError
from extractor.readers.assembly import Document
from extractor.readers.encoding import bounded_runs, decode, read_file
from extractor.readers.registry import READERS, Reader, reader_of


def read_path(path: Path, options: ReadOptions = ReadOptions()) -> Notes:  # noqa: B008 - frozen
    """Read the notes in the file at `path`. Raises RecapError if it cannot be read or holds no notes."""
    return read_bytes(read_file(path), path.name, options)


def read_bytes(data: bytes, source: str, options: ReadOptions = ReadOptions()) -> Notes:  # noqa: B008 - frozen
    """Read the notes in the bytes of a file.

    Args:
        data: The bytes.
        source: The file's name, or "-" for standard input; it may hold the meeting's date.
        options: What the user says about the notes.

    Raises RecapError if the bytes are not notes, or if `options.input_format` is not the name of a reader.
    """
    document = Document(source, "", data)
    for reader in READERS:
        if reader.binary and options.input_format in (None, reader.name) and reader.identify(document):
            return _read_by(reader, document, options)
    text, doubts = decode(data, source)
    notes = read_text(text, source, options)
    return replace(notes, doubts=doubts + notes.doubts) if doubts else notes


def read_text(text: str, source: str = "-", options: ReadOptions = ReadOptions()) -> Notes:  # noqa: B008 - frozen
    """Read the notes in a text.

    Args:
        text: The text.
        source: The file's name, or "-" for standard input; it may hold the meeting's date.
        options: What the user says about the notes.

    Raises RecapError if the text is blank, or if `options.input_format` is not the name of a reader of text.
    """
    document = Document(source, bounded_runs(text.removeprefix("\ufeff")))
    if not document.text.strip():
        name = "standard input" if source == "-" else source
        raise RecapError(f"{name} is empty; name a file that holds notes")
    return _read_by(reader_of(document, options.input_format), document, options)


def _read_by(reader: Reader, document: Document, options: ReadOptions) -> Notes:
    """Return the notes with the name of their format, if their reader has not given a closer one."""
    try:
        notes = reader.read(document, options)
    except RecursionError as error:  # parts within parts, brackets within brackets
        raise RecapError(f"{document.source} is nested too deeply for notes; save it as plain text") from error
    return notes if notes.format else replace(notes, format=reader.name)


def is_known_json(data: bytes) -> bool:
    """Whether a file of JSON holds notes: the export of a chat, not settings or a list of anything."""
    if not any(sign in data for sign in (b'"ts"', b'"text"', b'"content"', b'"body"', b'"sentence"', b'"message"')):
        return False
    from extractor.readers.formats.message_records import is_message_records
    from extractor.readers.formats.slack import is_slack

    text = data.decode("utf-8", "replace")
    return is_slack(text) or is_message_records(text)


__all__ = ["is_known_json", "read_bytes", "read_path", "read_text"]
