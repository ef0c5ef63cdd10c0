"""Which format a document is in, and how each is read: the tuple READERS, asked in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from extractor.model import Block, Notes, ReadOptions, RecapError
from extractor.readers.assembly import Document, notes_of
from extractor.readers.encoding import lines_of
from extractor.readers.formats.wiki_markup import DIALECTS, Dialect


def reader_of(document: Document, name: str | None) -> Reader:
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
    from extractor.readers.formats.html import is_page

    return is_page(document.text)


def _is_captions(document: Document) -> bool:
    if "-->" not in document.text and not document.text.lstrip().startswith("WEBVTT"):
        return False
    from extractor.readers.formats.captions import is_captions

    named = document.source.lower().endswith((".vtt", ".srt")) and "-->" in document.text
    return named or is_captions(document.text)


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
    if not blocks and "-->" not in document.text and not document.text.lstrip().startswith("WEBVTT"):
        notes = _read_transcript(document, options)  # asked for on a file that is none: its words are not lost
        return replace(notes, doubts=doubts + notes.doubts)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return replace(notes, people=with_misheard(notes.people, notes.blocks), doubts=doubts + notes.doubts)


def _read_transcript(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.transcript import read_transcript
    from extractor.readers.misheard_names import with_misheard

    notes = notes_of(document, options, read_transcript)
    return replace(notes, people=with_misheard(notes.people, notes.blocks))


def _read_docx(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.docx import on_paragraphs, read_docx
    from extractor.readers.formats.markdown import build
    from extractor.readers.formats.transcript import is_transcript, read_transcript

    read = read_docx(document.data, document.source)
    text = "\n".join(read.lines)
    blocks = on_paragraphs(read_transcript(text), read.numbers) if is_transcript(text) else build(read.statements)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return replace(notes, doubts=read.doubts + notes.doubts)


def _in_dialect(dialect: Dialect) -> Reader:
    """The reader of a wiki's markup: the same lines in Markdown, read as such."""

    def identify(document: Document) -> bool:
        return dialect.identify(lines_of(document.text))

    def read(document: Document, options: ReadOptions) -> Notes:
        lines = dialect.markdown(lines_of(document.text))
        return _read_markdown(document._replace(text="\n".join(lines)), options)

    return Reader(dialect.name, identify, read)


def _read_markdown(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.markdown import blocks_of

    return notes_of(document, options, blocks_of)


def _read_html(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.html import read_html
    from extractor.readers.formats.markdown import build

    def blocks(text: str, *, skip: int = 0) -> tuple[Block, ...]:
        return build(read_html(lines_of(text)))

    return notes_of(document, options, blocks)


class Reader(NamedTuple):
    """One format: its name on the command line, whether a document is in it, and how it is read."""

    name: str
    identify: Callable[[Document], bool]
    read: Callable[[Document, ReadOptions], Notes]
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
