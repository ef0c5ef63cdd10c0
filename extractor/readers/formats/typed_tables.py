"""Tables typed with tabs or with columns of spaces: "Action   Who   By when" above lines that have the same columns.

Only below a line of titles that names two columns of an action list; other columns stay gaps in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.model import Cell
from extractor.readers.inline import plain_text
from extractor.readers.statements import Statement, row_statement

_TITLE = expression(
    r"""\W*(?: (?:action|task|request|item|point|what|to-?\s?do|job|next(?:\ steps?)?|conditions?(?:\ and\ remarks)?)s?
      | who | owner s? | resp (?:\.|onsible|onsibility)? | lead | (?:action(?:ed)?\ )?by(?:\ whom)? | assigned(?:\ to)?
      | person | initials | due(?:\ (?:date|by))? | when | by\ when | date(?:\ needed)? | deadline | status
      | state )\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_GAP = expression(r" {2,}|[ ]*\t[ ]*")
MAX_CONTINUED = 200  # characters of a line that goes on with a cell
_LEAST = 3  # columns
_MOST = 12


def regions(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where such tables stand: (first, after last) for each, its line of titles included."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        titles = _titles(lines[at])
        end = at + 1
        tabs = "\t" in lines[at]
        while (
            titles
            and end < len(lines)
            and (_is_row(lines[end], titles, tabs) or (end > at + 1 and _goes_on(lines[end], titles, tabs)))
        ):
            end += 1
        if titles and end - at > 2:
            found.append((at, end))
        at = end if end > at + 1 else at + 1
    return found


def read_table(lines: Sequence[str], first: int = 0) -> Iterator[Statement]:
    """The rows of a table; `first` is the number of lines before it in the file."""
    titles = _titles(lines[0])
    tabs = "\t" in lines[0]
    rows: list[list[list[tuple[str, int]]]] = []  # of each row its cells, each as its (words, line) pairs
    for number, line in enumerate(lines, first + 1):
        cells = [[(words, number)] if words else [] for words in _cells(line, titles, tabs)]
        if rows and len(rows) > 1 and _goes_on(line, titles, tabs):
            rows[-1] = [[*above, *below] for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    for at, cells in enumerate(rows):
        texts = [
            (plain_text(words or [("", first + 1)]), title) for words, (_, title) in zip(cells, titles, strict=True)
        ]
        row = row_statement(
            [(text, Cell(title, text.text)) for text, title in texts], group=first + 1, is_table_head=at == 0
        )
        if row:
            yield row


def _goes_on(line: str, titles: Sequence[tuple[int, str]], tabs: bool) -> bool:
    """Whether a line goes on with one cell of the row above it: its words stand alone, and not in the first column."""
    if tabs or not line.strip() or len(line) > MAX_CONTINUED or line.strip()[0] in "-*•":
        return False
    filled = [at for at, words in enumerate(_cells(line, titles, tabs)) if words]
    return len(filled) == 1 and line.startswith("  ") and not _GAP.search(line.strip())


def _titles(line: str) -> list[tuple[int, str]]:
    """The titles of the columns with where each begins, [] where a line names none."""
    if len(line) > 400 or not _GAP.search(line.strip()):
        return []
    if "\t" in line:
        titles = [(at, words.strip()) for at, words in enumerate(line.rstrip("\n").split("\t"))]
    else:
        ends = [(found.start(), found.end()) for found in _GAP.finditer(line.rstrip())]
        starts = [len(line) - len(line.lstrip()), *(end for start, end in ends if start)]
        titles = [(start, line[start:stop].strip()) for start, stop in pairwise([*starts, len(line)])]
    named = [title for _, title in titles if title]
    known = sum(bool(_TITLE.fullmatch(title)) for title in named)
    short = all(len(title.split()) <= 4 for title in named)
    return titles if known >= 2 and short and _LEAST <= len(titles) <= _MOST else []


def _is_row(line: str, titles: Sequence[tuple[int, str]], tabs: bool) -> bool:
    """Whether a line has the columns of the titles above it."""
    if not line.strip() or len(line) > 2_000:
        return False
    if tabs:
        return line.count("\t") >= 1 and len(line.rstrip("\t\n ").split("\t")) <= len(titles)
    return sum(bool(words) for words in _cells(line, titles, tabs)) >= 2 and bool(_GAP.search(line.strip()))


def _cells(line: str, titles: Sequence[tuple[int, str]], tabs: bool) -> list[str]:
    """The words of each column in a line."""
    if tabs:
        cells = [words.strip() for words in line.rstrip("\n").split("\t")]
        return [*cells, *[""] * len(titles)][: len(titles)]
    cells = [""] * len(titles)
    at = len(line) - len(line.lstrip())
    parts = []
    for found in _GAP.finditer(line.rstrip(), at):
        parts.append((at, line[at : found.start()]))
        at = found.end()
    parts.append((at, line[at:].strip()))
    for start, words in parts:
        nearest = max((place for place, (column, _) in enumerate(titles) if column <= start + 3), default=0)
        cells[nearest] = f"{cells[nearest]} {words}".strip()
    return cells
