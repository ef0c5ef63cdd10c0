"""Text copied out of a printed page: numbers at the margin, heads of pages, broken words. Each line keeps its place."""

from __future__ import annotations

import pytest

from extractor.readers import read_text
from extractor.readers.copied_pages import with_whole_words, without_page_marks

PAGES = """BOARD OF SELECTMEN
MINUTES OF MAY 5, 2026          Page 1 of 2

1   PRESENT: Ana Lopez, Ben Carter
2   Mr. Carter will prepare a memo-
3   randum on the culvert by May 15. The Chair
4   asked Ms. Lopez to write to the
5   residents of Elm Street.

BOARD OF SELECTMEN
MINUTES OF MAY 5, 2026          Page 2 of 2

6   The meeting closed at nine.
""".split("\n")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1  Apologies\n2  Minutes\n3  Budget\n4  Roof\n5  Next meeting", id="a numbered agenda"),
        pytest.param("1. Buy milk\n2. call the bank\n3. pay rent\n4. ring Ana\n5. go home", id="a numbered list"),
        pytest.param("See page 2\nand page 3 of the lease for the well-\nknown clause", id="pages in a sentence"),
        pytest.param("12   oranges\n7   pears\n30   apples\n2   lemons\n5   figs\nof the best", id="amounts"),
        pytest.param("We asked for a follow-\nup by Friday", id="a hyphen in notes"),
        pytest.param("", id="empty"),
    ],
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert without_page_marks(text.split("\n")) == text.split("\n")


def test_page_is_read_without_its_marks_and_each_line_keeps_its_number() -> None:
    lines = without_page_marks(PAGES)
    assert len(lines) == len(PAGES)
    assert lines[:3] == ["BOARD OF SELECTMEN", "MINUTES OF MAY 5, 2026", ""]
    assert lines[4:8] == [
        "Mr. Carter will prepare a memorandum",
        "on the culvert by May 15. The Chair",
        "asked Ms. Lopez to write to the",
        "residents of Elm Street.",
    ]
    assert lines[9:11] == ["", ""]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["cir-", "Culate"], ["cir-", "Culate"], id="a capital begins another word"),
        pytest.param(["1-", "2"], ["1-", "2"], id="numbers"),
        pytest.param(["cir-", "culate it"], ["circulate", "it"], id="within a line"),
        pytest.param(["the con-", "tract."], ["the contract.", ""], id="the whole next line"),
    ],
)
def test_word_broken_at_the_end_of_a_line_is_whole(lines: list[str], expected: list[str]) -> None:
    assert with_whole_words(lines) == expected


def test_ligatures_of_print_are_letters() -> None:
    assert read_text("Ben to ﬁnd the ﬂag.").blocks[0].text == "Ben to find the flag."


@pytest.mark.parametrize("end", range(1, len("\n".join(PAGES)), 17))
def test_page_cut_anywhere_keeps_its_lines(end: int) -> None:
    lines = "\n".join(PAGES)[:end].split("\n")
    assert len(without_page_marks(lines)) == len(lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["1  a", "9" * 5_000, " " * 20_000, "a-" * 9_000, "page 1 " * 3_000], ids=lambda line: line[:8]
)
def test_hostile_pages_are_read_quickly(line: str) -> None:
    lines = [line] * 300
    assert len(without_page_marks(lines)) == 300
