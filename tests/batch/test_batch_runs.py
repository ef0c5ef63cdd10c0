"""Batches that run again, end early or use several processes: nothing is done twice, lost or left half done."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result
from plans import recap

import extractor
from extractor import pipeline
from extractor.batch import folder, manifest, processes, runner, walk
from extractor.batch.engines import Task
from extractor.batch.processes import Processes
from extractor.cli import progress
from extractor.cli.app import app
from extractor.common.files import read_bounded
from extractor.model import ReadOptions, Recap
from extractor.output.plan_json import write_plan


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of five plans, which need no parse, in the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "ISOLATED", False)  # faster, and what tests replace is seen
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
    """Return a list that gets the names of the notes that are read."""
    names: list[str] = []
    original = pipeline.from_path

    def recording(path: Path, options: ReadOptions) -> Recap:
        names.append(path.name)
        return original(path, options)

    monkeypatch.setattr(pipeline, "from_path", recording)
    return names


def test_unchanged_notes_are_not_done_again(notes: Path, read: list[str]) -> None:
    assert run("-j1").exit_code == 0
    assert len(read) == 5
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.json") if path.name != "plan.json"}
    result = run("-j1")
    assert (result.exit_code, len(read)) == (0, 5)
    assert "0 notes read, 0 files written to out; 5 unchanged since the last run" in result.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before


class Change(NamedTuple):
    """What happens between two runs, the arguments of the second, and the notes that it reads."""

    make: Callable[[Path], object]
    arguments: tuple[str, ...]
    read_again: list[str]


ALL = ["a.json", "b.json", "c.json", "d.json", "e.json"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(Change(lambda notes: write(notes / "b.json", "New"), (), ["b.json"]), id="other bytes"),
        pytest.param(Change(lambda notes: (notes / "b.json").touch(), (), []), id="only a new time"),
        pytest.param(
            Change(lambda notes: (notes / "b.json").rename(notes / "f.json"), (), ["f.json"]), id="another name"
        ),
        pytest.param(Change(lambda notes: Path("out/c.json").unlink(), (), ["c.json"]), id="deleted recap"),
        pytest.param(Change(lambda notes: Path("out/c.json").write_text(""), (), ["c.json"]), id="empty recap"),
        pytest.param(Change(lambda notes: Path("out/c.json").write_text("mine"), (), ["c.json"]), id="edited recap"),
        pytest.param(Change(lambda notes: None, ("--force",), ALL), id="force"),
        pytest.param(Change(lambda notes: None, ("--country", "DE"), ALL), id="other options"),
        pytest.param(Change(lambda notes: None, ("-f", "md"), ALL), id="another format"),
        pytest.param(Change(lambda notes: None, ("--exclude", "[b-e].json"), []), id="fewer notes"),
    ],
)
def test_only_what_changed_is_done_again(notes: Path, read: list[str], change: Change) -> None:
    run("-j1")
    read.clear()
    change.make(notes)
    assert run("-j1", *change.arguments).exit_code == 0
    assert read == change.read_again
    read.clear()
    run("-j1", *[argument for argument in change.arguments if argument != "--force"])
    assert read == []


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the names of the files that the manifest reads; no file is too new for its times."""
    names: list[str] = []

    def recording(path: Path, limit: int, *, follow: bool = True) -> bytes:
        names.append(path.name)
        return read_bounded(path, limit, follow=follow)

    monkeypatch.setattr(manifest, "FRESH", 0.0)
    monkeypatch.setattr(manifest, "read_bounded", recording)
    return names


def test_files_whose_sizes_and_times_are_known_are_not_read_again(notes: Path, files_read: list[str]) -> None:
    run("-j1")
    files_read.clear()
    assert "5 unchanged since the last run" in run("-j1").stderr
    assert files_read == []


def test_files_of_other_times_are_read_once_and_known_then(notes: Path, files_read: list[str]) -> None:
    run("-j1")
    for path in (notes / "b.json", Path("out/c.json")):
        path.touch()
    for known in ({"b.json", "c.json"}, set()):
        files_read.clear()
        assert "5 unchanged since the last run" in run("-j1").stderr
        assert {name for name in files_read if not name.endswith(".toml")} == known


def test_a_change_that_leaves_size_and_time_of_writing_is_found(notes: Path, read: list[str]) -> None:
    run("-j1")
    run("-j1")
    read.clear()
    for path in (notes / "b.json", Path("out/c.json")):
        times, data = path.stat(), path.read_bytes()
        path.write_bytes(data.replace(b'"items"', b'"itemz"') if path.parent == notes else data[:-1] + b" ")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    run("-j1")
    assert sorted(read) == ["b.json", "c.json"]


def test_a_note_that_was_changed_a_moment_ago_is_read_again(notes: Path, files_read: list[str]) -> None:
    """Its next change might leave its times as they are, on a disk with coarse ones."""
    run("-j1")
    files_read.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "FRESH", 60.0)
        run("-j1")
    assert {"a.json", "e.json"} <= set(files_read)


def test_another_version_of_recap_does_all_again(notes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("-j1")
    manifest.program_digest.cache_clear()
    monkeypatch.setattr(manifest, "_version", lambda name: "99")
    read.clear()
    run("-j1")
    manifest.program_digest.cache_clear()
    assert len(read) == 5


def test_failed_notes_are_tried_again(notes: Path, read: list[str]) -> None:
    (notes / "b.json").write_text('{"schema": 1, "items": [{"task": 5}]}')
    assert run("-j1").exit_code == 1
    read.clear()
    assert run("-j1").exit_code == 1
    assert read == ["b.json"]


def names_in_manifest() -> set[str]:
    with manifest.open_for_reading(Path("out")) as log:
        return set(log.names())


def test_recaps_of_deleted_notes_are_reported_and_not_in_the_plan(notes: Path) -> None:
    run("-j1")
    (notes / "b.json").unlink()
    result = run("-j1", "-v")
    assert result.exit_code == 0
    assert "out/b.json: its notes no longer exist" in result.stderr
    assert "1 recap of notes that no longer exist: b.json (--prune removes them)" in result.stderr
    assert Path("out/b.json").exists()
    assert "b.json" not in Path("out/plan.csv").read_text()
    Path("out/b.json").unlink()
    assert "no longer exist" not in run("-j1").stderr
    assert names_in_manifest() == {"a.json", "c.json", "d.json", "team/e.json"}


def test_prune_removes_recaps_of_deleted_notes_that_nobody_changed(notes: Path) -> None:
    run("-j1")
    (notes / "b.json").unlink()
    (notes / "c.json").unlink()
    Path("out/c.json").write_text("mine")
    Path("out/other.json").write_text("of somebody else")
    result = run("-j1", "--prune")
    assert "out/b.json: removed, its notes no longer exist" in result.stderr
    assert "out/c.json: its notes no longer exist; it was changed since it was written, and is kept" in result.stderr
    assert sorted(path.name for path in Path("out").glob("*.json")) == [
        *("a.json", "c.json", "d.json", "other.json", "plan.json"),
    ]
    assert "no longer exist" not in run("-j1", "--prune").stderr


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
    ("globs", "matching", "others"),
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
        pytest.param(("a[", "b(c)+"), ["a[", "b(c)+"], ["a", "bcc"], id="regular expressions are not known"),
        pytest.param(("!a", "#b", "c\\d", "e "), ["!a", "#b", "c\\d", "e "], ["a", "b", "cd", "e"], id="literal signs"),
        pytest.param(("./team/*",), ["team/a.md"], ["x/team/a.md"], id="this folder"),
        pytest.param(("/a.md",), ["a.md"], ["x/a.md"], id="from the top"),
        pytest.param(("[[a]b",), ["[b", "ab"], ["b"], id="a bracket in brackets"),
        pytest.param(("[^x]y",), ["^y"], ["ay"], id="a caret means itself"),
        pytest.param((), [], ["a.md"], id="none"),
    ],
)
def test_globs(
    globs: tuple[str, ...], matching: list[str], others: list[str], recwarn: pytest.WarningsRecorder
) -> None:
    matches = folder.path_matcher(globs)
    assert [path for path in others if matches(path)] == []
    assert [path for path in matching if not matches(path)] == []
    assert not recwarn.list


def test_include_and_exclude(notes: Path) -> None:
    result = run("-j1", "--include", "team/**", "--include", "[ab].json", "--exclude", "b*")
    assert result.exit_code == 0
    assert sorted(path.name for path in Path("out").rglob("*.json")) == ["a.json", "e.json", "plan.json"]
    assert "3 excluded by --include or --exclude" in result.stderr
    result = run("--include", "*.md")
    assert result.exit_code == 1
    assert "--include and --exclude leave none of its 5 notes" in result.stderr


def test_recaps_keep_clear_of_the_names_of_the_plan(notes: Path) -> None:
    write(notes / "plan.md.json", "Plan")
    write(notes / "index.json", "Index")
    write(notes / "team" / "index.json", "Index")
    work = walk.plan_work(notes, Path("out"), ("json", "html", "csv"))
    names = {job.name: [path.relative_to("out").as_posix() for _, path in job.targets] for job in work.jobs}
    assert names["index.json"] == ["index.json.json", "index.json.html", "index.json.csv"]
    assert names["team/index.json"] == ["team/index.json", "team/index.html", "team/index.csv"]


def test_the_output_of_an_earlier_run_is_not_read_as_notes(notes: Path) -> None:
    CliRunner().invoke(app, ("batch", "notes", "-o", "notes/old", "-f", "json", "-j1"))
    assert len(list(walk.plan_work(notes, Path("out"), ("json",)).jobs)) == 5
    assert len(list(walk.plan_work(notes / "old", Path("out"), ("json",)).jobs)) > 5  # unless it is named


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b"\xff\x00[1]"), id="no database"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:5000]), id="cut off"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:100] + b"\0" * 8000), id="blank"),
        pytest.param(lambda path: altered("PRAGMA user_version = 7"), id="another version"),
        pytest.param(lambda path: altered("DROP TABLE notes"), id="no table"),
        pytest.param(lambda path: altered("ALTER TABLE notes RENAME COLUMN plan TO other"), id="another column"),
        pytest.param(
            lambda path: altered("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM deaths; END"), id="a trigger"
        ),
    ],
)
def test_a_damaged_manifest_is_replaced(notes: Path, read: list[str], damage: Callable[[Path], object]) -> None:
    run("-j1")
    damage(Path("out/.recap/manifest.sqlite"))
    read.clear()
    assert run("-j1").exit_code == 0
    assert len(read) == 5
    read.clear()
    assert run("-j1").exit_code == 0
    assert read == []


def altered(statement: str, *values: object) -> None:
    """Run a statement on the manifest, as somebody else who can write to OUT."""
    with closing(sqlite3.connect("out/.recap/manifest.sqlite", isolation_level=None)) as database:
        database.execute(statement, values)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("name", "../b.json", id="another name"),
        pytest.param("key", 5, id="a key that is no text"),
        pytest.param("key", "0" * 32, id="another key"),
        pytest.param("outputs", "[", id="broken JSON"),
        pytest.param("outputs", "[" * 100_000, id="deep JSON"),
        pytest.param("outputs", "[]", id="no outputs"),
        pytest.param("outputs", '[["json", "../notes/b.json", "0"]]', id="a path outside OUT"),
        pytest.param("outputs", '[["json", "/etc/passwd", "0"]]', id="an absolute path"),
        pytest.param("outputs", '[["exe", "b.json", "0"]]', id="no format"),
        pytest.param("outputs", '[["json", "b.json", "00000000000000000000000000000000"]]', id="another hash"),
        pytest.param("plan", "null", id="no plan"),
        pytest.param("plan", '{"meeting": {}, "items": []}', id="a plan without a meeting"),
        pytest.param(
            "plan", '{"meeting": {"title": null, "date": null}, "items": [{"task": "x"}]}', id="an item without a line"
        ),
        pytest.param("plan", '{"meeting": {"title": null, "date": "soon"}, "items": []}', id="no day"),
        pytest.param("plan", None, id="nothing"),
    ],
)
def test_a_bad_record_means_that_the_note_is_not_done(notes: Path, read: list[str], column: str, value: object) -> None:
    run("-j1")
    altered(f"UPDATE notes SET {column} = ? WHERE name = 'b.json'", value)
    read.clear()
    result = run("-j1")
    assert result.exit_code == 0, result.exception
    assert read == ["b.json"]
    assert names_in_manifest() == set(map(str, ("a.json", "b.json", "c.json", "d.json", "team/e.json")))


def test_the_log_of_an_earlier_version_is_replaced(notes: Path, read: list[str]) -> None:
    Path("out/.recap").mkdir(parents=True)
    Path("out/.recap/manifest.jsonl").write_text('{"manifest":1}\n')
    assert len(list(walk.plan_work(Path(), Path("recaps"), ("json",)).jobs)) == 5  # OUT is known by it
    assert run("-j1").exit_code == 0
    assert len(read) == 5
    assert not Path("out/.recap/manifest.jsonl").exists()


def test_temporary_files_of_a_killed_run_are_removed_and_no_others(notes: Path) -> None:
    run("-j1")
    Path("out/team/.recap-0123456789ab.tmp").write_text("half a rec")
    Path("out/nested/.recap").mkdir(parents=True)
    kept = Path("out/nested/.recap-0123456789ab.tmp")
    kept.write_text("of another run")
    Path("elsewhere").mkdir()
    outside = Path("elsewhere/.recap-0123456789ab.tmp")
    outside.write_text("of somebody else")
    Path("out/link").symlink_to(Path("elsewhere").absolute())
    run("-j1")
    assert list(Path("out/team").rglob("*.tmp")) == []
    assert kept.exists() and outside.exists()


def test_recording_a_note_takes_the_same_however_many_there_are(notes: Path) -> None:
    """Counted in steps of SQLite's machine."""
    with manifest.open_manifest(Path("out")) as log:
        counts = []
        for number in range(400):
            steps = 0

            def step() -> int:
                nonlocal steps
                steps += 1
                return 0

            log._database.set_progress_handler(step, 1)
            log.add(manifest.Record(f"{number:04}.md", "k", (), "{}"))
            counts.append(steps)
    assert max(counts[300:]) <= 2 * max(counts[10:100])


@pytest.mark.slow
def test_two_runs_in_one_folder_are_refused(notes: Path) -> None:
    with manifest.open_manifest(Path("out")):
        result = run("-j1")
    assert result.exit_code == 1
    assert "another recap is writing to out" in result.stderr
    assert run("-j1").exit_code == 0


def test_a_disk_without_locks_is_written_to(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def flock(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    assert run("-j1").exit_code == 0
    assert run("-j1").exit_code == 0
    lock = Path("out/.recap/lock")
    assert not lock.exists() or lock.read_text() == ""  # no soft lock, which a killed run would leave behind


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_killed_run_does_not_leave_the_folder_locked(notes: Path) -> None:
    code = (
        "import multiprocessing, os, signal, time\n"
        "from pathlib import Path\n"
        "from extractor.batch import manifest\n"
        "with manifest.open_manifest(Path('out')):\n"
        "    child = multiprocessing.get_context('fork').Process(target=time.sleep, args=(20,))\n"
        "    child.start()\n"
        "    print(child.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with subprocess.Popen(
        (sys.executable, "-c", code), stdout=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        assert process.wait() == -signal.SIGKILL
        try:
            assert run("-j1").exit_code == 0  # though a child that was forked under the lock is still there
        finally:
            os.kill(child, signal.SIGKILL)


def environment() -> dict[str, str]:
    """Return the variables of a process that imports the package under test."""
    path = os.pathsep.join(filter(None, (str(Path(extractor.__file__).parent.parent), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}


def program(*arguments: str) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "extractor", "batch", "notes", "-o", "out", "-f", "json", *arguments)
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment())


NOTES = 800  # so many that a run is in their midst when it is interrupted


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_an_interrupted_run_leaves_whole_files_and_is_continued(notes: Path, sent: signal.Signals, jobs: str) -> None:
    for number in range(NOTES):
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
        time.sleep(1)  # the workers finish their notes
    done = list(Path("out").glob("n*.json"))
    assert 0 < len(done) < NOTES
    for path in done:
        assert pipeline.from_path(path, ReadOptions()).title == f"Meeting {int(path.stem[1:])}"
    if sent is not signal.SIGKILL:
        assert not list(Path("out").rglob("*.tmp"))
    process = program("--dry-run")
    _, words = process.communicate(timeout=60)
    left = int(words.splitlines()[-1].split()[0])
    most = NOTES + 5 - len([path for path in Path("out").rglob("*.json") if path.name != "plan.json"])
    assert most <= left <= most + 8  # those written and not yet recorded are done again


def double_unless_7(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def negative(number: int, why: str) -> int:
    assert "SIGKILL" in why
    return -number


def nothing() -> None:
    """Prepare nothing."""


@pytest.fixture(params=["fork", "spawn"] if os.name == "posix" else ["spawn"])
def start_method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have the processes of a pool started by this method."""
    method: str = request.param
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context(method))
    return method


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_process_that_dies_costs_only_its_task(start_method: str) -> None:
    results = list(Processes(2).run(Task(double_unless_7, negative), iter(range(20)), nothing))
    assert sorted(results) == sorted([-7, *(2 * number for number in range(20) if number != 7)])


def pause(number: int) -> int:
    time.sleep(0.001)
    return number


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_processes_killed_at_any_moment_cost_one_task_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """While they wait, read a task or send a result. A pool whose processes share a pipe does not survive this."""
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("fork"))
    order, kills, results = random.Random(1), 0, []
    for result in Processes(2).run(Task(pause, negative), iter(range(1, 1001)), nothing):
        results.append(result)
        if len(results) % 40 == 0 and (workers := multiprocessing.active_children()):
            os.kill(order.choice(workers).pid or 0, signal.SIGKILL)
            kills += 1
    assert sorted(map(abs, results)) == list(range(1, 1001))
    assert 0 < sum(result < 0 for result in results) <= kills


def process_of(number: int) -> tuple[int, int]:
    return number, os.getpid()


@pytest.mark.slow
def test_a_process_is_replaced_after_its_share_of_tasks(start_method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "TASKS_PER_PROCESS", 5)
    results = list(Processes(2).run(Task(process_of, lambda number, why: (-number, 0)), iter(range(40)), nothing))
    assert sorted(number for number, _ in results) == list(range(40))
    shares = Counter(process for _, process in results if process != os.getpid())
    assert max(shares.values()) <= 5 and len(shares) >= 7


@pytest.mark.slow
def test_tasks_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield 100 + taken

    running = Processes(2).run(Task(double_unless_7, negative), endless(), nothing)
    assert len([next(running) for _ in range(50)]) == 50
    running.close()  # type: ignore[attr-defined]
    assert taken <= 50 + 2 * processes.TASKS_AT_HAND + processes.MIN_TASKS


@pytest.mark.slow
def test_extract_many(notes: Path) -> None:
    (notes / "empty.md").write_text("")
    results = {result.path.name: result for result in extractor.extract_many(sorted(notes.rglob("*.*")), jobs=2)}
    assert len(results) == 6
    assert results["empty.md"].recap is None and "empty.md is empty" in (results["empty.md"].error or "")
    recap = results["e.json"].recap
    assert recap is not None and recap.title == "team/e.json" and results["e.json"].error is None


def test_extract_many_refuses_at_once_what_is_not_a_date() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        extractor.extract_many([], date="tomorrow")


@pytest.mark.slow
def test_any_number_of_processes_makes_the_same_files(notes: Path, samples: Path) -> None:
    for path in samples.glob("*.md"):
        (notes / path.name).write_bytes(path.read_bytes())
    outputs = []
    for jobs in ("1", "2"):
        assert run("--jobs", jobs, "--force").exit_code == 0
        outputs.append({path: path.read_bytes() for path in sorted(Path("out").glob("**/*.*")) if path.is_file()})
    one, two = outputs
    assert one.keys() == two.keys()
    assert {path.name for path in one if one[path] != two[path]} <= {"manifest.sqlite"}


def test_an_unreadable_subfolder_is_a_failure_and_the_others_go_on(
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


def test_progress_is_a_line_every_ten_seconds() -> None:
    now = 0.0
    said: list[str] = []
    lines = progress.ProgressLines(lambda: 1000, said.append, clock=lambda: now)
    for done in range(1, 1001):
        now = done / 10
        lines.update(done, failed=done // 300)
    assert said[0] == "30 of 1,000 notes, 10 a second, 1:37 left"
    assert said[-1].startswith("930 of 1,000 notes, 10 a second, 0:07 left, 3 failed")
    assert len(said) == 10


def test_progress_of_a_short_or_quiet_batch_says_nothing(notes: Path) -> None:
    assert run("-j1").stderr == "5 notes read, 5 files written to out\n"
    assert run("-j1", "-q", "--force").stderr == ""


@pytest.mark.slow
def test_the_progress_bar_shows_hostile_names_without_obeying_them(notes: Path) -> None:
    pty = pytest.importorskip("pty")
    (notes / "[red]\x1b]0;x\x07.md").write_text("")
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "extractor", "batch", "notes", "-o", "out", "-j", "1"),
        stderr=follower,
        env={**environment(), "TERM": "xterm"},
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


def test_a_plan_across_notes_that_cannot_be_written_is_one_line(notes: Path) -> None:
    Path("out/index.html").mkdir(parents=True)
    result = run("-j1")
    assert result.exit_code == 1
    assert "index.html is a folder" in result.stderr
    assert Path("out/team/e.json").exists()


def test_an_unknown_input_format_fails_each_note(notes: Path) -> None:
    (job, *_) = walk.plan_work(notes, Path("out"), ("json",)).jobs
    (notes / "x.md").write_text("Ana will send it.")
    job = replace(job, notes=notes / "x.md")
    assert "nonsense is not an input format" in str(runner.do_job(job, ReadOptions(input_format="nonsense")).error)
