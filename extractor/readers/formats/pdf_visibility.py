"""Read the text of a page of a PDF without the words that it does not show: white, invisible and transparent ones.

pypdf calls a visitor before each operator of the page (ISO 32000-1, annex A). This one follows the colour that words
are filled with and their mode, and takes the letters out of operators that show nothing. White words on a filled shape
or a picture are shown. Words in the invisible mode are those of a scan whose text was recognised, where the page shows
hardly any others.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

LEAST_WHITE = 0.98  # of a part of a colour, of 1
MAX_SHAPES = 500  # of a page on which words can stand
SHARE_OF_SCAN = 0.1  # letters that a scan shows besides the picture: its page number, a stamp
_INVISIBLE = (3, 7)  # text rendering modes that paint nothing
_FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
_ENDS_PATH = frozenset({b"S", b"s", b"n"})
_POINTS = {b"m": 1, b"l": 1, b"c": 3, b"v": 2, b"y": 2}
_WORDS = frozenset({b"Tj", b"TJ", b"'", b'"'})

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _State:
    """What of the graphics state tells whether words are shown."""

    white: bool = False
    mode: int = 0
    transparent: bool = False


class PageText(NamedTuple):
    """The text of a page that is shown, and whether the page holds words that are not."""

    text: str
    hides_words: bool


def text_of(page: Any) -> PageText:
    """Return the text of a page of pypdf that is shown."""
    visitor = _Visitor(_transparent_states(page))
    text = str(page.extract_text(visitor_operand_before=visitor.visit))
    if visitor.invisible and visitor.has_picture and visitor.shown < SHARE_OF_SCAN * visitor.invisible:
        visitor = _Visitor(_transparent_states(page), modes=())
        text = str(page.extract_text(visitor_operand_before=visitor.visit))
    return PageText(text, visitor.hidden > 0)


def _transparent_states(page: Any) -> frozenset[str]:
    """Return the names of the graphics states of a page in which fills are transparent."""
    try:
        states = page["/Resources"].get_object()["/ExtGState"].get_object()
        return frozenset(str(name) for name in states if float(states[name].get_object().get("/ca", 1)) <= 0.02)
    except (KeyError, TypeError, ValueError, AttributeError):
        return frozenset()


class _Visitor:
    def __init__(self, transparent: frozenset[str], modes: Sequence[int] = _INVISIBLE) -> None:
        self.shown = self.invisible = self.hidden = 0  # letters, as far as they can be told
        self.has_picture = False
        self._transparent, self._modes = transparent, modes
        self._state, self._saved = _State(), list[_State]()
        self._path: list[tuple[float, float]] = []
        self._grounds: list[Box] = []

    def visit(self, operator: bytes, operands: list[Any], cm: Sequence[float], tm: Sequence[float]) -> None:
        """Take an operator before pypdf does; of one that shows words, take them out if they are not shown."""
        with suppress(TypeError, ValueError, IndexError):  # an operator of a damaged page, which pypdf passes over
            self._follow(operator, operands, cm, tm)

    def _follow(self, operator: bytes, operands: list[Any], cm: Sequence[float], tm: Sequence[float]) -> None:
        if operator in _WORDS:
            self._see_words(operator, operands, _moved(cm, tm[4], tm[5]))
        elif operator in _POINTS or operator == b"re" or operator in _FILLS or operator in _ENDS_PATH:
            self._draw(operator, operands, cm)
        elif operator in (b"Do", b"INLINE IMAGE", b"sh"):
            self.has_picture = True
            self._add_ground([_moved(cm, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))])
        elif operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q":
            self._state = self._saved.pop() if self._saved else self._state
        else:
            self._state = self._after(operator, operands)

    def _after(self, operator: bytes, operands: list[Any]) -> _State:
        """Return the state behind an operator that may change it."""
        if operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            return replace(self._state, white=_is_white(operands))
        if operator == b"cs":
            return replace(self._state, white=False)
        if operator == b"Tr" and operands:
            return replace(self._state, mode=int(operands[0]))
        if operator == b"gs" and operands:
            return replace(self._state, transparent=str(operands[0]) in self._transparent)
        return self._state

    def _see_words(self, operator: bytes, operands: list[Any], place: tuple[float, float]) -> None:
        at = 2 if operator == b'"' else 0
        if len(operands) <= at:
            return
        words = operands[at]
        letters = sum(len(part) for part in words if isinstance(part, str | bytes)) if operator == b"TJ" else len(words)
        is_invisible = self._state.mode in self._modes
        if is_invisible:
            self.invisible += letters
        if is_invisible or self._state.transparent or (self._state.white and not self._stands_on_ground(place)):
            operands[at] = type(words)()
            self.hidden += letters
        else:
            self.shown += letters

    def _draw(self, operator: bytes, operands: list[Any], cm: Sequence[float]) -> None:
        """Follow the path of a shape; a filled one of another colour than white is a ground."""
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = map(float, operands)
            self._path += [_moved(cm, x, y), _moved(cm, x + width, y), _moved(cm, x, y + height)]
            self._path.append(_moved(cm, x + width, y + height))
        elif count := _POINTS.get(operator):
            numbers = [float(number) for number in operands[: 2 * count]]
            self._path += [_moved(cm, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        else:
            if operator in _FILLS and not self._state.white:
                self._add_ground(self._path)
            self._path = []

    def _add_ground(self, points: Sequence[tuple[float, float]]) -> None:
        if points and len(self._grounds) < MAX_SHAPES:
            across, along = [x for x, _ in points], [y for _, y in points]
            self._grounds.append((min(across), min(along), max(across), max(along)))

    def _stands_on_ground(self, place: tuple[float, float]) -> bool:
        x, y = place
        return any(left <= x <= right and low <= y <= high for left, low, right, high in self._grounds)


def _moved(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    """Return a point in the space that a matrix leads to."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _is_white(operands: Sequence[Any]) -> bool:
    """Whether a colour, as its parts in grey, in red, green and blue, or in the four of printing, is white."""
    try:
        parts = [float(part) for part in operands]
    except (TypeError, ValueError):
        return False  # a pattern
    if len(parts) == 4:
        return all(part <= 1 - LEAST_WHITE for part in parts)
    return len(parts) in (1, 3) and all(part >= LEAST_WHITE for part in parts)
