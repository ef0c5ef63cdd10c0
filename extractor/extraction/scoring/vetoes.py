"""Tell what is an item whatever the weights say, and name it certain.

That is an open check box, a row of an action table, work for which somebody is being sought, and an entry under a
title of actions: one that gives an order, names an owner, has a cue of work, or is a short phrase without a verb. A
report of what was is none, nor is a heading or a blank row of a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.language.patterns.seeking import is_sought
from extractor.model import Block, Kind, Notes

Score = tuple[float, Mapping[str, float]]  # the probability of a candidate, and what its features contributed

CERTAIN = (
    0.6  # the probability at least of what no weights can leave out: an open box, an entry under a title of actions
)
REPORTED = 0.2  # the probability at most of a plain report of what was
LEAST_OF_BOX = 0.03  # of an open check box; what is less likely is an entry of an agenda or a link
LEAST_OF_TICKED = 0.25  # of a ticked one
_AGENDA = expression(r"\b(?:agenda|topics?|(?:old|new|any other) business(?:es)?|legend)\b", re.IGNORECASE)
_WORD = expression(r"[^\W\d_]{2,}")
# Blank rows of a template, and entries that say that there is nothing.
_BLANK = expression(
    r"""\W*(?: <[^>]*> | \[[^\]]*\] | (?:none|nothing|n/?a|tbd|tba|tbc|todo|no\ actions?|as\ above)\b.{0,12} | _{2,}.*
        | (?:action|task|item|name|owner|description|example)\ ?\d* )? \W*""",
    re.VERBOSE | re.IGNORECASE,
)
_ENTRIES = frozenset({Kind.BULLET, Kind.BOX, Kind.ROW, Kind.PARAGRAPH})
_LATER = frozenset({"sentence: later", "clause: later"})
_REPORTS = frozenset({"blocker: past", "blocker: question", "quoted", "section: done", "subject: thing"})
_NO_ENTRY = frozenset({"has children", "ends with a colon", "announces the next meeting", "done", "section: agenda"})
_FINITE = frozenset({"root: VBD", "root: VBZ", "root: VBP"})  # Penn tags of verbs that tell of something
_PEOPLE = frozenset({"owner: label", "owner: tail"})
_NAME = expression(r"\W*[A-Z][a-z'’-]+(?:\s[A-Z][a-z'’-]+){1,2}\W*")
_TELLS = expression(r"\b(?:was|were|is|are|has|had|went|did|does|said|says)\b|n['’]t\b", re.IGNORECASE)
_REPORT = frozenset({"root: VBD", "cue: none", "owner: nobody"})
_BOUND = frozenset({"box: open", "box: ticked", "row", "done"})
_MAX_PHRASE = 9  # words of an entry that is work by its place alone


def settled(
    notes: Notes, candidates: Sequence[Candidate], scores: Sequence[Score], threshold: float
) -> tuple[Score, ...]:
    """Return the scores, raised where a candidate is certain and lowered where it is a plain report.

    Args:
        notes: The notes.
        candidates: All their candidates, in order.
        scores: Of each its probability, and what its features contributed.
        threshold: The probability from which a mention is in the plan.
    """
    least = _least_of_boxes(notes, candidates, scores, threshold)
    return tuple(
        (_settled(notes.blocks[candidate.block], candidate, probability, least.get(at, 0.0)), contributions)
        for at, (candidate, (probability, contributions)) in enumerate(zip(candidates, scores, strict=True))
    )


def _settled(block: Block, candidate: Candidate, probability: float, least: float) -> float:
    """Return the probability of a candidate, at least `least`."""
    if _is_certain(candidate, block):
        return max(probability, CERTAIN, least)
    if _is_report(candidate):
        return max(min(probability, REPORTED), least)
    return max(probability, least)


def _least_of_boxes(
    notes: Notes, candidates: Sequence[Candidate], scores: Sequence[Score], threshold: float
) -> dict[int, float]:
    """Return the least probability of the likeliest candidate of each check box, by its number.

    Who draws a box has said that there is something to do, whatever the words; but a box above other boxes is their
    title, agendas have boxes as well, and a ticked one may be anything that is over.
    """
    parents = {block.parent for block in notes.blocks if block.kind is Kind.BOX}
    best: dict[int, int] = {}  # candidate, by block
    for at, (candidate, (probability, _)) in enumerate(zip(candidates, scores, strict=True)):
        block = candidate.block
        if block not in parents and _is_box_of_work(notes.blocks[block], candidate, probability):
            rival = best.get(block)
            if rival is None or probability > scores[rival][0]:
                best[block] = at
    return dict.fromkeys(best.values(), threshold)


def _is_box_of_work(block: Block, candidate: Candidate, probability: float) -> bool:
    """Whether a candidate stands in a check box that is somebody's work."""
    if block.kind is not Kind.BOX or block.roster:
        return False
    if block.checked:
        return probability >= LEAST_OF_TICKED and "owner: nobody" not in candidate.features
    return probability >= LEAST_OF_BOX and not _AGENDA.search(" ".join(block.section[-1:]))


def _is_certain(candidate: Candidate, block: Block) -> bool:
    """Whether a candidate is an item whatever the weights say."""
    features = candidate.features
    text = block.text[candidate.start : candidate.end]
    if candidate.done or block.kind is Kind.TURN or not _NO_ENTRY.isdisjoint(features) or _is_blank(text):
        return False
    if _LATER.isdisjoint(features):
        if "box: open" in features and not _is_person(features):
            return True
        if "row: titled as work, owned" in features and "row: owner filled" in features and not _TELLS.search(text):
            return True
        if "entry: of actions" in features and block.kind in _ENTRIES and _is_work(candidate, text):
            return True
    return is_sought(text)


def _is_report(candidate: Candidate) -> bool:
    """Whether a candidate only tells what was, of nobody's work: "The sun was out all day"."""
    return candidate.features.keys() >= _REPORT and _BOUND.isdisjoint(candidate.features) and not candidate.marker


def _is_person(features: Mapping[str, float]) -> bool:
    """Whether an entry names somebody and no work, as in a list of those present: "Kim Lee - Treasurer"."""
    return {"root: no verb", "section: unknown"} <= features.keys() and not _PEOPLE.isdisjoint(features)


def _is_blank(text: str) -> bool:
    return len(_WORD.findall(text)) < 2 or _BLANK.fullmatch(text) is not None or _NAME.fullmatch(text) is not None


def _is_work(candidate: Candidate, text: str) -> bool:
    """Whether an entry under a title of actions shows more than its place, and does not tell or ask."""
    features, clause = candidate.features, candidate.clause
    is_past = "root: VBD" in features or (clause is not None and clause.tag == "VBD")
    if is_past or not _REPORTS.isdisjoint(features):
        return False
    if "opens: verb, base" in features or _names(features, "owner: ", "owner: nobody"):
        return True
    if _names(features, "cue: ", "cue: none"):
        return True
    has_verb = not _FINITE.isdisjoint(features) or _TELLS.search(text) is not None
    return not has_verb and len(text.split()) <= _MAX_PHRASE


def _names(features: Mapping[str, float], prefix: str, none: str) -> bool:
    return any(name.startswith(prefix) and name != none for name in features)
