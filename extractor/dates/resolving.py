"""Resolve the words of a deadline ("by end of next week") to a day, by the conventions of docs/deadlines.md.

docs/deadlines.md shows every convention with examples.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.common.phrasing import format_day
from extractor.dates import holidays
from extractor.dates.absolute import next_such_day
from extractor.dates.chart_parser import ChartParser
from extractor.dates.finding import LONGEST_PHRASE, find_phrases, multi_token_matches
from extractor.dates.grammar import grammar
from extractor.dates.intervals import NO_DAY, SATURDAY, DateContext, DateInterval, point
from extractor.dates.tokens import tokenize
from extractor.model import Deadline, Notes

_MAY_BE_FOREIGN = expression(r"\b\d{1,2}(?:\.|er|º)?\s(?:de\s)?[^\W\d_]{3,10}\.?\s(?:de\s)?(?:19|20)\d\d\b")
_LIMIT = expression(
    r"\W*(?:before|after|until|once|when|upon|following|pending|prior\sto|ahead\sof|as\ssoon\sas(?!\spossible))\s\w",
    re.I,
)
_DATE_KINDS = frozenset({"UNITWORD", "ANYWEEKDAY", "MONTH", "QUARTER", "ORDNUM"})
_MAX_NAME = 40  # characters of the name of a holiday or of a date in another language
_MISTYPED_YEAR = timedelta(days=3 * 366)  # a deadline farther away has a doubt

# Two days that share neither weekday, month nor season: words that give the same day at both do not depend on it.
_TWO_DAYS = (date(2023, 2, 8), date(2027, 9, 18))


@remembered  # most notes say the same few: "by Friday"
def resolve(said: str, context: DateContext) -> Deadline | None:
    """Return the day that the words of a deadline mean.

    None means that they are no deadline ("soon", "version 2.4"); a Deadline whose `day` is None means that they name no
    day ("after the release"). Without `context.held_on`, words whose day depends on the meeting have no day but a
    doubt.
    """
    if context.held_on is None:
        return _resolve_undated(said, context)
    span = _interval_of(said, context)
    if span is None:
        return None
    return Deadline(said, span.due, span.grain, span.stated, span.other, _doubts(said, span, context))


def resolve_deadline(
    said: str,
    held_on: date | None,
    *,
    date_order: str = "mdy",
    country: str = "",
    next_meeting: date | None = None,
) -> Deadline | None:
    """Return the day that the words of a deadline mean at a meeting, as `resolve` does.

    Args:
        said: the words, as the notes write them: "by end of next week".
        held_on: the day of the meeting; None if it is not known.
        date_order: how to read 3/4, "mdy" or "dmy".
        country: whose public holidays count, ISO 3166 code; "" for none.
        next_meeting: the day of the next meeting, for "before the next meeting".
    """
    return resolve(said, DateContext(held_on, date_order, country, next_meeting))


def context_of(
    notes: Notes, held_on: date | None = None, date_order: str | None = None, country: str = ""
) -> DateContext:
    """Return what the deadlines of notes are resolved against.

    Args:
        notes: The notes: their day, the order of their dates, and the next meeting.
        held_on: The day of the meeting, where the notes do not give it.
        date_order: "mdy" or "dmy", if the user gives it; else the notes' own, else "mdy".
        country: Whose public holidays count, ISO 3166 code; "" for none.
    """
    order = date_order or notes.date_order
    return DateContext(
        notes.date or held_on,
        order or "mdy",
        country,
        notes.next_meeting,
        settled=order is not None,
        group=frozenset(re.findall(r"[^\W\d_]{2,}", (notes.title or "").casefold())),
    )


def _resolve_undated(said: str, context: DateContext) -> Deadline | None:
    """Resolve the words without the day of the meeting: with two days for it, to see whether they agree."""
    first, second = (resolve(said, replace(context, held_on=day)) for day in _TWO_DAYS)
    if first is None or second is None:
        return None
    if first.day == second.day and first.grain == second.grain:
        common_doubts = tuple(doubt for doubt in first.doubts if doubt in second.doubts)
        return replace(first, doubts=common_doubts)
    return replace(first, day=None, other=None, doubts=(f"“{said}” needs the meeting's day; give it with --date",))


def _interval_of(said: str, context: DateContext) -> DateInterval | None:
    """Return the interval that the words name, or that the only date phrase among them names."""
    tokens = tokenize(said)
    if not tokens:
        return None
    if len(tokens) > 2 * LONGEST_PHRASE:
        return _only_phrase(said, context)
    parser = ChartParser(grammar(), tokens, multi_token_matches(said, tokens, context), context, len(tokens))
    for start, token in enumerate(tokens):
        for end, span in parser.read("PHRASE", start):
            if all(not rest.text[0].isalnum() for rest in tokens[end:]):
                is_bare_event = span.unit == "event" and span.standalone < 2  # "the release" alone is no deadline
                return None if is_bare_event else span
        if token.text[0].isalnum():
            break
    found = _only_phrase(said, context) or _public_holiday(said, context) or _foreign_date(said, context)
    if found:
        return found
    return NO_DAY if _LIMIT.match(said) else None  # "before merging", "once it is approved"


def _public_holiday(said: str, context: DateContext) -> DateInterval | None:
    """Return a public holiday of the country by its name: "by Australia Day"."""
    name = re.sub(r"^(?:by|before|on|until|at)\s+", "", said.strip(" .,;:()"), flags=re.I)
    if len(name) > _MAX_NAME or not name[:1].isupper() or " " not in name:
        return None
    day = holidays.public_holiday(name, context.country, context.today)
    return point(day, unit="holiday") if day else None


def _foreign_date(said: str, context: DateContext) -> DateInterval | None:
    """Return a full date in another language, by dateparser, which is imported on use: "15. März 2026"."""
    if len(said) > _MAX_NAME or not _MAY_BE_FOREIGN.search(said):
        return None
    import dateparser

    parsed = dateparser.parse(
        said,
        languages=["de", "fr", "es", "it", "nl", "pt"],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": datetime.combine(context.today, time()),
            "PARSERS": ["absolute-time"],
        },
    )
    return point(parsed.date(), year_said=True) if parsed else None


def _only_phrase(said: str, context: DateContext) -> DateInterval | None:
    """Return the interval of the one date phrase among other words: "Ana, by Friday"."""
    phrases = find_phrases(said)
    if len(phrases) != 1 or phrases[0].said == said:
        return None
    phrase = phrases[0]
    other_words = tokenize(said[: phrase.start] + " " + said[phrase.end :])
    if any(not _DATE_KINDS.isdisjoint(token.kinds) for token in other_words):
        return None  # "by the 5th | working day": some date words were not understood
    return _interval_of(phrase.said, context)


def _doubts(said: str, span: DateInterval, context: DateContext) -> tuple[str, ...]:
    """Return the doubts of the interval, and one more if its day is past, not a working day, or years away."""
    day = span.due
    if day is None:
        return span.doubts
    is_named_day = span.grain == "day" and span.stated and span.unit not in ("holiday", "weekend")
    if span.grain == "day" and abs(day - context.today) > _MISTYPED_YEAR:
        likely, _ = next_such_day(day.month, day.day, context.today)
        reason = "; the year may be mistyped" + (f" (for {format_day(likely)})" if likely else "")
    elif day < context.today and not span.doubts:
        reason = f", before the meeting on {format_day(context.today)}"
    elif is_named_day and day.weekday() >= SATURDAY and not span.weekday_said:
        reason = f", a {day:%A}"
    elif is_named_day and (holiday := holidays.holiday_on(day, context.country)):
        reason = f", a public holiday ({holiday})"
    else:
        return span.doubts
    return (*span.doubts, f"“{said}” is {format_day(day)}{reason}")
