"""What is known of a series: joins, states, moves, questions; whatever the order of reading."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import meeting, news, promise
from msgspec.structs import replace

from extractor.ledger import joining, likeness
from extractor.ledger.events import Mark, Meeting, Statement, Verdict
from extractor.ledger.fold import fold
from extractor.ledger.items import Item, State, Verdicts

FRIDAY, NEXT = date(2026, 3, 6), date(2026, 3, 13)


def folded(*meetings: Meeting, marks: tuple[Mark, ...] = (), verdicts: tuple[Verdict, ...] = ()) -> State:
    """Fold meetings, each with short ids and an event of its own, as keeping them does."""
    ready = [
        replace(
            one,
            event=f"{number:02}",
            statements=tuple(replace(part, short=part.key[:4] if part.found else "") for part in one.statements),
        )
        for number, one in enumerate(meetings)
    ]
    return fold("series", ready, marks, Verdicts.of(verdicts))


def only(state: State) -> Item:
    (item,) = state.items.values()
    return item


def asks(state: State) -> list[str]:
    return [question.kind for question in state.questions]


# What must not happen.


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (promise("prepare the March rota", "Ana Lopez"), promise("prepare the April rota", "Ana Lopez")),
        (promise("pressure test upper floor"), promise("pressure test ground floor")),
        (promise("agenda for session 4, ask the chair"), promise("agenda for session 5, ask the chair")),
        (promise("send the offer to Brightwater", "Ana Lopez"), promise("send the contract to Oakline", "Ana Lopez")),
        (promise("Android app: fix the crash"), promise("Android app: new pictures")),
    ],
    ids=["another month", "another place", "another number", "another client", "one topic"],
)
def test_like_work_is_not_joined(first: Statement, second: Statement) -> None:
    assert len(folded(meeting(0, first), meeting(1, second)).items) == 2


def test_kept_words_are_those_that_comparing_would_compute() -> None:
    first = promise(
        "send the offer to Brightwater", "Ana Lopez", topic="New clients", quote="Ana: the offer, by Friday"
    )
    moved = replace(promise("send the offer to Brightwater", "Ana Lopez"), quote="offer: Ana needs two more weeks")
    for notes in ([first], [first, moved]):
        item = only(folded(*(meeting(week, one) for week, one in enumerate(notes))))
        bare = joining.work_of(replace(item, words="", around=""), numbered=False)
        ready = joining.work_of(item, numbered=False)
        assert item.words and item.around
        assert (ready.words, ready.context) == (bare.words, bare.context)
        assert ready.beside(bare.context) == bare.beside(bare.context)
    ended = only(folded(meeting(0, first), meeting(1, news("send the offer to Brightwater", "done", found=True))))
    assert (ended.state, ended.words, ended.around) == ("done", item.words, "")


@pytest.mark.parametrize(
    ("tick", "others", "closed"),
    [
        ("van", (), True),
        ("van", (promise("clean the van", "Ana Lopez", line=2),), False),
        ("van and trailer", (), False),
    ],
    ids=["the only one", "two with the word", "a word more"],
)
def test_a_tick_of_one_word_closes_the_only_item_of_its_owner_that_has_it(
    tick: str, others: tuple[Statement, ...], closed: bool
) -> None:
    first = meeting(0, promise("book the van", "Ana Lopez"), *others)
    ticked = replace(news(tick, "done", found=True), owners=("Ana Lopez",))
    item = next(one for one in folded(first, meeting(1, ticked)).items.values() if one.task == "book the van")
    assert (item.state == "done") is closed


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("They joined the tech lead team.", []),
        ("Another proposal with partners from two countries was submitted.", []),
        ("The proposal was submitted on Friday.", ["done"]),
    ],
)
def test_one_everyday_word_of_an_item_is_asked_about_where_the_sentence_is_about_it(
    sentence: str, asked: list[str]
) -> None:
    told = news(sentence, "done", by="sentence")
    assert asks(folded(meeting(0, promise("lead proposal", "Ana Lopez")), meeting(1, told))) == asked


def test_what_two_meetings_tell_is_asked_about_once_and_after_a_no_again() -> None:
    told = news("The welcome mail went out on Thursday.", "done", by="sentence")
    meetings = (meeting(0, promise("welcome mail", "Ana Lopez")), meeting(1, told), meeting(2, told))
    (question,) = folded(*meetings).questions
    assert question.source.endswith("weekly-1.md")
    no = Verdict("done", question.mention, question.item, False)
    assert [one.source[-11:] for one in folded(*meetings, verdicts=(no,)).questions] == ["weekly-2.md"]


def test_names_with_a_title_are_their_initials() -> None:
    assert likeness.may_be_one("RM", "Cllr R. Moore")
    assert likeness.may_be_one("Cllr Moore", "R. Moore")
    assert not likeness.may_be_one("CM", "Cllr R. Moore")


def test_a_sentence_closes_nothing() -> None:
    told = news("The welcome mail went out on Thursday.", "done", by="sentence")
    state = folded(meeting(0, promise("welcome mail", "Ana Lopez")), meeting(1, told))
    assert only(state).state == "open"
    assert asks(state) == ["done"]


def test_silence_closes_nothing() -> None:
    state = folded(meeting(0, promise("welcome mail", "Ana Lopez")), *(meeting(week) for week in range(1, 30)))
    assert only(state).state == "open"
    assert asks(state) == []


def test_other_owners_of_like_work_are_asked_about() -> None:
    state = folded(
        meeting(0, promise("write the yearly report for the bank", "Ana Lopez")),
        meeting(1, promise("write the report for the bank and the auditors", "Ben Stone")),
    )
    assert len(state.items) == 2
    assert asks(state) == ["handed"]


def test_a_tick_and_a_doubt_in_one_note_leave_it_open() -> None:
    state = folded(
        meeting(0, promise("fix the Android crash", "Ana Lopez")),
        meeting(
            1,
            news("Android crash", "done", line=4),
            news("The Android app still crashes on old phones.", "doubt", line=5, by="sentence"),
        ),
    )
    assert only(state).state == "open"
    assert asks(state) == ["doubt"]


# What must happen.


def test_same_words_are_one_item_with_a_new_day() -> None:
    state = folded(
        meeting(0, promise("fix the Android crash", "Ana Lopez", due=FRIDAY)),
        meeting(1, promise("Fix the Android crash", "Ana", due=NEXT)),
    )
    item = only(state)
    assert (item.due, item.first_due, item.moved, item.owners) == (NEXT, FRIDAY, 1, ("Ana Lopez",))
    assert [place.says for place in item.places] == ["new", "moved"]


def test_a_mark_closes_on_the_day_that_it_names() -> None:
    state = folded(
        meeting(0, promise("order the datalogger", "Ana Lopez", due=FRIDAY)),
        meeting(1, news("order the datalogger", "done", on=date(2026, 3, 5))),
    )
    assert (only(state).state, only(state).ended) == ("done", date(2026, 3, 5))


def test_work_of_nobody_is_taken_on_and_handed_over() -> None:
    work = "book a room for the spring meetup"
    state = folded(
        meeting(0, promise(work)), meeting(1, promise(work, "Ana Lopez")), meeting(2, promise(work, "Ben Stone"))
    )
    assert only(state).owners == ("Ben Stone",)
    assert [(change.before, change.after) for change in only(state).changes] == [
        ("", "Ana Lopez"),
        ("Ana Lopez", "Ben Stone"),
    ]


def test_work_given_to_an_absent_person_waits_for_assent() -> None:
    state = folded(meeting(0, promise("book a room", "Priya Raman"), promise("call the bank", "Ana Lopez", line=2)))
    assert {item.task: item.assent for item in state.items.values()} == {
        "book a room": "absent",
        "call the bank": "said",
    }


def test_first_name_alone_is_the_same_person_within_a_series() -> None:
    state = folded(meeting(0, promise("call the bank", "Ana Lopez")), meeting(1, promise("call the bank", "Ana")))
    assert only(state).owners == ("Ana Lopez",)
    assert only(state).changes == ()


def test_numbers_of_growing_minutes_join_and_those_of_an_agenda_do_not() -> None:
    first = meeting(0, promise("Railing: detail 1:5", "Ana Lopez", number="7.9", due=FRIDAY))
    growing = meeting(1, news("Railing: Ana was ill", "open", number="7.9", due=NEXT), promise("crane", number="8.1"))
    assert {item.task: item.due for item in folded(first, growing).items.values()}["Railing: detail 1:5"] == NEXT
    again = meeting(1, promise("Railing of the school: paint it", "Ben Stone", number="7.9"))
    assert len(folded(first, again).items) == 2


def test_an_agenda_that_begins_anew_does_not_join_by_its_numbers() -> None:
    first = meeting(
        0, promise("publish the policy", number="4.2"), promise("Ana to paint the hall", "Ana Lopez", number="6.1")
    )
    again = meeting(
        1, promise("get three quotes for the roof policy", "Ben Stone", number="4.2"),
        promise("call the painter", number="5.1"), promise("look at the budget", number="7.1"),
    )  # fmt: skip
    assert len(folded(first, again).items) == 5


def test_a_line_of_nobody_in_three_meetings_is_asked_about_once() -> None:
    state = folded(*(meeting(week, promise("check the calendar for holidays")) for week in range(6)))
    assert asks(state) == ["standing"]


def test_an_answer_is_for_ever() -> None:
    first, second = (
        meeting(0, promise("welcome mail")),
        meeting(1, news("The welcome mail went out.", "done", by="sentence")),
    )
    item, mention = first.statements[0].key, second.statements[0].key
    yes = folded(first, second, verdicts=(Verdict("done", mention, item, True),))
    no = folded(first, second, verdicts=(Verdict("done", mention, item, False),))
    assert (only(yes).state, asks(yes)) == ("done", [])
    assert (only(no).state, asks(no)) == ("open", [])


def test_what_is_gone_from_corrected_notes_is_asked_about() -> None:
    state = folded(meeting(0, replace(promise("call the bank"), gone=True)))
    assert only(state).state == "open"
    assert asks(state) == ["dropped"]


@pytest.mark.parametrize(
    ("mark", "field", "value"),
    [
        (Mark("", "done", day=FRIDAY), "ended", FRIDAY),
        (Mark("", "drop", because="the room is closed"), "reason", "the room is closed"),
        (Mark("", "move", day=NEXT), "due", NEXT),
        (Mark("", "own", owners=("Maya Okafor",)), "owners", ("Maya Okafor",)),
        (Mark("", "leave"), "assent", "declined"),
        (Mark("", "accept"), "assent", "affirmed"),
        (Mark("", "standing"), "standing", True),
    ],
    ids=lambda value: value.does if isinstance(value, Mark) else "",
)
def test_mark_by_hand(mark: Mark, field: str, value: object) -> None:
    first = meeting(0, promise("call the bank", "Ana Lopez", due=FRIDAY))
    state = folded(first, marks=(replace(mark, item=first.statements[0].key, on=date(2026, 3, 10), event="9"),))
    assert getattr(only(state), field) == value
