"""Action lists of plain text in which a name stands on a line above that person's tasks, or below a task.

    Action items
    Ben Carter
    Ring the council
    Order the compost

Note takers write them so. The title and the names become headings, and the lines below a name entries under it; where
each name stands below its task ("[ ] Ring the council", "Ben Carter"), the task belongs to the section of that name.
The list ends with an empty line after which no name stands. Lists in Markdown, with bold names or titles, have their
headings already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import GIVEN_NAMES, NOT_NAMES, common_words
from extractor.language.people.names import PARTICLES, is_name
from extractor.model import Block, Kind, Person

TITLE = expression(
    r"\W*(?:(?:suggested|my|our|open|key|meeting)\s)?"
    r"(?:action items?|actions?|next steps?|to-?dos?|follow-?ups?|tasks)\W*",
    re.I,
)
_ONE_NAME = expression(r"[^\W\d_a-z][^\W\d_A-Z][^\W\d_]{0,20}(?:[-'’][^\W\d_]{1,20})?")
_MONTH = expression(r"(?:Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}:?")
LINES = (Kind.PARAGRAPH, Kind.BULLET, Kind.BOX)


def with_action_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the names of such lists as headings of their tasks."""
    result = list(blocks)
    for index, block in enumerate(blocks[:-2]):
        if block.kind in (Kind.PARAGRAPH, Kind.HEADING) and TITLE.fullmatch(block.text):
            _read_list(result, index)
    return tuple(result)


def people_of_lists(blocks: Sequence[Block]) -> Iterator[Person]:
    """Yield the people whose names stand as headings above their tasks, or on lines below them."""
    for block in blocks:
        name = block.text.strip(" :*")
        is_line = block.kind is Kind.HEADING or (block.roster and block.kind is Kind.PARAGRAPH)
        is_under_title = is_line and bool(block.section) and TITLE.fullmatch(block.section[-1])
        if is_under_title and ((is_name(name) and 2 <= len(name.split()) <= 4) or _is_one_name(name)):
            yield Person(name, line=block.line)


def _read_list(blocks: list[Block], title: int) -> None:
    """Change the blocks of the list under this title, if names stand above its tasks."""
    entries = _entries(blocks, title)
    if not any(is_person for _, is_person in entries):
        return
    if not entries[0][1]:
        _read_names_below(blocks, title, entries)
        return
    if blocks[title].kind is not Kind.HEADING:
        blocks[title] = replace(blocks[title], kind=Kind.HEADING, depth=min(6, len(blocks[title].section) + 1))
    above = (*blocks[title].section, blocks[title].text.strip(" :*#"))
    person = ""
    for at, is_person in entries:
        block = blocks[at]
        if is_person:
            person = block.text.strip(" :*")
            blocks[at] = replace(block, kind=Kind.HEADING, depth=min(6, len(above) + 1), section=above)
        elif block.kind is Kind.PARAGRAPH:
            blocks[at] = replace(block, kind=Kind.BULLET, section=(*above, person))
        else:
            blocks[at] = replace(block, section=(*above, person))


def _read_names_below(blocks: list[Block], title: int, entries: Sequence[tuple[int, bool]]) -> None:
    """Change the blocks of a list in which names stand below the tasks: each task under the name below it."""
    people = {at for at, is_person in entries if is_person}
    tasks = {at - 1 for at in people}
    if not all(at not in people and blocks[at].line + 1 == blocks[at + 1].line for at in tasks):
        return
    above = (*blocks[title].section, blocks[title].text.strip(" :*#"))
    for at, is_person in entries:
        block = blocks[at]
        if is_person:
            blocks[at] = replace(block, roster=True, section=above)
        else:
            person = (blocks[at + 1].text.strip(" :*"),) if at in tasks else ()
            kind = Kind.BULLET if block.kind is Kind.PARAGRAPH else block.kind
            blocks[at] = replace(block, kind=kind, section=(*above, *person), parent=None)


def _entries(blocks: Sequence[Block], title: int) -> list[tuple[int, bool]]:
    """Return the blocks of a list by their index, each with whether it is a name above tasks."""
    entries: list[tuple[int, bool]] = []
    elsewhere = {block.text.partition(":")[0] for block in blocks if ":" in block.text}
    elsewhere |= {block.speaker for block in blocks if block.speaker}
    by_month = any(_MONTH.fullmatch(block.text) for block in blocks[title:])
    for at in range(title + 1, len(blocks)):
        block = blocks[at]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        is_behind_task = entries != [] and not entries[-1][1]
        is_below = is_behind_task and (blocks[at - 1].kind is Kind.BOX or [who for _, who in entries[-2:-1]] == [True])
        is_person = (
            following is not None
            and (
                (_is_person(block, elsewhere) and not _is_person(following, elsewhere))
                or _is_above_list(block, following)
                or (not by_month and _is_above_order(block, following))
            )
        ) or (is_below and _is_somebody(block))
        is_apart = block.line > blocks[at - 1].end_line + 1
        is_line = block.kind in LINES or (block.kind is Kind.HEADING and is_person)  # "Kim Lee:" reads as a title
        if not is_line or block.roster or (is_apart and at > title + 1 and not is_person):
            break
        entries.append((at, is_person))
    return entries


def _is_above_list(block: Block, following: Block) -> bool:
    """Whether a line is a full name, or everybody, right above the entries of a list."""
    is_right_above = following.kind in LINES and following.line == block.end_line + 1
    return _is_somebody(block) and is_right_above and not _is_somebody(following)


def _is_above_order(block: Block, following: Block) -> bool:
    """Whether a line is one word that is no usual one, right above an order: "Leila" above "Ring the depot"."""
    name = block.text.strip(" :*")
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or not _is_one_name(name) or following.kind not in LINES:
        return False
    words = following.text.split(maxsplit=2)
    is_right_below = following.line == block.end_line + 1
    return is_right_below and len(words) > 1 and words[0].casefold() in common_words()


def _is_one_name(name: str) -> bool:
    """Whether a word may be a first name: one with a capital that notes do not use otherwise, or "Jan"."""
    return name == "Jan" or (
        _ONE_NAME.fullmatch(name) is not None and name.casefold() not in common_words() | NOT_NAMES
    )


def _is_somebody(block: Block) -> bool:
    """Whether a line is a full name without a common word, or everybody."""
    name = block.text.strip(" :*")
    words = [word.casefold() for word in name.split() if word not in PARTICLES]
    is_full = (
        len(words) > 1 and is_name(name) and not any(word in common_words() - GIVEN_NAMES - {"jan"} for word in words)
    )
    is_group = name.casefold() in {"all", "everyone", "everybody", "unassigned"}
    return block.kind in (Kind.PARAGRAPH, Kind.HEADING) and (is_full or is_group)


def _is_person(block: Block, elsewhere: set[str]) -> bool:
    """Whether a line is only a name: "Ring Ben" is none, unless it speaks elsewhere."""
    name = block.text.strip(" :*")
    if block.kind is not Kind.PARAGRAPH or not is_name(name) or len(name.split()) > 4:
        return False
    return name in elsewhere or name.split()[0].lower() in GIVEN_NAMES or name == "Unassigned"
