"""Attendance: what is a person, who attended, and which blocks list people."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.language.people.names import is_name, person, split_names
from extractor.model import Kind, Person
from extractor.readers import attendance, read_text
from extractor.readers.attendance import title_status


def people(notes: str) -> dict[str, bool | None]:
    return {who.name: who.present for who in read_text(notes).people}


@pytest.mark.parametrize(
    "text",
    [
        "None",
        "TBD",
        "N/A",
        "All",
        "Everyone",
        "Quorum",
        "Monday",
        "March",
        "Agenda",
        "Next Steps",
        "Linux Foundation",
        "Acme Inc",
        "the team",
        "Review Board",
        "Update",
        "3 members",
        "IBM",
        "Google LLC",
        "",
        "will send",
        "A.",
        "Working Group",
        "Ana will call",
        "Meeting Minutes",
        "Action Items",
        "Voting Members",
        "Zoom",
        "ana ruiz",
        "Ana: Ruiz",
    ],
)
def test_text_is_not_a_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana",
        "Ana Ruiz",
        "Ana M. Ruiz",
        "J. van der Berg",
        "Félix-Antoine Fortin",
        "Gary O'Neall",
        "Jan de la Cruz",
        "Mrs R Crisp",
        "DeShawn McCoy",
        "Michael K.",
        "Mark",
        "Mark May",
        "Loïc Le Gallou",
        "Hye Soo Cho",
    ],
)
def test_text_is_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param("Quorum was reached.", None, id="remark"),
        pytest.param("IBM", None, id="organisation"),
        pytest.param("Ben: I have been delayed for a couple of weeks by other work", None, id="speech"),
        pytest.param("Ana Ruiz", Person("Ana Ruiz"), id="name"),
        pytest.param("Ana Ruiz (AR)", Person("Ana Ruiz", ("AR",)), id="initials"),
        pytest.param("Ana Ruiz [AR]", Person("Ana Ruiz", ("AR",)), id="square initials"),
        pytest.param("Ana Ruiz AR", Person("Ana Ruiz", ("AR",)), id="bare initials"),
        pytest.param("AR - Ana Ruiz, Acme, Spain", Person("Ana Ruiz", ("AR",)), id="initials first"),
        pytest.param("Ana Ruiz (@anar)", Person("Ana Ruiz", ("anar",)), id="handle"),
        pytest.param("Ana Ruiz @anar", Person("Ana Ruiz", ("anar",)), id="bare handle"),
        pytest.param("Ana Ruiz (Acme)", Person("Ana Ruiz"), id="organisation in brackets"),
        pytest.param("Ana Ruiz, Acme", Person("Ana Ruiz"), id="organisation after a comma"),
        pytest.param("Ana Ruiz - Acme", Person("Ana Ruiz"), id="organisation after a dash"),
        pytest.param("Ana Ruiz J&J", Person("Ana Ruiz"), id="organisation after a space"),
        pytest.param("Ana Ruiz (chair)", Person("Ana Ruiz", role="chair"), id="role"),
        pytest.param("Chair: Ana Ruiz", Person("Ana Ruiz", role="Chair"), id="role first"),
        pytest.param("Ana Ruiz <ana@acme.org>", Person("Ana Ruiz", email="ana@acme.org"), id="address"),
        pytest.param("Ana Ruiz (regrets)", Person("Ana Ruiz", present=False), id="regrets"),
        pytest.param("Ana Ruiz ✔️", Person("Ana Ruiz"), id="tick"),
        pytest.param("Dr. Ana Ruiz", Person("Ana Ruiz"), id="title"),
        pytest.param("AR (Ana Ruiz)", Person("Ana Ruiz", ("AR",)), id="initials, then the name"),
        pytest.param("AR = Ana Ruiz", Person("Ana Ruiz", ("AR",)), id="initials that equal the name"),
        pytest.param("@anar (Ana Ruiz)", Person("Ana Ruiz", ("anar",)), id="handle first"),
    ],
)
def test_entry_is_read_as_a_person(entry: str, expected: Person | None) -> None:
    assert person(entry) == expected


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        pytest.param("Ana, Bob and Cy", ["Ana", "Bob", "Cy"], id="commas and and"),
        pytest.param("Ana (A, B), Bob", ["Ana (A, B)", "Bob"], id="brackets"),
        pytest.param("Ana ~ Bob ~ Cy", ["Ana", "Bob", "Cy"], id="tildes"),
        pytest.param("Ana Ruiz, Acme; Bob Lee, Bcme", ["Ana Ruiz, Acme", "Bob Lee, Bcme"], id="organisations"),
        pytest.param(
            "Ana Ruiz, Bob Lee (Acme); Cy Poe, Di Fox", ["Ana Ruiz", "Bob Lee (Acme)", "Cy Poe", "Di Fox"], id="groups"
        ),
        pytest.param("Ruiz,Ana, Lee,Bob, Poe,Cy", ["Ana Ruiz", "Bob Lee", "Cy Poe"], id="surname first"),
    ],
)
def test_list_is_split_into_entries(text: str, entries: list[str]) -> None:
    assert [entry.strip() for entry in split_names(text)] == entries


@pytest.mark.parametrize(
    ("title", "status"),
    [
        pytest.param("Missing minutes", (False, None), id="missing work"),
        pytest.param("Present the plan to the board", (False, None), id="verb"),
        pytest.param("Who", (False, None), id="column"),
        pytest.param("Membership", (False, None), id="topic"),
        pytest.param("Attendees", (True, True), id="attendees"),
        pytest.param("In attendence", (True, True), id="misspelt"),
        pytest.param("Members Present:", (True, True), id="members present"),
        pytest.param("Community attendance", (True, True), id="any attendance"),
        pytest.param("Voting members not in attendance", (True, False), id="not in attendance"),
        pytest.param("Apologies for absence", (True, False), id="apologies"),
        pytest.param("Regrets", (True, False), id="regrets"),
        pytest.param("Cc", (True, None), id="named"),
    ],
)
def test_title_status(title: str, status: tuple[bool, bool | None]) -> None:
    assert title_status(title) == status


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param("Ana Ruiz will call Bob Lee.\n", {}, id="prose"),
        pytest.param("Attendees: none\n", {}, id="none"),
        pytest.param("Attendance: low\n", {}, id="remark"),
        pytest.param("## Backend\n- x\n\n## Testing\n- y\n\n## Design\n- z\n", {}, id="sections"),
        pytest.param("Note: we met\nNote: we left\nNote: bye\nNote: x y\n", {}, id="labels"),
        pytest.param(
            "- [ ] Update Website\n- [ ] Book Venue\n- [ ] Call Ana\n- [ ] Pay Rent\n", {}, id="boxes of work"
        ),
        pytest.param("| Who | Task |\n|--|--|\n| Ana | call |\n", {}, id="table of work"),
        pytest.param("Present: Ana Ruiz, Bob\nRegrets: Cy\n", {"Ana Ruiz": True, "Bob": True, "Cy": False}, id="lines"),
        pytest.param(
            "**Present:** Ana, Bob. Ana opened the meeting.\n", {"Ana": True, "Bob": True}, id="sentence after"
        ),
        pytest.param("## Attendees\n- Ana\n- Bob\n\n## Topics\n- Cy\n", {"Ana": True, "Bob": True}, id="section"),
        pytest.param(
            "## Attendees\n- Ana Ruiz, Acme\n- Bob Lee, Bcme\n- Cy Poe, Ccme\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": True},
            id="organisations",
        ),
        pytest.param("- Present\n  - Ana\n- Absent\n  - Bob\n", {"Ana": True, "Bob": False}, id="nested"),
        pytest.param("## Attendees\n- Acme Inc\n  - Ana\n  - Bob\n", {"Ana": True, "Bob": True}, id="by organisation"),
        pytest.param("## Attendees\n- [x] Ana\n- [ ] Bob\n", {"Ana": True, "Bob": False}, id="boxes"),
        pytest.param("## Attendees\n- [ ] Ana\n- [ ] Bob\n", {"Ana": True, "Bob": True}, id="boxes that nobody ticked"),
        pytest.param("Attendees\n@ana\n@bob\nCy,\n", {"ana": True, "bob": True, "Cy": True}, id="lines of handles"),
        pytest.param(
            "| Name | Role | Attendance |\n|--|--|--|\n| Ana Ruiz | Chair | Yes |\n| Bob Lee | Member | No |\n",
            {"Ana Ruiz": True, "Bob Lee": False},
            id="table",
        ),
        pytest.param(
            "## Participants\n\n| Given Name | Family Name | Affiliation |\n|--|--|--|\n| Ana | Ruiz | Acme |\n",
            {"Ana Ruiz": True},
            id="names in two columns",
        ),
        pytest.param(
            "| Meeting | 04 |\n|--|--|\n| Attendance | SN AU MB |\n",
            {"SN": True, "AU": True, "MB": True},
            id="initials",
        ),
        pytest.param("---\nattendees:\n  - Ana\n  - Bob\n---\nText.\n", {"Ana": True, "Bob": True}, id="front matter"),
        pytest.param(
            "It was opened with the following members present: Ana Ruiz (AR), Bob Lee.\n",
            {"Ana Ruiz": True, "Bob Lee": True},
            id="in a sentence",
        ),
        pytest.param("Chair: Ana Ruiz\nScribe: bob\n", {"Ana Ruiz": True, "bob": True}, id="roles"),
        pytest.param(
            "# Stand-up\n## Ana Ruiz\n- x\n## Bob Lee\n- y\n## Cy Poe\n- z\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": True},
            id="stand-up",
        ),
        pytest.param(
            "| Present | Absent |\n|--|--|\n| Ana Ruiz, Bob Lee | Cy Poe |\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": False},
            id="columns of those present and absent",
        ),
        pytest.param(
            "Present: Ana Ruiz, Bob Lee, (absent: Cy Poe)\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": False},
            id="absent in brackets",
        ),
        pytest.param(
            "Present: Ana Ruiz, Bob Lee (absent: Cy Poe)\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": False},
            id="absent in brackets behind a name",
        ),
        pytest.param("here: Ana Ruiz, Jo late, Bob via Zoom\n", {"Ana Ruiz": True, "Jo": True, "Bob": True}, id="late"),
        pytest.param(
            "Present: Ana Ruiz, Bob Lee (apologies)\n", {"Ana Ruiz": True, "Bob Lee": False}, id="apologies of one"
        ),
        pytest.param(
            "Present: Ana Ruiz, Bob Lee; Absent: Cy Poe\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": False},
            id="absent behind a semicolon",
        ),
        pytest.param(
            "*Present:* Ana Ruiz, Bob Lee (caretaker)\n*Apologies:* Cy Poe\n",
            {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": False},
            id="absent on the next line of a paragraph",
        ),
        pytest.param(
            "Councillors present: A Ruiz - Chairman (AR), B Lee (BL).\n",
            {"A Ruiz": True, "B Lee": True},
            id="councillors",
        ),
    ],
)
def test_people_and_whether_they_attended(notes: str, expected: dict[str, bool | None]) -> None:
    assert people(notes) == expected


def test_standup_section_of_an_absent_person_keeps_them_absent() -> None:
    notes = "# Stand-up\nHere: Ana Ruiz, Bob Lee\nAbsent: Cy Poe\n\n## Ana\n- x\n## Bob\n- y\n## Cy\n- on leave\n"
    assert people(notes) == {"Ana Ruiz": True, "Bob Lee": True, "Cy Poe": False}


def test_boxes_that_hold_only_names_are_a_roll_call_in_any_section() -> None:
    notes = read_text("Who came: Ana Ruiz, Bob Lee\n\n## Agenda\n- [x] Ana\n- [x] Bob\n- [ ] Cy (ill)\n- Budget\n")
    assert [block.roster for block in notes.blocks] == [True, False, True, True, True, False]
    assert [who.present for who in notes.people] == [True, True, False]


def test_forms_of_a_name_are_merged_under_the_fullest() -> None:
    (who,) = read_text("Chair: Ana\nPresent: Ana Ruiz (AR, Acme), Ana\n").people
    assert (who.name, who.aliases, who.role, who.line) == ("Ana Ruiz", ("AR",), "Chair", 1)


def test_two_people_with_the_same_first_name_stay_separate() -> None:
    assert list(people("Present: Ana Ruiz, Ana Lee, Ana\n")) == ["Ana Ruiz", "Ana Lee", "Ana"]


@pytest.mark.parametrize(
    ("notes", "rosters"),
    [
        pytest.param("Ana will call.\nPresent: Ana, Bob\n", [False, True], id="line"),
        pytest.param(
            "## Attendees\n- [ ] Ana Ruiz\n\n## Next\n- [ ] Ana to call\n", [True, True, False, False], id="boxes"
        ),
        pytest.param(
            "## Attendees\n- Ana\n\nWe talked about the roof and who would mend it.\n\nAna will mend it.\n",
            [True, True, False, False],
            id="prose after the list",
        ),
    ],
)
def test_blocks_that_list_people_are_marked(notes: str, rosters: list[bool]) -> None:
    assert [block.roster for block in read_text(notes).blocks] == rosters


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ABSENT_TITLE", "PRESENT_TITLE", "ANY_TITLE", "BOTH_TITLE", "NAMED_TITLE"])
@given(data=st.data())
def test_every_title_of_a_pattern_announces_people(name: str, data: st.DataObject) -> None:
    pattern = getattr(attendance, name)
    title = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags), fullmatch=True))
    bare = attendance.bare_title(title)
    assume(len(bare) <= attendance.MAX_TITLE and pattern.fullmatch(bare))
    status = title_status(title)
    assert status.lists_people
    assert name != "ABSENT_TITLE" or status.present is False


def test_presence_column_beside_given_and_family_name() -> None:
    table = "| Given Name | Family Name | Present |\n|--|--|--|\n| Ana | Ruiz | yes |\n| Bob | Lee | no |\n"
    assert people("## Participants\n\n" + table) == {"Ana Ruiz": True, "Bob Lee": False}


def test_columns_of_role_address_and_initials_are_read() -> None:
    (who,) = read_text(
        "## Attendees\n\n| Name | Role | E-mail | Initials |\n|--|--|--|--|\n| Ana Ruiz | Chair | ana@acme.org | AR |\n"
    ).people
    assert (who.name, who.role, who.email) == ("Ana Ruiz", "Chair", "ana@acme.org")
    assert who.aliases == ("AR",)


def test_initials_of_a_speaker_are_an_alias_of_the_handle() -> None:
    notes = read_text("NellWaliczek: Shall we?\nNW: I'll do it.\n" * 4)
    assert [(who.name, who.aliases) for who in notes.people] == [("NellWaliczek", ("NW",))]


@pytest.mark.parametrize(
    ("notes", "names"),
    [
        pytest.param("Present: Dev Patel, Town Planner; Ana Lopez, Chair", ["Dev Patel", "Ana Lopez"], id="no office"),
        pytest.param(
            "Present: Dirk van der Berg, 王小明, Nguyễn Văn An, Ana Lopez",
            ["Dirk van der Berg", "王小明", "Nguyễn Văn An", "Ana Lopez"],
            id="particles, a script without capitals, an English word last",
        ),
        pytest.param(
            "ROLL CALL: Present: Mayor Lopez, Councilmembers Diaz, O'Connor. Staff: City Manager Reed. Absent: Lee.",
            ["Mayor Lopez", "Diaz", "O'Connor", "City Manager Reed", "Lee"],
            id="offices, and labels within the line",
        ),
        pytest.param(
            "2) Present:\nIn the Chair A.Vigrass, L.Bowman, K.O'Donnell (clerk).\n3) Apologies\nT.Marsh\n",
            ["A. Vigrass", "L. Bowman", "K. O'Donnell", "T. Marsh"],
            id="initials without a blank, below a numbered title",
        ),
        pytest.param(
            "Invited [Ana Lopez](mailto:a@x.org) [Ben Carter](mailto:b@x.org) [Bo Lee](mailto:c@x.org)\n"
            "\n- Ana to ring Ben\n",
            ["Ana Lopez", "Ben Carter", "Bo Lee"],
            id="links beside each other",
        ),
    ],
)
def test_people_as_minutes_and_programs_list_them(notes: str, names: list[str]) -> None:
    assert [who.name for who in read_text(notes).people] == names


def test_roll_call_of_boxes_with_bodies_is_no_work() -> None:
    boxes = "- [x] Eric Enderton - NVIDIA Corporation\n- [ ] Cory Omand - Disney Studios\n- [ ] Tom Cowland - OpenFX\n"
    text = f"## Attendance\n\n- [x] Ana Lopez - Acme Inc\n\n## Non voting\n\n{boxes}- [x] Rachel Rose - D&I Group\n"
    assert all(block.roster for block in read_text(text).blocks if block.kind is Kind.BOX)


def test_sentence_below_a_long_list_of_names_is_no_name() -> None:
    notes = read_text(
        "# Mill\n\nPresent: Greta Holm, Ollie Tarn, Ruth Kaye, Sanjay Mehta\nOllie will repair the gate by Friday.\n",
        "mill.md",
    )
    assert [person.name for person in notes.people] == ["Greta Holm", "Ollie Tarn", "Ruth Kaye", "Sanjay Mehta"]
    assert notes.blocks[-1].text == "Ollie will repair the gate by Friday."


def test_list_of_names_goes_on_below_a_comma() -> None:
    notes = read_text(
        "Present: Greta Holm, Ollie Tarn, Ruth Kaye, Sanjay Mehta,\nKim Lee and Jon Ray (taking notes for all).\n"
        "Ollie will repair the gate.\n",
        "mill.md",
    )
    assert [person.name for person in notes.people][-2:] == ["Kim Lee", "Jon Ray"]
    assert notes.blocks[-1].text == "Ollie will repair the gate."


@pytest.mark.parametrize(
    ("line", "name", "role", "aliases"),
    [
        ("Lorna McPhee\tHead of Licensing Operations", "Lorna McPhee", "Head of Licensing Operations", ()),
        ("Graham Oduya\tCommercial", "Graham Oduya", "Commercial", ()),
        ("Yusuf Abdi     Programme Director (PD)", "Yusuf Abdi", "Programme Director", ("PD",)),
        ("Mo Katz\tSenior Owner (SO), Chair", "Mo Katz", "Senior Owner, Chair", ("SO",)),
        ("Ana Lopez\tFinance (UK)", "Ana Lopez", "Finance", ()),
    ],
)  # fmt: skip
def test_role_stands_in_a_column_of_its_own(line: str, name: str, role: str, aliases: tuple[str, ...]) -> None:
    notes = read_text(f"Minutes\n\nPRESENT\n{line}\nBo Berg\tClerk\n\nAna sends it.\n", source="notes.txt")
    who = notes.people[0]
    assert (who.name, who.role, who.aliases) == (name, role, aliases)


def test_boxes_of_what_somebody_will_do_are_no_roll_call() -> None:
    text = "Present: Ana Lopez, Bisi Ode\n\n## Next\n- [ ] Ana Lopez and Bisi Ode will draft it.\n- [ ] Ana will mop.\n"
    assert [block.roster for block in read_text(text).blocks] == [True, False, False, False]


def test_names_beside_each_other_are_those_that_the_notes_say_again() -> None:
    text = "# Notes\n\nInvited Ada Nwosu Wim de Boer Hamid Karimi\n\nAda Nwosu spoke. Wim de Boer asked Hamid Karimi.\n"
    assert [person.name for person in read_text(text).people] == ["Ada Nwosu", "Wim de Boer", "Hamid Karimi"]
