"""Words of tasks that mean nothing alone: first those that are none, then what fills them."""

from __future__ import annotations

import pytest

from extractor.extraction.mentions.slots import Slot, fill, slots


@pytest.mark.parametrize(
    "task",
    [
        pytest.param("send the deck to the board", id="names its work"),
        pytest.param("print that list", id="determiner"),
        pytest.param("update these pages", id="determiner in the plural"),
        pytest.param("tell Kim that we moved", id="conjunction"),
        pytest.param("send her monday report", id="possessive"),
        pytest.param("see if it works", id="subject of a clause"),
        pytest.param("put a note up for them that are not here", id="with a relative clause"),
        pytest.param("complete sections one to four", id="number"),
        pytest.param("ask each one", id="each one"),
        pytest.param("take the it's out of the text", id="with an apostrophe"),
        pytest.param("agenda for May", id="no verb"),
        pytest.param("ring the plumber", id="names whom"),
        pytest.param("notes", id="noun that may be a verb"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_slot(task: str) -> None:
    assert slots(task) == ()


@pytest.mark.parametrize(
    ("task", "kinds"),
    [
        pytest.param("fix it", ["thing"], id="it"),
        pytest.param("fix that by Friday", ["thing"], id="that"),
        pytest.param("give it to him", ["thing", "person"], id="two"),
        pytest.param("bring it and wash it", ["thing"], id="the same pronoun twice"),
        pytest.param("ring them again", ["several"], id="them"),
        pytest.param("give 'em a ring", ["several"], id="'em"),
        pytest.param("tell her about the leak", ["person"], id="her"),
        pytest.param("do that tomorrow", ["work"], id="vague verb"),
        pytest.param("get one on the way", ["one"], id="one"),
        pytest.param("chase", ["about"], id="verb alone"),
        pytest.param("check again", ["about"], id="verb and adverb"),
    ],
)
def test_slots_of_task(task: str, kinds: list[str]) -> None:
    assert [slot.kind for slot in slots(task)] == kinds


@pytest.mark.parametrize(
    ("task", "words", "expected"),
    [
        pytest.param("fix it today", "", "fix it today", id="nothing"),
        pytest.param("fix it today", "the map", "fix the map today", id="in place"),
        pytest.param("sort it out first", "the rope log", "sort the rope log out first", id="object of a vague verb"),
        pytest.param("do that first", "ring licensing", "ring licensing first", id="whole action"),
        pytest.param("chase", "the tide tables", "chase the tide tables", id="object"),
        pytest.param("write", "the leak", "write about the leak", id="topic"),
    ],
)
def test_fill(task: str, words: str, expected: str) -> None:
    (slot,) = slots(task)
    assert fill(task, slot, words) == expected


def test_slot_is_where_the_pronoun_stands() -> None:
    assert slots("bring them in") == (Slot("several", 6, 10, "them"),)
