"""What may be said outside: a recap held to what public places of the notes say, and the recap that a client may see.

`marked` runs once, after a recap is made, and knows the notes; `for_client` needs the recap alone, so that a plan that
was saved as JSON is held to the same. The client's recap is a recap with the private things gone: what renders it
cannot leak what it never sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.model import Action, Block, Notes, Person, Recap, Remark

ADDRESS_WITHHELD = "(address withheld)"
NAME_WITHHELD = "(name withheld)"
_WORD = expression(r"\w+")
_ADDRESS = expression(r"""(?:mailto:)?[^\s@<>(),;:"\[\]|]{1,256}@[^\s@<>(),;"\[\]|]{1,256}[^\W_]""", re.I)


def marked(recap: Recap, notes: Notes) -> Recap:
    """The recap with everything private that a word of holds which only private places of the notes say.

    Reading completes what it finds: "fix it" gains the name of the thing, "Ana" her family name, and either may come
    from a private line. Whatever the way, a word that no public line has makes its item private.
    """
    if not any(block.private for block in notes.blocks):
        return recap
    secret = _secret_words(notes)

    def item(action: Action) -> Action:
        if action.private or _words(action.task, action.said) & secret:
            return replace(action, private=True, private_parts=())
        parts = set(action.private_parts)
        if _words(*action.owners) & secret:
            parts.add("owners")
        if _words(action.due_text or "") & secret:
            parts.add("due")
        return replace(action, private_parts=tuple(sorted(parts)))

    def remark(one: Remark) -> Remark:
        return replace(one, private=one.private or bool(_words(one.text) & secret))

    def person(one: Person) -> Person:
        return replace(one, private=bool(_words(one.name) & secret))

    title = ("title",) if _words(recap.title or "") & secret else ()
    return replace(
        recap,
        items=tuple(map(item, recap.items)),
        maybes=tuple(map(item, recap.maybes)),
        decisions=tuple(map(remark, recap.decisions)),
        questions=tuple(map(remark, recap.questions)),
        people=tuple(map(person, recap.people)),
        private=tuple(dict.fromkeys((*recap.private, *title))),
    )


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


def _secret_words(notes: Notes) -> frozenset[str]:
    """The words that only private blocks of the notes have."""
    titles = {block.text for block in notes.blocks if block.private and block.text in _titles(notes)}
    public = _words(*(text for block in notes.blocks if not block.private for text in _block_texts(block, titles)))
    # What stands in no block is front matter, which belongs to the whole.
    lines = {line for block in notes.blocks for line in range(block.line, block.end_line + 1)}
    front = [person.name for person in notes.people if person.line is not None and person.line not in lines]
    private = _words(*(text for block in notes.blocks if block.private for text in _block_texts(block, set())))
    return private - public - _words(*front)


def _titles(notes: Notes) -> frozenset[str]:
    return frozenset(title for block in notes.blocks for title in block.section)


def _block_texts(block: Block, without: set[str]) -> Iterable[str]:
    yield block.text
    yield block.speaker or ""
    yield from (text for cell in block.cells for text in (cell.column, cell.text))
    yield from (title for title in block.section if title not in without)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


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
