"""Boosted decision trees as data: a node tests one feature, a leaf gives log odds, and the leaves of all trees add up.

They are trained in `training/`, and run here by NumPy over all the candidates of a note at once. The value of an inner
node is the mean of the leaves below it, so that each test on the way down contributes to the result, and the
contributions can be shown.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from extractor.common.resources import text_of


@dataclass(frozen=True, slots=True)
class Node:
    """A test: a feature up to `threshold` leads to node `left` of its tree, above it to `right`; a leaf tests none."""

    value: float  # log odds that this part of the tree adds, on average over the training data
    name: str = ""  # the feature, "" for a leaf
    threshold: float = 0.0
    left: int = 0
    right: int = 0


@dataclass(frozen=True)
class Trees:
    """The trained trees and the log odds from which they start."""

    start: float
    trees: tuple[tuple[Node, ...], ...]

    @cached_property
    def flat(self) -> _Flat:
        """The nodes of all the trees in one row, as arrays."""
        import numpy

        roots = list(accumulate(map(len, self.trees), initial=0))
        nodes = [(root, node) for root, tree in zip(roots, self.trees, strict=False) for node in tree]
        columns = {name: i for i, name in enumerate(sorted({node.name for _, node in nodes if node.name}))}
        # a leaf leads to itself
        children = [(root + n.left, root + n.right) if n.name else (i, i) for i, (root, n) in enumerate(nodes)]
        return _Flat(
            columns,
            numpy.array(roots[:-1]),
            numpy.array([columns.get(node.name, 0) for _, node in nodes]),
            numpy.array([node.threshold for _, node in nodes]),
            numpy.array(children),
            numpy.array([node.value for _, node in nodes]),
            max(map(_depth, self.trees)),
        )


@dataclass(frozen=True, slots=True)
class _Flat:
    """Trees as arrays of nodes: NumPy arrays, typed Any, as NumPy is imported on use."""

    columns: Mapping[str, int]  # the column of each feature
    roots: Any  # the first node of each tree
    column: Any  # the column of the feature that a node tests
    threshold: Any
    children: Any  # (left, right) of each node
    value: Any
    depth: int  # of the deepest tree


def _depth(tree: Sequence[Node]) -> int:
    """Return the number of tests on the longest way down; children stand behind their parent."""
    depths = [0] * len(tree)
    for index, node in enumerate(tree):
        if node.name:
            depths[node.left] = depths[node.right] = depths[index] + 1
    return max(depths)


@cache
def load_default() -> Trees:
    """Load the trained trees in the package."""
    return trees_from_json(json.loads(text_of("extraction/scoring/trees.json")))


def trees_from_json(data: Mapping[str, Any]) -> Trees:
    """Make trees of {"start", "names", "trees"}.

    A leaf is [value], any other node [value, index of its feature in "names", threshold, left, right].
    """
    names: Sequence[str] = data["names"]
    return Trees(
        data["start"],
        tuple(
            tuple(Node(node[0], names[node[1]], *node[2:]) if len(node) > 1 else Node(node[0]) for node in tree)
            for tree in data["trees"]
        ),
    )


def log_odds(rows: Sequence[Mapping[str, float]], trees: Trees) -> list[float]:
    """Return the log odds of candidates with these features; a feature that is missing counts as 0."""
    import numpy

    flat = trees.flat
    matrix = numpy.zeros((len(rows), max(1, len(flat.columns))))
    for row, features in enumerate(rows):
        for name, value in features.items():
            if (column := flat.columns.get(name)) is not None:
                matrix[row, column] = value
    row_starts = (numpy.arange(len(rows)) * matrix.shape[1])[:, None]
    nodes = numpy.repeat(flat.roots[None, :], len(rows), axis=0)
    for _ in range(flat.depth):
        is_above = matrix.take(flat.column.take(nodes) + row_starts) > flat.threshold.take(nodes)
        nodes = flat.children.take(2 * nodes + is_above)
    totals: list[float] = (trees.start + flat.value.take(nodes).sum(axis=1)).tolist()
    return totals


def contributions(features: Mapping[str, float], trees: Trees) -> dict[str, float]:
    """Return what each feature adds to the log odds, beyond the average of all candidates; they add up."""
    totals: dict[str, float] = defaultdict(float)
    for tree in trees.trees:
        node = tree[0]
        while node.name:
            child = tree[node.left if features.get(node.name, 0.0) <= node.threshold else node.right]
            totals[node.name] += child.value - node.value
            node = child
    return dict(totals)
