"""Drafts: their recipients and content, and that other tools read and deliver them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from places import SAMPLES as SAMPLES_FOLDER
from plans import FULL, action, recap

from extractor.cli.app import app
from extractor.model import Person, RenderOptions
from extractor.output.mail.address_book import is_address
from extractor.output.mail.draft import draft
from extractor.output.mail.recipients import addressees, readers
from extractor.output.plan_json import write_plan
from extractor.output.render import render

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
SAM = Person("Sam Teller", email="sam@example.org")
BOOK = (
    Person("Ana Lopez", ("AL",), email="ana@example.org"),
    Person("Bob Stone", email="bob@example.org"),
    Person("Carl Eriksen", email="carl@example.org"),
    SAM,
)
MSMTP = shutil.which("msmtp")
SAMPLES = sorted(SAMPLES_FOLDER.glob("*.[mt][dx]*"))


def parsed(document: str) -> Any:
    return message_from_bytes(document.encode("ascii"), policy=SMTP)


@pytest.mark.parametrize(
    "words",
    ["", "ana", "ana@", "@example.org", "ana@example org", "a@b>c", "ana@example.org\n", "ana@example.org, eve@x.org"],
)
def test_invalid_address_is_recognised(words: str) -> None:
    assert not is_address(words)


def test_draft_has_no_hidden_recipient_and_no_host_name() -> None:
    document = draft(FULL, RenderOptions(sender=SAM, address_book=BOOK, now=NOW))
    message = parsed(document)
    for header in ("Bcc", "Cc", "List-Unsubscribe", "Received"):
        assert header not in message
    assert os.uname().nodename not in message["Message-ID"]
    assert message["Message-ID"].endswith("@recap.invalid>")


def test_draft_has_headers_text_and_html() -> None:
    options = RenderOptions(sender=SAM, address_book=BOOK, now=NOW)
    message = parsed(draft(FULL, options))
    assert message["Subject"] == "Recap: Weekly sync, Wed 4 Mar 2026"
    assert message["From"] == "Sam Teller <sam@example.org>"
    assert message["To"] == "Ana Lopez <ana@example.org>, Bob Stone <bob@example.org>, Carl Eriksen <carl@example.org>"
    assert message["Date"].datetime == NOW
    assert message["X-Unsent"] == "1"
    assert message.get_content_type() == "multipart/alternative"
    text, page = message.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert f"Subject: {message['Subject']}\n\n{text.get_content()}".replace("\r\n", "\n") == render(
        FULL, "text", options
    )
    assert page.get_content().replace("\r\n", "\n") == render(FULL, "html", options)


def test_lines_of_draft_are_short_and_end_with_crlf() -> None:
    lines = draft(FULL, RenderOptions(sender=Person("Žofie Ångström 漢字", email="z@example.org"))).split("\r\n")
    assert not [line for line in lines if "\n" in line or "\r" in line]
    assert max(map(len, lines)) <= 78
    assert parsed("\r\n".join(lines))["From"].addresses[0].display_name == "Žofie Ångström 漢字"


def test_same_recap_gives_the_same_draft() -> None:
    options = RenderOptions(sender=SAM, address_book=BOOK, now=NOW, attach_ics=True)
    assert draft(FULL, options) == draft(FULL, options)
    assert draft(FULL, options) != draft(
        FULL, RenderOptions(sender=SAM, address_book=BOOK, now=NOW, attach_ics=True, note="Thanks!")
    )


def test_calendar_is_attached_to_the_draft() -> None:
    message = parsed(draft(FULL, RenderOptions(attach_ics=True, now=NOW)))
    assert message.get_content_type() == "multipart/mixed"
    (attached,) = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "deadlines.ics")
    assert attached.get_content().startswith("BEGIN:VCALENDAR")
    assert [
        part.get_content_type() for part in parsed(draft(recap(), RenderOptions(attach_ics=True))).iter_parts()
    ] == [
        "text/plain",
        "text/html",
    ]


@dataclass(frozen=True)
class Case:
    """Owners in the notes, the people of the notes, and who is to get the mail."""

    owners: tuple[str, ...]
    options: RenderOptions
    people: tuple[Person, ...] = ()
    to: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


WITH_BOOK = RenderOptions(address_book=BOOK)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Case(("Eve",), WITH_BOOK, missing=("Eve",)), id="unknown"),
        pytest.param(Case(("Ana Lima",), WITH_BOOK, missing=("Ana Lima",)), id="another Ana"),
        pytest.param(Case(("the chairs", "all"), WITH_BOOK), id="no people"),
        pytest.param(
            Case(("Eve",), RenderOptions(), people=(Person("Eve", email="not an address"),), missing=("Eve",)),
            id="no address",
        ),
        pytest.param(Case(("Sam Teller",), RenderOptions(address_book=BOOK, sender=SAM)), id="the sender"),
        pytest.param(Case(("Sam Teller",), RenderOptions(sender=Person("Sam"))), id="the sender by first name"),
        pytest.param(Case(("Ana",), WITH_BOOK, to=("ana@example.org",)), id="first name"),
        pytest.param(Case(("AL",), WITH_BOOK, to=("ana@example.org",)), id="alias"),
        pytest.param(
            Case(
                ("Eve", "EE"),
                RenderOptions(),
                people=(Person("Eve", ("EE",), email="e@x.org"),),
                to=("e@x.org",),
                missing=("EE",),
            ),
            id="address in the notes",
        ),
        pytest.param(
            Case(("Ana Lopez",), WITH_BOOK, people=(Person("Ana Lopez", email="old@x.org"),), to=("ana@example.org",)),
            id="address in notes and people file",
        ),
        pytest.param(
            Case(
                ("Eve",),
                RenderOptions(audience="client"),
                people=(Person("Eve", email="e@x.org"),),
                missing=("Eve",),
            ),
            id="for a client only the people file counts",
        ),
        pytest.param(Case(("Ana Lopez", "AL"), WITH_BOOK, to=("ana@example.org",)), id="two names of one person"),
    ],
)
def test_attendees_and_owners_with_an_address_get_the_draft(case: Case) -> None:
    found = addressees(recap(*(action(f"go {name}", name) for name in case.owners), people=case.people), case.options)
    assert (tuple(person.email for person in found.to), found.missing, found.doubts) == (case.to, case.missing, ())


def test_name_of_two_people_is_a_doubt() -> None:
    book = (Person("Ana Lopez", email="ana@example.org"), Person("Ana Lima", email="lima@example.org"))
    found = addressees(recap(action("go", "Ana")), RenderOptions(address_book=book))
    assert (found.to, found.missing) == ((), ())
    assert "Ana Lopez <ana@example.org> or Ana Lima <lima@example.org>" in found.doubts[0]


def test_absent_owner_is_asked_to_confirm() -> None:
    made = recap(
        action("call", "Robin Shaw"),
        action("write", "Ana Lopez"),
        action("vote", "the chairs"),
        attendees=("Ana Lopez",),
    )
    for format in ("text", "html"):
        words = " ".join(render(made, format).split())
        assert words.count("assigned in your absence, please confirm") == 1
    assert "Robin Shaw (assigned in your absence, please confirm)" in render(made, "text")
    assert "absence" not in render(recap(action("call", "Robin Shaw")), "text")
    assert [
        person.email
        for person in addressees(made, RenderOptions(address_book=(Person("Robin Shaw", email="r@x.org"),))).to
    ] == ["r@x.org"]


def test_draft_for_one_person_starts_with_their_part() -> None:
    assert readers(FULL) == ("Ana Lopez", "Bob Stone", "Carl Eriksen")
    message = parsed(draft(FULL, RenderOptions(reader="Ana Lopez", address_book=BOOK)))
    assert message["To"] == "Ana Lopez <ana@example.org>"
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.startswith("Ana,\n\nYou have 3 actions, first due Fri 6 Mar; 2 need an answer.\n\n- Send the deck · ")
    assert text.index("- Send the deck") < text.index("All in all: 8 actions") < text.index("ACTIONS OF THE OTHERS")
    assert text.lower().count("send the deck") == 1  # the reader's part is said once
    assert "- Read the incident report · by Wed 11 Mar?" in text  # asked where it stands
    assert "Review the pricing page (with Bob Stone) · Wed 11 Mar (next\n  Wednesday), or Wed 18 Mar?" in text
    assert "- Anyone: find a venue" in text and "- Bob Stone: fix" not in text  # only what this reader can answer
    assert "[" not in text  # who gets a part of their own need not have the notes
    page = message.get_body(("html",)).get_content()
    assert page.index("You have 3 actions") < page.index("All in all")


def test_note_and_signature_are_in_the_mail() -> None:
    words = render(FULL, "text", RenderOptions(note="What a meeting!\nBcc: x", sender=SAM))
    assert words.startswith("Subject: Recap: Weekly sync, Wed 4 Mar 2026\n\nWhat a meeting! Bcc: x\n\n8 actions")
    assert "and I will correct it.\n\nSam Teller\n" in words


def test_mail_for_a_client_is_formal() -> None:
    words = render(FULL, "text", RenderOptions(audience="client", sender=SAM))
    assert "\n\nHello,\n\nThank you for meeting with us on Wed 4 Mar 2026." in words
    assert "\nKind regards,\nSam Teller\n" in words
    assert "Kind regards" not in render(FULL, "text", RenderOptions(sender=SAM))


def test_mail_of_ten_actions_has_less_than_300_words() -> None:
    items = [
        action(f"write chapter {n} of the new handbook", ("Ana Lopez", "Bob Stone")[n % 2], line=n) for n in range(10)
    ]
    for made in (recap(*items), recap(*items, attendees=("Ana Lopez", "Bob Stone")), FULL):
        assert len(render(made, "text", RenderOptions(note="Thanks all.", sender=SAM)).split()) < 300


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.json").write_text(write_plan(FULL), encoding="utf-8")
    (tmp_path / "people.csv").write_text(
        "name,email,aliases\n" + "".join(f"{p.name},{p.email},\n" for p in BOOK), encoding="utf-8"
    )
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="recap")


def test_draft_is_readable_only_by_its_owner_and_recipients_are_reported(folder: Path) -> None:
    result = run("plan.json", "-o", "mail.eml", "--people", "people.csv", "--from", "Sam")
    assert result.exit_code == 0
    assert stat.S_IMODE((folder / "mail.eml").stat().st_mode) == 0o600
    assert "to: Ana Lopez <ana@example.org>, Bob Stone <bob@example.org>, Carl Eriksen" in result.stderr
    assert parsed((folder / "mail.eml").read_bytes().decode())["From"] == "Sam Teller <sam@example.org>"


def test_per_owner_writes_a_draft_for_each_person(folder: Path) -> None:
    result = run("plan.json", "--per-owner", "out", "--people", "people.csv")
    assert result.exit_code == 0, result.stderr
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == ["ana-lopez.eml", "bob-stone.eml", "carl-eriksen.eml", "everyone.eml"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "out").iterdir()} == {0o600}
    assert run("plan.json", "--per-owner", "out", "-o", "x").exit_code == 2


def test_open_launches_the_mail_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def launched(path: Path) -> bool:
        opened.append(str(path))
        return True

    monkeypatch.setattr("extractor.cli.email._launched", launched)
    result = run("plan.json", "--open")
    assert (result.exit_code, result.stdout) == (0, "")
    assert parsed(Path(opened[0]).read_bytes().decode())["X-Unsent"] == "1"
    shutil.rmtree(Path(opened[0]).parent)
    assert run("plan.json", "--open", "-o", "mine.html").exit_code == 0
    assert opened[1] == str(folder / "mine.html")
    monkeypatch.setattr("extractor.cli.email._launched", lambda path: False)
    result = run("plan.json", "--open", "-o", "mine.eml")
    assert (result.exit_code, result.stderr.strip().splitlines()[-1]) == (
        1,
        "recap: nothing on this machine opens .eml files; open it yourself: mine.eml",
    )


@pytest.fixture
def server() -> Iterator[tuple[int, list[Any]]]:
    """Run an SMTP server on the loopback; yield its port and the list of the envelopes that it gets."""
    controller = pytest.importorskip("aiosmtpd.controller")
    if MSMTP is None:
        pytest.skip("msmtp is not installed")
    envelopes: list[Any] = []

    class Handler:
        async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
            envelopes.append(envelope)
            return "250 OK"

    with socket.socket() as probe:  # aiosmtpd connects to the port that it is given, so 0 would not do
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = controller.Controller(Handler(), hostname="127.0.0.1", port=port)
    running.start()
    yield port, envelopes
    running.stop()


@pytest.mark.slow
@pytest.mark.mail
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_delivered_draft_keeps_both_parts(sample: Path, server: tuple[int, list[Any]], tmp_path: Path) -> None:
    import extractor

    port, envelopes = server
    book = tuple(Person(name, email=f"p{n}@example.org") for n, name in enumerate(extractor.extract(sample).attendees))
    options = RenderOptions(sender=SAM, address_book=(*book, BOOK[0]), note="Grüße, 漢字", now=NOW, attach_ics=True)
    document = render(extractor.extract(sample), "eml", options)
    assert MSMTP
    done = subprocess.run(
        [
            MSMTP,
            "--file=/dev/null",
            "--host=127.0.0.1",
            f"--port={port}",
            "--tls=off",
            "--auth=off",
            "-f",
            "sam@example.org",
            "ana@example.org",
        ],
        input=document.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    (envelope,) = envelopes
    assert envelope.rcpt_tos == ["ana@example.org"]
    sent, received = parsed(document), message_from_bytes(envelope.content, policy=SMTP)
    for kind in ("plain", "html"):
        sent_body, received_body = sent.get_body((kind,)), received.get_body((kind,))
        assert received_body is not None
        assert sent_body.get_content() == received_body.get_content()
    assert "Grüße, 漢字" in str(received.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert received["Subject"] == sent["Subject"]


@pytest.mark.mail
def test_other_parsers_read_the_draft(tmp_path: Path) -> None:
    """Perl's Email::MIME, and Python's old parser, whose code for headers differs from that of the new one."""
    from email.parser import BytesParser
    from email.policy import compat32

    document = draft(FULL, RenderOptions(sender=SAM, address_book=BOOK, attach_ics=True)).encode()
    message = BytesParser(policy=compat32).parsebytes(document)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert not [part.defects for part in message.walk() if part.defects]
    perl = shutil.which("perl")
    if perl is None or subprocess.run([perl, "-MEmail::MIME", "-e", "1"], capture_output=True, check=False).returncode:
        pytest.skip("Perl's Email::MIME is not installed")
    script = (
        "use JSON::PP; my @k; Email::MIME->new(join '', <STDIN>)->walk_parts(sub { push @k, $_[0]->content_type });"
    )
    done = subprocess.run(
        [perl, "-MEmail::MIME", "-e", script + "print encode_json(\\@k)"],
        input=document,
        capture_output=True,
        check=True,
    )
    assert [kind.split(";")[0] for kind in json.loads(done.stdout)] == kinds
