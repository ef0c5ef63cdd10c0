"""Tails: how a line of notes wears its owner where it ends, or within it: "... (Kim)", "... - Kim", "..., Kim to do".

Offsets are characters of the text that is passed in. No spaCy here.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases, may_hold_phrase
from extractor.extraction.owner_markers.prefix import OwnerSpan, all_known, asked_once, before_verb, label
from extractor.language.people.name_lists import GIVEN_NAMES, common_words
from extractor.language.people.roster import Roster

_TAIL = expression(
    r"""[\s.]*(?:\((?P<paren>[^()]{1,60})\)|\[(?P<square>[^\[\]]{1,60})\]
    |(?:\s?[-–—=]+>?\s|\s[-–—]|→\s*|\t+|\s{3,}|(?<!\bw)(?:\s/\s*|/\s)|:\s*|\s*\|\s+|\s?\.{4,}\s*)
     (?P<dash>[@\w](?:[^()\[\]:;!?–—.]|\.(?=\w|\s[A-Z])){0,60}))[\s.!?|]*$""",
    re.VERBOSE,
)
_MAY_BE_TAIL = expression(r"[)\]→\t/:|]|[-–—=]>?\s|\s(?:[-–—]|\s\s)|\.{4}")
_OWNED_BY = expression(
    r"""[\s,;(\[–—-]*\b(?:owners?|assigned\ to|assignees?|responsible|lead|who|dri|by)\s*[:=]\s*
    (?P<who>[@\w][^;()\[\]|]{0,60}?)\s*[)\].]*\s*
    (?P<due>[.,;(\[|–—-]\s*(?:due|deadline|by\ when|when|eta)\b[^.;]{1,40}[.)\]]?\s*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_OWNING = ("owner", "assign", "responsible", "lead", "who", "dri", "by")  # one of these in each
_FURTHEST = 140  # characters from the end of a line in which who ends it stands
_TITLE_OF_OWNER = expression(
    r"^(?:owners?|assigned(?:\s+to)?|assignee|responsible|lead|action|by|poc)\s*[:=-]?\s+", re.IGNORECASE
)
# "Shaun to do by July 10", "David volunteers", "XAMPPRocky will do this", "Pantea to complete by tomorrow"
_WILL_DO = expression(
    r"""^(?P<who>.{1,40}?)\s+(?: (?P<cue>will|to|can|could|shall|is\ to|is\ going\ to|'ll|’ll
      |(?:volunteer(?:s|ed)?|offered|agreed)(?:\s+to)?)
      (?:\s+(?:do|take|handle|complete|lead|own|finish|manage|follow\ up|look\ into|take\ care\ of|work\ on|take\ on
        |organi[sz]e))?
      (?:\s+(?:this|that|it|these|them|so|on\ this|on\ it|the\ action|the\ task|this\ \w+))?
    | (?:is|are)\s+(?:on|doing|handling|working\s+(?:on|in)|looking\s+(?:into|at|after)|taking)\s+(?:it|this|that)
    | (?P<doing>to)\s+(?-i:[a-z]{3,})(?:\s(?:up|out|with\ \w+))?(?!\s+(?:on|at|in)\b) )
    (?P<when>\s+(?:by|on|before|this|next|until|at|in|tomorrow|today)\b.*)?$""",
    re.VERBOSE | re.IGNORECASE,
)


@asked_once
def tail(text: str, roster: Roster) -> OwnerSpan | None:
    """The owners at the end of `text`: "(Kim)", "- Kim", "[Kim]", "(Kim to do by Friday)", "owner: Kim"."""
    owns = ":" in text or "=" in text
    found = _OWNED_BY.search(text) if owns and any(map(text.lower().__contains__, _OWNING)) else None
    if found and roster.owners_only(found["who"]) and found.start() > 2:
        return OwnerSpan(found["who"], found.start(), found.start("due") if found["due"] else found.end())
    if (last := _last(text, roster)) is not None:
        return last
    reach = max(0, len(text.rstrip()) - _FURTHEST)
    found = _TAIL.search(text, reach) if _MAY_BE_TAIL.search(text, reach) else None
    if not found and text.rstrip()[-1:] not in ")]" and ")" in text:
        return _before_date(text, roster)
    while found is not None:
        if found.start() > 2 and (worn := _in_tail(text, found, roster)) is not None:
            return worn
        found = _TAIL.search(text, found.start() + 1) if found["dash"] else None  # "the tickets - to reverse - Aris"
    return None


def _in_tail(text: str, found: re.Match[str], roster: Roster) -> OwnerSpan | None:
    """The owners in what a line ends with, behind a dash or in brackets."""
    group = "paren" if found["paren"] else "square" if found["square"] else "dash"
    if _INTO_BRACKETS.search(text, 0, found.start("dash") if group == "dash" else found.end()):
        return None
    words = _TITLE_OF_OWNER.sub("", found[group].strip(" |"))
    dates = find_phrases(words) if may_hold_phrase(words) else ()
    if dates and not words[: dates[0].start].strip():
        return None  # "(EOD)" is nobody
    if dates and roster.owners_only(before := words[: dates[0].start].rstrip(" |")):
        # "[Tallis by Thursday]": the name goes, the date stays for the deadline
        return OwnerSpan(before, found.start(), found.start(group))
    if roster.owners_only(words):
        return OwnerSpan(words, found.start(), found.end())
    if (done := _doer(words, roster)) is not None:
        kept = found.start(group) if done["when"] else found.end()
        return OwnerSpan(done["who"], found.start(), kept, _cue_of(done))
    return None


def _cue_of(done: re.Match[str]) -> str:
    """ "to" where somebody is to do it, "" where they might: "Kim will take this", "Kim can do it"."""
    return "" if (done["cue"] or "").casefold() in {"can", "could"} else "to"


def _doer(words: str, roster: Roster) -> re.Match[str] | None:
    """Who does what stands before, where words say so: "Shaun to do by July 10", "benhylau to investigate"."""
    done = _WILL_DO.match(words.strip(" ?!."))
    if done is None or roster.owners_only(done["who"]):
        return done
    who = done["who"]
    return done if " " not in who and who.casefold() not in common_words() - GIVEN_NAMES else None


# Who may stand last without any dress: known people behind a comma, and handles
_LAST = expression(r"(?P<sep>,)\s+(?=@?[A-Z])|(?<=[\w.)\]\"'])\s+(?=@\w)")
_TAKES_PEOPLE = expression(  # words behind which somebody belongs to the work: "ping @kim", "with @kim"
    r"""\b(?:with|from|to|cc|of|for|via|and|or|at|on|about|per|in|ask|ping|contact|email|e-mail|mail|tell|invite|help|thank
    |thanks|remind|nudge|poke|message|notify|assign|nominate|follow|join|meet|inform|mention|credit|add|tag|dm|call|chase
    |see|let|welcome|support|consult|include|like|as|than|is|was|are)\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 62  # characters that name somebody at the end of a line
_INTO_BRACKETS = expression(r"\b(?:with|to|from|of|via|and|or)\s+[(\[][^()\[\]]+[)\]]?\W*$")  # "share it with [Ana]"
_DOES = expression(r"\b(?:to|will)\s+[a-z]")  # "Stuart to draft it, Ana to review" is two
_ADDRESSED = expression(r"\b(?:i|you|we|me|your|thanks|thank|hi|hello|sorry|yes|no|ok|okay)\b", re.IGNORECASE)


def _last(text: str, roster: Roster) -> OwnerSpan | None:
    """The people known to the notes, or the handles, a line ends with: "Fix the gate, Kim", "Fix it @kim"."""
    end = text[-_LONGEST:]
    if ("," not in end and "@" not in end) or _ADDRESSED.search(text):
        return None  # "Can you send it, Kim"
    for found in _LAST.finditer(text, max(0, len(text) - _LONGEST)):
        who = text[found.end() :].strip(" .!?)]")
        before = text[: found.start()]
        if len(before.split()) < 2:
            continue
        done = _doer(who, roster) if found["sep"] and not _DOES.search(before) else None
        names = done["who"] if done is not None else who
        if not all_known(names, roster):
            continue
        one_more = re.search(r"[@\w][\w.'’-]*$", before)
        if _TAKES_PEOPLE.search(before) or (one_more and roster.is_person(one_more.group())):
            return None  # "with @kim", "with Ana, Kim", "(@ana @kim)"
        # "Win conditions, Polly to finalize"
        cue = _cue_of(done) if done is not None else ("," if found["sep"] else "")
        return OwnerSpan(names, found.start(), len(text), cue)
    return None


_TAKER = expression(
    r"""^\W{0,4}(?P<who>[@\w][\w.'’,/& -]{0,50}?)
    (?: \s+ (?:has\ |have\ |was\ |is\ )?(?: volunteer(?:s|ed)? | offer(?:s|ed) | accept(?:s|ed) )
      | \s+ (?: agree[sd]?\ to | will | can | is\ (?:happy|willing)\ to | volunteer(?:s|ed)\ to )
        \ (?: do | take | handle | lead | own | look\ (?:into|after) | take\ care\ of )
        \ (?: it | this | that | so | these | them )(?:\ (?:on|up))?
      | \s+ (?: takes | took ) \ (?: it | this | that )(?:\ (?:on|up))?
      | \s+ (?:is|are) \ (?: on | doing | handling | working\ (?:on|in) | looking\ (?:into|at|after) | taking )
        \ (?: it | this | that | these | them )(?:\ on)?
      | \s*:\s* (?:i\ |i'll\ |i’ll\ )?(?: (?:can|will|could|happy\ to) \ )?
        (?:do|take|handle) (?:\ (?:it|this|that))? (?:\ on)?
      | \s*:\s* on\ it )
    \s* (?: [.!] .{0,40} )? $""",
    re.VERBOSE | re.IGNORECASE,
)


_MAY_TAKE = expression(r"volunteer|offer|accept|:\s|\b(?:it|this|that|so|these|them)\b")
_SHORT = 150  # characters of a line that says no more than who takes it


def taker(text: str, roster: Roster) -> str:
    """Who takes on what was said before, where a text says that alone: "Kim volunteered.", "Kim: can do"; or ""."""
    found = _TAKER.match(text) if len(text) < _SHORT and _MAY_TAKE.search(text) else None
    return found["who"] if found and roster.owners_only(found["who"]) else ""


_ASIDE = expression(r"\s[(\[](?P<who>[@\w][^()\[\]]{0,40})[)\]]")


def aside(text: str, roster: Roster) -> str:
    """Who stands in brackets within a line, known or by a handle: "Set it up (@anne) to share it"; or ""."""
    found = _ASIDE.search(text)
    return found["who"] if found and all_known(found["who"], roster) else ""


def _before_date(text: str, roster: Roster) -> OwnerSpan | None:
    """The owners in parentheses before the date that a line ends with: "Venue shortlist (Kim) by Monday"."""
    dates = find_phrases(text)
    if not dates or re.search(r"\w", text[dates[-1].end :]):
        return None
    found = _TAIL.search(text, 0, dates[-1].start)
    if not found or not (found["paren"] or found["square"]) or found.start() <= 2:
        return None
    words = (found["paren"] or found["square"]).strip()
    return OwnerSpan(words, found.start(), dates[-1].start) if roster.owners_only(words) else None


def names_owner(text: str, roster: Roster) -> bool:
    """Whether `text` names its owner at its start or end."""
    return any(worn(text, roster) is not None for worn in (label, before_verb, tail))
