"""Write one marking of internal words in each of eight formats of notes, and judge what a client gets to see of it.

A marking is one line of text, its parts separated by "|": "# Internal" is a heading, "- ..." a list entry, "-- ..." an
entry below it, "= ..." a line or a turn, "+ ..." an entry that is public again. Rows of a table are separated by "|~|".
"{S}" stands for the sentence that is to be kept from the client, "{T}" for its task.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile
from collections.abc import Callable, Sequence
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from extractor import pipeline, readers
from extractor.model import Action, Person, Recap, RenderOptions
from extractor.output.plan_json import write_plan
from extractor.output.redaction import for_client, suspicions
from extractor.output.render import render

SENTENCE = "Bob will lower zebrafee to 4200 by Friday"
TASK = "Lower zebrafee to 4200"
SECRETS = ("zebrafee", "4200")
TITLE = "Call with Acme"
DAY = "2026-03-04"
PEOPLE = "Ana Lopez, Bob Stone, Dana (Acme)"
FIRST = "Ana will send the proposal by Friday."
PUBLIC_TASK = "Send the proposal"
FORMATS = ("md", "txt", "html", "docx", "vtt", "chat", "eml", "xlsx")
# What a cell says in a row that anyone may see; "yes" in the other columns.
OPEN_ANSWERS = {
    "Confidential": "",
    "Audience": "all",
    "Visibility": "public",
    "Internal/External": "External",
    "Sensitivity": "low",
    "Notes": "",
    "Who may see this": "everyone",
    "Classification": "public",
    "Internal?": "no",
    "Intern": "nein",
    "Vertraulich": "",
    "Class": "C1",
    "Confidentiality level": "low",
    "Verteiler": "alle",
    "Seen by": "all",
    "Restricted to": "all",
    "Group": "all",
    "TLP": "CLEAR",
    "Weitergabe": "ja",
    "Int/Ext": "Ext",
    "Client-visible": "yes",
    "Comment": "",
    "Remark": "",
    "Kunde sieht es": "ja",
}


class Piece(NamedTuple):
    """A part of a marking: its sign ("#", "-", "--", "=", "+" or "|" for a row) and its words."""

    sign: str
    words: str
    cells: tuple[str, ...] = ()


def pieces_of(marking: str) -> list[Piece]:
    """Return the parts of a marking, with the sentence or the task in the place of "{S}" and "{T}"."""
    marking = marking.replace("{{", "\0").replace("}}", "\1").replace("{S}", SENTENCE).replace("{T}", TASK)
    marking = marking.replace("\0", "{").replace("\1", "}")
    if marking.startswith("| "):
        rows = [row.strip().strip("|").split("|") for row in marking.split("|~|")]
        first, *others = (tuple(cell.strip() for cell in row) for row in rows)
        return [
            Piece("|", "", row) for row in (first, (PUBLIC_TASK, "Ana", OPEN_ANSWERS.get(first[-1], "yes")), *others)
        ]
    pieces = []
    for part in marking.split("|"):
        sign, _, words = part.partition(" ")
        pieces.append(Piece("#" if sign.startswith("#") else sign, words, (sign,)))
    return pieces


def document(marking: str, format: str) -> tuple[bytes, str] | None:
    """Return the notes with the marking and their file name; None where the format cannot hold it."""
    pieces = [Piece("-", FIRST), *pieces_of(marking)]
    if any(piece.sign == "|" for piece in pieces) and format in ("vtt", "chat"):
        return None
    made: str | bytes = _WRITERS[format](pieces)
    return (made if isinstance(made, bytes) else made.encode()), f"notes.{'txt' if format == 'chat' else format}"


def _markdown(pieces: list[Piece]) -> str:
    lines = [f"# {TITLE}", "", f"Date: {DAY}", f"Attendees: {PEOPLE}", ""]
    last = ""
    for piece in pieces:
        if piece.sign == "|":
            if last != "|":
                lines += ["", "| " + " | ".join(piece.cells) + " |", "|" + "---|" * len(piece.cells)]
            else:
                lines.append("| " + " | ".join(piece.cells) + " |")
        elif piece.sign == "#":
            lines += ["", f"#{piece.cells[0] if piece.cells else '#'} {piece.words}", ""]
        elif piece.sign == "=":
            lines += ["", piece.words, ""]
        else:
            lines.append(("  - " if piece.sign == "--" else "- ") + piece.words)
        last = piece.sign
    return "\n".join(lines) + "\n"


def _text(pieces: list[Piece]) -> str:
    lines = [TITLE, "", f"Date: {DAY}", f"Present: {PEOPLE}", ""]
    last = ""
    for piece in pieces:
        if piece.sign == "|":
            lines += [*([""] if last != "|" else []), "\t".join(piece.cells)]
        elif piece.sign == "#":
            lines += ["", piece.words.upper(), ""]
        elif piece.sign == "=":
            lines += ["", piece.words, ""]
        else:
            lines.append(("   * " if piece.sign == "--" else "* ") + piece.words)
        last = piece.sign
    return "\n".join(lines) + "\n"


def _html(pieces: list[Piece]) -> str:
    parts = [f"<html><body><h1>{TITLE}</h1><p>Date: {DAY}</p><p>Attendees: {PEOPLE}</p>"]
    tag = ""
    for piece in pieces:
        wanted = {"-": "ul", "--": "ul", "+": "ul", "|": "table"}.get(piece.sign, "")
        words = html.escape(piece.words)
        if wanted != tag:
            parts += [f"</{tag}>" if tag else "", f"<{wanted}>" if wanted else ""]
        if piece.sign == "|":
            cell = "th" if tag != "table" else "td"
            parts.append("<tr>" + "".join(f"<{cell}>{html.escape(text)}</{cell}>" for text in piece.cells) + "</tr>")
        elif piece.sign == "#":
            level = len(piece.cells[0]) + 1
            parts.append(f"<h{level}>{words}</h{level}>")
        elif piece.sign == "=":
            parts.append(f"<p>{words}</p>")
        elif piece.sign == "--":
            parts.append(f"<ul><li>{words}</li></ul>")
        else:
            parts.append(f"<li>{words}</li>")
        tag = wanted
    return "\n".join(part for part in [*parts, f"</{tag}>" if tag else "", "</body></html>"] if part)


def _docx(pieces: list[Piece]) -> bytes:
    """Return a document of Word with no more styles than it uses: python-docx takes long to write its own."""
    body = [_paragraph("Heading1", TITLE), _paragraph("", f"Date: {DAY}"), _paragraph("", f"Attendees: {PEOPLE}")]
    rows: list[str] = []
    for piece in pieces:
        if piece.sign == "|":
            cells = "".join(f"<w:tc>{_paragraph('', text)}</w:tc>" for text in piece.cells)
            rows.append(f"<w:tr>{cells}</w:tr>")
        elif piece.sign == "#":
            body.append(_paragraph(f"Heading{len(piece.cells[0]) + 1}", piece.words))
        else:
            body.append(_paragraph({"=": "", "--": "ListBullet2"}.get(piece.sign, "ListBullet"), piece.words))
    table = f"<w:tbl>{''.join(rows)}</w:tbl>" if rows else ""
    names = {"ListBullet": "List Bullet", "ListBullet2": "List Bullet 2"}
    names |= {f"Heading{level}": f"heading {level}" for level in range(1, 5)}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style>' for id, name in names.items()
    )
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return _package(
        {"/word/document.xml": f"{content}.document.main+xml", "/word/styles.xml": f"{content}.styles+xml"},
        {
            "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{"".join(body)}{table}</w:body></w:document>',
            "word/_rels/document.xml.rels": _relations(styles="styles.xml"),
            "word/styles.xml": f'<w:styles xmlns:w="{main}">{styles}</w:styles>',
        },
        "word/document.xml",
    )


def _paragraph(style: str, words: str) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{html.escape(words)}</w:t></w:r></w:p>'


def _speaker(piece: Piece) -> str:
    return "Bob Stone" if SECRETS[0] in piece.words else "Ana Lopez"


def _said(piece: Piece) -> str:
    """Return a part as its speaker says it."""
    words = f"{piece.words}." if piece.sign == "#" else piece.words
    for name, speaker in (("Bob", "Bob Stone"), ("Ana", "Ana Lopez")):
        if _speaker(piece) == speaker:
            words = words.replace(f"{name} will", "I will")
    return words


def _captions(pieces: list[Piece]) -> str:
    cues = ["WEBVTT", ""]
    for number, piece in enumerate([Piece("=", "Hello Dana, welcome."), *pieces]):
        cues += [
            f"00:{number:02}:00.000 --> 00:{number:02}:20.000",
            f"<v {_speaker(piece)}>{html.escape(_said(piece))}",
        ]
        cues.append("")
    return "\n".join(cues)


def _chat(pieces: list[Piece]) -> str:
    lines = []
    for number, piece in enumerate([Piece("=", "Hello Dana, welcome."), *pieces]):
        lines.append(f"[04/03/2026, 10:{number:02}:00] {_speaker(piece)}: {_said(piece)}")
    return "\n".join(lines) + "\n"


def _mail(pieces: list[Piece]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Ana Lopez <ana@example.org>"
    message["To"] = "Bob Stone <bob@example.org>"
    message["Subject"] = TITLE
    message["Date"] = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
    message.set_content(_text(pieces))
    return message.as_bytes()


def _sheet(pieces: list[Piece]) -> bytes:
    rows: list[tuple[str, ...]] = []
    has_table = any(piece.sign == "|" for piece in pieces)
    if has_table:
        rows = [piece.cells for piece in pieces if piece.sign == "|"]
    else:
        rows = [("Action", "Owner"), *((piece.words, "") for piece in pieces)]

    def column(index: int) -> str:
        return "ABCDEFG"[index]

    body = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column(at)}{number}" t="inlineStr"><is><t>{html.escape(text)}</t></is></c>'
            for at, text in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _package(
        {"/xl/workbook.xml": f"{content}.sheet.main+xml", "/xl/worksheets/sheet1.xml": f"{content}.worksheet+xml"},
        {
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="Actions" '
            'sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations(worksheet="worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
        },
        "xl/workbook.xml",
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _package(types: dict[str, str], parts: dict[str, str], first: str) -> bytes:
    """Return a package of Office Open XML: the types of its parts, the parts, and the one to begin with."""
    overrides = "".join(f'<Override PartName="{name}" ContentType="{type}"/>' for name, type in types.items())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": _relations(officeDocument=first),
        **parts,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return stream.getvalue()


def _relations(**targets: str) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{type}" Target="{target}"/>'
        for number, (type, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


_WRITERS: dict[str, Callable[[list[Piece]], str | bytes]] = {
    "md": _markdown,
    "txt": _text,
    "html": _html,
    "docx": _docx,
    "vtt": _captions,
    "chat": _chat,
    "eml": _mail,
    "xlsx": _sheet,
}


def texts_of(draft: str) -> str:
    """Return the headers and all parts of a draft as one text."""
    message = message_from_string(draft, policy=SMTP)
    parts = [str(part.get_content()) for part in message.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


ADDRESSES = (Person("Ana Lopez", email="ana@example.org"), Person("Bob Stone", email="bob@example.org"))
# Every way in which a client's document is made of a recap: (format, reader, calendar attached).
DOCUMENTS = (
    ("text", None, False),
    ("html", None, False),
    ("eml", None, True),
    ("eml", "Ana Lopez", True),
    ("eml", "Bob Stone", True),
    ("csv", None, False),
    ("ics", None, False),
)


# A draft holds the subject, the mail as text and as HTML, and the calendar.
FEW_DOCUMENTS = (("eml", None, True), ("csv", None, False))


class Marking(NamedTuple):
    """A marking: what it is ("tag or sign"), its text, and what becomes of it in each format, by the first letter."""

    kind: str
    text: str
    verdicts: str


LIST = Path(__file__).with_name("markings.txt")


def markings() -> list[Marking]:
    """Return the markings of markings.txt."""
    lines = (line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [Marking(*line.split("\t")) for line in lines]


def letter(verdict: str | None) -> str:
    """Return a verdict as markings.txt has it: "h" for held, "-" where a format cannot hold the marking."""
    return verdict[0] if verdict else "-"


def client_texts(recap: Recap, documents: Sequence[tuple[str, str | None, bool]] = DOCUMENTS) -> str:
    """Return all that a client gets to read of a recap: mail as text, HTML and draft, attachment, list, calendar."""
    texts = []
    for format, reader, attach in documents:
        options = RenderOptions(
            audience="client",
            reader=reader,
            attach_ics=attach,
            sender=Person("Sam Teller"),
            address_book=ADDRESSES,
        )
        made = render(recap, format, options)
        texts.append(texts_of(made) if format == "eml" else made)
    return "\n".join(texts)


def page_across_notes(recap: Recap, folder: Path) -> str:
    """Return index.html, as a batch for a client writes it of one note."""
    from extractor.ledger import dashboard, overview

    plan = write_plan(for_client(recap))
    gathered = overview.gather(folder, folder / "out", [(folder / "notes.md", {}, plan)])
    return dashboard.html_page(gathered, dt.date(2026, 3, 5))


OPTIONS = pipeline.read_options(date=dt.date(2026, 3, 4))


def verdict(marking: str, format: str, documents: Sequence[tuple[str, str | None, bool]] = DOCUMENTS) -> str | None:
    """Judge a marking in a format by what is in these documents: "held", "named" or "let through".

    "unread" if even the team does not get to see the task, so that nothing is shown; None where the format cannot
    hold the marking.
    """
    made = document(marking, format)
    if made is None:
        return None
    recap = pipeline.from_bytes(*made, OPTIONS)
    if not any(_tells(item.task) for item in (*recap.items, *recap.maybes)):
        return "unread"
    return _verdict(recap, client_texts(recap, documents))


def quick_verdict(marking: str, format: str) -> str | None:
    """Judge a marking as `verdict` does, by the plan that all documents are made from, and without writing them.

    Notes whose secret stands in private blocks alone are held: the plan has nothing else to take it from.
    """
    made = document(marking, format)
    if made is None:
        return None
    notes = readers.read_bytes(*made, OPTIONS)
    public = [word for block in notes.blocks if not block.private for word in (*block.words, block.speaker or "")]
    names = [notes.title or "", *(f"{person.name} {person.role} {person.form}" for person in notes.people)]
    if not _tells(" ".join(public + names)):
        return "held"
    recap = pipeline.make_recap(notes, OPTIONS)
    return _verdict(recap, write_plan(for_client(recap)))


def _verdict(recap: Recap, shown: str) -> str:
    if not _tells(shown):
        return "held"
    secret_lines = {item.line for item in leaking_items(recap)}
    named = "\n".join(suspicions(recap))
    is_named = all(f"line {line} " in named for line in secret_lines)
    return "named" if secret_lines and is_named else "let through"


def _tells(text: str) -> bool:
    """Whether a text holds the secret."""
    return any(secret in text.lower() for secret in SECRETS)


def leaking_items(recap: Recap) -> list[Action]:
    """Return the items that a client gets to see with words of the secret."""
    kept = [item for item in recap.items if not item.private and not item.ours]
    return [item for item in kept if _tells(item.task)]
