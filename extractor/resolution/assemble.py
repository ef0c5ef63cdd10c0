"""Assemble a Recap of the mentions, decisions and questions of notes, with every doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.extraction import decisions
from extractor.language.people.roster import Roster
from extractor.model import Action, Doubt, Mention, Notes, ReadOptions, Recap
from extractor.resolution import confidentiality

if TYPE_CHECKING:
    from extractor.resolution.coreference import PairClassifier


NO_MEETING_DATE = Doubt(None, "the notes do not say which day the meeting was; give it with --date YYYY-MM-DD", "date")


def assemble(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    line: float,
    options: ReadOptions,
    classifier: PairClassifier | None = None,
) -> Recap:
    """The recap that mentions make: resolved, merged, ordered; those below `line` of confidence are maybes.

    `classifier` says which mentions are restatements; left out, it is the one in the package.
    """
    held_on = notes.date or options.date
    items: tuple[Action, ...] = ()
    maybes: tuple[Action, ...] = ()
    unclear: tuple[Doubt, ...] = ()
    if mentions:
        from extractor.resolution.items import items_of

        items, maybes, unclear = items_of(notes, roster, mentions, line, options, classifier)
    undated = () if held_on else (NO_MEETING_DATE,)
    made = Recap(
        source=notes.source,
        title=notes.title,
        date=held_on,
        attendees=tuple(person.name for person in notes.people if person.present),
        items=items,
        decisions=decisions.decisions(notes),
        questions=decisions.questions(notes),
        maybes=maybes,
        doubts=tuple(dict.fromkeys((*notes.doubts, *undated, *unclear))),
        next_meeting=notes.next_meeting,
        people=notes.people,
        private=notes.private,
    )
    return confidentiality.marked(made, notes)
