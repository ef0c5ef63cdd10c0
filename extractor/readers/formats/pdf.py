"""Read the text layer of a PDF, by pypdf: lines joined to paragraphs, page furniture left out.

Headers, footers and page numbers that repeat from page to page, line numbers at the margin, and words that are not
shown (`pdf_visibility`) are no part of the notes. The columns of a table are gaps in its lines. A scan has no text and
is refused. Lines are those of the text that is left, counted through all pages.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.language.columns import column_kind
from extractor.model import RecapError
from extractor.readers.archives import damaged
from extractor.readers.copied_pages import with_whole_words
from extractor.readers.formats.pdf_visibility import text_of
from extractor.readers.formats.typed_tables import regions

MAX_PAGES = 500
MAX_TITLES = 14  # words of the titles of a table's columns
EDGE = 3  # lines at the top and at the bottom of a page that may be a header or a footer
_PAGE = expression(r"\s*(?:page\s+)?[-–—]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—]?\s*", re.I)
_LINE_NUMBER = expression(r"\s{0,4}\d{1,4}\s{1,8}(?=\S)")


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF; a mark of some bytes may stand before it (ISO 32000-1, annex H)."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, source: str) -> str:
    """The text of a PDF without its page furniture.

    Raises:
        RecapError: the document is damaged, locked, too long, or a scan without text.
    """
    pages = _pages(data, source)
    if not any(re.search(r"\w", line) for page in pages for line in page):
        raise RecapError(f"{source} has no text, it is a scan; run text recognition on it, or save the notes as text")
    clean = (_without_line_numbers(page) for page in _without_furniture(pages))
    return "\n".join(line for page in clean for line in (*with_whole_words(page), ""))


def _pages(data: bytes, source: str) -> list[list[str]]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a file is no message of ours
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RecapError(f"{source} is locked with a password; save it without one")
        if len(reader.pages) > MAX_PAGES:
            raise RecapError(f"{source} has more than {MAX_PAGES} pages; name a document of notes")
        return [_lines(page) for page in reader.pages]
    except RecapError:
        raise
    except (PyPdfError, LookupError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise RecapError(damaged(source, "PDF")) from error
    except (NotImplementedError, ImportError) as error:
        raise RecapError(f"{source} is encrypted; save it without a password") from error


def _lines(page: Any) -> list[str]:
    """The lines of a page, with its columns apart where it holds a table of actions and all of its words are shown."""
    text, hides_words = text_of(page)
    lines = [line.rstrip() for line in text.replace("\0", "").split("\n")]
    if hides_words or not (any(map(_names_columns, lines)) or _stacks_columns(lines)):
        return lines
    laid_out = str(page.extract_text(extraction_mode="layout")).replace("\0", "").split("\n")
    return [line.rstrip() for line in laid_out] if regions(laid_out) else lines


def _names_columns(line: str) -> bool:
    """Whether a line is nothing but titles of columns: "Ref Action Owner By when"."""
    words = line.split()
    kinds = Counter(map(column_kind, words))
    known = kinds.total() - kinds[""]
    return 2 <= len(words) <= MAX_TITLES and known >= 2 and known >= len(words) / 2 and len(kinds) > 1


def _stacks_columns(lines: Sequence[str]) -> bool:
    """Whether titles of columns stand on lines of their own, one below the other, as some programs write cells."""
    kinds = [column_kind(line.strip()) if 0 < len(line.split()) <= MAX_STACKED else "" for line in lines]
    return any(
        len(_TOLD & set(kinds[at : at + 3])) > 1 and all(lines[at + more].strip() for more in range(3))
        for at in range(len(lines) - 2)
    )


MAX_STACKED = 4  # words of a title that stands on a line of its own
_TOLD = frozenset({"owner", "task", "due", "status"})


def _without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the lines that open or close most of them."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line) for line in _edges(page) if line.strip()})
    repeated = {shape for shape, count in counts.items() if len(pages) > 1 and count > len(pages) / 2}
    kept = []
    for page in pages:
        edges = set(range(EDGE)) | set(range(len(page) - EDGE, len(page)))
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not (at in edges and (_shape(line) in repeated or _PAGE.fullmatch(line)))
            ]
        )
    return kept


def _edges(page: Sequence[str]) -> list[str]:
    return [*page[:EDGE], *page[max(EDGE, len(page) - EDGE) :]]


def _shape(line: str) -> str:
    """A line without its numbers, so that "Page 2 of 9" is like "Page 3 of 9"."""
    return re.sub(r"\d+", "#", " ".join(line.split()).casefold())


def _without_line_numbers(page: Sequence[str]) -> list[str]:
    """The lines of a page, without numbers at the margin where nearly all lines have one in rising order."""
    words = [line for line in page if line.strip()]
    numbers = [int(found.group()) for line in words if (found := _LINE_NUMBER.match(line))]
    rising = numbers == sorted(numbers) and len(set(numbers)) == len(numbers)
    if len(words) < 5 or len(numbers) < 0.9 * len(words) or not rising:
        return list(page)
    return [_LINE_NUMBER.sub("", line, count=1) for line in page]
