"""Tasks that lack what they are about: "call Bill", "sign by Friday"."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pytest

from extractor import pipeline
from extractor.extraction.mentions.topics import lacking_object, lacking_topic
from extractor.language.people.roster import Roster
from extractor.model import ReadOptions


class Case(NamedTuple):
    line: str
    task: str


CASES = (
    Case("- raffle licence. Sue will speak to Mr Barnes", "speak to Mr Barnes about raffle licence"),
    Case(
        "- Scaffold tag out of date - Lee to phone the contractor today",
        "phone the contractor about scaffold tag out of date",
    ),
    Case(
        "- centrifuge contract ends in May. Ines to talk to procurement",
        "talk to procurement about centrifuge contract",
    ),
    Case("- The lease is unsigned. Carl to sign by Friday.", "sign the lease"),
    Case("- Press release for the launch is ready. Mona approves by Thursday", "approve press release for the launch"),
    Case("3) Goran, could you please get two quotes for the gate by Friday?", "get two quotes for the gate"),
    Case("- Ana to call Ben", "call Ben"),
    Case("- Ana to call Ben about the plaque", "call Ben about the plaque"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.task)
def test_a_task_gets_what_it_is_about_from_its_line(case: Case) -> None:
    recap = pipeline.from_text(f"# Site meeting\n\n{case.line}\n", ReadOptions(date=dt.date(2025, 6, 2)))
    assert [item.task for item in recap.items] == [case.task]


@pytest.mark.parametrize(
    "task", ["call the bank about the loan", "write 3 alternatives", "remind principals of the list", "chase memos"]
)
def test_a_task_with_a_topic_or_without_a_person_gets_none(task: str) -> None:
    assert lacking_topic(task, Roster(())) is None


@pytest.mark.parametrize(
    ("task", "where"),
    [("sign by Friday", 4), ("fill in before the meeting", 7), ("reinstall after 17.30", 9), ("order, please", 5)],
)
def test_the_object_stands_behind_its_verb(task: str, where: int) -> None:
    slot = lacking_object(task)
    assert slot is not None
    assert slot.start == slot.end == where


@pytest.mark.parametrize(
    "task", ["sign this note", "confirm with compliance", "send to Ana", "order the lids by Friday"]
)
def test_a_verb_with_an_object_lacks_none(task: str) -> None:
    assert lacking_object(task) is None


@pytest.mark.parametrize(
    ("notes", "task"),
    [
        (
            "Elif: Who has the list?\nMarco: Me.\nElif: Good.\n"
            "Marco: You'll get the list from me on Thursday.\nElif: Lovely.\n",
            "send Elif the list",
        ),
        ("# Year 4\n\nCoach is booked. Letters are late; I'll write them.\n", "write letters"),
        ("# Year 4\n\nThe residents wait. Ana will write to them tomorrow.\n", "write to the residents"),
    ],
)
def test_what_is_written_is_a_thing_and_what_is_got_from_me_is_sent(notes: str, task: str) -> None:
    recap = pipeline.from_text(notes, ReadOptions(date=dt.date(2026, 3, 3)))
    assert task in [item.task for item in recap.items]
