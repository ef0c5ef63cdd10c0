"""Resolve the owners and the deadline of one mention: names to people, words to a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.dates import resolving
from extractor.dates.intervals import DateContext
from extractor.language.people.roster import Roster
from extractor.model import Deadline, Doubt, Mention, Notes


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention with its owners and its day."""

    mention: Mention
    owners: tuple[str, ...]
    due: Deadline | None
    doubts: tuple[Doubt, ...]
    also: tuple[tuple[int, int], ...] = ()
    private_parts: tuple[str, ...] = ()  # which of "owners" and "due" a private mention alone gave a public one


def resolve_mention(found: Mention, notes: Notes, roster: Roster, context: DateContext) -> ResolvedMention:
    people: list[str] = []
    doubts: list[Doubt] = []
    for words in found.owners_said:
        for owner in roster.resolve(words, found.speaker):
            if owner.casefold() not in _PRONOUNS and owner not in people:
                people.append(owner)
        if unclear := roster.doubt(words):
            doubts.append(Doubt(found.line, unclear, "owner"))
    if found.due_after and (named := resolving.resolve(found.due_after, context)) and named.day:
        context = replace(context, before=named.day)  # "Lee sends it on 12 March; the others answer by then"
    due = resolving.resolve(found.due_said, context) if found.due_said else None
    if due is not None:
        doubts.extend(Doubt(found.line, message, "date") for message in due.doubts)
    return ResolvedMention(found, tuple(people), due, tuple(doubts))


_PRONOUNS = frozenset("i we you he she they them it us me".split())
