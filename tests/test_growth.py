"""Work grows with the size of a note and no faster, counted in calls of functions: seconds would depend on the machine.

`make bench-growth` measures the seconds of larger notes; tests/common/test_linear_expressions.py looks into regular
expressions, whose steps are not calls.
"""

from __future__ import annotations

import cProfile
import importlib.util
from typing import Any

import pytest
from places import ROOT

from extractor import pipeline
from extractor.model import ReadOptions

SIZE = 3_500  # characters of the smaller note; the larger one has twice as many
MOST = 2.7  # times as many calls for the larger note: 2 in linear time, 4 in quadratic time


def kinds() -> dict[str, Any]:
    """Return the kinds of notes of `make bench-growth`."""
    spec = importlib.util.spec_from_file_location("kinds", ROOT / "benchmarks" / "kinds.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, Any] = module.KINDS
    return found


KINDS = kinds()
COUNTED = (
    "the same bullet",
    "one line, one sentence repeated",
    "talk of two, one sentence repeated",
    "table rows",
    "sections with work",
    "attendees",
    "decisions",
    "quoted mail",
    "nested bullets",
    "HTML list",
    "names in a line",
    "internal lines",
    "dates in a line",
)


def calls(text: str, ending: str) -> int:
    """Read a note and return how many functions were called."""
    profile = cProfile.Profile()
    profile.runcall(pipeline.from_bytes, text.encode(), f"2026-03-03 note{ending}", ReadOptions())
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.slow
@pytest.mark.parametrize("name", COUNTED)
def test_calls_grow_with_the_size_of_the_note(name: str) -> None:
    kind = KINDS[name]
    pipeline.from_bytes(
        kind.make(2_000).encode(), f"2026-03-03 note{kind.ending}", ReadOptions()
    )  # loads what it needs
    small, large = (calls(kind.make(size), kind.ending) for size in (SIZE, 2 * SIZE))
    assert large <= MOST * small
