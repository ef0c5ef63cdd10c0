"""Choose the reader of a document: the first in the tuple READERS that recognises it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from extractor.model import Block, Notes, ReadOptions, RecapError
from extractor.readers.assembly import Document, notes_of
from extractor.readers.encoding import lines_of
from extractor.readers.formats.wiki_markup import DIALECTS, Dialect


def reader_of(document: Document, name: str | None) -> Reader:
    """Return the reader of a text document: the one called `name`, or the first that recognises it if None.

    Raises RecapError if there is no reader of that name, or if it reads binary files only.
    """
    if name is None:
        return next(reader for reader in READERS if not reader.binary and reader.identify(document))
    for reader in READERS:
        if reader.name == name:
            if reader.binary:
                raise RecapError(f"{document.source} is not a {name} document; leave out --input-format")
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise RecapError(f"{name} is no input format; choose one of {known}")


def _is_text(document: Document) -> bool:
    return True


# A cheap test comes first in each of these, so that a reader is imported only for documents that it may read.
def _is_html(document: Document) -> bool:
    if "</" not in document.text:
        return False
    from extractor.readers.formats.html import is_page

    return is_page(document.text)


def _is_captions(document: Document) -> bool:
    if not _has_cues(document):
        return False
    from extractor.readers.formats.captions import is_captions

    is_named = document.source.lower().endswith((".vtt", ".srt")) and "-->" in document.text
    return is_named or is_captions(document.text)


def _has_cues(document: Document) -> bool:
    return "-->" in document.text or document.text.lstrip().startswith("WEBVTT")


def _is_transcript(document: Document) -> bool:
    if not any(mark in document.text for mark in ":>]"):
        return False
    from extractor.readers.formats.transcript import is_transcript

    return is_transcript(document.text)


def _is_docx(document: Document) -> bool:
    if not document.data.startswith(b"PK"):
        return False
    from extractor.readers.formats.docx import is_docx

    return is_docx(document.data)


def _read_captions(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.captions import read_captions
    from extractor.readers.misheard_names import with_misheard

    blocks, doubts = read_captions(document.text)
    if blocks or _has_cues(document):
        notes = notes_of(document, options, lambda text, *, skip=0: blocks)
        notes = replace(notes, people=with_misheard(notes.people, notes.blocks))
    else:  # --input-format captions for other text: keep its words
        notes = _read_transcript(document, options)
    return replace(notes, doubts=doubts + notes.doubts)


def _read_transcript(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.transcript import read_transcript
    from extractor.readers.misheard_names import with_misheard

    notes = notes_of(document, options, read_transcript)
    return replace(notes, people=with_misheard(notes.people, notes.blocks))


def _read_docx(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.docx import on_paragraphs, read_docx
    from extractor.readers.formats.markdown import build_blocks
    from extractor.readers.formats.transcript import is_transcript, read_transcript

    content = read_docx(document.data, document.source)
    text = "\n".join(content.lines)
    if is_transcript(text):
        blocks = on_paragraphs(read_transcript(text), content.numbers)
    else:
        blocks = build_blocks(content.statements)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return replace(notes, doubts=content.doubts + notes.doubts)


def _wiki_reader(dialect: Dialect) -> Reader:
    """Return the reader of a wiki markup: it converts the lines to Markdown and reads those."""

    def identify(document: Document) -> bool:
        return dialect.identify(lines_of(document.text))

    def read(document: Document, options: ReadOptions) -> Notes:
        lines = dialect.to_markdown(lines_of(document.text))
        return _read_markdown(document._replace(text="\n".join(lines)), options)

    return Reader(dialect.name, identify, read)


def _read_markdown(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.markdown import blocks_of

    return notes_of(document, options, blocks_of)


def _read_html(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.html import read_html
    from extractor.readers.formats.markdown import build_blocks

    def blocks(text: str, *, skip: int = 0) -> tuple[Block, ...]:
        return build_blocks(read_html(lines_of(text)))

    return notes_of(document, options, blocks)


class Reader(NamedTuple):
    """A format: its name for --input-format, a test whether a document is in it, and the function that reads it."""

    name: str
    identify: Callable[[Document], bool]
    read: Callable[[Document, ReadOptions], Notes]
    binary: bool = False  # reads bytes; the others read decoded text


# The order matters. First the formats with a certain sign (the parts of a zip, the times of captions, an HTML page).
# Then transcripts, before the wikis, which would take "* Ana: ..." for a list. Markdown is last: it reads any text.
READERS: tuple[Reader, ...] = (
    Reader("docx", _is_docx, _read_docx, binary=True),
    Reader("captions", _is_captions, _read_captions),
    Reader("html", _is_html, _read_html),
    Reader("transcript", _is_transcript, _read_transcript),
    *map(_wiki_reader, DIALECTS),
    Reader("markdown", _is_text, _read_markdown),
)
