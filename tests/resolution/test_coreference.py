"""Restatements: different work first, then one piece of work in other words."""

from __future__ import annotations

import pytest

from extractor.language.content_words import content
from extractor.model import Block, Kind, Mention, Notes
from extractor.resolution.coreference import groups, load_default

FILLER = tuple(
    Block(Kind.PARAGRAPH, f"Talk number {n} went on about budget, rooms and weather.", n, n) for n in range(3, 40)
)


def grouped(one: str, other: str, owners: tuple[str, str], rules: tuple[str, str] = ("will", "action-list")) -> bool:
    """Whether two mentions, one in the talk and one in a list far below, are taken for one piece of work."""
    blocks = (
        Block(Kind.PARAGRAPH, one, 1, 1, section=("Discussion",)),
        *FILLER,
        Block(Kind.BULLET, other, 50, 50, section=("Action items",)),
    )

    def mention(task: str, block: int, line: int, rule: str) -> Mention:
        return Mention(block, line, line, task, task, task, (), None, rule, 0.9)

    mentions = (mention(one, 0, 1, rules[0]), mention(other, len(blocks) - 1, 50, rules[1]))
    people = tuple((owner,) if owner else () for owner in owners)
    found = groups(mentions, people, Notes("-", blocks), load_default())
    assert sorted(index for group in found for index in group) == [0, 1]
    return len(found) == 1


@pytest.mark.parametrize(
    ("one", "other", "owners"),
    [
        ("send the deck to the board", "renew the domain", ("Kim", "Kim")),
        ("review the draft", "review the budget", ("Kim", "Ana")),
        ("write the summary of chapter one", "write the summary of chapter two", ("Kim", "Ana")),
        ("follow up with legal", "follow up with the vendor", ("Kim", "Ana")),
        ("update slides", "update calendar", ("Kim", "Kim")),
    ],
)
def test_different_work(one: str, other: str, owners: tuple[str, str]) -> None:
    assert not grouped(one, other, owners)


@pytest.mark.parametrize(
    ("one", "other", "owners"),
    [
        ("send the deck to the board", "send the deck to the board", ("Kim", "Kim")),
        ("write the welcome mail", "welcome mail to be written", ("Kim", "Kim")),
        ("draft the letter to the harbour master", "letter to the harbour master", ("Kim", "Kim")),
        ("draft the letter to the harbour master", "letter to the harbour master", ("Kim", "")),
    ],
)
def test_the_same_work(one: str, other: str, owners: tuple[str, str]) -> None:
    assert grouped(one, other, owners)


@pytest.mark.parametrize(
    ("task", "words"),
    [("", set()), ("the a of", set()), ("Sends the decks", {"send", "deck"}), ("sending a deck", {"send", "deck"})],
)
def test_content_words(task: str, words: set[str]) -> None:
    assert content(task) == words
