"""Suspicious words: what a sender should see before a client does, and the harmless uses of the same words."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extractor import pipeline
from extractor.output.redaction import suspicions
from extractor.pipeline import read_options
from extractor.resolution.suspicion import suspicious_words


@pytest.mark.parametrize(
    "text",
    [
        "Ana will do the internal audit by Friday",
        "fix the private API",
        "a case-sensitive search",
        "set the page margins",
        "reduce the technical debt",
        "nobody reads the weekly numbers",
        "we did not send the mail",
        "check the weather forecast",
        "book the private dining room",
    ],
)
def test_harmless_words_are_not_named(text: str) -> None:
    assert suspicious_words(text) == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lower the day rate", "day rate"),
        ("check our margin", "our margin"),
        ("prepare the price increase", "price increase"),
        ("give them a discount", "discount"),
        ("update the CRM", "CRM"),
        ("send the forecast", "forecast"),
        ("plan the upsell", "upsell"),
        ("answer the lawsuit", "lawsuit"),
        ("review her salary", "salary"),
        ("cover for Bob, who is on sick leave", "on sick leave"),
        ("after the takeover", "takeover"),
        ("talk to the board quietly", "quietly"),
        ("they don't know about it", "they don't know about it"),
        ("send the internal numbers", "internal"),
        ("Gehaltsliste schicken", "Gehaltsliste"),
        ("la marge est faible", "marge"),
    ],
)
def test_suspicious_words_are_named_as_the_text_has_them(text: str, word: str) -> None:
    assert word in suspicious_words(text)


def test_each_word_is_named_once() -> None:
    assert suspicious_words("margin and margin") == ("margin",)


class Named(NamedTuple):
    """Notes below the head, and words with which standard error must name the last item; "" for nothing."""

    notes: str
    words: str


@pytest.mark.parametrize(
    "case",
    [
        Named("- Bob will lower the shelf by Friday [audience: eng]", "audience: eng"),
        Named("- Bob will lower the shelf by Friday scope=us", "scope=us"),
        Named("- Bob will lower the shelf by Friday [distribution: 200]", ""),
        Named("| Task | Owner | Extranet |\n|---|---|---|\n| Lower the shelf | Bob | nope |", "Extranet: nope"),
        Named("| Task | Owner | Extranet |\n|---|---|---|\n| Lower the shelf | Bob | yes |", ""),
        Named("## Once Dana had driven off\n\n- Bob will lower the shelf by Friday", "Once Dana had driven off"),
        Named("## Before the guests arrive\n\n- Bob will lower the shelf by Friday", ""),
        Named("- Bob will lower the shelf. If Acme asks, we haven't decided.", "asks"),
        Named("- Bob will lower the shelf. If it rains, we wait.", ""),
    ],
    ids=lambda case: case.notes[:60],
)
def test_forms_that_name_readers_are_named(case: Named) -> None:
    head = "# Call with Acme\n\nDate: 2026-03-04\nAttendees: Ana Lopez, Bob Stone, Dana Reed (Acme)\n\n"
    named = "\n".join(suspicions(pipeline.from_bytes(f"{head}{case.notes}\n".encode(), "notes.md", read_options())))
    assert (case.words in named) if case.words else not named
