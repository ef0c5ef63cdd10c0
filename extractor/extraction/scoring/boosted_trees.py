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
    """Trees as arrays of nodes: NumPy arrays, typed Any, as NumPy is imported on use.

    The deepest trees come first, so that each step down is taken by the first so many of them. The two children of a
    node stand side by side.
    """

    columns: Mapping[str, int]  # the column of each feature
    roots: Any  # the first node of each tree
    column: Any  # the column of the feature that a node tests
    threshold: Any  # of a leaf infinite, so that no value is above it
    left: Any  # the left child of each node; a leaf leads to itself
    value: Any
    place: Any  # of each tree of `trees`, its place among the roots
    going_on: tuple[int, ...]  # how many trees have so many levels and one more


def _flat(trees: Sequence[Sequence[Node]]) -> _Flat:
    """Return trees as arrays."""
    import numpy

    depths = [_depth(tree) for tree in trees]
    order = sorted(range(len(trees)), key=lambda tree: -depths[tree])
    columns = {name: at for at, name in enumerate(sorted({node.name for tree in trees for node in tree if node.name}))}
    nodes: list[Node] = []
    left: list[int] = []
    roots: list[int] = []
    for tree in (trees[at] for at in order):
        roots.append(len(nodes))
        level = [tree[0]]
        for node in level:  # grows in the loop
            left.append(len(nodes) if not node.name else roots[-1] + len(level))
            level.extend(tree[child] for child in ((node.left, node.right) if node.name else ()))
            nodes.append(node)
    return _Flat(
        columns,
        numpy.array(roots),
        numpy.array([columns.get(node.name, 0) for node in nodes]),
        numpy.array([node.threshold if node.name else numpy.inf for node in nodes]),
        numpy.array(left),
        numpy.array([node.value for node in nodes]),
        numpy.argsort(order),
        tuple(sum(depth > level for depth in depths) for level in range(max(depths))),
    )


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
    return [value for at in range(0, len(rows), ROWS) for value in _log_odds(rows[at : at + ROWS], trees)]


def _log_odds(rows: Sequence[Mapping[str, float]], trees: Trees) -> list[float]:
    import numpy

    flat = trees.flat
    count, column_of = len(rows), flat.columns.get
    places: list[int] = []
    values: list[float] = []
    for row, features in enumerate(rows):
        for name, value in features.items():
            if (column := column_of(name)) is not None:
                places.append(column * count + row)
                values.append(value)
    matrix = numpy.zeros((max(1, len(flat.columns)), count))
    matrix.put(places, values)
    is_above = (matrix.take(flat.column, axis=0) > flat.threshold[:, None]).view(numpy.int8).ravel()
    nodes = numpy.repeat(flat.roots[:, None], count, axis=1)
    row_numbers = numpy.arange(count)
    for going_on in flat.going_on:
        here = nodes[:going_on]
        nodes[:going_on] = flat.left.take(here) + is_above.take(here * count + row_numbers)
    leaves = numpy.ascontiguousarray(flat.value.take(nodes.take(flat.place, axis=0)).T)
    totals: list[float] = (trees.start + leaves.sum(axis=1)).tolist()
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
