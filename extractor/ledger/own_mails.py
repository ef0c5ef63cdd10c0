"""Read what a mail of the user's says of items: a recap or a nudge as it was sent, or own words that name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from extractor.ledger.events import Called, Contact, Meeting, Member, Statement, Told
from extractor.ledger.heard import Heard
from extractor.ledger.identity import mention_key, short_id, token_of
from extractor.ledger.items import Item
from extractor.ledger.mails import Mail, Stored
from extractor.ledger.people import person_called
from extractor.ledger.post import Post, ids_of, item_called, letter_of, parents_of
from extractor.ledger.sent import BRACKETED, SUBJECT, Entry, entries_of, fingerprints_of, matched, title_and_day
from extractor.ledger.store import Store
from extractor.ledger.titles import title_key

SHARED = 3  # one of so many actions of a recap is known, if the ledger has its meeting under another title


def may_be_recap(mail: Mail) -> bool:
    """Whether a mail has the subject of a recap, and answers nothing."""
    return mail.subject.casefold().startswith(SUBJECT.casefold()) and not mail.is_reply


def read_own(post: Post, stored: Stored) -> Heard | None:
    """Return what a mail of the user's says about items; None if it is none of his, or says nothing of them."""
    mail = stored.mail
    if mail.day is None or mail.is_automatic or mail.is_forwarded:
        return None
    is_own = not mail.address or mail.address in post.own
    heard = read_recap(post, stored) if may_be_recap(mail) and is_own else None
    if heard is None and ((mail.about and is_own) or post.is_mine(mail)):
        heard = read_word(post, stored)
    if heard is not None and heard.letter is not None:
        post.add(heard.letter)
    return heard


def read_recap(post: Post, stored: Stored) -> Heard | None:
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
        letter_of(mail, "recap", called=called, meeting=meeting.id), fingerprints=fingerprints_of(stored.text())
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


def read_word(post: Post, stored: Stored) -> Heard | None:
    """Return a mail of the user's that names items by their ids: a nudge as it was sent, or own words."""
    mail = stored.mail
    kind, *shorts = mail.about.split() or ["word"]
    if kind == "word":
        known = ids_of(parents_of(post, mail))
        text = "\n".join(line.text for line in stored.lines() if not line.quoted)
        keys = [known[short].item if short in known else "" for short in _bracketed(text)]
        shorts = _bracketed(text)
    else:
        keys = ["" for _ in shorts]
    items = [
        item
        for short, key in zip(shorts, keys, strict=True)
        if (item := post.store.item(key) if key else _item_meant(post, short)) is not None
    ]
    if not items:
        return None
    to = _names(mail.to)
    owner = to[0] if to else ""
    called = tuple(Called(item.short, item.key, item.task, owner, item.due) for item in items)
    letter = letter_of(mail, "word" if kind == "word" else "nudge", called=called)
    letter = replace(
        letter, fingerprints=fingerprints_of("\n".join(line.text for line in stored.lines() if not line.quoted))
    )
    return Heard(mail, letter.kind, letter, tuple(Contact(item.key, mail.id, kind, to) for item in items))


def _item_meant(post: Post, short: str) -> Item | None:
    """Return the item that a draft of recap names, by its id or, to somebody outside, by its token."""
    if not short.startswith("#"):
        return item_called(post.store, short)
    return next((item for _, item in post.store.items(everything=True) if token_of(item.key) == short), None)


def _bracketed(text: str) -> list[str]:
    return list(dict.fromkeys(match["id"].casefold() for match in BRACKETED.finditer(text)))


def _names(people: Sequence[Member]) -> tuple[str, ...]:
    return tuple(one.name or one.email or "" for one in people)
