"""Score annotated notes as the rules read them, as a second reader does, and as both together.

    reader_eval.py CORPUS REPLAY [--show]

CORPUS holds notes with their gold items; REPLAY the answers to the questions about them (`recap --reader-replay`).
Questions without an answer are written there. "kept" is the share of the gold items that are found, "whole" of those
with the right owner and day, too. With --show it prints each gold item that is lost or wrong with the second reader
alone.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from extractor import pipeline
from extractor.model import ReadOptions, Recap, SecondReader

SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "score.py"


def scorer() -> ModuleType:
    """Load the scorer of the annotated notes as a module."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(recap: Recap) -> list[dict[str, Any]]:
    """Return the items of a recap as the scorer reads them."""
    items: list[dict[str, Any]] = json.loads(json.dumps(recap.to_dict()["items"]))
    return items


def scored(corpus: Path, reader: SecondReader | None) -> tuple[Counter[str], list[tuple[str, Any]], list[Recap]]:
    """Return the scorer's counts over all notes, what is wrong, and the recaps."""
    score = scorer()
    total: Counter[str] = Counter()
    wrong, recaps = [], []
    for gold_file in sorted(corpus.glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        path = gold_file.parent / gold["doc"]
        recap = pipeline.from_path(path, ReadOptions(country="US", second_reader=reader))
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        counts, notes = score.score_document(predictions(recap), gold["actions"], lines)
        total.update(counts)
        wrong += [(gold_file.name.removesuffix(".gold.json"), note) for note in notes]
        recaps.append(recap)
    return total, wrong, recaps


def row(name: str, counts: Counter[str]) -> str:
    """Return the figures of a reader as a line of the table."""
    figures = scorer().summary(counts)
    shares = {
        "P": figures["precision"],
        "kept": figures["recall"],
        "F1": figures["f1"],
        "owner": figures["owner"],
        "due": figures["due"],
        "due_fp": figures["due_fp"],
        "whole": counts["strict"] / counts["gold"] if counts["gold"] else None,
        "strict F1": figures["strict_f1"],
    }
    cells = "".join(f"  {label} {'-' if value is None else f'{value:.3f}'}" for label, value in shares.items())
    return f"{name:14} gold {counts['gold']:3} found {counts['pred']:3}{cells}  twice {counts['dup']}"


def main() -> None:
    """Print the three rows, what was dropped, and with --show what is wrong."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    corpus, replay = map(Path, arguments)
    if not corpus.is_dir() or not SCORER.exists():
        print(f"{corpus if SCORER.exists() else SCORER} is not here; nothing is scored")
        return
    readers = {
        "rules alone": None,
        "reader alone": SecondReader(replay=str(replay), alone=True),
        "both": SecondReader(replay=str(replay)),
    }
    for name, reader in readers.items():
        counts, wrong, recaps = scored(corpus, reader)
        print(row(name, counts))
        if reader is None or not reader.alone:
            continue
        dropped: Counter[str] = Counter()
        for recap in recaps:
            if recap.second_reader:
                dropped.update(dict(recap.second_reader.dropped))
                for trouble in recap.second_reader.troubles:
                    print(f"  {recap.source}: {trouble}")
        for why, number in dropped.most_common():
            print(f"  dropped: {number:3} {why}")
        classes = Counter(what for _, (what, _, _) in wrong)
        print("  lost: " + ", ".join(f"{number} {what}" for what, number in classes.most_common()))
        if "--show" in sys.argv:
            for document, (what, item, predicted) in wrong:
                print(f"  {document}: {what}: {_short(item)} got {_short(predicted)}")


def _short(item: dict[str, Any] | None) -> str:
    if item is None:
        return "nothing"
    line = item.get("line") or item["lines"][0][0]
    return f"{line} {item['owners']} {item.get('due')} {item.get('due_text')!r} {item['task'][:60]!r}"


if __name__ == "__main__":
    main()
