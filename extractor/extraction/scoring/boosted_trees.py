"""Boosted decision trees as data: a node tests one feature, a leaf gives log odds, and the leaves of all trees add up.

They are trained in `training/`, and run here by NumPy over all the candidates of a note at once. The value of an inner
node is the mean of the leaves below it, so that each test on the way down contributes to the result, and the
contributions can be shown.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from typing import Any

from extractor.common.resources import text_of

ROWS = 128  # candidates that are scored at a time; more fill the caches of the processor


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
        return _flat(self.trees)


@dataclass(frozen=True, slots=True)
class _Flat:
    """Trees as NumPy arrays, typed Any, as NumPy is imported on use.

    The leaves of a tree are numbered from left to right and are bits of a number. A test that holds rules out the
    leaves to its left; of those that are left over the first one is reached (QuickScorer, Lucchese et al. 2015).
    """

    columns: Mapping[str, int]  # the column of each feature
    column: Any  # the column of the feature of each test; many nodes share one
    threshold: Any
    test: Any  # the test of each inner node; each tree has as many, those of one side by side
    ruled_out: Any  # the bits of the leaves to its left
    values: Any  # of all leaves
    first_leaf: Any  # of each tree


def _flat(trees: Sequence[Sequence[Node]]) -> _Flat:
    """Return trees as arrays."""
    import numpy

    columns = {name: at for at, name in enumerate(sorted({node.name for tree in trees for node in tree if node.name}))}
    tests: dict[tuple[int, float], int] = {}
    test: list[int] = []
    ruled_out: list[int] = []
    values: list[float] = []
    first_leaf: list[int] = []
    most = max(1, *(sum(bool(node.name) for node in tree) for tree in trees))
    for tree in trees:
        first_leaf.append(len(values))
        values += [leaf.value for leaf in _leaves(tree, tree[0])]
        for node, before, left in _inner_nodes(tree, tree[0], 0):
            test.append(tests.setdefault((columns[node.name], node.threshold), len(tests)))
            ruled_out.append(((1 << left) - 1) << before)
        missing = most * len(first_leaf) - len(test)
        test += [0] * missing
        ruled_out += [0] * missing
    return _Flat(
        columns,
        numpy.array([column for column, _ in tests] or [0]),
        numpy.array([threshold for _, threshold in tests] or [numpy.inf]),
        numpy.array(test),
        numpy.array(ruled_out, numpy.uint16 if most < 16 else numpy.uint64),
        numpy.array(values),
        numpy.array(first_leaf),
    )


def _leaves(tree: Sequence[Node], node: Node) -> list[Node]:
    """Return the leaves below a node, from left to right."""
    if not node.name:
        return [node]
    return _leaves(tree, tree[node.left]) + _leaves(tree, tree[node.right])


def _inner_nodes(tree: Sequence[Node], node: Node, before: int) -> Iterator[tuple[Node, int, int]]:
    """Yield the inner nodes from a node on: each with the leaves before those below it, and the leaves to its left."""
    if node.name:
        left = len(_leaves(tree, tree[node.left]))
        yield node, before, left
        yield from _inner_nodes(tree, tree[node.left], before)
        yield from _inner_nodes(tree, tree[node.right], before + left)


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

    nodes = trees.flat.ruled_out
    space = numpy.empty(len(nodes) * min(len(rows), ROWS), nodes.dtype)  # taken once: new memory takes longer than sums
    return [value for at in range(0, len(rows), ROWS) for value in _log_odds(rows[at : at + ROWS], trees, space)]


def _log_odds(rows: Sequence[Mapping[str, float]], trees: Trees, space: Any) -> list[float]:
    import numpy

    flat = trees.flat
    count, others = len(rows), len(flat.columns)
    columns: list[int] = []
    values: list[float] = []
    for features in rows:
        columns += map(flat.columns.get, features, repeat(others))
        values += features.values()
    matrix = numpy.zeros((others + 1, count))  # the last column is for features that no tree asks about
    matrix[columns, numpy.repeat(numpy.arange(count), list(map(len, rows)))] = values
    holds = matrix.take(flat.column, axis=0) > flat.threshold[:, None]
    by_node = space[: len(flat.test) * count].reshape(-1, count)
    holds_as_bits = numpy.negative(holds.astype(space.dtype))  # all bits or none
    holds_as_bits.take(flat.test, axis=0, out=by_node, mode="clip")
    by_node &= flat.ruled_out[:, None]
    ruled_out = numpy.bitwise_or.reduce(by_node.reshape(len(flat.first_leaf), -1, count), axis=1)
    lowest = ~ruled_out & (ruled_out + space.dtype.type(1))  # the lowest bit that is left over
    _, bits = numpy.frexp(lowest.astype(numpy.float64))
    leaves = flat.values.take(bits - 1 + flat.first_leaf[:, None])
    totals: list[float] = (trees.start + numpy.ascontiguousarray(leaves.T).sum(axis=1)).tolist()
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
