"""The story on one screen: read, find the mentions, resolve owners and deadlines, merge restatements, order, doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from extractor import actions, deadlines, owners, remarks, restatements
from extractor.model import Action, Deadline, Doubt, Mention, Notes, Options, Recap
from extractor.owners import Roster
from extractor.restatements import content


def make_recap(notes: Notes, options: Options) -> Recap:
    """The plan that the notes agree on, every word of it with its line. Raises RecapError for an unknown pipeline."""
    roster = owners.learn(notes.blocks, notes.people)
    return assemble(notes, roster, actions.find(notes, roster, options.model), actions.weights().line, options)


def assemble(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    line: float,
    options: Options,
    likeness: restatements.Likeness | None = None,
) -> Recap:
    """The recap that mentions make: resolved, merged, ordered; those below `line` of confidence are maybes.

    `likeness` says which mentions are restatements; left out, it is the one in the package.
    """
    held_on = notes.date or options.date
    calendar = deadlines.Calendar(
        held_on, options.date_order or notes.date_order or "mdy", options.country, notes.next_meeting
    )
    resolved = [_resolve(found, notes, roster, calendar) for found in mentions]
    likeness = likeness or restatements.shipped()
    merged = _merge(resolved, notes, likeness, line)
    plan = [one for one in merged if one.mention.confidence >= line]
    maybes = [one for one in merged if one.mention.confidence < line]
    items = _identified(plan)
    doubts = (*notes.doubts, *_date_doubts(held_on, items, notes), *(doubt for one in plan for doubt in one.doubts))
    return Recap(
        source=notes.source,
        title=notes.title,
        date=held_on,
        attendees=tuple(person.name for person in notes.people if person.present),
        items=items,
        decisions=remarks.decisions(notes),
        questions=remarks.questions(notes),
        maybes=_identified(maybes),
        doubts=tuple(dict.fromkeys(doubts)),
        next_meeting=notes.next_meeting,
        people=notes.people,
    )


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A mention with its owners and its day."""

    mention: Mention
    owners: tuple[str, ...]
    due: Deadline | None
    doubts: tuple[Doubt, ...]
    also: tuple[tuple[int, int], ...] = ()


def _resolve(found: Mention, notes: Notes, roster: Roster, calendar: deadlines.Calendar) -> _Resolved:
    people: list[str] = []
    doubts: list[Doubt] = []
    for words in found.owners_said:
        for owner in roster.resolve(words, found.speaker):
            if owner.casefold() not in _PRONOUNS and owner not in people:
                people.append(owner)
        if unclear := roster.doubt(words):
            doubts.append(Doubt(found.line, unclear, "owner"))
    due = deadlines.resolve(found.due_said, calendar) if found.due_said else None
    if due is not None:
        doubts.extend(Doubt(found.line, message, "date") for message in due.doubts)
    return _Resolved(found, tuple(people), due, tuple(doubts))


_PRONOUNS = frozenset("i we you he she they them it us me".split())


def _merge(mentions: Sequence[_Resolved], notes: Notes, using: restatements.Likeness, line: float) -> list[_Resolved]:
    """One for each piece of work: restatements are folded into the surest mention, which gains their places.

    A mention below the plan's `line` that restates an item of the plan is a place of it, not a maybe.
    """
    sure = [index for index, one in enumerate(mentions) if one.mention.confidence >= line]
    merged = [
        reduce(_fold, (mentions[sure[index]] for index in group))
        for group in restatements.groups(
            [mentions[index].mention for index in sure], [mentions[index].owners for index in sure], notes, using
        )
    ]
    rest = [one for one in mentions if one.mention.confidence < line]
    everything = [*merged, *rest]
    groups = restatements.groups([one.mention for one in everything], [one.owners for one in everything], notes, using)
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
    return near and (not one.owners or not other.owners or bool(set(one.owners) & set(other.owners)))


def _fold(one: _Resolved, other: _Resolved) -> _Resolved:
    first, second = (one, other) if one.mention.confidence >= other.mention.confidence else (other, one)
    if first.mention.echoes and not second.mention.echoes:
        first, second = second, first  # the words that name the work
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
    due = (
        first.due
        if first.due and first.due.day
        else (second.due if second.due and second.due.day else first.due or second.due)
    )
    if len(content(second.mention.task)) > len(content(first.mention.task)) and len(first.mention.task.split()) < 4:
        mention = replace(mention, task=second.mention.task, completed=second.mention.completed)
    return _Resolved(
        mention, first.owners or second.owners, due, (*first.doubts, *second.doubts), tuple(sorted(places))
    )


def _identified(merged: Iterable[_Resolved]) -> tuple[Action, ...]:
    seen: dict[str, int] = {}
    found = []
    for one in merged:
        words = " ".join(sorted(content(one.mention.completed)))
        digest = hashlib.sha256(words.encode()).hexdigest()[:8]
        seen[digest] = seen.get(digest, 0) + 1
        name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        found.append(_action(one, name))
    return tuple(found)


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
    )


def _date_doubts(held_on: object, items: Sequence[Action], notes: Notes) -> Iterable[Doubt]:
    if held_on is None:
        yield Doubt(None, "the notes do not say which day the meeting was; give it with --date YYYY-MM-DD", "date")
