"""Mails copied out of a mail program: the writer of the newest message is "I"."""

from __future__ import annotations

from datetime import date

import pytest

from extractor import extract
from extractor.readers import read_text
from extractor.readers.formats.mail import authors, is_pasted_mail

MAIL = """From: Ana Lopez
Sent: Wednesday, March 4, 2026 9:12 AM
To: Ben Carter; Carla Diaz
Subject: RE: Minutes

Hi both,

- Ben to order the compost by 13 March
- I will ask the head for the hall

Best,
Ana

From: Ben Carter
Sent: Monday, March 2, 2026 10:00 AM
To: Ana Lopez
Subject: Minutes

Ana, can you send me the agenda by tonight?
"""


@pytest.mark.parametrize(
    "text", ["From: the chair\n\nBen to pay.\n", "Minutes\n\n" + MAIL, "From Ana: hello\nSent: no\n", "", "From:\n"]
)
def test_other_text_is_no_mail(text: str) -> None:
    assert not is_pasted_mail(text)


def test_newest_message_is_read_with_its_writer_and_day() -> None:
    notes = read_text(MAIL)
    assert (notes.title, notes.date) == ("Minutes", date(2026, 3, 4))
    assert [person.name for person in notes.people if person.role == "author"] == ["Ana Lopez"]
    assert [block.line for block in notes.blocks if "head for the hall" in block.text] == [9]


@pytest.mark.parametrize("end", range(1, len(MAIL), 13))
def test_mail_cut_anywhere_is_read(end: int) -> None:
    assert all(block.line <= len(MAIL[:end].splitlines()) for block in read_text(MAIL[:end]).blocks)


CHAIN = """From: Ana Lopez
Sent: Wednesday, March 4, 2026 9:12 AM
To: Ben Carter
Subject: RE: Minutes

See below, two changes. I will ring the printer instead of Ben.

From: Ben Carter
Sent: Tuesday, March 3, 2026 6:00 PM
To: Ana Lopez
Subject: Minutes

- I will order the compost by tomorrow
- Carla will send the plant list
"""


def test_older_request_below_a_list_is_no_work() -> None:
    assert not [block for block in read_text(MAIL).blocks if "agenda" in block.text]


def test_older_mail_that_holds_the_notes_is_read_with_its_writer_and_day() -> None:
    blocks = {block.line: block for block in read_text(CHAIN).blocks}
    assert blocks[6].speaker is None
    assert (blocks[13].speaker, blocks[13].day) == ("Ben Carter", date(2026, 3, 3))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        pytest.param("On Tue, 3 Mar 2026 at 18:00, Ben Carter <ben@example.org> wrote:", "Ben Carter", id="Gmail"),
        pytest.param("On 3 Mar 2026, at 18:00, Ben Carter wrote:", "Ben Carter", id="Apple Mail"),
        pytest.param("Ben Carter told us that on 3 March he wrote:", "", id="a sentence"),
    ],
)
def test_writer_of_a_quoted_mail(head: str, name: str) -> None:
    text = f"From: Ana Lopez\nSent: March 4, 2026\nTo: Ben\n\nYes.\n\n> {head}\n>\n> I will order the compost.\n"
    assert {author.name for author in authors(text) if author.line == 9} == {name}


def test_bullets_with_tabs_are_entries() -> None:
    notes = read_text("From: Ana\nSent: March 4, 2026\nTo: Ben\n\n•\tBen to call\no\tAna to pay\n1.\tCarla to sing\n")
    assert [block.text for block in notes.blocks if block.kind.value == "bullet"] == [
        "Ben to call",
        "Ana to pay",
        "Carla to sing",
    ]


@pytest.mark.parametrize("line", ["> " * 9_000, "On " * 9_000, "From: " * 5_000, "From: a\nSent: b\nTo: c\n\n" * 500])
def test_hostile_chains_are_read_quickly(line: str) -> None:
    assert len(authors(MAIL + line)) > 0


NO_HEAD = {
    "Outlook": """Lovely. I will ask the head for the hall by Friday.

Ana

From: Ben Carter <ben@example.org>
Date: Tuesday, 3 March 2026 at 18:01
To: Ana Lopez
Subject: Re: Plant sale

I will order the compost tomorrow.

Ben
""",
    "Gmail": """Lovely. I will ask the head for the hall by Friday.

Best,
Ana

On Tue, 3 Mar 2026 at 18:01, Ben Carter <ben@example.org> wrote:

> I will order the compost tomorrow.
>
> Ben
""",
}


@pytest.mark.parametrize("text", NO_HEAD.values(), ids=NO_HEAD)
def test_mail_without_its_head_belongs_to_who_signs_it(text: str) -> None:
    owners = {item.task: item.owners for item in extract(text).items}
    assert owners == {"ask the head for the hall": ("Ana",), "order the compost": ("Ben Carter",)}


def test_mail_below_notes_leaves_them_notes() -> None:
    assert not is_pasted_mail("# Minutes\n\nAna\n\n" + NO_HEAD["Outlook"].partition("Ana\n\n")[2])


@pytest.mark.parametrize(
    ("subject", "below", "day"),
    [
        ("Heritage bid - where we got to yesterday", "", date(2024, 8, 29)),
        ("Heritage bid", "", date(2024, 8, 30)),
        ("RE: Heritage bid", "\n-----Original Message-----\nFrom: Bo Lee\nSent: Wednesday, 28 August 2024 16:00\n"
         "To: Ana Lopez\nSubject: Heritage bid\n\nBo books the barn tomorrow.\n", date(2024, 8, 28)),
    ],
)  # fmt: skip
def test_meeting_of_a_mail_was_before_it_and_its_words_count_from_its_own_day(
    subject: str, below: str, day: date
) -> None:
    mail = (
        f"From: Ana Lopez\nSent: Friday, 30 August 2024 08:12\nTo: Bo Lee\nSubject: {subject}\n\nMorning all,\n\n"
        f"I send the draft tomorrow.\n{below}"
    )
    recap = extract(mail)
    assert recap.date == day
    assert date(2024, 8, 31) in {item.due for item in recap.items}
