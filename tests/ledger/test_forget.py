"""Forget people, series and old times: no byte is left, counts stay, and old notes bring nothing back."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import FIRST, kept, ledger, meeting, news, pen, promise
from msgspec.structs import replace

from extractor.ledger import book, forget
from extractor.ledger.events import Answer, Called, Contact, Letter, Mark, Meeting, Member, Statement, Told
from extractor.ledger.forgotten import Forgotten, forms_of, hash_of
from extractor.ledger.store import Store
from extractor.model import RecapError

KEY = "ab" * 32
NAME = "Zoltan Quimby"
TODAY = date(2026, 4, 1)
WORDS = ("zoltan", "quimby")


def bytes_of(store: Store) -> bytes:
    """Return all bytes of the files of a ledger, and what is packed in its rows, in lower case."""
    path = store.path
    files = [one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*"))]
    packed = [
        zlib.decompress(value) for table in ("event", "item") for (value,) in store._rows(f"SELECT data FROM {table}")
    ]
    return b"\n".join([*files, *packed]).lower()


def forget_person(store: Store, who: str = NAME) -> forget.Loss:
    loss = forget.of_person(store, who, forget.key_of(store, KEY))
    assert forget.apply(pen(store, f"ledger forget {loss.what}", minutes=500), loss, KEY, TODAY)
    return loss


def counts(store: Store) -> list[tuple[object, ...]]:
    """Return the states and days of all items, in an order of their own."""
    return sorted(
        (item.short, item.state, str(item.due), str(item.first_due), str(item.ended), item.moved, len(item.places))
        for _, item in store.items(everything=True)
    )


@contextmanager
def fresh() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = ledger(Path(folder))
        try:
            yield store
        finally:
            store.close()


def one_meeting() -> Meeting:
    made = meeting(
        0,
        promise("Book the coach", NAME, line=4, quote="Zoltan books the coach, his daughter has the flu."),
        promise("Take the letter to Mr Quimby", "Ana Lopez", line=5, promised_to=NAME, due=date(2026, 3, 10)),
        promise("Call the printer", "Ana Lopez", line=6, quote="Ana calls the printer."),
        name="notes/zoltan-quimby/weekly-1.md",
    )
    people = (Member("Ana Lopez", present=True), Member(NAME, ("ZQ", "zquimby"), "zoltan.q@firm.example", present=True))
    return replace(made, people=people, questions=("Does Zoltan know?", "Who pays?"))


def with_mails(store: Store) -> None:
    """Add a mail to the person, an answer, and a mark, all with the name."""
    item = next(item for _, item in store.items(everything=True) if item.owners == (NAME,))
    sent = Letter(
        "1.zoltan.q@firm.example",
        "recap",
        date(2026, 3, 4),
        subject="Recap for Zoltan",
        to=(Member(NAME, email="zoltan.q@firm.example"),),
        called=(Called(item.short, item.key, "Book the coach", NAME),),
    )
    said = Answer("a1", item.key, NAME, "open", Mark(item.key, "", "ill again, Zoltan Quimby"), sure=True)
    answer = Letter("2@x", "answer", date(2026, 3, 5), sender=NAME, address="zoltan.q@firm.example")
    contact = Contact(item.key, sent.id, "recap", (NAME,))
    mails: list[tuple[Letter, list[Contact | Answer | Told]]] = [(sent, [contact]), (answer, [said])]
    book.hear(pen(store, "keep zoltan.mbox", minutes=20), mails)
    after = store.item(item.key)
    assert after is not None
    book.mark(
        pen(store, 'mark "Zoltan does it"', minutes=30),
        after,
        Mark(item.key, "move", "Friday: Zoltan was ill", date(2026, 3, 20), because="Zoltan was ill"),
        date(2026, 3, 6),
    )


def test_no_byte_of_the_name_is_left(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, [one_meeting()])
    with_mails(store)
    before = bytes_of(store)
    assert all(word.encode() in before for word in (*WORDS, "zquimby", "flu", "ill again"))
    numbers = counts(store)
    loss = forget_person(store)
    after = bytes_of(store)
    assert not [word for word in (*WORDS, "zquimby", "flu", "ill again", "firm.example") if word.encode() in after]
    assert b"ana calls the printer." in after
    assert counts(store) == numbers
    assert (loss.meetings, loss.quotes, loss.mails) == (1, 2, 2)
    tasks = {item.task: item.owners for _, item in store.items(everything=True)}
    assert tasks["Book the coach"] == ("somebody",)
    assert tasks["Take the letter to Mr somebody"] == ("Ana Lopez",)
    held = store.meetings_of(store.series()[0].id)[0].meeting
    assert held.questions == ("Who pays?",)
    assert held.people[1] == Member("somebody", present=True)
    assert next(act.said for act in store.acts()) == "ledger forget a person"
    store.close()


def test_notes_that_are_read_again_do_not_bring_the_person_back(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, [one_meeting()])
    forget_person(store)
    numbers = counts(store)
    book.keep(pen(store, "keep zoltan.md", minutes=600), one_meeting())
    corrected = replace(one_meeting(), sha="other", fingerprints="0" * 48)
    book.keep(pen(store, "keep zoltan.md", minutes=601), corrected)
    later = meeting(1, promise("Write to Zoltan Quimby", "Zoltan", line=1, quote="Z. Quimby, zoltan.q@firm.example"))
    book.keep(pen(store, "keep", minutes=602), replace(later, people=(Member(NAME),)))
    assert counts(store)[: len(numbers)] == numbers or set(numbers) < set(counts(store))
    store.wipe()
    assert not [word for word in WORDS if word.encode() in bytes_of(store)]
    store.close()


def test_forgetting_is_no_act_to_take_back_and_others_still_are(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, [one_meeting()])
    with_mails(store)
    forget_person(store)
    acts = book.user_acts(store)
    assert not [act for act in acts if "forget" in act.said]
    book.undo(pen(store, "undo", minutes=700), acts[0], TODAY)
    assert next(item for _, item in store.items() if item.owners == ("somebody",)).due is None
    store.close()


def test_another_person_of_that_first_name_stays(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    other = Member("Zoltan Weber", present=True)
    made = one_meeting()
    kept(store, [replace(made, people=(*made.people, other))])
    with pytest.raises(RecapError, match=r"Zoltan could be Zoltan Quimby, Zoltan Weber; give the full name"):
        forget.of_person(store, "Zoltan", KEY)
    assert forget_person(store).shared == ("zoltan",)
    text = bytes_of(store)
    assert b"zoltan weber" in text
    assert b"zoltan quimby" not in text
    assert b"quimby" not in text
    store.close()


def test_who_is_unknown_is_nothing(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, [meeting(0, promise("Call the bank", "Ana Lopez"))])
    assert forget.of_person(store, NAME, KEY).is_nothing
    store.close()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Will Stone will mark the stone", "somebody will mark the stone"),
        ("Ask Will's team", "Ask somebody's team"),
        ("WILL STONE: done", "somebody: done"),
        ("will.stone@x.example wrote", "somebody wrote"),
        ("/notes/will_stone/a.md", "/notes/somebody/a.md"),
        ("[WS] call", "[somebody] call"),
        ("news, ws, willing", "news, ws, willing"),
    ],
)
def test_forms_of_a_name(words: str, left: str) -> None:
    forms = forms_of("Will Stone", ("WS", "will@firm.example"), ("Ana Lopez",))
    assert Forgotten(KEY, [hash_of(bytes.fromhex(KEY), form) for form in forms]).text(words) == left


def two_series() -> list[Meeting]:
    return [
        meeting(0, promise("Book the coach", "Ana Lopez", line=1), promise("Call the printer", "Ben Stone", line=2)),
        meeting(1, news("Call the printer", "done", line=1, reviewed=True)),
        meeting(2, promise("Quorum of the board", "Ana Lopez", line=1), title="Board", name="board/minutes.md"),
    ]


def test_a_series_goes_whole_and_does_not_come_back(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, two_series())
    series = next(one for one in store.series() if one.title == "Board")
    short = next(item.short for one, item in store.items() if one == series.id)
    loss = forget.of_series(store, series, KEY)
    assert [item.task for item in loss.open] == ["Quorum of the board"]
    assert forget.apply(pen(store, "ledger forget a series", minutes=500), loss, KEY, TODAY)
    assert [one.title for one in store.series()] == ["Weekly sync"]
    assert b"quorum" not in bytes_of(store)
    assert b"board" not in bytes_of(store)
    assert not store.is_free(short)
    with pytest.raises(RecapError, match="were forgotten and stay so"):
        book.keep(pen(store, "keep", minutes=600), two_series()[2])
    store.close()


def test_what_is_open_stays_when_old_times_go(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    kept(store, two_series())
    day = FIRST + timedelta(days=10)
    loss = forget.before_day(store, day, KEY)
    assert loss.open == ()
    assert forget.apply(pen(store, "ledger forget", minutes=500), loss, KEY, TODAY)
    assert {item.task: item.state for _, item in store.items(everything=True)} == {
        "Book the coach": "open",
        "Quorum of the board": "open",
    }
    assert b"printer" not in bytes_of(store)
    assert forget.before_day(store, day, KEY).is_nothing
    store.close()


TASKS = ("fix the crash", "letter to Zoltan Quimby", "letter to Ana Lopez", "call the map supplier", "welcome mail")
PEOPLE = ("Ana Lopez", NAME, "Zoltan", "all")


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    task, line = draw(st.sampled_from(TASKS)), draw(st.integers(1, 20))
    says = draw(st.sampled_from(("new", "new", "done", "open", "told")))
    owners = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    quote = draw(st.sampled_from((f"{task}, said Zoltan", f"QUIMBY: {task}", task)))
    if says == "new":
        due = draw(st.none() | st.integers(1, 30).map(lambda days: FIRST + timedelta(days=days)))
        return promise(task, *owners, line=line, due=due, quote=quote)
    if says == "told":
        return news(f"The {task} went out", "done", line=line, by="sentence", quote=quote)
    return news(task, says, line=line, reviewed=True, owners=tuple(owners), quote=quote)


@st.composite
def histories(draw: st.DrawFn) -> list[Meeting]:
    weeks = draw(st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True))
    people = (Member("Ana Lopez", present=True), Member(NAME, ("Zoltan",), present=draw(st.booleans())))
    return [replace(meeting(week, *draw(st.lists(statements(), max_size=4))), people=people) for week in sorted(weeks)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(histories())
def test_any_history_forgets_the_name_and_keeps_the_counts(meetings: list[Meeting]) -> None:
    with fresh() as store:
        kept(store, meetings)
        numbers = counts(store)
        forget_person(store)
        text = bytes_of(store)
        assert not [word for word in WORDS if word.encode() in text]
        assert counts(store) == numbers
        derived = store.derived()
        book.rebuild(store)
        assert store.derived() == derived
        kept(store, meetings)
        assert counts(store) == numbers
