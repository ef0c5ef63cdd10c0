"""Write the recap email as text and as HTML."""

from __future__ import annotations

import re

from extractor.model import Recap, RenderOptions
from extractor.output.mail.view import EmailView, ShortForm, email_view, shorten, subject_of
from extractor.output.templates import fill, inline_styles
from extractor.output.wording import EMAIL_COLUMNS, fold

GMAIL_CLIP_BYTES = 102_000  # Gmail cuts off a longer mail, with a link to the rest
# Tried in this order until the HTML mail fits.
SHORT_FORMS = (
    ShortForm(max_entries=1000, max_length=300, detailed=True),
    ShortForm(max_entries=200, max_length=120),
    ShortForm(max_entries=150, max_length=80),
    ShortForm(max_entries=80, max_length=80),
    ShortForm(max_entries=40, max_length=80),
    ShortForm(max_entries=10, max_length=80),
    ShortForm(max_entries=3, max_length=40),
)


def text_email(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the recap email as plain text, with its subject in the first line."""
    return f"Subject: {subject_of(recap, options)}\n\n{text_body(recap, options)}"


def text_body(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the recap email as plain text, folded at 72 columns or where the terminal ends."""
    mail = email_view(recap, options)
    if options.templates or _has_lists(mail):
        text = fill("recap.txt.j2", options.templates, mail=mail)
    else:
        text = body_without_lists(mail)
    columns = min(EMAIL_COLUMNS, options.columns or EMAIL_COLUMNS)
    lines = (part for line in text.splitlines() for part in fold(line.rstrip(), columns))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _has_lists(mail: EmailView) -> bool:
    lists = (mail.yours, mail.decisions, mail.groups, mail.done, mail.asks, mail.questions, mail.since, mail.corrected)
    return any(lists)


def body_without_lists(mail: EmailView) -> str:
    """Return what recap.txt.j2 makes of a mail that lists nothing.

    This repeats the template in Python, because importing Jinja2 takes longer than reading notes without work: with it,
    `recap` on them takes 2.5 times as long as an empty Click program, without it 1.9 times (benchmarks/bench.py). A
    test holds it equal to the template.
    """
    paragraphs = (
        mail.greeting,
        mail.thanks,
        mail.note,
        mail.opening,
        f"Next meeting: {mail.next_meeting}" if mail.next_meeting else "",
        mail.closing,
        "\n".join(line for line in (mail.farewell, mail.signature) if line),
        f"Present: {mail.attendees}" if mail.attendees else "",
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def html_email(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the recap email as one HTML document that loads nothing and is short enough for Gmail."""
    mail = email_view(recap, options)
    document = _html(mail, options)
    for form in SHORT_FORMS:
        if len(document.encode("utf-8")) < GMAIL_CLIP_BYTES:
            break
        document = _html(shorten(mail, form), options)
    return document


def _html(mail: EmailView, options: RenderOptions) -> str:
    return inline_styles(fill("recap.html.j2", options.templates, mail=mail))
