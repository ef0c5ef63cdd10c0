"""The words of English date phrases, and a phrase or a line of notes cut into tokens.

A token is a word, a number or a sign, in lower case, with every class that it can stand for: "second" is an ordinal,
"may" a month. Classes are named in capitals, as in the rules of `grammar`. Misspellings stand where they are common.
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

# Unit words, singular and short; a plural s is taken off before the look-up.
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
_SHORT_UNITS = {
    "d": "day",
    "w": "week",
    "m": "month",
    "y": "year",
    "h": "hour",
    "q": "quarter",
}  # only glued: "3d", "2w"

# First and last day (month, day) of the northern, astronomical seasons.
SEASONS = {
    "spring": ((3, 20), (6, 20)),
    "summer": ((6, 21), (9, 23)),
    "fall": ((9, 23), (12, 20)),
    "winter": ((12, 21), (3, 20)),
}

DAY_PARTS = frozenset(
    """morning afternoon evening night midnight noon midday lunch lunchtime noontime dinner dinnertime breakfast brunch
    eod cob eob cop eobd tonite mornings dawn dusk sunset sunrise overnight teatime""".split()
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
}

# Words that stand between phrases, never in the name of a meeting or an event.
FUNCTION_WORDS = frozenset(
    """the a an of on in at by for from to with and or is are was were be been being this that these those it its we i
    you he
    she they will would can could should shall may might must not no as if but than then so do does did has have had
    before
    after until since between during about into over per via when while once who which what our your their my his her us
    them
    also please just only there here up out off""".split()
)

_WEEKDAY_LIKE = expression(r"(mon|tue|wed|we[nd]n|thu|thr|fri|sat|sun)[a-z]{0,6}d[ay]{1,3}")  # "wednesdady", "thrusday"


def _lexicon() -> dict[str, dict[str, object]]:
    """Every word that has a class, with its classes and their values."""
    words: dict[str, dict[str, object]] = {}

    def put(word: str, kind: str, value: object) -> None:
        words.setdefault(word, {})[kind] = value

    for number, (cardinal, ordinal) in enumerate(_ONES, 1):
        put(cardinal, "NUM", number)
        put(ordinal, "ORDWORD", number)
    put("zero", "NUM", 0)
    for word, number in [*_TENS.items(), ("twenty", 20)]:
        put(word, "NUM", number)
        put(word, "TENS", number)
    put("thirtieth", "ORDWORD", 30)
    for word, number in WEEKDAY_NUMBERS.items():
        put(word, "WEEKDAY", number)
        put(word, "ANYWEEKDAY", number)
        if word.endswith("day"):
            put(f"{word}s", "WEEKDAYS", number)
            put(f"{word}s", "ANYWEEKDAY", number)
    for word, number in MONTH_NUMBERS.items():
        put(word, "MONTH", number)
    for word, unit in UNITS.items():
        for form in (word, f"{word}s"):
            put(form, "UNITWORD", unit)
    for word in SEASONS:
        put(word, "SEASON", word)
    put("autumn", "SEASON", "fall")
    for word in DAY_PARTS:
        put(word, "PART", word)
    for word in _ZONES:
        put(word, "ZONE", word)
    return words


LEXICON: Mapping[str, Mapping[str, object]] = _lexicon()

_NAMES = {**WEEKDAY_NUMBERS, **MONTH_NUMBERS}
_ABBREVIATIONS = frozenset(
    [name for name in _NAMES if len(name) < 6] + "approx ca wk wks yr yrs hr hrs min mins mo mos est no".split()
)

_PREFIXES = frozenset({"mid", "early", "late", "end", "year"})

_TOKEN = expression(
    r"""
      # a word that nothing below could be: most are, and come first
      (?P<plain>\b(?![qh]tr|[ap]m\b|[fc]y\b|[csk]w\b)[^\W\d_]{2,}(?!\w))
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
    """One word, number or sign: its offsets, its text in lower case, and the classes it can stand for with their
    values.
    """

    start: int
    end: int
    text: str
    kinds: Mapping[str, object]
    written: str  # as in the notes
    glued: bool = False  # no space before it


_NO_KINDS: Mapping[str, object] = {}
_LONGEST_NUMBER = 12  # characters; more digits name no date, and int() refuses 4,300 of them


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text. A hyphen inside a word ("mid-March") and an abbreviation's dot ("Fri.") are left out."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind, written = match.lastgroup or "sign", match.group()
        low = written.lower().replace("’", "'")
        start, end = match.span()
        before = tokens[-1] if tokens else None
        glued = before is not None and before.end == start
        if kind == "sign":
            if low in "-–—‐‑":
                low = "-"
                inside = glued and end < len(text) and text[end].isalnum()
                if inside and before and before.text in _PREFIXES:
                    continue  # "mid-2026"
                if inside and before and before.text not in _NAMES and before.text.isalpha() and text[end].isalpha():
                    continue
                if inside and before and before.text.isdigit() and text[end].isalpha() and _unit_follows(text, end):
                    continue  # "2-week"
            elif low == "." and glued and before and before.text in _ABBREVIATIONS:
                continue
            elif low == "&":
                low = "and"
        low = SPELLING.get(low, low)
        tokens.append(Token(start, end, low, _kinds(kind, low, before, glued), written, glued))
    return tuple(tokens)


def _unit_follows(text: str, at: int) -> bool:
    """Whether a unit word stands here, as in "2-week" and not in "4-Mar"."""
    match = re.compile(r"[A-Za-z]{1,12}").match(text, at)
    return match is not None and match.group().lower() in LEXICON and "UNITWORD" in LEXICON[match.group().lower()]


@lru_cache(4096)
def classes_of_word(low: str) -> Mapping[str, object]:
    """The classes of a word in lower case, with their values, wherever it stands."""
    kinds = LEXICON.get(low, _NO_KINDS)
    if not kinds and low[-1] in "ay" and (match := _WEEKDAY_LIKE.fullmatch(low)):
        number = {"thr": 3, "wen": 2, "wedn": 2, "wenn": 2}.get(match[1], WEEKDAY_NUMBERS.get(match[1], 2))
        return {"WEEKDAY": number, "ANYWEEKDAY": number}
    if len(low) > 2 and low[-1] == "s" and low[:-1] in UNITS:
        return {**kinds, "UNITS": UNITS[low[:-1]]}
    return kinds


def _kinds(kind: str, low: str, before: Token | None, glued: bool) -> Mapping[str, object]:
    """The classes of a token."""
    if kind in ("plain", "word"):
        kinds = classes_of_word(low)
        if glued and before and low in _SHORT_UNITS and "NUM" in before.kinds and "UNITS" not in kinds:
            return {**kinds, "UNITWORD": _SHORT_UNITS[low]}
        return kinds
    if kind == "number":
        if len(low) > _LONGEST_NUMBER:
            return _NO_KINDS
        value = float(low) if "." in low else int(low)
        found: dict[str, object] = {"NUM": value, "DIGITS": value} if value < 10000 else {}
        if len(low) == 4 and 1900 <= value < 2200:
            found["FOURDIGITS"] = value
        return found
    if kind == "ordinal":
        return {"ORDNUM": int(re.sub(r"\D", "", low))}
    if kind == "year2":
        return {"SHORTYEAR": 2000 + int(low[1:])}
    if kind == "quarter":
        return {"QUARTER" if "q" in low else "HALF": int(low.strip("qhtr "))}
    if kind == "fiscal":
        return {"FISCAL": 2000 + int(low[-2:])}
    if kind == "isoweek":
        year, week = low.replace("-", "").split("w")
        return {"ISOWEEK": (int(year), int(week))}
    if kind in ("clock", "meridiem"):
        return {kind.upper(): low}
    return _NO_KINDS
