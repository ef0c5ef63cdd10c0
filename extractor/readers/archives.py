"""Check zipped documents (OpenDocument, Excel) before anything in them is parsed.

A document is a zip of XML that may come from anywhere. What it unpacks to is bounded, and a part that declares
entities is refused: the formats know none, and entities can grow without end (CWE-776).
"""

from __future__ import annotations

import io
import zipfile
import zlib

from extractor.common.lazy_regex import expression
from extractor.model import RecapError

MAX_UNPACKED = 100 * 1024 * 1024  # bytes of all parts together
MAX_XML = 40 * 1024 * 1024  # bytes of one part that is parsed
MAX_PARTS = 5_000
START = 64 * 1024  # bytes of a part in which a document type must stand
ENTITIES = expression(rb"<!(?:DOCTYPE|ENTITY)", 2)  # 2 is re.IGNORECASE


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
                raise RecapError(f"{source} unpacks to more than notes can hold; it is not opened")
            for part in parts:
                _check_part(archive, part, source, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise RecapError(damaged(source, kind)) from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, source: str, kind: str) -> None:
    if part.flag_bits & 1:
        raise RecapError(f"{source} is locked with a password; save it without one")
    with archive.open(part) as stream:
        start = stream.read(START)
    if not start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return  # a picture, a thumbnail
    if part.file_size > MAX_XML:
        raise RecapError(f"{source} unpacks to more than notes can hold; it is not opened")
    # Zero bytes out, so that UTF-16 hides nothing.
    if ENTITIES.search(start.replace(b"\0", b"")):
        raise RecapError(f"{source} declares entities, which no {kind} does; it is not opened")


def damaged(source: str, kind: str) -> str:
    """The message for a document that cannot be opened."""
    return f"{source} is a damaged {kind}; open it in its program and save it again"
