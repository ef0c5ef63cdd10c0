"""Sentences and clauses: where a sentence does not end first, then who commits to which verb with which words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.syntax.clauses import Clause, parse, spacy_pipeline_for
from extractor.language.syntax.sentences import MAX_SENTENCE_LENGTH, sentences
from extractor.model import ReadOptions, RecapError

MODEL = ReadOptions().model


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def clause(sentence: str, verb: str) -> Clause:
    (clauses,) = parse([sentence], MODEL)
    return next(one for one in clauses if one.verb == verb)


@pytest.mark.parametrize(
    "text",
    ["Mr. Lee will call.", "Send it to J. Smith at once.", "Use e.g. Postgres for it.", "Meet at 10 a.m. on Monday.",
     "See v2.1 of the form.", "Ask example.org for it.", "No. 5 is alive.", "Kim et al. wrote it.",
     "1. Call the bank.", "Acme Inc. pays.", "Call the bank on Wed. 27 Oct."],
)  # fmt: skip
def test_the_sentence_goes_on(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("Kim calls. Lee writes.", ["Kim calls.", "Lee writes."]),
        ("Who calls? Kim! Good.", ["Who calls?", "Kim!", "Good."]),
        ("Kim said “call.” Lee wrote.", ["Kim said “call.”", "Lee wrote."]),
        ("Kim to call; Lee to write", ["Kim to call;", "Lee to write"]),
        ("It is late. kim will call.", ["It is late.", "kim will call."]),
        ("We sat in the sun. Kim called.", ["We sat in the sun.", "Kim called."]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(alphabet="ab .?!;A\"'(\n", max_size=200))
def test_sentences_keep_every_word_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(left < right for left, right in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


def test_a_sentence_without_end_is_cut_for_the_parser() -> None:
    assert max(end - start for start, end in sentences("word " * 50_000)) <= MAX_SENTENCE_LENGTH


@pytest.mark.parametrize(
    ("sentence", "verb", "subject", "cue"),
    [
        ("Sarah will send the deck.", "send", "Sarah", "will"),
        ("Kim and Lee will review it.", "review", "Kim and Lee", "will"),
        ("I'll send the deck.", "send", "I", "will"),
        ("Bob to follow up with legal.", "follow", "Bob", "to"),
        ("Ana agreed to draft the letter.", "draft", "Ana", "agreed to"),
        ("Kim took an action to call the bank.", "call", "Kim", "took an action to"),
        ("The board asked the group to review it.", "review", "the group", "asked to"),
        ("The directors directed the secretary to set up an account.", "set", "the secretary", "asked to"),
        ("The exec requested that Tim post a summary.", "post", "Tim", "asked to"),
        ("We want Kim to review it.", "review", "Kim", "wanted to"),
        ("She has a draft and will open a request.", "open", "She", "will"),
        ("Can you check the quota?", "check", "you", "can"),
        ("Need to get a quote.", "get", "", "need to"),
        ("Create an issue.", "create", "", ""),
        ("Sarah will definitely send the deck.", "send", "Sarah", "will"),
    ],
)
def test_subject_and_cue(sentence: str, verb: str, subject: str, cue: str) -> None:
    found = clause(sentence, verb)
    assert (found.subject, found.cue) == (subject, cue)


@pytest.mark.parametrize(
    ("sentence", "verb", "mark"),
    [("Kim will call.", "call", ""), ("If Kim calls, Lee will write.", "calls", "if"),
     ("If Kim calls, Lee will write.", "write", ""), ("Lee said that Kim will call.", "call", "that"),
     ("Lee writes when Kim calls.", "calls", "when")],
)  # fmt: skip
def test_mark(sentence: str, verb: str, mark: str) -> None:
    assert clause(sentence, verb).mark == mark


@pytest.mark.parametrize(
    ("sentence", "verb", "negated", "passive", "agent"),
    [
        ("Kim will send it.", "send", False, False, ""),
        ("Kim will not send it.", "send", True, False, ""),
        ("Kim won't send it.", "send", True, False, ""),
        ("It will be sent by Tom.", "sent", False, True, "Tom"),
        ("It was never sent.", "sent", True, True, ""),
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


def test_an_unknown_pipeline_is_refused() -> None:
    with pytest.raises(RecapError, match="no_such_pipeline"):
        spacy_pipeline_for("no_such_pipeline")
