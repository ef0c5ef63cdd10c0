"""What a meeting tells of items of its series in other words: discussion and list, entries and what is below them."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import meeting, news, promise
from test_fold import asks, folded, only

from extractor.ledger.events import Statement, Verdict

FRIDAY, LATER = date(2026, 3, 6), date(2026, 3, 20)


def states(*statements: Statement, first: Statement | None = None) -> list[tuple[str, int, str]]:
    """Return the state, the number of places and what the last says, of all items after a second meeting."""
    before = first or promise("NDA Kessler", "Ana Lopez", due=FRIDAY)
    items = folded(meeting(0, before), meeting(1, *statements)).items.values()
    return [(item.state, len(item.places), item.places[-1].says) for item in items]


# What the discussion says and the list at its end repeats.


def test_a_promise_of_the_discussion_and_its_row_are_one_item() -> None:
    state = folded(
        meeting(
            0,
            promise("drive there in place of Luis", "Ana Lopez", due=FRIDAY, topic="Halden Dairy", line=4),
            promise("Visit Halden", "Ana Lopez", due=FRIDAY, line=9, row=True),
        )
    )
    assert [place.line for place in only(state).places] == [4, 9]
    siblings = [promise(f"send offer {at} to client {at}", "Ana Lopez", due=FRIDAY, line=at) for at in range(1, 9)]
    assert len(folded(meeting(0, *siblings)).items) == 8, "entries of one list are works of their own"
    again = folded(meeting(0, promise("x of Halden", "Ana Lopez", due=FRIDAY), promise("Visit Halden", "Ben Stone")))
    assert len(again.items) == 2, "another owner has other work"


def test_a_move_is_told_where_it_was_said_and_not_by_the_row_that_repeats_it() -> None:
    said = promise("she says", due=LATER, quote="NDA Kessler: Ana says by the 20th", line=3, head="NDA Kessler")
    row = promise("NDA Kessler", "Ana Lopez", due=LATER, line=9, row=True)
    state = folded(meeting(0, promise("NDA Kessler", "Ana Lopez", due=FRIDAY)), meeting(1, said, row))
    assert [(place.line, place.says) for place in only(state).places] == [(1, "new"), (3, "moved"), (9, "open")]


def test_a_sentence_that_a_mark_of_the_same_notes_confirms_is_told_and_not_asked() -> None:
    told = news("NDA Kessler is signed", "done", line=3, by="sentence", on=date(2026, 3, 9))
    state = folded(
        meeting(0, promise("NDA Kessler", "Ana Lopez", due=FRIDAY)),
        meeting(1, told, promise("NDA Kessler", "Ana Lopez", says="done", line=9)),
    )
    assert (only(state).state, only(state).ended, asks(state)) == ("done", date(2026, 3, 9), [])


def test_a_sentence_alone_is_asked() -> None:
    told = news("NDA Kessler is signed", "done", line=3, by="sentence")
    state = folded(meeting(0, promise("NDA Kessler", "Ana Lopez")), meeting(1, told))
    assert (only(state).state, asks(state)) == ("open", ["done"])


# What stands below an entry of what was open before.


def test_what_stands_below_an_entry_is_news_of_it() -> None:
    entry = promise("NDA Kessler", "Ana Lopez", reviewed=True, line=3)
    below = news("They joined us on Monday", "done", by="sentence", reviewed=True, line=4, under=3)
    state = folded(meeting(0, promise("NDA Kessler", "Ana Lopez")), meeting(1, entry, below))
    assert (only(state).state, asks(state)) == ("open", ["done"])


# Words, owners and turns.


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (
            promise("send Ceri the final numbers", "Ana Lopez", due=FRIDAY),
            promise("give Ceri the numbers", "Ana", due=LATER, quote="Ana gives Ceri the final numbers then"),
            True,
        ),
        (promise("May rota", "Ana Lopez"), promise("June rota", "Ana Lopez"), False),
        (promise("price list 2026", "Ana Lopez"), promise("rework it", "Ana Lopez", head="price list"), True),
        (promise("call Mary at the bank", "Ana Lopez"), promise("call Mary at the school", "Ana Lopez"), False),
    ],
    ids=["owner and words", "another month", "the words before a colon", "another place"],
)
def test_promises_in_other_words(first: Statement, second: Statement, joined: bool) -> None:
    assert len(folded(meeting(0, first), meeting(1, second)).items) == (1 if joined else 2)


@pytest.mark.parametrize(
    ("first", "second", "items", "questions"),
    [
        (
            promise("contact BCS again to suggest an interim attendee", "Ana Lopez"),
            promise("contact BSC again to suggest an interim attendee", "Ana Lopez"),
            1,
            [],
        ),
        (
            promise("look at the ESA funding opportunities (https://incubed.esa.int/)", "all"),
            promise("consider ESA funding opportunity", "all", says="done", reviewed=True),
            1,
            [],
        ),
        (promise("renew the insurance policies"), promise("renew the insurance policy"), 1, []),
        (
            promise("share the draft in early April", "Ana Lopez"),
            promise(
                "share the draft in early April", "Ana Lopez", says="done", reviewed=True, head="All: topics for May"
            ),
            1,
            [],
        ),
        (
            promise("funding opportunities in 2025", "Ben Stone"),
            promise("attend and present our topics", "Ana Lopez", head="Funding opportunity"),
            2,
            [],
        ),
    ],
    ids=["letters exchanged", "an address", "plural", "another month in the topic", "only the topic, and others"],
)
def test_words_that_must_not_mislead(first: Statement, second: Statement, items: int, questions: list[str]) -> None:
    state = folded(meeting(0, first, promise("water the plants", line=9)), meeting(1, second))
    assert (len(state.items) - 1, asks(state)) == (items, questions)


def test_an_open_line_is_joined_by_the_words_before_its_colon() -> None:
    first = meeting(0, promise("clear the font licence", "Ana Lopez"))
    line = promise("font licence: still with legal", "Ana Lopez", says="open", head="font licence")
    assert only(folded(first, meeting(1, line))).state == "open"


def test_work_of_one_owner_that_shares_only_its_topic_is_asked_about() -> None:
    first = meeting(0, promise("apply for building control", "Ana Lopez"))
    state = folded(first, meeting(1, promise("book the building control visit", "Ana Lopez")))
    assert (len(state.items), asks(state)) == (2, ["same"])


def test_an_entry_that_names_part_of_an_item_is_asked_and_starts_none() -> None:
    first = meeting(0, promise("order the chains from Wicksteed", "Ana Lopez"))
    entry = promise("Swing chains: ordered on 28 January", says="done", reviewed=True, head="Swing chains")
    state = folded(first, meeting(1, entry))
    assert (only(state).state, asks(state)) == ("open", ["done"])


def test_work_that_is_more_like_what_has_ended_is_asked_about() -> None:
    first = meeting(0, promise("paint the big hall"), promise("paint the big hall wall of brick", line=2))
    ended = meeting(1, news("paint the big hall wall of brick", "done"))
    state = folded(first, ended, meeting(2, promise("paint the big hall wall of brick")))
    assert (len(state.items), asks(state)) == (3, ["same"])


def test_an_end_that_may_be_that_of_an_item_is_asked_about_and_starts_none() -> None:
    first = meeting(0, promise("contact the plumber about first fix dates in March", "Ana Lopez"))
    entry = promise("plumber for the boiler, dates and delivery", says="done", reviewed=True)
    state = folded(first, meeting(1, entry))
    assert (only(state).state, asks(state)) == ("open", ["done"])
    no = Verdict("done", state.questions[0].mention, state.questions[0].item, yes=False)
    after = folded(first, meeting(1, entry), verdicts=(no,))
    assert sorted(item.state for item in after.items.values()) == ["done", "open"]


def test_other_words_for_an_item_are_remembered() -> None:
    state = folded(
        meeting(
            0,
            promise("go and see them on site", "Ana Lopez", due=FRIDAY, topic="Halden Dairy"),
            promise("Site visit Halden", "Ana Lopez", due=FRIDAY, line=9, row=True),
        ),
        meeting(1, promise("Visit Halden", "Ana Lopez", due=LATER)),
    )
    assert only(state).moved == 1


def test_a_promise_that_may_be_an_item_with_another_day_is_asked_about_as_a_move() -> None:
    state = folded(
        meeting(0, promise("call Mary at the bank", "Ana Lopez", due=FRIDAY)),
        meeting(1, promise("call Mary at the school", "Ana Lopez", due=LATER)),
    )
    assert asks(state) == ["moved"]


def test_a_row_of_its_own_status_is_a_move() -> None:
    assert states(promise("NDA Kessler", "Ana Lopez", says="moved", due=LATER)) == [("open", 2, "moved")]


def test_a_meeting_asks_five_questions_at_most() -> None:
    works = "letter to Brightwater|offer for Oakline|invoice of Kessler|room in Halden|lamp in Orchard|paint for Ghent"
    names = works.split("|")
    state = folded(
        meeting(0, *(promise(f"finish the {name}", line=at) for at, name in enumerate(names, 1))),
        meeting(1, *(news(f"The {name} is done", "done", by="sentence", line=at) for at, name in enumerate(names, 1))),
    )
    assert len(asks(state)) == 5
    assert all(item.state == "open" for item in state.items.values())
