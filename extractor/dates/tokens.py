"""Cut a text into tokens: words, numbers and signs, each with all the classes that it can have in a date phrase.

"second" is an ordinal and a unit, "may" a month. Classes are named in capitals, as in the rules of `grammar`. Common
misspellings are included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS

_ONES = (
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
    ("twenty", "twentieth"),
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

# Unit words in the singular; the plural is added where they are used.
UNITS = {
    "second": "second",
    "sec": "second",
    "minute": "minute",
    "min": "minute",
    "hour": "hour",
    "hr": "hour",
    "day": "day",
    "night": "day",
    "week": "week",
    "wk": "week",
    "weekend": "weekend",
    "wkend": "weekend",
    "fortnight": "fortnight",
    "month": "month",
    "mo": "month",
    "mth": "month",
    "quarter": "quarter",
    "qtr": "quarter",
    "semester": "half",
    "year": "year",
    "yr": "year",
    "decade": "decade",
    "century": "century",
    "centurie": "century",
    "centuries": "century",
    "weekday": "business day",
    "workday": "business day",
    "workweek": "week",
}
# Units only right after a number: "3d", "2w".
_SHORT_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year", "h": "hour", "q": "quarter"}

# First and last day (month, day) of the astronomical seasons in the north.
SEASONS = {
    "spring": ((3, 20), (6, 20)),
    "summer": ((6, 21), (9, 23)),
    "fall": ((9, 23), (12, 20)),
    "winter": ((12, 21), (3, 20)),
}

DAY_PARTS = frozenset(
    """morning afternoon evening night midnight noon midday lunch lunchtime noontime dinner dinnertime breakfast brunch
    eod cob eob cop eop eobd tonite mornings dawn dusk sunset sunrise overnight teatime""".split()
)
_ZONES = frozenset(
    """est edt et pst pdt pt cst cdt ct mst mdt mt utc gmt bst cet cest eet ist jst aest z eastern pacific
    central""".split()
)

SPELLING = {
    "tomorow": "tomorrow",
    "tommorow": "tomorrow",
    "tommorrow": "tomorrow",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "2morrow": "tomorrow",
    "2day": "today",
    "2moro": "tomorrow",
    "2mrw": "tomorrow",
    "2morro": "tomorrow",
    "tmrow": "tomorrow",
    "tmoro": "tomorrow",
    "tomoz": "tomorrow",
    "2nite": "tonight",
    "b4": "before",
    "yday": "yesterday",
    "tonite": "tonight",
    "nxt": "next",
    "til": "until",
    "till": "until",
    "thru": "through",
    "untill": "until",
    "dy": "day",
    "dys": "days",
    "upto": "until",
    "bday": "birthday",
    "nlt": "by",  # "no later than"
    "bfr": "before",
}

# Words that are never part of the name of a meeting or an event.
FUNCTION_WORDS = frozenset(
    """the a an of on in at by for from to with and or is are was were be been being this that these those it its we i
    you he she they will would can could should shall may might must not no as if but than then so do does did has
    have had before after until since between during about into over per via when while once who which what our your
    their my his her us them also please just only there here up out off""".split()
)

_WEEKDAY_LIKE = expression(r"(mon|tue|wed|we[nd]n|thu|thr|fri|sat|sun)[a-z]{0,6}d[ay]{1,3}")  # "wednesdady", "thrusday"


def _lexicon() -> dict[str, dict[str, object]]:
    """Return every word that has classes, with their values."""
    words: dict[str, dict[str, object]] = {}

    def add(word: str, kind: str, value: object) -> None:
        words.setdefault(word, {})[kind] = value

    for number, (cardinal, ordinal) in enumerate(_ONES, 1):
        add(cardinal, "NUM", number)
        add(ordinal, "ORDWORD", number)
    add("zero", "NUM", 0)
    for word, number in [*_TENS.items(), ("twenty", 20)]:
        add(word, "NUM", number)
        add(word, "TENS", number)
    add("thirtieth", "ORDWORD", 30)
    for word, number in WEEKDAY_NUMBERS.items():
        add(word, "WEEKDAY", number)
        add(word, "ANYWEEKDAY", number)
        if word.endswith("day"):
            add(f"{word}s", "WEEKDAYS", number)
            add(f"{word}s", "ANYWEEKDAY", number)
    for word, number in MONTH_NUMBERS.items():
        add(word, "MONTH", number)
    for word, unit in UNITS.items():
        for form in (word, f"{word}s"):
            add(form, "UNITWORD", unit)
    for word in SEASONS:
        add(word, "SEASON", word)
    add("autumn", "SEASON", "fall")
    for word in DAY_PARTS:
        add(word, "PART", word)
    for word in _ZONES:
        add(word, "ZONE", word)
    return words


LEXICON: Mapping[str, Mapping[str, object]] = _lexicon()

_NAMES = {**WEEKDAY_NUMBERS, **MONTH_NUMBERS}
_ABBREVIATIONS = frozenset(
    [name for name in _NAMES if len(name) < 6] + "approx ca wk wks yr yrs hr hrs min mins mo mos est no".split()
)

_PREFIXES = frozenset({"mid", "early", "late", "end", "year"})

_TOKEN = expression(
    r"""
      (?P<texted>\b(?:2mo?r+o?w?|2morrow|2nite|2day|b4)\b)
      # A word that no other group could match; it comes early because most words are.
    | (?P<plain>\b(?![qh]tr|[ap]m\b|[fc]y\b|[csk]w\b)[^\W\d_]{2,}(?!\w))
    | (?P<isoweek>\d{4}-?W\d\d?\b)
    | (?P<clock>\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z\b|[+-]\d\d:?\d\d\b)?
        | (?<=\d)T\d\d:?\d\d(?::?\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)
    | (?P<meridiem>(?:(?<=\d)|\b)(?:[ap]\.m\b\.?|[ap]m\b)|(?<=\d)[ap]\b)
    | (?P<ordinal>\d{1,3}\s?(?:st|nd|rd|th)\b)
    | (?P<slashed>\b(?:f2f|1:1|w/[ceosb]|b/w|c\.o\.b\.?|e\.o\.d\.?|e\.o\.w\.?|o'?clock|o’clock
        |[csk]\.?w\.?(?=\s?\d\d?\b))(?!\w))
    | (?P<quarter>(?<![^\W\d])[QH](?:tr)?\s?[1-4](?!\w) | \b[1-4][QH](?=\d\d(?!\d)|20\d\d(?!\d)|\b))
    | (?P<fiscal>\b[FC]Y\s?['’]?(?:20)?\d\d(?=\b|[QH][1-4]\b))
    | (?P<year2>['’]\d\d(?!\w))
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<possessive>['’]s\b | (?<=s)['’])
    | (?P<word>[^\W\d_]+)
    | (?P<sign>[^\w\s]|_)
    """,
    re.X | re.I,
)


class Token(NamedTuple):
    """A word, number or sign: its offsets, its text in lower case, and its possible classes with their values."""

    start: int
    end: int
    text: str
    kinds: Mapping[str, object]
    written: str  # as in the notes
    glued: bool = False  # no space between it and the token before


_SIGNS = {**dict.fromkeys("–—‐‑→", "-"), "&": "and"}
_ANY_WORD = expression(r"[A-Za-z]{1,12}")
_NO_KINDS: Mapping[str, object] = {}
_LONGEST_NUMBER = 12  # digits; a longer number is not a date, and int() refuses more than 4,300 digits


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, without hyphens inside words ("mid-March") and dots of abbreviations ("Fri.")."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        group, written = match.lastgroup or "sign", match.group()
        low = written.lower().replace("’", "'")
        start, end = match.span()
        before = tokens[-1] if tokens else None
        glued = before is not None and before.end == start
        if group == "sign":
            low = _SIGNS.get(low, low)
            if before and glued and _is_inside_word(low, before, text, end):
                continue
        low = SPELLING.get(low, low)
        tokens.append(Token(start, end, low, _kinds(group, low, before, glued), written, glued))
    return tuple(tokens)


# "by Thurs. 2 people": the number begins a sentence.
_COUNTS = expression(
    r"\s\d{1,3}\s(?!of\b|and\b|to\b|or\b|at\b|by\b|in\b|for\b)[a-z]{2,}\b"
    r"(?<!jan)(?<!feb)(?<!mar)(?<!apr)(?<!may)(?<!jun)(?<!jul)(?<!aug)(?<!sep)(?<!oct)(?<!nov)(?<!dec)"
)


def _is_inside_word(sign: str, before: Token, text: str, end: int) -> bool:
    """Return whether a sign right after a token is a hyphen in a word or an abbreviation's dot; it ends at `end`."""
    if sign == ".":
        return before.text in _ABBREVIATIONS and not _COUNTS.match(text, end)
    if sign != "-" or not text[end : end + 1].isalnum():
        return False
    if before.text in _PREFIXES:
        return True  # "mid-2026"
    if not text[end].isalpha():
        return False
    if before.text.isdigit():
        return _unit_follows(text, end)  # "2-week", but not "4-Mar"
    return before.text.isalpha() and before.text not in _NAMES


def _unit_follows(text: str, at: int) -> bool:
    match = _ANY_WORD.match(text, at)
    return match is not None and "UNITWORD" in LEXICON.get(match.group().lower(), _NO_KINDS)


@lru_cache(4096)
def classes_of_word(low: str) -> Mapping[str, object]:
    """Return the classes of a word in lower case with their values, without regard to the words beside it."""
    kinds = LEXICON.get(low, _NO_KINDS)
    if not kinds and low[-1] in "ay" and (match := _WEEKDAY_LIKE.fullmatch(low)):
        number = {"thr": 3, "wen": 2, "wedn": 2, "wenn": 2}.get(match[1], WEEKDAY_NUMBERS.get(match[1], 2))
        return {"WEEKDAY": number, "ANYWEEKDAY": number}
    if len(low) > 2 and low[-1] == "s" and low[:-1] in UNITS:
        return {**kinds, "UNITS": UNITS[low[:-1]]}
    return kinds


def _kinds(group: str, low: str, before: Token | None, glued: bool) -> Mapping[str, object]:
    """Return the classes of a token with their values.

    Args:
        group: the group of `_TOKEN` that matched it.
        low: its text in lower case.
        before: the token before it, if any.
        glued: whether no space is between the two.
    """
    if group in ("plain", "word", "texted"):
        kinds = classes_of_word(low)
        if glued and before and low in _SHORT_UNITS and "NUM" in before.kinds and "UNITS" not in kinds:
            return {**kinds, "UNITWORD": _SHORT_UNITS[low]}
        return kinds
    if group == "number":
        return _number_kinds(low)
    if group == "ordinal":
        return {"ORDNUM": int(re.sub(r"\D", "", low))}
    if group == "year2":
        return {"SHORTYEAR": 2000 + int(low[1:])}
    if group == "quarter":
        return {"QUARTER" if "q" in low else "HALF": int(low.strip("qhtr "))}
    if group == "fiscal":
        return {"FISCAL": 2000 + int(low[-2:])}
    if group == "isoweek":
        year, week = low.replace("-", "").split("w")
        return {"ISOWEEK": (int(year), int(week))}
    if group in ("clock", "meridiem"):
        return {group.upper(): low}
    return _NO_KINDS


def _number_kinds(digits: str) -> Mapping[str, object]:
    if len(digits) > _LONGEST_NUMBER:
        return _NO_KINDS
    value = float(digits) if "." in digits else int(digits)
    kinds: dict[str, object] = {"NUM": value, "DIGITS": value} if value < 10000 else {}
    if len(digits) == 4 and 1900 <= value < 2100:  # "before 2130" is an hour
        kinds["FOURDIGITS"] = value
    return kinds
