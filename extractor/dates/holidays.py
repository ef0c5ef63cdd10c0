"""Find the date of a named day: world-wide days by rules, other holidays by the `holidays` library.

The libraries are imported on use; importing `holidays` takes as long as reading a note.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from extractor.dates.absolute import safe_date


class _Fixed(NamedTuple):
    """The same month and day each year."""

    month: int
    day: int


class _NthWeekday(NamedTuple):
    """A weekday (from Monday, 0) of a month, by its number in the month (-1: the last), or some days after it."""

    month: int
    weekday: int
    nth: int
    days_later: int = 0


class _FromEaster(NamedTuple):
    """A number of days after Easter Sunday, or before it if negative."""

    days: int


# Names in lower case, without apostrophes and without "the", and their rule.
_DAYS: tuple[tuple[tuple[str, ...], _Fixed | _NthWeekday | _FromEaster], ...] = (
    (("new years", "new year", "new years day"), _Fixed(1, 1)),
    (("new years eve", "new year eve", "nye", "silvester"), _Fixed(12, 31)),
    (
        (
            "martin luther king day",
            "martin luther king jr day",
            "martin luther kings day",
            "martin luther king",
            "mlk day",
            "mlk",
        ),
        _NthWeekday(1, 0, 3),
    ),
    (("groundhog day", "groundhogs day"), _Fixed(2, 2)),
    (("valentines day", "valentine day", "valentines"), _Fixed(2, 14)),
    (("presidents day", "washingtons birthday"), _NthWeekday(2, 0, 3)),
    (("international womens day", "womens day"), _Fixed(3, 8)),
    (("pi day",), _Fixed(3, 14)),
    (("st patricks day", "saint patricks day", "st paddys day", "st patricks"), _Fixed(3, 17)),
    (("april fools day", "april fools", "april fool day", "all fools day"), _Fixed(4, 1)),
    (("earth day",), _Fixed(4, 22)),
    (("anzac day",), _Fixed(4, 25)),
    (("may day", "labour day", "international workers day", "intl workers day"), _Fixed(5, 1)),
    (("cinco de mayo",), _Fixed(5, 5)),
    (("tax day",), _Fixed(4, 15)),
    (("mothers day",), _NthWeekday(5, 6, 2)),
    (("early may bank holiday", "may bank holiday"), _NthWeekday(5, 0, 1)),
    (("spring bank holiday",), _NthWeekday(5, 0, -1)),
    (("summer bank holiday", "august bank holiday", "late summer bank holiday"), _NthWeekday(8, 0, -1)),
    (("memorial day",), _NthWeekday(5, 0, -1)),
    (("fathers day",), _NthWeekday(6, 6, 3)),
    (("juneteenth",), _Fixed(6, 19)),
    (("canada day",), _Fixed(7, 1)),
    (("independence day", "fourth of july", "july fourth"), _Fixed(7, 4)),
    (("bastille day",), _Fixed(7, 14)),
    (("labor day",), _NthWeekday(9, 0, 1)),
    (("columbus day", "indigenous peoples day"), _NthWeekday(10, 0, 2)),
    (("boss day", "bosss day", "bosses day"), _Fixed(10, 16)),
    (("halloween", "all hallows eve", "halloween day"), _Fixed(10, 31)),
    (("all saints day", "all saints"), _Fixed(11, 1)),
    (("all souls day", "all souls"), _Fixed(11, 2)),
    (("guy fawkes day", "guy fawkes night", "bonfire night"), _Fixed(11, 5)),
    (("veterans day", "remembrance day", "armistice day"), _Fixed(11, 11)),
    (("thanksgiving", "thanksgiving day", "turkey day"), _NthWeekday(11, 3, 4)),
    (("black friday",), _NthWeekday(11, 3, 4, days_later=1)),
    (("cyber monday",), _NthWeekday(11, 3, 4, days_later=4)),
    (("election day",), _NthWeekday(11, 0, 1, days_later=1)),
    (("christmas eve", "xmas eve"), _Fixed(12, 24)),
    (("christmas", "christmas day", "xmas", "xmas day"), _Fixed(12, 25)),
    (("boxing day", "st stephens day"), _Fixed(12, 26)),
    (("mardi gras", "shrove tuesday", "pancake day", "fat tuesday"), _FromEaster(-47)),
    (("ash wednesday",), _FromEaster(-46)),
    (("palm sunday",), _FromEaster(-7)),
    (("maundy thursday", "holy thursday"), _FromEaster(-3)),
    (("good friday",), _FromEaster(-2)),
    (("holy saturday", "easter saturday"), _FromEaster(-1)),
    (("easter", "easter sunday", "easter day"), _FromEaster(0)),
    (("easter monday",), _FromEaster(1)),
    (("ascension day", "ascension"), _FromEaster(39)),
    (("pentecost", "whitsun", "whit sunday"), _FromEaster(49)),
    (("pentecost monday", "whit monday"), _FromEaster(50)),
    (("corpus christi",), _FromEaster(60)),
)

# Movable feasts, looked up in the library: the names, a country that keeps the feast, and words of its name there.
_FEAST_NAMES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("passover", "pesach"), "IL", "Pesach"),
    (("rosh hashanah", "rosh hashana", "rosh ha shanah"), "IL", "Rosh Hashanah"),
    (("yom kippur",), "IL", "Yom Kippur"),
    (("sukkot", "sukkoth"), "IL", "Sukkot"),
    (("shavuot",), "IL", "Shavuot"),
    (("purim",), "IL", "Purim"),
    (("hanukkah", "hanukah", "chanukah", "chanukkah", "hannukah"), "IL", "Hanukkah"),
    (("eid al fitr", "eid ul fitr", "id al fitr", "eid"), "TR", "Eid al-Fitr"),
    (("eid al adha", "eid ul adha", "id al adha"), "TR", "Eid al-Adha"),
    (("islamic new year", "muharram"), "AE", "Islamic New Year"),
    (("mawlid",), "AE", "Prophet"),
    (("diwali", "deepavali"), "SG", "Diwali"),
    (("vesak", "vesak day"), "SG", "Vesak"),
    (("chinese new year", "lunar new year", "spring festival"), "SG", "Chinese New Year"),
    (("mid autumn festival",), "CN", "Mid-Autumn"),
    (("dragon boat festival",), "CN", "Dragon Boat"),
    (("golden week",), "JP", "Showa Day"),
    (("kings day", "koningsdag"), "NL", "King's Day"),
)
_FEASTS = {name: (country, entry) for names, country, entry in _FEAST_NAMES for name in names}
_SHORT_WEEKDAYS = {
    "monday": ("mon",),
    "tuesday": ("tue", "tues"),
    "wednesday": ("wed", "weds"),
    "thursday": ("thu", "thur", "thurs"),
    "friday": ("fri",),
    "saturday": ("sat",),
    "sunday": ("sun",),
}


def _forms(name: str) -> Iterator[str]:
    """Yield a name of a day, and its forms with a short weekday: "ash wed"."""
    yield name
    first, _, last = name.rpartition(" ")
    yield from (f"{first} {short}" for short in _SHORT_WEEKDAYS.get(last, ()) if first)


_RULES = {form: rule for names, rule in _DAYS for name in names for form in _forms(name)}
_ALL_NAMES = (*_RULES, *_FEASTS)
MAX_NAME_TOKENS = max(len(name.split()) for name in _ALL_NAMES)
LAST_WORDS = frozenset(name.split()[-1] for name in _ALL_NAMES)
_FIRST = {name.split()[0] for name in _ALL_NAMES}
FIRST_WORDS = frozenset(_FIRST | {word.removesuffix("s") for word in _FIRST})  # "father" for "father's"


def is_named(words: str) -> bool:
    """Return whether `named_day` knows these words (lower case, without apostrophes)."""
    return words in _RULES or words in _FEASTS


def named_day(words: str, year: int) -> date | None:
    """Return the day of this name (see `is_named`) in a year, or None if the year has none."""
    if words in _FEASTS:
        return _feast(*_FEASTS[words], year)
    rule = _RULES[words]
    match rule:
        case _Fixed(month, day):
            return safe_date(year, month, day)
        case _NthWeekday():
            return _nth_weekday(rule, year)
        case _FromEaster(days):
            from dateutil.easter import easter  # type: ignore[import-untyped]

            sunday: date = easter(year)
            return sunday + timedelta(days=days)


def _feast(country: str, entry: str, year: int) -> date | None:
    """Return the first day of a feast, by words of its name among the holidays of a country that keeps it."""
    days = [day for day, name in public_holidays(country, year).items() if entry in name]
    days = days or [day for day, name in public_holidays(country, year, everything=True).items() if entry in name]
    # Jewish feasts begin at sunset: "by Passover" means the evening before the first day.
    return min(days) - timedelta(days=country == "IL") if days else None


def _nth_weekday(rule: _NthWeekday, year: int) -> date:
    if rule.nth > 0:
        first = date(year, rule.month, 1)
        day = first + timedelta(days=(rule.weekday - first.weekday()) % 7 + 7 * (rule.nth - 1))
    else:
        last = date(year, rule.month, calendar.monthrange(year, rule.month)[1])
        day = last - timedelta(days=(last.weekday() - rule.weekday) % 7)
    return day + timedelta(days=rule.days_later)


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int, *, everything: bool = False) -> dict[date, str]:
    """Return the public holidays of a country in a year with their English names.

    Args:
        country: ISO 3166 code; a country that the library does not know has no holidays, nor has "".
        year: the calendar year.
        everything: include observances without a day off.
    """
    if not country:
        return {}
    import holidays

    try:
        country = country.upper()
        kinds = holidays.country_holidays(country).supported_categories if everything else ("public",)
        return dict(holidays.country_holidays(country, years=year, language="en_US", categories=kinds).items())
    except (NotImplementedError, KeyError, ValueError):
        return {}


def country_called(name: str) -> str | None:
    """Return the ISO 3166 code of a country whose English name this is, or nearly is; None for none."""
    from holidays.registry import COUNTRIES

    from extractor.common.phrasing import nearest

    key = nearest(name.strip().lower().replace(" ", "_"), COUNTRIES, 0.85)
    return COUNTRIES[key][1] if key else None


# The public holidays of the US. Most days are none of them, and are then answered without
# importing the library.
_US_HOLIDAYS = (
    "new years day",
    "martin luther king day",
    "presidents day",
    "memorial day",
    "juneteenth",
    "independence day",
    "labor day",
    "columbus day",
    "veterans day",
    "thanksgiving day",
    "christmas day",
)
_US_SINCE = 1978  # earlier, some of them were kept on other days


def holiday_on(day: date, country: str) -> str | None:
    """Return the name of the public holiday of a country (ISO 3166 code) on this day, or None."""
    if country.upper() == "US" and day.year >= _US_SINCE and day not in _us_candidates(day.year):
        return None
    return public_holidays(country, day.year).get(day)


@lru_cache(maxsize=256)
def _us_candidates(year: int) -> frozenset[date]:
    """Return the days of `_US_HOLIDAYS`, and the days on which they are observed (5 U.S.C. 6103)."""
    days = [day for name in _US_HOLIDAYS if (day := named_day(name, year))]
    observed = [day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0)) for day in days]
    return frozenset((*days, *observed, date(year, 12, 31)))  # 31 December: next New Year's Day may be observed on it


def public_holiday(words: str, country: str, day: date) -> date | None:
    """Return the next public holiday with this name in a country, on or after a day; None if it has none.

    Args:
        words: the name, in any case, with or without apostrophes: "Australia Day".
        country: ISO 3166 code.
        day: the first day that counts; holidays up to the end of the next year are searched.
    """
    wanted = _normalized(words)
    for year in (day.year, day.year + 1):
        for candidate, names in sorted(public_holidays(country, year).items()):
            if candidate >= day and wanted in map(_normalized, names.split("; ")):
                return candidate
    return None


def _normalized(name: str) -> str:
    """Return a name in lower case without apostrophes and "(observed)"."""
    return name.lower().replace("'", "").replace("’", "").replace(" (observed)", "").strip()
