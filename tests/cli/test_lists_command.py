"""`recap waiting` as lists, and `recap keep` of a list that was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ledgers import kept, ledger, meeting, promise

from extractor.cli import settings
from extractor.cli.app import app

Run = Callable[..., Result]
NEEDS_EXCEL = pytest.mark.skipif(find_spec("xlsxwriter") is None, reason="needs the extra [excel]")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    store = ledger(tmp_path)
    kept(store, [meeting(0, promise("fix the crash", "Ana Lopez", line=1, due=date(2026, 3, 13)))])
    store.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECAP_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setattr(settings, "now", lambda: datetime(2026, 4, 17, 9, 0, tzinfo=UTC))

    def command(*arguments: str) -> Result:
        result = CliRunner().invoke(app, arguments, prog_name="recap")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


@pytest.mark.parametrize("name", ["a.csv", pytest.param("a.xlsx", marks=NEEDS_EXCEL), "a.md", "a.ics", "a.txt"])
def test_each_ending_goes_out_and_comes_in_unchanged(run: Run, name: str) -> None:
    assert run("waiting", "-o", name).exit_code == 0
    assert run("keep", name).stdout == f"{name}: 1 entry, 0 changed\n"


def test_an_edit_is_taken_over_and_taken_back(run: Run, tmp_path: Path) -> None:
    run("waiting", "-f", "csv", "--excel", "-o", "a.csv")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,")
    assert b",2026-03-03,weekly-0.md,1,," in data
    (tmp_path / "a.csv").write_bytes(data.replace(b",open,", b",done,").replace(b"Ana Lopez", b"Ben"))
    text = run("keep", "a.csv").stdout
    assert text.splitlines()[0] == "a.csv: 1 entry, 2 changed"
    assert "now Ben Stone" in text or "now Ben" in text
    assert "DONE OR DROPPED" in run("waiting", "--all").stdout
    assert "1. " not in run("undo").stdout
    assert "Ana" in run("waiting").stdout


def test_options_that_do_not_fit_are_refused(run: Run) -> None:
    assert "name it with -o" in run("waiting", "-f", "xlsx").stderr
    assert "--excel is for CSV" in run("waiting", "-f", "md", "--excel").stderr
    assert "BEGIN:VTODO" in run("waiting", "-f", "ics", "--todo").stdout


def test_new_work_in_a_list_is_taken_in_and_told(run: Run, tmp_path: Path) -> None:
    run("waiting", "-o", "a.csv")
    path = tmp_path / "a.csv"
    path.write_bytes(path.read_bytes() + b",order paint,Ben,,2026-05-01,,done,,,,,,,\r\n,,Ben,,,,,,,,,,,\r\n")
    result = run("keep", "a.csv")
    first, new, done = result.stdout.splitlines()
    assert first == "a.csv: 1 entry, 1 changed, 1 new"
    assert new.endswith("Ben  Order paint  new, Fri 1 May") and done.endswith("Order paint  done")
    assert result.stderr == "a.csv:4: not taken: it has neither an id nor a task\n"
    assert run("keep", "a.csv").stdout == "a.csv: 2 entries, 0 changed\n"
    short = new.split()[0]
    assert "a.csv:3" in run("mark", short).stdout
    assert run("undo").exit_code == 0
    assert run("mark", short).exit_code == 1


def test_ids_that_are_not_known_are_named(run: Run, tmp_path: Path) -> None:
    run("waiting", "-o", "a.csv")
    (tmp_path / "a.csv").write_bytes((tmp_path / "a.csv").read_bytes() + b"PAY-7,pay,,,,,,,,,,,,\r\n")
    assert "knows no such ids: pay-7; leave the id out for new work" in run("keep", "a.csv").stderr


def test_folder_may_hold_notes_lists_and_mails_together(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    (folder / "Drafts" / "cur").mkdir(parents=True)
    for name in ("new", "tmp"):
        (folder / "Drafts" / name).mkdir()
    mail = "From: Cy <cy@example.org>\nTo: Ana <ana@example.org>\nSubject: lunch\nMessage-ID: <{}@x>\n\nHi\n"
    (folder / "lunch.eml").write_text(mail.format(1), encoding="utf-8")
    (folder / "Drafts" / "cur" / "1.md:2,DS").write_text(mail.format(2), encoding="utf-8")
    (folder / "x.md").write_text("# Other, 30 April 2026\n\n- ACTION: Dee to call Bob by Friday\n", encoding="utf-8")
    for name in ("a.csv", "a.md", "a.txt"):
        run("waiting", "-o", str(folder / name))
    result = run("keep", str(folder))
    assert "2 mails, none is an answer" in result.stdout
    assert "a.csv: 1 entry, 0 changed" in result.stdout and "a.md: 1 entry, 0 changed" in result.stdout
    assert "Dee" in result.stdout and "Call Bob" in result.stdout
    assert run("waiting", "-f", "csv").stdout.count("\n") == 3


def test_name_that_was_forgotten_does_not_come_back_by_a_list(run: Run, tmp_path: Path) -> None:
    run("waiting", "-o", "a.csv")
    path = tmp_path / "a.csv"
    path.write_bytes(path.read_bytes() + b",order paint for Ana,Ana Lopez,,,,,,,,,,,\r\n,Ana: pay,,,,,,,,,,,,\r\n")
    run("keep", "a.csv")
    assert run("ledger", "forget", "Ana Lopez", "--yes").exit_code == 0
    result = run("keep", "a.csv")
    assert result.stdout == "a.csv: 3 entries, 0 changed\n"
    held = b"".join(one.read_bytes() for one in tmp_path.glob("ledger.db*"))
    assert b"Lopez" not in held and b"Ana" not in held
    assert "Lopez" not in run("waiting", "--all").stdout
