"""Find lists of work by their titles: which lines stand right under one, with or without bullets, in any case.

Notes that are typed in a hurry have titles that no layout shows: "todo" on a line of its own, and work below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.language.patterns.sections import section_kind
from extractor.language.patterns.work_titles import LONGEST, is_action_title
from extractor.model import Block, Kind, Notes


def bare_titles(notes: Notes) -> Mapping[int, str]:
    """Return the title of work that stands over each line as a line of its own, by the block under it.

    Such a list ends with a heading, with a line that is another title, and with a blank line behind its entries.
    """
    found: dict[int, str] = {}
    title, last = "", 0
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.PARAGRAPH and is_action_title(block.text):
            title, last = block.text, index
            continue
        apart = index > last + 1 and block.line > notes.blocks[index - 1].end_line + 1
        if block.kind in {Kind.HEADING, Kind.TURN, Kind.ROW} or (title and (apart or _is_other_title(block))):
            title = ""
        if title:
            found[index] = title
    return found


def is_bare_title(notes: Notes, index: int, bare: Mapping[int, str]) -> bool:
    """Whether the block at `index` is such a title itself; `bare` is what `bare_titles` returns."""
    return notes.blocks[index].kind is Kind.PARAGRAPH and index + 1 in bare and index not in bare


def _is_other_title(block: Block) -> bool:
    return (len(block.text) <= LONGEST and block.text.endswith(":")) or section_kind(block.text) not in {"", "actions"}


def is_entry(notes: Notes, index: int, bare: Mapping[int, str]) -> bool:
    """Whether the block at `index` stands right under a title of work."""
    block = notes.blocks[index]
    if block.parent is not None:
        return is_action_title(notes.blocks[block.parent].text)
    return index in bare or (bool(block.section) and is_action_title(block.section[-1]))
