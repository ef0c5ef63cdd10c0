"""Find the mentions of running notes in each meeting apart: its words and its people explain nothing in another one.

"Hamid to fix it" takes "it" from its own meeting, and "the chair" is who chaired that one. People keep their full names
in all meetings. Which mentions of several meetings are the same work is decided later, over all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractor.language.people import roster_learning
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster
from extractor.model import Mention, Notes
from extractor.readers.dated_sections import meetings_apart


def mentions_apart(
    notes: Notes, roster: Roster, find: Callable[[Notes, Roster], tuple[Mention, ...]]
) -> tuple[Mention, ...]:
    """Return the mentions of notes, in their order, those of running notes found in each meeting apart.

    Args:
        notes: The notes; `meetings` names the days of running notes.
        roster: Their people.
        find: Finds the mentions of the notes of one meeting with its people.
    """
    if len(notes.meetings) < 2:
        return find(notes, roster)
    found: list[Mention] = []
    for part, places in meetings_apart(notes):
        people = roster_learning.learn(part.blocks, part.people)
        found += (
            replace(mention, block=places[mention.block], owners_said=_holders(mention, people))
            for mention in find(part, people)
        )
    return tuple(sorted(found, key=lambda mention: mention.block))


def _holders(mention: Mention, roster: Roster) -> tuple[str, ...]:
    """Return the owners as said, the roles that the meeting has given to somebody as names."""
    return tuple(
        owner for said in mention.owners_said for owner in (roster.resolve(said) if is_role(said) else (said,))
    )
