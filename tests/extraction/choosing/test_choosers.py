"""What is chosen among options, and when nothing is."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.extraction.choosing import choosers
from extractor.extraction.choosing.choosers import Chooser
from extractor.extraction.scoring import boosted_trees

USING = Chooser(
    boosted_trees.trees_from_json({"start": 0.0, "names": [], "trees": [[[0.0]]]}), threshold=0.5, ruled=0.2
)


@pytest.mark.parametrize(
    ("likely", "ruled", "best"),
    [
        pytest.param({}, "", None, id="no option"),
        pytest.param({"": 0.1, "Kim": 0.4}, "", None, id="not likely enough"),
        pytest.param({"": 0.6, "Kim": 0.55}, "", None, id="nobody is likelier"),
        pytest.param({"": 0.2, "Kim": 0.5}, "", "Kim", id="likely enough"),
        pytest.param({"": 0.6, "Kim": 0.55}, "Kim", "Kim", id="the rules agree"),
        pytest.param({"": 0.9, "Kim": 0.55}, "Kim", None, id="the rules are wrong"),
        pytest.param({"": 0.1, "Kim": 0.9, "Ana": 0.7}, "", "Kim", id="the likelier one"),
        pytest.param({"": 0.1, "Kim": 0.6, "Ana": 0.55}, "Ana", "Ana", id="the answer of the rules is ahead"),
        pytest.param({"": 0.1, "Kim": 0.9, "Ana": 0.55}, "Ana", "Kim", id="another is far ahead"),
    ],
)
def test_choice(likely: dict[str, float], ruled: str, best: str | None) -> None:
    assert choosers.chosen(likely, ruled, USING) == best


def test_the_shipped_choosers_answer() -> None:
    made = extract(
        "# Sync, 4 March 2026\n\nAttendees: Kim Lee, Ana Lopez\n\n## Next steps\n\n- call the bank -> Kim, by Friday\n"
    )
    assert [(item.owners, str(item.due)) for item in made.items] == [(("Kim Lee",), "2026-03-06")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## Action items\n\n- Send the deck to Ana\n", id="recipient"),
        pytest.param("## Action items\n\n- Share the figures with Kim and Ana\n", id="recipients"),
        pytest.param("## Action items\n\n- Call Ana about the roof\n", id="object"),
    ],
)
def test_whom_the_work_is_for_does_not_own_it(text: str) -> None:
    (item,) = extract("# Sync, 4 March 2026\n\nAttendees: Kim Lee, Ana Lopez\n\n" + text).items
    assert item.owners == ()


def test_a_table_that_names_nobody_stays_open() -> None:
    made = extract(
        "# Sync, 4 March 2026\n\nAttendees: Kim Lee\n\n"
        "| Who | What | Due |\n|---|---|---|\n| Kim | Send the deck | Friday |\n| N/A | Book a room | - |\n"
    )
    assert [item.owners for item in made.items] == [("Kim Lee",), ()]


@pytest.mark.parametrize("name", ["Ben", "Priya Shah"])
def test_promise_of_an_unknown_writer_is_nobody_elses(name: str) -> None:
    text = f"Call with {name} re survey\n\nI'll send the drawings by Friday. {name} will check the drains.\n"
    owners = {item.task: item.owners for item in extract(text, date="2026-10-13").items}
    assert owners["send the drawings"] == ()
    assert owners["check the drains"] == (name,)


def test_promise_of_who_copied_the_chat_is_nobody_elses() -> None:
    text = (
        "Ada Nwosu to Everyone 10:00 AM\nWho writes to the donor?\n\n"
        "Wim Bol to Everyone 10:01 AM\nI'll write to the donor.\n\n"
        "Me to Ada Nwosu (direct message) 10:02 AM\nI'll talk to HR about Wim's hours tomorrow\n\n"
        "Ada Nwosu to Everyone 10:03 AM\nI will book the van\n"
    )
    owners = {item.task: item.owners for item in extract(text, date="2026-10-13").items}
    assert owners["write to the donor"] == ("Wim Bol",)
    assert owners["talk to HR about Wim's hours"] == ("me",)
