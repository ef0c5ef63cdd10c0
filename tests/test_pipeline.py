"""From mentions to the plan: ids stay the same, all places are kept, doubts are reported."""

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
    """Make the recap of notes that have one list entry for each mention."""
    last = max((mention.line for mention in mentions), default=1)
    texts = {mention.line: mention.task for mention in mentions}
    blocks = tuple(
        Block(Kind.BULLET, texts.get(n, "Nothing much."), n, n, section=("Action items",)) for n in range(1, last + 1)
    )
    notes = Notes("-", blocks, date=held_on, people=PEOPLE)
    return assemble(notes, learn(blocks, PEOPLE), mentions, 0.5, ReadOptions())


def test_no_mentions_make_an_empty_plan() -> None:
    recap = made()
    assert (recap.items, recap.maybes, recap.doubts) == ((), (), ())
    assert recap.attendees == ("Kim Lee", "Sam Teller")


@pytest.mark.parametrize(
    "change",
    [{"owners_said": ("Kim",)}, {"due_said": "by Friday"}, {"done": True}, {"confidence": 0.6}, {"private": True}],
    ids=str,
)
def test_the_id_depends_only_on_the_task(change: dict[str, Any]) -> None:
    (before,) = made(mention("send the deck", 1)).items
    (after,) = made(mention("send the deck", 3, **change)).items
    assert before.id == after.id


def test_equal_tasks_of_two_people_get_numbered_ids() -> None:
    deck, domain = made(mention("send the deck", 1), mention("renew the domain", 2)).items
    assert deck.id != domain.id
    twins = made(
        mention("write report", 1, owners_said=("Kim",)), mention("write report", 2, owners_said=("Sam Teller",))
    ).items
    assert [item.owners for item in twins] == [("Kim Lee",), ("Sam Teller",)]
    assert twins[1].id == f"{twins[0].id}-2"


def test_a_restated_task_keeps_all_its_places_and_details() -> None:
    (item,) = made(
        mention("send the deck to the harbour board", 1, rule="will", owners_said=("Kim",)),
        mention("send the deck to the harbour board", 9, due_said="by Friday", confidence=0.95),
    ).items
    assert (item.line, item.also) == (9, ((1, 1),))
    assert item.owners == ("Kim Lee",)
    assert item.due == date(2026, 3, 6)


def test_a_task_below_the_threshold_is_a_maybe_unless_it_restates_another() -> None:
    recap = made(
        mention("send the deck to the harbour board", 1, owners_said=("Kim",)),
        mention("send the deck to the harbour board", 5, confidence=0.3, owners_said=("Kim",), rule="will"),
        mention("paint the shed", 7, confidence=0.3),
        mention("mow the lawn", 8, confidence=0.3, done=True),
    )
    assert [item.task for item in recap.items] == ["send the deck to the harbour board"]
    assert [item.task for item in recap.maybes] == ["paint the shed"]


def test_an_ambiguous_name_stays_as_written_with_a_doubt() -> None:
    recap = made(mention("send the deck", 2, owners_said=("Sam",)))
    assert recap.items[0].owners == ("Sam",)
    (doubt,) = recap.doubts
    assert (doubt.line, doubt.kind) == (2, "owner")
    assert "Sam Teller" in doubt.message and "Sam Okafor" in doubt.message


def test_without_a_date_relative_deadlines_stay_words_with_a_doubt() -> None:
    recap = made(mention("send the deck", 1, due_said="by Friday"), held_on=None)
    assert (recap.items[0].due, recap.items[0].due_text) == (None, "by Friday")
    assert any("--date" in doubt.message for doubt in recap.doubts)


@pytest.mark.parametrize("speaker", [None, "Kim"])
def test_i_is_the_speaker_if_known(speaker: str | None) -> None:
    (item,) = made(mention("send the deck", 1, owners_said=("I",), speaker=speaker)).items
    assert item.owners == (("Kim Lee",) if speaker else ())


def test_text_before_an_item_does_not_change_its_id() -> None:
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
def test_a_numeric_date_is_doubted_only_if_its_order_is_unknown(dates: str, doubtful: bool) -> None:
    recap = extract(
        f"# Sync\n\n{dates}\n\n## Action items\n\n- Kim to send the deck by 03/10/2026\n", date="2026-09-15"
    )
    assert any("can be read as" in doubt.message for doubt in recap.doubts) == doubtful
