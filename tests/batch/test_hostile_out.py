"""A folder of recaps into which somebody else has put links: nothing outside of it is written, read or removed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plans import recap

from extractor.batch import manifest, processes
from extractor.cli.app import app
from extractor.common.files import read_bounded, write_whole
from extractor.model import RecapError
from extractor.output.plan_json import write_plan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and modes as POSIX has them")
FILES = ("weekly.json", "plan.csv", "plan.json", "index.html")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of two plans in the current one, and a folder that is none of recap's business."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "ISOLATED", False)  # faster, and what tests replace is seen
    for name in ("weekly.json", "team/board.json"):
        path = tmp_path / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_plan(recap(title=name)), encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("untouched", encoding="utf-8")
    return tmp_path / "outside"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("batch", "notes", "-o", "out", "-f", "json", "-j1", *arguments), prog_name="recap")


def is_untouched(outside: Path) -> bool:
    return [path.name for path in outside.iterdir()] == ["secret.txt"] and (
        (outside / "secret.txt").read_text(encoding="utf-8") == "untouched"
    )


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("target", ["secret.txt", "new.txt"])
def test_link_in_the_place_of_a_file_is_replaced(outside: Path, name: str, target: str) -> None:
    Path("out").mkdir()
    (Path("out") / name).symlink_to(outside / target)
    assert run().exit_code == 0
    assert is_untouched(outside)
    assert not (Path("out") / name).is_symlink()
    assert (Path("out") / name).read_text(encoding="utf-8").startswith(("{", "due,", "<!"))


def test_link_in_the_place_of_a_folder_fails_its_notes(outside: Path) -> None:
    Path("out").mkdir()
    Path("out/team").symlink_to(outside)
    result = run()
    assert result.exit_code == 1
    assert "out/team is a link, and nothing is written through it; remove it" in result.stderr
    assert is_untouched(outside)
    assert Path("out/weekly.json").is_file()


def test_link_that_comes_later_does_not_make_a_recap_done(outside: Path) -> None:
    run()
    Path("out/team/board.json").rename(outside / "board.json")
    Path("out/team").rmdir()
    Path("out/team").symlink_to(outside)
    assert run().exit_code == 1


@pytest.mark.parametrize("name", [".recap", *(f".recap/{name}" for name in manifest._DATABASE_FILES)])
def test_link_in_the_place_of_the_manifest_is_refused(outside: Path, name: str) -> None:
    path = Path("out") / name
    path.parent.mkdir(parents=True)
    path.symlink_to(outside if name == ".recap" else outside / "secret.txt")
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith(f"recap: {path} is ")
    assert result.stderr.count("\n") == 1
    assert is_untouched(outside)


def test_pipe_in_the_place_of_the_manifest_is_not_waited_for(outside: Path) -> None:
    Path("out/.recap").mkdir(parents=True)
    os.mkfifo("out/.recap/manifest.sqlite")
    assert run().exit_code == 1
    assert run("--dry-run").exit_code == 0


def test_link_to_a_recap_elsewhere_is_not_removed_by_prune(outside: Path) -> None:
    run()
    (outside / "secret.txt").unlink()
    Path("out/weekly.json").rename(outside / "secret.txt")
    Path("out/weekly.json").symlink_to(outside / "secret.txt")
    Path("notes/weekly.json").unlink()
    run("--prune")
    assert (outside / "secret.txt").exists()


@pytest.mark.parametrize(
    ("mode", "for_files"),
    [
        pytest.param(None, 0o600, id="a new folder is private"),
        pytest.param(0o700, 0o600, id="a private folder"),
        pytest.param(0o750, 0o640, id="a folder of the group"),
        pytest.param(0o755, 0o644, id="a folder for all"),
    ],
)
def test_files_are_as_open_as_their_folder(outside: Path, mode: int | None, for_files: int) -> None:
    old = os.umask(0o022)
    try:
        if mode is not None:
            Path("out").mkdir(mode=mode)
        assert run("-f", "eml").exit_code == 0
    finally:
        os.umask(old)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in Path("out").rglob("*") if path.is_file()}
    assert modes.pop("weekly.eml") == modes.pop("board.eml") == 0o600
    assert modes.pop("lock") == 0o600
    assert set(modes.values()) == {for_files}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (Path("out"), Path("out/team"))}
    assert folders == {mode or 0o700}


def test_mode_of_a_file_that_is_there_stays(outside: Path) -> None:
    run()
    Path("out/plan.json").chmod(0o644)
    run("--force")
    assert stat.S_IMODE(Path("out/plan.json").stat().st_mode) == 0o644


def test_nothing_but_a_file_is_read_within_bounds(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "link", tmp_path / "pipe"):
        with pytest.raises(OSError, match="Not a file"):
            read_bounded(path, 10)
    (tmp_path / "file").write_bytes(b"x" * 100)
    assert read_bounded(tmp_path / "file", 10) == b"x" * 11
    (tmp_path / "second").symlink_to(tmp_path / "file")
    with pytest.raises(OSError, match="Too many levels"):
        read_bounded(tmp_path / "second", 10, follow=False)


def test_file_that_is_there_as_a_device_is_not_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "recap.txt")
    write_whole(tmp_path / "recap.txt", "words", inside=tmp_path)
    assert (tmp_path / "recap.txt").read_text(encoding="utf-8") == "words"
    (tmp_path / "folder").mkdir()
    with pytest.raises(RecapError, match="is a folder"):
        write_whole(tmp_path / "folder", "words", inside=tmp_path)
