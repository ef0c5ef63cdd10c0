"""Escape untrusted text for terminals, CSV cells, mail headers, Markdown and JSON.

Notes and file names may hold any character. All output passes through these functions, so that no control character,
escape sequence, bidirectional override or lone surrogate reaches a terminal, a header or a file.
"""

from __future__ import annotations

from extractor.common.lazy_regex import expression

# Overrides, embeddings and isolates can show "exe.gpj" as "jpg.exe". The marks U+200E and U+200F are kept, because text
# in Arabic or Hebrew needs them.
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSAFE = expression(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\ud800-\udfff\ufffe\uffff]")
_BLANKS = expression(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = expression(rf"[{_BIDI}\ufeff]")
_FORMULA = expression(r"\s*[=+\-@＝＋－＠]")
_MARKUP = expression(r"[\\`*_\[\]<>&|~]")
_LIST_MARK = expression(r"(?:[+\-#=]|\d{1,9}(?=[.)]))")


def printable(text: str) -> str:
    """Return the text as one line without control characters.

    Line breaks and tabs become a space, bidirectional overrides are removed, and other control characters and lone
    surrogates become U+FFFD, which shows that something was there.
    """
    if text.isprintable() or not _UNSAFE.search(text):  # isprintable is faster, and true of nearly all texts
        return text
    return _UNSAFE.sub("\ufffd", _INVISIBLE.sub("", _BLANKS.sub(" ", text)))


def cell(text: str) -> str:
    """Return the text as a spreadsheet cell that is never a formula (OWASP: CSV injection)."""
    text = printable(text)
    return "'" + text if _FORMULA.match(text) else text


def markdown(text: str) -> str:
    """Return Markdown that shows the text as it is, at the start of a line or a list entry too."""
    text = _MARKUP.sub(r"\\\g<0>", printable(text).strip())
    mark = _LIST_MARK.match(text)
    if not mark:
        return text
    return text[: mark.end()] + "\\" + text[mark.end() :] if mark.group()[0].isdigit() else "\\" + text


def json_text(text: str) -> str:
    """Return a JSON document of the same value, in which the characters that `printable` replaces are \\uXXXX.

    `text` is the result of `json.dumps`, whose line breaks are kept.
    """
    return _UNSAFE.sub(lambda match: match.group() if match.group() == "\n" else f"\\u{ord(match.group()):04x}", text)
