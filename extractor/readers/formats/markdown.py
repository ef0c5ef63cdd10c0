"""Read Markdown and plain text: markdown-it-py finds the blocks, `statements` divides them into statements.

Indented code is disabled, because indented text in notes is text. The nesting of lists follows the columns of the
bullets, because notes nest by one space where CommonMark demands two to four. Line numbers are those of the file, front
matter included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Block, Cell, Kind
from extractor.readers.attendance import title_status
from extractor.readers.encoding import lines_of
from extractor.readers.hidden_text import blank_hidden
from extractor.readers.inline import PlainText, clean, is_all_strong, join_cell_lines, plain_text
from extractor.readers.statements import (
    MARKER,
    TOPIC,
    Statement,
    column_titles,
    line_start,
    recurring_nicks,
    row_statement,
    statements,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


MAX_INDENT = 60  # columns; deeper text is a picture made of spaces, and the parser stops at 100 levels
MAX_CELLS = 200  # of a row; more pipes are a picture
MAX_TEXT = 20_000  # characters of a block; longer blocks are split at the ends of sentences

# At the same column, a marker of a higher rank is nested below one of a lower rank: "- ..." below "1. Budget".
MARKER_RANK = {"1": 0, "1.1": 1, "a": 2, "-": 3}

FENCE = expression(r"\s*(?:>\s*)*(`{3,}|~{3,})")
TEXT_FENCES = frozenset({"", "text", "txt", "md", "markdown", "plain", "plaintext", "none"})
CALLOUTS = frozenset({"admonish", "note", "info", "tip", "warning"})  # framed paragraphs of mdBook and HackMD
QUOTE_MARKS = expression(r"\s{0,3}(?:>[ ]?)+")
TIGHT_HEADING = expression(r"(#{2,6})(?=[^\s#])")  # "##Decisions"; a single "#" may be a chat command, "#action"
TIGHT_TITLE = expression(r"#(?=[A-Z][\w /&,.:'()-]{2,60}$)(?!ACTION|TODO|INFO|AGREED|TOPIC|LINK|IDEA|HELP)")
REFERENCE = expression(r"\s*\[[^\]]+\]:\s*<?(?:https?|mailto|#)\S*")
ATTRIBUTES = expression(r"\s*\{[:%.#][^}]*\}\s*$|\s*\[TOC\]\s*$|\s*\[\[_TOC_\]\]\s*$", re.I)
DEEP_MARKS = expression(r"((?:[-*+>][ \t]*){8})(?:[-*+>][ \t]*)+")
REGION_MARK = expression("\ue001([0-9]+)")  # private use: stands for a region of HTML
CONTAINER = expression(
    r"\s*:{3,}.*|\s*<(?:/?details|/?div|/?center|/?section|br\s*/?)\b[^<>]*>\s*|\s*\{%.*%\}\s*|\s*`?\{\{[^{}]*\}\}.*",
    re.I,
)
LETTER = expression(r"\w")
VERB = expression(r"\b(?:will|to|shall|should|must|needs?|can|is|are|was|were|has|have|had|agreed|said|asked|wants?)\b")
SECTION_WORD = expression(
    r"\b(?:actions?|to-?dos?|next|goals?|tasks?|agenda|notes?|minutes|discussions?|decisions?|follow-?ups?|updates?|topics?"
    r"|announcements?|business|questions?|issues?|summary|plans?|reports?|status)\b",
    re.I,
)
LIST_START, LIST_END = expression(r"<(?:li|p|ul|ol)\b[^<>]*>", re.I), expression(r"</(?:li|p|ul|ol)>", re.I)
TITLE_END = expression(r"[^\W_]$|\)$|\s[A-Z]\.$")  # the stop of "Michael B." does not end a sentence
SENTENCE = expression(r"(?<=[.!?])[\"')\]]*\s+")

FIELD = expression(
    r"\W*(?:date|time|day|when|where|location|place|meeting|title|subject|chair|scribe|minutes)\b.*", re.I
)

TITLE = expression(r"(#{1,6})[ ]+[^\s#][^#]*")
# Blank lines, headings, lines that begin with a letter, and these as entries of a list without levels. Notes that have
# only such lines are read without markdown-it, whose import takes longer than reading most notes.
FLAT = expression(r"[ \t]*|#{1,6}[ ]+[^\s#][^#]*|(?:(?:[-*+]|\d{1,9}[.)])[ ])?[^\W\d_].*")
ENTRY = expression(r"(?:[-*+]|(\d{1,9})[.)])[ ]")

# "-- ART --", "=== Next week ===", but not the line above a forwarded mail
BANNER = expression(
    r"\s{0,3}[-=~]{2,40}[ ]+(?!original|forwarded|begin|end\b|snip|cut|weitergeleitet|ursprüngl|message)"
    r"(?P<title>[^\W_](?:[^|]{0,58}[\w)!?])?)[ ]+[-=~]{2,40}\s*",
    re.I,
)
BRACKETED = expression(r"\([^()]*\)")
SHARE_OF_CAPITALS = 0.85  # of the letters of a title in capitals: "MATTERS ARISING FROM No. 213"
TASK_HEADING = expression(r"#{1,6}\s+(?=-\s\[[ x]\]\s)")
MAX_TITLE = 400  # characters of a heading; a longer one is a paragraph
# Ranks of headings; 1 to 6 are the levels of marked headings.
HEADING_RANK, CAPITALS_RANK, BOLD_RANK, LABEL_RANK = 6, 7, 8, 9


def blocks_of(text: str, *, skip: int = 0) -> tuple[Block, ...]:
    """Return the blocks of notes in Markdown or plain text; the first `skip` lines, front matter, give none."""
    return build_blocks(read_statements(lines_of(text), skip=skip))


def read_statements(source: Sequence[str], *, skip: int = 0) -> Iterator[Statement]:
    """Yield the statements of the notes in order, including headings and rows of tables.

    The first `skip` lines, front matter, give none.
    """
    shown = ["" if number < skip else raw for number, raw in enumerate(source)]
    blank_hidden(shown)
    lines = [_prepared(raw) for raw in shown]
    regions = _set_aside(lines)
    nicks = recurring_nicks(lines)
    if all(FLAT.fullmatch(line) for line in lines):
        yield from _flat_statements(lines, nicks)
        return
    quotes = 0
    tokens = iter(_parsed(lines))
    for token in tokens:
        if token.type == "blockquote_open":
            quotes += 1
        elif token.type == "blockquote_close":
            quotes -= 1
        elif token.type == "heading_open":
            next(tokens)  # its text is read from the lines
            yield from _heading(token, lines, nicks, bool(quotes))
        elif token.type == "table_open":
            rows = [row for row in takewhile(lambda row: row.type != "table_close", tokens) if row.type == "tr_open"]
            yield from _table(token, rows, lines, bool(quotes))
        elif token.type == "inline" and token.map:
            start, end = token.map
            raw = _raw_lines(lines, start, end, bool(quotes))
            if raw and (mark := REGION_MARK.fullmatch(raw[0][0].strip())):
                region = regions[int(mark[1])]
                yield from region.read(region.lines, region.first)
            else:
                yield from _paragraph(raw, nicks, bool(quotes))


def build_blocks(source: Iterable[Statement]) -> tuple[Block, ...]:
    """Return the statements as blocks, with their sections, parents and depth."""
    builder = _Builder()
    items = list(source)
    if any(statement.cells or statement.plain.text.startswith("Action") for statement in items):
        from extractor.readers.tables import tidied

        items = tidied(items)
    for index, statement in enumerate(items):
        if statement.is_table_head and not _is_field(statement):
            continue
        following = items[index + 1] if index + 1 < len(items) else None
        builder.add(statement, following, items[index - 1] if index else None)
    return tuple(builder.blocks)


class _Region(NamedTuple):
    """A part of the notes that is not read as Markdown: the index of its first line, its lines, and their reader."""

    first: int
    lines: list[str]
    read: Callable[[Sequence[str], int], Iterator[Statement]]


def _set_aside(lines: list[str]) -> list[_Region]:
    """Remove HTML tables and lists, and tables typed with tabs and spaces from `lines`, in place.

    A paragraph with a mark and the index in the returned list is left in the place of each table and list.
    """
    removed: list[_Region] = []
    if any("<" in line for line in lines):
        from extractor.readers.formats import html

        lines[:] = [
            _lists_as_breaks(line) if line.lstrip().startswith("|") and "</" in line else line for line in lines
        ]
        _remove_regions(lines, html.regions(lines), html.read_html, removed)
    if any("\t" in line or "   " in line.strip() for line in lines):
        from extractor.readers.formats import typed_tables

        lines[:] = typed_tables.with_initials_behind(lines)
        _remove_regions(lines, typed_tables.regions(lines), typed_tables.read_table, removed)
        if any("\t" in line for line in lines):
            _remove_regions(lines, typed_tables.untitled_regions(lines), typed_tables.read_untitled, removed)
    return removed


def _remove_regions(
    lines: list[str],
    regions: Iterable[tuple[int, int]],
    read: Callable[[Sequence[str], int], Iterator[Statement]],
    removed: list[_Region],
) -> None:
    """Move the regions of `lines` to `removed`, with the function that reads them."""
    for start, end in regions:
        mark = f"\ue001{len(removed)}"
        removed.append(_Region(start, lines[start:end], read))
        lines[start:end] = [""] * (end - start)
        # A table may stand directly below a line of text: a blank line separates them, if there is room for it.
        is_joined = start > 0 and bool(lines[start - 1].strip())
        lines[start + 1 if is_joined and end - start > 1 else start] = mark


def _lists_as_breaks(row: str) -> str:
    """Return a row of a pipe table with the entries of HTML lists in its cells separated by <br>."""
    return LIST_START.sub("", LIST_END.sub("<br>", row))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
    # code: see above. html_block: `inline` removes the tags, and Markdown between them stays Markdown.
    # reference: "[ana]: hello" is a speaker. inline, text_join: `inline` parses each statement by itself.
    return parser.disable(["code", "html_block", "reference", "inline", "text_join"])


def _prepared(raw: str) -> str:
    """Return a line without what the parser should not see or would misread."""
    line = clean(raw).rstrip("\n\x0c\x0b\x1c\x1d\x1e\x85\u2028\u2029")
    if len(line) - len(line.lstrip()) > MAX_INDENT:
        line = " " * MAX_INDENT + line.lstrip()
    if sum(map(line.count, "-*+>")) > 8:
        line = DEEP_MARKS.sub(r"\1", line)
    if line.startswith("#"):
        line = TIGHT_TITLE.sub("# ", TIGHT_HEADING.sub(r"\1 ", line, count=1), count=1)
    if REFERENCE.fullmatch(line) or ATTRIBUTES.fullmatch(line) or CONTAINER.fullmatch(line):
        return ""
    return line


def _parsed(lines: list[str]) -> list[Token]:
    """Return the block tokens. Removes fences around notes from `lines`, in place: their content is not code."""
    for _ in range(3):  # a fence that never closes hides the others
        tokens = _parser().parse("\n".join(lines))
        written = sum(1 for line in lines if line.strip())
        fences = [token for token in tokens if token.type == "fence" and token.map]
        fences = [fence for fence in fences if _holds_notes(fence, lines, written)]
        for fence in fences:
            start, end = fence.map or (0, 0)
            lines[start] = ""
            if _is_closed(fence, lines):
                lines[end - 1] = ""
        if not fences:
            break
    return tokens


def _is_closed(fence: Token, lines: Sequence[str]) -> bool:
    start, end = fence.map or (0, 0)
    return end - start > 1 and FENCE.fullmatch(lines[end - 1].rstrip()) is not None


def _holds_notes(fence: Token, lines: Sequence[str], written: int) -> bool:
    """Return whether a fence holds notes and not code.

    These are fences that never close, framed paragraphs, lists, and fences around most of the notes, which have
    `written` lines that are not blank.
    """
    start, end = fence.map or (0, 0)
    content = lines[start + 1 : end - 1]
    language = (fence.info.strip().lower().split() or [""])[0]
    if not _is_closed(fence, lines) or language in CALLOUTS:
        return True
    if language not in TEXT_FENCES:
        return False
    return _is_list(content) or sum(1 for line in content if line.strip()) > 0.5 * (written - 2)


def _is_list(lines: Sequence[str]) -> bool:
    """Return whether most lines are entries of a list in words: their writer wanted a frame, not code."""
    starts = [line_start(line) for line in lines if line.strip()]
    entries = [start for start in starts if start.marker]
    if not entries or not starts[0].marker or len(entries) < 0.5 * len(starts):
        return False
    in_words = sum(1 for entry in entries if len(re.findall(r"[A-Za-z]{2,}", entry.text)) >= 2)
    return in_words >= 0.7 * len(entries)


def _raw_lines(lines: Sequence[str], start: int, end: int, quoted: bool) -> list[tuple[str, int]]:
    """Return the lines from `start` to before `end` that are not blank, with their numbers, without quote marks."""
    numbered = ((_unquoted(lines[index], quoted), index + 1) for index in range(start, end))
    return [(line, number) for line, number in numbered if line.strip()]


def _unquoted(line: str, quoted: bool) -> str:
    return QUOTE_MARKS.sub("", line, count=1) if quoted else line


def _heading(token: Token, lines: Sequence[str], nicks: frozenset[str], quoted: bool) -> Iterator[Statement]:
    start, end = token.map or (0, 0)
    level = int(token.tag[1])
    if token.markup[0] != "#":
        yield from _underlined_heading(start, end, level, lines, nicks, quoted)
        return
    (content, number), *_ = _raw_lines(lines, start, end, quoted)
    if content.lstrip().startswith("#"):
        yield from _marked_heading(content, number, level, quoted)
    else:  # "* ###### reminder" is a list entry in large type
        entry = re.sub(r"#{1,6}\s+", "", content, count=1)
        yield from statements([(entry, number)], nicks=nicks, group=start + 1, quoted=quoted)


def _underlined_heading(
    start: int, end: int, level: int, lines: Sequence[str], nicks: frozenset[str], quoted: bool
) -> Iterator[Statement]:
    """Yield the statements above an underline, the last of them as the heading."""
    raw = _raw_lines(lines, start, end - 1, quoted)
    above = list(statements(raw, nicks=nicks, group=start + 1, quoted=quoted))
    underline = lines[end - 1].strip().lstrip("> ")
    if not above or not _is_underlined(above[-1], underline, single_line=len(raw) == 1):
        yield from above
        return
    yield from above[:-1]
    yield replace(above[-1], heading=level, group=end)


def _is_underlined(statement: Statement, underline: str, *, single_line: bool) -> bool:
    """Return whether the line below a statement is its underline, and not a rule below "... until Friday."."""
    text = statement.plain.text
    if statement.marker or len(text) > 100 or statement.line != statement.end_line or len(underline) < 3:
        return False
    return underline[0] != "-" or (single_line and not text.endswith("."))


def _marked_heading(content: str, number: int, level: int, quoted: bool = False) -> Iterator[Statement]:
    """Yield the heading of a line that begins with number signs, if it has any text."""
    if (entry := TASK_HEADING.match(content)) is not None:  # a task of Org, which is a headline
        start = line_start(content[entry.end() :])
        task = plain_text([(start.text, number)])
        yield Statement(task, number, marker="-", box=True, checked=start.checked, heading=level, group=number)
        return
    text = plain_text([(re.sub(r"^\s*#{1,6}\s*|\s#+\s*$|\s*\{[#.:][^{}]*\}\s*$", "", content), number)])
    if text.text:
        yield Statement(text, number, heading=level, group=number, quoted=quoted)


def _flat_statements(lines: Sequence[str], nicks: frozenset[str]) -> Iterator[Statement]:
    """Yield the statements of lines that all match FLAT."""
    paragraph: list[tuple[str, int]] = []
    in_entry = False  # only an entry numbered 1 may interrupt a paragraph (CommonMark 0.31, 5.3)
    for number, line in enumerate([*lines, ""], 1):
        title, entry = TITLE.match(line), ENTRY.match(line)
        begins_entry = entry and (in_entry or not paragraph or int(entry[1] or 1) == 1)
        if title or begins_entry or not line.strip():
            yield from _paragraph(paragraph, nicks, quoted=False)
            paragraph, in_entry = [], bool(begins_entry)
        if title:
            yield from _marked_heading(line, number, len(title[1]))
        elif line.strip():
            paragraph.append((line, number))


def _paragraph(raw: list[tuple[str, int]], nicks: frozenset[str], quoted: bool) -> Iterator[Statement]:
    for at, (line, number) in enumerate(raw):
        if banner := BANNER.fullmatch(line):
            yield from _paragraph(raw[:at], nicks, quoted)
            yield from _marked_heading(banner["title"], number, HEADING_RANK, quoted)
            yield from _paragraph(raw[at + 1 :], nicks, quoted)
            return
    if not raw:
        return
    for statement in statements(raw, nicks=nicks, group=raw[0][1], quoted=quoted):
        text = statement.plain.text
        if text.startswith("|") and 2 <= text.count("|") <= MAX_CELLS and not statement.marker:
            yield from _loose_row(raw, statement)
        elif len(text) > MAX_TEXT:
            yield from _split_long(statement)
        elif LETTER.search(text):
            yield statement


def _loose_row(raw: list[tuple[str, int]], statement: Statement) -> Iterator[Statement]:
    """Yield the row of a table that does not mark its row of titles."""
    line = next(content for content, number in raw if number == statement.line)
    cells = [_cell("", content, statement.line) for content in split_row(line)]
    if row := row_statement(cells, group=statement.group, quoted=statement.quoted):
        yield row


def _split_long(statement: Statement) -> Iterator[Statement]:
    """Yield a statement in parts of at most MAX_TEXT characters, split at the ends of sentences if possible."""
    text, start = statement.plain.text, 0
    while start < len(text):
        end = start + MAX_TEXT
        if end < len(text):
            breaks = [match.end() for match in SENTENCE.finditer(text, start + 1, end)]
            end = breaks[-1] if breaks else (text.rfind(" ", start + 1, end) + 1 or end)
        line = statement.line if statement.line == statement.end_line else _line_at(statement.plain, start)
        last_line = statement.end_line if end >= len(text) else _line_at(statement.plain, end - 1)
        marks = [(offset - start, number) for offset, number in statement.plain.lines if start < offset < end]
        yield replace(statement, plain=PlainText(text[start:end].rstrip(), ((0, line), *marks)), end_line=last_line)
        start = end


def _line_at(text: PlainText, offset: int) -> int:
    return [number for start, number in text.lines if start <= offset][-1]


def split_row(line: str) -> list[str]:
    """Return the cells of a line of a pipe table; an escaped pipe is text."""
    cells = re.split(r"(?<!\\)\|", line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _table(table: Token, rows: Sequence[Token], lines: Sequence[str], quoted: bool) -> Iterator[Statement]:
    columns: list[str] = []
    group = table.map[0] + 1 if table.map else 0
    for token in rows:
        if not token.map:
            continue
        index = token.map[0]
        cells = [
            _cell(columns[place] if place < len(columns) else "", content, index + 1)
            for place, content in enumerate(split_row(_unquoted(lines[index], quoted)))
        ]
        raw = split_row(_unquoted(lines[index], quoted))
        if len(parts := _parts_by_initials(raw)) > 1:
            for part in parts:
                row_cells = [
                    _cell(columns[place] if place < len(columns) else "", content, index + 1)
                    for place, content in enumerate(part)
                ]
                if row := row_statement(row_cells, group=group, quoted=quoted):
                    yield row
            continue
        row = row_statement(cells, group=group, quoted=quoted)
        titles = column_titles(text for text, _ in cells)
        # Where the first row is empty, a row in bold may hold the titles.
        is_bold = all(is_all_strong(text) for text, _ in cells if text.text)
        is_head = row is not None and not any(columns) and (not columns or is_bold)
        columns = titles if is_head else columns or titles
        if row:
            yield replace(row, is_table_head=is_head)


def _parts_by_initials(cells: Sequence[str]) -> list[list[str]]:
    """Return the rows of a row whose last cell has initials on the lines of what they belong to."""
    if not cells or "<br" not in cells[-1]:
        return [list(cells)]
    from extractor.readers.tables import rows_by_initials

    return rows_by_initials([re.split(r"<br\s*/?>", cell) for cell in cells])


def _cell(column: str, content: str, number: int) -> tuple[PlainText, Cell]:
    texts = [
        plain_text([(re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", part), number)])
        for part in re.split(r"<br\s*/?>", content)
    ]
    parts = [text for text in texts if text.text]
    text = join_cell_lines(parts, number)
    return text, Cell(column, text.text, tuple(part.text for part in parts) if len(parts) > 1 else ())


def _is_field(statement: Statement) -> bool:
    """Return whether the first row of a table is a field and not a row of titles: "Date | 12 May"."""
    first = statement.cells[0].text
    return len(statement.cells) == 2 and (FIELD.fullmatch(first) is not None or title_status(first).lists_people)


class _Section(NamedTuple):
    """An open section; `rank` is that of its heading."""

    rank: int
    title: str
    quoted: bool


class _Entry(NamedTuple):
    """An open list entry, and the index of its block."""

    column: int
    marker_rank: int
    block: int


class _OpenLabel(NamedTuple):
    """A label that introduces what follows: the index of its block, its group, and how far it reaches."""

    block: int
    group: int
    reach: str = ""  # "list", "paragraph" or "section"; "" until the next statement shows it


class _Builder:
    """Collects the blocks, and keeps the open sections and list entries."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._sections: list[_Section] = []
        self._entries: list[_Entry] = []
        self._label: _OpenLabel | None = None

    def add(self, statement: Statement, following: Statement | None, above: Statement | None) -> None:
        """Add a statement; its neighbours show whether it is a heading, a label or a sentence."""
        if statement.speaker:
            self._append(statement, Kind.TURN, None, 0)
            return
        if statement.box and statement.heading:
            self._entries.clear()
            self._sections = [section for section in self._sections if section.rank < statement.heading]
            self._add_entry(statement)
            return
        rank = _heading_rank(statement, following, above)
        if not statement.quoted:  # a title in a quotation counts only inside the quotation
            self._sections = [section for section in self._sections if not section.quoted]
        self._end_label(statement, rank)
        if 0 < rank < LABEL_RANK:
            self._open_section(rank, statement)
        elif statement.marker:
            self._add_entry(statement)
        else:
            self._add_text(statement, rank)

    def _open_section(self, rank: int, statement: Statement) -> None:
        self._entries.clear()
        self._sections = [
            section for section in self._sections if section.rank < rank or (statement.quoted and not section.quoted)
        ]
        depth = min(6, rank if rank <= HEADING_RANK else len(self._sections) + 1)
        self._append(statement, Kind.HEADING, None, depth)
        self._sections.append(_Section(rank, _title(statement), statement.quoted))

    def _add_entry(self, statement: Statement) -> None:
        marker_rank = MARKER_RANK[statement.marker]
        while self._entries and self._entries[-1][:2] >= (statement.column, marker_rank):
            self._entries.pop()
        parent = self._entries[-1].block if self._entries else self._label_block()
        self._append(statement, Kind.BOX if statement.box else Kind.BULLET, parent, len(self._entries))
        self._entries.append(_Entry(statement.column, marker_rank, len(self.blocks) - 1))

    def _add_text(self, statement: Statement, rank: int) -> None:
        """Add a paragraph, a label or a row of a table."""
        in_entry = self._is_indented(statement) and not statement.cells
        if in_entry:
            while len(self._entries) > 1 and self._entries[-1].column >= statement.column:
                self._entries.pop()
        elif not statement.cells:
            self._entries.clear()
        entry = self._entries[-1].block if in_entry else None
        if rank == LABEL_RANK:
            self._open_label(statement, entry)
        else:
            parent = entry if in_entry else self._label_block()
            self._append(statement, Kind.ROW if statement.cells else Kind.PARAGRAPH, parent, 0)

    def _open_label(self, statement: Statement, parent: int | None) -> None:
        self._close_label_section()
        if _names_a_section(statement.plain.text):
            self._append(statement, Kind.HEADING, parent, min(6, len(self._sections) + 1))
        else:
            self._append(statement, Kind.PARAGRAPH, parent, 0)
        self._sections.append(_Section(LABEL_RANK, _title(statement), statement.quoted))
        self._label = _OpenLabel(len(self.blocks) - 1, statement.group)

    def _end_label(self, statement: Statement, rank: int) -> None:
        """Close the section of the open label, if its list, its paragraph or its section ends before the statement."""
        if self._label is None:
            return
        in_list = bool(statement.marker or statement.cells)
        same_group = statement.group == self._label.group
        if not self._label.reach:
            reach = "list" if in_list else "paragraph" if same_group else "section"
            self._label = self._label._replace(reach=reach)
        if self._label.reach == "section":
            ends = rank > 0
        else:
            goes_on = self._label.reach == "paragraph" and same_group
            ends = not (in_list or self._is_indented(statement) or goes_on)
        if ends or 0 < rank < LABEL_RANK:
            self._label = None
            self._close_label_section()

    def _close_label_section(self) -> None:
        self._sections = [section for section in self._sections if section.rank < LABEL_RANK]

    def _label_block(self) -> int | None:
        return self._label.block if self._label else None

    def _is_indented(self, statement: Statement) -> bool:
        return bool(self._entries) and statement.column > self._entries[0].column

    def _append(self, statement: Statement, kind: Kind, parent: int | None, depth: int) -> None:
        text = statement.plain
        self.blocks.append(
            Block(
                kind=kind,
                text=text.text,
                line=statement.line,
                end_line=statement.end_line,
                section=tuple(section.title for section in self._sections),
                parent=parent,
                depth=depth,
                checked=statement.checked if statement.box else None,
                cells=statement.cells,
                strong=text.strong,
                struck=text.struck,
                speaker=statement.speaker,
                quoted=statement.quoted,
                private=statement.private,
                lines=text.lines,
            )
        )


def _names_a_section(text: str) -> bool:
    """Return whether a label is a title, "Action items:", and not "Bob will do this:" or "Talked about hosting"."""
    if len(text.split()) > 6 or VERB.search(text):
        return False
    return text.endswith(":") or title_status(text).lists_people or SECTION_WORD.search(text) is not None


def _title(statement: Statement) -> str:
    """Return the title without its colon; of a label that ends a long paragraph ("... below. Roll call:") its end."""
    text = statement.plain.text.rstrip(" :")
    if topic := TOPIC.fullmatch(text):
        return topic["title"] or topic["agendum"]
    return SENTENCE.split(text)[-1] if len(text) > 90 else text


def _heading_rank(statement: Statement, following: Statement | None, above: Statement | None) -> int:
    """Return the rank of a statement as a heading, smaller for a higher level; 0 if it is no heading."""
    if len(statement.plain.text) > MAX_TITLE:
        return 0
    if statement.heading:
        return statement.heading
    text = statement.plain.text
    if _is_numbered_title(statement, following):
        return CAPITALS_RANK
    if statement.marker or statement.cells or statement.line != statement.end_line or len(text) > 300:
        return 0
    letters = sum(1 for character in text if character.isalpha())
    if letters < 3:
        return 0
    bare = text.rstrip(" :")
    if topic := TOPIC.fullmatch(text):  # as the scribe of a chat begins a section
        return BOLD_RANK if topic["sub"] else CAPITALS_RANK
    if MARKER.match(text) and ":" in bare:  # "**Action #1: register profiles**" is the work itself
        return 0
    if len(text) <= 90 and _is_bold_title(statement.plain, bare) and not bare.endswith((".", "!", ";")):
        return BOLD_RANK
    begins_group = above is None or above.group != statement.group
    if begins_group and len(text) <= 60 and _is_in_capitals(text):
        return CAPITALS_RANK
    return LABEL_RANK if following is not None and _is_label(statement, following, begins_group) else 0


def _is_numbered_title(statement: Statement, following: Statement | None) -> bool:
    """Return whether an entry is the title of what follows: "2. FINANCE (PAPER 9/2)", and not one of a list of such."""
    text = statement.plain.text
    if not statement.marker.isdigit() or statement.box or len(text) > 60 or statement.line != statement.end_line:
        return False
    return following is not None and _is_in_capitals(text) and not _is_in_capitals(following.plain.text)


def _is_in_capitals(text: str) -> bool:
    """Return whether a line is in capitals, but for what stands in brackets: "IN TEST BY MON 10.2. (freeze 11.)"."""
    bare = BRACKETED.sub("", text).strip(" :-=*~").lstrip("0123456789. ")
    letters = [character for character in bare if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    stops = bare.endswith(".") and not bare[:-1].endswith(tuple("0123456789"))
    return len(letters) >= 4 and capitals >= SHARE_OF_CAPITALS * len(letters) and bare[:1].isupper() and not stops


def _is_label(statement: Statement, following: Statement, begins_group: bool) -> bool:
    """Return whether a line introduces what follows it: "Action items:", "Attendees", "Goals for next week"."""
    text = statement.plain.text
    # "(04:00 PM) ana: we start with:" is a turn.
    if text.endswith(":") and len(SENTENCE.split(text)[-1].split()) <= 12 and ": " not in text:
        return True
    if begins_group and following.group == statement.group and title_status(text).lists_people:
        return True
    # "Goals for next week" above its list needs no colon.
    above_list = following.marker and following.line <= statement.end_line + 2 and not following.heading
    words = BRACKETED.sub("", text).split()
    if not (above_list and begins_group and text[0].isupper() and len(words) <= 4):
        return False
    return TITLE_END.search(text.rstrip(" :")) is not None and not VERB.search(text)


def _is_bold_title(text: PlainText, bare: str) -> bool:
    """Return whether the emphasised spans cover the text without its colon."""
    if not text.strong:
        return False
    covered = 0
    for start, end in text.strong:
        if bare[covered:start].strip():
            return False
        covered = max(covered, end)
    return covered >= len(bare)
