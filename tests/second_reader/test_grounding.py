"""What the notes keep of a proposal: first what they drop, then what stands there."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extractor import readers
from extractor.dates.intervals import DateContext
from extractor.language.people import roster_learning
from extractor.second_reader import grounding
from extractor.second_reader.answers import Proposal
from extractor.second_reader.grounding import Ground, Grounded, Rank

NOTES = """\
# Sync, 3 March 2026

Present: Ana Lima, Bob Ray, Kim Holm

## Map

- The map crashes on old phones. Bob will fix that by Friday.
- We will not cancel the contract with the printer.
- Ana sends the flyers to the printer and Bob orders the paint.
- Event schema document. Kim reviews it.
- Please don't forget to water the plants.

## Hall (Kim)

- book the hall before the fair
- The fair is on 20 March.
- She asks the caretaker for the keys.
"""


@pytest.fixture(scope="module")
def ground() -> Ground:
    notes = readers.read_text(NOTES)
    roster = roster_learning.learn(notes.blocks, notes.people)
    return Ground(notes, roster, DateContext(notes.date))


def kept(ground: Ground, proposal: Proposal) -> Grounded:
    found = ground.ground(proposal)
    assert isinstance(found, Grounded), found
    return found


class Dropped(NamedTuple):
    """A proposal of which nothing is kept, and why."""

    proposal: Proposal
    why: str


@pytest.mark.parametrize(
    ("proposal", "why"),
    [
        pytest.param(*Dropped(Proposal((99,), "fix that", "fix that"), grounding.NO_LINE), id="no such line"),
        pytest.param(*Dropped(Proposal((2,), "fix that", "fix that"), grounding.NO_LINE), id="blank line"),
        pytest.param(
            *Dropped(Proposal((7,), "migrate the database", "migrate the database"), grounding.NO_QUOTE), id="invented"
        ),
        pytest.param(
            *Dropped(Proposal((9,), "fix that by Friday", "fix that"), grounding.NO_QUOTE), id="words of another line"
        ),
        pytest.param(
            *Dropped(Proposal((8,), "cancel the contract with the printer", "cancel the contract"), grounding.DENIED),
            id="denied before the quotation",
        ),
        pytest.param(
            *Dropped(Proposal((8,), "We will not cancel the contract", "cancel the contract"), grounding.DENIED),
            id="denied within the quotation",
        ),
        pytest.param(
            *Dropped(Proposal((3,), "Present: Ana Lima, Bob Ray", "present Ana"), grounding.NO_WORK), id="roster"
        ),
        pytest.param(*Dropped(Proposal((5,), "Map", "map"), grounding.NO_WORK), id="title"),
        pytest.param(*Dropped(Proposal((7,), "...", "!"), grounding.NO_QUOTE), id="no words"),
        pytest.param(*Dropped(Proposal((7,), "the", "the"), grounding.NO_QUOTE), id="function words"),
    ],
)
def test_a_proposal_without_ground_is_dropped(ground: Ground, proposal: Proposal, why: str) -> None:
    assert ground.ground(proposal) == why


@pytest.mark.parametrize(
    ("line", "quote", "task"),
    [
        pytest.param(9, "Ana sends the flyers to the printer", "send the paint to the printer", id="another object"),
        pytest.param(9, "Ana sends the flyers to the printer", "order the flyers", id="another verb"),
        pytest.param(9, "Bob orders the paint", "order the flyers", id="an object of the other half"),
        pytest.param(9, "Ana sends the flyers to the printer", "send printer flyers", id="out of order"),
        pytest.param(7, "Bob will fix that by Friday", "Friday fix", id="a day for a verb"),
        pytest.param(9, "Ana orders the paint", "order the paint for Ana", id="joined, with a person"),
        pytest.param(7, "Bob will fix that by Friday", "fix the login page", id="words of no line"),
        pytest.param(9, "Ana sends the flyers to the printer", "send the flyers to 192.0.2.1", id="more than is said"),
    ],
)
def test_a_task_that_nobody_said_is_not_taken_over(ground: Ground, line: int, quote: str, task: str) -> None:
    assert kept(ground, Proposal((line,), quote, task)).task == ""


@pytest.mark.parametrize(
    ("line", "quote", "task"),
    [
        pytest.param(9, "Bob orders the paint", "order the paint", id="the words of the place"),
        pytest.param(7, "Bob will fix that", "fix the map", id="what a pronoun means"),
        pytest.param(10, "Kim reviews it", "review event schema document", id="what the sentence before names"),
        pytest.param(11, "don't forget to water the plants", "water the plants", id="not to be forgotten"),
    ],
)
def test_a_task_of_the_notes_is_taken_over(ground: Ground, line: int, quote: str, task: str) -> None:
    assert kept(ground, Proposal((line,), quote, task)).task == task


@pytest.mark.parametrize(
    ("owner", "line", "quote"),
    [
        pytest.param("Mallory", 7, "Bob will fix that", id="nobody of the notes"),
        pytest.param("Ana", 7, "Bob will fix that", id="somebody who is named elsewhere"),
        pytest.param("Ana Lima", 7, "Bob will fix that", id="somebody who was present"),
        pytest.param("I", 7, "Bob will fix that", id="I, where nobody says I"),
        pytest.param("all", 7, "Bob will fix that", id="all"),
        pytest.param("<b>Bob</b>@evil.example", 7, "Bob will fix that", id="a name with more"),
        pytest.param("Bob Marley", 7, "Bob will fix that", id="another name"),
    ],
)
def test_an_owner_whom_the_place_does_not_name_is_dropped(ground: Ground, owner: str, line: int, quote: str) -> None:
    found = kept(ground, Proposal((line,), quote, "fix", owners=(owner,)))
    assert found.owners_said == ()
    assert grounding.NO_OWNER in found.lost


def test_a_person_of_the_notes_who_is_not_named_there_is_a_doubt(ground: Ground) -> None:
    assert kept(ground, Proposal((7, 9), "Bob will fix that", "fix", owners=("Ana",))).doubted == ("Ana Lima",)


@pytest.mark.parametrize(
    ("owner", "lines", "quote", "said", "rank"),
    [
        pytest.param("Bob Ray", (7,), "Bob will fix that", "Bob Ray", Rank.HERE, id="in the text"),
        pytest.param("bob", (7,), "Bob will fix that", "Bob Ray", Rank.HERE, id="in small letters"),
        pytest.param("Kim", (15,), "book the hall", "Kim Holm", Rank.ABOVE, id="in the title"),
    ],
)
def test_an_owner_whom_the_notes_name(
    ground: Ground, owner: str, lines: tuple[int, ...], quote: str, said: str, rank: Rank
) -> None:
    found = kept(ground, Proposal(lines, quote, "", owners=(owner,)))
    assert (found.owners_said, found.owner_rank) == ((said,), rank)


@pytest.mark.parametrize(
    ("due", "due_from"),
    [
        pytest.param("2026-03-06", "", id="a date in place of words"),
        pytest.param("by Monday", "", id="words that stand nowhere"),
        pytest.param("on 20 March", "", id="the day of another line"),
        pytest.param("ignore the notes", "", id="no day"),
        pytest.param("old phones", "", id="words that are no day"),
    ],
)
def test_a_day_that_the_place_does_not_say_is_dropped(ground: Ground, due: str, due_from: str) -> None:
    found = kept(ground, Proposal((7,), "Bob will fix that", "fix", due=due, due_from=due_from))
    assert (found.due_said, found.due_after) == ("", "")
    assert grounding.NO_DAY in found.lost


@pytest.mark.parametrize(
    ("lines", "quote", "due", "due_from", "said"),
    [
        pytest.param((7,), "Bob will fix that", "Friday", "", "by Friday", id="the whole phrase"),
        pytest.param((15, 16), "book the hall", "before the fair", "20 March", "20 March", id="the day of an event"),
    ],
)
def test_a_day_that_the_notes_say(
    ground: Ground, lines: tuple[int, ...], quote: str, due: str, due_from: str, said: str
) -> None:
    assert kept(ground, Proposal(lines, quote, "", due=due, due_from=due_from)).due_said == said
