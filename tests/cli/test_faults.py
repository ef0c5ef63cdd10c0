"""Faults of the file system end in one line, and cost nothing but what they concern."""

from __future__ import annotations

import errno
import io
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from plans import FULL

from extractor.cli.app import app
from extractor.output.plan_json import write_plan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and modes as POSIX has them")
LONG = "x" * 5_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of two plans in the current one, and links that lead to themselves."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    for name in ("a.json", "b.json"):
        (tmp_path / "notes" / name).write_text(write_plan(FULL), encoding="utf-8")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "notes" / "zero.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="recap")


@pytest.mark.parametrize("name", [LONG, f"{LONG}/a.md", "loop", "loop/a.md", "notes/a.json/b.md", "/dev/zero"])
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("{}",), id="notes"),
        pytest.param(("items", "{}"), id="items"),
        pytest.param(("batch", "{}", "-o", "out"), id="batch"),
        pytest.param(("notes/a.json", "-q", "--people", "{}"), id="people"),
        pytest.param(("notes/a.json", "-q", "--templates", "{}"), id="templates"),
        pytest.param(("notes/a.json", "-q", "--per-owner", "{}"), id="drafts"),
        pytest.param(("batch", "notes", "-q", "-o", "{}", "-j1"), id="recaps"),
    ],
)
def test_name_that_the_system_refuses_is_one_line(folder: Path, arguments: tuple[str, ...], name: str) -> None:
    result = run(*(argument.replace("{}", name) for argument in arguments))
    assert result.exit_code in (1, 2), result.exception
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    if result.exit_code == 1:
        assert result.stderr.startswith("recap: ")
        assert result.stderr.count("\n") == 1
    assert all(character.isprintable() or character == "\n" for character in result.stderr)


@pytest.mark.parametrize("name", [LONG, "loop"])
def test_output_that_the_system_refuses_is_one_line(folder: Path, name: str) -> None:
    result = run("notes/a.json", "-q", "-o", name + ".txt")
    if name != "loop":
        assert result.exit_code == 1
        assert result.stderr.startswith("recap: ") and result.stderr.count("\n") == 1


@pytest.mark.slow
def test_pipes_and_devices_among_notes_are_no_notes(folder: Path) -> None:
    os.mkfifo(folder / "notes" / "pipe.md")
    result = run("batch", "notes", "-o", "out", "-j1", "-q")
    assert (result.exit_code, result.stderr) == (0, "")


def test_pipes_sockets_and_devices_are_named_as_no_notes(folder: Path) -> None:
    os.mkfifo(folder / "notes" / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("notes/socket.md")
        result = run("batch", "notes", "-o", "out", "-j1", "-v", "-n")
    for name in ("pipe.md", "socket.md", "zero.md"):
        assert f"notes/{name}: skipped (not notes)" in result.stderr


def test_links_of_notes_that_lead_nowhere_are_one_line_each_and_the_others_go_on(folder: Path) -> None:
    (folder / "notes" / "loop.md").symlink_to("loop.md")
    (folder / "notes" / "gone.md").symlink_to("deleted.md")
    (folder / "notes" / "gone.png").symlink_to("deleted.png")
    result = run("batch", "notes", "-o", "out", "-j1", "-q")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "recap: notes/gone.md cannot be read (its link leads nowhere)",
        "recap: notes/loop.md cannot be read (too many levels of symbolic links)",
    ]
    assert (folder / "out" / "a.txt").is_file()
    alone = run("notes/gone.md")
    assert alone.stderr == "recap: notes/gone.md is a link that leads nowhere; name the file itself\n"


def test_long_names_are_shown_in_short(folder: Path) -> None:
    result = run(f"{LONG}.md")
    assert result.stderr == f"recap: {'x' * 40}…{'x' * 17}.md cannot be read (file name too long); " + (
        "check the file and its permissions\n"
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("locked/a.md",), "locked/a.md cannot be read (permission denied); check the file and its permissions"),
        (("batch", "locked", "-o", "out"), "locked cannot be read (permission denied); name another folder"),
        (("waiting", "--ledger", "locked/l.db"), "the ledger locked/l.db cannot be read (permission denied); name"),
        (("notes/a.json", "--templates", "locked"), "the templates in locked cannot be read (permission denied)"),
        (("notes/a.json", "--people", "locked/p.toml"), "the people file locked/p.toml cannot be read"),
    ],
)
def test_what_is_locked_is_named_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], expected: str
) -> None:
    (folder / "locked").mkdir()
    _lock(folder / "locked", monkeypatch)
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"recap: {expected}")
    assert result.stderr.count("\n") == 1


def _lock(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system refuse all that is in a folder, as for another user; root may read everything."""
    for module, name in ((os, "stat"), (os, "open"), (os, "scandir"), (os, "access"), (io, "open")):
        monkeypatch.setattr(module, name, _refusing(getattr(module, name), locked))


def _refusing(function: Callable[..., Any], locked: Path) -> Callable[..., Any]:
    def refused(path: Any = ".", *arguments: Any, **options: Any) -> Any:
        place = Path.cwd() / path if isinstance(path, (str, Path)) else None
        if place is not None and (locked in place.parents or (place == locked and function.__name__ != "stat")):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return function(path, *arguments, **options)

    return refused


def test_people_file_that_is_a_pipe_is_not_waited_for(folder: Path) -> None:
    result = run("notes/a.json", "-q", "--people", "pipe")
    assert result.exit_code == 1
    assert "the people file pipe cannot be read (not a file)" in result.stderr


def test_settings_beside_the_notes_that_are_a_pipe_are_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "notes" / "recap.toml")
    result = run("notes/a.json", "-q")
    assert result.exit_code == 1
    assert "recap.toml cannot be read (not a file)" in result.stderr


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_locked_folders_are_one_line_each(folder: Path, mode: int) -> None:
    (folder / "notes" / "team").mkdir()
    (folder / "notes" / "team" / "c.json").write_text(write_plan(FULL), encoding="utf-8")
    (folder / "locked").mkdir()
    (folder / "notes" / "team").chmod(mode)
    (folder / "locked").chmod(mode)
    try:
        result = run("batch", "notes", "-o", "out", "-j1")
        assert result.exit_code == 1 and "2 notes read" in result.stderr
        for arguments in (
            ("locked/a.md",),
            ("notes/a.json", "-q", "-o", "locked/x.txt"),
            ("notes/a.json", "-q", "--templates", "locked"),
            ("notes/a.json", "-q", "--people", "locked/p.toml"),
            ("batch", "notes", "-o", "locked", "-j1", "-q"),
            ("batch", "notes", "-o", "locked/out", "-j1", "-q"),
        ):
            result = run(*arguments)
            assert result.exit_code == 1, arguments
            assert "Traceback" not in result.stderr and result.stderr.startswith("recap: ")
    finally:
        (folder / "notes" / "team").chmod(0o700)
        (folder / "locked").chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="the streams that fail are those of Linux")
@pytest.mark.parametrize("arguments", ["--help", "--version", "items --help", "config"])
def test_help_to_a_full_disk_or_a_reader_that_is_gone(arguments: str) -> None:
    command = f"'{sys.executable}' -m extractor {arguments}"
    full = subprocess.run(["sh", "-c", f"{command} > /dev/full"], capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert full.stderr.startswith("recap: ") and "no space left on device" in full.stderr
    assert full.stderr.count("\n") == 1
    gone = subprocess.run(["sh", "-c", f"{command} | true"], capture_output=True, text=True, check=False)
    assert gone.stderr == ""
