"""What the ledger reads of a note: who has the work, tables, entries below others, days that stand alone."""

from __future__ import annotations

import pytest

from extractor import pipeline
from extractor.ledger.events import Statement
from extractor.ledger.reading import Source, is_review_title, meetings_of, tells_end

NOTES = """\
# Trip committee
12 February 2026
Present: Meena Rao, Gareth Pugh, Hannah Obuya

- Hoodies - Meena finds out what they cost by Friday.
Gareth speaks to the two families himself. By the 27th

## Last time
- Meena: call the bus company
  - They joined us on Monday.

| Action | Who | Until |
| --- | --- | --- |
| Visit the lodge | Hannah | 20 Feb |
"""


def statements() -> list[Statement]:
    data = NOTES.encode()
    notes, recap, lines = pipeline.notes_and_recap(data, "trip.md", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("trip.md", "", lines))
    return list(meeting.statements)


def test_what_stands_in_the_note() -> None:
    by_line = {one.line: one for one in statements()}
    assert by_line[5].owners == ("Meena Rao",), "a topic before the dash has nothing to do"
    families = by_line[6]
    assert (families.due.day if families.due else 0, "famil" in families.task) == (27, True)
    assert [one.line for one in statements()].count(6) == 1, "a day that stands alone is that of the promise before it"
    assert (by_line[10].under, by_line[10].says) == (9, "done")
    assert [one.line for one in statements() if one.row] == [14]


@pytest.mark.parametrize(
    ("work", "whom"),
    [
        ("Jonas will send the revised offer to Ines Ferreira by Friday.", "Ines Ferreira"),
        ("Jonas shows Herr Vollmer the new scaffold on Monday.", "Herr Vollmer"),
        ("Maya owes Liam Byrne an answer by Thursday.", "Liam Byrne"),
        ("Maya to ring Dr Feeney about the referral.", None),
        ("Jonas to call Liam Byrne by Thursday.", None),
        ("Maya takes the banner to Harbour Street.", None),
        ("Maya to submit the application to Arts Council by 9 March.", None),
        ("Priya will hand the keys to Jonas by Friday.", None),
    ],
)
def test_who_waits_for_it(work: str, whom: str | None) -> None:
    people = "Jonas Lindqvist, Maya Okafor, Priya Raman"
    data = f"# Weekly\n3 March 2026\nPresent: {people}\n\n- [ ] {work}\n".encode()
    notes, recap, lines = pipeline.notes_and_recap(data, "w.md", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("w.md", "", lines))
    assert [one.promised_to for one in meeting.statements] == [whom]


@pytest.mark.parametrize(
    ("work", "whom"),
    [
        ("Jonas sends Dana the revised offer by 10 March", "Dana"),
        ("Dana asked for the floor plan, Jonas gives it to her", "Dana"),
        ("Jonas sends Maya the revised offer by 10 March", None),
        ("Dana sends Maya the signed contract", None),
    ],
)
def test_a_client_at_the_meeting_waits_for_it_too(work: str, whom: str | None) -> None:
    people = "Jonas Lindqvist, Maya Okafor, Dana Reyes (Acme)"
    data = f"# Client weekly\n3 March 2026\nPresent: {people}\n\n- [ ] {work}\n".encode()
    notes, recap, lines = pipeline.notes_and_recap(data, "w.md", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("w.md", "", lines))
    assert [one.promised_to for one in meeting.statements] == [whom]


@pytest.mark.parametrize(
    "task", ["sent the form to the council", "texted Trey", "The licence was granted on Friday", "parked"]
)
def test_a_report_is_no_promise(task: str) -> None:
    assert tells_end(task)


@pytest.mark.parametrize(
    "task",
    [
        "Fixed asset register with invoices",
        "send us the signed set",
        "set up shared folder",
        "have the extinguishers checked",
        "let JT have revised staffing plans",
        "New window took 40 mins, Morag pls put photos in the chat",
        "supplier emailed, look for reply in the morning",
        "Esra has made new one → roll out to 31 iPads",
        "finalize the post-mortem and put it in the data room",
    ],
)
def test_a_promise_that_sounds_like_a_report_is_kept(task: str) -> None:
    assert not tells_end(task)


def test_each_line_of_a_paragraph_has_its_own_topic() -> None:
    text = """# Practice meeting, 18 June 2025
Present: Lena, Colm, Beata

Chairs: the landlord is paying for new ones. Beata can forget about those.
Fire training had to be called off, trainer ill. New date 25 June.
"""
    notes, recap, lines = pipeline.notes_and_recap(text.encode(), "practice.md", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("practice.md", "", lines))
    told = {(one.line, one.says): one.head for one in meeting.statements}
    assert told[4, "dropped"] == "Chairs"
    assert "Fire training" in told[5, "moved"]


def told(*lines: str) -> list[tuple[int, str]]:
    """Return the lines that tell something, and what, of notes of a site whose first line is line 4."""
    text = "\n".join(("Site meeting 16 February 2026", "Present: Terry, Ana, Saskia", "", *lines))
    notes, recap, read = pipeline.notes_and_recap(text.encode(), "site.txt", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("site.txt", "", read))
    return sorted({(one.line, one.says) for one in meeting.statements if one.says != "new"})


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("Last week", True),
        ("From last time:", True),
        ("Jobs from the last visit", True),
        ("Things from January", True),
        ("Letter from March", False),
        ("Actions from the last meeting - update", True),
        ("Last week Terry ordered the sand", False),
        ("Review of the accounts", False),
        ("Terry to go through the last invoices", False),
    ],
)
def test_title_of_what_was_open_before(line: str, is_title: bool) -> None:
    assert is_review_title(line) is is_title


def test_short_answers_count_in_a_list_of_what_was_open_before() -> None:
    entries = ("Lintel: in", "Crane: up", "Sand: not yet")
    assert told("Last week", *entries) == [(5, "done"), (6, "done"), (7, "open")]
    assert told("Materials", *entries) == [(7, "open")], "elsewhere they only describe"


def test_matters_arising_of_numbered_minutes() -> None:
    entries = (
        "26/08  Matters arising",
        "Pothole: reported, reference 11",
        "Sign: no answer so far.",
        "Precept: submitted.",
    )
    assert told(*entries) == [(5, "done"), (6, "open"), (7, "done")]


def test_lines_that_are_work_and_a_word() -> None:
    lines = ("Last time", "rota out", "grant form in on the 19th, answer in april", "freezer bags out of stock")
    assert told(*lines) == [(5, "done"), (6, "done"), (7, "open")]


def test_status_cells_of_what_was_open_before_are_read_as_people_write_them() -> None:
    cells = ("Sent 18 March", "Booked, deposit paid", "Waiting for an answer", "Not started")
    rows = "".join(f"| Work number {at} | Ana | {cell} |\n" for at, cell in enumerate(cells))
    table = f"| Action | Who | Status |\n| --- | --- | --- |\n{rows}"
    for title, says in (("Actions from last time", ["done", "done", "new", "open"]), ("Plan", [])):
        text = f"# Board\n1 April 2026\nPresent: Ana Lopez\n\n## {title}\n{table}"
        notes, recap, lines = pipeline.notes_and_recap(text.encode(), "b.md", pipeline.read_options())
        (meeting,) = meetings_of(notes, recap, Source("b.md", "", lines))
        assert [one.says for one in meeting.statements if one.by == "mark"][:2] == (says or ["new", "new"])[:2]


def test_the_head_of_an_entry_is_no_owner() -> None:
    text = "Fabric 9 March 2026\nThere: Moira, Ken\n\nLast time\nVestry: will be painted\nMoira: will ring them\n"
    notes, recap, lines = pipeline.notes_and_recap(text.encode(), "f.txt", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("f.txt", "", lines))
    assert {owner for one in meeting.statements for owner in one.owners} == {"Moira"}


def test_who_takes_an_entry_on() -> None:
    text = "Shop sync 9 March 2026\nPresent: Bram, Dot\n\nLast week\nKeys: Bram does it\nVan: nobody does it\n"
    notes, recap, lines = pipeline.notes_and_recap(text.encode(), "s.txt", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("s.txt", "", lines))
    assert [(one.line, one.owners, one.by) for one in meeting.statements] == [(5, ("Bram",), "mark"), (6, (), "mark")]


def test_entries_that_one_paragraph_holds_are_told_apart() -> None:
    text = (
        "Site, 9 March 2026\n\nLast week\nSand: not ordered. Terry does it tomorrow\nDrain extra: sent, she agreed it\n"
    )
    notes, recap, lines = pipeline.notes_and_recap(text.encode(), "site.txt", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("site.txt", "", lines))
    assert {(one.line, one.head, one.quote) for one in meeting.statements if one.says == "done"} == {
        (5, "Drain extra", "Drain extra: sent, she agreed it")
    }


def test_an_entry_that_is_not_done_gets_its_new_day() -> None:
    assert told("From last time:", "- Lamps: not yet, Terry by 20 February", "- Sand: in") == [
        (5, "moved"),
        (6, "done"),
    ]


def test_each_report_of_a_sentence_is_told() -> None:
    assert told("Comments sent, domain renewed till 2028.") == [(4, "done")]
    text = "# Sync\n3 March 2026\n\nComments on the draft sent, domain renewed till 2028.\n"
    notes, recap, read = pipeline.notes_and_recap(text.encode(), "sync.md", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("sync.md", "", read))
    assert [one.quote for one in meeting.statements] == ["Comments on the draft sent", "domain renewed till 2028."]


def test_where_a_person_is_tells_no_end() -> None:
    assert told("Saskia is back") == []
    assert told("The list of Mrs. Saskia is back.") == [(4, "done")], "no sentence ends at a title"
    assert told("The proof is back") == [(4, "done")]


def test_a_promise_beside_what_was_done_is_kept() -> None:
    text = """Finance sync
9 March 2026
Present: Lena Thiel (LT), Joe Marsh (JM)

4    DATA
4.1  The data request was sent on 28 January. LT was asked to arrange
     read-only ledger access for the team within five working days.
4.2  The extract was sent on Monday.
4.3  Joe spoke to the dealer about the printer and he has not got to it, so he will do it himself tomorrow.
"""
    notes, recap, lines = pipeline.notes_and_recap(text.encode(), "sync.txt", pipeline.read_options())
    assert recap.items
    (meeting,) = meetings_of(notes, recap, Source("sync.txt", "", lines))
    held = {place for one in meeting.statements if one.found for place in range(one.line, one.end_line + 1)}
    assert {item.line for item in recap.items} <= held


def test_an_answer_in_talk_is_about_what_was_asked() -> None:
    text = """Kitchen call, 26 March 2026

Ola: Devi, what about the worktop?
Devi: I chose the white one last week.
Ola: And the price for the boiler, Finn?
Finn: I sent it this morning.
Ola: And the floor?
Finn: Done, poured on Monday.
Ola: Is there anything else that we should talk about today, or are we through with this for the week?
Finn: I sent the drawings.
"""
    notes, recap, lines = pipeline.notes_and_recap(text.encode(), "call.txt", pipeline.read_options())
    (meeting,) = meetings_of(notes, recap, Source("call.txt", "", lines))
    heads = {one.line: one.head for one in meeting.statements if one.says == "done"}
    assert heads == {
        4: "Devi, what about the worktop",
        6: "And the price for the boiler, Finn",
        8: "And the floor",
        10: "",
    }
