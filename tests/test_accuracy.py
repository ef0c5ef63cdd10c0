"""The least accuracy on annotated notes that every change must keep; skipped where the notes are not there."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest
from places import SHARED

from extractor import pipeline
from extractor.model import ReadOptions, Recap

# Item F1 and strict F1: 0.02 below what was measured when they were last raised.
FLOORS = {
    "dev": (0.82, 0.72),
    "validation": (0.72, 0.57),
    "office-dev": (0.72, 0.40),
    "speech-dev": (0.75, 0.42),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (SHARED / "corpus").exists(), reason="the annotated notes are not beside the tree"),
]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", FLOORS)
def test_accuracy_stays_above_its_floor(folder: str, score: ModuleType) -> None:
    total = dict.fromkeys(score.COUNTS, 0)
    for gold_file in sorted((SHARED / "corpus" / folder).glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        path = gold_file.parent / gold["doc"]
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        predicted = _as_scored(pipeline.from_path(path, ReadOptions(country="US")))
        counts, _ = score.score_document(predicted, gold["actions"], lines)
        for name in total:
            total[name] += counts[name]
    figures = score.summary(total)
    item, strict = FLOORS[folder]
    assert figures["f1"] >= item, figures
    assert figures["strict_f1"] >= strict, figures


def _as_scored(recap: Recap) -> list[dict[str, object]]:
    return [
        {
            "line": item.line,
            "end_line": item.end_line,
            "task": item.task,
            "owners": list(item.owners),
            "due": item.due.isoformat() if item.due else None,
            "status": "done" if item.done else "open",
        }
        for item in recap.items
    ]
