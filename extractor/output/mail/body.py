"""The recap email as text and as HTML."""

from __future__ import annotations

import re

from extractor.model import Recap, RenderOptions
from extractor.output.mail.view import EmailView, mail_of, short_form, subject
from extractor.output.templates import fill, inlined
from extractor.output.wording import fold

GMAIL_CLIPS = 102_000  # bytes; what is longer is cut off by Gmail, with a link to the rest that nobody follows
# Entries of a list and characters of a text, at most; tried one after the other until the mail fits.
SHORTER = ((1000, 300), (200, 120), (150, 80), (80, 80), (40, 80), (10, 80), (3, 40))


def text_email(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The recap email as plain text, its subject first."""
    return f"Subject: {subject(recap)}\n\n{text_body(recap, options)}"


def text_body(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The recap email as plain text of 72 columns, without its subject."""
    mail = mail_of(recap, options)
    lists = mail.yours or mail.decisions or mail.groups or mail.done or mail.asks or mail.questions
    words = fill("recap.txt.j2", options.templates, mail=mail) if lists or options.templates else _brief(mail)
    lines = (line for given in words.splitlines() for line in fold(given.rstrip()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _brief(mail: EmailView) -> str:
    """A mail that lists nothing, as recap.txt.j2 has it: the import of Jinja2 takes longer than to read such notes."""
    paragraphs = (
        mail.greeting,
        mail.thanks,
        mail.note,
        mail.opening,
        f"Next meeting: {mail.next_meeting}" if mail.next_meeting else "",
        mail.closing,
        "\n".join(words for words in (mail.farewell, mail.signature) if words),
        f"Present: {mail.attendees}" if mail.attendees else "",
        f"Line numbers are those of {mail.source}." if mail.source else "",
    )
    return "\n\n".join(words for words in paragraphs if words)


def html_email(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The recap email as one HTML document with all its styles in it, which loads nothing and is not clipped."""
    mail = mail_of(recap, options)
    for form in (mail, *(short_form(mail, *most) for most in SHORTER)):
        document = inlined(fill("recap.html.j2", options.templates, mail=form))
        if len(document.encode("utf-8")) < GMAIL_CLIPS:
            break
    return document
