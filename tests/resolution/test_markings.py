"""Markings in eight formats: what a client gets to see of each is held back or named to the sender, never neither."""

from __future__ import annotations

from pathlib import Path

import marks_table
import pytest
from markings import (
    FORMATS,
    OPTIONS,
    SECRETS,
    Marking,
    client_texts,
    document,
    letter,
    markings,
    page_across_notes,
    quick_verdict,
    verdict,
)

from extractor import pipeline
from extractor.output.render import render

MARKINGS = markings()
CASES = [pytest.param(at, marking, id=marking.text) for at, marking in enumerate(MARKINGS)]


def test_there_are_120_markings_in_eight_formats() -> None:
    assert len(MARKINGS) >= 120
    assert len(FORMATS) == 8


@pytest.mark.parametrize(("at", "marking"), CASES)
def test_marking_is_held_or_named(at: int, marking: Marking) -> None:
    """Each marking in one format by the plan that documents are made from; `make marks` judges all by documents."""
    assert set(marking.verdicts) <= set("hn-")
    place = at % 8
    assert letter(quick_verdict(marking.text, FORMATS[place])) == marking.verdicts[place]


@pytest.mark.slow
@pytest.mark.parametrize(("at", "marking"), CASES)
def test_marking_is_held_or_named_in_another_format(at: int, marking: Marking) -> None:
    place = (at // 8 + at + 4) % 8
    assert letter(quick_verdict(marking.text, FORMATS[place])) == marking.verdicts[place]


@pytest.mark.slow
@pytest.mark.parametrize(("at", "marking"), CASES[::8])
def test_documents_hold_or_name_marking(at: int, marking: Marking) -> None:
    """Some markings by every document that a client may get."""
    place = at // 8 % 8
    assert letter(verdict(marking.text, FORMATS[place])) == marking.verdicts[place]


def test_table_of_the_page_is_that_of_the_list() -> None:
    assert marks_table.written() == marks_table.table(MARKINGS)


@pytest.mark.parametrize("format", FORMATS)
def test_unmarked_words_reach_the_client(format: str) -> None:
    """Shows that the tests above can fail."""
    made = document("- {S}", format)
    assert made is not None
    recap = pipeline.from_bytes(*made, OPTIONS)
    shown = client_texts(recap).lower()
    assert all(secret in shown for secret in SECRETS)
    assert "proposal" in shown


@pytest.mark.parametrize("marking", ["- {S} - not for the client", "# Internal debrief|- {S}", "= Team only:|- {S}"])
def test_page_across_notes_has_no_secret(marking: str, tmp_path: Path) -> None:
    made = document(marking, "md")
    assert made is not None
    recap = pipeline.from_bytes(*made, OPTIONS)
    page = page_across_notes(recap, tmp_path).lower()
    assert not any(secret in page for secret in SECRETS)
    assert "proposal" in page
    assert SECRETS[0] in render(recap, "text").lower()
