"""The words of a deadline resolved to a day, with doubts.

The meeting is on Wednesday, 4 March 2026, unless a test says otherwise.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT, SHARED

from extractor.dates.conventions import CONVENTIONS, SAID_ON
from extractor.dates.finding import find_phrases
from extractor.dates.intervals import DateContext
from extractor.dates.resolving import resolve, resolve_deadline

WEDNESDAY = date(2026, 3, 4)
DOCS = ROOT / "docs" / "deadlines.md"
PHRASES = SHARED / "deadlines"
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def day(said: str, held_on: date | None = WEDNESDAY, **context: Any) -> str | None:
    """The day of a phrase as ISO 8601; "-" for words that are not a deadline."""
    deadline = resolve(said, DateContext(held_on, **context))
    if deadline is None:
        return "-"
    return deadline.day.isoformat() if deadline.day else None


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
def test_words_that_are_not_a_deadline(said: str) -> None:
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
        "before the Easter holidays",
        "second Tuesday of each month",
        "week 4",
        "by the half-term break",
        "by financial year end",
    ],
    ids=str,
)
def test_deadline_without_a_day_keeps_its_words(said: str) -> None:
    found = resolve(said, DateContext(WEDNESDAY))
    assert found is not None and found.day is None and found.said == said


@pytest.mark.parametrize("held_on", [date(2026, 3, 7), date(2026, 3, 8)], ids=["Saturday", "Sunday"])
def test_before_the_weekend_means_the_next_one_on_a_weekend(held_on: date) -> None:
    assert day("before the weekend", held_on) == day("by the weekend", held_on) == "2026-03-13"


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
        ("deadline 30.4.", "2026-04-30"),
        ("NLT 12 March", "2026-03-12"),
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
def test_deadline_resolves_to_day(said: str, expected: str) -> None:
    assert day(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [pytest.param(*example, id=example[0]) for convention in CONVENTIONS for example in convention.examples],
)
def test_examples_of_conventions(said: str, expected: str | None) -> None:
    assert day(said, SAID_ON) in ((None, "-") if expected is None else (expected,))


def test_docs_show_the_conventions() -> None:
    section = DOCS.read_text(encoding="utf-8").split("\n## ")[1]
    rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
    expected = [
        (c.words, c.day, c.other_reading, "; ".join(f"{said}: {on or 'none'}" for said, on in c.examples))
        for c in CONVENTIONS
    ]
    assert rows == [f"| {' | '.join(cells)} |" for cells in expected]


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
        ("within 3 business days", date(2026, 7, 1), "2026-07-06"),  # over a weekend
        ("29 February", date(2028, 1, 5), "2028-02-29"),
        ("in a month", date(2026, 1, 31), "2026-02-28"),
    ],
)
def test_day_at_the_edges_of_weeks_months_and_years(said: str, held_on: date, expected: str) -> None:
    assert day(said, held_on) == expected


def test_words_that_refer_to_the_date_named_before() -> None:
    said_before = date(2026, 3, 20)
    for said, expected in (
        ("by then", "2026-03-20"),
        ("the same day", "2026-03-20"),
        ("a week after that", "2026-03-27"),
        ("the following week", "2026-03-27"),
    ):
        assert day(said, before=said_before) == expected
    assert day("by then") is None


def test_next_meeting_has_the_day_that_the_notes_give() -> None:
    known = date(2026, 3, 18)
    for said in ("before the next meeting", "by our next weekly call", "at the next meeting"):
        assert day(said, next_meeting=known) == "2026-03-18"
    assert day("by the next board meeting", next_meeting=known) is None  # the meeting of another group


def test_date_order_and_country_change_the_day() -> None:
    assert day("by Australia Day", country="AU") == "2027-01-26"
    assert day("by Australia Day") == "-"
    assert day("3/4", order="dmy") == "2026-04-03"
    found = resolve_deadline("3/4", WEDNESDAY)
    assert found and found.other == date(2026, 4, 3)
    assert day("3 business days", date(2026, 4, 30), country="DE") == "2026-05-06"  # 1 May is a holiday there
    assert day("3 business days", date(2026, 4, 30), country="US") == "2026-05-05"
    assert day("3 business days", date(2026, 7, 1), country="US") == "2026-07-07"  # 3 July, when the 4th is observed


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
        ("the thirty-first of June", "does not exist"),
        ("the 31st of next month", "April has no day 31"),
        ("the twentieth of February", "(past) is taken"),
        ("tomorrow (Friday)", "the weekday beside it is another"),
        ("tomorrow (14 March)", "the words before “14 March” mean Thu 5 Mar 2026"),
        ("Friday the 31st", "the next day 31 of a month, Tue 31 Mar 2026, is a Tuesday"),
    ],
)
def test_doubt_about_a_deadline(said: str, doubt: str) -> None:
    found = resolve_deadline(said, WEDNESDAY, country="US")
    assert found and any(doubt in sentence for sentence in found.doubts), found


def test_no_doubt_about_a_plain_deadline() -> None:
    found = resolve_deadline("by Friday", WEDNESDAY)
    assert found and not found.doubts


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
def test_grain_of_a_deadline(said: str, grain: str, stated: bool) -> None:
    found = resolve_deadline(said, WEDNESDAY)
    assert found and (found.grain, found.stated) == (grain, stated)


def test_without_the_meetings_day_only_full_dates_resolve() -> None:
    assert day("15 April 2026", None) == "2026-04-15"
    assert day("end of Q2 2026", None) == "2026-06-30"
    found = resolve_deadline("by Friday", None)
    assert found and found.day is None and "--date" in found.doubts[0]
    assert resolve_deadline("soon", None) is None


@pytest.mark.slow
@given(
    DAYS,
    st.sampled_from(
        ["Friday", "by Friday", "next Monday", "next week", "tomorrow", "in 3 days", "two weeks from Thursday", "EOW"]
    ),
)
def test_same_words_a_week_later_mean_a_week_later(held_on: date, said: str) -> None:
    first, second = (resolve_deadline(said, on) for on in (held_on, held_on + timedelta(days=7)))
    assert first and second and first.day and second.day
    assert second.day - first.day == timedelta(days=7)


@given(
    DAYS,
    st.sampled_from(
        [case[0] for family in FAMILIES.values() for case in family] + ["31 May", "the 31st", "Q1", "in May", "3/4"]
    ),
)
def test_day_before_the_meeting_is_always_a_doubt(held_on: date, said: str) -> None:
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


@given(DAYS, DAYS, st.sampled_from(SPELLINGS))
def test_written_day_is_found_and_resolved(held_on: date, wanted: date, spelling: str) -> None:
    said = wanted.strftime(spelling)
    found = resolve_deadline(said, held_on)
    assert found and found.day == wanted
    assert [phrase.said for phrase in find_phrases(f"Ana sends it {said}.")] == [said]


@given(DAYS, st.integers(0, 60))
def test_number_of_days_is_added(held_on: date, ahead: int) -> None:
    found = resolve_deadline(f"in {ahead} days", held_on)
    assert found and found.day == held_on + timedelta(days=ahead)


@given(st.text(max_size=80))
def test_any_text_is_resolved_without_an_error(text: str) -> None:
    resolve_deadline(text, WEDNESDAY)


@pytest.mark.skipif(not PHRASES.is_dir(), reason="needs ../shared/deadlines")
def test_share_of_phrases_of_other_programs_resolved_alike() -> None:
    right = wrong = count = 0  # `wrong` does not count phrases without a day
    for line in (PHRASES / "peer_suites.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        resolved = day(case["text"], date.fromisoformat(case["ref"]))
        accepted = {case["start"], case["end"] or case["start"]}
        if case["end"] and case["grain"] == "week":
            start = date.fromisoformat(case["start"])
            accepted.add((start + timedelta(days=(4 - start.weekday()) % 7)).isoformat())
        count += 1
        right += resolved in accepted
        wrong += resolved not in accepted and resolved not in (None, "-")
    assert right / count > 0.96 and wrong / count < 0.02


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("10 March - Friday", "2026-03-13", id="another weekday is the end of a range"),
        pytest.param("12 March, Friday 13 March", "2026-03-13", id="a weekday with a number of its own"),
        pytest.param("12.03.2026 - Thursday", "2026-03-12", id="dots and a dash"),
        pytest.param("12 March – Thu – noon", "2026-03-12", id="a time behind it"),
        pytest.param("12 March Thurs, 5pm", "2026-03-12", id="a time with its half of the day"),
        pytest.param("2026-03-12 Thursday", "2026-03-12", id="ISO 8601"),
        pytest.param("12/3/2026 - Thu", "2026-03-12", id="the order that fits the weekday"),
        pytest.param("12 March — Thursday", "2026-03-12", id="a long dash"),
    ],
)
def test_weekday_behind_a_date_moves_it_no_week_on(said: str, expected: str) -> None:
    assert day(said, order="dmy") == expected
