"""Two people of one name are never taken for one without an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ledgers import kept, ledger, meeting, news, pen, promise

from extractor.ledger import book
from extractor.ledger.events import Mark, Meeting, Member
from extractor.ledger.store import Store
from extractor.ledger.wording import namesakes_among, owners_short

LOPEZ, SILVA = Member("Ana Lopez", present=True), Member("Ana Silva", present=True)
ANSWERED = date(2026, 4, 2)


def _meetings() -> list[Meeting]:
    return [
        meeting(0, promise("send the seed list", "Ana"), people=(LOPEZ,)),
        meeting(
            1,
            promise("call the water board", "Ana", line=2),
            promise("paint the shed", "Ana Silva", line=3),
            promise("order the compost", "Ana", line=4),
            people=(LOPEZ, SILVA),
        ),
    ]


def _owners(store: Store) -> dict[str, tuple[str, ...]]:
    return {item.task: item.owners for _, item in store.items(everything=True)}


def _asked(store: Store) -> list[tuple[str, str, int]]:
    return [(one.kind, one.name, one.line) for one in store.questions()]


def _answer(store: Store, *, yes: bool, minutes: int = 50) -> None:
    book.answer(pen(store, "mark", minutes=minutes), [(store.questions()[0], yes)], ANSWERED)


def test_first_name_counts_while_it_fits_one_and_is_asked_about_when_it_fits_two(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, _meetings())
    assert _owners(store) == {
        "send the seed list": ("Ana Lopez",),
        "call the water board": ("Ana",),
        "paint the shed": ("Ana Silva",),
        "order the compost": ("Ana",),
    }
    assert _asked(store) == [("who", "Ana Lopez", 2)]


@pytest.mark.parametrize("answers", [(True,), (False, True)], ids=["the first", "the second"])
def test_answer_counts_for_all_the_notes_and_for_ever(tmp_path: Path, answers: tuple[bool, ...]) -> None:
    store = ledger(tmp_path)
    kept(store, _meetings())
    for number, yes in enumerate(answers):
        _answer(store, yes=yes, minutes=50 + number)
    name = "Ana Lopez" if answers[0] else "Ana Silva"
    assert _owners(store)["call the water board"] == _owners(store)["order the compost"] == (name,)
    assert not store.questions()
    before = store.derived()
    book.rebuild(store)
    assert store.derived() == before
    kept(store, [meeting(2, news("call the water board", "open", owners=("Ana",)), people=(LOPEZ, SILVA))])
    assert _owners(store)["call the water board"] == (name,)


def test_nobody_of_them_stays_as_written_and_is_asked_no_more(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, _meetings())
    _answer(store, yes=False)
    _answer(store, yes=False, minutes=51)
    assert _owners(store)["call the water board"] == ("Ana",)
    assert not store.questions()


def test_owner_named_by_hand_settles_the_question(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, _meetings())
    item = next(item for _, item in store.items() if item.task == "call the water board")
    after = book.mark(pen(store, "mark", minutes=50), item, Mark(item.key, "own", owners=("Ana Silva",)), ANSWERED)
    assert after.owners == ("Ana Silva",)
    assert not _asked(store)


def test_later_namesake_takes_nothing_from_the_first(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    bare = meeting(0, promise("send the seed list", "Ana"), people=(Member("Ana", present=True),))
    full = meeting(1, people=(LOPEZ,))
    other = meeting(2, promise("book the hall", "Ana"), people=(SILVA, Member("Ana", present=True)))
    kept(store, [other, full, bare])
    assert _owners(store)["book the hall"] == ("Ana",)
    assert _asked(store) == [("who", "Ana Lopez", 1)]


def test_address_decides_over_the_name(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    first = Member("Ana Lopez", email="ana@example.org")
    kept(
        store,
        [
            meeting(0, people=(first,)),
            meeting(1, people=(Member("Ana Silva", email="ana@example.org"),)),
            meeting(2, people=(Member("Ana", email="silva@example.org"),)),
        ],
    )
    people = store.state(store.series_ids()[0]).people
    assert [(one.name, one.email) for one in people] == [("Ana Lopez", "ana@example.org"), ("Ana", "silva@example.org")]


def test_names_are_shown_in_full_where_the_short_ones_are_the_same() -> None:
    names = namesakes_among(["Ana Lopez", "Ana Silva", "Ben Stone"])
    assert owners_short(("Ana Lopez", "Ben Stone"), names) == "Ana Lopez, Ben"
    assert owners_short(("Ana Lopez",), namesakes_among(["Ana Lopez", "Ben Stone"])) == "Ana"
