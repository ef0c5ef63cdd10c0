"""Remove hesitations, fillers and repeated words from speech, and map offsets back to the original words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered

HESITATION = expression(
    r"\b(?:u+m+|u+h+|e+r+m*|a+h+|h+m+|m+h*m+|mm-hmm|uh-huh|mm|eh)\b(?!['’-])[ ]?[,.…]{0,3}[ ]*", re.IGNORECASE
)
# Only between commas: "I think, you know, we could", but not "do you know".
_FILLER = expression(
    r"(?<=[,…]\s)(?:you know|i mean|sort of|kind of|like|basically|actually|right)[ ]?[,…]\s*", re.IGNORECASE
)
# "the, I don't know, the thirty best"
_SOUGHT_WORD = expression(
    r"\b(?:the|an?|my|our|your)[,…]\s(?:i (?:don['’]?t know|dunno)|let me think|what(?:['’]s| is) it called"
    r"|what do you call it|how do you say|you know)[,…]\s*(?=(?:the|an?|my|our|your)\b)",
    re.IGNORECASE,
)
_REPEATED = expression(
    r"\b(?P<words>[\w'’]{1,30}+(?:[ ][\w'’]{1,30}+){0,2})(?:[ ]?[,…–-]*[ ]+(?P=words)\b(?!['’]\w)){1,8}", re.IGNORECASE
)
_ADDRESSEE = expression(r"^@?[^\W\d_][\w.|^-]{0,24}:\s+(?=\S)")  # "zzz: will do"
# The apostrophe is missing in chats: "ill get this added", "im on it".
_NO_APOSTROPHE = expression(
    r"(?P<who>i)(?:(?<=^i)|(?<=[,.;!?:] i)|(?<=and i)|(?<=but i)|(?<=so i)|(?<=then i))(?:ll|m|d|ve)(?= [a-z])",
    re.IGNORECASE,
)
_CUT_OFF = expression(r"\b[\w'’]{1,12}(?:…|\.\.\.|[–-](?=[ ]))[ ]*(?=I['’ ])")  # "I'll… I'll try"


_REMOVED = (_ADDRESSEE, HESITATION, _FILLER, _SOUGHT_WORD, _CUT_OFF)


@remembered
def fluent(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without disfluencies, and pairs of offsets (in it, in the text) from which `back` maps offsets."""
    drops = [match.span() for pattern in _REMOVED for match in pattern.finditer(text)]
    drops.extend((match.start(), match.end() - len(match["words"])) for match in _REPEATED.finditer(text))
    apostrophes = {match.end("who") for match in _NO_APOSTROPHE.finditer(text)}
    drops.extend((at, at) for at in apostrophes)
    if not drops:
        return text, ()
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    at = length = 0
    for start, end in sorted(drops):
        if start > at:
            marks.append((length, at))
            pieces.append(text[at:start])
            length += start - at
        if start == end and start in apostrophes and start >= at:
            pieces.append("'")
            length += 1
        at = max(at, end)
    if at < len(text):
        marks.append((length, at))
        pieces.append(text[at:])
    fluent_text = "".join(pieces)
    return (fluent_text, tuple(marks)) if re.search(r"\w", fluent_text) else (text, ())


def back(offset: int, marks: Sequence[tuple[int, int]]) -> int:
    """Return the offset in the original text of an offset in the text that `fluent` made of it."""
    if not marks:
        return offset
    new, old = marks[max(0, bisect_right(marks, (offset, 1 << 60)) - 1)]
    return old + offset - new
