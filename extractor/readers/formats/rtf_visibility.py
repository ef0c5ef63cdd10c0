"""Take out of Rich Text Format what a program does not show of it: hidden, white and deleted words.

Struck words get the marks of Markdown ("~~"), as which the text is read. White words on a ground of another colour can
be read, and stay. The control words are those of the Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression

LEAST_WHITE = 250  # of red, green and blue each, of 255
_TOKEN = expression(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|(?P<text>(?:\\'[0-9a-fA-F]{2}|\\[\\{}~_-]|[^\\{}\r\n])+)"
    r"|\\[^a-z]|[{}]|[\r\n]+|\\"
)
_COLOURS = expression(r"\{\\colortbl(?P<colours>[^{}]{0,100000})\}")
_PART = expression(r"\\(red|green|blue)(\d{1,3})")
# Control words for the colour of the ground, by what has it: words, a paragraph, a cell of the rows that follow.
_GROUNDS = {"highlight": "ground", "chcbpat": "ground", "cb": "ground", "cbpat": "paragraph", "clcbpat": "cells"}
_IN_LINE = frozenset({"u", "emdash", "endash", "lquote", "rquote", "ldblquote", "rdblquote", "bullet", "tab"})


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words at a place look; a group begins with the look of the group around it."""

    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    white: bool = False
    ground: bool = False  # the words have one of another colour than white
    paragraph: bool = False  # the paragraph has one
    cells: bool = False  # a cell of the row has one
    in_table: bool = False

    @property
    def is_shown(self) -> bool:
        has_ground = self.ground or self.paragraph or (self.cells and self.in_table)
        return not (self.hidden or self.deleted or (self.white and not has_ground))


def shown(raw: str) -> str:
    """Return a document in Rich Text Format without the words that are not shown, and with marks at those struck."""
    return "".join(_shown(raw, _whites(raw)))


def _shown(raw: str, whites: frozenset[int]) -> Iterator[str]:
    looks = [_Look()]
    is_open = False  # whether a mark of struck words is
    for token in _TOKEN.finditer(raw):
        words, word, look = token[0], token["word"], looks[-1]
        is_text = bool(token["text"]) or word in _IN_LINE
        if is_text and not look.is_shown:
            continue
        if is_text and look.struck != is_open and words.strip():
            is_open = look.struck
            yield "~~"
        elif is_open and word in ("par", "line", "cell", "row"):
            is_open = False
            yield "~~"
        yield words
        if words == "{":
            looks.append(look)
        elif words == "}" and len(looks) > 1:
            looks.pop()
        elif word:
            looks[-1] = _after(look, word, token["number"], whites)


def _after(look: _Look, word: str, number: str | None, whites: frozenset[int]) -> _Look:
    """Return how words look behind a control word."""
    is_on = number != "0"
    match word:
        case "plain":
            return replace(look, hidden=False, deleted=False, struck=False, white=False, ground=False)
        case "pard":
            return replace(look, paragraph=False, in_table=False)
        case "intbl":
            return replace(look, in_table=True)
        case "trowd":
            return replace(look, cells=False)
        case "v" | "webhidden":
            return replace(look, hidden=is_on)
        case "deleted":
            return replace(look, deleted=is_on)
        case "strike" | "striked":
            return replace(look, struck=is_on)
        case "cf":
            return replace(look, white=int(number or 0) in whites)
        case "clcbpat" if look.cells:
            return look
    if part := _GROUNDS.get(word):
        is_ground = int(number or 0) != 0 and int(number or 0) not in whites
        return replace(look, **{part: is_ground})
    return look


def _whites(raw: str) -> frozenset[int]:
    """Return which colours of the document's table are white."""
    table = _COLOURS.search(raw)
    if table is None:
        return frozenset()
    found = set()
    for at, colour in enumerate(table["colours"].split(";")):
        parts = dict(_PART.findall(colour))
        if len(parts) == 3 and all(int(value) >= LEAST_WHITE for value in parts.values()):
            found.add(at)
    return frozenset(found)
