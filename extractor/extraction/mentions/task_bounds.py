"""Cut from the words of a task what is not the work: reasons, remarks of the speaker, references and filler words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.language.content_words import content

_SPEAKERS = r"(?:i|we|you|he|she|it|they|there|that|this)(?:['’](?:ll|s|d|m|re|ve))?"
# Words behind which a subject and its verb belong to the work: "find out what it is".
_NOT_BEHIND = (
    r"(?=\s)"  # what follows begins with a blank: most places need no look at the words before
    + "".join(
        rf"(?<!\b{word})"
        for word in """if that what how when where which who whether why as so before once after until till while the
        see than all because cos or""".split()
    )
    + r"(?<![,;:(])"
)
_SUBJECT = r"(?:[\w’'-]+\s){0,3}?[\w’'-]+"
_FINITE = r"""(?:has|have|is|was|are|were|will|can|can['’]?t|needs?|said|says|wants?|does|doesn['’]?t|don['’]?t
    |won['’]?t|think|know|reckon)"""
_MAX_LENGTH = 600  # characters; longer words are no task, and the expressions take time by the square of the length
_MIN_CONTENT = 2  # content words that must be left; with fewer the words cut off may be the work itself

# Each takes away the end of a task, from the match on. The order is that in which the words stand in most sentences.
_ENDS = tuple(
    expression(pattern, re.VERBOSE | re.IGNORECASE)
    for pattern in (
        # "call them, I spoke to the daughter before"; "take it to Gavin, and then we see"
        rf"(?:,|\s[–—-])\s+(?:(?:and|but|so|then)\s+){{0,2}}{_SPEAKERS}(?:\s+(?!\w+\?).*)?$",
        # "draft the letter, and then, Amara, would": the next request
        r",?\s+(?:(?:and|but|so|then),?\s+){1,3}[A-Z]\w+,\s+(?:would|could|can|will)(?:\s+you\b.*)?$",
        # "send it again it has to be in the folder": the next sentence of somebody who writes or speaks without stops
        rf"{_NOT_BEHIND}\s(?:for\s)?(?:it|they|he|she|we|i)(?:['’](?:s|ll|re|d|m|ve)|\s+{_FINITE})\s.*$",
        # "ring the vet because the old one is shut", "put it on the list, otherwise nobody comes"
        # "obtain two estimates, which is on 12 March": what is left of "before the next meeting, which is"
        r",\s+which\s+(?:is|are|was|were)\s.*$",
        r"[,;]?\s+(?:because|cos|’cos|'cos|bec|coz)\s.*$|,\s+(?:otherwise|or\s+else|if\s+not|else)\s.*$",
        # "check the ballast, he says it is old", "and reckons"
        r",\s+(?:[A-Z]\w+\s+)?(?:says?|said|reckons?|thinks?)\s.*$",
        # "take the auction i did it before", "redo the packet it's only four pages"
        rf"{_NOT_BEHIND}\s(?:it|they|he|she|we|i)\s+(?:did|had|got|went|told|asked|spoke|already|just|only)\s.*$",
        # "set it up for the first week of March would that work for people", "the list though does Doreen have that"
        rf"{_NOT_BEHIND}\s(?:though\s)?(?:would|does|did|isn['’]t)\s(?:that|this|it|you|we|they|he|she|any(?:one|body))\s.*$",
        rf"{_NOT_BEHIND}\s(?:for\s+|like\s+)?(?:i\s+don['’]?t\s+know|i\s+mean|i\s+think|i\s+guess|you\s+know)\b.*$",
        # "send the invoice once the contract is signed", "raise it with them, as they have asked twice"
        rf",?\s(?:once|as\s+soon\s+as)\s+{_SUBJECT}\s.*$|[,;]\s+(?:as|since|though|although)\s+{_SUBJECT}\s.*$",
        # "send out the letter before the interviews begin": what the date words do not hold
        r"(?:,\s*|\s+)(?:before|until)\s+(?!(?:and|or|sending|going|we\s+know)\b)[\w'’]+(?:\s[\w'’-]+){0,7}$",
        # "(I asked twice)"
        r"\s*\([^()]*\b(?:i|he|she|they|we|is|was|has|said|says)\b[^()]*\)$",
        r"(?:\s*\[[A-Z]{0,2}\d{1,3}(?:/\d{1,3})?\])+$",  # "[24/31]": the number of a minute
        r"""(?:(?<!\bof)(?<!\band)[,\s]+(?:please|pls|plz|thanks|thx|ok|okay|probably|maybe|hopefully|anyway|asap|right|for\s+sure
            |as\s+well|too|myself|don['’]?t\s+i|won['’]?t\s+we|obviously|obvs|honestly|(?:it|that)['’]s))+$""",
    )
)
# "rerun the suite when the fix is in", "call her in the hotel if I have to"; not "check if it is in".
_CONDITIONS = tuple(
    expression(pattern, re.VERBOSE | re.IGNORECASE)
    for pattern in (
        rf",?\s(?:when|once|as\ soon\ as|while|whenever)\s+{_SUBJECT}\s.*$",
        rf",?\s(?:and\s)?if\s+{_SPEAKERS}\s+(?:says?\b|can|could|have|has|need|needs|want|wants|must|like|get|comes|are|is)\b.*$",
        r",?\sif\s+(?:needed|necessary|possible|poss|required|need\ be)$",
        rf",\s+if\s+{_SUBJECT}\s.*$",
        r",?\s+or\s+(?:it|they|he|she|we)\s+[a-z]+\s.*$",  # "sell the drum kit or it goes to Paulo"
    )
)
_ASKS = expression(
    r"\b(?:check|ask|find|see|tell|let|decide|know|confirm|verify|investigate|clarify|determine|discuss|consider|test"
    r"|look|establish|note|say|explain|show|agree|whether|remember|wonder|review)(?:s|es|ed|ing)?\b",
    re.IGNORECASE,
)
_OPENINGS = expression(
    r"""^(?: [^.!?;:]{2,60},\s+so\s+(?:we|i|somebody|someone|you|they|(?-i:[A-Z])\w+)\s+
      (?:is\s+going\s+to|needs?\s+to|have\s+to|has\s+to|must|should|will|['’]ll)\s+
    | (?:we|i|they|you)(?:['’]ll|\s+will)?\s+(?:still\s+|also\s+|really\s+|just\s+)?
      (?:need|want|require|must\s+have)\s+(?:to\s+)?
    | (?:please|pls|just|also|then|and|so|ok|okay|yeah|yes|right|maybe)[,\s]+
    | (?:(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+)?,\s+)?
      (?:can|could|would|will)\s+(?:you|u)\s+(?:(?:please|pls|kindly|also|then|maybe|just)\s+){0,2}
    | let\s+me\s+(?:just\s+|also\s+)?(?=[a-z]+\s\S)
    | (?:(?:need|have|want|going)\s+to\s+)?do\s+(?:first\s+)?is\s+(?:to\s+|just\s+){0,2}(?=[a-z]+\s)
    | (?:try|going|gonna|have|need|needs|has|wants?)\s+to\s+(?=[a-z]+\s)
    | (?:(?-i:[A-Z])[\w.'’-]+\s){0,3}(?:happy|willing|keen|prepared)\s+to\s+(?=[a-z]+\s)
    | try\s+and\s+(?=[a-z]+\s) )""",
    re.VERBOSE | re.IGNORECASE,
)
# Also where a verb alone is left, whose topic stands elsewhere: "decide, otherwise we lose the slot"
_OTHERWISE = expression(
    rf"(?<=\w)(?:,\s+(?:otherwise|or\s+else)\s|\s+(?:otherwise|or\s+else)\s+{_SPEAKERS}\s).*$", re.IGNORECASE
)
_POINTS = expression(r"[a-z]{3,}\s(?:it|them|those|him|her)", re.IGNORECASE)  # what it means is found elsewhere
# What a cut leaves behind: "have it and then".
# Each step takes one sign or one word, so that a run of dashes is read in one way only.
_DANGLING = expression(
    r"(?:[\s,;:=–—-]|(?<=[\s,;:=–—-])(?:and|or|but|then|so|because|as|just)(?!\w)){1,24}$", re.IGNORECASE
)


def trimmed(work: str) -> str:
    """Return the work without reasons, remarks and filler words around it; as it is where too little would be left."""
    if len(work) > _MAX_LENGTH:
        return work
    work = _OTHERWISE.sub("", work)
    for _ in range(2):
        if opening := _OPENINGS.match(work):
            work = _unless_bare(work, work[opening.end() :])
    work = _cut(work, _ENDS)
    for pattern in _CONDITIONS:
        if (match := pattern.search(work)) and not _ASKS.search(work, 0, match.start()):
            work = _unless_bare(work, work[: match.start()])
    return _unless_bare(work, _DANGLING.sub("", work))


def _cut(work: str, ends: Sequence[re.Pattern[str]]) -> str:
    for pattern in ends:
        if match := pattern.search(work):
            work = _unless_bare(work, work[: match.start()])
    return work


def _unless_bare(work: str, rest: str) -> str:
    rest = rest.strip(" ,;")
    enough = len(content(rest)) >= min(_MIN_CONTENT, len(content(work))) or _POINTS.fullmatch(rest) is not None
    is_whole = rest.count("(") == rest.count(")") and not re.match(r"(?:not|no)\b", rest, re.IGNORECASE)
    return rest if enough and is_whole else work


_LIMIT = expression(
    r"""(?:,\s*|\s+)(?P<limit>(?:before|until|once|as\ssoon\sas|when|after)\s+
    (?!(?:and|or|the\sfact|[a-z]+ing|we\sknow)\b)[\w'’]+(?:\s[\w'’]+){0,7})[.!]?$""",
    re.VERBOSE | re.IGNORECASE,
)


def limit_of(work: str) -> str:
    """Return the words at the end of a task that say until when or after what: "before we sign"; "" for none."""
    match = _LIMIT.search(work[:_MAX_LENGTH])
    return match["limit"] if match is not None and not _ASKS.search(work, 0, match.start()) else ""


MAX_PURPOSE = 10  # words of a purpose that stays with its task
_PURPOSE = expression(
    r""",?\s+(?P<purpose>(?: so\s+that | in\s+order\s+(?:to|that)
      | so\s+(?=(?:we|they|you|i|he|she|it|everyone|everybody|nobody|people|the\s\w+)
        \s+(?:can|could|know|has|have|get|do)) )
      \s* \w.*)$""",
    re.VERBOSE | re.IGNORECASE,
)


def parted_purpose(work: str) -> tuple[str, str]:
    """Return a task and its purpose ("so that the beta can start on Monday"), "" for none.

    A purpose of at most MAX_PURPOSE words stays with the task, too: it tells the reader why.
    """
    match = _PURPOSE.search(work[:_MAX_LENGTH])
    if match is None or len(content(work[: match.start()])) < _MIN_CONTENT:
        return work, ""
    purpose = match["purpose"].rstrip(" .!;,")
    return (work if len(purpose.split()) <= MAX_PURPOSE else work[: match.start()]), purpose
