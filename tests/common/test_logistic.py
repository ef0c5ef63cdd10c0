"""Log odds to probabilities and back."""

from __future__ import annotations

import pytest

from extractor.common.logistic import logistic, logit


@pytest.mark.parametrize("probability", [0.001, 0.3, 0.5, 0.999])
def test_log_odds_of_a_probability_give_it_back(probability: float) -> None:
    assert logistic(logit(probability)) == pytest.approx(probability)


def test_values_beyond_the_limits_are_limited() -> None:
    assert logistic(1e6) == logistic(30.0) < 1
    assert logistic(-1e6) == logistic(-30.0) > 0
    assert logit(0.0) == logit(1e-4)
    assert logit(1.0) == logit(1 - 1e-4)
