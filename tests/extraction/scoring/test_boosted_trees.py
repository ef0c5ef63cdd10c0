"""Trees as data: their log odds, the contributions of features, and that scikit-learn's trees give the same."""

from __future__ import annotations

import importlib
import json
import math
import random
import sys
from types import ModuleType
from typing import Any

import pytest
from places import ROOT

from extractor.extraction.scoring import boosted_trees

DATA: dict[str, Any] = {
    "start": -1.0,
    "names": ["marker", "base score"],
    "trees": [[[0.1, 0, 0.5, 1, 2], [-0.5], [0.4, 1, 0.0, 3, 4], [-0.2], [1.0]], [[0.25]]],
}


@pytest.mark.parametrize(
    ("features", "log_odds"),
    [
        ({}, -1.25),
        ({"unknown": 5.0}, -1.25),
        ({"marker": 1.0}, -0.95),
        ({"marker": 1.0, "base score": 0.0}, -0.95),
        ({"marker": 1.0, "base score": 0.1}, 0.25),
    ],
)
def test_log_odds_of_features(features: dict[str, float], log_odds: float) -> None:
    assert boosted_trees.log_odds([features, {}], boosted_trees.trees_from_json(DATA)) == pytest.approx(
        [log_odds, -1.25]
    )


def test_no_candidates_have_no_log_odds() -> None:
    assert boosted_trees.log_odds([], boosted_trees.trees_from_json(DATA)) == []


def test_contributions_add_up_to_log_odds() -> None:
    read = boosted_trees.trees_from_json(DATA)
    features = {"marker": 1.0, "base score": 2.0}
    contributions = boosted_trees.contributions(features, read)
    assert contributions == pytest.approx({"marker": 0.3, "base score": 0.6})
    roots = read.start + sum(tree[0].value for tree in read.trees)
    assert roots + sum(contributions.values()) == pytest.approx(boosted_trees.log_odds([features], read)[0])


def test_default_trees_lead_forward_to_leaves() -> None:
    for tree in boosted_trees.load_default().trees:
        for index, node in enumerate(tree):
            assert math.isfinite(node.value)
            if node.name:
                assert index < node.left < len(tree)
                assert index < node.right < len(tree)


def test_data_of_the_package_is_small() -> None:
    package = ROOT / "extractor"
    assert sum(path.stat().st_size for path in package.rglob("*.json")) < 2_000_000


@pytest.mark.slow
def test_log_odds_are_those_of_scikit_learn() -> None:
    pytest.importorskip("sklearn")
    train = _train()
    generator = random.Random(3)
    names = ["a", "b", "c"]
    rows = [{name: generator.choice([0.0, 1.0, generator.uniform(-3, 3)]) for name in names} for _ in range(400)]
    labels = [float(row["a"] + row["b"] * row["c"] > 0.3) for row in rows]
    model = train.booster()
    matrix = train.matrix_of(rows, names)
    model.fit(matrix, labels)
    read = boosted_trees.trees_from_json(json.loads(train.as_json(train.as_data(model, names))))
    expected = list(model.decision_function(matrix))
    assert boosted_trees.log_odds(rows, read) == pytest.approx(expected, abs=2e-3)
    assert max(expected) > 2 and min(expected) < -2


def _train() -> ModuleType:
    """Import training/train.py, which is not in a package."""
    folder = str(ROOT / "training")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module("train")
