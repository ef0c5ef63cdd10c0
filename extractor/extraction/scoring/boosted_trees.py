"""Boosted decision trees as data: a node asks one piece of evidence, a leaf gives log odds, and the leaves add up.

Trained in `training/`, run here by NumPy over all the places of a note at once. An inner node's value is the mean of
the leaves below it, so that each question on the way down has a share in the answer, and the shares can be shown.
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
    """A question: evidence up to `threshold` goes `left`, above it `right`, indices in its tree; a leaf asks none."""

    value: float  # log odds that this part of the tree adds, on average over what was seen in training
    name: str = ""  # of the evidence, "" for a leaf
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

        first = list(accumulate(map(len, self.trees), initial=0))
        nodes = [(at, node) for at, tree in zip(first, self.trees, strict=False) for node in tree]
        columns = {name: i for i, name in enumerate(sorted({node.name for _, node in nodes if node.name}))}
        here = enumerate(nodes)  # a leaf leads to itself
        ways = [(at + node.left, at + node.right) if node.name else (i, i) for i, (at, node) in here]
        return _Flat(
            columns,
            numpy.array(first[:-1]),
            numpy.array([columns.get(node.name, 0) for _, node in nodes]),
            numpy.array([node.threshold for _, node in nodes]),
            numpy.array(ways),
            numpy.array([node.value for _, node in nodes]),
            max(map(_depth, self.trees)),
        )


@dataclass(frozen=True, slots=True)
class _Flat:
    """Trees as arrays: each node's column of the evidence, threshold, ways on (left, right) and value."""

    columns: Mapping[str, int]
    roots: Any
    column: Any
    threshold: Any
    ways: Any
    value: Any
    depth: int


def _depth(tree: Sequence[Node]) -> int:
    """How many questions stand on the longest way down; children stand behind their parent."""
    depths = [0] * len(tree)
    for at, node in enumerate(tree):
        if node.name:
            depths[node.left] = depths[node.right] = depths[at] + 1
    return max(depths)


@cache
def load_default() -> Trees:
    """The trees in the package."""
    return trees_from_json(json.loads(text_of("extraction/scoring/trees.json")))


def trees_from_json(data: Mapping[str, Any]) -> Trees:
    """The trees of {"start", "names", "trees"}; a node is [value], or [value, name's index, threshold, left, right]."""
    names: Sequence[str] = data["names"]
    return Trees(
        data["start"],
        tuple(
            tuple(Node(node[0], names[node[1]], *node[2:]) if len(node) > 1 else Node(node[0]) for node in tree)
            for tree in data["trees"]
        ),
    )


def log_odds(places: Sequence[Mapping[str, float]], using: Trees) -> list[float]:
    """What the trees say of each place with this evidence; evidence that is not there counts as 0."""
    import numpy

    flat = using.flat
    known = numpy.zeros((len(places), max(1, len(flat.columns))))
    for row, features in enumerate(places):
        for name, value in features.items():
            if (column := flat.columns.get(name)) is not None:
                known[row, column] = value
    rows = (numpy.arange(len(places)) * known.shape[1])[:, None]
    at = numpy.repeat(flat.roots[None, :], len(places), axis=0)
    for _ in range(flat.depth):
        beyond = known.take(flat.column.take(at) + rows) > flat.threshold.take(at)
        at = flat.ways.take(2 * at + beyond)
    found: list[float] = (using.start + flat.value.take(at).sum(axis=1)).tolist()
    return found


def contributions(features: Mapping[str, float], using: Trees) -> dict[str, float]:
    """The share of each piece of evidence in the log odds, beyond where the trees start on average; they add up."""
    found: dict[str, float] = defaultdict(float)
    for tree in using.trees:
        node = tree[0]
        while node.name:
            after = tree[node.left if features.get(node.name, 0.0) <= node.threshold else node.right]
            found[node.name] += after.value - node.value
            node = after
    return dict(found)
