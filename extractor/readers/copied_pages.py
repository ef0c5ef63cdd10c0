"""Text that was copied out of a printed page: line numbers at the margin, heads of pages, words broken at line ends.

Only where the text shows that it was a page: lines numbered one after another that go on with a sentence, or "Page 2 of
9" more than once. A line stays a line, so that what is left keeps its number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.common.lazy_regex import expression

LEAST_LINES = 5  # numbered lines that show the margin of a page
_NUMBERED = expression(r"\s{0,4}(?P<number>\d{1,4})(?:\s{2,8}(?P<words>\S.*)|\s*)")
_PAGE = expression(r"(?i)(?:^|\s{2,}|\|\s*)[-–—]?\s?(?:page|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\s?[-–—]?\s*$")
_MAY_BE_PAGE = expression(r"(?im)\bpage\s?\d{1,4}\b|^\s{0,4}\d{1,4}(?:\s{2,8}\S|\s*$)")
_BROKEN = expression(r"(?<=[A-Za-z]{2})-\s*$")
_FIRST_WORD = expression(r"\s*(?P<word>[a-z][\w'’]*[.,;:!?)]*)(?:\s+|$)")


def without_page_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines without what only the page has; as many lines as were given."""
    if not _MAY_BE_PAGE.search("\n".join(lines)):
        return list(lines)
    unnumbered = _without_line_numbers(lines)
    found = _without_page_heads(unnumbered)
    return with_whole_words(found) if found != list(lines) else found


def with_whole_words(lines: Sequence[str]) -> list[str]:
    """Return the lines with the rest of a word that was broken at the end of a line: "cir-", "culate it"."""
    found = list(lines)
    for at in range(len(found) - 1):
        broken = _BROKEN.search(found[at])
        rest = _FIRST_WORD.match(found[at + 1]) if broken else None
        if broken and rest:
            found[at] = f"{found[at][: broken.start()]}{rest['word']}"
            found[at + 1] = found[at + 1][rest.end() :]
    return found


def _without_line_numbers(lines: Sequence[str]) -> list[str]:
    """Return the lines without numbers at the margin, where these count most lines of a text that runs on."""
    numbered = {at: match for at, line in enumerate(lines) if (match := _NUMBERED.fullmatch(line))}
    numbers = [int(match["number"]) for match in numbered.values()]
    # Each page may begin again with 1; an empty line at its end may have no number.
    steps = sum(1 for one, other in pairwise(numbers) if other - one in (1, 2) or other == 1)
    written = sum(1 for line in lines if line.strip())
    runs_on = sum(1 for match in numbered.values() if (match["words"] or "")[:1].islower())
    if len(numbers) < LEAST_LINES or steps < 0.9 * (len(numbers) - 1) or len(numbers) < 0.5 * written or runs_on < 2:
        return list(lines)
    return [numbered[at]["words"] or "" if at in numbered else line for at, line in enumerate(lines)]


def _without_page_heads(lines: Sequence[str]) -> list[str]:
    """Return the lines with the head of each page but the first left out, and without page numbers."""
    pages = [at for at, line in enumerate(lines) if len(line) < 300 and _PAGE.search(line)]
    if len(pages) < 2:
        return list(lines)
    found = list(lines)
    seen: Counter[str] = Counter()
    pages_near = Counter(words for at in pages for words in _words_near(lines, at))
    for at in pages:
        for beside in (at - 1, at, at + 1):
            if not 0 <= beside < len(lines) or not lines[beside].strip():
                continue
            words = _PAGE.sub("", lines[beside]) if beside == at else lines[beside]
            shape = re.sub(r"\d+", "#", " ".join(words.split()).casefold()) if beside == at else words.strip()
            repeats = pages_near[shape] > 1
            if beside == at or repeats:
                found[beside] = "" if seen[shape] else words.rstrip()
                seen[shape] += 1
    return found


def _words_near(lines: Sequence[str], page: int) -> set[str]:
    """Return the words of the lines above and below the head of a page."""
    return {lines[at].strip() for at in (page - 1, page + 1) if 0 <= at < len(lines)}
