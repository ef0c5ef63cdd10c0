"""Every command with the network taken away: a connection that is opened, or a name that is looked up, is refused.

All of them run in one process of their own (offline_commands.py), as an audit hook cannot be removed again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from places import ROOT

pytestmark = pytest.mark.slow

NOTES = """\
# Weekly sync, 4 March 2026

Attendees: Ana Lopez, Bob Stone

Ana will send the revised budget to finance by Friday.
Bob, can you book the room for next week? Sure, I'll do that.

## Action items

- [ ] @Bob: fix the nightly build by 10 March
- ACTION: Ana to write to the auditors within 3 business days
- TODO: tidy the wiki
"""
# A template of the user's that names addresses of the network.
REMOTE = "<link rel=stylesheet href=http://192.0.2.1/x.css><style>@import url(http://192.0.2.1/y.css);</style>x"

CONNECTING = {
    "connect": "import socket; socket.socket().connect(('127.0.0.1', 9))",
    "look up": "import socket; socket.getaddrinfo('localhost', 80)",
    "load": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
}


class Command(NamedTuple):
    """The arguments of a command, and its exit status."""

    arguments: tuple[str, ...]
    status: int = 0


COMMANDS = {
    "help": Command(("--help",)),
    "version": Command(("--version",)),
    "email": Command(("notes.md",)),
    "html": Command(("notes.md", "-f", "html", "-v")),
    "eml": Command(("notes.md", "-f", "eml", "--attach-ics", "--for", "client", "--from", "Ana")),
    "drafts": Command(("notes.md", "--per-owner", "drafts", "--people", "people.csv")),
    "templates": Command(("notes.md", "-f", "html", "--templates", "own")),
    "standard input": Command(("-",)),
    "items": Command(("items", "notes.md")),
    "json": Command(("items", "notes.md", "-f", "json", "--country", "DE")),
    "csv": Command(("items", "notes.md", "-f", "csv")),
    "md": Command(("items", "notes.md", "-f", "md")),
    "ics": Command(("items", "notes.md", "-f", "ics")),
    "check": Command(("check", "notes.md"), status=3),
    "explain": Command(("explain", "notes.md")),
    "batch": Command(("batch", "folder", "-o", "out", "-f", "json", "-f", "html", "-j", "2")),
    "keep": Command(("keep", "notes.md", "--ledger", "kept.db")),
    "waiting": Command(("waiting", "--ledger", "none.db"), status=1),
    "agenda": Command(("agenda", "--ledger", "none.db"), status=1),
    "keep mail": Command(("keep", "mails", "--ledger", "kept.db")),
    "nudge": Command(("nudge", "--ledger", "none.db"), status=1),
    "where": Command(("ledger", "where", "--ledger", "none.db")),
    "unknown pipeline": Command(("notes.md", "--model", "no_such_pipeline"), status=1),
}

READER = ("items", "notes.md", "--reader", "http://localhost:9", "--reader-model", "small")

PYTHON = (
    "import extractor\n"
    f"recap = extractor.extract({NOTES!r}, date='2026-03-04')\n"
    "assert recap.items\n"
    "assert extractor.render(recap, 'html')\n"
    "assert extractor.resolve_deadline('by Friday', recap.date).day"
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Run each command in a process without a network; return its status, its messages and what was refused."""
    start = tmp_path_factory.mktemp("offline")
    files = start / "files"
    for folder in ("folder", "own"):
        (files / folder).mkdir(parents=True)
    (files / "notes.md").write_text(NOTES, encoding="utf-8")
    for number in range(4):  # so many that processes are started
        (files / "folder" / f"notes{number}.md").write_text(NOTES, encoding="utf-8")
    (files / "mails").mkdir()
    mail = "From: ana@example.org\nMessage-ID: <1@example.org>\nSubject: Re: Recap\n\ndone\n"
    (files / "mails" / "answer.eml").write_text(mail, encoding="utf-8")
    (files / "people.csv").write_text("name,email\nAna,ana@example.org\n", encoding="utf-8")
    (files / "own" / "recap.html.j2").write_text(REMOTE, encoding="utf-8")
    commands = {
        **{name: command.arguments for name, command in COMMANDS.items()},
        "reader": READER,
        "python": PYTHON,
        **CONNECTING,
    }
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("offline_commands.py")],
        cwd=start,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            "XDG_CONFIG_HOME": str(start / "no-settings"),
        },
        input=json.dumps(list(commands.items())),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return result


@pytest.mark.parametrize("name", CONNECTING)
def test_a_connection_is_really_refused(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert outcomes[name]["network"]
    assert "no network" in outcomes[name]["crash"]


def test_a_second_reader_is_asked_at_the_loopback_address_alone(outcomes: dict[str, dict[str, Any]]) -> None:
    outcome = outcomes["reader"]
    assert outcome["status"] == 0, outcome
    assert outcome["network"] == ["socket.connect:127.0.0.1", "socket.connect:::1"]
    assert "the second reader at http://localhost:9 is left out" in outcome["stderr"]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_opens_a_connection(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    outcome = outcomes[name]
    assert outcome["status"] == COMMANDS[name].status, outcome
    assert outcome["network"] == []
    assert outcome["crash"] == ""


def test_the_python_api_opens_no_connection(outcomes: dict[str, dict[str, Any]]) -> None:
    assert outcomes["python"] == {"status": 0, "stderr": "", "crash": "", "network": []}
