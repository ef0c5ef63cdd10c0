"""Tasks that do not say what they are about: those that do first, then where their topic comes from."""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractor.extraction.mentions.decontextualize import complete
from extractor.language.people.roster_learning import learn
from extractor.model import ReadOptions
from extractor.readers import read_text

HEAD = "# Weekly sync\n\nAttendees: Kim Lee, Ana Lopez\n\n"


def completed(task: str, text: str, words: str) -> str:
    """The task with its topic, where its segment begins with these words of the notes."""
    notes = read_text(HEAD + dedent(text), "-", ReadOptions())
    index = next(index for index, block in enumerate(notes.blocks) if words in block.text)
    return complete(task, notes, index, notes.blocks[index].text.index(words), learn(notes.blocks, notes.people))


@pytest.mark.parametrize(
    ("task", "text"),
    [
        pytest.param("send the deck to the board", "## Issue 12\n\n- Kim to act\n", id="names its work"),
        pytest.param("close", "## Action items\n\n- Kim to act\n", id="title of a kind of section"),
        pytest.param("close", "## Kim\n\n- Kim to act\n", id="title that is a person"),
        pytest.param("close", "Kim to act\n", id="title of the meeting"),
        pytest.param("close issue 12", "## Issue 12\n\n- Kim to act\n", id="names the topic itself"),
        pytest.param("close", "It was long ago that it had rained. Kim to act\n", id="report before it"),
    ],
)
def test_task_stays_as_it_is(task: str, text: str) -> None:
    assert completed(task, text, "Kim to act") == task


@pytest.mark.parametrize(
    ("task", "text", "expected"),
    [
        pytest.param("close", "## Issue 12\n\n- Kim to act\n", "close Issue 12", id="title"),
        pytest.param("do this", "## Issue 12\n\n- Kim to act\n", "do this: Issue 12", id="pronoun"),
        pytest.param("close", "## Website\n\n- New parser\n  - Kim to act\n", "close New parser", id="line above"),
        pytest.param(
            "send it",
            "Ana to write the welcome mail by Friday. Kim to act\n",
            "send it: the welcome mail",
            id="object of the work before it",
        ),
    ],
)
def test_task_gets_its_topic(task: str, text: str, expected: str) -> None:
    assert completed(task, text, "Kim to act") == expected
