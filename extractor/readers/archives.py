"""Check zipped documents (Word, OpenDocument, Excel) before anything in them is parsed.

A document is a zip of XML that may come from anywhere. What it unpacks to is bounded by unpacking it, not by what its
directory says, and a part that declares entities is refused: the formats know none, and entities can grow without end
(CWE-776). Whether a part is XML is seen in its bytes, not in its name.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from extractor.common.lazy_regex import expression
from extractor.model import RecapError

MAX_UNPACKED = 100 * 1024 * 1024  # bytes of all parts together
MAX_XML = 40 * 1024 * 1024  # bytes of one part that is parsed
MAX_RATIO = 250  # unpacked to packed bytes of a part of more than START; XML of documents has 10 to 50
MAX_PARTS = 5_000
START = 1024 * 1024  # bytes that are unpacked at a time
OVERLAP = 16  # bytes of one piece that are looked at again with the next
ENTITIES = expression(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def holds_part(data: bytes, name: str) -> bool:
    """Whether the bytes are a zip archive that holds a part of this name."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return name.encode() in data  # damaged, and refused as such when it is read


def check_archive(data: bytes, source: str, kind: str) -> None:
    """Refuse an archive that is unsafe to open.

    Args:
        data: the bytes of the file.
        source: the name of the file, for the message.
        kind: what it is, for the message: "OpenDocument text".

    Raises:
        RecapError: it is damaged, locked, unpacks to too much, or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise RecapError(too_large(source))
            unpacked = 0
            for part in parts:
                unpacked += _check_part(archive, part, source, kind)
                if unpacked > MAX_UNPACKED:
                    raise RecapError(too_large(source))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise RecapError(damaged(source, kind)) from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, source: str, kind: str) -> int:
    """Return the bytes that a part unpacks to. Raises RecapError as `check_archive`."""
    if part.flag_bits & 1:
        raise RecapError(f"{source} is locked with a password; save it without one")
    size, before, is_xml = 0, b"", False
    with archive.open(part) as stream:
        while piece := stream.read(START):
            words = piece.replace(b"\0", b"")  # so that UTF-16 hides nothing
            is_xml = is_xml or (not before.strip(_BLANKS) and words.lstrip(_BLANKS).startswith(b"<"))
            size += len(piece)
            if size > (MAX_XML if is_xml else MAX_UNPACKED) or (size > START and size > MAX_RATIO * part.compress_size):
                raise RecapError(too_large(source))
            if is_xml and ENTITIES.search(before + words):
                raise RecapError(f"{source} declares entities, which no {kind} does; it is not opened")
            before = words[-OVERLAP:]
    return size


_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"


def too_large(source: str) -> str:
    """Return the message for a document that unpacks to too much."""
    return f"{source} unpacks to more than notes can hold; it is not opened"


def damaged(source: str, kind: str) -> str:
    """The message for a document that cannot be opened."""
    return f"{source} is a damaged {kind}; export it from its program again, or copy it again"
