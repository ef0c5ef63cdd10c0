"""Format counts, lists and days in the words that all messages and documents share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

# `strftime` would give names in the language of the machine.
DAY_ABBREVIATIONS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def counted(number: int, noun: str) -> str:
    """Return a count with its noun: "1 note", "1,200 notes"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def nearest(word: str, known: Iterable[str], likeness: float = 0.5) -> str | None:
    """Return the known word that a misspelt one is closest to, or None.

    Args:
        word: As it was typed.
        known: The words that may be meant.
        likeness: How much of both must be the same, 0 to 1 (`difflib.SequenceMatcher.ratio`).
    """
    from difflib import get_close_matches  # it is needed after a mistake alone

    return next(iter(get_close_matches(word, [*known], 1, likeness)), None)


def and_list(words: Sequence[str], word: str = "and") -> str:
    """Join words to a list: "Ana", "Ana and Bob", "Ana, Bob and Kim"; `word` stands before the last."""
    return f"{', '.join(words[:-1])} {word} {words[-1]}" if len(words) > 1 else "".join(words)


def format_day(day: date) -> str:
    """Format a day: "Fri 6 Mar 2026"."""
    return f"{DAY_ABBREVIATIONS[day.weekday()]} {day.day} {MONTH_ABBREVIATIONS[day.month - 1]} {day.year}"


def format_day_near(day: date, near: date | None) -> str:
    """Format a day, without the year if `near` is in the same year: "Fri 6 Mar"."""
    words = format_day(day)
    return words.rsplit(" ", 1)[0] if near is not None and near.year == day.year else words
