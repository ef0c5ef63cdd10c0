"""Read what somebody answers to a mail of ours, item by item.

An answer counts at once only if it comes from the owner, to a mail that it names, and is unmistakable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.ledger import likeness
from extractor.ledger.absence import away_until
from extractor.ledger.answers import Reading, Setting, read
from extractor.ledger.events import Answer, Called, Letter, Mark, Member
from extractor.ledger.heard import Heard, Understood
from extractor.ledger.identity import digest
from extractor.ledger.items import Item
from extractor.ledger.mails import Mail, Stored
from extractor.ledger.people import person_called
from extractor.ledger.post import Post, ids_of, item_called, letter_of, parents_of, same_subject, who_sent
from extractor.ledger.segments import Segment, segments_of, signed_by
from extractor.ledger.sent import fingerprint_set

NAMED = 0.4  # of the words of a task that a sentence must hold to name it
MAX_CANDIDATES = 5
FEW = 2  # actions of one person that are all asked about, whatever the words name
_TITLE = expression(r"^(?:(?:mrs?|ms|miss|dr|prof|frau|herr)\b\.?\s*)+", re.I)


def read_reply(post: Post, stored: Stored) -> Heard:
    """Return what a mail says in answer to one of ours."""
    mail = stored.mail
    if mail.day is None or post.is_mine(mail):
        return Heard(mail, "other")
    parents = parents_of(post, mail)
    who, is_known = who_sent(post, mail, parents)
    if mail.is_automatic:
        until = away_until(stored.text(), mail.subject, mail.day) if parents or is_known else None
        is_ours = bool(parents or until)
        letter = letter_of(mail, "absence", until=until, who=who) if is_ours else None
        return Heard(mail, "absence" if is_ours else "other", letter)
    by_subject = [] if parents else same_subject(post, mail)
    letters = parents or by_subject
    if not letters:
        return Heard(mail, "other")
    if mail.is_forwarded and (not mail.to or mail.to[0].email != letters[0].address):
        return Heard(mail, "other")  # it goes to somebody else
    is_sure = is_known and bool(parents) and not mail.is_forwarded
    answers = _answers(post, stored, letters, who, sure=is_sure)
    said = tuple(one.answer for one in answers if one.answer is not None)
    return Heard(mail, "answer", letter_of(mail, "answer", who=who), said, tuple(answers))


def _answers(post: Post, stored: Stored, letters: Sequence[Letter], who: str, *, sure: bool) -> list[Understood]:
    """Return what an answer says of which items."""
    ids = ids_of(letters)
    first = letters[0]
    names = (who, stored.mail.name, first.sender, *(one.name for one in first.to))
    shown = {short: one for short, one in ids.items() if short[0] != "\0"}
    known = frozenset().union(*(fingerprint_set(one.fingerprints) for one in letters))
    lines = stored.lines()
    segments = segments_of(lines, shown, names, known)
    forms = tuple(filter(None, (who, stored.mail.name, signed_by(lines))))
    own = [one for one in first.called if _is_listed(post, forms, one)]
    has_linked = any(one.called is not None and not one.unsure for one in segments)
    found: list[Understood] = []
    for segment in segments:
        setting = Setting(stored.mail.day or first.day, names=names)
        placed, is_placed = _placed(segment, own, first.called, setting)
        for called in placed:
            one = _understood(post, stored.mail, segment, called, forms, (sure and is_placed, names, len(found)))
            is_noise = one is not None and segment.unsure and one.means in ("unclear", "question")
            if one is not None and not is_noise:
                found.append(one)
        if not placed and not segment.unsure:
            reading = read(segment.words, setting)
            if reading is not None and not (has_linked and reading.means == "unclear"):
                found.append(Understood(None, None, "", reading.means, reading.sentence))
    return found


def _placed(
    segment: Segment, own: Sequence[Called], everything: Sequence[Called], setting: Setting
) -> tuple[list[Called], bool]:
    """Return the actions that words may be about, and whether that is sure."""
    if segment.called is not None:
        return [segment.called], not segment.unsure
    if segment.unsure:
        return [], False
    if read(segment.words, setting) is None:
        return [], False
    if len(own) == 1:
        return [own[0]], True
    said = likeness.task_words(segment.words)
    named: list[Called] = []
    if len(own) <= FEW:
        named = list(own)
    named = named or [one for one in own or everything if _is_named(said, one)]
    return (named or list(own))[:MAX_CANDIDATES], False


def _is_named(said: frozenset[str], called: Called) -> bool:
    words = likeness.task_words(called.task)
    return bool(words) and len(said & words) >= NAMED * len(words)


def _understood(
    post: Post, mail: Mail, segment: Segment, called: Called, forms: Sequence[str], how: tuple[bool, Sequence[str], int]
) -> Understood | None:
    """Return what words say of one action; None if they only greet or thank."""
    is_sure, names, number = how
    item = post.store.item(called.item)
    if item is None or mail.day is None:
        return None
    due = called.due if called.due is not None else item.due
    setting = Setting(mail.day, called.task or item.task, due, tuple(names), post.date_order, post.country)
    reading = read(segment.words, setting)
    if reading is None:
        return None
    who = forms[0]
    mark = _mark(post, item, reading, who, [Member(name) for name in names if name])
    is_known = all(_is_person(post, item, owner, names) for owner in mark.owners)
    is_sure = is_sure and reading.sure and bool(mark.does) and is_known and _owns(post, forms, called)
    answer = Answer(digest(mail.id, item.key, str(number)), item.key, who, reading.means, mark, is_sure)
    return Understood(answer, item, called.short, reading.means, reading.sentence, mark.day)


def _mark(post: Post, item: Item, reading: Reading, who: str, addressed: Sequence[Member]) -> Mark:
    """Return what a reading does to an item; a mark that does nothing where that is not known."""
    said = reading.sentence
    one = reading.instruction
    if one is None or one.does == "open":
        return Mark(item.key, "", said)
    owners: tuple[str, ...] = ()
    if one.does == "own":
        people = post.store.people_near(item.key)
        named = [who if name == "I" else name for name in one.who]
        called = [(name, person_called(name, people, None)) for name in named]
        owners = tuple(full if full != name else person_called(name, addressed, None) for name, full in called)
    if one.does == "leave":
        owners = tuple(owner for owner in item.owners if not likeness.may_be_one(owner, who))
    if one.does == "after":
        other = item_called(post.store, one.other)
        if other is None or other.key == item.key:
            return Mark(item.key, "", said)
        return Mark(item.key, "after", said, other=other.key)
    return Mark(item.key, one.does, said, one.day, owners, one.because)


def _owns(post: Post, who: Sequence[str], called: Called) -> bool:
    """Whether somebody has an action: by the mail that lists it, or by the ledger."""
    item = post.store.item(called.item)
    return _is_one_of(post, who, [*called.owner.split(", "), *(item.owners if item else ())])


def _is_listed(post: Post, who: Sequence[str], called: Called) -> bool:
    """Whether a mail lists an action under somebody's name."""
    return _is_one_of(post, who, called.owner.split(", ")) if called.owner else _owns(post, who, called)


def _is_one_of(post: Post, who: Sequence[str], owners: Sequence[str]) -> bool:
    aliases = [form for person in post.people if person.name in who for form in person.aliases]
    forms = [_untitled(form) for form in (*who, *aliases)]
    return any(likeness.may_be_one(_untitled(owner), form) for owner in owners if owner for form in forms if form)


def _untitled(name: str) -> str:
    return _TITLE.sub("", name)


def _is_person(post: Post, item: Item, owner: str, names: Sequence[str]) -> bool:
    """Whether a new owner is somebody of the series, of the people file, or among those who got the mail."""
    people = {one.name for one in post.people} | {one.name for one in post.store.people_near(item.key)}
    return owner in item.owners or owner in people or owner in names
