"""Every command with the network taken away: a connection that is opened, or a name that is looked up, ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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

# Loaded by Python before anything else (the site module imports sitecustomize). An audit hook is there to stay.
# A socket that is only made and bound is let be: urllib3 does so on import, to see whether the machine knows IPv6.
BLOCK = """\
import os, sys

def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostby",
                         "urllib.Request", "http.client.connect")):
        os.write(2, f"network: {event} {arguments!r}\\n".encode())
        os._exit(99)

sys.addaudithook(refuse)
"""


def run(folder: Path, *arguments: str, code: str | None = None, notes: str = "") -> subprocess.CompletedProcess[str]:
    """A command, or other code, in a process without a network."""
    blocked = folder / "blocked"
    blocked.mkdir(exist_ok=True)
    (blocked / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(blocked), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, *(["-c", code] if code else ["-m", "extractor", *arguments])],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        input=notes,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_the_network_is_really_gone(tmp_path: Path, code: str) -> None:
    done = run(tmp_path, code=code)
    assert (done.returncode, done.stderr[:8]) == (99, "network:")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(("--help",), 0, id="help"),
        pytest.param(("--version",), 0, id="version"),
        pytest.param(("notes.md",), 0, id="email"),
        pytest.param(("notes.md", "-f", "html", "-v"), 0, id="html"),
        pytest.param(("notes.md", "-f", "eml", "--attach-ics", "--for", "client", "--from", "Ana"), 0, id="eml"),
        pytest.param(("notes.md", "--per-owner", "drafts", "--people", "people.csv"), 0, id="drafts"),
        pytest.param(("notes.md", "-f", "html", "--templates", "own"), 0, id="templates"),
        pytest.param(("-",), 0, id="standard input"),
        pytest.param(("items", "notes.md"), 0, id="items"),
        pytest.param(("items", "notes.md", "-f", "json", "--country", "DE"), 0, id="json"),
        pytest.param(("items", "notes.md", "-f", "csv"), 0, id="csv"),
        pytest.param(("items", "notes.md", "-f", "md"), 0, id="md"),
        pytest.param(("items", "notes.md", "-f", "ics"), 0, id="ics"),
        pytest.param(("check", "notes.md"), 3, id="check"),
        pytest.param(("batch", "folder", "-o", "out", "-f", "json", "-f", "html"), 0, id="batch"),
        pytest.param(("notes.md", "--model", "no_such_pipeline"), 1, id="unknown pipeline"),
    ],
)
def test_no_command_opens_a_connection(tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "people.csv").write_text("name,email\nAna,ana@example.org\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    remote = "<link rel=stylesheet href=http://192.0.2.1/x.css><style>@import url(http://192.0.2.1/y.css);</style>x"
    (tmp_path / "own" / "recap.html.j2").write_text(remote, encoding="utf-8")
    done = run(tmp_path, *arguments, notes=NOTES)
    assert done.returncode == status, done.stderr
    assert "network:" not in done.stderr
    assert "Traceback" not in done.stderr


def test_the_python_api_opens_no_connection(tmp_path: Path) -> None:
    code = (
        "import extractor\n"
        f"recap = extractor.extract({NOTES!r}, date='2026-03-04')\n"
        "assert recap.items\n"
        "assert extractor.render(recap, 'html')\n"
        "assert extractor.resolve_deadline('by Friday', recap.date).day"
    )
    done = run(tmp_path, code=code)
    assert done.returncode == 0, done.stderr
