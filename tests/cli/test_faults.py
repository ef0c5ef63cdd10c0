"""Faults of the file system end in one line, and cost nothing but what they concern."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
    (tmp_path / "notes" / "loop.md").symlink_to("loop.md")
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
def test_pipes_devices_and_loops_among_notes_are_no_notes(folder: Path) -> None:
    os.mkfifo(folder / "notes" / "pipe.md")
    result = run("batch", "notes", "-o", "out", "-j1", "-q")
    assert (result.exit_code, result.stderr) == (0, "")


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
