"""A folder of notes: what is ignored and refused first, then names, order and the summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plans import FULL, recap

from extractor import pipeline
from extractor.batch import processes, runner
from extractor.batch.walk import plan_work
from extractor.cli.app import app
from extractor.model import ReadOptions, RecapError
from extractor.output.plan_json import write_plan
from extractor.output.render import render

PLAN = write_plan(FULL)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with one plan in the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "ISOLATED", False)  # faster, and what tests replace is seen
    put(tmp_path / "notes", "weekly.json")
    return tmp_path / "notes"


def put(folder: Path, *names: str, text: str = PLAN) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("batch", *arguments), prog_name="recap")


def below(folder: Path) -> list[str]:
    """List the files below a folder, except the manifest."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if "/.recap/" not in f"/{name}")


def recaps(out: Path) -> list[str]:
    """List the recaps of single notes in OUT."""
    return [name for name in below(out) if name not in ("index.html", "plan.csv", "plan.json")]


def targets(folder: Path, out: Path, *formats: str) -> dict[str, list[str]]:
    """Return the names of the outputs by the names of the notes."""
    work = plan_work(folder, out, formats or ("json",))
    return {
        job.notes.relative_to(folder).as_posix(): [path.relative_to(out).as_posix() for _, path in job.targets]
        for job in work.jobs
    }


@pytest.mark.slow
def test_files_that_are_not_notes_are_skipped_counted_and_listed(notes: Path) -> None:
    put(notes, "weekly.gold.json", "other.gold.json", text='{"doc": "weekly.md", "actions": []}')
    put(notes, "photo.png", "table.xls", "sub/list.json", text="[]")
    result = run("notes", "-o", "out")
    assert result.exit_code == 0
    assert recaps(Path("out")) == ["weekly.txt"]
    assert "5 files skipped (not notes: " in result.stderr
    assert ".gold.json" in result.stderr and ".png" in result.stderr
    assert "photo.png: skipped (not notes)" in run("notes", "-o", "out", "-v").stderr


def test_hidden_files_and_circular_links_are_ignored(notes: Path) -> None:
    put(notes, ".secret.md", ".git/notes.md", "sub/inner.json")
    (notes / "sub" / "up").symlink_to(notes, target_is_directory=True)
    (notes / "sub" / "self").symlink_to(".")
    (notes / "dangling.md").symlink_to("nowhere.md")
    assert list(targets(notes, Path("out"))) == ["sub/inner.json", "weekly.json"]


@pytest.mark.slow
def test_out_below_the_folder_is_never_read(notes: Path) -> None:
    for _ in range(2):
        assert run("notes", "-o", "notes/out", "-f", "json", "-f", "md").exit_code == 0
    assert recaps(notes / "out") == ["weekly.json", "weekly.md"]
    assert len(below(notes)) == 3 + 2 + 1


@pytest.mark.parametrize("out", ["notes", "notes/", "./notes/../notes", "link"])
def test_out_may_not_be_the_folder(notes: Path, out: str) -> None:
    Path("link").symlink_to("notes")
    result = run("notes", "-o", out)
    assert result.exit_code == 1
    assert "holds the notes themselves" in result.stderr
    assert below(notes) == ["weekly.json"]


def test_notes_are_never_overwritten(notes: Path) -> None:
    put(notes, "notes/weekly.json", "a.json", text=PLAN)
    result = run("notes", "-o", ".", "-f", "json")
    assert result.exit_code == 1
    assert "notes/weekly.json is one of the notes and would be overwritten" in result.stderr
    assert not Path("a.json").exists()


def test_a_folder_without_notes_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "empty", "photo.png")
    with pytest.raises(RecapError, match=r"empty holds no notes \(1 file skipped\)"):
        plan_work(tmp_path / "empty", tmp_path / "out", ("text",))


def test_out_may_not_be_a_file(notes: Path) -> None:
    put(notes.parent, "out")
    assert run("notes", "-o", "out").exit_code == 1


def test_a_file_that_fails_does_not_stop_the_others(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(notes, "a.md", text="")
    put(notes, "b.json", text='{"schema": 1, "items": [{"task": 5}]}')
    put(notes, "c.json")
    whole = pipeline.from_path

    def broken(path: Path, options: ReadOptions) -> object:
        if path.name == "c.json":
            raise ZeroDivisionError("a bug")
        return whole(path, options)

    monkeypatch.setattr(pipeline, "from_path", broken)
    result = run("notes", "-o", "out", "-j1")
    assert result.exit_code == 1
    assert recaps(Path("out")) == ["weekly.txt"]
    *errors, last = result.stderr.splitlines()
    assert [line.split(":")[0] for line in errors] == ["recap"] * 3
    assert errors[0].startswith("recap: notes/a.md is empty")
    assert "notes/b.json: items[0].task is not valid" in errors[1]
    assert "notes/c.json made recap fail (ZeroDivisionError: a bug)" in errors[2]
    assert last.startswith("1 note read, 1 file written to out") and last.endswith("3 failed")


@pytest.mark.slow
def test_a_target_that_cannot_be_written_fails_only_its_file(notes: Path) -> None:
    put(notes, "other.json")
    Path("out/weekly.txt").mkdir(parents=True)
    result = run("notes", "-o", "out")
    assert result.exit_code == 1
    assert "weekly.txt is a folder" in result.stderr
    assert Path("out/other.txt").is_file()


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        pytest.param(("weekly.md",), {"weekly.md": "weekly.json"}, id="one"),
        pytest.param(
            ("weekly.md", "weekly.vtt"), {"weekly.md": "weekly.md.json", "weekly.vtt": "weekly.vtt.json"}, id="two"
        ),
        pytest.param(
            ("Weekly.md", "weekly.txt"), {"Weekly.md": "Weekly.md.json", "weekly.txt": "weekly.txt.json"}, id="case"
        ),
        pytest.param(("a/x.md", "b/x.md"), {"a/x.md": "a/x.json", "b/x.md": "b/x.json"}, id="folders keep apart"),
        pytest.param(("x", "x.md"), {"x": "x.json", "x.md": "x.md.json"}, id="no ending"),
        pytest.param(("2026.03.04",), {"2026.03.04": "2026.03.04.json"}, id="a date is not an ending"),
        pytest.param(("v1.2 notes.md",), {"v1.2 notes.md": "v1.2 notes.json"}, id="a dot inside"),
        pytest.param(
            ("x.md", "x.txt", "x.txt.md"),
            {"x.md": "x.md.json", "x.txt": "x.txt.json", "x.txt.md": "x.txt.md.json"},
            id="a kept ending meets a third",
        ),
    ],
)
def test_names_of_recaps(tmp_path: Path, names: tuple[str, ...], wanted: dict[str, str]) -> None:
    put(tmp_path / "notes", *names)
    found = targets(tmp_path / "notes", tmp_path / "out")
    assert {name: outputs[0] for name, outputs in found.items()} == wanted
    assert len({output.casefold() for outputs in found.values() for output in outputs}) == len(names)


def test_each_format_has_its_own_ending(notes: Path) -> None:
    formats = ("text", "html", "table", "json", "csv", "md", "json")
    assert targets(notes, Path("out"), *formats)["weekly.json"] == [
        "weekly.txt",
        "weekly.html",
        "weekly.table.txt",
        "weekly.json",
        "weekly.csv",
        "weekly.md",
    ]


def test_notes_are_taken_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b.md", "a/z.md", "a.md", "c/y/x.md", "B.md"]
    put(tmp_path / "notes", *names)
    assert list(targets(tmp_path / "notes", tmp_path / "out")) == ["B.md", "a/z.md", "a.md", "b.md", "c/y/x.md"]


def test_do_job_writes_nothing(notes: Path) -> None:
    (job,) = plan_work(notes, Path("out"), ("text", "json")).jobs
    outcome = runner.do_job(job, ReadOptions())
    assert outcome.error is None
    assert [text for _, text in outcome.documents] == [render(FULL, "text"), PLAN]
    assert not Path("out").exists()


@pytest.mark.slow
def test_a_batch_mirrors_the_folder_and_sums_up(notes: Path) -> None:
    put(notes, "deep/er/board.json", text=write_plan(recap(title="Board")))
    result = run("notes", "-o", "recaps", "-f", "json", "-f", "html")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "2 notes read, 4 files written to recaps\n"
    assert recaps(Path("recaps")) == ["deep/er/board.html", "deep/er/board.json", "weekly.html", "weekly.json"]
    assert json.loads(Path("recaps/deep/er/board.json").read_text(encoding="utf-8"))["meeting"]["title"] == "Board"
    assert run("notes", "-o", "recaps", "-q").stderr == ""


@pytest.mark.slow
def test_control_characters_in_file_names_do_not_reach_the_terminal(notes: Path) -> None:
    put(notes, "\x1b[2J.md", text="")
    result = run("notes", "-o", "out", "-v")
    assert result.exit_code == 1
    assert "\x1b" not in result.output


@pytest.mark.slow
def test_files_that_may_hold_notes_are_named_and_those_of_mime_are_read(notes: Path) -> None:
    put(notes, "old.doc", "sub/slack.json", "weekly.gold.json", "photo.png", text="[]")
    put(
        notes, "page.doc", text="MIME-Version: 1.0\nContent-Type: text/plain\n\nAna to call the bank by 6 March 2026.\n"
    )
    stderr = run("notes", "-o", "out").stderr
    assert "of these, may hold notes: old.doc, sub/slack.json" in stderr
    assert "photo.png" not in stderr and "gold" not in stderr.partition("may hold")[2]
    assert recaps(Path("out")) == ["page.txt", "weekly.txt"]


def test_export_of_a_chat_is_notes_and_other_json_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes"
    notes.mkdir()
    messages = [{"type": "message", "user": "U1", "ts": "1772530000.000100", "text": f"hello {at}"} for at in range(3)]
    (notes / "slack.json").write_text(json.dumps(messages), encoding="utf-8")
    (notes / "settings.json").write_text('{"ts": 1}', encoding="utf-8")
    work = plan_work(notes, tmp_path / "out", ("text",), (), ())
    assert [job.notes.name for job in work.jobs] == ["slack.json"]


@pytest.mark.slow
def test_notes_that_share_a_name_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    for name in ("weekly.json", "other.json"):
        (tmp_path / "notes" / name).write_text(write_plan(FULL), encoding="utf-8")
    result = CliRunner().invoke(app, ("batch", "notes", "-o", "out", "-f", "json"), prog_name="recap")
    assert "share a name" not in result.stderr
    (tmp_path / "notes" / "weekly.md").write_text("Nothing was agreed.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ("batch", "notes", "-o", "out", "-f", "json"), prog_name="recap")
    assert "weekly.json, weekly.md: these share a name" in result.stderr
