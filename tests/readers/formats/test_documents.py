"""Documents of office programs, mail and note programs: what is read, cut anywhere, and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from textwrap import dedent
from typing import NamedTuple

import pytest

from extractor.model import Kind, Notes, ReadOptions, RecapError
from extractor.pipeline import from_bytes
from extractor.readers import read_bytes


def odt() -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import H, List, ListItem, P

    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Allotment committee"))
    document.text.addElement(P(text="Date: 3 March 2026"))
    entries = List()
    for words in ("Ben to order the compost by 13 March", "☑ Ana to pay the invoice"):
        entry = ListItem()
        entry.addElement(P(text=words))
        entries.addElement(entry)
    document.text.addElement(entries)
    table = Table()
    for cells in (("Action", "Owner", "By when"), ("Send the plant list", "Carla", "10 March")):
        row = TableRow()
        for words in cells:
            cell = TableCell()
            cell.addElement(P(text=words))
            row.addElement(cell)
        table.addElement(row)
    document.text.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


ROWS = (("Action", "Owner", "Due", "Status"), ("Order the compost", "Ben", "13 March 2026", "open"))


def xlsx(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """A workbook with one sheet whose cells are inline strings."""
    body = "".join(
        f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{words}</t></is></c>' for words in row) + "</row>"
        for number, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Log" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return stream.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines of text; none for a page that is a picture."""
    words = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 11 Tf 72 720 Td {words}ET".encode("latin-1") if lines else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )


RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Helvetica;}}\b Allotment committee\b0\par
Date: 3 March 2026\par
{\pntext\f1\'B7\tab}Ben to order the compost by 13 March\par
{\v Ana to raise the rent\v0}\par
}"""
MAIL = (
    dedent(
        """\
        From: Ana Lopez <ana@example.org>
        To: Ben Carter <ben@example.org>
        Subject: Re: =?UTF-8?Q?Minutes_of_Tuesday=E2=80=99s_meeting?=
        Date: Tue, 3 Mar 2026 09:12:00 +0000
        MIME-Version: 1.0
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: quoted-printable

        What we agreed:

        - Ben to order the compost by 13 March for the caf=C3=A9 by the ga=
        te
        - I will ask the head for the hall

        Ana

        On 2 Mar 2026, at 10:00, Ben Carter <ben@example.org> wrote:
        > Ana, can you send me the agenda by tonight?

        --=20
        Ana Lopez, Secretary
        """
    )
    .replace("\n", "\r\n")
    .encode()
)
MBOX = (
    b"From ana@example.org Mon Mar  2 09:00:00 2026\n"
    + MAIL.replace(b"\r\n", b"\n")
    .replace(b"Tue, 3 Mar", b"Mon, 2 Mar")
    .replace(b"order the compost", b"count the pots")
    + b"\nFrom ana@example.org Tue Mar  3 09:12:00 2026\n"
    + MAIL.replace(b"\r\n", b"\n")
)
ENEX = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export><note><title>Allotment committee</title><created>20260303T190200Z</created><content><![CDATA[<?xml
version="1.0"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note><div><en-todo
checked="false"/>Ben to order the compost by 13 March</div><div><en-todo checked="true"/>Ana to pay the
invoice</div></en-note>]]></content></note></en-export>"""
CSV = b"Action;Owner;Due;Status\r\nOrder the compost;Ben;13 March 2026;open\r\nPay the invoice;Ana;;closed\r\n"


class File(NamedTuple):
    """A file, and what one of its actions must be."""

    name: str
    data: Callable[[], bytes]
    task: str = "order the compost"
    owners: tuple[str, ...] = ("Ben",)


FILES = (
    File("minutes.odt", odt),
    File("log.xlsx", xlsx),
    File("log.csv", lambda: CSV),
    File("minutes.rtf", lambda: RTF),
    File("minutes.pdf", lambda: pdf("Date: 3 March 2026", "- Ben to order the compost by 13 March")),
    File("minutes.eml", lambda: MAIL, owners=("Ben Carter",)),
    File("box.mbox", lambda: MBOX, owners=("Ben Carter",)),
    File("note.enex", lambda: ENEX),
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_action_of_each_format_is_found(file: File) -> None:
    recap = from_bytes(file.data(), file.name, ReadOptions(date=date(2026, 3, 3)))
    found = [item for item in recap.items if file.task in item.task.casefold()]
    assert [(item.owners, item.due) for item in found] == [(file.owners, date(2026, 3, 13))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_file_cut_anywhere_is_read_or_refused_in_one_line(file: File) -> None:
    whole = file.data()
    for end in range(0, len(whole), max(1, len(whole) // 25)):
        try:
            read_bytes(whole[:end], file.name)
        except RecapError as error:
            assert "\n" not in str(error)
            assert file.name in str(error)


@pytest.mark.parametrize("file", FILES[:2], ids=lambda file: file.name)
def test_archive_cut_anywhere_is_called_damaged_with_what_to_do(file: File) -> None:
    data = file.data()
    for end in range(30, len(data) - 30, max(1, len(data) // 12)):
        with pytest.raises(RecapError, match=r"is a damaged .*; export it from its program again, or copy it again"):
            read_bytes(data[:end], file.name)


def test_rtf_that_ends_in_the_middle_is_read_with_a_doubt() -> None:
    found = notes(RTF[: RTF.index(b"{\\v") + 8], "minutes.rtf")
    assert any("order the compost" in block.text for block in found.blocks)
    assert any("ends in the middle" in doubt.message for doubt in found.doubts)


def notes(data: bytes, name: str) -> Notes:
    return read_bytes(data, name)


def test_writer_of_a_mail_is_the_speaker_and_its_day_the_meeting() -> None:
    recap = from_bytes(MAIL, "minutes.eml", ReadOptions())
    assert recap.date == date(2026, 3, 3)
    assert recap.title == "Minutes of Tuesday’s meeting"
    assert [(item.owners, item.task) for item in recap.items if "hall" in item.task] == [
        (("Ana Lopez",), "ask the head for the hall")
    ]


def test_quoted_mail_and_signature_are_left_out() -> None:
    words = " ".join(block.text for block in notes(MAIL, "minutes.eml").blocks)
    assert "agenda" not in words
    assert "Secretary" not in words
    assert "café by the gate" in words


def test_newest_message_of_a_mailbox_is_the_notes() -> None:
    words = " ".join(block.text for block in notes(MBOX, "box.mbox").blocks)
    assert "order the compost" in words
    assert "count the pots" not in words


def test_mail_without_text_is_refused() -> None:
    head = b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nxx"
    with pytest.raises(RecapError, match=r"x\.eml is a mail without text"):
        read_bytes(head, "x.eml")


def test_note_that_starts_like_a_mail_is_text() -> None:
    found = notes(b"From: Ana\nDate: 3 March 2026\n\nBen will order it.\n", "n.md")
    assert any("Ben will order it" in block.text for block in found.blocks)


def pdf_of_columns(*rows: tuple[str, ...], before: str = "") -> bytes:
    """A PDF of one page whose words stand in columns of 120 points."""
    words = "".join("".join(f"({cell}) Tj 120 0 Td " for cell in row) + f"{-120 * len(row)} -14 Td " for row in rows)
    return pdf("").replace(b"() Tj 0 -14 Td ", before.encode() + words.encode())


def test_columns_of_a_pdf_are_those_of_its_table() -> None:
    table = (
        ("Ref", "Action", "Owner", "Due"),
        ("1", "Replace the lamp", "Liv Berg", "22 June"),
        ("2", "Order life rings", "Hari Das", "TBC"),
    )
    found = [block.cells for block in notes(pdf_of_columns(*table), "log.pdf").blocks if block.cells]
    assert [tuple((cell.column, cell.text) for cell in row) for row in found] == [
        tuple(zip(table[0], row, strict=True)) for row in table[1:]
    ]
    hidden = pdf_of_columns(*table, before="1 g (Sell the pier) Tj 0 g ")
    assert not any("pier" in block.text for block in notes(hidden, "log.pdf").blocks)


def test_boxes_of_the_lists_of_evernote_are_ticked_or_not() -> None:
    entries = "".join(
        f'<li style="--en-checked:{state};"><div>{words}</div></li>'
        for state, words in (("false", "Mo to wash it"), ("true", "Ana to pay it"))
    )
    data = ENEX.replace(b"<en-note>", f'<en-note><ul style="--en-todo:true;">{entries}</ul>'.encode())
    assert [block.checked for block in notes(data, "note.enex").blocks if block.kind is Kind.BOX][:2] == [False, True]


def test_scan_is_refused() -> None:
    with pytest.raises(RecapError, match=r"scan\.pdf has no text, it is a scan"):
        read_bytes(pdf(), "scan.pdf")


def test_hidden_text_of_rtf_is_left_out() -> None:
    assert not any("rent" in block.text for block in notes(RTF, "minutes.rtf").blocks)


def test_open_document_keeps_lists_boxes_and_columns() -> None:
    blocks = notes(odt(), "minutes.odt").blocks
    assert [(block.kind, block.checked) for block in blocks if block.kind is Kind.BOX] == [(Kind.BOX, True)]
    (row,) = [block for block in blocks if block.kind is Kind.ROW and "plant" in block.text]
    assert [(cell.column, cell.text) for cell in row.cells] == [
        ("Action", "Send the plant list"),
        ("Owner", "Carla"),
        ("By when", "10 March"),
    ]


@pytest.mark.parametrize("name", ["odt", "xlsx"])
def test_entities_and_bombs_are_refused(name: str) -> None:
    data = odt() if name == "odt" else xlsx()
    part = "content.xml" if name == "odt" else "xl/workbook.xml"
    for words in (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a>" + b" " * (50 * 1024 * 1024)):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info, words if info.filename == part else old.read(info.filename))
        with pytest.raises(RecapError, match=r"entities|unpacks to more"):
            read_bytes(stream.getvalue(), f"x.{name}")


def test_formula_and_markup_of_a_log_stay_words() -> None:
    rows = (ROWS[0], ("=cmd|' /C calc'!A0", "&lt;b&gt;Ben&lt;/b&gt;", "", "open"))
    texts = [cell.text for block in notes(xlsx(rows), "log.xlsx").blocks for cell in block.cells]
    assert "=cmd|' /C calc'!A0" in texts
    assert "<b>Ben</b>" in texts


def test_prose_with_commas_is_no_table() -> None:
    text = "Ana, Ben and Carla met, and talked\nThe task, due soon, is theirs, they said\n"
    assert not any(block.cells for block in notes(text.encode(), "n.txt").blocks)


def mail_to(*people: str) -> bytes:
    words = "* You'll send the contract over by Monday\n* I will ask legal\n* Mia is going to book the venue\n"
    head = f"From: Priya Shah <p@example.org>\nTo: {', '.join(people)}\nSubject: Today\nMessage-ID: <1@x>\n"
    return f"{head}Date: Thu, 5 Mar 2026 16:12:00 +0000\n\nHi,\n\n{words}".encode()


@pytest.mark.parametrize(
    ("people", "owners"),
    [
        pytest.param(["Tom Ode <t@example.org>", "Kim Lee <k@example.org>"], (), id="two people"),
        pytest.param(["Garden Committee <list@example.org>"], (), id="list"),
        pytest.param(["t@example.org"], (), id="address alone"),
        pytest.param(["Tom Ode <t@example.org>"], ("Tom Ode",), id="one person"),
    ],
)
def test_you_in_a_mail_is_its_only_reader(people: list[str], owners: tuple[str, ...]) -> None:
    items = from_bytes(mail_to(*people), "a.eml", ReadOptions()).items
    found = {item.task.split()[0]: item.owners for item in items}
    assert found == {"send": owners, "ask": ("Priya Shah",), "book": ("Mia",)}


@pytest.mark.parametrize(
    "head",
    [
        "Ref,Description,Assigned to,Target date,State",
        "No;What;Responsible officer;Completion;RAG",
        "Id,Task,Who,By when,Progress",
    ],
)
def test_log_of_actions_in_other_words_is_a_table(head: str) -> None:
    row = "A-1,Renew the domain,Ottilie Brandt,23 October 2026,Open"
    text = f"{head}\n{row.replace(',', ';') if ';' in head else row}\n"
    (found,) = from_bytes(text.encode(), "log.csv", ReadOptions()).items
    assert (found.task, found.owners, str(found.due)) == ("Renew the domain", ("Ottilie Brandt",), "2026-10-23")
