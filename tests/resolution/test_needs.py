"""Needs of a talk that somebody then meets, and what talk names late or with words in between."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor import pipeline
from extractor.model import ReadOptions, Recap


def recap_of(*turns: str) -> Recap:
    return pipeline.from_text("\n".join(turns) + "\n", ReadOptions(date=dt.date(2026, 6, 9)))


def test_what_is_needed_is_a_place_of_the_work_that_meets_it() -> None:
    recap = recap_of(
        "Ana: Right, the new starter.",
        "Beth: She'll need a login and a smart card.",
        "Lewis: I'll sort the login.",
        "Beth: Good. I'll order the smart card today.",
        "Lewis: Thanks.",
    )
    assert [item.also for item in recap.items] == [((2, 2),), ((2, 2),)]
    assert not recap.maybes


def test_a_need_that_nobody_meets_is_no_place() -> None:
    recap = recap_of(
        "Ana: Right, the new starter.",
        "Beth: She'll need a login and a locker.",
        "Lewis: Does she?",
        "Beth: I'll order the smart card today.",
        "Lewis: Thanks.",
    )
    assert [item.also for item in recap.items] == [()]


@pytest.mark.parametrize(
    ("turn", "task"),
    [
        ("I'll pick the, I don't know, the thirty best.", "pick the thirty best"),
        ("I'll take the, what's it called, the van to the garage.", "take the van to the garage"),
        ("I'll add it. The pool alert.", "add the pool alert"),
        ("I'll book it. Our usual table.", "book our usual table"),
    ],
)
def test_a_word_that_is_sought_or_named_late_is_the_object(turn: str, task: str) -> None:
    recap = recap_of("Ana: All of them?", "Ben: Maybe not four hundred.", f"Ana: {turn} Tomorrow.", "Ben: Perfect.")
    assert [item.task for item in recap.items] == [task]


def test_words_whose_source_is_named_are_no_work() -> None:
    quote = "We will release all data and code with the final version."
    notes = (
        f"# Reading group\n\n> {quote}\n\n(From the paper, page 12. They did.)\n\nAna will bring the cake on Friday.\n"
    )
    assert [item.owners for item in pipeline.from_text(notes, ReadOptions()).items] == [("Ana",)]


def test_what_is_done_takes_no_day_of_other_work() -> None:
    notes = (
        "Topic: Open actions\nACTION-112: jt to cut the release branch -- done\n"
        "ACTION-115: odd to ask the foundation about the key\nI'll write to them again on Monday\n"
    )
    recap = pipeline.from_text(notes, ReadOptions(date=dt.date(2026, 4, 16)))
    assert [item.due for item in recap.items if item.done] == [None]
