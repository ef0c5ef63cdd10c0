"""Score candidates: logistic regression on each one's own features, then boosted trees among its neighbours.

Weights are data (`weights.json`, `talk.json` and `trees.json`, made by `training/`). A base score gives each candidate
a probability by its own features. Then the trees judge it again among its neighbours (`neighbour_features`), and both
count. In a dialogue the base score stands alone, and has weights of its own for what is spoken: turns have no layout to
learn from.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.common.resources import text_of
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.context.dialogue import DIALOGUE, SPOKEN
from extractor.extraction.scoring import boosted_trees
from extractor.extraction.scoring.boosted_trees import Trees
from extractor.extraction.scoring.neighbour_features import context, layout
from extractor.model import Notes

# A mention below this is forgotten; between it and the plan's line it is a maybe.
FLOOR = 0.25
# The share of the first look in the log odds of both: cross-validated, the two err in different places.
FIRST = 0.4


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained component: an intercept, a weight for each piece of evidence, and the line of the plan."""

    intercept: float
    of: Mapping[str, float]
    line: float  # confidence from which a mention is in the plan
    trees: Trees | None = None  # the second look; None: the first one stands
    talk: Weights | None = None  # those of what is spoken in a dialogue; None: these


@cache
def weights() -> Weights:
    """The weights in the package."""
    data, talk = (
        json.loads(text_of(name)) for name in ("extraction/scoring/weights.json", "extraction/scoring/talk.json")
    )
    of_talk = Weights(talk["intercept"], talk["weights"], talk["line"])
    return Weights(data["intercept"], data["weights"], data["line"], boosted_trees.shipped(), of_talk)


def suited(using: Weights, evidence: Mapping[str, float]) -> Weights:
    """The weights for a place with this evidence: those of talk where it is spoken."""
    return using.talk if using.talk and SPOKEN in evidence else using


def confidence(evidence: Mapping[str, float], using: Weights) -> float:
    """The probability, 0 to 1, that a place with this evidence is an action, at a first look."""
    using = suited(using, evidence)
    total = using.intercept + sum(using.of.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def judge(
    notes: Notes, places: Sequence[Candidate], using: Weights, *, explained: bool = False
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """For each candidate its confidence and, if that is to be `explained`, the shares of the evidence in it beyond the
    first look.
    """
    first = [confidence(place.evidence, using) for place in places]
    if using.trees is None or any(DIALOGUE in place.evidence for place in places[:1]):
        return tuple((sure, {}) for sure in first)
    around = context(layout(notes, places), first)
    whole = [{**place.evidence, **found} for place, found in zip(places, around, strict=True)]
    second: list[tuple[float, Mapping[str, float]]] = []
    for evidence, odds in zip(whole, boosted_trees.log_odds(whole, using.trees), strict=True):
        sure = 1 / (1 + math.exp(-(FIRST * evidence["first look"] + (1 - FIRST) * odds)))
        second.append((sure, boosted_trees.shares(evidence, using.trees) if explained and sure >= FLOOR else {}))
    return tuple(second)
