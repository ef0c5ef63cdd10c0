"""Split the text of a block into sentences; abbreviations and initials end none."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered

# Characters; a longer sentence is cut, as the memory of the parser grows with it. No commitment is this long.
MAX_SENTENCE_LENGTH = 2_000

_ABBREVIATION = expression(
    r"(?:\b(?:mr|mrs|ms|dr|prof|sr|jr|st|no|nr|vs|etc|e\.g|i\.e|eg|ie|approx|dept|inc|ltd|co|corp|fig|sec|ch|p|pp|vol|rev|est|ca|cf|al|incl|excl|tel|ext|attn|cllr|capt|sgt|lt|supt|asst|govt|mgmt|bldg|qty|misc|viz|a\.m|p\.m|u\.s|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun)|\b[A-Za-z]|\.\w|^\W*\d+)\.$",
    re.IGNORECASE,
)
# No sentence ends behind these, even before a capital: "e.g. Postgres".
_LEADING = expression(r"\b(?:e\.g|i\.e|eg|ie|vs|cf|approx|incl|excl|attn|cllr|capt|sgt|supt)\.$", re.IGNORECASE)
_DAY = expression(r"\b(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.$", re.IGNORECASE)
_MONTH = expression(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_BREAK = expression(r"(?:(?<![.!?…])[.!?…]+[\"'”’)\]]*)(?=\s+[\"'“‘(\[@#*]*[\w<])|[;]\s(?=\s*[A-Z@])")


# An entry of the column at the right-hand side belongs to the sentence that it stands beside: "... the draft.   SQ".
_ENTRY = expression(r"\s{3,}(?=[\w@])((?!\s{3})[^.!?]){1,30}(?=\s{3}|$)")


@remembered
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of a block, in characters, without blanks around them. Linear in time."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if (end := match.end()) <= start:
            continue
        if match.group().startswith(".") and _is_abbreviation(text, start, end):
            continue
        for _ in range(2):
            entry = _ENTRY.match(text, end)
            end = entry.end() if entry and len(entry.group().split()) <= 4 else end
        if text[start:end].strip():
            spans.append((start, end))
        start = end
    if text[start:].strip():
        spans.append((start, len(text)))
    trimmed: list[tuple[int, int]] = []
    for span in spans:
        left, right = span
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        trimmed.extend((cut, min(cut + MAX_SENTENCE_LENGTH, right)) for cut in range(left, right, MAX_SENTENCE_LENGTH))
    return tuple(trimmed)


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at `end` belongs to an abbreviation or a number, and the sentence from `start` goes on.

    One in lower case before a capital still ends the sentence: "We met at 10 a.m. Kim was late."
    """
    nearby = max(start, end - 12)
    if not _ABBREVIATION.search(text, nearby, end):
        return False
    if _LEADING.search(text, nearby, end):
        return True
    following = text[end : end + 30].lstrip()
    if _DAY.search(text, nearby, end) and following[:1].isupper() and not _MONTH.match(following):
        return False  # "Thandeka, draft Fri. I proofread"
    return not (
        len(text[start:end].split()[-1]) > 2
        and following[:1].isupper()
        and not text[start:end].rstrip(".").rsplit(None, 1)[-1].istitle()
    )
