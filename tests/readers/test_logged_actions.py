"""Numbered action logs as lines: their numbers and states are no part of the work."""

from __future__ import annotations

import pytest

from extractor.model import Kind
from extractor.readers import read_text

LOG = """Action log
Present: Ana Lopez, Ben Carter

A-031 Ben to fix the gate. CLOSED
A-032 Ana to ring the council by 27 February – OVERDUE
A-033: Ben to order the compost by 13 March [Open]
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("PR 12 is ready. Closed\n\nPR 14 is late. Closed\n", id="pull requests"),
        pytest.param("Q3 results are out. Done\n\nQ4 plan is next. Done\n", id="quarters"),
        pytest.param("A-031 Ben to fix the gate. CLOSED\n", id="one number"),
        pytest.param("AP1 Ben to pay. Closed\n\nAP1 Ana to pay. Closed\n", id="the same number"),
        pytest.param("The A4 paper is here. Done\n\nThe A3 paper is here. Done\n", id="not at the start"),
    ],
)
def test_other_lines_are_left_as_they_are(text: str) -> None:
    blocks = read_text(text).blocks
    assert [block.text for block in blocks] == [line for line in text.split("\n") if line]
    assert not any(block.kind is Kind.BOX for block in blocks)


def test_entries_have_neither_number_nor_state_and_keep_their_lines() -> None:
    blocks = [block for block in read_text(LOG).blocks if block.line > 2]
    assert [(block.line, block.text, block.checked) for block in blocks] == [
        (4, "Ben to fix the gate", True),
        (5, "Ana to ring the council by 27 February", None),
        (6, "Ben to order the compost by 13 March", None),
    ]


@pytest.mark.parametrize("end", range(1, len(LOG), 11))
def test_log_cut_anywhere_is_read(end: int) -> None:
    assert all(block.line <= LOG[:end].count("\n") + 1 for block in read_text(LOG[:end] + ".").blocks)


@pytest.mark.slow
@pytest.mark.parametrize("line", ["A-1 ", "A-1 . CLOSED ", "A1", ". ", "- "], ids=repr)
def test_hostile_logs_are_read_quickly(line: str) -> None:
    assert len(read_text(f"A-1 x\nA-2 {line * 9_000}\n").blocks) > 0
