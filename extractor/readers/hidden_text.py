"""Find what a document holds but does not show: comments, invisible words, folded parts marked as internal.

Comments are no part of the notes; one that is a mark ("<!-- internal -->") becomes "[internal]". A container with a
mark ("::: internal", "<div class=internal>", "<details>" with the summary "Internal") becomes a line "[internal]"
where it begins and "[/internal]" where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.common.lazy_regex import expression
from extractor.readers import css_look
from extractor.readers.confidential_marks import is_mark
from extractor.readers.style_sheet import VOID, strikes

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
    return css_look.is_near_white(ink_of(attributes)) and not has_ground(attributes)


def has_ground(attributes: Mapping[str, str | None]) -> bool:
    """Whether an HTML element has a ground on which white words can be read."""
    ground = (attributes.get("bgcolor") or attributes.get("background") or "").strip().lower()
    return ground not in ("", "white", "#fff", "#ffffff") or css_look.has_ground(attributes.get("style") or "")


class ShownTags:
    """Follows the tags of HTML and tells whether the words at this place are shown."""

    def __init__(self) -> None:
        self._hiding = ""  # the element that hides what is in it
        self._depth = 0  # how many elements of its name are open in it
        self._grounds: list[tuple[str, str]] = []  # open elements with a ground of their own, and its colour

    @property
    def is_hidden(self) -> bool:
        return bool(self._hiding)

    def start(self, tag: str, attributes: Mapping[str, str | None], *, by_sheet: bool = False) -> None:
        """Take a start tag.

        Args:
            tag: The name of the element.
            attributes: Its attributes.
            by_sheet: Whether the style sheet of the page hides it.
        """
        if tag in VOID:
            return
        if self._hiding == "p" and tag in ENDS_PARAGRAPH:
            self._hiding = ""
        if self._hiding:
            self._depth += tag == self._hiding
            return
        is_shut = tag == "dialog" and "open" not in attributes
        ground = _ground_of(attributes)
        ink = ink_of(attributes)
        around = ground or (self._grounds[-1][1] if self._grounds else "")
        if is_shut or by_sheet or hides(attributes) or (ink and ink == around) or (is_white(attributes) and not around):
            self._hiding, self._depth = tag, 1
        elif ground:
            self._grounds.append((tag, ground))

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag == self._hiding:
            self._depth -= 1
            if self._depth == 0:
                self._hiding = ""
        elif self._grounds and self._grounds[-1][0] == tag:
            self._grounds.pop()


def ink_of(attributes: Mapping[str, str | None]) -> str | None:
    """Return the colour of the words of an HTML element, by its style or its attribute, as `css_look` does."""
    color = css_look.ink_of(attributes.get("style") or "")
    return css_look.ink_of(f"color:{attributes['color']}") if color is None and attributes.get("color") else color


def _ground_of(attributes: Mapping[str, str | None]) -> str:
    """Return the colour of the ground of an HTML element; "other" for a picture, "" for none of its own."""
    if not has_ground(attributes):
        return ""
    named = attributes.get("bgcolor") or ""
    style = f"{attributes.get('style') or ''};background:{named}" if named else attributes.get("style") or ""
    return css_look.paper_of(style) or "other"


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

    def start(self, tag: str, attributes: Mapping[str, str | None], *, by_sheet: bool = False) -> None:
        """Take a start tag.

        Args:
            tag: The name of the element.
            attributes: Its attributes.
            by_sheet: Whether the style sheet of the page makes it one of the kind.
        """
        if tag in VOID:
            return
        if self._around == "p" and tag in ENDS_PARAGRAPH:
            self._around = ""
        if self._around:
            self._depth += tag == self._around
        elif by_sheet or self.begins(tag, attributes):
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
    """Tells whether words at this place are struck through, by a tag or a style."""

    def begins(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        return tag in STRIKING or strikes(attributes.get("style") or "")


STRIKING = frozenset({"s", "del", "strike"})
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
