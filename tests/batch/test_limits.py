"""A note that takes too much, or ends its process, is reported; the others go on, and it is not tried for ever."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import signal
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plans import recap

from extractor import pipeline
from extractor.batch import processes
from extractor.cli.app import app
from extractor.common.limits import Limits, OverLimit, limited
from extractor.model import ReadOptions, Recap
from extractor.output.plan_json import write_plan

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")
OTHERS = ("a.json", "c.json", "d.json")


def misbehaving(path: Path, options: ReadOptions) -> tuple[Recap, pipeline.Loaded]:
    """Read a note; what the notes "bad.json" say is what they do."""
    words = path.read_text(encoding="utf-8")
    if words == "loop":
        while True:
            pass
    if words == "search":  # quadratic, within one call of the library
        re.search("(?:a|a)*b", "a" * 40)
    if words == "memory":
        kept = []
        while True:
            kept.append(bytearray(1 << 20))
    if words == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if words == "swallow":
        try:
            while True:
                pass
        except Exception:
            pass
    if words == "MemoryError":
        raise MemoryError
    if words == "RecursionError":
        raise RecursionError
    return whole(path, options)


whole = pipeline.load_path


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of notes in the current one, one of which is bad, and return its path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("fork"))
    monkeypatch.setattr(pipeline, "load_path", misbehaving)
    (tmp_path / "notes").mkdir()
    for name in OTHERS:
        (tmp_path / "notes" / name).write_text(write_plan(recap(title=name)), encoding="utf-8")
    return tmp_path / "notes" / "bad.json.md"


def run(*arguments: str, seconds: float = 0.5) -> Result:
    limits = ("--max-seconds", str(seconds), "--max-memory", "200")
    command = ("batch", "notes", "-o", "out", "-f", "json", *limits, *arguments)
    return CliRunner().invoke(app, command, prog_name="recap")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "reason", "jobs"),
    [
        pytest.param("loop", "it took more than 0.5 seconds of processor time, see --max-seconds", "1", id="a loop"),
        pytest.param("swallow", "it took more than 0.5 seconds of processor time", "2", id="caught by nobody"),
        pytest.param("memory", "it took more than 200 MB of memory, see --max-memory", "2", id="memory"),
        pytest.param("kill", "its process ended with signal SIGKILL", "1", id="a killed process"),
        pytest.param("kill", "its process ended with signal SIGKILL", "2", id="a killed process of two"),
    ],
)
def test_note_that_takes_too_much_is_reported_and_given_up(bad: Path, words: str, reason: str, jobs: str) -> None:
    bad.write_text(words, encoding="utf-8")
    seconds = 30 if words == "memory" else 0.5  # a busy machine may need a second for 200 MB
    for _ in range(2):
        result = run("-j", jobs, seconds=seconds)
        assert result.exit_code == 1
        assert f"notes/bad.json.md was not finished ({reason}" in result.stderr
        assert "tried again" not in result.stderr
    assert sorted(path.name for path in Path("out").glob("?.json")) == list(OTHERS)
    started = time.monotonic()
    result = run("-j", jobs, seconds=seconds)
    assert result.exit_code == 1
    assert f"({reason}" in result.stderr
    assert "it is not tried again before it changes, or with --force" in result.stderr
    assert time.monotonic() - started < 60
    bad.write_text(write_plan(recap(title="mended")), encoding="utf-8")
    assert run("-j", jobs).exit_code == 0
    assert Path("out/bad.json.json").exists() or Path("out/bad.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("MemoryError", "needs more memory than there is", id="memory"),
        pytest.param("RecursionError", "is nested too deeply to be read", id="depth"),
    ],
)
def test_note_that_needs_too_much_fails_alone(bad: Path, words: str, reason: str) -> None:
    bad.write_text(words, encoding="utf-8")
    result = run("-j1")
    assert f"notes/bad.json.md {reason}" in result.stderr
    assert sorted(path.name for path in Path("out").glob("?.json")) == list(OTHERS)
    single = CliRunner().invoke(app, ("items", "notes/bad.json.md"), prog_name="recap")
    assert (single.exit_code, single.stdout, single.stderr.count("\n")) == (1, "", 1)


@pytest.mark.slow
@pytest.mark.parametrize("words", ["loop", "search", "memory"])
def test_single_note_over_its_limit_is_refused_in_one_line(bad: Path, words: str) -> None:
    bad.write_text(words, encoding="utf-8")
    arguments = ("items", "notes/bad.json.md", "--max-seconds", "0.5", "--max-memory", "200")
    result = CliRunner().invoke(app, arguments, prog_name="recap")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("recap: the notes are not read: it took more than ")
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
def test_limits_end_with_their_note() -> None:
    with limited(Limits(0.3)):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass
    with pytest.raises(OverLimit), limited(Limits(0.3)):
        while True:
            pass


@pytest.mark.slow
def test_parent_reads_no_note(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent, readers = os.getpid(), Path("readers").absolute()

    def recording(path: Path, options: ReadOptions) -> tuple[Recap, pipeline.Loaded]:
        with readers.open("a", encoding="utf-8") as stream:
            stream.write(f"{os.getpid()}\n")
        return whole(path, options)

    monkeypatch.setattr(pipeline, "load_path", recording)
    for jobs in ("1", "2"):
        assert run("-j", jobs, "--force").exit_code == 0
    pids = readers.read_text(encoding="utf-8").split()
    assert len(pids) == 2 * len(OTHERS)
    assert str(parent) not in pids


def test_full_disk_ends_the_batch_and_keeps_what_is_done(bad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "ISOLATED", False)
    synced = os.fsync
    written = 0

    def full(descriptor: int) -> None:
        nonlocal written
        written += 1
        if written > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        synced(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    result = run("-j1")
    assert result.exit_code == 1
    assert "out/c.json cannot be written (no space left on device); make space" in result.stderr
    assert "recap: the batch ends here; make space on the disk of out" in result.stderr
    assert "d.json" not in result.stderr
    monkeypatch.setattr(os, "fsync", synced)
    assert [path.name for path in Path("out").glob("*") if path.name != ".recap"] == ["a.json"]
    assert "2 notes read, 2 files written to out; 1 unchanged" in run("-j1").stderr


def test_limit_of_a_note_ends_with_the_note() -> None:
    """Otherwise a process that has read one note is ended while it reads another, or does something else."""
    import resource

    earlier = resource.getrlimit(resource.RLIMIT_CPU)
    with limited(Limits(seconds=1)):
        assert resource.getrlimit(resource.RLIMIT_CPU) != earlier
    assert resource.getrlimit(resource.RLIMIT_CPU) == earlier
