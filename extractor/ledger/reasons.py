"""Read why a promise got another day, in the words of those who said it.

The kinds are Last Planner's standard reasons, shortened. A reason is read only from a clause that names one, or that
follows "because", where more words tell it: nothing is guessed from the rest.
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
# Words that tell a kind only behind "because": elsewhere they say something of the work itself.
_KINDS_BEHIND_BECAUSE = {
    "waited for something": expression(
        r"\b(?:late|delayed|held\s+up|stuck|locked|closed|unavailable|out\s+of\s+stock|lack(?:s|ed|ing)?|missing)\b"
        r"|(?:\bnot|n['’]t|\bnobody|\bno\s+one)\s+(?:\w+\s+){0,2}?(?:deliver|sen[dt]|arriv|c[oa]me|sign|answer|repl|ready"
        r"|finish|approv|pay|paid|g[eo]t|receiv|decid|confirm|provid|suppl|ha[ds]|there)",
        re.I,
    ),
    "more work than thought": expression(
        r"\b(?:bigger|harder|larger|longer|trickier|slower|complex|complicated|underestimat\w*)\b|\bmore\b.{1,60}\bthan\b"
        r"|\bmore\s+to\s+(?:do|it)\b",
        re.I,
    ),
    "something more urgent": expression(
        r"\bbusy\b|\b(?:came|comes|went|goes|had\s+to\s+\w+)\s+first\b|\bin\s+the\s+way\b|\binstead\b|\burgent\b"
        r"|\b(?:outage|incident|emergency|crisis|priorit\w+|deadlines?)\b"
        r"|\btook\s+(?:(?:up|all|the|my|our|his|her|a|whole|most|of)\s+)*(?:day|week|month|time|morning|afternoon)\b",
        re.I,
    ),
    "ill or away": expression(
        r"\b(?:ill|sick|unwell|away|abroad|flu|covid|hospital|doctor|holidays?|leave|vacation|funeral|accident|surgery)\b",
        re.I,
    ),
    "forgotten": expression(
        r"\bforg[eo]t\w*|\b(?:nobody|no\s+one|not|n['’]t|never)\s+remember\w*|\boverlooked\b|\blost\s+track\b"
        r"|\bthrough\s+the\s+cracks\b|\bslipped\b",
        re.I,
    ),
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
    if found is None:
        return NOT_SAID, ""
    why = found["why"].strip(" .!")
    return next((kind for kind, sayings in _KINDS_BEHIND_BECAUSE.items() if sayings.search(why)), OTHER), why
