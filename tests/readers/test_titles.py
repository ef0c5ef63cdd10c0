"""The title of the meeting: what never is one, and what is chosen where several lines could be."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.model import Kind, ReadOptions
from extractor.readers import read_text
from extractor.readers.formats.markdown import blocks_of
from extractor.readers.titles import carries_promise

BODY = "\n\nBob to call the printer by Friday.\n"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Introduction to the new tool", id="to and a noun"),
        pytest.param("Welcome to Leeds", id="greeting"),
        pytest.param("How to plan a fair", id="question"),
        pytest.param("Road to recovery", id="no name"),
        pytest.param("Weekly team sync, 4 March 2026", id="plain"),
        pytest.param("Ana and Bob, one-to-one", id="names alone"),
        pytest.param("Tide tables: what will change", id="a thing"),
        pytest.param("Harbour fair 2026: the plan", id="with a colon"),
        pytest.param("Minutes of the parish council", id="minutes"),
        pytest.param("Action plan review", id="action in the title"),
    ],
)
def test_title_carries_no_promise(line: str) -> None:
    assert not carries_promise(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Ana to send the deck by Friday", id="to"),
        pytest.param("Ana & Bob will ring the plumber", id="two people"),
        pytest.param("Please bring the forms", id="please"),
        pytest.param("ACTION: Ana - book the room", id="marker"),
        pytest.param("Call w/ Dana - she sends the contract", id="pronoun"),
        pytest.param("Budget back to finance by tmrw", id="deadline"),
        pytest.param("need to order chairs", id="need"),
        pytest.param("everyone to read page 4", id="everyone"),
    ],
)
def test_line_carries_a_promise(line: str) -> None:
    assert carries_promise(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Ana to send the deck by Friday", id="line"),
        pytest.param("# Ana to book the room", id="heading"),
        pytest.param("Ana will write to the bank tomorrow", id="will"),
    ],
)
def test_promise_in_the_first_line_is_an_item_and_no_title(line: str) -> None:
    recap = extract(line + BODY, date="2026-03-04")
    assert recap.title is None
    assert 1 in [item.line for item in recap.items]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("DRAFT", None, id="draft"),
        pytest.param("TODO", None, id="todo"),
        pytest.param("# notes_final_v3.docx", None, id="file name"),
        pytest.param("2026-03-04 budget.md", None, id="file name with a day"),
        pytest.param("Notes from our meeting", None, id="any meeting"),
        pytest.param("Hi all,", None, id="greeting"),
        pytest.param("10:00 Welcome", None, id="time"),
        pytest.param(
            "DRAFT\n\nMinutes of the Parish Council, 4 March",
            "Minutes of the Parish Council, 4 March",
            id="under draft",
        ),
        pytest.param("# notes_v3.docx\n\n# Quarterly review", "Quarterly review", id="under a file name"),
        pytest.param("CONFIDENTIAL\n\nBoard of Acme plc", "Board of Acme plc", id="under confidential"),
        pytest.param("Notes from our meeting\n\nHarbour committee", "Harbour committee", id="under any meeting"),
        pytest.param("FILE NOTE", "FILE NOTE", id="stamp alone"),
        pytest.param("FILE NOTE\n\nCall with Mrs Bell", "Call with Mrs Bell", id="under a stamp"),
        pytest.param(
            "MINUTES\n\nof the AGM of the Rowing Club held on 3 March", "AGM of the Rowing Club", id="in two lines"
        ),
        pytest.param("PRIVATE AND CONFIDENTIAL TO TRUSTEES", None, id="confidential to somebody"),
        pytest.param("Sat briefing 28.11.2026\n\nWINDOWS", "Sat briefing 28.11.2026", id="above a section"),
        pytest.param("Leeds, 4 March 2026\n\n# Review of the fair", "Review of the fair", id="below place and day"),
        pytest.param("Mon 9 Feb - quick catch up w/ Ana + Bo re office move", "office move", id="matter of a call"),
        pytest.param("Call with Ana on Monday", "Call with Ana on Monday", id="day of a call"),
        pytest.param(
            "SITE MINUTES NO. 7            Vollmer Architects\nAhornweg 4       Wed 10.09.2025, on site\n\n"
            "No.   Subject                      Who   Until\n--------------------------------------------",
            "SITE MINUTES NO. 7",
            id="beside a letterhead",
        ),
        pytest.param(
            "Harbour fair, 10 May\n\nNo.   Subject            Who   Until\n----------------------------------",
            "Harbour fair, 10 May",
            id="above titles of columns",
        ),
        pytest.param("Meeting: Harbour fair\nDate: 4 March 2026", "Harbour fair", id="label"),
    ],
)
def test_title(head: str, title: str | None) -> None:
    assert read_text(head + BODY, "x.txt", ReadOptions()).title == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("2. FINANCE (PAPER 9/2)", "FINANCE (PAPER 9/2)"),
        ("1. MATTERS ARISING FROM No. 213", "MATTERS ARISING FROM No. 213"),
        ("TO BE IN TEST BY MON 10.2. (freeze from 11.)", "TO BE IN TEST BY MON 10.2. (freeze from 11.)"),
        ("-- ART --", "ART"),
        ("=== For the publisher (6 Nov) ===", "For the publisher (6 Nov)"),
        ("1. ORDER THE STOOLS", None),
        ("- ART --", None),
        ("-- Original Message --", None),
        ("ASK ANA.", None),
    ],
)
def test_titles_in_capitals_and_between_rules(line: str, title: str | None) -> None:
    following = "2. BOOK THE HALL" if line.startswith("1. ORDER") else "Ana sends the plan."
    blocks = blocks_of(f"Ana and Ben met today.\n\n{line}\n{following}\n")
    assert [block.text for block in blocks if block.kind is Kind.HEADING] == ([title] if title else [])
