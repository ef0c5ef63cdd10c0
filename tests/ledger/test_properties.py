"""Properties of the ledger on made series: idempotence, order, undo, nothing lost, derived tables as computed anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import FIRST, kept, known, ledger, meeting, news, pen, promise
from msgspec.structs import replace

from extractor.ledger import book
from extractor.ledger.events import Mark, Meeting, Statement
from extractor.ledger.reading import with_id
from extractor.ledger.store import Store

pytestmark = pytest.mark.slow

TASKS = (
    "fix the Android crash",
    "draft the letter to the harbour office",
    "welcome mail",
    "book a room for the spring meetup",
    "call the map supplier",
    "March rota",
    "April rota",
    "send the revised offer to Brightwater",
    "send the second offer to Brightwater",
)
PEOPLE = ("Ana Lopez", "Ben Stone", "Priya Raman", "all")


@st.composite
def statements(draw: st.DrawFn, week: int) -> Statement:
    """A promise, or news of one, in the words of a real note or nearly so."""
    task, line = draw(st.sampled_from(TASKS)), draw(st.integers(1, 40))
    kind = draw(st.sampled_from(("found", "found", "found", "done", "open", "told", "dropped")))
    due = draw(st.none() | st.integers(1, 30).map(lambda days: FIRST + timedelta(weeks=week, days=days)))
    owners = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    if kind == "found":
        return promise(task, *owners, line=line, due=due, reviewed=draw(st.booleans()))
    if kind == "told":
        return news(f"The {task} went out on Thursday", "done", line=line, by="sentence")
    return news(task, kind, line=line, due=due if kind == "open" else None, reviewed=True)


@st.composite
def series(draw: st.DrawFn) -> list[Meeting]:
    """Up to five meetings of one series, and perhaps one of another."""
    weeks = draw(st.lists(st.integers(0, 9), min_size=1, max_size=5, unique=True))
    made = [meeting(week, *draw(st.lists(statements(week), max_size=4))) for week in sorted(weeks)]
    if draw(st.booleans()):
        made.append(meeting(3, *draw(st.lists(statements(3), max_size=3)), title="Board", name="board/minutes.md"))
    return made


@contextmanager
def fresh() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = ledger(Path(folder))
        try:
            yield store
        finally:
            store.close()


EXAMPLES = settings(max_examples=60, deadline=None)


@EXAMPLES
@given(series())
def test_kept_twice_is_kept_once(meetings: list[Meeting]) -> None:
    with fresh() as store:
        kept(store, meetings)
        before = store.derived()
        kept(store, meetings)
        assert store.derived() == before


@EXAMPLES
@given(series(), st.randoms(use_true_random=False))
def test_order_of_reading_does_not_count(meetings: list[Meeting], chance: object) -> None:
    shuffled = list(meetings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with fresh() as store, fresh() as other:
        kept(store, meetings)
        kept(other, shuffled)
        assert known(other) == known(store)


@EXAMPLES
@given(series())
def test_derived_tables_are_those_computed_anew(meetings: list[Meeting]) -> None:
    with fresh() as store:
        kept(store, meetings)
        before = store.derived()
        book.rebuild(store)
        assert store.derived() == before


@EXAMPLES
@given(series(), st.data())
def test_undo_is_the_state_before_and_redo_the_state_after(meetings: list[Meeting], data: st.DataObject) -> None:
    with fresh() as store:
        kept(store, meetings[:-1])
        before = known(store)
        kept(store, meetings[-1:])
        items = store.items(everything=True)
        is_marked: bool = data.draw(st.booleans())
        if items and is_marked:
            before = known(store)
            item = data.draw(st.sampled_from([item for _, item in items]))
            does = data.draw(st.sampled_from(("done", "drop", "open", "leave", "move")))
            book.mark(pen(store, "mark"), item, Mark(item.key, does, day=date(2026, 5, 1)), date(2026, 4, 2))
        after = known(store)
        act = book.user_acts(store)[0]
        book.undo(pen(store, "undo"), act, date(2026, 4, 2))
        assert known(store) == before
        book.undo(pen(store, "redo"), book.taker_of(store, act), date(2026, 4, 2))
        assert known(store) == after
        book.rebuild(store)
        assert known(store) == after


@EXAMPLES
@given(series(), st.data())
def test_correction_and_back_is_as_before(meetings: list[Meeting], data: st.DataObject) -> None:
    original = meetings[-1]
    corrected = replace(original, sha="x", statements=_of(original, data.draw(statements(0)), *original.statements[1:]))
    with fresh() as store:
        kept(store, meetings)
        before = known(store)
        kept(store, [corrected])
        kept(store, [original])
        assert known(store) == before


def _of(original: Meeting, *parts: Statement) -> tuple[Statement, ...]:
    return with_id(meeting(0, *parts), original.id).statements


@EXAMPLES
@given(series())
def test_no_promise_is_lost(meetings: list[Meeting]) -> None:
    with fresh() as store:
        for number, one in enumerate(meetings):
            book.keep(pen(store, one.source, minutes=number), one)
            found = {part.key for held in meetings[: number + 1] for part in held.statements if part.found}
            items = [item for _, item in store.items(everything=True)]
            places = [place.key for item in items for place in item.places if place.key]
            assert found <= set(places)
            assert len([key for key in places if key in found]) == len(found)
            assert all(item.state in ("open", "done", "dropped") for item in items)
            assert all(
                store.shown_as(place.short) == [(place.short, item.key)]
                for item in items
                for place in item.places
                if place.short
            )


@EXAMPLES
@given(series())
def test_done_is_only_by_a_mark(meetings: list[Meeting]) -> None:
    with fresh() as store:
        kept(store, meetings)
        done = [item for _, item in store.items(everything=True) if item.state == "done"]
        assert all(any(place.says == "done" for place in item.places) for item in done)
