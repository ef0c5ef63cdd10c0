"""Dress: how a line of notes wears its owner where it begins: "Kim: ...", "@kim ...", "[Kim] ...", "Kim to ...".

Offsets are characters of the text that is passed in. No spaCy here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.dates.finding import find_phrases
from extractor.language.people.name_lists import EVERYBODY, common_words
from extractor.language.people.roster import Roster


@dataclass(frozen=True, slots=True)
class OwnerSpan:
    """The words that name an owner, and the part of the line that is dress and no work."""

    who: str
    start: int
    end: int
    cue: str = ""  # what says that they are to do it, where words do: "to", "will"


# [^\w@] and not \W before the name: the @ of a handle belongs to it.
_LABEL = expression(
    r"^[^\w@]{0,4}(?P<who>[@\w][^:–—→\n]{0,60}?)\s*(?P<sep>:|\s[-–—]\s|-\s|–|—|\s?[-=]+>|→|\t+|\s{3,})\s*(?=\S)"
)
_SEPARATOR = expression(r"[-:–—=→\t]")  # what a label ends with, where it does not with a gap
_GAP = "   "
_FURTHEST = 80  # characters from the start of a line in which its label ends
_HANDLES = expression(
    r"^[^\w@]{0,4}(?P<who>@[\w.-]+(?:\s*(?:,|/|&|\band\b)?\s*@[\w.-]+){0,5})\s*[\])]*\s*[:,–-]?\s+(?=\S)"
)
_NAMED = expression(
    r"^[^\w@(\[]{0,4}[(\[](?P<who>[@\w?][^()\[\]]{0,40})[)\]]\s*[:–-]?\s+(?=\S)"
)  # "(rswamina) Add a note"
_BEFORE_VERB = expression(
    r"""^[^\w@]{0,4}(?P<who>[@\w][\w.'’,/&+ -]{0,70}?)(?:\ \([^()]{1,40}\))?,?\s+
    (?:has\ |have\ |had\ )?(?:also\ |still\ |then\ |both\ |kindly\ |graciously\ )?
    (?P<cue>to|will|should|must|shall|needs?\ to|has\ to|have\ to|is\ to|are\ to|is\ going\ to|are\ going\ to|can|please
    |agree[sd]?\ to|volunteer(?:s|ed)\ to|offer(?:s|ed)\ to|promised\ to|undertook\ to|plans\ to|wants\ to|'ll|’ll
    |committed\ to|(?:is|are)\ in\ charge\ of|(?:is|are)\ responsible\ for)\s+(?=\w)""",
    re.VERBOSE,
)
_BARE = expression(r"^[^\w@]{0,4}(?P<who>[@\w][\w.'’,/&+ -]{0,50}?)\s+(?P<verb>[a-z][a-z-]{2,})\b")
_BEFORE_BRACKET = expression(r"[^()\[\]]{3,40}[(\[]")
_DATED = expression(r"\W{0,3}(?=[(\[])")  # between the date that opens a line and who is named behind it
# Words that are somebody before "to" and "will" alone: "Will to reduce the height"
_NAMES_AS_WORDS = frozenset(["will", "mark", "bill", "grant", "max", "rob", "sue", "pat", "chase", "drew"])
_ID = expression(r"^\W{0,3}[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\W{1,3}(?=\w)")
_NO_VERB = frozenset(
    """and is was has had are were does did says said thinks wants needs knows likes or of for on in at the a an
    can could""".split()
)


def asked_once(read: Callable[[str, Roster], OwnerSpan | None]) -> Callable[[str, Roster], OwnerSpan | None]:
    """The same, asked once for each text of a note: the line itself, its list and its clauses all want to know."""

    @wraps(read)
    def ask(text: str, roster: Roster) -> OwnerSpan | None:
        return roster.once(read.__name__, text, lambda text: read(text, roster))

    return ask


@asked_once
def label(text: str, roster: Roster) -> OwnerSpan | None:
    """The owners before a colon, dash or arrow at the start of `text`, or handles or a name in parentheses there."""
    for pattern in (_HANDLES, _NAMED, _LABEL):
        found = pattern.match(text) if pattern is not _LABEL else _labelled(text)
        if not found or found["who"].strip().casefold() == "i" or not roster.owners_only(found["who"]):
            continue
        weak = pattern is _LABEL and (found["sep"] == "- " or found["sep"].isspace())
        weak = weak and not text[found.start("sep") - 1].isspace()
        if weak and not all_known(found["who"], roster):
            continue  # "PeterW- Implement": blanks, or a dash that touches the word, are a label behind somebody known
        return OwnerSpan(found["who"], found.start("who"), found.end())
    return _behind_date(text, roster)


@remembered
def _labelled(text: str) -> re.Match[str] | None:
    """The words before the first colon, dash, arrow or gap of a line, whoever or whatever they are."""
    return _LABEL.match(text) if _SEPARATOR.search(text, 0, _FURTHEST) or _GAP in text[:_FURTHEST] else None


def _behind_date(text: str, roster: Roster) -> OwnerSpan | None:
    """The owners in parentheses behind the date that a line opens with: "April 30 (Margaret) draft the message"."""
    if not _BEFORE_BRACKET.match(text):
        return None
    dates = find_phrases(text)
    if not dates or re.search(r"\w", text[: dates[0].start]):
        return None
    gap = _DATED.match(text, dates[0].end)
    found = _NAMED.match(text[gap.end() :]) if gap else None
    if gap is None or found is None or not roster.owners_only(found["who"]):
        return None
    return OwnerSpan(found["who"], gap.end() + found.start("who"), gap.end() + found.end())


def topic(text: str) -> int:
    """Where the work starts behind a label that is no owner: an id ("ACT-44:"), a topic ("Slides: ..."); 0 for none."""
    if found := _ID.match(text):
        return found.end()
    found = _labelled(text)
    if not found or found["sep"] != ":" or len(found["who"].split()) > 6:
        return 0
    return found.end() if found["who"].count("(") <= found["who"].count(")") else 0  # "Update it (owner: Kim)"


@asked_once
def before_verb(text: str, roster: Roster) -> OwnerSpan | None:
    """The owners at the start of `text` before "to", "will" and the like: "Kim and Lee to review it"."""
    found = _BEFORE_VERB.match(text)
    if found is None or not (roster.owners_only(found["who"]) or _is_word_and_name(found)):
        return None
    return OwnerSpan(found["who"], found.start("who"), found.end(), found["cue"])


def _is_word_and_name(found: re.Match[str]) -> bool:
    """Whether a word that is also a name is somebody here: "Will to reduce it", and not "Will need to reduce it"."""
    who = found["who"].casefold()
    return who in _NAMES_AS_WORDS and not (who == "will" and found["cue"] in {"need to", "have to"})


def named(text: str) -> OwnerSpan | None:
    """Capitalised words before "to" or "will" at the start of `text`, whoever they are.

    Only where a marker already says that an action follows: "Action: Austin Public Health to provide a list".
    """
    found = _NAMED_BODY.match(text)
    if found and found["who"].split()[0].casefold() in common_words():
        found = None  # "Review Samir Bhatt to check"
    return OwnerSpan(found["who"], found.start("who"), found.end()) if found else None


_NAMED_BODY = expression(
    r"""^[^\w@]{0,4}(?:the\ )?
    (?P<who>[A-Z][\w.'’&-]*(?:(?:\ (?:of|for|and|the|&))?\ [A-Z&][\w.'’&-]*){0,7}|[a-z][\w-]{2,})
    \s+(?:to|will|shall)\s+(?=[a-z])""",
    re.VERBOSE,
)


@asked_once
def bare(text: str, roster: Roster) -> OwnerSpan | None:
    """Known people at the start of `text` right before a verb: "Kim chase the supplier". `end` is the verb's start."""
    found = _BARE.match(text)
    if not found or not all_known(found["who"], roster):
        return None
    if found["verb"] in _NO_VERB or found["verb"].endswith(("ed", "ing")):
        return None
    return OwnerSpan(found["who"], found.start("who"), found.start("verb"))


def all_known(words: str, roster: Roster) -> bool:
    """Whether every one of these owners is somebody whom the notes name elsewhere."""
    parts = roster.split(words)
    return bool(parts) and all(
        roster.known(part)
        or part.casefold() in EVERYBODY
        or part.casefold() in roster.called
        or (part.startswith("@") and roster.is_person(part))
        for part in parts
    )
