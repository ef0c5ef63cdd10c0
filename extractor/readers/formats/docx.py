"""Word documents to statements: headings, lists, check boxes and tables, through python-docx.

A line is a paragraph, or a row of a table, counted from 1 in the order of the body, the empty ones too. A document is a
zip of XML from anywhere: what it unpacks to is bounded before anything is parsed, a part that declares entities is
refused (the format knows none), macros, embedded objects and links are neither run nor followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.model import Block, Cell, Doubt, RecapError
from extractor.readers.formats.html import INDENT
from extractor.readers.inline import PlainText, Writer, clean, joined_parts
from extractor.readers.statements import Statement, head, row_of

MAX_UNPACKED = 100 * 1024 * 1024  # bytes of all parts
MAX_XML = 40 * 1024 * 1024  # bytes of one part that is parsed
MAX_PARTS = 5_000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOXES = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DELETED = frozenset(WORD + name for name in ("del", "moveFrom", "instrText", "pPr", "sdtPr", "txbxContent"))
HEADING = expression(r"(?:heading\s*(?P<level>[1-9])|title)$", re.I)
LIST = expression(r"list\s+(?P<kind>bullet|number|paragraph)?\s*(?P<level>\d)?", re.I)
ENTITIES = expression(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a Word document, with macros or without."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return b"word/document.xml" in data


@dataclass(frozen=True, slots=True)
class Read:
    """What a Word document holds: statements, and its lines of text, each with the number of its paragraph."""

    statements: tuple[Statement, ...]
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    doubts: tuple[Doubt, ...]


def read_docx(data: bytes, source: str) -> Read:
    """The statements and lines of a Word document.

    Raises RecapError for one that is damaged, would unpack to too much, or declares entities.
    """
    _check(data, source)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        styles = {style.style_id: str(style.name or "") for style in document.styles if style.style_id}
    except (PackageNotFoundError, XMLSyntaxError, zipfile.BadZipFile, LookupError, ValueError, AttributeError) as error:
        raise RecapError(_damaged(source)) from error
    statements: list[Statement] = []
    lines: list[str] = []
    numbers: list[int] = []
    number = 0
    for element in _content(body):
        found: Statement | None = None
        if element.tag == f"{WORD}p":
            number += 1
            text, box = _text(element, number)
            for line in _broken(element):
                lines.append(line)
                numbers.append(number)
            found = _paragraph(element, text, box, styles, number)
            if found is not None:
                statements.append(found)
            continue
        columns: list[str] = []
        for at, row in enumerate(element.iter(f"{WORD}tr")):
            number += 1
            cells = [_cell(cell, number) for cell in row.iterchildren(f"{WORD}tc")]
            titles = at == 0 and len(cells) > 1
            if titles:
                columns = [text.text.rstrip(":") for text in cells]
            named = [
                (text, Cell("" if titles or place >= len(columns) else columns[place], text.text))
                for place, text in enumerate(cells)
            ]
            if (whole := row_of(named, group=-number, columns=titles)) is not None:
                statements.append(whole)
                lines.append(whole.plain.text)
                numbers.append(number)
    doubts = () if statements else (Doubt(None, "the Word document holds no text; there are no notes in it"),)
    return Read(tuple(statements), tuple(lines), tuple(numbers), doubts)


def on_paragraphs(blocks: Sequence[Block], numbers: Sequence[int]) -> tuple[Block, ...]:
    """Blocks whose lines count lines of text, with the paragraphs' numbers instead."""
    return tuple(
        replace(
            block,
            line=numbers[block.line - 1],
            end_line=numbers[block.end_line - 1],
            lines=tuple((offset, numbers[line - 1]) for offset, line in block.lines),
        )
        for block in blocks
    )


def _check(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise RecapError(_too_large(source))
            for part in parts:
                if not part.filename.lower().endswith((".xml", ".rels")):
                    continue
                if part.file_size > MAX_XML:
                    raise RecapError(_too_large(source))
                if part.flag_bits & 1:
                    raise RecapError(f"{source} is locked with a password; save it without one")
                with archive.open(part) as stream:
                    start = stream.read(64 * 1024)
                # Zero bytes out, so that UTF-16 hides nothing; a document type stands before the root or nowhere.
                if ENTITIES.search(start.replace(b"\0", b"")):
                    raise RecapError(f"{source} declares entities, which no Word document does; it is not opened")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise RecapError(_damaged(source)) from error


def _too_large(source: str) -> str:
    return f"{source} unpacks to more than a Word document of notes can hold; it is not opened"


def _damaged(source: str) -> str:
    return f"{source} is a damaged Word document; open it in Word and save it again"


def _content(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body in order, those in content controls and tracked insertions too."""
    for element in parent.iterchildren():
        if element.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield element
        elif element.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins", f"{WORD}customXml"):
            yield from _content(element)


def _paragraph(
    element: Any, text: PlainText, box: bool | None, styles: dict[str, str], number: int
) -> Statement | None:
    begins = head(text.text)  # "☐ call Ana", "- call Ana" typed by hand
    if not re.search(r"\w", begins.text):
        return None
    style = styles.get(_value(element, "pPr/pStyle") or "", "")
    heading = HEADING.match(style)
    listed = LIST.match(style)
    level = int(_value(element, "pPr/numPr/ilvl") or 0)
    numbered = _value(element, "pPr/numPr/numId") not in (None, "0")
    marker = "-" if numbered or (listed and listed["kind"]) else begins.marker
    if listed and listed["level"] and not numbered:
        level = int(listed["level"]) - 1
    cut = len(text.text) - len(begins.text) if begins.box or begins.marker else 0
    if cut:
        text = _without(text, cut)
    ticked = begins.checked if box is None else box
    return Statement(
        plain=text,
        end_line=number,
        column=INDENT * min(level, 8),
        marker="" if heading else marker or ("-" if ticked is not None else ""),
        box=ticked is not None and not heading,
        checked=ticked,
        heading=min(6, int(heading["level"] or 1)) if heading else 0,
        group=-number,
    )


def _without(text: PlainText, cut: int) -> PlainText:
    def moved(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((max(0, start - cut), end - cut) for start, end in spans if end > cut)

    return PlainText(text.text[cut:], text.lines, moved(text.strong), moved(text.struck))


def _text(element: Any, number: int) -> tuple[PlainText, bool | None]:
    """A paragraph's words with their emphasis, and whether its check box is ticked; None where it has none."""
    writer = Writer([number])
    box: bool | None = None
    for node in _nodes(element):
        if node.tag == f"{BOXES}checkbox":
            checked = node.find(f"{BOXES}checked")
            box = checked is not None and checked.get(f"{BOXES}val") in ("1", "true", "on")
        elif node.tag == f"{WORD}checkBox":  # a form's
            ticked = node.find(f"{WORD}checked")
            ticked = node.find(f"{WORD}default") if ticked is None else ticked
            box = ticked is not None and ticked.get(f"{WORD}val") not in ("0", "false")
        elif node.tag == f"{WORD}r":
            _run(node, writer)
    return writer.plain(), box


def _nodes(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag == f"{WORD}sdtPr":
            yield from child.iter(f"{BOXES}checkbox")
        if not isinstance(child.tag, str) or child.tag in DELETED:
            continue
        if child.tag == f"{WORD}r":
            yield from child.iter(f"{WORD}checkBox")
            yield child
        else:
            yield from _nodes(child)


def _run(run: Any, writer: Writer) -> None:
    words = "".join(_pieces(run))
    if not words:
        return
    if not words.strip():
        writer.add(" ")
        return
    strong, struck = _on(run, "b") or _on(run, "i"), _on(run, "strike") or _on(run, "dstrike")
    if words[:1].isspace():
        writer.add(" ")
    if strong:
        writer.open_strong()
    if struck:
        writer.open_struck()
    writer.add(clean(words))
    if strong:
        writer.close_strong()
    if struck:
        writer.close_struck()


def _pieces(run: Any) -> Iterator[str]:
    for node in run.iterchildren():
        if node.tag == f"{WORD}t":
            yield node.text or ""
        elif node.tag in (f"{WORD}tab", f"{WORD}ptab"):
            yield "\t"
        elif node.tag in (f"{WORD}br", f"{WORD}cr"):
            yield "\n"
        elif node.tag == f"{WORD}noBreakHyphen":
            yield "-"
        elif node.tag == f"{WORD}sym":  # the check boxes of Wingdings
            sign = (node.get(f"{WORD}char") or "").upper()[-2:]
            yield {"A8": "☐", "6F": "☐", "FE": "☑", "FD": "☒", "FC": "✓"}.get(sign, "")


def _broken(element: Any) -> list[str]:
    """A paragraph's text by its own line breaks, for transcripts; an empty one is one empty line."""
    text = "".join(piece for node in _nodes(element) if node.tag == f"{WORD}r" for piece in _pieces(node))
    return [line.replace("\t", "  ") for line in clean(text).split("\n")] or [""]


def _cell(cell: Any, number: int) -> PlainText:
    texts = [_text(paragraph, number)[0] for paragraph in cell.iter(f"{WORD}p")]
    return joined_parts([text for text in texts if text.text], number)


def _on(run: Any, name: str) -> bool:
    found = run.find(f"{WORD}rPr/{WORD}{name}")
    return found is not None and found.get(f"{WORD}val") not in ("0", "false", "off", "none")


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{WORD}{name}" for name in path.split("/")))
    value = found.get(f"{WORD}val") if found is not None else None
    return str(value) if value is not None else None
