"""Tasks completed from the words around them: first those that stay, then what pronouns mean."""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractor.extraction import finder
from extractor.language.people.roster_learning import learn
from extractor.model import ReadOptions
from extractor.readers import read_text

HEAD = "# Weekly sync\n\nAttendees: Kim Lee, Ana Lopez\n\n"


def tasks(text: str, head: str = HEAD) -> list[str]:
    """The tasks that the notes hold, as the plan words them."""
    notes = read_text(head + dedent(text), "-", ReadOptions())
    found = finder.find_mentions(notes, learn(notes.blocks, notes.people), ReadOptions().model)
    return [mention.completed for mention in found]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        pytest.param("- Kim to send the deck to the board\n", "send the deck to the board", id="names its work"),
        pytest.param("- Kim to book the room and confirm it\n", "book the room and confirm it", id="named in the task"),
        pytest.param("- Kim to print that list\n", "print that list", id="determiner"),
        pytest.param(
            "- The Rector called. Kim to write to the two residents, thanking them\n",
            "write to the two residents, thanking them",
            id="several in the task",
        ),
        pytest.param("- Kim to fix it\n", "fix it", id="nothing around it"),
        pytest.param("- We met on Monday.\n- Kim to ring him\n", "ring him", id="nobody around it"),
        pytest.param("- Ana is ill.\n- Ana to check if it works\n", "check if it works", id="subject of a clause"),
        pytest.param("## Notes\n\n- Kim to chase\n", "chase", id="title of a kind of section"),
    ],
)
def test_task_stays_as_it_is(text: str, task: str) -> None:
    assert task in tasks(text)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        pytest.param(
            "- The boiler in the hall is leaking. Kim will fix it by Friday.\n", "fix the boiler in the hall", id="it"
        ),
        pytest.param(
            "- The electrician still has not answered. Kim will ring them again tomorrow.\n",
            "ring the electrician again",
            id="them",
        ),
        pytest.param("- The lease ends soon. Kim and Ana to deal.\n", "deal with the lease", id="nothing"),
        pytest.param(
            "- Mrs Abernethy has complained about the noise. Ana to write to her this week.\n",
            "write to Mrs Abernethy",
            id="her",
        ),
    ],
)
def test_pronoun_is_replaced(text: str, task: str) -> None:
    assert task in tasks(text)


TALK = """\
Ana Lopez: Right, the rope log is still not signed off and the inspector comes on Monday.
Kim Lee: I know. I'll sort it tomorrow.
Ana Lopez: Thanks. And could you send me the harness book as well?
Kim Lee: Sure, I'll do that tonight.
Ana Lopez: Good. That is all for today, I think.
Kim Lee: Bye.
"""


def test_pronoun_in_talk_means_what_the_other_speaker_named() -> None:
    assert {"sign the rope log off", "sort the rope log"} & set(tasks(TALK, head=""))


OPENING = """\
Ana Lopez: Are the boxes for the big hall ready?
Kim Lee: They are.
Ana Lopez: One more thing, the caterer for the opening, we need to decide by the 20th.
Kim Lee: Yes.
"""


def test_topic_before_the_clause_is_what_the_task_is_about() -> None:
    assert "decide on the caterer for the opening" in tasks(OPENING, head="")


def test_name_before_a_colon_is_no_topic() -> None:
    text = '- Ines: "can someone give me the funnel numbers for August?" - Kim will pull them today\n'
    assert "pull the funnel numbers" in tasks(text)


def test_me_is_who_asks() -> None:
    assert "send Ana the harness book" in tasks(TALK, head="")


def test_contact_is_with_somebody() -> None:
    assert "call them" in tasks("- Flyers are still missing.\n- Ana will call them tomorrow.\n")


def test_request_of_private_lines_explains_no_public_task() -> None:
    text = "- [internal] The boiler in the hall is leaking.\n- Ana will fix it by Friday.\n"
    assert not any("boiler" in task for task in tasks(text) if task.startswith("fix"))


CALL = """\
Ana Lopez: Somebody should ring licensing about the permit before the weekend.
Kim Lee: Okay. I'll ring them tomorrow.
Ana Lopez: Thanks. And the boxes are still in the hall, they are in the way.
Kim Lee: I'll get them on Friday.
Ana Lopez: Good. That is all for today.
Kim Lee: Bye.
"""


def test_work_repeated_with_a_pronoun_is_named_in_full() -> None:
    assert "ring licensing about the permit" in tasks(CALL, head="")


def test_other_work_with_a_common_verb_is_not_repeated() -> None:
    text = "- Ana to get a quote for the roof of the shed.\n- The boxes are in the hall. Kim will get them on Friday.\n"
    assert "get the boxes" in tasks(text)


ADDRESSED = "".join(
    f"{who}: {words}\n"
    for who, words in (
        ("Kim Lee", "Morning."),
        ("Ana Lopez", "Morning."),
        ("Bo Ray", "Hi."),
        ("Kim Lee", "Ana can do the call then. Sorry, Bo."),
        ("Bo Ray", "No, take it, please."),
    )
)


def test_you_is_whom_the_sentence_addresses() -> None:
    assert "send Ana the notes" in tasks("Kim Lee: Okay. Ana, I'll send you the notes before I go.\n", ADDRESSED)


def test_it_is_nobody_who_speaks() -> None:
    lines = "Jo: the plan is on the server.\nAnna: I have the list.\nJo: I will dig it out and send it to Kim.\n"
    assert not any("dig jo" in task for task in tasks(lines, head=""))
