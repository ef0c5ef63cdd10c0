"""The reasons of a verdict in words."""

from __future__ import annotations

import json

import pytest

from extractor.common.resources import text_of
from extractor.extraction.scoring import classifier
from extractor.output.reasons import WORDINGS, Reasons, in_words


@pytest.mark.parametrize("name", ["link", "depth", "words", "where: last"])
def test_feature_without_words_is_not_told(name: str) -> None:
    assert in_words([(name, 1.0)]) == Reasons((), ())


def test_weak_reason_is_not_told() -> None:
    assert in_words([("box: open", 0.1), ("owner: nobody", -0.1)]) == Reasons((), ())


def test_reason_for_both_sides_is_not_told() -> None:
    assert in_words([("blocker: past", 0.5), ("root: VBD", 0.4), ("tag: VBD", -0.6)]).opposing == ()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("box: open", 0.7, "it is an open check box", id="box"),
        pytest.param("section above: decisions", 0.7, "it stands in a list of decisions", id="section"),
        pytest.param("spoken cue: will", 0.7, "it is promised or agreed", id="talk"),
        pytest.param("field: due", 0.7, "it has a deadline", id="deadline"),
        pytest.param("word: escalate", 0.7, 'it says "escalate"', id="word"),
        pytest.param("list: mean of the others", -0.7, "lines beside it are not", id="neighbours"),
        pytest.param("owner: nobody", -0.7, "nobody is named", id="nobody"),
        pytest.param("cue: none", -0.7, "nothing says that it was agreed or asked for", id="no cue"),
        pytest.param("verb, base: speaks in the meeting", -0.7, "it tells what was said in the meeting", id="said"),
    ],
)
def test_feature_in_words(name: str, value: float, words: str) -> None:
    reasons = in_words([(name, value)])
    assert reasons == (Reasons((words,), ()) if value > 0 else Reasons((), (words,)))


def test_strongest_reasons_come_first_and_are_said_once() -> None:
    reasons = in_words(
        [
            ("date", 0.3),
            ("box: open", 0.9),
            ("date: by", 0.6),
            ("field: due", 0.5),
            ("owner: nobody", -0.4),
            ("cue: none", -0.8),
            ("quoted", -0.3),
        ]
    )
    assert reasons.supporting == ("it is an open check box", "it has a deadline")
    assert reasons.opposing == ("nothing says that it was agreed or asked for", "nobody is named")


def test_every_wording_is_for_a_feature_of_the_trained_model() -> None:
    """A feature that is renamed must not leave its words behind."""
    model = classifier.load_default()
    assert model.talk is not None
    of_trees = json.loads(text_of("extraction/scoring/trees.json"))["names"]
    names = {*model.notes.weights, *of_trees, *model.talk.weights}
    names = {name.removeprefix("spoken ") for name in names} | {"entry: of actions"}
    unused = [wording.pattern.pattern for wording in WORDINGS if not any(map(wording.pattern.fullmatch, names))]
    assert unused == []


def test_reasons_of_the_line_come_first_and_none_denies_the_owner() -> None:
    contributions = (("owner: nobody", -1.0), ("cue: none", -0.5), ("notes: better ones", 1.5), ("verb: creates", 0.4))
    told = in_words(contributions, has_owner=True)
    assert told.supporting == ("its verb is one of work", "these notes agree on much work")
    assert told.opposing == ("nothing says that it was agreed or asked for",)
    assert in_words(contributions).opposing[0] == "nobody is named"


def test_a_deadline_is_told_once() -> None:
    assert in_words((("date: by", 1.0), ("date: a day", 0.5))).supporting == ("it has a deadline",)
