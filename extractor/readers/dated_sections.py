"""Running notes: one file for many meetings, each under a heading that is its day.

Where two headings or more begin with days of their own, the words under each were said on that day, so that "tomorrow"
counts from it. The newest of them is the day of the meeting. Where the headings have no year, the notes' own date or
--date tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates, safe_date
from extractor.model import Block, Kind, Notes

MAX_HEADING = 120  # characters of a heading that may be a day
# What may stand before the day in a heading: "Weekly sync, 10 March 2026", "Tue 10 March 2026", "[2026-03-10]".
BEFORE = expression(
    r"\W*(?:(?:team|weekly|daily|monthly|board|staff|committee|1:1|notes|meeting|minutes|sync|call|stand-?up|date|of|from|on"
    r"|for|the|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\W*){0,5}",
    re.I,
)
# What may stand behind the day on a line of its own: when the meeting was.
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\b\.?|h\b|uhr\b)?"
_BEHIND = expression(rf"\W*(?:(?:at|from)\s)?(?:{_CLOCK}(?:\s?(?:[-–—]|to)\s?{_CLOCK})?)?\W*", re.I)
_YEAR = expression(r"(?<![\d/.-])20\d\d(?![\d/-])")
_TOP = 3  # blocks at the top that may name the year of all days
# Days of a plan, not of meetings that were held.
AHEAD = expression(r"\b(?:next|upcoming|agenda for|deadline|due|until|by|launch|release|released|version|v\d)\b", re.I)


def with_days(
    blocks: Sequence[Block], order: str = "mdy", near: date | None = None
) -> tuple[tuple[Block, ...], tuple[date, ...]]:
    """Return the blocks with the days of their dated sections, and these days in order; () where there are none.

    Args:
        blocks: The blocks of the notes.
        order: How to read 3/4, "mdy" or "dmy".
        near: A day of the notes, which tells the year of headings without one; None: the year at the top of the
            notes ("Minutes 2026"), without which these are left alone.
    """
    near = near or _year(blocks[:_TOP])
    days = {at: day for at, block in enumerate(blocks) if (day := _day(block, order, near))}
    alone = {at for at in days if blocks[at].kind is Kind.PARAGRAPH}
    if len(alone) < len(days):  # where headings are days, a day that stands alone is one of a list
        days = {at: day for at, day in days.items() if at not in alone}
    held = {at for at in days if at + 1 < len(blocks) and at + 1 not in days}
    depths = {blocks[at].depth for at in days}
    if len({days[at] for at in held}) < 2 or len(depths) != 1:
        return tuple(blocks), ()
    result: list[Block] = []
    current: date | None = None
    for at, block in enumerate(blocks):
        if at in days:
            current = days[at]
        elif block.kind is Kind.HEADING and not alone and block.depth < min(depths):
            current = None
        result.append(replace(block, day=current) if current and block.day is None else block)
    return tuple(result), tuple(sorted({days[at] for at in held}))


def one_meeting(notes: Notes, day: date) -> Notes:
    """Return running notes as those of one of their meetings: its section, and what stands in no dated section."""
    kept = [at for at, block in enumerate(notes.blocks) if block.day in (None, day)]
    blocks = tuple(replace(block, day=None) for block in _blocks_at(notes, kept))
    doubts = tuple(
        doubt
        for doubt in notes.doubts
        if "--date" not in doubt.message
        and (doubt.line is None or any(block.line <= doubt.line <= block.end_line for block in blocks))
    )
    return replace(notes, blocks=blocks, date=day, doubts=doubts, meetings=())


def meetings_apart(notes: Notes) -> Iterator[tuple[Notes, tuple[int, ...]]]:
    """Yield running notes in parts: what stands in no dated section, then each meeting.

    Each part comes with the place of its blocks in the notes. People have a role in the meeting that names it only.
    """
    days = {block.day for block in notes.blocks}
    for day in (None, *notes.meetings):
        if day not in days:
            continue
        kept = tuple(at for at, block in enumerate(notes.blocks) if block.day == day)
        elsewhere = {
            line
            for block in notes.blocks
            if block.day not in (None, day)
            for line in range(block.line, block.end_line + 1)
        }
        people = tuple(replace(one, role=None) if one.role and one.line in elsewhere else one for one in notes.people)
        yield replace(notes, blocks=_blocks_at(notes, kept), people=people, meetings=()), kept


def _blocks_at(notes: Notes, kept: Sequence[int]) -> tuple[Block, ...]:
    """Return some blocks of notes, the parents of which are counted among them."""
    places = {old: new for new, old in enumerate(kept)}
    return tuple(
        replace(block, parent=places.get(block.parent) if block.parent is not None else None)
        for block in (notes.blocks[at] for at in kept)
    )


def _day(block: Block, order: str, near: date | None) -> date | None:
    """Return the day with which a heading begins, or that is all of a line of its own."""
    if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or len(block.text) > MAX_HEADING or AHEAD.search(block.text):
        return None
    found = next(iter(find_dates(block.text, order=order)), None)
    if found is None or not BEFORE.fullmatch(block.text[: found.start]):
        return None
    if block.kind is Kind.PARAGRAPH and not _BEHIND.fullmatch(block.text, found.end):
        return None
    if found.day is not None or near is None:
        return found.day
    placed = next(iter(find_dates(block.text, order=order, near=near)), None)
    return _last_such(placed.day, near) if placed and placed.day else None


def _year(blocks: Sequence[Block]) -> date | None:
    """Return the middle of the only year that the first blocks name, None for none or several."""
    years = {found for block in blocks if len(block.text) <= MAX_HEADING for found in _YEAR.findall(block.text)}
    return date(int(years.pop()), 7, 1) if len(years) == 1 else None


def _last_such(day: date, near: date) -> date | None:
    """Return the day in the year in which it is nearest to another."""
    years = (safe_date(near.year + ahead, day.month, day.day) for ahead in (-1, 0, 1))
    return min((one for one in years if one), key=lambda one: abs(one - near), default=None)
