"""Bold and colour for documents on a terminal, by rich; none with NO_COLOR, TERM=dumb or without a terminal.

Only the document changes its look: no letter of it is added, left out or moved. Rich is imported on use.
"""

from __future__ import annotations

import io
import os
import sys

# What is set off in the mail, the table and the answers of `recap check`, `explain` and `waiting`.
PATTERNS = (
    r"(?m)^(?P<title>[A-Z]{3}[A-Z ]*)$",  # PLEASE REPLY
    r"(?m)\A(?P<title>Subject:.*|OWNER +DUE +TASK.*)$",
    r"(?m)^(?P<group>(?!- )\S.*)(?=\n  )",  # the line above those that are indented: an owner, a question
    r"(?P<lacking>\b(?:[Nn]o date yet|[Nn]o day yet|[Nn]o owner yet|overdue|\d+ (?:working )?days? late)\b)",
    r"(?m)(?P<place> \[\d[\d, also-]*\])$",  # the lines of the notes
)
STYLES = {"title": "bold cyan", "group": "bold", "lacking": "yellow", "place": "dim"}


def wanted() -> bool:
    """Whether standard output is a terminal that shows colour, and the user wants it (no-color.org)."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in ("", "dumb")


def coloured(document: str) -> str:
    """Return a document of text with the escape sequences of its look."""
    from rich.console import Console
    from rich.text import Text

    text = Text(document, end="")
    for pattern in PATTERNS:
        text.highlight_regex(pattern, style_prefix="")
    for at, span in enumerate(text.spans):
        text.spans[at] = span._replace(style=STYLES[str(span.style)])
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", legacy_windows=False, no_color=False
    )
    with console.capture() as capture:
        console.print(text, soft_wrap=True, markup=False, highlight=False, end="")
    return capture.get()
