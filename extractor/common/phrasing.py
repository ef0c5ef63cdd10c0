"""Small phrases that messages and documents share: counts and lists in words, days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

# Not of `strftime`, whose names depend on the machine's language.
DAY_ABBREVIATIONS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def counted(number: int, noun: str) -> str:
    """A count with its noun: "1 note", "1,200 notes"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def and_list(words: Sequence[str]) -> str:
    """The words as a list: "Ana", "Ana and Bob", "Ana, Bob and Kim"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def format_day(day: date) -> str:
    """A day as every message and document writes it: "Fri 6 Mar 2026"."""
    return f"{DAY_ABBREVIATIONS[day.weekday()]} {day.day} {MONTH_ABBREVIATIONS[day.month - 1]} {day.year}"


def format_day_near(day: date, near: date | None) -> str:
    """The same without the year where it is that of `near`: "Fri 6 Mar"."""
    words = format_day(day)
    return words.rsplit(" ", 1)[0] if near is not None and near.year == day.year else words
