"""The recap as a draft for a mail program to open: an RFC 5322 message, text first, HTML last (RFC 2046, 5.1.4).

Nothing is sent. A draft names no machine and hides no recipient: the Message-ID is made of the content (RFC 2606 keeps
".invalid" free for that), and there is no Bcc. X-Unsent makes Outlook open it for editing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from extractor.common.escaping import printable
from extractor.language.people.name_lists import is_role
from extractor.language.people.roster import Roster
from extractor.letter import is_for, subject
from extractor.model import Person, Recap, Wishes
from extractor.people import is_address
from extractor.privacy import ADDRESS_WITHHELD, NAME_WITHHELD
from extractor.rendering import html_email, text_body

NAME_LENGTH = 64  # characters of a name in a header; RFC 5322 folds at blanks only


def draft(recap: Recap, wishes: Wishes = Wishes()) -> str:  # noqa: B008 - frozen
    """The recap email as a message with CRLF line ends, in ASCII; for `wishes.reader` alone if there is one."""
    text, page = text_body(recap, wishes), html_email(recap, wishes)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _header(subject(recap))
    if wishes.sender and is_address(wishes.sender.email):
        message["From"] = _address(wishes.sender)
    to = addressees(recap, wishes).to
    if to:
        message["To"] = tuple(_address(person) for person in to)
    if wishes.now:
        message["Date"] = wishes.now
    digest = _digest(str(message), text, page)
    message["Message-ID"] = f"<{digest}@recap.invalid>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    if wishes.attach_ics and any(item.due and not item.done for item in recap.items):
        from extractor.calendar import events

        message.add_attachment(events(recap, wishes), subtype="calendar", filename="deadlines.ics", cte="base64")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")  # made at random by default: the same recap, another file
    return message.as_bytes().decode("ascii")


def addressees(recap: Recap, wishes: Wishes) -> Addressees:
    """Who gets the email: those present and the owners, without the sender; or the reader of the wishes.

    The people file says the addresses. Those of the notes count where the notes give one to a person of theirs, and for
    a client not at all. Two people whom a name could mean are a doubt, and get nothing.
    """
    names = [wishes.reader] if wishes.reader else everyone(recap)
    to: dict[str, Person] = {}
    missing: list[str] = []
    doubts: list[str] = []
    for name in names:
        found = find(name, recap, wishes)
        if len(found) > 1:
            who = " or ".join(f"{person.name} <{person.email}>" for person in found)
            doubts.append(printable(f"“{name}” could be {who}; say which in the people file, or in the notes"))
        elif found and is_address(found[0].email):
            to.setdefault((found[0].email or "").lower(), Person(name=found[0].name, email=found[0].email))
        elif not _is_sender(name, wishes):
            missing.append(printable(name))
    if wishes.sender and not wishes.reader:
        to.pop((wishes.sender.email or "").lower(), None)
    return Addressees(tuple(to.values()), tuple(missing), tuple(doubts))


def everyone(recap: Recap) -> list[str]:
    """The names of those present and of the owners that are people, each once."""
    names = dict.fromkeys(recap.attendees)
    for item in recap.items:
        names.update(dict.fromkeys(owner for owner in item.owners if _is_person(owner, recap)))
    return [name for name in names if name.strip() and NAME_WITHHELD not in name and ADDRESS_WITHHELD not in name]


def find(name: str, recap: Recap, wishes: Wishes) -> tuple[Person, ...]:
    """Those of the people file whom a name of the recap can mean, else the person of the notes if it has an address."""
    forms = [name, *(alias for person in recap.people if person.name == name for alias in person.aliases)]
    book = Roster(wishes.book)
    for form in forms:
        if form.strip() and (found := book.known(form)):
            return found
    if wishes.audience == "client":
        return ()
    return tuple(person for person in recap.people if person.name == name and person.email)


def readers(recap: Recap) -> tuple[str, ...]:
    """Those who have something to do and are people: each gets a draft of their own."""
    open_items = [item for item in recap.items if not item.done]
    return tuple(name for name in everyone(recap) if any(is_for(item, name) for item in open_items))


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who gets the email, who has no address, and who cannot be told apart."""

    to: tuple[Person, ...]
    missing: tuple[str, ...]
    doubts: tuple[str, ...]


def _is_person(owner: str, recap: Recap) -> bool:
    if owner.casefold() == "all":
        return False
    return owner in recap.attendees or any(person.name == owner for person in recap.people) or not is_role(owner)


def _is_sender(name: str, wishes: Wishes) -> bool:
    """Whether the name of a recap is that of the sender, in full or in part: "Maya" signs, Maya Okafor was there."""
    sender = wishes.sender
    return sender is not None and bool(Roster((sender,)).known(name) or Roster((Person(name),)).known(sender.name))


def _address(person: Person) -> Address:
    name = _header(person.name)
    name = "" if "@" in name else name[:NAME_LENGTH].strip()
    return Address(display_name=name, addr_spec=person.email or "")


def _header(words: str) -> str:
    """The words as a header may have them: "=?utf-8?B?PGI+?=" stays what it is, and is not decoded by who reads it."""
    return printable(words).replace("=?", "= ?").strip()


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
