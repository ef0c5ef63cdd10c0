"""The accuracy of the program on annotated notes: `make accuracy` scores notes that nothing was learnt from, and dev.

It writes the table of docs/explanation/accuracy.md.

Counts are those of ../shared/tools/score.py. The intervals are bootstrapped over documents (1,000 resamples, fixed
seed, 2.5th to 97.5th percentile), to show how little a handful of notes says.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import corpus

from extractor import pipeline
from extractor.model import ReadOptions

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "accuracy.md"
BEGIN, END = "<!-- accuracy: written by make accuracy -->", "<!-- accuracy: end -->"
RESAMPLES = 1_000
SEED = 20260304
# Other tools, as ../shared/corpus/README.md gives them: by the same scorer on the same notes.
OTHERS = (
    ("follow-through 0.3.1", "dev", 0.311, 0.234),
    ("follow-through 0.3.1", "validation", 0.500, 0.325),
    ("meeting-intelligence 0.1.0", "dev", 0.274, 0.108),
    ("meeting-intelligence 0.1.0", "validation", 0.425, 0.101),
    ("meeting-decision-ledger 0.1.0", "dev", 0.333, 0.015),
    ("meet2action 1.0.0", "dev", 0.249, 0.024),
)


def counts(folder: str) -> list[tuple[str, dict[str, int]]]:
    """Return the style of each document of a folder of the corpus, and the scorer's counts of it."""
    score = corpus.scorer()
    counted = []
    for gold_file in sorted((corpus.SHARED / "corpus" / folder).glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        path = gold_file.parent / gold["doc"]
        recap = pipeline.from_path(path, ReadOptions(country="US"))
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        counted.append((gold["style"], score.score_document(corpus.predictions(recap), gold["actions"], lines)[0]))
    return counted


def summary(documents: Sequence[dict[str, int]]) -> dict[str, Any]:
    """Return the scorer's figures over all documents together."""
    score = corpus.scorer()
    total = {name: sum(document[name] for document in documents) for name in score.COUNTS}
    figures: dict[str, Any] = score.summary(total)
    return figures


def interval(documents: Sequence[dict[str, int]], figure: str) -> tuple[float, float]:
    """Return the bootstrapped 95 % interval of a figure over documents."""
    random = Random(SEED)
    values = sorted(summary(random.choices(documents, k=len(documents)))[figure] for _ in range(RESAMPLES))
    return values[int(RESAMPLES * 0.025)], values[int(RESAMPLES * 0.975)]


def table() -> str:
    """The table, as Markdown."""
    rows = [
        "| notes | documents | items | item F1 | strict F1 | owner right | date right | date invented |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for folder in ("dev", "validation", "office-dev", "speech-dev"):
        scored = counts(folder)
        for kind, speech in (("written", False), ("speech", True)):
            documents = [own for style, own in scored if (style in {"transcript", "irc"}) == speech]
            if not documents:
                continue
            figures = summary(documents)
            cells = [
                f"{folder}{' (learnt from)' if folder == 'dev' else ''}, {kind}",
                str(len(documents)),
                str(figures["gold"]),
            ]
            for name in ("f1", "strict_f1"):
                low, high = interval(documents, name)
                cells.append(f"{figures[name]:.2f} ({low:.2f} to {high:.2f})")
            cells.extend(
                "-" if figures[name] is None else f"{figures[name]:.2f}" for name in ("owner", "due", "due_fp")
            )
            rows.append(f"| {' | '.join(cells)} |")
    rows.extend(f"| {folder}: {tool} | | | {item:.2f} | {strict:.2f} | | | |" for tool, folder, item, strict in OTHERS)
    return "\n".join(rows)


def main() -> None:
    """Score, and put the table between its marks in the page."""
    if not corpus.SHARED.exists():
        print("the annotated notes (../shared/corpus) are not here; the table of figures stays as it is")
        return
    text = PAGE.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        sys.exit(f"{PAGE.name} has no place for the table: put the lines {BEGIN} and {END} into it")
    body = table()
    PAGE.write_text(
        re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: f"{BEGIN}\n\n{body}\n\n{END}", text, flags=re.S),
        encoding="utf-8",
    )
    print(body)


if __name__ == "__main__":
    main()
