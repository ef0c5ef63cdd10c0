"""Tables as minutes have them: initials beside the text, ditto marks, names above roles, titles over two rows.

Minutes often have a narrow column "Action" at the right, which holds the initials of those who act; the work is the
text beside them. Its rows become rows with the columns "Action" and "Action by". A row without initials is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.columns import column_kind
from extractor.language.people.name_lists import GIVEN_NAMES, common_words
from extractor.language.people.names import TITLE, is_initials, is_name
from extractor.language.people.roles import OCCUPATION, ROLE_WORDS, is_written_as_role
from extractor.language.people.small_names import opens_with_work
from extractor.model import Cell
from extractor.readers.inline import PlainText, join_texts
from extractor.readers.statements import Statement

WORK, OWNER = "Action", "Action by"  # titles of the columns of work and of initials
MAX_REPEATED = 60  # characters of a merged cell that each of its rows has
MAX_SPAN = 60  # columns or rows of a merged cell
MAX_OWNER = 60  # characters of a cell of initials
MAX_TITLE = 5  # words of the title of a column
MAX_NAME = 4  # words of a line of owners
MAX_LINES = 12  # lines of a cell, each of which is work
_TITLE = expression(r"\W*(?:actions?(?: (?:by|required|points?))?|by|initials)\W*", re.IGNORECASE)
_SEPARATOR = expression(r"\s*(?:[/,;&+]|\band\b)\s*")
_DITTO = expression(r"""\W*(?:["“”″〃]|''|\bditto|\bdo\.|(?-i:\bdo\b))\W*""", re.IGNORECASE)
_NOTHING = expression(r"\W*(?:n/?a|none|noted?|-)?\W*", re.IGNORECASE)
_WORDS = expression(r"[^\W\d_]{3,}")
_NUMBERED = expression(r"\W*\d+(?:\.\d+)*\W*")


def tidied(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, with the tables among them in the form that the finding of actions knows."""
    found: list[Statement] = []
    for table in _runs(_with_copied_column(statements)):
        if table[0].cells:
            found += _tidied_table(table, found)
        else:
            found += table
    return found


def _with_copied_column(statements: Sequence[Statement]) -> Sequence[Statement]:
    """Join initials that stand alone with the text above them: minutes with a column "Action", copied as text.

    The title of the column stands alone as well, above them; and the notes give the initials of two people in brackets.
    """
    start = next((at for at, one in enumerate(statements) if not one.cells and _is_lone_title(one)), None)
    if start is None:
        return statements
    known = set(_IN_BRACKETS.findall(" ".join(statement.plain.text for statement in statements[:60])))
    if len(known) < 2:
        return statements
    found: list[Statement] = list(statements[:start])
    for statement in statements[start + 1 :]:
        names = _SEPARATOR.split(statement.plain.text.strip(" .:")) if len(statement.plain.text) <= MAX_OWNER else []
        is_text = bool(found) and not found[-1].cells and not found[-1].heading and _is_text(found[-1])
        if is_text and names and not statement.heading and known.issuperset(names):
            found[-1] = _minuted(found[-1], statement)
        else:
            found.append(statement)
    return found


_IN_BRACKETS = expression(r"\(([A-Z]{2,4})[;,)]")  # "A Dagg (AD)", "S Vail (SV; Clerk)"


def _is_lone_title(statement: Statement) -> bool:
    return len(statement.plain.text) <= MAX_OWNER and _TITLE.fullmatch(statement.plain.text) is not None


def _is_text(statement: Statement) -> bool:
    return len(_WORDS.findall(statement.plain.text)) >= 3


def _minuted(text: Statement, initials: Statement) -> Statement:
    """Return the row of a text and the initials below it."""
    return Statement(
        plain=join_texts([text.plain, initials.plain], " | "),
        end_line=initials.end_line,
        cells=(Cell(WORK, text.plain.text), Cell(OWNER, initials.plain.text)),
        group=text.group,
    )


def _runs(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield the tables, which are rows in sequence from one of titles on, and what stands between them."""
    run: list[Statement] = []
    for statement in statements:
        if run and (statement.is_table_head or bool(statement.cells) != bool(run[0].cells)):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _tidied_table(table: list[Statement], before: Sequence[Statement]) -> list[Statement]:
    headed = _with_head(table)
    if not headed[0].cells:
        return [headed[0], *_tidied_table(headed[1:], before)]
    rows = [_with_names_alone(row) for row in _without_ditto(_under_one_head(headed))]
    rows = [part for row in _with_states(rows) for part in _by_lines(row)]
    column = _initials_column(rows, before)
    if column is None or rows[0].cells[0].column == WORK:
        return rows
    return [row if row.is_table_head and not _is_numbered(row) else _row_of_minutes(row, column) for row in rows]


def _with_head(table: list[Statement]) -> list[Statement]:
    """Make the first row of a table its titles where the format does not tell, and they read as titles."""
    if len(table) < 2 or table[0].is_table_head:
        return table
    texts = [cell.text for cell in table[0].cells]
    if len(table) > 2 and sum(map(bool, texts)) == 1 and _are_titles([cell.text for cell in table[1].cells]):
        return [replace(table[0], cells=()), *_with_head(table[1:])]  # the title of the table stands in a row of it
    is_over_initials = [text for text in texts if text] == texts[-1:] and _TITLE.fullmatch(texts[-1]) is not None
    if any(cell.column for cell in table[0].cells) or not (is_over_initials or _are_titles(texts)):
        return table
    return [replace(table[0], is_table_head=True), *(_under(row, texts) for row in table[1:])]


def _under_one_head(table: list[Statement]) -> list[Statement]:
    """Join a second row of titles with the first: "Action | (blank)" above "What | Who".

    Titles that stand over a table again, at the top of its next page, are left out.
    """
    if len(table) < 2 or not table[0].is_table_head:
        return table
    head, second, *rest = table
    groups = [cell.text for cell in head.cells]
    titles = [cell.text for cell in second.cells]
    if rest and _are_below_group(groups, titles):
        joined = [_one_title(group, title, titles) for group, title in zip(_repeated(groups), titles, strict=True)]
        head, groups = replace(head, cells=tuple(Cell("", title) for title in joined)), joined
        rest = [_under(row, joined) for row in rest]
    elif rest and _are_titles(titles) and len(_roles_of(titles)) > len(_roles_of(groups)) - _has_blanks(groups):
        titles += [""] * (len(groups) - len(titles))
        groups += [""] * (len(titles) - len(groups))
        joined = [_one_title(group, title, titles) for group, title in zip(groups, titles, strict=True)]
        head, groups = replace(head, cells=tuple(Cell("", title) for title in joined)), joined
        rest = [_under(row, joined) for row in rest]
    else:
        rest = [second, *rest]
    return [head, *(row for row in rest if [cell.text for cell in row.cells] != groups)]


def _are_below_group(groups: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether a row of titles parts one column only: "Allocated to" above "First | Second"."""
    filled = [at for at, title in enumerate(titles) if title and (at >= len(groups) or title != groups[at])]
    if len(groups) != len(titles) or len(filled) < 2 or len(filled) >= len([title for title in groups if title]):
        return False
    whole = _repeated(groups)
    short = all(len(titles[at].split()) <= 2 and not any(map(str.isdigit, titles[at])) for at in filled)
    return short and len({whole[at] for at in filled}) == 1 and whole.count(whole[filled[0]]) == len(filled)


def _repeated(groups: Sequence[str]) -> list[str]:
    """Return titles, with those of merged cells in each of their columns."""
    whole: list[str] = []
    for group in groups:
        whole.append(group or (whole[-1] if whole else ""))
    return whole


def _with_states(rows: list[Statement]) -> list[Statement]:
    """Title as "Status" the column of another title whose cells all begin with the state of an action: "Position"."""
    width = max(len(row.cells) for row in rows)
    titles = [cell.column for cell in rows[-1].cells]
    if "status" in map(column_kind, titles):
        return rows
    body = [row for row in rows if not row.is_table_head]
    for at in range(min(width, len(titles))):
        cells = [row.cells[at].text for row in body if at < len(row.cells) and row.cells[at].text]
        if column_kind(titles[at] or "x") in ("", "topic") and len(cells) > 1 and all(map(_STATE.match, cells)):
            titles[at] = "Status"
            return [row if row.is_table_head else _under(row, titles) for row in rows]
    return rows


_STATE = expression(
    r"\W*(?:open|closed?|done|completed?|in progress|on[- ]?going|pending|overdue|on hold|not started|started"
    r"|outstanding|finished|resolved|carried forward|c/f|live|red|amber|green)\b",
    re.IGNORECASE,
)


def _under(row: Statement, titles: Sequence[str]) -> Statement:
    """Return a row with other titles of its columns."""
    cells = (replace(cell, column=title) for cell, title in zip(row.cells, titles, strict=False))
    return replace(row, cells=tuple(cells))


def _one_title(group: str, title: str, titles: Sequence[str]) -> str:
    """Return the title of a column in two rows: that of its group counts where its own does not tell enough."""
    is_alone = titles.count(title) == 1 and (column_kind(title) != "" or column_kind(group) == "")
    return title if title and is_alone else f"{group} {title}".strip()


def _has_blanks(titles: Sequence[str]) -> bool:
    """Whether a row of titles has gaps, or says the same over several columns."""
    return not all(titles) or len(set(titles)) < len(titles)


def _roles_of(titles: Sequence[str]) -> frozenset[str]:
    return frozenset(map(column_kind, titles)) & {"owner", "task", "due", "status", "raised"}


def _are_titles(texts: Sequence[str]) -> bool:
    """Whether the cells of a row are titles of an action list: short, each of a known kind, and two kinds or more."""
    filled = [text for text in texts if text]
    short = all(len(text.split()) <= MAX_TITLE for text in filled)
    known = sum(column_kind(text) != "" or _OTHER_TITLE.fullmatch(text) is not None for text in filled)
    return len(filled) > 1 and short and known >= len(filled) - (len(filled) > 3) and len(_roles_of(filled)) > 1


_OTHER_TITLE = expression(
    r"\W*(?:actual|planned|update|remarks?|priority|area|category|section|project|workstream|minute|by|raised by)\W*",
    re.IGNORECASE,
)


def _without_ditto(table: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the rows with what a ditto mark stands for in its place."""
    above: tuple[Cell, ...] = ()
    for row in table:
        cells = tuple(
            replace(cell, text=above[at].text, parts=above[at].parts)
            if at < len(above) and cell.text and _DITTO.fullmatch(cell.text)
            else cell
            for at, cell in enumerate(row.cells)
        )
        above = () if row.is_table_head else cells
        yield row if cells == row.cells else _with_cells(row, cells)


def _with_names_alone(row: Statement) -> Statement:
    """Return the row without the role that stands in the line below a name: "James Bell" above "Chief Pharmacist"."""
    cells = tuple(
        replace(cell, text=names, parts=())
        if column_is_of_owners(cell.column) and (names := without_roles(cell.text)) != cell.text
        else replace(cell, text=cell.parts[0], parts=())
        if len(cell.parts) == 2 and is_name(cell.parts[0]) and " " in cell.parts[0] and _is_role(cell.parts[1])
        else cell
        for cell in row.cells
    )
    return row if cells == row.cells else _with_cells(row, cells)


_ENTRY = expression(r"\s*(?:[-*•●▪◦–]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")


_DOER = expression(r"\W*[A-Z][\w.'’-]*(?:\s(?:and\s|&\s)?[A-Z][\w.'’-]*){0,3}\s?(?:\sto\s|\swill\s|:\s|\s[-–—]\s)\S")


def _names_doer(line: str) -> bool:
    """Whether a line of a cell begins with who does its work: "Beryl to order labels"."""
    return _DOER.match(line) is not None


def _is_entry(line: str) -> bool:
    """Whether a line of a cell is work of its own: an order, or behind a bullet or a number."""
    return _ENTRY.match(line) is not None or opens_with_work(line)


def _by_lines(row: Statement) -> list[Statement]:
    """Return a row for each line of its work where each has a line of its own among the owners.

    "Remind the staff / Tell the lab" beside "LF / PM". Where one owner stands beside them all, each line must be an
    entry of its own: an order, or a line with a bullet or a number; where none does, each must name its own.
    """
    kinds = [column_kind(cell.column.strip(" *_")) for cell in row.cells]
    work = next((cell for cell, kind in zip(row.cells, kinds, strict=True) if kind == "task" and cell.parts), None)
    owner = next((cell for cell, kind in zip(row.cells, kinds, strict=True) if kind == "owner" and cell.text), None)
    if row.is_table_head or work is None or not 1 < len(work.parts) <= MAX_LINES:
        return [row]
    if any(len(part.split()) < 2 or part[:1].islower() for part in work.parts):
        return [row]
    owners = owner.parts if owner is not None else ()
    if any(len(part.split()) > MAX_NAME for part in owners):
        return [row]  # "Hwang to share the inventory": work, in the column of owners
    is_each = len(owners) == len(work.parts)
    is_apart = _names_doer if owner is None else _is_entry
    if not is_each and (len(owners) > 1 or not all(map(is_apart, work.parts))):
        return [row]
    rows = []
    for at, _ in enumerate(work.parts):
        cells = (
            replace(cell, text=_ENTRY.sub("", cell.parts[at], count=1), parts=())
            if len(cell.parts) == len(work.parts) and (kind in ("task", "owner", "due", "status"))
            else cell
            for cell, kind in zip(row.cells, kinds, strict=True)
        )
        rows.append(_with_cells(row, tuple(cells)))
    return rows


# "James Bell Chief Pharmacist", "Priya Shah, Clinical Lead", "Mo Cole – Ward Sister"
_NAME_AND_ROLE = expression(
    r"(?P<name>(?:(?:Dr|Mrs?|Ms|Miss|Prof|Rev|Cllr)\.?\s)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2}?)"
    r"(?P<sign>,\s|\s[-–—]\s|\s)(?P<role>[A-Z][\w'’&-]+(?:\s(?:[A-Z][\w'’&-]+|of|and|for|the)){0,5})"
)
_NAME_AND_BRACKET = expression(r"(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2})\s?\([^()]{2,60}\)")
_SENIOR = expression(
    r"(?:Chief|Head|Senior|Deputy|Assistant|Associate|Clinical|Lead|Interim|Acting|Executive|Managing|Principal|Ward"
    r"|Practice|General|Regional|Director|Manager|Project|Programme|Operations|Finance|HR|IT|Vice|Town|Parish)\b"
)


def column_is_of_owners(title: str) -> bool:
    """Whether a column says who is to do the work."""
    return column_kind(title.strip(" *_")) == "owner"


def without_roles(text: str) -> str:
    """Return the names of a cell without the role behind each: "James Bell, Chief Pharmacist / Mo Cole, Sister"."""
    parts = _PEOPLE.split(text)
    return "".join(_before_role(part) or part for part in parts) if len(text) <= MAX_PEOPLE else text


_PEOPLE = expression(r"(\s*[/;&+]\s*|\s+and\s+)")
MAX_PEOPLE = 300  # characters of a cell of names with their roles


def _before_role(text: str) -> str:
    """Return the name before a role on one line: "James Bell Chief Pharmacist"; "" where there is no role."""
    bracket = _NAME_AND_BRACKET.fullmatch(text.strip())
    if bracket is not None and is_name(bracket["name"]):
        return bracket["name"]
    found = _NAME_AND_ROLE.fullmatch(text.strip())
    if found is None or not is_name(found["name"]):
        return ""
    is_apart = found["sign"] != " "
    role = found["role"]
    is_given = role.split()[0].casefold() in GIVEN_NAMES
    is_occupation = not is_given and (OCCUPATION.search(role) is not None or role.casefold() in common_words())
    is_role = (_SENIOR.match(role) and " " in role) or (is_apart and (_is_role(role) or is_occupation))
    return found["name"] if is_role else ""


def _is_role(text: str) -> bool:
    return len(text.split()) <= 5 and (ROLE_WORDS.search(text) is not None or is_written_as_role(text))


def _with_cells(row: Statement, cells: tuple[Cell, ...]) -> Statement:
    """Return the row with other cells, all of its text on its first line."""
    text = " | ".join(cell.text for cell in cells if cell.text)
    return replace(row, cells=cells, plain=PlainText(text, ((0, row.line),)))


def _initials_column(rows: Sequence[Statement], before: Sequence[Statement]) -> int | None:
    """Return which column holds nothing but those who act, as initials or roles; None for no such column.

    Its title is "Action" or the like; or the table has no titles, and it is the last column and holds initials alone.
    """
    width = max(len(row.cells) for row in rows)
    head = rows[0] if rows[0].is_table_head else None
    for column in reversed(range(1, width)):
        title = head.cells[column].text if head and column < len(head.cells) else ""
        is_titled = bool(title) and _TITLE.fullmatch(title) is not None
        is_untitled = column == width - 1 and (head is None or (not title and _is_numbered(head)))
        if not (is_titled or is_untitled) or not _has_text_beside(rows, column):
            continue
        body = rows if head is None or _is_numbered(head) else rows[1:]
        texts = [row.cells[column].text for row in body if column < len(row.cells)]
        filled = [text for text in texts if not _NOTHING.fullmatch(text)]
        plain = " ".join(statement.plain.text for statement in before[:40])
        initials = sum(_are_initials(text) for text in filled)
        if (
            filled
            and all(is_owner(text, plain) for text in filled)
            and initials >= (0.5 if is_titled else 1) * len(filled)
        ):
            return column
    return None


def _is_numbered(head: Statement) -> bool:
    """Whether a row that was taken for titles is one of the text: its first cell is a number."""
    return _NUMBERED.fullmatch(head.cells[0].text) is not None


def _has_text_beside(rows: Sequence[Statement], column: int) -> bool:
    texts = [_work_of(row, column)[1] for row in rows if not row.is_table_head]
    return sum(len(text.split()) >= 3 for text in texts) >= 0.5 * len(texts) > 0


def _work_of(row: Statement, column: int) -> tuple[int, str]:
    """Return the longest cell beside the initials, which holds the text."""
    others = [(at, cell.text) for at, cell in enumerate(row.cells) if at != column]
    return max(others, key=lambda pair: len(pair[1]), default=(0, ""))


def is_owner(text: str, plain: str = "") -> bool:
    """Whether a text is nothing but initials, roles, "all", or names that stand in the words `plain`."""
    parts = _SEPARATOR.split(text.strip(" .:"))
    return len(text) <= MAX_OWNER and all(
        is_initials(part)
        or part.casefold() == "all"
        or is_written_as_role(part)
        or (TITLE.match(part) is not None and is_name(part))
        or (is_name(part) and part in plain)
        for part in parts
    )


def _are_initials(text: str) -> bool:
    return all(is_initials(part) or part.casefold() == "all" for part in _SEPARATOR.split(text.strip(" .:")))


def _row_of_minutes(row: Statement, column: int) -> Statement:
    """Return a row as work and those who act; one without initials as text."""
    initials = row.cells[column].text if column < len(row.cells) else ""
    work, text = _work_of(row, column)
    if _NOTHING.fullmatch(initials) or not _WORDS.search(text):
        return replace(row, cells=(), is_table_head=False)
    titles = {work: WORK, column: OWNER}
    cells = tuple(
        replace(cell, column=titles.get(at, "" if cell.column == WORK else cell.column))
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells, is_table_head=False)


def rows_by_initials(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return a row of a table, or several where initials in its last cell stand beside lines of its text.

    Args:
        cells: The lines of each cell, blank ones included.
    """
    whole = [" ".join(line for line in lines if line.strip()) for lines in cells]
    marks = [line.strip() for line in cells[-1]] if cells else []
    filled = [at for at, mark in enumerate(marks) if mark]
    if len(cells) < 2 or not filled or filled == [0] or not all(_are_initials(marks[at]) for at in filled):
        return [whole]
    text = max(range(len(cells) - 1), key=lambda at: len(whole[at]))
    lines = [line.strip() for line in cells[text]]
    if len(lines) <= filled[-1] or not all(lines[at] for at in filled):
        return [whole]
    rows: list[list[str]] = []
    for at, line in enumerate(lines):
        if line:
            row = ["" for _ in cells]
            row[0] = whole[0] if text != 0 and not rows else ""
            row[text], row[-1] = line, marks[at] if at < len(marks) else ""
            rows.append(row)
    return rows
