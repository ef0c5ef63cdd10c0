"""Read Rich Text Format (.rtf of WordPad, TextEdit, older Word) as text, by striprtf. Lines are those of the text.

Words that are not shown are no part of the notes: `rtf_visibility`.
"""

from __future__ import annotations

from extractor.common.lazy_regex import expression
from extractor.model import Doubt, RecapError
from extractor.readers.archives import damaged
from extractor.readers.formats.rtf_visibility import shown

# A bullet and the tab behind it, as rich text writes them: "·\tBen to order it".
_BULLET = expression(r"^[ ]*[·•\uf0b7\u00b7][ \t]+")
_DEPTH = 500  # groups within groups; a document of notes has a dozen


def is_rtf(data: bytes) -> bool:
    """Whether the bytes are Rich Text Format."""
    return data.startswith(b"{\\rtf")


def read_rtf(data: bytes, source: str) -> tuple[str, tuple[Doubt, ...]]:
    """The text of a document in Rich Text Format, and a doubt if the document ends too early.

    Raises:
        RecapError: the document is damaged, or its groups are nested too deeply.
    """
    from striprtf.striprtf import rtf_to_text

    raw = data.decode("latin-1")
    deepest, left_open = _nesting(raw)
    if deepest > _DEPTH:
        raise RecapError(f"{source} is nested too deeply for a document of notes; save it as text")
    try:
        text = rtf_to_text(shown(raw), errors="replace")
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, OverflowError) as error:
        raise RecapError(damaged(source, "RTF document")) from error
    cut = Doubt(None, "the RTF document ends in the middle, so some of it is missing; export it from its program again")
    lines = (_as_row(_BULLET.sub("- ", line).rstrip()) for line in text.replace("\r", "").split("\n"))
    return "\n".join(lines), (cut,) if left_open else ()


def _as_row(line: str) -> str:
    """The line as a row of Markdown where striprtf wrote it as a row of a table: "Huw|Move the ewes|"."""
    if not line.endswith("|") or line.count("|") < 2 or line.startswith("|"):
        return line
    return f"| {' | '.join(cell.strip() for cell in line[:-1].split('|'))} |"


def _nesting(raw: str) -> tuple[int, int]:
    """The deepest level of groups, and how many are open at the end; escaped braces left out."""
    depth = deepest = 0
    for brace in _BRACES.findall(raw):
        if brace == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif brace == "}":
            depth -= 1
    return deepest, depth


_BRACES = expression(r"\\[\\{}]|[{}]")
