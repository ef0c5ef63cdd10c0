"""Resolve the owners and the deadline of a mention: names to people, words to a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.dates import resolving
from extractor.dates.intervals import DateContext
from extractor.language.people.roster import Roster
from extractor.model import Deadline, Doubt, Mention, Notes

_PRONOUNS = frozenset("i we you he she they them it us".split())


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention with its resolved owners and day, and, once merged, its other places."""

    mention: Mention
    owners: tuple[str, ...]
    due: Deadline | None
    doubts: tuple[Doubt, ...]
    also: tuple[tuple[int, int], ...] = ()
    private_parts: tuple[str, ...] = ()  # which of "owners" and "due" of a public mention only a private one gives


def resolve_mention(mention: Mention, notes: Notes, roster: Roster, context: DateContext) -> ResolvedMention:
    """Look up the owners of a mention in `roster` and its deadline in `context`; pronouns never become owners.

    "Me" is the speaker, else the writer of the mention's part of `notes`.
    """
    owners: list[str] = []
    if mention.day:
        context = replace(context, held_on=mention.day)
    doubts = list(mention.doubts)
    speaker = mention.speaker or roster.wrote.of(notes.blocks[mention.block])
    for words in mention.owners_said:
        for owner in roster.resolve(words, speaker):
            if owner.casefold() not in _PRONOUNS and owner not in owners:
                owners.append(owner)
        if message := roster.doubt(words):
            doubts.append(Doubt(mention.line, message, "owner"))
    if mention.due_after:  # "Lee sends it on 12 March; the others answer by then"
        referred = resolving.resolve(mention.due_after, context)
        if referred and referred.day:
            context = replace(context, before=referred.day)
    due = resolving.resolve(mention.due_said, context) if mention.due_said else None
    if due is not None:
        doubts.extend(Doubt(mention.line, message, "date") for message in due.doubts)
    return ResolvedMention(mention, tuple(owners), due, tuple(doubts), mention.also)
