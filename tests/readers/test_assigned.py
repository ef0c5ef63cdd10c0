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


TITLED = (
    "Follow-up tasks\n- Trays: Ask for the trays by Thursday (Noor)\n- Porters: Ask for a start at 7.30 (Noor, Femi)\n"
)


def test_people_behind_titled_work_own_it() -> None:
    """The title "Porters" is no owner."""
    blocks = read_text(TITLED).blocks
    assert [block.text for block in blocks[1:]] == [
        "Noor: Ask for the trays by Thursday",
        "Noor, Femi: Ask for a start at 7.30",
    ]
    for end in range(1, len(TITLED)):
        for block in read_text(TITLED[:end]).blocks:
            assert block.line <= 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tasks\n- Trays: Ask for them (urgent)\n- Porters: Ask them (Monday)\n", id="remarks"),
        pytest.param("Tasks\n- Ana: Ask for them (Noor)\n- Ben: Ask them (Noor)\n", id="people before it"),
        pytest.param("Topics\n- Trays: Ask for them (Noor)\n- Porters: Ask them (Noor)\n", id="no list of tasks"),
    ],
)
def test_other_brackets_name_no_owner_of_titled_work(text: str) -> None:
    assert [block.text for block in read_text(text).blocks[1:]] == [line[2:] for line in text.splitlines()[1:]]
