"""Trees as data: what they answer, how the answer is shared out, and that it is what the trained ones answer."""

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
def test_log_odds(features: dict[str, float], log_odds: float) -> None:
    assert boosted_trees.log_odds([features, {}], boosted_trees.trees_from_json(DATA)) == pytest.approx(
        [log_odds, -1.25]
    )


def test_no_places() -> None:
    assert boosted_trees.log_odds([], boosted_trees.trees_from_json(DATA)) == []


def test_shares_add_up() -> None:
    read = boosted_trees.trees_from_json(DATA)
    features = {"marker": 1.0, "base score": 2.0}
    shares = boosted_trees.contributions(features, read)
    assert shares == pytest.approx({"marker": 0.3, "base score": 0.6})
    roots = read.start + sum(tree[0].value for tree in read.trees)
    assert roots + sum(shares.values()) == pytest.approx(boosted_trees.log_odds([features], read)[0])


def test_shipped_trees_ask_forward_and_end() -> None:
    for tree in boosted_trees.load_default().trees:
        for at, node in enumerate(tree):
            assert math.isfinite(node.value)
            if node.name:
                assert at < node.left < len(tree)
                assert at < node.right < len(tree)


def test_shipped_size() -> None:
    package = ROOT / "extractor"
    assert sum(path.stat().st_size for path in package.glob("*.json")) < 2_000_000


def test_answers_as_trained() -> None:
    pytest.importorskip("sklearn")
    train = _train()
    chance = random.Random(3)
    names = ["a", "b", "c"]
    rows = [{name: chance.choice([0.0, 1.0, chance.uniform(-3, 3)]) for name in names} for _ in range(400)]
    labels = [float(row["a"] + row["b"] * row["c"] > 0.3) for row in rows]
    model = train.booster()
    matrix = train.matrix_of(rows, names)
    model.fit(matrix, labels)
    read = boosted_trees.trees_from_json(json.loads(train.written(train.as_data(model, names))))
    expected = list(model.decision_function(matrix))
    assert boosted_trees.log_odds(rows, read) == pytest.approx(expected, abs=2e-3)
    assert max(expected) > 2 and min(expected) < -2


def _train() -> ModuleType:
    """training/train.py, which is no package."""
    folder = str(ROOT / "training")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module("train")
