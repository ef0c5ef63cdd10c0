"""Choose which date in a segment is the deadline: "Send the March 3 release notes by Friday" has two dates.

Offsets are characters of the block's text. The words are resolved to a day later, by `resolution`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase, find_phrases
from extractor.dates.intervals import DateContext
from extractor.dates.resolving import resolve
from extractor.extraction.candidates.collect import Candidate
from extractor.model import Block


class DateWords(Protocol):
    """Date words in a text: their offsets, and the word before them."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def cue(self) -> str: ...


# Words that set a limit: a date behind them is a deadline wherever it stands.
_LIMITS = frozenset("by before due until till within".split())
_SURE_LIMITS = frozenset({"by", "due"})  # a deadline right behind a date, too: "the 12 March dinner by this Friday"
# Words that tie a date to the noun or the time before them: "slides from Monday", "the review of 4 May".
_TIES_TO_NOUN = frozenset("for from of about since during regarding re after between as".split())
# Participles behind which a date tells when something was or will be: "the draft posted on Monday".
_PARTICIPLES = frozenset(
    "scheduled posted announced dated held planned published sent made raised discussed received starting".split()
)
# What runs out: "passports expiring before April".
_ENDS = expression(r"\b(?:expir(?:ing|es?)|ending|running\sout|lapsing|(?:who|that|which)\s(?:ends?|leaves?))$", re.I)
# What takes place on a day. The date is the event's, unless the work is to let it take place on that day.
_EVENT = expression(
    r"""\b (?: meeting | meetup | meet-up | call | session | workshop | conference | event | webinar | hackathon
        | release | version | presentation | party | sync | stand-?up | interview | summit | show | festival
        | election | deadline | course | class | lecture | exam | retro | demo | agenda | review | training
        | seminar | retreat | visit | trip | lunch | dinner ) s? \s* $""",
    re.X | re.I,
)
_HOLDING_VERBS = frozenset(
    """
    schedule reschedule hold host run attend attending organise organize arrange have meet join chair convene call
    plan move set go come scheduling hosting holding running joining meeting
    """.split()
)
_PAST = expression(
    r"\b(?:last(?!\s\w+\s(?:of|in)\b)|past|previous|yesterday|ago)\b|\bearlier\s+(?:today|this\s+(?:week|month|morning))\b",
    re.I,
)
# The day is what the work is about: "move Friday's class to Monday".
_MOVES_TO = expression(
    r"\b(?:mov(?:e|ing)|reschedul(?:e|ing)|postpon(?:e|ing)|push(?:ing)?|shift(?:ing)?|bring(?:ing)?|switch(?:ing)?"
    r"|chang(?:e|ing)|swap(?:ping)?|delay(?:ing)?|defer(?:ring)?)\s[^.;:]{1,60}\bto$",
    re.I,
)
# Words before the day to which work was moved; it is due then, and no longer on any other day of its line or row.
_NEW_DATE = expression(
    r"""\b(?: (?:new|revised|amended|extended|updated)\s (?:(?:target|due)\s)? (?:date|deadline|due|target|eta)
        \s? (?:is|to|of|:|-|–|=)?
      | now\sdue (?:\son|\sby)? ) \s*""",
    re.VERBOSE | re.IGNORECASE,
)
# The same in a row, where no sentence tells what was moved.
_ROW_MOVED = expression(
    r"""\b(?:now\s)?(?:moved|postponed|extended|pushed|slipped|delayed|deferred|rescheduled|re-?planned) \W{1,2}
        (?:back\s|out\s)? (?:to|until|till|for) \s*""",
    re.VERBOSE | re.IGNORECASE,
)
_CARRIED = expression(r"\b(?:carried\s(?:over|forward)|c/f)\W{1,2}(?:to|until|till|for)\s*", re.IGNORECASE)
_BARE_YEAR = expression(r"\W*(?:in|for|of|about)?\s*\d{4}\W*")
_NEAR_PERIOD = expression(
    r"""\b(?: (?:rest|end)\s+of\s+(?:this|the)\s+\w+ | next\s+(?:\w+\s+)?(?:weeks|days) | this\s+week | next\s+week
    | today | tomorrow | tonight | weekend | (?:this|next)\s+\w+day )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Words behind a date that continue the sentence; before any other word the date is part of a noun ("Friday demo").
_CONTINUES = expression(
    r"""\s+ (?: and | or | so | to | with | for | if | at | in | on | via | by | because | when | where | as | which
        | that | but | then | before | after | from | about | morning | afternoon | evening | night | latest ) \b""",
    re.X,
)
_NAMES_EVENT = expression(r"\s+(?:meeting|call|release|session|event|agenda|standup|meetup|sprint|conference|sync)\b")
_RELATIVE = expression(r"^(?:today|tomorrow|tonight|this|next|end|later)\b", re.I)
_AHEAD = expression(r"\b(?:weekend|next|coming)\b", re.I)
# "In a month" counts from the meeting; it is not the date of an event.
_DURATION = expression(r"(?:in|within)\s+(?:an?|a\s+few|a\s+couple\s+of|\d+|one|two|three|four|five|six)\s", re.I)
# The event is where the work is to be done: "bring it up in the board meeting tomorrow".
_IN_EVENT = expression(r"\b(?:in|at|during)\s+(?!(?:\S+\s+){0,5}(?:to|for|from|of|about|with)\s)[^,;:.]{1,50}$", re.I)
_AT_EVENT = expression(
    r"(?:in|at|during)\s+(?:the|our|this|that)\s+(?:[\w-]{1,20}\s+){0,4}?"
    r"(?:meeting|call|session|sync|workshop|stand-?up|conference)\s+(?=\w)",
    re.I,
)
_AFTER_EVENT = expression(
    r"after\s+(?:the\s+|our\s+|this\s+)?(?:meeting|call|session|sync|lunch)\s+(?=to(?:day|night|morrow)$)", re.I
)
_SOUGHT = expression(
    r"\b(?:need|needs|needed|want|wanted|find|get|looking\sfor)\b.{0,40}\b(?:volunteers?|helpers?|drivers?|people|stewards"
    r"|marshals|cover|hands|parents|somebody|someone)$",
    re.I,
)
_COUNTED_FROM_EVENT = expression(r"\b(?:before|after|prior\sto|ahead\sof|following)\s", re.I)
_HEDGE = expression(r"^(?:possibly|hopefully|probably|maybe|perhaps|ideally)\s+", re.I)
_NEXT_MEETING = expression(
    r"\b(?:next|jan\w*|feb\w*|march|april|may|june|july|aug\w*|sept\w*|oct\w*|nov\w*|dec\w*)\s(?:\w+\s){0,2}"
    r"(?:meeting|mtg|call|session|mdt|committee|board|council|sitting|seminar|rehearsal|clinic|forum|panel)$",
    re.I,
)
_COMES_TO = expression(r"\b(?:come|coming|go|going|attend|join|welcome|invited?)\sto\s$", re.I)  # to the meeting
_FROM_NOW = expression(r"(?:as\s)?from\s(?:tomorrow|today|now)", re.I)
# The first words of a clause that sets a limit: "before the interviews begin on 16 May".
_SETS_LIMIT = expression(r"(?:before|by|until|when|once|in\stime\sfor)\b", re.I)
_NOW = expression(r"(?:today|tonight|tomorrow)\b", re.I)
_TIED = expression(r"\b(?:to|for|from|of|about|at|in)\s[^,;:.]{0,50}$", re.I)
# What tells whom or what is meant: "cards to all who came on Saturday". A day in it is no deadline.
# What is booked for a day is due before it.
_BOOKS = expression(
    r"\b(?:book|reserve|hire|rent|schedule|invite[sd]?|arrange|set (?:\w+ ){0,4}up"
    r"|put [^.;]{0,60}\b(?:calendars?|diary|diaries))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TELLS_WHICH = expression(
    r"""\b(?:who|which|that|whoever)\ (?:\w+\ ){0,2}?
      (?: was | were | had | came | went | did | gave | sent | got | took | made | met
        | said | paid | held | wrote | saw | rang | left | began | won | lost | [a-z]{3,}ed )\b [^,;.()]{0,40}$""",
    re.VERBOSE | re.IGNORECASE,
)
_DIARISES = expression(
    r"\b(?:diari[sz]e|pencil\sin|save|block(?:\sout|\soff)?|keep\sfree|hold)\s(?:the\s)?$", re.IGNORECASE
)
# The day on which a list of people or a shift is held: "book her on the list 19/9".
_HELD = expression(r"\b(?:list|clinic|rota|shift|slot|sitting)\s$", re.IGNORECASE)
# Two days on which something takes place: "a second skip fri + sat".
_NEXT_DAY = expression(r"\s?[+&]\s?(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_DAY_BEFORE = expression(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?\s?[+&]\s?$", re.IGNORECASE)
# A condition or a question with a day in it: "ask if she has time in December".
_ASKED = expression(
    r"\b(?:if|whether)\s(?:[\w'’]+\s){1,4}?(?:has|have|is|are|can|could|will|would|works?|rains?|suits?)\b[^,;.:()]{0,40}$",
    re.IGNORECASE,
)
# What a number of days counts from, where that is no day: "within two days of getting the list".
_COUNTS = expression(
    r"(?:within|in)\s[\w ]{1,16}\b(?:days?|weeks?|hours?|months?)(?P<of>\s(?:of|after))?$", re.IGNORECASE
)
_FROM_EVENT = expression(
    r"\s(?:of|after)\s(?:[a-z]+ing|the|his|her|their|our|its|it|they|he|she|an?|receipt|delivery)\b", re.I
)
_WHOSE = expression(r"(?:\b(?:her|his|my|your|our|their|its)|['’]s)\s$", re.IGNORECASE)
_THING = expression(
    r"\s(?!(?:and|or|so|to|with|for|if|at|in|on|via|by|because|when|but|then|please|latest|morning|afternoon|evening|night"
    r"|noon|am|pm)\b)[a-z]{3,}"
)
_REFERS_BACK = expression(
    r"\b(?:then|that|same|following)\b|^(?:by\s+|on\s+)?(?:the\s+)?\w+\s+(?:before|after)$|\b(?:before|beforehand|ahead)$",
    re.I,
)
_SAME_DAY = expression(r"(?:the\s)?same\s(?:day|date)\W*", re.I)  # at the end of a line
_COUNTS_FROM_DATE = expression(r"\b(?:before|after|beforehand|ahead)$", re.I)
_QUOTE = expression(r'"[^"]{1,300}"?|“[^”]{1,300}”?')
_ANY_DAY = DateContext(date(2026, 3, 4))  # whether words are a deadline does not depend on the day


# "Lukas is out till next week", "the hall is shut till November": how long something lasts, not when work is due.
LASTS = expression(
    r"""\b(?:is|are|was|be|am|being|'s|’s|'re|’re|'m|’m|stays?|remains?)\s(?:still\s|now\s|also\s|both\s|all\s)?
        (?:out|away|off|sick|ill|closed|shut|busy|on\s(?:leave|holiday|annual\sleave|vacation|maternity\sleave|call)
          |on\s(?:a|an|the|another|other)\s(?:\w+\s)?(?:job|course|training|shift|tour|trip|site|secondment)|abroad|unavailable|not\s(?:in|here|available|around)|fully\sbooked|valid|open)
        (?:\s(?!to\b|and\b)[\w'’]+){0,4}?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)


def choose(block: Block, candidate: Candidate) -> Phrase | None:
    """Return the date phrase that is the deadline of a candidate, or None.

    A day to which the work was moved comes first, then a due column of the table, then the words of the segment, those
    behind a limit ("by") first.
    """
    columns = [phrase for phrase in candidate.phrases if phrase.cue == "column"]
    if (moved := _moved_to(block, candidate, columns)) is not None:
        return moved
    if columns:
        # "Item | By | Due" has two such columns, and the first holds names
        return next((phrase for phrase in columns if resolve(phrase.said, _ANY_DAY)), columns[0])
    quotes = [match.span() for match in _QUOTE.finditer(block.text, candidate.start, candidate.end)]
    deadlines: list[Phrase] = []
    work_date_end = -1  # where the last date that is part of the work ends
    for phrase in candidate.phrases:
        # "the weeks in December before Christmas" is one date of the work
        continues_work_date = (
            work_date_end >= 0
            and phrase.cue not in _SURE_LIMITS
            and not block.text[work_date_end : phrase.start].strip(" ,(")
        )
        if continues_work_date or _is_inside(phrase, quotes) or not _is_deadline(block.text, phrase, candidate):
            work_date_end = phrase.end
        else:
            deadlines.append(phrase)
    return _trimmed(block.text, min(deadlines, key=_rank)) if deadlines else None


def _moved_to(block: Block, candidate: Candidate, columns: Sequence[Phrase]) -> Phrase | None:
    """Return the day to which the work of a row, or of a segment, was moved: "Overdue. New date 13 Dec"."""
    in_row = candidate.cell is not None
    start, end = (0, len(block.text)) if in_row else (candidate.start, candidate.end)
    kinds = [_NEW_DATE, *([_ROW_MOVED] if in_row else ()), *([_CARRIED] if in_row and not columns else ())]
    said = {match.end() - start for kind in kinds for match in kind.finditer(block.text, start, end)}
    days = [phrase for phrase in find_phrases(block.text[start:end]) if phrase.start in said] if said else []
    return Phrase(start + days[-1].start, start + days[-1].end, days[-1].said, "due") if days else None


def _rank(phrase: Phrase) -> tuple[bool, bool, int]:
    """Return the sort key of a deadline: limits first, "after ..." last, the others in the order of the words."""
    return phrase.cue not in _LIMITS, phrase.cue == "after", phrase.start


_MAX_LOOK_BACK = 1_000  # characters in which "by then" finds the date that it refers to


def antecedent_of(block: Block, said: str, above: Sequence[Block] = ()) -> str:
    """Return the date words that a deadline refers to ("by then", "one week before"): the nearest before it, or "".

    Args:
        block: The block of the deadline.
        said: The words of the deadline.
        above: The blocks before it that are searched too, the nearest last.
    """
    if not _REFERS_BACK.search(said):
        return ""
    is_of_line = not _COUNTS_FROM_DATE.search(said) and not _SAME_DAY.fullmatch(block.text, block.text.find(said))
    above = () if is_of_line else above  # "by then" means a date of its own line
    start = max(0, block.text.find(said))
    for text in (block.text[:start], *(other.text for other in reversed(above))):
        # Each deadline of a line looks back only so far, or a line with many of them would take quadratic time.
        near = text[-_MAX_LOOK_BACK:]
        dates = [phrase.said for phrase in find_phrases(near) if not _REFERS_BACK.search(phrase.said)]
        if dates:
            return dates[-1]
    return ""


def _is_inside(phrase: Phrase, spans: list[tuple[int, int]]) -> bool:
    """Whether a phrase lies within one of the spans without touching its ends."""
    return any(left < phrase.start and phrase.end < right for left, right in spans)


def _is_deadline(text: str, phrase: Phrase, candidate: Candidate) -> bool:
    """Whether a date phrase says when the work is due, rather than what it is about."""
    before = text[candidate.start : phrase.start].rstrip()
    after = text[phrase.end : candidate.end]
    is_of_past = _PAST.search(phrase.said) or tells_which(text, candidate.start, phrase)
    if is_of_past or LASTS.search(before[-60:]) or re.match(r"['’]s\b", after):
        return False
    if _NEXT_MEETING.search(phrase.said):
        return True  # "bring it to the next meeting", "tell us at the December meeting"
    if phrase.cue == "from" and _FROM_NOW.fullmatch(phrase.said):
        return True
    if not phrase.cue and _MOVES_TO.search(before):
        return False
    is_subordinate = any(
        left <= phrase.start < right and not _SETS_LIMIT.match(text, left)
        for left, right in candidate.subordinate_spans
    )
    if phrase.cue in _LIMITS:
        return not (phrase.cue == "within" and is_subordinate) and _ENDS.search(before) is None
    if is_subordinate or _BARE_YEAR.fullmatch(phrase.said):
        return False  # "report on what happened last week", "the 2025 grant program"
    words = re.findall(r"[\w'’]+", before[-40:])
    word_before = words[-1].casefold() if words else ""
    if word_before in _PARTICIPLES:
        return False  # "the draft posted on Monday", "the meeting scheduled for the 26th"
    if _names_event_day(phrase):
        return _holds_event(text, candidate)  # "send invites to the meeting on 4 May"
    by_cue = _is_deadline_by_cue(phrase, before)
    if by_cue is not None:
        return by_cue
    if word_before in _TIES_TO_NOUN or phrase.cue in _TIES_TO_NOUN:
        return False
    if not phrase.cue and re.match(r"\s+[a-z][\w-]+", after) and not _CONTINUES.match(after):
        return _RELATIVE.search(phrase.said) is not None and not _NAMES_EVENT.match(after)
    return not _is_of_event(phrase, before) or _is_done_at_event(phrase, before) or _holds_event(text, candidate)


def tells_which(text: str, start: int, date: DateWords) -> bool:
    """Whether a date says which people or things are meant: "all who came on Saturday", "her Monday report".

    So does the day for which something is booked: "book the room for the 16th", "diarise 30 April for a review"; and
    so do two days on which something takes place: "a second skip fri + sat".

    Args:
        text: The text of the block.
        start: The offset of the candidate.
        date: The date: its offsets, and the word before it, such as "on".
    """
    before = text[max(start, date.start - 80) : date.start]
    if date.cue == "for" and _BOOKS.search(before):
        return True
    if not date.cue and (
        _COMES_TO.search(before)
        or _DIARISES.search(before)
        or (text[date.start : date.start + 1].isdigit() and _HELD.search(before))
        or (_WHOSE.search(before) and _THING.match(text, date.end))
    ):
        return True
    if (counts := _COUNTS.search(text[max(0, date.start - 8) : date.end])) and _FROM_EVENT.match(
        text, date.end - len(counts["of"] or "")
    ):
        return True
    if date.cue not in _LIMITS and (is_one_of_two(text, date) or _ASKED.search(before)):
        return True
    return date.cue not in _LIMITS and _TELLS_WHICH.search(before) is not None


def is_one_of_two(text: str, date: DateWords) -> bool:
    """Whether a date names one of two days on which something takes place: "a second skip fri + sat"."""
    return bool(_NEXT_DAY.match(text, date.end) or _DAY_BEFORE.search(text[max(0, date.start - 16) : date.start]))


def _names_event_day(phrase: Phrase) -> bool:
    """Whether a phrase names an event with its day: "the meeting on 4 May"."""
    event = re.split(r"\s(?:on|at|in)\s", phrase.said)[0]
    if _COUNTED_FROM_EVENT.search(event):
        return False  # "two weeks before the meeting on 4 May"
    return not phrase.cue and _EVENT.search(event) is not None and not _RELATIVE.search(phrase.said)


def _is_deadline_by_cue(phrase: Phrase, before: str) -> bool | None:
    """Whether a phrase is a deadline by its first word; None where that does not decide it."""
    if phrase.cue == "for" and _SOUGHT.search(before):
        return True  # "need two more volunteers for 14 March"
    if phrase.cue == "for":  # "write up the options for next week"
        return _NEAR_PERIOD.search(phrase.said) is not None and not _EVENT.search(before[-60:])
    if phrase.cue in {"during", "between"} and _AHEAD.search(phrase.said):
        return True  # "over the weekend", "between this and the next meeting"
    if phrase.cue == "after" and (deadline := resolve(phrase.said, _ANY_DAY)) is not None and deadline.day is None:
        return True  # "after the release": words without a day, which are kept
    return None


def _is_of_event(phrase: Phrase, before: str) -> bool:
    """Whether a phrase is the day of the event that is named before it: "add the call next week to the calendar"."""
    if _COUNTED_FROM_EVENT.search(phrase.said):
        return False  # "publish the agenda three days before the meeting on 14 April"
    has_event_cue = phrase.cue in {"on", "at", "in", ""}
    return has_event_cue and _EVENT.search(before[-60:]) is not None and not _DURATION.match(phrase.said)


def _is_done_at_event(phrase: Phrase, before: str) -> bool:
    """Whether the work is done at the event, or makes it happen: "issue a release today"."""
    makes_event = _NOW.match(phrase.said) and not _TIED.search(before[-60:])
    return bool(makes_event or _IN_EVENT.search(before[-60:]))


def _holds_event(text: str, candidate: Candidate) -> bool:
    """Whether the work is to hold or attend an event, so that the event's date is the work's."""
    opening = re.match(r"\W*([^\W\d_]+)", text[candidate.task_start : candidate.task_end])
    verbs = {opening.group(1).casefold()} if opening else set()
    if candidate.clause is not None:
        verbs.add(candidate.clause.verb)
    return not verbs.isdisjoint(_HOLDING_VERBS)


def _trimmed(text: str, phrase: Phrase) -> Phrase:
    """Return the phrase as a careful reader quotes it: brackets in pairs, no full stop at its end."""
    start, end = phrase.start, phrase.end
    event = _AT_EVENT.match(phrase.said) or _AFTER_EVENT.match(phrase.said)
    if event and [day.said for day in find_phrases(phrase.said[event.end() :])] == [phrase.said[event.end() :]]:
        start += event.end()  # "in the board meeting tomorrow": the work is done there, tomorrow
    if text.count("(", start, end) > text.count(")", start, end):
        closing = re.compile(r"\s?\)").match(text, end)
        end = closing.end() if closing else text.rindex("(", start, end)
    said = text[start:end].rstrip(" ,;:")
    if said.endswith(".") and not re.search(r"\b(?:[ap]\.m|\d\d?\.\d\d?|\w\.\w)\.$", said):
        said = said.rstrip(".")
    return Phrase(start, start + len(said), _HEDGE.sub("", said), phrase.cue)
