"""A reader that lies at random, and one without faults: what of their answers reaches the plan."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from places import ROOT, SAMPLES

from extractor.model import SecondReader

pytestmark = pytest.mark.slow


def script(name: str) -> ModuleType:
    """Load a script of benchmarks/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look for it
    spec.loader.exec_module(module)
    return module


def test_no_lie_brings_an_item_an_owner_or_a_day_into_the_plan() -> None:
    lies = script("reader_lies")
    told, believed = lies.counted(SAMPLES, 330, seed=7)
    assert sum(told.values()) == 330
    assert {what: number for what, number in believed.items() if "doubt" not in what} == {}


@pytest.mark.parametrize("alone", [True, False], ids=["reader alone", "both"])
def test_what_a_reader_without_faults_says_is_kept(corpus: Path, tmp_path: Path, alone: bool) -> None:
    script("reader_perfect").write_answers(corpus / "office-dev", tmp_path)
    reader = SecondReader(replay=str(tmp_path), alone=alone)
    counts, _, _ = script("reader_eval").scored(corpus / "office-dev", reader)
    assert counts["hit"] >= 0.97 * counts["gold"]
    assert counts["strict"] >= 0.93 * counts["gold"]
