"""The mails that the ledger knows: which of them another mail answers, and who sent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from extractor.ledger.events import Called, Letter
from extractor.ledger.identity import folded
from extractor.ledger.items import Item
from extractor.ledger.mails import Mail
from extractor.ledger.store import Store
from extractor.model import Person

ANSWER_DAYS = 60  # after which a mail with the subject of a recap, and no other sign, is no answer to it


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


def parents_of(post: Post, mail: Mail) -> list[Letter]:
    """Return the mails of ours that a mail answers, the nearest first."""
    found = [post.letters[id] for id in mail.parents if id in post.letters]
    return [one for one in dict.fromkeys(found) if one.called]


def same_subject(post: Post, mail: Mail) -> list[Letter]:
    """Return the mail of ours that a mail may answer, by its subject, its sender and its day."""
    since = (mail.day or date.min) - timedelta(days=ANSWER_DAYS)
    fits = [
        one
        for one in post.by_subject.get(folded(mail.subject), ())
        if since <= one.day <= (mail.day or date.min) and any(member.email == mail.address for member in one.to)
    ]
    return fits[-1:]


def who_sent(post: Post, mail: Mail, parents: Sequence[Letter]) -> tuple[str, bool]:
    """Return who sent a mail, and whether the address is known to be theirs."""
    for person in post.people:
        if person.email and person.email.casefold() == mail.address:
            return person.name, True
    for letter in (*parents, *post.letters.values()):
        for member in letter.to:
            if member.email == mail.address:
                return member.name or mail.name or mail.address, True
    return mail.name or mail.address, False


def ids_of(letters: Sequence[Letter]) -> dict[str, Called]:
    """Return what the ids of mails stand for; the first of them counts where two use one id."""
    found: dict[str, Called] = {}
    for letter in letters:
        for one in letter.called:
            found.setdefault(one.short or f"\0{one.item}", one)
    return found


def item_called(store: Store, short: str) -> Item | None:
    """Return the item whose id is written out in full; None if no item or several are shown as it."""
    found = store.shown_as(short.casefold())
    return store.item(found[0][1]) if len(found) == 1 and found[0][0] == short.casefold() else None


def letter_of(
    mail: Mail,
    kind: str,
    *,
    called: tuple[Called, ...] = (),
    meeting: str = "",
    until: date | None = None,
    who: str = "",
) -> Letter:
    """Return what the ledger keeps of a mail.

    Args:
        mail: The mail.
        kind: "recap", "nudge", "word", "answer" or "absence".
        called: What its ids stand for.
        meeting: The meeting that a recap is of; its id.
        until: How long the sender is away.
        who: Who sent it, where another name than the mail's is known.
    """
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
