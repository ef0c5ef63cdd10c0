"""What stands around a piece of work as its possible owners and days, and what speaks for each."""

from __future__ import annotations

import pytest

from extractor import readers
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.choosing import dates, owners
from extractor.language.people import roster_learning
from extractor.language.people.roster import Roster
from extractor.model import Notes, ReadOptions

HEAD = "# Sync, 4 March 2026\n\nAttendees: Kim Lee, Ana Lopez, Tom Ode\n\n"


def places(text: str) -> tuple[Notes, Roster, tuple[Candidate, ...]]:
    notes = readers.read_text(HEAD + text)
    roster = roster_learning.learn(notes.blocks, notes.people)
    return notes, roster, candidates(notes, roster, ReadOptions().model)


def owner_options(text: str) -> dict[str, dict[str, float]]:
    """The options of the last candidate, by their names; the rules have no answer."""
    notes, roster, found = places(text)
    options = owners.options(found[-1], owners.Names(notes, roster), (), None)
    return {" + ".join(names): features for names, features in options.items()}


@pytest.mark.parametrize(
    ("text", "option", "facts"),
    [
        pytest.param("Call the bank -> Kim\n", "Kim Lee", {"arrow before, here", "ends the clause"}, id="arrow"),
        pytest.param("Kim rings the bank\n", "Kim Lee", {"opens the clause", "verb in s, here"}, id="opens"),
        pytest.param("Call the bank (TO)\n", "Tom Ode", {"bracket before, here", "bracket after, here"}, id="initials"),
        pytest.param("The roof leaks.\n\nCall Ana about it.\n", "Ana Lopez", {"object, here"}, id="object"),
        pytest.param("Kim saw the roof.\n\nNew lock for the shed.\n", "Kim Lee", {"in before 1"}, id="line above"),
        pytest.param("I call the bank\n", "me", {"kind: pronoun"}, id="writer"),
        pytest.param("All of us bring cake\n", "all", {"kind: everybody"}, id="everybody"),
        pytest.param("Call the bank, Kim + Ana\n", "Ana Lopez + Kim Lee", {"kind: several"}, id="two joined"),
        pytest.param("Kim phone the bank\n", "Kim Lee", {"verb after: base, here"}, id="order to somebody"),
        pytest.param(
            "Kim - shop\n\nring the bank\n\nmend the gate\n\nfind a van\n",
            "Kim Lee",
            {"in title line"},
            id="under a name",
        ),
        pytest.param("the caretaker mends the gate\n", "caretaker", {"kind: role"}, id="role"),
        pytest.param(
            "Marek mends the gate\n", "Marek", {"opens the clause", "verb in s, here"}, id="nobody on the list"
        ),
    ],
)
def test_owners(text: str, option: str, facts: set[str]) -> None:
    assert facts <= owner_options(text)[option].keys()


@pytest.mark.parametrize(
    ("text", "option"),
    [
        pytest.param("Call the bank on Friday\n", "Friday", id="day"),
        pytest.param("Mend the gate in the yard\n", "gate", id="thing"),
        pytest.param("She calls the bank\n", "She", id="pronoun of another"),
    ],
)
def test_no_owner(text: str, option: str) -> None:
    assert option not in owner_options(text)


def test_two_owners_who_are_named_apart_are_no_option_together() -> None:
    options = owner_options("Kim drafts the letter so that Ana can send it\n")
    assert not [names for names, facts in options.items() if " + " in names and "in clause" in facts]


def test_the_answers_around_a_candidate_are_known() -> None:
    notes, roster, found = places("- Kim to ring the bank\n- Ana to mend the gate\n")
    names = owners.Names(notes, roster)
    ruled = [owners.ruled_of(candidate, names) for candidate in found]
    around = owners.neighbours_of(1, found, ruled, owners.shares_of(ruled))
    assert (around.before, around.in_block, around.after) == (("Kim Lee",), False, ())
    assert around.share == {("Kim Lee",): 0.5, ("Ana Lopez",): 0.5}


def test_a_cell_tells_its_column() -> None:
    found = owner_options("| What | Who |\n|---|---|\n| call the bank | Kim |\n")
    assert {"in a cell", "column: owner", "whole cell"} <= found["Kim Lee"].keys()


def day_options(text: str, ruled: str | None = None) -> dates.DateOptions:
    notes, roster, found = places(text)
    return dates.Days(notes, Annotations(roster)).options(found[-1], ruled, "")


@pytest.mark.parametrize(
    ("text", "day", "facts"),
    [
        pytest.param("Call the bank by Friday\n", "2026-03-06", {"in clause", "cue: by"}, id="clause"),
        pytest.param("Call the bank (12 March)\n", "2026-03-12", {"bracket, here", "ends, here"}, id="brackets"),
        pytest.param("It is due Friday.\n\nCall the bank\n", "2026-03-06", {"in before 1"}, id="line above"),
    ],
)
def test_days(text: str, day: str, facts: set[str]) -> None:
    assert facts <= day_options(text).features[day].keys()


def test_a_day_that_the_next_turn_agrees_on() -> None:
    notes, roster, found = places(
        "Kim: I'll send you the list.\nAna: When can you have it?\nKim: Thursday?\nAna: Perfect.\n"
    )
    days = dates.Days(notes, Annotations(roster))
    (first, *_) = found
    assert {"asked for", "is asked", "agreed by the next turn", "said by the same"} <= days.options(
        first, None, ""
    ).features["2026-03-05"].keys()


def test_words_of_a_day_are_those_nearest_to_the_work() -> None:
    found = day_options("We meet on 6 March.\n\nCall the bank by Friday\n")
    assert found.said["2026-03-06"] == "by Friday"


def test_words_without_a_day_are_no_option() -> None:
    assert "after the release" not in day_options("Call the bank after the release\n").said.values()


def test_the_answer_of_the_rules_is_an_option() -> None:
    assert "ruled" in day_options("Call the bank by Friday\n", "by Friday").features["2026-03-06"]
