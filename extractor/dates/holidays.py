"""Days with a name: the world-wide ones as rules, the others from the holidays library, which is imported on use.

A rule is a month and a day, an nth weekday of a month, or a distance from Easter.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from extractor.dates.absolute import safe_date

_FIXED = 0
_NTH = 1
_EASTER = 2

# (names without "day", apostrophes and "the"; kind; numbers). NTH: month, weekday from Monday 0, which (-1 the last),
# days on.
_DAYS: tuple[tuple[tuple[str, ...], int, tuple[int, ...]], ...] = (
    (("new years", "new year", "new years day"), _FIXED, (1, 1)),
    (("new years eve", "new year eve", "nye", "silvester"), _FIXED, (12, 31)),
    (
        (
            "martin luther king day",
            "martin luther king jr day",
            "martin luther kings day",
            "martin luther king",
            "mlk day",
            "mlk",
        ),
        _NTH,
        (1, 0, 3, 0),
    ),
    (("groundhog day", "groundhogs day"), _FIXED, (2, 2)),
    (("valentines day", "valentine day", "valentines"), _FIXED, (2, 14)),
    (("presidents day", "washingtons birthday"), _NTH, (2, 0, 3, 0)),
    (("international womens day", "womens day"), _FIXED, (3, 8)),
    (("pi day",), _FIXED, (3, 14)),
    (("st patricks day", "saint patricks day", "st paddys day", "st patricks"), _FIXED, (3, 17)),
    (("april fools day", "april fools", "april fool day", "all fools day"), _FIXED, (4, 1)),
    (("earth day",), _FIXED, (4, 22)),
    (("anzac day",), _FIXED, (4, 25)),
    (("may day", "labour day", "international workers day", "intl workers day"), _FIXED, (5, 1)),
    (("cinco de mayo",), _FIXED, (5, 5)),
    (("tax day",), _FIXED, (4, 15)),
    (("mothers day",), _NTH, (5, 6, 2, 0)),
    (("early may bank holiday", "may bank holiday"), _NTH, (5, 0, 1, 0)),
    (("spring bank holiday",), _NTH, (5, 0, -1, 0)),
    (("summer bank holiday", "august bank holiday", "late summer bank holiday"), _NTH, (8, 0, -1, 0)),
    (("memorial day",), _NTH, (5, 0, -1, 0)),
    (("fathers day",), _NTH, (6, 6, 3, 0)),
    (("juneteenth",), _FIXED, (6, 19)),
    (("canada day",), _FIXED, (7, 1)),
    (("independence day", "fourth of july", "july fourth"), _FIXED, (7, 4)),
    (("bastille day",), _FIXED, (7, 14)),
    (("labor day",), _NTH, (9, 0, 1, 0)),
    (("columbus day", "indigenous peoples day"), _NTH, (10, 0, 2, 0)),
    (("boss day", "bosss day", "bosses day"), _FIXED, (10, 16)),
    (("halloween", "all hallows eve", "halloween day"), _FIXED, (10, 31)),
    (("all saints day", "all saints"), _FIXED, (11, 1)),
    (("all souls day", "all souls"), _FIXED, (11, 2)),
    (("guy fawkes day", "guy fawkes night", "bonfire night"), _FIXED, (11, 5)),
    (("veterans day", "remembrance day", "armistice day"), _FIXED, (11, 11)),
    (("thanksgiving", "thanksgiving day", "turkey day"), _NTH, (11, 3, 4, 0)),
    (("black friday",), _NTH, (11, 3, 4, 1)),
    (("cyber monday",), _NTH, (11, 3, 4, 4)),
    (("election day",), _NTH, (11, 0, 1, 1)),
    (("christmas eve", "xmas eve"), _FIXED, (12, 24)),
    (("christmas", "christmas day", "xmas", "xmas day"), _FIXED, (12, 25)),
    (("boxing day", "st stephens day"), _FIXED, (12, 26)),
    (("mardi gras", "shrove tuesday", "pancake day", "fat tuesday"), _EASTER, (-47,)),
    (("ash wednesday",), _EASTER, (-46,)),
    (("palm sunday",), _EASTER, (-7,)),
    (("maundy thursday", "holy thursday"), _EASTER, (-3,)),
    (("good friday",), _EASTER, (-2,)),
    (("holy saturday",), _EASTER, (-1,)),
    (("easter", "easter sunday", "easter day"), _EASTER, (0,)),
    (("easter monday",), _EASTER, (1,)),
    (("ascension day", "ascension"), _EASTER, (39,)),
    (("pentecost", "whitsun", "whit sunday"), _EASTER, (49,)),
    (("pentecost monday", "whit monday"), _EASTER, (50,)),
    (("corpus christi",), _EASTER, (60,)),
)

# Movable feasts, from the library: the names, a country that keeps the feast, what its entry's name holds.
_FEASTS_OF: tuple[tuple[tuple[str, ...], str, str], ...] = (
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
_FEASTS = {name: (country, entry) for names, country, entry in _FEASTS_OF for name in names}
_BY_NAME = {name: (kind, numbers) for names, kind, numbers in _DAYS for name in names}
MAX_NAME_TOKENS = max(len(name.split()) for name in (*_BY_NAME, *_FEASTS))
LAST_WORDS = frozenset(name.split()[-1] for name in (*_BY_NAME, *_FEASTS))
_FIRST = {name.split()[0] for name in (*_BY_NAME, *_FEASTS)}
FIRST_WORDS = frozenset(_FIRST | {word.removesuffix("s") for word in _FIRST})  # "father" for "father's"


def is_named(words: str) -> bool:
    """Whether these words (lower case, no apostrophes) name a day of the world-wide table."""
    return words in _BY_NAME or words in _FEASTS


def named_day(words: str, year: int) -> date | None:
    """The day of that name in a year."""
    if words in _FEASTS:
        country, entry = _FEASTS[words]
        days = [day for day, name in public_holidays(country, year).items() if entry in name]
        days = days or [day for day, name in public_holidays(country, year, everything=True).items() if entry in name]
        # Jewish feasts begin at sunset: who says "by Passover" means the evening before the first day.
        return min(days) - timedelta(days=country == "IL") if days else None
    kind, numbers = _BY_NAME[words]
    if kind == _FIXED:
        return safe_date(year, numbers[0], numbers[1])
    if kind == _EASTER:
        return easter(year) + timedelta(days=numbers[0])
    month, weekday, which, more = numbers
    if which > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    else:
        last = date(year, month, 31) if month in (1, 3, 5, 7, 8, 10, 12) else date(year, month, 30)
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
    return day + timedelta(days=more)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of Nature, 20 April 1876."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int, *, everything: bool = False) -> dict[date, str]:
    """The public holidays of a country (ISO 3166 code) in a year, with their names; none for a country not known.

    With `everything` also the feasts that it keeps without a day off.
    """
    import holidays

    try:
        country = country.upper()
        kinds = holidays.country_holidays(country).supported_categories if everything else ("public",)
        return dict(holidays.country_holidays(country, years=year, language="en_US", categories=kinds).items())
    except (NotImplementedError, KeyError, ValueError):
        return {}


# What the US keep, by the names of the table. Most days are none of these, and need not be looked up in the library,
# whose import takes as long as reading a note.
_US = (
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
_US_SINCE = 1978  # before, some were kept on other days


def holiday_on(day: date, country: str) -> str | None:
    """The name of the public holiday that a country (ISO 3166 code) keeps on a day; None on any other day."""
    if country.upper() == "US" and day.year >= _US_SINCE and day not in _us_days(day.year):
        return None
    return public_holidays(country, day.year).get(day)


@lru_cache(maxsize=256)
def _us_days(year: int) -> frozenset[date]:
    """The days that may be one of _US: their own, and those on which they are observed (5 U.S.C. 6103)."""
    days = [day for name in _US if (day := named_day(name, year))]
    observed = [day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0)) for day in days]
    return frozenset((*days, *observed, date(year, 12, 31)))  # New Year's Day of the year to come


def public_holiday(words: str, country: str, day: date) -> date | None:
    """The next public holiday of that name in a country, on or after a day; None where it keeps none of that name."""
    wanted = _bare(words)
    for year in (day.year, day.year + 1):
        for found, names in sorted(public_holidays(country, year).items()):
            if found >= day and wanted in map(_bare, names.split("; ")):
                return found
    return None


def _bare(name: str) -> str:
    """A name in lower case without its apostrophes and "(observed)"."""
    return name.lower().replace("'", "").replace("’", "").replace(" (observed)", "").strip()
