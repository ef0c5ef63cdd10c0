"""Annotated notes, as training reads them: documents, their candidates, and which candidates the gold items are."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from extractor import readers
from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.mentions import build
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.language.people.roster import Roster
from extractor.model import Notes, ReadOptions

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def scorer() -> ModuleType:
    """The scorer of the annotated notes, as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Document:
    """One annotated note, read and cut into candidates; `label` is 1.0, 0.0, or None where it does not count."""

    name: str
    organisation: str
    style: str
    lines: tuple[str, ...]
    gold: tuple[dict[str, Any], ...]
    notes: Notes
    roster: Roster
    candidates: tuple[Candidate, ...]
    labels: tuple[float | None, ...]
    items: tuple[int | None, ...] = ()  # index of the gold item that a candidate stands for; places of one share it


def organisation(name: str) -> str:
    """The project whose notes these are: the file's name up to its date or number ("a1-omp-tsc-2019-08-14": a1-omp)."""
    return "-".join(name.split("-")[:2])


def documents(folders: Sequence[str]) -> Iterator[Document]:
    """Every annotated note of the folders of the corpus, in order of name."""
    score = scorer()
    for folder in folders:
        for gold_file in sorted((SHARED / "corpus" / folder).glob("*.gold.json")):
            gold = json.loads(gold_file.read_text(encoding="utf-8"))
            path = gold_file.parent / gold["doc"]
            notes = readers.read_path(path)
            roster = roster_learning.learn(notes.blocks, notes.people)
            found = candidates(notes, roster, ReadOptions().model)
            lines = tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
            name = gold_file.name.removesuffix(".gold.json")
            items = align(notes, found, gold["actions"], lines, score)
            labels = label(found, gold["actions"], items)
            yield Document(
                name,
                organisation(name),
                gold["style"],
                lines,
                tuple(gold["actions"]),
                notes,
                roster,
                found,
                labels,
                items,
            )


def align(
    notes: Notes, found: Sequence[Candidate], gold: Sequence[dict[str, Any]], lines: Sequence[str], score: ModuleType
) -> tuple[int | None, ...]:
    """Which gold item each candidate stands for: at each place of an item the one whose words fit best."""
    weights = classifier.Weights(0.0, {}, 0.5)
    predicted = []
    for candidate in found:
        mention = build.mention(notes, candidate, 0.5, weights)
        predicted.append({"line": mention.line, "end_line": mention.end_line, "task": mention.task})
    pairs = []
    for j, item in enumerate(gold):
        for k, place in enumerate(item["lines"]):
            only = {**item, "lines": [place]}
            for i, one in enumerate(predicted):
                fit = score.similar(one, only, lines)
                if fit is not None:
                    pairs.append((item["certainty"] == "sure", fit, i, j, k))
    items: list[int | None] = [None] * len(found)
    taken: set[tuple[int, int]] = set()
    for _, _, i, j, k in sorted(pairs, reverse=True):
        if items[i] is None and (j, k) not in taken:
            items[i] = j
            taken.add((j, k))
    return tuple(items)


def label(
    found: Sequence[Candidate], gold: Sequence[dict[str, Any]], items: Sequence[int | None]
) -> tuple[float | None, ...]:
    """Which candidates are items: 1 or 0, and None for an arguable item, which counts neither way.

    A finished item that the candidate does not show as finished is none: as open work it would be wrong.
    """
    labels: list[float | None] = []
    for candidate, j in zip(found, items, strict=True):
        if j is None:
            labels.append(0.0)
        elif gold[j]["certainty"] != "sure":
            labels.append(None)
        else:
            labels.append(0.0 if gold[j]["status"] == "done" and not candidate.done else 1.0)
    return tuple(labels)


def predictions(recap: Any) -> list[dict[str, Any]]:
    """A recap's items as the scorer reads them."""
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


def is_speech(document: Document) -> bool:
    """Whether a note is a transcript of speech or chat, which is measured apart from written notes."""
    return document.style in {"transcript", "irc"}


__all__ = ["Document", "align", "documents", "is_speech", "label", "organisation", "predictions", "scorer"]
