"""Rows, boxes and lines without an id in a list that comes back: what starts nothing first, then what starts work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import kept, known, ledger, meeting, pen, promise
from test_lists import TODAY, fresh, written

from extractor.ledger import book, new_work
from extractor.ledger.lists_in import read_list
from extractor.ledger.new_work import Row
from extractor.ledger.store import Store
from extractor.ledger.waiting import COLUMNS

MEETINGS = [
    meeting(
        0, promise("fix the crash", "Ana Lopez", line=1, due=date(2026, 3, 13)), promise("report", "Ben Stone", line=2)
    )
]
BUDGET = meeting(1, promise("approve the budget", "Ana Lopez"), title="Budget round", name="other/round-1.md")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = ledger(tmp_path)
    kept(store, MEETINGS)
    yield store
    store.close()


def cells(**values: str) -> str:
    """Return a row of the CSV."""
    return ",".join(values.get(name, "") for name in COLUMNS) + "\r\n"


def read(store: Store, path: Path, *, minutes: int = 900) -> list[Row]:
    """Read a list and start what is new in it."""
    items = {item.short: item for _, item in store.items(everything=True)}
    entries = read_list(path, items.__contains__)
    assert entries is not None
    own = [items[entry.id] for entry in entries if entry.id in items]
    return new_work.start(pen(store, f"keep {path.name}", minutes=minutes), entries, own, path.name, TODAY, None)


def changed(store: Store, folder: Path, name: str, change: Callable[[str], str]) -> list[Row]:
    path = written(store, folder, name)
    path.write_bytes(change(path.read_bytes().decode("utf-8")).encode("utf-8"))
    return read(store, path)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param({"owner": "Ben"}, "neither an id nor a task", id="no task"),
        pytest.param({"task": "pay", "meeting": "Budgit"}, "no series is called Budgit", id="unknown meeting"),
        pytest.param({"task": "pay"}, "does not say of which meeting it is; name one: Budget", id="two meetings"),
        pytest.param({"task": "Fix the crash!", "meeting": "Weekly sync"}, "has these words", id="the same words"),
    ],
)
def test_row_that_starts_nothing_says_why(store: Store, tmp_path: Path, row: dict[str, str], why: str) -> None:
    kept(store, [*MEETINGS, BUDGET])
    (found,) = changed(store, tmp_path, "csv", lambda text: text + cells(**row))
    assert why in found.why
    assert len(store.items(everything=True)) == 3


def test_id_that_is_not_known_starts_nothing(store: Store, tmp_path: Path) -> None:
    assert changed(store, tmp_path, "csv", lambda text: text + cells(id="PAY-7", task="pay")) == []


NEW = [
    pytest.param("csv", cells(task="order paint"), ("order paint", (), None, ""), id="task alone"),
    pytest.param(
        "csv",
        cells(task="order paint", owner="Ben", due="2026-05-01", promised_to="Dana"),
        ("order paint", ("Ben Stone",), date(2026, 5, 1), ""),
        id="owner and day",
    ),
    pytest.param("csv", cells(task="'=1+1", due="soon"), ("=1+1", (), None, "soon"), id="words for a day"),
    pytest.param("md", "- [ ] order paint\n", ("order paint", (), None, ""), id="box"),
    pytest.param(
        "md",
        "- [ ] **Ben and Ana**: order \\*white\\* paint ➕ 2026-04-10 📅 2026-05-01\n",
        ("order *white* paint", ("Ben Stone", "Ana Lopez"), date(2026, 5, 1), ""),
        id="box with owners and days",
    ),
    pytest.param("md", "- [ ] Ben: order paint\n", ("order paint", ("Ben Stone",), None, ""), id="box with a name"),
    pytest.param("md", "- [ ] Note: order paint\n", ("Note: order paint", (), None, ""), id="box with a word"),
    pytest.param(
        "txt",
        "(B) 2026-04-10 order paint @Ben due:2026-05-01 pri:2\n",
        ("order paint", ("Ben Stone",), date(2026, 5, 1), ""),
        id="line with tags",
    ),
    pytest.param("txt", "call Dana @phone\n", ("call Dana @phone", (), None, ""), id="line with a context"),
]


@pytest.mark.parametrize(("name", "line", "expected"), NEW)
def test_entry_without_an_id_is_new_work(
    store: Store, tmp_path: Path, name: str, line: str, expected: tuple[object, ...]
) -> None:
    before = {item.key for _, item in store.items(everything=True)}
    (row,) = changed(store, tmp_path, name, lambda text: text + line)
    (item,) = (item for _, item in store.items() if item.key not in before)
    assert row.item == item and row.is_new
    assert (item.task, item.owners, item.due, item.due_said) == expected
    assert item.places[0].source == f"list.{name}"
    assert read(store, tmp_path / f"list.{name}", minutes=990)[0].item == item  # twice is once
    assert len(store.items(everything=True)) == len(before) + 1


def test_new_box_above_the_others_hides_none_of_them(store: Store, tmp_path: Path) -> None:
    path = written(store, tmp_path, "md")
    path.write_text(path.read_text(encoding="utf-8").replace("- [ ]", "- [ ] new\n- [x]", 1), encoding="utf-8")
    entries = read_list(path, bool) or ()
    assert [(bool(entry.id), entry.state) for entry in entries] == [(False, "open"), (True, "done"), (True, "open")]


def test_new_work_belongs_to_the_series_that_its_row_names(store: Store, tmp_path: Path) -> None:
    kept(store, [*MEETINGS, BUDGET])
    row = cells(task="pay", meeting="budget round", held="2026-04-10")
    (found,) = changed(store, tmp_path, "csv", lambda text: text + row)
    assert found.item is not None
    series = {one.id: one.title for one in store.series()}
    assert series[store.series_of(found.item.key)] == "Budget round"
    assert found.item.promised == date(2026, 4, 10)
    (found,) = changed(store, tmp_path, "txt", lambda text: text + "pay twice +Budget-round\n")
    assert found.item is not None and series[store.series_of(found.item.key)] == "Budget round"


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(["order paint", "Ben: call Dana", "fix the crash", "=1", "x (A) +b"]), max_size=5))
def test_new_work_is_counted_once_taken_back_and_worked_out_anew(tasks: list[str]) -> None:
    with fresh() as (store, folder):
        kept(store, MEETINGS)
        before = known(store)
        path = written(store, folder, "csv")
        path.write_bytes(path.read_bytes() + "".join(cells(task=task) for task in tasks).encode("utf-8"))
        rows = read(store, path)
        after = known(store)
        assert len(after) == len(before) + sum(row.is_new for row in rows)
        assert all(row.item is not None for row in rows)
        assert not any(row.is_new for row in read(store, path, minutes=990))
        assert known(store) == after
        book.rebuild(store)
        assert known(store) == after
        if any(row.is_new for row in rows):
            (act, *_) = book.user_acts(store)
            book.undo(pen(store, "undo", minutes=1000), act, TODAY)
            assert known(store) == before
            again = read(store, path, minutes=1010)
            assert [row.item and row.item.short for row in again] == [row.item and row.item.short for row in rows]
