"""Find what names the readers of a line in a form of its own: a field, the column of a table, who was not there.

"[audience: eng]", a cell "nope" below "On the portal", a title "Once the client had driven off".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.common.lazy_regex import expression, screened
from extractor.readers.confidential_words import ANYBODY, OUTSIDER, spaced
from extractor.resolution.readership_words import classes, tokens

MAX_ABSENCE = 10  # words of a title that says who was away
MAX_PARTY = 5  # words in which the party is named
MAX_CELL = 24  # characters of a cell that answers yes or no

_FIELD = expression(
    r"(?:^|(?<=[\s(\[{<#@,;|]))(?P<key>(?P<readers>audience|visibil\w*|visible(?:[ _-]to)?|vis|readers?|viewers?|acl"
    r"|dissem\w*|shared?[ _-]with|who[ _](?:may|can)[ _](?:see|read)(?:[ _](?:this|it))?|sichtbar\w*|confidentiality"
    r"|sensitivity|verteiler|diffusion)"
    r"|scope|sharing|access|permissions?|distribution|circulation|recipients?"
    r"|(?P<outside>share|shared|publish|public|export|external|ext|extern|client|customer|minutes|recap|mail|portal|send"
    r"|(?:client|customer)[ _-]?(?:visible|facing|safe|copy|view|ok|version)))"
    r"\s?(?:::?|=)\s?(?P<value>[^\W_][\w/+-]*)(?=\s*(?:$|[)\]}>,;|.]))",
    re.I,
)
_DENIES = expression(
    r"\W*(?:n|no|nope|nein|lieber nicht|non|not|not yet|later|never|none|nobody|false|off|0|hidden|hide|withheld"
    r"|restricted|internal|us|team|staff|n/a)"
    r"\W*|\W*[✗✘✕✖❌🚫⛔🙈🔒]\ufe0f?\W*",
    re.I,
)
_AFFIRMS = expression(r"\W*(?:y|yes|ja|oui|x|true|1)\W*|\W*[✓✔✅☑]\ufe0f?\W*", re.I)
_TIMES = frozenset(
    "after once when before until till while whilst since as now with als nachdem bevor sobald während quand lorsque"
    " dès après avant pendant une_fois tant".split()
)
_MOVES = expression(
    r"\b(?:gone|went|left|leav\w+|off|out|away|offline|absent|driv\w+|drove|hung|hang\w*|dial\w*|join\w*|arriv\w*|c[ao]me"
    r"|turn(?:ed|s) up|got here|gets? here|return\w*|muted?|on mute|depart\w*|logg\w+|rang|stepp\w+|popp\w+|dropp\w+"
    r"|disconnect\w*|on the phone|weg|raus|fort|draußen|gegangen|ging\w*|verließ\w*|verlassen|kam\w*|kommt|dazukam"
    r"|aufgelegt|parti\w*|sorti\w*|départ|arrivée|raccroch\w*|quitt\w*|arriv\w*|absence)\b",
    re.I,
)
# Those who come and go at any event, so that "before the guests arrive" is about the event.
_CROWD = frozenset(
    "guest guests visitor visitors member members kids children child public people crowd fans players".split()
)


def fields_that_restrict(text: str) -> Iterator[str]:
    """Yield the fields of a text that say who its readers are, and do not say everybody: "[audience: eng]"."""
    if ":" not in text and "=" not in text:
        return
    for found in _FIELD.finditer(text):
        value = found["value"]
        if found["outside"]:
            is_closed = _DENIES.fullmatch(value) is not None
        elif found["readers"]:
            is_closed = ANYBODY.fullmatch(value) is None and not value.isdigit()
        else:
            is_closed = any({"IN", "SECRET", "ONLY"} & set(classes(word)) for word in tokens(value))
        if is_closed:
            yield found[0]


def words_that_mislead(text: str) -> Iterator[str]:
    """Yield what a text says of outsiders who are told less, later or something else: "if client asks, we say no".

    Args:
        text: The words, with "client" for the names of the client.
    """
    yield from (found[0] for found in _MISLEADS.finditer(text))


_PARTY = rf"(?:{spaced(OUTSIDER)}|they|he|she|anyone|anybody|someone|nobody else)"
_ANSWERS = (
    r"(?:we(?:'re| are| say| have(?:n't| not)| don't| do not| tell)?|say|it's|it is|just say|the answer|no\b|I\b)"
)
_LATER = r"(?:by|from|first|later|last|once|afterwards|face to face|personally|in person|soon enough)"
_MISLEADS = screened(
    rf"\b(?:if|when) {_PARTY} (?:ever |should )?asks?\b,? {_ANSWERS}"
    rf"|\b{_PARTY} (?:still )?(?:thinks?|believes?|assumes?|(?:was|were|is|are) (?:told|under the impression))"
    r"(?: that)? (?:we\b|we're|our\b|it's our)"
    rf"|\b{_PARTY} (?:will|'ll|is to|are to|gets? to|should) (?:be told|hear|find out|learn)"
    rf"(?: (?:about|of) (?:it|this|that))? {_LATER}\b"
    rf"|\b(?:only|unless|except) (?:if |when )?{_PARTY} (?:really |do |does )?(?:push\w*|insist\w*|press\w*|threaten\w*"
    r"|balk\w*|baulk\w*|kick\w* up|refuse\w*|complain\w*|notice\w*|find\w* out|ask\w* (?:directly|twice|outright))\b"
    rf"|\b(?:keep|kept|keeping|hide|hidden|hold back|withhold)(?: (?:it|this|that|all))? from {_PARTY}\b"
    rf"|\bbefore {_PARTY} (?:ever )?(?:sees?|asks?|hears?|notices?|finds? out|gets? wind|knows?|realises?|realizes?)\b"
    rf"|\b(?:I|we)(?:'ve| have)?(?: not|n't) (?:yet )?(?:told|informed|warned) {_PARTY}\b"
    rf"|\b{_PARTY} (?:had |has |have )?(?:already )?(?:left|gone|dropped off|logged off|hung up) (?:before|when|by) "
    r"(?:this|that|we)\b"
    rf"|\b{_PARTY} (?:only )?(?:gets?|sees?|receives?|is given) (?:only )?(?:the |a |an )?(?:short|shorter|edited"
    r"|cleaned?|redacted|official|trimmed|other|public) (?:version|copy|story|report|deck)\b"
    rf"|\bin {_PARTY}(?:'s)? absence\b|\bwithout {_PARTY} (?:present|there|in the room|on the call)\b"
    rf"|\b(?:not|never|\w+n't) (?:get|go|leak|filter|travel|find its way|make its way) (?:back )?to {_PARTY}\b"
    r"|\bwenn (?:der |die )?(?:kunde|client|jemand|er|sie) fragt,? "
    r"|\bsi (?:le |la )?(?:client|on|quelqu'un) (?:nous )?demande,? "
)


@lru_cache(maxsize=1024)
def cell_that_restricts(column: str, text: str) -> bool:
    """Whether a cell says that outsiders may not read its row: "no" below "On the portal", "x" below "Hush".

    Args:
        column: The title of the column, with "client" for the names of the client.
        text: The text of the cell.
    """
    if not column or len(text) > MAX_CELL:
        return False
    known = {name for word in tokens(column) for name in classes(word)}
    if _OURS.fullmatch(text):
        return True
    if known & {"OUT", "TELL", "OPEN"} or _PLACES.search(column):
        return _DENIES.fullmatch(text) is not None
    return "SECRET" in known and _AFFIRMS.fullmatch(text) is not None


_OURS = expression(
    r"\W*(?:ours|us|(?:only|just) us|inner|internal|intern|interne"
    r"|(?:team|staff|board|us)[ -]only)\W*",
    re.I,
)
_PLACES = expression(
    r"\b(?:portal|letter|copy|mail|version|extranet|newsletter|website|minutes|recap|circulate|forward"
    r"|report|send(?:ing)? out|goes out|ext|extern\w*|outside)\b",
    re.I,
)


@lru_cache(maxsize=1024)
def says_who_is_away(title: str) -> bool:
    """Whether a title says that a party was not there: "Once client had driven off", "Als der Kunde raus war".

    Args:
        title: The words, with "client" for the names of the client.
    """
    words = tokens(title)
    if not 3 <= len(words) <= MAX_ABSENCE or words[0] not in _TIMES or _MOVES.search(title) is None:
        return False
    party = [word for word in words[1 : 1 + MAX_PARTY] if "OUT" in classes(word)]
    return any(word not in _CROWD for word in party[:1])
