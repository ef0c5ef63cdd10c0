"""Measure the trained model on projects that it was not trained on: `make crossvalidate`, some minutes.

Ten folds of the projects of train and dev; everything that is trained is trained anew for each fold, except the list
of common words. Written notes and speech are measured apart, from end to end: items with owners and dates, as
`recap items` gives them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise

import corpus
import likeness
import train
from sklearn.metrics import average_precision_score

from extractor.extraction.mentions import build
from extractor.extraction.scoring import boosted_trees, classifier
from extractor.model import ReadOptions
from extractor.resolution import assemble, coreference

FOLDS = 10
THRESHOLDS = (0.32, 0.34, 0.36, 0.38, 0.4)  # of the plan, train.THRESHOLD among them
STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)  # of probability, to see how reliable it is


def unseen_scores(documents: Sequence[corpus.Document]) -> tuple[list[list[float]], list[list[float]]]:
    """Return the base and the stacked scores of each document's candidates, by models trained on other projects."""
    base: list[list[float]] = [[] for _ in documents]
    stacked: list[list[float]] = [[] for _ in documents]
    for learnt, held_out in train.folds(documents, FOLDS):
        learnt_documents = [documents[i] for i in learnt]
        grown = train.grow(*train.trees_input(learnt_documents, train.unseen_base_scores(learnt_documents)))
        model = classifier.model_from_json(
            train.fit(learnt_documents),
            train.fit(learnt_documents, talk=True),
            boosted_trees.trees_from_json(grown),
        )
        for i in held_out:
            document = documents[i]
            base[i] = [classifier.base_score(candidate.features, model) for candidate in document.candidates]
            stacked[i] = [score for score, _ in classifier.score(document.notes, document.candidates, model)]
    return base, stacked


def unseen_pair_classifiers(
    documents: Sequence[corpus.Document], scores: Sequence[Sequence[float]]
) -> list[coreference.PairClassifier | None]:
    """Return for each document the classifier of restatements that is trained on other projects."""
    rows = [likeness.pairs(document, own) for document, own in zip(documents, scores, strict=True)]
    classifiers: list[coreference.PairClassifier | None] = [None] * len(documents)
    for learnt, held_out in train.folds(documents, FOLDS):
        fitted = likeness.fit([row for i in learnt for row in rows[i]])
        for i in held_out:
            classifiers[i] = coreference.PairClassifier(fitted["intercept"], fitted["weights"], fitted["line"])
    return classifiers


def counts(
    documents: Sequence[corpus.Document],
    scores: Sequence[Sequence[float]],
    classifiers: Sequence[coreference.PairClassifier | None],
    threshold: float,
) -> dict[str, int]:
    """Return the scorer's counts over documents.

    Args:
        documents: The documents.
        scores: The probability of each of their candidates.
        classifiers: The classifier of restatements for each document.
        threshold: The probability from which a mention is in the plan.
    """
    score = corpus.scorer()
    total = dict.fromkeys(score.COUNTS, 0)
    for document, own, pair_classifier in zip(documents, scores, classifiers, strict=True):
        mentions = [
            build.mention(document.notes, candidate, probability, corpus.UNTRAINED, document.roster)
            for candidate, probability in zip(document.candidates, own, strict=True)
            if probability >= classifier.MENTION_THRESHOLD
        ]
        plan = assemble.assemble(
            document.notes, document.roster, mentions, threshold, ReadOptions(country="US"), pair_classifier
        )
        document_counts, _ = score.score_document(corpus.predictions(plan), document.gold, document.lines)
        for name in total:
            total[name] += document_counts[name]
    return total


def report(
    name: str,
    documents: Sequence[corpus.Document],
    scores: Sequence[Sequence[float]],
    classifiers: Sequence[coreference.PairClassifier | None],
) -> None:
    """Print the figures of documents for each threshold, and how reliable the probabilities are.

    Args:
        name: What is measured, for the first line.
        documents: The documents.
        scores: The probability of each of their candidates.
        classifiers: The classifier of restatements for each document.
    """
    score = corpus.scorer()
    labelled = [
        (label, probability)
        for document, own in zip(documents, scores, strict=True)
        for label, probability in zip(document.labels, own, strict=True)
        if label is not None
    ]
    print(f"{name}: average precision {average_precision_score(*zip(*labelled, strict=True)):.3f}")
    for threshold in THRESHOLDS:
        figures = score.summary(counts(documents, scores, classifiers, threshold))
        print(
            f"  threshold {threshold:.2f}: P {figures['precision']:.3f} R {figures['recall']:.3f}"
            f" F1 {figures['f1']:.3f} strict {figures['strict_f1']:.3f} owner {figures['owner']:.3f}"
            f" due {figures['due']:.3f} due_fp {figures['due_fp']:.3f} words {figures['words']:.3f}"
            f" duplicates {figures['duplicates']}"
        )
    for low, high in pairwise(STEPS):
        inside = [label for label, probability in labelled if low <= probability < high]
        if inside:
            print(f"  probability from {low:.1f}: {sum(inside) / len(inside):.2f} of {len(inside)} are items")


def main() -> None:
    """Print the cross-validated figures of the base and the stacked score."""
    if not corpus.SHARED.exists():
        sys.exit("../shared/corpus (the annotated notes) is missing; nothing was measured")
    documents = list(corpus.documents(train.FOLDERS))
    base, stacked = unseen_scores(documents)
    classifiers = unseen_pair_classifiers(documents, stacked)
    for kind, speech in (("written notes", False), ("speech", True)):
        chosen = [i for i, document in enumerate(documents) if corpus.is_speech(document) == speech]
        for name, values in (("base score", base), ("stacked score", stacked)):
            report(
                f"{kind}, {name}",
                [documents[i] for i in chosen],
                [values[i] for i in chosen],
                [classifiers[i] for i in chosen],
            )


if __name__ == "__main__":
    main()
