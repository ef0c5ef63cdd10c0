"""Clauses: the subject, the cue and the circumstances of each verb."""

from __future__ import annotations

import pytest

from extractor.language.syntax import clauses
from extractor.language.syntax.clauses import Clause, parse, spacy_pipeline_for
from extractor.model import ReadOptions, RecapError

MODEL = ReadOptions().model


def clause(sentence: str, verb: str) -> Clause:
    (found,) = parse([sentence], MODEL)
    return next(clause for clause in found if clause.verb == verb)


@pytest.mark.parametrize(
    ("sentence", "verb", "subject", "cue"),
    [
        pytest.param("Sarah will send the deck.", "send", "Sarah", "will", id="will"),
        pytest.param("Kim and Lee will review it.", "review", "Kim and Lee", "will", id="two people"),
        pytest.param("I'll send the deck.", "send", "I", "will", id="short form of will"),
        pytest.param("Bob to follow up with legal.", "follow", "Bob", "to", id="name left of to"),
        pytest.param("Ana agreed to draft the letter.", "draft", "Ana", "agreed to", id="agreed to"),
        pytest.param("Kim took an action to call the bank.", "call", "Kim", "took an action to", id="took an action"),
        pytest.param("The board asked the group to review it.", "review", "the group", "asked to", id="asked to"),
        pytest.param(
            "The directors directed the secretary to set up an account.", "set", "the secretary", "asked to",
            id="directed to",
        ),
        pytest.param("The exec requested that Tim post a summary.", "post", "Tim", "asked to", id="requested that"),
        pytest.param("We want Kim to review it.", "review", "Kim", "wanted to", id="wanted to"),
        pytest.param("She has a draft and will open a request.", "open", "She", "will", id="subject of verb before"),
        pytest.param("Can you check the quota?", "check", "you", "can", id="question"),
        pytest.param("Need to get a quote.", "get", "", "need to", id="no subject"),
        pytest.param("Create an issue.", "create", "", "", id="imperative"),
        pytest.param("Sarah will definitely send the deck.", "send", "Sarah", "will", id="adverb left out"),
    ],
)  # fmt: skip
def test_subject_and_cue(sentence: str, verb: str, subject: str, cue: str) -> None:
    found = clause(sentence, verb)
    assert (found.subject, found.cue) == (subject, cue)


@pytest.mark.parametrize(
    ("sentence", "verb", "mark"),
    [
        pytest.param("Kim will call.", "call", "", id="none"),
        pytest.param("If Kim calls, Lee will write.", "calls", "if", id="if"),
        pytest.param("If Kim calls, Lee will write.", "write", "", id="main clause after if"),
        pytest.param("Lee said that Kim will call.", "call", "that", id="that"),
        pytest.param("Lee writes when Kim calls.", "calls", "when", id="when"),
        pytest.param("If she would like to join, Lee will write.", "join", "if", id="mark of the verb above"),
    ],
)
def test_subordinating_word(sentence: str, verb: str, mark: str) -> None:
    assert clause(sentence, verb).mark == mark


@pytest.mark.parametrize(
    ("sentence", "verb", "negated", "passive", "agent"),
    [
        pytest.param("Kim will send it.", "send", False, False, "", id="plain"),
        pytest.param("Kim will not send it.", "send", True, False, "", id="not"),
        pytest.param("Kim won't send it.", "send", True, False, "", id="won't"),
        pytest.param("It will be sent by Tom.", "sent", False, True, "Tom", id="passive with an agent"),
        pytest.param("It was never sent.", "sent", True, True, "", id="passive and never"),
    ],
)
def test_negation_and_voice(sentence: str, verb: str, negated: bool, passive: bool, agent: str) -> None:
    found = clause(sentence, verb)
    assert (found.negated, found.passive, found.agent) == (negated, passive, agent)


@pytest.mark.parametrize("sentence", ["Kim will send it.", "Then Kim, who has it, will send the deck to Lee."])
def test_offsets_point_into_the_sentence(sentence: str) -> None:
    found = clause(sentence, "send")
    assert sentence[found.subject_start : found.subject_end] == found.subject
    assert sentence[found.verb_start :].startswith("send")


@pytest.mark.parametrize(
    ("sentence", "verb", "start"),
    [
        pytest.param("Kim will call.", "call", -1, id="nobody"),
        pytest.param("Then JR said that he will call.", "call", 5, id="said that"),
        pytest.param("Kim agreed to call.", "call", 0, id="agreed to"),
    ],
)
def test_attribution_starts_where_the_reporter_is_named(sentence: str, verb: str, start: int) -> None:
    assert clause(sentence, verb).attribution_start == start


def test_words_under_a_verb_that_tells_of_something_else_are_subordinate() -> None:
    sentence = "Kim will review the draft that was posted on Monday."
    spans = clause(sentence, "review").subordinate_spans
    assert [sentence[start:end] for start, end in spans] == ["that was posted on Monday"]


def test_the_person_addressed_is_named() -> None:
    assert clause("Can you check the quota, Lee?", "check").addressee == "Lee"


def test_sentence_is_parsed_once_for_its_clauses_and_its_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Ana will send the {number} drafts to Bob." for number in ("seven", "eight", "nine")]
    first = [[word.lower_ for word in words] for _, words in clauses.parsed_words(texts, MODEL)]
    nlp = spacy_pipeline_for(MODEL)
    monkeypatch.setattr(nlp, "pipe", lambda texts, **_: pytest.fail(f"parsed again: {texts}"))
    again = [[word.lower_ for word in words] for _, words in clauses.parsed_words(texts, MODEL)]
    assert again == first


def test_no_more_parses_are_kept_than_some_hundred() -> None:
    texts = [f"Ana will send draft {number} to Bob." for number in range(clauses.SENTENCES + 50)]
    assert len(list(parse(texts, ReadOptions().model))) == len(texts)
    list(parse(["Bob will wait."], ReadOptions().model))
    assert len(clauses._ROWS) <= clauses.SENTENCES


def test_an_unknown_pipeline_is_refused() -> None:
    with pytest.raises(RecapError, match="no_such_pipeline"):
        spacy_pipeline_for("no_such_pipeline")
