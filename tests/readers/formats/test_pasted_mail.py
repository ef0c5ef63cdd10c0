"""Mails copied out of a mail program: the writer of the newest message is "I"."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.readers import read_text
from extractor.readers.formats.mail import is_pasted_mail

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
