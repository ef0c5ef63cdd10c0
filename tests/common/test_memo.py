"""Results of functions of short texts are cached, those of long texts are not."""

from __future__ import annotations

from extractor.common.memo import MAX_LENGTH, remembered


def test_short_texts_are_cached_and_long_ones_are_not() -> None:
    calls: list[tuple[str, int]] = []

    @remembered
    def length_plus(text: str, number: int) -> int:
        calls.append((text, number))
        return len(text) + number

    long = "x" * (MAX_LENGTH + 1)
    assert [length_plus(text, 1) for text in ("a", "a", long, long)] == [2, 2, MAX_LENGTH + 2, MAX_LENGTH + 2]
    assert length_plus("a", 2) == 3
    assert calls == [("a", 1), (long, 1), (long, 1), ("a", 2)]
    assert length_plus.answers.cache_info().currsize == 2
