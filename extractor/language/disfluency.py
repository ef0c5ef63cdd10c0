"""Write speech and chats in plain words, and map offsets back to the original ones.

Hesitations, fillers and repeated words go; the short spellings of chats become words that the parser knows.
"""

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
    r"(?<![^ ])"
    r"(?:(?<=^)|(?<=[,.;!?:] )|(?<=and )|(?<=but )|(?<=so )|(?<=then )|(?<=ok )|(?<=yes )|(?<=yeah )|(?<=also ))"
    r"i(?P<cut>)(?:ll|m|d|ve)(?= [a-z])",
    re.IGNORECASE,
)
# Other short spellings of chats, each with the word that it stands for.
_SHORT_WORDS = {"u": "you", "ur": "your", "n": "and", "plz": "please", "pls": "please", "w": "with", "w/": "with"}
_SHORT = expression(r"(?<![^\s(,])(?:ur?|n|pl[sz]|w/?)(?=\s[\w@])|(?<=\s)(?:u|pl[sz])(?=[?!.]*$)")
_CUT_OFF = expression(r"\b[\w'’]{1,12}(?:…|\.\.\.|[–-](?=[ ]))[ ]*(?=I['’ ])")  # "I'll… I'll try"


_REMOVED = (_ADDRESSEE, HESITATION, _FILLER, _SOUGHT_WORD, _CUT_OFF)


@remembered
def fluent(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text in plain words, and pairs of offsets (in it, in the text) from which `back` maps offsets."""
    edits = [(*match.span(), "") for pattern in _REMOVED for match in pattern.finditer(text)]
    edits.extend((match.start(), match.end() - len(match["words"]), "") for match in _REPEATED.finditer(text))
    edits.extend((*match.span("cut"), "'") for match in _NO_APOSTROPHE.finditer(text))
    edits.extend((*match.span(), _SHORT_WORDS[match.group()]) for match in _SHORT.finditer(text))
    if not edits:
        return text, ()
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    at = length = 0
    for start, end, new in sorted(edits):
        if start > at:
            marks.append((length, at))
            pieces.append(text[at:start])
            length += start - at
        if new and start >= at:
            marks.append((length, start))
            pieces.append(new)
            length += len(new)
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
