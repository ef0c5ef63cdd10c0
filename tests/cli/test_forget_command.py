"""`recap ledger forget`: shown, asked, done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ledgers import kept, ledger, meeting, promise

from extractor.cli import ledger as ledger_commands
from extractor.cli import settings
from extractor.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    store = ledger(tmp_path)
    one = meeting(
        0,
        promise("Take the letter to Dana Reyes", "Sam Teller", line=4, due=date(2026, 3, 10), promised_to="Dana Reyes"),
        promise("Call the printer", "Dana Reyes", line=5),
    )
    kept(store, [one])
    store.close()
    (tmp_path / "ledger.db.before-2").write_bytes(b"Dana Reyes")
    monkeypatch.setenv("RECAP_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setattr(settings, "now", lambda: datetime(2026, 4, 17, 9, 0, tzinfo=UTC))

    def command(*arguments: str, answer: str = "") -> Result:
        result = CliRunner().invoke(app, ["ledger", "forget", *arguments], input=answer, prog_name="recap")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


def test_shows_and_asks(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("Dana Reyes")
    assert result.exit_code == 1
    assert "nothing was forgotten: answer on a terminal, or add --yes" in result.stderr
    assert "Not reached: the notes (weekly-0.md); mails and drafts; the people file;" in result.stdout
    assert "Copies of the ledger go, too: ledger.db.before-2." in result.stdout
    monkeypatch.setattr(ledger_commands, "_is_terminal", lambda: True)
    assert run("Dana Reyes", answer="n\n").stdout.endswith("Nothing was forgotten.\n")
    assert (tmp_path / "ledger.db.before-2").exists()
    assert run("Dana Reyes", answer="y\n").stdout.endswith("Forgotten.\n")
    assert not (tmp_path / "ledger.db.before-2").exists()
    assert not [one for one in tmp_path.iterdir() if b"Reyes" in one.read_bytes()]
    assert run("Dana Reyes", "--yes").stdout == "The ledger holds nothing of it.\n"


def test_one_thing_at_a_time(run: Run) -> None:
    assert run().exit_code == 2
    result = run("Dana Reyes", "--series", "weekly")
    assert "name one thing to forget" in result.stderr


def test_series_and_day(run: Run) -> None:
    text = run("--before", "2026-03-04", "--yes").stdout
    assert "  0 meetings, 0 lines, 0 mails go.\n" in text  # both promises are open
    assert "stays with its lines; the names of all others go.\n" in text
    text = run("--series", "weekly", "--yes").stdout
    assert text.startswith("The series weekly\n  1 meeting, 2 lines, 0 mails go, with open promises: ")
    assert text.endswith("Forgotten.\n")
