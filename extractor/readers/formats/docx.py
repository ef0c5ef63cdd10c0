"""Read Word documents: headings, lists, check boxes and tables as statements, through python-docx.

A line is a paragraph or a table row, counted from 1 in the order of the body, empty ones included. A document is a zip
of XML that anyone may have made: its unpacked size is limited before anything is parsed, a part that declares entities
is refused, and macros, embedded objects and links are neither run nor followed.

Text boxes and comments stand behind the paragraph or row that holds them, on its line; headers and footers stand
above the body, on line 1, without the numbers of pages, and hold no work. Hidden and deleted text is not read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.model import Block, Cell, Doubt, Kind, RecapError
from extractor.readers.archives import check_archive, damaged, holds_part
from extractor.readers.formats.html import INDENT
from extractor.readers.inline import PlainText, Writer, clean, drop_start, join_cell_lines
from extractor.readers.statements import Statement, column_titles, line_start, row_statement
from extractor.readers.tables import MAX_REPEATED, MAX_SPAN, rows_by_initials

KIND = "Word document"
_FAULTS = (LookupError, ValueError, AttributeError, TypeError)
MAX_NESTING = 8  # levels of lists
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOXES = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SKIPPED = frozenset(WORD + name for name in ("del", "moveFrom", "instrText", "pPr", "sdtPr", "txbxContent"))
FALSE_VALUES = frozenset({"0", "false", "off", "none"})
MAX_TINY = 4  # half points of the size of letters
MAX_NARROW = 5  # per cent of the width of letters
BLACK = ("000000", "BLACK")
WHITE = ("FFFFFF", "FEFEFE", "FDFDFD")
WINGDINGS = {"A8": "☐", "6F": "☐", "FE": "☑", "FD": "☒", "FC": "✓"}  # check boxes, by the last byte of the code
HEADING = expression(r"(?:heading\s*(?P<level>[1-9])|title)$", re.I)
LIST = expression(r"list\s+(?P<kind>bullet|number|paragraph)?\s*(?P<level>\d)?", re.I)


def is_docx(data: bytes) -> bool:
    """Return whether the bytes are a Word document, with or without macros."""
    return holds_part(data, "word/document.xml")


@dataclass(frozen=True, slots=True)
class DocxContent:
    """The content of a Word document: its statements, and its lines of text with the number of each one's paragraph."""

    statements: tuple[Statement, ...]
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    headers: tuple[str, ...] = ()  # of its pages, and their footers


def read_docx(data: bytes, source: str) -> DocxContent:
    """Read a Word document.

    Raises RecapError, which names the file `source`, if the document is damaged, locked, too large when unpacked, or
    declares entities.
    """
    check_archive(data, source, KIND)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        styles = {style.style_id: str(style.name or "") for style in document.styles if style.style_id}
        reader = _BodyReader(styles, _looks_of(document.styles), _comments(document))
        for paragraph in _around_pages(document):
            reader.read_header(paragraph)
        for element in _content(body):
            if element.tag == f"{WORD}p":
                reader.read_paragraph(element)
            else:
                reader.read_table(element)
    except _FAULTS as error:  # no body, a level that is no number
        raise RecapError(damaged(source, KIND)) from error
    except (PackageNotFoundError, XMLSyntaxError, zipfile.BadZipFile) as error:
        raise RecapError(damaged(source, KIND)) from error
    message = "the Word document holds no text; check that it is the right file"
    doubts = () if reader.statements else (Doubt(None, message),)
    return DocxContent(
        tuple(reader.statements), tuple(reader.lines), tuple(reader.numbers), doubts, tuple(reader.headers)
    )


_PAGE_NUMBER = expression(r"\b(?:page|seite|p\.?)\s*(?:\d+|of|von|/|\s){0,6}|\d+", re.IGNORECASE)


def _around_pages(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of the headers and footers of all pages."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer")):
            yield from _shown(relation.target_part.element, "p")


class _BodyReader:
    """Collects the statements and lines of a document's body."""

    def __init__(self, styles: dict[str, str], looks: dict[str, frozenset[str]], comments: dict[str, Any]) -> None:
        """Begin with nothing.

        Args:
            styles: The names of the styles by their ids.
            looks: How the words of a style look, by its id: "hidden", "white", "struck".
            comments: The comments by their ids.
        """
        self.statements: list[Statement] = []
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.headers: list[str] = []  # what stands above and below the text of each page
        self._styles = styles
        self._looks = looks
        self._comments = comments
        self._number = 0

    def read_paragraph(self, element: Any) -> None:
        self._number += 1
        self._settle_looks(element)
        self._read_text(element)
        self._read_beside(element)

    def read_header(self, element: Any) -> None:
        """Read a paragraph of the header or the footer of pages, once, unless it only numbers them."""
        self._settle_looks(element)
        for struck in [run for run in element.iter(f"{WORD}r") if _is_struck(run)]:
            struck.getparent().remove(struck)
        text, _ = _text(element, 1)
        if re.search(r"\w", _PAGE_NUMBER.sub(" ", text.text)) and text.text not in self.headers:
            self.headers.append(text.text)

    def _read_text(self, element: Any) -> None:
        for line in _text_lines(element, marks_struck=True):
            self._add_line(line)
        style = self._styles.get(_value(element, "pPr/pStyle") or "", "")
        if statement := _paragraph(element, style, self._number):
            self.statements.append(statement)

    def _read_beside(self, element: Any) -> None:
        """Read the text boxes of a paragraph, and the comments on it."""
        for box in _shown(element, "txbxContent"):
            for paragraph in _shown(box, "p"):
                self._read_text(paragraph)
        self._read_comments(element)

    def _read_comments(self, element: Any) -> None:
        for reference in _shown(element, "commentReference"):
            comment = self._comments.pop(reference.get(f"{WORD}id") or "", None)
            if comment is None:
                continue
            author = " ".join(clean(comment.get(f"{WORD}author") or "").split()) or "Comment"
            for paragraph in comment.iter(f"{WORD}p"):
                text, _ = _text(paragraph, self._number)
                if re.search(r"\w", text.text):
                    said = Statement(text, self._number, group=-self._number, speaker=author, private=True)
                    self.statements.append(said)

    def _settle_looks(self, element: Any) -> None:
        """Take out of an element the runs that are not shown, and strike those that are struck through by a style."""
        for run in list(element.iter(f"{WORD}r")):
            looks = self._looks_of(run)
            if self._is_hidden(run, looks):
                run.getparent().remove(run)
            elif "struck" in looks and all(run.find(f"{WORD}rPr/{WORD}{name}") is None for name in STRIKES):
                run.get_or_add_rPr().append(run.makeelement(f"{WORD}strike", {}))

    def _looks_of(self, run: Any) -> frozenset[str]:
        """Return how a run looks by its style and that of its paragraph."""
        paragraph = next(run.iterancestors(f"{WORD}p"), None)
        of_paragraph = _value(paragraph, "pPr/pStyle") if paragraph is not None else None
        none: frozenset[str] = frozenset()
        return self._looks.get(_value(run, "rPr/rStyle") or "", none) | self._looks.get(of_paragraph or "", none)

    def _is_hidden(self, run: Any, looks: frozenset[str]) -> bool:
        """Whether Word does not show a run: by its own setting, or else by its style or that of its paragraph.

        White words on white paper, black ones on black and tiny ones are not shown either.
        """
        if _is_white(run, by_style="white" in looks) or _is_blacked_out(run):
            return True
        for name in ("vanish", "webHidden", "specVanish"):
            if (switch := run.find(f"{WORD}rPr/{WORD}{name}")) is not None:
                return switch.get(f"{WORD}val") not in FALSE_VALUES
        return "hidden" in looks

    def read_table(self, element: Any) -> None:
        columns: list[str] = []
        above: dict[int, str] = {}  # the short texts of cells that go on over rows, by their column
        needs_head = True
        self._settle_looks(element)
        for row in element.iter(f"{WORD}tr"):
            self._number += 1
            if any(row.find(f"{WORD}trPr/{WORD}{mark}") is not None for mark in ("del", "hidden")) or _is_flat(row):
                continue
            elements = _cells_of(row)
            parts = rows_by_initials([_cell_lines(cell) for cell in elements])
            if len(parts) > 1:
                self._add_parts(parts, columns)
                self._read_comments(row)
                continue
            is_head, needs_head = needs_head and len(elements) > 1, needs_head and len(elements) < 2
            texts, lines = self._grid_of(elements, above, is_head=is_head)
            titles = [] if is_head else columns
            cells = [
                (text, Cell(titles[place] if place < len(titles) else "", text.text, lines[place]))
                for place, text in enumerate(texts)
            ]
            if is_head:
                columns = column_titles(texts)
            if statement := row_statement(cells, group=-self._number, is_table_head=is_head):
                self.statements.append(statement)
                self._add_line(statement.plain.text)
            self._read_comments(row)

    def _grid_of(
        self, elements: Sequence[Any], above: dict[int, str], *, is_head: bool
    ) -> tuple[list[PlainText], list[tuple[str, ...]]]:
        """Return the text and the lines of each column of a row, whatever its cells are merged with.

        A cell over several columns stands in the first of them, in a head in each. One that goes on from the row above
        has the text of that one, if it is short, as a name that stands for several rows.
        """
        texts: list[PlainText] = []
        lines: list[tuple[str, ...]] = []
        for cell in elements:
            text, at = _cell_text(cell, self._number), len(texts)
            merge = cell.find(f"{WORD}tcPr/{WORD}vMerge")
            goes_on = merge is not None and merge.get(f"{WORD}val") != "restart"
            if goes_on and not text.text and above.get(at):
                text = PlainText(above[at], ((0, self._number),))
            above[at] = text.text if merge is not None and len(text.text) <= MAX_REPEATED else ""
            texts.append(text)
            lines.append(() if goes_on else _lines_of(cell))
            more = _span(cell) - 1 if len(elements) > 1 else 0
            texts += [text if is_head else PlainText("", ())] * more
            lines += [()] * more
        return texts, lines

    def _add_parts(self, parts: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
        """Add the rows of one row of a table, each with its initials."""
        for part in parts:
            cells = [
                (PlainText(text, ((0, self._number),)), Cell(columns[place] if place < len(columns) else "", text))
                for place, text in enumerate(part)
            ]
            if statement := row_statement(cells, group=-self._number):
                self.statements.append(statement)
                self._add_line(statement.plain.text)

    def _add_line(self, line: str) -> None:
        self.lines.append(line)
        self.numbers.append(self._number)


def below_headers(blocks: Sequence[Block], headers: Sequence[str]) -> tuple[Block, ...]:
    """Return blocks with the headers and footers of the pages above them, which tell what they are and hold no work."""
    above = (Block(Kind.PARAGRAPH, text, 1, 1, lines=((0, 1),), roster=True) for text in headers)
    moved = (
        replace(block, parent=block.parent + len(headers)) if block.parent is not None else block for block in blocks
    )
    return (*above, *moved)


def on_paragraphs(blocks: Sequence[Block], numbers: Sequence[int]) -> tuple[Block, ...]:
    """Return blocks with the numbers of paragraphs in place of those of lines of text.

    Args:
        blocks: Blocks that were read from the lines of a DocxContent.
        numbers: The number of the paragraph of each line.
    """
    return tuple(
        replace(
            block,
            line=numbers[block.line - 1],
            end_line=numbers[block.end_line - 1],
            lines=tuple((offset, numbers[line - 1]) for offset, line in block.lines),
        )
        for block in blocks
    )


def _cells_of(row: Any) -> list[Any]:
    """Return the cells of a row, those within a control for its content, too."""
    return [
        cell
        for child in row.iterchildren()
        for cell in ((child,) if child.tag == f"{WORD}tc" else child.iterfind(f"{WORD}sdtContent/{WORD}tc"))
    ]


def _span(cell: Any) -> int:
    """Return how many columns a cell takes."""
    said = _value(cell, "tcPr/gridSpan") or "1"
    return min(max(int(said[:4]), 1), MAX_SPAN) if said.isdecimal() else 1


def _comments(document: Any) -> dict[str, Any]:
    """Return the comments of a document by their ids."""
    from docx.oxml import parse_xml

    found: dict[str, Any] = {}
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/comments"):
            for comment in parse_xml(relation.target_part.blob).iter(f"{WORD}comment"):
                found[comment.get(f"{WORD}id") or ""] = comment
    return found


def _shown(element: Any, name: str) -> Iterator[Any]:
    """Yield the elements of Word with this name, without deleted ones and the copies for old versions of Word."""
    unseen = {f"{WORD}del", f"{WORD}moveFrom", f"{COMPATIBLE}Fallback"}
    for found in element.iter(f"{WORD}{name}"):
        if not any(ancestor.tag in unseen for ancestor in found.iterancestors()):
            yield found


def _content(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a body in order, also those in content controls and tracked insertions."""
    for element in parent.iterchildren():
        if element.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield element
        elif element.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins", f"{WORD}customXml"):
            yield from _content(element)


def _paragraph(element: Any, style: str, number: int) -> Statement | None:
    """Return the statement of a paragraph, or None if it holds no word."""
    text, box = _text(element, number)
    start = line_start(text.text)  # "☐ call Ana", "- call Ana" typed by hand
    if not re.search(r"\w", start.text):
        return None
    if start.box or start.marker:
        text = drop_start(text, len(text.text) - len(start.text))
    heading = HEADING.match(style)
    list_style = LIST.match(style)
    level = int(_value(element, "pPr/numPr/ilvl") or 0)
    is_numbered = _value(element, "pPr/numPr/numId") not in (None, "0")
    if list_style and list_style["level"] and not is_numbered:
        level = int(list_style["level"]) - 1
    is_entry = is_numbered or (list_style is not None and list_style["kind"] is not None)
    checked = start.checked if box is None else box
    marker = "-" if is_entry else start.marker or ("" if checked is None else "-")
    return Statement(
        plain=text,
        end_line=number,
        column=INDENT * min(level, MAX_NESTING),
        marker="" if heading else marker,
        box=checked is not None and not heading,
        checked=checked,
        heading=min(6, int(heading["level"] or 1)) if heading else 0,
        group=-number,
    )


def _text(element: Any, number: int) -> tuple[PlainText, bool | None]:
    """Return the text of a paragraph, and whether its check box is ticked; None if it has no check box."""
    writer = Writer([number])
    box: bool | None = None
    for node in _nodes(element):
        if node.tag == f"{BOXES}checkbox":
            checked = node.find(f"{BOXES}checked")
            box = checked is not None and checked.get(f"{BOXES}val") in ("1", "true", "on")
        elif node.tag == f"{WORD}checkBox":  # of a form
            checked = node.find(f"{WORD}checked")
            checked = node.find(f"{WORD}default") if checked is None else checked
            box = checked is not None and checked.get(f"{WORD}val") not in ("0", "false")
        else:
            _write_run(node, writer)
    return writer.plain(), box


def _nodes(element: Any) -> Iterator[Any]:
    """Yield the runs and check boxes of a paragraph in order, without deleted text and field codes."""
    for child in element.iterchildren():
        if child.tag == f"{WORD}sdtPr":
            yield from child.iter(f"{BOXES}checkbox")
        if not isinstance(child.tag, str) or child.tag in SKIPPED:
            continue
        if child.tag == f"{WORD}r":
            yield from child.iter(f"{WORD}checkBox")
            yield child
        else:
            yield from _nodes(child)


def _write_run(run: Any, writer: Writer) -> None:
    words = "".join(_pieces(run))
    if words[:1].isspace():
        writer.add(" ")
    if not words.strip():
        return
    is_strong = _is_on(run, "b") or _is_on(run, "i")
    is_struck = _is_struck(run)
    if is_strong:
        writer.open_span("strong")
    if is_struck:
        writer.open_span("struck")
    writer.add(clean(words))
    if is_strong:
        writer.close_span("strong")
    if is_struck:
        writer.close_span("struck")


def _pieces(run: Any) -> Iterator[str]:
    """Yield the text of a run, with "\\t" for a tab and "\\n" for a line break."""
    for node in run.iterchildren():
        if node.tag == f"{WORD}t":
            yield node.text or ""
        elif node.tag in (f"{WORD}tab", f"{WORD}ptab"):
            yield "\t"
        elif node.tag in (f"{WORD}br", f"{WORD}cr"):
            yield "\n"
        elif node.tag == f"{WORD}noBreakHyphen":
            yield "-"
        elif node.tag == f"{WORD}sym":
            yield WINGDINGS.get((node.get(f"{WORD}char") or "").upper()[-2:], "")


def _text_lines(element: Any, *, marks_struck: bool = False) -> list[str]:
    """Return the lines of a paragraph, split at its line breaks, as transcripts have them.

    Args:
        element: The paragraph.
        marks_struck: Whether "~~" stands around what is struck through.
    """
    text = ""
    for run in (node for node in _nodes(element) if node.tag == f"{WORD}r"):
        words = "".join(_pieces(run))
        text += f"~~{words.strip()}~~ " if marks_struck and words.strip() and _is_struck(run) else words
    return [line.replace("\t", "  ") for line in clean(text).split("\n")]


def _cell_text(cell: Any, number: int) -> PlainText:
    texts = [_text(paragraph, number)[0] for paragraph in _shown(cell, "p")]
    return join_cell_lines([text for text in texts if text.text], number)


def _cell_lines(cell: Any) -> list[str]:
    """Return the lines of a cell, blank ones included."""
    return [line for paragraph in _shown(cell, "p") for line in _text_lines(paragraph)]


def _lines_of(cell: Any) -> tuple[str, ...]:
    """Return the lines of a cell that has more than one which is not blank, else nothing."""
    lines = tuple(" ".join(line.split()) for line in _cell_lines(cell) if line.strip())
    return lines if len(lines) > 1 else ()


def _is_on(run: Any, name: str) -> bool:
    """Return whether a property of a run, such as bold, is switched on."""
    switch = run.find(f"{WORD}rPr/{WORD}{name}")
    return switch is not None and switch.get(f"{WORD}val") not in FALSE_VALUES


STRIKES = ("strike", "dstrike")


def _is_struck(run: Any) -> bool:
    return any(_is_on(run, name) for name in STRIKES)


MAX_BASES = 20  # styles that a style is based on, one on the other
MAX_FLAT = 40  # twentieths of a point of the height of a row that nobody can read


def _looks_of(styles: Any) -> dict[str, frozenset[str]]:
    """Return how words look, by the id of their style: "hidden", "white", "struck". What it says not, its base says."""
    elements = {style.style_id: style.element for style in styles if style.style_id}
    found: dict[str, frozenset[str]] = {}
    for id in elements:
        element, said = elements[id], dict[str, bool]()
        for _ in range(MAX_BASES):
            for name, look in (("vanish", "hidden"), ("strike", "struck"), ("dstrike", "struck")):
                if element.find(f"{WORD}rPr/{WORD}{name}") is not None:
                    said.setdefault(look, _is_on(element, name))
            if (color := element.find(f"{WORD}rPr/{WORD}color")) is not None:
                said.setdefault("white", _is_white_color(color))
            base = _value(element, "basedOn")
            if base is None or base not in elements:
                break
            element = elements[base]
        found[id] = frozenset(look for look, is_on in said.items() if is_on)
    return found


def _is_flat(row: Any) -> bool:
    """Whether a row of a table is too low for anybody to read it."""
    height = row.find(f"{WORD}trPr/{WORD}trHeight")
    if height is None or height.get(f"{WORD}hRule") != "exact":
        return False
    said = height.get(f"{WORD}val") or ""
    return said.isdecimal() and int(said[:6]) <= MAX_FLAT


def _is_white_color(color: Any) -> bool:
    theme = color.get(f"{WORD}themeColor")
    return (color.get(f"{WORD}val") or "").upper() in WHITE or theme in ("background1", "light1")


def _is_white(run: Any, *, by_style: bool) -> bool:
    """Whether a run is white, on no ground of its own, its paragraph's or its cell's.

    Args:
        run: The run.
        by_style: Whether its style makes words white.
    """
    color = run.find(f"{WORD}rPr/{WORD}color")
    if not (by_style if color is None else _is_white_color(color)):
        return False
    if (_value(run, "rPr/highlight") or "white") not in ("white", "none") or _is_shaded(
        run.find(f"{WORD}rPr/{WORD}shd")
    ):
        return False
    return not any(
        _is_shaded(ancestor.find(f"{WORD}{properties}/{WORD}shd"))
        for tag, properties in (("p", "pPr"), ("tc", "tcPr"))
        for ancestor in run.iterancestors(f"{WORD}{tag}")
    )


def _is_blacked_out(run: Any) -> bool:
    """Whether a run is black on black, or smaller than anybody can read."""
    for property, least in (("sz", MAX_TINY), ("w", MAX_NARROW)):
        said = _value(run, f"rPr/{property}") or ""
        if said.isdecimal() and int(said[:6]) <= least:
            return True
    shading = run.find(f"{WORD}rPr/{WORD}shd")
    is_dark = (_value(run, "rPr/highlight") == "black") or (
        shading is not None and (shading.get(f"{WORD}fill") or "").upper() in BLACK
    )
    return is_dark and (_value(run, "rPr/color") or "auto").upper() in ("AUTO", *BLACK)


def _is_shaded(shading: Any) -> bool:
    return shading is not None and (shading.get(f"{WORD}fill") or "auto").upper() not in ("AUTO", *WHITE)


def _value(element: Any, path: str) -> str | None:
    """Return the value of the element at `path`, names of Word's elements separated by slashes."""
    node = element.find("/".join(f"{WORD}{name}" for name in path.split("/")))
    value = node.get(f"{WORD}val") if node is not None else None
    return str(value) if value is not None else None
