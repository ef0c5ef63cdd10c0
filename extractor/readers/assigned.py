"""Work that a program assigns: "Draft the press note" above "Assigned to ewa@example.org", as Google Docs writes it.

The line of assignment may stand below the work or at its end. Teams writes a title before the work and the people
behind it: "Porters: Ask for a start at 7.30 (Noor, Femi)". The work becomes an entry of a task list with its owner
before it. An address names a person by the part before the "@".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import GIVEN_NAMES, common_words
from extractor.model import Block, Kind

_ADDRESS = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
_NAME = r"@?[^\W\d_a-z][\w'’.-]{0,30}(?:[ ][^\W\d_a-z][\w'’.-]{0,30}){0,3}|@[\w.-]{1,40}"
_ONE = rf"(?:{_ADDRESS}|{_NAME})"
_ASSIGNED = expression(
    r"(?:^|\s)[\s_*(\[–—-]{0,12}(?:[Tt]ask\s)?(?:[Aa]ssigned\sto|[Aa]ssignees?)\s?:?\s*"
    rf"(?P<who>{_ONE}(?:\s?(?:,|&|\band\b)\s?{_ONE}){{0,3}})[\s_*)\]]*(?P<day>\s(?:by|due|before|on)\s[^.;:]{{3,24}})?[\s.)]*$"
)
_SEPARATOR = expression(r"\s*(?:,|&|\band\b)\s*")
_IS_ADDRESS = expression(r"@?(?P<local>[\w.+-]{1,64}?)@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_TITLED = expression(
    rf"(?P<title>[^\W_][^:()\n]{{1,60}}):\s+(?P<work>\S[^\n()]{{0,600}}?)\s*"
    rf"\((?P<who>(?:{_NAME})(?:\s?(?:,|&|\band\b)\s?(?:{_NAME})){{0,5}})\)[.\s]*"
)
_ACTIONS = expression(r"\b(?:actions?|action items|tasks?|next steps|follow-?ups?|to-?dos?)\b", re.I)
_FEWEST = 2  # entries with titles in one list
_WORK = frozenset({Kind.PARAGRAPH, Kind.BULLET, Kind.BOX, Kind.TURN})


def with_assigned(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, those that a line of assignment is about as open tasks with their owner before them."""
    blocks = _with_titled(blocks)
    if not any("ssigne" in block.text for block in blocks):
        return blocks
    found: list[Block] = []
    places: list[int] = []  # of each block that was given: its index in `found`
    for block in blocks:
        parent = places[block.parent] if block.parent is not None and block.parent < len(places) else None
        assigned = _ASSIGNED.search(block.text) if block.kind in _WORK else None
        work = block.text[: assigned.start()].rstrip() if assigned else ""
        work += (assigned["day"] or "") if assigned and work else ""
        if assigned and not work and found and found[-1].kind in _WORK:
            found[-1] = replace(_task(found[-1], found[-1].text, assigned["who"]), end_line=block.end_line)
        elif assigned and work:
            found.append(_task(replace(block, parent=parent), work, assigned["who"]))
        else:
            found.append(replace(block, parent=parent))
        places.append(len(found) - 1)
    return tuple(found)


def _with_titled(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, entries of action lists with a title before the work as tasks of the people behind it."""
    lists: dict[tuple[str, ...], list[int]] = {}
    for at, block in enumerate(blocks):
        if block.section and block.kind in _WORK and _ACTIONS.search(block.section[-1][:80]):
            lists.setdefault(block.section, []).append(at)
    changed: dict[int, Block] = {}
    for entries in lists.values():
        titled = {at: match for at in entries if (match := _titled(blocks[at].text))}
        if len(titled) >= _FEWEST and 2 * len(titled) >= len(entries):
            changed |= {at: _task(blocks[at], match["work"], match["who"]) for at, match in titled.items()}
    return [changed.get(at, block) for at, block in enumerate(blocks)] if changed else blocks


def _titled(text: str) -> re.Match[str] | None:
    """Return the parts of "Porters: Ask for a start at 7.30 (Noor, Femi)"; None where the title may be a person."""
    match = _TITLED.fullmatch(text) if text.rstrip(". ").endswith(")") else None
    if match is None or match["title"].split()[0].casefold() in GIVEN_NAMES or match["title"] in match["who"]:
        return None
    people = _SEPARATOR.split(match["who"])
    words = {word.casefold() for one in people for word in one.split()[:1]}
    return match if not words & (common_words() - GIVEN_NAMES) else None


def _task(block: Block, work: str, who: str) -> Block:
    """Return a block as a task with its owner before the work."""
    owner = f"{', '.join(called(one) for one in _SEPARATOR.split(who) if one)}: "
    return replace(
        block,
        kind=Kind.BOX,
        checked=block.checked or False,
        text=owner + work,
        lines=tuple((offset + len(owner) if offset else 0, line) for offset, line in block.lines),
        strong=(),
        struck=(),
    )


def called(words: str) -> str:
    """Return whom words name: "Ewa Nowak" for ewa.nowak@example.org, "@ewa" for ewa@example.org, else the words."""
    address = _IS_ADDRESS.fullmatch(words)
    if address is None:
        return words
    parts = [part for part in address["local"].partition("+")[0].replace("_", ".").split(".") if part]
    if len(parts) > 1 and all(part.isalpha() for part in parts):
        return " ".join(part.capitalize() for part in parts)
    return f"@{address['local']}"
