"""Exports of task programs and logs with columns of their own: what becomes the plan."""

from __future__ import annotations

from textwrap import dedent
from typing import NamedTuple

import pytest

from extractor.model import ReadOptions
from extractor.pipeline import from_bytes

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


def plan(data: bytes, name: str) -> set[Item]:
    """What recap takes from a file."""
    items = from_bytes(data, name, ReadOptions()).items
    return {(", ".join(item.owners), str(item.due or ""), item.task, "done" if item.done else "open") for item in items}


@pytest.mark.parametrize("export", [ASANA, TRELLO, PLANNER, TITLES, HELPERS, CANCELLED], ids=lambda one: one.name)
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
