"""Work that notes tell twice with different owners."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor import pipeline
from extractor.model import ReadOptions

BROUGHT = """# Editorial

The guard wants to stay anonymous, so legal should look at the release form.

## Actions

- Greg: get the release form to legal
"""
GOAL = """# Client call

## Action items

- Project team to write the requirements section and submit it to the client - due by 30 September 2025

## Milestones

- Requirements section to be completed by 30 September 2025
"""
OTHER_GOAL = GOAL.replace("- Requirements section", "- Design of the first sprint")
EACH_OTHER = """# Call

David: I need to talk to Yves about the header.

Mia: Fine.

Yves: I'll contact David about the header.

Mia: Anything else?
"""
OTHER_TOPIC = EACH_OTHER.replace("contact David about the header", "call David about the invoice")


@pytest.mark.parametrize(
    ("notes", "owners"),
    [
        (BROUGHT, [("Greg",)]),
        (GOAL, [("Project team",)]),
        (OTHER_GOAL, [("Project team",), ()]),
        (EACH_OTHER, [("Yves",)]),
        (OTHER_TOPIC, [("David",), ("Yves",)]),
    ],
    ids=["brought", "goal", "other goal", "each other", "other topic"],
)
def test_work_told_from_two_sides_is_one_item(notes: str, owners: list[tuple[str, ...]]) -> None:
    recap = pipeline.from_text(notes, ReadOptions(date=dt.date(2025, 9, 1)))
    assert [item.owners for item in recap.items] == owners


def test_an_item_keeps_the_place_that_tells_it_from_the_other_side() -> None:
    recap = pipeline.from_text(BROUGHT, ReadOptions(date=dt.date(2025, 9, 1)))
    assert recap.items[0].also == ((3, 3),)
