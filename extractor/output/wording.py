"""Phrases that several documents share; "" stands for what is unknown.

Days read "Fri 6 Mar", with the year where it is not the meeting's.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import DAY_ABBREVIATIONS, MONTH_ABBREVIATIONS, and_list, format_day_near
from extractor.dates.absolute import find_dates

if TYPE_CHECKING:
    from extractor.model import Action, Recap, Remark

EMAIL_COLUMNS = 72  # so that a mail can be quoted once or twice within 80 (RFC 3676, section 4.2)
TERMINAL_COLUMNS = 79

NO_OWNER = "No owner yet"
NO_DATE = "no date yet"  # the notes give neither a day nor words
NO_DAY = "no day yet"  # the notes give only words, "after the release"
INTERNAL = "internal"
EVERYONE = "Everyone"

_UNBREAKABLE_SPACE = expression(
    rf"(?<=\bline) (?=\d)|(?<=\blines) (?=\d)|(?<=\d) (?=(?:{'|'.join(MONTH_ABBREVIATIONS)})\b)"
)  # "line 38", "6 Mar"
_TITLE_SEPARATORS = " ,;:|/-–—"  # between a title and its day


class Entry(NamedTuple):
    """An action as the email shows it."""

    task: str
    owner: str  # "Ana and Bob", "Everyone", "No owner yet"
    day: str  # "Fri 6 Mar"; "" if the notes give none
    said: str  # the notes' words for the deadline, "end of the week"; "" if they plainly mean the day
    place: str  # "line 14", "lines 14-16, also 40"; "" for an item that is not in the notes, or where it is not shown
    overdue: bool  # due before the meeting
    private: bool
    ask: str = ""  # what the reader is asked about its day: "by Tue 10 Mar?", "or Wed 18 Mar?"
    id: str = ""  # "[k7m]", where a ledger knows the action

    @property
    def due(self) -> str:
        """Day and words together: "Fri 6 Mar (this week)", "after the release (no day yet)", "no date yet"."""
        if self.day:
            return f"{self.day} ({self.said})" if self.said else self.day
        return f"{self.said} ({NO_DAY})" if self.said else NO_DATE

    @property
    def note(self) -> str:
        """All about an open action except task, owner and place: "Fri 6 Mar (this week), overdue"."""
        due = "" if self.ask and self.due == NO_DATE else self.due
        return _join(due, "overdue" if self.overdue else "", self.ask, INTERNAL if self.private else "")

    @property
    def lines(self) -> str:
        """The place without its noun: "14-16, also 40"."""
        return _without_noun(self.place)

    @property
    def done_note(self) -> str:
        """All about a done action except its task and place: "Ana, internal"."""
        return _join("" if self.owner == NO_OWNER else self.owner, INTERNAL if self.private else "")


class Point(NamedTuple):
    """A decision or an open question as the email shows it."""

    text: str
    place: str
    private: bool

    @property
    def note(self) -> str:
        """Whether it is internal: "internal"."""
        return INTERNAL if self.private else ""

    @property
    def lines(self) -> str:
        """The place without its noun: "14-16"."""
        return _without_noun(self.place)


def is_for(item: Action, reader: str) -> bool:
    """Whether an item is the reader's to do, alone or with others."""
    return any(owner == reader or owner.casefold() == "all" for owner in item.owners)


def meeting_title(recap: Recap) -> str:
    """Return the meeting's title without its day, which documents show beside it.

    "Weekly sync 2026-03-04" becomes "Weekly sync".
    """
    title = printable(recap.title or "").strip()
    for found in find_dates(title, near=recap.date):
        if recap.date and recap.date in (found.day, found.other):
            before = re.sub(r"[(\[]$|\b(?:of|on|for|from|at)(?: the)?$", "", title[: found.start].rstrip(), flags=re.I)
            after = re.sub(r"^[)\]]", "", title[found.end :].lstrip())
            return " ".join(f"{before.rstrip(_TITLE_SEPARATORS)} {after.lstrip(_TITLE_SEPARATORS)}".split())
    return title


def by_due(item: Action) -> tuple[date, int]:
    """Return the key that sorts items by deadline, then by line; items without a day come last."""
    return item.due or date.max, item.line


def entry_of(recap: Recap, item: Action, *, places: bool = True) -> Entry:
    """Return an item of the recap in the words of the email.

    Args:
        recap: The recap.
        item: One of its items.
        places: Whether the reader has the notes, so that line numbers mean something.
    """
    return Entry(
        task=as_sentence(item.task),
        owner=owner_words(item.owners),
        day=format_day_near(item.due, recap.date) if item.due else "",
        said="" if _says_only_the_day(recap, item) else due_words(item),
        place=place_words(item.line, item.end_line, item.also) if places else "",
        overdue=is_overdue(recap, item),
        private=item.private,
        id=f"[{item.short}]" if item.short else "",
    )


def point_of(remark: Remark, *, places: bool = True) -> Point:
    """Return a decision or an open question in the words of the email, without its place if not `places`."""
    place = place_words(remark.line, remark.end_line) if places else ""
    return Point(as_sentence(remark.text), place, remark.private)


def is_overdue(recap: Recap, item: Action) -> bool:
    """Whether an item was due before the meeting."""
    return bool(item.due and recap.date and item.due < recap.date)


def due_words(item: Action) -> str:
    """Return the notes' words for the deadline of an item, "by Friday"."""
    return printable(item.due_text or "").strip()


# Words that name a day plainly: "by Friday", "on Tuesday", "tomorrow"; not "next Friday", "Friday noon", "this week".
_PLAIN_DAY = expression(
    rf"""\W*(?:(?:by|on|until|till?|due|deadline|eta|is|the|of|this|coming|for|latest|at)\b\W*)*
    (?P<day>(?:{"|".join(DAY_ABBREVIATIONS)})(?:s|nes|rs|urs|ur)?(?:day)?|today|tomorrow|tmrw)?
    \W*(?:\bat\ the\ latest\W*)?""",
    re.VERBOSE | re.IGNORECASE,
)


def _says_only_the_day(recap: Recap, item: Action) -> bool:
    """Whether the words of the deadline plainly mean its day ("by Friday", "by 6 March"), and so need not be shown."""
    words, dated = due_words(item), False
    for found in find_dates(words, near=recap.date):
        if item.due and item.due in (found.day, found.other):
            words, dated = words[: found.start] + words[found.end :], True
            break
    plain = _PLAIN_DAY.fullmatch(words)
    return plain is not None and item.due is not None and (dated or plain["day"] is not None)


def owner_words(owners: tuple[str, ...]) -> str:
    """Return owners as words: "Ana and Bob", "Everyone", "No owner yet"."""
    names = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in owners]
    return and_list(names) if names else NO_OWNER


def place_words(line: int, end_line: int, also: Iterable[tuple[int, int]] = ()) -> str:
    """Return places in the notes as words: "lines 14-16, also 40"; "" where `line` is 0, for an item added by hand.

    Args:
        line: The first line.
        end_line: The last line.
        also: First and last line of the other places.
    """
    if line < 1:
        return ""
    words = line_words(line, end_line)
    others = [line_range(first, last) for first, last in also if (first, last) != (line, end_line)]
    return f"{words}, also {and_list(others)}" if others else words


def line_words(first: int, last: int) -> str:
    """Return a range of lines with its noun: "line 14", "lines 14-16"."""
    return f"{'line' if last <= first else 'lines'} {line_range(first, last)}"


def line_range(first: int, last: int) -> str:
    """Return a range of lines: "14", "14-16"."""
    return str(first) if last <= first else f"{first}-{last}"


def _without_noun(place: str) -> str:
    """Return a place without "line" or "lines"."""
    return re.sub(r"^lines? ", "", place)


def _join(*words: str) -> str:
    return ", ".join(word for word in words if word)


def as_sentence(words: str) -> str:
    """Capitalise the first word, unless it is a name such as "iOS" or "npm-run"."""
    words = printable(words).strip()
    if not words[:1].islower():
        return words
    first = words.partition(" ")[0].rstrip(",.;:")
    return words[0].upper() + words[1:] if first.isalpha() and first.islower() else words


def clip(words: str, limit: int) -> str:
    """Shorten the words to at most `limit` characters, at a space, with "…" at the end."""
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def fold(line: str, columns: int = EMAIL_COLUMNS) -> list[str]:
    """Wrap a line at `columns` characters; further lines are indented to the words of its list entry."""
    if len(line) <= columns:
        return [line]
    mark = re.match(r"\s*(?:[-*] )?", line)
    indent = " " * len(mark.group() if mark else "")
    whole = _UNBREAKABLE_SPACE.sub("\0", line)
    wrapped = textwrap.wrap(whole, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\0", " ") for part in wrapped]
