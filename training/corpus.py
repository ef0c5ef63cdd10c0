"""Read annotated notes for training: documents, their candidates, and which candidates the gold items are."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from extractor import readers
from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.mentions import build
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.language.people.roster import Roster
from extractor.model import Kind, Mention, Notes, ReadOptions, Recap

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
# What a candidate gains, beside the overlap of its words, as a place of a gold item.
OWNER_NAMED = 0.2
DUE_SAID = 0.3
SCORE_SHARE = 1.0
UNTRAINED = classifier.Model(classifier.Weights(0.0, {}), 0.5)  # for mentions whose reasons do not matter


def scorer() -> ModuleType:
    """Load the scorer of the annotated notes, ../shared/tools/score.py, as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Fit:
    """A candidate that may be one place of a gold item, and what it shows of it."""

    item: int
    place: int
    candidate: int
    overlap: float  # of its words with the item's, 0 to 1
    names_owner: bool
    says_due: bool


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
    fits: tuple[Fit, ...] = ()
    labels: tuple[float | None, ...] = ()  # of each candidate: 1.0, 0.0, or None where it does not count
    items: tuple[int | None, ...] = ()  # the index of the gold item that each candidate fits; several can fit one
    folder: str = "train"
    vague: frozenset[int] = frozenset()  # candidates whose words show nothing of the item that their lines hold

    @property
    def is_office(self) -> bool:
        """Whether it was written for this project, in the voices of ordinary working life."""
        return self.folder.startswith(("office", "speech"))


def organisation(name: str, folder: str = "train") -> str:
    """Return the project of a note: its file name up to the date or number ("a1-omp-tsc-2019-08-14": "a1-omp").

    Each note that was written for this project is one of its own.
    """
    if folder.startswith(("office", "speech")):
        return name
    return "-".join(name.split("-")[:2])


def documents(folders: Sequence[str]) -> Iterator[Document]:
    """Yield every annotated note of these folders of the corpus, in order of name."""
    for folder in folders:
        for gold_file in sorted((SHARED / "corpus" / folder).glob("*.gold.json")):
            yield document(gold_file)


def document(gold_file: Path) -> Document:
    """Read one annotated note, by its file of gold items."""
    folder, name = gold_file.parent.name, gold_file.name.removesuffix(".gold.json")
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    path = gold_file.parent / gold["doc"]
    notes = readers.read_path(path)
    roster = roster_learning.learn(notes.blocks, notes.people)
    found = candidates(notes, roster, ReadOptions().model)
    lines = tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
    return aligned(
        Document(
            name=name,
            organisation=organisation(name, folder),
            style=gold["style"],
            lines=lines,
            gold=tuple(gold["actions"]),
            notes=notes,
            roster=roster,
            candidates=found,
            fits=tuple(_fits(notes, found, gold["actions"], lines)),
            folder=folder,
        )
    )


def aligned(document: Document, scores: Sequence[float] = ()) -> Document:
    """Return a document with the gold item of each candidate, and with its labels.

    Args:
        document: The document.
        scores: How likely each candidate is an item, as far as that is known: of the sentences of one line that an
            item fits, the likelier one is the item. Such scores are made by models that have not seen the document.
    """
    items = align(document, scores or [0.5] * len(document.candidates))
    return replace(
        document,
        items=items,
        labels=label(document.candidates, document.gold, items),
        vague=vague_candidates(document, items),
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


def _fits(
    notes: Notes, found: Sequence[Candidate], gold: Sequence[dict[str, Any]], lines: Sequence[str]
) -> Iterator[Fit]:
    """Yield every candidate that fits a place of a gold item."""
    score = scorer()
    mentions = mentions_of(notes, found)
    for number, item in enumerate(gold):
        for place, span in enumerate(item["lines"]):
            for overlap, index in fits(mentions, {**item, "lines": [span]}, lines, score):
                candidate = found[index]
                said = notes.blocks[candidate.block].text[candidate.start : candidate.end]
                yield Fit(number, place, index, overlap, _names_owner(said, item), _says_due(said, item))


def _names_owner(said: str, item: dict[str, Any]) -> bool:
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", said)}
    return any(part.casefold() in words for owner in item["owners"] for part in re.findall(r"[^\W\d_]{2,}", owner))


def _says_due(said: str, item: dict[str, Any]) -> bool:
    return bool(item.get("due_text")) and item["due_text"].casefold() in said.casefold()


def align(document: Document, scores: Sequence[float]) -> tuple[int | None, ...]:
    """Return which gold item each candidate fits: at each place of an item the one that fits it best.

    A sentence fits better the more of the item's words it has, where it names the owner or the deadline, and where it
    is likely an item at all: "Drain smell. Someone get a plumber in." is one, for the sake of its second sentence.
    """

    def rank(fit: Fit) -> float:
        shown = OWNER_NAMED * fit.names_owner + DUE_SAID * fit.says_due
        return fit.overlap + shown + SCORE_SHARE * scores[fit.candidate]

    items: list[int | None] = [None] * len(document.candidates)
    taken: set[tuple[int, int]] = set()
    ranked = sorted(
        document.fits,
        key=lambda fit: (document.gold[fit.item]["certainty"] == "sure", rank(fit), fit.candidate, fit.item, fit.place),
        reverse=True,
    )
    for fit in ranked:
        if items[fit.candidate] is None and (fit.item, fit.place) not in taken:
            items[fit.candidate] = fit.item
            taken.add((fit.item, fit.place))
    return tuple(items)


def vague_candidates(document: Document, items: Sequence[int | None]) -> frozenset[int]:
    """Return the candidates of written notes that show no word, owner or deadline of the item that they fit.

    One line can hold many sentences; which of them is the item cannot be told of these.
    """
    shown = {(fit.candidate, fit.item) for fit in document.fits if fit.overlap or fit.names_owner or fit.says_due}
    return frozenset(
        index
        for index, (candidate, item) in enumerate(zip(document.candidates, items, strict=True))
        if item is not None
        and document.notes.blocks[candidate.block].kind is not Kind.TURN
        and (index, item) not in shown
    )


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
