"""Refuse spreadsheets whose cells stand so far apart, or are repeated so often, that a table of them fills the memory.

A sheet of one cell in the last corner of Excel has 17 thousand million places, and OpenDocument may say of a cell that
it stands there two thousand million times. python-calamine makes them all, and where that fails it ends the process.
Only cells that hold something count: sheets are often formatted to their last row.
"""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from extractor.common.lazy_regex import expression
from extractor.model import RecapError
from extractor.readers.archives import damaged, too_large

MAX_CELLS = 6_000_000  # places of all sheets, from their first cell to the last row and the last column that is filled
MAX_BLANKS = 1_000_000  # that a text says by their number
_PLACE = expression(r"\$?(?P<column>[A-Za-z]{1,7})\$?(?P<row>\d{1,12})")
_MAX_DIGITS = 15
_BINARY = "xl/workbook.bin"
_FILLING = frozenset({"v", "is", "f"})  # parts of an Excel cell that holds something


class _TooLarge(Exception):
    """A sheet has too many places."""


class _Sheet:
    """Reads the parts of a sheet one after the other, and counts its places."""

    def __init__(self) -> None:
        self.rows = self.columns = self.blanks = 0
        self._row = self._column = 0  # where the next cell stands, where the cells themselves do not say so
        self._place = (0, 0)  # of the Excel cell that is being read
        self._repeats = 1  # of the OpenDocument row that is being read
        self._cell_end = 0  # behind the OpenDocument cell that is being read
        self._is_filled = False  # the OpenDocument row

    def start(self, name: str, values: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        name = name.rpartition(":")[2]
        own = {key.rpartition(":")[2]: value for key, value in values.items()}
        if name == "c":
            found = _PLACE.fullmatch(own.get("r", ""))
            if found:
                self._place = int(found["row"]), _number_of(found["column"])
            else:
                self._place = self._place[0], self._place[1] + 1
        elif name in _FILLING:
            self._fill(*self._place)
        elif name == "table-row":
            self._repeats, self._column, self._is_filled = _count(own.get("number-rows-repeated")), 0, False
        elif name in {"table-cell", "covered-table-cell"}:
            self._column += _count(own.get("number-columns-repeated"))
            self._cell_end = self._column
            if "value-type" in own:
                self._fill_open()
        elif name == "p" and self._cell_end:
            self._fill_open()
        elif name == "s":
            self.blanks += _count(own.get("c"))
            if self.blanks > MAX_BLANKS:
                raise _TooLarge

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        name = name.rpartition(":")[2]
        if name == "table-row":
            self._row += self._repeats
            if self._is_filled:
                self._fill(self._row, 0)
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell_end = 0
        elif name == "table":
            self._row = 0

    def _fill_open(self) -> None:
        self._is_filled = True
        self._fill(self._row + self._repeats, self._cell_end)

    def _fill(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MAX_CELLS:
            raise _TooLarge


def _number_of(letters: str) -> int:
    """Return the number of a column: 1 for A, 28 for AB."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _count(said: str | None) -> int:
    if not said or not said.isdecimal():
        return 1
    return int(said[:_MAX_DIGITS])


def check_sizes(data: bytes, source: str, kind: str) -> None:
    """Refuse a workbook with too many places; its archive is checked before.

    Args:
        data: the bytes of the file.
        source: the name of the file, for the message.
        kind: what it is, for the message.

    Raises:
        RecapError: a sheet is too large, or it is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _BINARY in archive.namelist():  # sheets that are not XML, beside others
                raise RecapError(damaged(source, kind))
            for part in archive.infolist():
                _check_part(archive.read(part))
    except _TooLarge as error:
        raise RecapError(too_large(source)) from error
    except (zipfile.BadZipFile, expat.ExpatError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise RecapError(damaged(source, kind)) from error


def _check_part(part: bytes) -> None:
    """Count the places of a part that holds a sheet."""
    words = part.replace(b"\0", b"")  # so that UTF-16 hides nothing
    if b"sheetData" not in words and b"table-row" not in words:
        return
    sheet = _Sheet()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.Parse(part, True)
