"""Hostile notes: no format passes on what would act in it, and strict parsers accept every document.

Each of HOSTILE is put into every field of a recap that comes from notes; further down, whole notes are read.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import SMTP
from functools import partial
from pathlib import Path

import html5lib
import icalendar
import pytest
import vobject
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from places import call_id
from plans import HELD_ON, action

from extractor.cli.app import app
from extractor.cli.editor import as_text, from_text
from extractor.common import escaping
from extractor.common.files import file_name
from extractor.model import Doubt, Person, ReadOptions, Recap, RecapError, Remark, RenderOptions
from extractor.output.formats import OUTPUTS
from extractor.output.ics import events
from extractor.output.mail.address_book import read_people
from extractor.output.mail.body import html_email
from extractor.output.mail.draft import draft
from extractor.output.mail.view import subject
from extractor.output.open_questions import questions_text
from extractor.output.plan_json import read_plan, write_plan
from extractor.output.render import render

HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><h1>x",
    "</title></head><body onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- comment",
    "]]> <![CDATA[",
    "<style>*{display:none}</style>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg/onload=alert(1)>",
    "&lt;b&gt; &#60;i&#62; &amp;amp;",
    "{{ 7 * 7 }}",
    "{% include '/etc/passwd' %}",
    "{{ mail.__class__.__mro__ }}",
    "{# comment #}",
    "{{ ''.__class__ }}{% raw %}",
    "# line statement",
    "x\r\nBcc: eve@example.org",
    "x\nSubject: other\n\nbody",
    "=?utf-8?B?PGI+?=",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    '=HYPERLINK("http://example.org","x")',
    '",=1,"',
    "x\nEND:VEVENT\nBEGIN:VALARM",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<javascript:alert(1)>",
    "`code` **bold** _it_ ~~no~~",
    "| a | b |",
    "---",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31mred",
    "\x9d0;title\x9c",
    "\x1bP1$r\x1b\\",
    "bell\x07 back\x08\x08 del\x7f",
    "null\x00byte",
    "over\rwrite",
    "vertical\x0btab form\x0cfeed",
    "line\u2028separator para\u2029graph next\x85line",
    "\u202egnp.exe\u202c",
    "\u2066isolate\u2069 \u2067x\u2069",
    "\ufeffmark \ufffe \uffff",
    "lone \ud800 surrogate \udfff",
    "[bold red]rich[/bold red] [link=http://example.org]x[/link]",
    "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 漢字 עברית العربية",
    "Z" + "\u0300" * 500 + "algo",
    "../../etc/passwd",
    "..\\..\\windows",
    "CON",
    "%s %n {0} $(id) `id` ${HOME}",
    "x" * 10_000,
    "ab " * 4_000,
    "\u3000ideographic\u00a0space",
    " ",
)

# Characters that change what a terminal, a mail program or bidirectional text shows.
RAW = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
EACH = pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:24]))


def everywhere(words: str) -> Recap:
    """Return a recap that has the words in every field that comes from notes."""
    item = action(
        words,
        words,
        "Ana",
        line=3,
        due=date(2026, 3, 6),
        due_text=words,
        said=words,
        found_by=words,
        id=words,
        at=words,
    )
    return Recap(
        source=words,
        title=words,
        date=HELD_ON,
        attendees=(words, "Ana"),
        items=(item, action(words, line=5), action(words, words, line=6, done=True, due_text=words)),
        decisions=(Remark(words, 7, 7),),
        questions=(Remark(words, 8, 8, private=True),),
        maybes=(item,),
        doubts=(Doubt(9, words), Doubt(None, words, "owner")),
        people=(Person(words, (words,), True, words, words),),
    )


@EACH
@pytest.mark.parametrize(
    "write", [*(partial(render, format=output.name) for output in OUTPUTS), questions_text, subject], ids=call_id
)
def test_no_control_character_is_written(words: str, write: Callable[[Recap], str]) -> None:
    document = write(everywhere(words))
    assert not RAW.search(document.replace("\r\n", "\n"))
    assert "\r" not in document.replace("\r\n", "\n")
    document.encode("utf-8")


@EACH
def test_html_has_no_element_or_attribute_of_the_notes(words: str) -> None:
    document = html_email(everywhere(words))
    html5lib.HTMLParser(strict=True).parse(document)
    if words.strip():  # a blank title or deadline has no place of its own
        harmless = "plain words" if len(words) < 1000 else "plain words " * 900  # a page shows less of a long text
        assert shape(document) == shape(html_email(everywhere(harmless)))
    assert len(document.encode()) < 102_000


def shape(document: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the elements of a document in their order, with their attributes."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(document)
    return [(str(element.tag), tuple(sorted(element.attrib.items()))) for element in tree.iter()]


@EACH
def test_subject_is_one_header(words: str) -> None:
    made = subject(everywhere(words))
    assert len(made.splitlines()) == 1
    lines = render(everywhere(words), "text").splitlines()
    assert lines[0] == f"Subject: {made}"
    assert lines[1] == ""
    assert not [line for line in lines if line.startswith(("Bcc:", "Subject:")) and line != lines[0]]


@EACH
def test_csv_has_no_formula_or_row_of_the_notes(words: str) -> None:
    rows = list(csv.reader(io.StringIO(render(everywhere(words), "csv"), newline=""), strict=True))
    assert len(rows) == 4
    assert {len(row) for row in rows} == {15}
    assert not [value for row in rows for value in row if re.match(r"\s*[=+\-@＝＋－＠]", value)]


@EACH
def test_json_is_read_back_unchanged(words: str) -> None:
    made = everywhere(words)
    document = render(made, "json")
    assert json.loads(document)["items"][0]["task"] == words
    if words.strip():
        assert read_plan(document.encode(), "plan.json") == made


@EACH
def test_markup_of_notes_is_escaped_in_markdown(words: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(render(everywhere(words), "md"))
    blocks = {token.type for token in tokens if not token.type.endswith("_close")}
    assert blocks == {"heading_open", "bullet_list_open", "list_item_open", "paragraph_open", "inline"}
    assert sum(token.type == "heading_open" for token in tokens) == 4
    assert sum(token.type == "list_item_open" for token in tokens) == 5
    marks = {child.type for token in tokens for child in token.children or ()}
    assert marks <= {"text", "text_special", "strong_open", "strong_close"}


def test_template_syntax_in_notes_is_not_run() -> None:
    for format in ("text", "html"):
        document = render(everywhere("{{ 1234 * 4321 }} {% raw %}"), format)
        assert "5332114" not in document
        assert "{{ 1234 * 4321 }} {% raw %}" in document


@pytest.mark.slow
@given(st.text())
def test_printable_is_one_line_with_all_letters(words: str) -> None:
    shown = escaping.printable(words)
    assert not RAW.search(shown)
    assert len(shown.splitlines()) <= 1
    assert escaping.printable(shown) == shown
    assert [c for c in words if c.isalnum()] == [c for c in shown if c.isalnum()]


def run(*arguments: str, notes: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=notes, prog_name="recap")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@EACH
def test_notes_of_hostile_words_are_read_without_traceback(words: str) -> None:
    """Notes from standard input, as a table, which is printed to the terminal unchanged."""
    try:
        notes = f"# Sync {words}\n\nAttendees: Ana, {words}\n\n- ACTION: Ana to send {words} by Friday\n".encode()
    except UnicodeEncodeError:  # a lone surrogate cannot be encoded as UTF-8
        notes = f"# Sync {words}\n\n- ACTION: Ana to send {words} by Friday\n".encode("utf-8", "surrogatepass")
    result = run("items", "--date", "2026-03-04", notes=notes)
    assert result.exit_code in (0, 1), result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not RAW.search(result.stdout + result.stderr)


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n\t\r\n", id="blank"),
        pytest.param(b"\x00" * 1000, id="nulls"),
        pytest.param(bytes(range(256)) * 20, id="every byte"),
        pytest.param(b"%PDF-1.7\n" + b"\x80" * 50, id="PDF"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 50, id="zip"),
        pytest.param(b"a" * (20 * 1024 * 1024 + 1), id="too large"),
    ],
)
def test_file_that_is_not_notes_is_refused_in_one_line(notes: bytes) -> None:
    result = run(notes=notes)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("recap: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "notes",
    [
        pytest.param(
            ("The numbers were fine. " * 2_000 + "Ana will send it by Friday. ") * 22, id="a line of a megabyte"
        ),
        pytest.param("x" * 1_000_000, id="a word of a megabyte"),
        pytest.param("- " * 2_000 + "Ana will send it", id="nested bullets"),
        pytest.param("> " * 2_000 + "Ana will send it", id="nested quotes"),
        pytest.param("[" * 20_000, id="brackets"),
        pytest.param("*a " * 20_000, id="emphasis"),
        pytest.param("|" * 20_000 + "\n" + "|-" * 10_000 + "|\n", id="columns"),
        pytest.param("<table>" * 500 + "<tr><td>Ana will send it", id="nested tables"),
        pytest.param("TODO: " * 5_000, id="markers"),
        pytest.param("by Friday " * 5_000, id="deadlines"),
        pytest.param("Ana, Bob, " * 20_000 + "will send it", id="names"),
        pytest.param("(" * 50_000 + ")" * 50_000, id="parentheses"),
        pytest.param("1" * 100_000, id="digits"),
        pytest.param("@" * 100_000, id="at signs"),
        pytest.param(" " * 100_000 + "Ana will send it", id="spaces"),
        pytest.param("\n".join(f"Attendees: P{n}" for n in range(2_000)), id="attendees"),
    ],
)
def test_pathological_notes_are_read_in_linear_time(notes: str) -> None:
    start = time.monotonic()
    result = run("items", "-f", "json", "-q", "--date", "2026-03-04", notes=notes)
    assert result.exit_code == 0, result.exception or result.stderr
    assert json.loads(result.stdout)["schema"] == 1
    assert time.monotonic() - start < 60  # quadratic time would take hours


@pytest.mark.slow
def test_plan_of_hostile_words_is_printed_safely(folder: Path) -> None:
    for number, words in enumerate(HOSTILE):
        if words.strip():
            (folder / f"{number}.json").write_text(write_plan(everywhere(words)), encoding="utf-8")
    for command in (("items",), ("email",), ("check",)):
        for path in sorted(folder.glob("*.json")):
            result = run(*command, path.name, "-v")
            assert result.exit_code == (3 if command == ("check",) else 0)
            assert not RAW.search(result.stdout + result.stderr)


@EACH
def test_draft_has_no_header_of_the_notes(words: str) -> None:
    options = RenderOptions(note=words, sender=Person(words, email="me@example.org"), reader=words, attach_ics=True)
    made = replace(everywhere(words), people=(Person(words, email="ana@example.org"), Person("Ana", email=words)))
    document = draft(made, options).encode("ascii")
    message = message_from_bytes(document, policy=SMTP)
    assert set(message.keys()) <= {"Subject", "From", "To", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"}
    assert not [part.defects for part in message.walk() if part.defects]
    assert [part.get_content_type() for part in message.walk() if not part.is_multipart()][:3] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert all(len(line) <= 998 for line in document.split(b"\r\n"))
    assert b"\n" not in document.replace(b"\r\n", b"")
    assert [address.addr_spec for address in message["From"].addresses] == ["me@example.org"]
    assert {address.addr_spec for header in message.get_all("To", []) for address in header.addresses} <= {
        "ana@example.org"
    }


@EACH
def test_calendar_has_no_property_of_the_notes(words: str) -> None:
    document = events(everywhere(words))
    calendar = icalendar.Calendar.from_ical(document)
    assert not [part.errors for part in calendar.walk() if part.errors]
    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM"]
    assert all(len(line.encode()) <= 75 for line in document.split("\r\n"))
    (event,) = calendar.walk("VEVENT")
    assert {str(key) for key in event} == {
        *("SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "DESCRIPTION", "TRANSP"),
    }
    assert "\n" not in str(event["SUMMARY"])
    with warnings.catch_warnings():  # vobject uses deprecated functions
        warnings.simplefilter("ignore")
        second = next(vobject.readComponents(document))
    assert [component.name for component in second.components()] == ["VEVENT"]
    assert second.vevent.uid.value == str(event["UID"])
    assert re.fullmatch(r"[A-Za-z0-9.-]+@recap\.invalid", second.vevent.uid.value)


@EACH
def test_file_name_is_safe_on_every_file_system(words: str) -> None:
    taken: set[str] = set()
    first, second = file_name(words, ".eml", taken), file_name(words, ".eml", taken)
    assert first != second
    for name in (first, second):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}\.eml", name)
        assert name.split(".")[0] not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


@EACH
def test_plan_edited_without_changes_stays_the_same(words: str) -> None:
    made = replace(everywhere(words), title="Weekly")
    items = tuple(replace(item, id=f"id{number}") for number, item in enumerate(made.items))
    made = replace(made, items=items)
    text = as_text(made)
    assert not RAW.search(text)
    edited = from_text(text, made, ReadOptions())
    if words.strip():
        assert edited.mistakes == ()
        assert edited.recap == made


@EACH
def test_people_file_of_hostile_words_is_read_or_refused_safely(words: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    with file.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([("name", "email", "aliases"), (words, "ana@example.org", words)])
    try:
        (person,) = read_people(file).people
    except RecapError as error:
        assert not RAW.search(str(error))
    else:
        assert not RAW.search(person.name)
        assert person.email == "ana@example.org"
