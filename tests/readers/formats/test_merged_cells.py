"""Tables with merged cells in Word, HTML and Excel: each column keeps its title, each row what stands for it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest

from extractor.model import ReadOptions, Recap
from extractor.pipeline import from_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = ("Action", "Who", "By when", "Status")
ROWS = (
    ("Order the paint", "Ana", "6 March", "Open"),
    ("Call the bank", "Ben", "9 March", "Open"),
    ("Book the hall", "", "13 March", "Open"),  # Ben's cell goes on
)
PLAN = {
    ("Order the paint", ("Ana",), date(2026, 3, 6)),
    ("Call the bank", ("Ben",), date(2026, 3, 9)),
    ("Book the hall", ("Ben",), date(2026, 3, 13)),
    ("Send invites", ("Cy",), date(2026, 3, 20)),
}


def plan(recap: Recap) -> set[tuple[str, tuple[str, ...], date | None]]:
    return {(item.task, item.owners, item.due) for item in recap.items}


def in_word() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=6, cols=4)
    for row, texts in zip(table.rows[1:], (HEAD, *ROWS, ("", "", "20 March", "Open")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 3)).text = "Actions of this meeting"
    table.cell(3, 1).merge(table.cell(4, 1)).text = "Ben"
    table.cell(5, 0).merge(table.cell(5, 1)).text = "Send invites (Cy)"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_html() -> bytes:
    cells = ["".join(f"<td>{text}</td>" for text in row if text) for row in ROWS]
    cells[1] = cells[1].replace("<td>Ben", "<td rowspan='2'>Ben")
    last = "<td colspan=2>Send invites (Cy)</td><td>20 March</td><td>Open</td>"
    head = "".join(f"<th>{title}</th>" for title in HEAD)
    rows = ["<th colspan='4'>Actions of this meeting</th>", head, *cells, last]
    return f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></body></html>".encode()


def in_excel() -> bytes:
    rows = (("Actions of this meeting",), HEAD, *ROWS, ("Send invites", "Cy", "20 March", "Open"))
    body = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCD"[at]}{number}" t="inlineStr"><is><t>{words}</t></is></c>'
            for at, words in enumerate(row)
            if words
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    merged = '<mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="B4:B5"/></mergeCells>'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name="Log" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{merged}</worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(in_word(), "log.docx", id="Word"),
        pytest.param(in_html(), "log.html", id="HTML"),
        pytest.param(in_excel(), "log.xlsx", id="Excel"),
    ],
)
def test_columns_and_names_of_merged_cells(data: bytes, name: str) -> None:
    assert plan(from_bytes(data, name, ReadOptions(date=date(2026, 3, 4)))) == PLAN


def test_long_text_of_a_merged_cell_stands_once() -> None:
    long = "We spoke of the roof of the old hall, which leaks in three places, and of who might mend it."
    page = f"<table><tr><th>Item</th><th>Action</th><th>Who</th></tr><tr><td rowspan=2>{long}</td>"
    page += "<td>Get a quote</td><td>Ana</td></tr><tr><td>Ring the builder</td><td>Ben</td></tr></table>"
    recap = from_bytes(f"<html><body>{page}</body></html>".encode(), "a.html", ReadOptions(date=date(2026, 3, 4)))
    assert {(item.task, item.owners) for item in recap.items} == {
        ("Get a quote", ("Ana",)),
        ("Ring the builder", ("Ben",)),
    }


@pytest.mark.parametrize("span", ["0", "-3", "999999999999999999999", "x", "²", "", "1.5"])
def test_hostile_spans_are_bounded(span: str) -> None:
    page = f"<table><tr><th>Action</th><th>Who</th></tr><tr><td colspan='{span}' rowspan='{span}'>Pay</td>"
    page += f"<td rowspan='{span}'>Ana</td></tr>{'<tr><td>Call the bank</td></tr>' * 3}</table>"
    recap = from_bytes(f"<html><body>{page}</body></html>".encode(), "a.html", ReadOptions())
    assert len(recap.doubts) < 50
