"""Choose the title of the meeting: a field of the front matter, a heading, or a short line at the top.

A line that carries a promise is never the title ("Ana to send the deck by Friday"), nor is the name of a file or a
stamp ("DRAFT"), nor are words that fit any meeting ("Meeting notes", "our meeting").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.language.columns import column_kind
from extractor.language.people.name_lists import GIVEN_NAMES, common_words
from extractor.language.people.names import is_name
from extractor.model import Block, Kind
from extractor.readers.action_lists import TITLE as OF_ACTIONS
from extractor.readers.attendance import title_status

TOP = 12  # blocks in which a heading or a labelled title stands
LINES = 5  # blocks at the top of which a short line may be the title
LONGEST = 140  # characters
ANY_DAY = date(2000, 1, 1)  # completes partial dates where only their place in the text matters

LABEL = expression(
    r"\W*(?:title|meeting(?: (?:title|name|topic|type|of))?|subject|event|project(?: name)?|committee|group)\W*", re.I
)
FIELD = expression(
    r"\W*(?:(?:the|meeting|call|session|minutes|our)\s){0,2}(?:attendees|present|participants|host|chair|scribe|date|day"
    r"|when|held|start(?:ed)?|time|location|venue|client|matter|file|ref(?:erence)?|from|to|subject|version|author)\b[^:]{0,40}:",
    re.I,
)
# Parts of notes, stamps and names of files.
NEVER = expression(
    r"""
    \W* (?: agenda | links? | discussion | topics | action[ ](?:items?|points?) | actions | next[ ]steps | to[ -]?dos?
    | overview | logistics | details | introductions? | welcome | tl;?dr | table[ ]of[ ]contents | date
    | time(?:[ ]and[ ]\w+)? | location | summary | purpose | speakers | recording | video | approval[ ]of[ ].*
    | draft (?:[ ]\w+)?
    | (?:strictly[ ])?(?:private|confidential)(?:[ ](?:and|&|to|for)[ ](?:the[ ])?\w+){0,2}
    | for[ ]internal[ ]use(?:[ ]only)? | internal | untitled.* | page[ ]\d+
    | (?:hi(?:ya)?|hello|hey|dear) \b .* | (?:good[ ])?(?:morning|afternoon|evening)(?:[ ](?:all|everyone|team))?
    | (?:fwd?|re|fw):? | \d?\d[:.]\d\d \b .*
    ) \W* | [^\s/\\]+ \. (?:md|txt|docx?|pdf|html?|odt|rtf|vtt|srt|csv|xlsx?|eml|pages|log|json) \W*
    | \W*\d{4}-?\d\d-?\d\d\W.*\.(?:md|txt|docx?|pdf|html?|odt|rtf|vtt|srt|csv|xlsx?|eml|pages|log|json)\W*
    """,
    re.X | re.I,
)
# Words that fit any meeting.
GENERIC = expression(
    r"""
    \W* (?: (?:my|our|the|quick|rough|raw|meeting|some|file|attendance|telephone|call)[ ])*
    (?: notes? | minutes | meeting | mtg | call )
    (?: [ ](?: (?:from|of|on|for|about)[ ](?:(?:my|our|the|a|this|today'?s?)[ ])* (?:meeting|mtg|call|minutes)
      | minutes | notes? | details | information | info | summary | today ) )? \W*
    """,
    re.X | re.I,
)
STAMP = expression(r"\W*(?:file|attendance|telephone|call)\ note\W*", re.I)  # better than no title
MEETING = expression(r"\b(?:meeting|minutes|notes|call|sync|committee|board|council|huddle|review|retro)\b", re.I)
COMMITS = expression(
    r"""^\W*(?:please|pls|kindly|don['’]?t\ forget|remember\ to|need(?:s|ed)?\ to|can\ (?:you|someone|somebody|anyone)
        |(?:someone|somebody|everyone|everybody|all)\ (?:to|needs?\ to|please|pls))\b
    |^\W*(?:action|todo|ai|task)s?\s?[:\]]\s*\S
    |\b(?:I|we|he|she|they)
        (?:['’]ll\b|\ will\b|\ (?:have|has|need|needs|agreed|promised|is|are\ going)\ to\b|\ [a-z]+s\b)
    |\b(?:by|before|until|til)\ (?:(?:this|next|end\ of|the\ end\ of)\ )?
        (?:(?:mon|tues?|weds?|wednes|thur?s?|fri|satur|sat|sun)(?:day)?
          |tomorrow|tmrw|today|tonight|eod|eow|eob|week|month)\b""",
    re.X | re.I,
)
# Who does something: "Ana to book", "Ana & Bob will ring", but not "Introduction to the tool".
ASSIGNS = expression(
    r"^\W*(?P<who>[^\W\d_][\w.'’&+/, -]{0,40}?)\s(?:to|will|['’]ll|must|should|has\sto|needs\sto|is\sgoing\sto)\s"
    r"(?!the\b|a\b|an\b|our\b|be\b|our\b)[a-z]+\b"
)
# What one writes of somebody in a line that is no title: "Bob rings the bank tomorrow".
DOES = expression(r"^\W*(?P<who>[^\W\d_][\w'’-]*)\s[a-z]{2,}s\s\S+\s\S")
# "quick call with Ana re the roof": what the meeting is about, behind who met.
MATTER = expression(
    r"^\W*(?:[\w,./]+\s+){0,5}[–—-]?\s*(?:(?:quick|short|brief|phone|video|team)\s)*"
    r"(?:catch[ -]?up|call|chat|meeting|mtg|meet|conversation|phone\scall)\s(?:w/|with)\s?[^:]{2,60}?"
    r"\s(?:re|about|regarding|on)[:.]?\s(?P<matter>(?!the\s\d|\d|mon|tue|wed|thu|fri|sat|sun)[^:.!?]{4,60})$",
    re.I,
)
HELD = expression(r",?\s+(?:was\s+)?held\s+(?:on|at|in|by|via)\b.*", re.I | re.S)


def title_of(field: str | None, blocks: Sequence[Block]) -> str | None:
    """Return the title of the meeting, or None.

    Args:
        field: The title in the front matter, if any; it wins unless it is only a date.
        blocks: All blocks of the notes.
    """
    if field and _is_more_than_a_date(field) and not NEVER.fullmatch(field):
        return field
    title = _labelled_or_heading(blocks)
    if title and (_is_more_than_a_date(title) or not field):
        return title
    return field or title


def _labelled_or_heading(blocks: Sequence[Block]) -> str | None:
    """Return the title that the first blocks give: a heading, a "Meeting: ..." line, or a short line at the top."""
    line = stamp = None
    is_top = True
    for index, block in enumerate(map(_without_columns, blocks[:TOP])):
        label, _, value = block.text.partition(":")
        if value.strip() and len(value) < 120 and LABEL.fullmatch(label) and not NEVER.fullmatch(value.strip()):
            return value.strip()
        is_short = block.kind is Kind.PARAGRAPH and is_top and index < LINES and _is_short_line(block.text)
        if (block.kind is not Kind.HEADING and not is_short) or not _may_be_title(block.text) or _is_of_person(block):
            is_stamp = _is_stamp(block.text) and not OF_ACTIONS.fullmatch(block.text)
            is_top = is_top and (is_stamp or carries_promise(block.text))
            continue
        title = _bare(block.text)
        if GENERIC.fullmatch(title):
            stamp = stamp or (title if STAMP.fullmatch(title) else None)
        elif block.kind is Kind.HEADING or MEETING.search(title):
            return line if line and (block.kind is not Kind.HEADING or _is_dated_above(line, title)) else title
        elif is_short:
            line = line or title
            is_top = False
    return line or stamp


def _without_columns(block: Block) -> Block:
    """Return a block at the top without what stands at its right: a letterhead, or the titles of columns.

    Of "SITE MINUTES NO. 7      Vollmer Architects" the first column is the title, and of "No.   Subject   Who" nothing.
    """
    first, *others = _GAP.split(block.text.strip())
    if not others:
        return block
    if block.kind is Kind.HEADING:
        are_columns = sum(column_kind(title) != "" for title in (first, *others)) >= 2
        is_title = are_columns and not column_kind(first)
        return replace(block, text=first if is_title else "" if are_columns else block.text)
    return replace(block, text=first) if block.kind is Kind.PARAGRAPH and MEETING.search(first) else block


_GAP = expression(r"\s{3,}")  # blanks that the reader leaves between columns


def _is_dated_above(line: str, heading: str) -> bool:
    """Whether the first line names the meeting with its day, and the heading below is one word of a section."""
    return " " not in heading and line[0].isalnum() and bool(find_dates(line, near=ANY_DAY))


def _is_of_person(block: Block) -> bool:
    """Whether a heading is the name of somebody ("DEBBIE"), or a line says what somebody does."""
    if block.kind is Kind.HEADING:
        return block.text.strip(" :").lower() in GIVEN_NAMES
    does = DOES.match(block.text)
    return does is not None and does["who"].lower() in GIVEN_NAMES


def _bare(text: str) -> str:
    """Return a title without its marks: "of the Annual General Meeting held on ..." is "Annual General Meeting".

    Of "Mon 9 Feb - quick catch up with Karen re office move" the matter is the title.
    """
    bare = text.strip(" :#*")
    if match := MATTER.search(bare):
        return match["matter"].strip(" :")
    if match := HELD.search(bare):
        bare = bare[: match.start()]
    return re.sub(r"^(?i:minutes\s)?of\sthe\s", "", bare) if bare.startswith("of the ") else bare


def _is_short_line(text: str) -> bool:
    if MATTER.search(text) and len(text) <= 100:
        return True
    return len(text) <= 100 and len(HELD.sub("", text).split()) <= 12 and not text.endswith((".", "!", ";", ","))


def _is_stamp(text: str) -> bool:
    """Whether a line says nothing of the meeting, so that the title may stand below it."""
    return NEVER.fullmatch(text.strip(" :")) is not None or not _is_more_than_a_date(text)


def _may_be_title(text: str) -> bool:
    bare = text.strip(" :")
    return not (
        title_status(bare).lists_people
        or NEVER.fullmatch(bare)
        or len(bare) > LONGEST
        or FIELD.match(bare)
        or carries_promise(bare)
    )


def carries_promise(text: str) -> bool:
    """Whether a line says that somebody is to do something, so that it is no title."""
    if COMMITS.search(text):
        return True
    assigns = ASSIGNS.match(text)
    people = re.split(r"\s*(?:,|&|\+|/|\band\b)\s*", assigns["who"].strip()) if assigns else []
    return bool(people) and all(_is_person(words) for words in people if words)


def _is_person(words: str) -> bool:
    """Whether words are a name, and no common word with a capital ("Road to recovery")."""
    first = words.split()[0].lower()
    return is_name(words) and (first in GIVEN_NAMES or first not in common_words())


def _is_more_than_a_date(text: str) -> bool:
    places = [(written.start, written.end) for written in find_dates(text, near=ANY_DAY)]
    starts, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(text)]
    rest = "".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    return len(re.findall(r"[A-Za-z]", rest)) >= 4
