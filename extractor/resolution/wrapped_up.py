"""Take from the wrap-up of a talk what it says again: the place, the owner, the day, and what a pronoun means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.dates import resolving
from extractor.dates.intervals import DateContext
from extractor.extraction.mentions.slots import slots
from extractor.language.content_words import content
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes
from extractor.resolution.coreference import NoteVocabulary
from extractor.resolution.naming import LIGHT, named
from extractor.resolution.normalization import ResolvedMention
from extractor.resolution.wrap_up import WrapUpPart, wrap_up_parts

LEAST = 0.5  # share of the words of a part that the work, or the turns around it, must hold
TURNS_BEFORE, TURNS_AFTER = 4, 1  # around a piece of work, in which its topic is named


def with_wrap_up(
    items: Sequence[ResolvedMention], notes: Notes, roster: Roster, context: DateContext
) -> list[ResolvedMention]:
    """Return the items of a talk with what its wrap-up says of them; without those that only the wrap-up repeats.

    Args:
        items: The items and maybes, merged.
        notes: The notes that hold them.
        roster: Their people.
        context: What the days of the wrap-up are counted from.
    """
    parts = [part for part in wrap_up_parts(notes, roster) if not slots(part.words)] if items else []
    if not parts:
        return list(items)
    chosen = _matches(parts, items, notes, roster)
    result = list(items)
    for number, index in chosen.items():
        result[index] = _told(result[index], parts[number], notes, roster, context)
    said_again = {parts[number] for number in chosen}
    return [item for item in result if not _is_in(item, said_again, parts, notes)]


def _matches(
    parts: Sequence[WrapUpPart], items: Sequence[ResolvedMention], notes: Notes, roster: Roster
) -> dict[int, int]:
    """Return for each part of the wrap-up that says an item again the index of that item; the best fit comes first."""
    vocabulary = NoteVocabulary(notes)
    fits = sorted(
        (
            (-fit, number, index)
            for number, part in enumerate(parts)
            for index, item in enumerate(items)
            if (fit := _fit(part, item, notes, roster, vocabulary)) > 0
        ),
    )
    chosen: dict[int, int] = {}
    for _, number, index in fits:
        if number not in chosen and index not in chosen.values():
            chosen[number] = index
    return chosen | _only_ones(parts, items, notes, roster, chosen)


def _only_ones(
    parts: Sequence[WrapUpPart],
    items: Sequence[ResolvedMention],
    notes: Notes,
    roster: Roster,
    chosen: Mapping[int, int],
) -> dict[int, int]:
    """Return more of such pairs: a part, and the only work of the same person left that a pronoun names."""
    left = [number for number, part in enumerate(parts) if number not in chosen and part.is_named and part.words]
    found: dict[int, int] = {}
    for number in left:
        part = parts[number]
        who = set(roster.resolve(part.owner_said, notes.blocks[part.block].speaker))
        of_same = [other for other in left if parts[other].owner_said == part.owner_said]
        own = [
            index
            for index, item in enumerate(items)
            if index not in chosen.values() and set(item.owners) & who and item.mention.block < part.block
        ]
        if len(of_same) == len(own) == 1:
            mention = items[own[0]].mention
            if named(mention, part.words) != mention.completed:
                found[number] = own[0]
    return found


def _fit(part: WrapUpPart, item: ResolvedMention, notes: Notes, roster: Roster, vocabulary: NoteVocabulary) -> float:
    """Return how well a part of the wrap-up fits an item, 0 where it is other work."""
    mention = item.mention
    if notes.blocks[mention.block].kind is not Kind.TURN or mention.block >= part.block or mention.private:
        return 0.0
    owners = roster.resolve(part.owner_said, notes.blocks[part.block].speaker)
    if item.owners and not set(owners) & set(item.owners):
        return 0.0
    said = content(part.words)
    said = said - LIGHT or said
    if not said:
        return 0.0
    whole = _rarity(said, vocabulary)
    in_task = _rarity(said & content(mention.completed), vocabulary) / whole
    near = _rarity(said & frozenset(_words_around(mention.block, notes)), vocabulary) / whole
    if max(in_task, near) < LEAST:
        return 0.0
    return 2 * in_task + near + 0.1 * bool(item.owners)


def _rarity(words: frozenset[str], vocabulary: NoteVocabulary) -> float:
    return vocabulary.rarity(words) or 1e-9


def _words_around(block: int, notes: Notes) -> Iterator[str]:
    for near in notes.blocks[max(0, block - TURNS_BEFORE) : block + TURNS_AFTER + 1]:
        yield from content(near.text)


def _told(
    item: ResolvedMention, part: WrapUpPart, notes: Notes, roster: Roster, context: DateContext
) -> ResolvedMention:
    """Return an item with what a part of the wrap-up says of it."""
    block = notes.blocks[part.block]
    place = block.line_at(part.start), block.line_at(max(part.start, part.end - 1))
    owners = item.owners or roster.resolve(part.owner_said, block.speaker)
    due = item.due
    if part.due_said and (due is None or due.day is None):
        due = resolving.resolve(part.due_said, context) or due
    mention = replace(item.mention, completed=named(item.mention, part.words))
    if due is not item.due:
        mention = replace(mention, due_said=part.due_said)
    return replace(item, mention=mention, owners=owners, due=due, also=tuple(sorted({*item.also, place})))


def _is_in(item: ResolvedMention, said_again: set[WrapUpPart], parts: Sequence[WrapUpPart], notes: Notes) -> bool:
    """Whether an item is nothing but parts of the wrap-up that say other items again."""
    start = notes.blocks[item.mention.block].text.find(item.mention.said)
    end = start + len(item.mention.said)
    own = [part for part in parts if part.block == item.mention.block and part.start < end and start < part.end]
    return bool(own) and start >= 0 and all(part in said_again for part in own)
