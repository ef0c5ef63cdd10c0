"""Boosted decision trees as data: a node asks one piece of evidence, a leaf gives log odds, and the leaves add up.

Trained in `training/`, run here in plain Python. An inner node's value is the mean of the leaves below it, so that each
question on the way down has a share in the answer, and the shares can be shown.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.data import text_of


@dataclass(frozen=True, slots=True)
class Node:
    """A question: evidence up to `threshold` goes `left`, above it `right`, indices in its tree; a leaf asks none."""

    value: float  # log odds that this part of the tree adds, on average over what was seen in training
    name: str = ""  # of the evidence, "" for a leaf
    threshold: float = 0.0
    left: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Trees:
    """The trained trees and the log odds from which they start."""

    start: float
    trees: tuple[tuple[Node, ...], ...]


@cache
def shipped() -> Trees:
    """The trees in the package."""
    return read(json.loads(text_of("trees.json")))


def read(data: Mapping[str, Any]) -> Trees:
    """The trees of {"start", "names", "trees"}; a node is [value], or [value, name's index, threshold, left, right]."""
    names: Sequence[str] = data["names"]
    return Trees(
        data["start"],
        tuple(
            tuple(Node(node[0], names[node[1]], *node[2:]) if len(node) > 1 else Node(node[0]) for node in tree)
            for tree in data["trees"]
        ),
    )


def log_odds(evidence: Mapping[str, float], using: Trees) -> float:
    """What the trees say of a place with this evidence; evidence that is not there counts as 0."""
    get = evidence.get
    total = using.start
    for tree in using.trees:
        node = tree[0]
        while name := node.name:
            node = tree[node.left if get(name, 0.0) <= node.threshold else node.right]
        total += node.value
    return total


def shares(evidence: Mapping[str, float], using: Trees) -> dict[str, float]:
    """The share of each piece of evidence in the log odds, beyond where the trees start on average; they add up."""
    found: dict[str, float] = defaultdict(float)
    for tree in using.trees:
        node = tree[0]
        while node.name:
            after = tree[node.left if evidence.get(node.name, 0.0) <= node.threshold else node.right]
            found[node.name] += after.value - node.value
            node = after
    return dict(found)
