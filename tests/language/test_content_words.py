"""Whether words name work: first those that do not."""

from __future__ import annotations

import pytest

from extractor.language.content_words import names_work


@pytest.mark.parametrize(
    "task",
    [
        "do it",
        "do that too",
        "get those sorted",
        "take it",
        "have a look at it",
        "c/f",
        "Action",
        "see to it then",
        "it",
        "",
    ],
)
def test_words_name_no_work(task: str) -> None:
    assert not names_work(task)


@pytest.mark.parametrize("task", ["chase", "do the dishes", "get a quote", "invoice", "send it to them", "slides"])
def test_words_name_work(task: str) -> None:
    assert names_work(task)
