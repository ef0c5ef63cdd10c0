"""Make the version of a recap that a client may see: without what is internal, addresses, doubts and line numbers.

It reads only the recap, so that a plan saved as JSON is redacted in the same way.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.model import Action, Person, Recap, Remark

ADDRESS_WITHHELD = "(address withheld)"
NAME_WITHHELD = "(name withheld)"

_ADDRESS = expression(r"""(?:mailto:)?[^\s@<>(),;:"\[\]|]{1,256}@[^\s@<>(),;"\[\]|]{1,256}[^\W_]""", re.I)


def for_client(recap: Recap) -> Recap:
    """Return the recap without what is private, e-mail addresses, doubts, maybes and line numbers."""
    private_names = {person.name for person in recap.people if person.private}
    return Recap(
        source="-",
        title=None if "title" in recap.private or recap.title is None else _without_addresses(recap.title),
        date=None if "date" in recap.private else recap.date,
        attendees=tuple(_without_addresses(name) for name in recap.attendees if name not in private_names),
        items=tuple(_redacted_item(item) for item in recap.items if not item.private),
        decisions=tuple(_redacted_remark(remark) for remark in recap.decisions if not remark.private),
        questions=tuple(_redacted_remark(remark) for remark in recap.questions if not remark.private),
        next_meeting=None if "next_meeting" in recap.private else recap.next_meeting,
        people=tuple(
            Person(_without_addresses(person.name), present=person.present)
            for person in recap.people
            if not person.private
        ),
    )


def withheld(recap: Recap) -> tuple[str, ...]:
    """Return what `for_client` leaves out, as lines for the sender: "line 12: raise the price"."""
    remarks = (*recap.decisions, *recap.questions)
    public_items = [item for item in recap.items if not item.private]
    lines = [_with_line(item.line, item.task) for item in recap.items if item.private]
    lines += [
        _with_line(item.line, f"{' and '.join(item.private_parts)} of “{item.task}”")
        for item in public_items
        if item.private_parts
    ]
    lines += [_with_line(remark.line, remark.text) for remark in remarks if remark.private]
    lines += [f"the meeting's {part.replace('_', ' ')}" for part in recap.private]
    lines += [_with_line(person.line, person.name) for person in recap.people if person.private]
    item_texts = [text for item in public_items for text in (item.task, item.due_text or "", *item.owners)]
    remark_texts = [remark.text for remark in remarks if not remark.private]
    public_text = "\n".join((recap.title or "", *recap.attendees, *item_texts, *remark_texts))
    lines += [f"address {address}" for address in dict.fromkeys(_ADDRESS.findall(public_text))]
    return tuple(printable(line) for line in lines)


def _redacted_item(item: Action) -> Action:
    hide_due = "due" in item.private_parts
    owners = (NAME_WITHHELD,) if "owners" in item.private_parts else item.owners
    return replace(
        item,
        task=_without_addresses(item.task),
        owners=tuple(_without_addresses(owner) for owner in owners),
        due=None if hide_due else item.due,
        due_text=None if hide_due or item.due_text is None else _without_addresses(item.due_text),
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


def _redacted_remark(remark: Remark) -> Remark:
    return Remark(_without_addresses(remark.text), 0, 0)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(ADDRESS_WITHHELD, text) if "@" in text else text


def _with_line(line: int | None, words: str) -> str:
    return f"line {line}: {words}" if line else words
