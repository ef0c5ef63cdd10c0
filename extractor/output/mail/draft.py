"""The recap as a draft for a mail program to open: an RFC 5322 message, text first, HTML last (RFC 2046, 5.1.4).

Nothing is sent. A draft names no machine and hides no recipient: the Message-ID is made of the content (RFC 2606 keeps
".invalid" free for that), and there is no Bcc. X-Unsent makes Outlook open it for editing.
"""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from extractor.common.escaping import printable
from extractor.model import Person, Recap, RenderOptions
from extractor.output.mail.address_book import is_address
from extractor.output.mail.body import html_email, text_body
from extractor.output.mail.recipients import addressees
from extractor.output.mail.view import subject

NAME_LENGTH = 64  # characters of a name in a header; RFC 5322 folds at blanks only


def draft(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The recap email as a message with CRLF line ends, in ASCII; for `wishes.reader` alone if there is one."""
    text, page = text_body(recap, options), html_email(recap, options)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _header(subject(recap))
    if options.sender and is_address(options.sender.email):
        message["From"] = _address(options.sender)
    to = addressees(recap, options).to
    if to:
        message["To"] = tuple(_address(person) for person in to)
    if options.now:
        message["Date"] = options.now
    digest = _digest(str(message), text, page)
    message["Message-ID"] = f"<{digest}@recap.invalid>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    if options.attach_ics and any(item.due and not item.done for item in recap.items):
        from extractor.output.ics import events

        message.add_attachment(events(recap, options), subtype="calendar", filename="deadlines.ics", cte="base64")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")  # made at random by default: the same recap, another file
    return message.as_bytes().decode("ascii")


def _address(person: Person) -> Address:
    name = _header(person.name)
    name = "" if "@" in name else name[:NAME_LENGTH].strip()
    return Address(display_name=name, addr_spec=person.email or "")


def _header(words: str) -> str:
    """The words as a header may have them: "=?utf-8?B?PGI+?=" stays what it is, and is not decoded by who reads it."""
    return printable(words).replace("=?", "= ?").strip()


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
