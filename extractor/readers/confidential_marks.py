"""What the notes mark as internal: blocks that a client must not see, and what only such blocks say.

A mark counts where it is a mark and no word of a sentence: in brackets ("[internal]", "(private)"), as a label
("Internal: ..."), as "off the record", or as a section's title. When in doubt a block is private: a recap that
withholds too much is mended with a word, one that leaks is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.model import Block, Cell, Kind

_SECRET = (
    r"(?:internal(?:ly)?|private|confidential|in[ ]confidence|off[ -]the[ -]record|not[ ]for[ ](?:the[ ])?"
    r"(?:clients?|customers?|minutes|record|distribution|sharing|publication|external[ ]use)"
    r"|do[ ]not[ ](?:share|forward|distribute|publish)|(?:team|our)[ ]eyes[ ]only|company[ ]confidential)"
)
_AFTER = (
    r"(?:[ ](?:only|use(?:[ ]only)?|notes?|discussions?|items?|actions?|action[ ]items|points?|comments?|remarks?"
    r"|topics?|section|session|part|matters?|to[ -]dos?|team[ ](?:only|discussion)|follow[ -]?ups?|next[ ]steps|debrief"
    r"|with[ ](?:the[ ])?(?:clients?|customers?)|outside(?:[ ]the[ ]team)?|please))*"
)
MARK = expression(
    rf"""
    [\[(<{{] \s* (?:strictly[ ]|for[ ])? {_SECRET} {_AFTER} \s* (?: [:;,–—-] [^\]\[)(<>{{}}]{{0,60}} )? [\])>}}]
    """,
    re.X | re.I,
)
LABEL = expression(rf"\W{{0,4}}(?:strictly[ ])?{_SECRET}{_AFTER}\s*(?::|[ ][-–—][ ])\s*", re.I)
SAID = expression(
    r"""
    (?<!nothing[ ]) (?<!not[ ]) (?<!never[ ]) \boff[ ]the[ ]record\b
    | \b(?:this|that|which|it)[ ](?:is|stays|remains)[ ](?:strictly[ ])?(?:confidential|internal[ ]only|between[ ]us)\b
    | \b(?:please[ ])?(?:do[ ]not|don['’]t)[ ](?:share|tell|mention|forward)[ ](?:this|that|it|any[ ]of[ ]this)\b
    | \bnot[ ]for[ ]the[ ]minutes\b
    """,
    re.X | re.I,
)
TITLE = expression(
    rf"""
    \W* (?:[\d.]+\W+)? (?: (?:strictly|for|team|company|our|us[ ]only)[ ] )*
    (?: {_SECRET} {_AFTER} | (?:executive|closed|private)[ ]session | in[ ]camera(?:[ ](?:session|items?|discussion))? )
    \W*
    """,
    re.X | re.I,
)
COLUMN = expression(
    r"\W*(?:internal|private|confidential|visibility|audience)(?:[ ](?:notes?|comments?|only))?\W*", re.I
)
OPEN_CELL = expression(r"\W*(?:no|n|false|public|open|all|everyone|external|clients?|shared|-)?\W*", re.I)
# Somebody stops the clerk's pen: all that follows is private, until the notes say otherwise or a new part begins.
STOP = expression(
    r"\W*(?:(?:now[ ]|we[ ](?:go|are|went)[ ]|going[ ]|goes[ ])*off[ ]the[ ]record|private[ ]from[ ]here(?:[ ]on)?)\W*",
    re.I,
)
RESUME = expression(
    r"\W*(?:(?:now[ ]|we[ ](?:are|go)[ ])*(?:back[ ])?on[ ](?:the[ ])?record(?:[ ]again)?"
    r"|end[ ]of[ ](?:the[ ])?(?:off[ -]the[ -]record|internal|private|confidential)"
    r"(?:[ ](?:part|section|discussion))?)\W*",
    re.I,
)


# A word of each of these marks, in lower case: words without any mark nothing.
HINT = expression(
    r"""internal | private | confiden | record | not[ ]for | do[ ]not | don['’]t | eyes[ ]only | session | in[ ]camera
    | between[ ]us | visibility | audience""",
    re.X,
)


def mark_private(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, those marked that are private: by a mark of their own, or by the section or the list entry that
    they stand in. A mark in brackets and a label are cut out of the text, as they are none of its words.
    """
    hints = {words for words in {words for block in blocks for words in block.words} if HINT.search(words.lower())}
    if not hints:
        return tuple(blocks)
    private: set[int] = set()
    above: list[tuple[int, bool]] = []  # the open headings: their depth, and whether they are private
    stopped = False
    for at, block in enumerate(blocks):
        if block.kind is Kind.HEADING:
            above = [(depth, secret) for depth, secret in above if depth < block.depth]
            stopped = False
        if RESUME.fullmatch(block.text):
            stopped = False
        elif STOP.fullmatch(block.text):
            stopped = True
        inherited = any(secret for _, secret in above) or (block.parent is not None and block.parent in private)
        secret = inherited or stopped or (not hints.isdisjoint(block.words) and _is_marked(block))
        if block.kind is Kind.HEADING:
            above.append((block.depth, secret))
        if secret:
            private.add(at)
    return tuple(_without_mark(block) if at in private else block for at, block in enumerate(blocks))


def without_private_words(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks in their places, the private ones without their words: what may be said outside."""
    return tuple(
        replace(block, text="", cells=(), strong=(), struck=(), speaker=None, section=_open_titles(block, secret))
        if block.private
        else replace(block, section=_open_titles(block, secret))
        for secret in [frozenset(block.text for block in blocks if block.private and block.kind is Kind.HEADING)]
        for block in blocks
    )


def _open_titles(block: Block, secret: frozenset[str]) -> tuple[str, ...]:
    return tuple("" if title in secret else title for title in block.section)


def _is_marked(block: Block) -> bool:
    if MARK.search(block.text) or LABEL.match(block.text) or SAID.search(block.text):
        return True
    # Titles of sections that are lines in bold or with a colon are in `section` only.
    if any(TITLE.fullmatch(title) or MARK.search(title) for title in block.section):
        return True
    if TITLE.fullmatch(block.text):
        return True
    return any(COLUMN.fullmatch(cell.column) and not OPEN_CELL.fullmatch(cell.text) for cell in block.cells)


def _without_mark(block: Block) -> Block:
    block = replace(block, private=True)
    if block.kind is Kind.HEADING:
        return block  # its words name the section
    while found := MARK.search(block.text) or LABEL.match(block.text):
        start, end = found.span()
        while end < len(block.text) and block.text[end] == " " and (start == 0 or block.text[start - 1] == " "):
            end += 1
        rest = block.text[:start] + block.text[end:]
        if not re.search(r"\w", rest):
            return block  # "Internal:" over a list
        block = _cut(block, start, end)
    return replace(block, cells=tuple(_bare(cell) for cell in block.cells))


def _bare(cell: Cell) -> Cell:
    parts = tuple(MARK.sub("", part).strip() for part in cell.parts)
    return replace(cell, text=MARK.sub("", cell.text).strip(), parts=parts)


def _cut(block: Block, start: int, end: int) -> Block:
    """The block without the characters from `start` to `end`; its spans and lines move along."""

    def moved(offset: int) -> int:
        return offset if offset <= start else start if offset < end else offset - (end - start)

    lines: dict[int, int] = {moved(offset): line for offset, line in block.lines}  # of two at one place, the later
    return replace(
        block,
        text=block.text[:start] + block.text[end:],
        strong=tuple((moved(a), moved(b)) for a, b in block.strong if moved(a) < moved(b)),
        struck=tuple((moved(a), moved(b)) for a, b in block.struck if moved(a) < moved(b)),
        lines=tuple(lines.items()),
    )
