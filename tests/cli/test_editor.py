"""The plan in an editor: how mistakes are handled, then what an edit changes, and everything that it does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import ROOT
from plans import FULL, action, recap

from extractor.cli.app import app
from extractor.cli.editor import MAX_ROUNDS, as_text, from_text, with_mistakes
from extractor.model import Action, ReadOptions, Recap
from extractor.output.plan_json import read_plan, write_plan
from extractor.resolution.ids import stable_id

OPTIONS = ReadOptions()
ITEM = action(
    "send the deck", "Ana Lopez", line=14, due=date(2026, 3, 6), due_text="by Friday", other_due=date(2026, 3, 13)
)
ONE = recap(ITEM)


def edited(old: str, new: str, made: Recap = ONE) -> Recap:
    text = as_text(made)
    assert old in text
    result = from_text(text.replace(old, new), made, OPTIONS)
    assert result.mistakes == ()
    return result.recap


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("id14 | Ana | 2026-03-06", "needs four parts", id="too few parts"),
        pytest.param("send the deck", "needs four parts", id="no parts"),
        pytest.param(
            "id99 | Ana | - | go", "there is no action id99; begin the line of a new one with |", id="unknown id"
        ),
        pytest.param("id14 | Ana | 2026-02-30 | go", "2026-02-30 is not a date", id="no such day"),
        pytest.param("id14 | Ana | whenever pigs fly | go", "“whenever pigs fly” is not a date", id="no day"),
        pytest.param("id14 | Ana | - | ", "there is no task", id="no task"),
        pytest.param("decision 7 | go", "there is no decision 7", id="unknown decision"),
        pytest.param(
            "| Ana | - | go\nid14 | Ana | - | one\nid14 | Ana | - | two", "id14 has a line above, too", id="twice"
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_changed(line: str, words: str) -> None:
    text = "# a comment\n\n" + line + "\n"
    result = from_text(text, ONE, OPTIONS)
    assert result.recap == ONE
    ((number, said),) = result.mistakes
    assert words in said
    assert number == len(text.splitlines())
    again = with_mistakes(text, result.mistakes)
    assert again.splitlines()[number - 1].startswith("#! ")
    assert line.splitlines()[-1] in again
    assert with_mistakes(again, ()) == text


@pytest.mark.parametrize("made", [FULL, ONE, recap()], ids=["full", "one", "empty"])
def test_unchanged_text_changes_no_field(made: Recap) -> None:
    assert from_text(as_text(made), made, OPTIONS).recap == made


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param("| Ana Lopez |", "| Bob; Eve |", replace(ITEM, owners=("Bob", "Eve")), id="owners"),
        pytest.param("| Ana Lopez |", "| - |", replace(ITEM, owners=()), id="nobody"),
        pytest.param("send the deck", "mail the deck", replace(ITEM, task="mail the deck"), id="task"),
        pytest.param("send the deck", "[x] send the deck", replace(ITEM, done=True), id="done"),
        pytest.param(
            "2026-03-06 (by Friday)",
            "2026-03-09",
            replace(ITEM, due=date(2026, 3, 9), due_text=None, other_due=None),
            id="date",
        ),
        pytest.param(
            "2026-03-06 (by Friday)",
            "next Wednesday",
            replace(ITEM, due=date(2026, 3, 11), due_text="next Wednesday", other_due=None),
            id="words",
        ),
        pytest.param(
            "2026-03-06 (by Friday)", "-", replace(ITEM, due=None, due_text=None, other_due=None), id="no day"
        ),
    ],
)
def test_an_edit_changes_only_its_field(old: str, new: str, wanted: Action) -> None:
    assert edited(old, new).items == (wanted,)


def test_a_deleted_line_drops_its_item() -> None:
    line = next(line for line in as_text(FULL).splitlines() if line.startswith("id16 "))
    made = edited(line + "\n", "", FULL)
    assert [item.id for item in made.items] == [item.id for item in FULL.items if item.id != "id16"]
    assert edited("decision 2 | No importer\n", "", FULL).decisions == FULL.decisions[:1]


def test_a_new_line_is_a_new_item_with_its_own_id() -> None:
    made = edited("id14 |", "| Eve | 2026-03-10 | call Bob\n | Eve | - | call Bob\nid14 |")
    assert [(item.task, item.owners, item.due) for item in made.items[:2]] == [
        ("call Bob", ("Eve",), date(2026, 3, 10)),
        ("call Bob", ("Eve",), None),
    ]
    taken: set[str] = set()
    assert [item.id for item in made.items[:2]] == [stable_id("call Bob", taken), stable_id("call Bob", taken)]


@pytest.mark.parametrize(
    ("task", "other_task", "same_id"),
    [
        pytest.param("send the deck", "deck send", False, id="another order"),
        pytest.param("send the deck", "send the deck to Bob", False, id="more words"),
        pytest.param("send the deck", "Send  the deck!", True, id="case and punctuation"),
        pytest.param("send the deck", "send a deck", True, id="another article"),
        pytest.param("revoir le café", "revoir le cafe", True, id="an accent"),
        pytest.param("to be", "to be", True, id="only function words"),
    ],
)
def test_ids_are_made_of_the_words_of_the_task(task: str, other_task: str, same_id: bool) -> None:
    assert (stable_id(task, set()) == stable_id(other_task, set())) is same_id
    assert re.fullmatch(r"[0-9a-f]{8}", stable_id(task, set()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "plan.json").write_text(write_plan(FULL), encoding="utf-8")
    monkeypatch.setenv("EDITOR", "an editor")
    return tmp_path


def edit(monkeypatch: pytest.MonkeyPatch, *typed: Callable[[str], str | None]) -> list[str]:
    """Install an editor that applies one function after the other; return the list of texts that it is given."""
    texts: list[str] = []

    def editor(text: str, **_: object) -> str | None:
        texts.append(text)
        return typed[len(texts) - 1](text)

    monkeypatch.setattr("click.edit", editor)
    return texts


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="recap")


def test_closing_without_saving_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(monkeypatch, lambda text: None)
    result = run("items", "plan.json", "--edit", "-f", "json")
    assert read_plan(result.stdout_bytes, "plan.json") == FULL


def test_the_email_has_what_was_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(monkeypatch, lambda text: text.replace("find a venue", "rent the town hall"))
    assert "Rent the town hall" in run("plan.json", "--edit").stdout


def test_after_a_mistake_the_editor_opens_again_with_what_was_typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = edit(
        monkeypatch,
        lambda text: text.replace("2026-03-06", "2026-03-77").replace("find a venue", "rent the hall"),
        lambda text: text.replace("2026-03-77", "2026-03-07"),
    )
    result = run("plan.json", "--edit")
    assert result.exit_code == 0
    assert "2026-03-77 is not a date" in result.stderr
    assert "rent the hall" in texts[1] and "#! 2026-03-77 is not a date" in texts[1]
    assert "Rent the hall" in result.stdout and "Sat 7 Mar" in result.stdout


def test_what_was_typed_is_kept_when_the_editor_is_closed_on_a_mistake(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(monkeypatch, lambda text: text.replace("2026-03-06", "2026-03-77"), lambda text: None)
    result = run("plan.json", "--edit", "-o", "mail.txt")
    assert result.exit_code == 1
    kept = re.search(r"what you typed is kept in (\S+)", result.stderr)
    assert kept and "2026-03-77" in Path(kept[1]).read_text()
    assert not (folder / "mail.txt").exists()


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(lambda text: text, id="saved as it was"),
        pytest.param(lambda text: "x" + text.replace("\n", "\nx"), id="a new mistake each time"),
    ],
)
def test_an_editor_that_never_corrects_its_mistake_is_given_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, again: Callable[[str], str]
) -> None:
    """EDITOR='sed -i s/2026/x/' has no person in it who would give up."""
    texts = edit(monkeypatch, lambda text: text.replace("2026-03-06", "2026-03-77"), *[again] * MAX_ROUNDS)
    result = run("plan.json", "--edit", "-o", "mail.txt")
    assert result.exit_code == 1
    assert len(texts) <= MAX_ROUNDS
    kept = re.search(r"what you typed is kept in (\S+)", result.stderr)
    assert kept and "2026-03-77" in Path(kept[1]).read_text()
    assert not (folder / "mail.txt").exists()


def test_deleting_everything_stops_without_output(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(monkeypatch, lambda text: "# nothing\n")
    result = run("plan.json", "--edit")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "everything was deleted" in result.stderr


def test_a_missing_editor_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-at-all")
    result = run("plan.json", "--edit")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("recap: ")


def test_a_plan_that_was_written_and_read_is_the_same_mail(folder: Path) -> None:
    assert run("items", "plan.json", "-o", "again.json").exit_code == 0
    assert (folder / "again.json").read_bytes() == (folder / "plan.json").read_bytes()
    for format in ("text", "html"):
        assert run("again.json", "-f", format).stdout == run("plan.json", "-f", format).stdout


def test_what_an_editor_prints_does_not_reach_the_document(folder: Path) -> None:
    editor = folder / "editor"
    editor.write_text("#!/bin/sh\necho from the editor\nsed -i 's/find a venue/rent the hall/' \"$1\"\n")
    editor.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "-", "--edit"],
        input=(folder / "plan.json").read_bytes(),
        capture_output=True,
        env={**os.environ, "VISUAL": str(editor)},
        start_new_session=True,  # without a terminal
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Rent the hall" in done.stdout
    assert b"from the editor" not in done.stdout
    assert b"from the editor" in done.stderr


NOTES = "# Sync, 4 March 2026\n\n- ACTION: Ana to send the deck by Friday\n- ACTION: Bob to call the plumber\n"


def edit_notes(folder: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> Result:
    """Write notes into the folder, and correct their plan by replacing words."""
    (folder / "x.md").write_text(NOTES, encoding="utf-8")
    script = folder / "replace.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n"
        f"path.write_text(path.read_text(encoding='utf-8').replace({old!r}, {new!r}), encoding='utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    return run("x.md", "--edit")


@pytest.mark.slow
def test_corrections_of_notes_stick(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = edit_notes(folder, monkeypatch, "| call the plumber", "| ring the boiler firm")
    assert "Ring the boiler firm" in result.stdout
    assert "corrections kept in x.md.recap.toml" in result.stderr
    again = run("x.md")
    assert "Ring the boiler firm" in again.stdout
    assert "x.md: corrected as x.md.recap.toml says" in again.stderr
    assert run("x.md", "-q").stderr == ""
    assert run("batch", ".", "-o", "out", "--include", "x.md", "-q", "-j", "1").exit_code == 0
    assert "Ring the boiler firm" in (folder / "out" / "x.txt").read_text(encoding="utf-8")
    (folder / "x.md.recap.toml").unlink()
    assert run("batch", ".", "-o", "out", "--include", "x.md", "-q", "-j", "1").exit_code == 0
    assert "boiler" not in (folder / "out" / "x.txt").read_text(encoding="utf-8")


def test_second_edit_keeps_the_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_notes(folder, monkeypatch, "| call the plumber", "| ring the boiler firm")
    edit_notes(folder, monkeypatch, "| Ana |", "| Eve |")
    text = run("x.md").stdout
    assert "Ring the boiler firm" in text and "Eve" in text


def test_nothing_is_kept_where_nothing_was_corrected(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_notes(folder, monkeypatch, "no such words", "x")
    assert not (folder / "x.md.recap.toml").exists()


def test_standard_input_has_no_corrections(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_notes(folder, monkeypatch, "| call the plumber", "| ring the boiler firm")
    (folder / "x.md.recap.toml").unlink()
    result = CliRunner().invoke(app, ["--edit"], input=NOTES, prog_name="recap")
    assert "Ring the boiler firm" in result.stdout
    assert not list(folder.glob("*.recap.toml"))


def test_maybe_without_its_mark_is_taken() -> None:
    made = replace(ONE, maybes=(action("look at the logs", "Bob", line=6),))
    text = as_text(made)
    assert "#? id6 | Bob | - | look at the logs" in text
    assert from_text(text, made, OPTIONS).recap == made
    taken = from_text(text.replace("#? ", ""), made, OPTIONS).recap
    assert [item.task for item in taken.items] == ["send the deck", "look at the logs"]
    assert taken.maybes == ()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")
def test_edit_without_a_terminal_is_refused_in_one_line(folder: Path) -> None:
    (folder / "x.md").write_text(NOTES, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "x.md", "--edit"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,  # no terminal
        env={**{k: v for k, v in os.environ.items() if k not in ("EDITOR", "VISUAL")}, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("recap: --edit needs a terminal")
    assert done.stderr.count("\n") == 1
