"""The deadline in its sentence: which date words of a candidate belong to the commitment, and which to the work.

"Send the March 3 release notes by Friday" has two dates and one deadline. Offsets are characters of the block's text.
Nothing is resolved here: what the words mean is said by `deadlines`, with the meeting's day.
"""

from __future__ import annotations

import re
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase, find_phrases
from extractor.dates.intervals import DateContext
from extractor.dates.resolving import resolve
from extractor.extraction.candidates.collect import Candidate
from extractor.model import Block

# Words that set a limit: what they govern is a deadline wherever it stands.
_LIMITS = frozenset("by before due until till within".split())
# Words that tie a date to the noun or the time before them: "slides from Monday", "the review of 4 May".
_OF_WORK = frozenset("for from of about since during regarding re after between as".split())
# Participles behind which a date says when something was or will be, by others.
_SET = frozenset(
    "scheduled posted announced dated held planned published sent made raised discussed received starting".split()
)
# What takes place on a day: its date is the event's, unless the work is to make it take place on that day.
_EVENT = expression(
    r"""\b (?: meeting | meetup | meet-up | call | session | workshop | conference | event | webinar | hackathon
        | release | version | presentation | party | sync | stand-?up | interview | summit | show | festival
        | election | deadline | course | class | lecture | exam | retro | demo | agenda | review | training
        | seminar | retreat | visit | trip | lunch | dinner ) s? \s* $""",
    re.X | re.I,
)
_HOLDING = frozenset(
    """
    schedule reschedule hold host run attend attending organise organize arrange have meet join chair convene call
    plan move set go come scheduling hosting holding running joining meeting
    """.split()
)
_PAST = expression(
    r"\b(?:last|past|previous|yesterday|ago)\b|\bearlier\s+(?:today|this\s+(?:week|month|morning))\b", re.I
)
_BARE_YEAR = expression(r"\W*(?:in|for|of|about)?\s*\d{4}\W*")
_NEAR = expression(r"\b(?:this\s+week|next\s+week|today|tomorrow|tonight|weekend|(?:this|next)\s+\w+day)\b", re.I)
# A period that begins a longer noun is the noun's name ("Friday demo"); these go on with the sentence.
_GOES_ON = expression(
    r"""\s+ (?: and | or | so | to | with | for | if | at | in | on | via | by | because | when | where | as | which
        | that | but | then | before | after | from | about | morning | afternoon | evening | night | latest ) \b""",
    re.X,
)
_NAMES_EVENT = expression(r"\s+(?:meeting|call|release|session|event|agenda|standup|meetup|sprint|conference|sync)\b")
_RELATIVE = expression(r"^(?:today|tomorrow|tonight|this|next|end|later)\b", re.I)
_AHEAD = expression(r"\b(?:weekend|next|coming)\b", re.I)
# "In a month" counts from the meeting: no event is named by it.
_SPAN = expression(r"(?:in|within)\s+(?:an?|a\s+few|a\s+couple\s+of|\d+|one|two|three|four|five|six)\s", re.I)
# The event is where the work is to be done: "bring it up in the board meeting tomorrow".
_WHERE = expression(r"\b(?:in|at|during)\s+(?!(?:\S+\s+){0,5}(?:to|for|from|of|about|with)\s)[^,;:.]{1,50}$", re.I)
_AT_EVENT = expression(
    r"(?:in|at|during)\s+(?:the|our|this|that)\s+(?:[\w-]{1,20}\s+){0,4}?"
    r"(?:meeting|call|session|sync|workshop|stand-?up|conference)\s+(?=\w)",
    re.I,
)
_AFTER_EVENT = expression(
    r"after\s+(?:the\s+|our\s+|this\s+)?(?:meeting|call|session|sync|lunch)\s+(?=to(?:day|night|morrow)$)", re.I
)
_HEDGE = expression(r"^(?:possibly|hopefully|probably|maybe|perhaps|ideally)\s+", re.I)
_NOW = expression(r"(?:today|tonight|tomorrow)\b", re.I)
_TIED = expression(r"\b(?:to|for|from|of|about|at|in)\s[^,;:.]{0,50}$", re.I)
_BACK = expression(r"\b(?:then|that|same|following)\b|^(?:by\s+)?(?:the\s+)?day\s+(?:before|after)$", re.I)
_QUOTE = expression(r'"[^"]{1,300}"?|“[^”]{1,300}”?')
_ANY_DAY = DateContext(date(2026, 3, 4))  # to see whether words are a deadline, any day will do


def choose(block: Block, candidate: Candidate) -> Phrase | None:
    """The date phrase that belongs to the commitment, or None: a date inside the work is no deadline.

    A due column of the table says it if it holds one; else the words of the sentence, those of a limit ("by") first.
    """
    columns = [phrase for phrase in candidate.phrases if phrase.cue == "column"]
    if columns:
        # "Item | By | Due" has two such columns, and the first holds names
        return next((phrase for phrase in columns if resolve(phrase.said, _ANY_DAY)), columns[0])
    quotes = [match.span() for match in _QUOTE.finditer(block.text, candidate.start, candidate.end)]
    fit: list[Phrase] = []
    of_work = -1  # where the last phrase of the work ends
    for phrase in candidate.phrases:
        beside = of_work >= 0 and not block.text[of_work : phrase.start].strip(" ,(")
        if beside or _inside(phrase, quotes) or not _belongs(block.text, phrase, candidate):
            of_work = phrase.end  # "the weeks in December before Christmas" is one date of the work
        else:
            fit.append(phrase)
    return _whole(block.text, min(fit, key=_rank)) if fit else None


def _rank(phrase: Phrase) -> tuple[bool, bool, int]:
    """What sets a limit comes first, what names no day last, else the order of the words."""
    return phrase.cue not in _LIMITS, phrase.cue == "after", phrase.start


def refers_to(block: Block, said: str) -> str:
    """The date words that a deadline refers to ("by then", "the same day"): the nearest before it in its block."""
    if not _BACK.search(said):
        return ""
    at = block.text.find(said)
    return next((phrase.said for phrase in reversed(find_phrases(block.text[:at]))), "") if at > 0 else ""


def _inside(phrase: Phrase, spans: list[tuple[int, int]]) -> bool:
    return any(left < phrase.start and phrase.end < right for left, right in spans)


def _belongs(text: str, phrase: Phrase, candidate: Candidate) -> bool:
    """Whether a date phrase says when the work is due."""
    said, cue = phrase.said, phrase.cue
    before = text[candidate.start : phrase.start].rstrip()
    after = text[phrase.end : candidate.end]
    if _PAST.search(said) or re.match(r"['’]s\b", after):
        return False
    aside = any(left <= phrase.start < right for left, right in candidate.subordinate_spans)
    if cue in _LIMITS:
        return not (cue == "within" and aside)
    if aside or _BARE_YEAR.fullmatch(said):
        return False  # "report on what happened last week", "the 2025 grant program"
    words = re.findall(r"[\w'’]+", before[-40:])
    word = words[-1].casefold() if words else ""
    if word in _SET:
        return False  # "the draft posted on Monday", "the meeting scheduled for the 26th"
    of_event = _EVENT.search(before[-60:])
    if not cue and _EVENT.search(re.split(r"\s(?:on|at|in)\s", said)[0]) and not _RELATIVE.search(said):
        return _takes_place(text, candidate)  # "send invites to the meeting on 4 May"
    if cue == "for":
        return bool(_NEAR.search(said)) and not of_event  # "write up the options for next week"
    if cue in {"during", "between"} and _AHEAD.search(said):
        return True  # "over the weekend", "between this and the next meeting"
    if cue == "after" and (meant := resolve(said, _ANY_DAY)) is not None and meant.day is None:
        return True  # "after the release": words without a day, which are kept
    if word in _OF_WORK or cue in _OF_WORK:
        return False
    if not cue and re.match(r"\s+[a-z][\w-]+", after) and not _GOES_ON.match(after):
        return _RELATIVE.search(said) is not None and not _NAMES_EVENT.match(after)
    if of_event and (cue in {"on", "at", "in"} or not cue) and not _SPAN.match(said):
        now = _NOW.match(said) and not _TIED.search(before[-60:])  # "issue a release today"
        return bool(now or _WHERE.search(before[-60:])) or _takes_place(text, candidate)
    return True


def _takes_place(text: str, candidate: Candidate) -> bool:
    """Whether the work is to hold or attend an event, so that the event's date is the work's."""
    opening = re.match(r"\W*([^\W\d_]+)", text[candidate.task_start : candidate.task_end])
    verbs = {opening.group(1).casefold()} if opening else set()
    if candidate.clause is not None:
        verbs.add(candidate.clause.verb)
    return not verbs.isdisjoint(_HOLDING)


def _whole(text: str, phrase: Phrase) -> Phrase:
    """The phrase as a careful reader quotes it: brackets in pairs, no full stop at its end."""
    start, end = phrase.start, phrase.end
    event = _AT_EVENT.match(phrase.said) or _AFTER_EVENT.match(phrase.said)
    if event and [day.said for day in find_phrases(phrase.said[event.end() :])] == [phrase.said[event.end() :]]:
        start += event.end()  # "in the board meeting tomorrow": the work is done there, tomorrow
    if text.count("(", start, end) > text.count(")", start, end):
        closing = re.compile(r"\s?\)").match(text, end)
        end = closing.end() if closing else text.rindex("(", start, end)
    said = text[start:end].rstrip(" ,;:")
    if said.endswith(".") and not re.search(r"\b(?:[ap]\.m|\w\.\w)\.$", said):
        said = said.rstrip(".")
    return Phrase(start, start + len(said), _HEDGE.sub("", said), phrase.cue)
