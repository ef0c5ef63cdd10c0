"""Choose which of the owners and days around a piece of work are its own, by boosted trees.

The trees are data (`owners.json` and `dates.json`, made by `training/choosers.py`). They may answer "none": an option
counts from a threshold on, and below it the owner or the day stays open. Nobody is guessed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

from extractor.common.logistic import logistic
from extractor.common.resources import text_of
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.choosing import dates, owners
from extractor.extraction.choosing.places import HERE, Features, surroundings
from extractor.extraction.mentions import deadline_linking
from extractor.extraction.scoring import boosted_trees
from extractor.extraction.scoring.boosted_trees import Trees
from extractor.language.patterns.columns import column_kind
from extractor.language.patterns.seeking import is_sought
from extractor.model import Block, Kind, Mention, Notes

Option = TypeVar("Option", bound=Hashable)


@dataclass(frozen=True)
class Chooser:
    """Trained trees, and what it takes to choose an option."""

    trees: Trees
    threshold: float  # the least probability of an option that is chosen
    ruled: float  # what the answer of the rules is ahead of others, as a probability


@dataclass(frozen=True)
class Choosers:
    """The chooser of owners and that of days."""

    owners: Chooser
    dates: Chooser


@cache
def load_default() -> Choosers:
    """Load the choosers in the package."""
    owners_data, dates_data = (json.loads(text_of(f"extraction/choosing/{name}.json")) for name in ("owners", "dates"))
    return Choosers(chooser_from_json(owners_data), chooser_from_json(dates_data))


def chooser_from_json(data: Mapping[str, Any]) -> Chooser:
    """Make a chooser of {"threshold", "ruled"} and what `boosted_trees.trees_from_json` takes."""
    return Chooser(boosted_trees.trees_from_json(data), data["threshold"], data["ruled"])


def probabilities(options: Mapping[Option, Features], chooser: Chooser) -> dict[Option, float]:
    """Return how likely each option is right, 0 to 1."""
    if not options:
        return {}
    log_odds = boosted_trees.log_odds(list(options.values()), chooser.trees)
    return {option: logistic(value) for option, value in zip(options, log_odds, strict=True)}


def chosen(likely: Mapping[Option, float], ruled: Option, chooser: Chooser) -> Option | None:
    """Return the likeliest option, or None where it is empty (nobody, no day) or not likely enough.

    Args:
        likely: The probability of each option.
        ruled: What the rules answer.
        chooser: The chooser.
    """

    def rank(option: Option) -> tuple[float, str]:
        return likely[option] + (chooser.ruled if option == ruled else 0.0), str(option)

    best = max(
        (option for option in likely if not option or likely[option] >= chooser.threshold), key=rank, default=None
    )
    return best or None


def _seeks(block: Block, candidate: Candidate) -> bool:
    """Whether a written candidate looks for somebody: who is named elsewhere has not taken it on."""
    words = block.text[candidate.start : candidate.end]
    return block.kind is not Kind.TURN and is_sought(words)


_IN_BLOCK = frozenset(f"in {role}" for role in HERE)  # features of a day that the work's own block names
_LIMITS = frozenset({"cue: by", "cue: before", "cue: due", "cue: until", "column: due"})


def _is_limit(options: Mapping[str, Features], day: str) -> bool:
    """Whether the day that the rules answer stands behind a limit in the clause: "by 10 March 2062"."""
    return day in options and "in clause" in options[day] and not _LIMITS.isdisjoint(options[day])


class Choice:
    """The choices for the candidates of one note."""

    def __init__(
        self, notes: Notes, annotations: Annotations, choosers: Choosers, candidates: Sequence[Candidate]
    ) -> None:
        self._names = owners.Names(notes, annotations.roster)
        self._days = dates.Days(notes, annotations)
        self._choosers = choosers
        self._candidates = candidates
        self._ruled = [owners.ruled_of(candidate, self._names) for candidate in candidates]
        self._share = owners.shares_of(self._ruled)
        self._times = Counter(map(self._words, candidates))
        self._chosen: dict[Hashable, owners.Owners] = {}  # for candidates that say the same in the same surroundings

    def _words(self, candidate: Candidate) -> str:
        return self._names.notes.blocks[candidate.block].text[candidate.start : candidate.end]

    def settled(self, index: int, mention: Mention) -> Mention:
        """Return the mention of a candidate, given by its number, with the owners and the deadline that are chosen."""
        return self._with_day(self._candidates[index], self._with_owners(index, mention))

    def _with_owners(self, index: int, mention: Mention) -> Mention:
        candidate, ruled = self._candidates[index], self._ruled[index]
        if any(column_kind(cell.column) == "owner" for cell in self._names.notes.blocks[candidate.block].cells):
            return mention  # the table says who, or that nobody does
        around = owners.neighbours_of(index, self._candidates, self._ruled, self._share)
        best = self._owners_of(candidate, ruled, mention.speaker, around)
        # What the rules answer stays in the words of the notes, which may leave a doubt.
        return mention if best == ruled else replace(mention, owners_said=best)

    def _owners_of(
        self, candidate: Candidate, ruled: owners.Owners, speaker: str | None, around: owners.Neighbours
    ) -> owners.Owners:
        """Return the owners that are chosen; the same sentence a thousand times in a line is asked about once."""
        if self._times[self._words(candidate)] == 1:
            return self._choose_owners(candidate, ruled, speaker, around)
        title = self._names.titles.get(candidate.block)
        key = (*surroundings(self._names.notes, candidate, title), ruled, speaker, around.before, around.after)
        if key not in self._chosen:
            self._chosen[key] = self._choose_owners(candidate, ruled, speaker, around)
        return self._chosen[key]

    def _choose_owners(
        self, candidate: Candidate, ruled: owners.Owners, speaker: str | None, around: owners.Neighbours
    ) -> owners.Owners:
        options = owners.options(candidate, self._names, ruled, speaker, around)
        seeks = _seeks(self._names.notes.blocks[candidate.block], candidate)
        likely = {
            option: probability
            for option, probability in probabilities(options, self._choosers.owners).items()
            if option == ruled
            or not option
            or not (owners.is_recipient(options[option]) or (seeks and "in clause" not in options[option]))
        }
        return chosen(likely, ruled, self._choosers.owners) or ()

    def _with_day(self, candidate: Candidate, mention: Mention) -> Mention:
        cells = self._names.notes.blocks[candidate.block].cells
        if mention.due_said and any(
            cell.text.strip() == mention.due_said and column_kind(cell.column) == "due" for cell in cells
        ):
            return mention  # the table says when
        options = self._days.options(candidate, mention.due_said, mention.due_after)
        best = chosen(probabilities(options.features, self._choosers.dates), options.ruled, self._choosers.dates) or ""
        if best == options.ruled or (not best and _is_limit(options.features, options.ruled)):
            return mention  # the rules' own, or their words without a day
        if not best:
            return replace(mention, due_said=None, due_after="")
        if _IN_BLOCK.isdisjoint(options.features[best]) and self._is_promised_by_another(candidate, best):
            return mention
        return replace(mention, due_said=options.said[best], due_after="")

    def _is_promised_by_another(self, candidate: Candidate, day: str) -> bool:
        """Whether in talk a day is that of other work, by somebody else: "And I will paint the fence on Saturday"."""
        block = self._names.notes.blocks[candidate.block]
        return block.kind is Kind.TURN and any(
            speaker != block.speaker and other == day for speaker, other in self._promised_days
        )

    @cached_property
    def _promised_days(self) -> frozenset[tuple[str | None, str]]:
        """Who promises work of their own in a turn, with the day that they name themselves."""
        found = set()
        for candidate in self._candidates:
            block = self._names.notes.blocks[candidate.block]
            if block.kind is Kind.TURN and candidate.clause is not None and not candidate.is_anaphoric:
                deadline = deadline_linking.choose(block, candidate)
                day = self._days.day_of(deadline.said, "") if deadline else ""
                if day:
                    found.add((block.speaker, day))
        return frozenset(found)
