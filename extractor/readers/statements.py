"""Statements: the lines of a paragraph, joined where a sentence runs on, parted where each line stands for itself.

Columns count characters with tabs at every fourth. A statement's marker is "" for plain text, else the class of its
bullet, see `MARKER_RANK`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Cell
from extractor.readers.inline import PlainText, joined, plain_text

MIN_WRAP = 55  # characters; nobody wraps prose at less
NARROW = 40  # characters; three lines and more below this are a list
MAX_WRAP = 132  # the widest terminal that anyone wrapped prose for

BULLET = expression(
    r"""
    \\?(?P<bullet> [-*+•●▪◦‣⁃·∙○■□►▸➤–—] ) (?: [ ] | $ )   # "\-" is how exporters write a bullet they do not trust
    | (?P<word> [o:] ) [ ]{2,}                               # Word's second level; Pandoc's definitions
    | \\?[(]? (?P<number>
        \d{1,3} (?: [.]\d{1,3} ){0,4} (?: \\?[.)] )          # 1.  1)  (1)  1.2.
        | \d{1,2} (?: [.]\d{1,2} ){1,4} (?= [ ]{1,4}[A-Z] )  # 1.2 Budget
        | [a-zA-Z] \\?[)]                                    # a)  (b)
        | [a-z] \\?[.] (?= [ ]+\S )                          # a.
        | [ivx]{1,5} \\?[.)]                                 # ii.
      ) (?: [ ]+ | $ )
    """,
    re.X,
)
BOX = expression(
    r"""
    \\?\[ (?P<mark> [ xX✓✔*_-]? ) \\?\] (?! [(:] ) [ ]*    # [ ] [x] [X] [-] []
    | (?P<sign> [☐☑☒🗹✓✔✗✘✅❌⬜🔲🔳⬛] ) \ufe0f? [ ]*
    """,
    re.X,
)
TICKED = frozenset("xX✓✔*☑☒🗹✅")
TURN_START = expression(
    r"""
    \[ [^\]\[]{1,40} \] [ ]* :? (?= [ ] )                # [ana] or [ana]:
    | < [A-Za-z@+][^<>\s]{0,30} (?: [ ][^<>\s]{1,30} )? > [ ] # <ana>
    | [(\[]? \d{1,2}:\d\d (?: :\d\d )? [)\]]? [ ]        # 12:03
    | (?: \.\.\. | … ) [ ]* \S                           # ... goes on
    """,
    re.X,
)
LABEL = expression(
    r"""
    [*_]{0,3} [@#]? [A-Z0-9] [^\s:*_]{0,30} (?: [ ][^\s:*_]{1,30} ){0,5} [*_]{0,3} [ ]? : (?: [*_]{0,3} ) (?= [ ] | $ )
    """,
    re.X,
)
MARKER = expression(
    r"""
    [*_\[({]{0,3} \#? (?: ACTIONS? | Action | TODO | To-?do | AI | AP | DECISIONS? | Decision | RESOLVED | RESOLUTION
      | Resolution | AGREED | NOTE | Topic | TOPIC | ISSUE | PROPOSED | PROPOSAL ) \b
    | \#[a-z]+ \b
    | [-=]{1,2}> [ ]
    | → [ ]
    """,
    re.X,
)
# "<ana> hello": a chat's speaker, no tag of HTML.
NICK_TAG = expression(
    r"""
    ^ ( (?: [(\[]? \d{1,2}:\d\d (?: :\d\d )? [)\]]? [ ]+ )? ) <
    (?! /? (?: [abipqsu] | br | div | span | strong | em | del | ins | sup | sub | small | mark | code | kbd | pre | img
      | input | hr | https? | mailto | details | summary | font | center | ul | ol | li | table | tr | t[dh] | h[1-6] )
      [\s/>:] )
    (?= [A-Za-z@+%|_`] [\w.|`^-]{0,30} > [ ] )
    """,
    re.X | re.I,
)
TOPIC = expression(
    r"#?(?P<sub>sub-?)?topic(?:\s*\d*\s*:|\s+\d+\.?)\s+(?P<title>\S.*)|Agendum \d+\.\s+(?P<agendum>\S.*)", re.I
)
SENTENCE_END = expression(r"""[.!?;:…]["'”’)\]*_~]*\s*$""")
HARD_BREAK = expression(r"(?: {2,}|\\|<br\s*/?>)\s*$", re.I)
NICK = expression(r"<?([A-Za-z][\w.|^`-]{0,24})>?:[ ]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the notes: its plain text, and how its first line begins."""

    plain: PlainText
    end_line: int
    column: int = 0
    marker: str = ""  # "" text, "1" number, "1.1", "a", "-" bullet
    box: bool = False
    checked: bool | None = None
    heading: int = 0  # 1 to 6, 0 for none
    cells: tuple[Cell, ...] = ()
    columns: bool = False  # a table's row of titles
    group: int = 0  # statements of one paragraph share it
    quoted: bool = False

    @property
    def line(self) -> int:
        return self.plain.lines[0][1]


class _Head(NamedTuple):
    """How a line begins: where its text starts, and what stands before it."""

    column: int
    text: str
    marker: str = ""
    box: bool = False
    checked: bool | None = None


def statements(
    lines: Sequence[tuple[str, int]], *, nicks: frozenset[str] = frozenset(), group: int = 0, quoted: bool = False
) -> Iterable[Statement]:
    """The statements in one paragraph or list entry, given as (raw line, line number).

    `nicks` are lower-case names that begin turns in these notes.
    """
    heads = [head(raw) for raw, _ in lines]
    starts = [0, *(at for at in range(1, len(lines)) if _begins(heads, lines, at, nicks)), len(lines)]
    for start, end in pairwise(starts):
        first = heads[start]
        for part in _wrapped(start, end, heads, lines):
            text = plain_text([(_without_tag(heads[at].text), lines[at][1]) for at in part])
            if not text.text:
                continue
            leads = part[0] == start
            yield Statement(
                plain=text,
                end_line=lines[part[-1]][1],
                column=first.column if leads else heads[part[0]].column,
                marker=first.marker if leads else "",
                box=first.box and leads,
                checked=first.checked if leads else None,
                group=group,
                quoted=quoted,
            )


def _without_tag(text: str) -> str:
    """A line whose speaker stands in angle brackets, as no tag of HTML."""
    return NICK_TAG.sub(r"\1\\<", text, count=1) if "<" in text else text


def head(raw: str) -> _Head:
    """How a raw line begins: indentation, bullets and numbers, boxes; several bullets on one line count as the last."""
    text = raw.expandtabs(4)
    rest = text.lstrip()
    column, marker = len(text) - len(rest), ""
    for _ in range(8):  # "- - x" and "1. - x"; nobody nests deeper on one line
        found = BULLET.match(rest)
        if not found or (found["bullet"] in ("*", "-") and rest.startswith(("**", "--"))):
            break
        marker = _marker(found["number"]) if found["number"] else "-"
        column = len(text) - len(rest)
        rest = rest[found.end() :].lstrip()
    found = BOX.match(rest)
    if found and (found["sign"] or marker or rest[found.end() :].strip()):
        mark = found["mark"] or found["sign"] or ""
        return _Head(column, rest[found.end() :], marker or "-", True, mark in TICKED)
    return _Head(column, rest, marker)


def nicks_in(lines: Iterable[str]) -> frozenset[str]:
    """Lower-case names that begin at least three lines each, as in a chat: "ana: ..."."""
    counts: dict[str, int] = {}
    for line in lines:
        found = NICK.match(head(line).text)
        if found and found[1] not in ("http", "https"):
            counts[found[1]] = counts.get(found[1], 0) + 1
    return frozenset(name for name, count in counts.items() if count >= 3)


def _marker(number: str) -> str:
    bare = number.rstrip(".)\\")
    if bare.isdigit():
        return "1"
    return "1.1" if bare[0].isdigit() else "a"


def _begins(heads: list[_Head], lines: Sequence[tuple[str, int]], at: int, nicks: frozenset[str]) -> bool:
    """True where line `at` is surely the first of a statement, whatever the line above it."""
    here, above = heads[at], heads[at - 1]
    short = len(lines[at - 1][0]) < MIN_WRAP
    # "... as of version" + "2. Next": below a full line that does not end, a number may be prose.
    if here.marker and (here.marker == "-" or short or bool(above.marker) or not _unfinished(above.text)):
        return True
    if MARKER.match(here.text) or TURN_START.match(here.text):
        return True
    nick = NICK.match(here.text)
    if nick and nick[1] in nicks:
        return True
    if here.text.startswith("|") or LABEL.match(here.text):
        return not _unfinished(above.text) or _whole_label(here.text) or short
    return _broken(lines[at - 1][0]) and not (here.text[:1].islower() and _unfinished(above.text))


def _whole_label(text: str) -> bool:
    return bool(re.match(r"[*_]{2}", text)) or bool(re.match(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)?:", text))


def _broken(raw: str) -> bool:
    return bool(HARD_BREAK.search(raw))


def _unfinished(text: str) -> bool:
    return not SENTENCE_END.search(text.rstrip())


def _wrapped(start: int, end: int, heads: list[_Head], lines: Sequence[tuple[str, int]]) -> Iterable[list[int]]:
    """The indices from `start` to `end`, parted where the widths of the lines show that one begins a statement."""
    lengths = [len(lines[at][0].expandtabs(4).rstrip()) for at in range(start, end)]
    usual = sorted(lengths)[len(lengths) // 2]
    width = max(length for length in lengths if length <= 1.3 * usual + 10)  # a long line or two may stand among them
    inner = [at for at in range(start, end - 1) if _full(lengths[at - start], heads[at + 1].text, width)]
    wrapped = MIN_WRAP <= width <= MAX_WRAP and len(inner) >= 0.7 * (end - start - 1)
    small = sum(1 for at in range(start, end) if heads[at].text[:1].islower())
    # sentences in lines: each begins one, and none goes on
    capital = all(heads[at].text[:1].isupper() and heads[at].text[-1:] != "," for at in range(start, end))
    if (
        not heads[start].marker
        and end - start >= 3
        and (width < NARROW or capital or (width < MIN_WRAP and small > 0.5 * (end - start)))
    ):
        yield from ([at] for at in range(start, end))  # a list without bullets, typed in small letters maybe
        return
    part = [start]
    for at in range(start + 1, end):
        if _continues(at, heads, lengths[at - 1 - start], width, wrapped, heads[start]):
            part.append(at)
        else:
            yield part
            part = [at]
    yield part


def _full(length: int, following: str, width: int) -> bool:
    """True where the next line's first word would not have fitted; with some slack for editors that wrap early."""
    return length + 1 + len(following.split(" ", 1)[0]) >= width - 4


_NAMED_LAST = expression(r"\w \s [-–—] \s [A-Z][\w.]+ (?:[ /&,]+[A-Z][\w.]+)? $", re.VERBOSE)  # "Call the bank - Kim"


def _continues(at: int, heads: list[_Head], length: int, width: int, wrapped: bool, first: _Head) -> bool:
    here, above = heads[at], heads[at - 1]
    unfinished = _unfinished(above.text)
    lower = here.text[:1].islower() or here.text[:1] in "(,;&/+"
    full = MIN_WRAP <= width <= MAX_WRAP and _full(length, here.text, width)
    if first.marker and here.column > first.column:  # hangs under its bullet
        return unfinished or lower or wrapped or full
    if here.text[:1].isupper() and _NAMED_LAST.search(above.text):
        return False
    if here.text.startswith("[") and above.text.endswith("]"):
        return False
    if wrapped and length >= MIN_WRAP * 0.8:
        return True
    return unfinished and (lower or (full and length >= MIN_WRAP))


def row_of(
    cells: Sequence[tuple[PlainText, Cell]], *, group: int, quoted: bool = False, columns: bool = False
) -> Statement | None:
    """The statement of a table's row; None where all its cells are empty."""
    texts = [text for text, _ in cells if text.text]
    if not texts:
        return None
    whole = joined(texts, " | ")
    return Statement(
        plain=whole,
        end_line=max(number for _, number in whole.lines),
        cells=tuple(cell for _, cell in cells),
        columns=columns,
        group=group,
        quoted=quoted,
    )
