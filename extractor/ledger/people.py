"""Know a person across notes: by the full name, by a first name that fits one, by initials of a roster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.ledger import likeness
from extractor.ledger.events import Member
from extractor.ledger.identity import folded
from extractor.ledger.waiting import People

if TYPE_CHECKING:
    from extractor.model import Person


def person_called(words: str, people: Sequence[Member], me: str | None) -> str:
    """Return the full name of the person whom words mean, or the words: who fits none or several is not guessed.

    Args:
        words: A name, a first name, initials, or "I" and "me".
        people: The people of the series.
        me: The user's own name, if it is known.
    """
    if words.casefold() in ("i", "me"):
        return me or "me"
    matches = people_called(words, people)
    if me and likeness.may_be_one(words, me):
        matches.append(me)
    names = list(dict.fromkeys(matches))
    return names[0] if len(names) == 1 else words


def people_called(words: str, people: Sequence[Member]) -> list[str]:
    """Return the names of the people whom words may mean, each once."""
    matches = [
        one.name for one in people if likeness.may_be_one(words, one.name) or folded(words) in map(folded, one.aliases)
    ]
    return list(dict.fromkeys(matches))


def people_of(people: Iterable[Person], me: str, outside: Iterable[str]) -> People:
    """Return who the user is, and who is outside: named so, or with an address of another domain than the user's.

    Args:
        people: Of the people file.
        me: The user's name there.
        outside: The names that the file calls outside.
    """
    emails = {folded(person.name): person.email for person in people if person.email}
    domain = _domain(emails.get(folded(me), ""))
    elsewhere = {name for name, email in emails.items() if domain and _domain(email) != domain}
    return People(me, frozenset({*elsewhere, *map(folded, outside)}), emails)


def _domain(email: str) -> str:
    return email.rpartition("@")[2].casefold()
