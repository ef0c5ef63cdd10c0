"""Sentences: what does not end one first, then what does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.syntax.sentences import MAX_SENTENCE_LENGTH, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    ["Mr. Lee will call.", "Send it to J. Smith at once.", "Use e.g. Postgres for it.", "Meet at 10 a.m. on Monday.",
     "See v2.1 of the form.", "Ask example.org for it.", "No. 5 is alive.", "Kim et al. wrote it.",
     "Send the offer incl. VAT.", "Ask Cllr. Moore for it.", "1. Call the bank.",
     "Acme Inc. pays.", "Call the bank on Wed. 27 Oct."],
)  # fmt: skip
def test_abbreviations_and_initials_end_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Kim calls. Lee writes.", ["Kim calls.", "Lee writes."], id="full stop"),
        pytest.param("Who calls? Kim! Good.", ["Who calls?", "Kim!", "Good."], id="question and exclamation marks"),
        pytest.param("Kim said “call.” Lee wrote.", ["Kim said “call.”", "Lee wrote."], id="closing quotation mark"),
        pytest.param("Kim to call; Lee to write", ["Kim to call;", "Lee to write"], id="semicolon before a name"),
        pytest.param("It is late. kim will call.", ["It is late.", "kim will call."], id="next word in lower case"),
        pytest.param("We sat in the sun. Kim called.", ["We sat in the sun.", "Kim called."], id="sun is no Sunday"),
        pytest.param(
            "We met at 10 a.m. Kim was late.",
            ["We met at 10 a.m.", "Kim was late."],
            id="abbreviation before a capital",
        ),
    ],
)
def test_sentence_ends(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@given(st.text(alphabet="ab .?!;A\"'(\n", max_size=200))
def test_sentences_keep_every_word_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_sentence_without_end_is_cut_for_the_parser() -> None:
    assert max(end - start for start, end in sentences("word " * 50_000)) <= MAX_SENTENCE_LENGTH
