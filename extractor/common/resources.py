"""The data in the package, words and weights, as text."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent  # the folder of the package


def text_of(name: str) -> str:
    """The text of a file of the package by its name, relative to it: "language/people/words.txt"."""
    return (PACKAGE / name).read_text(encoding="utf-8")
