"""Weights of the likeness of restatements, fitted to pairs of mentions of the annotated notes.

`make model` runs it behind train.py and rebuilds extractor/resolution/restatements.json. A pair is one piece of work
when both mentions fit places of the same gold item. Pairs of which neither fits a gold item teach nothing and are left
out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import corpus
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractor.extraction.mentions import build
from extractor.extraction.scoring import classifier
from extractor.language import content_words
from extractor.resolution import coreference

WEIGHTS = Path(__file__).resolve().parent.parent / "extractor" / "resolution" / "restatements.json"
C = 1.0  # inverse strength of the regularisation
LINE = 0.4  # probability from which two mentions are one
SURE = 0.25  # mentions below this confidence are never in a plan, and no pair is made of them


def pairs(document: corpus.Document, confidences: Sequence[float]) -> list[tuple[dict[str, float], float]]:
    """The pairs of a document's mentions, and whether each is one piece of work."""
    score = corpus.scorer()
    none = classifier.Weights(0.0, {}, 0.5)
    mentions = [build.mention(document.notes, candidate, 0.5, none) for candidate in document.candidates]
    owners = [
        tuple(owner for said in mention.owners_said for owner in document.roster.resolve(said, mention.speaker))
        for mention in mentions
    ]
    fits = []
    for j, item in enumerate(document.gold):
        for i, mention in enumerate(mentions):
            one = {"line": mention.line, "end_line": mention.end_line, "task": mention.task}
            if (fit := score.similar(one, item, document.lines)) is not None:
                fits.append((fit, i, j))
    item_of: dict[int, int] = {}
    for _, i, j in sorted(fits, reverse=True):
        item_of.setdefault(i, j)
    vocabulary = coreference.NoteVocabulary(document.notes)
    words = [content_words.content(mention.task) for mention in mentions]
    kept = [i for i in range(len(mentions)) if confidences[i] >= SURE]
    found = []
    for i, j in combinations(kept, 2):
        if not coreference.may_corefer(mentions[i], mentions[j], (words[i], words[j]), vocabulary):
            continue
        if i in item_of or j in item_of:
            shared = coreference.pair_features(mentions[i], mentions[j], (owners[i], owners[j]), vocabulary)
            found.append((shared, float(i in item_of and j in item_of and item_of[i] == item_of[j])))
    return found


def fit(rows: Sequence[tuple[dict[str, float], float]]) -> dict[str, Any]:
    """The weights that these pairs teach."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([row for row, _ in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's width
    model = LogisticRegression(C=C, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(matrix, np.array([same for _, same in rows]))
    weights = {
        name: round(float(weight), 3)
        for name, weight in sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    }
    return {"intercept": round(float(model.intercept_[0]), 3), "line": LINE, "weights": weights}


def main(documents: Sequence[corpus.Document], confidences: Sequence[Sequence[float]]) -> None:
    """Fit the likeness to all documents, with the confidences of their candidates, and write it into the package."""
    rows = [row for document, sure in zip(documents, confidences, strict=True) for row in pairs(document, sure)]
    fitted = fit(rows)
    WEIGHTS.write_text(json.dumps(fitted, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(rows)} pairs, {len(fitted['weights'])} weights in {WEIGHTS.name}")
