"""Read mails from files, mailboxes and Maildirs, each once, without changing them.

A mail is reduced to its heads; its text is read only where they show that it may be an answer.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from extractor.common.escaping import printable
from extractor.common.files import is_file, is_folder, read_bounded, reason
from extractor.common.lazy_regex import expression
from extractor.errors import RecapError
from extractor.ledger.events import Member
from extractor.ledger.identity import digest
from extractor.readers.formats.mail import MBOX, is_mail
from extractor.readers.formats.mail_lines import Line, lines_of, text_of

MAX_BYTES = 50_000_000  # of one file with one mail
ENDING = ".eml"

MAX_HEAD = 256 * 1024  # bytes of the heads of a mail
_HEAD_END = expression(rb"\r?\n\r?\n")
_ID = expression(r"<([^<>\s]{1,400})>")
_REPLY = expression(r"^(?:\s*(?:re|aw|antw|sv|vs|ref|rif)\s*(?:\[\d+\])?\s*:\s*)+", re.I)
_FORWARD = expression(r"^\s*(?:(?:re|aw)\s*:\s*)*(?:fwd?|wg|tr|doorst)\s*:", re.I)
_AUTOMATIC = expression(
    r"^\s*(?:automatic\sreply|auto(?:matic)?[\s-]?(?:reply|response)|out\sof\s(?:the\s)?office|abwesenheit|automatische\santwort"
    r"|r[ée]ponse\sautomatique|respuesta\sautom[áa]tica|vacation)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was sent or received."""

    id: str  # Message-ID, without angle brackets; a hash of the mail where it has none
    aliases: tuple[str, ...]  # other ids of it, such as the one that Gmail replaced
    parents: tuple[str, ...]  # of In-Reply-To, then of References, the nearest first
    name: str  # of the sender
    address: str
    to: tuple[Member, ...]
    subject: str  # without "Re:"
    day: date | None
    is_reply: bool
    is_automatic: bool
    is_forwarded: bool
    about: str  # what recap wrote into a draft: "gentle k7m p4x"
    source: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail in a file or a mailbox: its heads, and how to get the rest."""

    mail: Mail
    data: bytes

    def text(self) -> str:
        """Return its text."""
        message = message_from_bytes(self.data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return text_of(message)

    def lines(self) -> tuple[Line, ...]:
        """Return the lines of its text."""
        return lines_of(self.text())


def holds_mails(path: Path) -> bool:
    """Whether a path is a mail, a mailbox or a Maildir."""
    if is_folder(path):
        return is_maildir(path)
    return path.suffix.casefold() == ENDING or is_mailbox(path)


def is_mailbox(path: Path) -> bool:
    """Whether a file is a mailbox in the format mbox."""
    if not is_file(path):
        return False
    try:
        with path.open("rb") as file:
            start = file.read(64 * 1024)
    except OSError:
        return False
    return start.startswith(MBOX) and is_mail(start)


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir, as mutt, neomutt, aerc, notmuch, mbsync and offlineimap keep mail."""
    return all(is_folder(path / name) for name in ("cur", "new", "tmp"))


def mails_in(path: Path) -> Iterator[Stored]:
    """Yield the mails of a file, a mailbox or a Maildir.

    Raises RecapError if it cannot be read.
    """
    name = printable(str(path))
    try:
        if is_maildir(path):
            yield from _from_box(mailbox.Maildir(path, factory=None, create=False), name)
            return
        with path.open("rb") as file:
            is_box = file.read(len(MBOX)) == MBOX
        if is_box:
            yield from _from_box(mailbox.mbox(path, factory=None, create=False), name)
            return
        data = read_bounded(path, MAX_BYTES)
    except (OSError, mailbox.Error) as error:
        why = reason(error) if isinstance(error, OSError) else "not a mailbox"
        raise RecapError(f"{name} cannot be read ({why}); name a mail, a mailbox or a Maildir") from error
    if len(data) > MAX_BYTES:
        raise RecapError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB; name the mail without its attachments")
    yield mail_of(data, name)


def _from_box(box: mailbox.Mailbox[mailbox.Message], name: str) -> Iterator[Stored]:
    with closing(box):
        for key in sorted(box.keys()):
            data = box.get_bytes(key)
            if len(data) <= MAX_BYTES:
                yield mail_of(data, name)


def mail_of(data: bytes, source: str) -> Stored:
    """Return the mail that some bytes hold; `source` is the name of its file."""
    return Stored(_mail_of(data, source), data)


def _mail_of(data: bytes, source: str) -> Mail:
    head = _HEAD_END.search(data, 0, MAX_HEAD)
    message = BytesHeaderParser(policy=policy.compat32).parsebytes(data[: head.start() if head else MAX_HEAD])

    def field(name: str) -> str:
        return _decoded(message.get(name, ""))

    ids = _ids(field("Message-ID"))
    replaced = _ids(f"{field('X-Google-Original-Message-ID')} {field('X-Original-Message-ID')}")
    people = tuple(Member(name, email=address.casefold()) for name, address in _people(field("From")))
    sender = people[0] if people else Member("", email="")
    parents = (*_ids(field("In-Reply-To")), *reversed(_ids(field("References"))))
    subject = field("Subject")
    return Mail(
        id=ids[0] if ids else digest("mail", data.decode("latin-1")),
        aliases=tuple(dict.fromkeys((*ids[1:], *replaced))),
        parents=tuple(dict.fromkeys(parents)),
        name=sender.name,
        address=sender.email or "",
        to=tuple(Member(name, email=address.casefold()) for name, address in _people(f"{field('To')}, {field('Cc')}")),
        subject=_REPLY.sub("", subject).strip(),
        day=_day(field("Date")),
        is_reply=bool(parents) or _REPLY.match(subject) is not None,
        is_automatic=_is_automatic(field, subject),
        is_forwarded=_FORWARD.match(subject) is not None,
        about=field("X-Recap"),
        source=source,
    )


def _is_automatic(field: object, subject: str) -> bool:
    """Whether a program wrote the mail (RFC 3834), such as a note of absence."""
    assert callable(field)
    submitted = field("Auto-Submitted").casefold()
    is_marked = bool(submitted) and submitted != "no"
    is_bulk = field("Precedence").casefold() in ("auto_reply", "auto-reply", "bulk", "junk")
    names = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply")
    return is_marked or is_bulk or any(field(name) for name in names) or _AUTOMATIC.match(subject) is not None


def _decoded(value: object) -> str:
    """Return a header in plain words; one that no parser takes as far as it can be read."""
    from email.header import decode_header, make_header

    words = str(value)[:20_000]
    if "=?" in words:
        with suppress(ValueError, LookupError, UnicodeError):
            words = str(make_header(decode_header(words)))
    return " ".join(printable(words).split())


def _ids(words: str) -> list[str]:
    return _ID.findall(words) or ([words.strip()] if "@" in words and " " not in words.strip() else [])


def _people(words: str) -> list[tuple[str, str]]:
    try:
        return [
            (name.strip(), address.strip()) for name, address in getaddresses([words], strict=False) if "@" in address
        ]
    except TypeError:  # before Python 3.11.10
        return [(name.strip(), address.strip()) for name, address in getaddresses([words]) if "@" in address]


def _day(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
