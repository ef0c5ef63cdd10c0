"""Readers: a file of a known format to Notes. They know formats and layout, not what an action is.

A reader looks at a Document and says whether it is of its kind; the first that says yes reads it. Trouble in the notes
becomes a doubt; only what is no notes at all is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extractor.model import Block, Notes, Options, RecapError
from extractor.readers.dialects import DIALECTS, Dialect
from extractor.readers.source import decode, lines_of, load


def read_path(path: Path, options: Options = Options()) -> Notes:  # noqa: B008 - frozen
    """The notes in the file at `path`. Raises RecapError where there are none to be had."""
    return read_bytes(load(path), path.name, options)


def read_bytes(data: bytes, source: str, options: Options = Options()) -> Notes:  # noqa: B008 - frozen
    """The notes in the bytes of a file named `source` ("-": standard input). Raises RecapError as `read_path`."""
    document = Document(source, "", data)
    for reader in READERS:
        if reader.binary and options.input_format in (None, reader.name) and reader.identify(document):
            return reader.read(document, options)
    text, doubts = decode(data, source)
    notes = read_text(text, source, options)
    return replace(notes, doubts=doubts + notes.doubts) if doubts else notes


def read_text(text: str, source: str = "-", options: Options = Options()) -> Notes:  # noqa: B008 - frozen
    """The notes in `text`. Raises RecapError where it is blank, or where `options.input_format` names no reader."""
    document = Document(source, text.removeprefix("\ufeff"))
    if not document.text.strip():
        name = "standard input" if source == "-" else source
        raise RecapError(f"{name} is empty; there are no notes in it")
    return _reader(document, options.input_format).read(document, options)


def _reader(document: Document, name: str | None) -> Reader:
    if name is None:
        return next(reader for reader in READERS if not reader.binary and reader.identify(document))
    for reader in READERS:
        if reader.name == name:
            if reader.binary:
                raise RecapError(f"{document.source} is no {name} document; leave --input-format out")
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise RecapError(f"{name} is no input format; choose one of {known}")


def _is_text(document: Document) -> bool:
    return True


# Whether a document is of a rarer kind: asked of the reader of that kind only where one sign of it is there.
def _is_html(document: Document) -> bool:
    if "</" not in document.text:
        return False
    from extractor.readers.html import is_page

    return is_page(document.text)


def _is_captions(document: Document) -> bool:
    if "-->" not in document.text and not document.text.lstrip().startswith("WEBVTT"):
        return False
    from extractor.readers.captions import is_captions

    named = document.source.lower().endswith((".vtt", ".srt")) and "-->" in document.text
    return named or is_captions(document.text)


def _is_transcript(document: Document) -> bool:
    if not any(mark in document.text for mark in ":>]"):
        return False
    from extractor.readers.transcript import is_transcript

    return is_transcript(document.text)


def _is_docx(document: Document) -> bool:
    if not document.data.startswith(b"PK"):
        return False
    from extractor.readers.docx import is_docx

    return is_docx(document.data)


def _read_captions(document: Document, options: Options) -> Notes:
    from extractor.readers.captions import read_captions
    from extractor.readers.misheard import with_misheard

    blocks, doubts = read_captions(document.text)
    if not blocks and "-->" not in document.text and not document.text.lstrip().startswith("WEBVTT"):
        notes = _read_transcript(document, options)  # asked for on a file that is none: its words are not lost
        return replace(notes, doubts=doubts + notes.doubts)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return replace(notes, people=with_misheard(notes.people, notes.blocks), doubts=doubts + notes.doubts)


def _read_transcript(document: Document, options: Options) -> Notes:
    from extractor.readers.misheard import with_misheard
    from extractor.readers.transcript import read_transcript

    notes = notes_of(document, options, read_transcript)
    return replace(notes, people=with_misheard(notes.people, notes.blocks))


def _read_docx(document: Document, options: Options) -> Notes:
    from extractor.readers.docx import on_paragraphs, read_docx
    from extractor.readers.markdown import build
    from extractor.readers.transcript import is_transcript, read_transcript

    read = read_docx(document.data, document.source)
    text = "\n".join(read.lines)
    blocks = on_paragraphs(read_transcript(text), read.numbers) if is_transcript(text) else build(read.statements)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return replace(notes, doubts=read.doubts + notes.doubts)


def _in_dialect(dialect: Dialect) -> Reader:
    """The reader of a wiki's markup: the same lines in Markdown, read as such."""

    def identify(document: Document) -> bool:
        return dialect.identify(lines_of(document.text))

    def read(document: Document, options: Options) -> Notes:
        lines = dialect.markdown(lines_of(document.text))
        return _read_markdown(document._replace(text="\n".join(lines)), options)

    return Reader(dialect.name, identify, read)


def _read_markdown(document: Document, options: Options) -> Notes:
    from extractor.readers.markdown import blocks_of

    return notes_of(document, options, blocks_of)


def _read_html(document: Document, options: Options) -> Notes:
    from extractor.readers.html import read_html
    from extractor.readers.markdown import build

    def blocks(text: str, *, skip: int = 0) -> tuple[Block, ...]:
        return build(read_html(lines_of(text)))

    return notes_of(document, options, blocks)


def notes_of(document: Document, options: Options, read: Callable[..., tuple[Block, ...]]) -> Notes:
    """Notes from the blocks that `read(text, skip=lines of front matter)` finds: roster, turns, title and dates."""
    from extractor.readers.head import front_matter, read_head
    from extractor.readers.private import blanked, with_private
    from extractor.readers.roster import front_people, merged, read_roster, with_speakers
    from extractor.readers.turns import with_turns

    front = front_matter(lines_of(document.text))
    blocks, people = read_roster(with_private(read(document.text, skip=front.length)))
    people = merged([*front_people((field.key, field.values, field.line) for field in front.fields), *people])
    blocks, speakers = with_turns(blocks, people)
    head = read_head(front, blocks, document.source, options.date_order)
    private: tuple[str, ...] = ()
    if any(block.private for block in blocks):
        outside = read_head(front, blanked(blocks), document.source, options.date_order)
        parts = ("title", "day", "next_meeting")
        private = tuple(part for part in parts if getattr(head, part) not in (None, getattr(outside, part)))
    return Notes(
        source=document.source,
        blocks=blocks,
        title=head.title,
        date=head.day,
        date_order=head.date_order,
        next_meeting=head.next_meeting,
        people=with_speakers(people, speakers),
        doubts=head.doubts,
        private=tuple("date" if part == "day" else part for part in private),
    )


class Document(NamedTuple):
    """What a reader is given: the file's name ("-" for standard input), its text, and its bytes if it is no text."""

    source: str
    text: str
    data: bytes = b""


class Reader(NamedTuple):
    """One format: its name on the command line, whether a document is in it, and how it is read."""

    name: str
    identify: Callable[[Document], bool]
    read: Callable[[Document, Options], Notes]
    binary: bool = False  # it reads bytes; the others are given decoded text


# In this order: what is recognised by a sure sign comes first (a zip's parts, a caption's times, a page of HTML), then
# transcripts by their lines (before the wikis: "* Ana: ..." is no wiki's list), the wikis' markups by their headings,
# and Markdown, which every text is, last.
READERS: tuple[Reader, ...] = (
    Reader("docx", _is_docx, _read_docx, binary=True),
    Reader("captions", _is_captions, _read_captions),
    Reader("html", _is_html, _read_html),
    Reader("transcript", _is_transcript, _read_transcript),
    *map(_in_dialect, DIALECTS),
    Reader("markdown", _is_text, _read_markdown),
)

__all__ = ["READERS", "Document", "Reader", "notes_of", "read_bytes", "read_path", "read_text"]
