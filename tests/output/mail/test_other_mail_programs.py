"""Drafts as other programs read them: Python's parsers, Perl's Email::MIME, and notmuch in a Maildir."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.policy import SMTP, compat32
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import FULL

from extractor.cli.email import deliver
from extractor.model import Person, RenderOptions
from extractor.output.mail.draft import MAX_HEADER_NAME, draft, header_text, plain_draft

pytestmark = pytest.mark.mail
NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
SAM = Person("Sam Teller", email="sam@example.org")
BOOK = (Person("Ana Lopez", email="ana@example.org"), Person("Bob Stone", email="bob@example.org"))
LONG = "Ąžuolynas – šešėlių projektas, 漢字の会議, " * 5
HOSTILE = 'Eve "Q" <x>, O’Neil; (c)\r\nBcc: mallory@example.org'


def options(**more: Any) -> RenderOptions:
    values: dict[str, Any] = {"sender": SAM, "address_book": BOOK, "now": NOW}
    return RenderOptions(**(values | more))


DRAFTS = {
    "plain": draft(FULL, options()),
    "with a calendar": draft(FULL, options(attach_ics=True)),
    "long subject in four scripts": draft(FULL, options(subject=LONG)),
    "sender in another script": draft(FULL, options(sender=Person("Žofie Ångström 漢字", email="z@example.org"))),
    "hostile title": draft(replace(FULL, title=HOSTILE), options()),
    "hostile sender": draft(FULL, options(sender=Person(HOSTILE, email="eve@example.org"))),
    "lines of a mail": draft(FULL, options(note="From here on\n.\nGrüße, 🎉 " + "x" * 900)),
    "reminder": plain_draft(
        BOOK[0], "Re: " + LONG, "Ana,\n\nFrom the line — “ok”?\n", options(), answers="a.b@c.example"
    ),
}
HEADERS = ("Subject", "From", "To", "Cc", "Bcc", "In-Reply-To", "References", "X-Unsent", "MIME-Version")
PERL = """
use JSON::PP; my @found; local $/;
for my $draft (@{decode_json(<STDIN>)}) {
    my $mail = Email::MIME->new($draft);
    my %headers = map { $_ => scalar $mail->header_str($_) } qw(NAMES);
    my @parts;
    $mail->walk_parts(sub {
        my $part = $_[0];
        return if $part->subparts;
        push @parts, [($part->content_type =~ /^([^;]+)/)[0], $part->body_str];
    });
    push @found, {headers => \\%headers, parts => \\@parts};
}
print encode_json(\\@found);
"""


def by_python(document: str) -> dict[str, Any]:
    """Return what Python reads in a draft: headers, and the parts that hold something."""
    message: Any = message_from_bytes(document.encode("ascii"), policy=SMTP)
    assert not [part.defects for part in message.walk() if part.defects]
    leaves = [part for part in message.walk() if not part.is_multipart()]
    return {
        "headers": {name: None if message[name] is None else str(message[name]) for name in HEADERS},
        "parts": [[part.get_content_type(), part.get_content().replace("\r\n", "\n")] for part in leaves],
    }


@pytest.mark.parametrize("document", DRAFTS.values(), ids=DRAFTS)
def test_encoded_words_are_not_longer_than_the_rfc_allows(document: str) -> None:
    words = re.findall(r"=\?utf-8\?.\?[^?]*\?=", document.partition("\r\n\r\n")[0])
    assert max(map(len, words), default=0) <= 75


@pytest.mark.slow
@given(st.text(max_size=300), st.text(max_size=100))
def test_any_subject_and_name_come_back_whole(subject: str, name: str) -> None:
    document = plain_draft(replace(BOOK[0], name=name), subject, "Hi", options())
    assert by_python(document)["headers"]["Subject"] == header_text(subject)
    # The new parser adds a space between two encoded words of a name (Python 3.11); the old one does not.
    raw = BytesParser(policy=compat32).parsebytes(document.encode("ascii"))["To"]
    ((called, address),) = getaddresses([raw])
    assert address == "ana@example.org"
    wanted = header_text(name)
    assert str(make_header(decode_header(called))) == ("" if "@" in wanted else wanted[:MAX_HEADER_NAME].strip())
    assert max(map(len, document.partition("\r\n\r\n")[0].split("\r\n"))) <= 78


@pytest.mark.parametrize("document", DRAFTS.values(), ids=DRAFTS)
def test_parsers_of_python_agree(document: str) -> None:
    old = BytesParser(policy=compat32).parsebytes(document.encode("ascii"))
    assert not [part.defects for part in old.walk() if part.defects]
    found = by_python(document)
    kinds = [part.get_content_type() for part in old.walk() if not part.is_multipart()]
    assert kinds == [kind for kind, _ in found["parts"]]
    assert found["headers"]["Bcc"] is found["headers"]["Cc"] is None


def test_perl_reads_the_same_headers_and_bodies() -> None:
    perl = shutil.which("perl")
    if perl is None or subprocess.run([perl, "-MEmail::MIME", "-e", "1"], capture_output=True, check=False).returncode:
        pytest.skip("Perl's Email::MIME is not installed")
    done = subprocess.run(
        [perl, "-MEmail::MIME", "-e", PERL.replace("NAMES", " ".join(HEADERS))],
        input=json.dumps(list(DRAFTS.values())).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    for (name, document), read in zip(DRAFTS.items(), json.loads(done.stdout), strict=True):
        for header in ("From", "To"):  # Perl writes the name of a person in quotes
            addresses = zip(
                *(getaddresses([one["headers"][header] or ""]) for one in (read, by_python(document))), strict=True
            )
            assert all(one == other for one, other in addresses), name
            read["headers"][header] = by_python(document)["headers"][header]
        read["parts"] = [[kind, body.replace("\r\n", "\n")] for kind, body in read["parts"]]
        assert read == by_python(document), name


def test_notmuch_finds_drafts_in_a_maildir(tmp_path: Path) -> None:
    notmuch = shutil.which("notmuch")
    if notmuch is None:
        pytest.skip("notmuch is not installed")
    box = tmp_path / "mail" / "Drafts"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
    files = {name: deliver(document, box) for name, document in DRAFTS.items()}
    assert all(path.parent.name == "cur" and path.name.endswith(":2,DS") for path in files.values())
    (tmp_path / "config").write_text(
        f"[database]\npath={tmp_path / 'mail'}\n[user]\nname=Sam\nprimary_email=sam@example.org\n"
        "[new]\ntags=\n[maildir]\nsynchronize_flags=true\n",
        encoding="utf-8",
    )

    def run(*words: str) -> Any:
        environment = {"NOTMUCH_CONFIG": str(tmp_path / "config"), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [notmuch, *words], env=environment, capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        return done.stdout

    run("new")
    assert int(run("count", "--output=files", "tag:draft and not tag:unread")) == len(DRAFTS)
    for name, path in files.items():
        id = str(message_from_bytes(path.read_bytes(), policy=SMTP)["Message-ID"]).strip("<>")
        ((shown, _),) = json.loads(run("show", "--format=json", "--entire-thread=false", f"id:{id}"))[0]
        expected = by_python(DRAFTS[name])
        assert shown["headers"]["Subject"] == expected["headers"]["Subject"], name
        assert expected["parts"][0][1].strip() in (part.strip() for part in texts(shown["body"])), name


def texts(parts: Any) -> list[str]:
    """Return the words of the parts that notmuch shows."""
    found: list[str] = []
    for part in parts:
        content = part.get("content", "")
        found += [content] if isinstance(content, str) else texts(content)
    return found
