"""Both ends of a task: first what must stay there."""

from __future__ import annotations

import pytest

from extractor.extraction.mentions.task_edges import MAX_LENGTH, without_edges
from extractor.language.people.roster import Roster
from extractor.model import Person

ROSTER = Roster(
    (Person("Jill Marsh"), Person("Bob Kerr"), Person("Tunde Ojo"), Person("Laurence Teo", aliases=("LT",)))
)


def bare(work: str, *owners: str) -> str:
    return without_edges(work, owners, ROSTER)


@pytest.mark.parametrize(
    "work",
    [
        pytest.param("book the room for 12 June", id="date inside the work"),
        pytest.param("C/F to next meeting", id="to, and no verb"),
        pytest.param(
            "Overgrown verges – The verges were cut last week, however, find out how often they are cut",
            id="work behind a remark",
        ),
        pytest.param("move the call to Friday", id="day that the work is about"),
        pytest.param("write section 5 (calibration)", id="bracket that says what"),
        pytest.param("order a new urn (and a lid)", id="bracket that adds work"),
        pytest.param("a new offer with 2 steps (3.000 / 8.000 pieces)", id="numbers in brackets"),
        pytest.param("check whether the roof, the wall and the gate are dry", id="question with commas"),
        pytest.param("call the surveyor, ask if she has time", id="second order"),
        pytest.param("agree balances w/ Bob", id="partner of the work"),
        pytest.param("give the keys to Jill Marsh", id="name that the work needs"),
        pytest.param("send Bob the notes", id="to whom"),
        pytest.param("leaves off on the morning side", id="plural that may be a verb"),
        pytest.param("glass the kitchen needs", id="ends in ss"),
        pytest.param("write to @Acme – not @Other", id="handle of nobody"),
        pytest.param("notes to the members", id="noun before its direction"),
        pytest.param("Hall roof: get a quote", id="label that says what it is about"),
        pytest.param("tonight", id="nothing but a day"),
        pytest.param("gas certificate, landlord??", id="question without a verb"),
        pytest.param("ring Bob, " + "x" * MAX_LENGTH + " today", id="longer than a task"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_work_stays(work: str) -> None:
    assert bare(work, "Tunde") == work


@pytest.mark.parametrize(
    ("work", "owner", "expected"),
    [
        pytest.param("→ mend the gate by the road", "Tunde", "mend the gate by the road", id="arrow"),
        pytest.param("Jill: order the water butts", "Jill Marsh", "order the water butts", id="label of the owner"),
        pytest.param("Jill get the key back", "Jill", "get the key back", id="name before an order"),
        pytest.param("Bob does the minutes again", "Bob Kerr", "do the minutes again", id="name before does"),
        pytest.param("takes down the old shelves", "Bob", "take down the old shelves", id="third person alone"),
        pytest.param("sells the drum kit", "Bob", "sell the drum kit", id="third person of a rarer verb"),
        pytest.param("presents D1 to D6", "Bob", "present D1 to D6", id="third person before a number"),
        pytest.param(
            "LT (in his absence) was asked to arrange ledger access",
            "Laurence Teo",
            "arrange ledger access",
            id="asked in his absence",
        ),
        pytest.param("One of you needs to unblock the drain", "", "unblock the drain", id="one of you"),
        pytest.param("someone book the hall", "", "book the hall", id="somebody before an order"),
    ],
)
def test_who_does_it_is_cut_at_the_start(work: str, owner: str, expected: str) -> None:
    assert bare(work, *filter(None, [owner])) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param("strim the top path, no excuses", "strim the top path", id="no excuses"),
        pytest.param("strim the top path this weekend", "strim the top path", id="day"),
        pytest.param("draft the letter, Friday", "draft the letter", id="day behind a comma"),
        pytest.param("order the urn (Bob)", "order the urn", id="owner in brackets"),
        pytest.param("order the urn @Bob", "order the urn", id="handle"),
        pytest.param("order the urn (the old one is leaking)", "order the urn", id="remark in brackets"),
        pytest.param("confirm the pay band (24:10)", "confirm the pay band", id="time of a recording"),
        pytest.param("call the engraver, the stone needs three weeks", "call the engraver", id="remark"),
        pytest.param("take down the greenhouse, not the shed", "take down the greenhouse", id="what is not meant"),
        pytest.param("write the booklet herself", "write the booklet", id="herself"),
        pytest.param("strim the top path pls", "strim the top path", id="pls"),
        pytest.param("Update pls", "Update", id="pls behind one word"),
        pytest.param("look at the diary and report to", "look at the diary", id="what a day leaves"),
        pytest.param("send us the floor plan?", "send us the floor plan", id="question"),
        pytest.param("log the hours, Jill from the office wrote again", "log the hours", id="who wrote"),
        pytest.param("write up the sessions @Bob – not done, 2 are left", "write up the sessions", id="note on it"),
        pytest.param("ring the vet again, about four", "ring the vet again", id="about four"),
        pytest.param("send the valuation, so Monday", "send the valuation", id="so Monday"),
        pytest.param("log the heater again today, please", "log the heater again", id="two of them"),
    ],
)
def test_what_is_no_work_is_cut_at_the_end(work: str, expected: str) -> None:
    assert bare(work) == expected
