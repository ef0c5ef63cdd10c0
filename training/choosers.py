"""Train the choosers of owners and of days, for train.py.

owners.json and dates.json are boosted trees that judge each option around a candidate by where and how it stands
(`extractor.extraction.choosing`); the answer of the rules is one of the options. They are trained
on the candidates that fit a gold item alone. Office notes count more, as for the scores of candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import corpus
import numpy as np
from boosting import SEED, as_data, matrix_of
from sklearn.ensemble import HistGradientBoostingClassifier

from extractor.extraction.annotation import Annotations
from extractor.extraction.choosing import dates, owners
from extractor.extraction.choosing.places import Features
from extractor.extraction.mentions import build

MIN_OPTIONS = 8
TREES = 120
LEARNING_RATE = 0.08
LEAVES = 15
MIN_LEAF = 15
OFFICE_WEIGHT = 3.0  # of a candidate in notes of ordinary working life, beside 1 of one in public notes
# The least probability of what is chosen, and what the answer of the rules is ahead: picked on the folds.
THRESHOLDS = {"owners": (0.1, 0.05), "dates": (0.3, 0.05)}


@dataclass(frozen=True)
class Example:
    """The options of one candidate, and for each whether it is right; None where no gold item tells."""

    options: list[Features]
    right: list[bool] | None
    weight: float  # how much it counts


@dataclass(frozen=True)
class Options:
    """The owners and days that each candidate of a document could have."""

    owners: tuple[dict[owners.Owners, Features], ...]
    dates: tuple[dates.DateOptions, ...]
    ruled: tuple[owners.Owners, ...]  # the owners that the rules answer


@dataclass(frozen=True)
class Examples:
    """What one document teaches about owners and days: an example of each for every candidate."""

    owners: tuple[Example, ...]
    dates: tuple[Example, ...]


def options(document: corpus.Document) -> Options:
    """Return the options of each candidate of a document."""
    names = owners.Names(document.notes, document.roster)
    days = dates.Days(document.notes, Annotations(document.roster))
    ruled = [owners.ruled_of(candidate, names) for candidate in document.candidates]
    share = owners.shares_of(ruled)
    of_owners, of_dates = [], []
    for index, candidate in enumerate(document.candidates):
        mention = build.mention(document.notes, candidate, 1.0, corpus.UNTRAINED, document.roster)
        around = owners.neighbours_of(index, document.candidates, ruled, share)
        of_owners.append(owners.options(candidate, names, ruled[index], mention.speaker, around))
        of_dates.append(days.options(candidate, mention.due_said, mention.due_after))
    return Options(tuple(of_owners), tuple(of_dates), tuple(ruled))


def examples(document: corpus.Document, found: Options) -> Examples:
    """Return the options of each candidate of a document, with what the gold item says of them."""
    score = corpus.scorer()
    weight = OFFICE_WEIGHT if document.is_office else 1.0
    of_owners, of_dates = [], []
    for index, item in enumerate(document.items):
        gold = None if item is None or index in document.vague else document.gold[item]
        named = found.owners[index]
        right = gold and [score.same_owners(list(option), gold["owners"]) for option in named]
        of_owners.append(Example(list(named.values()), right, weight))
        dated = found.dates[index]
        right = gold and [is_right_day(day, dated.said.get(day, ""), gold, document) for day in dated.features]
        of_dates.append(Example(list(dated.features.values()), right, weight))
    return Examples(tuple(of_owners), tuple(of_dates))


def is_right_day(day: str, said: str, gold: dict[str, Any], document: corpus.Document) -> bool:
    """Whether a day is the deadline of a gold item; where the notes tell no meeting date, by the words for it."""
    if document.notes.date is not None or gold["due"]:
        return day == (gold["due"] or dates.NO_DAY)
    words = (gold.get("due_text") or "").casefold()
    if day == dates.NO_DAY:
        return not words
    return bool(words) and (said.casefold() in words or words in said.casefold())


def grow(found: Iterable[Example], kind: str) -> dict[str, Any]:
    """Train the trees on these examples; returns them with their thresholds, as the package reads them."""
    rows, labels, weights = [], [], []
    for example in found:
        if example.right is not None:
            rows.extend(example.options)
            labels.extend(example.right)
            weights.extend(example.weight for _ in example.options)
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in seen.items() if count >= MIN_OPTIONS)
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=LEARNING_RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=MIN_LEAF,
        l2_regularization=3,
        max_features=0.3,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(matrix_of(rows, names), np.array(labels, dtype=float), sample_weight=np.array(weights))
    threshold, ruled = THRESHOLDS[kind]
    return {"threshold": threshold, "ruled": ruled, **as_data(model, names)}


def fit(found: Sequence[Examples]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Train the choosers of owners and of days on these documents."""
    return (
        grow((one for document in found for one in document.owners), "owners"),
        grow((one for document in found for one in document.dates), "dates"),
    )
