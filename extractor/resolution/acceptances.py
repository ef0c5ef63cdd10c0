"""Add to what somebody was asked in a talk the place of the answer that takes it on: "Yes, no problem."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.people.roster import Roster
from extractor.model import Kind, Notes
from extractor.resolution.normalization import ResolvedMention

_ACCEPTS = expression(
    r"""\W*(?:(?:oh|um|uh|well)\W+)?(?:yes|yep|yup|yeah|ok|okay|sure|of\scourse|will\sdo|no\sproblem|happy\sto|no,\s(?:happy|that['’]s\sfine)
    |can\sdo|gladly|right|fine|i\scan|i['’]ll|np\b|👍)(?!\W+(?:but|no\b|not\b))""",
    re.VERBOSE | re.IGNORECASE,
)
_ASKS = expression(r"\?\W*$|^\W*(?:please|can|could|would|will)\b", re.IGNORECASE)


def with_answers(items: Sequence[ResolvedMention], notes: Notes, roster: Roster) -> list[ResolvedMention]:
    """Return the items, those that one of their owners takes on in the next turn with its place.

    Args:
        items: The items, merged.
        notes: The notes that hold them.
        roster: Their people.
    """
    return [_with_answer(item, notes, roster) for item in items]


def _with_answer(item: ResolvedMention, notes: Notes, roster: Roster) -> ResolvedMention:
    at = item.mention.block
    block = notes.blocks[at]
    if block.kind is not Kind.TURN or not item.owners or at + 1 >= len(notes.blocks):
        return item
    answer = notes.blocks[at + 1]
    asked = _ASKS.search(block.text[block.text.find(item.mention.said) :]) or _ASKS.search(item.mention.said)
    if answer.kind is not Kind.TURN or not answer.speaker or answer.private != block.private or not asked:
        return item
    if answer.speaker == block.speaker or _ACCEPTS.match(answer.text) is None:
        return item
    if not set(roster.resolve(answer.speaker, answer.speaker)) & set(item.owners):
        return item
    line = answer.line_at(0)
    if any(first <= line <= last for first, last in ((item.mention.line, item.mention.end_line), *item.also)):
        return item
    return replace(item, also=tuple(sorted({*item.also, (line, line)})))
