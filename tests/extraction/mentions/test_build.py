"""Who owns a candidate, by where the words for them stand, and the rule that found it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.mentions import build
from extractor.model import Block, Kind

TEXT = "Will send the link"
CANDIDATE = Candidate(0, 0, len(TEXT), 0, len(TEXT), (), (), {})


def block(text: str = TEXT, kind: Kind = Kind.BULLET, speaker: str | None = None) -> Block:
    return Block(kind, text, 1, 1, speaker=speaker)


@pytest.mark.parametrize(
    ("said", "owners"),
    [
        pytest.param((), (), id="nobody"),
        pytest.param((("Ana", "teller"),), (), id="who the line is about is no owner by that alone"),
        pytest.param((("Kim", "section"), ("Ana", "subject")), ("Ana",), id="subject before section"),
        pytest.param((("Kim", "subject"), ("Ana", "column")), ("Ana",), id="column before subject"),
        pytest.param((("she", "subject"),), ("she",), id="pronoun without antecedent"),
        pytest.param((("she", "subject"), ("Ana", "antecedent")), ("Ana",), id="antecedent"),
        pytest.param((("she", "subject"), ("Ana", "teller")), ("Ana",), id="who the line is about"),
        pytest.param((("they", "subject"), ("Ana", "teller")), ("they",), id="several are not one person"),
    ],
)
def test_owner_stands_nearest_to_the_verb(said: tuple[tuple[str, str], ...], owners: tuple[str, ...]) -> None:
    assert build.owners_said(replace(CANDIDATE, owners_said=said), block()) == owners


@pytest.mark.parametrize(
    ("text", "features", "speaker", "owners"),
    [
        pytest.param("Will send it", {}, None, (), id="with a subject"),
        pytest.param("Will send it", {"subject: none": 1.0}, None, ("I",), id="will"),
        pytest.param("Draft it", {"cue: none": 1.0}, "Kim", (), id="no promise"),
        pytest.param("Going to draft it", {"cue: none": 1.0}, None, (), id="promise of nobody"),
        pytest.param("Going to draft it", {"cue: none": 1.0}, "Kim", ("I",), id="promise of the speaker"),
        pytest.param("Draft it", {"cue: none": 1.0, "section: actions": 1.0}, "Kim", ("I",), id="in a list of actions"),
    ],
)
def test_owner_of_work_without_subject(
    text: str, features: dict[str, float], speaker: str | None, owners: tuple[str, ...]
) -> None:
    candidate = replace(CANDIDATE, features=features, end=len(text))
    assert build.owners_said(candidate, block(text, speaker=speaker)) == owners


@pytest.mark.parametrize(
    ("features", "kind", "rule"),
    [
        pytest.param({}, Kind.BULLET, "layout", id="nothing but its place"),
        pytest.param({"owner: nobody": 1.0, "cue: none": 1.0}, Kind.BULLET, "layout", id="nobody and no cue"),
        pytest.param({"owner: tail": 1.0}, Kind.BULLET, "owner-tail", id="owner"),
        pytest.param({"owner: tail": 1.0, "cue: will": 1.0}, Kind.BULLET, "will", id="cue"),
        pytest.param({"spoken cue: will": 1.0, "spoken": 1.0}, Kind.TURN, "will", id="cue in talk"),
        pytest.param({"cue: will": 1.0, "section: actions": 1.0}, Kind.BULLET, "action-list", id="list of actions"),
        pytest.param({"cue: will": 1.0}, Kind.BOX, "box", id="check box"),
    ],
)
def test_rule_is_the_most_certain_sign(features: dict[str, float], kind: Kind, rule: str) -> None:
    assert build.rule(replace(CANDIDATE, features=features), block(kind=kind)) == rule
    assert build.rule(replace(CANDIDATE, features=features, marker="marker"), block(kind=kind)) == "marker"
