"""Figures of the trained component on projects that it has not seen: `make crossvalidate`, some minutes.

Ten folds of projects of train and dev; all that is fitted is fitted anew for each, but for the list of common words.
Written notes and speech apart, from end to end: items and owners and dates as `recap items` gives them.
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
LINES = (0.32, 0.34, 0.36, 0.38, 0.4)  # train.LINE among them
STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)  # of confidence, for its reliability


def judged(documents: Sequence[corpus.Document]) -> tuple[list[list[float]], list[list[float]]]:
    """For each document's candidates the first look's probability and the confidence, by what other projects taught."""
    first: list[list[float]] = [[] for _ in documents]
    second: list[list[float]] = [[] for _ in documents]
    for learnt, held_out in train.folds(documents, FOLDS):
        teachers = [documents[i] for i in learnt]
        fitted, talk = train.fit(teachers), train.fit(teachers, talk=True)
        grown = train.grow(*train.table(teachers, train.unseen_looks(teachers)))
        of_talk = classifier.Weights(talk["intercept"], talk["weights"], talk["line"])
        using = classifier.Weights(
            fitted["intercept"], fitted["weights"], fitted["line"], boosted_trees.trees_from_json(grown), of_talk
        )
        for i in held_out:
            document = documents[i]
            first[i] = [classifier.base_score(candidate.features, using) for candidate in document.candidates]
            second[i] = [sure for sure, _ in classifier.score(document.notes, document.candidates, using)]
    return first, second


def alike(
    documents: Sequence[corpus.Document], confidences: Sequence[Sequence[float]]
) -> list[coreference.PairClassifier | None]:
    """For each document the likeness of restatements that other projects taught."""
    rows = [likeness.pairs(document, sure) for document, sure in zip(documents, confidences, strict=True)]
    found: list[coreference.PairClassifier | None] = [None] * len(documents)
    for learnt, held_out in train.folds(documents, FOLDS):
        fitted = likeness.fit([row for i in learnt for row in rows[i]])
        for i in held_out:
            found[i] = coreference.PairClassifier(fitted["intercept"], fitted["weights"], fitted["line"])
    return found


def figures(
    documents: Sequence[corpus.Document],
    confidences: Sequence[Sequence[float]],
    likenesses: Sequence[coreference.PairClassifier | None],
    line: float,
) -> dict[str, int]:
    """The scorer's counts over the documents, with this line of the plan."""
    score = corpus.scorer()
    total = dict.fromkeys(score.COUNTS, 0)
    none = classifier.Weights(0.0, {}, line)
    for document, sure, alike_here in zip(documents, confidences, likenesses, strict=True):
        mentions = [
            build.mention(document.notes, candidate, value, none, document.roster)
            for candidate, value in zip(document.candidates, sure, strict=True)
            if value >= classifier.MENTION_THRESHOLD
        ]
        plan = assemble.assemble(document.notes, document.roster, mentions, line, ReadOptions(), alike_here)
        counts, _ = score.score_document(corpus.predictions(plan), document.gold, document.lines)
        for name in total:
            total[name] += counts[name]
    return total


def report(
    name: str,
    documents: Sequence[corpus.Document],
    confidences: Sequence[Sequence[float]],
    likenesses: Sequence[coreference.PairClassifier | None],
) -> None:
    """Print the figures of these documents for each line, and how reliable the confidences are."""
    score = corpus.scorer()
    known = [
        (label, sure)
        for document, own in zip(documents, confidences, strict=True)
        for label, sure in zip(document.labels, own, strict=True)
        if label is not None
    ]
    print(f"{name}: average precision {average_precision_score(*zip(*known, strict=True)):.3f}")
    for line in LINES:
        found = score.summary(figures(documents, confidences, likenesses, line))
        print(
            f"  line {line:.2f}: P {found['precision']:.3f} R {found['recall']:.3f} F1 {found['f1']:.3f}"
            f" strict {found['strict_f1']:.3f} owner {found['owner']:.3f} due {found['due']:.3f}"
            f" due_fp {found['due_fp']:.3f} words {found['words']:.3f} duplicates {found['duplicates']}"
        )
    for low, high in pairwise(STEPS):
        inside = [label for label, sure in known if low <= sure < high]
        if inside:
            print(f"  confidence {low:.1f} and more: {sum(inside) / len(inside):.2f} right of {len(inside)}")


def main() -> None:
    """Print the cross-validated figures of the first look and of both."""
    if not corpus.SHARED.exists():
        sys.exit("the annotated notes (../shared/corpus) are not here; there is nothing to validate with")
    documents = list(corpus.documents(train.FOLDERS))
    first, second = judged(documents)
    likenesses = alike(documents, second)
    for kind, speech in (("written notes", False), ("speech", True)):
        some = [i for i, document in enumerate(documents) if corpus.is_speech(document) == speech]
        for look, values in (("base score", first), ("both looks", second)):
            report(
                f"{kind}, {look}",
                [documents[i] for i in some],
                [values[i] for i in some],
                [likenesses[i] for i in some],
            )


if __name__ == "__main__":
    main()
