"""Convert inline markup to plain text: remove emphasis, links, code marks, entities and HTML tags.

The lines of a statement are joined by a private-use character before they are parsed, so that line ends survive every
construct that may run over them (code spans, tags). The character then becomes a space and an offset.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from extractor.common.lazy_regex import expression
from extractor.readers.confidential_marks import is_mark
from extractor.readers.encoding import bounded_runs
from extractor.readers.hidden_text import STRIKING, ShownTags, StruckTags, attributes_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Style = Literal["strong", "struck"]

LINE_END = "\ue000"  # private use: `clean` removes it from the notes
MAX_MARKUP = 20_000  # characters; longer statements were not typed by hand, and are not searched for markup
MARKUP = expression(r"[*_~`\\]|\](?:\(|\[)|<[^\s<]|&(?:#|\w)")  # what CommonMark could read as markup
STRAY_EMPHASIS = expression(r"\*{2,}")
LOOSE_BOLD = expression(r"(?<!\S)\*\*[ \t]+([^*\n]{1,80}?)[ \t]+\*\*(?!\S)")  # "** Apologies **"
NAMED_LINK = expression(r"\[([^\[\]]{2,200})\]\[[^\[\]]{0,100}\]")  # "[@ana][]"; its target is not text
MAIL_LINKS = expression(r"(\]\(mailto:[^()\s]{1,200}\))[ \t]+(?=\[|[^\W\d_a-z])")  # people with no comma between
_LIGATURE = expression("[\ufb00-\ufb06]")  # "ﬁ", as copied out of a PDF
_WIDE_COLON = expression(r"\uff1a[ ]?")
GAP = expression(r"(?<![.!?:;, \t]) {2,}[ \t]*| {3,}[ \t]*|[ \t]*\t[ \t]*")
GAP_SIGN = "   "  # what is left of the gap before a column
TAG = expression(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
TAG_STYLES: dict[str, Style] = {
    "b": "strong",
    "strong": "strong",
    "i": "strong",
    "em": "strong",
    "u": "strong",
    "mark": "strong",
}
TOKEN_STYLES: dict[str, Style] = {"strong": "strong", "em": "strong", "s": "struck"}
BREAKING_TAGS = frozenset({"br", "p", "div", "li", "tr", "td"})
UNSEEN = expression(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ue000\ue001]"
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain text of a statement, its (offset, line) pairs, and its emphasised and struck spans."""

    text: str
    lines: tuple[tuple[int, int], ...]
    strong: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()


def clean(line: str) -> str:
    """Remove control, bidirectional and zero-width characters from a line; no-break spaces become spaces."""
    line = bounded_runs(line)  # documents come without `read_text`, and lines joined from several may have new runs
    if line.isascii() and line.isprintable():
        return line
    line = unicodedata.normalize("NFC", line)  # "José" is one name, however its accent is written
    line = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), line)
    return _WIDE_COLON.sub(": ", UNSEEN.sub("", line).replace("\xa0", " ").replace("\u202f", " "))


def plain_text(lines: Sequence[tuple[str, int]]) -> PlainText:
    """Return the plain text of a statement, given as (raw text, line number) for each of its lines."""
    markup = f" {LINE_END} ".join(text for text, _ in lines)
    if "](mailto:" in markup:
        markup = MAIL_LINKS.sub(r"\1, ", markup)
    if "~" in markup:
        markup = _SINGLE_STRIKE.sub(r"~~\1~~", markup)
    writer = Writer([number for _, number in lines])
    if len(markup) > MAX_MARKUP:
        writer.add(STRAY_EMPHASIS.sub("", markup))
    elif not MARKUP.search(markup):
        writer.add(markup)
    else:
        _write(LOOSE_BOLD.sub(r"**\1**", NAMED_LINK.sub(r"\1", markup)), writer)
    return writer.plain()


# "~gone~", as WhatsApp, Slack and GitHub strike words: not "~5 min, maybe ~10", "~/bin".
_SINGLE_STRIKE = expression(r"(?<![\w~/\\])~(?=[^\s~/])([^~\n]{1,2000}?)(?<=[^\s~/])~(?![\w~/])")


COVERED = expression(r"\|\|(?=[^\s|])[^|\n]{1,2000}\|\|")  # "||the end||", as Discord and Telegram cover words


def is_all_strong(text: PlainText) -> bool:
    """Return whether a text is emphasised from end to end."""
    return bool(text.text) and sum(end - start for start, end in text.strong) >= len(text.text)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Quotes, dashes and bare links stay as the notes have them.
    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough")


def _write(markup: str, writer: Writer) -> None:
    (inline,) = _parser().parseInline(markup)
    shown, struck = ShownTags(), StruckTags()
    for token in inline.children or ():
        name, _, edge = token.type.rpartition("_")
        if token.type == "html_inline":
            _follow_tag(token.content, shown)
            _follow_tag(token.content, struck)
        if shown.is_hidden:
            writer.add(LINE_END * token.content.count(LINE_END))
        elif name in TOKEN_STYLES:
            (writer.open_span if edge == "open" else writer.close_span)(TOKEN_STYLES[name])
        elif token.type == "html_inline":
            _write_tag(token, writer)
        elif token.type == "image":
            writer.add(LINE_END * token.content.count(LINE_END))  # the text of a picture is not part of the notes
        elif token.type in ("text", "text_special"):
            if struck.is_inside:
                writer.open_span("struck")
            writer.add(STRAY_EMPHASIS.sub("", token.content))
            if struck.is_inside:
                writer.close_span("struck")
        else:
            writer.add(token.content)


def _follow_tag(markup: str, follower: ShownTags | StruckTags) -> None:
    """Tell a follower of tags of a start or end tag within a line."""
    if (match := TAG.match(markup)) is None:
        return
    if markup.startswith("</"):
        follower.end(match[1].lower())
    else:
        follower.start(match[1].lower(), attributes_of(markup))


def _write_tag(token: Any, writer: Writer) -> None:
    markup: str = token.content
    match = TAG.match(markup)
    name = match[1].lower() if match else markup.strip("<!>/ ")
    if name in STRIKING:
        pass  # `StruckTags` follows these
    elif name in TAG_STYLES:
        (writer.close_span if markup.startswith("</") else writer.open_span)(TAG_STYLES[name])
    elif name in BREAKING_TAGS:
        writer.add(" ")
    elif name and is_mark(name):  # "<internal> ... </internal>"
        writer.add(" [/internal] " if markup.startswith("</") else " [internal] ")
    writer.add(LINE_END * markup.count(LINE_END))


def _with_gaps(part: str) -> str:
    """Return words with single spaces between them, and GAP_SIGN for the gap before a column."""
    if "  " not in part and "\t" not in part:
        return " ".join(part.split())
    return GAP_SIGN.join(" ".join(words.split()) for words in GAP.split(part.strip()))


class Writer:
    """Collects words with single spaces between them, and the offsets at which lines and styled spans begin.

    The gap before a column is kept, as GAP_SIGN.
    """

    def __init__(self, numbers: Sequence[int]) -> None:
        """`numbers` are the numbers of the lines, one for each LINE_END and one more."""
        self._numbers = numbers
        self._index = 0
        self._parts: list[str] = []
        self._length = 0
        self._space = False  # a space comes before the next word
        self._lines: list[tuple[int, int]] = []
        self._at_line_start = True
        self._in_column = False  # the last words are an entry of a column at the right-hand side
        self._spans: dict[Style, list[tuple[int, int]]] = {"strong": [], "struck": []}
        self._open: dict[Style, list[int]] = {"strong": [], "struck": []}

    def add(self, text: str) -> None:
        """Add words; a LINE_END in them begins the next line."""
        for index, part in enumerate(text.split(LINE_END)):
            if index:
                self._index = min(self._index + 1, len(self._numbers) - 1)
                self._at_line_start = self._space = True
            self._space = self._space or part[:1].isspace()
            words = _with_gaps(part)
            if not words:
                continue
            has_gap = index and (part.startswith(f" {GAP_SIGN}") or self._in_column)
            self._in_column = GAP_SIGN in words[-33:]
            if self._space and self._length:
                words = (GAP_SIGN if has_gap else " ") + words
            if self._at_line_start:
                offset = self._length + len(words) - len(words.lstrip(" "))
                self._lines.append((offset, self._numbers[self._index]))
                self._at_line_start = False
            self._parts.append(words)
            self._length += len(words)
            self._space = part[-1].isspace()

    def begin_line(self, number: int) -> None:
        """Put what follows on this line of the file."""
        if number != self._numbers[self._index]:
            self._numbers = [*self._numbers[: self._index + 1], number]
            self._index += 1
            self._at_line_start = True

    def open_span(self, style: Style) -> None:
        """Begin a span of this style at the next word."""
        self._open[style].append(self._length + (1 if self._space and self._length else 0))

    def close_span(self, style: Style) -> None:
        """End the innermost open span of this style; without one, do nothing."""
        if self._open[style]:
            start = self._open[style].pop()
            if start < self._length:
                self._spans[style].append((start, self._length))

    def plain(self) -> PlainText:
        """Return the text so far."""
        (_, first_line), *others = self._lines or [(0, self._numbers[0])]
        return PlainText(
            "".join(self._parts),
            ((0, first_line), *others),
            tuple(sorted(self._spans["strong"])),
            tuple(self._joined_struck()),
        )

    def _joined_struck(self) -> Iterator[tuple[int, int]]:
        """Yield the struck spans, those with nothing but blanks between them as one."""
        text = "".join(self._parts) if len(self._spans["struck"]) > 1 else ""
        spans = sorted(self._spans["struck"])
        while spans:
            start, end = spans.pop(0)
            while spans and not text[end : spans[0][0]].strip():
                end = max(end, spans.pop(0)[1])
            yield start, end


def join_texts(parts: Sequence[PlainText], separator: str) -> PlainText:
    """Join plain texts, such as the cells of a row, with `separator` between them."""
    texts, length = list[str](), 0
    lines, strong, struck = list[tuple[int, int]](), list[tuple[int, int]](), list[tuple[int, int]]()
    for part in parts:
        if length:
            texts.append(separator)
            length += len(separator)
        lines += [(offset + length, line) for offset, line in part.lines]
        strong += [(start + length, end + length) for start, end in part.strong]
        struck += [(start + length, end + length) for start, end in part.struck]
        texts.append(part.text)
        length += len(part.text)
    marks = [mark for index, mark in enumerate(lines) if index == 0 or mark[1] != lines[index - 1][1]]
    return PlainText("".join(texts), ((0, marks[0][1]), *marks[1:]) if marks else (), tuple(strong), tuple(struck))


def join_cell_lines(parts: Sequence[PlainText], number: int) -> PlainText:
    """Join the lines of a table cell, with a semicolon after each that has no punctuation at its end.

    `number` is the line of the file where the cell is empty.
    """
    text = PlainText("", ((0, number),))
    for part in parts:
        if text.text:
            separator = " " if text.text.endswith((".", "!", "?", ";", ":", ",")) else "; "
            text = join_texts([text, part], separator)
        else:
            text = part
    return text


def drop_start(text: PlainText, start: int) -> PlainText:
    """Return the text from offset `start` on."""
    lines = [(max(0, offset - start), line) for offset, line in text.lines]
    remaining = [mark for index, mark in enumerate(lines) if index + 1 == len(lines) or lines[index + 1][0] > 0]
    return PlainText(
        text.text[start:], tuple(remaining), _move_back(text.strong, start), _move_back(text.struck, start)
    )


def _move_back(spans: Sequence[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((max(0, start - by), end - by) for start, end in spans if end > by)
