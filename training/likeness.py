"""Train the classifier of pairs that says which mentions are the same piece of work (coreference).

train.py uses it for extractor/resolution/restatements.json. A pair is the same piece of work when both mentions fit
places of the same gold item. Pairs of which neither mention fits a gold item are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import corpus
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractor.resolution import coreference

C = 1.0  # inverse strength of the regularisation
THRESHOLD = 0.4  # probability from which two mentions are the same
MIN_PROBABILITY = 0.25  # mentions less likely than this are never in a plan; pairs with them are left out


def pairs(document: corpus.Document, probabilities: Sequence[float]) -> list[tuple[dict[str, float], float]]:
    """Return the features of each pair of a document's mentions, and 1 where both are the same work, else 0."""
    score = corpus.scorer()
    mentions = corpus.mentions_of(document.notes, document.candidates)
    owners = [
        tuple(owner for said in mention.owners_said for owner in document.roster.resolve(said, mention.speaker))
        for mention in mentions
    ]
    all_fits = [
        (fit, index, number)
        for number, item in enumerate(document.gold)
        for fit, index in corpus.fits(mentions, item, document.lines, score)
    ]
    item_of: dict[int, int] = {}
    for _, index, number in sorted(all_fits, reverse=True):
        item_of.setdefault(index, number)
    vocabulary = coreference.NoteVocabulary(document.notes)
    statements = [
        coreference.Statement(mention, who, vocabulary) for mention, who in zip(mentions, owners, strict=True)
    ]
    likely = [i for i in range(len(mentions)) if probabilities[i] >= MIN_PROBABILITY]
    rows = []
    for i, j in combinations(likely, 2):
        if not coreference.may_corefer(statements[i], statements[j]):
            continue
        if i in item_of or j in item_of:
            features = coreference.pair_features(statements[i], statements[j])
            rows.append((features, float(i in item_of and j in item_of and item_of[i] == item_of[j])))
    return rows


def fit(rows: Sequence[tuple[dict[str, float], float]]) -> dict[str, Any]:
    """Fit the weights to these pairs."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([row for row, _ in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's width
    model = LogisticRegression(C=C, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(matrix, np.array([same for _, same in rows]))
    weights = {
        name: round(float(weight), 3)
        for name, weight in sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    }
    return {"intercept": round(float(model.intercept_[0]), 3), "line": THRESHOLD, "weights": weights}
