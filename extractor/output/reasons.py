"""Say in words what raised or lowered the confidence in a candidate: "nobody is named", "it has a deadline".

The features are those of `extraction`; a feature without words here is not told, but `recap explain -v` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression

LEAST = 0.2  # log odds that a reason must count to be told


class Reasons(NamedTuple):
    """What speaks for a candidate, and what speaks against it, the strongest first."""

    supporting: tuple[str, ...]
    opposing: tuple[str, ...]


class Wording(NamedTuple):
    """What a feature means, where it raises the confidence and where it lowers it; "{}" is the rest of its name."""

    pattern: re.Pattern[str]  # must match the whole name of the feature
    raising: str  # "" where it is not worth telling
    lowering: str


def _wording(pattern: str, raising: str, lowering: str | None = None) -> Wording:
    return Wording(expression(pattern), raising, raising if lowering is None else lowering)


_SECTIONS = {
    "agenda": "the agenda",
    "attendance": "the list of those present",
    "decisions": "a list of decisions",
    "done": "a list of finished work",
    "later": "a list for later",
    "next": "the part on what comes next",
    "notes": "general notes",
    "ongoing": "a list of ongoing work",
    "past": "a report of what was done",
    "questions": "a list of questions",
    "review": "the review of earlier actions",
    "status": "a report",
}
_NOBODY = "nobody is named"
_DEADLINE, _DAY = "it has a deadline", "it names a day"
_SAYS_WORD = 'it says "'
_OF_ALL = "these notes agree on much work"  # said of all lines alike, so that a reason of the line itself comes first
# The first that matches counts. "spoken " before the name of a feature is left out before.
WORDINGS: tuple[Wording, ...] = (
    _wording("box: open", "it is an open check box"),
    _wording("box: ticked", "its check box is ticked"),
    _wording("done", "the notes say that it is done"),
    _wording("marker: question", "it is marked as a question"),
    _wording("marker: decision", "it is marked as a decision"),
    _wording("marker.*", "it is marked as an action"),
    _wording("entry: of actions", "it stands in a list of actions"),
    _wording("section: unknown", ""),
    _wording("section(?: above)?: actions", "it stands in a list of actions", ""),
    _wording("section(?: above)?: (?P<section>.*)", "it stands in {section}"),
    _wording("label: actions", "its label says that it is an action"),
    _wording("label: (?:decisions|questions|notes|status|later)", "", "its label says that it is something else"),
    _wording("field: owner", "the notes say who owns it"),
    _wording("field: due|date: by", "it has a deadline"),
    _wording("date.*", "it names a day", ""),
    _wording("row: (?:owner filled|has owner)", "its row names an owner"),
    _wording("row: (?:due filled|has due)", "its row has a deadline"),
    _wording("row.*", "it is a row of a table of work", "it is a row of a table"),
    _wording("owner: nobody|says: (?:owes|commits), nobody|subject: nobody", "", "nobody is named"),
    _wording("owner: somebody", "it seeks somebody who does it"),
    _wording("owner: we|says: \\w+, we|subject: we|act: joint.*", 'it says "we"'),
    _wording("owner: (?:label|lead|bare lead|behind a label|tail)", "a name stands before or behind it", ""),
    _wording("owner: (?:section|parent|above|of the block)", "the lines above it name an owner", ""),
    _wording("owner: .*|speaker", "it names an owner", ""),
    _wording("cue: none", "", "nothing says that it was agreed or asked for"),
    _wording("cue: (?:will|would|i-will|we-will|to|plans-to|agreed-to|was-agreed)", "it is promised or agreed", ""),
    _wording("cue: (?:request|please|wanted-to|imperative)", "somebody is asked to do it", ""),
    _wording("cue: (?:need|bare-need|we-need|be-done)", "it has to be done", ""),
    _wording("act: (?:promise|offer|plan)|says: (?:commits|intends).*", "somebody takes it on", ""),
    _wording("act: (?:ask|assignment|demand)|says: asks.*", "it asks for work", ""),
    _wording("act: (?:duty|rule)|says: owes.*", "it tells a duty"),
    _wording("act: wish|blocker: wish", "it is a wish"),
    _wording("blocker: hedge|turn: hedged", "it is hedged (might, maybe)"),
    _wording("blocker: condition", "it depends on a condition (if, when)"),
    _wording("blocker: past", "it tells what was done"),
    _wording("blocker: question", "it is a question"),
    _wording("blocker: no|clause: negated", "it says what is not done"),
    _wording("blocker: attend", "it says who attends"),
    _wording("blocker: speech-act|verb.*: speaks in the meeting", "it tells what was said in the meeting"),
    _wording("(?:root|tag): VBD|opens: verb, past|verb, past: .*", "it tells what was"),
    _wording("(?:root|tag): VB[ZP]|verb.*: states", "it tells what is"),
    _wording("root: no verb", "it is a phrase without a verb"),
    _wording("opens: verb, base", "it begins with a verb, as an order does", ""),
    _wording("verb.*: .*|later verb.*", "its verb is one of work", ""),
    _wording("subject: thing", "", "its subject is a thing, not a person"),
    _wording("subject: (?:person|on the roster|a role|i|you)", "a person is its subject", ""),
    _wording("about an artefact|opens with an artefact", "it is about something that is made or sent", ""),
    _wording("quoted", "", "it is quoted"),
    _wording("kind: heading", "", "it is a title"),
    _wording("ends with a colon", "", "it only announces what follows"),
    _wording("has children", "", "the lines under it say what is to be done"),
    _wording("length: (?:1|2-3)", "", "it is very short"),
    _wording("length: (?:16-25|26\\+)", "", "it is long"),
    _wording("list.*|candidates? .*", "lines beside it are work", "lines beside it are not"),
    _wording("repeated.*", "it is said again elsewhere", "a surer line says the same"),
    _wording("block: .*", "the rest of its line is work", "another part of its line is surer"),
    _wording("notes: .*", _OF_ALL, ""),
    _wording("turn: in the wrap-up", "it is said when the meeting sums up"),
    _wording("turn: goes on with (?:promise|request).*", "the next speaker takes it up"),
    _wording("turn: asks somebody by name", "it asks somebody by name"),
    _wording('(?:word|first|second): (?P<word>[^\\W\\d_]{4,})', 'it says "{word}"'),
)  # fmt: skip


def in_words(contributions: Sequence[tuple[str, float]], most: int = 2, *, has_owner: bool = False) -> Reasons:
    """Return the strongest reasons for and against a candidate, at most `most` of each, each said once.

    Args:
        contributions: The features of the candidate, each with what it counted in log odds.
        most: How many of each side.
        has_owner: Whether the item has an owner, so that "nobody is named" would be wrong of it.
    """
    supporting: dict[str, float] = {}
    opposing: dict[str, float] = {}
    for name, value in contributions:
        words = _words_of(name.removeprefix("spoken "), value > 0) if abs(value) >= LEAST else ""
        if words and not (has_owner and words == _NOBODY):
            side = supporting if value > 0 else opposing
            side[words] = max(side.get(words, 0.0), abs(value))
    both = supporting.keys() & opposing.keys()  # "it tells what is" cannot speak for it and against it
    if _DEADLINE in supporting:
        supporting.pop(_DAY, None)
    return Reasons(
        *(
            tuple(sorted((words for words in side if words not in both), key=_rank(side))[:most])
            for side in (supporting, opposing)
        )
    )


def _rank(side: Mapping[str, float]) -> Callable[[str], tuple[bool, float]]:
    """Return the order of reasons: those of all lines alike, and single words, last; then the strongest first."""
    return lambda words: (words == _OF_ALL or words.startswith(_SAYS_WORD), -side[words])


def _words_of(feature: str, raises: bool) -> str:
    """Return what a feature means, or "" where that is not worth telling."""
    for wording in WORDINGS:
        if match := wording.pattern.fullmatch(feature):
            words = wording.raising if raises else wording.lowering
            named = match.groupdict()
            if "section" in named:
                return words.format(section=_SECTIONS.get(named["section"], named["section"]))
            return words.format(**named)
    return ""
