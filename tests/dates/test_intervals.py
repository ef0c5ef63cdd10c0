"""Arithmetic of dates and periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractor.dates import intervals
from extractor.dates.intervals import DateContext, DateInterval, Duration

WEDNESDAY = date(2026, 3, 4)
MEETING = DateContext(WEDNESDAY)


def span(unit: str, ahead: int = 0) -> DateInterval:
    found = intervals.period(unit, WEDNESDAY, ahead)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("unit", "ahead", "first", "due"),
    [
        pytest.param("day", 1, date(2026, 3, 5), date(2026, 3, 5), id="day"),
        pytest.param("week", 0, date(2026, 3, 2), date(2026, 3, 6), id="week, due on Friday"),
        pytest.param("weekend", 0, date(2026, 3, 7), date(2026, 3, 8), id="weekend, due on Sunday"),
        pytest.param("fortnight", 0, WEDNESDAY, date(2026, 3, 18), id="fortnight, from the day on"),
        pytest.param("month", -3, date(2025, 12, 1), date(2025, 12, 31), id="month before the year"),
        pytest.param("quarter", 4, date(2027, 1, 1), date(2027, 3, 31), id="quarter of the next year"),
        pytest.param("half", 1, date(2026, 7, 1), date(2026, 12, 31), id="half"),
        pytest.param("year", 1, date(2027, 1, 1), date(2027, 12, 31), id="year"),
        pytest.param("decade", 0, date(2020, 1, 1), date(2029, 12, 31), id="decade"),
    ],
)
def test_period_of_a_day(unit: str, ahead: int, first: date, due: date) -> None:
    assert (span(unit, ahead).first, span(unit, ahead).due) == (first, due)


@pytest.mark.parametrize(("unit", "ahead"), [("hour", 0), ("year", 9000), ("week", 10**7)])
def test_no_period_of_other_units_or_beyond_the_calendar(unit: str, ahead: int) -> None:
    assert intervals.period(unit, WEDNESDAY, ahead) is None


@pytest.mark.parametrize(
    ("unit", "early", "middle"),
    [
        pytest.param("week", date(2026, 3, 3), date(2026, 3, 4), id="week"),
        pytest.param("month", date(2026, 3, 10), date(2026, 3, 15), id="month"),
        pytest.param("quarter", date(2026, 1, 31), date(2026, 2, 15), id="quarter"),
        pytest.param("year", date(2026, 4, 30), date(2026, 6, 30), id="year"),
    ],
)
def test_early_and_middle_of_a_period(unit: str, early: date, middle: date) -> None:
    early_part = intervals.early(span(unit))
    assert early_part is not None
    assert (early_part.due, intervals.middle(span(unit)).due) == (early, middle)


@pytest.mark.parametrize(
    ("duration", "sign", "expected"),
    [
        pytest.param(((2, "week"),), 1, date(2026, 3, 18), id="weeks"),
        pytest.param(((2, "week"),), -1, date(2026, 2, 18), id="earlier"),
        pytest.param(((1, "year"), (2, "month")), 1, date(2027, 5, 4), id="years and months"),
        pytest.param(((1.5, "month"),), 1, date(2026, 4, 19), id="month and a half"),
        pytest.param(((3, "business day"),), 1, date(2026, 3, 9), id="business days"),
        pytest.param(((47, "hour"),), 1, date(2026, 3, 5), id="hours count in whole days"),
        pytest.param(((10**6, "year"),), 1, None, id="beyond the calendar"),
    ],
)
def test_day_shifted_by_a_duration(duration: Duration, sign: int, expected: date | None) -> None:
    assert intervals.shift(WEDNESDAY, duration, sign, MEETING) == expected


def test_months_are_added_up_to_the_last_day() -> None:
    assert intervals.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert intervals.add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)


def test_working_days_skip_weekends_and_holidays() -> None:
    new_years_eve = date(2026, 12, 31)
    in_us = replace(MEETING, country="US")
    assert intervals.add_working_days(new_years_eve, 1, in_us) == date(2027, 1, 4)  # over 1 January and a weekend
    assert intervals.add_working_days(new_years_eve, 1, MEETING) == date(2027, 1, 1)  # no country, no holidays


def test_day_before_a_period_is_a_working_day() -> None:
    assert intervals.before(span("week", 1), MEETING).due == date(2026, 3, 6)
    assert intervals.before(span("day", 1), MEETING).due == date(2026, 3, 5)


def test_meeting_without_a_day_has_no_today() -> None:
    with pytest.raises(ValueError, match="not known"):
        _ = DateContext(None).today
