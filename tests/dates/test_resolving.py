"""Deadline words to days, and date phrases in running text.

The meeting is on Wednesday, 4 March 2026, unless a table says else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT, SHARED

from extractor.dates import holidays
from extractor.dates.chart_parser import Element
from extractor.dates.conventions import CONVENTIONS, SAID_ON
from extractor.dates.finding import find_phrases
from extractor.dates.grammar import grammar
from extractor.dates.intervals import DateContext
from extractor.dates.resolving import resolve, resolve_deadline

WEDNESDAY = date(2026, 3, 4)
DOCS = ROOT / "docs" / "deadlines.md"
PHRASES = SHARED / "deadlines"
settings.register_profile("patient", deadline=None)  # the first look at a country's holidays takes a while
settings.load_profile("patient")
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def day(said: str, held_on: date | None = WEDNESDAY, **calendar: Any) -> str | None:
    """The day of a phrase as ISO 8601; "-" for words that are no deadline at all."""
    found = resolve(said, DateContext(held_on, **calendar))
    if found is None:
        return "-"
    return found.day.isoformat() if found.day else None


def phrases(text: str) -> list[str]:
    return [phrase.said for phrase in find_phrases(text)]


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
    ],
    ids=str,
)
def test_running_text_without_a_date(text: str) -> None:
    assert phrases(text) == []


@pytest.mark.parametrize(
    "said",
    [
        "soon",
        "ASAP",
        "shortly",
        "as soon as possible",
        "TBD",
        "ongoing",
        "by Ana",
        "version 2.4",
        "we have 3 options",
        "may review",
        "24/7",
        "1:1",
        "#12",
        "the second point",
        "Q&A",
        "3",
        "12",
        "in time",
        "at once",
        "next steps",
        "some day",
        "in Berlin",
        "by the 5th working day",
    ],
    ids=str,
)
def test_words_that_are_no_deadline(said: str) -> None:
    assert resolve(said, DateContext(WEDNESDAY)) is None


@pytest.mark.parametrize(
    "said",
    [
        "after the release",
        "before merging",
        "once the budget is approved",
        "when ready",
        "end of sprint 14",
        "before the next meeting",
        "next sprint",
        "end of the sprint",
        "every Friday",
        "on Mondays",
        "each month",
        "after Friday",
        "by the next board meeting",
        "not before April",
        "in a few weeks",
        "within days",
        "two weeks after the release",
        "before the long weekend",
        "second Tuesday of each month",
        "week 4",
    ],
    ids=str,
)
def test_deadlines_without_a_day(said: str) -> None:
    found = resolve(said, DateContext(WEDNESDAY))
    assert found is not None and found.day is None and found.said == said


FAMILIES: dict[str, tuple[tuple[str, str], ...]] = {
    "dates": (
        ("2026-04-15", "2026-04-15"),
        ("15 April 2026", "2026-04-15"),
        ("April 15th", "2026-04-15"),
        ("4/15", "2026-04-15"),
        ("15.04.2026", "2026-04-15"),
        ("15-Apr", "2026-04-15"),
        ("Apr 15 '26", "2026-04-15"),
        ("20260415", "2026-04-15"),
        ("15. März 2026", "2026-03-15"),
        ("le 4 mai 2026", "2026-05-04"),
        ("the fifteenth of April", "2026-04-15"),
        ("April fifteenth", "2026-04-15"),
        ("April the 15th", "2026-04-15"),
        ("the twenty-second of June", "2026-06-22"),
        ("2026-04-15T17:00", "2026-04-15"),
        ("Wed 15 Apr, 5 PM", "2026-04-15"),
        ("January 21 two thousand and twenty seven", "2027-01-21"),
    ),
    "weekdays": (
        ("Friday", "2026-03-06"),
        ("Wednesday", "2026-03-11"),
        ("next Friday", "2026-03-13"),
        ("Friday next week", "2026-03-13"),
        ("Friday of next week", "2026-03-13"),
        ("next week, on Friday", "2026-03-13"),
        ("last Friday", "2026-02-27"),
        ("Thursday week", "2026-03-12"),
        ("two Fridays from now", "2026-03-13"),
        ("the Monday after Easter", "2026-04-06"),
        ("the Tuesday before Thanksgiving", "2026-11-24"),
        ("Friday in two weeks", "2026-03-20"),
        ("Wednesdady", "2026-03-11"),
    ),
    "weekday and date": (
        ("Friday, March 6th", "2026-03-06"),
        ("Fri 6/3", "2026-03-06"),
        ("next Friday (13 March)", "2026-03-13"),
        ("this Friday the 6th", "2026-03-06"),
        ("on Friday morning (6/3/26)", "2026-03-06"),
        ("Thursday 3-12", "2026-03-12"),
    ),
    "nth weekday": (
        ("first Monday of April", "2026-04-06"),
        ("the last Friday of the month", "2026-03-27"),
        ("3rd Thursday in May", "2026-05-21"),
        ("2nd Wednesday of next month", "2026-04-08"),
        ("the second to last Friday of May", "2026-05-22"),
    ),
    "parts of periods": (
        ("end of Q2", "2026-06-30"),
        ("EOM April", "2026-04-30"),
        ("month-end", "2026-03-31"),
        ("by year's end", "2026-12-31"),
        ("second half of April", "2026-04-30"),
        ("first half of April", "2026-04-15"),
        ("mid to late April", "2026-04-30"),
        ("mid-2026", "2026-06-30"),
        ("late next week", "2026-03-13"),
        ("rest of the week", "2026-03-06"),
        ("later this month", "2026-03-31"),
        ("last day of the quarter", "2026-03-31"),
        ("first day of the month", "2026-04-01"),
        ("last business day of May", "2026-05-29"),
        ("the end of the first week of April", "2026-04-03"),
        ("first 10 days of April", "2026-04-10"),
        ("last week of the month", "2026-03-27"),
    ),
    "periods": (
        ("in April", "2026-04-30"),
        ("March 2027", "2027-03-31"),
        ("Q1 next year", "2027-03-31"),
        ("2027Q1", "2027-03-31"),
        ("4Q26", "2026-12-31"),
        ("second half of the year", "2026-12-31"),
        ("next quarter", "2026-06-30"),
        ("FY26 Q3", "2026-09-30"),
        ("the month after next", "2026-05-31"),
        ("this weekend", "2026-03-08"),
        ("this summer", "2026-09-23"),
        ("2026-W15", "2026-04-10"),
        ("the week ending March 13", "2026-03-13"),
        ("April or May", "2026-05-31"),
        ("March in a year", "2027-03-31"),
    ),
    "so long from now": (
        ("in 3 days", "2026-03-07"),
        ("in a fortnight", "2026-03-18"),
        ("in 2 weeks' time", "2026-03-18"),
        ("two weeks from Monday", "2026-03-23"),
        ("within five (5) business days", "2026-03-11"),
        ("10 business days after 31 March", "2026-04-14"),
        ("in half a year", "2026-09-04"),
        ("a week and a half", "2026-03-14"),
        ("24 hours", "2026-03-05"),
        ("a week to ten days", "2026-03-14"),
        ("2w", "2026-03-18"),
        ("1 year and 2 months", "2027-05-04"),
        ("two weeks before Christmas", "2026-12-11"),
        ("the day after tomorrow", "2026-03-06"),
        ("30 days after the meeting", "2026-04-03"),
        ("week from today", "2026-03-11"),
        ("the week after Easter", "2026-04-10"),
    ),
    "times of day": (
        ("EOD", "2026-03-04"),
        ("COB Friday", "2026-03-06"),
        ("end of day on Friday", "2026-03-06"),
        ("Thursday EOD", "2026-03-05"),
        ("no later than 5pm on Friday", "2026-03-06"),
        ("Friday at 9", "2026-03-06"),
        ("Thursday 1 pm", "2026-03-05"),
        ("tomorrow before noon", "2026-03-05"),
        ("first thing Monday", "2026-03-09"),
        ("first thing next week", "2026-03-09"),
        ("Tuesday 9-11am", "2026-03-10"),
        ("by midnight tonight", "2026-03-04"),
        ("17:00 CET on 6 March", "2026-03-06"),
    ),
    "ranges": (
        ("March 10-14", "2026-03-14"),
        ("10 to 14 March", "2026-03-14"),
        ("March 30 - April 2", "2026-04-02"),
        ("Mon/Tue", "2026-03-10"),
        ("between March 10 and 14", "2026-03-14"),
        ("from December to May 2027", "2027-05-31"),
        ("Thu or Fri next week", "2026-03-13"),
        ("this week or early next", "2026-03-10"),
        ("3/6 - 3/9", "2026-03-09"),
        ("today or tomorrow", "2026-03-05"),
    ),
    "holidays": (
        ("by Christmas", "2026-12-25"),
        ("Good Friday", "2026-04-03"),
        ("Memorial Day", "2026-05-25"),
        ("New Year's Eve", "2026-12-31"),
        ("the day before Thanksgiving", "2026-11-25"),
        ("Christmas 2027", "2027-12-25"),
        ("Eid al-Fitr", "2026-03-20"),
    ),
    "limits": (
        ("before next week", "2026-03-06"),
        ("before the board meeting on 4 May", "2026-05-04"),
        ("Friday at the latest", "2026-03-06"),
        ("by Friday if possible", "2026-03-06"),
        ("this Friday or the one after", "2026-03-13"),
        ("by the w/o containing June 3", "2026-06-05"),
        ("by KW 14", "2026-04-03"),
        ("due: 15 April", "2026-04-15"),
        ("on or before 15 April", "2026-04-15"),
        ("by Monday's standup", "2026-03-09"),
        ("before standup tomorrow", "2026-03-05"),
        ("before our 1:1 on Friday", "2026-03-06"),
        ("Friday-ish", "2026-03-06"),
        ("Ana, by Friday", "2026-03-06"),
        ("probably Friday", "2026-03-06"),
    ),
}


@pytest.mark.parametrize(
    ("said", "expected"),
    [pytest.param(*case, id=f"{family}: {case[0]}") for family, cases in FAMILIES.items() for case in cases],
)
def test_day(said: str, expected: str) -> None:
    assert day(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [pytest.param(*example, id=example[0]) for convention in CONVENTIONS for example in convention.examples],
)
def test_conventions(said: str, expected: str | None) -> None:
    assert day(said, SAID_ON) in ((None, "-") if expected is None else (expected,))


def test_docs_show_the_conventions() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    shown = [
        (c.words, c.day, c.other_reading, "; ".join(f"{said}: {on or 'none'}" for said, on in c.examples))
        for c in CONVENTIONS
    ]
    assert rows == [f"| {' | '.join(cells)} |" for cells in shown]


@pytest.mark.parametrize(
    ("said", "held_on", "expected"),
    [
        ("this week", date(2026, 3, 7), "2026-03-13"),  # on a Saturday: the week to come
        ("next week", date(2026, 3, 8), "2026-03-13"),
        ("next Tuesday", date(2025, 4, 27), "2025-04-29"),
        ("Friday", date(2026, 3, 6), "2026-03-13"),
        ("end of the month", date(2026, 3, 31), "2026-03-31"),
        ("in January", date(2026, 12, 30), "2027-01-31"),
        ("Mar 3", date(2025, 12, 30), "2026-03-03"),
        ("Dec 30", date(2026, 1, 5), "2025-12-30"),  # carried over
        ("within 3 business days", date(2026, 7, 1), "2026-07-07"),  # over 3 July, when the 4th is observed
        ("29 February", date(2028, 1, 5), "2028-02-29"),
        ("in a month", date(2026, 1, 31), "2026-02-28"),
    ],
)
def test_edges_of_the_calendar(said: str, held_on: date, expected: str) -> None:
    assert day(said, held_on) == expected


def test_the_day_named_just_before() -> None:
    said_before = date(2026, 3, 20)
    for said, expected in (
        ("by then", "2026-03-20"),
        ("the same day", "2026-03-20"),
        ("a week after that", "2026-03-27"),
        ("the following week", "2026-03-27"),
    ):
        assert day(said, before=said_before) == expected
    assert day("by then") is None


def test_the_next_meeting_by_the_notes() -> None:
    known = date(2026, 3, 18)
    for said in ("before the next meeting", "by our next weekly call", "at the next meeting"):
        assert day(said, next_meeting=known) == "2026-03-18"
    assert day("by the next board meeting", next_meeting=known) is None  # another body's


def test_order_and_country() -> None:
    assert day("by Australia Day", country="AU") == "2027-01-26"
    assert day("by Australia Day") == "-"
    assert day("3/4", order="dmy") == "2026-04-03"
    found = resolve_deadline("3/4", WEDNESDAY)
    assert found and found.other == date(2026, 4, 3)
    assert day("3 business days", date(2026, 4, 30), country="DE") == "2026-05-06"  # 1 May is a holiday there
    assert day("3 business days", date(2026, 4, 30), country="US") == "2026-05-05"


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        ("31 June", "is not a date"),
        ("2026-13-45", "is not a date"),
        ("Friday, 5 March", "is a Thursday"),
        ("20 Feb", "(past) is taken"),
        ("2026-02-03", "before the meeting"),
        ("14 March", "a Saturday"),
        ("25 May", "public holiday (Memorial Day)"),
        ("3/5", "can be read as"),
        ("12 June 2062", "mistyped"),
    ],
)
def test_doubts(said: str, doubt: str) -> None:
    found = resolve_deadline(said, WEDNESDAY)
    assert found and any(doubt in sentence for sentence in found.doubts), found
    assert not resolve_deadline("by Friday", WEDNESDAY).doubts  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "grain", "stated"),
    [
        ("Friday", "day", True),
        ("next week", "week", False),
        ("mid-March", "month", False),
        ("Q3", "quarter", False),
        ("2027", "year", False),
        ("in two weeks", "day", True),
    ],
)
def test_grain(said: str, grain: str, stated: bool) -> None:
    found = resolve_deadline(said, WEDNESDAY)
    assert found and (found.grain, found.stated) == (grain, stated)


def test_without_the_meetings_day() -> None:
    assert day("15 April 2026", None) == "2026-04-15"
    assert day("end of Q2 2026", None) == "2026-06-30"
    found = resolve_deadline("by Friday", None)
    assert found and found.day is None and "--date" in found.doubts[0]
    assert resolve_deadline("soon", None) is None


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
        ("ready on the 15th or so", [("on the 15th or so", "on")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_phrases_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(phrase.said, phrase.cue) for phrase in find_phrases(text)] == expected
    for phrase in find_phrases(text):
        assert text[phrase.start : phrase.end] == phrase.said


@given(
    days,
    st.sampled_from(
        ["Friday", "by Friday", "next Monday", "next week", "tomorrow", "in 3 days", "two weeks from Thursday", "EOW"]
    ),
)
def test_a_week_later_the_same_words_mean_a_week_later(held_on: date, said: str) -> None:
    first, second = (resolve_deadline(said, on) for on in (held_on, held_on + timedelta(days=7)))
    assert first and second and first.day and second.day
    assert second.day - first.day == timedelta(days=7)


@given(
    days,
    st.sampled_from(
        [case[0] for family in FAMILIES.values() for case in family] + ["31 May", "the 31st", "Q1", "in May", "3/4"]
    ),
)
def test_never_before_the_meeting_unless_the_words_say_so(held_on: date, said: str) -> None:
    found = resolve_deadline(said, held_on)
    if found and found.day and found.day < held_on:
        assert found.doubts


SPELLINGS = (
    "%Y-%m-%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%a %d %b %Y",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%A, %B %d, %Y",
    "by %d-%b-%Y",
    "%Y%m%d",
    "%b %d '%y",
)


@given(days, days, st.sampled_from(SPELLINGS))
def test_a_written_day_reads_back(held_on: date, wanted: date, spelling: str) -> None:
    said = wanted.strftime(spelling)
    found = resolve_deadline(said, held_on)
    assert found and found.day == wanted
    assert [phrase.said for phrase in find_phrases(f"Ana sends it {said}.")] == [said]


@given(days, st.integers(0, 60))
def test_a_written_distance_reads_back(held_on: date, ahead: int) -> None:
    found = resolve_deadline(f"in {ahead} days", held_on)
    assert found and found.day == held_on + timedelta(days=ahead)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    resolve_deadline(text, WEDNESDAY)
    for phrase in find_phrases(text):
        assert text[phrase.start : phrase.end] == phrase.said


# What the captures of a rule may be, each in several ways.
CAPTURED = {
    "NUM": "12 two 2.5 half",
    "COUNT": "3 half twelve",
    "UNIT": "week day quarter weekend",
    "WEEKDAY": "Friday",
    "MONTH": "June",
    "ORDNUM": "5th",
    "ORDWORD": "second",
    "FOURDIGITS": "2026",
    "QUARTER": "Q3",
    "DATE": "2026-05-06",
    "TIME": "tomorrow June Friday Q3",
    "DURATION": "fortnight",
    "PART": "morning",
    "CLOCK": "17:00",
    "NAMED": "Easter",
    "YEAR": "2027",
}


def fill(pattern: tuple[Element, ...], nth: int, *, whole: bool) -> str:
    """Words that the pattern of a rule could be, with what is optional in it or without."""
    said = []
    for element in pattern:
        if element.optional and not whole:
            continue
        options = sorted(element.words) or CAPTURED.get(element.capture, "this 3 week").split()
        said.append(fill(element.group, nth, whole=whole) if element.group else options[nth % len(options)])
    return " ".join(said)


@pytest.mark.parametrize("nth", range(6))
def test_what_any_rule_could_be_is_read_without_an_error(nth: int) -> None:
    rules = {rule for index in grammar().starts.values() for found in index.values() for _, rule in found}
    rules |= {rule for index in grammar().continuations.values() for found in index.values() for _, rule in found}
    for rule in rules:
        words = fill(rule.pattern, nth, whole=nth % 2 == 0)
        for said in (words, f"this Friday {words}", f"two thousand and {words}"):
            resolve_deadline(said, WEDNESDAY)
            find_phrases(f"Kim sends it {said} and that is all.")


@pytest.mark.parametrize(
    "word", ["Monday or ", "the ", "1/", "1-", "march ", "12 ", "by ", "week of ", "a", " ", "2026-", "'s "], ids=repr
)
def test_long_lines_take_linear_time(word: str) -> None:
    text = word * (20_000 // len(word))
    assert len(find_phrases(text)) < len(
        text
    )  # returns at all; a quadratic reader would not within the suite's patience


def test_no_heavy_import_for_a_plain_phrase() -> None:
    code = (
        "import sys, json; from extractor.dates.finding import find_phrases; find_phrases('by Friday, 6 March');"
        "print(json.dumps([m for m in ('dateparser', 'holidays', 'spacy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.skipif(not PHRASES.is_dir(), reason="needs ../shared/deadlines")
def test_shared_phrases() -> None:
    right = wrong = count = 0
    for line in (PHRASES / "peer_suites.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        got = day(case["text"], date.fromisoformat(case["ref"]))
        ends = {case["start"], case["end"] or case["start"]}
        if case["end"] and case["grain"] == "week":
            start = date.fromisoformat(case["start"])
            ends.add((start + timedelta(days=(4 - start.weekday()) % 7)).isoformat())
        count += 1
        right += got in ends
        wrong += got not in ends and got not in (None, "-")
    assert right / count > 0.96 and wrong / count < 0.02


def test_holidays_of_the_us_are_all_looked_up() -> None:
    known = 0
    for year in range(1970, 2101):
        for day, name in holidays.public_holidays("US", year).items():
            assert holidays.holiday_on(day, "US") == name
            known += 1
    assert known > 1000


def test_most_days_are_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def none(country: str, year: int) -> dict[date, str]:
        asked.append(year)
        return {}

    monkeypatch.setattr(holidays, "public_holidays", none)
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        holidays.holiday_on(date.fromordinal(ordinal), "US")
    assert len(asked) == 13  # 11, of which one on a Saturday, and 31 December
    assert holidays.holiday_on(date(9999, 12, 30), "US") is None
