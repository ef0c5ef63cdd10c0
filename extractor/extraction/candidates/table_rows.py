"""Rows of action tables: the work in one cell, who and when in others, by their columns' titles.

A table is one of actions by its columns alone: an owner's beside a task, a due date or a status. Offsets are characters
of the row's text, which joins its cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.candidates.features import CandidateDraft, of_layout, of_words, phrases_in, says_done
from extractor.extraction.context.blocks import BlockContext
from extractor.extraction.owner_markers import prefix, suffix
from extractor.language.patterns.columns import column_kind
from extractor.language.people.roster import Roster
from extractor.model import Block, Cell, Kind, Notes


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What a row says: which cell holds the work and where that stands, what is read off it, and its dates."""

    cell: int
    start: int
    end: int
    reading: CandidateDraft
    phrases: tuple[Phrase, ...]  # those of the due column first
    done: bool


_TITLE_OF_WORK = expression(r"action|to-?do|task|next step", re.IGNORECASE)
_ASSIGNS = expression(r"^\W*[A-Z@].*\b(?:to|will)\s+[a-z]")
_BY = expression(r"\W*by\W*", re.IGNORECASE)
_DONE = expression(r"\W*(?:done|complete[d]?|closed|finished|yes|resolved|x|✓|✔|✅)\b", re.IGNORECASE)


def roles(block: Block) -> dict[int, str]:
    """What the column of each cell of a row is for ("owner", "task", ...); {} where the table is no action table."""
    found = {index: column_kind(cell.column.strip(" *_")) for index, cell in enumerate(block.cells)}
    by = next((index for index, cell in enumerate(block.cells) if _BY.fullmatch(cell.column)), None)
    if by is not None and list(found.values()).count("due") > 1:
        found[by] = "owner"  # "Item | By | Due"
    kinds = set(found.values())
    tracks = ("owner" in kinds and kinds & {"task", "due", "status"}) or ("task" in kinds and kinds & {"due", "status"})
    lists = (
        "task" in kinds and len(block.cells) >= 2 and any(_TITLE_OF_WORK.search(cell.column) for cell in block.cells)
    )
    return found if tracks or lists else {}


def assignments(block: Block, roster: Roster) -> tuple[tuple[int, int], ...]:
    """The spans of whole assignments in the owner's column ("Kim to draft it; Lee to review"), () for names alone."""
    offsets = _offsets(block)
    spans: list[tuple[int, int]] = []
    for index, role in roles(block).items():
        cell, at = block.cells[index], offsets[index]
        for part in (cell.parts or (cell.text,)) if role == "owner" else ():
            at = max(at, block.text.find(part, at))
            if len(part.split()) > 3 and not roster.owners_only(part) and _ASSIGNS.search(part):
                spans.append((at, at + len(part)))
            at += len(part)
    return tuple(spans)


def is_head(notes: Notes, index: int) -> bool:
    """Whether a row is the line of its table's column titles."""
    block = notes.blocks[index]
    after = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    return (
        block.kind is Kind.ROW
        and after is not None
        and after.kind is Kind.ROW
        and tuple(cell.text for cell in block.cells) == tuple(cell.column for cell in after.cells)
    )


def read_row(
    notes: Notes, index: int, near: BlockContext, roster: Roster, shared: Mapping[str, float]
) -> ActionRow | None:
    """What the row at `index` says, or None if no cell of it holds work. `shared` is the evidence of its document."""
    block = notes.blocks[index]
    kinds = roles(block)
    chosen = _work_cell(block, kinds)
    if chosen is None:
        return None
    cell = block.cells[chosen]
    offsets = _offsets(block)
    start, end = offsets[chosen], offsets[chosen] + len(cell.text)
    status = " ".join(_texts(block, kinds, "status"))
    due = " ".join(_texts(block, kinds, "due")).strip()
    owners = tuple((words, "column") for words in _texts(block, kinds, "owner") if words.strip())
    reading = CandidateDraft(start, end, owners, shared).seen(
        "row", *(f"row: has {role}" for role in dict.fromkeys(kinds.values()) if role)
    )
    if _TITLE_OF_WORK.search(cell.column):  # "Action | Who | By when": the table says what it lists
        reading = reading.seen(
            "row: titled as work", *(("row: titled as work, owned",) if "owner" in kinds.values() else ())
        )
    for role, words in (("owner", " ".join(said for said, _ in owners)), ("due", due), ("status", status)):
        if words.strip(" -–—"):
            reading = reading.seen(f"row: {role} filled")
    reading = reading.seen(*of_layout(notes, index, near))
    reading = _owned(reading, cell, near, roster)
    reading = reading.seen(*of_words(block.text[reading.start : reading.end], cell.text))
    done = _DONE.match(status) is not None or "✅" in status or says_done(block, start, end, near)
    columns = tuple(
        Phrase(offsets[i], offsets[i] + len(block.cells[i].text), block.cells[i].text.strip(), "column")
        for i, role in kinds.items()
        if role == "due" and block.cells[i].text.strip()
    )
    phrases = (*columns, *phrases_in(block.text, start, end))
    return ActionRow(chosen, start, end, reading.seen("done") if done else reading, phrases, done)


def _texts(block: Block, kinds: Mapping[int, str], role: str) -> list[str]:
    return [block.cells[i].text for i, kind in kinds.items() if kind == role]


def _offsets(block: Block) -> list[int]:
    """Where each cell stands in the row's text."""
    offsets: list[int] = []
    at = 0
    for cell in block.cells:
        at = max(at, block.text.find(cell.text, at))
        offsets.append(at)
        at += len(cell.text)
    return offsets


def _work_cell(block: Block, kinds: Mapping[int, str]) -> int | None:
    """The cell that holds the work: of a task column, else the longest that no other column claims."""
    filled = [i for i in kinds if block.cells[i].text.strip()]
    tasks = [i for i in filled if kinds[i] == "task"]
    if not tasks:
        rest = [i for i in filled if kinds[i] in {"topic", ""}]
        return max(rest, key=lambda i: len(block.cells[i].text), default=None)
    return max(
        tasks,
        key=lambda i: (
            len(block.cells[i].text.split()) > 1,
            "action" in block.cells[i].column.casefold(),
            len(block.cells[i].text),
        ),
    )


def _owned(reading: CandidateDraft, cell: Cell, near: BlockContext, roster: Roster) -> CandidateDraft:
    """The work without the owner that its cell may wear, who counts where no column names one."""
    start = reading.start
    for worn, stands in ((prefix.label(cell.text, roster), "label"), (prefix.before_verb(cell.text, roster), "lead")):
        if worn is not None and (not reading.owners or stands == "lead"):
            reading = reading.work(start + worn.end)
            if not reading.owners:
                reading = reading.owner(worn.who, stands)
    if not reading.owners and (tail := suffix.tail(cell.text, roster)) is not None:
        reading = reading.owner(tail.who, "tail").work(end=start + tail.start)
    if not reading.owners:
        reading = reading.seen("owner: nobody")
        if near.owner:
            reading = reading.owner(near.owner, near.owner_from)
    return reading
