"""Coreference: pairs of different work first, then the same work in other words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from extractor.language.content_words import content
from extractor.model import Block, Kind, Mention, Notes
from extractor.resolution.coreference import NoteVocabulary, coreferent_groups, load_default, pair_features

FILLER = tuple(
    Block(Kind.PARAGRAPH, f"Talk number {n} went on about budget, rooms and weather.", n, n) for n in range(3, 40)
)


@dataclass(frozen=True)
class Pair:
    """A task of the discussion, one of a list of actions far below, and the owner of each ("": nobody)."""

    discussed: str
    listed: str
    owner: str = "Kim"
    listed_owner: str = "Kim"


def is_one_group(pair: Pair) -> bool:
    blocks = (
        Block(Kind.PARAGRAPH, pair.discussed, 1, 1, section=("Discussion",)),
        *FILLER,
        Block(Kind.BULLET, pair.listed, 50, 50, section=("Action items",)),
    )

    def mention(task: str, block: int, line: int, rule: str) -> Mention:
        return Mention(block, line, line, task, task, task, (), None, rule, 0.9)

    mentions = (mention(pair.discussed, 0, 1, "will"), mention(pair.listed, len(blocks) - 1, 50, "action-list"))
    owners = tuple((owner,) if owner else () for owner in (pair.owner, pair.listed_owner))
    groups = coreferent_groups(mentions, owners, load_default(), NoteVocabulary(Notes("-", blocks)))
    assert sorted(index for group in groups for index in group) == [0, 1]
    return len(groups) == 1


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(Pair("send the deck to the board", "renew the domain"), id="no word in common"),
        pytest.param(Pair("review the draft", "review the budget", listed_owner="Ana"), id="same verb, other object"),
        pytest.param(
            Pair("write the summary of chapter one", "write the summary of chapter two", listed_owner="Ana"),
            id="other number",
        ),
        pytest.param(
            Pair("follow up with legal", "follow up with the vendor", listed_owner="Ana"), id="other addressee"
        ),
        pytest.param(Pair("update slides", "update calendar"), id="same owner, other object"),
    ],
)
def test_different_work_is_kept_apart(pair: Pair) -> None:
    assert not is_one_group(pair)


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(Pair("send the deck to the board", "send the deck to the board"), id="same words"),
        pytest.param(Pair("write the welcome mail", "welcome mail to be written"), id="passive"),
        pytest.param(Pair("draft the letter to the harbour master", "letter to the harbour master"), id="no verb"),
        pytest.param(
            Pair("draft the letter to the harbour master", "letter to the harbour master", listed_owner=""),
            id="no owner in the list",
        ),
    ],
)
def test_restatements_are_grouped(pair: Pair) -> None:
    assert is_one_group(pair)


@pytest.mark.parametrize(
    ("task", "words"),
    [("", set()), ("the a of", set()), ("Sends the decks", {"send", "deck"}), ("sending a deck", {"send", "deck"})],
)
def test_content_words_are_stems_without_function_words(task: str, words: set[str]) -> None:
    assert content(task) == words


def log_of(count: int, *, same: bool) -> tuple[tuple[Block, ...], tuple[Mention, ...]]:
    """Return the rows of a log of actions: all the same, or of few words in ever new combinations."""
    verbs, things = ("mend", "paint", "order", "check", "price"), ("gate", "shed", "path", "hose", "bench", "skip")
    tasks = [
        "mend the gate" if same else f"{verbs[n % 5]} the {things[n % 6]} by the {things[n * 7 % 6]} {n}"
        for n in range(count)
    ]
    blocks = tuple(Block(Kind.ROW, task, line, line, section=("Actions",)) for line, task in enumerate(tasks, 1))
    mentions = tuple(
        Mention(block, block + 1, block + 1, task, task, task, (), None, "table", 0.9)
        for block, task in enumerate(tasks)
    )
    return blocks, mentions


@pytest.mark.parametrize("same", [True, False], ids=["one action again and again", "few words in many combinations"])
def test_few_pairs_of_a_long_log_are_compared(same: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks, mentions = log_of(1500, same=same)
    asked = []

    def counted(*pair: object) -> dict[str, float]:
        asked.append(pair)
        return pair_features(*pair)  # type: ignore[arg-type]

    monkeypatch.setattr("extractor.resolution.coreference.pair_features", counted)
    owners = [("Kim",)] * len(mentions)
    groups = coreferent_groups(mentions, owners, load_default(), NoteVocabulary(Notes("-", blocks)))
    assert sorted(index for group in groups for index in group) == list(range(1500))
    assert len(asked) < 60 * len(mentions)  # all pairs would be 750 for each


def test_settled_mentions_are_not_compared_again() -> None:
    blocks, mentions = log_of(3, same=True)
    owners = [("Kim",)] * 3
    classifier = replace(load_default(), threshold=0.0)  # any two that share a word
    vocabulary = NoteVocabulary(Notes("-", blocks))
    assert coreferent_groups(mentions, owners, classifier, vocabulary) == ((0, 1, 2),)
    assert coreferent_groups(mentions, owners, classifier, vocabulary, settled=3) == ((0,), (1,), (2,))
