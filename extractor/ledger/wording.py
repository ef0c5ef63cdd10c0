"""Words that all texts of the ledger share: days, owners, tasks, and aligned columns of a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from extractor.common.escaping import printable
from extractor.common.phrasing import format_day_near
from extractor.ledger.identity import folded
from extractor.output.wording import as_sentence, clip

MAX_TASK = 44  # characters of a task in a list
MAX_QUOTE = 90
NOBODY = "nobody"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(number: int) -> str:
    """Return a number as a word: "second"; "12th" from eleven on."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@lru_cache(4096)
def day_words(day: date | None, near: date | None) -> str:
    """Return a day: "Fri 6 Mar", with its year if `near` is in another; "no date yet" for None."""
    return format_day_near(day, near) if day else "no date yet"


@lru_cache(4096)
def owner_short(owner: str) -> str:
    """Return the first name of a person, and other owners as they are: "Jonas", "Dr Feeney", "everyone"."""
    if owner.casefold() == "all":
        return "everyone"
    words = printable(owner).split()
    if len(words) != 2 or not all(word[:1].isupper() for word in words):
        return " ".join(words)
    is_plain = words[0].isalpha() and len(words[0]) > 2 and words[0].casefold() not in ("mrs", "miss", "the", "prof")
    is_person = words[1][1:].islower() and folded(words[1]) not in ("team", "group", "office", "board", "committee")
    return words[0] if is_plain and is_person else " ".join(words)


def owners_short(owners: Sequence[str], namesakes: frozenset[str] = frozenset()) -> str:
    """Return owners for a column: "Jonas", "Ana, Bob", "nobody".

    Args:
        owners: Their names.
        namesakes: Those that stand in full, as others would be shown by the same word.
    """
    return ", ".join(printable(owner) if owner in namesakes else owner_short(owner) for owner in owners) or NOBODY


def namesakes_among(owners: Iterable[str]) -> frozenset[str]:
    """Return the names that others among them would be shown by, too: "Ana Lopez" and "Ana Silva"."""
    names = set(owners)
    shown = Counter(owner_short(name) for name in names)
    return frozenset(name for name in names if shown[owner_short(name)] > 1)


def task_words(task: str, limit: int = MAX_TASK) -> str:
    """Return a task as a sentence of at most so many characters."""
    return clip(as_sentence(task), limit)


def quoted(words: str, limit: int = MAX_QUOTE) -> str:
    """Return the words of notes in quotation marks."""
    return f'"{clip(printable(words).strip(), limit)}"'


def working_days(start: date, end: date) -> int:
    """Return the number of working days from `start` to `end`, Monday to Friday, without the first."""
    if end < start:
        return -working_days(end, start)
    days = (
        (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
        if (end - start).days < 8
        else None
    )
    if days is not None:
        return sum(day.weekday() < 5 for day in days)
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + working_days(end - timedelta(days=rest), end)


@lru_cache(4096)
def late_words(due: date, today: date) -> str:
    """Return how late something is: "2 working days late", "due today"; "" if it is not."""
    if due == today:
        return "due today"
    if due > today:
        return ""
    days = working_days(due, today)
    return f"{days} working day{'' if days == 1 else 's'} late" if days else "just late"


def times(number: int) -> str:
    """Return how often something was moved: "moved once", "moved 3 times"; "" for never."""
    return {0: "", 1: "moved once", 2: "moved twice"}.get(number, f"moved {number} times")


def columns(rows: Iterable[Sequence[str]], indent: str = "  ", gap: str = "  ") -> list[str]:
    """Return rows as lines in which each column begins at one place; the last column is as long as it is.

    Args:
        rows: Their cells; all rows have as many.
        indent: What each line begins with.
        gap: What stands between two columns.
    """
    cells = [tuple(row) for row in rows]
    if not cells:
        return []
    *widths, _ = [max(map(len, column)) for column in zip(*cells, strict=True)]
    line = indent.replace("%", "%%") + "".join(f"%-{width}s{gap}" for width in widths) + "%s"
    return [(line % row).rstrip() for row in cells]
