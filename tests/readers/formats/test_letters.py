"""Mails as notes: what they quote is context, what they ask for is work of their reader, what they pass on is read."""

from __future__ import annotations

import pytest

from extractor.model import Action, ReadOptions
from extractor.pipeline import from_bytes

HEAD = """From: Petra Lang <petra@ex.test>
To: {to}
Subject: {subject}
Date: Mon, 11 May 2026 09:30:00 +0200
MIME-Version: 1.0
Content-Type: text/{kind}; charset=utf-8

"""
IAN = "Ian Cole <ian@ex.test>"


def items(text: str, *, to: str = IAN, subject: str = "Re: Concert", kind: str = "plain") -> list[Action]:
    mail = HEAD.format(to=to, subject=subject, kind=kind) + text
    return list(from_bytes(mail.encode(), "concert.eml", ReadOptions()).items)


OWN = "Hi Ian,\n\nI will check the licence by Friday.\n\nPetra\n\n"
SAID = "I will order the banners. Could you paint the sign?\n"
QUOTES = {
    "sign alone": "> I will order the banners. Could you paint the sign?\n",
    "Outlook": "-----Original Message-----\nFrom: Ian Cole\nSent: 8 May 2026 17:12\nTo: Petra\nSubject: Concert\n\n"
    + SAID,
    "German head": "Von: Ian Cole <ian@ex.test>\nGesendet: Freitag, 8. Mai 2026\nAn: Petra\nBetreff: Concert\n\n"
    + SAID,
    "German line": f"Am 08.05.2026 um 17:12 schrieb Ian Cole:\n\n{SAID}",
    "French head": "De : Ian Cole\nEnvoyé : vendredi 8 mai 2026\nÀ : Petra Lang\nObjet : Concert\n\n" + SAID,
    "head in a line": f"From: Ian Cole Sent: 8 May 2026 To: Petra Lang Subject: Concert\n\n{SAID}",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_what_a_mail_quotes_promises_nothing(quote: str) -> None:
    assert [(item.task, item.owners) for item in items(OWN + quote)] == [("check the licence", ("Petra Lang",))]


PAGES = {
    "Gmail": '<div>I will check the licence.</div><div class="gmail_quote"><div>On Fri, May 8, 2026 Ian Cole wrote:'
    "</div><blockquote>I will order the banners.</blockquote></div>",
    "Outlook": "<p>I will check the licence.</p><hr><div><b>From:</b> Ian Cole<br><b>Sent:</b> 8 May 2026<br>"
    "<b>To:</b> Petra<br><b>Subject:</b> Concert</div><p>I will order the banners.</p>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_a_mail_in_html_quotes_promises_nothing(page: str) -> None:
    assert [item.task for item in items(f"<html><body>{page}</body></html>", kind="html")] == ["check the licence"]


def test_indented_part_of_a_mail_in_html_is_no_quote() -> None:
    page = '<blockquote style="margin:0 0 0 40px;border:none">I will check the licence.</blockquote>'
    assert len(items(f"<html><body><p>Hi</p>{page}</body></html>", kind="html")) == 1


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("Could you also send me the keys?", "send me the keys"),
        ("Could you please measure the stage?", "measure the stage"),
        ("Would you be able to book the hall?", "book the hall"),
        ("It would be great if you could ask Sam for his tables.", "ask Sam for his tables"),
        ("Please send me the invoice.", "send me the invoice"),
    ],
)
def test_request_of_a_mail_is_work_of_its_reader(words: str, task: str) -> None:
    found = [(item.task, item.owners) for item in items(f"Hi Ian,\n\nI will print the posters. {words}\n\nPetra\n")]
    assert (task, ("Ian Cole",)) in found


@pytest.mark.parametrize(
    "words",
    [
        "Please find the menu attached.",
        "Please note that it rains.",
        "Let me know if you need anything.",
        "Can you believe it?",
    ],
)
def test_courtesy_of_a_mail_is_no_work(words: str) -> None:
    assert [item.task for item in items(f"I will print the posters. {words}\n\nPetra\n")] == ["print the posters"]


def test_who_is_called_of_several_readers_is_asked() -> None:
    found = items(
        "Rob, can you please print the menus? Fay, could you bring the urn?\n",
        to="Rob Dunn <r@x.test>, Fay Long <f@x.test>",
    )
    assert [item.owners for item in found] == [("Rob Dunn",), ("Fay Long",)]


MINUTES = "Minutes, 10 May 2026\n\n- Ian to hire the lights by 20 May\n- I will tune the piano\n"
PASSED_ON = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Lucy Ray <lucy@ex.test>\nDate: Sun, May 10, 2026\n"
    "Subject: Concert\nTo: Petra <petra@ex.test>\n\n" + MINUTES,
    "Outlook": "From: Lucy Ray\nSent: 10 May 2026 20:01\nTo: Petra Lang\nSubject: Concert\n\n" + MINUTES,
    "Apple Mail": "Begin forwarded message:\n\n> From: Lucy Ray <lucy@ex.test>\n> Subject: Concert\n> Date: 10 May 2026"
    "\n> To: Petra Lang\n>\n" + "".join(f"> {line}\n" for line in MINUTES.splitlines()),
}


@pytest.mark.parametrize("mail", PASSED_ON.values(), ids=PASSED_ON)
def test_minutes_that_a_mail_points_to_are_the_notes(mail: str) -> None:
    found = items(f"Ian, see the minutes below.\n\nPetra\n\n{mail}", subject="Fwd: Concert")
    assert [item.task for item in found] == ["hire the lights", "tune the piano"]
    assert found[0].owners == ("Ian Cole",)
    assert found[1].owners == ("Lucy Ray",)


def test_answers_below_do_not_make_a_quote_the_notes() -> None:
    text = "Ian, my answers below.\n\nPetra\n\nFrom: Lucy Ray\nSent: 10 May 2026\nTo: Petra\nSubject: x\n\n" + MINUTES
    assert items(text) == []


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("Dan, I'll fetch the trestles at noon on Saturday.", ["fetch the trestles"]),
        ("I will be away on Friday.", []),
        ("I'll let you know.", []),
    ],
)
def test_promise_of_the_writer_is_an_item(words: str, tasks: list[str]) -> None:
    assert [item.task for item in items(f"{words}\n")] == tasks
