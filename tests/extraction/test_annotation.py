"""Annotations of a note: each text is annotated once, and nothing else of the wing asks its words again."""

from __future__ import annotations

import ast
from collections import Counter
from typing import Any

import pytest
from places import ROOT

from extractor.dates.finding import Phrase
from extractor.extraction import annotation
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import candidates
from extractor.extraction.owner_markers import prefix, suffix
from extractor.language.people.roster import Roster
from extractor.language.people.roster_learning import learn
from extractor.model import Person, ReadOptions
from extractor.readers import read_text

ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez")))
NOTES = """# Weekly sync, 4 March 2026

Attendees: Kim Lee, Ana Lopez

## Action items, due 14 March

- Kim: send the deck to the board by Friday
- Ana to call the bank; Kim will write the letter (Ana)
- ACTION: book the room (Kim) on Monday
  - Kim and Ana
- Draft the charter - Ana. Kim volunteered.
"""


def test_equal_texts_share_one_annotation() -> None:
    annotations = Annotations(ROSTER)
    assert annotations.of("Kim to call the bank") is annotations.of("Then: Kim to call the bank", 6)
    assert annotations.of("Kim to call the bank") is not annotations.of("Kim to call the bank.")


def test_nothing_is_found_in_an_empty_text() -> None:
    empty = Annotations(ROSTER).of("")
    assert (empty.dates, empty.topic_end, empty.taker, empty.bracketed_owner) == ((), 0, "", "")
    assert empty.action_marker is empty.done_marker is empty.decision_marker is empty.question_marker is None
    assert not empty.names_owner and not empty.may_have_dates


def test_a_line_is_annotated_with_dates_markers_and_owners() -> None:
    line = Annotations(ROSTER).of("Kim: TODO send the deck by Friday - DONE (Ana)")
    assert [phrase.said for phrase in line.dates] == ["by Friday"]
    assert line.may_have_dates and line.names_owner
    assert line.label is not None and line.label.who == "Kim"
    assert line.owner_at_end is not None and line.owner_at_end.who == "Ana"
    assert line.done_marker is not None and line.decision_marker is None


def test_dates_between_have_offsets_in_the_whole_text() -> None:
    text = "It rained on Monday. Kim to call by Friday"
    assert Annotations(ROSTER).dates_between(text, 21, len(text)) == (Phrase(33, 42, "by Friday", "by"),)


QUESTIONS = (
    pytest.param(prefix, "label", id="label"),
    pytest.param(prefix, "before_verb", id="owner before the verb"),
    pytest.param(prefix, "bare_name", id="bare name"),
    pytest.param(prefix, "topic_end", id="topic"),
    pytest.param(suffix, "owner_at_end", id="owner at the end"),
    pytest.param(suffix, "taker", id="taker"),
    pytest.param(annotation, "find_phrases", id="dates"),
    pytest.param(annotation, "marker_at", id="markers"),
)


@pytest.mark.parametrize(("module", "question"), QUESTIONS)
def test_each_text_is_asked_once(module: Any, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[tuple[str, ...]] = Counter()
    answer = getattr(module, question)

    def counted(text: str, *rest: Any) -> Any:
        asked[text, *(part for part in rest if isinstance(part, str))] += 1
        return answer(text, *rest)

    monkeypatch.setattr(module, question, counted)
    notes = read_text(NOTES, "-", ReadOptions())
    candidates(notes, learn(notes.blocks, notes.people), ReadOptions().model)
    assert len(asked) >= 5
    assert set(asked.values()) == {1}


@pytest.mark.parametrize("folder", ["candidates", "context", "scoring"])
def test_dates_and_markers_of_lines_are_read_from_annotations(folder: str) -> None:
    for path in (ROOT / "extractor" / "extraction" / folder).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        assert names.isdisjoint({"find_phrases", "may_hold_phrase", "marker_at", "prefix", "suffix"}), path
