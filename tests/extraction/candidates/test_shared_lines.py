"""Lines that assign work to several people: first those that stay whole."""

from __future__ import annotations

import pytest

from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.assignments import MAX_LENGTH, assignments_in
from extractor.language.people.roster_learning import learn
from extractor.model import Person

PEOPLE = tuple(Person(name) for name in ("Karen Wood", "Tom Ode", "Dev Rao", "Ben Hall", "Ana Lopez"))


def parts(text: str) -> list[str]:
    annotations = Annotations(learn((), PEOPLE))
    return [text[start:end] for start, end in assignments_in(text, 0, len(text), annotations)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Karen to draft it and send it", id="two verbs of one person"),
        pytest.param("Karen and Tom to draft it", id="two people who do one thing"),
        pytest.param("Karen, Tom to draft it", id="list of names"),
        pytest.param("Karen to ask Ben and Ana to review it", id="two who are asked"),
        pytest.param("Karen to meet Ben and Ana to plan", id="two who are met"),
        pytest.param("Karen to call the bank, the baker and the band", id="list of things"),
        pytest.param("Karen to call the bank, Oslo to decide", id="name that the notes do not know"),
        pytest.param("Karen: lead the demo, slides and venue", id="list behind a label"),
        pytest.param("The hall is booked, Tom says thanks", id="report before it"),
        pytest.param("Karen wants the key and Tom wants a copy", id="states"),
        pytest.param("Karen to send the notes - Tom", id="name at the end"),
        pytest.param("Present: Karen, Tom", id="who was there"),
        pytest.param("The hall is booked, Tom the caretaker says", id="name with what he is"),
        pytest.param("Karen to write. " + "x" * MAX_LENGTH + ", Tom to call", id="too long"),
        pytest.param("", id="nothing"),
    ],
)
def test_sentence_stays_whole(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Karen: lead the demo; Tom: slides; Dev: venue",
            ["Karen: lead the demo", "Tom: slides", "Dev: venue"],
            id="labels",
        ),
        pytest.param(
            "Ben to update the deck (Fri) and Ana to review it (Mon)",
            ["Ben to update the deck (Fri)", "Ana to review it (Mon)"],
            id="to",
        ),
        pytest.param(
            "Window: Ana does the drawings, Tom buys the paint",
            ["Window: Ana does the drawings", "Tom buys the paint"],
            id="behind a topic",
        ),
        pytest.param(
            "Ana brings the tables, Tom the cake and Karen a hose",
            ["Ana brings the tables", "Tom the cake", "Karen a hose"],
            id="without the verb",
        ),
        pytest.param(
            "Ana books the hall and Tom sorts the chairs", ["Ana books the hall", "Tom sorts the chairs"], id="present"
        ),
        pytest.param(
            "posters - ana designs, ben prints", ["posters - ana designs", "ben prints"], id="names in lower case"
        ),
        pytest.param(
            "Tom will call the hall, then Dev pays the deposit",
            ["Tom will call the hall", "Dev pays the deposit"],
            id="will, then present",
        ),
    ],
)
def test_assignments_are_parted(text: str, expected: list[str]) -> None:
    assert parts(text) == expected
