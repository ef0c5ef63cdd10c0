"""Bold and colour on a terminal: never a letter more or less, never in a pipe, a file or with NO_COLOR."""

from __future__ import annotations

import re
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from places import SAMPLES
from plans import FULL

from extractor.cli import colour, console
from extractor.common.escaping import printable
from extractor.output.render import render

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.slow
@given(st.lists(st.text().map(printable)).map("\n".join))
def test_colour_changes_no_letter(text: str) -> None:
    assert ESCAPE.sub("", colour.coloured(text)) == text


def test_table_gives_up_its_layout_on_a_narrow_terminal_alone() -> None:
    line = "  k7m  Jonas    Fix the crash                           Fri 6 Mar     line 4"
    assert console._narrowed(line, 79) == line
    assert console._narrowed(line, 39) == "  k7m  Jonas  Fix the crash  Fri 6 Mar  line 4"
    assert console._narrowed(line[:30], 39) == line[:30]


@pytest.mark.parametrize("format", ["text", "table"])
def test_plan_has_titles_in_bold_and_what_is_lacking_in_colour(format: str) -> None:
    document = render(FULL, format)
    found = colour.coloured(document)
    assert ESCAPE.sub("", found) == document
    titles = ["PLEASE REPLY", "ACTIONS", "Ana Lopez"] if format == "text" else ["OWNER"]
    for title in titles:
        assert re.search(rf"\x1b\[1(?:;36)?m{title}", found)
    assert ("\x1b[33mno date yet\x1b[0m" in found) is (format == "text")
    assert "\x1b[33moverdue\x1b[0m" in found


@pytest.mark.parametrize(
    ("terminal", "environment", "wanted"),
    [
        pytest.param(True, {"TERM": "xterm"}, True, id="terminal"),
        pytest.param(False, {"TERM": "xterm"}, False, id="pipe"),
        pytest.param(True, {"TERM": "xterm", "NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(True, {"TERM": "xterm", "NO_COLOR": ""}, True, id="empty NO_COLOR"),
        pytest.param(True, {"TERM": "dumb"}, False, id="dumb"),
    ],
)
def test_colour_is_for_terminals_of_those_who_want_it(
    terminal: bool,
    environment: dict[str, str],
    wanted: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    console.print_document("ACTIONS\nAna\n  - go\n", coloured=True)
    console.print_document("{}\n", coloured=False)
    out = capsysbinary.readouterr().out
    assert (b"\x1b" in out) is wanted
    assert out.endswith(b"{}\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_document_is_folded_between_words_on_a_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    row = "  Ana  kzs  Send the deck to everybody who asked for it   Fri 6 Mar, 191 working days late"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    console.print_document(f"{row}\n", coloured=True)
    console.print_document(f"{row}\n")
    *folded, data = ESCAPE.sub("", capsysbinary.readouterr().out.decode()).splitlines()
    assert max(map(len, folded)) < columns
    assert " ".join(" ".join(folded).split()) == " ".join(row.split())
    assert data == row


@pytest.mark.slow
def test_nothing_is_coloured_in_a_pipe() -> None:
    from extractor.cli.app import app

    for arguments in (("-q",), ("items",), ("check",), ("explain",)):
        result = CliRunner().invoke(app, [*arguments, str(SAMPLES / "weekly-sync.md")], prog_name="recap")
        assert "\x1b" not in result.output
