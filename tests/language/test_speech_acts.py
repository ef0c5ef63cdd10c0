"""Speech acts: each kind finds its utterances and ignores others; clauses that the parser misses."""

from __future__ import annotations

import time

import pytest

from extractor.language.speech_acts import KINDS, ActKind, act_of, may_bind, missed

FINDS = [pytest.param(kind.name, said, id=f"{kind.name}: {said}") for kind in KINDS for said in kind.finds]
IGNORES = [pytest.param(kind.name, said, id=f"{kind.name}: {said}") for kind in KINDS for said in kind.ignores]


@pytest.mark.parametrize(("kind", "said"), IGNORES)
def test_a_kind_ignores(kind: str, said: str) -> None:
    act = act_of(said)
    assert act is None or act.kind != kind


@pytest.mark.parametrize(("kind", "said"), FINDS)
def test_a_kind_finds(kind: str, said: str) -> None:
    act = act_of(said)
    assert act is not None and act.kind == kind


@pytest.mark.parametrize(
    ("said", "binds"),
    [
        ("It would be slower by half.", False),
        ("They needed to wait for it.", False),
        ("We agreed on that.", False),
        ("We should really test it on a phone.", False),
        ("We could ask for more of it.", False),
        ("You can press it twice.", False),
        ("It would be nice to have a list of them.", False),
        ("We'll have it tested.", True),
        ("You know, it is working.", False),
        ("I can ask them.", True),
        ("And ask them again next week.", True),
        ("The candidate will be deployed next week.", True),
        ("I would start with the links.", True),
        ("Pretty busy, but up to show up early.", True),
    ],
)
def test_whether_an_utterance_may_commit_somebody(said: str, *, binds: bool) -> None:
    assert may_bind(said) is binds


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_ignores_more_utterances_than_it_finds(kind: ActKind) -> None:
    assert len(kind.ignores) > len(kind.finds)


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        pytest.param("I'll try and send it", "send", id="try and"),
        pytest.param("you will have to go away and think about it", "think", id="go away and"),
        pytest.param("I will probably just ask Kim", "ask", id="adverbs"),
        pytest.param("I'll be looking at whether it holds", "looking", id="progressive"),
        pytest.param("please, create a page", "create", id="comma"),
        pytest.param("I'll", "", id="broken off"),
    ],
)
def test_the_verb_of_an_act_is_that_of_the_work(said: str, verb: str) -> None:
    act = act_of(said)
    assert act is not None and act.verb == verb
    assert said[act.start :].startswith(verb)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        pytest.param("The action item here is on CM to follow up", "CM", id="action on"),
        pytest.param("Kim and Lee now go away and think", "Kim and Lee", id="two"),
        pytest.param("Tulio's gonna add a comment", "Tulio", id="short form"),
        pytest.param("I need Kim to sign it", "Kim", id="needed"),
        pytest.param("Could you sign it?", "", id="you"),
    ],
)
def test_the_person_who_is_to_act(said: str, who: str) -> None:
    act = act_of(said)
    assert act is not None and act.who == who


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param("I'll send it", [], id="the parser saw the verb"),
        pytest.param("Will you send it", [], id="a question"),
        pytest.param("the page will load", [], id="a thing"),
        pytest.param("I said so", [], id="report of the past"),
        pytest.param("I'll PM him", [("I", "will", "pm")], id="a noun to the parser"),
        pytest.param("no answers, but will open an issue", [("", "will", "open")], id="no subject"),
        pytest.param("my plans are to finish it", [("I", "plan to", "finish")], id="plans"),
        pytest.param("so you will have to work on it", [("you", "have to", "work")], id="demand"),
    ],
)
def test_clauses_that_the_parser_misses(said: str, found: list[tuple[str, str, str]]) -> None:
    verbs = [said.index("send")] if said.startswith("I'll send") else []
    assert [(clause.subject, clause.cue, clause.verb) for clause in missed(said, verbs)] == found


@pytest.mark.slow
def test_long_utterances_take_linear_time() -> None:
    start = time.process_time()
    for piece in ("I'll ", "Kim and ", "a-", "A-", "please ", "slowly ", "my plan ", "you will have to "):
        act_of(piece * (100_000 // len(piece)))
        tuple(missed(piece * (100_000 // len(piece)), ()))
    assert time.process_time() - start < 10
