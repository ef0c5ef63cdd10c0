"""Running notes: one file for many meetings, each under a heading that is its day.

Where two headings or more begin with days of their own, the words under each were said on that day, so that "tomorrow"
counts from it. The newest of them is the day of the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.model import Block, Kind

# What may stand before the day in a heading: "Weekly sync, 10 March 2026", "Tue 10 March 2026", "[2026-03-10]".
BEFORE = expression(
    r"\W*(?:(?:team|weekly|daily|monthly|board|staff|committee|1:1|notes|meeting|minutes|sync|call|stand-?up|date|of|from|on"
    r"|for|the|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\W*){0,5}",
    re.I,
)
# Days of a plan, not of meetings that were held.
AHEAD = expression(r"\b(?:next|upcoming|agenda for|deadline|due|until|by|launch|release|released|version|v\d)\b", re.I)


def with_days(blocks: Sequence[Block], order: str = "mdy") -> tuple[tuple[Block, ...], date | None]:
    """Return the blocks with the days of their dated sections, and the newest of these days; None if there are none."""
    days = {at: day for at, block in enumerate(blocks) if (day := _day(block, order))}
    held = {at for at in days if at + 1 < len(blocks) and at + 1 not in days}
    depths = {blocks[at].depth for at in days}
    if len({days[at] for at in held}) < 2 or len(depths) != 1:
        return tuple(blocks), None
    result: list[Block] = []
    current: date | None = None
    for at, block in enumerate(blocks):
        if at in days:
            current = days[at]
        elif block.kind is Kind.HEADING and block.depth < min(depths):
            current = None
        result.append(replace(block, day=current) if current and block.day is None else block)
    return tuple(result), max(days[at] for at in held)


def _day(block: Block, order: str) -> date | None:
    """Return the day with which a heading begins."""
    if block.kind is not Kind.HEADING or len(block.text) > 120 or AHEAD.search(block.text):
        return None
    found = next(iter(find_dates(block.text, order=order)), None)
    if found is None or found.day is None or not BEFORE.fullmatch(block.text[: found.start]):
        return None
    return found.day
