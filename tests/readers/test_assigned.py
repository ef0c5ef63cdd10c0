"""Lines of assignment, as Google Docs writes them below work or at its end; what they are not comes first."""

from __future__ import annotations

import pytest

from extractor.model import Kind
from extractor.readers import read_text
from extractor.readers.assigned import called


@pytest.mark.parametrize("text", ["The seats were assigned to the guests.", "Rooms assigned to teams are listed below"])
def test_words_of_a_sentence_assign_nothing(text: str) -> None:
    assert [block.text for block in read_text(text).blocks] == [text]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        pytest.param("- [ ] Draft the note\n\nAssigned to ewa@ex.test\n", "@ewa: Draft the note", id="below a box"),
        pytest.param("Draft the note\nAssigned to ewa@ex.test\n", "@ewa: Draft the note", id="below a line"),
        pytest.param("- Draft it (Assigned to: Tom Reed)", "Tom Reed: Draft it", id="in brackets"),
        pytest.param("- Draft it _Assigned to tom.reed@ex.test_", "Tom Reed: Draft it", id="at the end"),
        pytest.param("- Draft it Assigned to Ana Lo and @ben", "Ana Lo, @ben: Draft it", id="two people"),
    ],
)
def test_assigned_work_is_an_open_task_of_its_owner(text: str, task: str) -> None:
    (block,) = read_text(text).blocks
    assert (block.kind, block.checked, block.text) == (Kind.BOX, False, task)


def test_ticked_box_stays_ticked_and_lines_are_kept() -> None:
    blocks = read_text("# Sync\n\n- [x] Share it\n  Assigned to ewa@ex.test\n- [ ] Next\n").blocks
    assert [(block.checked, block.line, block.end_line) for block in blocks[1:]] == [(True, 3, 4), (False, 5, 5)]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("ewa@ex.test", "@ewa"),
        ("ewa.nowak+docs@ex.test", "Ewa Nowak"),
        ("e.nowak2@ex.test", "@e.nowak2"),
        ("Ewa", "Ewa"),
    ],
)
def test_address_names_a_person(words: str, who: str) -> None:
    assert called(words) == who
