"""Which meetings are one series."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledgers import kept, ledger, meeting, news, pen, promise

from extractor.ledger import belonging, book, forget
from extractor.ledger.events import Member
from extractor.ledger.series import Relation, components, is_same_series, label_of, relation, rhythm
from extractor.ledger.store import Store
from extractor.ledger.titles import place_of, series_key, title_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Weekly sync 2026-03-04", "weekly sync"),
        ("Minutes of the board meeting, 3 March 2026", "board meeting"),
        ("2023-10-17 Proto-steering group meeting", "proto steering group meeting"),
        ("Mgmt meeting Tues 3 Feb 2026, 12.30 upstairs", "mgmt meeting"),
        ("Site minutes no. 7", "site"),
        ("3 March 2026", ""),
    ],
)
def test_title_without_day_and_number(title: str, key: str) -> None:
    assert title_key(title) == key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Kitchen refit – kick-off, 3 March 2026", "kitchen refit"),
        ("Re: Kitchen refit - where we are", "kitchen refit"),
        ("Kitchen refit call 26 March 2026", "kitchen refit"),
        ("Kitchen refit: follow-up meeting", "kitchen refit"),
        ("Board meeting", "board meeting"),
        ("Call", "call"),
    ],
)
def test_title_without_the_occasion(title: str, key: str) -> None:
    assert series_key(title) == key


def test_place_is_the_folder_and_the_name_without_digits() -> None:
    assert place_of("notes/weekly-12.md") == place_of("notes/weekly-3.md") == "notes/weekly-#.md"
    assert place_of("notes/4 March.md") == place_of("notes/11 May.md")
    assert place_of("board/weekly-3.md") != place_of("notes/weekly-3.md")
    assert place_of("-") == ""


def _same(one: object, other: object) -> bool:
    return is_same_series(label_of(one), label_of(other))  # type: ignore[arg-type]


STRANGERS = (Member("Olga Ivanova", present=True), Member("Petr Novak", present=True))


def test_other_people_are_another_series_even_under_the_same_title() -> None:
    assert not _same(meeting(0), meeting(1, people=STRANGERS))
    assert not _same(meeting(0, people=()), meeting(1, people=(), name="elsewhere/x.md"))


def test_meetings_of_a_title_or_of_a_place_are_one_series() -> None:
    assert _same(meeting(0), meeting(1))
    assert _same(meeting(0), meeting(1, name="elsewhere/sync.md"))
    assert _same(meeting(0, title="Coach"), meeting(1, title="Where we are"))
    assert _same(meeting(0, people=()), meeting(1))


def test_series_are_linked_through_others_whatever_the_order() -> None:
    labels = [
        label_of(meeting(0, name="a/x.md")),
        label_of(meeting(1, title="Other", name="b/weekly-1.md")),
        label_of(meeting(2, name="b/weekly-2.md")),
        label_of(meeting(3, title="Board", name="c/board.md", people=STRANGERS)),
    ]
    found = {frozenset(one.id for one in group) for group in components(labels)}
    assert found == {frozenset(one.id for one in group) for group in components(reversed(labels))}
    assert sorted(map(len, found)) == [1, 3]


def test_rhythm_is_the_usual_gap() -> None:
    assert rhythm([1]) is None
    assert rhythm([1, 8, 15, 29]) == 7


US = (Member("Ana Lopez"), Member("Ben Stone"), Member("Carla Ruiz"))
OTHERS = (Member("Ana Lopez", present=True), Member("Dan Hale", present=True), Member("Eva Moor", present=True))


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ({"people": US}, {"people": OTHERS, "name": "b/weekly-2.md"}, Relation.UNSURE),
        ({}, {"people": STRANGERS, "name": "b/x.md"}, Relation.OTHER),
        ({}, {"people": STRANGERS}, Relation.UNSURE),
        ({"people": ()}, {"people": (), "name": "b/x.md"}, Relation.UNSURE),
        ({"name": "a/2026-03-03.md"}, {"name": "a/2026-03-05.md", "title": "Kitchen refit"}, Relation.SAME),
        ({"name": "a/1.md", "people": ()}, {"name": "a/2.md", "title": "Kitchen refit", "people": ()}, Relation.UNSURE),
        ({"name": "a/1.md"}, {"name": "a/2.md", "title": "Kitchen refit", "people": STRANGERS}, Relation.OTHER),
        ({"name": "a/x.md"}, {"name": "b/y.md", "title": "Weekly sync online"}, Relation.UNSURE),
        ({"name": "a/x.md"}, {"name": "b/y.md", "title": "Kitchen refit"}, Relation.OTHER),
    ],
    ids=str,
)
def test_what_title_place_and_people_do_not_say_is_asked(
    one: dict[str, Any], other: dict[str, Any], wanted: Relation
) -> None:
    labels = label_of(meeting(0, **one)), label_of(meeting(1, **other))
    assert relation(*labels) is relation(*reversed(labels)) is wanted


def _two(store: Store) -> tuple[str, str]:
    """Keep a meeting of each of two series that may be one, and one more of the second; return the first two."""
    first = meeting(0, promise("call the bank", "Ana Lopez"), people=US)
    second = meeting(1, promise("paint the door", "Dan Hale"), name="b/x.md", people=OTHERS)
    third = meeting(2, news("paint the door", "done"), name="b/y.md", people=OTHERS[1:])
    kept(store, [first, second, third])
    return first.id, second.id


@pytest.mark.parametrize("same", [True, False])
def test_unsure_series_is_asked_once_and_the_answer_is_kept(tmp_path: Path, *, same: bool) -> None:
    store = ledger(tmp_path)
    first, second = _two(store)
    asked = [(one.meeting.id, one.other.id, one.meetings) for one in belonging.questions(store)]
    assert asked == [(second, first, 1)]
    assert len(store.series_ids()) == 2
    before = store.derived()
    act = pen(store, "mark", minutes=50)
    book.tell_series(act, second, first, date(2026, 4, 2), same=same)
    assert not belonging.questions(store)
    assert sorted(item.state for _, item in store.items(everything=True)) == ["done", "open"]
    assert len(store.series_ids()) == (1 if same else 2)
    kept(store, [meeting(3, name="b/z.md", people=OTHERS[1:])])
    assert len(store.series_ids()) == (1 if same else 2)
    assert not belonging.questions(store)
    after = store.derived()
    book.rebuild(store)
    assert store.derived() == after
    book.undo(pen(store, "undo", minutes=60), act.act, date(2026, 4, 3))
    assert len(belonging.questions(store)) == 1
    assert {row[0] for row in store.derived()["series"]} == {row[0] for row in before["series"]}


def test_answer_about_series_is_forgotten_with_them(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    first, second = _two(store)
    book.tell_series(pen(store, "mark", minutes=50), second, first, date(2026, 4, 2), same=False)
    key = "ab" * 16
    row = next(one for one in store.series() if one.id == second)
    forget.apply(pen(store, "forget", minutes=51), forget.of_series(store, row, key), key, date(2026, 4, 3))
    assert not list(store.events(("joined",)))
