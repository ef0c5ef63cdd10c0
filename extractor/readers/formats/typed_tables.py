"""Tables typed with tabs or with columns of spaces: "Action   Who   By when" above lines that have the same columns.

They stand below a line of titles that names two columns of an action list. Tabs without titles are columns where they
part work, names alone and days, as a copy out of Word or Excel does. All other gaps stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.language.columns import column_kind
from extractor.language.people.name_lists import GIVEN_NAMES
from extractor.language.people.names import is_initials, is_name
from extractor.language.people.roles import is_written_as_role
from extractor.model import Cell
from extractor.readers.inline import plain_text
from extractor.readers.statements import Statement, row_statement
from extractor.readers.tables import OWNER, WORK, without_roles

_TITLE = expression(
    r"\W*(?:requests?|points?|jobs?|next|conditions?(?: and remarks)?|resp\.?|by|initials)\W*", re.IGNORECASE
)
_KINDS = frozenset({"owner", "task", "due", "status"})
_NO_TITLE = expression(r"[:.]\s\S|\d{3}")  # "Date: 4 May" is no title
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
            and (
                _is_row(lines[end], titles, tabs)
                or (end > at + 1 and _goes_on(lines[end], titles, tabs))
                or _is_cell_within(lines, end, titles, tabs)
            )
        ):
            end += 1
        if titles and end - at > 2:
            found.append((at, end))
        at = end if end > at + 1 else at + 1
    return found


def _is_cell_within(lines: Sequence[str], at: int, titles: Sequence[tuple[int, str]], tabs: bool) -> bool:
    """Whether a line is a part of a first cell: it goes on with a sentence, or a whole row stands below it."""
    end = at
    while end < min(len(lines), at + MAX_PARTS) and _is_first_cell(lines[end], titles, tabs):
        end += 1
    if end == at:
        return False
    return lines[at].strip()[:1].islower() or (end < len(lines) and _is_row(lines[end], titles, tabs))


MAX_PARTS = 12  # lines of a cell that stand alone


def with_initials_behind(lines: Sequence[str]) -> list[str]:
    """Return lines in which initials at the right stand behind the sentence beside which they stand.

    Minutes typed with a column "Action" at the right often break the text: "Order the pads and      Clerk", and on the
    next line "log them." Lines keep their numbers.
    """
    titles = (at for at, line in enumerate(lines) if len(line) - len(line.lstrip()) >= FAR and _ALONE.fullmatch(line))
    start = next(titles, None)
    if start is None:
        return list(lines)
    column = len(lines[start]) - len(lines[start].lstrip())
    found = list(lines)
    for at in range(start + 1, len(lines)):
        behind = _BEHIND.search(found[at])
        if behind is None or behind.start("who") < column - 10 or not _are_initials_or_role(behind["who"]):
            continue
        end = at
        while not found[end][: behind.start() if end == at else None].rstrip().endswith((".", "?", "!")):
            following = found[end + 1] if end + 1 < len(found) else ""
            if not following.strip() or _BEHIND.search(following):
                break
            end += 1
        if end > at:
            found[at] = found[at][: behind.start()]
            found[end] = f"{found[end].rstrip():<{column}}  {behind['who']}"
    return found


FAR = 30  # characters before the title of a column at the right
_ALONE = expression(r"\s+(?:actions?(?: by)?|by|who|initials)\W*", re.IGNORECASE)
_BEHIND = expression(r"(?<=\S)\s{2,}(?P<who>\S[^\s]*(?:\s?[/&,]\s?\S+|\s(?:and\s)?[A-Z]\S*){0,3})\s*$")


def _are_initials_or_role(words: str) -> bool:
    parts = re.split(r"\s*[/,;&+]\s*|\s+and\s+", words)
    return all(is_initials(part) or part.casefold() == "all" or is_written_as_role(part) for part in parts)


def untitled_regions(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where tables stand that have tabs and no titles: (first, after last) for each."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and 0 < lines[end].strip().count("\t") < _MOST:
            end += 1
        if end - at > 1 and _untitled(lines[at:end]):
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _untitled(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The titles that columns without any must have: of work, of names and of days; [] where they are no such table."""
    rows = [[cell.strip() for cell in line.rstrip("\n").split("\t")] for line in lines]
    width = max(map(len, rows))
    if min(len(row) for row in rows) < width - 1:
        return []
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    days = next((at for at, cells in enumerate(columns) if cells and all(map(_is_day, cells))), None)
    names = next((at for at, cells in enumerate(columns) if cells and at != days and all(map(_are_names, cells))), None)
    texts = [at for at in range(width) if at not in (days, names)]
    work = max(texts, key=lambda at: len(" ".join(columns[at])), default=None)
    if days is None or names is None or work is None or len(columns[work]) < len(rows):
        return []
    if sum(len(text.split()) > 1 for text in columns[work]) < len(rows) or all(map(_NO_DAY.fullmatch, columns[days])):
        return []
    titles = {work: WORK, names: OWNER, days: "Due"}
    return [(at, titles.get(at, "")) for at in range(width)]


_NO_DAY = expression(
    r"\W*(?:asap|a\.s\.a\.p\.|tb[cad]|on-?going|urgent|n/?a|none|immediate(?:ly)?|in hand|soon|next meeting)?\W*",
    re.IGNORECASE,
)
_DAY = expression(r"(?:by |before |end |end of |w/c |week of |mid )?\w+(?:[ /.-]\w+){0,3}", re.I)


_LOOSE_DAY = expression(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun|today|tomorrow"
    r"|(?:next|this|end of) (?:week|month|term|year)"
    r"|january|february|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


def _is_day(cell: str) -> bool:
    """Whether a cell says when, and nothing else."""
    is_dated = bool(find_dates(cell)) or _LOOSE_DAY.search(cell) is not None
    return _NO_DAY.fullmatch(cell) is not None or (_DAY.fullmatch(cell) is not None and is_dated)


def _are_names(cell: str) -> bool:
    """Whether a cell holds names or initials, with roles behind them, and nothing else."""
    parts = re.split(r"\s*[/,;&+]\s*|\s+and\s+", without_roles(cell))
    return all(is_initials(part) or part.casefold() in {"all", "tbc", "tba"} or is_full_name(part) for part in parts)


def is_full_name(words: str) -> bool:
    """Whether words are a name by themselves: two words and more, or a given name alone."""
    return is_name(words) and (" " in words or words.casefold() in GIVEN_NAMES)


def read_untitled(lines: Sequence[str], first: int = 0) -> Iterator[Statement]:
    """Yield the rows of a table without titles; `first` is the index in the file of its first line."""
    titles = _untitled(lines)
    for at, line in enumerate(lines, first + 1):
        cells = _cells(line, titles, tabs=True)
        texts = [(plain_text([(words, at)]), title) for words, (_, title) in zip(cells, titles, strict=True)]
        if row := row_statement([(text, Cell(title, text.text)) for text, title in texts], group=first + 1):
            yield row


def read_table(lines: Sequence[str], first: int = 0) -> Iterator[Statement]:
    """The rows of a table; `first` is the number of lines before it in the file."""
    titles = _titles(lines[0])
    tabs = "\t" in lines[0]
    rows: list[list[list[tuple[str, int]]]] = []  # of each row its cells, each as its (words, line) pairs
    for group in _rows(lines, titles, tabs):
        found = [[(words, first + at + 1) for words in _cells(lines[at], titles, tabs)] for at in group]
        rows.append([[said for said in cell if said[0]] for cell in zip(*found, strict=True)])
    for at, cells in enumerate(rows):
        texts = [
            (plain_text(words or [("", first + 1)]), title) for words, (_, title) in zip(cells, titles, strict=True)
        ]
        row = row_statement(
            [(text, Cell(title, text.text)) for text, title in texts], group=first + 1, is_table_head=at == 0
        )
        if row:
            yield row


def _rows(lines: Sequence[str], titles: Sequence[tuple[int, str]], tabs: bool) -> list[list[int]]:
    """Return the lines of each row, the titles first.

    A line with one cell alone belongs to the row above; to the row below where cells stand at the foot of their rows,
    as reportlab lays them out, or in the middle and the line begins with a capital, as browsers print them.
    """
    parts = [at > 0 and _is_part(line, titles, tabs) for at, line in enumerate(lines)]
    whole = [at for at, part in enumerate(parts) if not part]
    if len(whole) < 2 or not parts[1]:
        groups = [[at] for at in whole]
        for at in (at for at, part in enumerate(parts) if part):
            groups[max(place for place, start in enumerate(whole) if start < at)].append(at)
        return groups
    is_middle = any(parts[at + 1] and lines[at + 1].strip()[:1].islower() for at in whole[1:] if at + 1 < len(lines))
    groups = [[0], *([] for _ in whole[1:])]
    for place, end in enumerate(whole[1:], 1):
        between = list(range(whole[place - 1] + 1, end))
        capital = next((at for at in between if lines[at].strip()[:1].isupper()), end if place > 1 else 0)
        if is_middle and place > 1:
            groups[place - 1] += [at for at in between if at < capital]
        groups[place] += [at for at in between if not is_middle or place == 1 or at >= capital]
        groups[place].append(end)
    groups[-1] += range(whole[-1] + 1, len(lines))
    return groups


def _is_part(line: str, titles: Sequence[tuple[int, str]], tabs: bool) -> bool:
    return _goes_on(line, titles, tabs) or _is_first_cell(line, titles, tabs)


def _is_first_cell(line: str, titles: Sequence[tuple[int, str]], tabs: bool) -> bool:
    """Whether a line is a part of its row's first cell and nothing else, in a table that stands further in."""
    indent = titles[0][0]
    return (
        not tabs
        and indent > 0
        and line.startswith(" " * indent)
        and bool(line.strip())
        and len(line) <= MAX_CONTINUED
        and not _GAP.search(line.strip())
        and len(line.strip()) <= titles[1][0] - indent
    )


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
    tabs = "\t" in line
    if tabs:
        titles = [(at, words.strip()) for at, words in enumerate(line.rstrip("\n").split("\t"))]
    else:
        ends = [(found.start(), found.end()) for found in _GAP.finditer(line.rstrip())]
        starts = [len(line) - len(line.lstrip()), *(end for start, end in ends if start)]
        titles = [(start, line[start:stop].strip()) for start, stop in pairwise([*starts, len(line)])]
    named = [title for _, title in titles if title]
    known = sum(_TITLE.fullmatch(title) is not None or column_kind(title) in _KINDS for title in named)
    short = all(len(title.split()) <= 4 and not _NO_TITLE.search(title) for title in named)
    least = 2 if tabs and known == len(titles) else _LEAST
    return titles if known >= 2 and short and least <= len(titles) <= _MOST else []


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
    if len(parts) == len(titles):
        return [words for _, words in parts]
    for start, words in parts:
        nearest = max((place for place, (column, _) in enumerate(titles) if column <= start + 3), default=0)
        cells[nearest] = f"{cells[nearest]} {words}".strip()
    return cells
