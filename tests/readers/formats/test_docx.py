"""Word documents: their text by paragraph; harmful and damaged ones are refused in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from extractor import readers
from extractor.model import Kind, Notes, ReadOptions, RecapError
from extractor.readers.archives import MAX_UNPACKED
from extractor.readers.formats.docx import is_docx


class Outline(NamedTuple):
    """A block as a test compares it; `line` is the number of the paragraph."""

    kind: Kind
    text: str
    line: int
    depth: int = 0


def saved(fill: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The document with one part put in or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def notes_document(document: Document) -> None:
    document.add_heading("Budget call", 1)
    document.add_paragraph("2026-03-04")
    document.add_paragraph("")
    document.add_heading("Actions", 2)
    document.add_paragraph("Ana to send the budget", style="List Bullet")
    document.add_paragraph("and the annex", style="List Bullet 2")
    document.add_paragraph("☒ Lee to call the bank")
    words = document.add_paragraph("We met ")
    words.add_run("Ana will").bold = True
    words.add_run(" gone").font.strike = True
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Who", "Task", "Lee", "Book it"], strict=True):
        cell.text = text


def read(data: bytes) -> Notes:
    return readers.read_bytes(data, "notes.docx")


def test_paragraphs_lists_boxes_and_tables_are_read() -> None:
    notes = read(saved(notes_document))
    assert [Outline(block.kind, block.text, block.line, block.depth) for block in notes.blocks] == [
        Outline(Kind.HEADING, "Budget call", line=1, depth=1),
        Outline(Kind.PARAGRAPH, "2026-03-04", line=2),
        Outline(Kind.HEADING, "Actions", line=4, depth=2),
        Outline(Kind.BULLET, "Ana to send the budget", line=5),
        Outline(Kind.BULLET, "and the annex", line=6, depth=1),
        Outline(Kind.BOX, "Lee to call the bank", line=7),
        Outline(Kind.PARAGRAPH, "We met Ana will gone", line=8),
        Outline(Kind.ROW, "Lee | Book it", line=10),
    ]
    assert [cell.column for cell in notes.blocks[-1].cells] == ["Who", "Task"]
    assert notes.blocks[5].checked is True
    assert notes.blocks[4].parent == 3
    ((start, end),) = notes.blocks[6].strong
    assert notes.blocks[6].text[start:end] == "Ana will"
    ((start, end),) = notes.blocks[6].struck
    assert notes.blocks[6].text[start:end].strip() == "gone"
    assert str(notes.date) == "2026-03-04"


def test_transcript_in_word_is_read_as_turns_with_paragraph_numbers() -> None:
    def fill(document: Document) -> None:
        for _ in range(3):
            document.add_paragraph("Ana Ruiz   0:14\nWho writes it up?")
            document.add_paragraph("Lee Wong   0:19\nI will do that.")

    turns = [block for block in read(saved(fill)).blocks if block.kind is Kind.TURN]
    assert [(turn.speaker, turn.text) for turn in turns[:2]] == [
        ("Ana Ruiz", "Who writes it up?"),
        ("Lee Wong", "I will do that."),
    ]
    assert [(turn.line, turn.at) for turn in turns[:2]] == [(1, "00:00:14"), (2, "00:00:19")]


def test_deleted_words_are_not_read() -> None:
    data = saved(lambda document: document.add_paragraph("Ana will send it"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    tracked = b'<w:del w:id="1" w:author="x"><w:r><w:delText>Lee will call</w:delText></w:r></w:del>'
    changed = with_part(data, "word/document.xml", xml.replace(b"<w:r><w:t>Ana", tracked + b"<w:r><w:t>Ana"))
    assert [block.text for block in read(changed).blocks] == ["Ana will send it"]


def test_empty_document_gives_a_doubt() -> None:
    notes = read(saved(lambda document: None))
    assert not notes.blocks
    assert [doubt.message for doubt in notes.doubts] == [
        "the Word document holds no text; check that it is the right file"
    ]


PLAIN = saved(lambda document: document.add_paragraph("Ana will send it"))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r>
</w:p></w:body></w:document>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(with_part(PLAIN, "word/media/x.bin", bytes(MAX_UNPACKED + 1)), "unpacks to more", id="zip bomb"),
        pytest.param(with_part(PLAIN, "word/document.xml", BOMB), "declares entities", id="entity bomb"),
        pytest.param(
            with_part(PLAIN, "word/styles.xml", BOMB.decode().replace('<?xml version="1.0"?>', "").encode("utf-16")),
            "declares entities",
            id="entity bomb in UTF-16",
        ),
        pytest.param(with_part(PLAIN, "word/document.xml", b"<w:document"), "damaged", id="no XML"),
        pytest.param(with_part(PLAIN, "[Content_Types].xml", b"<Types/>"), "damaged", id="no types"),
        pytest.param(PLAIN[: len(PLAIN) // 2], "damaged", id="cut"),
    ],
)
def test_harmful_or_damaged_document_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(RecapError, match=words) as refused:
        read(data)
    assert "notes.docx" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_document_with_a_password_is_refused() -> None:
    locked = bytearray(PLAIN)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := locked.find(signature, start)) >= 0:
            locked[start + flags] |= 1
            start += 4
    with pytest.raises(RecapError, match=r"notes\.docx is locked with a password; save it without one"):
        read(bytes(locked))


def test_macros_are_ignored() -> None:
    data = with_part(PLAIN, "word/vbaProject.bin", b"\xcc\x61 Auto_Open Shell")
    assert [block.text for block in read(data).blocks] == ["Ana will send it"]


def test_other_zip_archive_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x.txt", "x")
    assert not is_docx(stream.getvalue())
    with pytest.raises(RecapError, match="zip archive"):
        readers.read_bytes(stream.getvalue(), "x.zip")


def test_text_is_refused_with_docx_as_input_format() -> None:
    with pytest.raises(RecapError, match="is not a docx document; leave out --input-format"):
        readers.read_bytes(b"Ana will send it", "x.txt", ReadOptions(input_format="docx"))


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
def test_document_with_a_changed_byte_is_read_or_refused_in_one_line(at: int, value: int) -> None:
    spoilt = bytes([*PLAIN[:at], value, *PLAIN[at + 1 :]])
    try:
        readers.read_bytes(spoilt, "x.docx")
    except RecapError as refused:
        assert "\n" not in str(refused)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice>'
    "<w:txbxContent><w:p><w:r><w:t>Ana to ask the head</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Ana to ask the head</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def text_of(fill: Callable[[Document], object]) -> str:
    notes = read(saved(fill))
    return "\n".join(f"{block.speaker}: {block.text}" if block.speaker else block.text for block in notes.blocks)


def hidden(document: Document) -> None:
    document.add_paragraph("We met on the bridge.")
    document.add_paragraph().add_run("Ana to fire the caretaker").font.hidden = True
    half = document.add_paragraph("Lee to call the bank")
    half.add_run(", and to sue them").font.hidden = True
    style = document.styles.add_style("Secret", WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    document.add_paragraph("Kim to dig the grave", style="Secret").add_run(" soon").font.hidden = None
    document.add_paragraph("", style="Secret").add_run("Kim to wave").font.hidden = False
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Sell the crown", "Bo"
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:del {W}/>"))
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Work", "Name"
    cell = table.rows[1].cells
    cell[0].text = "Paint the shed"
    cell[1].paragraphs[0].add_run("Mo").font.hidden = True
    document.sections[0].header.paragraphs[0].add_run("Board of secrets").font.hidden = True


def test_hidden_and_deleted_text_is_not_read() -> None:
    assert text_of(hidden).splitlines() == [
        "We met on the bridge.",
        "Lee to call the bank",
        "Kim to wave",
        "Paint the shed",
    ]


def test_header_and_footer_stand_above_the_body_without_numbers_of_pages() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Lee to call the bank")
        section = document.add_section()
        for part, words in ((document.sections[0].header, "Minutes, 3 March 2026"), (section.footer, "Page 2 of 3")):
            part.paragraphs[0].text = words
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "Minutes, 3 March 2026"

    notes = read(saved(fill))
    assert [(block.text, block.line) for block in notes.blocks] == [
        ("Minutes, 3 March 2026", 1),
        ("Lee to call the bank", 1),
    ]
    assert notes.date == date(2026, 3, 3)


def test_text_box_stands_once_behind_its_paragraph() -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Lee to call the bank")._p.append(parse_xml(BOX))
        document.add_paragraph("Kim to wave")

    notes = read(saved(fill))
    assert [(block.text, block.line) for block in notes.blocks] == [
        ("Lee to call the bank", 1),
        ("Ana to ask the head", 1),
        ("Kim to wave", 2),
    ]


def commented(document: Document) -> None:
    price = document.add_paragraph("The hall costs 40 pounds.")
    document.add_comment(price.runs[0], "Ben to check the price", author="Ana Lopez")
    gone = document.add_paragraph("Nothing.")
    gone.runs[0].font.hidden = True
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Item", "Notes"
    cell = table.rows[1].cells[0]
    cell.text = "Shed"
    document.add_comment(cell.paragraphs[0].runs[0], "Paint it?", author="")


def test_comment_is_said_by_its_author_behind_its_paragraph_or_row() -> None:
    assert text_of(commented).splitlines() == [
        "The hall costs 40 pounds.",
        "Ana Lopez: Ben to check the price",
        "Shed",
        "Comment: Paint it?",
    ]


@pytest.mark.parametrize("part", ["word/comments.xml"])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<w:comments", id="cut"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", id="entities"),
    ],
)
def test_broken_comments_are_refused_in_one_line(part: str, content: bytes) -> None:
    with pytest.raises(RecapError, match=r"notes\.docx"):
        read(with_part(saved(commented), part, content))
