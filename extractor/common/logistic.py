"""The logistic function and its inverse: log odds to a probability and back."""

from __future__ import annotations

import math


def logistic(log_odds: float) -> float:
    """The probability, 0 to 1, of log odds; those beyond 30 count as 30."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def logit(probability: float) -> float:
    """The log odds of a probability, between -9.2 and 9.2."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
