"""Write the recap as a draft for a mail program: an RFC 5322 message with a text and an HTML part.

recap sends nothing. X-Unsent makes Outlook open the message for editing. The Message-ID is a hash of the content at
".invalid" (RFC 2606), so that it does not name this machine; there is no Bcc.
"""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.model import Person, Recap, RenderOptions
from extractor.output.mail.address_book import is_address
from extractor.output.mail.body import html_email, text_body
from extractor.output.mail.recipients import addressees
from extractor.output.mail.view import subject_of

MAX_HEADER_NAME = 64  # characters of a name: Python folds headers only at spaces


def draft(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the email as the text of an .eml file (ASCII, CRLF).

    With `options.reader` it is addressed to that person and opens with their part.
    """
    text, html = text_body(recap, options), html_email(recap, options)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = header_text(subject_of(recap, options))
    if options.sender and is_address(options.sender.email):
        message["From"] = address_of(options.sender)
    to = addressees(recap, options).to
    if to:
        message["To"] = tuple(address_of(person) for person in to)
    if options.cc and not options.reader:
        message["Cc"] = tuple(address_of(person) for person in options.cc)
    if options.now:
        message["Date"] = options.now
    digest = digest_of(str(message), text, html)
    message["Message-ID"] = f"<{digest}@recap.invalid>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")  # last: the preferred part (RFC 2046, 5.1.4)
    if options.attach_ics and any(item.due and not item.done for item in recap.items):
        from extractor.output.ics import events

        message.add_attachment(events(recap, options), subtype="calendar", filename="deadlines.ics", cte="base64")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")  # Python's is random, but the same recap must give the same file
    return message.as_bytes().decode("ascii")


def address_of(person: Person) -> Address:
    """Return a person as the value of a header; a name that looks like an address is left out."""
    name = header_text(person.name)
    name = "" if "@" in name else name[:MAX_HEADER_NAME].strip()
    return Address(display_name=name, addr_spec=person.email or "")


def header_text(words: str) -> str:
    """Return the words for a header; a literal "=?utf-8?B?PGI+?=" is broken up, as mail programs would decode it."""
    return printable(words).replace("=?", "= ?").strip()


def digest_of(*texts: str) -> str:
    """Return the part of a Message-ID that stands for these texts."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def plain_draft(
    to: Person, subject: str, text: str, options: RenderOptions, *, answers: str = "", about: str = ""
) -> str:
    """Return a mail of plain text to one person as the text of an .eml file (ASCII, CRLF). There is no Cc and no Bcc.

    Args:
        to: Who gets it, with an address.
        subject: Its subject.
        text: Its words.
        options: `sender` signs it, `now` is its date.
        answers: The Message-ID of the mail that it answers, without angle brackets; "" for none.
        about: What recap knows it by, if a copy of it is kept later.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = header_text(subject)
    if options.sender and is_address(options.sender.email):
        message["From"] = address_of(options.sender)
    message["To"] = address_of(to)
    if options.now:
        message["Date"] = options.now
    message["Message-ID"] = f"<{digest_of(str(message['To']), subject, text)}@recap.invalid>"
    if _MESSAGE_ID.fullmatch(answers):
        message["In-Reply-To"] = message["References"] = f"<{answers}>"
    if about:
        message["X-Recap"] = header_text(about)
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes().decode("ascii")


_MESSAGE_ID = expression(r"[!-;=?-~]{1,300}@[!-;=?-~]{1,300}")
