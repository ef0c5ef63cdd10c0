"""Dictated text without full stops is parted where a speaker begins anew; other text stays as it is."""

from __future__ import annotations

import time

import pytest

from extractor import extract
from extractor.readers import read_text

DICTATED = (
    "okay so this is the committee on the fourth of march ana is here and ben is here um so the first thing is the roof"
    " ben will order the tiles by friday and then ana said she will ring the builder tomorrow but she needs his number"
    " so i will look for it tonight and also the next meeting is on the eighteenth of march\n"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("so ben will order the tiles and then ana will ring the builder\n", id="short"),
        pytest.param(
            DICTATED.replace(" so ", ". So ").replace(" and ", ", and ").replace(" but ", ". But "), id="marks"
        ),
        pytest.param("Ben Will Order The Tiles And Then Ana Will Ring The Builder " * 4 + "\n", id="capitals"),
        pytest.param("- " + DICTATED, id="entry of a list"),
    ],
)
def test_other_text_stays(text: str) -> None:
    assert len(read_text(text).blocks) == 1


def test_promises_of_a_dictated_text() -> None:
    found = {(item.owners, item.task) for item in extract(DICTATED, date="2026-03-04").items}
    assert {(("ben",), "order the tiles"), (("ana",), "ring the builder")} <= found


def test_parts_hold_all_words_and_their_lines() -> None:
    text = "Committee\n\n" + DICTATED.replace(" um so", "\num so")
    blocks = read_text(text).blocks
    assert " ".join(block.text for block in blocks[1:]).split() == DICTATED.split()
    assert {block.line for block in blocks if "tiles" in block.text} == {4}


@pytest.mark.parametrize("end", range(1, len(DICTATED), 17))
def test_dictated_text_cut_anywhere_is_read(end: int) -> None:
    assert " ".join(block.text for block in read_text(DICTATED[:end]).blocks).split() == DICTATED[:end].split()


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["and ", "so i ", "ben will ", "and then so um "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read_text((piece * 4_000 + "\n\n") * 3)
    assert time.perf_counter() - start < 4


VOICES = {
    "meeting with Oakfield on tuesday Priska to send the contract by monday and I'll check the deposit Hamid has agreed"
    " to measure the rooms next week also we need someone to find the old keys\n": {
        ("send the contract", ("Priska",)),
        ("check the deposit", ("me",)),
        ("measure the rooms", ("Hamid",)),
        ("find the old keys", ()),
    },
    "team talk today anna is covering for raj next week raj is going to leave his notes on the shelf by friday and I"
    " said I would order more gloves today also leah to show the new starter round on monday at nine\n": {
        ("leave his notes on the shelf", ("raj",)),
        ("order more gloves", ("me",)),
        ("show the new starter round", ("leah",)),
    },
}


@pytest.mark.parametrize("text", VOICES)
def test_owners_in_dictated_text(text: str) -> None:
    items = extract(text, date="2026-10-13").items
    found = {(item.task.removeprefix("someone to "), item.owners) for item in items}
    assert found == VOICES[text]


def test_two_who_do_it_together_are_not_parted() -> None:
    text = DICTATED.replace("ben will order the tiles", "marta and dev will order the tiles")
    assert any("marta and dev will order" in block.text for block in read_text(text).blocks)
