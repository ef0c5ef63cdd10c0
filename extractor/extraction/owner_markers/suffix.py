"""Find the owner named at the end of a line, or in brackets within it: "... (Kim)", "... - Kim", "..., Kim to do".

Offsets are characters of the text that is passed in. `extraction.annotation` calls these functions, once for each text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractor.common.lazy_regex import expression, sought
from extractor.dates.finding import Phrase, find_phrases
from extractor.extraction.owner_markers.spans import OwnerSpan, all_known, without_please
from extractor.language.people.name_lists import GIVEN_NAMES, common_words
from extractor.language.people.roster import Roster

_SUFFIX = expression(
    r"""[\s.]*(?:\((?P<paren>[^()]{1,60})\)|\[(?P<square>[^\[\]]{1,60})\]
    |(?:\s?[-–—=]+>?\s|\s[-–—]|→\s*|\t+|\s{3,}|(?<!\bw)(?:\s/\s*|/\s)|:\s*|\s*\|\s+|\s?\.{4,}\s*)
     (?P<dash>[@\w](?:[^()\[\]:;!?–—.]|\.(?=\w|\s[A-Z])){0,60}))[\s.!?|]*$""",
    re.VERBOSE,
)
_OWNED_BY = sought(  # the lookbehind: a run of blanks is entered at its start only, or it would take quadratic time
    r"""(?<![\s,;(\[–—-])[\s,;(\[–—-]*\b(?:owners?|assigned\ to|assignees?|responsible|lead|who|dri|by)\s*[:=]\s*
    (?P<who>[@\w][^;()\[\]|]{0,60}?)\s*[)\].]*\s*
    (?P<due>[.,;(\[|–—-]\s*(?:due|deadline|by\ when|when|eta)\b[^.;]{1,40}[.)\]]?\s*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_SUFFIX = 140  # characters at the end of a line in which the owner at its end stands
_OWNER_TITLE = expression(
    r"^(?:owners?|assigned(?:\s+to)?|assignee|responsible|lead|action|by|poc)\s*[:=-]?\s+", re.IGNORECASE
)
# "PDF footer [Lukas] -> goes to Emre": the one in brackets had it before
_HANDED_OVER = sought(
    r"""(?<!\s)\s{0,9}(?:[(\[](?P<was>[^()\[\]]{1,40})[)\]][\s,:–-]{0,4})?(?P<arrow>(?:[-–—=]{1,3}>|→)\s{0,4})?
    (?:now\s)?(?:goes|moves|moved|passed|passes|handed|over|reassigned|given)\s(?:over\s)?to\s+
    (?P<who>[@\w][\w.'’& -]{0,40}?)[\s.!]*(?:$|,\s)""",
    re.VERBOSE | re.IGNORECASE,
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


# "(Carla asking the parents)", "(Ben is on it)"
_IS_DOING = expression(
    r"(?P<who>[A-Z][\w.'’/& -]{1,40}?)\s+(?:is\s|are\s)?(?:on\s(?:it|this)|[a-z]{2,12}ing)\b", re.IGNORECASE
)


def owner_at_end(text: str, roster: Roster, dates: Callable[[], Sequence[Phrase]]) -> OwnerSpan | None:
    """Find the owners at the end of `text`: "(Kim)", "- Kim", "[Kim]", "(Kim to do by Friday)", "owner: Kim".

    Args:
        text: A line, or a part of it.
        roster: The people of the notes.
        dates: Gives the date phrases of `text`; called only where something follows the last bracket.
    """
    field = _OWNED_BY.search(text) if ":" in text or "=" in text else None
    if field and roster.owners_only(field["who"]) and field.start() > 2:
        return OwnerSpan(field["who"], field.start(), field.start("due") if field["due"] else field.end())
    handed = _HANDED_OVER.search(text) if " to " in text else None
    if handed and (handed["was"] or handed["arrow"]) and handed.start() > 2 and roster.owners_only(handed["who"]):
        return OwnerSpan(handed["who"], handed.start(), len(text))  # what follows says why
    if (last := _last_name(text, roster) or _handle_before_date(text, roster)) is not None:
        return last
    earliest = max(0, len(text.rstrip()) - _MAX_SUFFIX)
    match = _SUFFIX.search(text, earliest)
    if not match and text.rstrip()[-1:] not in ")]" and ")" in text:
        return _before_last_date(text, roster, dates)
    while match is not None:
        if match.start() > 2 and (owner := _owner_in_suffix(text, match, roster)) is not None:
            return owner
        match = _SUFFIX.search(text, match.start() + 1) if match["dash"] else None  # "the tickets - to reverse - Aris"
    return None


def _owner_in_suffix(text: str, suffix: re.Match[str], roster: Roster) -> OwnerSpan | None:
    """Find the owners in the words behind the last dash of a line, or in the brackets at its end."""
    group = "paren" if suffix["paren"] else "square" if suffix["square"] else "dash"
    if _LEADS_INTO_BRACKETS.search(text, 0, suffix.start("dash") if group == "dash" else suffix.end()):
        return None
    words = _OWNER_TITLE.sub("", suffix[group].strip(" |"))
    dates = find_phrases(words)
    if dates and not words[: dates[0].start].strip():
        return None  # "(EOD)" names nobody
    if dates and roster.owners_only(before := words[: dates[0].start].rstrip(" |")):
        # "[Tallis by Thursday]": the name goes, the date stays for the deadline
        return OwnerSpan(before, suffix.start(), suffix.start(group))
    if roster.owners_only(words):
        return OwnerSpan(words, suffix.start(), suffix.end())
    if group == "paren" and (doing := _IS_DOING.match(words)) and all_known(doing["who"], roster):
        return OwnerSpan(doing["who"], suffix.start(), suffix.end(), "to")
    if (doer := _match_doer(words, roster)) is not None:
        end = suffix.start(group) if doer["when"] else suffix.end()
        return OwnerSpan(doer["who"], suffix.start(), end, _cue_of(doer))
    return None


def _cue_of(doer: re.Match[str]) -> str:
    """Return "to" where the owner is to do it, "" where they only might: "Kim will take this", "Kim can do it"."""
    return "" if (doer["cue"] or "").casefold() in {"can", "could"} else "to"


def _match_doer(words: str, roster: Roster) -> re.Match[str] | None:
    """Match words that say who does what stands before them: "Shaun to do by July 10", "benhylau to investigate"."""
    match = _WILL_DO.match(words.strip(" ?!."))
    if match is None or roster.owners_only(match["who"]):
        return match
    who = match["who"]
    return match if " " not in who and who.casefold() not in common_words() - GIVEN_NAMES else None


# Before a name that ends a line without brackets or a dash: a comma, the end of a sentence, or a blank before a handle
_BEFORE_LAST_NAME = expression(
    r"(?P<sep>,)\s+(?=@?[A-Z])|(?<=[\w.)\]\"'])\s+(?=@\w)|(?<=[a-z\d)][.!?])(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!Mrs\.)(?<!St\.)"
    r"\s+(?=[A-Z])"
)
_TAKES_PEOPLE = expression(  # words behind which a name belongs to the work: "ping @kim", "with @kim"
    r"""\b(?:with|from|to|cc|of|for|via|and|or|at|on|about|per|in|ask|ping|contact|email|e-mail|mail|tell|invite|help|thank
    |thanks|remind|nudge|poke|message|notify|assign|nominate|follow|join|meet|inform|mention|credit|add|tag|dm|call|chase
    |see|let|welcome|support|consult|include|like|as|than|is|was|are)\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_LAST_NAME = 62  # characters at the end of a line that may be names
_LEADS_INTO_BRACKETS = expression(
    r"\b(?:with|to|from|of|via|and|or)\s+[(\[][^()\[\]]+[)\]]?\W*$"
)  # "share it with [Ana]"
_DOES = expression(r"\b(?:to|will)\s+[a-z]")  # "Stuart to draft it, Ana to review" has two owners
_ADDRESSED = expression(r"\b(?:i|you|we|me|your|thanks|thank|hi|hello|sorry|yes|no|ok|okay)\b", re.IGNORECASE)


_SIGN_BEFORE = expression(r"[,.!?]\s")


def _last_name(text: str, roster: Roster) -> OwnerSpan | None:
    """Find the known people, or the handles, that a line ends with: "Fix the gate, Kim", "Fix it @kim"."""
    end = text[-_MAX_LAST_NAME:]
    if (_SIGN_BEFORE.search(end) is None and "@" not in end) or _ADDRESSED.search(text):
        return None  # "Can you send it, Kim"
    if "," in end and (undated := _without_last_date(text)):
        text = undated  # "Honesty box to be bolted down, Bram, before Friday"
    for match in _BEFORE_LAST_NAME.finditer(text, max(0, len(text) - _MAX_LAST_NAME)):
        who = without_please(text[match.end() :]).strip(" .!?)]")
        before = text[: match.start()]
        if len(before.split()) < 2:
            continue
        doer = _match_doer(who, roster) if match["sep"] and not _DOES.search(before) else None
        names = doer["who"] if doer is not None else who
        if not all_known(names, roster):
            continue
        name_before = re.search(r"[@\w][\w.'’-]*$", before)
        if _TAKES_PEOPLE.search(before) or (name_before and roster.is_person(name_before.group())):
            return None  # "with @kim", "with Ana, Kim", "(@ana @kim)"
        # "Win conditions, Polly to finalize"
        cue = _cue_of(doer) if doer is not None else ("," if match["sep"] else "")
        return OwnerSpan(names, match.start(), len(text), cue)
    return None


_HANDLES = expression(r"(?<=\w|[.)!?\"'’])\s+(?P<who>@[\w.-]*\w(?:\s?[,&+/]\s?@[\w.-]*\w)*)\s+(?=\S)")


def _handle_before_date(text: str, roster: Roster) -> OwnerSpan | None:
    """Find the handles that only a date follows: "merge the fix, then replay it with someone new  @jussi  tue"."""
    if "@" not in text:
        return None
    for match in _HANDLES.finditer(text, max(0, len(text) - _MAX_SUFFIX)):
        words = text[match.end() :]
        dates = find_phrases(words)
        is_date = len(dates) == 1 and not re.search(r"\w", words[: dates[0].start] + words[dates[0].end :])
        if is_date and not _TAKES_PEOPLE.search(text[: match.start()]) and roster.owners_only(match["who"]):
            return OwnerSpan(match["who"], match.start(), match.end())
    return None


_DATE_SIGN = expression(
    r",\s*(?:by|before|until|on|due|not later|no later|end|this|next|tomorrow|today|mon|tue|wed|thu|fri|sat|sun|\d)",
    re.IGNORECASE,
)
_MAX_LAST_DATE = 50  # characters at the end of a line that may be a date


def _without_last_date(text: str) -> str:
    """Return the text before the date that stands last behind a comma, "" where none does."""
    for match in _DATE_SIGN.finditer(text, max(0, len(text) - _MAX_LAST_DATE)):
        words = text[match.start() + 1 :]
        dates = find_phrases(words)
        if dates and not re.search(r"\w", words[: dates[0].start] + words[dates[0].end :]):
            return text[: match.start()]
    return ""


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


_MAX_TAKER_LINE = 150  # characters of a line that says only who takes on the work


def taker(text: str, roster: Roster) -> str:
    """Return who takes on the work said before, where a text says only that ("Kim volunteered.", "Kim: can do")."""
    match = _TAKER.match(text) if len(text) < _MAX_TAKER_LINE else None
    return match["who"] if match and roster.owners_only(match["who"]) else ""


_BRACKETED = expression(r"\s[(\[](?P<who>[@\w][^()\[\]]{0,40})[)\]]")


def bracketed_owner(text: str, roster: Roster) -> str:
    """Return the known name or handle in brackets within a line: "Set it up (@anne) to share it"; or ""."""
    match = _BRACKETED.search(text)
    return match["who"] if match and all_known(match["who"], roster) else ""


def _before_last_date(text: str, roster: Roster, dates: Callable[[], Sequence[Phrase]]) -> OwnerSpan | None:
    """Find the owners in brackets before the date that ends a line: "Venue shortlist (Kim) by Monday"."""
    phrases = dates()
    if not phrases or re.search(r"\w", text[phrases[-1].end :]):
        return None
    end = phrases[-1].start
    match = _SUFFIX.search(text, max(0, end - _MAX_SUFFIX), end)
    if not match or not (match["paren"] or match["square"]) or match.start() <= 2:
        return None
    words = (match["paren"] or match["square"]).strip()
    return OwnerSpan(words, match.start(), phrases[-1].start) if roster.owners_only(words) else None
