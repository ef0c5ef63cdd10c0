"""Inline markup to plain text: emphasis, links, code, entities and HTML tags taken off, and where each line begins.

The lines of one statement are joined by a mark between spaces before they are parsed, so that the mark survives every
construct that may run over a line end (code spans, tags); it is then turned into one space and an offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.common.lazy_regex import expression

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINE_END = "\ue000"  # private use: cannot be in the notes, `clean` takes it out
MAX_MARKUP = 20_000  # characters; longer statements are nobody's typing, and are not searched for markup
MARKUP = expression(r"[*_~`\\]|\](?:\(|\[)|<[^\s<]|&(?:#|\w)")  # what CommonMark could read as more than words
STRAY_EMPHASIS = expression(r"\*{2,}")
LOOSE_BOLD = expression(r"(?<!\S)\*\*[ \t]+([^*\n]{1,80}?)[ \t]+\*\*(?!\S)")  # "** Apologies **"
NAMED_LINK = expression(r"\[([^\[\]]{2,200})\]\[[^\[\]]{0,100}\]")  # "[@ana][]"; its address is no part of the text
TAG = expression(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)")
STRONG_TAGS = frozenset({"b", "strong", "i", "em", "u", "mark"})
STRUCK_TAGS = frozenset({"s", "del", "strike"})
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
    """A line without control, bidirectional and zero-width characters; odd spaces become spaces."""
    if line.isascii() and line.isprintable():
        return line
    return UNSEEN.sub("", line).replace("\xa0", " ").replace("\u202f", " ")


def plain_text(lines: Sequence[tuple[str, int]]) -> PlainText:
    """The plain text of one statement, given as (raw text, line number) for each of its lines."""
    joined = f" {LINE_END} ".join(text for text, _ in lines)
    writer = Writer([number for _, number in lines])
    if len(joined) > MAX_MARKUP:
        writer.add(STRAY_EMPHASIS.sub("", joined))
    elif not MARKUP.search(joined):
        writer.add(joined)
    else:
        _write(LOOSE_BOLD.sub(r"**\1**", NAMED_LINK.sub(r"\1", joined)), writer)
    return writer.plain()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Quotes, dashes and bare links stay as the notes have them.
    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough")


def _write(markup: str, writer: Writer) -> None:
    (inline,) = _parser().parseInline(markup)
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "em_open":
                writer.open_strong()
            case "strong_close" | "em_close":
                writer.close_strong()
            case "s_open":
                writer.open_struck()
            case "s_close":
                writer.close_struck()
            case "html_inline":
                _write_tag(token, writer)
            case "image":
                writer.add(LINE_END * token.content.count(LINE_END))  # a picture says nothing in words
            case "text" | "text_special":
                writer.add(STRAY_EMPHASIS.sub("", token.content))
            case _:
                writer.add(token.content)


def _write_tag(token: Any, writer: Writer) -> None:
    markup: str = token.content
    found = TAG.match(markup)
    name, closes = (found[1].lower(), markup.startswith("</")) if found else ("", False)
    if name in STRONG_TAGS:
        (writer.close_strong if closes else writer.open_strong)()
    elif name in STRUCK_TAGS:
        (writer.close_struck if closes else writer.open_struck)()
    elif name in {"br", "p", "div", "li", "tr", "td"}:
        writer.add(" ")
    writer.add(LINE_END * markup.count(LINE_END))


class Writer:
    """Collects words with single spaces between them, and the offsets at which lines and spans begin."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self._index = 0
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._lines: list[tuple[int, int]] = []
        self._fresh = True  # no word of the current line yet
        self._strong: list[tuple[int, int]] = []
        self._struck: list[tuple[int, int]] = []
        self._open_strong: list[int] = []
        self._open_struck: list[int] = []

    def add(self, text: str) -> None:
        for at, part in enumerate(text.split(LINE_END)):
            if at:
                self._index = min(self._index + 1, len(self._numbers) - 1)
                self._fresh = self._space = True
            self._space = self._space or part[:1].isspace()
            words = " ".join(part.split())
            if not words:
                continue
            if self._space and self._length:
                words = " " + words
            if self._fresh:
                offset = self._length + words.startswith(" ")
                self._lines.append((offset, self._numbers[self._index]))
                self._fresh = False
            self._parts.append(words)
            self._length += len(words)
            self._space = part[-1].isspace()

    def line(self, number: int) -> None:
        """What follows stands on this line of the file."""
        if number != self._numbers[self._index]:
            self._numbers = [*self._numbers[: self._index + 1], number]
            self._index += 1
            self._fresh = True

    def _here(self) -> int:
        return self._length + (1 if self._space and self._length else 0)

    def open_strong(self) -> None:
        self._open_strong.append(self._here())

    def close_strong(self) -> None:
        if self._open_strong:
            _close(self._open_strong.pop(), self._length, self._strong)

    def open_struck(self) -> None:
        self._open_struck.append(self._here())

    def close_struck(self) -> None:
        if self._open_struck:
            _close(self._open_struck.pop(), self._length, self._struck)

    def plain(self) -> PlainText:
        text = "".join(self._parts)
        lines = tuple(self._lines) or ((0, self._numbers[0]),)
        lines = ((0, lines[0][1]), *lines[1:])
        return PlainText(text, lines, tuple(sorted(self._strong)), tuple(sorted(self._struck)))


def joined(parts: Sequence[PlainText], between: str) -> PlainText:
    """Several plain texts as one, with `between` between them: the cells of a row."""
    texts, length = list[str](), 0
    lines, strong, struck = list[tuple[int, int]](), list[tuple[int, int]](), list[tuple[int, int]]()
    for part in parts:
        if length:
            texts.append(between)
            length += len(between)
        lines += [(offset + length, line) for offset, line in part.lines]
        strong += [(start + length, end + length) for start, end in part.strong]
        struck += [(start + length, end + length) for start, end in part.struck]
        texts.append(part.text)
        length += len(part.text)
    marks = [pair for at, pair in enumerate(lines) if at == 0 or pair[1] != lines[at - 1][1]]
    return PlainText("".join(texts), ((0, marks[0][1]), *marks[1:]) if marks else (), tuple(strong), tuple(struck))


def joined_parts(parts: Sequence[PlainText], number: int) -> PlainText:
    """The lines of one cell as one text: each is set off by a semicolon from one that does not end by itself."""
    text = PlainText("", ((0, number),))
    for part in parts:
        if text.text:
            between = " " if text.text.endswith((".", "!", "?", ";", ":", ",")) else "; "
            text = joined([text, part], between)
        else:
            text = part
    return text


def drop_start(text: PlainText, start: int) -> PlainText:
    """The rest of `text` from offset `start` on."""
    lines = [(max(0, offset - start), line) for offset, line in text.lines]
    kept = [pair for at, pair in enumerate(lines) if at + 1 == len(lines) or lines[at + 1][0] > 0]
    strong = tuple((max(0, a - start), b - start) for a, b in text.strong if b > start)
    struck = tuple((max(0, a - start), b - start) for a, b in text.struck if b > start)
    return PlainText(text.text[start:], tuple(kept), strong, struck)


def _close(start: int, end: int, spans: list[tuple[int, int]]) -> None:
    if start < end:
        spans.append((start, end))
