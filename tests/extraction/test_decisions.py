"""Decisions and open questions: text without any first, then those marked, listed under a title, or said."""

from __future__ import annotations

import re
import time
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.extraction import decisions
from extractor.language.patterns import compiling, markers
from extractor.model import Notes, ReadOptions, Remark
from extractor.readers import read_text

SAYINGS = (*decisions.DECIDED, *decisions.ASKED)


def read(text: str) -> Notes:
    return read_text(dedent(text), "-", ReadOptions())


def decided(text: str) -> list[str]:
    return [remark.text for remark in decisions.decisions(read(text))]


def asked(text: str) -> list[str]:
    return [remark.text for remark in decisions.questions(read(text))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We talked about the decision to move.", id="a decision talked about"),
        pytest.param("Ana agreed to draft the letter.", id="one person's task"),
        pytest.param("Kim and Lee agreed with the plan.", id="assent"),
        pytest.param("Decision: none", id="a mark over nothing"),
        pytest.param("DECISION: TBD", id="a mark over nothing yet"),
        pytest.param("Motion approved.", id="a motion of which nothing is said"),
        pytest.param("The minutes were approved.", id="a matter of form"),
        pytest.param("It was agreed to approve the minutes.", id="a matter of form, agreed"),
        pytest.param("We agreed last week to use Postgres.", id="an old decision"),
        pytest.param("Have we decided to use Postgres?", id="a question"),
        pytest.param("We have not decided on a venue.", id="denied"),
        pytest.param("We need to decide on a venue.", id="to be decided"),
        pytest.param("If we agreed to use Postgres, Kim could start.", id="supposed"),
        pytest.param("It was agreed to discuss it in May.", id="put off"),
        pytest.param("## Venue decision\n\n- Porto is far\n- Ghent is dear\n", id="a topic"),
        pytest.param("## Consortium agreement\n\n- Kim has sent the draft\n", id="a paper"),
        pytest.param("## Votes\n\n| paper | for | against |\n|---|---|---|\n| Bats | 1 | 3 |\n", id="a table of votes"),
        pytest.param("## Decisions\n\nNone.\n", id="a title over nothing"),
        pytest.param("## Decisions\n\n- Should we go to Porto?\n", id="a question under the title"),
        pytest.param("## Decisions\n\n## Next steps\n\n- Kim to send the deck\n", id="an empty section before another"),
    ],
)
def test_text_holds_no_decision(text: str) -> None:
    assert decided(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("DECISION: use Postgres", ["use Postgres"], id="mark"),
        pytest.param("- **Decision:** use Postgres.\n", ["use Postgres."], id="mark in bold"),
        pytest.param("[decision] ship it now", ["ship it now"], id="mark in brackets"),
        pytest.param("**AGREED:** no bonfires before May.\n", ["no bonfires before May."], id="agreed"),
        pytest.param(
            "RESOLVED: that rents rise. Proposed Mr Lang.",
            ["that rents rise. Proposed Mr Lang."],
            id="a mark is about all of its paragraph",
        ),
        pytest.param("Nobody objected. Decision: Porto it is.", ["Porto it is."], id="mark behind a sentence"),
        pytest.param(
            "<ana> Let's drop it. Decision: we drop the number. Anybody against?\n<bob> No.\n<ana> Good.\n",
            ["we drop the number."],
            id="mark inside a turn",
        ),
        pytest.param(
            "Would the board consider a logo? Resolved: no, not now.",
            ["Would the board consider a logo? no, not now."],
            id="an answer needs its question",
        ),
        pytest.param("## Decisions\n\n- use Postgres\n- Porto in May\n", ["use Postgres", "Porto in May"], id="list"),
        pytest.param("Decisions:\n\n- use Postgres\n- Porto in May\n", ["use Postgres", "Porto in May"], id="lead-in"),
        pytest.param("## Key decisions made\n\nThe logo stays.\n", ["The logo stays."], id="paragraph in the section"),
        pytest.param("We agreed on the following:\n\n- the logo stays\n", ["the logo stays"], id="the following"),
        pytest.param(
            "## Decisions\n\n- Website:\n  - the logo stays\n- Porto in May\n",
            ["the logo stays", "Porto in May"],
            id="topics inside the list",
        ),
        pytest.param(
            "| Item | Decision |\n|---|---|\n| Logo | keep it |\n| Van | TBD |\n", ["Logo: keep it"], id="column"
        ),
        pytest.param(
            "## Decisions\n\n| no | day | what |\n|---|---|---|\n| 1 | 2 May | Use Zoom for all calls |\n",
            ["Use Zoom for all calls"],
            id="row in the section",
        ),
        pytest.param("We agreed to use Postgres.", ["We agreed to use Postgres."], id="we agreed"),
        pytest.param(
            "Long talk about the shed. It was agreed to keep it.", ["It was agreed to keep it."], id="it was agreed"
        ),
        pytest.param("The board voted to sell the van.", ["The board voted to sell the van."], id="a body votes"),
        pytest.param("- Decided not to renew\n", ["Decided not to renew"], id="without a subject"),
        pytest.param(
            "## Decisions\n\n- use Postgres\n\n## Log\n\n- Decision: use Postgres\n",
            ["use Postgres"],
            id="twice is one",
        ),
    ],
)
def test_decision_is_found(text: str, found: list[str]) -> None:
    assert decided(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Who pays for it?", id="a question that is asked"),
        pytest.param("Any questions?", id="an offer"),
        pytest.param("Q: does it scale? A: yes, to a point.", id="answered in its line"),
        pytest.param("- Q: does it scale?\n  - it does\n", id="answered below"),
        pytest.param("QUESTION: does it scale?\nAnswer: yes.\n", id="answered with a mark"),
        pytest.param("- Open question: who pays?\n  - Agreed: Kim's team\n", id="an open one that was closed"),
        pytest.param("Question time is at five.", id="the word"),
        pytest.param("## Questions\n\n- Does it scale? Yes.\n", id="a round of questions"),
        pytest.param("## Questionnaire\n\n- How old are you?\n", id="a form"),
        pytest.param("## Open issues\n\n- #12 parser is slow\n", id="a tracker's issues"),
        pytest.param("TBD: follow-on discussions", id="something to be done"),
        pytest.param("It is clear who pays.", id="clear"),
        pytest.param("<ana> It is unclear whether it ever worked at all.\n<bob> Yes.\n<ana> So.\n", id="an opinion"),
        pytest.param("Who pays for it? Kim said that the courier does.", id="answered by a sentence"),
    ],
)
def test_text_holds_no_open_question(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Open question: who pays for it?", ["who pays for it?"], id="mark"),
        pytest.param("- QUESTION: who pays for it?\n- next point\n", ["who pays for it?"], id="mark without open"),
        pytest.param(
            "- Open question: should we move?\n- Agreed: no deploys in June\n",
            ["should we move?"],
            id="the next entry is another matter",
        ),
        pytest.param(
            "## Open questions\n\n- Who pays for it?\n- The venue in May\n",
            ["Who pays for it?", "The venue in May"],
            id="list",
        ),
        pytest.param("Open questions:\n\n1. Who pays for it?\n", ["Who pays for it?"], id="lead-in"),
        pytest.param("## Questions for the client\n\n- Who pays for it?\n", ["Who pays for it?"], id="for somebody"),
        pytest.param("Who pays for it? Nobody knew.", ["Who pays for it?"], id="nobody knew"),
        pytest.param("Who pays for it? TBD", ["Who pays for it?"], id="to be decided"),
        pytest.param(
            "It is not decided yet whether we want a paper prototype.",
            ["It is not decided yet whether we want a paper prototype."],
            id="not decided",
        ),
        pytest.param(
            "<ana> One question we should take to Femi: do we delete the numbers?\n<bob> Yes.\n<ana> Good.\n",
            ["do we delete the numbers?"],
            id="put aside for somebody",
        ),
    ],
)
def test_open_question_is_found(text: str, found: list[str]) -> None:
    assert asked(text) == found


def test_remarks_keep_their_lines() -> None:
    notes = read("# Weekly\n\nRESOLVED: that rents\nrise to 46 pounds.\n\nOpen question: who pays for it?\n")
    assert decisions.decisions(notes) == (Remark("that rents rise to 46 pounds.", 3, 4),)
    assert decisions.questions(notes) == (Remark("who pays for it?", 6, 6),)


@pytest.mark.parametrize("saying", SAYINGS, ids=lambda saying: saying.id)
def test_sayings_ignore_more_than_they_find(saying: decisions.Saying) -> None:
    family = decisions.DECIDED if saying in decisions.DECIDED else decisions.ASKED
    for sentence in saying.ignores:
        assert not decisions.match_saying(family, sentence) or decisions.NO_DECISION.search(sentence), sentence
    for sentence in saying.finds:
        assert decisions.match_saying((saying,), sentence), sentence
    assert len(saying.ignores) > len(saying.finds)


MARKS = [compiling.compiled(marker.pattern) for marker in markers.MARKERS if marker.means in ("decision", "question")]
TITLES = (decisions.DECISIONS_TITLE, decisions.OPEN_TITLE, decisions._QUESTIONS_TITLE, decisions._DECISION_COLUMN)


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        *(pytest.param(compiling.compiled(saying.pattern), id=saying.id) for saying in SAYINGS),
        *(pytest.param(mark, id=f"mark {number}") for number, mark in enumerate(MARKS)),
        *(pytest.param(title, id=f"title {number}") for number, title in enumerate(TITLES)),
    ],
)
@given(data=st.data())
@settings(max_examples=30)
def test_hint_misses_no_pattern(pattern: re.Pattern[str], data: st.DataObject) -> None:
    said = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags)))
    assert decisions.HINT.search(said.lower())


@pytest.mark.slow
@pytest.mark.parametrize("saying", SAYINGS, ids=lambda saying: saying.id)
def test_sayings_take_linear_time(saying: decisions.Saying) -> None:
    for part in ("a ", " ", "the ", "we ", "- ", *(f"{sentence[:-1]} " for sentence in saying.finds)):
        line = (part * (100_000 // len(part) + 1))[:100_000]
        began = time.perf_counter()
        decisions.match_saying((saying,), line)
        decisions.NO_DECISION.search(line)
        decisions.DECISIONS_TITLE.match(line)
        decisions.OPEN_TITLE.match(line)
        assert time.perf_counter() - began < 2.0, part
