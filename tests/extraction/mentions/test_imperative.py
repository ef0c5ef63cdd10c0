"""Verbs of tasks in the base form: first the tasks that must stay."""

from __future__ import annotations

import pytest

from extractor.extraction.mentions.imperative import imperative, without_owner
from extractor.language.syntax.clauses import parse
from extractor.model import ReadOptions


def put(work: str, sentence: str = "", verb: str = "", *, after_name: bool = False) -> str:
    """Put a task into the imperative; its clause is that of a verb of the sentence."""
    clause = None
    if sentence:
        (clauses,) = parse([sentence], ReadOptions().model)
        clause = next(clause for clause in clauses if clause.verb == verb)
    return imperative(work, clause, after_name=after_name)


@pytest.mark.parametrize(
    "work",
    [
        pytest.param("slides for the board", id="noun in the plural"),
        pytest.param("posters and flyers", id="two nouns"),
        pytest.param("reads the (3) takes", id="no name before it"),
        pytest.param("notes to the members", id="noun that may be a verb"),
        pytest.param("is away", id="no work"),
        pytest.param("has the key", id="has"),
        pytest.param("send the notes", id="base form already"),
        pytest.param("", id="nothing"),
        pytest.param("!!", id="no word"),
        pytest.param("Wales trip: book a bus", id="name of a place"),
    ],
)
def test_task_without_clause_stays(work: str) -> None:
    assert put(work) == work


@pytest.mark.parametrize(
    ("work", "sentence", "verb"),
    [
        pytest.param("send it", "Kim will send it.", "send", id="base form"),
        pytest.param("sent it", "Kim sent it.", "sent", id="past"),
        pytest.param("it must be signed", "It must be signed.", "signed", id="passive of a pronoun"),
        pytest.param("the form was signed", "The form was signed.", "signed", id="passive of the past"),
        pytest.param("the form must not be signed", "The form must not be signed.", "signed", id="negated"),
    ],
)
def test_task_with_clause_stays(work: str, sentence: str, verb: str) -> None:
    assert put(work, sentence, verb) == work


@pytest.mark.parametrize(
    ("work", "sentence", "verb", "expected"),
    [
        pytest.param("sends the notes", "Kim sends the notes.", "sends", "send the notes", id="third person"),
        pytest.param(
            "sends him the notes and asks about the wind",
            "Fiadh sends him the notes and asks about the wind.",
            "sends",
            "send him the notes and ask about the wind",
            id="two verbs",
        ),
        pytest.param(
            "sends the notes and posters",
            "Kim sends the notes and posters.",
            "sends",
            "send the notes and posters",
            id="noun behind and",
        ),
        pytest.param(
            "chasing the printer", "Kim will be chasing the printer.", "chasing", "chase the printer", id="participle"
        ),
        pytest.param(
            "This note will be sent by Kim to those present",
            "This note will be sent by Kim to those present.",
            "sent",
            "send this note to those present",
            id="passive",
        ),
        pytest.param(
            "A revised plan to be issued", "A revised plan to be issued.", "issued", "issue a revised plan", id="to be"
        ),
    ],
)
def test_verb_gets_its_base_form(work: str, sentence: str, verb: str, expected: str) -> None:
    assert put(work, sentence, verb) == expected


def test_verb_behind_a_name_gets_its_base_form() -> None:
    assert put("checks the stock & orders it", after_name=True) == "check the stock & order it"


@pytest.mark.parametrize(
    ("work", "owners"),
    [
        pytest.param("send the deck", ("Kim",), id="opens with the verb"),
        pytest.param("Kim and Ana to draft it", ("Kim",), id="two people"),
        pytest.param("Kim's letter to send", ("Kim",), id="possessive"),
        pytest.param("Kim will be away", ("Kim",), id="where somebody will be"),
        pytest.param("Kim posters", ("Kim",), id="noun that may be no verb"),
        pytest.param("Kim is ill", ("Kim",), id="state"),
        pytest.param("Kimberley to send it", ("Kim",), id="longer name"),
        pytest.param("ask Kim to send it", ("Kim",), id="name within the work"),
        pytest.param("Ana asks Kim", ("Kim",), id="another person"),
        pytest.param("Kim to send it", (), id="no owner"),
        pytest.param("", ("Kim",), id="nothing"),
        pytest.param("Kim to send it", ("",), id="empty owner"),
    ],
)
def test_words_before_the_work_stay(work: str, owners: tuple[str, ...]) -> None:
    assert without_owner(work, owners) == work


@pytest.mark.parametrize(
    ("work", "owners", "expected"),
    [
        pytest.param("Aminata asks the Scouts", ("Aminata",), "ask the Scouts", id="present"),
        pytest.param("Kim should call the bank", ("Kim Lee",), "call the bank", id="modal"),
        pytest.param("Kim Lee to call the bank", ("Kim Lee",), "call the bank", id="full name"),
        pytest.param("One of you needs to stop by", ("One of you",), "stop by", id="needs to"),
    ],
)
def test_owner_before_the_work_is_left_out(work: str, owners: tuple[str, ...], expected: str) -> None:
    assert without_owner(work, owners) == expected
