"""Find every mention of an action in Notes: collect candidates, score them, build mentions, choose owners and days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.choosing import choosers
from extractor.extraction.mentions.build import mention
from extractor.extraction.mentions.decontextualize import completed
from extractor.extraction.scoring import classifier
from extractor.extraction.scoring.classifier import MENTION_THRESHOLD, score
from extractor.language.people.roster import Roster
from extractor.model import Mention, Notes


@dataclass(frozen=True)
class Models:
    """What was trained, and what parses."""

    scoring: classifier.Model  # of candidates
    choosing: choosers.Choosers  # of their owners and days
    parser: str  # a spaCy pipeline


def load_default(parser: str) -> Models:
    """Load the trained models in the package, to use with a spaCy pipeline."""
    return Models(classifier.load_default(), choosers.load_default(), parser)


def find_mentions(notes: Notes, roster: Roster, parser: str) -> tuple[Mention, ...]:
    """Return every mention of an action in the notes, in their order, from MENTION_THRESHOLD of confidence upwards.

    Args:
        notes: The notes.
        roster: Their people.
        parser: The spaCy pipeline that parses their sentences.

    Raises:
        RecapError: The pipeline is not installed, or has no parser.
    """
    models = load_default(parser)
    annotations = Annotations(roster)
    found = candidates(notes, roster, parser, annotations)
    return mentions_of(notes, annotations, found, score(notes, found, models.scoring), models)


def mentions_of(
    notes: Notes,
    annotations: Annotations,
    found: Sequence[Candidate],
    scores: Sequence[tuple[float, Mapping[str, float]]],
    models: Models,
    least: float = MENTION_THRESHOLD,
    *,
    explained: bool = False,
) -> tuple[Mention, ...]:
    """Return the mentions of the candidates that are likely enough, with owners and days, their tasks readable alone.

    Args:
        notes: The notes.
        annotations: The annotations of their texts.
        found: All the candidates of the notes.
        scores: Of each candidate its probability and what each feature contributed to it.
        models: The models that gave the scores, and choose.
        least: The probability from which a candidate counts.
        explained: Whether the mentions have their reasons.
    """
    roster = annotations.roster
    choice = choosers.Choice(notes, annotations, models.choosing, found)
    built = [
        (index, mention(notes, candidate, probability, models.scoring, roster, why if explained else None))
        for index, (candidate, (probability, why)) in enumerate(zip(found, _together(found, scores), strict=True))
        if probability >= least
    ]
    settled = choice.settled(built)
    pairs = [(found[index], one) for (index, _), one in zip(built, settled, strict=True)]
    return completed(notes, pairs, roster, models.parser)


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
