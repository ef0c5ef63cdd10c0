"""The error that says what a user can do; apart from the model, so that a command that reads no notes starts fast."""

from __future__ import annotations


def _one_line(text: str) -> str:
    """Return a text as one line of letters; `common.escaping.printable` for the lowest layer."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter in _JOINERS else "\ufffd" for letter in " ".join(text.split())
    )


_JOINERS = "\u200c\u200d\u200e\u200f"  # within emoji and in the text of some scripts


class RecapError(Exception):
    """A request that cannot be done; its message is one line that names the cause and says what to do.

    Characters that a terminal would obey, of the name of a file for instance, are replaced: also callers of the package
    may print it.
    """

    def __init__(self, message: str) -> None:
        super().__init__(_one_line(message))
