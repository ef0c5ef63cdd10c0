"""Find the rows and columns of Excel sheets that are not for everybody: hidden, struck through, or white on white.

python-calamine gives values only. The parts of the workbook are searched for the few attributes that say how cells
look; sizes are limited by `check_archive` before.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import NamedTuple

from extractor.common.lazy_regex import expression

_SHEET = expression(r"<(?:\w+:)?sheet\b(?P<attributes>[^<>]*)>")
_RELATION = expression(r"<(?:\w+:)?Relationship\b(?P<attributes>[^<>]*)>")
_ATTRIBUTE = expression(r"""(?<![\w:])(?P<name>[\w:]{1,40}+)\s?=\s?["'](?P<value>[^"'<>]*)["']""")
_ROW = expression(r"<(?:\w+:)?row\b(?P<attributes>[^<>]*)>")
_COLUMN = expression(r"<(?:\w+:)?col\b(?P<attributes>[^<>]*)>")
_CELL = expression(r"<(?:\w+:)?c\b(?P<attributes>[^<>]*[^<>/])>")  # not the empty "<c .../>"
_FONT = expression(r"<(?:\w+:)?font\b[^<>]*(?:/>|>(?P<content>.*?)</(?:\w+:)?font>)", re.S)
_FILL = expression(r"<(?:\w+:)?fill\b[^<>]*(?:/>|>(?P<content>.*?)</(?:\w+:)?fill>)", re.S)
_FORMAT = expression(r"<(?:\w+:)?xf\b(?P<attributes>[^<>]*)>")
_WHITE = expression(r"<(?:\w+:)?color\b[^<>]*(?:rgb=[\"'](?:FF)?F[EF]F[EF]F[EF][\"']|theme=[\"']0[\"'])", re.I)
_STRUCK = expression(r"<(?:\w+:)?strike\b(?![^<>]*val=[\"'](?:0|false))")
_NO_FILL = expression(r"patternType=[\"'](?:none|gray125)[\"']|FFFFFFFF|indexed=[\"']9[\"']", re.I)
_TRUE = frozenset({"1", "true"})


class HiddenCells(NamedTuple):
    """The rows of a sheet that are not for everybody, and its hidden columns, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_cells(data: bytes) -> dict[str, HiddenCells]:
    """Return what is hidden in each sheet of an Excel workbook, by the sheet's name; {} for other spreadsheets."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return {}
        looks = _hiding_formats(_part(archive, names, "xl/styles.xml"))
        relations = {
            values.get("Id", ""): values.get("Target", "")
            for values in map(_attributes, _RELATION.finditer(_part(archive, names, "xl/_rels/workbook.xml.rels")))
        }
        found: dict[str, HiddenCells] = {}
        for sheet in map(_attributes, _SHEET.finditer(_part(archive, names, "xl/workbook.xml"))):
            target = relations.get(sheet.get("r:id", ""), "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if hidden := _hidden_in(_part(archive, names, path), looks):
                found[sheet.get("name", "")] = hidden
    return found


def _part(archive: zipfile.ZipFile, names: set[str], path: str) -> str:
    return archive.read(path).decode("utf-8", "replace") if path in names else ""


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    import html

    return {found["name"]: html.unescape(found["value"]) for found in _ATTRIBUTE.finditer(tag["attributes"])}


def _hiding_formats(styles: str) -> frozenset[str]:
    """Return the numbers of the cell formats that strike words through, or write them white on nothing."""
    start = styles.find("<cellXfs")
    if start < 0:
        return frozenset()
    fonts = [found["content"] or "" for found in _FONT.finditer(styles[:start])]
    fills = [found["content"] or "" for found in _FILL.finditer(styles[:start])]
    hiding = set()
    for number, values in enumerate(map(_attributes, _FORMAT.finditer(styles[start : styles.find("</cellXfs>")]))):
        font, fill = _at(fonts, values.get("fontId")), _at(fills, values.get("fillId"))
        is_white = _WHITE.search(font) is not None and (not fill or _NO_FILL.search(fill) is not None)
        if is_white or _STRUCK.search(font):
            hiding.add(str(number))
    return frozenset(hiding)


def _at(values: list[str], index: str | None) -> str:
    return values[int(index)] if index and index.isdigit() and int(index) < len(values) else ""


def _hidden_in(sheet: str, looks: frozenset[str]) -> HiddenCells | None:
    rows: set[int] = set()
    columns: set[int] = set()
    for values in map(_attributes, _COLUMN.finditer(sheet[: max(0, sheet.find("<sheetData"))])):
        if values.get("hidden") in _TRUE and values.get("min", "").isdigit() and values.get("max", "").isdigit():
            columns.update(range(int(values["min"]) - 1, min(int(values["max"]), int(values["min"]) + 1_000)))
    if "hidden=" in sheet:
        for values in map(_attributes, _ROW.finditer(sheet)):
            if values.get("hidden") in _TRUE and values.get("r", "").isdigit():
                rows.add(int(values["r"]) - 1)
    if looks:
        for values in map(_attributes, _CELL.finditer(sheet)):
            number = values.get("r", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if values.get("s") in looks and number.isdigit():
                rows.add(int(number) - 1)
    return HiddenCells(frozenset(rows), frozenset(columns)) if rows or columns else None
