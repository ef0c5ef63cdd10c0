"""Names above tasks in lists of plain text."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.model import Kind
from extractor.readers import read_text

LIST = (
    "Action items\nBen Carter\nRing the council (01:10)\n"
    "Order compost by Friday (02:30)\nAna Lopez\nAsk the head\n\nOutline\nKeys\n"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Action items\nBen to ring\nAna to ask\nDev to pay\n", id="no names alone"),
        pytest.param("Present\nBen Carter\nRing the council\nAna Lopez\nAsk\n", id="another title"),
        pytest.param("Action items\nBen Carter\nAna Lopez\nDev Patel\n", id="names only"),
        pytest.param("Action items\n\nContact Ben\nOrder compost\nCall Sue\nAsk Ana\n", id="verbs"),
    ],
)
def test_lines_are_no_list_under_names(text: str) -> None:
    assert not [block for block in read_text(text).blocks if block.kind is Kind.HEADING and block.section]


def test_tasks_stand_under_their_names() -> None:
    blocks = read_text(LIST).blocks
    assert [(block.kind, block.text, block.section[1:]) for block in blocks if block.section] == [
        (Kind.HEADING, "Ben Carter", ()),
        (Kind.BULLET, "Ring the council", ("Ben Carter",)),
        (Kind.BULLET, "Order compost by Friday", ("Ben Carter",)),
        (Kind.HEADING, "Ana Lopez", ()),
        (Kind.BULLET, "Ask the head", ("Ana Lopez",)),
    ]


@pytest.mark.parametrize("end", range(1, len(LIST), 9))
def test_list_cut_anywhere_is_read(end: int) -> None:
    assert all(block.line <= len(LIST[:end].splitlines()) for block in read_text(LIST[:end]).blocks)


@pytest.mark.parametrize("colon", ["", ":"])
def test_full_names_above_entries_are_people_even_if_named_nowhere_else(colon: str) -> None:
    text = f"Sync\n\nNext steps\nKim Lee{colon}\n- Send the plan by Monday\n- Book a review\nTom Ode{colon}\n"
    text += f"- Update the sheet\nAll{colon}\n- Read the draft\n"
    found = [(item.owners, item.task) for item in extract(text, date="2026-03-05").items]
    assert found == [
        (("Kim Lee",), "Send the plan"),
        (("Kim Lee",), "Book a review"),
        (("Tom Ode",), "Update the sheet"),
        (("all",), "Read the draft"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Action items\n\nWim de Boer\n{0}\n{1}\n\nDina Ray\n{2}\n", id="above lines"),
        pytest.param("Next steps\n\nWim de Boer:\n{0}\n{1}\n\nDina Ray:\n{2}\n", id="with a colon"),
        pytest.param("Actions\n[ ] {0}\nWim de Boer\n[ ] {1}\nWim de Boer\n[ ] {2}\nDina Ray\n", id="below boxes"),
        pytest.param("Action Items ✨\n{0}\nWim de Boer\n{1}\nWim de Boer\n{2}\nDina Ray\n", id="below lines"),
        pytest.param("Next steps\n[Wim de Boer] {0}\n[Wim de Boer] {1}\n[Dina Ray] {2}\n", id="in brackets"),
        pytest.param("Next steps\n[Wim de Boer] Ask: {0}\n[Wim de Boer] {1}\n[Dina Ray] {2}\n", id="with a title"),
        pytest.param("Actions\n[ ] @Wim de Boer - {0}\n[ ] @Wim de Boer - {1}\n[ ] @Dina Ray - {2}\n", id="handles"),
        pytest.param("Actions\n- {0} (Wim de Boer)\n- {1} (Wim de Boer)\n- {2} (Dina Ray)\n", id="behind it"),
    ],
)
def test_owners_as_note_takers_write_them(text: str) -> None:
    tasks = ("Ask the hall about the keys", "Photograph the damage", "Order two barrels")
    found = [(item.task, item.owners) for item in extract(text.format(*tasks), date="2026-03-05").items]
    assert found == list(zip(tasks, (("Wim de Boer",), ("Wim de Boer",), ("Dina Ray",)), strict=True))


def test_unknown_first_names_above_orders_are_owners() -> None:
    text = "Action items\nOlu\nCall the depot\nUpdate the plan\nIda\nChase the engineer\n"
    assert [(item.owners, item.task) for item in extract(text, date="2026-03-05").items] == [
        (("Olu",), "Call the depot"),
        (("Olu",), "Update the plan"),
        (("Ida",), "Chase the engineer"),
    ]
    titles = "Action items\nBudget\nCall the bank\nCatering\nOrder the cake\n"
    assert {item.owners for item in extract(titles, date="2026-03-05").items} == {()}


def test_names_right_before_orders_are_owners() -> None:
    text = "### Action items\n- Wim get a quote by Friday\n- Hamid ask the hall\n- Priska order two barrels\n"
    assert [(item.owners, item.task) for item in extract(text, date="2026-03-05").items] == [
        (("Wim",), "get a quote"),
        (("Hamid",), "ask the hall"),
        (("Priska",), "order two barrels"),
    ]


def test_orders_right_before_orders_are_no_owners() -> None:
    text = "### Action items\n- Photocopy leaflets\n- Hoover carpets\n- Email suppliers\n"
    assert {item.owners for item in extract(text, date="2026-03-05").items} == {()}


@pytest.mark.parametrize(
    ("second", "places"),
    [
        pytest.param("Next Steps\n- Leila to order the chairs by Friday\n", 1, id="the same"),
        pytest.param("Next Steps\n- Order the chairs\n", 1, id="without owner and day"),
        pytest.param("Next Steps\n- Leila to order the chairs by Monday\n", 2, id="another day"),
        pytest.param("Next Steps\n- Joost Vos to order the chairs by Friday\n", 2, id="another person"),
        pytest.param("# Hall B\n\n## Next Steps\n- Leila to order the chairs by Friday\n", 2, id="another part"),
    ],
)
def test_two_lists_of_one_meeting_say_one_item(second: str, places: int) -> None:
    text = f"Action Items\n- Order the chairs by Friday - Leila Haddad\n- Confirm the band - Joost Vos\n\n{second}"
    assert sum(item.task.lower() == "order the chairs" for item in extract(text, date="2026-10-13").items) == places
