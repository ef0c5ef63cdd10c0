"""Sheets whose cells stand far apart or are repeated without end are refused before anything makes their cells."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractor.model import RecapError
from extractor.readers.formats.sheet_sizes import check_sizes
from extractor.readers.formats.spreadsheet import KIND

SPACE = "urn:oasis:names:tc:opendocument:xmlns"
FILLED = '<t:table-cell o:value-type="string"{}><x:p>Ana</x:p></t:table-cell>'
EMPTY = "<t:table-cell{}/>"
COLUMNS, ROWS = ' t:number-columns-repeated="{}"', ' t:number-rows-repeated="{}"'


def packed(name: str, part: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, part)
    return stream.getvalue()


def excel(cells: str, encoding: str = "utf-8") -> bytes:
    part = f'<?xml version="1.0" encoding="{encoding}"?><x:worksheet xmlns:x="m"><x:sheetData>{cells}'
    return packed("xl/worksheets/any.xml", f"{part}</x:sheetData></x:worksheet>".encode(encoding))


def open_document(rows: str) -> bytes:
    head = f'<o:doc xmlns:o="{SPACE}:office:1.0" xmlns:t="{SPACE}:table:1.0" xmlns:x="{SPACE}:text:1.0"><t:table>'
    return packed("content.xml", f"{head}{rows}</t:table></o:doc>".encode())


def row(cells: str, repeated: str = "") -> str:
    return f"<t:table-row{repeated}>{cells}</t:table-row>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(excel('<x:row><x:c r="B3"><x:v>1</x:v></x:c><x:c><x:v>1</x:v></x:c></x:row>'), id="Excel"),
        pytest.param(excel('<x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD1048576" s="1"/>'), id="Excel, formatted"),
        pytest.param(open_document(row(FILLED.format("") * 3) * 50), id="OpenDocument"),
        pytest.param(
            open_document(
                row(FILLED.format("") + EMPTY.format(COLUMNS.format(16_383)))
                + row(EMPTY.format(COLUMNS.format(16_384)), ROWS.format(1_048_575))
            ),
            id="OpenDocument, formatted",
        ),
        pytest.param(packed("xl/media/image.png", b"\x89PNG sheet"), id="no sheet"),
    ],
)
def test_usual_sheet_is_read(data: bytes) -> None:
    check_sizes(data, "log.xlsx", KIND)


FAR = '<x:c r="A1"><x:v>1</x:v></x:c><x:c y=">" r="XFD1048576"><x:is/></x:c>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(excel(FAR), id="far cell"),
        pytest.param(excel(FAR, "utf-16"), id="far cell in UTF-16"),
        pytest.param(excel(FAR.replace('<x:c r="A1">', "<x:c>")), id="first cell without a place"),
        pytest.param(excel('<x:c r="A99999999999"><x:v>1</x:v></x:c>'), id="far row"),
        pytest.param(open_document(row(FILLED.format(COLUMNS.format(10**9)))), id="columns repeated"),
        pytest.param(open_document(row(FILLED.format(COLUMNS.format("9" * 400)))), id="columns repeated, many digits"),
        pytest.param(open_document(row(FILLED.format(""), ROWS.format(10**9))), id="rows repeated"),
        pytest.param(
            open_document(row(EMPTY.format(""), ROWS.format(10**9)) + row(FILLED.format(""))), id="empty rows before"
        ),
        pytest.param(
            open_document(row(f'<t:table-cell><x:p>a<x:s x:c="{10**9}"/></x:p></t:table-cell>')), id="blanks by number"
        ),
    ],
)
def test_sheet_that_would_fill_the_memory_is_refused(data: bytes) -> None:
    with pytest.raises(RecapError, match=r"log\.xlsx unpacks to more than notes can hold"):
        check_sizes(data, "log.xlsx", KIND)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(packed("xl/worksheets/any.xml", b"<worksheet><sheetData><c>"), id="sheet that does not end"),
        pytest.param(packed("xl/workbook.bin", b"\x83\x01\x00"), id="sheets that are not XML"),
        pytest.param(b"PK\x03\x04", id="no archive"),
    ],
)
def test_sheet_that_cannot_be_checked_is_refused(data: bytes) -> None:
    with pytest.raises(RecapError, match=r"log\.xlsx is a damaged spreadsheet"):
        check_sizes(data, "log.xlsx", KIND)
