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


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- Who has the spare key?\n", id="who has"),
        pytest.param("- So who was at the fair?\n", id="who was"),
        pytest.param("- Who is going to the show?\n", id="who goes there"),
        pytest.param("- Who's going to be there?\n", id="who will be there"),
        pytest.param("Effort (1 - 5) / Owner / Due\n\n- The paint is dry.\n", id="legend with a scale"),
        pytest.param("Task | Owner | Deadline\n\nThe paint is dry.\n", id="legend of column titles"),
        pytest.param("- waiting for the quote of the roofer (ETA Friday)\n", id="waits"),
        pytest.param("- Email Ana if you want a lift on Saturday\n", id="how to reach somebody"),
        pytest.param("See you on 17 March,\nKim\n", id="leave"),
        pytest.param("- Kim - away next week\n- Ana - treasurer\n", id="what people are"),
        pytest.param("- Kim off Wed/Thurs\n- Ana is on leave until 5 May\n", id="when people are away"),
        pytest.param("- Kim needs to know by Friday\n", id="what people have to know"),
    ],
)
def test_question_legend_or_remark(text: str) -> None:
    assert tasks(text) == []


BESIDE = "- Kim to draft the letter\n- Ana will call the bank on Friday\n"


@pytest.mark.parametrize(
    ("text", "task"),
    [
        pytest.param("- tea urns - Kim\n", "tea urns", id="behind a dash"),
        pytest.param("- Ana - raffle prizes\n", "raffle prizes", id="before a dash"),
        pytest.param("- Kim/Ana - van hire prices! 20 March\n", "van hire prices", id="two, with a day"),
    ],
)
def test_name_and_thing_among_work(text: str, task: str) -> None:
    assert task in tasks(BESIDE + text)


@pytest.mark.parametrize(
    ("text", "owners", "task"),
    [
        pytest.param("Kim still waiting on the licence, she'll chase the council.", ["Kim Lee"], "chase", id="waits"),
        pytest.param("Ana Lopez happy to open up at 7.", ["Ana Lopez"], "open up at 7", id="happy to"),
        pytest.param("- I ring the plumber about the tap\n", [], "ring the plumber", id="what the writer does"),
    ],
)
def test_promise_in_everyday_words(text: str, owners: list[str], task: str) -> None:
    found = extract(HEAD + text).items
    assert [(list(item.owners), task in item.task) for item in found] == [(owners, True)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Call w/ the agent re Flat 2, 19 Aug 2025, notes by Kim\n\nThe sun was out.\n", id="title"),
        pytest.param("4 March 2026\n\nKim is waiting for the quote.\n", id="waits"),
        pytest.param("4 March 2026\n\n- I write every week\n", id="habit"),
        pytest.param("4 March 2026\n\nKim is happy to accept the report.\n", id="happy with it"),
    ],
)
def test_no_promise_in_everyday_words(text: str) -> None:
    assert [item.task for item in extract(text).items] == []


@pytest.mark.parametrize("text", ["- Kim - away on Friday\n", "- Ana - secretary\n", "- Kim - was late\n"])
def test_name_and_state_among_work(text: str) -> None:
    assert len(tasks(BESIDE + text)) == 2


def test_question_in_a_talk_is_no_work() -> None:
    talk = "Kim Lee: So who has the spare key?\nAna Lopez: I have. I'll bring it on Friday.\n"
    assert not any("who has" in task for task in tasks(talk * 3))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Can I ask one thing?", id="asks to speak"),
        pytest.param("All right, I have to run to the next one in a minute.", id="leaves"),
        pytest.param("I don't think I can come this year.", id="refuses"),
        pytest.param("I'll write it down without a name then.", id="takes the notes"),
    ],
)
def test_words_of_a_talk_that_promise_nothing(words: str) -> None:
    talk = "".join(f"{who}: It rained on the hill again.\n" for who in ("Kim", "Ana", "Bo", "Ana"))
    assert extract(f"{talk}Kim: {words}\nAna: Okay.\n").items == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Someone needs to pick up bags and napkins.", ["pick up bags and napkins"]),
        ("Somebody has to ring the caterer.", ["ring the caterer"]),
        ("If somebody has to leave, the door is at the back.", []),
        ("Somebody must know where it is.", []),
    ],
)
def test_work_left_open_in_a_talk_is_never_lost(said: str, found: list[str]) -> None:
    talk = f"14/05/2026, 19:10 - Tash: nice to see you\n14/05/2026, 19:17 - Ana: {said}\n14/05/2026, 19:18 - Ben: lol\n"
    assert [item.task for item in extract(talk).items] == found


@pytest.mark.parametrize(
    ("last", "tasks"),
    [
        pytest.param("Call Ben", ["Send the invoice", "Call Ben"], id="an order in two words"),
        pytest.param("Ana Lima", ["Send the invoice"], id="the name of the writer"),
    ],
)
def test_name_that_ends_the_notes_is_no_work_and_an_order_is(last: str, tasks: list[str]) -> None:
    notes = f"Catch up, 9 February 2026\n\nAna to send the invoice by Friday.\n\n{last}\n"
    assert [item.task.casefold() for item in extract(notes).items] == [task.casefold() for task in tasks]
