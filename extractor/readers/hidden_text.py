"""Find what a document holds but does not show: comments, invisible words, folded parts marked as internal.

Comments are no part of the notes; one that is a mark ("<!-- internal -->") becomes "[internal]". A container with a
mark ("::: internal", "<div class=internal>", "<details>" with the summary "Internal") becomes a line "[internal]"
where it begins and "[/internal]" where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.readers import css_look
from extractor.readers.confidential_marks import is_mark

MAX_COMMENT = 20_000  # characters; a longer one was never closed
MAX_COMMENT_MARK = 80  # characters of a comment that is a mark
# How comments begin and end in Markdown and its neighbours: HTML, Obsidian, CriticMarkup, Jinja, C, Org, LaTeX.
_COMMENTS = (
    ("<!--", "-->"),
    ("%%", "%%"),
    ("{>>", "<<}"),
    ("{--", "--}"),
    ("{#", "#}"),
    ("/* ", " */"),
    ("{% comment %}", "{% endcomment %}"),
    ("#+begin_comment", "#+end_comment"),
    ("#+BEGIN_COMMENT", "#+END_COMMENT"),
    ("\\begin{comment}", "\\end{comment}"),
)
_REFERENCE = expression(r"[ \t]*\[(?://|comment|hidden|_{1,3}|#)\]:[ \t]*(?:#|<>|//)[ \t]*[(\"'].*", re.I)
_CONTAINER = expression(
    r"""
    [ \t]* (?:
      :{3,} [ \t]* (?P<fence> [^:\s].* )
      | <(?: div | section | aside | details | span | p ) \b [^<>]{0,200}? \b(?:class|id|data-audience|data-visibility)
        [ ]? = [ ]? ["']? (?P<name> [\w -]{1,60} ) ["']? [^<>]{0,200} > [ \t]*
      | \{% [ ]* (?P<block> \w[\w -]{0,40} ) [ ]* %\} [ \t]*
    )""",
    re.X | re.I,
)
_CLOSING = expression(r"[ \t]*(?::{3,}|</(?:div|section|aside|details|p)>|\{%[ ]*end\w*[ ]*%\})[ \t]*", re.I)
_END_TAG = expression(r"</(div|section|aside|details|p|article)>[ \t]*$", re.I)
# Classes of common style sheets for words that only screen readers get.
_UNSEEN_CLASSES = frozenset(
    "sr-only visually-hidden screen-reader-text screen-reader-only d-none invisible is-hidden".split()
)
# Rules of a style sheet (CSS 2.1, 4.1.7); those for print say nothing of what is seen.
_RULE = expression(r"(?P<selectors>[^{}@;]{1,300})\{(?P<body>[^{}]{0,2000})\}")
_FOR_PRINT = expression(
    r"@media[^{}]{0,60}\bprint\b[^{}]{0,40}\{(?:[^{}]{0,300}\{[^{}]{0,2000}\}\s{0,20}){0,50}\}", re.I
)
_SIMPLE = expression(
    r"(?P<tag>[a-z][a-z0-9]{0,20})?(?P<names>(?:[.#][\w-]{1,60}|\[[\w-]{1,40}(?:=[\"']?[\w-]{0,60}[\"']?)?\]){0,4})",
    re.I,
)
MAX_PARTS = 4  # of a selector
# Elements without an end tag.
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def blank_hidden(lines: list[str]) -> None:
    """Blank out the comments of a text, in place, also those over several lines; what never closes is text."""
    text = "\n".join(lines)
    for opening, closing in _COMMENTS:
        if opening in text:
            text = _without_comments(text, opening, closing)
    if "]: " in text or "]:" in text:
        text = "\n".join("" if _REFERENCE.fullmatch(line) else line for line in text.split("\n"))
    lines[:] = _with_containers(text.split("\n"))


def _without_comments(text: str, opening: str, closing: str) -> str:
    parts, position = [], 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening), start + MAX_COMMENT)
        if end < 0:
            break
        if opening == "%%" and ("\n\n" in text[start:end] or text[max(0, start - 2) : start].strip().isdigit()):
            parts.append(text[position : start + 2])
            position = start + 2
            continue
        mark = comment_mark(text[start + len(opening) : end])
        parts += [text[position:start], mark, "\n" * text.count("\n", start, end)]
        position = end + len(closing)
        if not mark and text[max(0, start - 1) : start] == text[position : position + 1] == " ":
            position += 1
    return "".join((*parts, text[position:]))


def comment_mark(comment: str) -> str:
    """Return the mark for what stands beside a comment that is one: "<!-- internal -->"; "" for other comments."""
    words = comment.strip(" \t:-–—.!/").removesuffix(" begin").removesuffix(" start")
    if not words or "\n" in words or len(words) > MAX_COMMENT_MARK:
        return ""
    is_end = comment.lstrip().startswith("/") or _COMMENT_END.match(words) is not None
    if not is_mark(_COMMENT_END.sub("", words).replace("-", " ").replace("_", " ")):
        return ""
    return "[/internal]" if is_end else "[internal]"


_COMMENT_END = expression(r"(?:end|ende|fin|stop)(?:[ ]of)?\b[ :_-]*|[ ]+(?:end|ende|fin|stop)$", re.I)


def attributes_of(tag: str) -> dict[str, str | None]:
    """Return the attributes of an HTML start tag."""
    return {found["name"].lower(): (found["value"] or "").strip("\"'") for found in _ATTRIBUTE.finditer(tag[:MAX_TAG])}


_SUMMARY = expression(r"\s*<details\b[^<>]*>\s*<summary\b[^<>]*>(?:<\w+>)?(?P<title>[^<>]{1,80})<", re.I)
MAX_TAG = 1_000  # characters
_ATTRIBUTE = expression(r"""(?<=\s)(?P<name>[\w-]{1,40})(?:\s?=\s?(?P<value>"[^"]*"|'[^']*'|[^\s>"']+))?""")
_BLOCK_TAG = expression(r"[ \t]*<(?P<tag>div|section|aside|details|p|article)\b[^<>]*>[ \t]*", re.I)


def _with_containers(lines: Sequence[str]) -> list[str]:
    """Return the lines, with marks in the place of the first and last lines of containers that are marked."""
    result: list[str] = []
    depth, shown = 0, ShownTags()
    for number, line in enumerate(lines):
        block = _BLOCK_TAG.fullmatch(line) if "<" in line else None
        if block:
            shown.start(block["tag"].lower(), attributes_of(line))
        elif shown.is_hidden and (closing := _END_TAG.search(line)):
            shown.end(closing[1].lower())
            result.append("")
            continue
        if shown.is_hidden:
            result.append("")
            continue
        found = _CONTAINER.fullmatch(line) if ":::" in line or "<" in line or "{%" in line else None
        name = (found["fence"] or found["name"] or found["block"] or "") if found else ""
        if "<details" in line and (summary := _SUMMARY.match(" ".join(lines[number : number + 3])[:MAX_TAG])):
            found, name = summary, summary["title"]
        if found and (depth or is_mark(name.replace("-", " ").replace("_", " ").strip(" {}.#"))):
            depth += 1
            result.append("[internal]" if depth == 1 else line)
        elif depth and _CLOSING.fullmatch(line):
            depth -= 1
            result.append("[/internal]" if depth == 0 else line)
        else:
            result.append(line)
    return result


def hides(attributes: Mapping[str, str | None]) -> bool:
    """Whether the attributes of an HTML element keep it from being shown, white words left out."""
    is_unseen = not _UNSEEN_CLASSES.isdisjoint((attributes.get("class") or "").split())
    return "hidden" in attributes or is_unseen or css_look.is_unseen(attributes.get("style") or "")


def is_white(attributes: Mapping[str, str | None]) -> bool:
    """Whether the attributes of an HTML element make its words white, on no ground of their own."""
    named = css_look.ink_of(f"color:{attributes.get('color') or ''}")
    is_white = css_look.is_near_white(named) or css_look.is_near_white(css_look.ink_of(attributes.get("style") or ""))
    return is_white and not has_ground(attributes)


def has_ground(attributes: Mapping[str, str | None]) -> bool:
    """Whether an HTML element has a ground on which white words can be read."""
    ground = (attributes.get("bgcolor") or attributes.get("background") or "").strip().lower()
    return ground not in ("", "white", "#fff", "#ffffff") or css_look.has_ground(attributes.get("style") or "")


class Simple(NamedTuple):
    """A simple selector of a style sheet, or what an element answers to: its tag, "" for any, and ".class", "[x]"."""

    tag: str
    names: frozenset[str]

    def fits(self, element: Simple) -> bool:
        """Whether the selector is one of this element."""
        return self.tag in ("", element.tag) and self.names <= element.names


Selector = tuple[Simple, ...]  # "div.a p": the element last, those around it before


def hidden_selectors(style: str) -> frozenset[Selector]:
    """Return the selectors of what a style sheet keeps from being shown: "#note", ".a p"; white on no ground, too."""
    shown = _FOR_PRINT.sub("", style)
    rules = [(rule["selectors"], rule["body"]) for rule in _RULE.finditer(shown)]
    is_dark = any(css_look.has_ground(body) for _, body in rules)
    unseen = (
        selectors
        for selectors, body in rules
        if css_look.is_unseen(body) or (not is_dark and css_look.is_near_white(css_look.ink_of(body)))
    )
    found = (_selector(words) for selectors in unseen for words in selectors.split(","))
    return frozenset(selector for selector in found if selector)


def _selector(words: str) -> Selector:
    """Return the parts of a selector; () for one with other signs than names, "." and "#"."""
    parts = [_SIMPLE.fullmatch(part) for part in words.replace(">", " ").split()]
    if not 0 < len(parts) <= MAX_PARTS or any(part is None or not part[0] for part in parts):
        return ()
    return tuple(
        Simple((part["tag"] or "").lower(), frozenset(_NAME.findall(re.sub("[\"']", "", part["names"]))))
        for part in parts
        if part
    )


_NAME = expression(r"[.#][\w-]+|\[[\w=-]+\]")


class ShownTags:
    """Follows the tags of HTML and tells whether the words at this place are shown."""

    def __init__(self) -> None:
        self.selectors: set[Selector] = set()  # of what the page's style sheet hides
        self._open: list[Simple] = []  # elements around this place, where a selector asks for them
        self._hiding = ""  # the element that hides what is in it
        self._depth = 0  # how many elements of its name are open in it
        self._grounds: list[str] = []  # open elements with a ground of their own

    @property
    def is_hidden(self) -> bool:
        return bool(self._hiding)

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take a start tag."""
        if tag in VOID:
            return
        if self._hiding == "p" and tag in ENDS_PARAGRAPH:
            self._hiding = ""
        if self._hiding:
            self._depth += tag == self._hiding
            return
        is_shut = tag == "dialog" and "open" not in attributes
        is_unseen = self._is_selected(tag, attributes) or hides(attributes)
        if is_shut or is_unseen or (is_white(attributes) and not self._grounds):
            self._hiding, self._depth = tag, 1
        elif has_ground(attributes):
            self._grounds.append(tag)

    def _is_selected(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Whether the style sheet hides an element that begins here."""
        if not self.selectors:
            return False
        classes = (attributes.get("class") or "").split()
        names = [*(f".{name}" for name in classes), f"#{attributes.get('id') or ''}"]
        names += [part for name, value in attributes.items() for part in (f"[{name}]", f"[{name}={value or ''}]")]
        element = Simple(tag, frozenset(names))
        is_selected = any(
            selector[-1].fits(element) and _are_around(selector[:-1], self._open) for selector in self.selectors
        )
        if not is_selected:
            self._open.append(element)
        return is_selected

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if not self._hiding and any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass
        if tag == self._hiding:
            self._depth -= 1
            if self._depth == 0:
                self._hiding = ""
        elif self._grounds and self._grounds[-1] == tag:
            self._grounds.pop()


def _are_around(parts: Selector, around: Sequence[Simple]) -> bool:
    """Whether elements fit these parts of a selector, in their order."""
    elements = iter(around)
    return all(any(part.fits(element) for element in elements) for part in parts)


class TagsAround:
    """Follows the tags of HTML and tells whether an element of a kind is around this place."""

    def __init__(self) -> None:
        self._around = ""  # the element of the kind
        self._depth = 0  # how many elements of its name are open in it

    @property
    def is_inside(self) -> bool:
        return bool(self._around)

    def begins(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is of the kind."""
        raise NotImplementedError

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take a start tag."""
        if tag in VOID:
            return
        if self._around == "p" and tag in ENDS_PARAGRAPH:
            self._around = ""
        if self._around:
            self._depth += tag == self._around
        elif self.begins(tag, attributes):
            self.enter(tag)

    def enter(self, tag: str) -> None:
        """Take the open element of this name as one of the kind."""
        self._around, self._depth = tag, 1

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag == self._around:
            self._depth -= 1
            if self._depth == 0:
                self._around = ""


class MarkedTags(TagsAround):
    """Tells whether an element around this place is marked: `<li class="internal">`, a comment of Word."""

    def begins(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        if tag in ("html", "body"):
            return False
        is_comment = _COMMENT_OF_WORD.search(attributes.get("style") or "") is not None
        return is_comment or any(_is_marked(name, value or "") for name, value in attributes.items())


class StruckTags(TagsAround):
    """Tells whether words at this place are struck through, by a tag, a style, or a class of the style sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.classes: set[str] = set()  # those of the page's style sheet that strike words

    def begins(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        if tag in STRIKING or _STRIKES.search(attributes.get("style") or ""):
            return True
        return bool(self.classes) and not self.classes.isdisjoint((attributes.get("class") or "").split())

    def read(self, style: str) -> None:
        """Take the classes of a style sheet."""
        self.classes.update(_STRIKING_CLASS.findall(style))


STRIKING = frozenset({"s", "del", "strike"})
_STRIKES = expression(r"text-decoration(?:-line)?\s*:[^;}]*line-through", re.I)
_STRIKING_CLASS = expression(r"\.([\w-]+)\s*\{[^{}]*text-decoration(?:-line)?\s*:[^;{}]*line-through", re.I)
_COMMENT_OF_WORD = expression(r"mso-element\s*:\s*comment", re.I)
# Elements that end an open paragraph (HTML, 13.1.2.4).
ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr main menu nav ol p pre search section table ul".split()
)


def _is_marked(name: str, value: str) -> bool:
    """Whether an attribute of an element says that it is internal."""
    if name not in ("class", "id") and not name.startswith("data-"):
        return False
    values = value.split() if name == "class" else [value]
    return any(
        is_mark(word.replace("-", " ").replace("_", " ")) for word in values if 2 < len(word) <= MAX_COMMENT_MARK
    )
