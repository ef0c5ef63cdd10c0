"""Every reader of text: it is known by content, -v names it, lines are kept, cut anywhere it is read, hostile it is.

Office documents, mail and note programs have such a table of their own in formats/test_documents.py and test_docx.py.
"""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from extractor.cli.app import app
from extractor.model import RecapError
from extractor.readers import read_text
from extractor.readers.registry import READERS

IN_OTHER_FILES = {"docx", "odt", "spreadsheet", "pdf", "rtf", "mail"}


def html_messages() -> str:
    return "<!DOCTYPE html><html><body>\n" + "".join(
        f'<div class="msg"><span class="date">2026-10-13</span><span class="time">09:0{at}</span>\n'
        f'<span class="sender">{who}</span><span class="body"><p>{words}</p></span></div>\n'
        for at, (who, words) in enumerate(SAID)
    )


SAID = (
    ("Rosa Almeida", "Who orders the labels?"),
    ("Kofi Boateng", "I'll order the labels by Friday."),
    ("Rosa Almeida", "Then I will ring the printer."),
    ("Kofi Boateng", "Thank you."),
)
SLACK = [
    {"type": "message", "user": who, "user_profile": {"real_name": who}, "text": words, "ts": f"179188200{at}.000001"}
    for at, (who, words) in enumerate(SAID)
]
TELEGRAM = {
    "messages": [
        {"type": "message", "date": f"2026-10-13T09:0{at}:00", "from": who, "from_id": who, "text": words}
        for at, (who, words) in enumerate(SAID)
    ]
}


class Text(NamedTuple):
    """A real-looking text, what -v calls it, and the last word of a line that must be known by its number."""

    text: str
    format: str = ""
    word: str = "labels"


TEXTS = {
    "evernote": Text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<en-export><note><title>Shop</title><content><![CDATA[<en-note>\n'
        "<div>Kofi to order the labels by Friday</div>\n</en-note>]]></content></note></en-export>\n"
    ),
    "pasted mail": Text(
        "From: Rosa Almeida <rosa@example.org>\nSent: Tuesday, 13 October 2026 09:00\nTo: Kofi Boateng\n"
        "Subject: labels\n\nHi Kofi,\ncan you order the labels by Friday?\nRosa\n",
        word="Friday",
    ),
    "slack": Text(json.dumps(SLACK, indent=1)),
    "messages": Text(json.dumps(TELEGRAM, indent=1), "export of Telegram"),
    "csv": Text("Action,Owner,Due\nOrder the labels,Kofi,2026-10-16\nRing the printer,Rosa,\n"),
    "captions": Text(
        "WEBVTT\n\n"
        + "".join(f"00:0{at}.000 --> 00:0{at}.900\n<v {who}>{words}</v>\n\n" for at, (who, words) in enumerate(SAID))
    ),
    "chat page": Text(html_messages()),
    "html": Text("<!DOCTYPE html><html><body>\n<ul>\n<li>Kofi to order the labels by Friday</li>\n</ul></body></html>"),
    "chat": Text(
        "".join(f"13/10/2026, 09:0{at} - {who}: {words}\n" for at, (who, words) in enumerate(SAID)), "chat of WhatsApp"
    ),
    "transcript": Text("".join(f"{who}  0:0{at}\n{words}\n\n" for at, (who, words) in enumerate(SAID))),
    "regular chat": Text("".join(f"#{at} [{who}] {words}\n" for at, (who, words) in enumerate(SAID))),
    "org": Text("#+TITLE: Shop\n* Actions\n** TODO Kofi to order the labels\n   DEADLINE: <2026-10-16 Fri>\n"),
    "mediawiki": Text(
        "== Shop ==\n'''Present:''' Rosa, Kofi\n* Kofi to order the labels\n* [[Rosa]] rings the printer\n"
    ),
    "textile": Text("h1. Shop\n\nh2. Actions\n\n* Kofi to order the labels\n* *Rosa* rings the printer\n"),
    "asciidoc": Text(
        "= Shop\n:date: 2026-10-13\n\n== Actions\n\n* Kofi to order the labels\n* Rosa rings the printer\n"
    ),
    "rst": Text(
        "Shop\n====\n\n:Date: 2026-10-13\n\n.. note:: Back room\n\nActions\n-------\n\n"
        "* Kofi to order the labels\n* Rosa rings the printer\n"
    ),
    "markdown": Text("# Shop\n\n- [ ] Kofi to order the labels by Friday\n- Rosa rings the printer\n"),
}
HOSTILE = (
    "\x1b[31m",
    "<script>x</script>",
    "=cmd|' /C calc'!A0",
    "\u202e",
    "a" * 9_000,
    "[" * 3_000,
    "\x00",
    "- " * 2_000,
)


def refusing(name: str) -> AbstractContextManager[object]:
    """Allow the refusal of a damaged file in one line, where the format has no other way."""
    return suppress(RecapError) if name == "evernote" else nullcontext()


def test_table_holds_every_reader() -> None:
    assert TEXTS.keys() | IN_OTHER_FILES == {reader.name for reader in READERS}


@pytest.mark.parametrize("name", TEXTS)
def test_reader_is_known_by_content_and_keeps_the_lines(name: str) -> None:
    notes = read_text(TEXTS[name].text)
    assert notes.format == (TEXTS[name].format or name)
    lines = TEXTS[name].text.splitlines()
    for block in notes.blocks:
        assert 1 <= block.line <= block.end_line <= len(lines)
    (block,) = [block for block in notes.blocks if "order the labels" in f"{block.text}".lower()][:1]
    assert TEXTS[name].word in " ".join(lines[block.line - 1 : block.end_line])


@pytest.mark.parametrize("name", TEXTS)
def test_v_says_what_was_recognised(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("notes") / ("notes.json" if name in {"slack", "messages"} else "notes.txt")
    path.write_text(TEXTS[name].text, encoding="utf-8")
    shown = CliRunner().invoke(app, ["items", str(path), "-v", "--date", str(date(2026, 10, 13))])
    assert f"{TEXTS[name].format or name}" in shown.stderr


@pytest.mark.parametrize("name", TEXTS)
def test_text_cut_anywhere_is_read(name: str) -> None:
    text = TEXTS[name].text
    for end in range(1, len(text), max(7, len(text) // 40)):
        if not text[:end].strip():
            continue
        lines = text[:end].splitlines()
        with refusing(name):
            assert all(1 <= block.line <= block.end_line <= len(lines) for block in read_text(text[:end]).blocks)


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_words_anywhere_are_read(name: str) -> None:
    text = TEXTS[name].text
    for words in HOSTILE:
        for at in (0, text.index("rder the labels"), len(text)):
            with refusing(name):
                blocks = read_text(f"{text[:at]}{words}{text[at:]}").blocks
                assert blocks
                assert not any("\x1b" in block.text or "\u202e" in block.text for block in blocks)
