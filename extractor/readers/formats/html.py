"""Read HTML: the tables, lists, headings and paragraphs of a page, or of the HTML inside Markdown, as statements.

Uses the standard library's html.parser, which accepts any input and gives the line of every tag and word; a tree
builder such as lxml loses the lines of the words. A row of a table is one statement, whatever its cells hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from extractor.common.lazy_regex import expression
from extractor.model import Cell
from extractor.readers.inline import TAG_STYLES, PlainText, Writer, is_all_strong, join_cell_lines
from extractor.readers.statements import Statement, column_titles, line_start, row_statement

INDENT = 4  # columns for each level of nesting
REGION = expression(r"(?<!`)<(/?)(table|ul|ol|dl)\b[^<>`]*>", re.I)
PAGE = expression(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|div|article)\b", re.I | re.S
)
BREAKS = frozenset(
    "p div br section article header footer main address pre details summary figure figcaption hr form fieldset nav"
    " aside center".split()
)
SILENT = frozenset({"script", "style", "title", "template", "noscript"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = {"ul": "-", "ol": "1", "dl": "-"}  # tag -> marker of its entries
ENTRIES = frozenset({"li", "dt", "dd"})
CELLS = frozenset({"td", "th"})


def is_page(text: str) -> bool:
    """Return whether the text is a whole HTML page, or the HTML part of a mail."""
    return PAGE.match(text[:2000]) is not None and len(re.findall(r"</\w+>", text[:200_000])) >= 3


def regions(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the runs of lines that HTML tables and lists take up, as (first index, last index + 1).

    A table or list that never closes is not among them.
    """
    runs: list[tuple[int, int]] = []
    depth, start = 0, 0
    for index, line in enumerate(lines):
        if "<" not in line:
            continue
        for tag in REGION.finditer(line):
            if not tag[1]:
                if depth == 0:
                    start = index
                depth += 1
                continue
            depth = max(0, depth - 1)
            if depth == 0:
                if runs and runs[-1][1] > start:  # it begins on the line on which the last region ends
                    start, _ = runs.pop()
                runs.append((start, index + 1))
    return runs


def read_html(lines: Sequence[str], first: int = 0) -> Iterator[Statement]:
    """Yield the statements in lines of HTML; `first` is the index in the file of the first line."""
    parser = _Parser(first)
    parser.feed("\n".join(lines))
    parser.close()
    parser.end_statement()
    yield from parser.statements


@dataclass(slots=True)
class _OpenCell:
    """A cell of the open row: the lines of its text, and whether it is a <th>."""

    is_title: bool
    parts: list[PlainText] = field(default_factory=list)


@dataclass(slots=True)
class _OpenTable:
    columns: list[str] = field(default_factory=list)
    cells: list[_OpenCell] = field(default_factory=list)  # of the open row
    in_head: bool = False  # inside <thead>
    rows: int = 0

    def take_titles(self, cells: Sequence[_OpenCell], texts: Sequence[PlainText]) -> bool:
        """Take the row as the titles of the columns, if it holds them, and return whether it does."""
        by_tag = self.in_head or (not self.columns and all(cell.is_title for cell in cells))
        in_bold = not self.columns and not self.rows and len(cells) > 1 and all(map(is_all_strong, texts))
        if by_tag or in_bold:
            self.columns = column_titles(texts)
        self.rows += 1
        return by_tag or in_bold

    def column(self, index: int) -> str:
        return self.columns[index] if index < len(self.columns) else ""


class _Parser(HTMLParser):
    """Collects statements. The words of an open cell go to the cell, all others to the open statement."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self.statements: list[Statement] = []
        self._first = first
        self._writer: Writer | None = None
        self._lists: list[str] = []  # the markers of the open lists
        self._tables: list[_OpenTable] = []
        self._marker = ""
        self._box: bool | None = None
        self._heading = 0
        self._silent = 0  # depth of elements whose text is not shown

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag in LISTS:
            self.end_statement()
            self._lists.append(LISTS[tag])
        elif tag in ENTRIES:
            self.end_statement()
            self._marker = self._lists[-1] if self._lists else "-"
        elif tag == "table" and not self._tables:
            self.end_statement()
            self._tables.append(_OpenTable())
        elif self._tables and tag in ("thead", "tr", *CELLS):
            self._start_in_table(tag)
        elif tag in HEADINGS:
            self.end_statement()
            self._heading = int(tag[1])
        elif tag in BREAKS:
            self.end_statement()
        elif tag == "input" and dict(attrs).get("type") == "checkbox":
            self._box = "checked" in dict(attrs)
        elif tag in TAG_STYLES:
            self._open_writer(self._line()).open_span(TAG_STYLES[tag])

    def _start_in_table(self, tag: str) -> None:
        table = self._tables[-1]
        if tag == "thead":
            table.in_head = True
        elif tag == "tr":
            self._end_row()
        else:
            self.end_statement()
            table.cells.append(_OpenCell(is_title=tag == "th"))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in LISTS:
            self.end_statement()
            if self._lists:
                self._lists.pop()
        elif tag in ENTRIES or tag in BREAKS or tag in HEADINGS:
            self.end_statement()
            self._heading = 0
            if tag in ENTRIES:
                self._marker = ""
        elif self._tables and tag in ("table", "thead", "tr", *CELLS):
            self._end_in_table(tag)
        elif tag in TAG_STYLES and self._writer:
            self._writer.close_span(TAG_STYLES[tag])

    def _end_in_table(self, tag: str) -> None:
        if tag in CELLS:
            self.end_statement()
            return
        self._end_row()
        if tag == "thead":
            self._tables[-1].in_head = False
        elif tag == "table":
            self._tables.pop()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        for line, part in enumerate(data.split("\n"), self._line()):
            if part.strip():
                if line > self._line() and self._writer:
                    self._writer.add(" ")
                writer = self._open_writer(line)
                writer.begin_line(line)
                writer.add(part)
            elif self._writer:
                self._writer.add(" ")

    def end_statement(self) -> None:
        """End the open statement, or the open line of a cell."""
        writer, self._writer = self._writer, None
        text = writer.plain() if writer else None
        if text is None or not text.text:
            return
        if self._tables:
            if self._tables[-1].cells:
                self._tables[-1].cells[-1].parts.append(text)
            return
        depth = max(0, len(self._lists) - 1) if self._marker else len(self._lists)
        self.statements.append(
            Statement(
                plain=text,
                end_line=max(number for _, number in text.lines),
                column=INDENT * depth,
                marker="" if self._heading else self._marker or line_start(text.text).marker,  # "☐ call Ana" in a <p>
                box=self._box is not None,
                checked=self._box,
                heading=self._heading,
                group=-len(self.statements) - 1,
            )
        )
        self._box = None
        self._marker = ""

    def _line(self) -> int:
        """Return the number of the line on which the current tag or text begins."""
        return self._first + self.getpos()[0]

    def _open_writer(self, line: int) -> Writer:
        if self._writer is None:
            self._writer = Writer([line])
        return self._writer

    def _end_row(self) -> None:
        self.end_statement()
        table = self._tables[-1]
        cells, table.cells = table.cells, []
        if not cells:
            return
        line = self._line()
        texts = [join_cell_lines(cell.parts, cell.parts[0].lines[0][1] if cell.parts else line) for cell in cells]
        is_head = table.take_titles(cells, texts)
        row = row_statement(
            [
                (text, Cell("" if is_head else table.column(index), text.text, _several(cell.parts)))
                for index, (text, cell) in enumerate(zip(texts, cells, strict=True))
            ],
            group=-line,
            is_table_head=is_head,
        )
        if row:
            self.statements.append(row)


def _several(parts: Sequence[PlainText]) -> tuple[str, ...]:
    """Return the lines of a cell that has more than one, else nothing."""
    return tuple(part.text for part in parts) if len(parts) > 1 else ()
