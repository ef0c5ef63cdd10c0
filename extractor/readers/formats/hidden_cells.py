"""Find what an Excel sheet does not show to everybody: hidden rows and columns, words struck or white on white.

python-calamine gives values only. The parts of the workbook are searched for the few attributes that say how cells
look; sizes are limited by `check_archive` before. What a sheet colours by a condition is not known.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.readers.css_look import is_near_white

_SHEET = expression(r"<(?:\w+:)?sheet\b(?P<attributes>[^<>]*)>")
_RELATION = expression(r"<(?:\w+:)?Relationship\b(?P<attributes>[^<>]*)>")
_ATTRIBUTE = expression(r"""(?<![\w:])(?P<name>[\w:]{1,40}+)\s?=\s?["'](?P<value>[^"'<>]*)["']""")
_ROW = expression(r"<(?:\w+:)?row\b(?P<attributes>[^<>]*)>")
_COLUMN = expression(r"<(?:\w+:)?col\b(?P<attributes>[^<>]*)>")
_CELL = expression(r"<(?:\w+:)?c\b(?P<attributes>[^<>]*[^<>/])>")  # not the empty "<c .../>"
_FONT = expression(r"<(?:\w+:)?font\b[^<>]*(?:/>|>(?P<content>.*?)</(?:\w+:)?font>)", re.S)
_FILL = expression(r"<(?:\w+:)?fill\b[^<>]*(?:/>|>(?P<content>.*?)</(?:\w+:)?fill>)", re.S)
_FORMAT = expression(r"<(?:\w+:)?xf\b(?P<attributes>[^<>]*)>")
_NUMBERS = expression(r"<(?:\w+:)?numFmt\b(?P<attributes>[^<>]*)>")
_COLOR = expression(r"<(?:\w+:)?color\b(?P<attributes>[^<>]*)>")
_PAPER = expression(r"<(?:\w+:)?fgColor\b(?P<attributes>[^<>]*)>")
_STRUCK = expression(r"<(?:\w+:)?strike\b(?![^<>]*val=[\"'](?:0|false))")
_SIZE = expression(r"<(?:\w+:)?sz\b[^<>]*val=[\"']\s?(?P<size>\d{1,3}(?:\.\d{1,4})?)")
_IS_SOLID = expression(r"patternType=[\"']solid[\"']")
_SHOWS_NOTHING = expression(r"(?:\"\s{0,9}\"|\s)*(?:;(?:\"\s{0,9}\"|\s)*){3}")  # the number format ";;;"
_ITEM = expression(r"<(?:\w+:)?(?:si|is)\b[^<>]*>(?P<content>.*?)</(?:\w+:)?(?:si|is)>|<(?:\w+:)?si\b[^<>]*/>", re.S)
_RUN = expression(r"<(?:\w+:)?r\b[^<>]*>(?P<content>.*?)</(?:\w+:)?r>", re.S)
_WORDS = expression(r"<(?:\w+:)?t\b[^<>]*>(?P<words>[^<>]*)</(?:\w+:)?t>")
_VALUE = expression(r"<(?:\w+:)?v>\s?(?P<index>\d{1,9})\s?</(?:\w+:)?v>")
_PLACE = expression(r"(?P<letters>[A-Z]{1,3})(?P<row>\d{1,7})")
_TRUE = frozenset({"1", "true"})
WHITE, BLACK = "ffffff", "000000"
# Colours by the numbers of a theme and of the palette (Office Open XML, 18.8.27): paper, ink, and what a system has.
_THEME = {"0": WHITE, "1": BLACK}
_PALETTE = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
MAX_TINT = 0.03  # of a colour that cannot be told from the one without a tint
FLAT = 2.0  # points of the height of a row that nobody can read, and of the size of letters
NARROW = 0.5  # characters of the width of such a column


class HiddenCells(NamedTuple):
    """What of a sheet is not for everybody, counted from 0.

    Rows, columns, and by the row and the column of a cell the pieces of its text that are hidden or struck through.
    """

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    hidden: Mapping[tuple[int, int], tuple[str, ...]] = {}
    struck: Mapping[tuple[int, int], tuple[str, ...]] = {}


class _Pieces(NamedTuple):
    """The pieces of a text that are hidden, and those that are struck through."""

    hidden: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


def hidden_cells(archive: zipfile.ZipFile) -> dict[str, HiddenCells]:
    """Return what is hidden in each sheet of an Excel workbook, by the sheet's name."""
    names = set(archive.namelist())
    looks = _hiding_formats(_part(archive, names, "xl/styles.xml"))
    relations = [
        _attributes(found) for found in _RELATION.finditer(_part(archive, names, "xl/_rels/workbook.xml.rels"))
    ]
    targets = {values.get("Id", ""): values.get("Target", "") for values in relations}
    shared = next((one.get("Target", "") for one in relations if one.get("Type", "").endswith("/sharedStrings")), "")
    texts = _rich_texts(_part(archive, names, _path(shared))) if shared else {}
    found: dict[str, HiddenCells] = {}
    for sheet in map(_attributes, _SHEET.finditer(_part(archive, names, "xl/workbook.xml"))):
        content = _part(archive, names, _path(targets.get(sheet.get("r:id", ""), "")))
        if hidden := _hidden_in(content, looks, texts):
            found[sheet.get("name", "")] = hidden
    return found


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _part(archive: zipfile.ZipFile, names: set[str], path: str) -> str:
    return archive.read(path).decode("utf-8", "replace") if path in names else ""


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    import html

    return {found["name"]: html.unescape(found["value"]) for found in _ATTRIBUTE.finditer(tag["attributes"])}


def _hiding_formats(styles: str) -> frozenset[str]:
    """Return the numbers of the cell formats that hide words: struck, tiny, in the colour of the ground, not shown."""
    start = styles.find("<cellXfs")
    if start < 0:
        return frozenset()
    fonts = [found["content"] or "" for found in _FONT.finditer(styles[:start])]
    fills = [found["content"] or "" for found in _FILL.finditer(styles[:start])]
    unseen = {
        values.get("numFmtId", "")
        for values in map(_attributes, _NUMBERS.finditer(styles[:start]))
        if _SHOWS_NOTHING.fullmatch(values.get("formatCode", ""))
    }
    hiding = set()
    for number, values in enumerate(map(_attributes, _FORMAT.finditer(styles[start : styles.find("</cellXfs>")]))):
        font, fill = _at(fonts, values.get("fontId")), _at(fills, values.get("fillId"))
        if _STRUCK.search(font) or _is_unseen(font, fill) or values.get("numFmtId") in unseen:
            hiding.add(str(number))
    return frozenset(hiding)


def _is_unseen(font: str, fill: str) -> bool:
    """Whether words in this font on this ground cannot be seen."""
    size = _SIZE.search(font)
    if size and float(size["size"]) <= FLAT:
        return True
    ink = _color(_COLOR.search(font), BLACK)
    paper = _color(_PAPER.search(fill), BLACK) if _IS_SOLID.search(fill) else WHITE
    return ink == paper or (is_near_white(_plain(ink)) and is_near_white(_plain(paper)))


def _color(found: re.Match[str] | None, default: str) -> str:
    """Return a colour: six hexadecimal digits, or the words of one that only the theme knows."""
    values = _attributes(found) if found else {}
    if rgb := values.get("rgb"):
        return rgb[-6:].lower()
    for key, names in (("theme", _THEME), ("indexed", _PALETTE)):
        if (number := values.get(key)) is not None:
            is_tinted = abs(_number(values.get("tint"))) > MAX_TINT
            return f"{key} {number} {values.get('tint')}" if is_tinted or number not in names else names[number]
    return default


def _plain(color: str) -> str:
    return color if len(color) == len(WHITE) and set(color) <= set("0123456789abcdef") else ""


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _at(values: list[str], index: str | None) -> str:
    return values[int(index)] if index and index.isdigit() and int(index) < len(values) else ""


def _rich_texts(strings: str) -> dict[int, _Pieces]:
    """Return the pieces of the shared texts that are hidden or struck through, by the numbers of the texts."""
    if "strike" not in strings and "olor" not in strings:
        return {}
    found = ((at, _pieces(item["content"] or "")) for at, item in enumerate(_ITEM.finditer(strings)))
    return {at: pieces for at, pieces in found if pieces != _Pieces()}


def _pieces(item: str) -> _Pieces:
    import html

    hidden, struck = [], []
    for run in _RUN.finditer(item):
        words = html.unescape("".join(found["words"] for found in _WORDS.finditer(run["content"])))
        if words.strip() and _STRUCK.search(run["content"]):
            struck.append(words)
        elif words.strip() and _is_unseen(run["content"], ""):
            hidden.append(words)
    return _Pieces(tuple(hidden), tuple(struck))


def _hidden_in(sheet: str, looks: frozenset[str], texts: Mapping[int, _Pieces]) -> HiddenCells | None:
    rows = set(_low_rows(sheet))
    if looks:
        for values in map(_attributes, _CELL.finditer(sheet)):
            place = _PLACE.fullmatch(values.get("r", ""))
            if place and values.get("s") in looks:
                rows.add(int(place["row"]) - 1)
    columns = frozenset(_narrow_columns(sheet[: max(0, sheet.find("<sheetData"))]))
    pieces = dict(_rich_cells(sheet, texts))
    hidden = {place: found.hidden for place, found in pieces.items() if found.hidden}
    struck = {place: found.struck for place, found in pieces.items() if found.struck}
    return HiddenCells(frozenset(rows), columns, hidden, struck) if rows or columns or pieces else None


def _low_rows(sheet: str) -> Iterator[int]:
    """Yield the rows that are hidden, or too low for anybody to read them."""
    if "hidden=" not in sheet and "ht=" not in sheet:
        return
    for values in map(_attributes, _ROW.finditer(sheet)):
        is_low = "ht" in values and _number(values["ht"]) <= FLAT
        if (values.get("hidden") in _TRUE or is_low) and values.get("r", "").isdigit():
            yield int(values["r"]) - 1


def _narrow_columns(head: str) -> Iterator[int]:
    """Yield the columns that are hidden, or too narrow for anybody to read them."""
    for values in map(_attributes, _COLUMN.finditer(head)):
        is_narrow = "width" in values and _number(values["width"]) <= NARROW
        first, last = values.get("min", ""), values.get("max", "")
        if (values.get("hidden") in _TRUE or is_narrow) and first.isdigit() and last.isdigit():
            yield from range(int(first) - 1, min(int(last), int(first) + 1_000))


def _rich_cells(sheet: str, texts: Mapping[int, _Pieces]) -> Iterator[tuple[tuple[int, int], _Pieces]]:
    """Yield the places of cells with pieces that are hidden or struck through, and these."""
    is_rich = "<is>" in sheet and ("strike" in sheet or "olor" in sheet)
    if not texts and not is_rich:
        return
    cells = list(_CELL.finditer(sheet))
    for at, cell in enumerate(cells):
        values = _attributes(cell)
        content = sheet[cell.end() : cells[at + 1].start() if at + 1 < len(cells) else len(sheet)]
        pieces = _Pieces()
        if values.get("t") == "s" and texts:
            index = _VALUE.search(content)
            pieces = texts.get(int(index["index"]), pieces) if index else pieces
        elif is_rich and (item := _ITEM.search(content)):
            pieces = _pieces(item["content"] or "")
        place = _PLACE.fullmatch(values.get("r", "")) if pieces != _Pieces() else None
        if place:
            yield (int(place["row"]) - 1, _column_of(place["letters"])), pieces


def _column_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
