"""Answers of a model: as asked, among other words, broken, cut, of wrong types, too large."""

from __future__ import annotations

import json

import pytest
from servers import item

from extractor.second_reader import answers
from extractor.second_reader.answers import choices, is_list, proposals

ONE = item(5, "fix the map", owners=["Bob"], due="by Friday")


@pytest.mark.parametrize(
    ("answer", "malformed"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("I am sorry, I cannot.", 0, id="words"),
        pytest.param('{"items": "none"}', 0, id="text for a list"),
        pytest.param('{"items": []}', 0, id="empty"),
        pytest.param('{"items": [1, "a", null, [], {}]}', 5, id="no objects"),
        pytest.param('{"items": [{"lines": ["5"], "quote": "a b"}]}', 1, id="line as text"),
        pytest.param('{"items": [{"lines": [true], "quote": "a b"}]}', 1, id="true is no line"),
        pytest.param('{"items": [{"lines": [-5, 0], "quote": "a b"}]}', 1, id="no such line"),
        pytest.param('{"items": [{"lines": [1.5], "quote": "a b"}]}', 1, id="half a line"),
        pytest.param('{"items": [{"lines": [5], "quote": {"a": 1}, "task": []}]}', 1, id="objects for texts"),
        pytest.param('{"items": [{"lines": [5], "quote": "' + "a" * 5000 + '"}]}', 1, id="long"),
        pytest.param('{"items": ' + "[" * 100_000, 0, id="deep"),
        pytest.param('{"items": [{"lines": [' + "9" * 9_000 + '], "quote": "a"}]}', 0, id="large number"),
    ],
)
def test_what_is_no_proposal(answer: str, malformed: int) -> None:
    assert proposals(answer) == ((), malformed)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(json.dumps({"items": [ONE]}), id="as asked"),
        pytest.param("```json\n" + json.dumps({"items": [ONE]}, indent=2) + "\n```", id="fenced"),
        pytest.param("<think>{'items': [ {\"items\": [7] </think>" + json.dumps({"items": [ONE]}), id="thoughts"),
        pytest.param("Here you are:\n" + json.dumps({"items": [ONE]}) + "\nAnything else?", id="among words"),
        pytest.param(json.dumps([ONE]), id="bare list"),
        pytest.param(json.dumps({"items": [ONE, ONE]})[:-40], id="cut"),
        pytest.param(json.dumps({"items": [ONE | {"owners": "Bob", "lines": 5}]}), id="single values"),
        pytest.param(json.dumps({"items": [ONE | {"note": "x", "owners": ["Bob", 7, None]}]}), id="more fields"),
    ],
)
def test_a_proposal_is_read(answer: str) -> None:
    (found,), _ = proposals(answer)
    assert (found.lines, found.quote, found.owners, found.due, found.done) == (
        (5,),
        "fix the map",
        ("Bob",),
        "by Friday",
        False,
    )


def test_an_answer_has_bounds() -> None:
    many = {"items": [ONE | {"owners": ["Bob"] * 50, "lines": list(range(1, 200))}] * 500}
    found, _ = proposals(json.dumps(many))
    assert len(found) == answers.MAX_ENTRIES
    assert len(found[0].lines) <= answers.MAX_LINES
    assert len(found[0].owners) <= answers.MAX_OWNERS


def test_control_characters_are_removed() -> None:
    (found,), _ = proposals(json.dumps({"items": [ONE | {"task": "fix\n\x1b[31mthe\u202emap"}]}))
    assert found.task.isprintable()


def test_an_empty_list_is_an_answer_and_words_are_none() -> None:
    assert is_list('{"items": []}')
    assert not is_list("There is no work.")


def test_choices_are_numbers() -> None:
    assert choices('{"answers": [{"question": 1, "choice": 2}, {"question": "2", "choice": 1}, 7]}') == {1: 2}
