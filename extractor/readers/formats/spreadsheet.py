"""Read action logs in Excel and OpenDocument spreadsheets (by python-calamine) and in CSV: a row is a line.

The first row that names the columns of an action log holds their titles, else the first with two filled cells or more;
rows above it are text. Each sheet begins with its name as a heading where there is more than one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.common.lazy_regex import expression
from extractor.language.columns import column_kind
from extractor.language.people.name_lists import fold_name
from extractor.model import Cell, Doubt, RecapError
from extractor.readers.archives import check_archive, damaged, holds_part
from extractor.readers.confidential_marks import is_mark
from extractor.readers.formats.hidden_cells import HiddenCells, hidden_cells
from extractor.readers.formats.hidden_cells_ods import hidden_cells_ods
from extractor.readers.formats.sheet_sizes import check_sizes
from extractor.readers.inline import PlainText, clean, join_texts
from extractor.readers.statements import Statement, row_statement
from extractor.readers.tables import MAX_REPEATED, MAX_SPAN

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

KIND = "spreadsheet"
MAX_ROWS = 100_000
MAX_COLUMNS = 60
MAX_MERGED = 10_000  # merged cells of a sheet
SNIFFED = 20  # lines that show whether a text is a table, and in which the titles of its columns stand
MAX_TITLE = 40  # characters of the title of a column
_KINDS = frozenset({"owner", "task", "due", "status", "raised", "closed"})
Table = Sequence[Sequence[str]]


def is_spreadsheet(data: bytes) -> bool:
    """Whether the bytes are a spreadsheet in Excel's or OpenDocument's format."""
    return holds_part(data, "xl/workbook.xml") or (
        holds_part(data, "content.xml") and b"opendocument.spreadsheet" in data[:200]
    )


def is_csv(text: str) -> bool:
    """Whether the text is a table of separated values: its first row names columns of an action log."""
    lines = [line for line in text.lstrip("\ufeff").splitlines()[:SNIFFED] if line.strip()]
    if len(lines) < 2:
        return False
    delimiter = _delimiter(lines[0])
    if not delimiter:
        return False
    rows = list(csv.reader(lines, delimiter=delimiter))
    titles = rows[0]
    alike = sum(len(row) == len(titles) for row in rows[1:]) >= 0.6 * (len(rows) - 1)
    return len(titles) >= 2 and names_columns(titles) and alike


def names_columns(row: Sequence[str]) -> bool:
    """Whether the cells of a row are titles of an action log: all short, and of two kinds of columns or more."""
    kinds = {column_kind(fold_name(title.replace("\n", " "))) for title in row if title.strip()} & _KINDS
    return len(kinds) > 1 and all(len(title) < MAX_TITLE for title in row)


def read_spreadsheet(data: bytes, source: str) -> tuple[tuple[Statement, ...], tuple[Doubt, ...]]:
    """The statements of a spreadsheet, and what is doubtful in it.

    Raises:
        RecapError: the file is damaged, locked, too large, or declares entities.
    """
    check_archive(data, source, KIND)
    check_sizes(data, source, KIND)
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, _filled(book.get_sheet_by_name(name))) for name in book.sheet_names]
        unseen = {
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible != SheetVisibleEnum.Visible or is_mark(sheet.name)
        }
        hidden = _hidden_cells(data)
    except (CalamineError, ValueError, LookupError, TypeError, OSError, BaseException) as error:  # a panic in Rust
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise RecapError(damaged(source, KIND)) from error
    tables = [(name, _shown(rows, hidden.get(name, HiddenCells()))) for name, rows in sheets]
    filled = [(name, rows) for name, rows in tables if any(any(row) for row in rows)]
    if sum(len(rows) for _, rows in filled) > MAX_ROWS:
        raise RecapError(f"{source} has more than {MAX_ROWS:,} rows; name a log of actions")
    statements: list[Statement] = []
    number = 0
    for name, rows in filled:
        if len(filled) > 1:
            number += 1
            title = PlainText(clean(name), ((0, number),))
            statements.append(Statement(title, number, heading=2, group=-number, private=name in unseen))
        secret = {number + row + 1 for row in hidden.get(name, HiddenCells()).rows}
        statements += [
            replace(one, private=True) if name in unseen or one.line in secret else one
            for one in _statements(rows, number, hidden.get(name, HiddenCells()).struck)
        ]
        number += len(rows)
    doubts = () if statements else (Doubt(None, "the spreadsheet is empty; there are no notes in it"),)
    return tuple(statements), doubts


def _filled(sheet: CalamineSheet) -> list[list[object]]:
    """Return the values of a sheet, with the short text of a merged cell in each of its rows."""
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in (sheet.merged_cell_ranges or ())[:MAX_MERGED]:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if value == "" or len(str(value)) > MAX_REPEATED:
            continue
        for row in rows[top + 1 : min(bottom, top + MAX_SPAN) + 1]:
            if left < len(row) and row[left] == "":
                row[left] = value
    return rows


def _hidden_cells(data: bytes) -> dict[str, HiddenCells]:
    """Return what is hidden in each sheet of a spreadsheet, by the sheet's name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        is_excel = "xl/workbook.xml" in archive.namelist()
        return hidden_cells(archive) if is_excel else hidden_cells_ods(archive)


def _shown(rows: Sequence[Sequence[object]], hidden: HiddenCells) -> Table:
    """Return the rows as words, without those of hidden columns, and without hidden pieces of cells."""

    def words(value: object, number: int, at: int) -> str:
        text = "" if at in hidden.columns else _words(value)
        for piece in hidden.hidden.get((number, at), ()):
            text = text.replace(_words(piece), " ").strip()
        return text

    return [[words(value, number, at) for at, value in enumerate(row[:MAX_COLUMNS])] for number, row in enumerate(rows)]


def read_csv(text: str) -> tuple[Statement, ...]:
    """The statements of a table of separated values. A line is a line of the file where no cell holds line breaks."""
    lines = text.lstrip("\ufeff").splitlines()
    delimiter = _delimiter(next((line for line in lines if line.strip()), "")) or ","
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    return tuple(_statements([[_words(cell) for cell in row[:MAX_COLUMNS]] for row in rows], 0))


def _delimiter(line: str) -> str:
    """What separates the values of a line: the commonest of tab, semicolon and comma; "" for none."""
    best = max("\t;,", key=line.count)
    return best if line.count(best) else ""


def _words(value: object) -> str:
    """The value of a cell as people read it."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    lines = str(value).splitlines() if value is not None else ()
    return "\n".join(words for line in lines if (words := clean(" ".join(line.split()))))


_TITLE = expression(
    r"(?!.*\d{4})(?:[A-Z&(][\w'’&()-]*|[a-z'’-]+|[-–—]|\d{1,3})(?:\s(?:[\w'’&()-]+|[–—])){1,7}"
)  # no date


def _parts(cell: str) -> tuple[str, ...]:
    """The lines of a cell that has several."""
    return tuple(cell.split("\n")) if "\n" in cell else ()


def _plain(cell: str, number: int, struck: Sequence[str]) -> PlainText:
    """Return the text of a cell on this line, and the places of the pieces that are struck through."""
    text = cell.replace("\n", " ")
    pieces = [_words(piece).replace("\n", " ") for piece in struck]
    spans = [(text.find(piece), piece) for piece in pieces if piece in text]
    return PlainText(text, ((0, number),), struck=tuple((start, start + len(piece)) for start, piece in spans))


def _statements(
    rows: Table, before: int, struck: Mapping[tuple[int, int], Sequence[str]] | None = None
) -> Iterable[Statement]:
    """The statements of a table's rows, which are the lines after `before`.

    Args:
        rows: The cells.
        before: How many lines stand above.
        struck: The pieces that are struck through, by the row and the column of the cell, from 0.
    """
    titles: list[str] = []
    head = next((at for at, row in enumerate(rows[:SNIFFED], before + 1) if names_columns(row)), 0)
    for number, row in enumerate(rows, before + 1):
        gone = struck or {}
        texts = [_plain(cell, number, gone.get((number - before - 1, at), ())) for at, cell in enumerate(row)]
        filled = [text for text in texts if text.text]
        if not filled:
            continue
        if not titles and (len(filled) == 1 or number < head):
            is_alone = number == before + 1 < head and len(filled) == 1
            is_title = is_alone and _TITLE.fullmatch(filled[0].text) is not None
            yield Statement(join_texts(filled, " "), number, heading=3 if is_title else 0, group=-number)
            continue
        is_head = not titles
        if is_head:
            titles = [text.text.rstrip(":") for text in texts]
        cells = [
            (text, Cell("" if is_head or at >= len(titles) else titles[at], text.text, _parts(row[at])))
            for at, text in enumerate(texts)
        ]
        if (statement := row_statement(cells, group=-1, is_table_head=is_head)) is not None:
            yield statement
