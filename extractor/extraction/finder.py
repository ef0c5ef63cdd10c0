"""Find every mention of an action in Notes: collect candidates, score them, build mentions of those that count."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.mentions.build import mention
from extractor.extraction.scoring.classifier import MENTION_THRESHOLD, Weights, load_default, score
from extractor.language.people.roster import Roster
from extractor.model import Mention, Notes


def find_mentions(notes: Notes, roster: Roster, model: str) -> tuple[Mention, ...]:
    """Every mention of an action in the notes, in their order, down to the FLOOR of confidence."""
    return mentions_of(notes, candidates(notes, roster, model), load_default(), roster)


def mentions_of(
    notes: Notes, places: Sequence[Candidate], using: Weights, roster: Roster | None = None
) -> tuple[Mention, ...]:
    """The candidates that are mentions by these weights, down to the FLOOR of confidence."""
    return tuple(
        mention(notes, candidate, sure, using, roster)
        for candidate, (sure, _) in zip(places, score(notes, places, using), strict=True)
        if sure >= MENTION_THRESHOLD
    )
