"""Write the recap as a draft for a mail program: an RFC 5322 message with a text and an HTML part.

recap sends nothing. X-Unsent makes Outlook open the message for editing. The Message-ID is a hash of the content at
".invalid" (RFC 2606), so that it does not name this machine; there is no Bcc.
"""

from __future__ import annotations

import hashlib
import string
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
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

MAX_HEADER_NAME = 64  # characters of a name
MAX_LINE = 78  # RFC 5322, section 2.1.1
# Headers with words and people are encoded here. Python's encoded words may be longer than the 75 characters that
# RFC 2047 allows, and a space between two is lost. Where several are needed they are in "Q": GMime (notmuch, Geary)
# passes over all that follows the padding of base64. Each fits in the line of its header's name.
MAX_SUBJECT, MAX_NAME = 64, 72  # characters of an encoded word
_SAFE = frozenset(string.ascii_letters + string.digits + "!*+-/")  # RFC 2047, section 5 (3)


def draft(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the email as the text of an .eml file (ASCII, CRLF).

    With `options.reader` it is addressed to that person and opens with their part.
    """
    text, html = text_body(recap, options), html_email(recap, options)
    to = addressees(recap, options).to
    head = _header("Subject", _atoms(header_text(subject_of(recap, options)), MAX_SUBJECT))
    if options.sender and is_address(options.sender.email):
        head += _header("From", _address(options.sender))
    if to:
        head += _header("To", _addresses(to))
    if options.cc and not options.reader:
        head += _header("Cc", _addresses(options.cc))
    message = EmailMessage(policy=SMTP)
    if options.now:
        message["Date"] = options.now
    digest = digest_of(head, str(message), text, html)
    message["Message-ID"] = f"<{digest}@recap.invalid>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")  # last: the preferred part (RFC 2046, 5.1.4)
    if options.attach_ics and any(item.due and not item.done for item in recap.items):
        from extractor.output.ics import events

        message.add_attachment(events(recap, options), subtype="calendar", filename="deadlines.ics", cte="base64")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{digest}")  # Python's is random, but the same recap must give the same file
    return head + message.as_bytes().decode("ascii")


def _header(name: str, atoms: Iterable[str]) -> str:
    """Return a header whose lines are folded between atoms at MAX_LINE characters."""
    lines, line = [], f"{name}:"
    for atom in atoms:
        if len(line) + 1 + len(atom) > MAX_LINE:
            lines.append(line)
            line = ""
        line += f" {atom}"
    return "".join(f"{part}\r\n" for part in (*lines, line))


def _addresses(people: Sequence[Person]) -> Iterator[str]:
    """Yield the atoms of a list of people."""
    for number, person in enumerate(people, 1):
        *words, address = _address(person)
        yield from (*words, address + ("," if number < len(people) else ""))


def _address(person: Person) -> tuple[str, ...]:
    """Return the atoms of a person in a header; a name that looks like an address is left out."""
    address = _address_of(person)
    atoms = _atoms(address.display_name, MAX_NAME)
    if atoms == tuple(address.display_name.split(" ")):
        return tuple(str(address).split(" "))
    return *atoms, f"<{address.addr_spec}>"


def _address_of(person: Person) -> Address:
    name = header_text(person.name)
    name = "" if "@" in name else name[:MAX_HEADER_NAME].strip()
    return Address(display_name=name, addr_spec=person.email or "")


def _atoms(words: str, longest: int) -> tuple[str, ...]:
    """Return words as the atoms of a header, encoded (RFC 2047) unless they are short and ASCII.

    Args:
        words: As they are read.
        longest: Characters of an atom.
    """
    plain = tuple(words.split(" "))
    if words.isascii() and all(0 < len(word) <= longest for word in plain):
        return plain
    whole = f"=?utf-8?b?{b64encode(words.encode('utf-8', 'replace')).decode('ascii')}?="
    if len(whole) <= longest:
        return (whole,)
    encoded: list[str] = [""]
    for letter in words:
        code = "_" if letter == " " else letter if letter in _SAFE else _in_hexadecimal(letter)
        if len(encoded[-1]) + len(code) > longest - len("=?utf-8?q??="):
            encoded.append("")
        encoded[-1] += code
    return tuple(f"=?utf-8?q?{code}?=" for code in encoded)


def _in_hexadecimal(letter: str) -> str:
    return "".join(f"={byte:02X}" for byte in letter.encode("utf-8", "replace"))


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
    head = _header("Subject", _atoms(header_text(subject), MAX_SUBJECT))
    if options.sender and is_address(options.sender.email):
        head += _header("From", _address(options.sender))
    head += _header("To", _address(to))
    message = EmailMessage(policy=SMTP)
    if options.now:
        message["Date"] = options.now
    message["Message-ID"] = f"<{digest_of(str(_address_of(to)), subject, text)}@recap.invalid>"
    if _MESSAGE_ID.fullmatch(answers):
        message["In-Reply-To"] = message["References"] = f"<{answers}>"
    if about:
        message["X-Recap"] = header_text(about)
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    return head + message.as_bytes().decode("ascii")


_MESSAGE_ID = expression(r"[!-;=?-~]{1,300}@[!-;=?-~]{1,300}")
