"""Build a Mention of a candidate: what is to be done, and the words for who and when.

Nothing is resolved here; `resolution` does that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.context.dialogue import as_written_features
from extractor.extraction.mentions import deadline_linking
from extractor.extraction.mentions.decontextualize import complete
from extractor.extraction.mentions.task_text import task, without_owners
from extractor.extraction.scoring.classifier import Weights, weights_for
from extractor.language import disfluency
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Mention, Notes


def rule(candidate: Candidate, block: Block) -> str:
    """The id of the rule that found a candidate: the surest sign that it wears."""
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
    deadline = deadline_linking.choose(block, candidate)
    due_said = deadline.said if deadline else candidate.due_around or None
    owners = owners_said(candidate, block)
    work = without_owners(owners, _spoken_task(block, candidate, task(block.text, candidate, deadline)))
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
        due_after=deadline_linking.refers_to(block, due_said) if due_said else "",
        rule=rule(candidate, block),
        confidence=round(sure, 4),
        done=candidate.done,
        speaker=speaker(candidate, block),
        private=block.private,
        at=block.at,
        is_anaphoric=candidate.is_anaphoric,
        why=() if shares is None else _why(candidate, using, shares),
    )


def _why(candidate: Candidate, using: Weights, shares: Mapping[str, float]) -> tuple[str, ...]:
    """The evidence that counted most, in the first look and then in the second, each with what it counted."""
    of = weights_for(using, candidate.features).weights
    leading = sorted(((of.get(name, 0.0) * value, name) for name, value in candidate.features.items()), reverse=True)
    beyond = sorted(
        ((value, name) for name, value in shares.items() if name != "base score" and abs(value) >= 0.2),
        key=lambda share: -abs(share[0]),
    )
    return (
        *(f"{name} {value:+.1f}" for value, name in (*leading[:4], *leading[-2:]) if abs(value) >= 0.2),
        *(f"{name} {value:+.1f}" for value, name in beyond[:4] if name not in candidate.features),
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
    unsaid = not _SAID_BY_NOBODY.isdisjoint(as_written_features(candidate.features))
    opening = block.text[candidate.start : candidate.end]
    if unsaid and re.match(r"(?i)\W*(?:will|plans?\s+to)\b", opening):
        return (
            by_place.get("teller", "I"),
        )  # "Will send the link": who is told of, the speaker, or who wrote the notes
    listed = "section: actions" in as_written_features(candidate.features)  # "SL: continue", under "TODO"
    if spoken and unsaid and (listed or re.match(r"(?i)\W*(?:need|going|plan|to)\b", opening)):
        return ("I",)
    return ()
