"""What one check box says is one item, but for what it gives to somebody else."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extractor import extract
from extractor.model import Recap

HEAD = "# Sync 2024-11-19\n\nPresent: Thandeka Nkosi, Ana Lopez, Moses Obi\n\nNotes by Ana Lopez\n\n"


class Case(NamedTuple):
    """A line with a check box, and the tasks and owners that a reader takes from it."""

    box: str
    tasks: tuple[tuple[str, str], ...]


def recap_of(box: str) -> Recap:
    return extract(HEAD + box + "\n")


@pytest.mark.parametrize(
    "case",
    [
        Case(
            "- [ ] cold store, 3 cases leaking. dispose by Friday. nobody else touch    Moses",
            (("dispose cold store, 3 cases leaking", "Moses Obi"),),
        ),
        Case(
            "- [ ] quick guide, 2 pages! Thandeka, draft Fri. I proofread, Mon",
            (("draft quick guide, 2 pages", "Thandeka Nkosi"), ("proofread quick guide", "Ana Lopez")),
        ),
        Case(
            "- [ ] Thandeka drafts the guide. Moses reviews it.",
            (("draft the guide", "Thandeka Nkosi"), ("review the guide", "Moses Obi")),
        ),
    ],
    ids=lambda case: case.box[6:30],
)
def test_a_box_is_one_item_of_each_person(case: Case) -> None:
    items = recap_of(case.box).items
    assert tuple((item.task, " ".join(item.owners)) for item in items) == case.tasks
