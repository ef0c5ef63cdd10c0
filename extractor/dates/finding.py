"""Find the date expressions in running text, as character offsets, without resolving them to a day.

A search for words that can begin one comes first, because most texts hold none; the rules of `grammar` then say how far
each reaches.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.dates import holidays
from extractor.dates.absolute import find_dates
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from extractor.dates.chart_parser import ChartParser, MultiTokenMatches, Rule, keys_in
from extractor.dates.grammar import EVENTS, MEETINGS, grammar
from extractor.dates.intervals import DateContext
from extractor.dates.tokens import DAY_PARTS, FUNCTION_WORDS, SPELLING, UNITS, Token, classes_of_word, tokenize


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date expression in running text: its place, its words, and its preposition.

    `cue` is a value of `_CUES`, or "" without a preposition.
    """

    start: int
    end: int
    said: str
    cue: str


# The preposition of a phrase, by its first word; words of the same meaning share one.
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

LONGEST_PHRASE = 24  # tokens; a limit keeps the time linear in the length of a line
_REACH = 9  # how many tokens before a trigger a phrase can begin

# Words without which there is no date expression, unless there are digits.
_TRIGGERS = frozenset(
    [*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *(f"{name}s" for name in WEEKDAY_NUMBERS if name.endswith("day"))]
    + [form for unit in UNITS for form in (unit, f"{unit}s")]
    + [*SPELLING, *DAY_PARTS, *holidays.LAST_WORDS, *EVENTS]
    + """today tonight tomorrow yesterday eow eom eoq eoy then that same time spring summer fall autumn winter
    midweek midyear couple few fortnight next close now week
    beforehand fy twenty thirty fourth fifth sixth seventh eighth ninth
    tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    thirtieth""".split()
)

_COMPOUND = expression(r"(?:by|in|on|at|of|for|over|up|to)[-‐‑]\w|(?:next|same)[-‐‑]day$", re.I)
# "By-elections", "HPC-in-a-day", "next-day delivery"
_WORD = expression(r"[^\W\d_]+")
_DIGIT = expression(r"\d")
_SIGN_FORMS = {
    "’": "'",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "→": "-",
    "&": " and ",
}  # signs as `tokenize` writes them
_ODD_SIGN = expression(f"[{''.join(_SIGN_FORMS)}]")
# Digits and abbreviations that may belong to a date, in lower-case text.
_NUMBER = expression(
    r"\d(?:[-/.:]\d|\d\d\d|\s?[ap]\.?m|st|nd|rd|th|[dwmqh]\b|\s?[a-z]{3})|(?:[qh]|fy\s?)\d|['’]\d\d\b|\b2(?:m|ni|da)"
    r"|\bb4\b"
)
_SHORT = expression(r"w/[a-z]|[ew]\.o")
# Words that are a month or a weekday only with a capital, or with a number (which `absolute` finds), or after a word
# of these.
_BEFORE_MONTH = frozenset("by in of early late mid end until before since".split())
_BEFORE_DAY = frozenset("by on until before this next last due every".split())
_AMBIGUOUS_NAMES = {
    **dict.fromkeys(("may", "march", "mar", "jan", "dec", "august"), _BEFORE_MONTH),
    **dict.fromkeys(("sun", "sat", "wed", "mon"), _BEFORE_DAY),
}
_TOO_COMMON = frozenset({"NUM", "TENS", "ORDWORD", "ZONE"})  # token classes that alone do not suggest a date
_GLUE = frozenset("/_-#@\\=")  # signs that join words to a path, an identifier or a compound
_DETERMINERS = frozenset({"the", "our", "this", "a", "an", "my", "your", "their"})
_NAME_KINDS = frozenset(
    {"MONTH", "WEEKDAY", "FOURDIGITS", "QUARTER", "HALF"}
)  # in the name of a thing: "the March release"

_ANY_DAY = DateContext(date(2025, 1, 1), running=True)  # whether words are a date phrase does not depend on the day


@remembered
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Find the date phrases of running text, the longest that match, from left to right and without overlaps.

    A word with another meaning ("May", "Sun", "3 days") counts only after a preposition that makes it a date. A
    possessive ("Friday's outage") is part of the work, not a date of its own.
    """
    rules = _rules_for(text)
    if rules is not None and not _have_phrase(rules):
        return ()
    tokens = _without_ambiguous_names(tokenize(text))
    multi_token = multi_token_matches(text, tokens, _ANY_DAY)
    multi_token_starts = {at for by_token in multi_token.values() for at in by_token}
    triggers = [at for at, token in enumerate(tokens) if at in multi_token_starts or _is_trigger(token)]
    if not triggers:
        return ()
    if rules is None:
        rules = grammar().possible_rules(keys_in(tokens, multi_token))
        if not _have_phrase(rules):
            return ()
    ends = _phrase_ends(tokens, multi_token, triggers, rules)
    phrases = (_phrase(text, tokens[start:end]) for start, end in ends)
    return tuple(phrase for phrase in phrases if not _COMPOUND.match(phrase.said))


def may_hold_phrase(text: str) -> bool:
    """Return False if the single words of a text show that `find_phrases` finds nothing, as in most texts."""
    rules = _rules_for(text)
    return rules is None or _have_phrase(rules)


@remembered
def _rules_for(text: str) -> Set[Rule] | None:
    """Return the rules that could match in a text; None if it holds digits, which must be tokenized first."""
    low = text.lower()
    has_digits = _DIGIT.search(low) is not None
    if _TRIGGERS.isdisjoint(_WORD.findall(low)) and not (has_digits and _NUMBER.search(low)) and not _SHORT.search(low):
        return frozenset()
    return None if has_digits else grammar().possible_rules(_possible_keys(text))


def _have_phrase(rules: Iterable[Rule]) -> bool:
    return any(rule.category == "PHRASE" for rule in rules)


def _possible_keys(text: str) -> set[str]:
    """Return the words and token classes that a text without digits can have, and maybe more, without tokenizing."""
    low = "".join(_SIGN_FORMS.get(sign, sign) for sign in text.lower()) if _ODD_SIGN.search(text) else text.lower()
    keys = {SPELLING.get(word, word) for word in _WORD.findall(low)}
    keys.update(kind for word in tuple(keys) for kind in classes_of_word(word))
    keys.update(sign for sign in grammar().signs if sign in low)
    if not keys.isdisjoint(holidays.FIRST_WORDS):
        keys.add("NAMED")
    return keys


def multi_token_matches(text: str, tokens: Sequence[Token], context: DateContext) -> MultiTokenMatches:
    """Find the captures of several tokens: DATE, a written date, and NAMED, the name of a day.

    Args:
        text: the text.
        tokens: its tokens.
        context: the order of day and month, and the day near which a date without a year is placed.
    """
    starts = [token.start for token in tokens]
    dates: dict[int, tuple[int, Any]] = {}
    for written in find_dates(text, order=context.order, near=context.today):
        first, after = bisect_left(starts, written.start), bisect_left(starts, written.end)
        if first < len(tokens) and starts[first] == written.start:
            dates[first] = after, written
    named: dict[int, tuple[int, Any]] = {}
    for at, token in enumerate(tokens):
        if token.text in holidays.FIRST_WORDS and (match := _holiday_name(tokens, at)):
            named[at] = match
    return {"DATE": dates, "NAMED": named}


def _holiday_name(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """Return the longest name of a day that begins at a token, with the token after it; or None."""
    words, longest = "", None
    for end in range(at, min(len(tokens), at + 2 * holidays.MAX_NAME_TOKENS)):
        part = tokens[end].text
        words += "s" if part == "'s" else "" if part in ("'", ".") else f" {part}"
        if holidays.is_named(words.strip()):
            longest = end + 1, words.strip()
    return longest


def _without_ambiguous_names(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens without the classes of names that are ordinary words here: "may", "Sun"."""
    if not any(token.text in _AMBIGUOUS_NAMES for token in tokens):
        return tokens
    return tuple(
        token._replace(kinds={}) if token.text in _AMBIGUOUS_NAMES and _is_ordinary_word(tokens, at) else token
        for at, token in enumerate(tokens)
    )


_SHORT_DAYS = frozenset({"sat", "sun", "wed"})
_SHOWS_DAY = frozenset({"PART", "ORDNUM"})


def _is_ordinary_word(tokens: tuple[Token, ...], at: int) -> bool:
    """Return whether "may", "mar", "Sun" or the like is a word or the name of a company, not a month or a weekday."""
    token = tokens[at]
    if at and tokens[at - 1].text in _AMBIGUOUS_NAMES[token.text]:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after and token.text in _SHORT_DAYS and not _SHOWS_DAY.isdisjoint(after.kinds):
        return False  # "sun night", "sat 31st"
    if token.text == "mon" and (after is None or not after.text.isalpha() or after.text in FUNCTION_WORDS):
        return False  # "to the vendor - me mon", and not "mon ami"
    if token.written.islower():
        return True
    return token.text == "sun" and after is not None and after.text.isalpha() and not after.kinds  # "Sun will release"


def _is_trigger(token: Token) -> bool:
    return token.text in _TRIGGERS or (bool(token.kinds) and not token.kinds.keys() <= _TOO_COMMON)


def _phrase_ends(
    tokens: Sequence[Token], multi_token: MultiTokenMatches, triggers: Iterable[int], rules: Set[Rule]
) -> Iterator[tuple[int, int]]:
    """Yield each phrase near a trigger as its first token and the token after it."""

    def parser_from(block: int) -> ChartParser:
        return ChartParser(grammar(), tokens, multi_token, _ANY_DAY, block + 2 * LONGEST_PHRASE, rules)

    at = block = 0
    parser = parser_from(block)
    for trigger in triggers:
        at = max(at, trigger - _REACH)
        while at <= trigger:
            if at >= block + LONGEST_PHRASE:  # parsed in blocks, so that no chart grows with the line
                block = at
                parser = parser_from(block)
            end = _phrase_end(parser, tokens, at)
            if end is None:
                at += 1
            else:
                yield at, end
                at = end


def _phrase_end(parser: ChartParser, tokens: Sequence[Token], at: int) -> int | None:
    """Return the token after the longest phrase that begins here and is a date on its own, or None."""
    ends = [
        end
        for end, span in parser.read("PHRASE", at)
        if span.standalone >= 3 or (span.standalone == 2 and _stands_last(tokens, at, end))
    ]
    if not ends or _is_part_of_name(tokens, at, max(ends)):
        return None
    return max(ends)


_FRACTIONS = frozenset("1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/8 3/8 5/8 7/8 1/10 9/10 24/7".split())
_GAP = 3  # spaces before a column


def _stands_last(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether "12/4" ends its line or stands before a column's gap, where it is a date and no fraction."""
    if tokens[at].written in _FRACTIONS or "/" not in {token.text for token in tokens[at:end]}:
        return False
    if "".join(token.text for token in tokens[at:end]) in _FRACTIONS or not at:
        return False
    if end < len(tokens):
        return tokens[end].start - tokens[end - 1].end >= _GAP
    return not tokens[at].glued


def _phrase(text: str, tokens: Sequence[Token]) -> Phrase:
    """Return the phrase of some tokens, without "to" before it and without a ")" that was opened before it."""
    if tokens[0].text == "to":
        tokens = tokens[1:]
    if tokens[-1].text == ")" and all(token.text != "(" for token in tokens):
        tokens = tokens[:-1]
    start, end = tokens[0].start, tokens[-1].end
    return Phrase(start, end, text[start:end], _CUES.get(tokens[0].text, ""))


# Words of talk behind a day that no number counts: "by the seventh, yeah" is said without a pause.
_NEVER_COUNTED = frozenset(
    "yeah yes yep yup ok okay please thanks right everybody everyone guys folks latest perfect great fine".split()
)
_FEASTS = frozenset("christmas xmas easter thanksgiving halloween diwali eid ramadan passover hanukkah".split())
_BEFORE_AND_AFTER = frozenset({"before", "after", "ahead", "beforehand"})


def _is_part_of_name(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether date words are part of something else: "Friday's outage", "the March release", a path."""
    before = tokens[at - 1] if at else None
    after = tokens[end] if end < len(tokens) else None
    if before and tokens[at].glued and (before.text in _GLUE or before.text.isalnum()):
        return True
    if after and after.glued and (after.text in ("'s", "'") or (after.text in _GLUE and _glued_word(tokens, end + 1))):
        return True
    last = tokens[end - 1]
    if before and "NUM" in before.kinds and [token.text for token in tokens[at:end]] == ["in", "the", "morning"]:
        return True  # "at 9 in the morning"
    if last.text == "that" and after and after.text.isalpha():
        return True  # "before that is done"
    if last.text in MEETINGS:
        return False  # "tell us at the March meeting how it went"
    if after and after.text.isalpha() and after.text not in FUNCTION_WORDS:
        if last.text in _FEASTS and after.written.islower() and not after.kinds and after.text not in _NEVER_COUNTED:
            return True  # "before the Christmas peak", "the Easter holidays"
        if last.text in _BEFORE_AND_AFTER:
            return True  # "two weeks before launching"
        if "ORDWORD" in last.kinds and end - at <= 5 and after.text not in _NEVER_COUNTED:
            return True  # "by the second attempt"
    name = next((index for index in range(at, end) if not _NAME_KINDS.isdisjoint(tokens[index].kinds)), None)
    if not name or name > at + 2 or tokens[name - 1].text not in _DETERMINERS:
        return False
    return after is not None and after.text.isalpha() and after.text not in FUNCTION_WORDS  # "the March 3 release"


def _glued_word(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].glued and tokens[at].text.isalnum()
