"""Read the data files of the package: words, weights and scripts of pages."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent  # the folder of the package


def text_of(name: str) -> str:
    """Return the text of a data file, by its path in the package: "language/people/words.txt"."""
    return (PACKAGE / name).read_text(encoding="utf-8")


def script_hash(script: str) -> str:
    """Return the hash by which a page's Content-Security-Policy lets this inline script run, and no other."""
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
