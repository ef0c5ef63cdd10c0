"""Date phrases found in running text."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates.finding import find_phrases, may_hold_phrase


@pytest.mark.parametrize(
    "text",
    [
        "Bob may review the draft",
        "May I ask something?",
        "we march on",
        "We have 3 options",
        "version 2.4 and release 1.2.10",
        "see #12 and PR 4711",
        "a 1:1 with Ana",
        "support is 24/7",
        "Q&A session",
        "Sun will release a patch",
        "the second point on the list",
        "the third party",
        "comments on the fifth point",
        "agreed by the second attempt",
        "on the tenth floor",
        "Friday's outage",
        "last month's numbers",
        "option 3 may work",
        "it takes 2 weeks",
        "a 30-minute talk",
        "in a second",
        "at the meeting we agreed",
        "on the release branch",
        "the meeting started at 10:00",
        "2/3 of the members",
        "agreed to the 2018 plan",
        "by the March release notes",
        "see notes/2016-06-07.md",
        "minutes-2019-06-06",
        "reviewed by Jan-Ove and Augusta",
        "I then left, and that only",
        "heading H2 and figure Q1",
        "mon ami",
        "before the Christmas peak",
        "they open at 9 in the morning",
        "before that is done",
        "the check at 0200 or before 2130",
    ],
    ids=str,
)
def test_running_text_without_a_date(text: str) -> None:
    assert find_phrases(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana will send it by end of next week.", [("by end of next week", "by")]),
        ("Draft before the board meeting on 4 May, please", [("before the board meeting on 4 May", "before")]),
        ("by Friday COB at the latest; Bob: EOD", [("by Friday COB at the latest", "by"), ("EOD", "")]),
        ("reply within 3 business days", [("within 3 business days", "within")]),
        ("Send the March 3 release notes by Friday", [("by Friday", "by")]),
        ("book the room for 12 June", [("for 12 June", "for")]),
        ("report on what happened last week", [("last week", "")]),
        ("Due 14 March", [("Due 14 March", "due")]),
        ("Ana by Monday, Bob by Tuesday", [("by Monday", "by"), ("by Tuesday", "by")]),
        ("no later than 5pm on Friday we ship", [("no later than 5pm on Friday", "by")]),
        ("until then she waits", [("until then", "until")]),
        ("in May, Ana may go", [("in May", "in")]),
        ("prior to the next meeting", [("prior to the next meeting", "before")]),
        ("after the release he checks", [("after the release", "after")]),
        ("Submit by wed night", [("by wed night", "by")]),
        ("by Monday's standup", [("by Monday's standup", "by")]),
        ("| Ana | 2026-03-06 |", [("2026-03-06", "")]),
        ("over the next few days", [("over the next few days", "during")]),
        ("i'll get it to them by the seventh yeah", [("by the seventh", "by")]),
        ("get it to the printer on the seventh", [("on the seventh", "on")]),
        ("ready on the 15th or so", [("on the 15th or so", "on")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_phrases_and_prepositions_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(phrase.said, phrase.cue) for phrase in find_phrases(text)] == expected
    for phrase in find_phrases(text):
        assert text[phrase.start : phrase.end] == phrase.said


@pytest.mark.parametrize("text", ["in May", "by Friday", "12 June", "COB", "week of 4/3"])
def test_text_with_a_phrase_passes_the_search_for_single_words(text: str) -> None:
    assert may_hold_phrase(text)
    assert find_phrases(text)


@pytest.mark.parametrize("text", ["", "The sea was blue.", "version two", "Bob reads the plan"])
def test_text_without_date_words_is_not_tokenized(text: str) -> None:
    assert not may_hold_phrase(text)


@given(st.text(max_size=80))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    found = find_phrases(text)
    for phrase in found:
        assert text[phrase.start : phrase.end] == phrase.said
    assert may_hold_phrase(text) or not found


@pytest.mark.slow
@pytest.mark.parametrize(
    "word", ["Monday or ", "the ", "1/", "1-", "march ", "12 ", "by ", "week of ", "a", " ", "2026-", "'s "], ids=repr
)
def test_long_line_takes_linear_time(word: str) -> None:
    text = word * (20_000 // len(word))
    assert len(find_phrases(text)) < len(text)  # in quadratic time this would not end


def test_plain_phrase_imports_no_heavy_library() -> None:
    code = (
        "import sys, json; from extractor.dates.finding import find_phrases; find_phrases('by Friday, 6 March');"
        "print(json.dumps([m for m in ('dateparser', 'dateutil', 'holidays', 'spacy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
