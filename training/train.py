"""Weights of the evidence, fitted to the annotated notes: `make model` rebuilds extractor/weights.json.

Logistic regression (L2, C as below, liblinear) on the evidence of `extractor.candidates`. What is tried is decided by
the figures cross-validated by project, never by document: notes of one project are alike. Same input, same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import corpus
import likeness
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractor import actions

WEIGHTS = Path(__file__).resolve().parent.parent / "extractor" / "weights.json"
FOLDERS = ("train", "dev")
C = 0.15  # inverse strength of the regularisation
SEEN_IN = 3  # evidence that fewer candidates show is left out
LINE = 0.4  # confidence from which a mention is in the plan


def fit(documents: list[corpus.Document]) -> dict[str, Any]:
    """The weights that these documents teach."""
    rows, labels = [], []
    for document in documents:
        for candidate, label in zip(document.candidates, document.labels, strict=True):
            if label is not None:
                rows.append(dict(candidate.evidence))
                labels.append(label)
    seen = Counter(name for row in rows for name in row)
    rows = [{name: value for name, value in row.items() if seen[name] >= SEEN_IN} for row in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's width
    model = LogisticRegression(C=C, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(matrix, np.array(labels))
    weights = {
        name: round(float(weight), 3)
        for name, weight in sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
        if abs(weight) >= 0.01
    }
    return {"intercept": round(float(model.intercept_[0]), 3), "line": LINE, "weights": weights}


def main() -> None:
    """Fit the weights to all annotated notes and write them into the package."""
    if not corpus.SHARED.exists():
        sys.exit("the annotated notes (../shared/corpus) are not here; the weights stay as they are")
    documents = list(corpus.documents(FOLDERS))
    fitted = fit(documents)
    WEIGHTS.write_text(json.dumps(fitted, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(fitted['weights'])} weights in {WEIGHTS.name}")
    using = actions.Weights(fitted["intercept"], fitted["weights"], fitted["line"])
    likeness.main(
        documents,
        [
            [actions.confidence(candidate.evidence, using) for candidate in document.candidates]
            for document in documents
        ],
    )


if __name__ == "__main__":
    main()
