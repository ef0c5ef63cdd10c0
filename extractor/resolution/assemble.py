"""Assemble a Recap from the mentions, decisions and questions of notes, with every doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.extraction import decisions
from extractor.language.people.roster import Roster
from extractor.model import Action, Doubt, Mention, Notes, ReadOptions, Recap
from extractor.resolution.confidentiality import mark_private
from extractor.resolution.own_work import mark_ours
from extractor.resolution.suspicion import mark_suspect

if TYPE_CHECKING:
    from extractor.resolution.coreference import PairClassifier


NO_MEETING_DATE = Doubt(None, "the notes do not say which day the meeting was; give it with --date YYYY-MM-DD", "date")


def assemble(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    threshold: float,
    options: ReadOptions,
    classifier: PairClassifier | None = None,
) -> Recap:
    """Return the recap of notes: mentions resolved, merged and ordered, with decisions, questions and doubts.

    Args:
        notes: The notes as read.
        roster: The people whom the notes name.
        mentions: What the notes say is to be done.
        threshold: The confidence from which a mention is in the plan; below it is a maybe.
        options: What the user says about the notes.
        classifier: Decides which mentions state the same work; by default the one in the package.
    """
    meeting_date = notes.date or options.date
    items: tuple[Action, ...] = ()
    maybes: tuple[Action, ...] = ()
    doubts: tuple[Doubt, ...] = () if meeting_date else (NO_MEETING_DATE,)
    if mentions:
        from extractor.resolution.items import build_items

        items, maybes, item_doubts = build_items(notes, roster, mentions, threshold, options, classifier)
        doubts += item_doubts
    recap = Recap(
        source=notes.source,
        title=notes.title,
        date=meeting_date,
        attendees=tuple(person.name for person in notes.people if person.present),
        items=items,
        decisions=decisions.decisions(notes),
        questions=decisions.questions(notes),
        maybes=maybes,
        doubts=tuple(dict.fromkeys((*notes.doubts, *doubts))),
        next_meeting=notes.next_meeting,
        people=notes.people,
        private=notes.private,
        format=notes.format,
        writer=roster.wrote.main,
        language=notes.language,
    )
    return mark_suspect(mark_ours(mark_private(recap, notes), notes, options.release), notes, options.release)
