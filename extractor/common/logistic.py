"""The logistic function and its inverse: log odds to a probability and back."""

from __future__ import annotations

import math


def logistic(log_odds: float) -> float:
    """Return the probability, 0 to 1, of log odds, which are limited to -30 to 30."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def logit(probability: float) -> float:
    """Return the log odds of a probability, which is limited to 0.0001 to 0.9999."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
