"""Days with a name, and the public holidays of a country."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from extractor.dates import holidays


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("christmas", date(2026, 12, 25), id="fixed day"),
        pytest.param("thanksgiving", date(2026, 11, 26), id="nth weekday"),
        pytest.param("black friday", date(2026, 11, 27), id="day after an nth weekday"),
        pytest.param("memorial day", date(2026, 5, 25), id="last weekday"),
        pytest.param("easter", date(2026, 4, 5), id="Easter"),
        pytest.param("good friday", date(2026, 4, 3), id="before Easter"),
        pytest.param("ash wed", date(2026, 2, 18), id="short weekday"),
        pytest.param("whit monday", date(2026, 5, 25), id="after Easter"),
        pytest.param("passover", date(2026, 4, 1), id="feast, from the evening before"),
        pytest.param("diwali", date(2026, 11, 8), id="feast of another country"),
    ],
)
def test_day_of_a_name(name: str, expected: date) -> None:
    assert holidays.is_named(name)
    assert holidays.named_day(name, 2026) == expected


@pytest.mark.parametrize("name", ["", "friday", "the day", "our birthday"])
def test_words_that_name_no_day(name: str) -> None:
    assert not holidays.is_named(name)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1818, date(1818, 3, 22)),  # the earliest day that Easter can have
        (1943, date(1943, 4, 25)),  # the latest
        (2000, date(2000, 4, 23)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_of_a_year(year: int, expected: date) -> None:
    assert holidays.named_day("easter", year) == expected


def test_dateutil_is_imported_on_use() -> None:
    code = (
        "import sys; from extractor.dates import holidays; holidays.named_day('christmas', 2026)\n"
        "before = 'dateutil' in sys.modules; holidays.named_day('easter', 2026)\n"
        "print(before, 'dateutil' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("words", "country", "expected"),
    [
        pytest.param("Australia Day", "AU", date(2027, 1, 26), id="next year"),
        pytest.param("new year’s day", "us", date(2027, 1, 1), id="apostrophe and case"),
        pytest.param("Australia Day", "US", None, id="another country's"),
        pytest.param("Australia Day", "XX", None, id="unknown country"),
    ],
)
def test_next_public_holiday_of_a_name(words: str, country: str, expected: date | None) -> None:
    assert holidays.public_holiday(words, country, date(2026, 3, 4)) == expected


def test_every_public_holiday_of_the_us_is_found() -> None:
    count = 0
    for year in range(1970, 2101):
        for day, name in holidays.public_holidays("US", year).items():
            assert holidays.holiday_on(day, "US") == name
            count += 1
    assert count > 1000


def test_most_days_are_answered_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    years_asked: list[int] = []

    def no_holidays(country: str, year: int) -> dict[date, str]:
        years_asked.append(year)
        return {}

    monkeypatch.setattr(holidays, "public_holidays", no_holidays)
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        holidays.holiday_on(date.fromordinal(ordinal), "US")
    assert len(years_asked) == 13  # 11, of which one on a Saturday, and 31 December
    assert holidays.holiday_on(date(9999, 12, 30), "US") is None
