"""Who gets the recap email, and at which address."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.common.escaping import printable
from extractor.language.people.name_lists import is_role
from extractor.language.people.roster import Roster
from extractor.model import Person, Recap, RenderOptions
from extractor.output.mail.address_book import is_address
from extractor.output.redaction import ADDRESS_WITHHELD, NAME_WITHHELD
from extractor.output.wording import is_for


def addressees(recap: Recap, options: RenderOptions) -> Addressees:
    """Who gets the email: those present and the owners, without the sender; or the reader of the wishes.

    The people file says the addresses. Those of the notes count where the notes give one to a person of theirs, and for
    a client not at all. Two people whom a name could mean are a doubt, and get nothing.
    """
    names = [options.reader] if options.reader else everyone(recap)
    to: dict[str, Person] = {}
    missing: list[str] = []
    doubts: list[str] = []
    for name in names:
        found = people_called(name, recap, options)
        if len(found) > 1:
            who = " or ".join(f"{person.name} <{person.email}>" for person in found)
            doubts.append(printable(f"“{name}” could be {who}; say which in the people file, or in the notes"))
        elif found and is_address(found[0].email):
            to.setdefault((found[0].email or "").lower(), Person(name=found[0].name, email=found[0].email))
        elif not _is_sender(name, options):
            missing.append(printable(name))
    if options.sender and not options.reader:
        to.pop((options.sender.email or "").lower(), None)
    return Addressees(tuple(to.values()), tuple(missing), tuple(doubts))


def everyone(recap: Recap) -> list[str]:
    """The names of those present and of the owners that are people, each once."""
    names = dict.fromkeys(recap.attendees)
    for item in recap.items:
        names.update(dict.fromkeys(owner for owner in item.owners if _is_person(owner, recap)))
    return [name for name in names if name.strip() and NAME_WITHHELD not in name and ADDRESS_WITHHELD not in name]


def people_called(name: str, recap: Recap, options: RenderOptions) -> tuple[Person, ...]:
    """Those of the people file whom a name of the recap can mean, else the person of the notes if it has an address."""
    forms = [name, *(alias for person in recap.people if person.name == name for alias in person.aliases)]
    book = Roster(options.address_book)
    for form in forms:
        if form.strip() and (found := book.known(form)):
            return found
    if options.audience == "client":
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


def _is_sender(name: str, options: RenderOptions) -> bool:
    """Whether the name of a recap is that of the sender, in full or in part: "Maya" signs, Maya Okafor was there."""
    sender = options.sender
    return sender is not None and bool(Roster((sender,)).known(name) or Roster((Person(name),)).known(sender.name))
