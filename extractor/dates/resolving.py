"""Resolve the words of a deadline ("by end of next week") to a day, by the conventions of DESIGN.md, section 4.

Words that name a deadline without a day ("after the release") give a Deadline whose day is None; words that are no
deadline at all ("soon", "version 2.4") give None. docs/deadlines.md shows every convention with an example.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

from extractor.common.lazy_regex import expression
from extractor.common.phrasing import format_day
from extractor.dates import holidays
from extractor.dates.absolute import next_such_day
from extractor.dates.chart_parser import ChartParser
from extractor.dates.finding import LONGEST_PHRASE, find_phrases, multi_token_matches
from extractor.dates.grammar import grammar
from extractor.dates.intervals import NO_DAY, DateContext, DateInterval, point
from extractor.dates.tokens import tokenize
from extractor.model import Deadline

_MAY_BE_FOREIGN = expression(r"\b\d{1,2}(?:\.|er|º)?\s(?:de\s)?[^\W\d_]{3,10}\.?\s(?:de\s)?(?:19|20)\d\d\b")
_LIMIT = expression(
    r"\W*(?:before|after|until|once|when|upon|following|pending|prior\sto|ahead\sof|as\ssoon\sas(?!\spossible))\s\w",
    re.I,
)

_DATE_KINDS = frozenset({"UNITWORD", "ANYWEEKDAY", "MONTH", "QUARTER", "ORDNUM"})


def resolve(said: str, context: DateContext) -> Deadline | None:
    """The day that the words of a deadline mean; None when they are no date words, a `day` of None when they name no
    day.

    Without the meeting's day only words that mean the same day at any meeting have one; the others get a doubt.
    """
    if context.held_on is None:
        first, second = (resolve(said, replace(context, held_on=day)) for day in (date(2023, 2, 8), date(2027, 9, 18)))
        if first is None or second is None:
            return None
        if first.day == second.day and first.grain == second.grain:
            return Deadline(
                said, first.day, first.grain, first.stated, first.other, _lasting(first.doubts, second.doubts)
            )
        return Deadline(
            said, None, first.grain, first.stated, None, (f"“{said}” needs the meeting's day; give it with --date",)
        )
    span = _interval_of(said, context)
    if span is None:
        return None
    return Deadline(said, span.due, span.grain, span.stated, span.other, _doubts(said, span, context))


def resolve_deadline(
    said: str,
    held_on: date | None,
    *,
    date_order: str = "mdy",
    country: str = "US",
    next_meeting: date | None = None,
) -> Deadline | None:
    """The day that the words of a deadline mean at a meeting held on `held_on`; see `resolve`."""
    return resolve(said, DateContext(held_on, date_order, country, next_meeting))


def _lasting(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The doubts that do not depend on the meeting's day."""
    return tuple(doubt for doubt in first if doubt in second)


def _interval_of(said: str, context: DateContext) -> DateInterval | None:
    """The span that all of the words name; else that of the only phrase among words that are no date."""
    tokens = tokenize(said)
    if not tokens:
        return None
    if len(tokens) > 2 * LONGEST_PHRASE:
        return _only_phrase(said, context)
    reading = ChartParser(grammar(), tokens, multi_token_matches(said, tokens, context), context, len(tokens))
    for start, token in enumerate(tokens):
        for end, span in reading.read("PHRASE", start):
            if all(not rest.text[0].isalnum() for rest in tokens[end:]):
                bare = span.unit == "event" and span.standalone < 2  # "the release" alone is no deadline
                return None if bare else span
        if token.text[0].isalnum():
            break
    return _only_phrase(said, context) or _public_holiday(said, context) or _foreign(said, context) or _open(said)


def _open(said: str) -> DateInterval | None:
    """No day, for words that begin as a limit and name what has none: "before merging", "once it is approved"."""
    return NO_DAY if _LIMIT.match(said) else None


def _public_holiday(said: str, context: DateContext) -> DateInterval | None:
    """A public holiday by its name in the country of the meeting: "by Australia Day"."""
    name = re.sub(r"^(?:by|before|on|until|at)\s+", "", said.strip(" .,;:()"), flags=re.I)
    if len(name) > 40 or not name[:1].isupper() or " " not in name:
        return None
    day = holidays.public_holiday(name, context.country, context.today)
    return point(day, unit="holiday") if day else None


def _foreign(said: str, context: DateContext) -> DateInterval | None:
    """A date in full in another language ("15. März 2026"), by dateparser, which is imported for nothing else."""
    if len(said) > 40 or not _MAY_BE_FOREIGN.search(said):
        return None
    import dateparser

    found = dateparser.parse(
        said,
        languages=["de", "fr", "es", "it", "nl", "pt"],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": datetime.combine(context.today, time()),
            "PARSERS": ["absolute-time"],
        },
    )
    return point(found.date(), year_said=True) if found else None


def _only_phrase(said: str, context: DateContext) -> DateInterval | None:
    """The span of the one phrase in words that are no date otherwise: "Ana, by Friday"."""
    phrases = find_phrases(said)
    if len(phrases) != 1 or phrases[0].said == said:
        return None
    phrase = phrases[0]
    if any(
        not _DATE_KINDS.isdisjoint(rest.kinds) for rest in tokenize(said[: phrase.start] + " " + said[phrase.end :])
    ):
        return None  # "by the 5th | working day": date words that were not understood
    return _interval_of(phrase.said, context)


def _doubts(said: str, span: DateInterval, context: DateContext) -> tuple[str, ...]:
    """What to ask about a deadline: a day before the meeting, one on which nobody works, a year that looks mistyped."""
    doubts = span.doubts
    day = span.due
    if day is None:
        return doubts
    if abs((day - context.today).days) > 3 * 366 and span.grain == "day":
        meant, _ = next_such_day(day.month, day.day, context.today)
        doubts += (
            f"“{said}” is {format_day(day)}; the year looks mistyped" + (f" for {format_day(meant)}" if meant else ""),
        )
    elif day < context.today and not doubts:
        doubts += (f"“{said}” is {format_day(day)}, before the meeting on {format_day(context.today)}",)
    elif span.grain == "day" and span.stated and span.unit not in ("holiday", "weekend"):
        if day.weekday() > 4 and not span.weekday_said:
            doubts += (f"“{said}” is {format_day(day)}, a {day:%A}",)
        elif holiday := holidays.holiday_on(day, context.country):
            doubts += (f"“{said}” is {format_day(day)}, a public holiday ({holiday})",)
    return doubts
