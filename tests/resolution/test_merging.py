"""Merging: what must not be merged or shown first, then what a merged item takes from each of its mentions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.model import Block, Deadline, Kind, Mention, Notes
from extractor.resolution.coreference import PairClassifier, load_default
from extractor.resolution.merging import MAX_ANAPHOR_BLOCKS, merge
from extractor.resolution.normalization import ResolvedMention

THRESHOLD = 0.5
FRIDAY = Deadline("by Friday", date(2026, 3, 6))
LATER = Deadline("after the release", None)
LETTER = "draft the letter to the harbour master"


def resolved(
    task: str, line: int, *owners: str, due: Deadline | None = None, confidence: float = 0.9, **more: Any
) -> ResolvedMention:
    """A mention that is the whole of its line."""
    values: dict[str, Any] = {"owners_said": owners, "due_said": None, "rule": "action-list", **more}
    mention = Mention(line - 1, line, line, task, task, completed=task, confidence=confidence, **values)
    return ResolvedMention(mention, owners, due, ())


def merged(*mentions: ResolvedMention, classifier: PairClassifier | None = None) -> list[ResolvedMention]:
    tasks = {one.mention.line: one.mention.task for one in mentions}
    blocks = tuple(
        Block(Kind.BULLET, tasks.get(line, f"Talk number {line} of budget, rooms and weather."), line, line)
        for line in range(1, 40)
    )
    return merge(mentions, Notes("-", blocks), classifier or load_default(), THRESHOLD)


def test_words_of_a_private_mention_are_not_shown() -> None:
    (item,) = merged(
        resolved(LETTER, 1, "Kim", private=True, confidence=0.95, due=FRIDAY), resolved(LETTER, 9, confidence=0.6)
    )
    assert (item.mention.line, item.mention.private, item.also) == (9, False, ((1, 1),))
    assert item.mention.confidence == 0.95
    assert (item.owners, item.due, item.private_parts) == (("Kim",), FRIDAY, ("owners", "due"))


def test_public_owner_comes_before_a_private_one() -> None:
    (item,) = merged(
        resolved(LETTER, 1, "Kim", private=True), resolved(LETTER, 9), resolved(LETTER, 12, "Kim", confidence=0.8)
    )
    assert (item.owners, item.private_parts) == (("Kim",), ())


def test_items_that_only_a_maybe_connects_stay_apart() -> None:
    items = merged(
        resolved("order the paint for the shed", 1, "Kim"),
        resolved("order the brushes for the shed", 9, "Ana"),
        resolved("order paint and brushes for the shed", 20, confidence=0.3),
        classifier=PairClassifier(-9.0, {"overlap": 10.0}, 0.5),
    )
    assert [(item.mention.line, item.also) for item in items] == [(1, ((20, 20),)), (9, ())]


def test_promise_is_not_merged_into_a_maybe() -> None:
    items = merged(resolved(LETTER, 1, confidence=0.3), resolved("do that", 2, "Kim", is_anaphoric=True))
    assert [item.owners for item in items] == [(), ("Kim",)]


def test_anaphor_of_another_person_is_not_merged() -> None:
    assert len(merged(resolved(LETTER, 1, "Ana"), resolved("do that", 2, "Kim", is_anaphoric=True))) == 2


def test_anaphor_with_a_verb_of_its_own_is_not_merged() -> None:
    """ "I'll call them" is other work than the report that the same person promised just before."""
    items = merged(
        resolved("write the report for the board", 1, "Kim"),
        resolved("call them", 2, "Kim", is_anaphoric=True),
    )
    assert [item.mention.task for item in items] == ["write the report for the board", "call them"]


def test_anaphor_far_below_is_not_merged() -> None:
    line = 2 + MAX_ANAPHOR_BLOCKS
    assert len(merged(resolved(LETTER, 1), resolved("do that", line, "Kim", is_anaphoric=True))) == 2


def test_anaphor_gives_its_owner_to_work_without_one() -> None:
    for owners in ((), ("all",)):
        (item,) = merged(resolved(LETTER, 1, *owners), resolved("do that", 2, "Kim", is_anaphoric=True, confidence=1.0))
        assert (item.mention.task, item.owners) == (LETTER, ("Kim",))


def test_day_comes_before_words_for_a_deadline() -> None:
    (item,) = merged(resolved(LETTER, 1, due=LATER), resolved(LETTER, 9, due=FRIDAY, confidence=0.8))
    assert item.due == FRIDAY


def test_words_for_a_deadline_are_kept_where_there_is_no_day() -> None:
    (item,) = merged(resolved(LETTER, 1), resolved(LETTER, 9, due=LATER, confidence=0.8))
    assert item.due == LATER


def test_done_in_one_place_is_done() -> None:
    (item,) = merged(resolved(LETTER, 1), resolved(LETTER, 9, done=True, confidence=0.8))
    assert item.mention.done


def talked(*said: tuple[str, str, str]) -> list[str]:
    """Return the tasks of a talk, given as speaker, owner and what is to be done, a turn each, after merging."""
    notes = Notes("-", tuple(Block(Kind.TURN, task, at, at, speaker=who) for at, (who, _, task) in enumerate(said, 1)))
    mentions = [
        resolved(task, at, *([owner] if owner else []), speaker=who, rule="will")
        for at, (who, owner, task) in enumerate(said, 1)
        if not task.endswith("?")
    ]
    return [item.mention.completed for item in merge(mentions, notes, PairClassifier(-9.0, {}, 0.5), THRESHOLD)]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param((("Ana", "Ana", "call Ben"), ("Ana", "Ana", "call Kim")), id="same verb, others"),
        pytest.param((("Ana", "Ana", "call him"), ("Ana", "Ana", "call her")), id="same verb, another pronoun"),
        pytest.param((("Ana", "Ana", "order two tables"), ("Ana", "Ana", "order five tables")), id="numbers"),
        pytest.param((("Ana", "Ana", "ring the plumber"), ("Bo", "Bo", "ring the plumber")), id="two people"),
        pytest.param((("Ana", "Ana", "write the report"), ("Ana", "Ana", "call them tomorrow")), id="another verb"),
        pytest.param((("Ana", "Ana", "ring the bank"), ("Ana", "Ana", "send it to Kim")), id="nothing to send"),
        pytest.param(
            (("Ana", "Ana", "get a second quote"), ("Ana", "Ana", "ask them about the insurance")), id="asks for more"
        ),
        pytest.param((("Ana", "Ana", "ring the bank"), ("Ana", "Ana", "get it back to Kim")), id="get it somewhere"),
        pytest.param((("Ana", "Ana", "get the keys"), ("Ana", "Ana", "send Kim the numbers")), id="sends others"),
        pytest.param(
            (
                ("Ana", "Ana", "ring the plumber"),
                ("Bo", "", "And what about the minutes?"),
                ("Ana", "Ana", "do it now"),
            ),
            id="another matter between",
        ),
    ],
)
def test_work_of_a_talk_stays_apart(said: tuple[tuple[str, str, str], ...]) -> None:
    assert talked(*said) == [task for _, _, task in said if not task.endswith("?")]


@pytest.mark.parametrize(
    ("said", "tasks"),
    [
        pytest.param(
            (("Ana", "Bo", "fix the timer"), ("Bo", "Bo", "do it when we're closed")), ["fix the timer"], id="do it"
        ),
        pytest.param(
            (("Ana", "", "measure the hall"), ("Bo", "Bo", "get that done on my lunch")),
            ["measure the hall"],
            id="done",
        ),
        pytest.param(
            (("Ana", "Ana", "draft the brief"), ("Bo", "Bo", "have it by the tenth")),
            ["draft the brief", "have it by the tenth"],
            id="what another person has",
        ),
        pytest.param(
            (("Ana", "Ana", "draft the brief"), ("Ana", "Bo", "have it by the tenth")), ["draft the brief"], id="result"
        ),
        pytest.param(
            (("Ana", "Ana", "write the brief"), ("Ana", "Ana", "send it over")), ["write the brief"], id="sent"
        ),
        pytest.param(
            (("Ana", "Bo", "ring the vet"), ("Bo", "Bo", "ring the vet when we're back")), None, id="repeated"
        ),
        pytest.param((("Ana", "Bo", "call him again"), ("Bo", "Bo", "call him on my way")), None, id="pronoun"),
        pytest.param((("Ana", "Bo", "set that up"), ("Bo", "Bo", "set it up tomorrow")), None, id="it and that"),
        pytest.param(
            (("Ana", "Bo", "ask the agency for a nurse"), ("Bo", "Bo", "ring them this afternoon")),
            ["ask the agency for a nurse"],
            id="reaches them",
        ),
        pytest.param(
            (("Ana", "Ana", "move the booking"), ("Ana", "Ana", "give them a shout")), None, id="gives them a shout"
        ),
        pytest.param(
            (("Ana", "Bo", "push Hendrik again"), ("Bo", "Bo", "ring Hendrik again")), None, id="push and ring"
        ),
        pytest.param(
            (("Ana", "Bo", "pull the numbers out"), ("Ana", "Bo", "please send you the numbers")), None, id="fetched"
        ),
        pytest.param(
            (("Ana", "Bo", "get the list out to the bank"), ("Bo", "Bo", "put the list out to the bank")),
            None,
            id="two light verbs",
        ),
    ],
)
def test_talk_says_one_piece_of_work_several_times(
    said: tuple[tuple[str, str, str], ...], tasks: list[str] | None
) -> None:
    assert talked(*said) == (tasks or [said[0][2]])
