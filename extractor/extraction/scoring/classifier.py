"""Score candidates: logistic regression on each one's own features, then boosted trees among its neighbours.

Weights are data (`weights.json`, `talk.json` and `trees.json`, made by `training/`). A base score gives each candidate
a probability by its own features. Then the trees judge it again among its neighbours (`neighbour_features`), and both
count. In a dialogue the base score stands alone, and has weights of its own for what is spoken: turns have no layout to
learn from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.common.logistic import logistic
from extractor.common.resources import text_of
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.context.dialogue import DIALOGUE, SPOKEN
from extractor.extraction.scoring import boosted_trees
from extractor.extraction.scoring.boosted_trees import Trees
from extractor.extraction.scoring.neighbour_features import layout, neighbour_features
from extractor.model import Notes

# A mention below this is forgotten; between it and the plan's line it is a maybe.
MENTION_THRESHOLD = 0.25
# The share of the first look in the log odds of both: cross-validated, the two err in different places.
BASE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained component: an intercept, a weight for each piece of evidence, and the line of the plan."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float  # confidence from which a mention is in the plan
    trees: Trees | None = None  # the second look; None: the first one stands
    talk: Weights | None = None  # those of what is spoken in a dialogue; None: these


@cache
def load_default() -> Weights:
    """The weights in the package."""
    data, talk = (
        json.loads(text_of(name)) for name in ("extraction/scoring/weights.json", "extraction/scoring/talk.json")
    )
    of_talk = Weights(talk["intercept"], talk["weights"], talk["line"])
    return Weights(data["intercept"], data["weights"], data["line"], boosted_trees.load_default(), of_talk)


def weights_for(using: Weights, features: Mapping[str, float]) -> Weights:
    """The weights for a place with this evidence: those of talk where it is spoken."""
    return using.talk if using.talk and SPOKEN in features else using


def base_score(features: Mapping[str, float], using: Weights) -> float:
    """The probability, 0 to 1, that a place with this evidence is an action, at a first look."""
    using = weights_for(using, features)
    total = using.intercept + sum(using.weights.get(name, 0.0) * value for name, value in features.items())
    return logistic(total)


def score(
    notes: Notes, places: Sequence[Candidate], using: Weights, *, explained: bool = False
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """For each candidate its confidence and, if that is to be `explained`, the shares of the evidence in it beyond the
    first look.
    """
    first = [base_score(place.features, using) for place in places]
    if using.trees is None or any(DIALOGUE in place.features for place in places[:1]):
        return tuple((sure, {}) for sure in first)
    around = neighbour_features(layout(notes, places), first)
    whole = [{**place.features, **found} for place, found in zip(places, around, strict=True)]
    second: list[tuple[float, Mapping[str, float]]] = []
    for features, odds in zip(whole, boosted_trees.log_odds(whole, using.trees), strict=True):
        sure = logistic(BASE_SHARE * features["base score"] + (1 - BASE_SHARE) * odds)
        second.append(
            (
                sure,
                boosted_trees.contributions(features, using.trees) if explained and sure >= MENTION_THRESHOLD else {},
            )
        )
    return tuple(second)
