"""Acts on the ledger: keeping, correcting, answering, marking, joining, splitting, undoing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledgers import kept, known, ledger, meeting, news, pen, promise
from msgspec.structs import replace

from extractor.ledger import book, report
from extractor.ledger.events import Mark, Meeting, Statement
from extractor.ledger.identity import digest
from extractor.ledger.items import Item
from extractor.ledger.reading import with_id
from extractor.ledger.store import Store
from extractor.model import RecapError

TODAY = date(2026, 4, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = ledger(tmp_path)
    yield opened
    opened.close()


def by_task(store: Store, task: str) -> Item:
    (item,) = [item for _, item in store.items(everything=True) if item.task == task]
    return item


def test_id_that_was_shown_stays_when_an_earlier_note_comes_late(store: Store) -> None:
    kept(store, [meeting(1, promise("fix the Android crash", "Ana Lopez"))])
    shown = by_task(store, "fix the Android crash").short
    kept(store, [meeting(0, promise("fix the Android crash", "Ana Lopez"))])
    item = by_task(store, "fix the Android crash")
    assert (item.short, item.promised) == (shown, date(2026, 3, 3))
    assert [book.find_item(store, place.short).key for place in item.places] == [item.key, item.key]


def test_beginning_of_an_id_does_if_it_is_one_items(store: Store) -> None:
    kept(store, [meeting(0, *(promise(f"work of kind {number}", line=number) for number in range(60)))])
    item = store.items()[0][1]
    assert book.find_item(store, item.short.upper()).key == item.key
    assert book.find_item(store, f"[{item.short}]").key == item.key
    firsts = [one.short[0] for _, one in store.items()]
    shared = next(sign for sign in firsts if firsts.count(sign) > 1)
    with pytest.raises(RecapError, match="could be"):
        book.find_item(store, shared)
    for words in ("", "zzzz", "%", "_", "[]"):
        with pytest.raises(RecapError):
            book.find_item(store, words)


def test_corrected_notes_are_a_revision(store: Store) -> None:
    first = meeting(0, promise("send teh deck", "Ana Lopez"), promise("call the bank", line=2))
    kept(store, [first])
    shown = by_task(store, "send teh deck").short
    corrected = meeting(
        0, promise("send the deck", "Ben Stone"), promise("call the bank", line=2), promise("new work", line=3)
    )
    result = book.keep(pen(store, "again", minutes=9), corrected)
    assert (result.revision, result.meeting.id) == (2, first.id)
    assert by_task(store, "send the deck").short == shown
    assert {item.task for _, item in store.items()} == {"send the deck", "call the bank", "new work"}


def test_report_of_corrected_notes_tells_what_is_new_other_and_gone(store: Store) -> None:
    monday, friday = date(2026, 3, 9), date(2026, 3, 13)
    first = meeting(
        0,
        promise("call the bank", "Ana Lopez", due=monday),
        promise("write the report", "Ben Stone", line=2),
        promise("count the keys", line=3),
        promise("mend the gate", line=4),
    )
    kept(store, [first])
    corrected = meeting(
        0,
        promise("call the bank", "Ana Lopez", due=friday),
        promise("write the report", "Ana Lopez", line=2),
        promise("mend the gate", line=4),
        promise("buy seeds", line=5),
    )
    result = book.keep(pen(store, "again", minutes=9), corrected)
    lines = [" ".join(line.split()) for line in report.kept_text(result, ()).splitlines()]
    shown = {item.task: item.short for _, item in store.items()}
    assert lines == [
        "Weekly sync, Tue 3 Mar 2026: corrected; what changed",
        "NEW",
        f"{shown['buy seeds']} nobody Buy seeds no date yet line 5",
        "CHANGED",
        f"{shown['call the bank']} Ana Call the bank Fri 13 Mar line 1 was Mon 9 Mar",
        f"{shown['write the report']} Ana Write the report no date yet line 2 was Ben",
        "GONE FROM THE NOTES",
        f"{shown['count the keys']} nobody Count the keys no date yet line 3",
    ]
    assert report.kept_line(result, ()).endswith("corrected, 1 new, 2 changed, 1 gone from the notes")
    back = book.keep(pen(store, "people", minutes=12), replace(corrected, people=(), sha="other"))
    assert report.kept_text(back, ()) == "Weekly sync, Tue 3 Mar 2026: corrected; no promise changed\n"


def test_mark_on_what_has_ended_says_how_to_open_it(store: Store) -> None:
    kept(store, [meeting(0, promise("call the bank", "Ana Lopez"))])
    item = by_task(store, "call the bank")
    done = book.mark(pen(store, "done", minutes=3), item, Mark(item.key, "done", "done"), TODAY)
    later = book.mark(pen(store, "later", minutes=4), done, Mark(item.key, "move", "Friday", day=TODAY), TODAY)
    told = report.marked_text(later, done, TODAY)
    assert f"is done already; to open it again: recap mark {item.short} open" in told


def test_what_a_correction_leaves_out_is_asked_about_not_lost(store: Store) -> None:
    kept(store, [meeting(0, promise("call the bank"), promise("write the report", line=2))])
    kept(store, [meeting(0, promise("write the report", line=2))])
    assert by_task(store, "call the bank").state == "open"
    (question,) = store.questions()
    assert question.kind == "dropped"
    book.answer(pen(store, "answer"), [(question, True)], TODAY)
    assert by_task(store, "call the bank").state == "dropped"
    assert store.questions() == []


def test_corrected_notes_under_another_name_are_a_revision_by_their_lines(store: Store) -> None:
    first = meeting(0, promise("call the bank"), name="notes/weekly-0.md")
    kept(store, [first])
    copy = replace(
        meeting(0, promise("call the bank", due=date(2026, 3, 9)), name="notes/weekly-0 (2).md"),
        fingerprints=first.fingerprints,
    )
    assert book.keep(pen(store, "copy"), copy).revision == 2
    assert len(store.items()) == 1


def dated(week: int, *statements: Statement, day: date | None = None, lines: int = 0, **more: Any) -> Meeting:
    """Return a meeting of one file, whose lines are the same but for the first ones, that of the day and others."""
    prints = "".join(digest(f"line {at} {week if at <= lines else ''}")[:6] for at in range(8))
    one = meeting(week, *statements, fingerprints=prints, **({"name": "/notes/weekly.md"} | more))
    return one if day is None else with_id(replace(one, day=day), digest(one.id, day.isoformat()))


@pytest.mark.parametrize(
    ("second", "meetings"),
    [
        (dated(5, promise("send the deck", "Ana Lopez"), promise("call the bank", line=2)), 1),
        (dated(5, promise("send the deck", says="done"), promise("call the bank", line=2), lines=2), 2),
        (
            dated(
                5,
                promise("send the deck", "Ben Stone"),
                promise("call the bank", line=2),
                day=date(2026, 3, 5),
                lines=1,
            ),
            1,
        ),
        (dated(5, promise("send the deck", "Ana Lopez"), name="/notes/other.md"), 2),
        (dated(5, promise("send the deck", "Ana Lopez"), promise("call the bank", line=2), name="-"), 2),
    ],
    ids=["only the day", "written over for the next meeting", "two days off", "a copy under another name", "a pipe"],
)
def test_a_corrected_day_is_a_revision(store: Store, second: Meeting, meetings: int) -> None:
    kept(store, [dated(0, promise("send the deck", "Ana Lopez"), promise("call the bank", line=2)), second])
    assert len(store.meetings_of(store.series()[0].id)) == meetings
    deck = by_task(store, "send the deck")
    assert deck.promised == (second.day if meetings == 1 else date(2026, 3, 3))
    if meetings == 1:
        assert book.find_item(store, deck.short).key == deck.key
        book.undo(pen(store, "undo", minutes=9), book.user_acts(store)[0], TODAY)
        assert by_task(store, "send the deck").promised == date(2026, 3, 3)


def test_another_section_of_running_notes_is_no_corrected_day(store: Store) -> None:
    sections = [dated(week, promise("send the deck", "Ana Lopez")) for week in (0, 1)]
    for number, one in enumerate(sections):
        book.keep(pen(store, minutes=number), one, frozenset(one.day for one in sections))
    assert [row.meetings for row in store.series()] == [2]


def test_report_tells_that_the_day_was_corrected(store: Store) -> None:
    kept(store, [dated(0, promise("send the deck", "Ana Lopez"))])
    result = book.keep(pen(store, minutes=3), dated(1, promise("send the deck", "Ana Lopez")))
    assert report.kept_text(result, []).startswith(
        "Weekly sync, Tue 10 Mar 2026: corrected (was Tue 3 Mar 2026); no promise changed"
    )


def test_two_notes_of_one_day_are_both_kept(store: Store) -> None:
    other = replace(meeting(0, promise("write the report"), name="notes/weekly-9.md"), fingerprints="abcdef")
    kept(store, [meeting(0, promise("call the bank")), other])
    assert len(store.sources()) == 2
    assert len(store.items()) == 2


def test_series_that_a_later_note_links_become_one_and_fall_apart_again(store: Store) -> None:
    people = meeting(0).people
    apart = [
        meeting(0, promise("call the bank"), name="a/x.md"),
        meeting(1, promise("call the bank"), title="Other", name="b/weekly-1.md"),
    ]
    kept(store, apart)
    before = known(store)
    assert len(store.series()) == 2
    kept(store, [meeting(2, name="b/weekly-2.md", people=people)])
    assert len(store.series()) == 1
    assert len(store.items()) == 1
    book.undo(pen(store, "undo"), book.user_acts(store)[0], TODAY)
    assert len(store.series()) == 2
    assert known(store) == before


def test_two_items_are_made_one_and_two_again(store: Store) -> None:
    kept(store, [meeting(0, promise("harbour letter")), meeting(1, promise("write to the port authority"))])
    first, second = by_task(store, "harbour letter"), by_task(store, "write to the port authority")
    book.join(pen(store, "same"), second, first, TODAY, same=True)
    (only,) = [item for _, item in store.items()]
    assert only.short == first.short
    assert book.find_item(store, second.short).key == only.key
    book.split(pen(store, "not", minutes=1), book.mention_named(store, second.short, first.short, only), only, TODAY)
    assert {item.task for _, item in store.items()} == {"harbour letter", "write to the port authority"}


def test_a_wrong_join_is_split_for_ever(store: Store) -> None:
    kept(store, [meeting(0, promise("call the bank")), meeting(1, promise("call the bank"))])
    (item,) = [item for _, item in store.items()]
    shorts = [place.short for place in item.places]
    book.split(pen(store, "not"), book.mention_named(store, shorts[0], shorts[1], item), item, TODAY)
    assert len(store.items()) == 2
    book.rebuild(store)
    assert len(store.items()) == 2


def test_undo_takes_acts_back_one_after_the_other_and_redo_restores(store: Store) -> None:
    kept(store, [meeting(0, promise("call the bank"))])
    item = by_task(store, "call the bank")
    for number, does in enumerate(("move", "done")):
        book.mark(pen(store, does, minutes=10 + number), item, Mark(item.key, does, day=TODAY), TODAY)
    for state, due in (("open", TODAY), ("open", None)):
        act = next(act for act in book.user_acts(store) if not act.undone)
        book.undo(pen(store, "undo", minutes=20), act, TODAY)
        assert (by_task(store, "call the bank").state, by_task(store, "call the bank").due) == (state, due)
    taken = book.last_taken_back(store)
    assert taken is not None
    assert taken.said == "move"
    book.undo(pen(store, "redo", minutes=30), book.taker_of(store, taken), TODAY)
    assert by_task(store, "call the bank").due == TODAY


def test_undone_note_can_be_kept_again(store: Store) -> None:
    one = meeting(0, promise("call the bank"))
    kept(store, [one])
    shown = by_task(store, "call the bank").short
    book.undo(pen(store, "undo"), book.user_acts(store)[0], TODAY)
    assert store.items() == []
    kept(store, [one])
    assert by_task(store, "call the bank").short == shown


def test_answers_change_what_follows(store: Store) -> None:
    kept(
        store,
        [meeting(0, promise("welcome mail")), meeting(1, news("The welcome mail went out.", "done", by="sentence"))],
    )
    (question,) = store.questions()
    book.answer(pen(store, "answer"), [(question, True)], TODAY)
    assert by_task(store, "welcome mail").state == "done"
    book.undo(pen(store, "undo"), book.user_acts(store)[0], TODAY)
    assert by_task(store, "welcome mail").state == "open"
    assert len(store.questions()) == 1


def test_private_promises_stay_private_while_every_place_is(store: Store) -> None:
    kept(
        store, [meeting(0, promise("call the bank", private=True)), meeting(1, promise("call the bank", private=True))]
    )
    assert by_task(store, "call the bank").private
    kept(store, [meeting(2, promise("call the bank"))])
    assert not by_task(store, "call the bank").private
