"""The story on one screen: find the mentions, make the items of them, collect decisions, questions and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor import privacy
from extractor.extraction import decisions, triggers
from extractor.language.people import roster_learning
from extractor.language.people.roster import Roster
from extractor.model import Action, Doubt, Mention, Notes, Options, Recap

if TYPE_CHECKING:
    from extractor.restatements import Likeness

NO_DATE = Doubt(None, "the notes do not say which day the meeting was; give it with --date YYYY-MM-DD", "date")


def make_recap(notes: Notes, options: Options) -> Recap:
    """The plan that the notes agree on, every word of it with its line. Raises RecapError for an unknown pipeline."""
    roster = roster_learning.learn(notes.blocks, notes.people)
    if not triggers.may_hold_work(notes):
        return assemble(notes, roster, (), 1.0, options)
    from extractor.extraction import finder
    from extractor.extraction.scoring import classifier

    return assemble(notes, roster, finder.find(notes, roster, options.model), classifier.weights().line, options)


def assemble(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    line: float,
    options: Options,
    likeness: Likeness | None = None,
) -> Recap:
    """The recap that mentions make: resolved, merged, ordered; those below `line` of confidence are maybes.

    `likeness` says which mentions are restatements; left out, it is the one in the package.
    """
    held_on = notes.date or options.date
    items: tuple[Action, ...] = ()
    maybes: tuple[Action, ...] = ()
    unclear: tuple[Doubt, ...] = ()
    if mentions:
        from extractor.items import items_of

        items, maybes, unclear = items_of(notes, roster, mentions, line, options, likeness)
    undated = () if held_on else (NO_DATE,)
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
    return privacy.marked(made, notes)
