"""Word the recap email: the finished, printable values that its templates show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import and_list, counted, format_day, format_day_near
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster
from extractor.model import Action, Person, Recap, RenderOptions
from extractor.output.mail.since import SinceLine, corrections, counts, since_lines
from extractor.output.open_questions import Ask, ask_about_day, asks_of, needing_answer, proposed_day
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

MAX_NAMED_ATTENDEES = 12  # then "and 7 more"
MAX_GREETING_NAME = 80  # characters
MAX_SUBJECT_TITLE = 120  # characters of the meeting's title

IN_ABSENCE = "assigned in your absence, please confirm"
IN_ABSENCE_ANSWER = 'in your absence: please answer "ok", another day, or "not me"'  # where actions have ids

CORRECT_ME = "Reply if I got anything wrong, and I will correct it."
CORRECT_US = "Please reply if anything is wrong or missing, and we will correct it."
ADD_ME = "Did you take something on? Reply, and I will add it."
ADD_US = "Please reply if something is missing, and we will add it."
UNASSIGNED = "Further actions"  # to a client, who need not read that nobody of us has taken them on
MAX_GREETED = 3  # people of the client whom the letter greets by name


def subject(recap: Recap) -> str:
    """Return the subject of the recap email, one line: "Recap: Weekly sync, Wed 4 Mar 2026"."""
    title = clip(meeting_title(recap), MAX_SUBJECT_TITLE) or "our meeting"
    return f"Recap: {title}, {format_day(recap.date)}" if recap.date else f"Recap: {title}"


def subject_of(recap: Recap, options: RenderOptions) -> str:
    """Return the subject that the user gave, one line, else `subject`."""
    return " ".join(printable(options.subject).split()) or subject(recap)


class Group(NamedTuple):
    """The open actions of an owner, or of owners together."""

    owner: str
    entries: tuple[Entry, ...]
    nobody: bool  # no owner yet
    remark: str  # "assigned in your absence, please confirm"; "" for owners who were at the meeting


class EmailView(NamedTuple):
    """What a template of the email sees as `mail`. "" stands for what is unknown or does not apply."""

    subject: str
    title: str
    date: str
    outcome: str  # "7 actions, first due Fri 6 Mar; 2 need an answer; 2 decisions"
    opening: str  # the outcome as a sentence, or that nothing was decided
    closing: str  # asks for corrections
    client: bool  # for a client: formal, and without private parts
    greeting: str  # "Hello Dana,"
    thanks: str
    note: str  # the sender's own words
    yours: Yours | None  # the part of the reader, in a draft for one person
    decisions: tuple[Point, ...]
    groups: tuple[Group, ...]
    done: tuple[Entry, ...]
    asks: tuple[Ask, ...]
    assumption: str  # what applies where nobody answers, as a sentence
    questions: tuple[Point, ...]
    since: tuple[SinceLine, ...]  # what became of earlier promises, where a ledger knows them; then `done` is empty
    corrected: tuple[str, ...]  # what the notes say otherwise than when their recap was sent
    answer: str  # how to answer with the ids of a ledger, as a sentence
    next_meeting: str
    attendees: str
    source: str  # the file name of the notes, "your notes" for standard input; "" where no line numbers are shown
    farewell: str  # "Kind regards,"
    signature: str
    left_out: str  # what a shortened mail leaves out, as a sentence


class Yours(NamedTuple):
    """The part of one reader, which comes before the whole plan."""

    opening: str  # "You have 2 actions, first due Fri 6 Mar."
    remark: str
    entries: tuple[Entry, ...]


def email_view(recap: Recap, options: RenderOptions = RenderOptions()) -> EmailView:  # noqa: B008 - frozen
    """Return the values for the templates. Groups are ordered by their first deadline, then as in the notes."""
    open_items = tuple(item for item in recap.items if not item.done)
    client = options.audience == "client"
    places = not client and not options.reader  # who gets a part of their own need not have the notes
    others = tuple(item for item in open_items if not (options.reader and is_for(item, options.reader)))
    asked_items = _asked_items(recap, open_items, options)
    has_plan = bool(open_items or recap.decisions)
    reader = _first_name(options.reader)
    return EmailView(
        subject=subject_of(recap, options),
        title=meeting_title(recap) or "Our meeting",
        date=format_day(recap.date) if recap.date else "",
        outcome=_outcome(recap, open_items, asked_items),
        opening=_with_counts(_opening(recap, open_items, asked_items), recap, client=client),
        closing=_closing(recap, has_plan=has_plan, client=client),
        client=client,
        greeting=_client_greeting(recap, options.reader) if client else f"{reader}," if reader else "",
        thanks=_thanks(recap, has_plan) if client else "",
        note=printable(options.note).strip(),
        yours=_yours(recap, open_items, options) if options.reader else None,
        decisions=tuple(point_of(remark, places=places) for remark in recap.decisions),
        groups=_groups(recap, others, places=places, client=client),
        done=() if recap.since else tuple(entry_of(recap, item, places=places) for item in recap.items if item.done),
        # In a draft for one person, what is asked about their own work stands beside it.
        asks=asks_of(recap, [item for item in asked_items if not (options.reader and item.owners)]),
        assumption=_assumption(recap, asked_items, client=client),
        questions=tuple(point_of(remark, places=places) for remark in recap.questions),
        since=since_lines(recap),
        corrected=corrections(recap),
        answer=_answer(open_items),
        next_meeting=format_day(recap.next_meeting) if recap.next_meeting else "",
        attendees=_attendees(recap.attendees),
        source=source_words(recap) if places and _has_lines(recap) else "",
        farewell="Kind regards," if client else "",
        signature=printable(options.sender.name).strip() if options.sender else "",
        left_out="",
    )


class ShortForm(NamedTuple):
    """How far a mail that is too long is shortened."""

    max_entries: int  # of each list; of all groups together
    max_length: int  # characters of a task or a name; longer texts get a multiple of it
    detailed: bool = False  # whether done actions and line numbers stay

    def entry(self, entry: Entry) -> Entry:
        """Return an action in this form."""
        task, owner, said = (clip(words, self.max_length) for words in (entry.task, entry.owner, entry.said))
        entry = entry._replace(task=task, owner=owner, said=said)
        return entry if self.detailed else entry._replace(place="", said="" if entry.day else said)

    def point(self, point: Point) -> Point:
        """Return a decision or question in this form."""
        return point._replace(text=clip(point.text, self.max_length), place=point.place if self.detailed else "")

    def ask(self, ask: Ask) -> Ask:
        """Return a question to the readers in this form."""
        return Ask(clip(ask.who, self.max_length), clip(ask.request, 2 * self.max_length))

    def groups(self, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        """Return the first groups in this form; the rest is left out."""
        left, shortened = self.max_entries, []
        for group in groups:
            if left > 0:
                owner, remark = clip(group.owner, self.max_length), clip(group.remark, self.max_length)
                entries = tuple(map(self.entry, group.entries[:left]))
                shortened.append(group._replace(owner=owner, remark=remark, entries=entries))
                left -= len(entries)
        return tuple(shortened)


def shorten(mail: EmailView, form: ShortForm) -> EmailView:
    """Return the mail in a shorter form, with a sentence about what is left out."""
    most, length = form.max_entries, form.max_length
    short = mail._replace(
        subject=clip(mail.subject, 2 * length),
        title=clip(mail.title, length),
        opening=clip(mail.opening, 2 * length),
        note=clip(mail.note, 20 * length),
        greeting=clip(mail.greeting, length),
        yours=mail.yours and mail.yours._replace(entries=tuple(map(form.entry, mail.yours.entries[:most]))),
        decisions=tuple(map(form.point, mail.decisions[:most])),
        groups=form.groups(mail.groups),
        done=tuple(map(form.entry, mail.done[:most])) if form.detailed else (),
        asks=tuple(map(form.ask, mail.asks[:most])),
        questions=tuple(map(form.point, mail.questions[:most])),
        since=tuple(line.shortened(most, 2 * length) for line in mail.since),
        corrected=tuple(clip(words, 2 * length) for words in mail.corrected[:most]),
        attendees=clip(mail.attendees, 4 * length),
        source=clip(mail.source, length),
        signature=clip(mail.signature, length),
    )
    return short._replace(left_out=_left_out(mail, short))


def _left_out(mail: EmailView, short: EmailView) -> str:
    """Count what a shortened mail leaves out of the whole one."""
    counts = (
        ("action", _group_entries(mail) - _group_entries(short)),
        ("decision", len(mail.decisions) - len(short.decisions)),
        ("question", len(mail.questions) + len(mail.asks) - len(short.questions) - len(short.asks)),
        ("done action", len(mail.done) - len(short.done)),
    )
    excluded = and_list([counted(number, noun) for noun, number in counts if number]) or "some words"
    return f"The plan is too long for one mail: {excluded} left out here. Ask me for the whole of it."


def _group_entries(mail: EmailView) -> int:
    return sum(len(group.entries) for group in mail.groups)


def _thanks(recap: Recap, has_plan: bool) -> str:
    day = f" on {format_day(recap.date)}" if recap.date else ""
    return f"Thank you for meeting with us{day}." + (" This is what we agreed on." if has_plan else "")


def _asked_items(recap: Recap, open_items: tuple[Action, ...], options: RenderOptions) -> tuple[Action, ...]:
    """Return the items about which the mail asks: a client only about what they do themselves."""
    if options.audience == "client":
        theirs = {person.name for person in recap.people if person.client}
        open_items = tuple(item for item in open_items if item.owners and theirs.issuperset(item.owners))
    reader = options.reader
    return tuple(item for item in open_items if not reader or not item.owners or is_for(item, reader))


def _client_greeting(recap: Recap, reader: str | None) -> str:
    """Greet the reader, or the people of the client who were there, in the form that the notes use: "Ms Ferreira"."""
    forms = {person.name: printable(person.form).strip() for person in recap.people if person.form}
    names = [reader] if reader else [person.name for person in recap.people if person.client and person.present]
    if not 0 < len(names) <= MAX_GREETED:
        return "Hello,"
    return f"Hello {and_list([forms.get(name) or _first_name(name) for name in names])},"


def _first_name(name: str | None) -> str:
    """Return "Ana" of "Ana Lopez"; "Dr Lopez", a role and a long name stay whole."""
    name = printable(name or "").strip()
    parts = name.split()
    titled = parts and parts[0].rstrip(".").casefold() in ("mr", "mrs", "ms", "dr", "prof")
    return clip(name if titled or len(parts) > 3 or is_role(name) else (parts or [""])[0], MAX_GREETING_NAME)


def _yours(recap: Recap, open_items: tuple[Action, ...], options: RenderOptions) -> Yours:
    reader = options.reader or ""
    own_items = tuple(sorted((item for item in open_items if is_for(item, reader)), key=by_due))
    asked_items = _asked_items(recap, own_items, options)
    outcome = _outcome(replace(recap, decisions=()), own_items, asked_items)
    remark = f"{IN_ABSENCE.capitalize()}." if own_items and was_absent(recap, reader) else ""
    opening = f"You have {outcome[0].lower()}{outcome[1:]}."
    return Yours(opening, remark, tuple(_entry_with_others(recap, item, reader) for item in own_items))


def _entry_with_others(recap: Recap, item: Action, reader: str) -> Entry:
    """Return an entry of the reader's part, with those who share the work: "Review the page (with Bob Stone)"."""
    entry = entry_of(recap, item, places=False)
    others = tuple(owner for owner in item.owners if owner != reader and owner.casefold() != "all")
    entry = entry._replace(ask=ask_about_day(recap, item))
    return entry._replace(task=f"{entry.task} (with {owner_words(others)})") if others else entry


def _assumption(recap: Recap, open_items: tuple[Action, ...], *, client: bool) -> str:
    """Say what applies where nobody answers, if the mail proposes days."""
    two_days = any(item.due and item.other_due not in {None, item.due} for item in open_items)
    undated = proposed_day(recap) is not None and any(
        item.owners and item.due is None and not item.due_text for item in open_items
    )
    if not two_days and not undated:
        return ""
    we = "We" if client else "I"
    return f"{we} will assume the {'first ' if two_days else ''}day shown unless you say otherwise."


def _has_lines(recap: Recap) -> bool:
    remarks = (*recap.decisions, *recap.questions)
    return any(item.line > 0 for item in recap.items) or any(remark.line > 0 for remark in remarks)


def source_words(recap: Recap) -> str:
    """Return the file name of the notes, "your notes" for standard input."""
    return "your notes" if recap.source == "-" else printable(recap.source)


def was_absent(recap: Recap, owner: str) -> bool:
    """Whether an owner is a person who is not on the list of those present."""
    if not recap.attendees or owner.casefold() == "all" or "(" in owner or ")" in owner:
        return False
    attendees = Roster(tuple(Person(name) for name in recap.attendees))
    if attendees.known(owner):
        return False
    present = {person.name: person.present for person in recap.people}
    if owner in present:
        return present[owner] is not True
    return not is_role(owner) and attendees.name_shaped(owner) and not owner.isupper()


def _outcome(recap: Recap, open_items: tuple[Action, ...], asked_items: tuple[Action, ...]) -> str:
    """Return the outcome in one line: "7 actions, first due Fri 6 Mar, 1 overdue; 2 need an answer; 2 decisions"."""
    words = counted(len(open_items), "action") if open_items else "No actions"
    overdue = sum(is_overdue(recap, item) for item in open_items)
    days = sorted(item.due for item in open_items if item.due and not is_overdue(recap, item))
    if days:
        words += (", first due " if len(open_items) > 1 else ", due ") + format_day_near(days[0], recap.date)
    if overdue:
        words += f", {overdue} overdue"
    if (unclear := needing_answer(asked_items)) and len(open_items) > 1:
        words += f"; {unclear} {'needs' if unclear == 1 else 'need'} an answer"
    if recap.decisions:
        words += f"; {counted(len(recap.decisions), 'decision')}"
    return words


def _closing(recap: Recap, *, has_plan: bool, client: bool) -> str:
    if has_plan:
        return CORRECT_US if client else CORRECT_ME
    if recap.language:
        return ""  # nobody can tell whether something is missing
    return ADD_US if client else ADD_ME


def unread(recap: Recap) -> str:
    """Return that the notes are in a language that is not understood, as a sentence."""
    return f"The notes are in {printable(recap.language)}, which recap cannot read: what was agreed is not listed here."


def _opening(recap: Recap, open_items: tuple[Action, ...], asked_items: tuple[Action, ...]) -> str:
    if open_items:
        return f"{_outcome(recap, open_items, asked_items)}."
    if recap.language:
        return f"{unread(recap)} Please look into the notes."
    if recap.decisions:
        return f"{_outcome(recap, open_items, asked_items)}. As far as the notes say, nobody took anything on."
    return "As far as the notes say, nothing was decided and nobody took anything on."


def _with_counts(opening: str, recap: Recap, *, client: bool) -> str:
    words = counts(recap.since) if recap.since and not client else ""
    return f"{opening} {words}" if words else opening


def _answer(open_items: tuple[Action, ...]) -> str:
    """Say how an action is answered, by the id of the first that has one."""
    short = next((item.short for item in open_items if item.short), "")
    if not short:
        return ""
    return f'Answer below an action, or with its letters: "{short} done", "{short} will be late, Friday", "not me".'


def _groups(recap: Recap, open_items: tuple[Action, ...], *, places: bool, client: bool) -> tuple[Group, ...]:
    """Group the open items by owner; several owners together are a group of their own, so that no item is repeated."""
    by_owners: dict[tuple[str, ...], list[Action]] = {}
    for item in open_items:
        by_owners.setdefault(item.owners, []).append(item)

    def first_due(owners: tuple[str, ...]) -> tuple[bool, date]:
        return not owners, min((item.due for item in by_owners[owners] if item.due), default=date.max)

    return tuple(
        Group(
            owner=owner_words(owners) if owners or not client else UNASSIGNED,
            entries=tuple(entry_of(recap, item, places=places) for item in sorted(by_owners[owners], key=by_due)),
            nobody=not owners,
            remark=_absence_remark(recap, owners, client=client),
        )
        for owners in sorted(by_owners, key=first_due)
    )


def _absence_remark(recap: Recap, owners: tuple[str, ...], *, client: bool) -> str:
    """Ask absent owners to confirm; name them if others of the group were at the meeting.

    A client is asked about their own people only.
    """
    words = IN_ABSENCE_ANSWER if recap.since and not client else IN_ABSENCE
    theirs = {person.name for person in recap.people if person.client}
    absent = tuple(owner for owner in owners if was_absent(recap, owner) and (not client or owner in theirs))
    if not absent:
        return ""
    return words if len(absent) == len(owners) else f"{owner_words(absent)}: {words}"


def _attendees(attendees: tuple[str, ...]) -> str:
    names = [printable(name) for name in attendees]
    if len(names) > MAX_NAMED_ATTENDEES + 1:  # "and 1 more" would save nothing
        return ", ".join(names[:MAX_NAMED_ATTENDEES]) + f" and {len(names) - MAX_NAMED_ATTENDEES} more"
    return and_list(names)
