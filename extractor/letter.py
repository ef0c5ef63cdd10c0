"""The recap email's words: what the templates show, finished and printable, so that they only decide where it stands.

Days read "Fri 6 Mar 2026", in English on every machine. "" stands for what is not known.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.dates.calendar_names import MONTH_ABBREVIATIONS, long_day, short_day
from extractor.language.people.name_lists import is_role
from extractor.language.people.roster import Roster
from extractor.model import Action, Person, Recap, Remark, Wishes

TERMINAL = 79
TEXT_COLUMNS = 72  # of an e-mail, so that it can be quoted once or twice within 80 (RFC 3676, section 4.2)
LISTED = 6  # a longer list of questions is asked in one line a person: the plan above has the words
NAMED = 12  # attendees by name before "and 7 more"
SOME = 1000  # entries; a mail that is shortened to fewer leaves out detail as well
NAME_LENGTH = 80  # characters of a name that a greeting shows
SUBJECT_TITLE = 120  # characters of the title that a subject shows

NO_OWNER = "No owner yet"
NO_DATE = "no date yet"
INTERNAL = "internal"
IN_ABSENCE = "assigned in your absence, please confirm"
EVERYONE = "Everyone"
_TOGETHER = expression(
    rf"(?<=\bline) (?=\d)|(?<=\blines) (?=\d)|(?<=\d) (?=(?:{'|'.join(MONTH_ABBREVIATIONS)})\b)"
)  # "line 38", "6 Mar"
_DANGLING = " ,;:|/-–—"  # what joins a day to the title before or after it
CORRECT_ME = "Reply if I got anything wrong, and I will correct it."
CORRECT_US = "Please reply if anything is wrong or missing, and we will correct it."
ADD_ME = "Did you take something on? Reply, and I will add it."


def subject(recap: Recap) -> str:
    """The subject of the recap email, one line: "Recap: Weekly sync, Wed 4 Mar 2026"."""
    title = _clip(meeting_title(recap), SUBJECT_TITLE) or "our meeting"
    return f"Recap: {title}, {long_day(recap.date)}" if recap.date else f"Recap: {title}"


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
            lines += [question, *(line for entry in entries for line in fold(f"  - {entry}", TERMINAL)), ""]
    return "\n".join(lines[:-1]) + "\n" if lines else ""


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


class Group(NamedTuple):
    """The open actions of one owner, or of owners together."""

    owner: str
    entries: tuple[Entry, ...]
    nobody: bool  # no owner yet
    remark: str  # "assigned in your absence, please confirm" for who was not there


class Point(NamedTuple):
    """A decision or a question."""

    text: str
    place: str
    private: bool

    @property
    def note(self) -> str:
        """ "internal, line 14"."""
        return _listed(INTERNAL if self.private else "", self.place)


class Ask(NamedTuple):
    """A question to those who read the email, and what it is about."""

    question: str
    entries: tuple[str, ...]
    proposal: str = ""  # what holds without an answer, where there is something


class Mail(NamedTuple):
    """All that a template of the email sees, as `mail`: words, and tuples of words. "" stands for what is not known."""

    subject: str
    title: str
    date: str
    outcome: str  # "7 actions, first due Fri 6 Mar; 2 decisions"
    opening: str  # the outcome as a sentence, or that there is none
    closing: str  # the invitation to correct
    client: bool  # for people outside: formal, and nothing private
    greeting: str  # "Hello Dana,"
    thanks: str
    note: str  # the sender's own line
    yours: Yours | None  # the part of the one whom this mail is for
    decisions: tuple[Point, ...]
    groups: tuple[Group, ...]
    done: tuple[Entry, ...]
    asks: tuple[Ask, ...]
    questions: tuple[Point, ...]
    next_meeting: str
    attendees: str
    source: str  # the name of the notes; "" for standard input
    farewell: str  # "Kind regards,"
    signature: str
    left_out: str  # what a form that had to be shortened leaves out, as a sentence


class Yours(NamedTuple):
    """The part of one reader, before the plan of all."""

    opening: str  # "You have 2 actions, first due Fri 6 Mar."
    remark: str
    entries: tuple[Entry, ...]


def mail_of(recap: Recap, wishes: Wishes = Wishes()) -> Mail:  # noqa: B008 - frozen
    """The email's words. Groups stand by their first deadline, then in the order of the notes."""
    open_items = tuple(item for item in recap.items if not item.done)
    client = wishes.audience == "client"
    there = bool(open_items or recap.decisions)
    reader = _first_name(wishes.reader)
    return Mail(
        subject=subject(recap),
        title=meeting_title(recap) or "Our meeting",
        date=long_day(recap.date) if recap.date else "",
        outcome=_outcome(recap, open_items),
        opening=_opening(recap, open_items),
        closing=(CORRECT_US if client else CORRECT_ME) if there else ADD_ME,
        client=client,
        greeting=(f"Hello {reader}," if reader else "Hello,") if client else f"{reader}," if reader else "",
        thanks=_thanks(recap, there) if client else "",
        note=printable(wishes.note).strip(),
        yours=_yours(recap, open_items, wishes.reader) if wishes.reader else None,
        decisions=tuple(point_of(remark) for remark in recap.decisions),
        groups=_groups(recap, open_items),
        done=tuple(entry_of(recap, item) for item in recap.items if item.done),
        asks=_asks(recap, open_items, tell="please tell us" if client else "tell me"),
        questions=tuple(point_of(remark) for remark in recap.questions),
        next_meeting=long_day(recap.next_meeting) if recap.next_meeting else "",
        attendees=_names(recap.attendees),
        source="" if recap.source == "-" else printable(recap.source),
        farewell="Kind regards," if client else "",
        signature=printable(wishes.sender.name).strip() if wishes.sender else "",
        left_out="",
    )


def short_form(mail: Mail, limit: int, length: int) -> Mail:
    """The mail with texts of so many characters and lists of so many entries at most, and a word about what is gone.

    Below SOME entries, what is done and where things stand in the notes is left out, too.
    """
    detailed = limit >= SOME

    def entry(one: Entry) -> Entry:
        words = one._replace(task=_clip(one.task, length), owner=_clip(one.owner, length), said=_clip(one.said, length))
        return words if detailed else words._replace(place="", said="" if one.day else words.said)

    def point(one: Point) -> Point:
        return one._replace(text=_clip(one.text, length), place=one.place if detailed else "")

    left, groups = limit, []
    for group in mail.groups:
        if left > 0:
            entries = tuple(entry(one) for one in group.entries[:left])
            remark = _clip(group.remark, length)
            groups.append(group._replace(owner=_clip(group.owner, length), remark=remark, entries=entries))
            left -= len(entries)
    done = mail.done[:limit] if detailed else ()
    kept = sum(len(group.entries) for group in groups)
    counts = (
        ("action", sum(len(group.entries) for group in mail.groups) - kept),
        ("decision", len(mail.decisions[limit:])),
        ("question", len(mail.questions[limit:])),
        ("done action", len(mail.done) - len(done)),
    )
    gone = _and([_count(number, noun) for noun, number in counts if number]) or "some words"
    return mail._replace(
        subject=_clip(mail.subject, 2 * length),
        title=_clip(mail.title, length),
        opening=_clip(mail.opening, 2 * length),
        note=_clip(mail.note, 20 * length),
        greeting=_clip(mail.greeting, length),
        yours=mail.yours and mail.yours._replace(entries=tuple(entry(one) for one in mail.yours.entries[:limit])),
        decisions=tuple(point(one) for one in mail.decisions[:limit]),
        groups=tuple(groups),
        done=tuple(entry(one) for one in done),
        asks=tuple(
            ask._replace(entries=tuple(_clip(words, 2 * length) for words in ask.entries[:limit])) for ask in mail.asks
        ),
        questions=tuple(point(one) for one in mail.questions[:limit]),
        attendees=_clip(mail.attendees, 4 * length),
        source=_clip(mail.source, length),
        signature=_clip(mail.signature, length),
        left_out=f"The plan is too long for one mail: {gone} left out here. Ask me for the whole of it.",
    )


def _thanks(recap: Recap, there: bool) -> str:
    day = f" on {long_day(recap.date)}" if recap.date else ""
    return f"Thank you for meeting with us{day}." + (" This is what we agreed on." if there else "")


def _first_name(name: str | None) -> str:
    """ "Ana" of "Ana Lopez"; what is no name of a person stays whole."""
    shown = printable(name or "").strip()
    parts = shown.split()
    titled = parts and parts[0].rstrip(".").casefold() in ("mr", "mrs", "ms", "dr", "prof")
    return _clip(shown if titled or len(parts) > 3 or is_role(shown) else (parts or [""])[0], NAME_LENGTH)


def is_for(item: Action, reader: str) -> bool:
    """Whether an item is the reader's to do, alone or with others."""
    return any(owner == reader or owner.casefold() == "all" for owner in item.owners)


def _yours(recap: Recap, open_items: tuple[Action, ...], reader: str) -> Yours:
    mine = tuple(sorted((item for item in open_items if is_for(item, reader)), key=by_due))
    words = _outcome(replace(recap, decisions=()), mine)
    opening = f"You have {words[0].lower()}{words[1:]}."
    remark = f"{IN_ABSENCE.capitalize()}." if mine and was_absent(recap, reader) else ""
    return Yours(opening, remark, tuple(entry_of(recap, item) for item in mine))


def was_absent(recap: Recap, owner: str) -> bool:
    """Whether an owner is somebody who was not at the meeting, as far as its list of those present says."""
    if not recap.attendees or owner.casefold() == "all" or any(ch in owner for ch in "()"):
        return False
    there = Roster(tuple(Person(name) for name in recap.attendees))
    if there.known(owner):
        return False
    named = {person.name: person.present for person in recap.people}
    if owner in named:
        return named[owner] is not True
    return not is_role(owner) and there.name_shaped(owner) and not owner.isupper()


def meeting_title(recap: Recap) -> str:
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
            entries=tuple(entry_of(recap, item) for item in sorted(by_owner[owners], key=by_due)),
            nobody=not owners,
            remark=_absence(recap, owners),
        )
        for owners in sorted(by_owner, key=first_due)
    )


def _absence(recap: Recap, owners: tuple[str, ...]) -> str:
    """What stands beside owners of whom some were not there: it names these, unless they are all."""
    gone = [owner for owner in owners if was_absent(recap, owner)]
    if not gone:
        return ""
    return IN_ABSENCE if len(gone) == len(owners) else f"{_owner(tuple(gone))}: {IN_ABSENCE}"


def by_due(item: Action) -> tuple[date, int]:
    return item.due or date.max, item.line


def entry_of(recap: Recap, item: Action) -> Entry:
    return Entry(
        task=_sentence(item.task),
        owner=_owner(item.owners),
        day=long_day(item.due) if item.due else "",
        said=_words(item) if not _says_only_the_day(recap, item) else "",
        place=_place(item.line, item.end_line, item.also),
        overdue=_overdue(recap, item),
        private=item.private,
    )


def point_of(remark: Remark) -> Point:
    return Point(_sentence(remark.text), _place(remark.line, remark.end_line), remark.private)


def _asks(recap: Recap, open_items: tuple[Action, ...], listed: int = LISTED, tell: str = "tell me") -> tuple[Ask, ...]:
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
        Ask(f"By when will {_these(never)} be done?", _tasks(never, listed), _target(recap, tell)),
        Ask("Is this the right day?", tuple(_choice(recap, item) for item in two_days)),
    )
    return tuple(ask for ask in asks if ask.entries)


def _target(recap: Recap, tell: str) -> str:
    """A proposal for what has no date, where the notes name a day to meet again."""
    if recap.next_meeting is None or (recap.date and recap.next_meeting <= recap.date):
        return ""
    return f"Targeting our next meeting, {short_day(recap.next_meeting, recap.date)}: {tell} if that does not work."


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
    """ "Ana: send the deck (line 14): targeting Wed 11 Mar for “next Wednesday”. Tell me if it is Wed 18 Mar." """
    days = [short_day(day, recap.date) for day in (item.due, item.other_due) if day]
    said = f" for “{_words(item)}”" if _words(item) else ""
    return f"{_asked(item)}: targeting {days[0]}{said}. Tell me if it is {days[1]}."


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
    words = lines_said(line, end_line)
    others = [lines_said(first, last).split(" ", 1)[1] for first, last in also if (first, last) != (line, end_line)]
    return f"{words}, also {_and(others)}" if others else words


def lines_said(first: int, last: int) -> str:
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


def fold(line: str, columns: int = TEXT_COLUMNS) -> list[str]:
    """The line in as many as it needs; those after the first stand under the words of a list entry."""
    if len(line) <= columns:
        return [line]
    mark = re.match(r"\s*(?:[-*] )?", line)
    indent = " " * len(mark.group() if mark else "")
    whole = _TOGETHER.sub("\0", line)
    folded = textwrap.wrap(whole, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [part.replace("\0", " ") for part in folded]
