"""Phrases that several documents share. Days read "Fri 6 Mar 2026"; "" stands for what is not known."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import MONTH_ABBREVIATIONS, and_list, format_day
from extractor.dates.absolute import find_dates
from extractor.model import Action, Recap, Remark

TEXT_COLUMNS = 72  # of an e-mail, so that it can be quoted once or twice within 80 (RFC 3676, section 4.2)

NO_OWNER = "No owner yet"
NO_DATE = "no date yet"
INTERNAL = "internal"

EVERYONE = "Everyone"
_TOGETHER = expression(
    rf"(?<=\bline) (?=\d)|(?<=\blines) (?=\d)|(?<=\d) (?=(?:{'|'.join(MONTH_ABBREVIATIONS)})\b)"
)  # "line 38", "6 Mar"
_DANGLING = " ,;:|/-–—"  # what joins a day to the title before or after it


class Entry(NamedTuple):
    """One action as the email shows it."""

    task: str
    owner: str  # "Ana and Bob", "Everyone", "No owner yet"
    day: str  # "Fri 6 Mar 2026"; "" if the notes name none
    said: str  # the words of the notes for it where they say more than the day does, "by Friday"
    place: str  # "line 14", "lines 14-16, also 40"; "" for what stands nowhere in the notes
    overdue: bool  # due before the meeting
    private: bool

    @property
    def due(self) -> str:
        """Day and words in one: "Fri 6 Mar 2026 (by Friday)", "after the release (no day yet)", "no date yet"."""
        if self.day:
            return f"{self.day} ({self.said})" if self.said else self.day
        return f"{self.said} (no day yet)" if self.said else NO_DATE

    @property
    def where(self) -> str:
        """Where the notes say it, and whether that is internal: "line 14, internal"."""
        return _listed(self.place, INTERNAL if self.private else "")

    @property
    def note(self) -> str:
        """All about an open action but its task and owner: "Fri 6 Mar 2026 (by Friday), overdue, line 14"."""
        return _listed(self.due, "overdue" if self.overdue else "", INTERNAL if self.private else "", self.place)

    @property
    def done_note(self) -> str:
        """All about an action that is done but its task: "Ana, line 14"."""
        return _listed("" if self.owner == NO_OWNER else self.owner, INTERNAL if self.private else "", self.place)


class Point(NamedTuple):
    """A decision or a question."""

    text: str
    place: str
    private: bool

    @property
    def note(self) -> str:
        """ "internal, line 14"."""
        return _listed(INTERNAL if self.private else "", self.place)


def is_for(item: Action, reader: str) -> bool:
    """Whether an item is the reader's to do, alone or with others."""
    return any(owner == reader or owner.casefold() == "all" for owner in item.owners)


def meeting_title(recap: Recap) -> str:
    """The meeting's title without its day, which stands beside it: "Weekly sync 2026-03-04" is "Weekly sync"."""
    title = printable(recap.title or "").strip()
    for found in find_dates(title, near=recap.date):
        if recap.date and recap.date in (found.day, found.other):
            before = re.sub(r"[(\[]$|\b(?:of|on|for|from|at)(?: the)?$", "", title[: found.start].rstrip(), flags=re.I)
            after = re.sub(r"^[)\]]", "", title[found.end :].lstrip())
            return " ".join(f"{before.rstrip(_DANGLING)} {after.lstrip(_DANGLING)}".split())
    return title


def by_due(item: Action) -> tuple[date, int]:
    return item.due or date.max, item.line


def entry_of(recap: Recap, item: Action) -> Entry:
    return Entry(
        task=as_sentence(item.task),
        owner=owner_words(item.owners),
        day=format_day(item.due) if item.due else "",
        said=due_words(item) if not _says_only_the_day(recap, item) else "",
        place=place_words(item.line, item.end_line, item.also),
        overdue=is_overdue(recap, item),
        private=item.private,
    )


def point_of(remark: Remark) -> Point:
    return Point(as_sentence(remark.text), place_words(remark.line, remark.end_line), remark.private)


def is_overdue(recap: Recap, item: Action) -> bool:
    return bool(item.due and recap.date and item.due < recap.date)


def due_words(item: Action) -> str:
    return printable(item.due_text or "").strip()


def _says_only_the_day(recap: Recap, item: Action) -> bool:
    """Whether the words of the deadline are its day once more, "by 6 March": then they need not be shown."""
    for found in find_dates(due_words(item), near=recap.date):
        rest = due_words(item)[: found.start] + due_words(item)[found.end :]
        if item.due and item.due in (found.day, found.other):
            return not re.sub(r"\b(?:by|on|due|until|till|before|the|of|deadline|eta)\b|\W", "", rest, flags=re.I)
    return False


def owner_words(owners: tuple[str, ...]) -> str:
    names = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in owners]
    return and_list(names) if names else NO_OWNER


def place_words(line: int, end_line: int, also: Iterable[tuple[int, int]] = ()) -> str:
    if line < 1:
        return ""
    words = lines_said(line, end_line)
    others = [lines_said(first, last).split(" ", 1)[1] for first, last in also if (first, last) != (line, end_line)]
    return f"{words}, also {and_list(others)}" if others else words


def lines_said(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first}-{last}"


def _listed(*words: str) -> str:
    return ", ".join(word for word in words if word)


def as_sentence(words: str) -> str:
    """The words with a capital first; a word such as "iOS" or "npm-run" is left as it is."""
    words = printable(words).strip()
    first = words.split(" ", 1)[0].rstrip(",.;:")
    return words[:1].upper() + words[1:] if first.isalpha() and first.islower() else words


def clip(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def fold(line: str, columns: int = TEXT_COLUMNS) -> list[str]:
    """The line in as many as it needs; those after the first stand under the words of a list entry."""
    if len(line) <= columns:
        return [line]
    mark = re.match(r"\s*(?:[-*] )?", line)
    indent = " " * len(mark.group() if mark else "")
    whole = _TOGETHER.sub("\0", line)
    folded = textwrap.wrap(whole, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\0", " ") for part in folded]
