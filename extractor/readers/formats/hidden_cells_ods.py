"""Find what an OpenDocument sheet does not show to everybody: rows and columns that are hidden, words struck or white.

python-calamine gives values only. The tables of content.xml are read once more, where it holds a sign that something
may be hidden; sizes are limited by `check_archive` before.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.readers.formats.hidden_cells import HiddenCells
from extractor.readers.formats.odf_looks import HIDDEN, STRUCK, OdfStyle, looks_of

MAX_REPEATED = 1_000  # rows or columns for which one stands, at most
_SIGNS = expression(
    rb"visibility=|line-through|display=|#f[def]f[def]f[def]|background-color|font-size=.[0-2]p|opacity"
)
_GROUPS = frozenset({"table-row-group", "table-header-rows", "table-rows", "table-column-group", "table-columns"})
_GROUPS_OF_COLUMNS = frozenset({"table-header-columns"})


def hidden_cells_ods(archive: zipfile.ZipFile) -> dict[str, HiddenCells]:
    """Return what is hidden in each sheet of an OpenDocument spreadsheet, by the sheet's name."""
    from lxml import etree  # type: ignore[import-untyped]

    names = set(archive.namelist())
    data = archive.read("content.xml") if "content.xml" in names else b""
    common = archive.read("styles.xml") if "styles.xml" in names else b""
    if not _SIGNS.search(data) and not _SIGNS.search(common):
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    content = etree.fromstring(data, parser)
    trees = [etree.fromstring(common, parser), content] if common else [content]
    styles = {name: style for tree in trees for name, style in _styles(tree)}
    looks = looks_of(styles)
    found = {}
    for table in content.iter("{*}table"):
        if hidden := _Table(looks).read(table):
            found[_value(table, "name")] = hidden
    return found


def _styles(tree: Any) -> Iterator[tuple[str, OdfStyle]]:
    for style in tree.iter("{*}style"):
        properties = {
            key.rpartition("}")[2]: str(value).lower()
            for child in style
            if isinstance(child.tag, str) and child.tag.endswith(("}text-properties", "}table-cell-properties"))
            for key, value in child.attrib.items()
        }
        yield _value(style, "name"), OdfStyle(_value(style, "parent-style-name"), properties)


def _value(element: Any, name: str) -> str:
    """Return an attribute by its name without a prefix, "" for none."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _times(element: Any, name: str) -> int:
    said = _value(element, name)
    return min(max(1, int(said[:7])), 2**20) if said.isdecimal() else 1


class _Table:
    """Collects what is hidden in one table."""

    def __init__(self, looks: dict[str, str]) -> None:
        self._looks = looks
        self._row = self._column = 0
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._of_columns: list[tuple[int, str]] = []  # the first column that a style is not of any more, and the style
        self._hidden: dict[tuple[int, int], tuple[str, ...]] = {}
        self._struck: dict[tuple[int, int], tuple[str, ...]] = {}

    def read(self, table: Any) -> HiddenCells | None:
        """Return what is hidden in a table; None for nothing."""
        self._read_parts(table, is_shut=False)
        if not (self._rows or self._columns or self._hidden or self._struck):
            return None
        return HiddenCells(frozenset(self._rows), frozenset(self._columns), self._hidden, self._struck)

    def _read_parts(self, parent: Any, *, is_shut: bool) -> None:
        for child in parent:
            name = _name(child)
            if name in _GROUPS or name in _GROUPS_OF_COLUMNS:
                self._read_parts(child, is_shut=is_shut or _value(child, "display") == "false")
            elif name == "table-column":
                self._read_column(child, is_shut=is_shut)
            elif name == "table-row":
                self._read_row(child, is_shut=is_shut)

    def _read_column(self, column: Any, *, is_shut: bool) -> None:
        times = _times(column, "number-columns-repeated")
        if is_shut or _value(column, "visibility") in ("collapse", "filter"):
            self._columns.update(range(self._column, self._column + min(times, MAX_REPEATED)))
        self._column += times
        self._of_columns.append((self._column, _value(column, "default-cell-style-name")))

    def _read_row(self, row: Any, *, is_shut: bool) -> None:
        times = _times(row, "number-rows-repeated")
        numbers = range(self._row, self._row + min(times, MAX_REPEATED))
        if is_shut or _value(row, "visibility") in ("collapse", "filter"):
            self._rows.update(numbers)
        column = 0
        for cell in row:
            if _name(cell) not in ("table-cell", "covered-table-cell"):
                continue
            if _words(cell):
                style = _value(cell, "style-name") or _value(row, "default-cell-style-name") or self._style_of(column)
                if self._looks.get(style):
                    self._rows.update(numbers)
                self._read_spans(cell, (self._row, column))
            column += _times(cell, "number-columns-repeated")
        self._row += times

    def _style_of(self, column: int) -> str:
        return next((style for end, style in self._of_columns if column < end), "")

    def _read_spans(self, cell: Any, place: tuple[int, int]) -> None:
        for look, found in ((HIDDEN, self._hidden), (STRUCK, self._struck)):
            spans = (one for one in cell.iter("{*}span", "{*}p") if self._looks.get(_value(one, "style-name")) == look)
            if pieces := tuple(filter(None, map(_words, spans))):
                found[place] = pieces


def _words(element: Any) -> str:
    """Return the words of an element without those of comments on it."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if _name(child) in ("annotation", "") else _words(child), child.tail or ""]
    return "".join(parts).strip()
