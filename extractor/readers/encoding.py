"""Decode the bytes of a file to text, and refuse files that are not text.

The encoding is that of the byte order mark, else UTF-8, else the one that charset-normalizer finds.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import exists, is_file, is_folder, is_link, read_bounded, reason
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import nearest
from extractor.model import Doubt, RecapError

MAX_BYTES = 20 * 1024 * 1024
MAX_NEIGHBOURS = 1_000  # files of a folder that are compared with a name that does not exist

# The longer mark first: the UTF-32 mark begins with the UTF-16 one.
BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

OLD_OFFICE = "an old office document"
# A zip archive ends with a record of its own, and a comment that is mostly empty; one that was cut has none.
ZIP, END_OF_ZIP, MAX_ZIP_COMMENT = b"PK\x03\x04", b"PK\x05\x06", 66_000
# The first bytes of files that are not text, and what the error message calls them.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (ZIP, "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
)

# Runs that no note needs, and on which an expression that looks for the end of a run from each of its characters takes
# quadratic time: a line of 100,000 brackets, a picture of a megabyte within the text.
MAX_RUN = 500  # equal signs or blanks in a row; a table may be padded to 400
MAX_WORD = 2_000  # characters of a word; a link of a mail filter may have 1,000
_LONG_RUN = expression(
    rf"""(?P<sign>[^\w\s])(?P=sign){{{MAX_RUN},}}
        | (?<![ \t\xa0\u2000-\u200a\u202f\u3000])[ \t\xa0\u2000-\u200a\u202f\u3000]{{{MAX_RUN + 1},}}
        | (?P<word>(?<![\w+/=%.~-])[\w+/=%.~-]{{{MAX_WORD + 1},}})""",  # quotes and brackets end it: they hold markup
    re.VERBOSE,
)

CONTROL = expression(r"[\x00-\x08\x0e-\x1a\x1f\x7f]")


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises RecapError if the file is missing, is a folder, is larger than MAX_BYTES, or cannot be read.
    """
    name = printable(str(path))
    try:
        if is_folder(path):
            raise RecapError(f"{name} is a folder; name one file of notes, or use `recap batch`")
        if exists(path) and not is_file(path):
            return _read_stream(path, name)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise RecapError(_too_large(name, size))
        data = read_bounded(path, MAX_BYTES)
    except FileNotFoundError:
        if is_link(path):
            raise RecapError(f"{name} is a link that leads nowhere; name the file itself") from None
        hint = f"did you mean {close}?" if (close := _close_name(path)) else "check the name of the file"
        raise RecapError(f"{name} does not exist; {hint}") from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "not a valid name"
        raise RecapError(f"{name} cannot be read ({why}); check the file and its permissions") from None
    if len(data) > MAX_BYTES:
        raise RecapError(_too_large(name))
    return data


def _close_name(path: Path) -> str:
    """Return the file of the folder whose name is closest to that of a path that does not exist; "" for none."""
    try:
        names = [entry.name for entry in islice(path.parent.iterdir(), MAX_NEIGHBOURS)]
    except (OSError, ValueError):
        return ""
    close = nearest(path.name, names, 0.8)
    return printable(str(path.with_name(close))) if close else ""


def _read_stream(path: Path, name: str) -> bytes:
    """Return what a pipe or a device gives: "recap <(cat notes.md)". One without an end is refused at MAX_BYTES."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RecapError(_too_large(name))
    return data


def decode(data: bytes, source: str) -> tuple[str, tuple[Doubt, ...]]:
    """Return the text of `data` without its byte order mark, and a doubt if bytes had to be replaced.

    Raises RecapError, which names the file `source`, for more than MAX_BYTES, for binary data and for an unknown
    encoding.
    """
    if len(data) > MAX_BYTES:
        raise RecapError(_too_large(source, len(data)))
    _refuse_other_kinds(data, source)
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, source), ()
    if unmarked := _unmarked_utf16(data):
        return _strict(data, unmarked, source), ()
    if b"\0" in data:
        raise RecapError(_binary(source))
    doubts: tuple[Doubt, ...] = ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text, doubts = _other_encoding(data, source)
    if len(CONTROL.findall(text)) > max(8, len(text) // 20):
        raise RecapError(_binary(source))
    return text, doubts


def _refuse_other_kinds(data: bytes, source: str) -> None:
    """Raise RecapError for bytes that begin as those of a file that is not text."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature) or (len(data) == len(signature) - 1 and signature.startswith(data)):
            if signature == ZIP and END_OF_ZIP not in data[-MAX_ZIP_COMMENT:]:
                from extractor.readers.archives import damaged  # it imports what text files do not need

                raise RecapError(damaged(source, "zip archive or office document"))
            if kind == OLD_OFFICE and source.lower().endswith(".msg"):
                raise RecapError(
                    f"{source} is a message of Outlook; save it there as .eml or as text, and name that file"
                )
            if kind == OLD_OFFICE:
                raise RecapError(f"{source} is {kind}, not text; save it as .docx, .xlsx or plain text")
            raise RecapError(f"{source} is {kind}, not text; save the notes as Markdown or plain text")


def lines_of(text: str) -> list[str]:
    """Return the lines of the notes; all line numbers count these.

    A form feed, a vertical tab, NEL and the Unicode separators end a line too, as in `str.splitlines()`.
    """
    return text.splitlines()


def json_value(text: str) -> Any:
    """Return the value of JSON; half of a sign that was cut in two, as escapes can have it, becomes U+FFFD.

    Raises ValueError for anything else than JSON, and RecursionError where it is too deep.
    """
    import json

    value = json.loads(text)
    if not _HALF.search(text):
        return value
    plain = json.dumps(value, ensure_ascii=False)
    return json.loads(plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


_HALF = expression(r"\\u[dD][89a-fA-F]")


def bounded_runs(text: str) -> str:
    """Return the text with long runs made shorter: of equal signs or blanks the first MAX_RUN, of a word MAX_WORD.

    Lines and markup stay as they are. Linear in time.
    """
    if max(map(len, text.splitlines()), default=0) <= MAX_RUN:
        return text  # no run goes on across the end of a line
    return _LONG_RUN.sub(_shortened, text)


def _shortened(match: re.Match[str]) -> str:
    run = match.group()
    return bounded_runs(run[:MAX_WORD]) + "…" if match["word"] else run[:MAX_RUN]


def _too_large(source: str, size: int | None = None) -> str:
    more = "more" if size is None else f"{size / 2**20:.0f} MB, more"
    return f"{source} is {more} than the limit of {MAX_BYTES // 2**20} MB; split it into one file per meeting"


def _binary(source: str) -> str:
    return f"{source} is binary, not text; save the notes as Markdown or plain text in UTF-8"


def _strict(data: bytes, encoding: str, source: str) -> str:
    """Return the text of data in a known encoding; raises RecapError if it is not in it."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise RecapError(
            f"{source} has the byte order mark of {encoding} but is not {encoding}; save the notes as UTF-8"
        ) from None
    if "\0" in text:
        raise RecapError(_binary(source))
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the kind of UTF-16 without a byte order mark, or None: in English every second byte of it is zero."""
    head = data[: 4096 & ~1]
    if len(head) < 4 or len(data) % 2:
        return None
    pairs = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * pairs and not even:
        return "utf-16-le"
    if even > 0.7 * pairs and not odd:
        return "utf-16-be"
    return None


def _other_encoding(data: bytes, source: str) -> tuple[str, tuple[Doubt, ...]]:
    """Return the text of data that is not valid UTF-8, and a doubt if it is UTF-8 with broken characters."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    intact = sum(1 for character in text if ord(character) > 127) - broken
    if intact > broken:  # damaged UTF-8: any other encoding would garble the intact characters
        line = text[: text.index("\ufffd")].count("\n") + 1
        message = f"{broken} unreadable characters were replaced, the first here; save the notes as UTF-8"
        return text, (Doubt(line, message),)
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    encodings = [str(match.encoding) for match in matches]
    if not encodings:
        raise RecapError(f"the encoding of {source} is not known; save the notes as UTF-8")
    # Short notes in a Western European language fit many single-byte encodings; try the commonest first.
    for encoding in ("cp1252", "latin_1", encodings[0]):
        if encoding in encodings:
            return data.decode(encoding), ()
    return str(matches.best()), ()
