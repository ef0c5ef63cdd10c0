"""Write the boosted trees of scikit-learn as plain data, the format that `extraction.scoring.boosted_trees` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

SEED = 0


def matrix_of(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return the rows as a matrix with a column for each name; a feature that is missing is 0."""
    columns = {name: column for column, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for index, row in enumerate(rows):
        for name, value in row.items():
            if (column := columns.get(name)) is not None:
                matrix[index, column] = value
    return matrix


def as_data(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    """Return trained trees as `boosted_trees.trees_from_json` reads them.

    The value of an inner node is the mean of its leaves, weighted by the candidates in them.
    """
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        values = [float(node["value"]) for node in nodes]
        for i in reversed(range(len(nodes))):  # children stand behind their parent
            if not nodes[i]["is_leaf"]:
                left, right = int(nodes[i]["left"]), int(nodes[i]["right"])
                counts = float(nodes[left]["count"]), float(nodes[right]["count"])
                values[i] = (values[left] * counts[0] + values[right] * counts[1]) / sum(counts)
        trees.append([_node_data(node, value) for node, value in zip(nodes, values, strict=True)])
    return {"start": round(float(model._baseline_prediction[0][0]), 5), "names": list(names), "trees": trees}


def _node_data(node: Any, value: float) -> list[float]:
    if node["is_leaf"]:
        return [round(value, 5)]
    children = int(node["left"]), int(node["right"])
    return [round(value, 5), int(node["feature_idx"]), float(node["num_threshold"]), *children]


def as_json(grown: Mapping[str, Any]) -> str:
    """Return trees and what else their file holds as JSON, one tree per line, so that a diff shows what changed."""
    lines = ",\n".join(json.dumps(tree) for tree in grown["trees"])
    head = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in grown.items()
        if name != "trees"
    )
    return f'{{{head},\n"trees": [\n{lines}\n]}}\n'
