"""Make the version of a recap that a client may see: without what is internal, addresses, doubts and line numbers.

It reads only the recap, so that a plan saved as JSON is redacted in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import and_list
from extractor.model import Action, News, Person, Recap, Remark, Since
from extractor.resolution.suspicion import AFTER, UNDER, suspicious_words

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
        items=tuple(_redacted_item(item) for item in recap.items if _is_shown(item)),
        decisions=tuple(_redacted_remark(remark) for remark in recap.decisions if not remark.private),
        questions=tuple(_redacted_remark(remark) for remark in recap.questions if not remark.private),
        next_meeting=None if "next_meeting" in recap.private else recap.next_meeting,
        people=tuple(
            Person(
                _without_addresses(person.name),
                present=person.present,
                client=person.client,
                form=_without_addresses(person.form),
            )
            for person in recap.people
            if not person.private
        ),
        since=_redacted_since(recap.since) if recap.since else None,
    )


def _redacted_since(since: Since) -> Since:
    """Return what is done of what is public in every place; no moves and no counts."""
    return Since(
        tuple(
            News("done", _without_addresses(news.task), tuple(map(_without_addresses, news.owners)))
            for news in since.news
            if news.what == "done" and not news.private
        )
    )


def withheld(recap: Recap) -> tuple[str, ...]:
    """Return what `for_client` leaves out, as lines for the sender: "line 12: raise the price"."""
    remarks = (*recap.decisions, *recap.questions)
    public_items = [item for item in recap.items if _is_shown(item)]
    lines = [_with_line(item.line, item.task) for item in recap.items if item.private]
    lines += [
        _with_line(item.line, f"{item.task} (concerns only us)")
        for item in recap.items
        if item.ours and not item.private
    ]
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


def suspicions(recap: Recap) -> tuple[str, ...]:
    """Return what a client gets to see and the sender should look at: "line 12 says 'day rate' and is kept"."""
    places: dict[int, dict[str, None]] = {}
    title = () if recap.title is None or "title" in recap.private else suspicious_words(recap.title)
    shown: tuple[Action | Remark, ...] = (*recap.items, *recap.decisions, *recap.questions)
    for kept in shown:
        if kept.private or (isinstance(kept, Action) and kept.ours):
            continue
        found = kept.suspect
        if not kept.line:  # added by hand
            found += suspicious_words(kept.task if isinstance(kept, Action) else kept.text)
        if found:
            places.setdefault(kept.line, {}).update(dict.fromkeys(found))
    lines = [f"the title says {quoted(title)} and is kept"] if title else []
    for line, words in sorted(places.items()):
        subject = f"line {line}" if line else "an item of your own"
        said = tuple(word for word in words if not word.startswith((AFTER, UNDER)))
        reasons = [f"says {quoted(said)}"] if said else []
        reasons += [f"comes after '{word.removeprefix(AFTER)}'" for word in words if word.startswith(AFTER)]
        reasons += [f"stands under '{word.removeprefix(UNDER)}'" for word in words if word.startswith(UNDER)]
        lines.append(f"{subject} {', '.join(reasons)} and is kept")
    return tuple(printable(line) for line in lines)


def _is_shown(item: Action) -> bool:
    return not item.private and not item.ours


def unknown_lines(recap: Recap, lines: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return those ranges of lines, as words, in which neither an item nor a decision nor a question stands."""
    places = [place for item in recap.items for place in ((item.line, item.end_line), *item.also)]
    places += [(remark.line, remark.end_line) for remark in (*recap.decisions, *recap.questions)]
    return tuple(
        f"{first}-{last}" if last > first else str(first)
        for first, last in lines
        if not any(start <= last and end >= first for start, end in places)
    )


def decided(recap: Recap, withhold: Sequence[tuple[int, int]], release: Sequence[tuple[int, int]]) -> Recap:
    """Return a saved plan with what the sender decided about its lines.

    Args:
        recap: The plan.
        withhold: First and last lines that a client must not see.
        release: First and last lines that a client may see.
    """

    def is_in(first: int, last: int, lines: Sequence[tuple[int, int]]) -> bool:
        return any(start <= last and end >= first for start, end in lines)

    def item(action: Action) -> Action:
        places = ((action.line, action.end_line), *action.also)
        if any(is_in(*place, withhold) for place in places):
            return replace(action, private=True)
        if is_in(action.line, action.end_line, release):
            return replace(action, private=False, private_parts=(), suspect=(), ours=False)
        return action

    def remark(said: Remark) -> Remark:
        if is_in(said.line, said.end_line, withhold):
            return replace(said, private=True)
        return replace(said, private=False, suspect=()) if is_in(said.line, said.end_line, release) else said

    return replace(
        recap,
        items=tuple(map(item, recap.items)),
        decisions=tuple(map(remark, recap.decisions)),
        questions=tuple(map(remark, recap.questions)),
    )


def quoted(words: Sequence[str]) -> str:
    """Return words for a message: "'margin' and 'day rate'"."""
    return and_list([f"'{word}'" for word in words])


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
        suspect=(),
        purpose=None,
        short="",
    )


def _redacted_remark(remark: Remark) -> Remark:
    return Remark(_without_addresses(remark.text), 0, 0)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(ADDRESS_WITHHELD, text) if "@" in text else text


def _with_line(line: int | None, words: str) -> str:
    return f"line {line}: {words}" if line else words
