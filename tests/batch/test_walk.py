"""Listing an archive: nothing is held in memory or opened before its turn, and names come out as if all were known."""

from __future__ import annotations

import gc
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from plans import recap

from extractor.batch import folder, manifest, runner, walk
from extractor.batch.engines import Feed, Settled, Task
from extractor.batch.folder import Job
from extractor.batch.manifest import Written
from extractor.batch.runner import Outcome
from extractor.batch.walk import Walk, plan_work
from extractor.model import ReadOptions, RecapError
from extractor.output.plan_json import write_plan


def put(top: Path, *names: str, text: str = "Ana will send it.\n") -> None:
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")


def names_of(top: Path, *formats: str) -> list[str]:
    return [job.name for job in Walk(top, top.parent / "out", formats)]


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the names of the folders that are listed."""
    names: list[str] = []
    scandir = os.scandir

    def recording(path: Path) -> Any:
        names.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", recording)
    return names


def test_folders_are_listed_when_the_work_comes_near_them(tmp_path: Path, listed: list[str]) -> None:
    for number in range(300):
        put(tmp_path / "notes", f"{number:03}/a.md", f"{number:03}/b.md")
    found = plan_work(tmp_path / "notes", tmp_path / "out", ("json",)).jobs
    jobs = iter(found)
    assert next(jobs).name == "000/a.md"
    assert len(listed) <= walk.AHEAD
    assert not found.is_finished
    for _ in range(20):
        next(jobs)
    assert found.is_finished  # before the work is
    assert found.found == 600


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the names of the files that are opened to tell whether they are notes."""
    names: list[str] = []

    def recording(path: Path) -> bool:
        names.append(path.name)
        return folder.is_notes(path)

    monkeypatch.setattr(walk, "is_notes", recording)
    return names


def test_files_are_opened_in_their_turn(tmp_path: Path, opened: list[str]) -> None:
    for number in range(9):
        put(tmp_path / "notes", f"{number}.json", text=write_plan(recap(title=f"{number}")))
    put(tmp_path / "notes", "5.json", text="[]")
    put(tmp_path / "notes", "8.md")  # whose recap would have the name of that of 8.json
    jobs = iter(Walk(tmp_path / "notes", tmp_path / "out", ("text",)))
    assert next(jobs).name == "0.json"
    assert opened == ["8.json", "0.json"]
    assert [job.name for job in jobs] == ["1.json", "2.json", "3.json", "4.json", "6.json", "7.json", "8.json", "8.md"]


def test_files_of_an_earlier_run_are_not_opened_to_tell_that_they_are_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(manifest, "FRESH", 0.0)
    for number in range(5):
        put(tmp_path / "notes", f"{number}.json", text=write_plan(recap(title=f"{number}")))
    assert [outcome.unchanged for outcome in run_stub()] == [False] * 5
    opened.clear()
    assert [outcome.unchanged for outcome in run_stub()] == [True] * 5
    assert opened == ["0.json"]  # to know that the folder holds notes at all


class Entry(SimpleNamespace):
    """An entry of a folder that is on no disk."""

    name: str

    def is_dir(self) -> bool:
        return False

    def is_file(self) -> bool:
        return True

    def is_symlink(self) -> bool:
        return False


@pytest.mark.parametrize("number", [pytest.param(10_000), pytest.param(100_000, marks=pytest.mark.slow)])
def test_no_list_of_the_names_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Of a single folder with so many notes, which are listed, named and taken."""

    @contextmanager
    def scandir(path: Path) -> Iterator[Iterator[Entry]]:
        yield (Entry(name=f"{at * 7919 % number:06}.md") for at in range(number))

    monkeypatch.setattr(os, "scandir", scandir)
    found = Walk(tmp_path, tmp_path / "out", ("json",))
    gc.collect()
    before, most, last = sys.getallocatedblocks(), 0, ""
    for taken, job in enumerate(found):
        assert job.name > last
        last = job.name
        if taken % (number // 20) == 0:
            most = max(most, sys.getallocatedblocks() - before)
    assert taken + 1 == number
    assert most < 5_000  # a list of the names alone has as many objects as names


def reference(top: Path, formats: tuple[str, ...]) -> dict[str, list[str]]:
    """Name the recaps of notes as one that knows all of them: from the notes to the recaps, in order of the notes."""
    below = sorted((path.relative_to(top) for path in top.rglob("*.*") if path.is_file()), key=lambda path: path.parts)
    reserved = Counter((folder.PLAN_CSV, folder.PLAN_JSON, folder.INDEX))
    keep: set[Path] = set()
    while True:
        named = {
            path: [to.as_posix() for _, to in folder.targets(Path(), path, formats, keeps_ending=path in keep)]
            for path in below
        }
        uses = reserved + Counter(to.casefold() for own in named.values() for to in own)
        clashing = {path for path, own in named.items() if any(uses[to.casefold()] > 1 for to in own)}
        if clashing <= keep:
            return {path.as_posix(): own for path, own in named.items()}
        keep |= clashing


@pytest.mark.parametrize("seed", range(12))
def test_names_are_those_of_one_that_knows_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(walk, "BATCH", 3)
    monkeypatch.setattr(walk, "AHEAD", 1 + seed % 4)
    order = random.Random(seed)
    top = tmp_path / "notes"
    folders = ("", "a/", "A/", "a b/", "a-/", "b/", "b/C/", "b/c/", "ä/", "Ä/")
    stems = ("x", "X", "x.txt", "x.table", "plan", "index", "y", "ß", "SS", "z.json")
    put(top, *(f"{order.choice(folders)}{order.choice(stems)}.{order.choice(('md', 'txt', 'vtt'))}" for _ in range(40)))
    formats = ("json", "table", "text", "html", "csv")[: 1 + seed % 5]
    found = Walk(top, tmp_path / "out", formats)
    named = {job.name: [to.relative_to(tmp_path / "out").as_posix() for _, to in job.targets] for job in found}
    assert list(named.items()) == list(reference(top, formats).items())
    assert [job.name for job in found] == list(named)  # the second time, as for the plan across notes


def test_names_that_are_not_utf_8_keep_their_order(tmp_path: Path) -> None:
    try:
        put(tmp_path / "notes", "b\udcff.md", "b\ue000.md", "bz.md", "b\U0001f600.md", "b\udcff/x.md")
    except OSError:
        pytest.skip("this disk has only names in UTF-8")
    assert names_of(tmp_path / "notes") == ["bz.md", "b\udcff/x.md", "b\udcff.md", "b\ue000.md", "b\U0001f600.md"]


def test_links_into_the_folder_of_recaps_are_no_notes(tmp_path: Path) -> None:
    put(tmp_path, "notes/a.md", "out/a.md", "out/sub/b.md")
    (tmp_path / "notes" / "last.md").symlink_to(tmp_path / "out" / "a.md")
    (tmp_path / "notes" / "sub").symlink_to(tmp_path / "out" / "sub")
    assert names_of(tmp_path / "notes") == ["a.md"]


def test_linked_notes_are_not_overwritten_where_the_recaps_stand_beside_them(tmp_path: Path) -> None:
    put(tmp_path, "notes/z.md", "a.md", text="# A\n")
    (tmp_path / "notes" / "a.txt").symlink_to(tmp_path / "a.md")
    with pytest.raises(RecapError, match=r"a\.md is one of the notes and would be overwritten"):
        plan_work(tmp_path / "notes", tmp_path, ("md",))


class Stub:
    """An engine that makes the same small recap of all notes."""

    def run(self, task: Task[Any, Any], inputs: Any, prepare: Any) -> Iterator[Any]:
        """Yield a result for each of the inputs."""
        feed: Feed[Job, Any] = Feed(inputs)
        while not feed.is_exhausted:
            for job in feed.take(1):
                outcome = Outcome(job, tuple((to, PLAN) for _, to in job.targets), plan=ITEMS)
                before = manifest.stamp_of_notes(job.notes, ReadOptions())
                written = runner.write(outcome, OUT)
                yield written, "0" * 32, manifest.stamp(before, (path for path, _ in written.documents))
            yield from feed.settled()


PLAN = write_plan(recap(title="Weekly"))
ITEMS = (
    '{"meeting":{"title":"Weekly","date":null},"items":[{"task":"send it","owners":["Ana"],"due":null,"due_text":null,'
    '"line":1,"end_line":1,"private":false,"said":"","id":"0a1b2c3d"}]}'
)
OUT = Path("out")


def run_stub(**more: Any) -> list[Outcome]:
    work = plan_work(Path("notes"), OUT, ("json",))
    return list(runner.run(work, ReadOptions(), engine=Stub(), **more))


def test_outcomes_of_notes_that_did_not_change_are_not_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(manifest, "FRESH", 0.0)
    put(tmp_path / "notes", *(f"{number:03}.md" for number in range(600)))
    run_stub()
    work = plan_work(Path("notes"), OUT, ("json",))
    most = 0
    for number, outcome in enumerate(runner.run(work, ReadOptions(), engine=Stub())):
        assert outcome.unchanged
        if number % 50 == 0:
            most = max(most, sum(isinstance(one, Outcome) for one in gc.get_objects()))
    assert number == 599
    assert most <= 110  # engines.MAX_SETTLED


def test_plan_is_written_as_it_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runner, "FIRST_PLAN", 0.0)
    monkeypatch.setattr(runner, "PLAN_SHARE", 1e9)
    put(tmp_path / "notes", *(f"{number}.md" for number in range(6)))
    work = plan_work(Path("notes"), OUT, ("json",))
    assert [rows_of_plan() for _ in runner.run(work, ReadOptions(), engine=Stub())] == [1, 2, 3, 4, 5, 6]
    assert rows_of_plan() == 6


def rows_of_plan() -> int:
    return len((OUT / "plan.csv").read_text(encoding="utf-8").splitlines()) - 1


def test_notes_not_reached_yet_stay_in_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "notes", *(f"{number}.md" for number in range(6)))
    run_stub()
    monkeypatch.setattr(runner, "FIRST_PLAN", 0.0)
    monkeypatch.setattr(runner, "PLAN_SHARE", 1e9)
    for _ in runner.run(plan_work(Path("notes"), OUT, ("json",)), ReadOptions(), engine=Stub(), force=True):
        assert rows_of_plan() == 6


def test_settled_inputs_need_no_work_and_come_in_their_turn() -> None:
    feed: Feed[int, str] = Feed([Settled("a"), 1, Settled("b"), Settled("c"), 2])
    assert feed.take(1) == [1]
    assert list(feed.settled()) == ["a"]
    assert feed.take(5) == [2]
    assert list(feed.settled()) == ["b", "c"]
    assert feed.is_exhausted


def test_many_settled_inputs_end_a_turn() -> None:
    feed: Feed[int, int] = Feed(Settled(number) for number in range(1_000))
    assert feed.take(1) == []
    assert feed.is_full and not feed.is_exhausted
    assert len(list(feed.settled())) <= 100


def test_names_of_the_manifest_come_in_parts_and_may_be_removed(tmp_path: Path) -> None:
    with manifest.open_manifest(tmp_path / "out") as log:
        for number in range(2_500):
            log.add(manifest.Record(f"{number:04}.md", "k", (Written("json", f"{number}.json", "0" * 32),), "{}"))
        seen = []
        for name in log.names():
            seen.append(name)
            log.remove([name])
        assert seen == [f"{number:04}.md" for number in range(2_500)]
        assert list(log.names()) == []
