"""Find every mention of an action in Notes: collect candidates, score them, build mentions of those that count."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.mentions.build import mention
from extractor.extraction.scoring.classifier import FLOOR, Weights, judge, weights
from extractor.language.people.roster import Roster
from extractor.model import Mention, Notes


def find(notes: Notes, roster: Roster, model: str) -> tuple[Mention, ...]:
    """Every mention of an action in the notes, in their order, down to the FLOOR of confidence."""
    return weigh(notes, candidates(notes, roster, model), weights(), roster)


def weigh(
    notes: Notes, places: Sequence[Candidate], using: Weights, roster: Roster | None = None
) -> tuple[Mention, ...]:
    """The candidates that are mentions by these weights, down to the FLOOR of confidence."""
    return tuple(
        mention(notes, candidate, sure, using, roster)
        for candidate, (sure, _) in zip(places, judge(notes, places, using), strict=True)
        if sure >= FLOOR
    )
