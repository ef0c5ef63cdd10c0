"""Markings in eight formats: what a client gets to see of each is held back or named to the sender, never neither."""

from __future__ import annotations

from pathlib import Path

import marks_table
import pytest
from markings import (
    FORMATS,
    OPTIONS,
    SECRETS,
    client_texts,
    document,
    markings,
    page_across_notes,
    quick_verdict,
    verdict,
)

from extractor import pipeline
from extractor.output.render import render

MARKINGS = markings()
CASES = [
    pytest.param(text, format, id=f"{format}: {text[:60]}")
    for at, (_, text) in enumerate(MARKINGS)
    for format in (FORMATS[at % len(FORMATS)],)
]


def test_there_are_120_markings_in_eight_formats() -> None:
    assert len(MARKINGS) >= 120
    assert len(FORMATS) == 8


@pytest.mark.parametrize(("marking", "format"), CASES)
def test_marking_is_held_or_named(marking: str, format: str) -> None:
    """Each marking in one format; the table below has all."""
    assert verdict(marking, format) in ("held", "named", None)


@pytest.mark.slow
def test_table_of_the_page_is_what_the_program_does() -> None:
    """`make marks` judges by the documents that it writes, this by the plan that they are made from."""
    table = marks_table.table(quick_verdict)
    assert "let through" not in table.lower().replace("held / named / let through", "")
    assert marks_table.written() == table


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
