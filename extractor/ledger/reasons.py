"""Read why a promise got another day, in the words of those who said it.

The kinds are Last Planner's standard reasons, shortened. A reason is read only from a clause that names one, or that
follows "because": nothing is guessed from the rest.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression

# The kinds of reasons, in the order in which they are shown, each with the words that tell it.
_KINDS = {
    "waited for something": expression(
        r"\bwait(?:s|ed|ing)?\s+(?:for|on)\b|\b(?:only|just)\s+(?:came|arrived|got\s+(?:it|them|here))\b"
        r"|\b(?:came|arrived|was\s+delivered|were\s+delivered)\s+(?:too\s+|very\s+)?late\b|\bblocked\s+(?:by|on)\b"
        r"|\bno\s+(?:answer|reply|response|word)\b"
        r"|\bha(?:s|ve)(?:n['’]t|\s+not)\s+(?:come|arrived|answered|replied|been\s+delivered)\b"
        r"|\b(?:is|are|was|were)\s+(?:still\s+)?missing\b|\bdepends?\s+on\b|\bwarte\w*\s+auf\b|\bkam(?:en)?\s+erst\b"
        r"|\bkeine\s+antwort\b",
        re.I,
    ),
    "more work than thought": expression(
        r"\bmore\s+(?:work|effort)\b|\bt(?:ook|akes|aking)\s+longer\b|\bneed(?:s|ed)?\s+(?:more|another\s+\w+\s+of)\s+time\b"
        r"|\b(?:bigger|harder|larger|trickier|slower)\s+than\b|\bunderestimated\b|\bmehr\s+arbeit\b"
        r"|\bdauert\w*\s+länger\b|\baufwändiger\b",
        re.I,
    ),
    "something more urgent": expression(
        r"\b(?:more|something|else|other)\s+urgent\b|\bmore\s+important\b|\b(?:higher|other)\s+priorit(?:y|ies)\b"
        r"|\btook\s+(?:priority|precedence)\b|\b(?:no|not\s+enough|out\s+of)\s+time\b|\btoo\s+busy\b|\bswamped\b"
        r"|\bkeine\s+zeit\b|\bdringender\b",
        re.I,
    ),
    "ill or away": expression(
        r"\b(?:is|was|are|were|am|been|being|off|fell)\s+(?:ill|sick|away|unwell)\b|\bthe\s+flu\b"
        r"|\bon\s+(?:holiday|holidays|leave|vacation)\b|\bout\s+of\s+(?:the\s+)?office\b|\btravel(?:l)?ing\b"
        r"|\bkrank\b|\bim\s+urlaub\b",
        re.I,
    ),
    "forgotten": expression(r"\bforg[eo]t(?:ten)?\b|\bslipped\s+(?:my|his|her|their|our)\s+mind\b|\bvergessen\b", re.I),
}
OTHER = "something else"
NOT_SAID = "not said"
KINDS = (*_KINDS, OTHER, NOT_SAID)
_CLAUSES = expression(r"\s*(?:[,;:]|\.(?=\s|$)|\s[-–—]\s)\s*")
_BECAUSE = expression(r"\b(?:because(?:\s+of)?|since|due\s+to|weil|wegen)\s+(?P<why>[^,;]+)", re.I)


def reason_in(words: str) -> tuple[str, str]:
    """Return the kind of reason that words give for another day, one of KINDS, and the clause that says it.

    Args:
        words: A line of notes, of a mail or of a mark: "Jonas needs until Friday, the old phones only came today."
    """
    for clause in filter(None, (part.strip(" .!") for part in _CLAUSES.split(words))):
        for kind, sayings in _KINDS.items():
            if sayings.search(clause):
                found = _BECAUSE.search(clause)
                return kind, found["why"].strip(" .!") if found else clause
    found = _BECAUSE.search(words)
    return (OTHER, found["why"].strip(" .!")) if found else (NOT_SAID, "")
