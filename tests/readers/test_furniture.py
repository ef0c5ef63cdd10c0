"""What note takers write under notes is no work, and what people write like it is."""

from __future__ import annotations

import time

import pytest

from extractor.readers import read_text
from extractor.readers.furniture import FURNITURE, is_furniture


@pytest.mark.parametrize("line", [line for entry in FURNITURE for line in entry.ignores])
def test_line_of_people_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("entry", "line"), [pytest.param(entry, line, id=line[:40]) for entry in FURNITURE for line in entry.lines]
)
def test_line_of_a_program_is_furniture(entry: object, line: str) -> None:
    assert is_furniture(line)
    assert is_furniture(f"*{line}*")


def test_furniture_under_actions_holds_no_work() -> None:
    blocks = read_text("## Actions\n- [ ] Ben to pay\n\nPlease rate the accuracy of this summary.\n").blocks
    assert [block.roster for block in blocks] == [False, False, True]


def test_times_of_the_recording_end_no_task() -> None:
    blocks = read_text("## Actions\n- Ben to pay (01:10)\n- Ana to ring by Friday (02:30)\n").blocks
    assert [block.text for block in blocks[1:]] == ["Ben to pay", "Ana to ring by Friday"]


def test_one_time_in_brackets_stays() -> None:
    assert read_text("## Actions\n- Ben to open the hall (10:30)\n").blocks[1].text == "Ben to open the hall (10:30)"


@pytest.mark.parametrize("piece", ["please ", "the ", "ai generated ", "(1:", "review the ", "document generated "])
def test_long_lines_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    for _ in range(20):
        is_furniture(piece * 50)
    read_text("# A\n" + ("- " + piece * 3_000 + "\n") * 3)
    assert time.perf_counter() - start < 5
