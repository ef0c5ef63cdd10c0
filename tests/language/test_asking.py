"""Sentences that only thank or greet: those that ask or promise something first."""

from __future__ import annotations

import pytest

from extractor.language.patterns.asking import is_thanks


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanks for coming, I'll send the minutes by Friday.",
        "Thanks, Bob to call the bank",
        "Send thank you cards to the helpers",
        "Ana to say thanks to the Scouts for painting",
        "Great to see the shop open, can Ana order more",
        "Thank the caretaker for the keys",
    ],
)
def test_sentence_with_work_is_no_thanks(sentence: str) -> None:
    assert not is_thanks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanks Anita for the biscuits.",
        "Many thanks to Ana and Bo for the lift",
        "Thank you all for coming out.",
        "Lovely to see so many of you tonight, and thanks Anita for the biscuits.",
    ],
)
def test_thanks(sentence: str) -> None:
    assert is_thanks(sentence)
