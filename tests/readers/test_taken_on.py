"""Lines in which somebody takes on work behind another matter, cut where that begins."""

from __future__ import annotations

import pytest

from extractor.model import Kind, Person
from extractor.readers import read_text
from extractor.readers.taken_on import with_assignments

HEAD = "Present: T Dixon, A Vigrass, Carla Moss, Ben Lee\n\n"


def texts(line: str) -> list[str]:
    return [block.text for block in read_text(f"{HEAD}- {line}\n").blocks[1:]]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Hedge – AV to action", id="a verb that only points back"),
        pytest.param("Win conditions, Carla to finalise", id="nothing behind the verb"),
        pytest.param("Carla to draft it, Ben to review it", id="two commitments"),
        pytest.param("Carla to write to Ben, TD and AV to the council", id="no verb"),
        pytest.param("The wood is poor – contractors to inspect it", id="nobody of the notes"),
        pytest.param("Ask Ben - he will inspect the gate", id="a pronoun"),
        pytest.param("Gate is shut – Ben, to be clear, has no key to it", id="not right behind the name"),
        pytest.param("Report - Carla still to get the minutes", id="one word before the dash is a label"),
        pytest.param("Council directed its anger to the mayor", id="no body that is told"),
        pytest.param("The freezer is broken -> Need to call somebody", id="no name behind the arrow"),
    ],
)
def test_line_stays_whole(line: str) -> None:
    assert texts(line) == [line]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        pytest.param(
            "The wood is in a poor state – TD & AV to inspect",
            ["The wood is in a poor state", "TD & AV to inspect"],
            id="initials behind a dash",
        ),
        pytest.param(
            "banquet 5/22 - venue TBD, Carla/Ben to visit the lodge",
            ["banquet 5/22 - venue TBD", "Carla/Ben to visit the lodge"],
            id="two names behind a comma",
        ),
        pytest.param(
            "Secretary's report - Carla still to get the minutes to the blog",
            ["Secretary's report", "Carla still to get the minutes to the blog"],
            id="still to do",
        ),
        pytest.param(
            "t-shirts are sold -> Ben to get a count", ["t-shirts are sold", "Ben to get a count"], id="an arrow"
        ),
        pytest.param(
            "Freezer alarm twice -> SV to get the engineer in",
            ["Freezer alarm twice", "SV to get the engineer in"],
            id="somebody whom the notes do not list behind an arrow",
        ),
        pytest.param(
            "Mo rang, it is free. Everyone in favour, Carla to ring back",
            ["Mo rang, it is free. Everyone in favour", "Carla to ring back"],
            id="in a later sentence",
        ),
        pytest.param("It is late. Ben/Carla - call them", ["It is late.", "Ben/Carla - call them"], id="a label"),
        pytest.param(
            "Council directed staff to return with a study",
            ["Council directed", "staff to return with a study"],
            id="a body that is told",
        ),
        pytest.param(
            "Motion by Lee to authorize the City Attorney to send a letter",
            ["Motion by Lee to authorize", "the City Attorney to send a letter"],
            id="an office that is told",
        ),
    ],
)
def test_part_that_names_its_owner_stands_below(line: str, parts: list[str]) -> None:
    assert texts(line) == parts


def test_parts_keep_their_lines_and_the_parents_of_others() -> None:
    text = f"{HEAD}- Hall\n  - The roof is\n    poor – Ben to get\n    a quote\n    - soon\n"
    blocks = read_text(text).blocks
    assert [(block.line, block.end_line) for block in blocks[2:4]] == [(4, 5), (5, 6)]
    assert blocks[3].parent == 2
    assert blocks[blocks[4].parent or 0].text == "The roof is poor"


def test_spans_are_counted_from_the_start_of_their_part() -> None:
    block = read_text(f"{HEAD}- The roof is poor – Ben to get **a quote**\n").blocks[2]
    assert [block.text[start:end] for start, end in block.strong] == ["a quote"]


@pytest.mark.parametrize("words", ["Ben to ", "Ben - ", "– ", "a, Ben ", ". Ben: "], ids=str)
def test_hostile_lines_are_read_quickly(words: str) -> None:
    assert len(read_text(HEAD + words * 20_000).blocks) > 0


def test_many_people_are_no_trouble() -> None:
    people = [Person(f"Name{at} Family{at}") for at in range(3_000)]
    blocks = read_text("- The roof is poor, Name7 to get a quote\n").blocks
    assert all(block.kind is Kind.BULLET for block in with_assignments(blocks, people))
