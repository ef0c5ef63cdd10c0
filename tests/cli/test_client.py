"""A letter to a client: what is named, the exit status, decisions about lines, who signs and who is greeted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli.app import app
from extractor.cli.settings import line_ranges

NOTES = """\
# Call with Acme

Date: 2026-03-04
Attendees: Ana Lopez, Bob Stone, Lucia Ferreira (Acme), Dr Holm (Acme)

- Ana will send the proposal by Friday.
- Bob will lower the day rate by Friday.
- [internal] Bob will ask for the salary list by Monday.
- Ms Ferreira will send the contract by Monday.
- Dr Holm to review the draft
- Bob will update the CRM
- Somebody should book the room by Friday
- Ana to call the printer
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


def recap(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="recap")


def test_kept_line_with_a_suspicious_word_is_named_and_asks_for_a_look(notes: Path) -> None:
    result = recap(notes, "--for", "client")
    assert result.exit_code == 3
    assert "line 7 says 'day rate' and is kept" in result.stderr
    assert "withheld: line 8: " in result.stderr
    assert "day rate" in result.stdout  # the document is written
    assert "salary" not in result.stdout


def test_kept_line_is_named_even_when_quiet(notes: Path) -> None:
    result = recap(notes, "--for", "client", "-q")
    assert (result.exit_code, "line 7 says 'day rate'" in result.stderr) == (3, True)


def test_team_is_asked_for_no_look(notes: Path) -> None:
    result = recap(notes)
    assert result.exit_code == 0
    assert "is kept" not in result.stderr


def test_withheld_line_is_in_no_document(notes: Path) -> None:
    result = recap(notes, "--for", "client", "--withhold", "7")
    assert result.exit_code == 0
    assert "day rate" not in result.stdout
    assert "withheld: line 7: " in result.stderr


def test_released_lines_are_shown_and_settled(notes: Path) -> None:
    result = recap(notes, "--for", "client", "--release", "7-8")
    assert result.exit_code == 0
    assert "day rate" in result.stdout
    assert "salary list" in result.stdout


def test_lines_of_a_saved_plan_are_decided_as_well(notes: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    recap("items", notes, "-o", plan)
    assert recap(plan, "--for", "client").exit_code == 3
    result = recap(plan, "--for", "client", "--withhold", "7", "--release", "8")
    assert result.exit_code == 0
    assert "day rate" not in result.stdout
    assert "salary list" in result.stdout


def test_line_without_an_item_is_reported(notes: Path) -> None:
    result = recap(notes, "--for", "client", "--withhold", "7,99")
    assert "--withhold 99: nothing of the plan stands there" in result.stderr


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("12", ((12, 12),), id="one"),
        pytest.param("12,15-18", ((12, 12), (15, 18)), id="list"),
        pytest.param("12 15", ((12, 12), (15, 15)), id="blanks"),
        pytest.param("18-15", None, id="backwards"),
        pytest.param("0", None, id="no line 0"),
        pytest.param("x", None, id="letters"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_lines_are_read(text: str, lines: tuple[tuple[int, int], ...] | None) -> None:
    assert line_ranges(text) == lines


def test_wrong_lines_are_wrong_usage(notes: Path) -> None:
    result = recap(notes, "--for", "client", "--release", "seven")
    assert result.exit_code == 2
    assert "write them as 12,15-18" in result.stderr


def test_client_is_asked_only_about_their_own_work(notes: Path) -> None:
    words = recap(notes, "--for", "client").stdout
    assert "who takes it on" not in words.lower()
    assert "Dr Holm: review the draft" in words
    assert "Ana Lopez: call the printer" not in words
    assert "Further actions" in words


def test_our_own_chore_is_left_out_and_said(notes: Path) -> None:
    result = recap(notes, "--for", "client")
    assert "CRM" not in result.stdout
    assert "withheld: line 11: update the CRM (concerns only us)" in result.stderr
    assert "CRM" in recap(notes, "--for", "client", "--release", "11").stdout


@pytest.mark.parametrize("chore", ["Bob will tidy up our templates", "Bob will ask legal to look at the contract"])
def test_work_on_our_own_things_is_left_out(tmp_path: Path, chore: str) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"{NOTES}- {chore}\n", encoding="utf-8")
    assert chore.removeprefix("Bob will ").lower() not in recap(path, "--for", "client").stdout.lower()


def test_chore_that_was_said_to_the_client_stays(tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_text(
        "Call with Acme\nAttendees: Bob Stone, Dana (Acme)\n\n"
        "Dana: When will you know more?\nBob: I will update our board by Friday.\nDana: Thanks.\n",
        encoding="utf-8",
    )
    result = recap(path, "--for", "client", "--date", "2026-03-04")
    assert "concerns only us" not in result.stderr


def test_people_of_the_client_are_greeted_in_the_form_of_the_notes(notes: Path) -> None:
    assert "Hello Ms Ferreira and Dr Holm," in recap(notes, "--for", "client").stdout


def test_letter_asks_for_a_name_first(notes: Path) -> None:
    result = recap(notes, "--for", "client")
    assert result.stderr.splitlines()[0].startswith("nobody signs this letter; give your name with --from")
    signed = recap(notes, "--for", "client", "--from", "Ana Lopez")
    assert "nobody signs" not in signed.stderr
    assert "Kind regards,\nAna Lopez\n" in signed.stdout


def test_writer_of_the_notes_signs_the_letter(notes: Path) -> None:
    notes.write_text(NOTES.replace("Attendees:", "Notes: Bob Stone\nAttendees:"), encoding="utf-8")
    result = recap(notes, "--for", "client")
    assert "Kind regards,\nBob Stone\n" in result.stdout
    assert "nobody signs" not in result.stderr


@pytest.mark.slow
def test_batch_for_a_client_keeps_what_is_internal_out_of_every_file(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = recap("batch", notes.parent, "-o", out, "--for", "client", "-f", "text", "-f", "json", "-j", "1")
    assert result.exit_code == 3
    assert "line 7 says 'day rate' and is kept" in result.stderr
    written = [path for path in out.rglob("*") if path.suffix in (".html", ".txt", ".json", ".csv")]
    assert len(written) >= 4
    for path in written:
        assert "salary list" not in path.read_text(encoding="utf-8"), path
    assert "proposal" in (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_batch_for_the_team_has_it_again(notes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    recap("batch", notes.parent, "-o", out, "--for", "client", "-j", "1")
    recap("batch", notes.parent, "-o", out, "-j", "1")
    assert "salary list" in (out / "index.html").read_text(encoding="utf-8")
