"""Tests of people in the head of office notes: heads that list none first."""

from __future__ import annotations

import pytest

from extractor.model import ReadOptions
from extractor.readers import read_bytes, read_text


def _people(text: str) -> list[str]:
    return [who.name for who in read_bytes(text.encode(), "notes.md", ReadOptions()).people]


@pytest.mark.parametrize(
    "head",
    [
        "Topics: Budget, Hiring, Vendors",
        "Tools: Visual Studio, Google Docs, Adobe Photoshop",
        "House: 91% tonight, arr 64, dep 71",
        "Asset Description Metadata Schema (ADMS) was discussed.",
        "in the next few weeks, months and years",
    ],
)
def test_no_people(head: str) -> None:
    assert not _people(f"Meeting\n\n{head}\n\nThe plan stays.\n")


@pytest.mark.parametrize(
    ("head", "people"),
    [
        ("On: Dean, Morag, Shabnam, Callum (for Elspeth, a/l)", ["Dean", "Morag", "Shabnam", "Callum"]),
        ("here delroy xiomara tuan bree", ["delroy", "xiomara", "tuan", "bree"]),
        ("Folasade (RP), Ewan, Mrs Chaudhry, Bronagh (counter)", ["Folasade", "Ewan", "Mrs Chaudhry", "Bronagh"]),
        ("Attendees: @Renée Fournier @Tomasz Wisniewski", ["Renée Fournier", "Tomasz Wisniewski"]),
        ("Present: Mrs. Pru Kettley (Chair), Fr. Donal", ["Pru Kettley", "Fr. Donal"]),
    ],
)
def test_people(head: str, people: list[str]) -> None:
    found = _people(f"Meeting\n\n{head}\n\nDean, delroy and Ewan go on. xiomara sends it.\n")
    assert [name for name in people if name in found] == people


def test_first_names_alone_below_the_title_are_those_who_met() -> None:
    notes = "# Bakery catch up\n{}\n\n- Stef rings the oven people\n- Priti does the window\n"
    assert _people(notes.format("Jo, Stef, Amaan, Priti")) == ["Jo", "Stef", "Amaan", "Priti"]
    assert not _people(notes.format("Flour, Eggs, Butter, Sugar"))


def test_initials_beside_a_name() -> None:
    notes = read_bytes(b"Minutes\n\nPresent  Dr Helen Achterberg (HA), MK (Manjit Kaur)\n", "notes.txt", ReadOptions())
    assert {alias for who in notes.people for alias in who.aliases} >= {"HA", "MK"}


def test_people_whom_somebody_met_with() -> None:
    """A call "with" a firm or on a day names nobody."""

    def present(line: str) -> list[str]:
        return [one.name for one in read_text(f"{line}\n\nThe roof leaks.\n").people if one.present]

    assert present("Quick catch up w/ Karen, Dev + Steph re office move") == ["Karen", "Dev", "Steph"]
    assert present("Call with the bank on Monday") == []
    assert present("Meeting with Staff") == []


@pytest.mark.parametrize(
    ("title", "people"),
    [
        ("Standup Mon 3 Nov (Zoe, Hamid, Pavlo)", ["Zoe", "Hamid", "Pavlo"]),
        ("call w/ the mill 11.9.24  (me, Tomas, their side: Karin)", ["Tomas", "Karin"]),
        ("KITCHEN MTG mon 3/3 - chef, Zoe, Hamid, Pavlo (foh)", ["Zoe", "Hamid", "Pavlo"]),
        ("Team meeting - Zoe", []),
        ("Notes - budget, venue, posters", []),
        ("Planning (draft, not final)", []),
        ("Trip (Paris, Rome)", []),
    ],
)
def test_people_in_brackets_behind_the_title(title: str, people: list[str]) -> None:
    assert _people(f"{title}\n\n- Hamid calls Zoe and Pavlo, Karin tells Tomas.\n") == people
