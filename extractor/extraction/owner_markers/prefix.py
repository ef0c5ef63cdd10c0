"""Find the owner named at the start of a line: "Kim: ...", "@kim ...", "[Kim] ...", "Kim to ...".

Offsets are characters of the text that is passed in. `extraction.annotation` calls these functions, once for each text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.owner_markers.spans import OwnerSpan, all_known
from extractor.language.people.name_lists import common_words
from extractor.language.people.names import PARTICLES
from extractor.language.people.roles import tells_role
from extractor.language.people.roster import Roster

# [^\w@] and not \W before the name: the @ of a handle belongs to it.
_LABEL = expression(
    r"^[^\w@]{0,4}(?P<who>[@\w][^:–—→\n]{0,60}?)\s{0,8}(?P<sep>:|\s[-–—]\s|-\s|–|—|\s?[-=]{1,8}>|→|\t|\s{3})\s*+(?=\S)"
)
_HANDLES = expression(
    r"^[^\w@]{0,4}(?P<who>@[\w.-]+(?:\s*(?:,|/|&|\band\b)?\s*@[\w.-]+){0,5})"
    r"(?!(?:\s[\w'’-]{2,}){1,3}\s?(?::|[-–—])\s)\s*[\])]*\s*[:,–-]?\s+(?=\S)"  # not before "@Wim de Boer - Ring"
)
_BRACKETED = expression(
    r"^[^\w@(\[]{0,4}[(\[](?P<who>[@\w?][^()\[\]]{0,40})[)\]]\s*[:–-]?\s+(?=\S)"
)  # "(rswamina) Add a note"
_BEFORE_VERB = expression(
    r"""^[^\w@]{0,4}(?P<who>[@\w][\w.'’,/&+ -]{0,70}?)(?:\ \([^()]{1,40}\))?,?\s+
    (?:has\ |have\ |had\ )?(?:also\ |still\ |then\ |both\ |kindly\ |graciously\ )?
    (?P<cue>to|will(?!\s+need\s+(?!to\b))  # "Carla will need a new hose"
    |should|must|shall|needs?\ to|has\ to|have\ to|is\ to|are\ to|is\ going\ to|are\ going\ to|can|please|pls|plz
    |agree[sd]?\ to|volunteer(?:s|ed)\ to|offer(?:s|ed)\ to|promised\ to|undertook\ to|plans\ to|wants\ to|'ll|’ll
    |committed\ to|(?:is|are)\ in\ charge\ of|(?:is|are)\ responsible\ for)\s+(?=\w)""",
    re.VERBOSE,
)
_CARRIED = expression(r"m/s(?:/[a-z])?\b", re.IGNORECASE)  # "M/S/C": moved, seconded, carried
_BARE = expression(r"^[^\w@]{0,4}(?P<who>[@\w][\w.'’,/&+ -]{0,50}?)\s+(?P<verb>[a-z][a-z-]{2,})\b")
_BEFORE_BRACKET = expression(r"[^()\[\]]{3,40}[(\[]")
_BEFORE_OWNER = expression(r"\W{0,3}(?=[(\[])")  # between the date that opens a line and the owner in brackets
# Words that are a name only before "to" and "will": "Will to reduce the height"
_NAMES_AS_WORDS = frozenset(["will", "mark", "bill", "grant", "max", "rob", "sue", "pat", "chase", "drew"])
_ID = expression(r"^\W{0,3}[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\W{1,3}(?=\w)")
_NO_VERB = frozenset(
    """and is was has had are were does did says said thinks wants needs knows likes or of for on in at the a an
    can could""".split()
)
_CAPITALISED_OWNER = expression(
    r"""^[^\w@]{0,4}(?:the\ )?
    (?P<who>[A-Z][\w.'’&-]*(?:(?:\ (?:of|for|and|the|in|&))?\ [A-Z&][\w.'’&/-]*){0,9}(?:\ [a-z][\w-]+)?|[a-z][\w-]{2,})
    \s+(?:to|will|shall)\s+(?=[a-z])""",
    re.VERBOSE,
)


def label(text: str, roster: Roster, dates: Callable[[], Sequence[Phrase]]) -> OwnerSpan | None:
    """Find the owners before a colon, dash or arrow at the start of `text`, or handles or a name in brackets there.

    Args:
        text: The line, or what is left of it behind a marker.
        roster: The people of the notes.
        dates: Gives the date phrases of `text`; called only where brackets follow its first words.
    """
    for pattern in (_HANDLES, _BRACKETED, _LABEL):
        match = pattern.match(text)
        if not match or match["who"].strip().casefold() == "i" or not roster.owners_only(match["who"]):
            continue
        weak = pattern is _LABEL and (match["sep"] == "- " or match["sep"].isspace())
        weak = weak and not text[match.start("sep") - 1].isspace()
        if weak and not all_known(match["who"], roster):
            continue  # "PeterW- Implement": blanks, or a dash without a blank before it, follow a known name only
        return OwnerSpan(match["who"], match.start("who"), match.end())
    return _label_behind_date(text, roster, dates)


def _label_behind_date(text: str, roster: Roster, dates: Callable[[], Sequence[Phrase]]) -> OwnerSpan | None:
    """Find the owners in brackets behind the date that opens a line: "April 30 (Margaret) draft the message"."""
    if not _BEFORE_BRACKET.match(text):
        return None
    phrases = dates()
    if not phrases or re.search(r"\w", text[: phrases[0].start]):
        return None
    gap = _BEFORE_OWNER.match(text, phrases[0].end)
    match = _BRACKETED.match(text[gap.end() :]) if gap else None
    if gap is None or match is None or not roster.owners_only(match["who"]):
        return None
    return OwnerSpan(match["who"], gap.end() + match.start("who"), gap.end() + match.end())


def topic_end(text: str) -> int:
    """Return where the work starts behind an id ("ACT-44:") or a topic ("Slides: ..."); 0 where there is none."""
    if match := _ID.match(text):
        return match.end()
    match = _LABEL.match(text)
    if not match or match["sep"] != ":" or len(match["who"].split()) > 6:
        return 0
    return match.end() if match["who"].count("(") <= match["who"].count(")") else 0  # "Update it (owner: Kim)"


def before_verb(text: str, roster: Roster) -> OwnerSpan | None:
    """Find the owners at the start of `text` before "to", "will" and the like: "Kim and Lee to review it"."""
    match = _BEFORE_VERB.match(text)
    if match is not None and (_CARRIED.match(match["who"]) or _is_auxiliary(match, roster)):
        return None
    if match is None or not (roster.owners_only(match["who"]) or _is_name_like_word(match)):
        return None
    return OwnerSpan(match["who"], match.start("who"), match.end(), match["cue"])


def _is_auxiliary(match: re.Match[str], roster: Roster) -> bool:
    """Whether "Will" is no name: "Will have to research it"."""
    between = match.string[match.end("who") : match.end("cue")].split()
    is_verb = match["who"].casefold() == "will" and between[0].casefold() in {"need", "have", "please"}
    return is_verb and not roster.known(match["who"])


def _is_name_like_word(match: re.Match[str]) -> bool:
    """Whether a word that is also a name is a person here: "Will to reduce it"."""
    return match["who"].casefold() in _NAMES_AS_WORDS


def capitalised_owner(text: str) -> OwnerSpan | None:
    """Find capitalised words before "to" or "will" at the start of `text`, whether they are known or not.

    Only for what follows a marker of an action: "Action: Austin Public Health to provide a list".
    """
    match = _CAPITALISED_OWNER.match(text)
    if match and match["who"].split()[0].casefold() in common_words() and not _names_body(match["who"]):
        match = None  # "Review Samir Bhatt to check"
    return OwnerSpan(match["who"], match.start("who"), match.end()) if match else None


def _names_body(words: str) -> bool:
    """Whether several words end with that of a body: "Events in CI/CD workstream"."""
    parts = words.split()
    return len(parts) > 2 and (tells_role(parts[0].casefold()) or tells_role(parts[-1].casefold()))


def bare_name(text: str, roster: Roster) -> OwnerSpan | None:
    """Find known people at the start of `text` right before a verb: "Kim chase the supplier".

    `end` of the span is where the verb starts.
    """
    match = _BARE.match(text)
    if not match or not all_known(match["who"], roster):
        return None
    if match["verb"] in _NO_VERB | PARTICLES or match["verb"].endswith(("ed", "ing")):
        return None
    return OwnerSpan(match["who"], match.start("who"), match.start("verb"))


_ARROW_SIGNS = ("→", "->", "=>", "⇒")
_ARROW = expression(
    r"(?:→|[-=]+>|⇒)\s*(?P<who>[@\w][\w.'’@/&+ -]{0,40}?)"
    r"(?=\s+(?:to\s|by\s|before\s|until\s|[a-z]{2,}\b)|\s*(?:[,;(]|\.(?!\w))|\s*$)"
)


def behind_arrow(text: str, roster: Roster) -> OwnerSpan | None:
    """Find whom an arrow within a line points to: "paper → Mei-Ling sends it", "tide table → Saskia + Kwabena"."""
    if not any(sign in text for sign in _ARROW_SIGNS):
        return None
    for match in _ARROW.finditer(text):
        if match.start() < 3:
            continue
        for words in (match["who"], match["who"].split()[0]):
            if words.casefold() == "me" or all_known(words, roster):
                return OwnerSpan(words, match.start(), match.start("who") + len(words))
    return None
