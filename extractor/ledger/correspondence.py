"""Take mails in: recaps and nudges as sent, answers to them, notes of absence. Each mail counts once.

A mail is an answer if In-Reply-To or References name a mail of ours; else if its subject, its sender and its day fit,
and then it is asked about. An answer counts at once only if it comes from the owner and is unmistakable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from extractor.common.lazy_regex import expression
from extractor.ledger import likeness
from extractor.ledger.absence import away_until
from extractor.ledger.answers import Reading, Setting, read
from extractor.ledger.book import Pen, hear
from extractor.ledger.events import Answer, Called, Contact, Letter, Mark, Meeting, Member, Statement, Told
from extractor.ledger.identity import digest, folded, mention_key, short_id
from extractor.ledger.items import Item
from extractor.ledger.mails import Mail, Stored
from extractor.ledger.people import person_called
from extractor.ledger.segments import Segment, segments_of, signed_by
from extractor.ledger.sent import (
    BRACKETED,
    SUBJECT,
    Entry,
    entries_of,
    fingerprint_set,
    fingerprints_of,
    matched,
    title_and_day,
)
from extractor.ledger.series import title_key
from extractor.ledger.store import Store
from extractor.model import Person

ANSWER_DAYS = 60  # after which a mail with the subject of a recap, and no other sign, is no answer to it
NAMED = 0.4  # of the words of a task that a sentence must hold to name it
MAX_CANDIDATES = 5
FEW = 2  # actions of one person that are all asked about, whatever the words name
SHARED = 3  # one of so many actions of a recap is known, if the ledger has its meeting under another title
# A folder or mailbox of what was sent: "Sent", "[Gmail]/Sent Mail", "INBOX.Sent", "Sent Items.mbox".
_SENT_FOLDER = expression(r"(?:^|[/\\.\]])sent(?:[ _-]?(?:items|mail|messages))?(?=[/\\]|\.mbox|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one item in a mail."""

    answer: Answer | None  # None for words about no item
    item: Item | None
    called: str  # the id that stands in the mail; "" if none
    means: str
    sentence: str
    day: date | None = None

    @property
    def applied(self) -> bool:
        """Whether it counts already."""
        return self.answer is not None and self.answer.sure


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a mail."""

    mail: Mail
    kind: str  # "recap", "nudge", "word", "answer", "absence", "known" or "other"
    letter: Letter | None = None
    said: tuple[Contact | Answer | Told, ...] = ()
    answers: tuple[Understood, ...] = ()


@dataclass
class Post:
    """The mails that the ledger knows, and who the user is."""

    store: Store
    people: tuple[Person, ...] = ()
    me: Person | None = None
    date_order: str = "mdy"
    country: str = ""
    letters: dict[str, Letter] = field(default_factory=dict)  # by all their ids
    by_subject: dict[str, list[Letter]] = field(default_factory=dict)  # those that list actions, by subject, folded
    mine: set[str] = field(default_factory=set)  # addresses of the user
    own: frozenset[str] = frozenset()  # those from which a recap counts as the user's

    def add(self, letter: Letter) -> None:
        """Remember a mail by all its ids."""
        for id in (letter.id, *letter.aliases):
            self.letters.setdefault(id, letter)
        if letter.called:
            self.by_subject.setdefault(folded(letter.subject), []).append(letter)
        if letter.kind in ("recap", "nudge") and letter.address:
            self.mine.add(letter.address)

    def is_mine(self, mail: Mail) -> bool:
        """Whether the user sent a mail: from the address of the people file, else from that of an earlier recap."""
        own = self.me.email.casefold() if self.me and self.me.email else ""
        return bool(mail.address) and (mail.address in self.mine or mail.address == own)


def post_of(store: Store, people: Sequence[Person], me: Person | None, date_order: str, country: str) -> Post:
    """Return the mails that a ledger knows.

    Args:
        store: The ledger.
        people: The people file.
        me: The user, if the people file says who.
        date_order: How to read 3/4.
        country: Whose public holidays count.
    """
    post = Post(store, tuple(people), me, date_order, country)
    for letter in store.letters():
        post.add(letter)
    return post


def take_in(pen: Pen, post: Post, read_all: Callable[[], Iterable[Stored]]) -> list[Heard]:
    """Keep what mails say, recaps first; return what became of each, in the order of their days.

    The mails are read twice, and few of them are held: a mailbox may be larger than the memory.

    Args:
        pen: Writes the act.
        post: The mails that the ledger knows.
        read_all: Yields the mails, in any order.
    """
    before = set(post.letters)
    sent = _first(read_all(), lambda mail: mail.id not in before and (_may_be_recap(mail) or bool(mail.about)))
    post.own = _own_addresses(post, sent)
    heard = [one for stored in sent if (one := _sent(post, stored)) is not None]
    _write(pen, heard)
    done = {one.mail.id for one in heard}
    found: list[Heard] = []
    concerning: list[Stored] = []
    seen: set[str] = set()
    for stored in read_all():
        mail = stored.mail
        if mail.id in before or mail.id in seen:
            found.append(Heard(mail, "known", post.letters.get(mail.id)))
        elif mail.id not in done:
            if _concerns(post, mail):
                concerning.append(stored)
            else:
                found.append(Heard(mail, "other"))
        seen.add(mail.id)
    answers = [_sent(post, stored) or _received(post, stored) for stored in sorted(concerning, key=_by_day)]
    _write(pen, answers)
    return sorted([*heard, *answers, *found], key=lambda one: (one.mail.day or date.max, one.mail.id))


def _own_addresses(post: Post, sent: Sequence[Stored]) -> frozenset[str]:
    """Return the addresses from which a recap counts as the user's own, so that nobody else's puts promises in.

    The people file says which, or an earlier recap does; else they are those of mails in a folder for what was sent, or
    the only address from which recaps come.
    """
    if post.me and post.me.email:
        return frozenset({post.me.email.casefold()})
    if post.mine:
        return frozenset(post.mine)
    addresses = {stored.mail.address for stored in sent if stored.mail.address}
    kept_as_sent = {stored.mail.address for stored in sent if _SENT_FOLDER.search(stored.mail.source)} - {""}
    return frozenset(kept_as_sent or (addresses if len(addresses) == 1 else ()))


def _first(mails: Iterable[Stored], is_wanted: Callable[[Mail], bool]) -> list[Stored]:
    """Return the mails that are wanted, each once, by day."""
    found: dict[str, Stored] = {}
    for stored in mails:
        if is_wanted(stored.mail):
            found.setdefault(stored.mail.id, stored)
    return sorted(found.values(), key=_by_day)


def _by_day(stored: Stored) -> tuple[date, str]:
    return stored.mail.day or date.max, stored.mail.id


def _may_be_recap(mail: Mail) -> bool:
    return mail.subject.casefold().startswith(SUBJECT.casefold()) and not mail.is_reply


def _concerns(post: Post, mail: Mail) -> bool:
    """Whether the heads of a mail show that it may say something of ours."""
    if mail.day is None:
        return False
    if post.is_mine(mail) or _parents(post, mail) or _by_subject(post, mail):
        return True
    return mail.is_automatic and _who(post, mail, ())[1]


def count_as_sent(pen: Pen, post: Post, stored: Stored) -> Heard:
    """Keep a draft as sent, whoever its From names; return what became of it.

    Args:
        pen: Writes the act.
        post: The mails that the ledger knows.
        stored: The draft.
    """
    mail = stored.mail
    if mail.id in post.letters:
        return Heard(mail, "known", post.letters[mail.id])
    heard = (_recap(post, stored) if _may_be_recap(mail) else None) or _word(post, stored) or Heard(mail, "other")
    _write(pen, [heard])
    return heard


def _write(pen: Pen, heard: Sequence[Heard]) -> None:
    letters = [(one.letter, one.said) for one in heard if one.letter is not None]
    if letters:
        hear(pen, letters)


# Mails of the user's


def _sent(post: Post, stored: Stored) -> Heard | None:
    """Return what a mail of the user's says about items; None if it is none of his, or says nothing of them."""
    mail = stored.mail
    if mail.day is None or mail.is_automatic or mail.is_forwarded:
        return None
    is_own = not mail.address or mail.address in post.own
    heard = _recap(post, stored) if _may_be_recap(mail) and is_own else None
    if heard is None and ((mail.about and is_own) or post.is_mine(mail)):
        heard = _word(post, stored)
    if heard is not None and heard.letter is not None:
        post.add(heard.letter)
    return heard


def _recap(post: Post, stored: Stored) -> Heard | None:
    """Return a recap as it was sent: what its ids stand for, and the actions that only it holds."""
    mail = stored.mail
    if mail.day is None:
        return None
    found_in = _meeting_of(post, mail.subject, stored.text())
    if found_in is None:
        return None
    store, (meeting, entries, found) = post.store, found_in
    told = _told(store, meeting, entries, found)
    called = tuple(
        Called(
            entry.short,
            found[at].key if at in found else told[at].statement.key,
            entry.task,
            ", ".join(entry.owners) or (mail.to[0].name if len(mail.to) == 1 else ""),
            entry.due,
        )
        for at, entry in enumerate(entries)
        if at in found or at in told
    )
    if not called:
        return None
    letter = replace(
        _letter(mail, "recap", called=called, meeting=meeting.id), fingerprints=fingerprints_of(stored.text())
    )
    to = _names(mail.to)
    contacts = [Contact(one.item, mail.id, "recap", to) for one in called]
    return Heard(mail, "recap", letter, (*told.values(), *contacts))


def _meeting_of(post: Post, subject: str, text: str) -> tuple[Meeting, tuple[Entry, ...], dict[int, Item]] | None:
    """Return the meeting of a recap, its actions, and which of them are which items; None if no meeting fits.

    It is the meeting of that day with the same title, or with a third at least of the actions.
    """
    title, day = title_and_day(subject)
    if day is None:
        return None
    store = post.store
    entries = entries_of(text, day)
    best: tuple[float, Meeting, dict[int, Item]] | None = None
    for series in store.series():
        for held in store.meetings_on(series.id, day):
            items = [item for one, item in store.items(everything=True) if one == series.id]
            found = matched(entries, items, held.meeting)
            is_titled = title_key(title) in (title_key(held.meeting.title), title_key(series.title))
            score = len(found) + (len(entries) or 1) * is_titled
            if score * SHARED >= len(entries) and score and (best is None or score > best[0]):
                best = score, held.meeting, found
    return None if best is None else (best[1], entries, best[2])


def _told(store: Store, meeting: Meeting, entries: Sequence[Entry], found: Mapping[int, Item]) -> dict[int, Told]:
    """Return the actions of a sent recap that the ledger does not know, by their number."""
    keys: set[str] = {one.key for one in meeting.statements}
    taken: set[str] = set()
    result: dict[int, Told] = {}
    for at, entry in enumerate(entries):
        if at in found:
            continue
        key = mention_key(meeting.id, f"{entry.task}\0sent", keys)
        is_free = store.is_free(entry.short) and entry.short not in taken if entry.short else False
        short = entry.short if is_free else short_id(key, lambda one: one not in taken and store.is_free(one))
        taken.add(short)
        line = entry.lines[0] if entry.lines else 0
        owners = tuple(person_called(owner, meeting.people, None) for owner in entry.owners)
        statement = Statement(
            key, line, line, entry.task, entry.task, found=True, owners=owners, due=entry.due, short=short
        )
        result[at] = Told(meeting.id, statement)
    return result


def _word(post: Post, stored: Stored) -> Heard | None:
    """Return a mail of the user's that names items by their ids: a nudge as it was sent, or own words."""
    mail = stored.mail
    kind, *shorts = mail.about.split() or ["word"]
    if kind == "word":
        known = _ids_of(_parents(post, mail))
        text = "\n".join(line.text for line in stored.lines() if not line.quoted)
        keys = [known[short].item if short in known else "" for short in _bracketed(text)]
        shorts = _bracketed(text)
    else:
        keys = ["" for _ in shorts]
    items = [
        item
        for short, key in zip(shorts, keys, strict=True)
        if (item := post.store.item(key) if key else _item_called(post.store, short)) is not None
    ]
    if not items:
        return None
    to = _names(mail.to)
    owner = to[0] if to else ""
    called = tuple(Called(item.short, item.key, item.task, owner, item.due) for item in items)
    letter = _letter(mail, "word" if kind == "word" else "nudge", called=called)
    letter = replace(
        letter, fingerprints=fingerprints_of("\n".join(line.text for line in stored.lines() if not line.quoted))
    )
    return Heard(mail, letter.kind, letter, tuple(Contact(item.key, mail.id, kind, to) for item in items))


def _bracketed(text: str) -> list[str]:
    return list(dict.fromkeys(match["id"].casefold() for match in BRACKETED.finditer(text)))


def _item_called(store: Store, short: str) -> Item | None:
    found = store.shown_as(short.casefold())
    return store.item(found[0][1]) if len(found) == 1 and found[0][0] == short.casefold() else None


def _letter(
    mail: Mail,
    kind: str,
    *,
    called: tuple[Called, ...] = (),
    meeting: str = "",
    until: date | None = None,
    who: str = "",
) -> Letter:
    return Letter(
        id=mail.id,
        kind=kind,
        day=mail.day or date.min,
        subject=mail.subject,
        sender=who or mail.name,
        address=mail.address,
        aliases=mail.aliases,
        to=mail.to,
        called=called,
        meeting=meeting,
        away_until=until,
    )


def _names(people: Sequence[Member]) -> tuple[str, ...]:
    return tuple(one.name or one.email or "" for one in people)


# Mails of others


def _received(post: Post, stored: Stored) -> Heard:
    """Return what a mail says in answer to one of ours."""
    mail = stored.mail
    if mail.day is None or post.is_mine(mail):
        return Heard(mail, "other")
    parents = _parents(post, mail)
    who, is_known = _who(post, mail, parents)
    if mail.is_automatic:
        until = away_until(stored.text(), mail.subject, mail.day) if parents or is_known else None
        is_ours = bool(parents or until)
        letter = _letter(mail, "absence", until=until, who=who) if is_ours else None
        return Heard(mail, "absence" if is_ours else "other", letter)
    by_subject = [] if parents else _by_subject(post, mail)
    letters = parents or by_subject
    if not letters:
        return Heard(mail, "other")
    if mail.is_forwarded and (not mail.to or mail.to[0].email != letters[0].address):
        return Heard(mail, "other")  # it goes to somebody else
    is_sure = is_known and bool(parents) and not mail.is_forwarded
    answers = _answers(post, stored, letters, who, sure=is_sure)
    said = tuple(one.answer for one in answers if one.answer is not None)
    return Heard(mail, "answer", _letter(mail, "answer", who=who), said, tuple(answers))


def _parents(post: Post, mail: Mail) -> list[Letter]:
    """Return the mails of ours that a mail answers, the nearest first."""
    found = [post.letters[id] for id in mail.parents if id in post.letters]
    return [one for one in dict.fromkeys(found) if one.called]


def _by_subject(post: Post, mail: Mail) -> list[Letter]:
    """Return the mail of ours that a mail may answer, by its subject, its sender and its day."""
    since = (mail.day or date.min) - timedelta(days=ANSWER_DAYS)
    fits = [
        one
        for one in post.by_subject.get(folded(mail.subject), ())
        if since <= one.day <= (mail.day or date.min) and any(member.email == mail.address for member in one.to)
    ]
    return fits[-1:]


def _who(post: Post, mail: Mail, parents: Sequence[Letter]) -> tuple[str, bool]:
    """Return who sent a mail, and whether the address is known to be theirs."""
    for person in post.people:
        if person.email and person.email.casefold() == mail.address:
            return person.name, True
    for letter in (*parents, *post.letters.values()):
        for member in letter.to:
            if member.email == mail.address:
                return member.name or mail.name or mail.address, True
    return mail.name or mail.address, False


def _ids_of(letters: Sequence[Letter]) -> dict[str, Called]:
    """Return what the ids of mails stand for; the first of them counts where two use one id."""
    found: dict[str, Called] = {}
    for letter in letters:
        for one in letter.called:
            found.setdefault(one.short or f"\0{one.item}", one)
    return found


def _answers(post: Post, stored: Stored, letters: Sequence[Letter], who: str, *, sure: bool) -> list[Understood]:
    """Return what an answer says of which items."""
    ids = _ids_of(letters)
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


_TITLE = expression(r"^(?:(?:mrs?|ms|miss|dr|prof|frau|herr)\b\.?\s*)+", re.I)


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


def _is_person(post: Post, item: Item, owner: str, names: Sequence[str]) -> bool:
    """Whether a new owner is somebody of the series, of the people file, or among those who got the mail."""
    people = {one.name for one in post.people} | {one.name for one in post.store.people_near(item.key)}
    return owner in item.owners or owner in people or owner in names


def _mark(post: Post, item: Item, reading: Reading, who: str, addressed: Sequence[Member]) -> Mark:
    """Return what a reading does to an item; a mark that does nothing where that is not known."""
    said = reading.sentence
    one = reading.instruction
    if one is None or one.does == "open":
        return Mark(item.key, "", said)
    owners: tuple[str, ...] = ()
    if one.does == "own":
        named = who if one.who.casefold() in ("i", "me") else one.who
        called = person_called(named, post.store.people_near(item.key), None)
        owners = (called if called != named else person_called(named, addressed, None),)
    if one.does == "leave":
        owners = tuple(owner for owner in item.owners if not likeness.may_be_one(owner, who))
    if one.does == "after":
        other = _item_called(post.store, one.other)
        if other is None or other.key == item.key:
            return Mark(item.key, "", said)
        return Mark(item.key, "after", said, other=other.key)
    return Mark(item.key, one.does, said, one.day, owners, one.because)
