"""Measure the trained model on projects that it was not trained on: `make crossvalidate`, some minutes.

Five folds of the projects of train and dev, in which each office note and call is a project of its own. Everything that
is trained is trained anew for each fold, except the list of common words. Public notes, office notes and both kinds of
speech are measured apart, from end to end: items with owners and dates, as `recap items` gives them.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import choosers
import corpus
import train

from extractor.extraction.annotation import Annotations
from extractor.extraction.finder import Models, mentions_of
from extractor.extraction.scoring import classifier
from extractor.model import ReadOptions
from extractor.resolution import assemble

FOLDS = 5
OFFSETS = (-0.06, -0.03, 0.0, 0.03, 0.06)  # of the thresholds of the plan, to see how flat the figures are around them
STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)  # of probability, to see how reliable it is

Counts = dict[str, int]


def group_of(document: corpus.Document) -> str:
    """Return the group under which a document is measured."""
    kind = "speech" if corpus.is_speech(document) else "notes"
    return f"{'office' if document.is_office else 'public'} {kind}"


def counts(document: corpus.Document, trained: train.Trained) -> list[Counts]:
    """Return the scorer's counts for a document, for each of OFFSETS."""
    score = corpus.scorer()
    models = Models(trained.model, trained.choosers, ReadOptions().model)
    scores = classifier.score(document.notes, document.candidates, trained.model)
    found = mentions_of(document.notes, Annotations(document.roster), document.candidates, scores, models)
    threshold = classifier.threshold_for(document.notes, trained.model)
    counted = []
    for offset in OFFSETS:
        plan = assemble.assemble(
            document.notes,
            document.roster,
            found,
            threshold + offset,
            ReadOptions(country="US"),
            trained.pair_classifier,
        )
        counted.append(score.score_document(corpus.predictions(plan), document.gold, document.lines)[0])
    return counted


def report(name: str, counted: Sequence[Sequence[Counts]], sure: Sequence[tuple[float, float]]) -> None:
    """Print the figures of a group of documents for each threshold, and how reliable the probabilities are.

    Args:
        name: The group.
        counted: The counts of each document, for each of OFFSETS.
        sure: The probability and the label of each candidate.
    """
    score = corpus.scorer()
    print(f"{name}: {len(counted)} documents")
    for number, offset in enumerate(OFFSETS):
        total = {key: sum(document[number][key] for document in counted) for key in score.COUNTS}
        figures = score.summary(total)
        print(
            f"  threshold {offset:+.2f}: P {figures['precision']:.3f} R {figures['recall']:.3f}"
            f" F1 {figures['f1']:.3f} strict {figures['strict_f1']:.3f} owner {figures['owner']:.3f}"
            f" due {figures['due']:.3f} due_fp {figures['due_fp']:.3f} words {figures['words']:.3f}"
            f" duplicates {figures['duplicates']}"
        )
    for low, high in pairwise(STEPS):
        inside = [label for probability, label in sure if low <= probability < high]
        if inside:
            print(f"  probability from {low:.1f}: {sum(inside) / len(inside):.2f} of {len(inside)} are items")


def measured(
    documents: Sequence[corpus.Document],
) -> tuple[Mapping[str, list[list[Counts]]], Mapping[str, list[tuple[float, float]]]]:
    """Return the counts of each document and the labelled probabilities of its candidates, by group."""
    counted: defaultdict[str, list[list[Counts]]] = defaultdict(list)
    sure: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    options = {document.name: choosers.options(document) for document in documents}
    for learnt, held_out in train.folds(documents, FOLDS):
        trained = train.trained_on([documents[i] for i in learnt], options)
        for document in (documents[i] for i in held_out):
            group = group_of(document)
            counted[group].append(counts(document, trained))
            scores = classifier.score(document.notes, document.candidates, trained.model)
            realigned = corpus.aligned(document, [probability for probability, _ in scores])
            sure[group].extend(
                (probability, label)
                for (probability, _), label in zip(scores, realigned.labels, strict=True)
                if label is not None
            )
    return counted, sure


def main() -> None:
    """Print the cross-validated figures."""
    if not corpus.SHARED.exists():
        sys.exit("../shared/corpus (the annotated notes) is missing; nothing was measured")
    counted, sure = measured(list(corpus.documents(train.FOLDERS)))
    for group in sorted(counted):
        report(group, counted[group], sure[group])


if __name__ == "__main__":
    main()
