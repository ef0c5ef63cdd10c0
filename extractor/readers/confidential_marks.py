"""Find the blocks that the notes mark as internal, which a client must not see.

A mark counts only where it is not a word of a sentence: in brackets ("[internal]", "(private)"), as a label
("Internal: ..."), as "off the record", or as the title of a section. In doubt a block is private: a recap that
withholds too much is easily mended, a leak is not.
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
    \W*+ (?:\d+(?:\.\d+)*\W++)? (?: (?:strictly|for|team|company|our|us[ ]only)[ ] )*
    (?: {_SECRET} {_AFTER} | (?:executive|closed|private)[ ]session | in[ ]camera(?:[ ](?:session|items?|discussion))? )
    \W*
    """,
    re.X | re.I,
)
COLUMN = expression(
    r"\W*(?:internal|private|confidential|visibility|audience)(?:[ ](?:notes?|comments?|only))?\W*", re.I
)
OPEN_CELL = expression(r"\W*(?:no|n|false|public|open|all|everyone|external|clients?|shared|-)?\W*", re.I)
# From here on all is private, until RESUME or the next heading.
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
# Every mark holds one of these words, in lower case: blocks without them are not searched for marks.
HINT = expression(
    r"""internal | private | confiden | record | not[ ]for | do[ ]not | don['’]t | eyes[ ]only | session | in[ ]camera
    | between[ ]us | visibility | audience""",
    re.X,
)


def mark_private(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, with `private` set on those that are marked or stand in a marked section or list entry.

    Marks in brackets and labels are removed from the text.
    """
    hints = {words for words in {words for block in blocks for words in block.words} if HINT.search(words.lower())}
    if not hints:
        return tuple(blocks)
    private: set[int] = set()
    headings: list[tuple[int, bool]] = []  # the open headings: depth, and whether they are private
    off_record = False
    for index, block in enumerate(blocks):
        if block.kind is Kind.HEADING:
            headings = [(depth, is_private) for depth, is_private in headings if depth < block.depth]
            off_record = False
        if RESUME.fullmatch(block.text):
            off_record = False
        elif STOP.fullmatch(block.text):
            off_record = True
        is_inherited = any(is_private for _, is_private in headings) or block.parent in private
        is_private = is_inherited or off_record or (not hints.isdisjoint(block.words) and _is_marked(block))
        if block.kind is Kind.HEADING:
            headings.append((block.depth, is_private))
        if is_private:
            private.add(index)
    return tuple(_without_mark(block) if index in private else block for index, block in enumerate(blocks))


def without_private_words(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks in their places, the private ones without words, and without private titles of sections."""
    titles = frozenset(block.text for block in blocks if block.private and block.kind is Kind.HEADING)
    public = (
        replace(block, section=tuple("" if title in titles else title for title in block.section)) for block in blocks
    )
    return tuple(
        replace(block, text="", cells=(), strong=(), struck=(), speaker=None) if block.private else block
        for block in public
    )


def _is_marked(block: Block) -> bool:
    if MARK.search(block.text) or LABEL.match(block.text) or SAID.search(block.text):
        return True
    # Titles in bold or with a colon may be no blocks of their own: only `section` holds them.
    if any(TITLE.fullmatch(title) or MARK.search(title) for title in block.section):
        return True
    if TITLE.fullmatch(block.text):
        return True
    return any(COLUMN.fullmatch(cell.column) and not OPEN_CELL.fullmatch(cell.text) for cell in block.cells)


def _without_mark(block: Block) -> Block:
    """Return a private block without its marks, unless they are all its words."""
    block = replace(block, private=True)
    if block.kind is Kind.HEADING:
        return block  # its words name the section
    while mark := MARK.search(block.text) or LABEL.match(block.text):
        start, end = mark.span()
        while end < len(block.text) and block.text[end] == " " and (start == 0 or block.text[start - 1] == " "):
            end += 1
        if not re.search(r"\w", block.text[:start] + block.text[end:]):
            return block  # "Internal:" above a list
        block = _cut(block, start, end)
    return replace(block, cells=tuple(_cell_without_mark(cell) for cell in block.cells))


def _cell_without_mark(cell: Cell) -> Cell:
    parts = tuple(MARK.sub("", part).strip() for part in cell.parts)
    return replace(cell, text=MARK.sub("", cell.text).strip(), parts=parts)


def _cut(block: Block, start: int, end: int) -> Block:
    """Return the block without the characters from `start` to before `end`, its spans and lines moved accordingly."""

    def moved(offset: int) -> int:
        return offset if offset <= start else max(start, offset - (end - start))

    def moved_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((moved(first), moved(last)) for first, last in spans if moved(first) < moved(last))

    lines = {moved(offset): line for offset, line in block.lines}  # of two lines at one offset, the later
    return replace(
        block,
        text=block.text[:start] + block.text[end:],
        strong=moved_spans(block.strong),
        struck=moved_spans(block.struck),
        lines=tuple(lines.items()),
    )
