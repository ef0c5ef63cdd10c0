"""What is counted of promises, and which reasons are read from words."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from extractor.ledger.events import Contact
from extractor.ledger.items import Change, Item, Place
from extractor.ledger.measures import measure
from extractor.ledger.measures_text import Figures, as_csv, text
from extractor.ledger.reasons import NOT_SAID, OTHER, reason_in

TODAY = date(2026, 3, 17)


def item(**more: object) -> Item:
    values: dict[str, object] = {"key": "k", "short": "k7m", "task": "book the coach", "promised": date(2026, 3, 3)}
    found = Item(**(values | more))  # type: ignore[arg-type]
    return found if "first_due" in more else replace(found, first_due=found.due)


def moved(before: str, after: str, said: date, words: str = "") -> Item:
    change = Change(said, "due", before, after, 0)
    place = Place("", "", said, 1, 1, "moved", words)
    return item(due=date.fromisoformat(after), first_due=date.fromisoformat(before), changes=(change,), places=(place,))


def test_due_today_has_not_come_due_while_it_is_open() -> None:
    assert (measure([item(due=TODAY)], TODAY).due, measure([item(due=TODAY)], TODAY).ahead) == (0, 1)
    assert measure([item(due=TODAY, state="done", ended=TODAY)], TODAY).on_day


def test_what_is_done_before_its_day_is_kept() -> None:
    found = measure([item(due=date(2026, 4, 1), state="done", ended=date(2026, 3, 10))], TODAY)
    assert (len(found.on_day), found.due, found.on_first_day) == (1, 1, 1)


def test_a_day_that_was_over_when_it_was_said_does_not_count() -> None:
    late = moved("2026-03-06", "2026-03-09", date(2026, 3, 10))
    found = measure([replace(late, state="done", ended=date(2026, 3, 9))], TODAY)
    assert (len(found.on_day), [one.late for one in found.later]) == (0, [1])
    told = moved("2026-03-06", "2026-03-12", date(2026, 3, 10))
    found = measure([replace(told, state="done", ended=date(2026, 3, 12))], TODAY)
    assert (len(found.on_day), found.on_first_day) == (1, 0)


def test_a_tick_at_the_next_meeting_tells_no_day() -> None:
    first = Place("k", "1.md", date(2026, 3, 3), 1, 1, "new", "Ana books")
    tick = Place("t", "3.md", date(2026, 3, 10), 1, 1, "done", "[x] Ana books")
    change = Change(date(2026, 3, 10), "state", "open", "done", 1)
    done = item(due=date(2026, 3, 6), state="done", ended=date(2026, 3, 10), places=(first, tick), changes=(change,))
    found = measure([done], TODAY)
    assert (len(found.untold), len(found.later), found.due) == (1, 0, 1)
    still = Place("s", "2.md", date(2026, 3, 9), 1, 1, "open", "Ana has not booked yet")
    late = replace(done, places=(first, still, tick), changes=(replace(change, place=2),))
    assert len(measure([late], TODAY).later) == 1


@pytest.mark.parametrize(
    ("said", "in_time"), [(date(2026, 3, 5), True), (date(2026, 3, 6), True), (date(2026, 3, 9), False)]
)
def test_told_before_the_day_or_after(said: date, in_time: bool) -> None:
    (move,) = measure([moved("2026-03-06", "2026-03-13", said)], TODAY).moves
    assert (move.days, move.in_time) == (5, in_time)


def test_standing_lines_are_no_promises_and_dropped_ones_are_not_counted() -> None:
    found = measure([item(standing=True), item(due=date(2026, 3, 6), state="dropped", ended=TODAY)], TODAY)
    assert (found.promises, found.dropped, found.due) == (1, 1, 0)


def test_one_mail_about_two_promises_has_one_answer() -> None:
    mail = Contact("k", "m1@x", "gentle", ("Ana",), on=date(2026, 3, 12))
    second = replace(mail, mail="m2@x", on=date(2026, 3, 16))
    recap = replace(mail, mail="m0@x", kind="recap", on=date(2026, 3, 10))
    answer = Place("", "", date(2026, 3, 13), 0, 0, "open", "ok", who="Ana")
    both = [item(contacts=(recap, mail), places=(answer,)), item(contacts=(mail, second), places=(answer,))]
    found = measure(both, TODAY)
    assert (found.mails, found.answered, found.answer_days) == (2, 1, (1,))


def test_shares_stand_only_where_there_are_enough() -> None:
    def written(number: int) -> str:
        items = [item(due=date(2026, 3, 6), state="done", ended=date(2026, 3, 6)) for _ in range(number)]
        return text(Figures("All", measure(items, TODAY), 1, None, None, TODAY))

    assert "19 of 19  " in written(19)
    assert "20 of 20 (100 %)" in written(20)


def test_no_formula_and_no_escape_from_words_of_notes() -> None:
    late = replace(
        moved("2026-03-06", "2026-03-13", date(2026, 3, 9), "because \x1b[31m=1+1"), task="\x1b]0;x\x07=cmd()"
    )
    figures = Figures("=cmd()", measure([late], TODAY), 1, None, None, TODAY)
    assert "\x1b" not in text(figures)
    assert as_csv(figures).splitlines()[1].startswith("'=cmd()")


@pytest.mark.parametrize(
    ("words", "kind", "clause"),
    [
        (
            "Android crash: Jonas needs until Friday, the old phones only came today.",
            "waited for something",
            "the old phones only came today",
        ),
        ("late, Friday: waiting for the bank", "waited for something", "waiting for the bank"),
        ("Monday - it took longer than we thought", "more work than thought", "it took longer than we thought"),
        ("by 3 April because the audit was more urgent", "something more urgent", "the audit was more urgent"),
        ("Maya was ill, so Thursday", "ill or away", "Maya was ill"),
        ("Sorry, I forgot. Friday!", "forgotten", "I forgot"),
        ("Friday, since the parts were late", "waited for something", "the parts were late"),
        ("because nobody has decided", "waited for something", "nobody has decided"),
        ("Friday because there was more to it", "more work than thought", "there was more to it"),
        ("because I helped at the fair instead", "something more urgent", "I helped at the fair instead"),
        ("because of my surgery", "ill or away", "my surgery"),
        ("because it fell through the cracks", "forgotten", "it fell through the cracks"),
        ("by Friday because of the new contract", OTHER, "the new contract"),
        ("because the choir prefers Sundays", OTHER, "the choir prefers Sundays"),
    ],
)
def test_reasons_that_are_read(words: str, kind: str, clause: str) -> None:
    assert reason_in(words) == (kind, clause)


@pytest.mark.parametrize(
    "words",
    [
        "Maya will draft the letter to the harbour office by Thursday.",
        "Throw away the old phones by Friday",
        "the urgent crash, by Friday",
        "Put the waiting list online by Monday",
        "Book the holiday flat by Friday",
        "ok, but Monday the 23rd",
        "by the 10th: the late train is cheaper",
        "10 June, the away match",
        "the longer version, by Friday",
        "",
    ],
)
def test_reasons_that_are_not_guessed(words: str) -> None:
    assert reason_in(words) == (NOT_SAID, "")
