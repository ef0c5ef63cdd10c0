"""Take from the wrap-up of a talk what it says again: the place, the owner, the day, and what a pronoun means.

The wrap-up has the last word. Work of the talk that only seemed likely is an item if a sure wrap-up names it, and what
it gives somebody to do is an item even where nothing before it could be read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.dates import resolving
from extractor.dates.intervals import DateContext
from extractor.extraction.mentions.slots import slots
from extractor.language.content_words import content
from extractor.language.lexicon import verb_classes
from extractor.language.people.roster import Roster
from extractor.model import Kind, Mention, Notes
from extractor.resolution.coreference import NoteVocabulary
from extractor.resolution.naming import LIGHT, named, ordered, pronouns_of
from extractor.resolution.normalization import ResolvedMention, resolve_mention
from extractor.resolution.wrap_up import WrapUpPart, wrap_up_parts

LIKELY = 0.45  # confidence at least of work that a sure wrap-up may mean by other words
CERTAIN = 0.6  # confidence at least of what a sure wrap-up names
WIDELY_BEFORE, WIDELY_AFTER = 4, 2  # turns around work of the person whom a part names
TOPIC_BEFORE = 14  # turns before work in which its topic may be raised
LEAST = 0.5  # share of the words of a part that the work, or the turns around it, must hold
TURNS_BEFORE, TURNS_AFTER = 4, 1  # around a piece of work, in which its topic is named
_PARTICLE = expression(r"(?:off|up|to|back|away|out|in|on|down|over|another|not|also|still)\b", re.IGNORECASE)


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
    of_same = _of_same_person(parts, items, notes, roster, context, chosen)
    result = list(items)
    for number, index in (chosen | of_same).items():
        told = _told(result[index], parts[number], notes, roster, context)
        result[index] = told if number in of_same else _renamed(told, parts[number])
    chosen |= of_same | _on_the_topic(parts, items, notes, roster, chosen | of_same)
    said_again = {part for number, part in enumerate(parts) if number in chosen or _is_verb_alone(part)}
    kept = [item for item in result if not _is_in(item, said_again, parts, notes)]
    new = (part for number, part in enumerate(parts) if number not in chosen and part.is_sure)
    for part in new:
        if _is_new(part, kept, notes, roster):
            kept.append(_item(part, notes, roster, context))
    return sorted(kept, key=lambda item: (item.mention.block, item.mention.line)) if len(kept) > len(items) else kept


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


def _of_same_person(
    parts: Sequence[WrapUpPart],
    items: Sequence[ResolvedMention],
    notes: Notes,
    roster: Roster,
    context: DateContext,
    chosen: Mapping[int, int],
) -> dict[int, int]:
    """Return more of such pairs: a sure part, and work of the same person for the same day or on the same topic."""
    fits = []
    for number, part in enumerate(parts):
        if number in chosen or not part.is_sure:
            continue
        who = set(roster.resolve(part.owner_said, notes.blocks[part.block].speaker))
        due = resolving.resolve(part.due_said, context) if part.due_said else None
        said = content(part.words) - LIGHT
        for index, item in enumerate(items):
            if index in chosen.values() or not set(item.owners) & who or item.mention.block >= part.block:
                continue
            days = {one.day for one in (due, item.due) if one is not None and one.day is not None}
            if len(days) > 1 and not said & content(item.mention.completed):
                continue
            if item.mention.confidence < LIKELY and not said & content(item.mention.completed):
                continue
            words = frozenset(_words_around(item.mention.block, notes, WIDELY_BEFORE, WIDELY_AFTER))
            is_same_day = due is not None and due.day is not None and item.due is not None and item.due.day == due.day
            if fit := 2 * is_same_day + bool(said) * len(said & words) / max(1, len(said)):
                fits.append((-fit - item.mention.confidence, number, index))
    found: dict[int, int] = {}
    for _, number, index in sorted(fits):
        if number not in found and index not in found.values():
            found[number] = index
    return found


def _on_the_topic(
    parts: Sequence[WrapUpPart],
    items: Sequence[ResolvedMention],
    notes: Notes,
    roster: Roster,
    chosen: Mapping[int, int],
) -> dict[int, int]:
    """Return more of such pairs: the one sure part left of a person, and that person's one item left with a pronoun.

    "Sunita's buying a freezer" is "I'll order it tomorrow", where the freezer was named well before.
    """
    parts_of: dict[frozenset[str], list[int]] = {}
    for number, part in enumerate(parts):
        if number not in chosen and part.is_sure and content(part.words) - LIGHT:
            owners = frozenset(roster.resolve(part.owner_said, notes.blocks[part.block].speaker))
            parts_of.setdefault(owners, []).append(number)
    found: dict[int, int] = {}
    for owners, numbers in parts_of.items():
        part = parts[numbers[0]]
        own = [
            at
            for at, item in enumerate(items)
            if at not in chosen.values()
            and owners & set(item.owners)
            and item.mention.block < part.block
            and item.mention.confidence >= CERTAIN
            and pronouns_of(item.mention)
        ]
        if len(numbers) == len(own) == 1:
            around = frozenset(_words_around(items[own[0]].mention.block, notes, TOPIC_BEFORE))
            said = content(part.words) - LIGHT
            if 2 * len(said & around) >= len(said):
                found[numbers[0]] = own[0]
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
    if in_task < LEAST and (near < LEAST or (not item.owners and item.mention.confidence < CERTAIN)):
        return 0.0
    return 2 * in_task + near + 0.1 * bool(item.owners)


def _rarity(words: frozenset[str], vocabulary: NoteVocabulary) -> float:
    return vocabulary.rarity(words) or 1e-9


def _words_around(block: int, notes: Notes, before: int = TURNS_BEFORE, after: int = TURNS_AFTER) -> Iterator[str]:
    for near in notes.blocks[max(0, block - before) : block + after + 1]:
        yield from content(near.text)


def _told(
    item: ResolvedMention, part: WrapUpPart, notes: Notes, roster: Roster, context: DateContext
) -> ResolvedMention:
    """Return an item with what a part of the wrap-up says of it."""
    block = notes.blocks[part.block]
    place = block.line_at(part.start), block.line_at(max(part.start, part.end - 1))
    said_owners = roster.resolve(part.owner_said, block.speaker)
    is_last_word = part.is_sure and set(said_owners) > set(item.owners)  # "Tamsin and Óscar, headcount"
    owners = said_owners if is_last_word or not item.owners else item.owners
    due = item.due
    if part.due_said and (part.is_sure or due is None or due.day is None):
        said = resolving.resolve(part.due_said, context)
        due = said if said is not None and (said.day is not None or due is None) else due
    mention = item.mention
    if due is not item.due:
        mention = replace(mention, due_said=part.due_said)
    if part.is_sure:
        mention = replace(mention, confidence=max(mention.confidence, CERTAIN))
    return replace(item, mention=mention, owners=owners, due=due, also=tuple(sorted({*item.also, place})))


def _renamed(item: ResolvedMention, part: WrapUpPart) -> ResolvedMention:
    """Return an item whose pronoun is replaced by what a part of the wrap-up calls it."""
    if _PARTICLE.match(part.words):
        return item  # "Ken's off to the bank"
    return replace(item, mention=replace(item.mention, completed=named(item.mention, part.words)))


def _is_new(part: WrapUpPart, items: Sequence[ResolvedMention], notes: Notes, roster: Roster) -> bool:
    """Whether a sure part gives somebody work that no item is, by words that the talk used before."""
    said = content(part.words) - LIGHT
    owners = set(roster.resolve(part.owner_said, notes.blocks[part.block].speaker))
    if not said or not owners or _is_verb_alone(part) or notes.blocks[part.block].private:
        return False
    before = frozenset(
        word
        for block in notes.blocks[: part.block]
        if block.kind is Kind.TURN and not block.private
        for word in content(block.text)
    )
    is_known = 2 * len(said & before) >= len(said)
    return is_known and not any(
        said & content(item.mention.completed) and (not item.owners or owners & set(item.owners)) for item in items
    )


def _is_verb_alone(part: WrapUpPart) -> bool:
    """Whether a part names a verb and nothing that it is done to: "Robert waits", "Amara is covering"."""
    return " " not in part.words and (part.words.endswith("ing") or verb_classes(part.words)[1] == "s")


def _item(part: WrapUpPart, notes: Notes, roster: Roster, context: DateContext) -> ResolvedMention:
    """Return the item that a part of a wrap-up is by itself."""
    block = notes.blocks[part.block]
    task = ordered(part.words)
    line = block.line_at(part.start)
    mention = Mention(
        block=part.block,
        line=line,
        end_line=max(line, block.line_at(max(part.start, part.end - 1))),
        said=block.text[part.start : part.end].strip(),
        task=task,
        completed=task,
        owners_said=(part.owner_said,),
        due_said=part.due_said,
        rule="wrap-up",
        confidence=CERTAIN,
        speaker=block.speaker,
        at=block.at,
        day=block.day,
    )
    return resolve_mention(mention, notes, roster, context)


def _is_in(item: ResolvedMention, said_again: set[WrapUpPart], parts: Sequence[WrapUpPart], notes: Notes) -> bool:
    """Whether an item is nothing but parts of the wrap-up that say other items again."""
    start = notes.blocks[item.mention.block].text.find(item.mention.said)
    end = start + len(item.mention.said)
    own = [part for part in parts if part.block == item.mention.block and part.start < end and start < part.end]
    return bool(own) and start >= 0 and all(part in said_again for part in own)
