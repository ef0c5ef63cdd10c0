"""Take mails in: recaps first, then answers to them, each mail once.

A mail is an answer if In-Reply-To or References name a mail of ours; else if its subject, its sender and its day fit,
and then it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.ledger.book import Pen, hear
from extractor.ledger.heard import Heard
from extractor.ledger.mails import Mail, Stored
from extractor.ledger.own_mails import may_be_recap, read_own, read_recap, read_word
from extractor.ledger.post import Post, parents_of, same_subject, who_sent
from extractor.ledger.replies import read_reply

# A folder or mailbox of what was sent: "Sent", "[Gmail]/Sent Mail", "INBOX.Sent", "Sent Items.mbox".
_SENT_FOLDER = expression(r"(?:^|[/\\.\]])sent(?:[ _-]?(?:items|mail|messages))?(?=[/\\]|\.mbox|$)", re.IGNORECASE)


def take_in(pen: Pen, post: Post, read_all: Callable[[], Iterable[Stored]]) -> list[Heard]:
    """Keep what mails say, recaps first; return what became of each, in the order of their days.

    The mails are read twice, and few of them are held: a mailbox may be larger than the memory.

    Args:
        pen: Writes the act.
        post: The mails that the ledger knows.
        read_all: Yields the mails, in any order.
    """
    before = set(post.letters)
    sent = _first(read_all(), lambda mail: mail.id not in before and (may_be_recap(mail) or bool(mail.about)))
    post.own = _own_addresses(post, sent)
    heard = [one for stored in sent if (one := read_own(post, stored)) is not None]
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
    answers = [read_own(post, stored) or read_reply(post, stored) for stored in sorted(concerning, key=_by_day)]
    _write(pen, answers)
    return sorted([*heard, *answers, *found], key=lambda one: (one.mail.day or date.max, one.mail.id))


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
    found = read_recap(post, stored) if may_be_recap(mail) else None
    heard = found or read_word(post, stored) or Heard(mail, "other")
    _write(pen, [heard])
    return heard


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


def _concerns(post: Post, mail: Mail) -> bool:
    """Whether the heads of a mail show that it may say something of ours."""
    if mail.day is None:
        return False
    if post.is_mine(mail) or parents_of(post, mail) or same_subject(post, mail):
        return True
    return mail.is_automatic and who_sent(post, mail, ())[1]


def _write(pen: Pen, heard: Sequence[Heard]) -> None:
    letters = [(one.letter, one.said) for one in heard if one.letter is not None]
    if letters:
        hear(pen, letters)
