"""The recap email's words: all that the templates show, finished and printable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import and_list, counted, format_day, format_day_near
from extractor.language.people.name_lists import is_role
from extractor.language.people.roster import Roster
from extractor.model import Action, Person, Recap, RenderOptions
from extractor.output.open_questions import Ask, asks_of
from extractor.output.wording import (
    Entry,
    Point,
    by_due,
    clip,
    entry_of,
    is_for,
    is_overdue,
    meeting_title,
    owner_words,
    point_of,
)

NAMED = 12  # attendees by name before "and 7 more"
SOME = 1000  # entries; a mail that is shortened to fewer leaves out detail as well
NAME_LENGTH = 80  # characters of a name that a greeting shows
SUBJECT_TITLE = 120  # characters of the title that a subject shows

IN_ABSENCE = "assigned in your absence, please confirm"

CORRECT_ME = "Reply if I got anything wrong, and I will correct it."
CORRECT_US = "Please reply if anything is wrong or missing, and we will correct it."
ADD_ME = "Did you take something on? Reply, and I will add it."


def subject(recap: Recap) -> str:
    """The subject of the recap email, one line: "Recap: Weekly sync, Wed 4 Mar 2026"."""
    title = clip(meeting_title(recap), SUBJECT_TITLE) or "our meeting"
    return f"Recap: {title}, {format_day(recap.date)}" if recap.date else f"Recap: {title}"


class Group(NamedTuple):
    """The open actions of one owner, or of owners together."""

    owner: str
    entries: tuple[Entry, ...]
    nobody: bool  # no owner yet
    remark: str  # "assigned in your absence, please confirm" for who was not there


class EmailView(NamedTuple):
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


def mail_of(recap: Recap, options: RenderOptions = RenderOptions()) -> EmailView:  # noqa: B008 - frozen
    """The email's words. Groups stand by their first deadline, then in the order of the notes."""
    open_items = tuple(item for item in recap.items if not item.done)
    client = options.audience == "client"
    there = bool(open_items or recap.decisions)
    reader = _first_name(options.reader)
    return EmailView(
        subject=subject(recap),
        title=meeting_title(recap) or "Our meeting",
        date=format_day(recap.date) if recap.date else "",
        outcome=_outcome(recap, open_items),
        opening=_opening(recap, open_items),
        closing=(CORRECT_US if client else CORRECT_ME) if there else ADD_ME,
        client=client,
        greeting=(f"Hello {reader}," if reader else "Hello,") if client else f"{reader}," if reader else "",
        thanks=_thanks(recap, there) if client else "",
        note=printable(options.note).strip(),
        yours=_yours(recap, open_items, options.reader) if options.reader else None,
        decisions=tuple(point_of(remark) for remark in recap.decisions),
        groups=_groups(recap, open_items),
        done=tuple(entry_of(recap, item) for item in recap.items if item.done),
        asks=asks_of(recap, open_items, tell="please tell us" if client else "tell me"),
        questions=tuple(point_of(remark) for remark in recap.questions),
        next_meeting=format_day(recap.next_meeting) if recap.next_meeting else "",
        attendees=_names(recap.attendees),
        source="" if recap.source == "-" else printable(recap.source),
        farewell="Kind regards," if client else "",
        signature=printable(options.sender.name).strip() if options.sender else "",
        left_out="",
    )


def short_form(mail: EmailView, limit: int, length: int) -> EmailView:
    """The mail with texts of so many characters and lists of so many entries at most, and a word about what is gone.

    Below SOME entries, what is done and where things stand in the notes is left out, too.
    """
    detailed = limit >= SOME

    def entry(one: Entry) -> Entry:
        words = one._replace(task=clip(one.task, length), owner=clip(one.owner, length), said=clip(one.said, length))
        return words if detailed else words._replace(place="", said="" if one.day else words.said)

    def point(one: Point) -> Point:
        return one._replace(text=clip(one.text, length), place=one.place if detailed else "")

    left, groups = limit, []
    for group in mail.groups:
        if left > 0:
            entries = tuple(entry(one) for one in group.entries[:left])
            remark = clip(group.remark, length)
            groups.append(group._replace(owner=clip(group.owner, length), remark=remark, entries=entries))
            left -= len(entries)
    done = mail.done[:limit] if detailed else ()
    kept = sum(len(group.entries) for group in groups)
    counts = (
        ("action", sum(len(group.entries) for group in mail.groups) - kept),
        ("decision", len(mail.decisions[limit:])),
        ("question", len(mail.questions[limit:])),
        ("done action", len(mail.done) - len(done)),
    )
    gone = and_list([counted(number, noun) for noun, number in counts if number]) or "some words"
    return mail._replace(
        subject=clip(mail.subject, 2 * length),
        title=clip(mail.title, length),
        opening=clip(mail.opening, 2 * length),
        note=clip(mail.note, 20 * length),
        greeting=clip(mail.greeting, length),
        yours=mail.yours and mail.yours._replace(entries=tuple(entry(one) for one in mail.yours.entries[:limit])),
        decisions=tuple(point(one) for one in mail.decisions[:limit]),
        groups=tuple(groups),
        done=tuple(entry(one) for one in done),
        asks=tuple(
            ask._replace(entries=tuple(clip(words, 2 * length) for words in ask.entries[:limit])) for ask in mail.asks
        ),
        questions=tuple(point(one) for one in mail.questions[:limit]),
        attendees=clip(mail.attendees, 4 * length),
        source=clip(mail.source, length),
        signature=clip(mail.signature, length),
        left_out=f"The plan is too long for one mail: {gone} left out here. Ask me for the whole of it.",
    )


def _thanks(recap: Recap, there: bool) -> str:
    day = f" on {format_day(recap.date)}" if recap.date else ""
    return f"Thank you for meeting with us{day}." + (" This is what we agreed on." if there else "")


def _first_name(name: str | None) -> str:
    """ "Ana" of "Ana Lopez"; what is no name of a person stays whole."""
    shown = printable(name or "").strip()
    parts = shown.split()
    titled = parts and parts[0].rstrip(".").casefold() in ("mr", "mrs", "ms", "dr", "prof")
    return clip(shown if titled or len(parts) > 3 or is_role(shown) else (parts or [""])[0], NAME_LENGTH)


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


def _outcome(recap: Recap, open_items: tuple[Action, ...]) -> str:
    """The meeting in one line: how many actions, when the first is due, how many are overdue, how many decisions."""
    words = counted(len(open_items), "action") if open_items else "No actions"
    overdue = [item for item in open_items if is_overdue(recap, item)]
    days = sorted(item.due for item in open_items if item.due and not is_overdue(recap, item))
    if days:
        words += (", first due " if len(open_items) > 1 else ", due ") + format_day_near(days[0], recap.date)
    if overdue:
        words += f", {len(overdue)} overdue"
    if recap.decisions:
        words += f"; {counted(len(recap.decisions), 'decision')}"
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
            owner=owner_words(owners),
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
    return IN_ABSENCE if len(gone) == len(owners) else f"{owner_words(tuple(gone))}: {IN_ABSENCE}"


def _names(attendees: tuple[str, ...]) -> str:
    if len(attendees) > NAMED + 1:
        return ", ".join(map(printable, attendees[:NAMED])) + f" and {len(attendees) - NAMED} more"
    return and_list([printable(name) for name in attendees])
