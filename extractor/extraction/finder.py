"""Find every mention of an action in Notes: collect candidates, score them, build mentions of those that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.mentions.build import mention
from extractor.extraction.mentions.decontextualize import completed
from extractor.extraction.scoring.classifier import MENTION_THRESHOLD, Model, load_default, score
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
    return mentions_of(notes, roster, found, score(notes, found, trained), trained, model)


def mentions_of(
    notes: Notes,
    roster: Roster,
    found: Sequence[Candidate],
    scores: Sequence[tuple[float, Mapping[str, float]]],
    trained: Model,
    model: str,
    least: float = MENTION_THRESHOLD,
    *,
    explained: bool = False,
) -> tuple[Mention, ...]:
    """Return the mentions of the candidates that are likely enough, their tasks readable alone.

    Args:
        notes: The notes.
        roster: Their people.
        found: The candidates of the notes.
        scores: Of each candidate its probability and what each feature contributed to it.
        trained: The model that gave the scores.
        model: The spaCy pipeline that parses the words around the tasks.
        least: The probability from which a candidate counts.
        explained: Whether the mentions have their reasons.
    """
    pairs = [
        (candidate, mention(notes, candidate, probability, trained, roster, contributions if explained else None))
        for candidate, (probability, contributions) in zip(found, _together(found, scores), strict=True)
        if probability >= least
    ]
    return completed(notes, pairs, roster, model)


def _together(
    found: Sequence[Candidate], scores: Sequence[tuple[float, Mapping[str, float]]]
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """Return the scores, with the assignments of one sentence as likely as the likeliest of them.

    In "Karen: lead the demo; Tom: slides; Dev: venue" only the first one shows by its words that it is work.
    """
    best: dict[tuple[int, int], float] = {}
    for candidate, (probability, _) in zip(found, scores, strict=True):
        if candidate.part_of >= 0:
            key = candidate.block, candidate.part_of
            best[key] = max(probability, best.get(key, 0.0))
    return tuple(
        (best.get((candidate.block, candidate.part_of), probability), contributions)
        for candidate, (probability, contributions) in zip(found, scores, strict=True)
    )
