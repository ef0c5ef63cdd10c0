"""Candidates: notes without any first, then where they begin and end, and their features."""

from __future__ import annotations

import pytest

from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.candidates.subjects import subject_kind
from extractor.language.people.roster import Roster
from extractor.language.people.roster_learning import learn
from extractor.model import Person, ReadOptions
from extractor.readers import read_text

HEAD = "Attendees: Kim Lee, Ana Lopez\n\n"
ROSTER = Roster((Person("Kim Lee"), Person("Ana Lopez")))


def found(text: str) -> list[tuple[str, Candidate]]:
    """The candidates, each with its words."""
    notes = read_text(HEAD + text, "-", ReadOptions())
    roster = learn(notes.blocks, notes.people)
    places = candidates(notes, roster, ReadOptions().model)
    return [(notes.blocks[place.block].text[place.start : place.end], place) for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "Weather.",
        "## Action items\n",
        "## Attendees\n\n- Kim Lee\n- Ana Lopez\n",
        "| Name | Colour |\n|---|---|\n| Kim | red |\n",
    ],
)
def test_notes_hold_no_candidate(text: str) -> None:
    assert [words for words, _ in found(text)] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kim will draft and send it.", ["Kim will draft and send it."]),
        ("Kim will draft it, Ana will review it.", ["Kim will draft it", "Ana will review it."]),
        ("Kim will draft it and Ana offered to review it.", ["Kim will draft it", "Ana offered to review it."]),
        ("We need the figures. AI -> Kim.", ["We need the figures."]),
        ("It rained. Kim will draft it.", ["It rained.", "Kim will draft it."]),
        ("If Kim calls, Ana will write.", ["If Kim calls, Ana will write."]),
    ],
)
def test_each_commitment_is_a_candidate(text: str, parts: list[str]) -> None:
    assert [words for words, _ in found(text)] == parts


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("Kim will draft it.", {"cue: will", "subject: person", "subject: on the roster"}),
        ("Kim will not draft it.", {"cue: will", "clause: negated", "blocker: no"}),
        ("door sticks -> Kim planes it b4 Sunday\n", {"cue: present", "subject: person", "owner: behind a label"}),
        ("no handrail. Kim + Ana measure Thurs\n", {"cue: present", "subject: person"}),
        ("Kim will maybe draft it.", {"cue: will", "blocker: hedge"}),
        ("Will Kim send it to Ana by Friday?", {"blocker: question", "date: by"}),
        ("- ACTION: Kim to draft it\n", {"marker", "marker: marker", "cue: to"}),
        ("## Next steps\n\n- draft it (Kim)\n", {"section: actions", "owner: tail"}),
        ("- [x] Kim to draft it\n", {"box: ticked", "done"}),
        ("| Who | Task |\n|---|---|\n| Kim | draft it |\n", {"row", "row: owner filled"}),
    ],
)
def test_features_of_candidate(text: str, features: set[str]) -> None:
    assert any(features <= place.features.keys() for _, place in found(text))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("", "none"),
        ("the API", "thing"),
        ("it", "thing"),
        ("the draft", "thing"),
        ("somebody", "nobody"),
        ("I", "i"),
        ("we", "we"),
        ("you", "you"),
        ("she", "pronoun"),
        ("Kim", "person"),
        ("Kim and Ana", "person"),
        ("everyone", "person"),
        ("the chairs", "person"),
    ],
)
def test_kind_of_subject(words: str, kind: str) -> None:
    assert subject_kind(words, ROSTER, "NNP" if words[:1].isupper() else "NN") == kind


@pytest.mark.parametrize(
    ("rows", "work", "owners"),
    [
        pytest.param("| Who | Task |\n|---|---|\n| Kim | |\n", None, (), id="no work in the row"),
        pytest.param("| Day | Room |\n|---|---|\n| Monday | 12 |\n", None, (), id="no table of actions"),
        pytest.param("| Who | Task |\n|---|---|\n| | Kim: draft it |\n", "draft it", (("Kim", "label"),), id="label"),
        pytest.param("| Who | Task |\n|---|---|\n| | draft it (Kim) |\n", "draft it", (("Kim", "tail"),), id="tail"),
        pytest.param(
            "| Item | By | Due |\n|---|---|---|\n| draft it | Kim | Friday |\n",
            "draft it",
            (("Kim", "column"),),
            id="by",
        ),
        pytest.param(
            "| Task | Responsible |\n|---|---|\n| the roof leaks | Kim to call the builder |\n",
            "call the builder",
            (("Kim", "subject"),),
            id="an assignment in the owner's column",
        ),
        pytest.param(
            "| Who | Task |\n|---|---|\n| Ana | Kim: draft it |\n",
            "Kim: draft it",
            (("Ana", "column"),),
            id="column first",
        ),
    ],
)
def test_row_gives_work_and_owners(rows: str, work: str | None, owners: tuple[tuple[str, str], ...]) -> None:
    notes = read_text(HEAD + rows, "-", ReadOptions())
    places = candidates(notes, learn(notes.blocks, notes.people), ReadOptions().model)
    read = [(notes.blocks[one.block].text[one.task_start : one.task_end], one.owners_said) for one in places]
    assert read == ([] if work is None else [(work, owners)])


def test_features_come_in_the_order_of_the_text() -> None:
    """Weights are added up in that order; the order of a set differs between runs, and with it the rounding."""
    task = "draft send print fold stamp post archive the letter"
    ((_, place),) = found(f"Kim to {task}")
    assert [name[6:] for name in place.features if name.startswith("word: ")] == task.split()
