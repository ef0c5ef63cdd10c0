"""From mentions to the plan: ids that stay, places that are kept, doubts that are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor import extract
from extractor.language.people.roster_learning import learn
from extractor.model import Block, Kind, Mention, Notes, Person, ReadOptions, Recap
from extractor.resolution.assemble import assemble

PEOPLE = (Person("Kim Lee", present=True), Person("Sam Teller", present=True), Person("Sam Okafor", present=False))


def mention(task: str, line: int, **more: Any) -> Mention:
    values: dict[str, Any] = {"owners_said": (), "due_said": None, "rule": "action-list", "confidence": 0.9}
    return Mention(line - 1, line, line, task, task, completed=task, **(values | more))


def made(*mentions: Mention, held_on: date | None = date(2026, 3, 4)) -> Recap:
    """The recap of notes with one list entry a mention."""
    last = max((one.line for one in mentions), default=1)
    said = {one.line: one.task for one in mentions}
    blocks = tuple(
        Block(Kind.BULLET, said.get(n, "Nothing much."), n, n, section=("Action items",)) for n in range(1, last + 1)
    )
    notes = Notes("-", blocks, date=held_on, people=PEOPLE)
    return assemble(notes, learn(blocks, PEOPLE), mentions, 0.5, ReadOptions())


def test_nothing_makes_an_empty_plan() -> None:
    recap = made()
    assert (recap.items, recap.maybes, recap.doubts) == ((), (), ())
    assert recap.attendees == ("Kim Lee", "Sam Teller")


@pytest.mark.parametrize(
    "change",
    [{"owners_said": ("Kim",)}, {"due_said": "by Friday"}, {"done": True}, {"confidence": 0.6}, {"private": True}],
    ids=str,
)
def test_the_id_is_of_the_work_alone(change: dict[str, Any]) -> None:
    (before,) = made(mention("send the deck", 1)).items
    (after,) = made(mention("send the deck", 3, **change)).items
    assert before.id == after.id


def test_other_work_has_another_id_and_twins_have_a_number() -> None:
    one, other = made(mention("send the deck", 1), mention("renew the domain", 2)).items
    assert one.id != other.id
    twins = made(
        mention("write report", 1, owners_said=("Kim",)), mention("write report", 2, owners_said=("Sam Teller",))
    ).items
    assert [item.owners for item in twins] == [("Kim Lee",), ("Sam Teller",)]
    assert twins[1].id == f"{twins[0].id}-2"


def test_what_is_said_again_keeps_all_its_places_and_what_each_adds() -> None:
    (item,) = made(
        mention("send the deck to the harbour board", 1, rule="will", owners_said=("Kim",)),
        mention("send the deck to the harbour board", 9, due_said="by Friday", confidence=0.95),
    ).items
    assert (item.line, item.also) == (9, ((1, 1),))
    assert item.owners == ("Kim Lee",)
    assert item.due == date(2026, 3, 6)


def test_below_the_line_is_a_maybe_and_a_restated_maybe_is_none() -> None:
    recap = made(
        mention("send the deck to the harbour board", 1, owners_said=("Kim",)),
        mention("send the deck to the harbour board", 5, confidence=0.3, owners_said=("Kim",), rule="will"),
        mention("paint the shed", 7, confidence=0.3),
        mention("mow the lawn", 8, confidence=0.3, done=True),
    )
    assert [item.task for item in recap.items] == ["send the deck to the harbour board"]
    assert [item.task for item in recap.maybes] == ["paint the shed"]


def test_a_name_of_two_people_stays_words_and_a_doubt() -> None:
    recap = made(mention("send the deck", 2, owners_said=("Sam",)))
    assert recap.items[0].owners == ("Sam",)
    (doubt,) = recap.doubts
    assert (doubt.line, doubt.kind) == (2, "owner")
    assert "Sam Teller" in doubt.message and "Sam Okafor" in doubt.message


def test_without_a_day_relative_words_stay_words_and_a_doubt_names_the_option() -> None:
    recap = made(mention("send the deck", 1, due_said="by Friday"), held_on=None)
    assert (recap.items[0].due, recap.items[0].due_text) == (None, "by Friday")
    assert any("--date" in doubt.message for doubt in recap.doubts)


@pytest.mark.parametrize("speaker", [None, "Kim"])
def test_i_is_the_speaker_or_nobody(speaker: str | None) -> None:
    (item,) = made(mention("send the deck", 1, owners_said=("I",), speaker=speaker)).items
    assert item.owners == (("Kim Lee",) if speaker else ())


def test_lines_before_an_item_do_not_change_its_id() -> None:
    notes = "## Action items\n\n- [ ] Kim to send the deck by Friday\n"
    (before,) = extract(notes, date="2026-03-04").items
    (after,) = extract("# Weekly\n\nIt rained.\n\n" + notes.replace("Kim", "Ana"), date="2026-03-04").items
    assert (before.id, before.line + 4) == (after.id, after.line)


@pytest.mark.parametrize(
    ("dates", "doubtful"),
    [
        pytest.param("Held on 15/09/2026.", False, id="the notes settle the order"),
        pytest.param("Held on 2026-09-15.", True, id="nothing does"),
    ],
)
def test_numeric_date_is_doubted_only_where_its_order_is_open(dates: str, doubtful: bool) -> None:
    recap = extract(
        f"# Sync\n\n{dates}\n\n## Action items\n\n- Kim to send the deck by 03/10/2026\n", date="2026-09-15"
    )
    assert any("can be read as" in doubt.message for doubt in recap.doubts) == doubtful
