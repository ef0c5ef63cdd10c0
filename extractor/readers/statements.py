"""Split paragraphs into statements: join lines where a sentence runs on, and separate lines that stand alone.

Columns count characters, with a tab stop at every fourth. The marker of a statement is "" for plain text, else the
kind of its bullet; see `MARKER_RANK` in formats/markdown.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Cell
from extractor.readers.inline import PlainText, join_texts, plain_text

MIN_WRAP = 55  # characters; narrower lines are not wrapped prose
MIN_RAGGED = 5  # lines of which hardly one is full
NARROW = 40  # characters; three or more lines below this width are a list
MAX_WRAP = 132  # characters, the widest terminals; wider lines are not wrapped
FAR_RIGHT = 40  # columns from which a line that says little belongs to the column at the right
MIN_TYPED = 4  # lines that show that each was typed for itself
MAX_BULLETS = 8  # bullets on one line: "- - x"

BULLET = expression(
    r"""
    \\?(?P<bullet> [-*+•●▪◦‣⁃·∙○■□►▸➤–—] ) (?: [ \t] | $ )   # "\-": a bullet that an exporter has escaped
    | (?P<word> [o:] ) (?: [ ]{2,} | \t )                               # Word's second level; a definition in Pandoc
    | \\?[(]? (?P<number>
        \d{1,3} (?: [.]\d{1,3} ){0,4} (?: \\?[.)] )          # 1.  1)  (1)  1.2.
        | \d{1,2} (?: [.]\d{1,2} ){1,4} (?= [ ]{1,4}[A-Z] )  # 1.2 Budget
        | [a-zA-Z] \\?[)]                                    # a)  (b)
        | [a-z] \\?[.] (?= [ ]+\S )                          # a.
        | [ivx]{1,5} \\?[.)]                                 # ii.
      ) (?: [ \t]+ | $ )
    """,
    re.X,
)
# What a column at the right-hand side says beside a line: who is to do it, and when.
COLUMN_ENTRY = expression(r"(?<=\S)(?:[ ]{3,}|[ ]*\t[ ]*)\S[^\t]{0,29}$")
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
    | (?i: pres(?:ent)? | attend(?:ees|ing) | apol(?:ogie)?s | here | in\ (?:the\ room|attendance) )
      [ ]? (?: : | (?<=pres)\. ) [ ]
    | [Nn]ext\ (?: mtg | meeting ) \b
    | [-=]{1,2}> [ ]
    | → [ ]
    """,
    re.X,
)
# "<ana> hello": the speaker in a chat, not an HTML tag.
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
# "Call the bank - Kim", "Call the bank. (Kim, Ana)"
NAMED_LAST = expression(
    r"""\w \s [-–—] \s [A-Z][\w.]+ (?:[ /&,]+[A-Z][\w.]+)? $
    | [\w.!] \s \( [A-Z][\w.'’-]+ (?:[ /&,]+[A-Z][\w.'’-]+){0,4} \) \.? $""",
    re.VERBOSE,
)
# The line of those who attended ends where a sentence begins: "Present: Ana, Ben (notes)", "The mail went out."
ATTENDED = expression(
    r"(?:present|attend\w*|participants|in attendance|apologies|regrets|excused|absent)\b[^:]{0,20}:.*[^,&;]$", re.I
)
PLAIN_SENTENCE = expression(
    r"(?:The|A|An|We|It|This|These|That|There|All|No|Nobody|Two|Three|Our|Most|Some)\s(?!and\b)[a-z].*[.!?]$"
)
# A line that cannot end, or one that cannot begin: "we need the forms and" / "because it rains".
RUNS_ON = expression(
    r"(?:,|[(&/+–—-]|\b(?:and|or|but|the|a|an|to|of|for|with|by|at|in|on|from|that|our|their|his|her|is|are|was|were"
    r"|will|be|been|no|not|any|this|these|it|has|have|had|which|who|if|when|as|than|very))"
    r"\s?\n|\n(?:[,;&+)/]|(?:and|or|but|because|which|who|that|so|then|than|of|with)\b)",
    re.I,
)
_TITLE_IN_CAPITALS = expression(r"[A-Z][A-Z0-9 &/'’.-]{1,30}:?")
_ROLL = expression(
    r"\W*(?:present|attend(?:ees|ing|ance)|in attendance|participants|apologies|regrets|absent|those present"
    r"|who was (?:there|here))\b[^:]{0,20}:\s*\S",
    re.IGNORECASE,
)
_NAMES_GO_ON = expression(r"(?:[,;&/+]|\band|\b[A-Z]\.)\s*$")
_BRACKETED = expression(r"\([^()]{0,80}\)?")
_SMALL_WORD = expression(r"(?<![\w'’])(?!and\b|de\b|van\b|von\b|der\b)[a-z]+(?![\w'’])")
MIN_SMALL_WORDS = 3  # of a sentence below a list of names
_CODE = expression(
    r"(?:\#\d{1,5} | [A-Z]{2,8}-\d{1,6}[ ] | \d{1,4}[/-]\d{1,3} [ ]+ | \d{1,3} [ ]{2,}) (?=\S)", re.VERBOSE
)
WHOLE_LABEL = expression(r"[*_]{2}|[A-Z][\w.-]*(?: [A-Z][\w.-]*)?:")  # "**Place**", "Next Meeting:"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the notes: its plain text, and how its first line begins."""

    plain: PlainText
    end_line: int
    column: int = 0
    marker: str = ""  # "" text, "1" number, "1.1", "a", "-" bullet
    box: bool = False
    checked: bool | None = None
    heading: int = 0  # 1 to 6, 0 for none
    cells: tuple[Cell, ...] = ()
    is_table_head: bool = False  # the row of a table that holds the titles of its columns
    group: int = 0  # the same for all statements of a paragraph
    quoted: bool = False
    speaker: str | None = None  # who says it, where the format tells: the author of a comment
    private: bool = False  # the format says that it is not for everybody: a comment, a hidden row

    @property
    def line(self) -> int:
        return self.plain.lines[0][1]


class LineStart(NamedTuple):
    """How a line begins: the column of its text, the text, and the bullet and box before it."""

    column: int
    text: str
    marker: str = ""
    box: bool = False
    checked: bool | None = None


class _Widths(NamedTuple):
    """The widths of the lines of a paragraph, in characters."""

    width: int  # of the widest line, but for one or two long ones
    is_wrapped: bool  # most lines are full

    @property
    def may_wrap(self) -> bool:
        return MIN_WRAP <= self.width <= MAX_WRAP


def statements(
    lines: Sequence[tuple[str, int]], *, nicks: frozenset[str] = frozenset(), group: int = 0, quoted: bool = False
) -> Iterator[Statement]:
    """Yield the statements of a paragraph or list entry.

    Args:
        lines: (raw line, line number) pairs.
        nicks: Names that begin turns in these notes.
        group: A number that tells the statements of this paragraph from others.
        quoted: Whether the paragraph is inside a block quote.
    """
    starts = [line_start(raw) for raw, _ in lines]
    if numbered := _numbered_lines(starts):
        starts = [_with_number(start) if index in {0, *numbered} else start for index, start in enumerate(starts)]
    inner = numbered or [index for index in range(1, len(lines)) if _begins_statement(index, starts, lines, nicks)]
    for first, end in pairwise([0, *inner, len(lines)]):
        for part in _split_by_width(first, end, starts, lines):
            text = plain_text([(_in_column(starts[index]), lines[index][1]) for index in part])
            if not text.text:
                continue
            # The bullet and the box belong to the first of several statements below each other.
            start = starts[first] if part[0] == first else LineStart(starts[part[0]].column, "")
            yield Statement(
                plain=text,
                end_line=lines[part[-1]][1],
                column=start.column,
                marker=start.marker,
                box=start.box,
                checked=start.checked,
                group=group,
                quoted=quoted,
            )


def _in_column(line: LineStart) -> str:
    """Return the text of a line; an entry of the column at the right-hand side has its gap before it."""
    text = _without_tag(line.text)
    return f"   {text}" if _is_column_entry(line) else text


def _without_tag(text: str) -> str:
    """Escape the angle bracket before a speaker's name, so that it is not read as an HTML tag."""
    return NICK_TAG.sub(r"\1\\<", text, count=1) if "<" in text else text


def line_start(raw: str) -> LineStart:
    """Return how a raw line begins: indentation, bullet or number, box; of several bullets the last counts."""
    rest = raw.lstrip()
    text = raw[: len(raw) - len(rest)].expandtabs(4) + rest
    column, marker = len(text) - len(rest), ""
    for _ in range(MAX_BULLETS):  # "- - x" and "1. - x"
        bullet = BULLET.match(rest)
        if not bullet or (bullet["bullet"] in ("*", "-") and rest.startswith(("**", "--"))):
            break
        marker = _number_marker(bullet["number"]) if bullet["number"] else "-"
        column = len(text) - len(rest)
        rest = rest[bullet.end() :].lstrip()
    box = BOX.match(rest)
    if box and (box["sign"] or marker or rest[box.end() :].strip()):
        mark = box["mark"] or box["sign"] or ""
        return LineStart(column, rest[box.end() :], marker or "-", True, mark in TICKED)
    return LineStart(column, rest, marker)


def recurring_nicks(lines: Iterable[str]) -> frozenset[str]:
    """Return the names that begin at least three lines each, as in a chat: "ana: ..."."""
    counts: dict[str, int] = {}
    for line in lines:
        nick = NICK.match(line_start(line).text)
        if nick and nick[1] not in ("http", "https"):
            counts[nick[1]] = counts.get(nick[1], 0) + 1
    return frozenset(name for name, count in counts.items() if count >= 3)


def _number_marker(number: str) -> str:
    bare = number.rstrip(".)\\")
    if bare.isdigit():
        return "1"
    return "1.1" if bare[0].isdigit() else "a"


def _begins_statement(
    index: int, starts: Sequence[LineStart], lines: Sequence[tuple[str, int]], nicks: frozenset[str]
) -> bool:
    """Return whether a line certainly begins a statement, however long the lines are."""
    here, above = starts[index], starts[index - 1]
    raw_above = lines[index - 1][0]
    above_is_short = len(raw_above) < MIN_WRAP
    # "... as of version" + "2. Next": below a full line that does not end, a number may be prose.
    if here.marker and (here.marker == "-" or above_is_short or above.marker or not _is_unfinished(above.text)):
        return True
    if MARKER.match(here.text) or TURN_START.match(here.text):
        return True
    if PLAIN_SENTENCE.match(here.text.rstrip()) and ATTENDED.match(above.text.rstrip()):
        return True
    nick = NICK.match(here.text)
    if nick and nick[1] in nicks:
        return True
    if here.text.startswith("|") or LABEL.match(here.text):
        return above_is_short or not _is_unfinished(above.text) or WHOLE_LABEL.match(here.text) is not None
    if not HARD_BREAK.search(raw_above):
        return False
    return not (here.text[:1].islower() and _is_unfinished(above.text))


def _is_unfinished(text: str) -> bool:
    return not SENTENCE_END.search(COLUMN_ENTRY.sub("", text.rstrip(), count=1))


def _split_by_width(
    first: int, end: int, starts: Sequence[LineStart], lines: Sequence[tuple[str, int]]
) -> Iterator[list[int]]:
    """Yield the line indices from `first` to before `end`, grouped into statements by the widths of the lines."""
    lengths = [len(raw.expandtabs(4).rstrip()) for raw, _ in lines[first:end]]
    usual = sorted(lengths)[len(lengths) // 2]
    width = max(length for length in lengths if length <= 1.3 * usual + 10)  # one or two lines may be longer
    full = sum(1 for index in range(first, end - 1) if _is_full(lengths[index - first], starts[index + 1].text, width))
    widths = _Widths(width, MIN_WRAP <= width <= MAX_WRAP and full >= 0.7 * (end - first - 1))
    if coded := _coded_entries(starts[first:end]):
        yield from ([first + index for index in entry] for entry in coded)
        return
    if _is_unmarked_list(starts[first:end], width) or (
        not widths.is_wrapped and _is_in_small_letters(starts[first:end])
    ):
        yield from ([index] for index in range(first, end))
        return
    if not widths.is_wrapped and _is_typed_line_by_line(starts[first:end], full):
        widths = widths._replace(width=0)  # no line is full
    part = [first]
    for index in range(first + 1, end):
        if _continues(starts[index], starts[index - 1], starts[first], lengths[index - 1 - first], widths):
            part.append(index)
        else:
            yield part
            part = [index]
    yield part


def _is_unmarked_list(starts: Sequence[LineStart], width: int) -> bool:
    """Return whether the lines are a list without bullets: narrow, or each one a sentence of its own."""
    if starts[0].marker or len(starts) < 3:
        return False
    sentences = all(start.text[:1].isupper() and start.text[-1:] != "," for start in starts)
    lower_case = sum(1 for start in starts if start.text[:1].islower())
    return width < NARROW or sentences or (width < MIN_WRAP and lower_case > 0.5 * len(starts))


def _is_in_small_letters(starts: Sequence[LineStart]) -> bool:
    """Return whether lines without bullets are typed in small letters throughout, with no stops: a thought a line.

    The first of them may be a title in capitals: "LAST TIME".
    """
    if starts and not starts[0].marker and _TITLE_IN_CAPITALS.fullmatch(starts[0].text):
        starts = starts[1:]
    if len(starts) < 2 or starts[0].marker or not (starts[0].text[:1].islower() or starts[0].text[:1].isdigit()):
        return False
    if len(starts) == 2 and len(starts[0].text) >= MIN_WRAP * 0.8:
        return False  # may be wrapped prose
    small = sum(
        start.text[:1].islower() or not start.text[:1].isalpha() or start.text.split(" ", 1)[0] in {"I", "I'll", "I'm"}
        for start in starts
    )
    return small >= 0.8 * len(starts) and sum(_is_unfinished(start.text) for start in starts) >= 0.6 * len(starts)


def _is_typed_line_by_line(starts: Sequence[LineStart], full: int) -> bool:
    """Return whether somebody began a line for each thought, without bullets and stops; `full` lines may be wrapped.

    Where the first word of most next lines would have fitted, no editor has wrapped the lines.
    """
    if len(starts) < MIN_TYPED or starts[0].marker:
        return False
    unfinished = sum(1 for start in starts if _is_unfinished(start.text) and not start.text.endswith(","))
    capital = sum(1 for start in starts if not start.text[:1].islower())
    running = sum(1 for above, here in pairwise(starts) if RUNS_ON.search(f"{above.text.rstrip()} \n{here.text}"))
    if full > 0.4 * (len(starts) - 1) or running > 0.2 * (len(starts) - 1):
        return False
    is_ragged = len(starts) >= MIN_RAGGED and full <= 0.2 * (len(starts) - 1)  # also where small letters begin them
    return unfinished >= 0.6 * len(starts) and (capital >= 0.4 * len(starts) or is_ragged)


def _coded_entries(starts: Sequence[LineStart]) -> list[list[int]]:
    """Return the lines of each entry of a list whose entries open with a number or code, none where it is no such list.

    "24/28 keys", "#8 Gdynia", "37-1  Crane", "BIL-1403 retry": no code twice. Lines further in go on with an entry; the
    first line may be the title of the list.
    """
    has_title = len(starts) > 2 and _CODE.match(starts[0].text) is None
    column = starts[has_title].column if len(starts) > 1 else 0
    entries: list[list[int]] = [[0]] if has_title else []
    codes: set[str] = set()
    for index, start in enumerate(starts[has_title:], has_title):
        code = _CODE.match(start.text)
        if code and start.column <= column and code.group() not in codes:
            codes.add(code.group())
            entries.append([index])
        elif codes and start.column > column and not code:
            entries[-1].append(index)
        else:
            return []
    return [part for entry in entries for part in _without_title(entry, starts)] if len(codes) > 1 else []


def _numbered_lines(starts: Sequence[LineStart]) -> list[int]:
    """Return the lines but the first that begin an entry of a list numbered without stops: "1 Spring scarves".

    The numbers count up by one from the first line; lines without a number go on with the entry above them.
    """
    numbers = [_BARE_NUMBER.match(start.text) for start in starts]
    counted = [int(number[1]) for number in numbers if number]
    counts_up = len(counted) >= MIN_NUMBERED and counted == list(range(counted[0], counted[0] + len(counted)))
    if not counts_up or numbers[0] is None:
        return []
    return [index for index, number in enumerate(numbers) if number and index]


def _with_number(start: LineStart) -> LineStart:
    """Return the start of a line whose number is its marker."""
    return start._replace(marker="1", text=start.text.partition(" ")[2].lstrip())


_BARE_NUMBER = expression(r"(\d{1,2})\s+(?=[^\W\d_])")
MIN_NUMBERED = 3  # entries


def _without_title(entry: list[int], starts: Sequence[LineStart]) -> list[list[int]]:
    """Return the lines of an entry, those of its title apart: "26/43 Grass cutting" above what was said of it."""
    if len(entry) < 2 or not _is_title_of_item(starts[entry[0]], starts[entry[1]], len(starts[entry[0]].text)):
        return [entry]
    return [entry[:1], entry[1:]]


def _is_full(length: int, following: str, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted; some editors wrap a little early."""
    return length + 1 + len(following.split(" ", 1)[0]) >= width - 4


def _continues(here: LineStart, above: LineStart, first: LineStart, above_length: int, widths: _Widths) -> bool:
    """Return whether a line goes on with the statement of the line above it.

    Args:
        here: How the line begins.
        above: How the line above it begins.
        first: How the first line of the paragraph or list entry begins.
        above_length: The length of the line above, in characters.
        widths: The widths of all lines of the paragraph.
    """
    if _is_column_entry(here) and not _is_column_entry(first):
        return True
    if _ROLL.match(first.text) and _NAMES_GO_ON.search(above.text):
        return True
    unfinished = _is_unfinished(above.text)
    goes_on = here.text[:1].islower() or here.text[:1] in "(,;&/+"
    if first.marker and here.column < first.column and not goes_on:
        return False  # further out than the bullet: "Bed 3 ..." below the entries of bed 1
    full = widths.may_wrap and _is_full(above_length, here.text, widths.width)
    if above is first and _is_title_of_item(first, here, above_length) and not full:
        return False
    if first.marker and here.column > first.column:  # indented below its bullet
        return unfinished or goes_on or widths.is_wrapped or full
    joined = f"{above.text.rstrip()} \n{here.text}"
    if first.marker and above is first and above_length < MIN_WRAP and not RUNS_ON.search(joined):
        return False  # not further in, and it would have fitted: "* copy by Wed" above "investor update"
    if here.text[:1].isupper() and (NAMED_LAST.search(above.text) or _ends_roll(above.text, here.text)):
        return False
    if here.text.startswith("[") and above.text.endswith("]"):
        return False
    if widths.is_wrapped and above_length >= MIN_WRAP * 0.8:
        return True
    if not widths.width and not RUNS_ON.search(joined):
        return False
    return unfinished and (goes_on or (full and above_length >= MIN_WRAP))


def _is_title_of_item(first: LineStart, here: LineStart, length: int) -> bool:
    """Return whether a numbered line is the title of the text further in below it: "5.  Litter pick"."""
    is_numbered = (
        (first.marker[:1].isdigit() or _MINUTE.match(first.text) is not None)
        and here.column > first.column
        and not here.marker
    )
    is_short = length <= MAX_ITEM_TITLE and not first.text.rstrip().endswith((",", ":", "-", "&"))
    begins = here.text[:1].isupper() and " " in here.text
    return is_numbered and is_short and begins and not RUNS_ON.search(f"{first.text.rstrip()} \n{here.text}")


MAX_ITEM_TITLE = 40  # characters
_MINUTE = expression(r"\d{1,4}[/.]\d{1,4}\.?\s+[A-Z]")  # "26/43 Grass cutting"


def _ends_roll(above: str, here: str) -> bool:
    """Return whether a line below "Present: Ana, Bob" is a sentence of its own, and no more names."""
    if not _ROLL.match(above) or _NAMES_GO_ON.search(above):
        return False
    return len(_SMALL_WORD.findall(_BRACKETED.sub(" ", here))) >= MIN_SMALL_WORDS


def column_titles(texts: Iterable[PlainText]) -> list[str]:
    """Return the titles of a table's columns, from the cells of the row that holds them."""
    return [text.text.rstrip(":") for text in texts]


def _is_column_entry(line: LineStart) -> bool:
    """Return whether a line says nothing but an entry of the column at the right-hand side."""
    return line.column >= FAR_RIGHT and len(line.text) < 30 and not line.marker


def row_statement(
    cells: Sequence[tuple[PlainText, Cell]], *, group: int, quoted: bool = False, is_table_head: bool = False
) -> Statement | None:
    """Return the statement of a table's row, or None where all its cells are empty.

    Args:
        cells: The plain text and the model's cell for each cell.
        group: A number that tells the statements of this table from others.
        quoted: Whether the table is inside a block quote.
        is_table_head: Whether the row holds the titles of the columns.
    """
    texts = [text for text, _ in cells if text.text]
    if not texts:
        return None
    whole = join_texts(texts, " | ")
    return Statement(
        plain=whole,
        end_line=max(number for _, number in whole.lines),
        cells=tuple(cell for _, cell in cells),
        is_table_head=is_table_head,
        group=group,
        quoted=quoted,
    )
