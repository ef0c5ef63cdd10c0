"""The page "A day in the life": each of its commands is run, and prints what the page shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shlex import split

import pytest
from click.testing import CliRunner
from places import ROOT

from extractor.cli import settings
from extractor.cli.app import app

PAGE = ROOT / "docs" / "day-in-the-life.md"
# A file stands below "<!-- file weekly-1.md -->", the commands of a day below "<!-- on 2026-03-03 -->".
_BLOCK = re.compile(r"<!-- (?P<kind>file|on) (?P<name>\S+) -->\n+(?P<fence>```+)\w*\n(?P<text>.*?)\n(?P=fence)\n", re.S)


def blocks(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield what each block of the page is, its name or day, and its text."""
    for found in _BLOCK.finditer(page):
        yield found["kind"], found["name"], found["text"]


def transcript(text: str, run: Callable[[list[str]], str]) -> str:
    """Return a block of commands with what they print now."""
    lines = []
    for command in (line for line in text.splitlines() if line.startswith("$ recap ")):
        printed = run(split(command)[2:]).rstrip("\n")
        lines += [command, *([printed] if printed else []), ""]
    return "\n".join(lines).rstrip("\n")


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> list[tuple[str, str]]:
    """Write the files of the page and run its commands in order; return what it shows and what they print."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RECAP_LEDGER", str(folder / "ledger.db"))
    monkeypatch.setenv("LC_ALL", "C")
    pairs = []
    for kind, name, text in blocks(page):
        if kind == "file":
            (folder / name).write_text(text + "\n", encoding="utf-8")
            continue
        now = datetime.fromisoformat(f"{name}T09:00").replace(tzinfo=UTC)
        monkeypatch.setattr(settings, "now", lambda now=now: now)

        def run(arguments: list[str]) -> str:
            result = CliRunner().invoke(app, arguments, prog_name="recap")
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
            return result.stdout

        pairs.append((text, transcript(text, run)))
    return pairs


def test_every_command_prints_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = told(tmp_path, monkeypatch, PAGE.read_text(encoding="utf-8"))
    assert len(pairs) >= 7
    for shown, printed in pairs:
        assert printed == shown
