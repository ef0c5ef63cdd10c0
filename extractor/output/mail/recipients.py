"""Find out who gets the recap email, and at which address."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.common.escaping import printable
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster
from extractor.model import Person, Recap, RenderOptions
from extractor.output.mail.address_book import is_address
from extractor.output.redaction import ADDRESS_WITHHELD, NAME_WITHHELD
from extractor.output.wording import is_for


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who gets the email."""

    to: tuple[Person, ...]
    missing: tuple[str, ...]  # names without an address
    doubts: tuple[str, ...]  # sentences about names that two people have; neither gets the email


def addressees(recap: Recap, options: RenderOptions) -> Addressees:
    """Return who gets the email: `options.to`, else attendees and owners without the sender, or only `options.reader`.

    Addresses come from the people file, else from the notes; for a client, only from the people file.
    """
    if options.to and not options.reader:
        return Addressees(options.to, (), ())
    to: dict[str, Person] = {}
    missing: list[str] = []
    doubts: list[str] = []
    for name in [options.reader] if options.reader else everyone(recap):
        matches = people_called(name, recap, options)
        if len(matches) > 1:
            who = " or ".join(f"{person.name} <{person.email}>" for person in matches)
            doubts.append(printable(f"“{name}” could be {who}; say which in the people file, or in the notes"))
        elif matches and is_address(matches[0].email):
            to.setdefault((matches[0].email or "").lower(), Person(name=matches[0].name, email=matches[0].email))
        elif not _is_sender(name, options):
            missing.append(printable(name))
    if options.sender and not options.reader:
        to.pop((options.sender.email or "").lower(), None)
    return Addressees(tuple(to.values()), tuple(missing), tuple(doubts))


def everyone(recap: Recap) -> list[str]:
    """Return the names of the attendees and of the owners that are people, each once."""
    names = dict.fromkeys(recap.attendees)
    for item in recap.items:
        names.update(dict.fromkeys(owner for owner in item.owners if _is_person(owner, recap)))
    return [name for name in names if name.strip() and NAME_WITHHELD not in name and ADDRESS_WITHHELD not in name]


def people_called(name: str, recap: Recap, options: RenderOptions) -> tuple[Person, ...]:
    """Return the people whom a name of the recap can mean.

    Args:
        name: As the recap has it.
        recap: Its people have the aliases of the name, and addresses if the notes give any.
        options: Its address book is asked first; for a client, only it is asked.
    """
    forms = [name, *(alias for person in recap.people if person.name == name for alias in person.aliases)]
    address_book = Roster(options.address_book)
    for form in forms:
        if form.strip() and (matches := address_book.known(form)):
            return matches
    if options.audience == "client":
        return ()
    return tuple(person for person in recap.people if person.name == name and person.email)


def readers(recap: Recap) -> tuple[str, ...]:
    """Return the names of the people who have open actions; `--per-owner` writes a draft for each."""
    open_items = [item for item in recap.items if not item.done]
    return tuple(name for name in everyone(recap) if any(is_for(item, name) for item in open_items))


def _is_person(owner: str, recap: Recap) -> bool:
    if owner.casefold() == "all":
        return False
    return owner in recap.attendees or any(person.name == owner for person in recap.people) or not is_role(owner)


def _is_sender(name: str, options: RenderOptions) -> bool:
    """Whether a name is the sender's, in full or in part: "Maya" signs, and the notes name Maya Okafor."""
    sender = options.sender
    return sender is not None and bool(Roster((sender,)).known(name) or Roster((Person(name),)).known(sender.name))
