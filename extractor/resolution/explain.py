"""Explain which candidates of the notes became items and which narrowly did not: by which rule, with which features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractor.extraction import finder
from extractor.extraction.annotation import Annotations
from extractor.extraction.candidates.collect import candidates
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.language.people.roster import Roster
from extractor.model import Action, Mention, Notes, ReadOptions, Recap
from extractor.resolution.assemble import assemble
from extractor.resolution.running_notes import mentions_apart

NEAR_MISS = 0.1  # confidence below which a candidate is not reported: only its layout spoke for it


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate, and what became of it."""

    mention: Mention
    became: str  # "action", "done", "said again", "maybe" or "left out"
    item: Action | None = None  # the item that it became, or that it restates


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdicts in the order of the notes, and the confidence from which a mention is in the plan."""

    verdicts: tuple[Verdict, ...]
    threshold: float
    recap: Recap


def explain(notes: Notes, options: ReadOptions) -> Explanation:
    """Explain the plan of these notes. Raises RecapError for an unknown spaCy pipeline."""
    roster = roster_learning.learn(notes.blocks, notes.people)
    models = finder.load_default(options.model)
    threshold = classifier.threshold_for(notes, models.scoring)

    def find(notes: Notes, roster: Roster) -> tuple[Mention, ...]:
        annotations = Annotations(roster)
        found = candidates(notes, roster, options.model, annotations)
        scores = classifier.score(notes, found, models.scoring, explained=True)
        return finder.mentions_of(notes, annotations, found, scores, models, NEAR_MISS, explained=True)

    if options.second_reader:
        from extractor.second_reader.reading import Reading

        reading = Reading(options, threshold)
        mentions = mentions_apart(notes, roster, lambda *given: _with_near_misses(reading.find(*given), find(*given)))
    else:
        reading = None
        mentions = mentions_apart(notes, roster, find)
    considered = [mention for mention in mentions if mention.confidence >= classifier.MENTION_THRESHOLD]
    recap = assemble(notes, roster, considered, threshold, options)
    if reading:
        recap = replace(recap, second_reader=reading.report)
    verdicts = tuple(_verdict(mention, recap, threshold) for mention in mentions)
    return Explanation(verdicts, threshold, recap)


def _with_near_misses(found: tuple[Mention, ...], own: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return what both readers found, with the reasons of the rules, and what these nearly found elsewhere."""
    reasons = {(mention.block, mention.said): mention.why for mention in own}
    places = {(mention.block, mention.said) for mention in found}
    explained = [replace(mention, why=reasons.get((mention.block, mention.said), ())) for mention in found]
    missed = [
        mention
        for mention in own
        if mention.confidence < classifier.MENTION_THRESHOLD and (mention.block, mention.said) not in places
    ]
    return tuple(sorted((*explained, *missed), key=lambda mention: (mention.block, mention.line)))


def _verdict(mention: Mention, recap: Recap, threshold: float) -> Verdict:
    planned = mention.confidence >= threshold
    items = recap.items if planned else recap.maybes
    item = _item_of(items, mention)
    if item is not None:
        return Verdict(mention, "maybe" if not planned else "done" if item.done else "action", item)
    place = (mention.line, mention.end_line)
    restated = next(
        (item for item in (*recap.items, *items) if place in ((item.line, item.end_line), *item.also)), None
    )
    return Verdict(mention, "said again" if restated is not None and planned else "left out", restated)


def _item_of(items: Iterable[Action], mention: Mention) -> Action | None:
    """Return the item that has this mention's words and place as its own."""
    key = (mention.line, mention.said, mention.rule)
    return next((item for item in items if (item.line, item.said, item.found_by) == key), None)
