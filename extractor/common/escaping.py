"""Words of strangers made fit to be shown: text for terminals and cells, headers, Markdown.

Notes and file names may hold anything. What goes out of the program goes through here first, so that no control
character, escape sequence, bidirectional override or lone surrogate reaches a terminal, a header or a file raw.
Every function gives back one line. Standard library only.
"""

from __future__ import annotations

import unicodedata

from extractor.common.lazy_regex import expression

# Overrides, embeddings and isolates can make "exe.gpj" read "jpg.exe"; the plain marks (U+200E, U+200F) are left, as
# text in Arabic or Hebrew needs them.
_BIDI = "\u202a-\u202e\u2066-\u2069"


_UNSAFE = expression(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\ud800-\udfff\ufffe\uffff]")


_BLANKS = expression(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


_INVISIBLE = expression(rf"[{_BIDI}\ufeff]")


_FORMULA = expression(r"\s*[=+\-@＝＋－＠]")


_MARKUP = expression(r"[\\`*_\[\]<>&|~]")


_LIST_MARK = expression(r"(?:[+\-#=]|\d{1,9}(?=[.)]))")


def printable(text: str) -> str:
    """The text as one line that a terminal shows and does not obey.

    Line breaks and tabs become a space, overrides of the writing direction go, other control characters and lone
    surrogates become U+FFFD, so that it stays visible that something was there.
    """
    if text.isprintable() or not _UNSAFE.search(text):  # the first is sooner asked, and says yes to nearly all
        return text
    return _UNSAFE.sub("\ufffd", _INVISIBLE.sub("", _BLANKS.sub(" ", text)))


def cell(text: str) -> str:
    """The text as a spreadsheet's cell: never a formula (OWASP, CSV injection), whatever it begins with."""
    text = printable(text)
    return "'" + text if _FORMULA.match(text) else text


def markdown(text: str) -> str:
    """The text as Markdown that reads the same and marks nothing up, at the beginning of a list entry too."""
    text = _MARKUP.sub(r"\\\g<0>", printable(text).strip())
    mark = _LIST_MARK.match(text)
    if not mark:
        return text
    return text[: mark.end()] + "\\" + text[mark.end() :] if mark.group()[0].isdigit() else "\\" + text


def json_text(text: str) -> str:
    """A JSON document in which what `printable` takes away is written as \\uXXXX; it means the same.

    `text` is what `json.dumps` gave: C0 controls in strings are escaped already, and its own line breaks are left.
    """
    return _UNSAFE.sub(lambda found: found.group() if found.group() == "\n" else f"\\u{ord(found.group()):04x}", text)


def width(text: str) -> int:
    """The columns of a terminal that the text takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
