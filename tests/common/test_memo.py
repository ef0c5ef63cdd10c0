"""Answers about short texts: one asking for each, and none kept of long ones."""

from __future__ import annotations

from extractor.common.memo import MAX_LENGTH, remembered


def test_long_texts_are_not_kept_and_short_ones_are_asked_about_once() -> None:
    asked: list[tuple[str, int]] = []

    @remembered
    def length(text: str, more: int) -> int:
        """How long."""
        asked.append((text, more))
        return len(text) + more

    long = "x" * (MAX_LENGTH + 1)
    assert [length(text, 1) for text in ("a", "a", long, long)] == [2, 2, MAX_LENGTH + 2, MAX_LENGTH + 2]
    assert length("a", 2) == 3
    assert asked == [("a", 1), (long, 1), (long, 1), ("a", 2)]
    assert length.answers.cache_info().currsize == 2
