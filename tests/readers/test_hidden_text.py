"""What a document does not show: comments, invisible, struck and deleted words never reach a client."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from extractor.model import Block, RenderOptions
from extractor.output.render import render
from extractor.pipeline import make_recap, read_options
from extractor.readers import read_bytes, read_text

OPTIONS = read_options()


def public_text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks if not block.private)


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        pytest.param("- Ana will call <!-- zebrafee --> Dana", "Ana will call Dana", id="HTML comment"),
        pytest.param("- Ana will call %%zebrafee%% Dana", "Ana will call Dana", id="comment of Obsidian"),
        pytest.param("- Ana will call {>>zebrafee<<} Dana", "Ana will call Dana", id="comment of CriticMarkup"),
        pytest.param("- Ana will call {--zebrafee--} Dana", "Ana will call Dana", id="deletion of CriticMarkup"),
        pytest.param("[//]: # (zebrafee)\n\n- Ana will call Dana", "Ana will call Dana", id="comment as a reference"),
        pytest.param("{# zebrafee #}\n- Ana will call Dana", "Ana will call Dana", id="comment of a template"),
        pytest.param("#+begin_comment\nzebrafee\n#+end_comment\n- Ana will call Dana", "call Dana", id="Org"),
        pytest.param("- Ana will call <span style='display:none'>zebrafee</span> Dana", "call Dana", id="hidden span"),
        pytest.param("- Ana will call <font color='white'>zebrafee</font> Dana", "call Dana", id="white font"),
        pytest.param(
            "<div hidden>\n- zebrafee\n</div>\n\n- Ana will call Dana", "Ana will call Dana", id="hidden part"
        ),
        pytest.param("::: internal\n- zebrafee\n:::\n\n- Ana will call Dana", "Ana will call Dana", id="container"),
        pytest.param(
            "<details>\n<summary>Internal</summary>\n\n- zebrafee\n\n</details>\n\n- Ana will call Dana",
            "Ana will call Dana",
            id="folded",
        ),
        pytest.param("<div class='internal'>\n- zebrafee\n</div>\n\n- Ana will call Dana", "call Dana", id="class"),
        pytest.param(
            "- zebrafee <!-- internal -->\n- Ana will call Dana", "Ana will call Dana", id="mark in a comment"
        ),
        pytest.param(
            "<!-- internal -->\n- zebrafee\n\n<!-- end internal -->\n\n- Ana will call Dana",
            "Ana will call Dana",
            id="marks in comments",
        ),
        pytest.param("- <internal>zebrafee</internal>\n- Ana will call Dana", "Ana will call Dana", id="tag"),
        pytest.param("- ~~zebrafee~~\n- Ana will call Dana", "Ana will call Dana", id="struck through"),
        pytest.param("- <del>zebrafee</del>\n- Ana will call Dana", "Ana will call Dana", id="deleted"),
    ],
)
def test_markdown_shows_the_public_words_only(hidden: str, shown: str) -> None:
    text = public_text(read_text(hidden + "\n").blocks)
    assert "zebrafee" not in text
    assert shown in text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- up by 50 %% and by 20 %% more", id="per cent"),
        pytest.param("<html><p style='color:#fff;background:#123'>up</p></html>", id="white on a ground"),
        pytest.param("<html><div bgcolor='#123'><p style='color:white'>up</p></div></html>", id="ground of its part"),
    ],
)
def test_shown_words_stay(text: str) -> None:
    assert any(word in public_text(read_text(text + "\n").blocks) for word in ("more", "up"))


def page_with(element: str) -> str:
    style = "<style>.quiet, [data-gone=1] { display: none } .gone { text-decoration: line-through }</style>"
    shown = "<li>Ana will call Dana</li>"
    return f"<html><head>{style}</head><body><ul>{shown}<li>{element}</li></ul><p>Ben is there</p></body></html>"


@pytest.mark.parametrize(
    "element",
    [
        "<span style='display: none'>zebrafee</span>",
        "<span style='visibility:hidden'>zebrafee</span>",
        "<span style='font-size:0'>zebrafee</span>",
        "<b style='color: #FFFFFF'>zebrafee</b>",
        "<span hidden>zebrafee <span>4200</span></span>",
        "<div class='quiet'>zebrafee</div>",
        "<s>zebrafee</s>",
        "<!-- zebrafee -->",
        "<span class='sr-only'>zebrafee</span>",
        "<span style='position:absolute; left:-9999px'>zebrafee</span>",
        "<span style='height:0; overflow:hidden'>zebrafee</span>",
        "<span style='background:#000; color:#000'>zebrafee</span>",
        "<span style='background-color:black; color:#000000'>zebrafee</span>",
        "<span style='color: rgb(255 255 255)'>zebrafee</span>",
        "<span style='color: hsl(0, 0%, 100%)'>zebrafee</span>",
        "<span style='color:rgba(0,0,0,0)'>zebrafee</span>",
        "<span style='color:#fefefe'>zebrafee</span>",
        "<span style='opacity:0%'>zebrafee</span>",
        "<span style='overflow:hidden; width:0'>zebrafee</span>",
        "<span style='transform:scale(0)'>zebrafee</span>",
        "<span style='content-visibility:hidden'>zebrafee</span>",
        "<dialog><p>zebrafee</p></dialog>",
        "<svg><desc>zebrafee</desc></svg>",
        "<table bgcolor='#000000'><tr><td><font color='#000000'>zebrafee</font></td><td>x</td></tr></table>",
        "<div style='background:#000'><span style='color:black'>zebrafee</span></div>",
        "<p style='font:0/0 a'>zebrafee</p>",
        "<p style='text-decoration:line-through'>zebrafee</p>",
        "<font style='text-decoration-line: line-through'>zebrafee</font>",
        "<div style='text-decoration:line-through'><p>zebrafee <b>4200</b></p></div>",
        "<del><p>zebrafee</p></del>",
        "<p class='gone'>zebrafee</p>",
        "<p data-gone='1'>zebrafee</p>",
        "<div style='mso-element:comment'><p>zebrafee</p></div>",
        "<details><summary>Internal</summary><p>zebrafee</p></details>",
        "<table><tr><th>Task</th><th>Who</th></tr><tr style='visibility:collapse'><td>zebrafee</td></tr></table>",
        "<table><tr><th>Task</th><th>Who</th></tr>"
        "<tr style='text-decoration:line-through'><td>zebrafee</td><td>Bob</td></tr></table>",
        "<p class='internal'>zebrafee <b>4200</b></p>",
        "<p data-audience='internal'>zebrafee</p>",
        "zebrafee <!-- internal -->",
        "<table><tr><th>Task</th><th>Who</th></tr><tr class='internal'><td>zebrafee</td><td>Bob</td></tr></table>",
    ],
)
def test_page_shows_the_public_words_only(element: str) -> None:
    text = public_text(read_text(page_with(element)).blocks)
    assert "zebrafee" not in text
    assert "4200" not in text
    assert "Ana will call Dana" in text
    assert "Ben is there" in text


def test_style_sheet_at_the_end_of_a_page_counts() -> None:
    body = "<p>Ana will call Dana</p><p class='x'>zebrafee</p><style>.x { display: none }</style>"
    text = public_text(read_text(f"<html><body>{body}</body></html>").blocks)
    assert "zebrafee" not in text
    assert "Ana will call Dana" in text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("#+TITLE: Call\n* Actions\n- Call Dana\n- +zebrafee for Ben+\n# zebrafee\n", "notes.org"),
        ("h1. Call\n\n* Call Dana\n* -zebrafee for Ben-\n", "notes.textile"),
        ("= Call\n\n* Call Dana\n* [.line-through]#zebrafee#\n// zebrafee\n\n////\nzebrafee\n////\n", "notes.adoc"),
    ],
)
def test_other_markups_strike_and_comment_in_their_ways(text: str, name: str) -> None:
    shown = public_text(read_bytes(text.encode(), name).blocks)
    assert "Call Dana" in shown
    assert "zebrafee" not in shown


@pytest.mark.parametrize(
    ("head", "is_shown"),
    [
        ("Subject: [Internal] Call with Acme", False),
        ("Subject: Re: Call with Acme (not for the client)", False),
        ("Subject: Internal audit with Acme", True),
        ("Subject: Call with Acme\nSensitivity: Company-Confidential", False),
        ("Subject: Call with Acme\nX-Classification: Internal", False),
        ("Subject: Call with Acme\nmsip_labels: MSIP_Label_1_Enabled=true;MSIP_Label_1_Name=Internal;", False),
        ("Subject: Call with Acme\nX-Classification: Public", True),
    ],
)
def test_head_of_a_mail_may_keep_all_of_it_from_clients(head: str, *, is_shown: bool) -> None:
    mail = f"From: Ana <ana@example.org>\nMessage-ID: <1@example.org>\n{head}\n\n- Ana will call Dana\n".encode()
    notes = read_bytes(mail, "notes.eml")
    assert ("call Dana" in public_text(notes.blocks)) is is_shown
    assert ("title" in notes.private) is not is_shown
    released = read_bytes(mail, "notes.eml", read_options(release=((1, 99),)))
    assert "call Dana" in public_text(released.blocks)


def test_paragraph_without_an_end_tag_hides_no_other() -> None:
    text = public_text(read_text("<html><body><p style='display:none'>zebrafee<p>Ana will call Dana</p></body>").blocks)
    assert "zebrafee" not in text
    assert "Ana will call Dana" in text


@pytest.mark.parametrize("sign", ["~", "~~"])
def test_words_between_tildes_are_struck(sign: str) -> None:
    text = public_text(read_text(f"- {sign}zebrafee for Ben{sign}\n- Ana will call ~5 people, ~10 at most\n").blocks)
    assert text == "Ana will call ~5 people, ~10 at most"


@pytest.mark.parametrize(
    "element",
    [
        "<span style='display:none'>Lower zebrafee</span>",
        "<s>Lower zebrafee</s>",
        "<p style='color:white'>Lower zebrafee</p>",
        "<!-- Lower zebrafee -->",
    ],
)
def test_plain_part_of_a_mail_tells_nothing_that_its_page_hides(element: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ana <ana@example.org>", "Notes"
    message.set_content("Call Dana\n\nLower zebrafee\n")
    message.add_alternative(f"<html><body><p>Call Dana</p>{element}<p>Ben is there</p></body></html>", subtype="html")
    text = public_text(read_bytes(message.as_bytes(), "notes.eml").blocks)
    assert "zebrafee" not in text
    assert "Call Dana" in text


def test_plain_part_of_a_mail_is_read_where_its_page_hides_something_else() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ana <ana@example.org>", "Notes"
    message.set_content("Call Dana on the plain part\n")
    page = "<html><body><p style='display:none'>View online</p><p>Call Dana</p><!-- end --></body></html>"
    message.add_alternative(page, subtype="html")
    assert "plain part" in public_text(read_bytes(message.as_bytes(), "notes.eml").blocks)


def test_hidden_copy_of_a_mail_is_nobody_of_the_notes() -> None:
    head = "From: Bob\nDate: Tue, 3 Mar 2026\nSubject: minutes\nTo: Ana\nBcc: Zebrafee Miller <z@example.org>\n"
    own = "From: Ana <ana@example.org>\nTo: Cy <cy@example.org>\nBcc: Zebrafee <z@example.org>\nSubject: Fwd: minutes\n"
    passed = f"---------- Forwarded message ---------\n{head}\n- Call Dana\n"
    mail = f"{own}Message-ID: <1@example.org>\n\nFYI, minutes below\n\n{passed}"
    notes = read_bytes(mail.encode(), "notes.eml")
    assert "Call Dana" in public_text(notes.blocks)
    assert "zebrafee" not in f"{public_text(notes.blocks)} {notes.people}".lower()


TAKEN_BACK = [
    pytest.param({"text": [{"type": "strikethrough", "text": "zebrafee"}]}, id="struck part"),
    pytest.param({"text": ["call Dana ", {"type": "spoiler", "text": "zebrafee"}]}, id="covered part"),
    pytest.param({"text": "zebrafee", "text_entities": [{"type": "strikethrough", "text": "zebrafee"}]}, id="entity"),
    pytest.param({"text": "~zebrafee~"}, id="tildes"),
    pytest.param({"text": "||zebrafee||"}, id="covered"),
    pytest.param({"text": "zebrafee", "isDeleted": True}, id="deleted"),
    pytest.param({"text": "zebrafee", "deletedDateTime": "2026-03-04T10:00:00Z"}, id="deleted on a day"),
    pytest.param({"text": "zebrafee", "message_state": "DELETED"}, id="state"),
    pytest.param({"text": "zebrafee", "is_unsent": True}, id="unsent"),
    pytest.param({"text": "zebrafee", "is_ephemeral": True}, id="for one"),
    pytest.param({"body": {"contentType": "html", "content": "<p><s>zebrafee</s></p>"}}, id="struck HTML"),
    pytest.param({"body": {"contentType": "html", "content": "<p hidden>zebrafee</p>"}}, id="hidden HTML"),
]


@pytest.mark.parametrize("message", TAKEN_BACK)
def test_messages_that_were_taken_back_are_no_part_of_the_notes(message: dict[str, Any]) -> None:
    head = {"from": "Bob Stone", "date": "2026-03-04T10:01:00", "deleted": False, "deleted_at": None}
    others = [{**head, "text": "I will call Dana"}, {**head, "text": "Ben is there"}]
    text = public_text(read_text(json.dumps([others[0], {**head, **message}, others[1]])).blocks)
    assert "zebrafee" not in text
    assert "I will call Dana" in text
    assert "Ben is there" in text


@pytest.mark.parametrize(
    ("rule", "element", "is_shown"),
    [
        ("#note { display: none }", "<p id='note'>zebrafee</p>", False),
        (".aside p, .x { display: none }", "<div class='aside'><div><p>zebrafee</p></div></div>", False),
        (".aside > p { visibility: hidden }", "<div class='aside'><p>zebrafee</p></div>", False),
        ("p.faint { color: white }", "<p class='faint'>zebrafee</p>", False),
        (".aside p { display: none }", "<div class='aside'></div><p>zebrafee</p>", True),
        (".aside * { display: none }", "<div class='aside'><p>zebrafee</p></div>", False),
        ("/* x */ .faint /* y */ { display: none }", "<p class='faint'>zebrafee</p>", False),
        (".faint:not(.x) { display: none }", "<p class='faint'>zebrafee</p>", False),
        ("p + p.faint { display: none }", "<p class='faint'>zebrafee</p>", False),
        (".aside p { text-decoration: line-through }", "<div class='aside'><p>zebrafee</p></div>", False),
        ("p:hover { display: none }", "<p>zebrafee</p>", True),
        ("p.faint { display: none }", "<div class='faint'>zebrafee</div>", True),
        ("body { background: #111 } .faint { color: white }", "<p class='faint'>zebrafee</p>", True),
        ("@media print { .faint { display: none } }", "<p class='faint'>zebrafee</p>", True),
    ],
)
def test_style_sheet_tells_which_words_of_a_page_are_shown(rule: str, element: str, is_shown: bool) -> None:
    page = f"<html><head><style>{rule}</style></head><body><p>Ana will call Dana</p>{element}</body></html>"
    text = public_text(read_text(page).blocks)
    assert ("zebrafee" in text) is is_shown
    assert "Ana will call Dana" in text


def _vanished(run: Any) -> None:
    run.font.hidden = True


def _white(run: Any) -> None:
    run.font.color.rgb = RGBColor(255, 255, 255)


def _struck(run: Any) -> None:
    run.font.strike = True


def _blacked_out(run: Any) -> None:
    run.font.highlight_color = WD_COLOR_INDEX.BLACK


def _tiny(run: Any) -> None:
    run.font.size = Pt(1)


def _narrow(run: Any) -> None:
    width = OxmlElement("w:w")
    width.set(qn("w:val"), "1")
    run._r.get_or_add_rPr().append(width)


def _white_on_white(run: Any) -> None:
    _white(run)
    run.font.highlight_color = WD_COLOR_INDEX.WHITE


def _hidden_by_base(run: Any) -> None:
    styles = run.part.document.styles
    base = styles.add_style("Base", WD_STYLE_TYPE.CHARACTER)
    base.font.hidden = True
    style = styles.add_style("Based", WD_STYLE_TYPE.CHARACTER)
    style.base_style = base
    run.style = style


def _struck_by_style(run: Any) -> None:
    style = run.part.document.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER)
    style.font.strike = True
    run.style = style


def _white_by_paragraph(run: Any) -> None:
    style = run.part.document.styles.add_style("Faint", WD_STYLE_TYPE.PARAGRAPH)
    style.font.color.rgb = RGBColor(255, 255, 255)
    run._parent.style = style


def _deleted(run: Any) -> None:
    deletion = OxmlElement("w:del")
    run._r.addprevious(deletion)
    deletion.append(run._r)


@pytest.mark.parametrize(
    "change",
    [
        _vanished,
        _white,
        _blacked_out,
        _tiny,
        _narrow,
        _struck,
        _deleted,
        _white_on_white,
        _hidden_by_base,
        _struck_by_style,
        _white_by_paragraph,
    ],
    ids=lambda change: change.__name__[1:],
)
def test_word_document_shows_the_public_words_only(change: Callable[[Any], None]) -> None:
    document = Document()
    document.add_paragraph("Ana will call Dana", style="List Bullet")
    change(document.add_paragraph(style="List Bullet").add_run("Bob will lower zebrafee"))
    text = public_text(read_bytes(saved(document), "notes.docx").blocks)
    assert "zebrafee" not in text
    assert "Ana will call Dana" in text


@pytest.mark.parametrize(
    "field",
    ["visibility: internal", "confidential: yes", "tags: [internal]", "audience: team", "title: Call (internal)"],
)
def test_notes_whose_front_matter_is_internal_are_private(field: str) -> None:
    assert public_text(read_text(f"---\n{field}\n---\n- Bob will lower zebrafee\n").blocks) == ""


@pytest.mark.parametrize("field", ["visibility: public", "confidential: no", "tags: [budget]", "audience: everyone"])
def test_notes_whose_front_matter_is_open_are_public(field: str) -> None:
    assert "zebrafee" in public_text(read_text(f"---\n{field}\n---\n- Bob will lower zebrafee\n").blocks)


def test_white_words_on_a_ground_are_shown() -> None:
    document = Document()
    run = document.add_paragraph().add_run("Bob will call Dana")
    _white(run)
    shading = OxmlElement("w:shd")
    shading.set(qn("w:fill"), "1F3864")
    run._r.get_or_add_rPr().append(shading)
    assert "Bob will call Dana" in public_text(read_bytes(saved(document), "notes.docx").blocks)


def test_flat_rows_and_struck_headers_of_word_are_no_part_of_the_notes() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].add_run("Present: Zebrafee Miller").font.strike = True
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("Action", "Owner"), ("Call Dana", "Ana"), ("zebrafee", "Bob")), strict=True):
        row.cells[0].text, row.cells[1].text = texts
    table.rows[2].height, table.rows[2].height_rule = Pt(1), WD_ROW_HEIGHT_RULE.EXACTLY
    notes = read_bytes(saved(document), "notes.docx")
    assert "zebrafee" not in f"{public_text(notes.blocks)} {notes.people}".lower()
    assert "Call Dana" in public_text(notes.blocks)


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_partly_struck_words_are_no_words_of_the_client() -> None:
    notes = read_text("- Ana will send the ~~zebrafee~~ offer by Friday.\n- Bob will call Dana by Friday.\n")
    document = render(make_recap(notes, OPTIONS), "text", RenderOptions(audience="client"))
    assert "zebrafee" not in document
    assert "Call Dana" in document


def workbook(rows: str, *, columns: str = "", sheet: str = "", styles: str = "") -> bytes:
    """Return an Excel workbook with these rows as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    names = [("Actions", ""), *([("Hidden", ' state="hidden"')] if sheet else [])]
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{content}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{at}"{state} r:id="rId{at}"/>' for at, (name, state) in enumerate(names, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="rId{at}" Type="{office}/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at in range(1, len(names) + 1)
        )
        + f'<Relationship Id="rId9" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}">{columns}'
        f"<sheetData>{rows}</sheetData></worksheet>",
        "xl/styles.xml": f'{head}<styleSheet xmlns="{main}">{styles}</styleSheet>',
    }
    if sheet:
        parts["xl/worksheets/sheet2.xml"] = (
            f'{head}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def row(number: int, *texts: str, attributes: str = "", style: str = "") -> str:
    cells = "".join(
        f'<c r="{"ABC"[at]}{number}" t="inlineStr"{style}><is><t>{text}</t></is></c>' for at, text in enumerate(texts)
    )
    return f'<row r="{number}"{attributes}>{cells}</row>'


HEAD = row(1, "Action", "Owner") + row(2, "Call Dana", "Ana")
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><strike/><sz val="11"/></font><font><color rgb="FFFFFFFF"/></font>'
    '<font><color indexed="9"/></font><font><color theme="4"/></font><font><sz val="1"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="0"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills>'
    '<cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/>'
    '<xf fontId="3" fillId="0"/><xf fontId="2" fillId="1"/><xf fontId="4" fillId="2"/><xf fontId="0" fillId="3"/>'
    '<xf fontId="5" fillId="0"/><xf fontId="0" fillId="0" numFmtId="170"/><xf fontId="2" fillId="3"/></cellXfs>'
)
UNSEEN_STYLES = {
    3: "white of the palette",
    4: "white on white of the theme",
    5: "a colour on itself",
    6: "black on black",
    7: "tiny letters",
    8: "a format that shows nothing",
}


def rich(number: int, runs: str) -> str:
    """Return a row of Excel whose first cell has runs of text."""
    cell = f'<c r="A{number}" t="inlineStr"><is>{runs}</is></c>'
    return f'<row r="{number}">{cell}<c r="B{number}" t="inlineStr"><is><t>Bob</t></is></c></row>'


STRUCK_RUN = "<r><rPr><strike/></rPr><t>zebrafee for Ben</t></r>"
WHITE_RUN = '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>zebrafee</t></r>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(workbook(HEAD + row(3, "zebrafee", "Bob", attributes=' hidden="1"')), id="hidden row"),
        pytest.param(workbook(HEAD + row(3, "zebrafee", "Bob", style=' s="1"'), styles=STYLES), id="struck row"),
        pytest.param(workbook(HEAD + row(3, "zebrafee", "Bob", style=' s="2"'), styles=STYLES), id="white row"),
        pytest.param(workbook(HEAD, sheet=row(1, "Action", "Owner") + row(2, "zebrafee", "Bob")), id="hidden sheet"),
        *(
            pytest.param(workbook(HEAD + row(3, "zebrafee", "Bob", style=f' s="{at}"'), styles=STYLES), id=name)
            for at, name in UNSEEN_STYLES.items()
        ),
        pytest.param(workbook(HEAD + row(3, "zebrafee", "Bob", attributes=' ht="0.75"')), id="flat row"),
        pytest.param(workbook(HEAD + rich(3, f"{WHITE_RUN}<r><t> and Ben</t></r>")), id="white piece"),
        pytest.param(
            workbook(
                row(1, "Action", "Owner", "Note") + row(2, "Call Dana", "Ana", "zebrafee"),
                columns='<cols><col min="3" max="3" width="0" customWidth="1"/></cols>',
            ),
            id="narrow column",
        ),
        pytest.param(
            workbook(
                row(1, "Action", "Owner", "Note") + row(2, "Call Dana", "Ana", "zebrafee"),
                columns='<cols><col min="3" max="3" hidden="1"/></cols>',
            ),
            id="hidden column",
        ),
    ],
)
def test_sheet_shows_the_public_cells_only(data: bytes) -> None:
    text = public_text(read_bytes(data, "actions.xlsx").blocks)
    assert "zebrafee" not in text
    assert "Call Dana" in text


def test_white_words_on_black_cells_are_shown() -> None:
    data = workbook(HEAD + row(3, "Order cups", "Bob", style=' s="9"'), styles=STYLES)
    assert "Order cups" in public_text(read_bytes(data, "actions.xlsx").blocks)


def test_words_beside_a_struck_piece_of_a_cell_stay() -> None:
    rows = rich(3, f"<r><t>Order cups </t></r>{STRUCK_RUN}") + rich(4, STRUCK_RUN)
    notes = read_bytes(workbook(HEAD + rows), "actions.xlsx")
    (block,) = [block for block in notes.blocks if "Order cups" in block.text]
    assert [block.text[start:end] for start, end in block.struck] == ["zebrafee for Ben"]
    document = render(make_recap(notes, OPTIONS), "text", RenderOptions(audience="client"))
    assert "Call Dana" in document
    assert "zebrafee" not in document


def opened(body: str, styles: str, kind: str) -> bytes:
    """Return an OpenDocument file with this content as XML."""
    prefixes = ("office", "text", "table", "style")
    names = " ".join(f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in prefixes)
    names += " xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body>"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", f"<office:document-content {names}>{content}</office:document-content>")
        entries = (("/", f"application/vnd.oasis.opendocument.{kind}"), ("content.xml", "text/xml"))
        files = "".join(f"<m:file-entry m:full-path='{path}' m:media-type='{type}'/>" for path, type in entries)
        archive.writestr("META-INF/manifest.xml", f"<m:manifest xmlns:m='{manifest}'>{files}</m:manifest>")
    return stream.getvalue()


def cells(*texts: str, attributes: str = "", style: str = "") -> str:
    inner = "".join(
        f"<table:table-cell office:value-type='string'{style}><text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row{attributes}>{inner}</table:table-row>"


SHOWN_ROWS = cells("Action", "Owner") + cells("Call Dana", "Ana")
IN_STYLE = " table:style-name='x'"


@pytest.mark.parametrize(
    ("rows", "properties"),
    [
        pytest.param(cells("zebrafee", "Bob", attributes=" table:visibility='collapse'"), "", id="hidden row"),
        pytest.param(cells("zebrafee", "Bob", attributes=" table:visibility='filter'"), "", id="filtered row"),
        pytest.param(
            f"<table:table-row-group table:display='false'>{cells('zebrafee', 'Bob')}</table:table-row-group>",
            "",
            id="closed group",
        ),
        pytest.param(cells("zebrafee", "Bob", style=IN_STYLE), "fo:color='#ffffff'", id="white"),
        pytest.param(cells("zebrafee", "Bob", style=IN_STYLE), "style:text-line-through-style='solid'", id="struck"),
        pytest.param(cells("zebrafee", "Bob", style=IN_STYLE), "text:display='none'", id="hidden words"),
        pytest.param(
            cells("<text:span text:style-name='x'>zebrafee</text:span>", "Bob"),
            "style:text-line-through-style='solid'",
            id="struck piece",
        ),
    ],
)
def test_open_document_sheet_shows_the_public_cells_only(rows: str, properties: str) -> None:
    style = f"<style:style style:name='x' style:family='table-cell'><style:text-properties {properties}/></style:style>"
    table = f"<table:table table:name='Actions'>{SHOWN_ROWS}{rows}{cells('Order cups', 'Ben')}</table:table>"
    data = opened(f"<office:spreadsheet>{table}</office:spreadsheet>", style, "spreadsheet")
    notes = read_bytes(data, "actions.ods")
    text = public_text(notes.blocks)
    assert "Call Dana" in text
    assert "Order cups" in text
    assert "zebrafee" not in render(make_recap(notes, OPTIONS), "text", RenderOptions(audience="client"))


@pytest.mark.parametrize(
    "properties",
    ["fo:color='#000000' fo:background-color='#000000'", "style:opacity='0%'", "fo:font-weight='bold'"],
    ids=["black on black", "clear", "by the style it is based on"],
)
def test_styles_of_open_document_text_hide_words(properties: str) -> None:
    base = (
        "<style:style style:name='base' style:family='text'><style:text-properties text:display='none'/></style:style>"
    )
    parent = " style:parent-style-name='base'" if "bold" in properties else ""
    style = (
        f"<style:style style:name='x' style:family='text'{parent}><style:text-properties {properties}/></style:style>"
    )
    body = "<text:p>Call Dana<text:span text:style-name='x'>zebrafee</text:span></text:p>"
    text = public_text(read_bytes(opened(f"<office:text>{body}</office:text>", base + style, "text"), "n.odt").blocks)
    assert text == "Call Dana"


def test_comment_of_word_is_for_the_team_only() -> None:
    from extractor.readers.formats.docx import read_docx

    document = Document()
    paragraph = document.add_paragraph("Ana will call Dana")
    document.add_comment(paragraph.runs, text="zebrafee is too low", author="Bob", initials="B")
    (comment,) = [one for one in read_docx(saved(document), "notes.docx").statements if one.speaker]
    assert comment.private


def test_open_document_shows_the_public_words_only() -> None:
    from odf.opendocument import OpenDocumentText
    from odf.style import Style, TextProperties
    from odf.text import HiddenParagraph, P, Section, Span

    document = OpenDocumentText()
    tiny = Style(name="Tiny", family="text")
    tiny.addElement(TextProperties(fontsize="1pt"))
    document.automaticstyles.addElement(tiny)
    document.text.addElement(P(text="Ana will call Dana"))
    section = Section(name="ours", display="none")
    section.addElement(P(text="zebrafee of the section"))
    document.text.addElement(section)
    paragraph = P(text="zebrafee of the paragraph")
    paragraph.addElement(HiddenParagraph(condition="ooow:1", ishidden="true"))
    document.text.addElement(paragraph)
    paragraph = P()
    paragraph.addElement(Span(stylename=tiny, text="zebrafee in tiny letters"))
    document.text.addElement(paragraph)
    document.text.addElement(P(text="Bob will book the room"))
    stream = io.BytesIO()
    document.write(stream)
    text = public_text(read_bytes(stream.getvalue(), "notes.odt").blocks)
    assert "zebrafee" not in text
    assert "Ana will call Dana" in text
    assert "Bob will book the room" in text
