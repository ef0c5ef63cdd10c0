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
    plan = _merge([one for one in resolved if one.mention.confidence >= line], notes, likeness)
    maybes = _merge([one for one in resolved if one.mention.confidence < line], notes, likeness)
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
    if found.due_after and (named := deadlines.resolve(found.due_after, calendar)) and named.day:
        calendar = replace(calendar, before=named.day)  # "Lee sends it on 12 March; the others answer by then"
    due = deadlines.resolve(found.due_said, calendar) if found.due_said else None
    if due is not None:
        doubts.extend(Doubt(found.line, message, "date") for message in due.doubts)
    return _Resolved(found, tuple(people), due, tuple(doubts))


_PRONOUNS = frozenset("i we you he she they them it us me".split())


def _merge(mentions: Sequence[_Resolved], notes: Notes, using: restatements.Likeness) -> list[_Resolved]:
    """One for each piece of work: restatements are folded into the surest mention, which gains their places."""
    groups = restatements.groups([one.mention for one in mentions], [one.owners for one in mentions], notes, using)
    return [reduce(_fold, (mentions[index] for index in group)) for group in groups]


def _fold(one: _Resolved, other: _Resolved) -> _Resolved:
    first, second = (one, other) if one.mention.confidence >= other.mention.confidence else (other, one)
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
        mention = replace(mention, task=second.mention.task)
    return _Resolved(
        mention, first.owners or second.owners, due, (*first.doubts, *second.doubts), tuple(sorted(places))
    )


def _identified(merged: Iterable[_Resolved]) -> tuple[Action, ...]:
    seen: dict[str, int] = {}
    found = []
    for one in merged:
        words = " ".join(sorted(content(one.mention.task)))
        digest = hashlib.sha256(words.encode()).hexdigest()[:8]
        seen[digest] = seen.get(digest, 0) + 1
        name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        found.append(_action(one, name))
    return tuple(found)


def _action(one: _Resolved, name: str) -> Action:
    mention, due = one.mention, one.due
    return Action(
        id=name,
        task=mention.task,
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
