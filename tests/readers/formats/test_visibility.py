"""Words that a program does not show of Rich Text Format and PDF are no part of the notes."""

from __future__ import annotations

import pytest

from extractor.readers.formats.pdf import read_pdf
from extractor.readers.formats.rtf import read_rtf

RTF = r"{\rtf1\ansi{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green0\blue128;}{\fonttbl\f0 Arial;}"
SECRET = "lower the price"


def rtf(body: str) -> str:
    return read_rtf(f"{RTF}\\pard Ana to send it\\par {body}\\par}}".encode("latin-1"), "notes.rtf")[0]


def pdf(content: str, states: str = "") -> str:
    """Return the text of a PDF whose page has these operators behind a line of black text."""
    stream = f"BT /F1 11 Tf 72 720 Td (Ana to send it) Tj ET\n{content}".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
        + f"/ExtGState<<{states}>>>>>>".encode("latin-1"),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(objects, 1))
    return read_pdf(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF", "notes.pdf")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(r"{\v lower the price}", id="hidden group"),
        pytest.param(r"\v lower the price\v0", id="hidden run"),
        pytest.param(r"{\v lower {\b the} price}", id="hidden group with a group"),
        pytest.param(r"\cf2 lower the price\cf1", id="white"),
        pytest.param(r"{\cf2 lower {\b the} price}", id="white group"),
        pytest.param(r"{\deleted lower the price}", id="deleted"),
        pytest.param(r"{\*\annotation lower the price}", id="comment"),
        pytest.param(r"\pard\cbpat3 title\par\pard\cf2 lower the price", id="white behind a coloured paragraph"),
        pytest.param(
            r"\trowd\clcbpat3\cellx100\pard\intbl title\cell\row\pard\cf2 lower the price", id="white behind a table"
        ),
    ],
)
def test_words_that_rich_text_does_not_show_are_left_out(body: str) -> None:
    text = rtf(f"{body} and Bob to call")
    assert "Ana to send it" in text
    assert not {"lower", "the", "price"} & set(text.split())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(r"{\v0 lower the price}", id="not hidden"),
        pytest.param(r"{\cf3 lower the price}", id="blue"),
        pytest.param(r"{\cf2\highlight3 lower the price}", id="white on blue"),
        pytest.param(r"\pard\cbpat3\cf2 lower the price", id="white in a blue paragraph"),
        pytest.param(r"\trowd\clcbpat3\cellx100\pard\intbl{\cf2 lower the price}\cell\row", id="white in a blue cell"),
        pytest.param(r"\cf2\plain lower the price", id="plain again"),
        pytest.param(r"{\cf2 }lower the price", id="behind the group"),
    ],
)
def test_words_that_rich_text_shows_are_read(body: str) -> None:
    assert SECRET in rtf(body)


def test_struck_words_of_rich_text_are_marked() -> None:
    assert rtf(r"{\strike Ben to call}\par \strike one\strike0  two").split("\n")[1:3] == [
        "~~Ben to call~~",
        "~~one~~ two",
    ]


LINE = "BT /F1 11 Tf 72 700 Td (lower the price) Tj ET"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"1 g {LINE}", id="white in grey"),
        pytest.param(f"1 1 1 rg {LINE}", id="white in red, green and blue"),
        pytest.param(f"0 0 0 0 k {LINE}", id="white in the colours of printing"),
        pytest.param(f"/DeviceRGB cs 1 1 1 sc {LINE}", id="white of a colour space"),
        pytest.param(f"q 0 g Q 1 g {LINE}", id="white behind a saved state"),
        pytest.param("1 g BT /F1 11 Tf 72 700 Td [(lower) -250 (the price)] TJ ET", id="white, in parts"),
        pytest.param("1 g BT /F1 11 Tf 72 700 Td (lower the price) ' ET", id="white, on the next line"),
        pytest.param(f"3 Tr {LINE}", id="invisible"),
        pytest.param(f"/G0 gs {LINE}", id="transparent"),
        pytest.param(f"1 g 0 0 612 792 re f {LINE}", id="white on white"),
        pytest.param(f"0 0 1 rg 72 100 200 20 re f 1 g {LINE}", id="white beside a shape"),
    ],
)
def test_words_that_a_page_does_not_show_are_left_out(content: str) -> None:
    text = pdf(f"{content} 0 g 0 Tr /G1 gs BT /F1 11 Tf 72 650 Td (Bob to call) Tj ET", "/G0<</ca 0>>/G1<</ca 1>>")
    assert "Ana to send it" in text
    assert "Bob to call" in text
    assert not {"lower", "price"} & set(text.split())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(LINE, id="black"),
        pytest.param(f"q 1 g Q {LINE}", id="black again"),
        pytest.param(f"0 0 1 rg 60 690 300 30 re f 1 g {LINE}", id="white on a blue shape"),
        pytest.param(f"q 2 0 0 2 0 0 cm 30 345 150 15 re f Q 1 g {LINE}", id="white on a shape that was scaled"),
        pytest.param(f"0.9 g {LINE}", id="light grey"),
        pytest.param(f"/Pattern cs /P0 scn {LINE}", id="a pattern"),
        pytest.param(f"(x) Tr {LINE}", id="a damaged operator"),
    ],
)
def test_words_that_a_page_shows_are_read(content: str) -> None:
    assert SECRET in pdf(content)


def test_recognised_text_of_a_scan_is_read() -> None:
    words = "Ben to order the compost by 13 March and Ana to pay the invoice. " * 3
    picture = "q 612 0 0 792 0 0 cm /Im0 Do Q"
    assert "Ben to order" in pdf(f"{picture} 3 Tr BT /F1 11 Tf 72 600 Td ({words}) Tj ET")
    assert "Ben to order" not in pdf(f"3 Tr BT /F1 11 Tf 72 600 Td ({words}) Tj ET")
