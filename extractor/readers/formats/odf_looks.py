"""Tell which styles of OpenDocument hide their words, or strike them through (part 3, 20: formatting attributes)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.readers.css_look import is_near_white

HIDDEN, STRUCK = "hidden", "struck"
MAX_PARENTS = 20  # styles that a style is based on, one on the other
CLEAR = "transparent"
_TINY = expression(r"[0-2](?:\.\d+)?(?:pt|px)")
_CLEAR = expression(r"0(?:\.0+)?%?")


class OdfStyle(NamedTuple):
    """A style: the name of the one that it is based on, "" for none, and its properties by their names."""

    parent: str
    properties: Mapping[str, str]


def looks_of(styles: Mapping[str, OdfStyle]) -> dict[str, str]:
    """Return HIDDEN or STRUCK by the name of each style of which the words are so."""
    found: dict[str, str] = {}
    for name, style in styles.items():
        values = dict(style.properties)
        base = style
        for _ in range(MAX_PARENTS):
            if not base.parent or base.parent not in styles:
                break
            base = styles[base.parent]
            values = {**base.properties, **values}
        if look := _look_of(values):
            found[name] = look
    return found


def _look_of(values: Mapping[str, str]) -> str:
    color, ground = values.get("color", "").strip("#"), values.get("background-color", CLEAR)
    is_white = is_near_white(color) and (ground == CLEAR or is_near_white(ground.strip("#")))
    is_like_ground = bool(color) and color == ground.strip("#")
    is_clear = _CLEAR.fullmatch(values.get("opacity", "")) is not None
    is_tiny = _TINY.fullmatch(values.get("font-size", "")) is not None
    if values.get("display") == "none" or is_white or is_like_ground or is_clear or is_tiny:
        return HIDDEN
    lines = (values.get("text-line-through-style", "none"), values.get("text-line-through-type", "none"))
    return STRUCK if any(line != "none" for line in lines) else ""
