"""Train the model that scores candidates, on the annotated notes: `make model` rebuilds the weights in extractor/.

weights.json is for the base score of what is written: logistic regression (L2, liblinear) on the features of
`extraction.candidates`. talk.json is for that of what is spoken in dialogues, trained on the same notes: speech counts
double in it, and its weights are held closer to zero, as little of the training data is speech.
trees.json is for the stacked score: boosted trees on all features but single words, and on the base scores of the
neighbours (`scoring.neighbour_features`). As in stacked generalization (Wolpert 1992), the trees see base scores by
weights that were not trained on the same project, or they would trust them too much. Choices are made by figures
cross-validated by project (crossvalidate.py), never by document, as notes of one project are alike. The same input
gives the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import choosers
import corpus
import likeness
import numpy as np
from boosting import SEED, as_data, as_json, matrix_of
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.choosing import choosers as choosing
from extractor.extraction.context.dialogue import as_written_features
from extractor.extraction.scoring import boosted_trees, classifier
from extractor.resolution import coreference

PACKAGE = Path(__file__).resolve().parent.parent / "extractor"
FOLDERS = ("train", "dev", "office", "speech")
OFFICE_WEIGHT = 2.0  # of a candidate in notes of ordinary working life, beside 1 of one in public notes
OFFICE_WEIGHT_OF_TREES = 0.5  # the same for the trees: by more of it public notes lose, and office notes gain nothing
C = 0.15  # inverse strength of the regularisation
TALK_C = 0.03
TALK_WEIGHT = 2.0  # of a candidate in speech, beside 1 of one in written notes
WORD_SCALE = 0.7  # of the values of single words, beside 1 of other features, which holds their weights closer to zero
MIN_CANDIDATES = 3  # features that fewer candidates have are left out
THRESHOLD = 0.42  # probability from which a mention of written notes is in the plan: F1 is flat around it
TALK_THRESHOLD = 0.49  # the same in talk
EXCLUDED = ("title word: ",)  # the words of titles are those of the projects, not of English
SINGLE_WORDS = ("word: ", "first: ", "second: ", "title word: ")  # for the base score only
MIN_CANDIDATES_OF_TREES = 20
TREES = 120
LEARNING_RATE = 0.07
LEAVES = 12
MIN_LEAF = 25  # candidates in a leaf
ROUNDS = 2  # of aligning candidates with gold items by scores
FOLDS = 5  # of projects, for the base scores that the trees see


def fit(documents: Sequence[corpus.Document], *, talk: bool = False) -> dict[str, Any]:
    """Fit the weights of the base score to these documents, for what is written or for `talk`.

    Returns them as the package reads them: {"intercept", "line" (the threshold), "weights"}.
    """
    rows, labels, sample_weights = [], [], []
    for document in documents:
        sample_weight = document_weight(document) * (TALK_WEIGHT if talk and corpus.is_speech(document) else 1.0)
        for candidate, label in zip(document.candidates, document.labels, strict=True):
            if label is not None:
                rows.append(_base_input(candidate, talk))
                labels.append(label)
                sample_weights.append(sample_weight)
    counts = Counter(name for row in rows for name in row)
    rows = [{name: value for name, value in row.items() if counts[name] >= MIN_CANDIDATES} for row in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)  # liblinear's width
    model = LogisticRegression(C=TALK_C if talk else C, solver="liblinear", max_iter=1000, random_state=SEED)
    model.fit(matrix, np.array(labels), sample_weight=np.array(sample_weights))
    weights = {
        name: round(float(weight) * _scale(name, talk), 3)
        for name, weight in sorted(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
        if abs(weight) >= 0.01
    }
    threshold = TALK_THRESHOLD if talk else THRESHOLD
    return {"intercept": round(float(model.intercept_[0]), 3), "line": threshold, "weights": weights}


def document_weight(document: corpus.Document) -> float:
    """Return how much a candidate of this document counts, beside 1 of one in public notes."""
    return OFFICE_WEIGHT if document.is_office else 1.0


def _base_input(candidate: Candidate, talk: bool) -> dict[str, float]:
    """Return the scaled features of a candidate; for written notes those of talk count as written."""
    features = candidate.features if talk else as_written_features(candidate.features)
    return {name: value * _scale(name, talk) for name, value in features.items() if not name.startswith(EXCLUDED)}


def _scale(name: str, talk: bool) -> float:
    return WORD_SCALE if name.startswith(SINGLE_WORDS) and not talk else 1.0


def base_scores(documents: Sequence[corpus.Document], fitted: dict[str, Any]) -> list[list[float]]:
    """Return the base score of each candidate by these weights for what is written."""
    model = classifier.model_from_json(fitted)
    return [
        [classifier.base_score(as_written_features(candidate.features), model) for candidate in document.candidates]
        for document in documents
    ]


def unseen_base_scores(documents: Sequence[corpus.Document]) -> list[list[float]]:
    """Return the base scores of each document by weights that were not trained on its project."""
    scores: list[list[float]] = [[] for _ in documents]
    for learnt, held_out in folds(documents, FOLDS):
        fitted = fit([documents[i] for i in learnt])
        for i, own in zip(held_out, base_scores([documents[i] for i in held_out], fitted), strict=True):
            scores[i] = own
    return scores


def folds(documents: Sequence[corpus.Document], count: int) -> list[tuple[list[int], list[int]]]:
    """Split the documents' indices into folds without a project in two: (to learn from, held out) for each."""
    projects = [document.organisation for document in documents]
    return [
        (learnt.tolist(), held_out.tolist()) for learnt, held_out in GroupKFold(count).split(documents, groups=projects)
    ]


def main_mention_labels(document: corpus.Document, scores: Sequence[float]) -> list[float | None]:
    """Return the labels for the trees: of the candidates that fit one item only the one with the best base score is 1.

    A plan lists an item once. The others, if found too, are merged into it or are duplicates.
    """
    best: dict[int, int] = {}
    for i, (item, label) in enumerate(zip(document.items, document.labels, strict=True)):
        if item is not None and label == 1.0 and (item not in best or scores[i] > scores[best[item]]):
            best[item] = i
    return [
        0.0 if label == 1.0 and item is not None and best[item] != i else label
        for i, (item, label) in enumerate(zip(document.items, document.labels, strict=True))
    ]


def trees_input(
    documents: Sequence[corpus.Document], scores: Sequence[Sequence[float]]
) -> tuple[list[dict[str, float]], list[float | None]]:
    """Return what the trees learn from: features and label of each candidate of the documents, by its base score."""
    rows: list[dict[str, float]] = []
    labels: list[float | None] = []
    for document, own in zip(documents, scores, strict=True):
        for features in classifier.stacked_features(document.notes, document.candidates, own):
            written = as_written_features(features)
            rows.append({name: value for name, value in written.items() if not name.startswith(SINGLE_WORDS)})
        labels.extend(main_mention_labels(document, own))
    return rows, labels


def sample_weights(documents: Sequence[corpus.Document]) -> list[float]:
    """Return how much each candidate of the documents counts for the trees, in the order of `trees_input`."""
    return [
        OFFICE_WEIGHT_OF_TREES if document.is_office else 1.0 for document in documents for _ in document.candidates
    ]


def grow(rows: Sequence[dict[str, float]], labels: Sequence[float | None], weights: Sequence[float]) -> dict[str, Any]:
    """Train the trees on these rows, as `scoring.boosted_trees` reads them; rows without a label are left out.

    Args:
        rows: The features of each candidate.
        labels: The label of each.
        weights: How much each counts.
    """
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= MIN_CANDIDATES_OF_TREES)
    model = booster()
    labelled = [index for index, label in enumerate(labels) if label is not None]
    model.fit(
        matrix_of([rows[index] for index in labelled], names),
        np.array([labels[index] for index in labelled], dtype=float),
        sample_weight=np.array([weights[index] for index in labelled]),
    )
    return as_data(model, names)


def booster() -> HistGradientBoostingClassifier:
    """Return the trees before they are trained."""
    return HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=LEARNING_RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=MIN_LEAF,
        l2_regularization=5,
        max_features=0.3,
        early_stopping=False,
        random_state=SEED,
    )


def realigned(documents: Sequence[corpus.Document]) -> list[corpus.Document]:
    """Return the documents with labels that know which sentences are likely items (see `corpus.align`)."""
    found = list(documents)
    for _ in range(ROUNDS):
        scores = unseen_base_scores(found)
        found = [corpus.aligned(document, own) for document, own in zip(found, scores, strict=True)]
    return found


@dataclass(frozen=True)
class Trained:
    """All that is trained: the data of its files, by their path in the package."""

    files: Mapping[str, dict[str, Any]]

    @cached_property
    def model(self) -> classifier.Model:
        """What scores candidates."""
        weights, talk, trees = (self.files[f"extraction/scoring/{name}.json"] for name in ("weights", "talk", "trees"))
        return classifier.model_from_json(weights, talk, boosted_trees.trees_from_json(trees))

    @cached_property
    def choosers(self) -> choosing.Choosers:
        """What chooses owners and days."""
        owners, dates = (self.files[f"extraction/choosing/{name}.json"] for name in ("owners", "dates"))
        return choosing.Choosers(choosing.chooser_from_json(owners), choosing.chooser_from_json(dates))

    @cached_property
    def pair_classifier(self) -> coreference.PairClassifier:
        """What tells which mentions are the same work."""
        pairs = self.files["resolution/restatements.json"]
        return coreference.PairClassifier(pairs["intercept"], pairs["weights"], pairs["line"])


def trained_on(documents: Sequence[corpus.Document], options: Mapping[str, choosers.Options]) -> Trained:
    """Train on these documents; `options` are the owners and days that their candidates could have, by document."""
    documents = realigned(documents)
    scores = unseen_base_scores(documents)
    owners, dates = choosers.fit(
        [choosers.examples(document, options[document.name]) for document in documents],
    )
    return Trained(
        {
            "extraction/scoring/weights.json": fit(documents),
            "extraction/scoring/talk.json": fit(documents, talk=True),
            "extraction/scoring/trees.json": grow(*trees_input(documents, scores), sample_weights(documents)),
            "extraction/choosing/owners.json": owners,
            "extraction/choosing/dates.json": dates,
            "resolution/restatements.json": likeness.fit(
                [
                    row
                    for document, own in zip(documents, scores, strict=True)
                    if not document.is_office  # which hardly ever say the same twice, for one and for another owner
                    for row in likeness.pairs(document, own)
                ]
            ),
        }
    )


def written(data: Mapping[str, Any]) -> str:
    """Return trained data as JSON: trees one per line, so that a diff shows which of them changed."""
    if "trees" in data:
        return as_json(data)
    return json.dumps(data, indent=0, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Train on all annotated notes and write what was trained to the package."""
    if not corpus.SHARED.exists():
        sys.exit("../shared/corpus (the annotated notes) is missing; the weights stay as they are")
    documents = list(corpus.documents(FOLDERS))
    trained = trained_on(documents, {document.name: choosers.options(document) for document in documents})
    for path, data in trained.files.items():
        (PACKAGE / path).write_text(written(data), encoding="utf-8")
        print(f"{path}: {len(data.get('trees', data.get('weights')))} trees or weights")


if __name__ == "__main__":
    main()
