"""HTML to statements: tables, lists, headings and paragraphs of a page, or of the HTML that stands inside Markdown.

Read with the standard library's html.parser, which takes anything and tells the line of every tag and every word; a
tree builder (bs4, lxml) loses the line of the words. A row of a table is one statement, whatever its cells hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from extractor.common.lazy_regex import expression
from extractor.model import Cell
from extractor.readers.inline import PlainText, Writer, joined_parts
from extractor.readers.statements import Statement, head, row_of

INDENT = 4  # columns that one level of nesting is worth
REGION = expression(r"(?<!`)<(/?)(table|ul|ol|dl)\b[^<>`]*>", re.I)
PAGE = expression(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|div|article)\b", re.I | re.S
)
BREAKS = frozenset(
    "p div br section article header footer main address pre details summary figure figcaption hr form fieldset nav"
    " aside center".split()
)
SILENT = frozenset({"script", "style", "title", "template", "noscript"})
STRONG = frozenset({"b", "strong", "i", "em", "u", "mark"})
STRUCK = frozenset({"s", "del", "strike"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def is_page(text: str) -> bool:
    """True for a whole HTML page, or a mail's HTML part."""
    return PAGE.match(text[:2000]) is not None and len(re.findall(r"</\w+>", text[:200_000])) >= 3


def regions(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of lines, as (first, last + 1), that an HTML table or list takes up; one that never closes is none."""
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for number, line in enumerate(lines):
        if "<" not in line:
            continue
        for tag in REGION.finditer(line):
            if tag[1]:
                depth = max(0, depth - 1)
                if depth == 0:
                    if found and found[-1][1] > start:
                        found[-1] = (found[-1][0], number + 1)
                    else:
                        found.append((start, number + 1))
            else:
                if depth == 0:
                    start = number
                depth += 1
    return found


def read_html(lines: Sequence[str], first: int = 0) -> Iterator[Statement]:
    """The statements in lines of HTML; `first` is the index in the file of the first of them."""
    parser = _Parser(first)
    parser.feed("\n".join(lines))
    parser.close()
    parser.flush()
    yield from parser.statements


@dataclass(slots=True)
class _Table:
    columns: list[str] = field(default_factory=list)
    cells: list[tuple[list[PlainText], bool]] = field(
        default_factory=list
    )  # the open row: each cell's lines, and whether <th>
    headed: bool = False  # inside <thead>
    rows: int = 0


class _Parser(HTMLParser):
    """Collects statements; the words of an open cell go to the cell, all others to the open statement."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self.statements: list[Statement] = []
        self._first = first
        self._writer: Writer | None = None
        self._lists: list[str] = []
        self._tables: list[_Table] = []
        self._in_cell = 0
        self._marker = ""
        self._box: bool | None = None
        self._heading = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag in ("ul", "ol", "dl"):
            self.flush()
            self._lists.append("1" if tag == "ol" else "-")
        elif tag in ("li", "dt", "dd"):
            self.flush()
            self._marker = self._lists[-1] if self._lists else "-"
        elif tag == "table" and not self._tables:
            self.flush()
            self._tables.append(_Table())
        elif self._tables and tag == "thead":
            self._tables[-1].headed = True
        elif self._tables and tag == "tr":
            self._end_row()
        elif self._tables and tag in ("td", "th"):
            self.flush()
            self._tables[-1].cells.append(([], tag == "th"))
            self._in_cell = 1
        elif tag in HEADINGS:
            self.flush()
            self._heading = int(tag[1])
        elif tag in BREAKS:
            self.flush()
        elif tag == "input" and dict(attrs).get("type") == "checkbox":
            self._box = "checked" in dict(attrs)
        elif tag in STRONG:
            self._open().open_strong()
        elif tag in STRUCK:
            self._open().open_struck()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("ul", "ol", "dl"):
            self.flush()
            if self._lists:
                self._lists.pop()
        elif tag in ("li", "dt", "dd") or tag in BREAKS or tag in HEADINGS:
            self.flush()
            self._heading = 0
            if tag in ("li", "dt", "dd"):
                self._marker = ""
        elif tag in ("td", "th") and self._tables:
            self.flush()
            self._in_cell = 0
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag == "thead" and self._tables:
            self._end_row()
            self._tables[-1].headed = False
        elif tag == "table" and self._tables:
            self._end_row()
            self._tables.pop()
        elif tag in STRONG and self._writer:
            self._writer.close_strong()
        elif tag in STRUCK and self._writer:
            self._writer.close_struck()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        line = self._first + self.getpos()[0]
        for offset, part in enumerate(data.split("\n")):
            if offset and self._writer:
                self._writer.add(" ")
            if part.strip():
                writer = self._open(line + offset)
                writer.line(line + offset)
                writer.add(part)
            elif part and self._writer:
                self._writer.add(" ")

    def flush(self) -> None:
        """Ends the open statement, or the open line of a cell."""
        writer, self._writer = self._writer, None
        if writer is None:
            return
        text = writer.plain()
        if not text.text:
            return
        if self._tables:
            if self._tables[-1].cells:
                self._tables[-1].cells[-1][0].append(text)
            return
        begins = head(text.text)  # "☐ call Ana" inside a <p>
        marker = self._marker or begins.marker
        column = INDENT * max(0, len(self._lists) - 1) if self._marker else INDENT * len(self._lists)
        self.statements.append(
            Statement(
                plain=text,
                end_line=max(number for _, number in text.lines),
                column=column,
                marker="" if self._heading else marker,
                box=self._box is not None,
                checked=self._box,
                heading=self._heading,
                group=-len(self.statements) - 1,
            )
        )
        self._box = None
        self._marker = ""

    def _open(self, line: int | None = None) -> Writer:
        if self._writer is None:
            self._writer = Writer([self._first + self.getpos()[0] if line is None else line])
        return self._writer

    def _end_row(self) -> None:
        self.flush()
        table = self._tables[-1]
        cells, table.cells, self._in_cell = table.cells, [], 0
        if not cells:
            return
        line = self._first + self.getpos()[0]
        texts = [joined_parts(parts, parts[0].lines[0][1] if parts else line) for parts, _ in cells]
        titles = table.headed or (not table.columns and all(is_title for _, is_title in cells))
        if titles:
            table.columns = [text.text.rstrip(":") for text in texts]
        elif not table.columns and not table.rows and len(cells) > 1 and all(_all_strong(text) for text in texts):
            table.columns, titles = [text.text.rstrip(":") for text in texts], True
        table.rows += 1
        columns = table.columns
        row = row_of(
            [
                (
                    text,
                    Cell(
                        "" if titles else columns[at] if at < len(columns) else "",
                        text.text,
                        tuple(part.text for part in parts) if len(parts) > 1 else (),
                    ),
                )
                for at, (text, (parts, _)) in enumerate(zip(texts, cells, strict=True))
            ],
            group=-line,
            columns=titles,
        )
        if row:
            self.statements.append(row)


def _all_strong(text: PlainText) -> bool:
    return bool(text.text) and sum(end - start for start, end in text.strong) >= len(text.text)
