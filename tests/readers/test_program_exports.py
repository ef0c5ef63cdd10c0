"""Exports of task programs and logs with columns of their own: what becomes the plan."""

from __future__ import annotations

from contextlib import suppress
from textwrap import dedent
from typing import NamedTuple

import pytest

from extractor.model import ReadOptions, RecapError
from extractor.pipeline import from_bytes
from extractor.readers import read_bytes

Item = tuple[str, str, str, str]  # owners, due, task, status


class Export(NamedTuple):
    """A table as a program writes it, and the plan that a careful reader takes from it."""

    name: str
    text: str
    items: tuple[Item, ...]


ASANA = Export(
    "asana.csv",
    """\
    Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Notes
    12080001,2026-04-01,,2026-04-08,Proof the spring brochure,To do,Nora Quist,n@ex.test,,2026-04-15,"Check the number"
    12080002,2026-04-01,2026-04-07,2026-04-07,Choose the cover photo,Done,Ade Bello,a@ex.test,,2026-04-07,
    12080003,2026-04-02,,2026-04-02,Book a delivery slot,To do,,,,,
    """,
    (
        ("Nora Quist", "2026-04-15", "Proof the spring brochure", "open"),
        ("Ade Bello", "2026-04-07", "Choose the cover photo", "done"),
        ("", "", "Book a delivery slot", "open"),
    ),
)
TRELLO = Export(
    "trello.csv",
    """\
    Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Comment Count,List Name,Due Complete
    66aa,Fix the shed roof,https://trello.com/c/aa,felt is there,,Dot Vance,2026-05-23T11:00:00.000Z,0,Doing,false
    66bb,Seed order,https://trello.com/c/bb,,,Ray Pugh,2026-05-01T11:00:00.000Z,0,Done,true
    """,
    (
        ("Dot Vance", "2026-05-23", "Fix the shed roof", "open"),
        ("Ray Pugh", "2026-05-01", "Seed order", "done"),
    ),
)
PLANNER = Export(
    "planner.csv",
    """\
    Task ID,Task Name,Bucket Name,Progress,Assigned To,Created By,Due Date,Completed By,Checklist Items,Description
    a1,Choose floor tiles,Design,In progress,Salma Noor,Ed Price,2026-06-19,,Ask for samples;Compare,
    a2,Disconnect the gas,Works,Completed,Ed Price,Ed Price,2026-06-05,Ed Price,,
    """,
    (
        ("Salma Noor", "2026-06-19", "Choose floor tiles", "open"),
        ("Ed Price", "2026-06-05", "Disconnect the gas", "done"),
    ),
)
TITLES = Export(
    "log.csv",
    """\
    Title,Description,Owner,Deadline,% complete
    Rotate the keys,All of them are three years old,Imke Brandt,2026-05-15,50%
    Update the rota,Swap June and July,Jarek Zyla,2026-05-11,100%
    """,
    (
        ("Imke Brandt", "2026-05-15", "Rotate the keys", "open"),
        ("Jarek Zyla", "2026-05-11", "Update the rota", "done"),
    ),
)
TODOIST = Export(
    "todoist.csv",
    """\
    TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE
    task,Book the puppeteer,,4,1,Lil Marsh,Bart Coe,2026-10-09,en,Europe/London
    section,Food,,,,,,,,
    task,Order the pizzas,,1,1,Lil Marsh,Lil Marsh,,en,Europe/London
    """,
    (
        ("Bart Coe", "2026-10-09", "Book the puppeteer", "open"),
        ("Lil Marsh", "", "Order the pizzas", "open"),
    ),
)
MONDAY = Export(
    "monday.csv",
    """\
    Name,Person,Status,Date,Text
    Repaint the shop sign,Cleo Ward,Working on it,2026-06-15,ask for a quote
    Take stock,"Cleo Ward, Ian Moss",Done,2026-06-05,
    """,
    (
        ("Cleo Ward", "2026-06-15", "Repaint the shop sign", "open"),
        ("Cleo Ward, Ian Moss", "2026-06-05", "Take stock", "done"),
    ),
)
HELPERS = Export(
    "helpers.md",
    """\
    # Supper, 14 September 2026

    | Job | Lead | Support | By |
    |---|---|---|---|
    | Book the village hall | Wendy Marsh | Colin Ash | 18 September |
    | Borrow the tables | | Colin Ash | 25 September |
    """,
    (
        ("Wendy Marsh", "2026-09-18", "Book the village hall", "open"),
        ("Colin Ash", "2026-09-25", "Borrow the tables", "open"),
    ),
)
CANCELLED = Export(
    "cancelled.md",
    """\
    # Yard, 14 September 2026

    | Action | Who | When | Status |
    |---|---|---|---|
    | Sell the old trailer | Ann Bell | 18 September | Cancelled |
    | Scaffold to gridline F to be struck | Ann Bell | 25 September | Y |
    | Order the gravel | Ann Bell, with Cy Poe | June 19, 2026 → June 26, 2026 | no |
    """,
    (
        ("Ann Bell", "2026-09-25", "Scaffold to gridline F to be struck", "done"),
        ("Ann Bell, Cy Poe", "2026-06-26", "Order the gravel", "open"),
    ),
)


EXPORTS = (ASANA, TRELLO, PLANNER, TITLES, TODOIST, MONDAY, HELPERS, CANCELLED)


def plan(data: bytes, name: str) -> set[Item]:
    """What recap takes from a file."""
    items = from_bytes(data, name, ReadOptions()).items
    return {(", ".join(item.owners), str(item.due or ""), item.task, "done" if item.done else "open") for item in items}


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_an_export_becomes_its_plan(export: Export) -> None:
    assert plan(dedent(export.text).encode(), export.name) == set(export.items)


NOTION = """<html><body><article class="page"><h1>Trustees</h1><table class="properties"><tr><th>Attendees</th>
<td>Harriet Low, Yusuf Khan</td></tr></table><h2>Action items</h2><ul class="to-do-list"><li><div class="checkbox
checkbox-off"></div> <span><span class="user">@Harriet Low</span> file the return by 27 February 2026</span></li></ul>
<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span><span class="user">@Yusuf Khan</span> open the
account</span></li></ul><ul class="toggle"><li><details><summary>Parking lot</summary></details></li></ul></article>
</body></html>"""


def test_check_boxes_of_notion_in_html() -> None:
    assert plan(NOTION.encode(), "trustees.html") == {
        ("Harriet Low", "2026-02-27", "file the return", "open"),
        ("Yusuf Khan", "", "open the account", "done"),
    }


MAIL = """\
From: Ruth Amos <ruth@club.test>
To: Ken Lowry <ken@club.test>
Subject: Saturday
Date: Mon, 8 Jun 2026 09:12:00 +0100
Content-Type: text/plain; charset=utf-8

Hi Ken,

{}

Ruth
"""


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Could I ask you to ring the printer?", {("Ken Lowry", "", "ring the printer", "open")}),
        ("Would you mind ringing the referee?", {("Ken Lowry", "", "ring the referee", "open")}),
        ("May I remind you to return the ladder.", {("Ken Lowry", "", "return the ladder", "open")}),
        ("I was wondering if you could email the league?", {("Ken Lowry", "", "email the league", "open")}),
        (
            "Please sign the log by Friday, and could I ask you to check the order before it goes on Monday?",
            {
                ("Ken Lowry", "2026-06-12", "sign the log", "open"),
                ("Ken Lowry", "2026-06-15", "check the order", "open"),
            },
        ),
        ("We still need someone to wash the kit.", {("", "", "wash the kit", "open")}),
        ("Could I ask one thing?", set()),
    ],
)
def test_requests_of_a_mail_are_its_readers_work(words: str, items: set[Item]) -> None:
    assert plan(MAIL.format(words).encode(), "mail.eml") == items


def test_thanks_before_a_promise() -> None:
    text = "Notes 3 March 2026\n\nTess Ward: the job failed again\nMilo Hahn: thanks, I'll update the runbook today\n"
    assert plan(text.encode(), "chat.txt") == {("Milo Hahn", "2026-03-03", "update the runbook", "open")}


LINES_OF_CELLS = """\
Item,Action,Lead,Timescale
Drugs,"Remind the night staff
Warn the day staff","Liam Foy
Parveen Malik",9 June 2026
Scanner,"Chase the supplier
Hire a machine",Tom Reece,12 June 2026
"""
WHO_IN_THE_CELL = """\
# Seniors, 17 August 2026

| Agenda item | Actions & who | By |
|---|---|---|
| Medication | Ife Adu to swap the trolleys | 24 August |
| Garden party | None | |
"""


def test_lines_of_a_cell_are_work_of_their_own() -> None:
    assert plan(LINES_OF_CELLS.encode(), "log.csv") == {
        ("Liam Foy", "2026-06-09", "Remind the night staff about drugs", "open"),
        ("Parveen Malik", "2026-06-09", "Warn the day staff about drugs", "open"),
        ("Tom Reece", "2026-06-12", "Chase the supplier", "open"),
        ("Tom Reece", "2026-06-12", "Hire a machine", "open"),
    }


def test_a_column_says_who_does_what() -> None:
    assert plan(WHO_IN_THE_CELL.encode(), "log.md") == {("Ife Adu", "2026-08-24", "swap the trolleys", "open")}


def test_a_row_goes_on_where_its_quotation_marks_are_open() -> None:
    text = 'Title,Description,Assignee,Status\nRetry the hooks,"We drop them.\nSee thread.",Ravi Menon,To do\n'
    assert plan(text.encode(), "linear.csv") == {("Ravi Menon", "", "Retry the hooks", "open")}


FLOWED = (
    MAIL.replace("utf-8", "utf-8; format=flowed")
    .format("Dai will collect \nthe loppers from \nBethan.\nBethan: tell the farmer.")
    .encode()
)


def test_a_flowed_mail_is_read_by_paragraphs() -> None:
    tasks = {task for _, _, task, _ in plan(FLOWED, "mail.eml")}
    assert tasks == {"collect the loppers from Bethan", "tell the farmer"}


UK = """\
HOLME PARISH COUNCIL

Minutes of the meeting of 12th May 2026
Present: Cllr T Rigg (TR), Cllr B Sykes (BS). In attendance: the Clerk.

                                                              Action
2.   Defibrillator
     The pads expire. Order new pads before they do and          Clerk
     log them on The Circuit.

3.   Footpath 14
     Overgrown beyond the stile. To report it to the county and      TR
     ask for a date.
"""


def test_initials_beside_wrapped_text_belong_to_its_sentence() -> None:
    found = {(owner, task) for owner, _, task, _ in plan(UK.encode(), "minutes.txt")}
    assert {owner for owner, _ in found} == {"Clerk", "Cllr T Rigg"}
    assert any(task.endswith("ask for a date") for _, task in found)


def test_a_numbered_line_above_text_further_in_is_its_title() -> None:
    text = "Minutes, 8 June 2026\n\n26/43 Grass cutting\n      First cut done on 2 June. Noted.\n"
    assert plan(text.encode(), "minutes.txt") == set()


def test_work_assigned_before_its_day() -> None:
    text = "# Supper, 24 September 2026\n\n- [ ] Order oysters *Assigned to Hal Finch* by 29 September 2026\n"
    assert plan(text.encode(), "doc.md") == {("Hal Finch", "2026-09-29", "Order oysters", "open")}


RTF = rb"""{\rtf1\ansi{\fonttbl\f0 Calibri;}Farm meeting 3 August 2026\par Here: Huw, Elin, Gethin\par
\trowd\cellx2000\cellx6000\cellx8000 Who\cell Job\cell When\cell\row
\trowd\cellx2000\cellx6000\cellx8000 Elin & Gethin\cell Mend the fence\cell 7 August\cell\row
\pard The bill is up.\par}"""


def test_a_table_of_rich_text_has_columns() -> None:
    assert plan(RTF, "farm.rtf") == {("Elin, Gethin", "2026-08-07", "Mend the fence", "open")}


JOPLIN = """\
Scouts, 13 January 2026

- [ ] Bev - book the minibus

id: 8f3c0e5b2a7d4c1f9e6b8a0d3c5e7f91
created_time: 2026-01-13T19:02:11.000Z
is_todo: 0
type_: 1
"""


def test_properties_of_joplin_are_no_work() -> None:
    assert plan(JOPLIN.encode(), "note.md") == {("Bev", "", "book the minibus", "open")}


EVERY_TEXT = {
    "asana.csv": ASANA.text,
    "lines.csv": LINES_OF_CELLS,
    "helpers.md": HELPERS.text,
    "notion.html": NOTION,
    "flowed.eml": FLOWED.decode(),
    "minutes.txt": UK,
    "farm.rtf": RTF.decode(),
    "joplin.md": JOPLIN,
}
HOSTILE = ("\x00", "\u202e", "=cmd|' /C calc'!A0", "<script>x</script>", '"', "|" * 500, "\t" * 500, "," * 500)


@pytest.mark.parametrize("name", EVERY_TEXT)
def test_cut_anywhere(name: str) -> None:
    text = dedent(EVERY_TEXT[name])
    for end in range(20, len(text), max(1, len(text) // 12)):
        with suppress(RecapError):  # one line, where the rest tells nothing
            notes = read_bytes(text[:end].encode(), name)
            assert notes.blocks or notes.doubts


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", EVERY_TEXT)
def test_hostile_words_in_it(name: str, words: str) -> None:
    text = dedent(EVERY_TEXT[name])
    at = len(text) // 2
    with suppress(RecapError):
        assert read_bytes(f"{text[:at]}{words}{text[at:]}".encode(), name).blocks
