"""Dress: how a line of notes wears its owner outside of a sentence: "Kim: ...", "@kim ...", "... (Kim)", "... - Kim".

Offsets are characters of the text that is passed in. No spaCy here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from extractor.deadlines import find_phrases
from extractor.expressions import expression
from extractor.owners import EVERYBODY, GIVEN_NAMES, Roster, common_words


@dataclass(frozen=True, slots=True)
class Worn:
    """The words that name an owner, and the part of the line that is dress and no work."""

    who: str
    start: int
    end: int
    cue: str = ""  # what says that they are to do it, where words do: "to", "will"


# [^\w@] and not \W before the name: the @ of a handle belongs to it.
_HANDLE = expression(r"@[\w./-]+(?: [A-Z]\w*)?")
_LABEL = expression(
    r"^[^\w@]{0,4}(?P<who>[@\w][^:–—→\n]{0,60}?)\s*(?P<sep>:|\s[-–—]\s|-\s|–|—|\s?[-=]+>|→|\t+|\s{3,})\s*(?=\S)"
)
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
    |agreed\ to|volunteered\ to|offered\ to|promised\ to|undertook\ to|plans\ to|wants\ to|'ll|’ll
    |committed\ to|(?:is|are)\ in\ charge\ of|(?:is|are)\ responsible\ for)\s+(?=\w)""",
    re.VERBOSE,
)
_BARE = expression(r"^[^\w@]{0,4}(?P<who>[@\w][\w.'’,/&+ -]{0,50}?)\s+(?P<verb>[a-z][a-z-]{2,})\b")
_TAIL = expression(
    r"""[\s.]*(?:\((?P<paren>[^()]{1,60})\)|\[(?P<square>[^\[\]]{1,60})\]
    |(?:\s?[-–—=]+>?\s|\s[-–—]|→\s*|\t+|\s{3,}|(?<!\bw)(?:\s/\s*|/\s)|:\s*|\s*\|\s+|\s?\.{4,}\s*)
     (?P<dash>[@\w](?:[^()\[\]:;!?–—.]|\.(?=\w|\s[A-Z])){0,60}))[\s.!?|]*$""",
    re.VERBOSE,
)
_DATED = expression(r"\W{0,3}(?=[(\[])")  # between the date that opens a line and who is named behind it
_MAY_BE_TAIL = expression(r"[)\]→\t/:|]|[-–—=]>?\s|\s(?:[-–—]|\s\s)|\.{4}")
_OWNED_BY = expression(
    r"""[\s,;(\[–—-]*\b(?:owners?|assigned\ to|assignees?|responsible|lead|who|dri|by)\s*[:=]\s*
    (?P<who>[@\w][^;()\[\]|]{0,60}?)\s*[)\].]*\s*
    (?P<due>[.,;(\[|–—-]\s*(?:due|deadline|by\ when|when|eta)\b[^.;]{1,40}[.)\]]?\s*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
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
# Words that are somebody before "to" and "will" alone: "Will to reduce the height"
_NAMES_AS_WORDS = frozenset(["will", "mark", "bill", "grant", "max", "rob", "sue", "pat", "chase", "drew"])
_ID = expression(r"^\W{0,3}[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\W{1,3}(?=\w)")
_NO_VERB = frozenset(
    """and is was has had are were does did says said thinks wants needs knows likes or of for on in at the a an
    can could""".split()
)


def _remembered(read: Callable[[str, Roster], Worn | None]) -> Callable[[str, Roster], Worn | None]:
    """The same, asked once for each text of a note: the line itself, its list and its clauses all want to know."""

    @wraps(read)
    def ask(text: str, roster: Roster) -> Worn | None:
        key = (read.__name__, text)
        if key not in roster.memo:
            roster.memo[key] = read(text, roster)
        found: Worn | None = roster.memo[key]
        return found

    return ask


@_remembered
def label(text: str, roster: Roster) -> Worn | None:
    """The owners before a colon, dash or arrow at the start of `text`, or handles or a name in parentheses there."""
    for pattern in (_HANDLES, _NAMED, _LABEL):
        found = pattern.match(text)
        if not found or found["who"].strip().casefold() == "i" or not roster.owners_only(found["who"]):
            continue
        weak = pattern is _LABEL and (found["sep"] == "- " or found["sep"].isspace())
        weak = weak and not text[found.start("sep") - 1].isspace()
        if weak and not all_known(found["who"], roster):
            continue  # "PeterW- Implement": blanks, or a dash that touches the word, are a label behind somebody known
        return Worn(found["who"], found.start("who"), found.end())
    return _behind_date(text, roster)


def _behind_date(text: str, roster: Roster) -> Worn | None:
    """The owners in parentheses behind the date that a line opens with: "April 30 (Margaret) draft the message"."""
    if not re.match(r"[^()\[\]]{3,40}[(\[]", text):
        return None
    dates = find_phrases(text)
    if not dates or re.search(r"\w", text[: dates[0].start]):
        return None
    gap = _DATED.match(text, dates[0].end)
    found = _NAMED.match(text[gap.end() :]) if gap else None
    if gap is None or found is None or not roster.owners_only(found["who"]):
        return None
    return Worn(found["who"], gap.end() + found.start("who"), gap.end() + found.end())


def topic(text: str) -> int:
    """Where the work starts behind a label that is no owner: an id ("ACT-44:"), a topic ("Slides: ..."); 0 for none."""
    if found := _ID.match(text):
        return found.end()
    found = _LABEL.match(text)
    if not found or found["sep"] != ":" or len(found["who"].split()) > 6:
        return 0
    return found.end() if found["who"].count("(") <= found["who"].count(")") else 0  # "Update it (owner: Kim)"


@_remembered
def before_verb(text: str, roster: Roster) -> Worn | None:
    """The owners at the start of `text` before "to", "will" and the like: "Kim and Lee to review it"."""
    found = _BEFORE_VERB.match(text)
    if found is None or not (roster.owners_only(found["who"]) or _is_word_and_name(found)):
        return None
    return Worn(found["who"], found.start("who"), found.end(), found["cue"])


def _is_word_and_name(found: re.Match[str]) -> bool:
    """Whether a word that is also a name is somebody here: "Will to reduce it", and not "Will need to reduce it"."""
    who = found["who"].casefold()
    return who in _NAMES_AS_WORDS and not (who == "will" and found["cue"] in {"need to", "have to"})


def named(text: str) -> Worn | None:
    """Capitalised words before "to" or "will" at the start of `text`, whoever they are.

    Only where a marker already says that an action follows: "Action: Austin Public Health to provide a list".
    """
    found = _NAMED_BODY.match(text)
    if found and found["who"].split()[0].casefold() in common_words():
        found = None  # "Review Samir Bhatt to check"
    return Worn(found["who"], found.start("who"), found.end()) if found else None


_NAMED_BODY = expression(
    r"""^[^\w@]{0,4}(?:the\ )?
    (?P<who>[A-Z][\w.'’&-]*(?:(?:\ (?:of|for|and|the|&))?\ [A-Z&][\w.'’&-]*){0,7}|[a-z][\w-]{2,})
    \s+(?:to|will|shall)\s+(?=[a-z])""",
    re.VERBOSE,
)


@_remembered
def bare(text: str, roster: Roster) -> Worn | None:
    """Known people at the start of `text` right before a verb: "Kim chase the supplier". `end` is the verb's start."""
    found = _BARE.match(text)
    if not found or not all_known(found["who"], roster):
        return None
    if found["verb"] in _NO_VERB or found["verb"].endswith(("ed", "ing")):
        return None
    return Worn(found["who"], found.start("who"), found.start("verb"))


@_remembered
def tail(text: str, roster: Roster) -> Worn | None:
    """The owners at the end of `text`: "(Kim)", "- Kim", "[Kim]", "(Kim to do by Friday)", "owner: Kim"."""
    found = _OWNED_BY.search(text) if ":" in text or "=" in text else None
    if found and roster.owners_only(found["who"]) and found.start() > 2:
        return Worn(found["who"], found.start(), found.start("due") if found["due"] else found.end())
    if (last := _last(text, roster)) is not None:
        return last
    found = _TAIL.search(text) if _MAY_BE_TAIL.search(text) else None
    if not found and text.rstrip()[-1:] not in ")]" and ")" in text:
        return _before_date(text, roster)
    while found is not None:
        if found.start() > 2 and (worn := _in_tail(text, found, roster)) is not None:
            return worn
        found = _TAIL.search(text, found.start() + 1) if found["dash"] else None  # "the tickets - to reverse - Aris"
    return None


def _in_tail(text: str, found: re.Match[str], roster: Roster) -> Worn | None:
    """The owners in what a line ends with, behind a dash or in brackets."""
    group = "paren" if found["paren"] else "square" if found["square"] else "dash"
    if _INTO_BRACKETS.search(text, 0, found.start("dash") if group == "dash" else found.end()):
        return None
    words = _TITLE_OF_OWNER.sub("", found[group].strip(" |"))
    dates = find_phrases(words)
    if dates and not words[: dates[0].start].strip():
        return None  # "(EOD)" is nobody
    if dates and roster.owners_only(before := words[: dates[0].start].rstrip(" |")):
        # "[Tallis by Thursday]": the name goes, the date stays for the deadline
        return Worn(before, found.start(), found.start(group))
    if roster.owners_only(words):
        return Worn(words, found.start(), found.end())
    if (done := _doer(words, roster)) is not None:
        kept = found.start(group) if done["when"] else found.end()
        return Worn(done["who"], found.start(), kept, _cue_of(done))
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
_INTO_BRACKETS = expression(r"\b(?:with|to|from|of|via|and|or)\s+[(\[][^()\[\]]+[)\]]?\W*$")  # "share it with [Ana]"
_DOES = expression(r"\b(?:to|will)\s+[a-z]")  # "Stuart to draft it, Ana to review" is two
_ADDRESSED = expression(r"\b(?:i|you|we|me|your|thanks|thank|hi|hello|sorry|yes|no|ok|okay)\b", re.IGNORECASE)


def _last(text: str, roster: Roster) -> Worn | None:
    """The people known to the notes, or the handles, a line ends with: "Fix the gate, Kim", "Fix it @kim"."""
    if _ADDRESSED.search(text):
        return None  # "Can you send it, Kim"
    for found in _LAST.finditer(text):
        who = text[found.end() :].strip(" .!?)]")
        before = text[: found.start()]
        if len(before.split()) < 2 or len(who) > 60:
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
        return Worn(names, found.start(), len(text), cue)
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


def taker(text: str, roster: Roster) -> str:
    """Who takes on what was said before, where a text says that alone: "Kim volunteered.", "Kim: can do"; or ""."""
    found = _TAKER.match(text)
    return found["who"] if found and roster.owners_only(found["who"]) else ""


_ASIDE = expression(r"\s[(\[](?P<who>[@\w][^()\[\]]{0,40})[)\]]")


def aside(text: str, roster: Roster) -> str:
    """Who stands in brackets within a line, known or by a handle: "Set it up (@anne) to share it"; or ""."""
    found = _ASIDE.search(text)
    return found["who"] if found and all_known(found["who"], roster) else ""


def _before_date(text: str, roster: Roster) -> Worn | None:
    """The owners in parentheses before the date that a line ends with: "Venue shortlist (Kim) by Monday"."""
    dates = find_phrases(text)
    if not dates or re.search(r"\w", text[dates[-1].end :]):
        return None
    found = _TAIL.search(text, 0, dates[-1].start)
    if not found or not (found["paren"] or found["square"]) or found.start() <= 2:
        return None
    words = (found["paren"] or found["square"]).strip()
    return Worn(words, found.start(), dates[-1].start) if roster.owners_only(words) else None


def wears_owner(text: str, roster: Roster) -> bool:
    """Whether `text` names its owner at its start or end."""
    return any(worn(text, roster) is not None for worn in (label, before_verb, tail))


def all_known(words: str, roster: Roster) -> bool:
    """Whether every one of these owners is somebody whom the notes name elsewhere."""
    parts = roster.split(words)
    return bool(parts) and all(
        roster.known(part)
        or part.casefold() in EVERYBODY
        or part.casefold() in roster.called
        or _HANDLE.fullmatch(part)
        for part in parts
    )
