"""Batches that run again, end early or use several processes: nothing is done twice, lost, or left half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plans import recap

import extractor
from extractor import pipeline
from extractor.batch import folder, manifest, processes, runner
from extractor.cli import progress
from extractor.cli.app import app
from extractor.model import ReadOptions, Recap
from extractor.output.plan_json import write_plan


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of five plans in the current one: no parse is needed for them."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.json", "b.json", "c.json", "d.json", "team/e.json"):
        write(tmp_path / "notes" / name, name)
    return tmp_path / "notes"


def write(path: Path, title: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_plan(recap(title=title)), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ("batch", "notes", "-o", "out", "-f", "json", *arguments), prog_name="recap")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the notes that are read, as a list that grows."""
    seen: list[str] = []
    whole = pipeline.from_path

    def noted(path: Path, options: ReadOptions) -> Recap:
        seen.append(path.name)
        return whole(path, options)

    monkeypatch.setattr(pipeline, "from_path", noted)
    return seen


def test_what_did_not_change_is_not_done_again(notes: Path, read: list[str]) -> None:
    assert run("-j1").exit_code == 0
    assert len(read) == 5
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.json") if path.name != "plan.json"}
    result = run("-j1")
    assert (result.exit_code, len(read)) == (0, 5)
    assert "0 notes read, 0 files written to out; 5 unchanged since the last run" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize(
    ("change", "arguments", "again"),
    [
        pytest.param("write(notes / 'b.json', 'New')", (), ["b.json"], id="other bytes"),
        pytest.param("(notes / 'b.json').touch()", (), [], id="a new time alone"),
        pytest.param("(notes / 'b.json').rename(notes / 'f.json')", (), ["f.json"], id="another name"),
        pytest.param("Path('out/c.json').unlink()", (), ["c.json"], id="a recap that is gone"),
        pytest.param("Path('out/c.json').write_text('')", (), ["c.json"], id="a recap without a byte"),
        pytest.param("Path('out/c.json').write_text('mine')", (), [], id="a recap that was corrected"),
        pytest.param("None", ("--force",), ["a.json", "b.json", "c.json", "d.json", "e.json"], id="force"),
        pytest.param("None", ("--country", "DE"), ["a.json", "b.json", "c.json", "d.json", "e.json"], id="options"),
        pytest.param("None", ("-f", "md"), ["a.json", "b.json", "c.json", "d.json", "e.json"], id="another format"),
        pytest.param("None", ("--exclude", "[b-e].json"), [], id="fewer notes"),
    ],
)
def test_what_changed_is(
    notes: Path, read: list[str], change: str, arguments: tuple[str, ...], again: list[str]
) -> None:
    run("-j1")
    read.clear()
    eval(change, {"write": write, "notes": notes, "Path": Path})
    assert run("-j1", *arguments).exit_code == 0
    assert read == again
    read.clear()
    run("-j1", *[one for one in arguments if one != "--force"])
    assert read == []


def test_another_program_does_all_again(notes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("-j1")
    manifest._program.cache_clear()
    monkeypatch.setattr(manifest, "_version", lambda name: "99")
    read.clear()
    run("-j1")
    manifest._program.cache_clear()
    assert len(read) == 5


def test_a_failure_is_tried_again(notes: Path, read: list[str]) -> None:
    (notes / "b.json").write_text('{"schema": 1, "items": [{"task": 5}]}')
    assert run("-j1").exit_code == 1
    read.clear()
    assert run("-j1").exit_code == 1
    assert read == ["b.json"]


def test_notes_that_are_gone_are_told_and_their_recaps_stay_out_of_the_plan(notes: Path) -> None:
    run("-j1")
    (notes / "b.json").unlink()
    result = run("-j1", "-v")
    assert result.exit_code == 0
    assert "out/b.json: its notes are gone" in result.stderr
    assert "1 file of notes that are gone" in result.stderr
    assert Path("out/b.json").exists()
    assert "b.json" not in Path("out/plan.csv").read_text()
    Path("out/b.json").unlink()
    assert "gone" not in run("-j1").stderr
    assert set(manifest.read_records(Path("out"))) == {"a.json", "c.json", "d.json", "team/e.json"}


def test_a_dry_run_writes_nothing(notes: Path) -> None:
    result = run("--dry-run")
    assert result.exit_code == 0
    assert "notes/team/e.json -> out/team/e.json" in result.stderr
    assert "5 of 5 notes would be done; nothing was written" in result.stderr
    assert not Path("out").exists()
    run("-j1")
    write(notes / "c.json", "New")
    result = run("-n")
    assert "1 of 5 notes would be done" in result.stderr and "notes/c.json -> " in result.stderr


@pytest.mark.parametrize(
    ("globs", "taken", "left"),
    [
        pytest.param(("*.md",), ["a.md", "x/a.md"], ["a.md.txt", "amd", "a.MD2"], id="names anywhere"),
        pytest.param(
            ("drafts",), ["drafts/a.md", "x/drafts/y/a.md", "drafts"], ["drafts2/a.md"], id="folders anywhere"
        ),
        pytest.param(("team/*.md",), ["team/a.md"], ["x/team/a.md", "team/x/a.md"], id="a path"),
        pytest.param(("team/**",), ["team/a.md", "team/x/a.md"], ["a.md", "teams/a.md"], id="all below"),
        pytest.param(("team/",), ["team/a.md"], ["teams"], id="a folder with its slash"),
        pytest.param(("**/old/*",), ["old/a", "x/y/old/a"], ["old", "xold/a"], id="any folders"),
        pytest.param(("2026-0?-[!1]*",), ["2026-03-04"], ["2026-03-14", "2026-13-04"], id="one character"),
        pytest.param(("a[", "b(c)+"), ["a[", "b(c)+"], ["a", "bcc"], id="no special signs"),
        pytest.param(("[^x]y",), ["^y"], ["ay"], id="a caret is one"),
        pytest.param((), [], ["a.md"], id="none"),
    ],
)
def test_globs(globs: tuple[str, ...], taken: list[str], left: list[str]) -> None:
    pattern = folder.matcher(globs)
    assert [path for path in left if pattern.match(path)] == []
    assert [path for path in taken if not pattern.match(path)] == []


def test_include_and_exclude(notes: Path) -> None:
    result = run("-j1", "--include", "team/**", "--include", "[ab].json", "--exclude", "b*")
    assert result.exit_code == 0
    assert sorted(path.name for path in Path("out").rglob("*.json")) == ["a.json", "e.json", "plan.json"]
    assert "3 left out by --include or --exclude" in result.stderr
    result = run("--include", "*.md")
    assert result.exit_code == 1
    assert "--include and --exclude leave none of its 5 notes" in result.stderr


def test_names_of_the_plan_are_taken(notes: Path) -> None:
    write(notes / "plan.md.json", "Plan")
    write(notes / "index.json", "Index")
    write(notes / "team" / "index.json", "Index")
    work = folder.plan_work(notes, Path("out"), ("json", "html", "csv"))
    names = {job.name: [path.relative_to("out").as_posix() for _, path in job.targets] for job in work.jobs}
    assert names["index.json"] == ["index.json.json", "index.json.html", "index.json.csv"]
    assert names["team/index.json"] == ["team/index.json", "team/index.html", "team/index.csv"]


def test_an_earlier_folder_of_recaps_is_not_read(notes: Path) -> None:
    CliRunner().invoke(app, ("batch", "notes", "-o", "notes/old", "-f", "json", "-j1"))
    assert len(folder.plan_work(notes, Path("out"), ("json",)).jobs) == 5
    assert len(folder.plan_work(notes / "old", Path("out"), ("json",)).jobs) > 5  # named itself, it is


def test_a_line_that_was_cut_off_is_passed_over(notes: Path, read: list[str]) -> None:
    run("-j1")
    log = Path("out/.recap/manifest.jsonl")
    log.write_bytes(log.read_bytes()[:-40])
    Path("out/team/.recap-0123456789ab.tmp").write_text("half a rec")
    read.clear()
    run("-j1")
    assert read == ["e.json"]
    assert not list(Path("out").rglob("*.tmp"))
    read.clear()
    run("-j1")
    assert read == []


def test_a_manifest_of_nonsense_is_as_none(notes: Path, read: list[str]) -> None:
    Path("out/.recap").mkdir(parents=True)
    Path("out/.recap/manifest.jsonl").write_bytes(b'\xff\x00[1]\n{"notes": 5}\n{"notes": "a.json", "key": ""}\nnull')
    assert run("-j1").exit_code == 0
    assert len(read) == 5


def test_a_note_costs_the_manifest_one_line_however_many_there_are(notes: Path) -> None:
    (notes.parent / "out").mkdir()
    with manifest.opened(Path("out")) as log:
        sizes = []
        for number in range(300):
            log.add(manifest.Record(f"{number:04}.md", "k", (("json", "x"),), "{}"))
            sizes.append(Path("out/.recap/manifest.jsonl").stat().st_size)
    assert len({after - before for before, after in pairwise(sizes)}) == 1


def test_two_runs_in_one_folder_are_refused(notes: Path) -> None:
    pytest.importorskip("fcntl")
    with manifest.opened(Path("out")):
        result = run("-j1")
    assert result.exit_code == 1
    assert "another recap is writing to out" in result.stderr
    assert run("-j1").exit_code == 0


def program(*arguments: str) -> subprocess.Popen[str]:
    root = Path(extractor.__file__).parent.parent
    path = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    command = (sys.executable, "-m", "extractor", "batch", "notes", "-o", "out", "-f", "json", *arguments)
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_a_run_that_is_ended_leaves_whole_files_and_is_taken_up(notes: Path, sent: signal.Signals, jobs: str) -> None:
    for number in range(1500):
        write(notes / f"n{number:04}.json", f"Meeting {number}")
    process = program("-j", jobs)
    deadline = time.monotonic() + 60
    while not list(Path("out").glob("n*.json")) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(sent)
    _, words = process.communicate(timeout=60)
    assert process.returncode in {signal.SIGINT: (130,), signal.SIGTERM: (143,), signal.SIGKILL: (-9,)}[sent]
    assert "Traceback" not in words
    if sent is signal.SIGKILL:
        time.sleep(1)  # the processes at work end with their note
    done = list(Path("out").glob("n*.json"))
    assert 0 < len(done) < 1500
    for path in done:
        assert pipeline.from_path(path, ReadOptions()).title == f"Meeting {int(path.stem[1:])}"
    if sent is not signal.SIGKILL:
        assert not list(Path("out").rglob("*.tmp"))
    process = program("--dry-run")
    _, words = process.communicate(timeout=60)
    left = int(words.splitlines()[-1].split()[0])
    most = 1505 - len([path for path in Path("out").rglob("*.json") if path.name != "plan.json"])
    assert most <= left <= most + 8  # those written and not yet noted down are done again


def twice(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def lost(number: int, why: str) -> int:
    assert "SIGKILL" in why
    return -number


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_that_dies_costs_its_task_alone(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    import multiprocessing

    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context(method))
    found = list(processes.results(twice, iter(range(20)), 2, prepare=lambda: None, lost=lost))
    assert sorted(found) == sorted([-7, *(2 * number for number in range(20) if number != 7)])


def whose(number: int) -> tuple[int, int]:
    return number, os.getpid()


@pytest.mark.parametrize("method", ["fork", "spawn"] if os.name == "posix" else ["spawn"])
def test_a_process_gives_way_to_a_new_one_after_its_share(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    import multiprocessing

    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context(method))
    monkeypatch.setattr(processes, "LIFE", 5)
    found = list(processes.results(whose, iter(range(40)), 2, prepare=lambda: None, lost=lambda task, why: (-task, 0)))
    assert sorted(number for number, _ in found) == list(range(40))
    shares = Counter(process for _, process in found if process != os.getpid())
    assert max(shares.values()) <= 5 and len(shares) >= 7


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield 100 + taken

    running = processes.results(twice, endless(), 2, prepare=lambda: None, lost=lost)
    assert len([next(running) for _ in range(50)]) == 50
    running.close()  # type: ignore[attr-defined]
    assert taken <= 50 + 2 * processes.AHEAD + processes.FEW


def test_extract_many(notes: Path) -> None:
    (notes / "empty.md").write_text("")
    found = {result.path.name: result for result in extractor.extract_many(sorted(notes.rglob("*.*")), jobs=2)}
    assert len(found) == 6
    assert found["empty.md"].recap is None and "empty.md is empty" in (found["empty.md"].error or "")
    recap = found["e.json"].recap
    assert recap is not None and recap.title == "team/e.json" and found["e.json"].error is None


def test_extract_many_refuses_at_once_what_is_no_date() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        extractor.extract_many([], date="tomorrow")


def test_several_processes_make_the_same_files(notes: Path, samples: Path) -> None:
    for path in samples.glob("*.md"):
        (notes / path.name).write_bytes(path.read_bytes())
    both = []
    for jobs in ("1", "2"):
        assert run("--jobs", jobs, "--force").exit_code == 0
        both.append({path: path.read_bytes() for path in sorted(Path("out").glob("**/*.*")) if path.is_file()})
    assert both[0].keys() == both[1].keys()
    assert {path.name for path in both[0] if both[0][path] != both[1][path]} <= {"manifest.jsonl"}


def test_an_unreadable_folder_below_is_a_failure_and_the_others_go_on(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "team":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = run("-j1")
    assert result.exit_code == 1
    assert "notes/team cannot be read (permission denied)" in result.stderr
    assert "4 notes read, 4 files written to out; 1 failed" in result.stderr


def test_progress_is_a_line_now_and_then() -> None:
    now = 0.0
    said: list[str] = []
    lines = progress.Lines(1000, said.append, clock=lambda: now)
    for done in range(1, 1001):
        now = done / 10
        lines.at(done, failed=done // 300)
    assert said[0] == "30 of 1,000 notes, 10 a second, 1:37 left"
    assert said[-1].startswith("930 of 1,000 notes, 10 a second, 0:07 left, 3 failed")
    assert len(said) == 10


def test_progress_of_a_short_or_quiet_batch_says_nothing(notes: Path) -> None:
    assert run("-j1").stderr == "5 notes read, 5 files written to out\n"
    assert run("-j1", "-q", "--force").stderr == ""


def test_a_bar_on_a_terminal_lets_hostile_names_do_nothing(notes: Path) -> None:
    pty = pytest.importorskip("pty")
    (notes / "[red]\x1b]0;x\x07.md").write_text("")
    root = Path(extractor.__file__).parent.parent
    path = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH"))))
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "extractor", "batch", "notes", "-o", "out", "-j", "1"),
        stderr=follower,
        env={**os.environ, "PYTHONPATH": path, "TERM": "xterm"},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(leader)
    assert process.wait() == 1
    assert b"[red]\xef\xbf\xbd]0;x\xef\xbf\xbd.md is empty" in shown
    assert b"\x1b]0" not in shown
    assert b"5 notes read" in shown


def test_a_plan_that_cannot_be_written_is_one_line(notes: Path) -> None:
    Path("out/index.html").mkdir(parents=True)
    result = run("-j1")
    assert result.exit_code == 1
    assert "index.html is a folder" in result.stderr
    assert Path("out/team/e.json").exists()


def test_an_option_that_is_unknown_to_a_reader_fails_each_note(notes: Path) -> None:
    (job, *_) = folder.plan_work(notes, Path("out"), ("json",)).jobs
    (notes / "x.md").write_text("Ana will send it.")
    job = replace(job, notes=notes / "x.md")
    assert "nonsense is no input format" in str(runner.do_job(job, ReadOptions(input_format="nonsense")).error)
