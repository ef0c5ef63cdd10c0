"""Markdown and plain text to blocks: markdown-it-py finds the blocks, `layout` the statements in them.

Indented code is disabled: indented text in notes is text. Nesting is told by the columns of the bullets, because notes
nest by one space where CommonMark wants two to four. Lines are those of the file, front matter counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.common.lazy_regex import expression
from extractor.model import Block, Cell, Kind
from extractor.readers.attendance import title_status
from extractor.readers.encoding import lines_of
from extractor.readers.inline import PlainText, clean, joined_parts, plain_text
from extractor.readers.statements import MARKER, TOPIC, Statement, head, nicks_in, row_of, statements

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


MAX_INDENT = 60  # columns; deeper text is a picture made of spaces, and the parser gives up at 100 levels
MAX_CELLS = 200  # of a row; more pipes are a picture
MAX_TEXT = 20_000  # characters of one block; longer ones are cut at sentence ends

# At the same column, a marker of a higher rank hangs under one of a lower: "- ..." under "1. Budget".
MARKER_RANK = {"1": 0, "1.1": 1, "a": 2, "-": 3}

FENCE = expression(r"\s*(?:>\s*)*(`{3,}|~{3,})")
TEXT_FENCES = frozenset({"", "text", "txt", "md", "markdown", "plain", "plaintext", "none"})
CALLOUTS = frozenset({"admonish", "note", "info", "tip", "warning"})  # mdBook's and HackMD's framed paragraphs
QUOTE_MARKS = expression(r"\s{0,3}(?:>[ ]?)+")
TIGHT_HEADING = expression(r"(#{2,6})(?=[^\s#])")  # "##Decisions"; one alone may be a chat command, "#action"
TIGHT_TITLE = expression(r"#(?=[A-Z][\w /&,.:'()-]{2,60}$)(?!ACTION|TODO|INFO|AGREED|TOPIC|LINK|IDEA|HELP)")
REFERENCE = expression(r"\s*\[[^\]]+\]:\s*<?(?:https?|mailto|#)\S*")
ATTRIBUTES = expression(r"\s*\{[:%.#][^}]*\}\s*$|\s*\[TOC\]\s*$|\s*\[\[_TOC_\]\]\s*$", re.I)
DEEP_MARKS = expression(r"((?:[-*+>][ \t]*){8})(?:[-*+>][ \t]*)+")
ASIDE = expression("\ue001([0-9]+)")
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
TITLE_END = expression(r"[^\W_]$|\)$|\s[A-Z]\.$")  # "Michael B." ends in no full stop
SENTENCE = expression(r"(?<=[.!?])[\"')\]]*\s+")

FIELD = expression(
    r"\W*(?:date|time|day|when|where|location|place|meeting|title|subject|chair|scribe|minutes)\b.*", re.I
)

TITLE = expression(r"(#{1,6})[ ]+[^\s#][^#]*")
# Blank lines, titles, lines that begin with a letter, and such lines as entries of a list that has no levels. Where
# there are no others the parser, whose import takes longer than most notes, is not needed.
FLAT = expression(r"[ \t]*|#{1,6}[ ]+[^\s#][^#]*|(?:(?:[-*+]|\d{1,9}[.)])[ ])?[^\W\d_].*")
ENTRY = expression(r"(?:[-*+]|(\d{1,9})[.)])[ ]")

HEADING_RANK, CAPITALS_RANK, BOLD_RANK, LABEL_RANK = 6, 7, 8, 9


def blocks_of(text: str, *, skip: int = 0) -> tuple[Block, ...]:
    """The blocks of notes in Markdown or plain text; the first `skip` lines (front matter) yield none."""
    return build(read_statements(lines_of(text), skip=skip))


def read_statements(source: Sequence[str], *, skip: int = 0) -> Iterator[Statement]:
    """The statements of the notes in order, tables and headings among them."""
    lines = _prepared(source, skip)
    html = _set_aside(lines)
    nicks = nicks_in(lines)
    if all(FLAT.fullmatch(line) for line in lines):
        yield from _flat(lines, nicks)
        return
    tokens = _parsed(lines)
    quotes = 0
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "blockquote_open":
            quotes += 1
        elif token.type == "blockquote_close":
            quotes -= 1
        elif token.type == "heading_open" and token.map:
            yield from _heading(token, lines, nicks, bool(quotes))
            at += 2
        elif token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            yield from _table(tokens[at:end], lines, bool(quotes))
            at = end
        elif token.type == "inline" and token.map:
            raw = _raw(lines, token.map[0], token.map[1], bool(quotes))
            if raw and (found := ASIDE.fullmatch(raw[0][0].strip())):
                from extractor.readers.formats.html import read_html

                start, region = html[int(found[1])]
                yield from read_html(region, start)
            else:
                yield from _paragraph(raw, nicks, bool(quotes))
        at += 1


def build(stream: Iterable[Statement]) -> tuple[Block, ...]:
    """Statements in order to blocks: with their sections, parents and depth."""
    builder = _Builder()
    items = list(stream)
    for at, statement in enumerate(items):
        if statement.columns and not _is_field(statement):
            continue
        builder.add(statement, items[at + 1] if at + 1 < len(items) else None, items[at - 1] if at else None)
    return tuple(builder.blocks)


def _set_aside(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Takes comments, HTML tables and lists out of `lines`; of the latter each leaves a paragraph that names it."""
    _without_comments(lines)
    if not any("<" in line for line in lines):
        return []
    from extractor.readers.formats.html import regions

    lines[:] = [_cells_in_lines(line) if line.lstrip().startswith("|") and "</" in line else line for line in lines]
    found = []
    for start, end in regions(lines):
        found.append((start, lines[start:end]))
        lines[start:end] = [""] * (end - start)
        lines[start] = f"\ue001{len(found) - 1}"
        if start and lines[start - 1].strip():  # a table may stand straight below a line of text
            lines[start] = "" if end - start > 1 else lines[start]
            if end - start > 1:
                lines[start + 1] = f"\ue001{len(found) - 1}"
    return found


def _cells_in_lines(row: str) -> str:
    """A row of a pipe table whose cells hold lists in HTML, as what they say: lines parted by <br>."""
    return LIST_START.sub("", LIST_END.sub("<br>", row))


def _without_comments(lines: list[str]) -> None:
    """Blanks out HTML comments, those over several lines too; one that never closes is text."""
    text = "\n".join(lines)
    if "<!--" not in text:
        return
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    kept.append(text[at:])
    lines[:] = "".join(kept).split("\n")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
    # code: see above. html_block: tags are taken off inline, and Markdown between them stays Markdown.
    # reference: "[ana]: hello" is a speaker. inline: statements are parsed one by one, see `inline`.
    return parser.disable(["code", "html_block", "reference", "inline", "text_join"])


def _prepared(source: Sequence[str], skip: int) -> list[str]:
    lines = []
    for number, raw in enumerate(source):
        line = "" if number < skip else clean(raw).rstrip("\n\x0c\x0b\x1c\x1d\x1e\x85\u2028\u2029")
        indent = len(line) - len(line.lstrip())
        if indent > MAX_INDENT:
            line = " " * MAX_INDENT + line.lstrip()
        if sum(map(line.count, "-*+>")) > 8:
            line = DEEP_MARKS.sub(r"\1", line)
        if line.startswith("#"):
            line = TIGHT_TITLE.sub("# ", TIGHT_HEADING.sub(r"\1 ", line, count=1), count=1)
        if REFERENCE.fullmatch(line) or ATTRIBUTES.fullmatch(line) or CONTAINER.fullmatch(line):
            line = ""
        lines.append(line)
    return lines


def _parsed(lines: list[str]) -> list[Token]:
    """The block tokens; fences that never close, or that hold most of the notes, are taken out of `lines` first."""
    for _ in range(3):  # one fence that never closes hides the others
        tokens = _parser().parse("\n".join(lines))
        fences = [token for token in tokens if token.type == "fence" and token.map]
        written = sum(1 for line in lines if line.strip())
        changed = False
        for fence in fences:
            start, end = fence.map or (0, 0)
            closed = end - start > 1 and FENCE.fullmatch(lines[end - 1].rstrip()) is not None
            inside = sum(1 for line in lines[start + 1 : end - 1] if line.strip())
            language = (fence.info.strip().lower().split() or [""])[0]
            framed = language in CALLOUTS or (language in TEXT_FENCES and _is_list(lines[start + 1 : end - 1]))
            if not closed or framed or (language in TEXT_FENCES and inside > 0.5 * (written - 2)):
                lines[start] = ""
                if closed:
                    lines[end - 1] = ""
                changed = True
        if not changed:
            break
    return tokens


def _is_list(lines: list[str]) -> bool:
    """True where a fence without a language holds a bulleted list: its writer wanted the frame, not code."""
    heads = [head(line) for line in lines if line.strip()]
    entries = [entry for entry in heads if entry.marker]
    wordy = [entry for entry in entries if len(re.findall(r"[A-Za-z]{2,}", entry.text)) >= 2]
    return (
        bool(entries)
        and heads[0].marker != ""
        and len(entries) >= 0.5 * len(heads)
        and len(wordy) >= 0.7 * len(entries)
    )


def _raw(lines: list[str], start: int, end: int, quoted: bool) -> list[tuple[str, int]]:
    raw = []
    for number in range(start, end):
        line = lines[number]
        if quoted:
            line = QUOTE_MARKS.sub("", line, count=1)
        if line.strip():
            raw.append((line, number + 1))
    return raw


def _heading(token: Token, lines: list[str], nicks: frozenset[str], quoted: bool) -> Iterator[Statement]:
    start, end = token.map or (0, 0)
    if token.markup[0] == "#":
        (content, number), *_ = _raw(lines, start, end, quoted)
        if not content.lstrip().startswith("#"):  # "* ###### reminder" is an entry in large type
            entry = re.sub(r"#{1,6}\s+", "", content, count=1)
            yield from statements([(entry, number)], nicks=nicks, group=start + 1, quoted=quoted)
            return
        yield from _title_line(content, number, int(token.tag[1]), quoted)
        return
    raw = _raw(lines, start, end - 1, quoted)
    found = list(statements(raw, nicks=nicks, group=start + 1, quoted=quoted))
    last = found[-1] if found else None
    underline = lines[end - 1].strip().lstrip("> ")
    # A rule drawn straight below a paragraph is no underline: "...until Friday.\n---".
    titled = last and not last.marker and len(last.plain.text) <= 100 and last.line == last.end_line
    if not titled or len(underline) < 3 or (underline[0] == "-" and (len(raw) > 1 or last.plain.text.endswith("."))):  # type: ignore[union-attr]
        yield from found
        return
    yield from found[:-1]
    yield replace(found[-1], heading=int(token.tag[1]), group=end)


def _title_line(content: str, number: int, level: int, quoted: bool = False) -> Iterator[Statement]:
    """The heading that a line with its number signs is."""
    text = plain_text([(re.sub(r"^\s*#{1,6}\s*|\s#+\s*$|\s*\{[#.:][^{}]*\}\s*$", "", content), number)])
    if text.text:
        yield Statement(text, number, heading=level, group=number, quoted=quoted)


def _flat(lines: Sequence[str], nicks: frozenset[str]) -> Iterator[Statement]:
    """The statements in lines of FLAT."""
    paragraph: list[tuple[str, int]] = []
    listed = False  # the paragraph is an entry: in plain words only a first entry begins a list (CommonMark 0.31, 5.3)
    for number, line in enumerate([*lines, ""], 1):
        title, entry = TITLE.match(line), ENTRY.match(line)
        begins = entry and (listed or not paragraph or int(entry[1] or 1) == 1)
        if title or begins or not line.strip():
            yield from _paragraph(paragraph, nicks, quoted=False)
            paragraph, listed = [], bool(begins)
        if title:
            yield from _title_line(line, number, len(title[1]))
        elif line.strip():
            paragraph.append((line, number))


def _paragraph(raw: list[tuple[str, int]], nicks: frozenset[str], quoted: bool) -> Iterator[Statement]:
    if not raw:
        return
    for statement in statements(raw, nicks=nicks, group=raw[0][1], quoted=quoted):
        text = statement.plain.text
        if text.startswith("|") and 2 <= text.count("|") <= MAX_CELLS and not statement.marker:
            yield from _loose_row(raw, statement)
        elif len(text) > MAX_TEXT:
            yield from _cut(statement)
        elif LETTER.search(text):
            yield statement


def _loose_row(raw: list[tuple[str, int]], statement: Statement) -> Iterator[Statement]:
    """A row of a table that never says which row holds its titles."""
    line = next(content for content, number in raw if number == statement.line)
    cells = [_cell("", content, statement.line) for content in split_row(line)]
    if row := row_of(cells, group=statement.group, quoted=statement.quoted):
        yield row


def _cut(statement: Statement) -> Iterator[Statement]:
    text, start = statement.plain.text, 0
    while start < len(text):
        end = start + MAX_TEXT
        if end < len(text):
            breaks = [found.end() for found in SENTENCE.finditer(text, start + 1, end)]
            end = breaks[-1] if breaks else (text.rfind(" ", start + 1, end) + 1 or end)
        line = statement.line if statement.line == statement.end_line else _line_at(statement.plain, start)
        last = statement.end_line if end >= len(text) else _line_at(statement.plain, end - 1)
        marks = [(offset - start, number) for offset, number in statement.plain.lines if start < offset < end]
        yield replace(statement, plain=PlainText(text[start:end].rstrip(), ((0, line), *marks)), end_line=last)
        start = end


def _line_at(text: PlainText, offset: int) -> int:
    return [number for start, number in text.lines if start <= offset][-1]


def split_row(line: str) -> list[str]:
    """The cells of a pipe table's line; an escaped pipe is text."""
    cells = re.split(r"(?<!\\)\|", line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _table(tokens: Sequence[Token], lines: list[str], quoted: bool) -> Iterator[Statement]:
    columns: list[str] = []
    group = tokens[0].map[0] + 1 if tokens[0].map else 0
    for token in tokens:
        if token.type != "tr_open" or not token.map:
            continue
        number = token.map[0] + 1
        line = QUOTE_MARKS.sub("", lines[number - 1], count=1) if quoted else lines[number - 1]
        contents = split_row(line)
        cells = [
            _cell(columns[at] if at < len(columns) else "", content, number) for at, content in enumerate(contents)
        ]
        titles = [text.text.rstrip(":") for text, _ in cells]
        row = row_of(cells, group=group, quoted=quoted)
        if not any(columns) and row and (not columns or all(_all_strong(text) for text, _ in cells if text.text)):
            columns = titles
            yield replace(row, columns=True)
            continue
        columns = columns or titles
        if row:
            yield row


def _all_strong(text: PlainText) -> bool:
    return sum(end - start for start, end in text.strong) >= len(text.text)


def _cell(column: str, content: str, number: int) -> tuple[PlainText, Cell]:
    parts = [
        plain_text([(re.sub(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+", "", part), number)])
        for part in re.split(r"<br\s*/?>", content)
    ]
    parts = [part for part in parts if part.text]
    text = joined_parts(parts, number)
    return text, Cell(column, text.text, tuple(part.text for part in parts) if len(parts) > 1 else ())


def _is_field(statement: Statement) -> bool:
    """True where a table's first row is no row of titles but a field: "Date | 12 May"."""
    first = statement.cells[0].text
    return len(statement.cells) == 2 and (FIELD.fullmatch(first) is not None or title_status(first).lists_people)


class _Builder:
    """The blocks so far, with the open sections and list entries."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._sections: list[tuple[int, str, bool]] = []  # rank, title, whether inside a quotation
        self._entries: list[tuple[tuple[int, int], int]] = []  # ((column, rank), block)
        self._label: tuple[int, int, str] | None = None  # block, group, how far it reaches

    def add(self, statement: Statement, following: Statement | None, above: Statement | None) -> None:
        """One more statement; the one below it tells a label from a sentence."""
        rank = _heading_rank(statement, following, above)
        if not statement.quoted:  # a title in a quotation governs the quotation alone
            self._sections = [section for section in self._sections if not section[2]]
        self._end_label(statement, rank)
        if rank and rank < LABEL_RANK:
            self._open_section(rank, statement)
            return
        if statement.marker:
            self._entry(statement)
            return
        inside = bool(self._entries) and statement.column > self._entries[0][0][0] and not statement.cells
        if inside:
            while len(self._entries) > 1 and self._entries[-1][0][0] >= statement.column:
                self._entries.pop()
        elif not statement.cells:
            self._entries.clear()
        parent = self._entries[-1][1] if inside else (self._label[0] if self._label else None)
        kind = Kind.ROW if statement.cells else Kind.PARAGRAPH
        if rank == LABEL_RANK:
            self._sections = [section for section in self._sections if section[0] < LABEL_RANK]
            if _names_a_section(statement.plain.text):
                kind = Kind.HEADING
            depth = min(6, len(self._sections) + 1) if kind is Kind.HEADING else 0
            self._append(statement, kind, parent if inside else None, depth)
            self._sections.append((LABEL_RANK, _title(statement), statement.quoted))
            self._label = (len(self.blocks) - 1, statement.group, "")
            return
        self._append(statement, kind, parent, 0)

    def _open_section(self, rank: int, statement: Statement) -> None:
        self._entries.clear()
        self._sections = [
            section for section in self._sections if section[0] < rank or (statement.quoted and not section[2])
        ]
        depth = min(6, rank if rank <= HEADING_RANK else len(self._sections) + 1)
        self._append(statement, Kind.HEADING, None, depth)
        self._sections.append((rank, _title(statement), statement.quoted))

    def _entry(self, statement: Statement) -> None:
        key = (statement.column, MARKER_RANK[statement.marker])
        while self._entries and self._entries[-1][0] >= key:
            self._entries.pop()
        if self._entries:
            parent: int | None = self._entries[-1][1]
        else:
            parent = self._label[0] if self._label else None
        self._append(statement, Kind.BOX if statement.box else Kind.BULLET, parent, len(self._entries))
        self._entries.append((key, len(self.blocks) - 1))

    def _end_label(self, statement: Statement, rank: int) -> None:
        """Closes the label's section where its list, its paragraph or its section ends."""
        if self._label is None:
            return
        block, group, reach = self._label
        listed = bool(statement.marker or statement.cells)
        indented = bool(self._entries) and statement.column > self._entries[0][0][0]
        if not reach:
            reach = "list" if listed else "paragraph" if statement.group == group else "section"
            self._label = (block, group, reach)
        ends = (
            rank > 0
            if reach == "section"
            else (not listed and not indented and (reach == "list" or statement.group != group))
        )
        if ends or 0 < rank < LABEL_RANK:
            self._label = None
            self._sections = [section for section in self._sections if section[0] < LABEL_RANK]

    def _append(self, statement: Statement, kind: Kind, parent: int | None, depth: int) -> None:
        text = statement.plain
        self.blocks.append(
            Block(
                kind=kind,
                text=text.text,
                line=statement.line,
                end_line=statement.end_line,
                section=tuple(title for _, title, _ in self._sections),
                parent=parent,
                depth=depth,
                checked=statement.checked if statement.box else None,
                cells=statement.cells,
                strong=text.strong,
                struck=text.struck,
                quoted=statement.quoted,
                lines=text.lines,
            )
        )


def _names_a_section(text: str) -> bool:
    """True for a label that is a title, "Action items:"; not for "Bob will do this:" or "Talked about hosting"."""
    if len(text.split()) > 6 or VERB.search(text):
        return False
    return text.endswith(":") or title_status(text).lists_people or SECTION_WORD.search(text) is not None


def _title(statement: Statement) -> str:
    """The title without its colon; of a label that ends a paragraph ("Sign in below. Roll call:") the last sentence."""
    text = statement.plain.text.rstrip(" :")
    if topic := TOPIC.fullmatch(text):
        return topic["title"] or topic["agendum"]
    return SENTENCE.split(text)[-1] if len(text) > 90 else text


def _heading_rank(statement: Statement, following: Statement | None, above: Statement | None) -> int:
    """Which kind of heading a statement is: 1 to 6 as marked, then capitals, bold, label; 0 for none."""
    if statement.heading:
        return statement.heading
    text = statement.plain.text
    if statement.marker or statement.cells or statement.line != statement.end_line or len(text) > 300:
        return 0
    starts = above is None or above.group != statement.group
    alone = starts and (following is None or following.group != statement.group)
    letters = [character for character in text if character.isalpha()]
    if len(letters) < 3:
        return 0
    bare = text.rstrip(" :")
    if topic := TOPIC.fullmatch(text):  # the scribes' way to begin a section
        return BOLD_RANK if topic["sub"] else CAPITALS_RANK
    if MARKER.match(text) and ":" in bare:  # "**Action #1: register profiles**" is the work itself
        return 0
    if len(text) <= 90 and _all_strong_title(statement.plain, bare) and not bare.endswith((".", "!", ";")):
        return BOLD_RANK
    if (alone or starts) and text.isupper() and len(letters) >= 4 and len(text) <= 60 and not bare.endswith("."):
        return CAPITALS_RANK
    if following is None:
        return 0
    # "(04:00 PM) ana: we start with:" is a turn.
    if text.endswith(":") and len(SENTENCE.split(text)[-1].split()) <= 12 and ": " not in text:
        return LABEL_RANK
    if starts and following.group == statement.group and title_status(text).lists_people:
        return LABEL_RANK
    # "Goals for next week" above its list needs no colon.
    listed = following.marker and following.line <= statement.end_line + 2 and not following.heading
    words = re.sub(r"\([^()]*\)", "", text).split()
    if listed and starts and text[0].isupper() and len(words) <= 4 and TITLE_END.search(bare):
        return 0 if VERB.search(text) else LABEL_RANK
    return 0


def _all_strong_title(text: PlainText, bare: str) -> bool:
    if not text.strong:
        return False
    covered = 0
    for start, end in text.strong:
        if bare[covered:start].strip():
            return False
        covered = max(covered, end)
    return covered >= len(bare)
