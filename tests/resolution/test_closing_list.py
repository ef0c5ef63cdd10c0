"""Entries of a list of actions and the work in the text that they say again: what stays two, then what is one."""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractor import extract
from extractor.model import Action

TEXT = """\
# Harbour fair

Tuesday 3 March 2026. Present: Maya Okafor, Jonas Lind, Sam Teller

## Talk
- The harbour master wants a letter first. Maya is going to draft the letter this week.
- The map still crashes on old phones. Jonas will fix that by Friday.
- Sam will order the tents for the fair.

## Actions
"""


def items(*entries: str) -> tuple[Action, ...]:
    return extract(dedent(TEXT) + "".join(f"- {entry}\n" for entry in entries)).items


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param("Maya: book the band", id="other work"),
        pytest.param("Sam: letter to the harbour master", id="another person"),
        pytest.param("Sam: order the tickets for the fair", id="one word in common"),
    ],
)
def test_other_work_stays_apart(entry: str) -> None:
    assert len(items(entry)) == 4


def test_two_entries_never_become_one() -> None:
    found = items("Maya: letter to the harbour master (this week)", "Maya: letter to the band (this week)")
    assert {item.task.lower() for item in found if "letter" in item.task.lower()} == {
        "letter to the band",
        "draft the letter to the harbour master",
    }


@pytest.mark.parametrize(
    ("entry", "task"),
    [
        pytest.param(
            "Maya - letter to the harbour master (this week)", "draft the letter to the harbour master", id="with verb"
        ),
        pytest.param("Jonas: map crash, by Friday", "fix the map crash", id="what the pronoun means"),
        pytest.param("Sam: order the tents", "order the tents", id="same words"),
    ],
)
def test_entry_says_the_work_again(entry: str, task: str) -> None:
    found = items(entry)
    assert len(found) == 3
    assert task in [item.task for item in found]
