"""The trained component, fitted to the annotated notes: `make model` rebuilds the weights in extractor/.

weights.json is the first look: logistic regression (L2, liblinear) on the evidence of `extraction.candidates`.
talk.json is that of what is spoken in dialogues, fitted to the same notes: speech counts double in it, and it is held
closer to zero, as little of what there is to learn from is speech.
trees.json is the second: boosted trees on the evidence that is no single word, and on what the first look says of the
places around (`scoring.neighbour_features`). The trees learn from first looks at projects that the regression has not
seen, or they would trust it too much. What is tried is decided by the figures cross-validated by project
(crossvalidate.py), never by document: notes of one project are alike. Same input, same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import corpus
import likeness
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from extractor.extraction.context.dialogue import as_written_features
from extractor.extraction.scoring import classifier
from extractor.extraction.scoring.neighbour_features import layout, neighbour_features

SCORING = Path(__file__).resolve().parent.parent / "extractor" / "extraction" / "scoring"
FOLDERS = ("train", "dev")
C = 0.15  # inverse strength of the regularisation
TALK_C = 0.03
TALK_COUNTS = 2.0  # a place of speech for so many of written notes
WORDS_COUNT = 0.7  # a single word for so much of other evidence, which holds it closer to zero
SEEN_IN = 3  # evidence that fewer candidates show is left out
LINE = 0.36  # confidence from which a mention is in the plan: F1 is flat from 0.34 to 0.38, in talk to 0.40
LEFT_OUT = ("title word: ",)  # single words of titles are those of the projects, not of English
SINGLE_WORDS = ("word: ", "first: ", "second: ", "title word: ")  # for the first look alone
TREES_SEEN_IN = 20
TREES = 120
RATE = 0.07
LEAVES = 12
LEAST = 25  # places in a leaf
FOLDS = 5  # of projects, for the first looks that the trees learn from
SEED = 0


def fit(documents: Sequence[corpus.Document], *, talk: bool = False) -> dict[str, Any]:
    """The weights of the first look that these documents teach, for written notes or for `talk`."""
    rows, labels, counts = [], [], []
    for document in documents:
        counted = TALK_COUNTS if talk and corpus.is_speech(document) else 1.0
        for candidate, label in zip(document.candidates, document.labels, strict=True):
            if label is not None:
                features = candidate.features if talk else as_written_features(candidate.features)
                rows.append(
                    {
                        name: value * _count(name, talk)
                        for name, value in features.items()
                        if not name.startswith(LEFT_OUT)
                    }
                )
                labels.append(label)
                counts.append(counted)
    seen = Counter(name for row in rows for name in row)
    rows = [{name: value for name, value in row.items() if seen[name] >= SEEN_IN} for row in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's width
    model = LogisticRegression(C=TALK_C if talk else C, solver="liblinear", max_iter=1000, random_state=SEED)
    model.fit(matrix, np.array(labels), sample_weight=np.array(counts))
    weights = {
        name: round(float(weight) * _count(name, talk), 3)
        for name, weight in sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
        if abs(weight) >= 0.01
    }
    return {"intercept": round(float(model.intercept_[0]), 3), "line": LINE, "weights": weights}


def _count(name: str, talk: bool) -> float:
    return WORDS_COUNT if name.startswith(SINGLE_WORDS) and not talk else 1.0


def first_looks(documents: Sequence[corpus.Document], fitted: dict[str, Any]) -> list[list[float]]:
    """What these weights of the first look, those of written notes, say of each candidate."""
    using = classifier.Weights(fitted["intercept"], fitted["weights"], fitted["line"])
    return [
        [classifier.base_score(as_written_features(candidate.features), using) for candidate in document.candidates]
        for document in documents
    ]


def unseen_looks(documents: Sequence[corpus.Document]) -> list[list[float]]:
    """First looks at each document by weights that no document of its project taught."""
    looks: list[list[float]] = [[] for _ in documents]
    for learnt, held_out in folds(documents, FOLDS):
        fitted = fit([documents[i] for i in learnt])
        for i, scores in zip(held_out, first_looks([documents[i] for i in held_out], fitted), strict=True):
            looks[i] = scores
    return looks


def folds(documents: Sequence[corpus.Document], count: int) -> list[tuple[list[int], list[int]]]:
    """The documents' indices in so many folds, no project in two: (to learn from, held out)."""
    projects = [document.organisation for document in documents]
    return [
        (learnt.tolist(), held_out.tolist()) for learnt, held_out in GroupKFold(count).split(documents, groups=projects)
    ]


def main_places(document: corpus.Document, looks: Sequence[float]) -> list[float | None]:
    """The labels for the trees: of the places of one item only that with the best first look is to be found.

    A plan lists an item once. The other places, found too, are merged into it or are duplicates.
    """
    best: dict[int, int] = {}
    for i, (item, label) in enumerate(zip(document.items, document.labels, strict=True)):
        if item is not None and label == 1.0 and (item not in best or looks[i] > looks[best[item]]):
            best[item] = i
    return [
        0.0 if label == 1.0 and item is not None and best[item] != i else label
        for i, (item, label) in enumerate(zip(document.items, document.labels, strict=True))
    ]


def table(
    documents: Sequence[corpus.Document], looks: Sequence[Sequence[float]]
) -> tuple[list[dict[str, float]], list[float | None]]:
    """The trees' evidence for each candidate of the documents, and their labels."""
    rows: list[dict[str, float]] = []
    labels: list[float | None] = []
    for document, scores in zip(documents, looks, strict=True):
        around = neighbour_features(layout(document.notes, document.candidates), scores)
        for candidate, found in zip(document.candidates, around, strict=True):
            features = as_written_features(candidate.features)
            own = {name: value for name, value in features.items() if not name.startswith(SINGLE_WORDS)}
            rows.append({**own, **found})
        labels.extend(main_places(document, scores))
    return rows, labels


def grow(rows: Sequence[dict[str, float]], labels: Sequence[float | None]) -> dict[str, Any]:
    """The trees that these rows teach, as `scoring.boosted_trees` reads them; rows without a label are left out."""
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in seen.items() if count >= TREES_SEEN_IN)
    model = booster()
    kept = [row for row, label in zip(rows, labels, strict=True) if label is not None]
    model.fit(matrix_of(kept, names), np.array([label for label in labels if label is not None]))
    return as_data(model, names)


def booster() -> HistGradientBoostingClassifier:
    """The trees before they are grown."""
    return HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST,
        l2_regularization=5,
        max_features=0.3,
        early_stopping=False,
        random_state=SEED,
    )


def matrix_of(rows: Sequence[dict[str, float]], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """The rows as a matrix with a column for each name; evidence that is not there is 0."""
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


def as_data(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    """Grown trees as plain data; an inner node's value is the mean of its leaves, weighted by what they saw."""
    found = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        values = [float(node["value"]) for node in nodes]
        for i in reversed(range(len(nodes))):  # children stand behind their parent
            if not nodes[i]["is_leaf"]:
                left, right = int(nodes[i]["left"]), int(nodes[i]["right"])
                counts = float(nodes[left]["count"]), float(nodes[right]["count"])
                values[i] = (values[left] * counts[0] + values[right] * counts[1]) / sum(counts)
        found.append(
            [
                [round(value, 5)]
                if node["is_leaf"]
                else [
                    round(value, 5),
                    int(node["feature_idx"]),
                    float(node["num_threshold"]),
                    int(node["left"]),
                    int(node["right"]),
                ]
                for node, value in zip(nodes, values, strict=True)
            ]
        )
    return {"start": round(float(model._baseline_prediction[0][0]), 5), "names": list(names), "trees": found}


def written(grown: dict[str, Any]) -> str:
    """The trees as JSON, one a line, so that a change of one can be seen."""
    lines = ",\n".join(json.dumps(tree) for tree in grown["trees"])
    names = json.dumps(grown["names"], ensure_ascii=False)
    return f'{{"start": {grown["start"]},\n"names": {names},\n"trees": [\n{lines}\n]}}\n'


def main() -> None:
    """Fit both looks to all annotated notes and write them into the package."""
    if not corpus.SHARED.exists():
        sys.exit("the annotated notes (../shared/corpus) are not here; the weights stay as they are")
    documents = list(corpus.documents(FOLDERS))
    for name, talk in (("weights.json", False), ("talk.json", True)):
        fitted = fit(documents, talk=talk)
        (SCORING / name).write_text(
            json.dumps(fitted, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
        )
        print(f"{len(fitted['weights'])} weights in {name}")
    looks = unseen_looks(documents)
    grown = grow(*table(documents, looks))
    (SCORING / "trees.json").write_text(written(grown), encoding="utf-8")
    print(f"{len(grown['trees'])} trees in trees.json")
    likeness.main(documents, looks)


if __name__ == "__main__":
    main()
