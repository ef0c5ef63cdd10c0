"""Suspicious words: what a sender should see before a client does, and the harmless uses of the same words."""

from __future__ import annotations

import pytest

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
