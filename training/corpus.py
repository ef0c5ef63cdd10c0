"""Read annotated notes for training: documents, their candidates, and which candidates the gold items are."""

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
from extractor.model import Mention, Notes, ReadOptions, Recap

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
UNTRAINED = classifier.Model(classifier.Weights(0.0, {}), 0.5)  # for mentions whose reasons do not matter


def scorer() -> ModuleType:
    """Load the scorer of the annotated notes, ../shared/tools/score.py, as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Document:
    """One annotated note, read and split into candidates."""

    name: str
    organisation: str
    style: str
    lines: tuple[str, ...]
    gold: tuple[dict[str, Any], ...]
    notes: Notes
    roster: Roster
    candidates: tuple[Candidate, ...]
    labels: tuple[float | None, ...]  # of each candidate: 1.0, 0.0, or None where it does not count
    items: tuple[int | None, ...] = ()  # the index of the gold item that each candidate fits; several can fit one


def organisation(name: str) -> str:
    """Return the project of a note: its file name up to the date or number ("a1-omp-tsc-2019-08-14": "a1-omp")."""
    return "-".join(name.split("-")[:2])


def documents(folders: Sequence[str]) -> Iterator[Document]:
    """Yield every annotated note of these folders of the corpus, in order of name."""
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
            yield Document(
                name=name,
                organisation=organisation(name),
                style=gold["style"],
                lines=lines,
                gold=tuple(gold["actions"]),
                notes=notes,
                roster=roster,
                candidates=found,
                labels=label(found, gold["actions"], items),
                items=items,
            )


def mentions_of(notes: Notes, found: Sequence[Candidate]) -> list[Mention]:
    """Build a mention of each candidate, however likely it is."""
    return [build.mention(notes, candidate, 0.5, UNTRAINED) for candidate in found]


def fits(
    mentions: Sequence[Mention], item: dict[str, Any], lines: Sequence[str], score: ModuleType
) -> Iterator[tuple[float, int]]:
    """Yield how well each mention that fits a gold item does so, and its index.

    Args:
        mentions: The mentions of a document.
        item: A gold item, or one place of it.
        lines: The lines of the document.
        score: The scorer.
    """
    for index, mention in enumerate(mentions):
        predicted = {"line": mention.line, "end_line": mention.end_line, "task": mention.task}
        if (fit := score.similar(predicted, item, lines)) is not None:
            yield fit, index


def align(
    notes: Notes, found: Sequence[Candidate], gold: Sequence[dict[str, Any]], lines: Sequence[str], score: ModuleType
) -> tuple[int | None, ...]:
    """Return which gold item each candidate fits: at each place of an item the one whose words fit best.

    Args:
        notes: The notes.
        found: Their candidates.
        gold: Their gold items.
        lines: Their lines.
        score: The scorer.
    """
    mentions = mentions_of(notes, found)
    pairs = [
        (item["certainty"] == "sure", fit, index, number, place)
        for number, item in enumerate(gold)
        for place, span in enumerate(item["lines"])
        for fit, index in fits(mentions, {**item, "lines": [span]}, lines, score)
    ]
    items: list[int | None] = [None] * len(found)
    taken: set[tuple[int, int]] = set()
    for _, _, index, number, place in sorted(pairs, reverse=True):
        if items[index] is None and (number, place) not in taken:
            items[index] = number
            taken.add((number, place))
    return tuple(items)


def label(
    found: Sequence[Candidate], gold: Sequence[dict[str, Any]], items: Sequence[int | None]
) -> tuple[float | None, ...]:
    """Return which candidates are items: 1 or 0, and None for an arguable item, which does not count.

    A finished item that the candidate does not show as finished is 0: as open work it would be wrong.

    Args:
        found: The candidates of a document.
        gold: Its gold items.
        items: The index of the gold item that each candidate fits.
    """
    labels: list[float | None] = []
    for candidate, item in zip(found, items, strict=True):
        if item is None:
            labels.append(0.0)
        elif gold[item]["certainty"] != "sure":
            labels.append(None)
        else:
            labels.append(0.0 if gold[item]["status"] == "done" and not candidate.done else 1.0)
    return tuple(labels)


def predictions(recap: Recap) -> list[dict[str, Any]]:
    """Return a recap's items as the scorer reads them."""
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
    """Whether a note is a transcript of speech or a chat, which is measured apart from written notes."""
    return document.style in {"transcript", "irc"}
