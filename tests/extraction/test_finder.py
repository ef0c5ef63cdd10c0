"""Short notes and the plan that they hold: notes without work first, then the layouts in which notes put it.

The meeting is on Wednesday, 4 March 2026. What the program gets wrong today is a strict xfail with its reason.
"""

from __future__ import annotations

from textwrap import dedent
from typing import Any, NamedTuple

import pytest

from extractor import extract

HEAD = """\
# Weekly sync, 4 March 2026

Attendees: Kim Lee, Ana Lopez, Tom Ode, Bob Stone

"""


class Item(NamedTuple):
    """An item of the plan, as these tests compare it."""

    owners: tuple[str, ...]
    task: str
    due: str | None = None
    status: str = "open"


def plan(notes: str) -> list[Item]:
    """The items of these notes under a head with the date and the people."""
    return [
        Item(
            item.owners,
            item.task,
            item.due.isoformat() if item.due else None,
            "done" if item.done else "open",
        )
        for item in extract(HEAD + dedent(notes)).items
    ]


def case(id: str, notes: str, *items: Item, wrong: str = "") -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=wrong)] if wrong else []
    return pytest.param(notes, list(items), id=id, marks=marks)


def an(owner: str, task: str, due: str | None = None, status: str = "open") -> Item:
    """An item of one owner, or of several joined by "+", or of nobody ("")."""
    return Item(tuple(owner.split("+")) if owner else (), task, due, status)


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param("The sun was out. Lunch was fine.", id="small talk"),
        pytest.param("Kim sent the deck last week. Ana fixed the build.", id="reports of the past"),
        pytest.param("Kim will be at the conference next week.", id="where somebody will be"),
        pytest.param("The API will return 404 for unknown users.", id="what software will do"),
        pytest.param("Kim might look at the logs some day.", id="a hedge"),
        pytest.param("It would be nice to have a logo.", id="a wish"),
        pytest.param("AI is changing how we write minutes.", id="artificial intelligence"),
        pytest.param("## Agenda\n\n- Budget\n- Hiring\n- Any other business\n", id="agenda"),
        pytest.param("## Attendance\n\n- [x] Kim Lee\n- [ ] Ana Lopez\n", id="attendance boxes"),
        pytest.param("## Action items\n\nNone.\n", id="an empty action list"),
        pytest.param(
            "## Next steps\n\n- Should we move to Porto?\n- Who would pay for it?\n", id="a list of questions"
        ),
        pytest.param("Decision: the logo stays.", id="a decision without work"),
        pytest.param("Kim can speak French. Ana likes Porto.", id="abilities and tastes"),
        pytest.param("Thanks to Kim for the slides.", id="thanks"),
        pytest.param("10. To consider the precept for 2026/27.\n11. To receive the police report.\n", id="an agenda"),
        pytest.param("Upon motion by Kim, seconded by Ana, the Board voted to approve the minutes.", id="a motion"),
        pytest.param("Agreed – to take no further action on Hillcrest.", id="no action"),
        pytest.param("## Actions\n\n- Kim rose to speak about the hall.\n- Ana sent the forms.\n", id="what was done"),
        pytest.param("## Actions\n\n- Kim may need help\n", id="who may need something"),
        pytest.param("They discussed the keys; Kim will need a new hose.", id="who will need something"),
        pytest.param("## Notes\n\n- **API** docs are out of date\n", id="a topic in bold"),
        pytest.param("Tom leaves on Monday. Kim will be away next week.", id="who is away"),
        pytest.param("**Kim**\n- Yesterday: finished the login page\n- Blockers: none\n", id="what was done yesterday"),
        pytest.param("Kim reports that the tests pass and likes the new logo.", id="a report in the present"),
    ],
)
def test_notes_hold_no_action(notes: str) -> None:
    assert plan(notes) == []


@pytest.mark.parametrize(
    ("notes", "items"),
    [
        case("marker", "ACTION: Kim to send the deck by Friday.", an("Kim Lee", "send the deck", "2026-03-06")),
        case("marker and name", "ACTION Kim: send the deck", an("Kim Lee", "send the deck")),
        case("marker in brackets", "- [TODO Ana] draft the letter\n", an("Ana Lopez", "draft the letter")),
        case(
            "marker behind a sentence",
            "The roof leaks. AI: Tom to call the builder.",
            an("Tom Ode", "call the builder"),
        ),
        case("marker at the end", "- Fix the gate (action: Kim)\n", an("Kim Lee", "Fix the gate")),
        case(
            "nobody",
            "## Action items\n\n- Book a room for the workshop (??)\n- Kim to send the deck by Friday\n",
            an("", "Book a room for the workshop"),
            an("Kim Lee", "send the deck", "2026-03-06"),
        ),
        case(
            "I behind the label of its line",
            "- KL - It is only the portal so far; I will send the data by Friday\n",
            an("Kim Lee", "send the data", "2026-03-06"),
        ),
        case(
            "two in a sentence, each with its date",
            "Kim will draft it by Tuesday and Ana will review the deck by Thursday.",
            an("Kim Lee", "draft the deck", "2026-03-10"),
            an("Ana Lopez", "review the deck", "2026-03-05"),
        ),
        case(
            "two in a line, the second by the first one's date",
            "- Kim to draft the letter by 10 March, Ana to send the invoices by then",
            an("Kim Lee", "draft the letter", "2026-03-10"),
            an("Ana Lopez", "send the invoices", "2026-03-10"),
        ),
        case(
            "boxes",
            "## Action items\n\n- [ ] Kim: send the deck by Friday\n- [x] Ana: renew the domain\n",
            an("Kim Lee", "send the deck", "2026-03-06"),
            an("Ana Lopez", "renew the domain", None, "done"),
        ),
        case(
            "struck and DONE",
            "## Action items\n\n- ~~Kim to send the deck~~\n- DONE: Ana to renew the domain\n- Tom to call the bank\n",
            an("Kim Lee", "send the deck", None, "done"),
            an("Ana Lopez", "renew the domain", None, "done"),
            an("Tom Ode", "call the bank"),
        ),
        case(
            "still open",
            "## Review of action items\n\n- Kim to send the deck - DONE\n- Ana to renew the domain - PENDING\n",
            an("Kim Lee", "send the deck", None, "done"),
            an("Ana Lopez", "renew the domain"),
        ),
        case(
            "table",
            "| Who | What | Due |\n|---|---|---|\n| Kim | Send the deck | Friday |\n| N/A | Book a room | - |\n",
            an("Kim Lee", "Send the deck", "2026-03-06"),
            an("", "Book a room"),
        ),
        case(
            "table with status",
            "| Action | Owner | Status |\n|---|---|---|\n"
            "| Send the deck | Kim | Done |\n| Call the bank | Tom | Open |\n",
            an("Kim Lee", "Send the deck", None, "done"),
            an("Tom Ode", "Call the bank"),
        ),
        case(
            "lists by person",
            "## Action items\n\n### Kim\n\n- send the deck\n- call the bank\n\n### Ana\n\n- renew the domain\n",
            an("Kim Lee", "send the deck"),
            an("Kim Lee", "call the bank"),
            an("Ana Lopez", "renew the domain"),
        ),
        case(
            "bullets under a person",
            "## To do\n\n- Kim\n  - send the deck\n- Ana\n  - renew the domain\n",
            an("Kim Lee", "send the deck"),
            an("Ana Lopez", "renew the domain"),
        ),
        case("parentheses", "## Next steps\n\n- Send the deck (Kim)\n", an("Kim Lee", "Send the deck")),
        case("dash", "## Next steps\n\n- Send the deck - Kim\n", an("Kim Lee", "Send the deck")),
        case("slash", "## Next steps\n\n- Kim/Ana to send the deck\n", an("Kim Lee+Ana Lopez", "send the deck")),
        case("initials", "## Next steps\n\n- KL to send the deck\n", an("Kim Lee", "send the deck")),
        case("bare verb", "## Next steps\n\n- Kim chase the supplier\n", an("Kim Lee", "chase the supplier")),
        case("present tense", "## Next steps\n\n- Kim uploads the tutorial\n", an("Kim Lee", "upload the tutorial")),
        case(
            "date and name before the work",
            "## Action items\n\n- 30 March (Kim) draft the message\n- By 12 March: Ana uploads the tutorial\n",
            an("Kim Lee", "draft the message", "2026-03-30"),
            an("Ana Lopez", "upload the tutorial", "2026-03-12"),
        ),
        case(
            "asked by others",
            "The board denied all knowledge, and asked Kim to query the fine.",
            an("Kim Lee", "query the fine"),
        ),
        case(
            "requested of somebody",
            "The board requested that Ana post a summary of the accounts to the list.",
            an("Ana Lopez", "post a summary of the accounts to the list"),
        ),
        case(
            "a body that agrees",
            "## Minutes\n\nUSTAN agreed to draft the charter and to send it to the list.\n",
            an("USTAN", "draft the charter and to send it to the list"),
        ),
        case(
            "who takes what nobody had",
            "## Next steps\n\n- We need to chase up the timescales. Kim will do this.\n",
            an("Kim Lee", "chase up the timescales"),
        ),
        case(
            "a stand-up by names in bold",
            "**Kim**\n- Yesterday: finished the login page\n- Today: write the tests\n\n"
            "**Ana**\n- Will ask Tom about the budget\n",
            an("Kim Lee", "write the tests", "2026-03-04"),
            an("Ana Lopez", "ask Tom about the budget"),
        ),
        case(
            "a day is nobody",
            "## Action items\n\n- Posters must be designed by Easter\n",
            an("", "design posters", "2026-04-05"),
        ),
        case(
            "a short table",
            "| Action | Who | By when |\n|---|---|---|\n"
            "| Chase the council | KL | 1 April |\n| Hall booking | AL | |\n",
            an("Kim Lee", "Chase the council", "2026-04-01"),
            an("Ana Lopez", "Hall booking"),
        ),
        case("initials in bold", "## Action items\n\n- **KL** send the deck\n", an("Kim Lee", "send the deck")),
        case(
            "names in small letters behind a mark",
            "- TODO kim: renew the licence\n",
            an("Kim Lee", "renew the licence"),
        ),
        case(
            "a deadline for the whole list",
            "## Action items\n\n- Kim: draft the charter\n- Ana: book the room\n\n"
            "Everyone is to finish their tasks by Sunday.\n",
            an("Kim Lee", "draft the charter", "2026-03-08"),
            an("Ana Lopez", "book the room", "2026-03-08"),
            an("all", "finish their tasks", "2026-03-08"),
        ),
        case(
            "a deadline in the next sentence",
            "## Action items\n\n- Kim to draft the charter. Goal is to complete this by 20 March.\n",
            an("Kim Lee", "draft the charter", "2026-03-20"),
        ),
        case(
            "a deadline in a line of its own",
            "## Action items\n\n- Kim to draft the charter\n  - by the 20th.\n",
            an("Kim Lee", "draft the charter", "2026-03-20"),
        ),
        case("everybody", "## Next steps\n\n- All: read the report\n", an("all", "read the report")),
        case(
            "noun phrase",
            "## Action items\n\n- Venue shortlist (Kim) by Monday\n",
            an("Kim Lee", "Venue shortlist", "2026-03-09"),
        ),
        case(
            "due in the title",
            "## Action items, due 14 March\n\n- Kim to send the deck\n",
            an("Kim Lee", "send the deck", "2026-03-14"),
        ),
        case("prose", "Sarah will send the deck by Friday.", an("Sarah", "send the deck", "2026-03-06")),
        case("agreed to", "After lunch Ana agreed to draft the letter.", an("Ana Lopez", "draft the letter")),
        case(
            "two in a sentence",
            "Kim will draft the letter, and Tom will call the bank.",
            an("Kim Lee", "draft the letter"),
            an("Tom Ode", "call the bank"),
        ),
        case(
            "hard wrap",
            "Kim will draft the letter to the harbour master and the owners of the boats in the old\n"
            "basin by Friday.\n",
            an("Kim Lee", "draft the letter to the harbour master and the owners of the boats in the old basin",
               "2026-03-06"),
        ),
        case(
            "said by turns",
            "<kim> I'll write the summary tonight\n<ana> good\n<tom> I will call the bank on Monday\n<ana> thanks\n",
            an("Kim Lee", "write the summary", "2026-03-04"),
            an("Tom Ode", "call the bank", "2026-03-09"),
        ),
        case(
            "two people and the speaker",
            "<kim> Tom and I will review the draft by Friday\n<ana> good\n<tom> fine\n<ana> thanks\n",
            an("Tom Ode+Kim Lee", "review the draft", "2026-03-06"),
        ),
        case(
            "said twice",
            "Kim will send the deck to the board by Friday.\n\n## Action items\n\n- Kim: send the deck to the board\n",
            an("Kim Lee", "send the deck to the board", "2026-03-06"),
        ),
        case(
            "task in the heading",
            "## Issue 12: new parser\n\nNobody objects.\n\nACTION: Kim to close.\n",
            an("Kim Lee", "close Issue 12: new parser"),
        ),
        case(
            "offer under a task",
            "## Action items\n\n- Draft the letter to the harbour master\n  - Kim: can do\n",
            an("Kim Lee", "Draft the letter to the harbour master"),
        ),
        case(
            "who is asked for, then takes it",
            "## Notes\n\n- Tom asked for a volunteer to draft the rubric.\n- Kim volunteered. Hooray!\n",
            an("Kim Lee", "draft the rubric"),
        ),
        case(
            "marked in the next line",
            "## Guide\n\nIt was agreed to update the guide.\n\n**Action: Kim**\n",
            an("Kim Lee", "update the guide"),
        ),
        case(
            "done below",
            "## Action items\n\n- Kim: send the deck\n  - Done, see above.\n- Ana: call the bank\n",
            an("Kim Lee", "send the deck", status="done"),
            an("Ana Lopez", "call the bank"),
        ),
        case(
            "titles that are orders",
            "## Action items\n\n### Send the deck to Ana\n\nIt is long.\n\n### Call the bank\n\nSoon.\n",
            an("", "Send the deck to Ana"),
            an("", "Call the bank"),
        ),
        case(
            "a lead above its list",
            "## Action items\n\n- **Kim** and **Ana** to:\n  1) call the bank, and\n  2) send the deck\n",
            an("Kim Lee+Ana Lopez", "call the bank"),
            an("Kim Lee+Ana Lopez", "send the deck"),
        ),
        case(
            "behind the work in bold",
            "## Action items\n\n- Send the deck **Kim**\n- Call the bank **Ana**\n",
            an("Kim Lee", "Send the deck"),
            an("Ana Lopez", "Call the bank"),
        ),
        case(
            "in brackets within the line",
            "## Action items\n\n- Set up a repository (@zorana) to share the deck\n- Call the bank (Kim) about it\n",
            an("zorana", "Set up a repository to share the deck"),
            an("Kim Lee", "Call the bank about it"),
        ),
        case(
            "two who are to",
            "ACTION: Kim to draft the rubric, Ana to work on the list of rules",
            an("Kim Lee", "draft the rubric"),
            an("Ana Lopez", "work on the list of rules"),
        ),
        case(
            "all of them, in talk",
            "<kim> So you will all have to send me the figures by Friday.\n<tom> sure\n<ana> good\n<kim> bye\n",
            an("all", "send Kim the figures", "2026-03-06"),
        ),
        case(
            "several between semicolons",
            "- Kim: lead the demo; Tom: slides; Ana: venue\n",
            an("Kim Lee", "lead the demo"),
            an("Tom Ode", "slides"),
            an("Ana Lopez", "venue"),
        ),
        case(
            "who asks somebody",
            "## Action items\n\n- Kim ask Ana to call the bank\n- Tom to send the deck\n",
            an("Kim Lee", "ask Ana to call the bank"),
            an("Tom Ode", "send the deck"),
        ),
        case(
            "volunteer",
            "Somebody has to book the big room for the fair. Kim volunteers.",
            an("Kim Lee", "book the big room for the fair"),
        ),
        case(
            "request",
            "<kim> Tom, can you send me the figures by Friday?\n<tom> sure\n<ana> good\n<tom> bye\n",
            an("Tom Ode", "send Kim the figures", "2026-03-06"),
        ),
        case(
            "passive with an agent",
            "The form must be signed by Kim before Friday.",
            an("Kim Lee", "sign the form", "2026-03-06"),
        ),
    ],
)  # fmt: skip
def test_actions_are_found(notes: str, items: list[Item]) -> None:
    assert plan(notes) == items


@pytest.mark.parametrize(
    ("notes", "due_text"),
    [
        ("Kim to book the room for 12 June.", None),
        ("Kim to send the March 3 release notes.", None),
        ("Kim to send the deck after the release.", "after the release"),
    ],
)
def test_date_is_not_a_deadline_day(notes: str, due_text: str | None) -> None:
    (item,) = extract(HEAD + notes).items
    assert (item.due, item.due_text) == (None, due_text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["Kim will " + "very " * 20_000 + "soon call.", "ACTION: " + "a " * 50_000, "x" * 200_000]
)
def test_very_long_line_is_read_in_time(text: str) -> None:
    assert len(extract(text, date="2026-03-04").items) <= 60


@pytest.mark.parametrize(
    ("notes", "tasks"),
    [
        pytest.param("- [ ] Attic\n", ["Attic"], id="a word"),
        pytest.param("- [ ] Website\n  - [ ] Kim: photos\n", ["photos"], id="the box above others is their title"),
        pytest.param("- [x] Kim: return the keys\n", ["return the keys"], id="a ticked box of somebody"),
    ],
)
def test_each_check_box_is_an_item_whatever_its_words(notes: str, tasks: list[str]) -> None:
    assert [item.task for item in plan(f"## Cellar\n\n{notes}")] == tasks


def test_name_in_captions_without_capitals_is_an_owner() -> None:
    cue = "00:00:{0}1.000 --> 00:00:{0}4.000\n{1}\n\n"
    text = "WEBVTT\n\n" + "".join(
        cue.format(at, words)
        for at, words in enumerate(
            (
                "okay so maria will send the zoning report",
                "and the board will meet on friday",
                "i will call the plumber",
            )
        )
    )
    assert [(item.owners, item.task) for item in extract(text).items][:1] == [(("Maria",), "send the zoning report")]


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param("## Agenda\n\n- [ ] Status of the grant\n- [ ] Old business\n", id="an agenda"),
        pytest.param("## Log\n\n- [x] Status\n", id="a ticked box of nobody"),
    ],
)
def test_boxes_that_are_no_work(notes: str) -> None:
    assert plan(notes) == []


@pytest.mark.parametrize("joint", [" -- everybody", " - everyone please", ", everybody"])
def test_everybody_behind_a_topic_owns_the_work(joint: str) -> None:
    found = plan(f"- Kim to bring the van\n- shed tidy-up Fri 3pm{joint} take your tools home\n")
    assert (("all",), "take your tools home") in [(item.owners, item.task) for item in found]


def test_the_same_on_another_day_by_another() -> None:
    found = plan("- Kim to water the pots on 10 March, Ana on 17 March, Tom on 24 March\n")
    assert [(item.owners, item.due) for item in found] == [
        (("Kim Lee",), "2026-03-10"),
        (("Ana Lopez",), "2026-03-17"),
        (("Tom Ode",), "2026-03-24"),
    ]
    assert all("water the pots" in item.task for item in found)


@pytest.mark.parametrize(
    ("notes", "due"),
    [
        pytest.param("- Kim: send a card to all who helped on Saturday\n", None, id="of people"),
        pytest.param("- Kim: reply to the firm that came on Monday\n", None, id="of a firm"),
        pytest.param("- Kim: send a card to all who helped by Saturday\n", "2026-03-07", id="limit"),
        pytest.param("- Kim: call the bakers\n\nSee you on 17 March,\nAna\n", None, id="leave"),
    ],
)
def test_day_that_tells_which_people_or_whose_farewell(notes: str, due: str | None) -> None:
    assert [item.due for item in plan("- Ana to book the hall\n" + notes)][1:] == [due]


def test_help_that_is_sought_belongs_to_nobody_else_of_the_line() -> None:
    found = plan("Fair in the park. Need helpers for the gate. Posters - need a design (Kim will see to this).\n")
    assert ((), True) in [(item.owners, "helpers for the gate" in item.task) for item in found]


def test_thing_that_the_line_tells_of_is_what_is_inspected() -> None:
    (item,) = plan("## Trees\n\n- The old oak is in a bad state - Kim & Ana to inspect\n")
    assert (item.owners, item.task) == (("Kim Lee", "Ana Lopez"), "inspect the old oak")


def test_order_beside_is_no_topic() -> None:
    found = plan("## Actions\n\n### Kim Lee\n\n- [ ] Ring bank re loan\n- [ ] report back\n")
    assert [item.task for item in found] == ["Ring bank re loan", "report back"]


def test_word_in_brackets_is_no_owner_in_the_section_of_somebody() -> None:
    found = plan("## Kim Lee\n\n- TODO order new filters (Acme)\n- TODO ring the shop (Tom)\n")
    assert [(item.owners, item.task) for item in found] == [
        (("Kim Lee",), "order new filters (Acme)"),
        (("Tom Ode",), "ring the shop"),
    ]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("- Kim to ask the contractor for a second skip fri + sat", None),
        ("- Kim to book her on the theatre list 19/3 and tell the ward", None),
        ("- Kim to ask whether the band can play on Saturday", None),
        ("- Kim to choose the sample within two days of getting the list", None),
        ("- Kim to choose the sample within two days", "2026-03-06"),
        ("- Kim to drop the old server off once the data is wiped.\n- Tom says it is wiped by mid March", None),
        ("- Kim to pay the deposit when the invoice is here by Friday", "2026-03-06"),
    ],
)
def test_day_of_a_thing_or_of_what_comes_before_is_no_deadline(line: str, due: str | None) -> None:
    assert plan("## Actions\n\n" + line)[0].due == due


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("- The Company to obtain the signatures", ("Company",)),
        ("- Local authority to confirm the funding", ("Local authority",)),
        ("- Action: Events in Learning department to send the topics", ("Events in Learning department",)),
        ("- Each person needs to add an overview to the page", ("all",)),
        ("- Tom needs everyone's holiday dates by Friday", ("all",)),
        ("- [Kim, FYI] I will tell the others about the course", ("Kim Lee",)),
        ("- Will have to research whether we need a new tent", ()),
        ("- offer with two steps -> T.O. by Friday", ("Tom Ode",)),
    ],
)
def test_who_owns_an_entry(line: str, owners: tuple[str, ...]) -> None:
    assert plan("## Actions\n\n" + line)[0].owners == owners


def test_column_of_owners_holds_struck_names_and_what_they_do() -> None:
    rows = (
        "| Letter to the bank | Bob to write |",
        "| Stock paper | ~~Kim~~ Tom |",
        "| Order the signs | Ana will order |",
    )
    table = "| Action | Who |\n|---|---|\n" + "\n".join(rows)
    assert [item.owners for item in plan(table)] == [("Bob Stone",), ("Tom Ode",), ("Ana Lopez",)]


def test_part_without_a_verb_has_that_of_the_part_before() -> None:
    items = plan("- Kim Lee orders the seeds by Friday, Ana the compost and Tom a hose.\n")
    assert [(item.owners, item.task) for item in items] == [
        (("Kim Lee",), "order the seeds"),
        (("Ana Lopez",), "order the compost"),
        (("Tom Ode",), "order a hose"),
    ]


def test_letter_that_parts_the_work_names_who_has_it() -> None:
    items = plan("Tom: the pages for the pension, by Friday.\n\nAna: ask your sister, and let me know.\n")
    assert [item.owners for item in items] == [("Tom Ode",), ("Ana Lopez",)]


def test_body_that_undertakes_something_has_the_work() -> None:
    assert plan("5. Car park. The Rector undertook to approach the diocese.\n") == [
        Item(("Rector",), "approach the diocese")
    ]


def test_pronoun_behind_a_report_parts_work() -> None:
    assert plan("- Ana lost the drawings, she prints them again by Friday\n") == [
        Item(("Ana Lopez",), "print the drawings again", "2026-03-06")
    ]


def test_short_form_of_a_thing_is_nobody() -> None:
    assert [item.owners for item in plan("## Actions\n\n- VAT - send the return to the bank\n")] == [()]


def test_please_parts_work() -> None:
    items = plan("- samples: Kim checks the colours, Ana pls order the paint\n")
    assert [(item.owners, item.task) for item in items] == [
        (("Kim Lee",), "check the colours"),
        (("Ana Lopez",), "order the paint"),
    ]


def test_letter_without_a_head_asks_its_readers() -> None:
    letter = "Hi both,\n\nThanks for Thursday. Could you also send us the floor plan?\n\nBest\nMoira\n"
    assert [item.task for item in extract(letter, date="2026-03-04").items] == ["send us the floor plan"]


def test_name_behind_a_full_stop_has_the_work() -> None:
    assert plan("- Ask head office about the air con. Ana\n") == [
        Item(("Ana Lopez",), "Ask head office about the air con")
    ]


def test_work_that_talk_leaves_open_is_not_of_who_spoke_before() -> None:
    talk = (
        "Helena: And the labels, Wen, when can we have them?\nWen: Wednesday next week.\n"
        "Helena: Perfect. Somebody has to ring the broker before the crates leave.\nIdris: I can do that tomorrow.\n"
        "Helena: Thanks Idris.\nWen: Bye.\n"
    )
    items = [item for item in extract(talk, date="2026-03-04").items if "broker" in item.task]
    assert [(item.owners, item.task) for item in items] == [(("Idris",), "ring the broker")]
