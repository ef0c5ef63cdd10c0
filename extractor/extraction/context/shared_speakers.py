"""Tell who speaks where a transcript labels a turn with no name: "Meeting Room 2", "Unknown Speaker", "iPhone".

Several people may sit behind such a label. Whoever was addressed by name right before ("Casper, could you do pan
three?") or names themselves ("Margit again.") speaks then, and goes on to speak until somebody else is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.common.lazy_regex import expression
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes

_NO_NAME = expression(
    r"""(?: .*\b(?:meeting\ ?room|board\ ?room|conference\ ?room|room)\b.*
      | (?:unknown|unidentified|unnamed)(?:\ (?:speaker|person|caller|user))?(?:\ \d+)?
      | (?:speaker|guest|caller|user|participant|person)(?:\ ?(?:\d+|[A-Z]))? | i?phone(?:\ user)? | ipad
      | caller | dial-?in(?:\ user)? | \+?[\d\ ()-]{7,} )""",
    re.VERBOSE | re.IGNORECASE,
)
_SAYS_NOTHING = expression(r"(?:oh|ah|aye|hey|hm+|um|uh|er|ha|well|yeah|nah|ta|cheers|blimey|god|right)", re.IGNORECASE)
_PERSON = r"(?P<who>(?:(?:Uncle|Aunt(?:ie|y)?|Mr|Mrs|Ms|Miss|Dr|Sister)\.? )?[A-Z][\w-]+)"
_HERE = (
    expression(rf"^\W*{_PERSON} (?:here|again|speaking)\b"),
    expression(rf"\b(?:[Ii]t['’]s|[Tt]his is) {_PERSON}(?: (?:here|again|speaking)\b|[.,!]|$)"),
)
_CALLED = (
    expression(
        rf"(?:^|(?<=[.?!,]\s))(?:(?:ok|okay|right|so|and|oh|yes|well|now|morning|hi|hello),?\s)?{_PERSON}[,.?:](?=\s|$)",
        re.IGNORECASE,
    ),
    expression(rf",\s{_PERSON}\s?[.?!]*$"),
)


def shared_speakers(notes: Notes, roster: Roster) -> Mapping[int, str]:
    """Return who speaks in the turns whose label is no name, by the index of their block, as far as the talk tells."""
    found: dict[int, str] = {}
    last: dict[str, str] = {}  # who spoke last, by label
    labels = {block.speaker for block in notes.blocks if block.speaker}
    small = {word for block in notes.blocks for word in re.findall(r"\b[a-z]\w+", block.text)}
    if not any(_NO_NAME.fullmatch(label) for label in labels):
        return found
    for index, block in enumerate(notes.blocks):
        label = block.speaker
        if block.kind is not Kind.TURN or label is None or _NO_NAME.fullmatch(label) is None:
            continue
        before = notes.blocks[index - 1] if index else None
        named = _introduced(block.text, roster)
        if not named and before is not None and before.kind is Kind.TURN and before.speaker != label:
            named = _called(before.text, roster, labels, small)
        if named:
            last[label] = named
        if label in last:
            found[index] = last[label]
    return found


def _introduced(text: str, roster: Roster) -> str:
    """Return who says that they speak: "Margit again.", "It's Idris."; "" for nobody."""
    matches = (pattern.search(text) for pattern in _HERE)
    return next((match["who"] for match in matches if match and roster.name_shaped(match["who"])), "")


def _called(text: str, roster: Roster, labels: set[str], small: set[str]) -> str:
    """Return who is addressed last in a turn and has no label of their own, "" for nobody."""
    places = [match for pattern in _CALLED for match in pattern.finditer(text)]
    for match in sorted(places, key=lambda match: match.start("who"), reverse=True):
        who = match["who"]
        if who.lower() in small:
            continue
        if (
            who[:1].isupper()
            and _SAYS_NOTHING.fullmatch(who) is None
            and roster.name_shaped(who)
            and not any(who in label.split() for label in labels)
        ):
            return who
    return ""
