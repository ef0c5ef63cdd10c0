"""A batch on a real Dask cluster of two workers: the same files as in one process, whatever dies meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from plans import recap

from extractor.batch import dask_engine
from extractor.batch.dask_engine import Dask
from extractor.batch.engines import Task, engine_for
from extractor.cli.app import app
from extractor.common.limits import Limits, limited
from extractor.model import RecapError
from extractor.output.plan_json import write_plan

pytest.importorskip("distributed", reason="Dask is not installed: pip install -e '.[dev]'")
posix = pytest.mark.skipif(os.name != "posix", reason="processes of POSIX")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with cluster_of(2) as running:
        yield running


@contextmanager
def cluster_of(workers: int) -> Iterator[Any]:
    """Start a cluster, which gives up inputs after two workers were lost with them."""
    import dask
    import distributed

    with pytest.MonkeyPatch.context() as patch:
        # The processes that workers start import this file, too.
        patch.setenv("PYTHONPATH", os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[1]))))
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": 1}),
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=60
            ) as running,
        ):
            yield running


@pytest.fixture
def engine(cluster: Any) -> Dask:
    return Dask(0, cluster.scheduler_address)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples: Path) -> Path:
    """Make a folder of notes and plans in the current one; one of them cannot be read."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    (folder / "team").mkdir(parents=True)
    for path in samples.glob("*.md"):
        (folder / path.name).write_bytes(path.read_bytes())
    for number in range(20):
        text = write_plan(recap(title=f"Meeting {number}"))
        (folder / "team" / f"{number}.json").write_text(text, encoding="utf-8")
    (folder / "bad.json").write_text('{"schema": 1, "items": [{"task": 5}]}', encoding="utf-8")
    return folder


def run(*arguments: str, out: str = "out") -> Result:
    return CliRunner().invoke(app, ("batch", "notes", "-o", out, "-f", "json", "-f", "html", *arguments))


def files_of(out: str) -> dict[str, bytes]:
    files = (path for path in Path(out).rglob("*") if path.is_file() and ".recap" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def by_address(cluster: Any) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


@pytest.mark.slow
@posix
def test_cluster_writes_the_same_files_as_one_process(notes: Path, cluster: Any) -> None:
    one = run("-j1", "--as-of", "2026-03-04", out="one")
    two = run("--engine", by_address(cluster), "--as-of", "2026-03-04", out="two")
    assert (one.exit_code, two.exit_code) == (1, 1)
    assert "bad.json" in two.stderr and "1 failed" in two.stderr
    assert len(files_of("one")) > 40
    assert files_of("two") == files_of("one")
    again = run("--engine", by_address(cluster), out="two")
    assert "0 notes read, 0 files written" in again.stderr
    assert "unchanged since the last run" in again.stderr


@pytest.mark.slow
@posix
def test_cluster_of_this_machine_ends_with_the_batch(notes: Path) -> None:
    assert run("-j1", "--exclude", "*.md", "--as-of", "2026-03-04", out="one").exit_code == 1
    result = run("-j2", "--engine", "dask", "--exclude", "*.md", "--as-of", "2026-03-04", out="two")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr and "distributed" not in result.stderr
    assert files_of("two") == files_of("one")


def nothing() -> None:
    """Prepare nothing."""


def refuse() -> None:
    raise RecapError("recap has another version there")


def negative(number: int, why: str) -> str:
    return f"{number}: {why}"


def double(number: int) -> str:
    time.sleep(0.02)
    return str(2 * number)


def die_at_7(number: int) -> str:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(2 * number)


def loop_at_7(number: int) -> str:
    with limited(Limits(seconds=0.5)):
        while number == 7:
            pass
    return str(2 * number)


def kill_the_station_at_7(number: int) -> str:
    if number == 7:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(1)
    return str(2 * number)


def kill_the_worker_at_7(number: int) -> str:
    if number == 7:
        station = os.getppid()
        worker = int(Path(f"/proc/{station}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(worker, signal.SIGKILL)
        time.sleep(1)
    return str(2 * number)


@pytest.mark.slow
@posix
@pytest.mark.parametrize(
    ("function", "why"),
    [
        pytest.param(die_at_7, "its process ended with signal SIGKILL", id="ends its process"),
        pytest.param(loop_at_7, "it took more than 0.5 seconds of processor time", id="never ends"),
        pytest.param(kill_the_station_at_7, "its process ended with exit status -9", id="ends all processes"),
        pytest.param(
            kill_the_worker_at_7,
            "the Dask workers that read it were lost",
            id="ends its worker",
            marks=pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the worker in /proc"),
        ),
    ],
)
def test_poison_costs_only_itself(engine: Dask, function: Callable[[int], str], why: str) -> None:
    results = sorted(engine.run(Task(function, negative), iter(range(40)), nothing))
    lost = [result for result in results if ":" in result]
    assert len(lost) == 1 and lost[0].startswith(f"7: {why}")
    assert sorted(set(results) - set(lost)) == sorted(str(2 * number) for number in range(40) if number != 7)
    assert len(results) == 40


@pytest.mark.slow
@posix
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the worker in /proc")
def test_poison_does_not_cost_what_waits_in_the_same_worker() -> None:
    with cluster_of(1) as running:
        engine = Dask(0, running.scheduler_address)
        results = list(engine.run(Task(kill_the_worker_at_7, negative), iter(range(16)), nothing))
    lost = "7: the Dask workers that read it were lost"
    assert sorted(results) == sorted([lost, *(str(2 * number) for number in range(16) if number != 7)])


@pytest.mark.slow
@posix
def test_killed_worker_costs_nothing(engine: Dask, cluster: Any) -> None:
    results = []
    for result in engine.run(Task(double, negative), iter(range(300)), nothing):
        results.append(result)
        if len(results) == 40:
            worker = next(iter(cluster.workers.values()))
            os.kill(worker.process.process.pid, signal.SIGKILL)
    assert sorted(results) == sorted(str(2 * number) for number in range(300))


@pytest.mark.slow
@posix
def test_inputs_are_taken_as_they_are_needed(engine: Dask) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    running = engine.run(Task(double, negative), endless(), nothing)
    assert len([next(running) for _ in range(50)]) == 50
    running.close()  # type: ignore[attr-defined]
    assert taken <= 50 + dask_engine.INPUTS_AT_ONCE * (2 * dask_engine.AT_HAND + 1)


@pytest.mark.slow
@posix
def test_worker_that_is_not_alike_ends_the_run(engine: Dask) -> None:
    with pytest.raises(RecapError, match=r"a Dask worker on .* refuses: recap has another version there"):
        list(engine.run(Task(double, negative), iter(range(40)), refuse))


def program(module: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen((sys.executable, "-m", module, *arguments), stderr=subprocess.PIPE, text=True)


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
@posix
def test_scheduler_that_is_gone_ends_the_run_and_the_next_continues(notes: Path) -> None:
    for number in range(2000):
        (notes / f"n{number:04}.json").write_text(write_plan(recap(title=f"Meeting {number}")), encoding="utf-8")
    ready = Path("scheduler.json")
    started = [program("distributed.cli.dask_scheduler", f"--scheduler-file={ready}", "--port=0", "--host=127.0.0.1")]
    try:
        wait_for(lambda: ready.exists() and ready.read_text(encoding="utf-8").endswith("}"))
        address = json.loads(ready.read_text(encoding="utf-8"))["address"]
        started.append(program("distributed.cli.dask_worker", address, "--nworkers=1"))
        engine = address.replace("tcp", "dask")
        batch = program("extractor", "batch", "notes", "-o", "out", "-f", "json", "--engine", engine)
        wait_for(lambda: len(list(Path("out").glob("n*.json"))) > 100)
        started[0].kill()
        _, words = batch.communicate(timeout=60)
    finally:
        for process in started:
            process.kill()
            process.communicate()
    assert batch.returncode == 1
    assert "is gone; start it, and then this command again: it continues where it was" in words
    assert "Traceback" not in words
    result = CliRunner().invoke(app, ("batch", "notes", "-o", "out", "-f", "json", "-n"))
    left = int(result.stderr.splitlines()[-1].split()[0])
    assert 1 <= left < 2000


def test_engine_that_does_not_answer_is_one_line(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "CONNECT", 0.2)
    result = run("--engine", "dask://127.0.0.1:1")
    assert result.exit_code == 1
    assert result.stderr == "recap: no Dask scheduler answers at tcp://127.0.0.1:1; start it, or name another\n"


def test_engine_that_is_not_installed_is_one_line(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("--engine", "dask")
    assert result.exit_code == 1
    assert result.stderr.endswith("is not installed (distributed); pip install 'notes-recap[dask]'\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["spark", "dask:8786", "dask://", "dask://host", "dask://a b:1", "dask://h:1/../x", ""]
)
def test_unknown_engines_are_refused_by_name(name: str) -> None:
    with pytest.raises(RecapError, match="is not an engine; choose local, dask or dask://HOST:PORT"):
        engine_for(name, 1)


@pytest.mark.parametrize(
    ("name", "address"),
    [("dask", None), ("dask://head:8786", "tcp://head:8786"), ("dask://[::1]:8786/", "tcp://[::1]:8786")],
)
def test_engine_by_name(name: str, address: str | None) -> None:
    assert engine_for(name, 2) == Dask(2, address)


def test_jobs_are_those_of_this_machine(notes: Path) -> None:
    result = run("-j2", "--engine", "dask://127.0.0.1:1")
    assert result.exit_code == 2
    assert "--jobs is for this machine" in result.stderr
