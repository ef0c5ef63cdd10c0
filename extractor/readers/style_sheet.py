"""Read which elements of a page its style sheet hides, or strikes through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.readers import css_look

MAX_PARTS = 4  # of a selector
# Elements without an end tag.
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Rules of a style sheet (CSS 2.1, 4.1.7); those for print say nothing of what is seen.
_RULE = expression(r"(?P<selectors>[^{}@;]{1,300})\{(?P<body>[^{}]{0,2000})\}")
_FOR_PRINT = expression(
    r"@media[^{}]{0,60}\bprint\b[^{}]{0,40}\{(?:[^{}]{0,300}\{[^{}]{0,2000}\}\s{0,20}){0,50}\}", re.I
)
_REMARK = expression(r"/\*[^*]{0,2000}\*/")
_SIMPLE = expression(
    r"(?P<tag>[a-z][a-z0-9]{0,20})?(?P<names>(?:[.#][\w-]{1,60}|\[[\w-]{1,40}(?:=[\"']?[\w-]{0,60}[\"']?)?\]){0,4})",
    re.I,
)
_NAME = expression(r"[.#][\w-]+|\[[\w=-]+\]")
_EXCEPT = expression(r":not\([^()]{0,80}\)")
_BEFORE = expression(r"[^\s+~>]{1,80}\s{0,9}[+~]\s{0,9}")  # an element that stands before, not around
_STRIKES = expression(r"text-decoration(?:-line)?\s*:[^;}]*line-through", re.I)


def strikes(style: str) -> bool:
    """Whether a style strikes words through."""
    return _STRIKES.search(style) is not None


class Simple(NamedTuple):
    """A simple selector of a style sheet, or what an element answers to: its tag, "" for any, and ".class", "[x]"."""

    tag: str
    names: frozenset[str]

    def fits(self, element: Simple) -> bool:
        """Whether the selector is one of this element."""
        return self.tag in ("", element.tag) and self.names <= element.names


Selector = tuple[Simple, ...]  # "div.a p": the element last, those around it before


class StyleSheet:
    """Knows the style sheet of a page, and follows the tags of the page."""

    def __init__(self) -> None:
        self._hiding: set[Selector] = set()
        self._striking: set[Selector] = set()
        self._open: list[Simple] = []  # the elements around this place
        self.hides = self.strikes = False  # what the sheet does to the element that began last

    def read(self, style: str) -> None:
        """Take a style sheet. White words count as hidden where no rule gives a ground."""
        shown = _FOR_PRINT.sub("", _REMARK.sub(" ", style))
        rules = [(rule["selectors"], rule["body"]) for rule in _RULE.finditer(shown)]
        is_dark = any(css_look.has_ground(body) for _, body in rules)
        for selectors, body in rules:
            is_white = not is_dark and css_look.is_near_white(css_look.ink_of(body))
            if css_look.is_unseen(body) or is_white:
                self._hiding.update(_selectors(selectors))
            if strikes(body):
                self._striking.update(_selectors(selectors))

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take a start tag."""
        if tag in VOID or not (self._hiding or self._striking):
            return
        classes = (attributes.get("class") or "").split()
        names = [*(f".{name}" for name in classes), f"#{attributes.get('id') or ''}"]
        names += [part for name, value in attributes.items() for part in (f"[{name}]", f"[{name}={value or ''}]")]
        element = Simple(tag, frozenset(names))
        self.hides, self.strikes = self._is_of(element, self._hiding), self._is_of(element, self._striking)
        self._open.append(element)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def _is_of(self, element: Simple, selectors: set[Selector]) -> bool:
        return any(selector[-1].fits(element) and _are_around(selector[:-1], self._open) for selector in selectors)


def _selectors(words: str) -> Iterator[Selector]:
    """Yield the selectors of a rule that have no other signs than names, ".", "#" and "[]"."""
    for selector in words.split(","):
        plain = _BEFORE.sub("", _EXCEPT.sub("", selector)).replace(">", " ").split()
        parts = [_simple(part) for part in plain]
        if 0 < len(parts) <= MAX_PARTS and None not in parts and plain != ["*"]:
            yield tuple(part for part in parts if part is not None)


def _simple(words: str) -> Simple | None:
    part = _SIMPLE.fullmatch(words)
    if words == "*":
        return Simple("", frozenset())
    if part is None or not part[0]:
        return None
    return Simple((part["tag"] or "").lower(), frozenset(_NAME.findall(re.sub("[\"']", "", part["names"]))))


def _are_around(parts: Selector, around: Sequence[Simple]) -> bool:
    """Whether elements fit these parts of a selector, in their order."""
    elements = iter(around)
    return all(any(part.fits(element) for element in elements) for part in parts)
