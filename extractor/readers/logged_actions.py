"""Numbered action logs as lines: "A-034 Ben to order the compost by 13 March. CLOSED", "AP3 - Ben - write to the bank".

Two lines or more with numbers of one series make a log. The number is no part of the work, nor is the state at the end;
what is closed is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.model import Block, Kind
from extractor.readers.taken_on import part_of

LEAST = 2  # lines with numbers of one series
_NUMBER = expression(r"(?P<series>[A-Z]{1,4})(?:[-./ ]?)(?P<number>\d{1,3}(?:[./-]\d{1,4})?)(?:\s?[:.)–—-])?\s+(?=\S)")
_STATE = expression(
    r"[\s.;,–—-]{1,4}[\[(]?(?P<state>(?:action\s)?(?:closed|done|completed?|finished|resolved|open|overdue|ongoing"
    r"|in progress|carried forward|c/f|pending|outstanding|on hold|not started))[\])]?\W{0,3}$",
    re.IGNORECASE,
)
# Numbers of other things: pull requests, proposals, quarters, weeks, versions, questions.
_OTHER_SERIES = frozenset("PR MR RFC PEP GH NEP KEP SPEC Q H V CW KW WK FY WP SEC CH PP P".split())
_CLOSED = frozenset({"closed", "done", "complete", "completed", "finished", "resolved"})
_LINES = frozenset({Kind.PARAGRAPH, Kind.BULLET})


def with_logged_actions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks; the entries of numbered logs without their numbers and states, the closed ones as done."""
    found = {
        at: match for at, block in enumerate(blocks) if block.kind in _LINES and (match := _NUMBER.match(block.text))
    }
    numbers: dict[str, list[str]] = {}
    for match in found.values():
        if match["series"] not in _OTHER_SERIES:
            numbers.setdefault(match["series"], []).append(match["number"])
    logs = {series for series, of_series in numbers.items() if len(set(of_series)) >= LEAST}
    return tuple(
        _entry(block, found[at].end()) if at in found and found[at]["series"] in logs else block
        for at, block in enumerate(blocks)
    )


def _entry(block: Block, start: int) -> Block:
    state = _STATE.search(block.text, max(start, len(block.text) - 40))
    entry = part_of(block, start, state.start() if state else len(block.text))
    if state is None or state["state"].lower().removeprefix("action ") not in _CLOSED:
        return entry
    return replace(entry, kind=Kind.BOX, checked=True)
