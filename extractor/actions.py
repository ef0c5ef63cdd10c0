"""Actions: the candidates of the notes, weighed, as mentions: what is to be done, whose words own it, by which words when.

Weights are data (`weights.json`, made by `training/`): one number for each piece of evidence, added up and squashed to a
confidence (logistic regression). Nothing is resolved here; `recap` does that, on the right of this module.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractor import due, patterns
from extractor.candidates import Candidate, candidates
from extractor.deadlines import Phrase
from extractor.model import Block, Kind, Mention, Notes
from extractor.owners import Roster

# A mention below this is forgotten; between it and the plan's line it is a maybe.
FLOOR = 0.25

_NEEDS_STRIP = re.compile(r"^(?:[\s\-–—:,.;>•*|&]|(?:and|then|also|please|so|that|to)\s)+", re.IGNORECASE)
_END_STRIP = re.compile(
    r"(?:[\s\-–—:,;>(\[|]|\s(?:and|or|but|then|by|on|before|until|with|at|in|so)(?=\s*$))+$", re.IGNORECASE
)
_STATUS_WORDS = re.compile(
    r"\s*[\[(–—-]\s*(?:done|completed?|closed|in progress|ongoing|pending|wip|todo|open|new|finished|fixed)\s*[\])]?\s*$|^\s*(?:done|completed|pending|in progress|ongoing|open|new|closed)\s*[:\-–—]\s*|[✅✔☑❌⏳]",
    re.IGNORECASE,
)
_ID = re.compile(r"^\s*(?:\[?\(?#?\d{1,4}[\])]?[.):]\s+|\[#?\w{1,12}-?\d+\]\s*:?)")


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained component: an intercept, a weight for each piece of evidence, and the line of the plan."""

    intercept: float
    of: Mapping[str, float]
    line: float  # confidence from which a mention is in the plan


@cache
def weights() -> Weights:
    """The weights in the package."""
    data = json.loads(resources.files("extractor").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(data["intercept"], data["weights"], data["line"])


def confidence(evidence: Mapping[str, float], using: Weights) -> float:
    """The probability, 0 to 1, that a place with this evidence is an action."""
    total = using.intercept + sum(using.of.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def find(notes: Notes, roster: Roster, model: str) -> tuple[Mention, ...]:
    """Every mention of an action in the notes, in their order, down to the FLOOR of confidence."""
    return weigh(notes, candidates(notes, roster, model), weights())


def weigh(notes: Notes, places: Sequence[Candidate], using: Weights) -> tuple[Mention, ...]:
    """The candidates that are mentions by these weights, down to the FLOOR of confidence."""
    found = []
    for candidate in places:
        sure = confidence(candidate.evidence, using)
        if sure >= FLOOR:
            found.append(mention(notes, candidate, sure, using))
    return tuple(found)


def rule(candidate: Candidate, block: Block) -> str:
    """The id of the rule that found a candidate: the surest sign that it wears."""
    if candidate.marker:
        return candidate.marker
    if block.kind is Kind.BOX:
        return "box"
    if candidate.cell is not None:
        return "table"
    cue = next((name[5:] for name in candidate.evidence if name.startswith("cue: ") and name != "cue: none"), "")
    if "section: actions" in candidate.evidence:
        return "action-list"
    if cue:
        return cue
    return next(
        (f"owner-{name[7:]}" for name in candidate.evidence if name.startswith("owner: ") and name != "owner: nobody"),
        "layout",
    )


def mention(notes: Notes, candidate: Candidate, sure: float, using: Weights) -> Mention:
    """A candidate as a mention: the task's words, the owner's, the deadline's."""
    block = notes.blocks[candidate.block]
    deadline = due.choose(block, candidate)
    due_said = deadline.said if deadline else candidate.due_around or None
    leading = sorted(
        ((using.of.get(name, 0.0) * value, name) for name, value in candidate.evidence.items()), reverse=True
    )
    why = tuple(f"{name} {value:+.1f}" for value, name in (*leading[:4], *leading[-2:]) if abs(value) >= 0.2)
    return Mention(
        block=candidate.block,
        line=block.line_at(candidate.start),
        end_line=max(block.line_at(candidate.start), block.line_at(max(candidate.start, candidate.end - 1))),
        said=block.text[candidate.start : candidate.end].strip(),
        task=task(block.text, candidate, deadline),
        owners_said=owners_said(candidate, block),
        due_said=due_said,
        due_after=due.refers_to(block, due_said) if due_said else "",
        rule=rule(candidate, block),
        confidence=round(sure, 4),
        done=candidate.done,
        speaker=speaker(candidate, block),
        private=block.private,
        at=block.at,
        why=why,
    )


def speaker(candidate: Candidate, block: Block) -> str | None:
    """Whom "I" means: who says the block, whose label the line wears, whose section it is."""
    label = next((said for said, place in candidate.owners_said if place in {"label", "at"}), None)
    return (
        label
        or block.speaker
        or next((said for said, place in candidate.owners_said if place in {"parent", "section"}), None)
    )


# Which words own the work when several could: those nearest to the verb first. A label is the speaker's when the
# sentence has a subject of its own ("Michael: John will do it").
_PLACES = (
    "column",
    "marker",
    "subject",
    "lead",
    "at",
    "tail",
    "agent",
    "addressee",
    "label",
    "bare",
    "parent",
    "section",
)


def owners_said(candidate: Candidate, block: Block) -> tuple[str, ...]:
    """The words that name the owners, "I" among them; () when the place names nobody."""
    by_place: dict[str, str] = {}
    for said, place in candidate.owners_said:
        by_place.setdefault(place, said)
    subject = by_place.get("subject", "")
    if subject.casefold() in {"he", "she", "they"}:
        antecedent = next(
            (by_place[place] for place in ("antecedent", "label", "parent", "section") if place in by_place), ""
        )
        return (antecedent,) if antecedent else (subject,)
    for place in _PLACES:
        if place in by_place:
            return (by_place[place],)
    spoken = candidate.speaker or block.speaker
    unsaid = "subject: none" in candidate.evidence or "cue: none" in candidate.evidence
    opening = block.text[candidate.start : candidate.end]
    if unsaid and re.match(r"(?i)\W*will\b", opening):  # "Will send the link": the speaker, or who wrote the notes
        return ("I",)
    if spoken and unsaid and re.match(r"(?i)\W*(?:need|going|plan|to)\b", opening):
        return ("I",)
    return ()


def task(text: str, candidate: Candidate, deadline: Phrase | None) -> str:
    """The work's words, readable on their own: no marker, owner, status mark or deadline in them."""
    work = due.without(text, candidate.task_start, candidate.task_end, deadline)
    work = _STATUS_WORDS.sub("", work)
    for found in patterns.MARKERS:
        if found.means == "done":
            work = patterns.compiled(found.pattern).sub(" ", work)
    work = _ID.sub("", work)
    work = re.sub(r"\s+", " ", work).strip()
    work = _NEEDS_STRIP.sub("", work)
    work = _END_STRIP.sub("", work.rstrip(" .!;,:"))
    work = _END_STRIP.sub("", due.balanced(work, text[candidate.task_end :][:3]).strip())
    return work.strip(" \"'“”*") or re.sub(r"\s+", " ", text[candidate.start : candidate.end]).strip()
