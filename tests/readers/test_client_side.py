"""Who the client is, as far as the notes say, and how they address people."""

from __future__ import annotations

import pytest

from extractor.readers import read_text
from extractor.readers.client_side import client_of


@pytest.mark.parametrize(
    "notes",
    [
        "# Weekly sync\n\nAttendees: Ana Lopez (Chair), Bob Stone (remote)\n",
        "# Weekly sync\n\nPresent: Ana Lopez, Bob Stone\n",
        "- Ana will call the client (Friday)\n",
    ],
)
def test_no_client_is_known(notes: str) -> None:
    assert client_of(read_text(notes).blocks).names is None


@pytest.mark.parametrize(
    ("notes", "clients"),
    [
        ("# Call with Acme\n\nAttendees: Ana Lopez, Dana Reed (Acme)\n", {"Dana Reed"}),
        ("# Weekly\n\nAttendees: Ana Lopez, Dana Reed (client)\n", {"Dana Reed"}),
        (
            "# Acme: call about the shop\n\nPresent: Dana Reed, Tom Bell (Acme); Ana Lopez, Bob Stone (Foxglove)\n",
            {"Dana Reed", "Tom Bell"},
        ),
    ],
)
def test_people_of_the_client(notes: str, clients: set[str]) -> None:
    assert {person.name for person in read_text(notes).people if person.client} == clients


def test_people_are_addressed_in_the_form_of_the_notes() -> None:
    notes = read_text("# Call\n\nPresent: Lucia Ferreira, Jon Holm\n\n- Ms. Ferreira will call Dr Holm.\n")
    assert {person.name: person.form for person in notes.people} == {
        "Lucia Ferreira": "Ms Ferreira",
        "Jon Holm": "Dr Holm",
    }


def test_title_before_a_full_name_counts_for_the_family_name() -> None:
    notes = read_text("Call with Acme\nAttendees: Ana Lopez, Ms Dana Reed (Acme)\n\n- Ana will call\n")
    [dana] = [person for person in notes.people if person.client]
    assert (dana.name, dana.form) == ("Dana Reed", "Ms Reed")


def test_title_of_a_name_that_two_people_have_is_nobodys() -> None:
    notes = read_text("# Call\n\nPresent: Lucia Ferreira, Jon Ferreira\n\n- Ms Ferreira will call.\n")
    assert [person.form for person in notes.people] == ["", ""]
