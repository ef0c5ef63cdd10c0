"""The command line: what is refused and how, then what is answered. Most notes here are plans, to be fast."""

from __future__ import annotations

import gc
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from plans import FULL, HELD_ON, action, recap

from extractor import cli, pipeline
from extractor.cli import console, settings
from extractor.cli.app import app
from extractor.model import ReadOptions, Recap, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS
from extractor.output.plan_json import read_plan, write_plan
from extractor.output.render import render

PLAN = write_plan(FULL)
COMPLETE = write_plan(recap(action("go", "Ana", due=HELD_ON)))
HEAVY = tuple(
    """
    spacy dateparser jinja2 markdown_it numpy holidays charset_normalizer thinc css_inline icalendar platformdirs
    rich pathspec filelock multiprocessing py3langid
    """.split()
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one plan, and go there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.json").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(*arguments: str, notes: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=notes, prog_name="recap")


def process(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as from a shell."""
    command = [sys.executable, "-m", "extractor", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **more)  # type: ignore[call-overload, no-any-return]


def refused(result: Result, *words: str) -> None:
    """One line on standard error that holds the words, nothing on standard output, exit status 1, no traceback."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("recap: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("missing.md",), ("missing.md does not exist",), id="missing file"),
        pytest.param(("items", "missing.md"), ("missing.md does not exist",), id="missing file for items"),
        pytest.param((".",), ("is a folder", "recap batch"), id="a folder"),
        pytest.param(("-",), ("standard input is empty",), id="nothing on standard input"),
        pytest.param(("empty.md",), ("empty.md is empty",), id="an empty file"),
        pytest.param(("blank.md",), ("blank.md is empty",), id="a blank file"),
        pytest.param(("picture.md",), ("picture.md is a picture",), id="a picture"),
        pytest.param(("other.json",), ("other.json is not a plan",), id="JSON that is not a plan"),
        pytest.param(("broken.json",), ("broken.json is not valid JSON at line 1",), id="a broken plan"),
        pytest.param(("items", "plan.json", "-o", "plan.json"), ("holds the notes themselves",), id="over the notes"),
        pytest.param(
            ("items", "plan.json", "-o", "link.json"), ("holds the notes themselves",), id="over the notes by a link"
        ),
        pytest.param(
            ("items", "plan.json", "-o", "hard.json"), ("holds the notes themselves",), id="over the notes, hard link"
        ),
        pytest.param(("plan.json", "-o", "."), (". is a folder",), id="over a folder"),
        pytest.param(("plan.json", "-o", "no/where.txt"), ("no/where.txt cannot be written",), id="no such folder"),
        pytest.param(("plan.json", "-o", "blank.md/x"), ("blank.md/x cannot be written",), id="a file as a folder"),
        pytest.param(("plan.json", "-o", "x" * 300), ("cannot be written", "name too long"), id="a long name"),
        pytest.param(
            ("plan.json", "--model", "no_such"),
            ("the spaCy pipeline no_such is not installed", "pip"),
            id="unknown pipeline",
        ),
        pytest.param(
            ("plan.json", "--model", "../x"), ("the spaCy pipeline ../x is not installed",), id="a path as pipeline"
        ),
        pytest.param(("plan.json", "--country", "XX"), ("no public holidays are known for XX", "DE"), id="country"),
        pytest.param(("text.md", "--input-format", "zzz"), ("zzz is not an input format; choose one of",), id="format"),
        pytest.param(
            ("plan.json", "-o", "x.csv"),
            ("`recap email` cannot write .csv files; use `recap items`", "-f"),
            id="items' ending",
        ),
        pytest.param(("items", "plan.json", "-o", "x.html"), ("use `recap email`",), id="the email's ending"),
        pytest.param(("plan.json", "-o", "x.PDF"), ("cannot write PDF", "text, html, eml"), id="a PDF"),
        pytest.param(("batch", "missing", "-o", "out"), ("missing does not exist",), id="batch of nothing"),
        pytest.param(("batch", "plan.json", "-o", "out"), ("plan.json is a file",), id="batch of a file"),
        pytest.param(("batch", ".", "-o", "."), ("holds the notes themselves",), id="batch onto itself"),
    ],
)
def test_a_request_that_is_refused(folder: Path, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    (folder / "empty.md").touch()
    (folder / "blank.md").write_text(" \n\n\t\n")
    (folder / "text.md").write_text("Ana will send the deck.\n")
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "other.json").write_text('{"doc": "x", "actions": []}')
    (folder / "broken.json").write_text('{"schema": 1, "items": [}')
    (folder / "link.json").symlink_to("plan.json")
    (folder / "hard.json").hardlink_to(folder / "plan.json")
    refused(run(*arguments), *words)
    assert (folder / "plan.json").read_text(encoding="utf-8") == PLAN
    assert not list(folder.rglob("*.tmp"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--date", "yesterday"),
        ("-f", "pdf"),
        ("--date-order", "ymd"),
        ("--nonsense",),
        ("a.md", "b.md"),
        ("batch", "x"),
    ],
)
def test_wrong_usage_exits_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("itmes", "plan.json"), "no command or file named itmes; did you mean: recap items", id="a slip"),
        pytest.param(("item", "plan.json"), "did you mean: recap items", id="a singular"),
        pytest.param(("--date", "tomorrow"), "tomorrow is not a date; write it as 2026-", id="a word"),
        pytest.param(("--date", "2026-02-30"), "2026-02-30 is not a date", id="no such day"),
    ],
)
def test_wrong_usage_says_what_to_type(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_file_named_almost_like_a_command_is_read_as_notes(folder: Path) -> None:
    (folder / "chek").write_text(PLAN, encoding="utf-8")
    assert run("chek").exit_code == 0


def test_control_characters_in_file_names_do_not_reach_the_terminal(folder: Path) -> None:
    result = run("\x1b]0;owned\x07\u202egpj.md")
    refused(result, "does not exist")
    assert not set("\x1b\x07\u202e") & set(result.stderr)


def test_an_unwritable_folder_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by a stand-in for the system's own `open`, as the superuser of a container may write anywhere."""
    whole = os.open

    def guarded(path: str | Path, *arguments: int) -> int:
        if Path(path).suffix == ".tmp":
            raise PermissionError(13, "Permission denied")
        return whole(path, *arguments)

    monkeypatch.setattr(os, "open", guarded)
    refused(run("plan.json", "-o", "out.txt"), "out.txt cannot be written (permission denied); name another file")


def test_a_failed_write_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "out.txt").write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused(run("plan.json", "-o", "out.txt"), "out.txt cannot be written (no space left on device)")
    assert (folder / "out.txt").read_text() == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["out.txt", "plan.json"]


def test_notes_are_not_awaited_from_a_terminal(folder: Path) -> None:
    master, slave = pty.openpty()
    try:
        done = process(stdin=slave, timeout=60)
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "recap: no notes; name a file (recap notes.md)" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_broken_pipe_is_quiet(folder: Path) -> None:
    many = recap(*(action(f"task {line} " + "words " * 50, "Ana", line=line) for line in range(1, 3000)))
    (folder / "many.json").write_text(write_plan(many), encoding="utf-8")
    command = [sys.executable, "-m", "extractor", "items", "many.json", "-f", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        assert running.stdout.readline().startswith(b"task,owners")
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the streams that fail are those of Linux")
@pytest.mark.parametrize(
    ("command", "words"),
    [
        pytest.param(
            "{recap} plan.json > /dev/full", "standard output cannot be written (no space left", id="full disk"
        ),
        pytest.param("{recap} plan.json >&-", "standard output", id="closed output"),
        pytest.param("{recap} < /proc/self/mem", "standard input cannot be read (input/output error)", id="input"),
        pytest.param("{recap} <&-", "no notes; name a file", id="closed input"),
    ],
)
def test_streams_that_fail_are_one_line(folder: Path, command: str, words: str) -> None:
    line = command.format(recap=f"'{sys.executable}' -m extractor")
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("recap: ") and words in done.stderr


@pytest.mark.slow
def test_an_interrupt_is_quiet(folder: Path) -> None:
    command = [sys.executable, "-m", "extractor"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as running:  # type: ignore[call-overload]
        time.sleep(1.5)  # by now it waits for its input
        running.send_signal(signal.SIGINT)
        out, errors = running.communicate(timeout=60)
    assert (out, errors.strip(), running.returncode) == (b"", b"", 130)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("email", "-h"), ("items", "-h"), ("batch", "-h")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom extractor.cli.app import app\n"
        f"try:\n    app.main({list(arguments)!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"


def test_help_teaches_by_example() -> None:
    words = run("--help").stdout
    for example in ("recap notes.md", "cat notes.md | recap", "recap items", "recap check", "recap batch notes/"):
        assert example in words
    assert len(words.splitlines()) <= 45
    assert max(map(len, words.splitlines())) <= 80


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the names of all commands, those of groups in groups, too."""
    yield names
    for name, command in group.commands.items():
        yield from commands(command, *names, name) if isinstance(command, click.Group) else ((*names, name),)


@pytest.mark.parametrize("names", list(commands(app)), ids=" ".join)
def test_help_fits_narrow_terminals_and_loses_no_word(names: tuple[str, ...]) -> None:
    whole, narrow = (
        CliRunner().invoke(app, [*names, "--help"], prog_name="recap", terminal_width=width).stdout
        for width in (80, 38)
    )
    assert max(map(len, narrow.splitlines())) <= 40
    assert "".join(narrow.split()) == "".join(whole.split())


def test_help_fits_the_columns_of_the_terminal() -> None:
    shown = CliRunner().invoke(app, ["keep", "--help"], prog_name="recap", env={"COLUMNS": "40"}).stdout
    assert max(map(len, shown.splitlines())) <= 40


def test_the_version() -> None:
    from extractor import __version__

    assert run("--version").stdout == f"recap {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("plan.json",), id="no command"),
        pytest.param(("email", "plan.json"), id="command"),
        pytest.param(("-f", "text", "plan.json"), id="option first"),
        pytest.param(("plan.json", "-f", "text"), id="option last"),
        pytest.param(("-q", "./plan.json"), id="path"),
    ],
)
def test_no_command_means_email(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (0, render(FULL, "text"))


@pytest.mark.parametrize("arguments", [(), ("-",), ("email",), ("email", "-"), ("-q",)], ids=" ".join)
def test_standard_input(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, notes=PLAN)
    assert (result.exit_code, result.stdout) == (0, render(FULL, "text"))


def test_a_file_that_is_named_like_a_command(folder: Path) -> None:
    (folder / "batch").write_text(PLAN, encoding="utf-8")
    assert run("./batch").stdout == render(FULL, "text")


@pytest.mark.parametrize(
    "output", [output for output in OUTPUTS if not output.needs_notes], ids=lambda output: output.name
)
def test_every_format_of_its_command(folder: Path, output: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "now", lambda: None)
    command, name = output.command, output.name  # type: ignore[attr-defined]
    result = run(command, "plan.json", "-f", name)
    assert result.exit_code == 0
    assert result.stdout_bytes == render(FULL, name).encode()
    other = "items" if command == "email" else "email"
    assert run(other, "plan.json", "-f", name).exit_code == 2


@pytest.mark.parametrize(
    ("command", "file", "format"),
    [
        ("email", "mail.html", "html"),
        ("email", "mail.txt", "text"),
        ("email", "mail.2", "text"),
        ("items", "new.json", "json"),
        ("items", "plan.CSV", "csv"),
        ("items", "plan.md", "md"),
        ("items", "plan", "table"),
    ],
)
def test_the_ending_of_the_output_names_the_format(folder: Path, command: str, file: str, format: str) -> None:
    result = run(command, "plan.json", "-o", file, "-q")
    assert (result.exit_code, result.output) == (0, "")
    assert (folder / file).read_bytes().decode() == render(FULL, format)


def test_a_plan_that_was_written_is_read_again(folder: Path) -> None:
    assert run("items", "plan.json", "-o", "again.json").exit_code == 0
    assert read_plan((folder / "again.json").read_bytes(), "again.json") == FULL


def test_the_output_follows_a_link_keeps_the_mode_and_spares_devices(folder: Path) -> None:
    target = folder / "target.txt"
    target.write_text("old")
    target.chmod(0o640)
    (folder / "link.txt").symlink_to("target.txt")
    assert run("plan.json", "-o", "link.txt").exit_code == 0
    assert (folder / "link.txt").is_symlink()
    assert target.read_text(encoding="utf-8") == render(FULL, "text")
    assert target.stat().st_mode & 0o777 == 0o640
    assert run("plan.json", "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


def test_the_umask_decides_who_may_read_a_new_file(folder: Path) -> None:
    old = os.umask(0o027)
    try:
        assert run("plan.json", "-o", "out.txt").exit_code == 0
    finally:
        os.umask(old)
    assert (folder / "out.txt").stat().st_mode & 0o777 == 0o640


def test_doubts_go_to_standard_error_with_their_line(folder: Path) -> None:
    result = run("plan.json")
    assert result.stderr == "plan.json:14: “by Friday” could be 13 March\nplan.json: no attendees are named\n"
    assert run("plan.json", "-q").stderr == ""


def test_many_doubts_are_counted_and_shown_on_request(folder: Path) -> None:
    from extractor.model import Doubt

    many = recap(doubts=tuple(Doubt(line, f"doubt {line}\x1b[31m") for line in range(1, 31)))
    (folder / "many.json").write_text(write_plan(many), encoding="utf-8")
    few = run("many.json").stderr.splitlines()
    assert len(few) == console.WARNINGS + 1
    assert few[-1] == f"many.json: {30 - console.WARNINGS} more; see them all with: recap check many.json"
    everything = run("many.json", "-v").stderr
    assert everything.count("doubt") == 30
    assert "\x1b" not in everything


def test_notes_without_a_date_name_the_option(folder: Path) -> None:
    (folder / "dateless.json").write_text(write_plan(recap(date=None)), encoding="utf-8")
    result = run("dateless.json")
    assert result.exit_code == 0
    assert result.stderr.count("--date") == 1
    assert "--date" not in run("plan.json").stderr


def test_check_has_a_status_of_its_own(folder: Path) -> None:
    (folder / "complete.json").write_text(COMPLETE, encoding="utf-8")
    asked = run("check", "plan.json")
    assert asked.exit_code == 3
    assert "Who takes this on?" in asked.stdout
    answered = run("check", "complete.json")
    assert (answered.exit_code, answered.stderr) == (0, "")
    assert answered.stdout == "Nothing to ask: every action has an owner and a date.\n"
    assert run("check", "missing.md").exit_code == 1


def test_options_reach_the_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[ReadOptions] = []

    def load_path(path: Path, options: ReadOptions) -> tuple[Recap, pipeline.Loaded]:
        received.append(options)
        raise RecapError("stop here")

    monkeypatch.setattr(pipeline, "load_path", load_path)
    refused(run("x.md", "--date", "2026-03-04", "--date-order", "dmy", "--country", "de"), "stop here")
    assert received == [ReadOptions(date=HELD_ON, date_order="dmy", country="DE", newest=True)]


def test_the_document_is_utf8_whatever_the_terminal_says(folder: Path) -> None:
    (folder / "plan.json").write_text(write_plan(recap(action("smørrebrød – 漢字", "Ána"))), encoding="utf-8")
    done = process("items", "plan.json", "-f", "json", env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert json.loads(done.stdout)["items"][0]["task"] == "smørrebrød – 漢字"


def test_a_misspelt_key_of_a_plan_is_named(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"schema": 1, "meeting": {}, "items": [{"task": "send it", "owner": ["Ana"]}]}', encoding="utf-8")
    result = run("items", str(plan))
    assert result.exit_code == 1
    assert "items[0].owner is not valid; write owners" in result.stderr


def test_garbage_is_not_collected_at_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["recap", "--version"])
    with pytest.raises(SystemExit):
        cli.main()
    try:
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_excel_is_refused_with_another_format(folder: Path) -> None:
    result = run("items", "plan.json", "-f", "json", "--excel")
    assert result.exit_code == 2
    assert "--excel is for CSV; add -f csv" in result.stderr
    assert run("items", "plan.json", "-f", "csv").stdout_bytes.startswith(b"task,")


def test_csv_for_excel_begins_with_the_mark_of_utf_8(folder: Path) -> None:
    assert run("items", "plan.json", "--excel").stdout_bytes.startswith(b"\xef\xbb\xbftask,")
    assert run("items", "plan.json", "--excel", "-o", "x.csv").exit_code == 0
    assert (folder / "x.csv").read_bytes().startswith(b"\xef\xbb\xbftask,")


@pytest.fixture
def people(folder: Path) -> Path:
    """Write a people file beside the plan."""
    (folder / "people.csv").write_text(
        "name,email\nAna Lopez,ana@example.org\nCy Poe,cy@example.org\n", encoding="utf-8"
    )
    return folder / "people.csv"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("plan.json", "--attach-ics"), "--attach-ics is for a draft", id="calendar with text"),
        pytest.param(("plan.json", "--to", "a@example.org", "-f", "html"), "--to and --cc are for a draft", id="to"),
        pytest.param(("plan.json", "--to", "nobody"), "--to and --cc are for a draft", id="to before its address"),
        pytest.param(("plan.json", "--release", "3"), "add --for client", id="release"),
        pytest.param(("items", "plan.json", "--withhold", "3"), "add --for client", id="withhold"),
        pytest.param(("batch", "."), "For example: recap batch notes/ -o recaps/", id="batch without a folder"),
        pytest.param(("batch",), "For example: recap batch notes/ -o recaps/", id="batch of nothing"),
        pytest.param(("a.md", "b.md"), "recap batch FOLDER -o OUT", id="several files"),
        pytest.param(("items", "a.md", "b.md"), "one file of notes at a time", id="several files for items"),
    ],
)
def test_option_without_effect_is_refused(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_misspelt_name_of_notes_names_the_nearest_file(folder: Path) -> None:
    refused(run("plen.json"), "plen.json does not exist; did you mean plan.json?")
    refused(run("other.md"), "other.md does not exist; check the name of the file")


def test_sheet_is_csv_for_excel(folder: Path) -> None:
    refused(run("items", "plan.json", "-o", "x.xlsx"), "recap items --excel -o plan.csv")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("arguments", [("nots.md", "-o", "x.pdf"), ("batch",), ("--date", "3.3.2026"), ("itmes",)])
def test_messages_are_folded_between_words(
    arguments: tuple[str, ...], columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(SystemExit):
        app.main(list(arguments), prog_name="recap")
    words = capsys.readouterr().err
    assert max(map(len, words.splitlines())) <= columns
    assert "Error:" in words or "recap:" in words


@pytest.mark.parametrize(
    ("opener", "words"),
    [
        pytest.param("exit 3", "nothing on this machine opens .txt files; open it yourself: mail.txt", id="fails"),
        pytest.param(None, "nothing on this machine opens .txt files", id="missing"),
        pytest.param("exit 0", "opened with the default program: mail.txt", id="opens"),
        pytest.param("sleep 9", "opened with the default program: mail.txt", id="stays"),
    ],
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="xdg-open is of Linux")
def test_open_says_whether_a_program_opened_the_document(
    opener: str | None, words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if opener:
        script = folder / "xdg-open"
        script.write_text(f"#!/bin/sh\n{opener}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin" if opener else str(folder))
    monkeypatch.setattr("extractor.cli.email.LAUNCH_SECONDS", 0.2)
    result = run("plan.json", "-o", "mail.txt", "--open", "-q")
    assert words in result.stderr
    assert (result.exit_code == 1) is ("nothing" in words)


def test_mail_cannot_be_markdown(folder: Path) -> None:
    refused(run("plan.json", "-o", "x.md"), "use `recap items`")


@pytest.mark.parametrize("who", ["nobody at all", "x@y@z", "<>"])
def test_recipient_without_an_address_is_refused(folder: Path, who: str) -> None:
    result = run("plan.json", "-f", "eml", "--to", who)
    assert result.exit_code == 1
    assert "address" in result.stderr


def test_recipients_and_subject_of_a_draft_can_be_named(folder: Path, people: Path) -> None:
    arguments = ("--to", "Ana", "--to", "Bo <bo@example.org>", "--cc", "cy@example.org", "--people", "people.csv")
    draft = run("plan.json", "-f", "eml", *arguments, "--subject", "Plan\nBcc: x@example.org").stdout
    assert "To: Ana Lopez <ana@example.org>, Bo <bo@example.org>" in draft
    assert "Cc: Cy Poe <cy@example.org>" in draft
    assert "Subject: Plan Bcc: x@example.org" in draft
    assert "\nBcc:" not in draft


def test_draft_goes_into_a_maildir(folder: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (folder / "Drafts" / name).mkdir(parents=True)
    result = run("plan.json", "-o", "Drafts", "-v")
    assert result.exit_code == 0, result.stderr
    (file,) = (folder / "Drafts" / "cur").iterdir()
    assert file.name.endswith("DS")
    assert "Subject: Recap: Weekly sync" in file.read_text(encoding="utf-8")
    assert file.name in result.stderr


def test_table_fits_a_narrow_terminal() -> None:
    text = render(FULL, "table", RenderOptions(columns=40))
    assert max(map(len, text.splitlines())) <= 40
    assert "Ana Lopez, Fri 6 Mar [14]\n  Send the deck\n" in text


def test_drafts_of_an_earlier_run_are_named(folder: Path) -> None:
    (folder / "drafts").mkdir()
    for name in ("kim.eml", "Mine.eml", "kim.txt", "everyone.eml"):
        (folder / "drafts" / name).write_text("old", encoding="utf-8")
    result = run("plan.json", "--per-owner", "drafts")
    assert result.exit_code == 0, result.stderr
    assert "drafts also holds kim.eml, which this plan does not need" in result.stderr
    assert (folder / "drafts" / "kim.eml").read_text(encoding="utf-8") == "old"
    assert (folder / "drafts" / "everyone.eml").read_text(encoding="utf-8") != "old"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("recap it", {"items", "it"}, id="command or file"),
        pytest.param("recap notes.md --per", {"--per-owner"}, id="option of the default command"),
        pytest.param("recap --per", {"--per-owner"}, id="option before the notes"),
        pytest.param("recap items --form", {"--format"}, id="option of a command"),
    ],
)
def test_shell_completes_commands_and_options(words: str, wanted: set[str]) -> None:
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1), "_RECAP_COMPLETE": "bash_complete"}
    result = CliRunner().invoke(app, [], prog_name="recap", env=environment)
    assert {line.split(",")[1] for line in result.stdout.splitlines()} == wanted


RUNNING = (
    "# Sync\n\n## 2026-03-10\n\n- Ana to pay the rent by Friday\n\n## 2026-03-03\n\n- Ben to write to Ana by Friday\n"
)


def test_mail_is_that_of_the_newest_meeting_and_the_others_are_named(folder: Path) -> None:
    (folder / "running.md").write_text(RUNNING, encoding="utf-8")
    newest = run("running.md")
    assert "rent" in newest.stdout and "Write to Ana" not in newest.stdout
    assert "2 meetings" in newest.stderr and "--date 2026-03-03" in newest.stderr
    older = run("running.md", "--date", "2026-03-03", "-q")
    assert "Write to Ana" in older.stdout and "rent" not in older.stdout
    assert older.stderr == ""
    plan = json.loads(run("items", "running.md", "-f", "json").stdout)
    assert {item["held"] for item in plan["items"]} == {"2026-03-10", "2026-03-03"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", "- Ana to pay by Friday\n", "read as markdown"),
        ("a.txt", "".join(f"04/03/2026, 09:1{at} - Ana: hello {at}\n" for at in range(4)), "chat of WhatsApp"),
        ("a.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAna: hello\n", "read as captions"),
    ],
)
def test_verbose_says_what_the_notes_were_recognised_as(folder: Path, name: str, content: str, words: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    assert words in run("items", name, "-v").stderr
    assert "read as" not in run("items", name).stderr
