"""Tell from a style of HTML whether its words are shown: not if they are not drawn, of no size, or of no colour."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression

_STYLE = expression(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|opacity\s*:\s*0(?:\.0+)?%?\s*(?:;|!|$)|transform\s*:\s*scale[xy]?\(\s*0|mso-hide\s*:\s*all"
    r"|font\s*:\s*0(?:px|pt)?[/\s]|font-size\s*:\s*(?:0(?:\.\d+)?(?:px|pt|em|rem)?|[12](?:\.\d+)?(?:px|pt))\s*(?:;|$|!)"
    r"|(?:left|right|top|text-indent|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]?(?:px)?[\s,]"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.I,
)
_NO_SIZE = expression(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.I)
_CUT_OFF = expression(r"(?:^|[;\s])overflow(?:-[xy])?\s*:\s*hidden", re.I)
_INK = expression(r"(?:^|[;\s])color\s*:\s*(?P<color>[^;!]{1,60})", re.I)
_PAPER = expression(r"(?:^|[;\s])background(?:-color)?\s*:\s*(?P<color>[^;!]{1,60})", re.I)
_GROUND = expression(r"background(?:-color|-image)?\s*:\s*(?!none|transparent|inherit|initial|white|#f{3})", re.I)
# Colours (CSS Color 4, 4 and 5): the names of sixteen, "#fff", "rgb(255 255 255)", "hsl(0, 0%, 100%)".
_NAMED = {
    "black": "000000",
    "silver": "c0c0c0",
    "gray": "808080",
    "grey": "808080",
    "white": "ffffff",
    "maroon": "800000",
    "red": "ff0000",
    "purple": "800080",
    "fuchsia": "ff00ff",
    "green": "008000",
    "lime": "00ff00",
    "olive": "808000",
    "yellow": "ffff00",
    "navy": "000080",
    "blue": "0000ff",
    "teal": "008080",
    "aqua": "00ffff",
}
_HEX = expression(r"#(?P<short>[0-9a-f]{3,4})\b|#(?P<long>[0-9a-f]{6}(?:[0-9a-f]{2})?)\b", re.I)
_RGB = expression(
    r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*(?P<alpha>\d{0,3}(?:\.\d{1,4})?%?)\s*)?\)", re.I
)
_HSL = expression(r"hsla?\([^()%]{1,12}[\s,]\d{1,3}(?:\.\d{1,4})?%[\s,]+(?P<light>\d{1,3}(?:\.\d{1,4})?)%", re.I)
NEAR_WHITE = 0xFD  # of each part of a colour
WHITE_LIGHT = 99.0  # per cent of lightness


def is_unseen(style: str) -> bool:
    """Whether a style keeps words from being shown: not drawn, of no size, without colour, or black on black."""
    if not style:
        return False
    if _STYLE.search(style) or (_NO_SIZE.search(style) and _CUT_OFF.search(style)):
        return True
    ink = _color(style, _INK)
    return ink == "" or (ink is not None and ink == _color(style, _PAPER))


def _color(style: str, where: re.Pattern[str]) -> str | None:
    """Return a colour of a style as six hexadecimal digits; "" for one that is transparent, None for none or others."""
    found = where.search(style)
    if found is None:
        return None
    value = found["color"].strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if digits := _HEX.match(value):
        figures = digits["long"] or "".join(2 * digit for digit in digits["short"])
        return "" if figures[6:] == "00" else figures[:6]
    if parts := _RGB.match(value):
        is_clear = parts["alpha"] is not None and float(parts["alpha"].strip("%.") or 0) == 0
        return "" if is_clear else "".join(f"{min(255, int(part)):02x}" for part in parts.groups()[:3])
    if light := _HSL.match(value):
        return "ffffff" if float(light["light"]) >= WHITE_LIGHT else None
    return "" if value == "transparent" else None


def is_near_white(color: str | None) -> bool:
    """Whether a colour, as `ink_of` returns it, cannot be told from white."""
    return bool(color) and all(int((color or "")[at : at + 2], 16) >= NEAR_WHITE for at in (0, 2, 4))


def ink_of(style: str) -> str | None:
    """Return the colour of the words of a style as six hexadecimal digits; "" for a clear one, None for none."""
    return _color(style, _INK)


def paper_of(style: str) -> str | None:
    """Return the colour of the ground of a style, as `ink_of` returns that of the words."""
    return _color(style, _PAPER)


def has_ground(style: str) -> bool:
    """Whether a style gives a ground that is not white."""
    return _GROUND.search(style) is not None
