"""Find the date expressions of a text, as spans of characters.

A rough search for words that can begin one comes first; the rules of `grammar` then say how far each reaches. Nothing
is resolved to a day here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.dates import holidays
from extractor.dates.absolute import find_dates
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from extractor.dates.chart_parser import ChartParser, MultiTokenMatches, Rule, classes
from extractor.dates.grammar import EVENTS, grammar
from extractor.dates.intervals import DateContext
from extractor.dates.tokens import DAY_PARTS, FUNCTION_WORDS, SPELLING, UNITS, Token, classes_of_word, tokenize


@dataclass(frozen=True, slots=True)
class Phrase:
    """Date words in running text: where, which, and the word that ties them to the sentence.

    `cue` is "by", "before", "after", "on", "in", "at", "within", "until", "from", "since", "during", "for", "due", or
    "" for none.
    """

    start: int
    end: int
    said: str
    cue: str


# The preposition that a phrase begins with, by its first word.
_CUES = {
    "by": "by",
    "before": "before",
    "until": "until",
    "on": "on",
    "in": "in",
    "at": "at",
    "within": "within",
    "due": "due",
    "no": "by",
    "not": "by",
    "prior": "before",
    "previous": "before",
    "ahead": "before",
    "after": "after",
    "following": "after",
    "post": "after",
    "once": "after",
    "when": "after",
    "upon": "after",
    "past": "after",
    "pending": "after",
    "from": "from",
    "starting": "from",
    "beginning": "from",
    "effective": "from",
    "as": "from",
    "since": "since",
    "during": "during",
    "over": "during",
    "through": "during",
    "throughout": "during",
    "for": "for",
    "around": "around",
    "about": "around",
    "approximately": "around",
    "approx": "around",
    "circa": "around",
    "roughly": "around",
    "~": "around",
    "toward": "by",
    "towards": "by",
    "deadline": "due",
    "eta": "due",
    "target": "due",
    "targeting": "due",
    "targeted": "due",
    "expected": "due",
    "latest": "by",
    "between": "between",
    "up": "until",
    "of": "of",
    "completion": "due",
    "delivery": "due",
    "expires": "due",
    "to": "",
}

LONGEST_PHRASE = 24  # tokens of a phrase at most: what keeps the time for a line of any length linear
_REACH = 9  # tokens from a phrase's first word to the first word that can only be a date

_TRIGGERS = frozenset(
    [*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *(f"{name}s" for name in WEEKDAY_NUMBERS if name.endswith("day"))]
    + [form for unit in UNITS for form in (unit, f"{unit}s")]
    + [*SPELLING, *DAY_PARTS, *holidays.LAST_WORDS, *EVENTS]
    + """today tonight tomorrow yesterday eow eom eoq eoy then that same time spring summer fall autumn winter
    midweek midyear couple few fortnight next close next now week""".split()
)

_COMPOUND = expression(r"(?:by|in|on|at|of|for|over|up|to)[-‐‑]\w", re.I)  # "By-elections", "HPC-in-a-day"
_WORD = expression(r"[^\W\d_]+")
_DIGIT = expression(r"\d")
# Signs that `tokenize` gives another form.
_SIGN_FORMS = {"’": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "&": " and "}
_ODD_SIGN = expression(f"[{''.join(_SIGN_FORMS)}]")
# Signs of a date in lower case: numbers, and words cut short by a sign.
_NUMBER = expression(r"\d(?:[-/.:]\d|\d\d\d|\s?[ap]\.?m|st|nd|rd|th|[dwmqh]\b|\s?[a-z]{3})|(?:[qh]|fy\s?)\d|['’]\d\d\b")
_SHORT = expression(r"w/[a-z]|[ew]\.o")
# Words that are a month or a day of the week only with a capital (or a number, which `dates` sees), or after one of
# these.
_BEFORE_MONTH = frozenset("by in of early late mid end until before since".split())
_BEFORE_DAY = frozenset("by on until before this next last due every".split())
_CAPITAL = {
    **dict.fromkeys(("may", "march", "mar", "jan", "dec", "august"), _BEFORE_MONTH),
    **dict.fromkeys(("sun", "sat", "wed", "mon"), _BEFORE_DAY),
}
_TOO_COMMON = frozenset({"NUM", "TENS", "ORDWORD", "ZONE"})  # classes that alone are no sign of a date
_GLUE = frozenset("/_-#@\\=")  # signs that make a path, an identifier or a compound of the words around them
_DETERMINERS = frozenset({"the", "our", "this", "a", "an", "my", "your", "their"})
_NAME_KINDS = frozenset({"MONTH", "WEEKDAY", "FOURDIGITS", "QUARTER", "HALF"})  # what "the ... release" can be named by

_NOWHERE = DateContext(date(2025, 1, 1), running=True)  # to see whether words are a phrase, any day will do


@remembered
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Every date phrase of a running text, the longest that fits, from left to right and without overlaps.

    A word that may be something else ("May", "Sun", "3 days") counts only with a preposition that makes it a date, and
    a possessive ("Friday's outage") names the work, not its day.
    """
    rules = _rules_for(text)
    if rules is not None and not _have_phrase(rules):
        return ()
    tokens = _plain(tokenize(text))
    named = multi_token_matches(text, tokens, _NOWHERE)
    dated = {place for places in named.values() for place in places}
    triggers = [at for at, token in enumerate(tokens) if at in dated or _is_trigger(token)]
    if not triggers or (rules is None and not _have_phrase(rules := grammar().possible(classes(tokens, named)))):
        return ()
    found: list[Phrase] = []
    at = block = 0
    reading = ChartParser(grammar(), tokens, named, _NOWHERE, 2 * LONGEST_PHRASE, rules)
    for trigger in triggers:
        at = max(at, trigger - _REACH)
        while at <= trigger:
            if at >= block + LONGEST_PHRASE:
                block = at
                reading = ChartParser(grammar(), tokens, named, _NOWHERE, block + 2 * LONGEST_PHRASE, rules)
            end = _phrase_end(reading, tokens, at)
            if end is None:
                at += 1
                continue
            phrase = _phrase(text, tokens[at:end])
            if not _COMPOUND.match(phrase.said):
                found.append(phrase)
            at = end
    return tuple(found)


def may_hold_phrase(text: str) -> bool:
    """Whether `find_phrases` could find anything, told from single words; for most texts the answer is no."""
    rules = _rules_for(text)
    return rules is None or _have_phrase(rules)


@remembered
def _rules_for(text: str) -> Set[Rule] | None:
    """The rules that could match in a text; None where its digits must be cut into tokens first."""
    low = text.lower()
    numbers = _DIGIT.search(low) is not None
    if _TRIGGERS.isdisjoint(_WORD.findall(low)) and not (numbers and _NUMBER.search(low)) and not _SHORT.search(low):
        return frozenset()
    return None if numbers else grammar().possible(_classes_of(text))


def _have_phrase(rules: Iterable[Rule]) -> bool:
    return any(rule.category == "PHRASE" for rule in rules)


def _classes_of(text: str) -> set[str]:
    """All that the tokens of a text without digits can be, and maybe more, without cutting it into them."""
    low = "".join(_SIGN_FORMS.get(sign, sign) for sign in text.lower()) if _ODD_SIGN.search(text) else text.lower()
    found = {SPELLING.get(word, word) for word in _WORD.findall(low)}
    found.update(kind for word in tuple(found) for kind in classes_of_word(word))
    found.update(sign for sign in grammar().signs if sign in low)
    if not found.isdisjoint(holidays.FIRST_WORDS):
        found.add("NAMED")
    return found


def multi_token_matches(text: str, tokens: Sequence[Token], context: DateContext) -> MultiTokenMatches:
    """The captures of several tokens: written dates and holidays, by the token that they begin with."""
    starts = [token.start for token in tokens]
    dates: dict[int, tuple[int, Any]] = {}
    for written in find_dates(text, order=context.order, near=context.today):
        first, after = bisect_left(starts, written.start), bisect_left(starts, written.end)
        if first < len(tokens) and starts[first] == written.start:
            dates[first] = after, written
    days: dict[int, tuple[int, Any]] = {}
    for at, token in enumerate(tokens):
        if token.text in holidays.FIRST_WORDS and (found := _holiday(tokens, at)):
            days[at] = found
    return {"DATE": dates, "NAMED": days}


def _holiday(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """The longest name of a day that begins here, and the token after it."""
    words, best = "", None
    for end in range(at, min(len(tokens), at + 2 * holidays.MAX_NAME_TOKENS)):
        part = tokens[end].text
        words += "s" if part == "'s" else "" if part in ("'", ".") else f" {part}"
        if holidays.is_named(words.strip()):
            best = end + 1, words.strip()
    return best


def _plain(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of running text, without the classes that their spelling there speaks against ("may", "sun")."""
    if not any(token.text in _CAPITAL for token in tokens):
        return tokens
    return tuple(
        Token(token.start, token.end, token.text, {}, token.written, token.glued)
        if token.text in _CAPITAL and _is_a_word(tokens, at)
        else token
        for at, token in enumerate(tokens)
    )


def _is_a_word(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "may", "mar", "Sun" and their kin are the plain word or the name, not the month or the day."""
    token = tokens[at]
    if at and tokens[at - 1].text in _CAPITAL[token.text]:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return token.written.islower() or (
        token.text == "sun" and after is not None and after.text.isalpha() and not after.kinds
    )


def _is_trigger(token: Token) -> bool:
    return token.text in _TRIGGERS or (bool(token.kinds) and not token.kinds.keys() <= _TOO_COMMON)


def _phrase_end(reading: ChartParser, tokens: Sequence[Token], at: int) -> int | None:
    """The token after the longest phrase that begins here and stands as one in running text."""
    for end, span in sorted(reading.read("PHRASE", at), key=lambda found: -found[0]):
        if span.standalone < 3:
            continue
        return None if _in_other_words(tokens, at, end) else end
    return None


def _phrase(text: str, tokens: Sequence[Token]) -> Phrase:
    """The phrase of some tokens, without a "to" before it or a bracket that was not opened in it."""
    if tokens[0].text == "to":
        tokens = tokens[1:]
    if tokens[-1].text == ")" and all(token.text != "(" for token in tokens):
        tokens = tokens[:-1]
    start, stop = tokens[0].start, tokens[-1].end
    return Phrase(start, stop, text[start:stop], _CUES.get(tokens[0].text, ""))


def _in_other_words(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether words that read as a date are part of something else: "Friday's outage", "the March release", a path."""
    before = tokens[at - 1] if at else None
    after = tokens[end] if end < len(tokens) else None
    if before and tokens[at].glued and (before.text in _GLUE or before.text.isalnum()):
        return True
    if after and after.glued and (after.text in ("'s", "'") or (after.text in _GLUE and _glued_word(tokens, end + 1))):
        return True
    first = next((place for place in range(at, end) if not _NAME_KINDS.isdisjoint(tokens[place].kinds)), None)
    if first is None or first > at + 2 or not first or tokens[first - 1].text not in _DETERMINERS:
        return False
    return after is not None and after.text.isalpha() and after.text not in FUNCTION_WORDS  # "the March 3 release"


def _glued_word(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].glued and tokens[at].text.isalnum()
