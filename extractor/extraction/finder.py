"""Find every mention of an action in Notes: collect candidates, score them, build mentions of those that count."""

from __future__ import annotations

from extractor.extraction.candidates.collect import candidates
from extractor.extraction.mentions.build import mention
from extractor.extraction.scoring.classifier import MENTION_THRESHOLD, load_default, score
from extractor.language.people.roster import Roster
from extractor.model import Mention, Notes


def find_mentions(notes: Notes, roster: Roster, model: str) -> tuple[Mention, ...]:
    """Return every mention of an action in the notes, in their order, from MENTION_THRESHOLD of confidence upwards.

    Args:
        notes: The notes.
        roster: Their people.
        model: The spaCy pipeline that parses their sentences.

    Raises:
        RecapError: The pipeline is not installed, or has no parser.
    """
    found = candidates(notes, roster, model)
    trained = load_default()
    return tuple(
        mention(notes, candidate, probability, trained, roster)
        for candidate, (probability, _) in zip(found, score(notes, found, trained), strict=True)
        if probability >= MENTION_THRESHOLD
    )
