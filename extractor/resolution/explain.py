"""Explain every line of the notes that was taken or narrowly left out: by which rule, with which features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.extraction.candidates.collect import candidates
from extractor.extraction.mentions import build
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.model import Action, Mention, Notes, ReadOptions, Recap
from extractor.resolution.assemble import assemble

# A place of less confidence than this is no near miss: nothing but its layout spoke for it.
NEAR_MISS = 0.1


@dataclass(frozen=True, slots=True)
class Verdict:
    """One place that could be an action: what became of it, and why."""

    mention: Mention
    became: str  # "action", "done", "said again", "maybe" or "left out"
    item: Action | None = None  # the item of the plan or of the maybes that it is, or is a place of


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of every place of the notes, in their order; `line`: the confidence from which one is in the plan."""

    verdicts: tuple[Verdict, ...]
    line: float
    recap: Recap


def explain(notes: Notes, options: ReadOptions) -> Explanation:
    """What the plan of these notes takes from which line, and why. Raises RecapError for an unknown pipeline."""
    roster = roster_learning.learn(notes.blocks, notes.people)
    using = classifier.load_default()
    places = candidates(notes, roster, options.model)
    mentions = [
        build.mention(notes, place, sure, using, roster, shares)
        for place, (sure, shares) in zip(places, classifier.score(notes, places, using, explained=True), strict=True)
        if sure >= NEAR_MISS
    ]
    taken = [mention for mention in mentions if mention.confidence >= classifier.MENTION_THRESHOLD]
    recap = assemble(notes, roster, taken, using.threshold, options)
    return Explanation(tuple(_verdict(mention, recap, using.threshold) for mention in mentions), using.threshold, recap)


def _verdict(mention: Mention, recap: Recap, line: float) -> Verdict:
    place = (mention.line, mention.end_line)
    own, other = (recap.items, "action") if mention.confidence >= line else (recap.maybes, "maybe")
    item = _main(own, mention)
    if item is not None:
        return Verdict(mention, "done" if item.done and other == "action" else other, item)
    again = next((item for item in (*recap.items, *own) if place in ((item.line, item.end_line), *item.also)), None)
    return Verdict(mention, "said again" if again is not None and mention.confidence >= line else "left out", again)


def _main(items: Iterable[Action], mention: Mention) -> Action | None:
    """The item whose main place this mention is."""
    return next(
        (item for item in items if (item.line, item.said, item.found_by) == (mention.line, mention.said, mention.rule)),
        None,
    )
