"""Titles of lists of work, as lines of their own, and where such a list ends."""

from __future__ import annotations

import pytest

from extractor import readers
from extractor.extraction.context.work_titles import bare_titles
from extractor.language.patterns.work_titles import is_action_title


@pytest.mark.parametrize(
    "text",
    [
        "todo",
        "To-do list:",
        "WHO DOES WHAT BY WHEN",
        "takeaways",
        "3. Action points",
        "next steps for all",
        "Kitchen, to be done by Friday",
        "BY FRIDAY:",
        "Before the 14th",
        "Rest, ready for the demo on Mon 17.2.",
        "Needed by end of week",
        "To be in test by Mon 10.2. (freeze from 11.)",
    ],
)
def test_title(text: str) -> None:
    assert is_action_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Key takeaways",
        "todo call the bank",
        "Minutes and action items",
        "Status",
        "Next steps are hard",
        "On Monday",
        "By Ana",
        "Approved by June",
        "Before we start",
    ],
)
def test_no_title(text: str) -> None:
    assert not is_action_title(text)


@pytest.mark.parametrize(
    ("text", "under"),
    [
        pytest.param("todo\ncall the bank\nmend the gate\n", ["call the bank", "mend the gate"], id="to the end"),
        pytest.param("todo\n\ncall the bank\n\nIt rained.\n", ["call the bank"], id="to a blank line"),
        pytest.param("todo\ncall the bank\n\n## Weather\n\nIt rained.\n", ["call the bank"], id="to a heading"),
        pytest.param("## todo\n\ncall the bank\n", [], id="a heading is no bare title"),
    ],
)
def test_bare_titles(text: str, under: list[str]) -> None:
    notes = readers.read_text("It was late.\n\n" + text)
    assert [notes.blocks[index].text for index in bare_titles(notes)] == under
