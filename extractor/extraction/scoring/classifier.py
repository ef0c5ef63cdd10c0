"""Score candidates: logistic regression on each one's own features, then boosted trees that also see its neighbours.

The trained parameters are data (`weights.json`, `talk.json` and `trees.json`, made by `training/`). The base score is
the probability by a candidate's own features. The stacked score combines it with the trees, whose input is these
features and those of the candidate's neighbours (`neighbour_features`). In a dialogue the base score stands alone, as
turns have no layout to learn from, and what is spoken has weights of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from extractor.common.logistic import logistic
from extractor.common.resources import text_of
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.candidates.features import is_dialogue
from extractor.extraction.candidates.table_rows import MINUTED
from extractor.extraction.context.dialogue import DIALOGUE, SPOKEN
from extractor.extraction.scoring import boosted_trees, vetoes
from extractor.extraction.scoring.boosted_trees import Trees
from extractor.extraction.scoring.neighbour_features import layout, neighbour_features
from extractor.model import Notes

MINUTED_CONFIDENCE = 0.6  # at least, of a row of minutes with initials beside its text
# A candidate below this probability is dropped; between it and the threshold of the plan it is a maybe.
MENTION_THRESHOLD = 0.25
# The weight of the base score in the log odds of the stacked one: cross-validated, the two err in different places.
BASE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: the intercept, and a weight for each feature."""

    intercept: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """All that is trained to score candidates."""

    notes: Weights  # for what is written
    threshold: float  # the probability from which a mention is in the plan
    trees: Trees | None = None  # None: the base score stands alone
    talk: Weights | None = None  # for what is spoken in a dialogue; None: those for what is written
    talk_threshold: float | None = None  # the threshold of the plan for a dialogue; None: that for what is written


@cache
def load_default() -> Model:
    """Load the trained model in the package."""
    notes, talk = (json.loads(text_of(f"extraction/scoring/{name}.json")) for name in ("weights", "talk"))
    return model_from_json(notes, talk, boosted_trees.load_default())


def model_from_json(
    notes: Mapping[str, Any], talk: Mapping[str, Any] | None = None, trees: Trees | None = None
) -> Model:
    """Make a model of trained parameters.

    Args:
        notes: {"intercept", "weights", "line"}, the weights for what is written and the threshold of the plan.
        talk: The same for what is spoken in a dialogue.
        trees: The boosted trees.
    """
    of_talk = Weights(talk["intercept"], talk["weights"]) if talk is not None else None
    talk_threshold = talk["line"] if talk is not None else None
    return Model(Weights(notes["intercept"], notes["weights"]), notes["line"], trees, of_talk, talk_threshold)


def threshold_for(notes: Notes, model: Model) -> float:
    """Return the probability from which a mention of these notes is in the plan: a dialogue has its own."""
    if model.talk_threshold is not None and is_dialogue(notes):
        return model.talk_threshold
    return model.threshold


def weights_for(model: Model, features: Mapping[str, float]) -> Weights:
    """Return the weights for a candidate with these features: those of talk where it is spoken."""
    return model.talk if model.talk is not None and SPOKEN in features else model.notes


def base_score(features: Mapping[str, float], model: Model) -> float:
    """Return the probability, 0 to 1, that a candidate with these features is an action, by them alone."""
    own = weights_for(model, features)
    total = own.intercept + sum(own.weights.get(name, 0.0) * value for name, value in features.items())
    return logistic(total)


def stacked_features(
    notes: Notes, candidates: Sequence[Candidate], base_scores: Sequence[float]
) -> Iterator[dict[str, float]]:
    """Yield what the trees see of each candidate: its own features and those of its neighbours.

    Args:
        notes: The notes.
        candidates: All their candidates, in order.
        base_scores: The base score of each.
    """
    of_neighbours = neighbour_features(layout(notes, candidates), base_scores)
    for candidate, around in zip(candidates, of_neighbours, strict=True):
        yield {**candidate.features, **around}


def score(
    notes: Notes, candidates: Sequence[Candidate], model: Model, *, explained: bool = False
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """Return for each candidate the probability that it is an action, and what each feature contributed to it.

    The contributions are {} unless `explained`, in a dialogue (which is scored without trees), and for a candidate
    below MENTION_THRESHOLD.

    Args:
        notes: The notes.
        candidates: All their candidates, in order.
        model: The trained model.
        explained: Whether to return the contributions, in the log odds of the trees.
    """
    return vetoes.settled(notes, candidates, _scores(notes, candidates, model, explained=explained), model.threshold)


def _scores(
    notes: Notes, candidates: Sequence[Candidate], model: Model, *, explained: bool
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """Return the scores of the candidates by what was learned alone."""
    base_scores = [base_score(candidate.features, model) for candidate in candidates]
    if model.trees is None or any(DIALOGUE in candidate.features for candidate in candidates[:1]):
        return tuple((probability, {}) for probability in base_scores)
    scores: list[tuple[float, Mapping[str, float]]] = []
    rows = stacked_features(notes, candidates, base_scores)
    while some := list(islice(rows, boosted_trees.ROWS)):  # all rows of a long note would take its memory again
        for features, log_odds in zip(some, boosted_trees.log_odds(some, model.trees), strict=True):
            probability = logistic(BASE_SHARE * features["base score"] + (1 - BASE_SHARE) * log_odds)
            if MINUTED in features:
                probability = max(probability, MINUTED_CONFIDENCE)
            is_kept = probability >= MENTION_THRESHOLD
            scores.append(
                (probability, boosted_trees.contributions(features, model.trees) if explained and is_kept else {})
            )
    return tuple(scores)
