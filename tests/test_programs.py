"""What docs/how-to/programs.md shows: the hook, the action and the component do what the page says."""

from __future__ import annotations

import ast
import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from places import ROOT
from spacy.tokens import Span

from extractor.cli.app import app
from extractor.component import STORED

PAGE = (ROOT / "docs" / "how-to" / "programs.md").read_text(encoding="utf-8")
WHOLE = "# Sync, 4 March 2026\n\n- Ana to call Bob by Friday\n"
LACKING = "# Sync, 4 March 2026\n\n- Ana to call Bob\n- [ ] order the paint by Friday\n"


def blocks(language: str) -> list[str]:
    """Return the code of the page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def hook() -> dict[str, Any]:
    (entry,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = entry
    return found


def run(command: str, *files: str) -> Result:
    """Run a command of a hook or of an action in this process."""
    name, *arguments = command.split()
    assert name == "recap"
    return CliRunner().invoke(app, [*arguments, *files], prog_name="recap")


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "whole.md").write_text(WHOLE, encoding="utf-8")
    return folder


def test_hook_passes_notes_in_which_each_action_has_an_owner_and_a_day(notes: Path) -> None:
    assert run(hook()["entry"], "notes/whole.md").exit_code == 0


def test_hook_fails_on_actions_without_owner_or_day_and_names_them(notes: Path) -> None:
    (notes / "lacking.md").write_text(LACKING, encoding="utf-8")
    result = run(hook()["entry"], "notes/whole.md", "notes/lacking.md")
    assert result.exit_code == 3
    assert "notes/lacking.md\n\nWho takes this on?\n  - Order the paint (line 4)" in result.stdout
    assert "Ana: call Bob (line 3)" in result.stdout
    assert "whole.md" not in result.stdout


def test_hook_accepts_what_was_corrected_beside_the_notes(notes: Path) -> None:
    (notes / "lacking.md").write_text(LACKING, encoding="utf-8")
    (notes / "lacking.md.recap.toml").write_text(
        '[[item]]\nline = 3\ntask = "call Bob"\ndue = "2026-03-05"\n'
        '[[item]]\nline = 4\ntask = "order the paint"\nowners = ["Cy"]\n',
        encoding="utf-8",
    )
    result = run(hook()["entry"], "notes/lacking.md")
    assert (result.exit_code, result.stderr) == (0, "")


def test_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(notes: Path) -> None:
    (notes / "lacking.md").write_text(LACKING, encoding="utf-8")
    result = run("recap check -q", "notes/missing.md", "notes/lacking.md")
    assert result.exit_code == 1
    assert "notes/missing.md does not exist" in result.stderr
    assert "Order the paint" in result.stdout


def test_each_file_has_the_settings_beside_it(notes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text = "# Sync, 30 December 2025\n\n- Ana to call Bob by 3/4\n"
    for folder in (notes, other):
        (folder / "x.md").write_text(text, encoding="utf-8")
    (other / "recap.toml").write_text('date-order = "dmy"\n', encoding="utf-8")
    words = run("recap check", "notes/x.md", "other/x.md").stdout
    assert words.startswith("notes/x.md\n\nIs this the right day?")
    assert "other/x.md" not in words  # its settings say how 3/4 is read


def test_hook_looks_at_notes_alone() -> None:
    files = re.compile(hook()["files"])
    assert files.search("notes/weekly.md") and files.search("team/Minutes/2026-03.txt")
    assert not files.search("README.md") and not files.search("notes/weekly.md.recap.toml")


def test_page_names_the_hook_and_the_action_runs_the_same_check(notes: Path) -> None:
    configuration, workflow = map(yaml.safe_load, blocks("yaml"))
    assert configuration["repos"][0]["hooks"][0]["id"] == hook()["id"]
    *_, step = workflow["jobs"]["check"]["steps"]
    command = step["run"].removesuffix(" notes/*.md")
    assert run(command, "notes/whole.md").exit_code == 0
    (notes / "lacking.md").write_text(LACKING, encoding="utf-8")
    assert run(command, "notes/whole.md", "notes/lacking.md").exit_code == 3


def pandas_line() -> str:
    (line,) = (block for block in blocks("python") if "read_csv" in block)
    return line


@pytest.fixture
def tables(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the CSV files of the three commands that the page names."""
    (notes / "lacking.md").write_text(LACKING, encoding="utf-8")
    monkeypatch.setenv("RECAP_LEDGER", str(tmp_path / "ledger.db"))
    for command in (
        "recap items notes/lacking.md -q -o plan.csv",
        "recap batch notes -q -j 1 -o out",
        "recap keep -q notes/lacking.md",
        "recap waiting -o waiting.csv",
    ):
        assert run(command).exit_code == 0
    return [tmp_path / "plan.csv", tmp_path / "out" / "plan.csv", tmp_path / "waiting.csv"]


@pytest.mark.slow
def test_tables_have_the_columns_that_the_line_for_pandas_names(tables: list[Path]) -> None:
    (call,) = (node for node in ast.walk(ast.parse(pandas_line())) if isinstance(node, ast.Call))
    options = {word.arg: word.value for word in call.keywords}
    (days,) = ast.literal_eval(options["parse_dates"])
    assert isinstance(options["dtype"], ast.Dict)
    ids = [ast.literal_eval(key) for key in options["dtype"].keys if key]
    for table in tables:
        rows = list(csv.DictReader(table.open(encoding="utf-8", newline=""), strict=True))
        assert sum(row[days] == "2026-03-06" for row in rows) >= 1
        assert all(row[days] == "" or date.fromisoformat(row[days]) for row in rows)
        assert all(None not in row and row[id] for row in rows for id in ids)


@pytest.mark.slow
def test_pandas_reads_the_tables(tables: list[Path]) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is never a dependency")
    for table in tables:
        found: dict[str, Any] = {"pandas": pandas}
        exec(pandas_line().replace("plan.csv", table.as_posix()), found)
        plan = found["plan"]
        assert len(plan[plan["due"] < "2026-03-07"]) >= 1
        assert all(isinstance(id, str) for id in plan["id"])


def test_component_of_the_page_prints_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    code = next(block for block in blocks("python") if "add_pipe" in block)
    try:
        exec(compile(code, "programs.md", "exec"), {})
    finally:
        for name in (*STORED, "due"):
            Span.remove_extension(name)
    said = "".join(line.removeprefix("# ") + "\n" for line in code.splitlines() if line.startswith("# "))
    assert capsys.readouterr().out == said != ""
