"""Recaps built by hand for tests: FULL, which has every kind of content, and functions that build smaller ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from extractor.model import Action, Doubt, Person, Recap, Remark

HELD_ON = date(2026, 3, 4)


def action(task: str, *owners: str, line: int = 1, **more: Any) -> Action:
    """Return an open action without a day, on one line, unless `more` says otherwise."""
    values: dict[str, Any] = {
        "id": f"id{line}",
        "due": None,
        "due_text": None,
        "done": False,
        "end_line": line,
        "said": task,
        "found_by": "marker",
        "confidence": 0.9,
    }
    return Action(task=task, owners=owners, line=line, **(values | more))


def recap(*items: Action, **more: Any) -> Recap:
    """Return the recap of a weekly sync on 4 March 2026 with these items."""
    values: dict[str, Any] = {"source": "weekly.md", "title": "Weekly sync", "date": HELD_ON}
    return Recap(items=items, **(values | more))


FULL = recap(
    action("send the deck", "Ana Lopez", line=14, due=date(2026, 3, 6), due_text="by Friday", also=((40, 41),)),
    action("fix the nightly build", "Bob Stone", line=16),
    action("book the big room", line=18, due=date(2026, 3, 31), due_text="end of the month"),
    action(
        "review the pricing page",
        "Ana Lopez",
        "Bob Stone",
        line=20,
        end_line=22,
        due=date(2026, 3, 11),
        due_text="next Wednesday",
        other_due=date(2026, 3, 18),
    ),
    action("answer the auditors", "Carl Eriksen", line=23, due=date(2026, 2, 27), due_text="27 February"),
    action("update the roadmap", "Carl Eriksen", line=25, due_text="after the release", private=True),
    action("read the incident report", "all", line=26),
    action("find a venue", line=27),
    action("ship 2.1", "Bob Stone", line=5, done=True),
    decisions=(Remark("the beta ships on 1 April", 10, 10), Remark("No importer", 11, 12, private=True)),
    questions=(Remark("Who pays for the second licence?", 30, 30),),
    maybes=(action("perhaps look at the logs", "Bob Stone", line=33, confidence=0.3, at="00:12:05"),),
    doubts=(Doubt(14, "“by Friday” could be 13 March", "date"), Doubt(None, "no attendees are named")),
    attendees=("Ana Lopez", "Bob Stone", "Carl Eriksen"),
    next_meeting=date(2026, 3, 11),
    people=(Person("Ana Lopez", ("AL",), True, "Chair", "ana@example.org", 3), Person("Eve")),
)
