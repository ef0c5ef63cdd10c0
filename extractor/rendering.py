"""The recap as a document: e-mail text and HTML, table, JSON, CSV, Markdown.

A `Mail` holds what the templates show as finished, printable words, so that a template only decides where they stand.
Days read "Fri 6 Mar 2026", in English on every machine. Jinja2 is imported here only, on use.
(The module is not called render, as `extractor.render` is the function.)
"""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from extractor.dates import find_dates
from extractor.model import Action, Recap, RecapError, Remark
from extractor.outputs import OUTPUTS
from extractor.safe import cell, markdown, printable, width

if TYPE_CHECKING:
    from jinja2 import Environment

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

TEXT_COLUMNS = 72  # of an e-mail, so that it can be quoted once or twice within 80 (RFC 3676, section 4.2)
TABLE_COLUMNS = 79
LISTED = 6  # a longer list of questions is asked in one line a person: the plan above has the words
NAMED = 12  # attendees by name before "and 7 more"
SUBJECT_TITLE = 120  # characters of the title that a subject shows

NO_OWNER = "No owner yet"
NO_DATE = "no date yet"
INTERNAL = "internal"
EVERYONE = "Everyone"
_TOGETHER = re.compile(
    rf"(?<=\bline) (?=\d)|(?<=\blines) (?=\d)|(?<=\d) (?=(?:{'|'.join(MONTHS)})\b)"
)  # "line 38", "6 Mar"
_DANGLING = " ,;:|/-–—"  # what joins a day to the title before or after it
CORRECT_ME = "Is something wrong or missing? Reply, and I will correct it."
ADD_ME = "Did you take something on? Reply, and I will add it."

# Those that people read first come first.
COLUMNS = (
    "task",
    "owners",
    "due",
    "due_text",
    "status",
    "line",
    "end_line",
    "also",
    "said",
    "private",
    "found_by",
    "confidence",
    "id",
)


def render(recap: Recap, format: str = "text") -> str:
    """The recap as a document that ends with a line break.

    `format` is the name of one of OUTPUTS; RecapError names them all if it is none.
    """
    for output in OUTPUTS:
        if output.name == format:
            return output.write(recap)
    names = ", ".join(output.name for output in OUTPUTS)
    raise RecapError(f"there is no format {printable(format)!r}; choose one of {names}")


def subject(recap: Recap) -> str:
    """The subject of the recap email, one line: "Recap: Weekly sync, Wed 4 Mar 2026"."""
    title = _clip(_title(recap), SUBJECT_TITLE) or "our meeting"
    return f"Recap: {title}, {long_day(recap.date)}" if recap.date else f"Recap: {title}"


def text_email(recap: Recap) -> str:
    """The recap email as plain text, its subject first."""
    return f"Subject: {subject(recap)}\n\n{text_body(recap)}"


def text_body(recap: Recap) -> str:
    """The recap email as plain text of 72 columns, without its subject."""
    words = _environment().get_template("recap.txt.j2").render(mail=mail_of(recap))
    lines = (line for given in words.splitlines() for line in _fold(given.rstrip()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def html_email(recap: Recap) -> str:
    """The recap email as one HTML document with all its styles in it, which loads nothing."""
    return _environment().get_template("recap.html.j2").render(mail=mail_of(recap)).rstrip() + "\n"


def questions(recap: Recap) -> str:
    """What still needs an answer, as text for the terminal: owners, dates, doubts; "" if nothing does."""
    open_items = tuple(item for item in recap.items if not item.done)
    vague = tuple(item for item in open_items if item.due is None and item.due_text)
    blocks = [(ask.question, ask.entries) for ask in _asks(recap, open_items, listed=len(open_items))]
    blocks.append(("Which day is that?", tuple(f"{_asked(item)}: {_words(item)}" for item in vague)))
    blocks.append(("Is this right?", tuple(_doubtful(doubt.line, doubt.message) for doubt in recap.doubts)))
    lines = []
    for question, entries in blocks:
        if entries:
            lines += [question, *(line for entry in entries for line in _fold(f"  - {entry}", TABLE_COLUMNS)), ""]
    return "\n".join(lines[:-1]) + "\n" if lines else ""


def long_day(day: date) -> str:
    """ "Fri 6 Mar 2026"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date, near: date | None) -> str:
    """ "Fri 6 Mar", with the year if it is not that of `near`."""
    return long_day(day) if near is None or near.year != day.year else long_day(day).rsplit(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Entry:
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
    def note(self) -> str:
        """All about an open action but its task and owner: "Fri 6 Mar 2026 (by Friday), overdue, line 14"."""
        return _listed(self.due, "overdue" if self.overdue else "", INTERNAL if self.private else "", self.place)

    @property
    def done_note(self) -> str:
        """All about an action that is done but its task: "Ana, line 14"."""
        return _listed("" if self.owner == NO_OWNER else self.owner, INTERNAL if self.private else "", self.place)


@dataclass(frozen=True, slots=True)
class Group:
    """The open actions of one owner, or of owners together."""

    owner: str
    entries: tuple[Entry, ...]
    nobody: bool  # no owner yet


@dataclass(frozen=True, slots=True)
class Point:
    """A decision or a question."""

    text: str
    place: str
    private: bool

    @property
    def note(self) -> str:
        """ "internal, line 14"."""
        return _listed(INTERNAL if self.private else "", self.place)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to those who read the email, and what it is about."""

    question: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """All that a template of the email sees, as `mail`: words, and tuples of words. "" stands for what is not known."""

    subject: str
    title: str
    date: str
    outcome: str  # "7 actions, first due Fri 6 Mar; 2 decisions"
    opening: str  # the outcome as a sentence, or that there is none
    closing: str  # the invitation to correct
    decisions: tuple[Point, ...]
    groups: tuple[Group, ...]
    done: tuple[Entry, ...]
    asks: tuple[Ask, ...]
    questions: tuple[Point, ...]
    next_meeting: str
    attendees: str
    source: str  # the name of the notes; "" for standard input


def mail_of(recap: Recap) -> Mail:
    """The email's words. Groups stand by their first deadline, then in the order of the notes."""
    open_items = tuple(item for item in recap.items if not item.done)
    return Mail(
        subject=subject(recap),
        title=_title(recap) or "Our meeting",
        date=long_day(recap.date) if recap.date else "",
        outcome=_outcome(recap, open_items),
        opening=_opening(recap, open_items),
        closing=CORRECT_ME if open_items or recap.decisions else ADD_ME,
        decisions=tuple(_point(remark) for remark in recap.decisions),
        groups=_groups(recap, open_items),
        done=tuple(_entry(recap, item) for item in recap.items if item.done),
        asks=_asks(recap, open_items),
        questions=tuple(_point(remark) for remark in recap.questions),
        next_meeting=long_day(recap.next_meeting) if recap.next_meeting else "",
        attendees=_names(recap.attendees),
        source="" if recap.source == "-" else printable(recap.source),
    )


def _title(recap: Recap) -> str:
    """The meeting's title without its day, which stands beside it: "Weekly sync 2026-03-04" is "Weekly sync"."""
    title = printable(recap.title or "").strip()
    for found in find_dates(title, near=recap.date):
        if recap.date and recap.date in (found.day, found.other):
            before = re.sub(r"[(\[]$|\b(?:of|on|for|from|at)(?: the)?$", "", title[: found.start].rstrip(), flags=re.I)
            after = re.sub(r"^[)\]]", "", title[found.end :].lstrip())
            return " ".join(f"{before.rstrip(_DANGLING)} {after.lstrip(_DANGLING)}".split())
    return title


def _outcome(recap: Recap, open_items: tuple[Action, ...]) -> str:
    """The meeting in one line: how many actions, when the first is due, how many are overdue, how many decisions."""
    words = _count(len(open_items), "action") if open_items else "No actions"
    overdue = [item for item in open_items if _overdue(recap, item)]
    days = sorted(item.due for item in open_items if item.due and not _overdue(recap, item))
    if days:
        words += (", first due " if len(open_items) > 1 else ", due ") + short_day(days[0], recap.date)
    if overdue:
        words += f", {len(overdue)} overdue"
    if recap.decisions:
        words += f"; {_count(len(recap.decisions), 'decision')}"
    return words


def _opening(recap: Recap, open_items: tuple[Action, ...]) -> str:
    if open_items:
        return f"{_outcome(recap, open_items)}."
    if recap.decisions:
        return f"{_outcome(recap, open_items)}. As far as the notes say, nobody took anything on."
    return "As far as the notes say, nothing was decided and nobody took anything on."


def _groups(recap: Recap, open_items: tuple[Action, ...]) -> tuple[Group, ...]:
    """The open items by owner. Owners together are a group of their own: their item is told once."""
    by_owner: dict[tuple[str, ...], list[Action]] = {}
    for item in open_items:
        by_owner.setdefault(item.owners, []).append(item)

    def first_due(owners: tuple[str, ...]) -> tuple[bool, date]:
        return not owners, min((item.due for item in by_owner[owners] if item.due), default=date.max)

    return tuple(
        Group(
            owner=_owner(owners),
            entries=tuple(_entry(recap, item) for item in sorted(by_owner[owners], key=_by_due)),
            nobody=not owners,
        )
        for owners in sorted(by_owner, key=first_due)
    )


def _by_due(item: Action) -> tuple[date, int]:
    return item.due or date.max, item.line


def _entry(recap: Recap, item: Action) -> Entry:
    return Entry(
        task=_sentence(item.task),
        owner=_owner(item.owners),
        day=long_day(item.due) if item.due else "",
        said=_words(item) if not _says_only_the_day(recap, item) else "",
        place=_place(item.line, item.end_line, item.also),
        overdue=_overdue(recap, item),
        private=item.private,
    )


def _point(remark: Remark) -> Point:
    return Point(_sentence(remark.text), _place(remark.line, remark.end_line), remark.private)


def _asks(recap: Recap, open_items: tuple[Action, ...], listed: int = LISTED) -> tuple[Ask, ...]:
    """What only the people can answer, as direct questions, each with its items."""
    open_items = tuple(sorted(open_items, key=lambda item: item.line))
    ownerless = [item for item in open_items if not item.owners]
    neither = [item for item in ownerless if _is_undated(item)]
    unowned = [item for item in ownerless if not _is_undated(item)]
    never = [item for item in open_items if item.owners and _is_undated(item)]
    two_days = [item for item in open_items if item.due and item.other_due and item.other_due != item.due]
    asks = (
        Ask(f"Who takes {_these(neither)} on, and by when?", _tasks(neither, listed)),
        Ask(f"Who takes {_these(unowned)} on?", _tasks(unowned, listed)),
        Ask(f"By when will {_these(never)} be done?", _tasks(never, listed)),
        Ask("Which day is meant?", tuple(_choice(recap, item) for item in two_days)),
    )
    return tuple(ask for ask in asks if ask.entries)


def _is_undated(item: Action) -> bool:
    """Whether the notes give neither a day nor words for one."""
    return item.due is None and not item.due_text


def _these(items: list[Action]) -> str:
    return "this" if len(items) == 1 else "these"


def _tasks(items: list[Action], listed: int) -> tuple[str, ...]:
    """The items one by one, or, where they are many, one line for each owner."""
    if len(items) <= listed:
        return tuple(_asked(item) for item in items)
    lines: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        lines.setdefault(item.owners, []).append(str(item.line))
    return tuple(
        f"{_owner(owners) + ': ' if owners else ''}{_count(len(found), 'action')}, "
        f"{'line' if len(found) == 1 else 'lines'} {_and(found)}"
        for owners, found in lines.items()
    )


def _asked(item: Action) -> str:
    """An item as a question names it: "Ana: send the deck (line 14)"."""
    place = _place(item.line, item.end_line)
    task = f"{_owner(item.owners)}: {printable(item.task)}" if item.owners else _sentence(item.task)
    return f"{task} ({place})" if place else task


def _choice(recap: Recap, item: Action) -> str:
    days = sorted(day for day in (item.due, item.other_due) if day)
    said = f"“{_words(item)}” is " if _words(item) else ""
    return f"{_asked(item)}: {said}{' or '.join(short_day(day, recap.date) for day in days)}"


def _doubtful(line: int | None, message: str) -> str:
    return f"line {line}: {printable(message)}" if line else printable(message)


def _overdue(recap: Recap, item: Action) -> bool:
    return bool(item.due and recap.date and item.due < recap.date)


def _words(item: Action) -> str:
    return printable(item.due_text or "").strip()


def _says_only_the_day(recap: Recap, item: Action) -> bool:
    """Whether the words of the deadline are its day once more, "by 6 March": then they need not be shown."""
    for found in find_dates(_words(item), near=recap.date):
        rest = _words(item)[: found.start] + _words(item)[found.end :]
        if item.due and item.due in (found.day, found.other):
            return not re.sub(r"\b(?:by|on|due|until|till|before|the|of|deadline|eta)\b|\W", "", rest, flags=re.I)
    return False


def _owner(owners: tuple[str, ...]) -> str:
    names = [EVERYONE if owner.lower() == "all" else printable(owner) for owner in owners]
    return _and(names) if names else NO_OWNER


def _names(attendees: tuple[str, ...]) -> str:
    if len(attendees) > NAMED + 1:
        return ", ".join(map(printable, attendees[:NAMED])) + f" and {len(attendees) - NAMED} more"
    return _and([printable(name) for name in attendees])


def _place(line: int, end_line: int, also: Iterable[tuple[int, int]] = ()) -> str:
    if line < 1:
        return ""
    words = _lines(line, end_line)
    others = [_lines(first, last).split(" ", 1)[1] for first, last in also if (first, last) != (line, end_line)]
    return f"{words}, also {_and(others)}" if others else words


def _lines(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first}-{last}"


def _listed(*words: str) -> str:
    return ", ".join(word for word in words if word)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _sentence(words: str) -> str:
    """The words with a capital first; a word such as "iOS" or "npm-run" is left as it is."""
    words = printable(words).strip()
    first = words.split(" ", 1)[0].rstrip(",.;:")
    return words[:1].upper() + words[1:] if first.isalpha() and first.islower() else words


def _clip(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def _fold(line: str, columns: int = TEXT_COLUMNS) -> list[str]:
    """The line in as many as it needs; those after the first stand under the words of a list entry."""
    if len(line) <= columns:
        return [line]
    mark = re.match(r"\s*(?:[-*] )?", line)
    indent = " " * len(mark.group() if mark else "")
    whole = _TOGETHER.sub("\0", line)
    folded = textwrap.wrap(whole, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\0", " ") for part in folded]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    # The endings are named, as by default Jinja2 escapes *.html but not *.html.j2.
    return Environment(
        loader=PackageLoader("extractor.templates", ""),
        autoescape=select_autoescape(enabled_extensions=("html", "html.j2"), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def csv_rows(recap: Recap) -> str:
    """The items as CSV (RFC 4180) under a row of names; no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)  # lines end with CR LF (RFC 4180)
    writer.writerow(COLUMNS)
    for item in recap.items:
        values = {
            "task": cell(item.task),
            "owners": cell("; ".join(item.owners)),
            "due": item.due.isoformat() if item.due else "",
            "due_text": cell(item.due_text or ""),
            "status": "done" if item.done else "open",
            "line": item.line,
            "end_line": item.end_line,
            "also": "; ".join(_lines(*place).split(" ", 1)[1] for place in item.also),
            "said": cell(item.said),
            "private": "yes" if item.private else "no",
            "found_by": cell(item.found_by),
            "confidence": item.confidence,
            "id": cell(item.id),
        }
        writer.writerow([values[column] for column in COLUMNS])
    return stream.getvalue()


def markdown_list(recap: Recap) -> str:
    """The plan as Markdown lists, the items with check boxes; nothing in it is markup of the notes."""
    heading = markdown(_title(recap) or "Our meeting") + (f", {long_day(recap.date)}" if recap.date else "")
    lines = [f"# {heading}", "", "## Action items", ""]
    for item in sorted(recap.items, key=lambda item: item.done):
        entry = _entry(recap, item)
        due = f", {markdown(entry.due)}" if item.due or entry.said else ""
        owner = f"**{markdown(entry.owner)}**: " if item.owners else ""
        place = f" ({entry.place})" if entry.place else ""
        private = ", internal" if item.private else ""
        lines.append(f"- [{'x' if item.done else ' '}] {owner}{markdown(entry.task)}{due}{private}{place}")
    if not recap.items:
        lines.append("None found.")
    for title, remarks in (("Decisions", recap.decisions), ("Open questions", recap.questions)):
        if remarks:
            points = [_point(remark) for remark in remarks]
            lines += ["", f"## {title}", ""]
            lines += [f"- {markdown(point.text)}" + (f" ({point.place})" if point.place else "") for point in points]
    return "\n".join(lines) + "\n"


def table(recap: Recap) -> str:
    """The items as a table for the terminal, by deadline; what is done comes last."""
    items = sorted(recap.items, key=lambda item: (item.done, *_by_due(item)))
    if not items:
        return "No actions found.\n"
    rows = [("OWNER", "DUE", "TASK", "LINE")]
    for item in items:
        entry = _entry(recap, item)
        due = entry.day or entry.said or "-"
        state = "done" if item.done else f"{due}, overdue" if entry.overdue else due
        line = str(item.line) if item.line == item.end_line else f"{item.line}-{item.end_line}"
        rows.append((entry.owner if item.owners else "-", state, entry.task, line if item.line else "-"))
    widest = [max(width(row[column]) for row in rows) for column in range(4)]
    sizes = [min(widest[0], 20), min(widest[1], 15), 0, widest[3]]
    sizes[2] = min(widest[2], TABLE_COLUMNS - sum(sizes) - 6)
    lines = []
    for row in rows:
        columns = [_wrap(words, size) for words, size in zip(row, sizes, strict=True)]
        for number in range(max(map(len, columns))):
            cells = [column[number] if number < len(column) else "" for column in columns]
            padded = [words + " " * (size - width(words)) for words, size in zip(cells, sizes, strict=True)]
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _wrap(words: str, columns: int) -> list[str]:
    """The words in lines of so many columns of a terminal at most; a longer word is cut."""
    lines, line = [], ""
    for word in words.split():
        if line and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line = ""
        if not line and width(word) > columns:
            *full, word = _pieces(word, columns)  # noqa: PLW2901
            lines += full
        line = f"{line} {word}" if line else word
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, columns: int) -> list[str]:
    pieces, start, used = [], 0, 0
    for place, letter in enumerate(word):
        taken = width(letter)
        if used + taken > columns and place > start:
            pieces.append(word[start:place])
            start, used = place, 0
        used += taken
    return [*pieces, word[start:]]
