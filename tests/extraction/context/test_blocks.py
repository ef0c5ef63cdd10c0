"""What stands around a line: nobody and nothing first, then people, deadlines and fields that it inherits."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.extraction.context import blocks
from extractor.extraction.context.blocks import BlockContext, block_contexts
from extractor.language.people.roster_learning import learn
from extractor.model import Notes, ReadOptions
from extractor.readers import read_text

HEAD = "# Weekly sync, 4 March 2026\n\nAttendees: Kim Lee, Ana Lopez\n\n"


def at(notes: str, words: str) -> BlockContext:
    """What stands around the block of these words."""
    read: Notes = read_text(HEAD + dedent(notes), "-", ReadOptions())
    places = block_contexts(read, learn(read.blocks, read.people))
    return next(place for block, place in zip(read.blocks, places, strict=True) if words in block.text)


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
def test_nobody_is_inherited(notes: str) -> None:
    assert at(notes, "send the deck").owner == ""


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
def test_owner_above(notes: str, owner: str, place: str) -> None:
    found = at(notes, "send the deck")
    assert (found.owner, found.owner_from) == (owner, place)


def test_titles_that_name_none_of_those_present_are_topics() -> None:
    notes = "Present: Kim, Ana, Lena, Tom\n\n- Buildout\n  - send the deck\n- Ebay\n  - sold\n- Zorana\n  - gone\n"
    read = read_text(notes, "-", ReadOptions())
    assert {place.owner for place in block_contexts(read, learn(read.blocks, read.people))} == {""}


def test_titles_behind_tasks_are_people() -> None:
    notes = "Tasks:\n\nHuy (Kevin) To:\n\n- send the deck\n\nWei Chan:\n\n- call\n\nLena Prinz:\n\n- write\n"
    read = read_text(notes, "-", ReadOptions())
    owners = [place.owner for place in block_contexts(read, learn(read.blocks, read.people)) if place.owner]
    assert owners == ["Huy (Kevin) To", "Wei Chan", "Lena Prinz"]


def test_titles_are_people_where_their_siblings_are() -> None:
    notes = "## Action items\n\n### Kim\n\n- send the deck\n\n### Zorana\n\n- call the bank\n"
    assert at(notes, "call the bank").owner == "Zorana"


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
def test_of_whom_the_line_above_tells(notes: str, who: str) -> None:
    assert at(notes, "send the deck").reported_person == who


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
def test_deadline_of_a_title(notes: str, due: str) -> None:
    assert at(notes, "send the deck").due == due


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
def test_lines_that_say_who_and_when(notes: str, fields: tuple[tuple[str, str], ...]) -> None:
    assert at(notes, "send the deck").fields == fields


def test_lines_that_say_who_and_when_are_no_work() -> None:
    assert at("- send the deck\n  - Owner: Kim\n", "Owner: Kim").is_field
    assert at("- send the deck\n  - Kim: can do\n", "can do").is_field


def test_the_done_is_what_done_stands_under() -> None:
    assert at("- send the deck\n  - Done.\n- call the bank\n", "send the deck").done
    assert not at("- send the deck\n  - Done.\n- call the bank\n", "call the bank").done


@pytest.mark.parametrize(
    ("notes", "kinds"),
    [
        ("## Action items\n\n- send the deck\n", ("actions",)),
        ("## Action items\n\n### Website\n\n- send the deck\n", ("actions",)),
        ("## Agenda\n\n### Next steps\n\n- send the deck\n", ("actions", "agenda")),
        ("## Done\n\n- send the deck\n", ("done",)),
    ],
)
def test_kinds_of_sections_innermost_first(notes: str, kinds: tuple[str, ...]) -> None:
    found = at(notes, "send the deck")
    assert found.sections == kinds
    assert found.done == (kinds[0] == "done")


@given(st.from_regex(re.compile(blocks._FOR_ALL.pattern, blocks._FOR_ALL.flags)))
def test_a_deadline_for_all_has_a_word_of_an_end(text: str) -> None:
    assert blocks._MAY_END.search(text.lower())
