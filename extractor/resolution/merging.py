"""Merge mentions of the same work into one, which keeps all the places that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from extractor.language.content_words import content
from extractor.model import Notes
from extractor.resolution import coreference
from extractor.resolution.normalization import ResolvedMention


def merge(
    mentions: Sequence[ResolvedMention], notes: Notes, using: coreference.PairClassifier, line: float
) -> list[ResolvedMention]:
    """One for each piece of work: restatements are folded into the surest mention, which gains their places.

    A mention below the plan's `line` that restates an item of the plan is a place of it, not a maybe.
    """
    vocabulary = coreference.NoteVocabulary(notes)
    sure = [index for index, one in enumerate(mentions) if one.mention.confidence >= line]
    merged = [
        reduce(_fold, (mentions[sure[index]] for index in group))
        for group in coreference.groups(
            [mentions[index].mention for index in sure],
            [mentions[index].owners for index in sure],
            notes,
            using,
            vocabulary,
        )
    ]
    rest = [one for one in mentions if one.mention.confidence < line]
    everything = [*merged, *rest]
    groups = coreference.groups(
        [one.mention for one in everything], [one.owners for one in everything], notes, using, vocabulary
    )
    folded = []
    for group in groups:
        heads = [everything[index] for index in group if index < len(merged)]
        others = [everything[index] for index in group if index >= len(merged)]
        if len(heads) > 1:  # a maybe between two items of the plan joins the likelier alone
            folded.extend(heads[1:])
        folded.append(reduce(_fold, others, heads[0]) if heads else reduce(_fold, others))
    return _without_echoes(sorted(folded, key=lambda one: (one.mention.block, one.mention.line)), line)


def _without_echoes(merged: Sequence[ResolvedMention], line: float) -> list[ResolvedMention]:
    """The same with what only points back ("I'll do that") folded into the work that it means."""
    kept: list[ResolvedMention] = []
    for one in merged:
        at = None
        if one.mention.is_anaphoric:
            before = range(len(kept) - 1, max(-1, len(kept) - 9), -1)
            at = next((index for index in before if _echoed(one, kept[index], line)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _fold(kept[at], one)
    return kept


# Turns between a piece of work and the words that only point back to it ("I'll do that").
ECHO = 4


def _echoed(one: ResolvedMention, other: ResolvedMention, line: float) -> bool:
    """Whether `one`, which only points back, means the work of `other`, said shortly before by or to the same."""
    if one.mention.confidence >= line > other.mention.confidence:
        return False  # a promise does not become one with a maybe
    near = 0 <= one.mention.block - other.mention.block <= ECHO
    return near and (not one.owners or _is_open(other) or bool(set(one.owners) & set(other.owners)))


def _is_open(one: ResolvedMention) -> bool:
    """Whether work is nobody's yet, or everybody's: who then says "I'll do that" takes it."""
    return one.owners in ((), ("all",))


def _fold(one: ResolvedMention, other: ResolvedMention) -> ResolvedMention:
    # What is said in public is public, in the words of the public place; of a private one it takes what it has not.
    if one.mention.private != other.mention.private:
        first, second = (other, one) if one.mention.private else (one, other)
    else:
        first, second = (one, other) if one.mention.confidence >= other.mention.confidence else (other, one)
        if first.mention.is_anaphoric and not second.mention.is_anaphoric:
            first, second = second, first  # the words that name the work
    hidden = second.mention.private and not first.mention.private
    places = tuple(
        place
        for place in dict.fromkeys(
            (
                *one.also,
                (one.mention.line, one.mention.end_line),
                *other.also,
                (other.mention.line, other.mention.end_line),
            )
        )
        if place != (first.mention.line, first.mention.end_line)
    )
    mention = replace(first.mention, done=first.mention.done or second.mention.done)
    if hidden:  # what is certain in private is no less so for being said in public
        mention = replace(mention, confidence=max(first.mention.confidence, second.mention.confidence))
    longer = len(content(second.mention.task)) > len(content(first.mention.task))
    if longer and len(first.mention.task.split()) < 4 and not hidden:
        mention = replace(mention, task=second.mention.task, completed=second.mention.completed)
    taken = second.mention.is_anaphoric and bool(second.owners) and _is_open(first)  # "Kim will do this"
    owners, private_owners = _first_said(first, second, "owners", bool(first.owners) and not taken, bool(second.owners))
    due, private_due = _first_said(first, second, "due", bool(_day(first)), bool(_day(second)))
    if not _day(due) and first.due is None and second.due is not None:  # words alone: "after the release"
        due, private_due = second, hidden or "due" in second.private_parts
    return ResolvedMention(
        mention,
        owners.owners,
        due.due,
        (*first.doubts, *second.doubts),
        tuple(sorted(places)),
        tuple(part for part, private in (("owners", private_owners), ("due", private_due)) if private),
    )


def _first_said(
    first: ResolvedMention, second: ResolvedMention, part: str, here: bool, there: bool
) -> tuple[ResolvedMention, bool]:
    """Which of two mentions gives a part of the item, and whether it is private: the public before the surer."""
    if first.mention.private:  # then both are
        return (first if here or not there else second), False
    here_private = part in first.private_parts
    there_private = second.mention.private or part in second.private_parts
    if here and there and here_private and not there_private:
        return second, False
    return (first, here_private) if here or not there else (second, there_private)


def _day(one: ResolvedMention) -> object:
    return one.due and one.due.day
