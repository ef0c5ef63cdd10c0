"""Read OpenDocument text (.odt of LibreOffice and Google Docs) into statements, by odfpy.

A line is a paragraph, or a row of a table, counted from 1 in the order of the document. Deleted text of tracked
changes, comments and hidden text are no part of the notes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any

from extractor.model import Cell, Doubt, RecapError
from extractor.readers.archives import check_archive, damaged, holds_part
from extractor.readers.formats.html import INDENT
from extractor.readers.formats.odf_looks import HIDDEN, STRUCK, OdfStyle, looks_of
from extractor.readers.inline import PlainText, Writer, clean, drop_start, join_cell_lines
from extractor.readers.statements import Statement, line_start, row_statement

KIND = "OpenDocument text"
SKIPPED = frozenset(
    {"annotation", "annotation-end", "note", "tracked-changes", "hidden-text", "hidden-paragraph", "script"}
)
MAX_REPEATED = 200  # columns or rows that one cell stands for


def is_opendocument(data: bytes) -> bool:
    """Whether the bytes are a text in OpenDocument format."""
    return holds_part(data, "content.xml") and b"opendocument.text" in data[:200]


def read_opendocument(data: bytes, source: str) -> tuple[tuple[Statement, ...], tuple[Doubt, ...]]:
    """The statements of an OpenDocument text, and what is doubtful in it.

    Raises:
        RecapError: the document is damaged, locked, too large, or declares entities.
    """
    check_archive(data, source, KIND)
    from xml.sax import SAXException

    from odf.opendocument import load

    try:
        with redirect_stdout(io.StringIO()):  # odfpy prints a document that it cannot parse
            document = load(io.BytesIO(data))
        body = document.text
    except (SAXException, LookupError, ValueError, AttributeError, TypeError, OSError, RecursionError) as error:
        raise RecapError(damaged(source, KIND)) from error
    if body is None:
        raise RecapError(damaged(source, KIND))
    try:
        statements = _statements(body, _looks(document))
    except (LookupError, ValueError, AttributeError, TypeError) as error:  # a level that is no number
        raise RecapError(damaged(source, KIND)) from error
    doubts = () if statements else (Doubt(None, "the document holds no text; there are no notes in it"),)
    return _with_columns(statements), doubts


def _statements(body: Any, looks: dict[str, str]) -> list[Statement]:
    statements: list[Statement] = []
    for number, (element, level, listed) in enumerate(_elements(body, 0), 1):
        if _name(element) == "table-row":
            if _attributes(element).get("visibility") in ("collapse", "filter"):
                continue
            found = _row(element, number, looks)
        else:
            found = _paragraph(element, number, level, looks, listed=listed)
        if found is not None:
            statements.append(found)
    return statements


def _name(element: Any) -> str:
    qname = getattr(element, "qname", None)
    return str(qname[1]) if qname else ""


def _elements(parent: Any, level: int) -> Iterator[tuple[Any, int, bool]]:
    """The headings, paragraphs and table rows below an element in order, each with its list level from 0."""
    for child in parent.childNodes:
        name = _name(child)
        if name in ("p", "h"):
            yield child, max(0, level - 1), level > 0
        elif name == "table-row":
            yield child, 0, False
        elif name == "list":
            yield from _elements(child, level + 1)
        elif name not in SKIPPED and not _is_hidden(child):
            yield from _elements(child, level)


def _attributes(element: Any) -> dict[str, str]:
    """Return the attributes of an element by their names without a prefix."""
    return {key[1]: str(value) for key, value in (getattr(element, "attributes", None) or {}).items()}


def _is_hidden(element: Any) -> bool:
    """Whether a section is not shown (OpenDocument, part 3: text:display and text:is-hidden)."""
    values = _attributes(element)
    return values.get("display") == "none" or values.get("is-hidden") == "true"


def _looks(document: Any) -> dict[str, str]:
    """Return the styles whose words are hidden or struck through, by their names."""
    found: dict[str, OdfStyle] = {}
    for styles in (document.styles, document.automaticstyles):
        for style in styles.childNodes:
            if _name(style) != "style":
                continue
            properties = {
                key: value.lower()
                for child in style.childNodes
                if _name(child) in ("text-properties", "paragraph-properties")
                for key, value in _attributes(child).items()
            }
            said = _attributes(style)
            found[said.get("name", "")] = OdfStyle(said.get("parent-style-name", ""), properties)
    return looks_of(found)


def _look(element: Any, looks: dict[str, str]) -> str:
    return looks.get(str(element.getAttribute("stylename") or ""), "") if _name(element) in ("span", "p", "h") else ""


def _paragraph(element: Any, number: int, level: int, looks: dict[str, str], *, listed: bool) -> Statement | None:
    if any(
        _name(child) == "hidden-paragraph" and _attributes(child).get("is-hidden") != "false"
        for child in element.childNodes
    ):
        return None
    text = _text(element, number, looks)
    begins = line_start(text.text)  # "☐ call Ana", "- call Ana" typed by hand
    if not any(character.isalnum() for character in begins.text):
        return None
    heading = 0
    if _name(element) == "h":
        heading = min(6, int(element.getAttribute("outlinelevel") or 1))
    elif "Title" in str(element.getAttribute("stylename") or ""):
        heading = 1
    start = len(text.text) - len(begins.text) if begins.box or begins.marker else 0
    marker = "-" if listed else begins.marker
    return Statement(
        plain=drop_start(text, start) if start else text,
        end_line=number,
        column=INDENT * min(level, 8),
        marker="" if heading else marker,
        box=begins.box and not heading,
        checked=begins.checked,
        heading=heading,
        group=-number,
    )


def _text(element: Any, number: int, looks: dict[str, str]) -> PlainText:
    writer = Writer([number])
    _write(element, writer, looks)
    return writer.plain()


def _write(element: Any, writer: Writer, looks: dict[str, str]) -> None:
    look = _look(element, looks)
    if look == HIDDEN or _attributes(element).get("display") == "none":
        return
    if look == STRUCK:
        writer.open_span("struck")
    for child in element.childNodes:
        name = _name(child)
        if not name:
            writer.add(clean(str(child)))
        elif name in ("tab", "line-break", "s"):
            writer.add(" ")
        elif name not in SKIPPED:
            _write(child, writer, looks)
    if look == STRUCK:
        writer.close_span("struck")


def _row(element: Any, number: int, looks: dict[str, str]) -> Statement | None:
    cells: list[PlainText] = []
    for child in element.childNodes:
        if _name(child) in ("table-cell", "covered-table-cell"):
            parts = [_text(paragraph, number, looks) for paragraph, _, _ in _elements(child, 0)]
            text = join_cell_lines([part for part in parts if part.text], number)
            repeated = min(MAX_REPEATED, int(child.getAttribute("numbercolumnsrepeated") or 1))
            cells += [text] * (repeated if text.text else 1)
    return row_statement([(text, Cell("", text.text)) for text in cells], group=-number)


def _with_columns(statements: list[Statement]) -> tuple[Statement, ...]:
    """The statements with the first row of each table as the titles of its columns."""
    found: list[Statement] = []
    titles: tuple[str, ...] = ()
    for statement in statements:
        if statement.cells and not titles and len(statement.cells) > 1:
            titles = tuple(cell.text.rstrip(":") for cell in statement.cells)
            found.append(replace(statement, is_table_head=True))
        elif statement.cells:
            cells = [
                replace(cell, column=titles[at] if at < len(titles) else "") for at, cell in enumerate(statement.cells)
            ]
            found.append(replace(statement, cells=tuple(cells)))
        else:
            titles = ()
            found.append(statement)
    return tuple(found)
