"""The recap that a client may see: without what is internal, addresses, doubts and lines of the notes.

It needs the recap alone, so that a plan that was saved as JSON is held to the same. What renders it cannot leak what it
never sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.model import Action, Person, Recap, Remark

ADDRESS_WITHHELD = "(address withheld)"
NAME_WITHHELD = "(name withheld)"

_ADDRESS = expression(r"""(?:mailto:)?[^\s@<>(),;:"\[\]|]{1,256}@[^\s@<>(),;"\[\]|]{1,256}[^\W_]""", re.I)


def for_client(recap: Recap) -> Recap:
    """The recap without what is private in it, and without e-mail addresses, doubts, maybes and lines of the notes."""
    hidden = {person.name for person in recap.people if person.private}
    return Recap(
        source="-",
        title=None if "title" in recap.private or recap.title is None else _without_addresses(recap.title),
        date=None if "date" in recap.private else recap.date,
        attendees=tuple(_without_addresses(name) for name in recap.attendees if name not in hidden),
        items=tuple(_outside(item) for item in recap.items if not item.private),
        decisions=tuple(_said_outside(one) for one in recap.decisions if not one.private),
        questions=tuple(_said_outside(one) for one in recap.questions if not one.private),
        next_meeting=None if "next_meeting" in recap.private else recap.next_meeting,
        people=tuple(
            Person(_without_addresses(person.name), present=person.present)
            for person in recap.people
            if not person.private
        ),
    )


def withheld(recap: Recap) -> tuple[str, ...]:
    """What `for_client` leaves out, as lines for whoever writes: "line 12: raise the price"."""
    lines = [_at(item.line, item.task) for item in recap.items if item.private]
    lines += [
        _at(item.line, f"{_and(item.private_parts)} of “{item.task}”")
        for item in recap.items
        if not item.private and item.private_parts
    ]
    lines += [_at(one.line, one.text) for one in (*recap.decisions, *recap.questions) if one.private]
    lines += [f"the meeting's {part.replace('_', ' ')}" for part in recap.private]
    lines += [_at(person.line, person.name) for person in recap.people if person.private]
    shown = (recap.title or "", *recap.attendees, *(text for item in recap.items for text in _texts(item)))
    said = (*shown, *(one.text for one in (*recap.decisions, *recap.questions) if not one.private))
    lines += [f"address {address}" for address in dict.fromkeys(_ADDRESS.findall("\n".join(said)))]
    return tuple(printable(line) for line in lines)


def _outside(item: Action) -> Action:
    no_due = "due" in item.private_parts
    owners = (NAME_WITHHELD,) if "owners" in item.private_parts else item.owners
    return replace(
        item,
        task=_without_addresses(item.task),
        owners=tuple(_without_addresses(owner) for owner in owners),
        due=None if no_due else item.due,
        due_text=None if no_due or item.due_text is None else _without_addresses(item.due_text),
        other_due=None,
        line=0,
        end_line=0,
        said="",
        also=(),
        at=None,
        found_by="",
        confidence=1.0,
        private_parts=(),
    )


def _said_outside(one: Remark) -> Remark:
    return Remark(_without_addresses(one.text), 0, 0)


def _texts(item: Action) -> tuple[str, ...]:
    return () if item.private else (item.task, item.due_text or "", *item.owners)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(ADDRESS_WITHHELD, text) if "@" in text else text


def _at(line: int | None, words: str) -> str:
    return f"line {line}: {words}" if line else words


def _and(parts: Iterable[str]) -> str:
    return " and ".join(parts)
