"""Fluency: speech without its stumbling (hesitations, fillers, words said twice), and the way back to what was said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered

HESITATION = expression(
    r"\b(?:u+m+|u+h+|e+r+m*|a+h+|h+m+|m+h*m+|mm-hmm|uh-huh|mm|eh)\b(?!['’-])[ ]?[,.…]{0,3}[ ]*", re.IGNORECASE
)
# "I think, you know, we could": only between commas, "do you know" is no filler
_ASIDE = expression(
    r"(?<=[,…]\s)(?:you know|i mean|sort of|kind of|like|basically|actually|right)[ ]?[,…]\s*", re.IGNORECASE
)
_STUTTER = expression(
    r"\b(?P<one>[\w'’]{1,30}+(?:[ ][\w'’]{1,30}+){0,2})(?:[ ]?[,…–-]*[ ]+(?P=one)\b){1,8}", re.IGNORECASE
)
_SAID_TO = expression(r"^@?[^\W\d_][\w.|^-]{0,24}:\s+(?=\S)")  # "zzz: will do"
# Chats leave the apostrophe out: "ill get this added", "im on it".
_TYPED = expression(
    r"(?P<who>i)(?:(?<=^i)|(?<=[,.;!?:] i)|(?<=and i)|(?<=but i)|(?<=so i)|(?<=then i))(?:ll|m|d|ve)(?= [a-z])",
    re.IGNORECASE,
)
_CUT_OFF = expression(r"\b[\w'’]{1,12}(?:…|\.\.\.|[–-](?=[ ]))[ ]*(?=I['’ ])")  # "I'll… I'll try"


@remembered
def fluent(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` without hesitations, fillers and repeated words; with pairs (offset in it, in `text`) to find back."""
    drops: list[tuple[int, int]] = []
    for pattern in (_SAID_TO, HESITATION, _ASIDE, _CUT_OFF):
        drops.extend(found.span() for found in pattern.finditer(text))
    drops.extend((found.start(), found.end() - len(found["one"])) for found in _STUTTER.finditer(text))
    typed = {found.end("who") for found in _TYPED.finditer(text)}
    drops.extend((at, at) for at in typed)
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
        if start == end and start in typed and start >= at:
            pieces.append("'")
            length += 1
        at = max(at, end)
    if at < len(text):
        marks.append((length, at))
        pieces.append(text[at:])
    whole = "".join(pieces)
    return (whole, tuple(marks)) if re.search(r"\w", whole) else (text, ())


def back(offset: int, marks: Sequence[tuple[int, int]]) -> int:
    """The offset in the text as it was, of an offset in what `fluent` made of it."""
    if not marks:
        return offset
    new, old = marks[max(0, bisect_right(marks, (offset, 1 << 60)) - 1)]
    return old + offset - new
