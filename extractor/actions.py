"""Actions: the candidates of the notes, weighed, as mentions: what is to be done, and the words for who and when.

Weights are data (`weights.json`, `talk.json` and `trees.json`, made by `training/`). A first look gives each place a
probability by its own evidence (one number for each, added up and squashed: logistic regression). Then trees judge it
again among its neighbours (`context`), and both count. In a dialogue the first look stands alone, and has weights of
its own for what is spoken: turns have no layout to learn from.
Nothing is resolved here; `recap` does that, on the right of this module.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractor import due, trees
from extractor.candidates import Candidate, candidates
from extractor.common.lazy_regex import expression
from extractor.common.resources import text_of
from extractor.completion import complete
from extractor.context import context, layout
from extractor.dates.finding import Phrase
from extractor.dialogue import DIALOGUE, SPOKEN, unspoken
from extractor.language import disfluency
from extractor.language.patterns import compiling, markers
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Mention, Notes
from extractor.trees import Trees

# A mention below this is forgotten; between it and the plan's line it is a maybe.
FLOOR = 0.25
# The share of the first look in the log odds of both: cross-validated, the two err in different places.
FIRST = 0.4

_NEEDS_STRIP = expression(r"^(?:[\s\-–—:,.;>•*|&]|(?:and|then|also|please|so|that|to)\s)+", re.IGNORECASE)
_END_STRIP = expression(
    r"(?:[\s\-–—:,;>(\[|]|\s(?:and|or|but|then|by|on|before|until|with|at|in|so)(?=\s*$))+$", re.IGNORECASE
)
_STATUS_WORDS = expression(
    r"""\s*[\[(–—-]\s*(?:done|completed?|closed|in\ progress|ongoing|pending|wip|todo|open|new|finished|fixed)\s*
        [\])]?\s*$
    | ^\s*(?:done|completed|pending|in\ progress|ongoing|open|new|closed)\s*[:\-–—]\s*
    | [✅✔☑❌⏳]""",
    re.VERBOSE | re.IGNORECASE,
)
_ID = expression(r"^\s*(?:\[?\(?#?\d{1,4}[\])]?[.):]\s+|\[#?\w{1,12}-?\d+\]\s*:?)")


@dataclass(frozen=True, slots=True)
class Weights:
    """The trained component: an intercept, a weight for each piece of evidence, and the line of the plan."""

    intercept: float
    of: Mapping[str, float]
    line: float  # confidence from which a mention is in the plan
    trees: Trees | None = None  # the second look; None: the first one stands
    talk: Weights | None = None  # those of what is spoken in a dialogue; None: these


@cache
def weights() -> Weights:
    """The weights in the package."""
    data, talk = (json.loads(text_of(name)) for name in ("weights.json", "talk.json"))
    of_talk = Weights(talk["intercept"], talk["weights"], talk["line"])
    return Weights(data["intercept"], data["weights"], data["line"], trees.shipped(), of_talk)


def suited(using: Weights, evidence: Mapping[str, float]) -> Weights:
    """The weights for a place with this evidence: those of talk where it is spoken."""
    return using.talk if using.talk and SPOKEN in evidence else using


def confidence(evidence: Mapping[str, float], using: Weights) -> float:
    """The probability, 0 to 1, that a place with this evidence is an action, at a first look."""
    using = suited(using, evidence)
    total = using.intercept + sum(using.of.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def find(notes: Notes, roster: Roster, model: str) -> tuple[Mention, ...]:
    """Every mention of an action in the notes, in their order, down to the FLOOR of confidence."""
    return weigh(notes, candidates(notes, roster, model), weights(), roster)


def judge(
    notes: Notes, places: Sequence[Candidate], using: Weights, *, explained: bool = False
) -> tuple[tuple[float, Mapping[str, float]], ...]:
    """For each candidate its confidence and, if that is to be `explained`, the shares of the evidence in it beyond the
    first look.
    """
    first = [confidence(place.evidence, using) for place in places]
    if using.trees is None or any(DIALOGUE in place.evidence for place in places[:1]):
        return tuple((sure, {}) for sure in first)
    around = context(layout(notes, places), first)
    whole = [{**place.evidence, **found} for place, found in zip(places, around, strict=True)]
    second: list[tuple[float, Mapping[str, float]]] = []
    for evidence, odds in zip(whole, trees.log_odds(whole, using.trees), strict=True):
        sure = 1 / (1 + math.exp(-(FIRST * evidence["first look"] + (1 - FIRST) * odds)))
        second.append((sure, trees.shares(evidence, using.trees) if explained and sure >= FLOOR else {}))
    return tuple(second)


def weigh(
    notes: Notes, places: Sequence[Candidate], using: Weights, roster: Roster | None = None
) -> tuple[Mention, ...]:
    """The candidates that are mentions by these weights, down to the FLOOR of confidence."""
    return tuple(
        mention(notes, candidate, sure, using, roster)
        for candidate, (sure, _) in zip(places, judge(notes, places, using), strict=True)
        if sure >= FLOOR
    )


def rule(candidate: Candidate, block: Block) -> str:
    """The id of the rule that found a candidate: the surest sign that it wears."""
    if candidate.marker:
        return candidate.marker
    if block.kind is Kind.BOX:
        return "box"
    if candidate.cell is not None:
        return "table"
    evidence = unspoken(candidate.evidence)
    cue = next((name[5:] for name in evidence if name.startswith("cue: ") and name != "cue: none"), "")
    if "section: actions" in evidence:
        return "action-list"
    if cue:
        return cue
    return next(
        (f"owner-{name[7:]}" for name in evidence if name.startswith("owner: ") and name != "owner: nobody"),
        "layout",
    )


def mention(
    notes: Notes,
    candidate: Candidate,
    sure: float,
    using: Weights,
    roster: Roster | None = None,
    shares: Mapping[str, float] | None = None,
) -> Mention:
    """A candidate as a mention: the task's words, the owner's, the deadline's.

    With the `shares` of the evidence in the second look it tells why it was found: by these, behind the first one's.
    """
    block = notes.blocks[candidate.block]
    deadline = due.choose(block, candidate)
    due_said = deadline.said if deadline else candidate.due_around or None
    owners = owners_said(candidate, block)
    work = _without(owners, _spoken_task(block, candidate, task(block.text, candidate, deadline)))
    whole = complete(work, notes, candidate.block, candidate.start, roster) if roster is not None else work
    return Mention(
        block=candidate.block,
        line=block.line_at(candidate.start),
        end_line=max(block.line_at(candidate.start), block.line_at(max(candidate.start, candidate.end - 1))),
        said=block.text[candidate.start : candidate.end].strip(),
        task=work,
        completed=whole,
        owners_said=owners,
        due_said=due_said,
        due_after=due.refers_to(block, due_said) if due_said else "",
        rule=rule(candidate, block),
        confidence=round(sure, 4),
        done=candidate.done,
        speaker=speaker(candidate, block),
        private=block.private,
        at=block.at,
        echoes=candidate.echoes,
        why=() if shares is None else _why(candidate, using, shares),
    )


def _why(candidate: Candidate, using: Weights, shares: Mapping[str, float]) -> tuple[str, ...]:
    """The evidence that counted most, in the first look and then in the second, each with what it counted."""
    of = suited(using, candidate.evidence).of
    leading = sorted(((of.get(name, 0.0) * value, name) for name, value in candidate.evidence.items()), reverse=True)
    beyond = sorted(
        ((value, name) for name, value in shares.items() if name != "first look" and abs(value) >= 0.2),
        key=lambda share: -abs(share[0]),
    )
    return (
        *(f"{name} {value:+.1f}" for value, name in (*leading[:4], *leading[-2:]) if abs(value) >= 0.2),
        *(f"{name} {value:+.1f}" for value, name in beyond[:4] if name not in candidate.evidence),
    )


def _spoken_task(block: Block, candidate: Candidate, words: str) -> str:
    """The work's words of a turn: those of the turns around where it names none, and none of its hesitations."""
    if block.kind is not Kind.TURN:
        return words
    return candidate.task_said or disfluency.fluent(words)[0].strip() or words


def speaker(candidate: Candidate, block: Block) -> str | None:
    """Whom "I" means: who says the block, whose label the line wears, whose section it is."""
    label = next((said for said, place in candidate.owners_said if place == "label"), None)
    return (
        label
        or candidate.speaker  # the block's own, or whose label opens it: "LM - It is late; I will ask"
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
    "tail",
    "agent",
    "accepted",
    "addressee",
    "label",
    "bare",
    "parent",
    "section",
    "above",
    "block",
)


# Evidence of a place that names no subject.
_SAID_BY_NOBODY = frozenset(["subject: none", "cue: none", "marker: no clause"])


def owners_said(candidate: Candidate, block: Block) -> tuple[str, ...]:
    """The words that name the owners, "I" among them; () when the place names nobody."""
    by_place: dict[str, str] = {}
    for said, place in candidate.owners_said:
        by_place.setdefault(place, said)
    subject = by_place.get("subject", "")
    if subject.casefold() in {"he", "she", "they"}:
        meant = ("antecedent", "label", "parent", "section", *(() if subject.casefold() == "they" else ("teller",)))
        antecedent = next((by_place[place] for place in meant if place in by_place), "")
        return (antecedent,) if antecedent else (subject,)
    for place in _PLACES:
        if place in by_place:
            return (by_place[place],)
    spoken = candidate.speaker or block.speaker
    unsaid = not _SAID_BY_NOBODY.isdisjoint(unspoken(candidate.evidence))
    opening = block.text[candidate.start : candidate.end]
    if unsaid and re.match(r"(?i)\W*(?:will|plans?\s+to)\b", opening):
        return (
            by_place.get("teller", "I"),
        )  # "Will send the link": who is told of, the speaker, or who wrote the notes
    listed = "section: actions" in unspoken(candidate.evidence)  # "SL: continue", under "TODO"
    if spoken and unsaid and (listed or re.match(r"(?i)\W*(?:need|going|plan|to)\b", opening)):
        return ("I",)
    return ()


def _without(owners: Sequence[str], work: str) -> str:
    """The work's words without an owner in brackets among them: "Set it up (@anne) to share it"."""
    for words in owners:
        work = re.sub(rf"\s[(\[]{re.escape(words)}[)\]](?=\s)", "", work)
    return work


def task(text: str, candidate: Candidate, deadline: Phrase | None) -> str:
    """The work's words, readable on their own: no marker, owner, status mark or deadline in them."""
    work = due.without(text, candidate.task_start, candidate.task_end, deadline)
    work = _STATUS_WORDS.sub("", work)
    for found in markers.MARKERS:
        if found.means == "done":
            work = compiling.compiled(found.pattern).sub(" ", work)
    work = _ID.sub("", work)
    work = re.sub(r"\s+", " ", work).strip()
    work = _NEEDS_STRIP.sub("", work)
    work = _END_STRIP.sub("", work.rstrip(" .!;,:"))
    work = re.sub(r"\s\?$", "", work)  # "can you send it by Friday?", without its date
    work = _END_STRIP.sub("", due.balanced(work, text[candidate.task_end :][:3]).strip())
    return work.strip(" \"'“”*") or re.sub(r"\s+", " ", text[candidate.start : candidate.end]).strip()
