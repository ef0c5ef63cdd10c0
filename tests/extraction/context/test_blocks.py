"""What surrounds a line: nothing inherited first, then owners, deadlines and fields."""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractor import extract
from extractor.extraction.annotation import Annotations
from extractor.extraction.context.blocks import BlockContext, block_contexts
from extractor.language.people.roster_learning import learn
from extractor.model import Notes, ReadOptions
from extractor.readers import read_text

HEAD = "# Weekly sync, 4 March 2026\n\nAttendees: Kim Lee, Ana Lopez\n\n"


def contexts_of(notes: Notes) -> tuple[BlockContext, ...]:
    return block_contexts(notes, Annotations(learn(notes.blocks, notes.people)))


def context_of(text: str, words: str) -> BlockContext:
    """The context of the block that holds these words."""
    notes = read_text(HEAD + dedent(text), "-", ReadOptions())
    contexts = contexts_of(notes)
    return next(context for block, context in zip(notes.blocks, contexts, strict=True) if words in block.text)


@pytest.mark.parametrize(
    "notes",
    [
        "## Website\n\n- send the deck\n",
        "## Access\n\n- send the deck\n",
        "## Kim's new parser\n\n- send the deck\n",
        "- Slides\n  - send the deck\n",
        "## Kim\n\n## Website\n\n- send the deck\n",
        "## Note taker: Kim\n\n- send the deck\n",
        "## Actions to plan\n\n- send the deck\n",
        "## AI for Kim's team\n\n- send the deck\n",
        "- Kim: presented the deck\n  - send the deck\n",
        "- Website (new)\n  - send the deck\n",
        "## Monday's next steps\n\n- send the deck\n",
    ],
)
def test_no_owner_is_inherited(notes: str) -> None:
    assert context_of(notes, "send the deck").owner == ""


@pytest.mark.parametrize(
    ("notes", "owner", "place"),
    [
        ("## Kim\n\n- send the deck\n", "Kim", "section"),
        ("## Kim Lee (remote)\n\n- send the deck\n", "Kim Lee", "section"),
        ("## Kim's tasks\n\n- send the deck\n", "Kim", "section"),
        ("## To do\n\n- Kim:\n  - send the deck\n", "Kim", "parent"),
        ("## Kim\n\n- Ana\n  - send the deck\n", "Ana", "parent"),
        ("## All\n\n- send the deck\n", "All", "section"),
        ("## Kim, Ana\n\n- send the deck\n", "Kim, Ana", "section"),
        ("## Zorana's next steps\n\n- send the deck\n", "Zorana", "section"),
        ("**AI - Kim to find out**\n\n- send the deck\n", "Kim", "section"),
        ("## Action: @zed\n\n- send the deck\n", "@zed", "section"),
        ("- Kim and Ana to:\n  - send the deck\n", "Kim and Ana", "parent"),
        ("- Website (Kim and Ana)\n  - send the deck\n", "Kim and Ana", "above"),
        ("## Tasks\n\n- Kim: the website\n  - send the deck\n", "Kim", "above"),
        ("***Kim***\n> ***Old ones***\n> * call the bank\n\n* send the deck\n", "Kim", "section"),
    ],
)
def test_owner_is_inherited_from_heading_or_parent(notes: str, owner: str, place: str) -> None:
    found = context_of(notes, "send the deck")
    assert (found.owner, found.owner_from) == (owner, place)


def test_titles_without_present_people_are_topics() -> None:
    notes = "Present: Kim, Ana, Lena, Tom\n\n- Buildout\n  - send the deck\n- Ebay\n  - sold\n- Zorana\n  - gone\n"
    read = read_text(notes, "-", ReadOptions())
    assert {context.owner for context in contexts_of(read)} == {""}


def test_titles_under_tasks_are_people() -> None:
    notes = "Tasks:\n\nHuy (Kevin) To:\n\n- send the deck\n\nWei Chan:\n\n- call\n\nLena Prinz:\n\n- write\n"
    read = read_text(notes, "-", ReadOptions())
    owners = [context.owner for context in contexts_of(read) if context.owner]
    assert owners == ["Huy (Kevin) To", "Wei Chan", "Lena Prinz"]


def test_title_is_person_like_its_siblings() -> None:
    notes = "## Action items\n\n### Kim\n\n- send the deck\n\n### Zorana\n\n- call the bank\n"
    assert context_of(notes, "call the bank").owner == "Zorana"


@pytest.mark.parametrize(
    ("notes", "who"),
    [
        ("- The draft is there\n  - Will send the deck\n", ""),
        ("- Zed went home\n  - Will send the deck\n", ""),
        ("- Website\n  - Will send the deck\n", ""),
        ("- Kim has a draft\n  - Will send the deck\n", "Kim"),
        ("- Kim and Ana to meet\n  - Will send the deck\n", "Kim and Ana"),
        ("- Ana: the draft is there\n  - Will send the deck\n", "Ana"),
    ],
)
def test_reported_person_of_line_above(notes: str, who: str) -> None:
    assert context_of(notes, "send the deck").reported_person == who


@pytest.mark.parametrize(
    ("notes", "due"),
    [
        ("## 14 March 2026\n\n- send the deck\n", ""),
        ("## Website\n\n- send the deck\n", ""),
        ("## Last week\n\n- send the deck\n", ""),
        ("## Action items, due 14 March\n\n- send the deck\n", "due 14 March"),
        ("## Goals for next week\n\n- send the deck\n", "next week"),
        ("- By Friday:\n  - send the deck\n", "By Friday"),
        ("## Budget (until 0:15)\n\n- send the deck\n", ""),
    ],
)
def test_deadline_is_inherited_from_title(notes: str, due: str) -> None:
    assert context_of(notes, "send the deck").due == due


@pytest.mark.parametrize(
    ("notes", "fields"),
    [
        ("- send the deck\n- Owner of the deck is Kim\n", ()),
        ("- send the deck\n  - When: it rains\n", ()),
        ("- send the deck\n  - Assigned: code cleanup\n", ()),
        ("- send the deck\n  - Not done yet, says Ana\n", ()),
        ("- send the deck\n  - Kim:\n    - or Ana\n", ()),
        ("- send the deck\n  - Zed\n", ()),
        ("send the deck\n\nAction: call the bank\n", ()),
        ("- Kim: send the deck\n- Kim volunteers at the zoo\n", ()),
        ("- send the deck\n  - Owner: Kim\n", (("owner", "Kim"),)),
        ("- send the deck\n  - Kim and Ana\n", (("owner", "Kim and Ana"),)),
        ("- send the deck\n  - Done, see above.\n", (("done", "Done, see above."),)),
        ("- Kim: send the deck\n  - **Action completed**\n", (("done", "Action completed"),)),
        ("We should send the deck.\n\n**Action: Kim**\n", (("marked", "Kim"),)),
        ("- Who can send the deck?\n- Kim volunteered.\n", (("taken", "Kim"),)),
        ("- send the deck\n  - Kim: can do\n", (("taken", "Kim"),)),
        ("- send the deck\n  - Owner: Kim\n  - Due: Friday\n", (("owner", "Kim"), ("due", "Friday"))),
    ],
)
def test_fields_belong_to_line_before_or_above(notes: str, fields: tuple[tuple[str, str], ...]) -> None:
    assert context_of(notes, "send the deck").fields == fields


def test_fields_are_not_work() -> None:
    assert context_of("- send the deck\n  - Owner: Kim\n", "Owner: Kim").is_field
    assert context_of("- send the deck\n  - Kim: can do\n", "can do").is_field


def test_done_under_line_marks_only_that_line() -> None:
    assert context_of("- send the deck\n  - Done.\n- call the bank\n", "send the deck").done
    assert not context_of("- send the deck\n  - Done.\n- call the bank\n", "call the bank").done


@pytest.mark.parametrize(
    ("notes", "kinds"),
    [
        ("## Action items\n\n- send the deck\n", ("actions",)),
        ("## Action items\n\n### Website\n\n- send the deck\n", ("actions",)),
        ("## Agenda\n\n### Next steps\n\n- send the deck\n", ("actions", "agenda")),
        ("## Done\n\n- send the deck\n", ("done",)),
    ],
)
def test_section_kinds_are_innermost_first(notes: str, kinds: tuple[str, ...]) -> None:
    found = context_of(notes, "send the deck")
    assert found.sections == kinds
    assert found.done == (kinds[0] == "done")


def test_each_name_above_lines_that_follow_one_another_has_those_below_it() -> None:
    lines = (
        "Jobs\n\ndad\nrings the van people tomorrow\ntakes down the shelves\nleo\nsells the drum kit by 1 March 2026\n"
    )
    owners = {item.line: item.owners for item in extract(lines).items}
    assert owners == {4: ("dad",), 5: ("dad",), 7: ("leo",)}


def test_name_above_a_list_has_its_entries_and_me_is_the_writer() -> None:
    lines = (
        "Garden club 3 June 2026\nNotes: Ana Lopez\n\nPresent: Kim, Ana\n\n"
        "Kim\n- rings the hire people about the marquee\n\nme\n\n- order the cups\n\nWeather\n\n- ask for a tent\n"
    )
    owners = {item.line: item.owners for item in extract(lines).items}
    assert (owners[7], owners[11], owners.get(15, ())) == (("Kim",), ("Ana Lopez",), ())
