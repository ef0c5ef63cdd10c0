"""Train the ranker that says what a pronoun of a task means: extractor/extraction/mentions/antecedents.json.

`make model` runs it. An example is a slot of a task that fits a gold item, with the phrases around it; a phrase is as
good as the task, completed with it, is like the gold task. The weights are fitted by maximum entropy (softmax over the
phrases of a slot, L-BFGS).
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import corpus
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractor import readers
from extractor.extraction.candidates.collect import candidates
from extractor.extraction.mentions import antecedents, build
from extractor.extraction.mentions.decontextualize import slots_of, speakers_of
from extractor.extraction.mentions.slots import Slot, fill
from extractor.extraction.mentions.surroundings import nearby_sentences
from extractor.extraction.mentions.topics import lacking_topic
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.language.syntax.phrases import phrases
from extractor.model import Kind, ReadOptions

FOLDERS = {"train": 0.5, "dev": 1.0, "office": 1.0, "speech": 1.5}  # with the weight of their examples
WEIGHTS = Path(__file__).resolve().parent.parent / "extractor" / "extraction" / "mentions" / "antecedents.json"
FOLDS = 8
MIN_COUNT = 3  # phrases that a feature must occur in
MIN_PROBABILITY = 0.12  # of the mentions whose tasks are examples
SHARPNESS = 20.0  # how much better phrases count than worse ones
PENALTY = 1.5  # strength of the regularisation
BONUS = 0.25  # for a phrase most of whose words the gold task has: a pronoun understood is worth more than its words
TOLERANCE = 0.12  # below the best phrase, in which others count as good
LEAST_IMPORTANCE = 0.6  # of an example; where no phrase is right, the task must learn to stay


@dataclass(frozen=True)
class Example:
    """A slot, its possible antecedents, and how good each is."""

    document: str
    folder: str
    slot: Slot
    words: tuple[str, ...]
    features: tuple[Mapping[str, float], ...]
    gains: tuple[float, ...]  # of the likeness to the gold task
    values: tuple[float, ...]  # with what makes a phrase right


def examples(folder: str) -> Iterator[Example]:
    """Yield the examples of the annotated notes in a folder of the corpus."""
    score = corpus.scorer()
    trained = classifier.load_default()
    for gold_file in sorted((corpus.SHARED / "corpus" / folder).glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        path = gold_file.parent / gold["doc"]
        notes = readers.read_path(path)
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        roster = roster_learning.learn(notes.blocks, notes.people)
        found = candidates(notes, roster, ReadOptions().model)
        scores = classifier.score(notes, found, trained)
        pairs = [
            (candidate, build.mention(notes, candidate, probability, trained, roster))
            for candidate, (probability, _) in zip(found, scores, strict=True)
            if probability >= MIN_PROBABILITY
        ]
        predicted = [{"line": m.line, "end_line": m.end_line, "task": m.completed} for _, m in pairs]
        speakers = speakers_of(notes, roster)
        for index, number in score.match(predicted, gold["actions"], lines):
            candidate, mention = pairs[index]
            is_written = notes.blocks[mention.block].kind is not Kind.TURN
            own_slots = slots_of(mention.completed, is_written=is_written)
            if not own_slots and is_written and (topic := lacking_topic(mention.completed, roster)) is not None:
                own_slots = (topic,)
            if gold["actions"][number]["certainty"] != "sure" or not own_slots:
                continue
            sentences = nearby_sentences(notes, candidate)
            parsed = phrases([sentence.text for sentence in sentences], ReadOptions().model)
            nearby = list(zip(sentences, parsed, strict=True))
            context = antecedents.TaskContext(mention.completed, nearby, mention.owners_said, roster, speakers)
            for slot in own_slots:
                yield _example(gold_file.stem, folder, slot, context, gold["actions"][number]["task"], score)


def _example(
    document: str, folder: str, slot: Slot, context: antecedents.TaskContext, gold: str, score: ModuleType
) -> Example:
    found = antecedents.antecedents_of(slot, context)
    before = score.overlap(context.task, gold)
    gains = [score.overlap(fill(context.task, slot, one.words), gold) - before for one in found]
    values = [
        gain + _bonus(one.words, context.task, gold, score) * (slot.kind != "about")
        for one, gain in zip(found, gains, strict=True)
    ]
    return Example(
        document,
        folder,
        slot,
        tuple(one.words for one in found),
        tuple(one.features for one in found),
        tuple(gains),
        tuple(values),
    )


def _bonus(words: str, task: str, gold: str, score: ModuleType) -> float:
    if not words:
        return 0.0
    own, wanted = score.words(re.sub(r"[’']s$", "", words)), score.words(gold)
    new = (own - score.words(task)) & wanted
    if not new:
        return -BONUS / 4
    return BONUS if len(own & wanted) >= 0.6 * len(own) else 0.0


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Fit the weights: those of what replaces words, and apart from them those of what is added ("about: ...")."""
    replaced = _fit([example for example in found if example.slot.kind != "about"])
    return replaced | _fit([example for example in found if example.slot.kind == "about"])


def _fit(found: Sequence[Example]) -> dict[str, float]:
    counts = Counter(name for example in found for features in example.features for name in features)
    columns = {name: at for at, name in enumerate(sorted(name for name, n in counts.items() if n >= MIN_COUNT))}
    rows, of_example, values = [], [], []
    for number, example in enumerate(found):
        rows.extend(example.features)
        of_example.extend([number] * len(example.features))
        values.extend(example.values)
    matrix, group, value = _matrix(rows, columns), np.array(of_example), np.array(values)
    best = np.full(len(found), -np.inf)
    np.maximum.at(best, group, value)
    wanted = np.exp(SHARPNESS * (value - best[group])) * (value >= best[group] - TOLERANCE)
    wanted /= np.bincount(group, weights=wanted)[group]
    importance = np.array([_importance(example) for example in found])[group]

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        highest = np.full(len(found), -np.inf)
        np.maximum.at(highest, group, scores)
        odds = np.exp(scores - highest[group])
        chance = odds / np.bincount(group, weights=odds)[group]
        cost = -(importance * wanted * np.log(chance + 1e-12)).sum() + PENALTY * weights @ weights
        slope = matrix.T @ (importance * (chance - wanted)) + 2 * PENALTY * weights
        return cost, slope

    weights = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(weights[at]), 3) for name, at in columns.items() if abs(weights[at]) >= 0.01}


def _importance(example: Example) -> float:
    spread = max(example.values) - min(0.0, *example.values)
    return FOLDERS[example.folder] * max(LEAST_IMPORTANCE, spread)


def _matrix(rows: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Any:
    entries = [
        (at, columns[name], value) for at, row in enumerate(rows) for name, value in row.items() if name in columns
    ]
    at, column, value = zip(*entries, strict=True)
    return csr_matrix((value, (at, column)), shape=(len(rows), len(columns)))


def crossvalidate(found: Sequence[Example]) -> None:
    """Print what the ranker gains on documents that it was not trained on, by folder and kind of slot."""
    totals: dict[tuple[str, str], list[float]] = {}
    for fold in range(FOLDS):
        learnt = [example for example in found if _fold(example) != fold]
        weights = fit(learnt)
        for example in found:
            if _fold(example) == fold:
                scores = [antecedents.score(features, weights) for features in example.features]
                chosen = int(np.argmax(scores))
                sums = totals.setdefault((example.folder, example.slot.kind), [0.0] * 4)
                gain = example.gains[chosen], max(example.gains)
                sums[:] = [sums[0] + 1, sums[1] + gain[0], sums[2] + gain[1], sums[3] + (chosen > 0)]
    for (folder, kind), (count, gain, most, changed) in sorted(totals.items()):
        print(f"{folder:8} {kind:8} {count:4.0f} slots, {changed:4.0f} filled, words {gain:+.2f} of {most:.2f}")


def _fold(example: Example) -> int:
    """Return the fold of an example: notes of train and dev by organisation, others by document."""
    is_shared = example.folder in {"train", "dev"}
    name = corpus.organisation(example.document) if is_shared else example.document
    return zlib.crc32(name.encode()) % FOLDS


def main() -> None:
    """Measure the ranker on unseen documents, fit it to all, and write it to the package."""
    found = [example for folder in FOLDERS for example in examples(folder)]
    crossvalidate(found)
    fitted = fit(found)
    WEIGHTS.write_text(json.dumps(fitted, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(found)} slots, {len(fitted)} weights in {WEIGHTS.name}")


if __name__ == "__main__":
    main()
