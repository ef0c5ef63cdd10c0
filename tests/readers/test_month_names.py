"""People who are called like a month."""

from __future__ import annotations

import pytest

from extractor import extract


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        pytest.param("Actions\n- Jan — confirm the band\n", ("Jan",), id="before a dash"),
        pytest.param("Actions\n- June: confirm the band\n", ("June",), id="before a colon"),
        pytest.param("The hall is cold. Jan will confirm the band.\n", ("Jan",), id="subject"),
        pytest.param("- April to confirm the band by Friday\n", ("April",), id="before to"),
        pytest.param("Actions\n- Leila & Jan — confirm the band\n", ("Leila", "Jan"), id="beside another"),
        pytest.param("Actions\n- Confirm the band (Jan, Leila)\n", ("Jan", "Leila"), id="in brackets"),
        pytest.param("Next steps\n\nJan\nConfirm the band\n\nLeila\nVisit the hall\n", ("Jan",), id="above it"),
    ],
)
def test_name_of_a_month_is_a_person_where_people_stand(text: str, owners: tuple[str, ...]) -> None:
    item = next(item for item in extract(text, date="2026-10-13").items if "band" in item.task)
    assert set(item.owners) == set(owners)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Plan\n- Jan: order stock\n- Feb: hire\n- Apr: open\n", id="list of months"),
        pytest.param("Next steps\n\nJan\nOrder stock\n\nFeb\nHire two people\n", id="months above"),
        pytest.param("- Ben to send the Jan to March figures\n", id="span"),
        pytest.param("- Rates go up in April and May\n- Ben to finish the Jan and Feb accounts\n", id="two months"),
        pytest.param("- Ben, May 14: send the deck\n- Ana to be back in June\n", id="days"),
    ],
)
def test_month_is_nobody(text: str) -> None:
    recap = extract(text, date="2026-10-13")
    names = {person.name for person in recap.people} | {owner for item in recap.items for owner in item.owners}
    assert names <= {"Ben", "Ana"}
