"""The items of the plan: mentions with their owners and days resolved, and those that say the same merged into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from extractor import restatements
from extractor.dates import resolving
from extractor.ids import stable_id
from extractor.language.content_words import content
from extractor.language.people.roster import Roster
from extractor.model import Action, Deadline, Doubt, Mention, Notes, Options


def items_of(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    line: float,
    options: Options,
    likeness: restatements.Likeness | None = None,
) -> tuple[tuple[Action, ...], tuple[Action, ...], tuple[Doubt, ...]]:
    """The items that mentions make, the maybes, which are those below `line` of confidence, and the items' doubts.

    `likeness` says which mentions are restatements; left out, it is the one in the package.
    """
    order = options.date_order or notes.date_order
    calendar = resolving.Calendar(
        notes.date or options.date, order or "mdy", options.country, notes.next_meeting, settled=order is not None
    )
    resolved = [_resolve(found, notes, roster, calendar) for found in mentions]
    merged = _merge(resolved, notes, likeness or restatements.shipped(), line)
    plan = [one for one in merged if one.mention.confidence >= line]
    maybes = [one for one in merged if one.mention.confidence < line and not one.mention.done]
    return _identified(plan), _identified(maybes), tuple(doubt for one in plan for doubt in one.doubts)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A mention with its owners and its day."""

    mention: Mention
    owners: tuple[str, ...]
    due: Deadline | None
    doubts: tuple[Doubt, ...]
    also: tuple[tuple[int, int], ...] = ()
    private_parts: tuple[str, ...] = ()  # which of "owners" and "due" a private mention alone gave a public one


def _resolve(found: Mention, notes: Notes, roster: Roster, calendar: resolving.Calendar) -> _Resolved:
    people: list[str] = []
    doubts: list[Doubt] = []
    for words in found.owners_said:
        for owner in roster.resolve(words, found.speaker):
            if owner.casefold() not in _PRONOUNS and owner not in people:
                people.append(owner)
        if unclear := roster.doubt(words):
            doubts.append(Doubt(found.line, unclear, "owner"))
    if found.due_after and (named := resolving.resolve(found.due_after, calendar)) and named.day:
        calendar = replace(calendar, before=named.day)  # "Lee sends it on 12 March; the others answer by then"
    due = resolving.resolve(found.due_said, calendar) if found.due_said else None
    if due is not None:
        doubts.extend(Doubt(found.line, message, "date") for message in due.doubts)
    return _Resolved(found, tuple(people), due, tuple(doubts))


_PRONOUNS = frozenset("i we you he she they them it us me".split())


def _merge(mentions: Sequence[_Resolved], notes: Notes, using: restatements.Likeness, line: float) -> list[_Resolved]:
    """One for each piece of work: restatements are folded into the surest mention, which gains their places.

    A mention below the plan's `line` that restates an item of the plan is a place of it, not a maybe.
    """
    ground = restatements.Ground(notes)
    sure = [index for index, one in enumerate(mentions) if one.mention.confidence >= line]
    merged = [
        reduce(_fold, (mentions[sure[index]] for index in group))
        for group in restatements.groups(
            [mentions[index].mention for index in sure],
            [mentions[index].owners for index in sure],
            notes,
            using,
            ground,
        )
    ]
    rest = [one for one in mentions if one.mention.confidence < line]
    everything = [*merged, *rest]
    groups = restatements.groups(
        [one.mention for one in everything], [one.owners for one in everything], notes, using, ground
    )
    folded = []
    for group in groups:
        heads = [everything[index] for index in group if index < len(merged)]
        others = [everything[index] for index in group if index >= len(merged)]
        if len(heads) > 1:  # a maybe between two items of the plan joins the likelier alone
            folded.extend(heads[1:])
        folded.append(reduce(_fold, others, heads[0]) if heads else reduce(_fold, others))
    return _without_echoes(sorted(folded, key=lambda one: (one.mention.block, one.mention.line)), line)


def _without_echoes(merged: Sequence[_Resolved], line: float) -> list[_Resolved]:
    """The same with what only points back ("I'll do that") folded into the work that it means."""
    kept: list[_Resolved] = []
    for one in merged:
        at = None
        if one.mention.echoes:
            before = range(len(kept) - 1, max(-1, len(kept) - 9), -1)
            at = next((index for index in before if _echoed(one, kept[index], line)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _fold(kept[at], one)
    return kept


# Turns between a piece of work and the words that only point back to it ("I'll do that").
ECHO = 4


def _echoed(one: _Resolved, other: _Resolved, line: float) -> bool:
    """Whether `one`, which only points back, means the work of `other`, said shortly before by or to the same."""
    if one.mention.confidence >= line > other.mention.confidence:
        return False  # a promise does not become one with a maybe
    near = 0 <= one.mention.block - other.mention.block <= ECHO
    return near and (not one.owners or _is_open(other) or bool(set(one.owners) & set(other.owners)))


def _is_open(one: _Resolved) -> bool:
    """Whether work is nobody's yet, or everybody's: who then says "I'll do that" takes it."""
    return one.owners in ((), ("all",))


def _fold(one: _Resolved, other: _Resolved) -> _Resolved:
    # What is said in public is public, in the words of the public place; of a private one it takes what it has not.
    if one.mention.private != other.mention.private:
        first, second = (other, one) if one.mention.private else (one, other)
    else:
        first, second = (one, other) if one.mention.confidence >= other.mention.confidence else (other, one)
        if first.mention.echoes and not second.mention.echoes:
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
    taken = second.mention.echoes and bool(second.owners) and _is_open(first)  # "Kim will do this"
    owners, private_owners = _first_said(first, second, "owners", bool(first.owners) and not taken, bool(second.owners))
    due, private_due = _first_said(first, second, "due", bool(_day(first)), bool(_day(second)))
    if not _day(due) and first.due is None and second.due is not None:  # words alone: "after the release"
        due, private_due = second, hidden or "due" in second.private_parts
    return _Resolved(
        mention,
        owners.owners,
        due.due,
        (*first.doubts, *second.doubts),
        tuple(sorted(places)),
        tuple(part for part, private in (("owners", private_owners), ("due", private_due)) if private),
    )


def _first_said(first: _Resolved, second: _Resolved, part: str, here: bool, there: bool) -> tuple[_Resolved, bool]:
    """Which of two mentions gives a part of the item, and whether it is private: the public before the surer."""
    if first.mention.private:  # then both are
        return (first if here or not there else second), False
    here_private = part in first.private_parts
    there_private = second.mention.private or part in second.private_parts
    if here and there and here_private and not there_private:
        return second, False
    return (first, here_private) if here or not there else (second, there_private)


def _day(one: _Resolved) -> object:
    return one.due and one.due.day


def _identified(merged: Iterable[_Resolved]) -> tuple[Action, ...]:
    taken: set[str] = set()
    return tuple(_action(one, stable_id(one.mention.completed, taken)) for one in merged)


def _action(one: _Resolved, name: str) -> Action:
    mention, due = one.mention, one.due
    return Action(
        id=name,
        task=mention.completed,
        owners=one.owners,
        due=due.day if due else None,
        due_text=mention.due_said if mention.due_said and due else (due.said if due else None),
        done=mention.done,
        line=mention.line,
        end_line=mention.end_line,
        said=mention.said,
        found_by=mention.rule,
        confidence=mention.confidence,
        also=one.also,
        private=mention.private,
        at=mention.at,
        other_due=due.other if due else None,
        private_parts=one.private_parts,
    )
