"""Notes made at random in every format: read within bounds or refused in one line, and nothing of theirs acts.

`make fuzz` runs 100,000 of them (FUZZ_NOTES); `make test` a few of each format, the same in every run. Each file of
tests/hostile is a note that once failed.
"""

# ruff: noqa: E501 - the words of the notes and the parts of documents are read as one line each

from __future__ import annotations

import csv
import io
import json
import os
import re
import warnings
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from xml.sax.saxutils import escape

import html5lib
import icalendar
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from places import ROOT

from extractor import pipeline
from extractor.common.limits import Limits, limited
from extractor.model import ReadOptions, Recap, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS
from extractor.output.open_questions import questions_text
from extractor.output.plan_json import read_plan, write_plan
from extractor.output.render import render

LIMITS = Limits(seconds=20, megabytes=400)  # for notes of some KB
RAW = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
TEMPLATE = (ROOT / "templates" / "recap.html.j2").read_text(encoding="utf-8")
TAGS = set(re.findall(r"<([a-z][a-z0-9]*)", TEMPLATE)) | {"html", "head", "body", "tbody"}
FORMATS = (
    "md",
    "txt",
    "vtt",
    "srt",
    "chat",
    "html",
    "eml",
    "mbox",
    "csv",
    "wiki",
    "org",
    "rtf",
    "enex",
    "slack",
    "plan",
)
PACKED = ("docx", "odt", "xlsx", "pdf")
NOTES = int(os.environ.get("FUZZ_NOTES", "0")) // len(FORMATS + PACKED) or 4

WORDS = st.sampled_from(
    [
        *(
            "Ana",
            "Bob Ray",
            "Kim",
            "@lee",
            "Dr. Ó Súilleabháin",
            "ANA",
            "all",
            "we",
            "I",
            "QA",
            "the chair",
            "N/A",
            "??",
        ),
        *("will send the deck", "to book the room", "should call Bob", "agreed to", "can you", "was asked to", "done"),
        *(
            "by Friday",
            "3/4",
            "2026-13-45",
            "next week",
            "EOD",
            "the 31st of June",
            "before the next meeting",
            "9" * 40,
        ),
        *("ACTION:", "TODO", "Decision:", "Open question:", "[internal]", "[ ]", "[x]", "- [ ]", "~~", "**", "__", "`"),
        *("Present:", "Attendees:", "Next meeting:", "Date: 3 March 2026", "Action items", "Agenda", "Confidential"),
        *(
            "<script>alert(1)</script>",
            "</td></tr>",
            "<!--",
            "-->",
            "<a href='javascript:x'>",
            "&lt;",
            "&#0;",
            "<b",
            "]]>",
        ),
        *("{{ 7 * 7 }}", "{% raw %}", "=HYPERLINK(1)", "+1", "@SUM(1)", "\r\nBcc: x@example.org", "=?utf-8?B?PGI+?="),
        *(
            "\x1b[31m",
            "\x00",
            "\u202e",
            "\ufeff",
            "\x85",
            "\u2028",
            "\x9b",
            "e\u0301" * 20,
            "漢字",
            "😀",
            "ﷺ",
            "\ud83d",
        ),
        *(
            "[x](javascript:alert(1))",
            "| a | b |",
            "---",
            "===",
            "* * *",
            "> >",
            "::",
            "10:03",
            "(",
            "[[",
            "'",
            '"',
            "\\",
        ),
        *("END:VEVENT", "../../etc/passwd", "%s", "$(id)", "http://example.org/?a=b&c=d", "a@example.org", "<a@b.org>"),
    ]
)
LINE = st.lists(WORDS | st.text(max_size=12), max_size=8).map(" ".join)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "- ", "* ", "1. ", "# ", "## ", "> ", "    ", "\t", "- [ ] ", "| ", "Ana: "]), LINE
    ),
    max_size=12,
).map(lambda lines: [mark + words for mark, words in lines])
SPOKEN = st.lists(st.tuples(st.sampled_from(["Ana", "Bob Ray", "Kim", "[x]", ""]), LINE), max_size=8)


def text_of(format: str) -> st.SearchStrategy[bytes]:
    """Return a strategy for the bytes of notes in a format of text."""
    makers: dict[str, Callable[[list[str], list[tuple[str, str]]], str]] = {
        "md": lambda lines, spoken: "\n".join(lines),
        "txt": lambda lines, spoken: "\r\n".join([*(f"{who}: {words}" for who, words in spoken), *lines]),
        "vtt": lambda lines, spoken: "WEBVTT\n\n" + "\n\n".join(_cue(n, *turn) for n, turn in enumerate(spoken)),
        "srt": lambda lines, spoken: "\n\n".join(
            f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{words}" for n, (_, words) in enumerate(spoken)
        ),
        "chat": lambda lines, spoken: "\n".join(
            f"[03/04/2026, 10:0{n}:00] {who}: {words}" for n, (who, words) in enumerate(spoken)
        ),
        "html": lambda lines, spoken: (
            "<!DOCTYPE html><html><body><ul>"
            + "".join(f"<li>{line}" for line in lines)
            + "<table>"
            + "".join(f"<tr><td>{who}<td>{words}" for who, words in spoken)
        ),
        "eml": lambda lines, spoken: _mail(lines),
        "mbox": lambda lines, spoken: f"From x Mon Mar  2 10:00:00 2026\n{_mail(lines)}\n\nFrom y\n{_mail(lines[:2])}",
        "csv": lambda lines, spoken: _rows([["Action", "Owner", "Due"], *([words, who, ""] for who, words in spoken)]),
        "wiki": lambda lines, spoken: "== Notes ==\n" + "\n".join(f"* '''{who}''' {words}" for who, words in spoken),
        "org": lambda lines, spoken: "#+TITLE: x\n" + "\n".join(f"* TODO {line}" for line in lines),
        "rtf": lambda lines, spoken: "{\\rtf1\\ansi " + "\\par ".join(lines) + "}",
        "enex": lambda lines, spoken: (
            '<?xml version="1.0" encoding="UTF-8"?><en-export><note><title>x</title><content><![CDATA[<en-note>'
            + "".join(f"<div><en-todo/>{line}</div>" for line in lines)
            + "</en-note>]]></content></note></en-export>"
        ),
        "slack": lambda lines, spoken: json.dumps(
            [
                {"type": "message", "user": who, "text": words, "ts": f"17725{n}.0"}
                for n, (who, words) in enumerate(spoken)
            ]
        ),
        "plan": lambda lines, spoken: json.dumps(
            {
                "schema": 1,
                "meeting": {"title": " ".join(lines[:1]), "date": "2026-03-03"},
                "items": [
                    {"task": words or "x", "owners": [who], "line": n, "also": [[n, n]]}
                    for n, (who, words) in enumerate(spoken)
                ],
                "decisions": [{"text": line, "line": 1} for line in lines],
            }
        ),
    }
    made = st.builds(makers[format], LINES, SPOKEN)
    return made.map(lambda text: text.encode("utf-8", "surrogatepass"))


def _cue(number: int, who: str, words: str) -> str:
    return f"00:00:0{number}.000 --> 00:00:0{number + 1}.000\n<v {who}>{words}"


def _mail(lines: list[str]) -> str:
    head = "From: Ana <ana@example.org>\nSubject: Plan\nMIME-Version: 1.0\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n" + "\n".join(lines)


def _rows(rows: list[list[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def packed(format: str) -> st.SearchStrategy[bytes]:
    """Return a strategy for the bytes of documents: whole ones, and such with some bytes or parts changed."""
    whole = st.builds({"docx": _docx, "odt": _odt, "xlsx": _xlsx, "pdf": _pdf}[format], LINES)
    place = st.integers(0, 4_000)
    return st.builds(_damaged, whole, st.lists(st.tuples(place, st.integers(0, 255)), max_size=3), st.booleans())


def _damaged(data: bytes, changes: list[tuple[int, int]], is_cut: bool) -> bytes:
    changed = bytearray(data)
    for place, value in changes:
        if place < len(changed):
            changed[place] = value
    return bytes(changed[: len(changed) // 2] if is_cut and changes else changed)


def _letters(words: str) -> str:
    """Return words as text of XML 1.0."""
    return escape(re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd]", "", words))


def _zip(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _docx(lines: list[str]) -> bytes:
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{_letters(line[:2])}"/></w:numPr></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{_letters(line)}</w:t></w:r></w:p>'
        for line in lines
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>',
        }
    )


def _odt(lines: list[str]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(
        f"<text:list><text:list-item><text:p>{_letters(x)}</text:p></text:list-item></text:list>" for x in lines
    )
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{space}:manifest:1.0"><m:file-entry m:full-path="/" '
            'm:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry m:full-path="content.xml" '
            'm:media-type="text/xml"/></m:manifest>',
            "content.xml": f'<o:document-content xmlns:o="{space}:office:1.0" xmlns:text="{space}:text:1.0"><o:body>'
            f"<o:text>{body}</o:text></o:body></o:document-content>",
        }
    )


def _xlsx(lines: list[str]) -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{_letters(x)}</t></is></c><c r="B{n}"><v>{n}e{n * 40}</v></c></row>'
        for n, x in enumerate(["Action", *lines], 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="x" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def _pdf(lines: list[str]) -> bytes:
    words = " ".join(lines).encode("latin-1", "replace").replace(b"\\", b"").replace(b"(", b"").replace(b")", b"")
    stream = b"BT /F1 12 Tf 72 720 Td (" + words + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF"


def read_or_refused(data: bytes, source: str) -> Recap | None:
    """Read notes within the limits; None if they are refused, in one line that a terminal can show."""
    try:
        with limited(LIMITS):
            return pipeline.from_bytes(data, source, ReadOptions())
    except RecapError as error:
        assert not RAW.search(str(error)) and "\n" not in str(error)
        return None


def check(recap: Recap) -> None:
    """Write every document, and read it with a second parser: nothing of the notes acts in it."""
    with limited(LIMITS):
        documents = {output.name: render(recap, output.name) for output in OUTPUTS}
        client = render(recap, "html", RenderOptions(audience="client", attach_ics=True))
    for document in (*documents.values(), questions_text(recap), client):
        assert not RAW.search(document.replace("\r\n", "\n")) and "\r" not in document.replace("\r\n", "\n")
        document.encode("utf-8")
    for page in (documents["html"], client):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert {str(element.tag) for element in tree.iter() if isinstance(element.tag, str)} <= TAGS
        for element in tree.iter():
            assert not [name for name in element.attrib if name.lower().startswith("on") or name == "src"]
            assert re.match(r"(?:https?:|mailto:|#|$)", element.attrib.get("href", ""), re.I)
    rows = list(csv.reader(io.StringIO(documents["csv"], newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [value for row in rows for value in row if re.match(r"\s*[=+\-@]", value)]
    assert read_plan(documents["json"].encode(), "plan.json") == read_plan(write_plan(recap).encode(), "plan.json")
    message = message_from_bytes(documents["eml"].encode("ascii"), policy=SMTP)
    assert not [part.defects for part in message.walk() if part.defects]
    assert message["Bcc"] is None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = icalendar.Calendar.from_ical(documents["ics"])
    assert {part.name for part in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VALARM"}
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(documents["md"])
    marks = {child.type for token in tokens for child in token.children or ()}
    assert marks <= {"text", "text_special", "strong_open", "strong_close"}


def name_of(format: str) -> str:
    """Return the name of a file of notes in a format."""
    endings = {"chat": "txt", "slack": "json", "plan": "json"}
    return f"2026-03-03 notes.{endings.get(format, format)}"


# A few notes are not worth the time that it takes to make a failing one smaller: `make fuzz` does so.
PHASES = tuple(Phase) if os.environ.get("FUZZ_NOTES") else (Phase.generate,)
SETTINGS = settings(max_examples=NOTES, phases=PHASES, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS + PACKED)
def test_notes_made_at_random(format: str) -> None:
    @SETTINGS
    @given(text_of(format) if format in FORMATS else packed(format))
    def run(data: bytes) -> None:
        recap = read_or_refused(data, name_of(format))
        if recap is not None:
            check(recap)

    run()


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "hostile").iterdir()), ids=lambda path: path.name)
def test_note_that_once_failed(path: Path) -> None:
    recap = read_or_refused(path.read_bytes(), path.name)
    if recap is not None:
        check(recap)
