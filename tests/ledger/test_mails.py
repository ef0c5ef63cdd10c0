"""Mails in: recaps as sent, answers to them, notes of absence, mailboxes that are not changed."""

from __future__ import annotations

import mailbox
from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from ledgers import kept, ledger, meeting, pen, promise
from msgspec.structs import replace
from places import ROOT

from extractor.ledger import book
from extractor.ledger.absence import away_until
from extractor.ledger.correspondence import take_in
from extractor.ledger.heard import Heard
from extractor.ledger.mails import Stored, holds_mails, mail_of, mails_in
from extractor.ledger.post import post_of
from extractor.ledger.sent import entries_of
from extractor.ledger.store import Store
from extractor.model import Person
from extractor.readers.formats.mail_lines import lines_of, text_of_html

SERIES = ROOT.parent / "shared" / "series"
PEOPLE = (Person("Ana Lopez", email="ana@example.org"), Person("Ben Stone", email="ben@example.org"))
ME = Person("Sam Teller", email="sam@example.org")
RECAP = """2 actions, first due Fri 13 Mar.

ACTIONS

Ana Lopez
  - Book the coach
    Fri 13 Mar 2026, line 1 [{first}]
  - Kit list
    no date yet, line 2 [{second}]

Ben Stone (in your absence: please answer "ok", another day, or
"not me")
  - Call the printer
    Fri 20 Mar 2026, line 3 [{third}]

Answer below an action, or with its letters: "{first} done", "not me".
"""


def mail(text: str, *, sender: str = "Ana Lopez <ana@example.org>", to: str = "sam@example.org", **more: str) -> Stored:
    """Return a mail; other headers as keywords, with "_" for "-"."""
    message = EmailMessage()
    heads = {"From": sender, "To": to, "Date": "Wed, 11 Mar 2026 09:00:00 +0000", "Message-ID": f"<{hash(text)}@x.org>"}
    heads |= {name.replace("_", "-"): value for name, value in more.items()}
    for name, value in heads.items():
        message[name] = value
    message.set_content(text)
    return mail_of(message.as_bytes(), "mail")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A ledger with a meeting of Tuesday, 3 March, whose recap was sent on the day after."""
    made = ledger(tmp_path)
    statements = (
        promise("Book the coach", "Ana Lopez", line=1, due=date(2026, 3, 13)),
        promise("Kit list", "Ana Lopez", line=2),
        promise("Call the printer", "Ben Stone", line=3, due=date(2026, 3, 20)),
    )
    one = meeting(0, *statements)
    kept(made, [replace(one, people=(replace(one.people[0]), replace(one.people[1], present=None)))])
    return made


def ids(store: Store) -> list[str]:
    """Return the ids of the items, by their line."""
    return [item.short for _, item in sorted(store.items(everything=True), key=lambda pair: pair[1].places[0].line)]


def recap(store: Store, **more: str) -> Stored:
    """Return the recap of the meeting as it was sent."""
    first, second, third = ids(store)
    heads = {"Date": "Wed, 04 Mar 2026 09:00:00 +0000", "Message_ID": "<recap-1@recap.invalid>"}
    return mail(
        RECAP.format(first=first, second=second, third=third),
        sender="Sam Teller <sam@example.org>",
        to="Ana Lopez <ana@example.org>, Ben Stone <ben@example.org>",
        Subject="Recap: Weekly sync, Tue 3 Mar 2026",
        **(heads | more),
    )


def taken_in(store: Store, *mails: Stored) -> list[Heard]:
    """Keep mails in a ledger of which the user is Sam."""
    return take_in(
        pen(store, "keep mails", minutes=len(store.acts())), post_of(store, PEOPLE, ME, "mdy", ""), lambda: mails
    )


def answered(store: Store, text: str, **more: str) -> list[tuple[str, str, bool]]:
    """Return what an answer to the recap says: the task, the meaning, whether it is applied."""
    more = {"In_Reply_To": "<recap-1@recap.invalid>", "Subject": "Re: Recap: Weekly sync, Tue 3 Mar 2026"} | more
    heard = taken_in(store, recap(store), mail(text, **more))
    return [(one.item.task if one.item else "", one.means, one.applied) for one in heard[-1].answers]


def item(store: Store, task: str) -> object:
    return next(one for _, one in store.items(everything=True) if one.task == task)


# Recaps as sent


OWN_LAYOUT = """4 actions, first due Thu 12 Mar. Of 4 promises due by today 2 have a new
day.

SINCE LAST TIME
- Moved: draft the letter (Maya Okafor), from Fri 6 Mar to Thu 12 Mar.

PLEASE REPLY
- Priya: by when?

ACTIONS
Maya Okafor
  - Draft the letter to the harbour office · Thu 12 Mar [6] [j3n]
Jonas Lindqvist and Ana Lopez
  - Fix the Android crash, which needs the old phones, and the long · Fri
    13 Mar (by Friday) [5, also 9] [jp3]
Priya Raman (in your absence: please answer "ok", another day, or "not
me")
  - Book a room · no date yet [7-8] [kny]

DECISIONS
- No room [12]
"""
PERSONAL = """Priya, you have one action.

- Book a room · Fri 20 Mar [kny]

All in all: 4 actions, first due Thu 12 Mar.

ACTIONS OF THE OTHERS
Maya Okafor
  - Draft the letter · Thu 12 Mar [6] [j3n]
"""


def test_the_own_layout_of_a_recap_is_read() -> None:
    found = entries_of(OWN_LAYOUT, date(2026, 3, 10))
    assert [(one.short, one.owners, one.due, one.lines) for one in found] == [
        ("j3n", ("Maya Okafor",), date(2026, 3, 12), (6,)),
        ("jp3", ("Jonas Lindqvist", "Ana Lopez"), date(2026, 3, 13), (5,)),
        ("kny", ("Priya Raman",), None, (7, 8)),
    ]
    assert found[1].task == "Fix the Android crash, which needs the old phones, and the long"


def test_a_recap_for_one_person_is_read() -> None:
    found = entries_of(PERSONAL, date(2026, 3, 10))
    assert [(one.task, one.short, one.owners) for one in found] == [
        ("Book a room", "kny", ()),
        ("Draft the letter", "j3n", ("Maya Okafor",)),
    ]


# What must not be applied


def test_the_word_of_somebody_else_is_asked(store: Store) -> None:
    first = ids(store)[0]
    assert answered(store, f"{first} done", sender="Ben Stone <ben@example.org>") == [("Book the coach", "done", False)]


def test_an_unknown_address_is_asked(store: Store) -> None:
    first = ids(store)[0]
    said = answered(store, f"{first} done", sender="Ana Lopez <ana@elsewhere.example>")
    assert said == [("Book the coach", "done", False)]


def test_one_word_for_two_items_is_asked_for_each(store: Store) -> None:
    assert answered(store, "done") == [("Book the coach", "done", False), ("Kit list", "done", False)]
    assert {question.kind for question in store.questions()} == {"done"}


def test_a_mail_that_only_has_the_subject_is_asked(store: Store) -> None:
    said = answered(store, "ok", sender="Ben Stone <ben@example.org>", In_Reply_To="<other@example.org>")
    assert said == [("Call the printer", "affirmed", False)]


def test_a_forwarded_recap_is_no_answer(store: Store) -> None:
    text = "Look at this, done?\n\n---------- Forwarded message ---------\nFrom: Sam Teller <sam@example.org>\n"
    assert answered(store, text, to="friend@example.org", Subject="Fwd: Recap: Weekly sync, Tue 3 Mar 2026") == []


def test_an_absence_note_answers_nothing(store: Store) -> None:
    heard = taken_in(
        store,
        recap(store),
        mail(
            "Thank you, ok? I am away until 23 March.",
            In_Reply_To="<recap-1@recap.invalid>",
            Subject="Automatic reply: Recap",
            Auto_Submitted="auto-replied",
        ),
    )
    assert [one.kind for one in heard] == ["recap", "absence"]
    assert heard[1].letter is not None
    assert heard[1].letter.away_until == date(2026, 3, 23)
    assert not store.questions()


def test_words_in_a_quote_without_marks_are_asked(store: Store) -> None:
    third = ids(store)[2]
    text = (
        "See below.\n\nFrom: Sam Teller <sam@example.org>\nSent: Wednesday, 4 March 2026\nTo: Ben Stone\n"
        "Subject: Recap: Weekly sync, Tue 3 Mar 2026\n\n"
        "ACTIONS\n\nBen Stone\n  - Call the printer\n"
        f"    Fri 20 Mar 2026, line 3 [{third}]\ndone, they print on Monday\n"
    )
    assert answered(store, text, sender="Ben Stone <ben@example.org>") == [("Call the printer", "done", False)]


def test_mail_about_something_else_is_counted_only(store: Store) -> None:
    heard = taken_in(store, recap(store), mail("done", Subject="Lunch"), mail("ok", Subject="Re: Lunch"))
    assert [one.kind for one in heard] == ["recap", "other", "other"]
    assert len(store.letters()) == 1


# What is applied


def test_an_id_and_a_word_are_applied(store: Store) -> None:
    first, second, _ = ids(store)
    said = answered(store, f"{first} done, {second} will be late, Monday the 16th")
    assert said == [("Book the coach", "done", True), ("Kit list", "moved", True)]
    states = {one.task: (one.state, one.due) for _, one in store.items(everything=True)}
    assert states["Book the coach"] == ("done", date(2026, 3, 13))
    assert states["Kit list"] == ("open", date(2026, 3, 16))


def test_a_word_under_a_quoted_item_is_applied(store: Store) -> None:
    first = ids(store)[0]
    text = (
        "Hi Sam,\n\nOn Wed, 4 Mar 2026 at 09:00, Sam Teller <sam@example.org> wrote:\n\n"
        "> Ana Lopez\n>   - Book the coach\n"
        f">     Fri 13 Mar 2026, line 1 [{first}]\n\ndone, yesterday\n\n>   - Kit list\n>     no date yet, line 2\n\n"
        "Friday\n\nAna\n"
    )
    assert answered(store, text) == [("Book the coach", "done", True), ("Kit list", "moved", True)]


def test_the_only_action_of_somebody_needs_no_id(store: Store) -> None:
    assert answered(store, "ok\n\nBen", sender="Ben Stone <ben@example.org>") == [
        ("Call the printer", "affirmed", True)
    ]


def test_not_me_opens_the_owner(store: Store) -> None:
    said = answered(store, "Not me, sorry.\nBen", sender="Ben Stone <ben@example.org>")
    assert said == [("Call the printer", "declined", True)]
    one = next(one for _, one in store.items() if one.task == "Call the printer")
    assert (one.owners, one.assent) == ((), "declined")


def test_work_is_handed_to_somebody_who_is_known_and_then_asked(store: Store) -> None:
    said = answered(store, "Not me, Ana does it.", sender="Ben Stone <ben@example.org>")
    assert said == [("Call the printer", "handed", True)]
    one = next(one for _, one in store.items() if one.task == "Call the printer")
    assert (one.owners, one.assent) == (("Ana Lopez",), "absent")


def test_work_is_not_handed_to_a_stranger(store: Store) -> None:
    said = answered(store, "Not me, Zoe does it.", sender="Ben Stone <ben@example.org>")
    assert said == [("Call the printer", "handed", False)]


def test_an_absent_owner_is_asked_by_the_recap_and_affirms(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    one = meeting(0, promise("Call the printer", "Priya Raman", line=3, due=date(2026, 3, 20)))
    kept(store, [one])
    text = "ACTIONS\n\nPriya Raman\n  - Call the printer\n    Fri 20 Mar 2026, line 3\n"
    sent = mail(text, sender="Sam <sam@example.org>", to="Priya Raman <priya@example.org>",
                Subject="Recap: Weekly sync, Tue 3 Mar 2026", Message_ID="<recap-1@recap.invalid>")  # fmt: skip
    assents = [store.items()[0][1].assent]
    taken_in(store, sent)
    assents.append(store.items()[0][1].assent)
    taken_in(store, mail("ok", sender="priya@example.org", In_Reply_To="<recap-1@recap.invalid>"))
    assents.append(store.items()[0][1].assent)
    assert assents == ["absent", "asked", "affirmed"]


def test_a_question_that_is_answered_yes_counts(store: Store) -> None:
    answered(store, "done")
    question = store.questions()[0]
    book.answer(pen(store, "mark", minutes=9), [(question, True)], date(2026, 3, 12))
    done = [one.task for _, one in store.items(everything=True) if one.state == "done"]
    assert done == ["Book the coach"]
    assert len(store.questions()) == 1


def test_undo_takes_mails_back_and_they_can_be_read_again(store: Store) -> None:
    before = store.derived()["item"]
    first = ids(store)[0]
    answered(store, f"{first} done")
    act = book.user_acts(store)[0]
    book.undo(pen(store, "undo", minutes=8), act, date(2026, 3, 12))
    assert store.derived()["item"] == before
    assert answered(store, f"{first} done") == [("Book the coach", "done", True)]


def test_the_real_id_of_the_sent_copy_is_learnt(store: Store) -> None:
    sent = recap(store, Message_ID="<CA+real@mail.gmail.com>", X_Google_Original_Message_ID="<recap-1@recap.invalid>")
    answer = mail("ok", sender="Ben Stone <ben@example.org>", In_Reply_To="<CA+real@mail.gmail.com>")
    heard = taken_in(store, answer, sent)
    assert [one.kind for one in heard] == ["recap", "answer"]
    assert heard[1].answers[0].applied


def test_an_action_that_only_the_sent_recap_holds_is_no_longer_lost(store: Store) -> None:
    first, second, _ = ids(store)
    text = (
        RECAP.format(first=first, second=second, third="w6d")
        .replace("Call the printer", "Paint the fence")
        .replace("line 3", "line 9")
    )
    sent = mail(text, sender="Sam <sam@example.org>", to="Ben Stone <ben@example.org>",
                Subject="Recap: Weekly sync, Tue 3 Mar 2026", Message_ID="<recap-1@recap.invalid>")  # fmt: skip
    taken_in(store, sent, mail("w6d done", sender="Ben Stone <ben@example.org>", In_Reply_To="<recap-1@recap.invalid>"))
    fence = next(one for _, one in store.items(everything=True) if one.task == "Paint the fence")
    assert (fence.short, fence.owners, fence.state) == ("w6d", ("Ben Stone",), "done")
    assert store.derived() == _rebuilt(store)


def _rebuilt(store: Store) -> object:
    book.rebuild(store)
    return store.derived()


def test_recap_of_a_stranger_puts_no_promise_in(store: Store) -> None:
    evil = mail("ACTIONS\n\nBen Stone\n  - Pay evil 1000 dollars\n    Fri 13 Mar 2026\n", sender="evil@bad.example")
    real = recap(store)
    text = evil.data.replace(b"To:", f"Subject: {real.mail.subject}\nTo:".encode(), 1)
    evil = mail_of(text, "Mail/INBOX")
    own = mail_of(real.data, "Mail/Sent")
    post = post_of(store, PEOPLE, None, "mdy", "")  # the people file does not say who the user is
    heard = take_in(pen(store), post, lambda: [evil, own])
    assert sorted(one.kind for one in heard) == ["other", "recap"]
    assert not any("evil" in row.task for row in store.rows())


def test_each_mail_counts_once(store: Store) -> None:
    first = ids(store)[0]
    mails = (recap(store), mail(f"{first} done", In_Reply_To="<recap-1@recap.invalid>"))
    taken_in(store, *mails)
    known = store.derived()
    assert [one.kind for one in taken_in(store, *mails, *mails)] == ["known"] * 4
    assert store.derived() == known


# Files


def test_mailboxes_are_read_and_not_changed(store: Store, tmp_path: Path) -> None:
    sent, answer = recap(store), mail("ok", sender="Ben Stone <ben@example.org>", In_Reply_To="<recap-1@recap.invalid>")
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(sent.data)
    mbox = mailbox.mbox(tmp_path / "inbox.mbox")
    mbox.add(answer.data)
    mbox.close()
    before = _files(tmp_path)
    mails = [stored for name in ("Maildir", "inbox.mbox") for stored in mails_in(tmp_path / name)]
    assert [one.kind for one in taken_in(store, *mails)] == ["recap", "answer"]
    assert holds_mails(tmp_path / "Maildir")
    assert holds_mails(tmp_path / "inbox.mbox")
    assert _files(tmp_path) == before


def _files(folder: Path) -> dict[str, tuple[bytes, int]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "ledger" not in path.name)
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in found}


HOSTILE: Sequence[str] = (
    "> " * 200_000,
    ">\n" * 100_000,
    "On On On " * 20_000,
    "\n" * 200_000,
    "Den skrev " * 20_000,
    "From: a\n" * 50_000,
    "done " * 50_000,
    "<blockquote>" * 20_000,
)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    assert len(lines_of(text)) < 50_000
    assert len(text_of_html(text[:300_000])) <= 3_000_000


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 1000, b"From: \xff <@>\nDate: nonsense\n\n\xff", b"Date: Mon, 99 Foo 99999 1:1:1\n\nok"]
)
def test_broken_mails_are_read(store: Store, data: bytes) -> None:
    assert [one.kind for one in taken_in(store, mail_of(data, "mail"))] == ["other"]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("I am out of the office until Monday, 23 March 2026.", date(2026, 3, 23)),
        ("Back on Tuesday 17 March.", date(2026, 3, 17)),
        ("I am travelling from 9 March to 20 March.", date(2026, 3, 20)),
        ("Ich bin bis zum 20. März 2026 nicht im Büro.", date(2026, 3, 20)),
        ("Ich bin bis 20.03.2026 nicht erreichbar.", date(2026, 3, 20)),
        ("I am away. Please ring the office.", None),
        ("Away until further notice.", None),
        ("Our office is open to 5 pm.", None),
    ],
)
def test_the_end_of_an_absence_is_read(text: str, until: date | None) -> None:
    assert away_until(text, "Out of office", date(2026, 3, 11)) == until
