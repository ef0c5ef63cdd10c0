"""Build a Mention of a candidate: what is to be done, and the words for who and when.

Nothing is resolved here; `resolution` does that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.context.dialogue import as_written_features
from extractor.extraction.mentions import deadline_linking
from extractor.extraction.mentions.imperative import imperative
from extractor.extraction.mentions.task_bounds import limit_of, parted_purpose, trimmed
from extractor.extraction.mentions.task_text import task, without_owners
from extractor.extraction.scoring.classifier import Model, weights_for
from extractor.language import disfluency
from extractor.language.inflection import base_form
from extractor.language.patterns.seeking import before_work, is_sought
from extractor.language.patterns.taking_on import who_takes_on
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Mention, Notes

# Where the words for the owner stand, those that count first in front: nearest to the verb first. A label is the
# speaker's where the sentence has a subject of its own ("Michael: John will do it").
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
# Features of a candidate without a subject.
_NO_SUBJECT = frozenset(["subject: none", "cue: none", "marker: no clause"])
_MAX_ANTECEDENT_DISTANCE = 3  # blocks between "one week before" and the date that it refers to
_MIN_CONTRIBUTION = 0.1  # log odds; what contributes less is not a reason


def mention(
    notes: Notes,
    candidate: Candidate,
    probability: float,
    model: Model,
    roster: Roster | None = None,
    contributions: Mapping[str, float] | None = None,
) -> Mention:
    """Build the mention of a candidate.

    Args:
        notes: The notes.
        candidate: One of their candidates.
        probability: How likely it is an action, 0 to 1.
        model: The model that says so; only for the reasons.
        roster: The people of the notes; with it, a task that means nothing alone gets its topic.
        contributions: What each feature contributed to the trees' log odds; with it, the mention has its reasons.
    """
    block = notes.blocks[candidate.block]
    deadline = deadline_linking.choose(block, candidate)
    due_around = "" if candidate.done else candidate.due_around  # what is done waits for no day of others
    due_said = deadline.said if deadline else due_around or None
    above = notes.blocks[max(0, candidate.block - _MAX_ANTECEDENT_DISTANCE) : candidate.block]
    owners = owners_said(candidate, block)
    work = without_owners(owners, _spoken_task(block, candidate, task(block.text, candidate, deadline)))
    work = _asked_for(work, candidate)
    if block.kind is not Kind.TURN and _ASKED.match(block.text, candidate.start, candidate.end):
        work = work.rstrip(" ?")
    if seeks(block, candidate):
        work = _SOUGHT_FOR.sub(_ordered, work)
        work = work[before_work(work) :].rstrip(" ?")
        owners = tuple(said for said in owners if said.casefold() not in _OF_US)
    completed, purpose = parted_purpose(_readable(work, candidate)) if roster is not None else (work, "")
    if due_said is None and (limit := limit_of(work)) and limit not in completed:
        due_said = limit
    return Mention(
        block=candidate.block,
        line=block.line_at(candidate.start),
        end_line=max(block.line_at(candidate.start), block.line_at(max(candidate.start, candidate.end - 1))),
        said=block.text[candidate.start : candidate.end].strip(),
        task=work,
        completed=completed,
        purpose=purpose,
        owners_said=owners,
        due_said=due_said,
        due_after=deadline_linking.antecedent_of(block, due_said, above) if due_said else "",
        rule=rule(candidate, block),
        confidence=round(probability, 4),
        done=candidate.done,
        speaker=speaker(candidate, block),
        private=block.private,
        at=block.at,
        day=block.day,
        is_anaphoric=candidate.is_anaphoric,
        why=() if contributions is None else _reasons(candidate, model, contributions),
    )


# "boxes - who's ordering?"
_SOUGHT_FOR = expression(
    r"^(?P<what>[^?:]{2,60}?)\s?[-–—:,]\s(?:so\s)?who(?:['’]s|\sis)\s(?P<verb>[a-z]+ing)\b[^?]{0,20}\??", re.IGNORECASE
)


def _ordered(match: re.Match[str]) -> str:
    return f"{base_form(match['verb'], 'VBG')} {match['what']}"


_OF_US = frozenset({"we", "us", "all", "everyone", "everybody"})


def seeks(block: Block, candidate: Candidate) -> bool:
    """Whether a written candidate looks for somebody: who is named elsewhere has not taken it on."""
    return block.kind is not Kind.TURN and is_sought(block.text[candidate.start : candidate.end])


def _asked_for(work: str, candidate: Candidate) -> str:
    """Return what somebody is asked to do as an order: "would you mind ringing the referee" is "ring the referee"."""
    is_asked = any(place == "addressee" for _, place in candidate.owners_said) or work.startswith("mind ")
    asked = _DOING.match(work) if is_asked else None
    return f"{base_form(asked['verb'], 'VBG')}{work[asked.end() :]}" if asked is not None else work


def _readable(work: str, candidate: Candidate) -> str:
    """Return the words of a task as an order, without reasons and remarks."""
    places = {place for _, place in candidate.owners_said}
    is_thing = "label" in places and " " not in work.strip()  # "Tom: slides" names what, and "Tom slides" what he does
    return imperative(trimmed(work), None if is_thing else candidate.clause, after_name="bare" in places)


_DOING = expression(r"(?:mind\s)?(?P<verb>[a-z]{2,14}ing)\b(?=\s\S)")


def rule(candidate: Candidate, block: Block) -> str:
    """Return the id of the rule that found a candidate: its most certain sign of work."""
    if candidate.marker:
        return candidate.marker
    if block.kind is Kind.BOX:
        return "box"
    if candidate.cell is not None:
        return "table"
    features = as_written_features(candidate.features)
    cue = next((name[5:] for name in features if name.startswith("cue: ") and name != "cue: none"), "")
    if "section: actions" in features:
        return "action-list"
    if cue:
        return cue
    return next(
        (f"owner-{name[7:]}" for name in features if name.startswith("owner: ") and name != "owner: nobody"),
        "layout",
    )


def _reasons(candidate: Candidate, model: Model, contributions: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return each feature with what it counted in the base score and in the trees together, the strongest first."""
    weights = weights_for(model, candidate.features).weights
    counted = {name: weights.get(name, 0.0) * value for name, value in candidate.features.items()}
    for name, value in contributions.items():
        if name != "base score":
            counted[name] = counted.get(name, 0.0) + value
    strongest = sorted(counted.items(), key=lambda reason: (-abs(reason[1]), reason[0]))
    return tuple((name, round(value, 2)) for name, value in strongest if abs(value) >= _MIN_CONTRIBUTION)


def _spoken_task(block: Block, candidate: Candidate, words: str) -> str:
    """Return the task's words, in a turn without hesitations; or from around it where it names no work."""
    if block.kind is not Kind.TURN:
        return candidate.task_said or words
    spoken = candidate.task_said or disfluency.fluent(words)[0].strip() or words
    return spoken.rstrip(" ?") or spoken  # "can you write to them again?" is work, not a question


def speaker(candidate: Candidate, block: Block) -> str | None:
    """Return whom "I" means: the label of the line, who says the block, or whose section it is."""
    label = next((said for said, place in candidate.owners_said if place == "label"), None)
    return (
        label
        or candidate.speaker  # the block's own, or its label's: "LM - It is late; I will ask"
        or block.speaker
        or next((said for said, place in candidate.owners_said if place in {"parent", "section"}), None)
    )


def owners_said(candidate: Candidate, block: Block) -> tuple[str, ...]:
    """Return the words that name the owners, "I" among them; () where nobody is named."""
    by_place: dict[str, str] = {}
    for said, place in candidate.owners_said:
        by_place.setdefault(place, said)
    if block.kind is not Kind.TURN and (who := who_takes_on(block.text[candidate.start : candidate.end])):
        return (who,)
    subject = by_place.get("subject", "")
    if subject.casefold() in {"he", "she", "they"}:
        return (_antecedent(subject, by_place),)
    for place in _PLACES:
        if place in by_place:
            return (by_place[place],)
    if block.kind is not Kind.TURN and (asked := _ASKED.match(block.text, candidate.start, candidate.end)):
        return (asked["who"],)
    return _unnamed_owner(candidate, block, by_place.get("teller", ""))


# "Goran, could you please get two quotes?"
_ASKED = expression(
    r"\W*(?P<who>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?),\s+(?:can|could|would|will)\s+(?:you|u)\s+(?:please|pls|kindly)\b"
)


def _antecedent(pronoun: str, by_place: Mapping[str, str]) -> str:
    """Return whom "he", "she" or "they" means, else the pronoun."""
    places = ["antecedent", "label", "parent", "section"]
    if pronoun.casefold() != "they":
        places.append("teller")
    return next((by_place[place] for place in places if place in by_place), "") or pronoun


def _unnamed_owner(candidate: Candidate, block: Block, reported_person: str) -> tuple[str, ...]:
    """Return who owns work without a subject: "Will send the link" in the notes, "SL: continue" under "TODO"."""
    features = as_written_features(candidate.features)
    if _NO_SUBJECT.isdisjoint(features):
        return ()
    segment = block.text[candidate.start : candidate.end]
    if re.match(r"(?i)\W*(?:will|plans?\s+to)\b", segment):
        return (reported_person or "I",)  # whom the lines are about, the speaker, or who wrote the notes
    is_listed = "section: actions" in features
    is_promise = re.match(r"(?i)\W*(?:need|going|plan|to)\b", segment)
    return ("I",) if (candidate.speaker or block.speaker) and (is_listed or is_promise) else ()
