"""Write the drafts of `recap nudge` in the words of the templates.

What a draft says of a promise, the quote and the day, is in the ledger. What is known of people stands beside the
drafts, for the sender's own words, and never in them. To somebody outside a draft tells the task and the days alone: no
line, quote, id or title of our notes, and nothing of who else waits for what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import and_list, format_day
from extractor.language.lexicon import verb_classes
from extractor.ledger import likeness
from extractor.ledger.identity import token_of
from extractor.ledger.items import Item, Place
from extractor.ledger.partners import Case, Ledger, day_words, is_to, near_words, quoted_place, without_company
from extractor.ledger.report import name_of
from extractor.ledger.tact import KINDS, TO_OUTSIDERS, Reason
from extractor.ledger.wording import owner_short
from extractor.model import Person
from extractor.output.wording import clip, fold
from extractor.readers.client_side import form_of

MAX_TASK, MAX_QUOTE = 160, 160  # characters in a draft
SUBJECT_TASK = 60


@dataclass(frozen=True, slots=True)
class NudgeItem:
    """A promise as a template sees it; "" stands for what is unknown or does not apply."""

    id: str  # "" to somebody outside
    kind: str  # one of tact.KINDS
    task: str
    verb: bool  # the task begins with a verb: "you wanted to ..."
    due: str  # "Friday 20 March"
    quote: str
    place: str  # "line 7", "line 7 of Tuesday 10 March"
    said_on: str  # "Tuesday"
    asked_on: str
    others: str  # who else has it
    reason: str  # why it is asked about, as a sentence
    told: str  # the day that somebody outside was told
    new_day: str
    early: bool  # told before that day


@dataclass(frozen=True, slots=True)
class NudgeView:
    """What a template sees as `nudge`."""

    greeting: str  # "Priya,"
    name: str
    items: tuple[NudgeItem, ...]
    answer: str  # how to answer, as a sentence
    signature: str


class Thread(NamedTuple):
    """The mail that a draft answers; the id is "" where only the subject is known."""

    id: str
    subject: str


@dataclass(frozen=True, slots=True)
class Nudge:
    """A draft, before it is a message."""

    to: Person
    subject: str
    thread: Thread
    text: str
    about: str  # "gentle k7m p4x", for the header that tells what a sent copy was
    why: str
    outside: bool  # whether it goes to somebody outside


def nudge_of(ledger: Ledger, case: Case, reasons: Sequence[Reason], folders: tuple[str, ...]) -> Nudge:
    """Return the draft for one person.

    Args:
        ledger: What is known.
        case: The person.
        reasons: What the mail is about.
        folders: Folders of the user's templates.
    """
    outside = case.outside or any(one.promise.by_outsider for one in reasons)
    view = _view(ledger, case, reasons)
    tone = "late" if case.outside else "ask" if any(one.kind == "ask" for one in reasons) else "gentle"
    thread = _thread(ledger, case, reasons, outside=outside)
    items = [case.items[one.promise.id] for one in reasons]
    return Nudge(
        to=case.person,
        subject=f"Re: {thread.subject}" if not outside or thread.id else thread.subject,
        thread=thread,
        text=_filled(f"nudge-{tone}.txt.j2", view, folders),
        about=" ".join([reasons[0].kind, *(token_of(item.key) if outside else item.short for item in items)]),
        why="; ".join(_told_why(item.short, one) for item, one in zip(items, reasons, strict=True)),
        outside=outside,
    )


def _told_why(short: str, reason: Reason) -> str:
    """Return what a draft is about, for the list of drafts."""
    promise = reason.promise
    told = promise.told_due or promise.due
    if reason.kind == "late" and promise.due == told:
        return f"you promised {short} for {told}: say when it comes (fill in the day)"
    if reason.kind == "late":
        return f"you promised {short} for {told}, it is {promise.due} now: says so"
    if reason.kind == "no":
        return f"you promised {short}, and it was dropped: says so"
    if reason.kind == "assent":
        return f"asks whether {short} is all right: {reason.why}"
    if reason.kind == "before":
        return f"asks whether the day of {short} is good: due {promise.due}"
    return f"asks how {short} stands: {reason.why}"


def phone_line(ledger: Ledger, case: Case, reasons: Sequence[Reason], folders: tuple[str, ...]) -> str:
    """Return what to say to somebody by phone."""
    said = [one if one.kind else replace(one, kind="late" if case.outside else "gentle") for one in reasons]
    return _filled("nudge-phone.txt.j2", _view(ledger, case, said), folders, columns=1000).strip()


def _filled(name: str, view: NudgeView, folders: tuple[str, ...], columns: int = 72) -> str:
    from extractor.output.templates import fill

    text = fill(name, folders, nudge=view)
    lines = [part for line in text.splitlines() for part in fold(line.rstrip(), columns)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _view(ledger: Ledger, case: Case, reasons: Sequence[Reason]) -> NudgeView:
    name = owner_short(case.person.name)
    if case.outside or any(one.promise.by_outsider for one in reasons):
        quotes = [place.quote for item in case.items.values() for place in item.places]
        name = printable(form_of(case.person.name, quotes)) or name
    items = tuple(_item(ledger, case, one) for one in reasons)
    return NudgeView(f"{name},", name, items, _answer_words(items), printable(ledger.me.name) if ledger.me else "")


def _answer_words(items: Sequence[NudgeItem]) -> str:
    if len(items) > 1 and not items[0].id:
        return "A word for each is enough: done, another day, or not me."
    if len(items) > 1:
        first, second = items[0].id, items[1].id
        word = "ok" if items[0].kind in ("assent", "before") else "done"
        return f'A word for each is enough, with its letters: "{first} {word}", "{second} Friday", or "not me".'
    first_word = "ok" if items[0].kind in ("assent", "before") else "done"
    return f'One word is enough: "{first_word}", another day, or "not me".'


def _item(ledger: Ledger, case: Case, reason: Reason) -> NudgeItem:
    item, today = case.items[reason.promise.id], ledger.today
    outside = case.outside or reason.promise.by_outsider
    place = quoted_place(item)
    quote = clip(_bare_quote(place.quote), MAX_QUOTE) if place and not outside else ""
    task = clip(printable(_task(item, case)).rstrip("."), MAX_TASK)
    is_verb = _is_imperative(task)
    owners = list(map(without_company, item.owners))
    others = [owner_short(one) for one in owners if not likeness.may_be_one(one, case.person.name)]
    others = [one for one in others if one.casefold() not in task.casefold()]
    asked = [one.on for one in item.contacts if one.kind in KINDS and one.kind not in TO_OUTSIDERS and one.on]
    told = reason.promise.told_due or item.due
    is_moved = bool(item.due and told and item.due > told)
    return NudgeItem(
        id="" if outside else item.short,
        kind=reason.kind,
        task=task[:1].lower() + task[1:] if is_verb else task,
        verb=is_verb,
        due=day_words(item.due, today),
        quote=quote,
        place=_place_words(place, reason.kind, today) if quote else "",
        said_on=near_words(item.given, today),
        asked_on=day_words(max(asked), today) if asked else "",
        others=and_list(others),
        reason="" if outside else _why(ledger, item, reason),
        told=day_words(told, today),
        new_day=day_words(item.due, today) if is_moved else "",
        early=bool(told and today < told),
    )


def _bare_quote(words: str) -> str:
    """Return the words of the notes without the sign of a list and the last stop, fit to stand in quotation marks."""
    return re.sub(r"^[-*•+\d.)\]\[\s]{1,8}(?=[^\W\d])", "", printable(words)).strip(" .").replace('"', "'")


def _task(item: Item, case: Case) -> str:
    """Return the words of a task as its reader says them: to somebody outside, their name is "you"."""
    if not case.outside:
        return item.task
    names = [case.person.name, item.promised_to or "", *case.person.name.split()[:1]]
    words = item.task
    for name in names:
        if name:
            words = re.sub(rf"\b{re.escape(name)}(?!['’\w])(?:\s\([^()]*\))?", "you", words)
    return words


# What follows a verb: "book the room", "call Ana", "send 3 copies"; not "welcome mail", "price of the hoodies".
_OBJECT = frozenset(
    """
    you the a an this that these those my our your his her its their all every each some any more both it them him
    us with to about on in at up out off down over into new another next last old revised final first second who
    what whether how if
    """.split()
)


def _is_imperative(task: str) -> bool:
    """Whether a task begins with a verb, so that "you wanted to" can stand before it."""
    words = task.split()
    if len(words) < 2:
        return False
    classes, form = verb_classes(words[0])
    follows = words[1].casefold().strip(",") in _OBJECT or words[1][:1].isupper() or words[1][:1].isdigit()
    return bool(classes) and form == "base" and follows


def _place_words(place: Place | None, kind: str, today: date) -> str:
    if place is None or not place.source or place.line < 1:
        return ""
    line = f"line {place.line}"
    return line if kind == "assent" else f"{line} of {day_words(place.day, today)}"


def _why(ledger: Ledger, item: Item, reason: Reason) -> str:
    """Return why somebody is asked, as a sentence."""
    if reason.kind == "assent":
        return ""
    if reason.promise.outsider_waits and item.promised_to:
        return f"{printable(item.promised_to)} waits for it."
    for _, other in ledger.items.values():
        if other.after == item.key and other.state == "open" and other.owners:
            return f"{and_list([owner_short(one) for one in other.owners])} can go on only then."
    meeting = reason.promise.meeting
    return f"We meet again on {day_words(meeting, ledger.today)}." if meeting else ""


def _thread(ledger: Ledger, case: Case, reasons: Sequence[Reason], *, outside: bool) -> Thread:
    """Return the mail that a draft answers: the last one to that person that names one of its promises.

    Args:
        ledger: What is known.
        case: The person.
        reasons: What the mail is about.
        outside: Whether it goes to somebody outside, who need not know what our meetings are called.
    """
    keys = {one.promise.id for one in reasons}
    sent = [
        one
        for one in ledger.letters
        if one.kind in ("recap", "nudge")
        and is_to(one, case.person)
        and any(_key(ledger, called.item) in keys for called in one.called)
    ]
    if sent:
        last = max(sent, key=lambda one: (one.kind == "recap", one.day))
        return Thread(last.id, last.subject)
    item = case.items[reasons[0].promise.id]
    if case.outside:
        due = reasons[0].promise.told_due or item.due
        words = clip(printable(_task(item, case)), SUBJECT_TASK)
        words = words[:1].lower() + words[1:] if _is_imperative(words) else words
        return Thread("", f"Promised for {day_words(due, ledger.today)}: {words}" if due else f"Promised: {words}")
    if outside:
        return Thread("", clip(printable(_task(item, case)).rstrip("."), SUBJECT_TASK))
    return Thread("", _recap_subject(ledger, item))


def _key(ledger: Ledger, mention: str) -> str:
    item = ledger.store.item(mention)
    return item.key if item else ""


def _recap_subject(ledger: Ledger, item: Item) -> str:
    """Return the subject that the recap has which names an item: of its last meeting."""
    series = ledger.series.get(ledger.items[item.key][0])
    days = [place.day for place in item.places if place.source]
    title = name_of(series.title if series else "", series.first_day or date.min) if series else "Meeting"
    return f"Recap: {title}, {format_day(max(days))}" if days else f"Recap: {title}"
