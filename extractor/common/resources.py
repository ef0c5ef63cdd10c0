"""Read the data files of the package: words and weights."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent  # the folder of the package


def text_of(name: str) -> str:
    """Return the text of a data file, by its path in the package: "language/people/words.txt"."""
    return (PACKAGE / name).read_text(encoding="utf-8")
