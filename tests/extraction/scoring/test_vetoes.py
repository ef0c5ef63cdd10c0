"""What is an item whatever the weights say, and what is plainly none."""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractor import extract

HEAD = "# Sync, 4 March 2026\n\nAttendees: Kim Lee, Ana Lopez\n\n"


def tasks(text: str) -> list[str]:
    return [item.task for item in extract(HEAD + dedent(text)).items]


@pytest.mark.parametrize(
    "title",
    ["todo", "TODO", "To do:", "who does what by when", "Takeaways", "action points", "## Next steps", "NEXT STEPS"],
)
def test_entries_under_a_title_of_actions(title: str) -> None:
    found = tasks(f"We spoke of the roof.\n\n{title}\n\nnew locks for the shed\nprice of a second van\n")
    assert found == ["new locks for the shed", "price of a second van"]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        pytest.param("- [ ] blinds in the hall\n", "blinds in the hall", id="box"),
        pytest.param("need someone to do an inventory\n", "inventory", id="someone"),
        pytest.param("Who can bring the projector?\n", "projector", id="who can"),
        pytest.param("Face painting: volunteers?\n", "Face painting", id="volunteers"),
        pytest.param("Somebody needs to move the goals.\n", "move the goals", id="somebody needs to"),
    ],
)
def test_never_lost(text: str, task: str) -> None:
    found = tasks(text)
    assert len(found) == 1
    assert task in found[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## Next steps\n\n- none\n", id="none"),
        pytest.param("## Action items\n\n- <action>\n- TBD\n", id="template"),
        pytest.param("todo\n\nThe sun was out all day.\n", id="report under a title"),
        pytest.param("Takeaways:\nThe sun was out all day.\n", id="report behind a colon"),
        pytest.param("If anyone has seen my hat, it was red.\n", id="condition"),
        pytest.param("It would be nice if someone were to sing one day.\n", id="wish"),
    ],
)
def test_plainly_none(text: str) -> None:
    assert tasks(text) == []
