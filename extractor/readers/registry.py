"""Choose the reader of a document: the first in the tuple READERS that recognises it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Block, Doubt, Kind, Notes, Person, ReadOptions, RecapError
from extractor.readers.assembly import Document, notes_of
from extractor.readers.copied_pages import without_page_marks
from extractor.readers.encoding import lines_of
from extractor.readers.formats.wiki_markup import DIALECTS, Dialect
from extractor.readers.hidden_text import blank_hidden
from extractor.readers.task_syntax import rewrite_tasks

if TYPE_CHECKING:
    from extractor.readers.formats.mail import Letter
    from extractor.readers.statements import Statement


def reader_of(document: Document, name: str | None) -> Reader:
    """Return the reader of a text document: the one called `name`, or the first that recognises it if None.

    Raises RecapError if there is no reader of that name, or if it reads binary files only.
    """
    if name is None:
        return next(reader for reader in READERS if not reader.binary and reader.identify(document))
    for reader in READERS:
        if reader.name == name:
            if reader.binary:
                raise RecapError(f"{document.source} is not a {name} document; leave out --input-format")
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise RecapError(f"{name} is not an input format; choose one of {known}")


def _is_text(document: Document) -> bool:
    return True


# A cheap test comes first in each of these, so that a reader is imported only for documents that it may read.
def _is_html(document: Document) -> bool:
    if "</" not in document.text:
        return False
    from extractor.readers.formats.html import is_page

    return is_page(document.text)


def _is_captions(document: Document) -> bool:
    if not _has_cues(document):
        return False
    from extractor.readers.formats.captions import is_captions

    is_named = document.source.lower().endswith((".vtt", ".srt")) and "-->" in document.text
    return is_named or is_captions(document.text)


def _has_cues(document: Document) -> bool:
    return "-->" in document.text or document.text.lstrip().startswith("WEBVTT")


def _is_chat(document: Document) -> bool:
    if _A_TIME.search(document.text) is None:
        return False
    from extractor.readers.formats.chat import is_chat

    return is_chat(document.text)


def _is_regular_chat(document: Document) -> bool:
    from extractor.readers.formats.chat import is_regular_chat

    return is_regular_chat(document.text)


# A time of day: every known program writes one at the head of a message.
_A_TIME = expression(r"\d[:.]\d\d")


def _is_transcript(document: Document) -> bool:
    if not any(mark in document.text for mark in ":>]"):
        return False
    from extractor.readers.formats.transcript import is_transcript

    if len(_DATED_LINE.findall(document.text[:20_000])) >= _DATED_LINES and _is_regular_chat(document):
        return False  # each message has its day, which counts
    return is_transcript(document.text)


_DATED_LINE = expression(r"^\W{0,4}\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.MULTILINE)
_DATED_LINES = 4  # that make a log of messages with their days


def _is_docx(document: Document) -> bool:
    if not document.data.startswith(b"PK"):
        return False
    from extractor.readers.formats.docx import is_docx

    return is_docx(document.data)


def _is_opendocument(document: Document) -> bool:
    if not document.data.startswith(b"PK"):
        return False
    from extractor.readers.formats.opendocument import is_opendocument

    return is_opendocument(document.data)


def _is_spreadsheet(document: Document) -> bool:
    if not document.data.startswith(b"PK"):
        return False
    from extractor.readers.formats.spreadsheet import is_spreadsheet

    return is_spreadsheet(document.data)


def _is_rtf(document: Document) -> bool:
    if not document.data.startswith(b"{\\rtf"):
        return False
    from extractor.readers.formats.rtf import is_rtf

    return is_rtf(document.data)


def _is_pdf(document: Document) -> bool:
    if b"%PDF-" not in document.data[:1024]:
        return False
    from extractor.readers.formats.pdf import is_pdf

    return is_pdf(document.data)


def _is_mail(document: Document) -> bool:
    if not any(sign in document.data[:65_536].lower() for sign in _MAIL_SIGNS):
        return False
    from extractor.readers.formats.mail import is_mail

    return is_mail(document.data)


# Header fields that every mail program writes; asked before the module that parses mail is loaded.
_MAIL_SIGNS = (b"mime-version:", b"message-id:", b"received:", b"return-path:", b"content-type:")


MAX_ROW = 20_000  # characters of the second row of a table of separated values


def _has_two_like_rows(text: str) -> bool:
    """Whether the first two rows hold the same number of a separator: a sign of a table of separated values.

    A row goes on with the next line where its quotation marks are open.
    """
    first, _, rest = text.lstrip("\ufeff\r\n").partition("\n")
    second, _, rest = rest.lstrip("\r\n").partition("\n")
    while second.count('"') % 2 and rest and len(second) < MAX_ROW:
        line, _, rest = rest.partition("\n")
        second += line
    return any(0 < first.count(sign) <= second.count(sign) for sign in ",;\t")


def _is_csv(document: Document) -> bool:
    if not _has_two_like_rows(document.text):
        return False
    from extractor.readers.formats.spreadsheet import is_csv

    return is_csv(document.text)


def _is_evernote(document: Document) -> bool:
    if "<en-export" not in document.text[:2_000]:
        return False
    from extractor.readers.formats.evernote import is_evernote

    return is_evernote(document.text)


def _read_captions(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.captions import read_captions
    from extractor.readers.misheard_names import with_misheard

    blocks, doubts = read_captions(document.text)
    if blocks or _has_cues(document):
        notes = notes_of(document, options, lambda text, *, skip=0: blocks)
        notes = replace(notes, people=with_misheard(notes.people, notes.blocks))
    else:  # --input-format captions for other text: keep its words
        notes = _read_transcript(document, options)
    return replace(notes, doubts=doubts + notes.doubts)


def _read_transcript(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.transcript import read_transcript
    from extractor.readers.misheard_names import with_misheard

    notes = notes_of(document, options, read_transcript)
    return replace(notes, people=with_misheard(notes.people, notes.blocks))


def _read_docx(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.docx import below_headers, on_paragraphs, read_docx
    from extractor.readers.formats.markdown import build_blocks
    from extractor.readers.formats.transcript import is_transcript, read_transcript

    content = read_docx(document.data, document.source)
    text = "\n".join(content.lines)
    if is_transcript(text):
        blocks = on_paragraphs(read_transcript(text), content.numbers)
    else:
        blocks = below_headers(build_blocks(content.statements), content.headers)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return replace(notes, doubts=content.doubts + notes.doubts)


def _read_opendocument(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.opendocument import read_opendocument

    return _of_statements(document, options, *read_opendocument(document.data, document.source))


def _read_spreadsheet(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.spreadsheet import read_spreadsheet

    return _of_statements(document, options, *read_spreadsheet(document.data, document.source))


def _read_csv(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.spreadsheet import read_csv

    return _of_statements(document, options, read_csv(document.text))


def _of_statements(
    document: Document, options: ReadOptions, statements: tuple[Statement, ...], doubts: tuple[Doubt, ...] = ()
) -> Notes:
    """Notes of a format whose reader gives statements."""
    from extractor.readers.formats.markdown import build_blocks

    notes = notes_of(document, options, lambda text, *, skip=0: build_blocks(statements))
    return replace(notes, doubts=doubts + notes.doubts)


def _read_rtf(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.rtf import read_rtf

    text, doubts = read_rtf(document.data, document.source)
    notes = _of_text(document, options, text)
    return replace(notes, doubts=doubts + notes.doubts)


def _read_pdf(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.pdf import read_pdf

    return _of_text(document, options, read_pdf(document.data, document.source))


def _of_text(document: Document, options: ReadOptions, text: str) -> Notes:
    """Notes of a format whose reader gives plain text, which may be a transcript as well."""
    plain = document._replace(text=text, data=b"")
    return _read_transcript(plain, options) if _is_transcript(plain) else _read_markdown(plain, options)


def _read_mail(document: Document, options: ReadOptions) -> Notes:
    from extractor.language.people.names import is_name
    from extractor.language.people.roles import RECIPIENT
    from extractor.readers.formats.mail import own_statements, read_mail

    letter = read_mail(document.data, document.source)
    inner = document._replace(text=letter.text, data=b"")
    own = partial(own_statements, subject=letter.passes_on)
    notes = _read_html(inner, options, own) if letter.is_html else _of_text(inner, options, letter.text)
    if letter.chain:
        notes = _passed_on(notes, letter)
    else:
        notes = _with_head(notes, letter.subject, letter.day, letter.sender, letter.address)
    name, address = letter.reader
    people = notes.people
    if is_name(name):
        known = next((person for person in people if person.name == name), Person(name))
        reader = replace(known, role=known.role or RECIPIENT, email=address or known.email)
        people = (*(person for person in people if person is not known), reader)
    others = (Person(name, email=address) for name, address in letter.readers if is_name(name))
    people = (*people, *(one for one in others if all(person.name != one.name for person in people)))
    return _restricted(replace(notes, people=people), letter, options)


def _restricted(notes: Notes, letter: Letter, options: ReadOptions) -> Notes:
    """The notes of a mail, all of them private where its head says that it is not for everybody: "[Internal] Call"."""
    if not letter.is_internal:
        return notes

    def is_released(block: Block) -> bool:
        return any(first <= block.end_line and last >= block.line for first, last in options.release)

    blocks = tuple(block if is_released(block) else replace(block, private=True) for block in notes.blocks)
    return replace(notes, blocks=blocks, private=tuple(dict.fromkeys((*notes.private, "title"))))


def _passed_on(notes: Notes, letter: Letter) -> Notes:
    """The notes of a mail that passes another one on: who wrote that is "I" in it, below the words of the sender."""
    from extractor.readers.formats.mail import authors

    passed = [author for author in authors(letter.chain) if author.name]
    if not passed:
        return _with_head(notes, letter.subject, letter.day, letter.sender, letter.address)
    writer, first = passed[0].name, passed[0].line
    days = {author.line: author.day for author in passed}
    blocks = tuple(
        replace(block, speaker=block.speaker or letter.sender or None)
        if block.line < first
        else replace(block, day=block.day or days.get(block.line))
        for block in notes.blocks
    )
    sender = Person(letter.sender, email=letter.address or None)
    known = {person.name for person in notes.people} | {writer, ""}
    people = notes.people if sender.name in known else (*notes.people, sender)
    return _with_head(replace(notes, blocks=blocks, people=people), letter.subject, passed[0].day or letter.day, writer)


# "Heritage bid - where we got to yesterday", "last night's committee"
_OF_YESTERDAY = expression(r"\byesterday\b(?!['’]s (?:mail|e-?mail))|\blast night['’]s\b", re.IGNORECASE)
_MOST_OF_A_CHAIN = timedelta(days=30)  # from the first mail to the last; an older one is no part of what was agreed


def _is_pasted_mail(document: Document) -> bool:
    if _PASTED.search(document.text[:20_000]) is None:
        return False
    from extractor.readers.formats.mail import is_pasted_mail

    return is_pasted_mail(document.text)


# The head of a copied mail, or the words above a mail that is quoted.
_PASTED = expression(
    r"^[> \t]{0,8}\*?(?:from|von|de) ?:|\b(?:wrote|schrieb|écrit) ?:[ \t]{0,4}$", re.IGNORECASE | re.MULTILINE
)


def _read_pasted_mail(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.mail import is_pasted_mail, read_pasted_mail

    if not is_pasted_mail(document.text):
        return _read_markdown(document, options)  # asked for on a file that is none: its words are not lost
    letter = read_pasted_mail(document.text)
    notes = _read_markdown(document._replace(text=letter.text), options)
    notes = _with_authors(notes, document.text, letter.sender)
    if notes.title == letter.sender:  # the signature
        notes = replace(notes, title=None)
    notes = _with_head(notes, letter.subject, letter.day, letter.sender, letter.address)
    notes = _held_before_it_was_mailed(replace(notes, date=letter.day or notes.date), letter.subject)
    return _restricted(notes, letter, options)


def _held_before_it_was_mailed(notes: Notes, subject: str) -> Notes:
    """The notes of a mail or a chain of mails, with the day of the meeting: that of the first mail, or the day before.

    What the last mail says counts from its own day.
    """
    if notes.date is None:
        return notes
    held = min((block.day for block in notes.blocks if block.day), default=notes.date)
    if held == notes.date and _OF_YESTERDAY.search(subject):
        held -= timedelta(days=1)
    if not timedelta(0) < notes.date - held <= _MOST_OF_A_CHAIN:
        return notes
    blocks = tuple(replace(block, day=block.day or notes.date) for block in notes.blocks)
    return replace(notes, blocks=blocks, date=held)


def _with_authors(notes: Notes, text: str, sender: str) -> Notes:
    """The notes of a chain of mails, with the writer and the day of what stands in the older ones."""
    from extractor.readers.attendance import add_speakers
    from extractor.readers.formats.mail import authors

    by_line = {author.line: author for author in authors(text) if author.name and author.name != sender}
    blocks = tuple(
        replace(block, speaker=block.speaker or author.name, day=block.day or author.day)
        if (author := by_line.get(block.line)) is not None
        else block
        for block in notes.blocks
    )
    speakers = [(author.name, author.line) for author in by_line.values()]
    return replace(notes, blocks=blocks, people=add_speakers(notes.people, tuple(dict(speakers).items())))


def _read_evernote(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.evernote import is_evernote, read_evernote

    if not is_evernote(document.text):
        return _read_markdown(document, options)  # asked for on a file that is none: its words are not lost
    note = read_evernote(document.text, document.source)
    return _with_head(_read_html(document._replace(text=note.page), options), note.title, note.day)


def _with_head(notes: Notes, title: str, day: date | None, writer: str = "", address: str = "") -> Notes:
    """The notes with what the head of a mail or an export says, where their own words do not say it.

    The writer of a mail is "I" in it.
    """
    people = notes.people
    if writer:
        known = next((person for person in people if person.name == writer), None)
        author = replace(known or Person(writer), role="author", email=address or None)
        people = (*(person for person in people if person is not known), author)
    return replace(notes, title=title or notes.title, date=notes.date or day, people=people)


def _read_chat(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.chat import layout_name, order_of_chat, read_chat

    order = options.date_order or order_of_chat(document.text)
    notes = _dated_by_messages(notes_of(document, options, partial(read_chat, order=order, today=options.date)))
    if order and notes.date_order is None:
        notes = replace(notes, date_order=order)
    name = layout_name(document.text)
    return replace(notes, format=f"chat of {name}" if name else "")


def _is_slack(document: Document) -> bool:
    if '"ts"' not in document.text:
        return False
    from extractor.readers.formats.slack import is_slack

    return is_slack(document.text)


def _read_slack(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.slack import is_slack, read_slack

    if not is_slack(document.text):
        return _read_markdown(document, options)  # asked for on a file that is none: its words are not lost
    blocks = read_slack(document.text)
    notes = notes_of(document, options, lambda text, *, skip=0: blocks)
    return _dated_by_messages(notes)


# The title of a column of words, between others.
_MESSAGE_COLUMNS = expression(r"[,;\t]\W?(?:text|content|body|sentence|message|transcript|msg)\b", re.IGNORECASE)


def _is_message_records(document: Document) -> bool:
    first = document.text.lstrip("\ufeff \t\r\n")[:1_000].partition("\n")[0]
    if first[:1] not in {"{", "["} and _MESSAGE_COLUMNS.search(first) is None:
        return False
    from extractor.readers.formats.message_records import is_message_records

    return is_message_records(document.text)


def _read_message_records(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.message_records import read_message_records

    blocks, program = read_message_records(document.text)
    if not blocks:
        return _read_markdown(document, options)  # asked for on a file that is none: its words are not lost
    notes = _dated_by_messages(notes_of(document, options, lambda text, *, skip=0: blocks))
    return replace(notes, format=f"export of {program}" if program else "")


def _is_message_page(document: Document) -> bool:
    if "</" not in document.text or 'class="' not in document.text:
        return False
    from extractor.readers.formats.message_page import is_message_page

    return is_message_page(document.text)


def _read_message_page(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.message_page import is_message_page, read_message_page

    if not is_message_page(document.text):
        return _read_html(document, options)  # asked for on a file that is none: its words are not lost
    blocks = read_message_page(document.text, options.date_order, options.date)
    return _dated_by_messages(notes_of(document, options, lambda text, *, skip=0: blocks))


def _dated_by_messages(notes: Notes) -> Notes:
    """The notes of a chat, with the day of its last message as the day of the meeting, and names as misheard.

    Where the last one says "Today at 9:14" and nobody knows that day, earlier messages do not tell it either.
    """
    from extractor.readers.misheard_names import with_misheard

    days = [block.day for block in notes.blocks if block.kind is Kind.TURN]
    told = [day for day in days if day] if days and days[-1] else []
    people = with_misheard(notes.people, notes.blocks)
    return replace(notes, people=people, date=max(told) if told else notes.date)


def _wiki_reader(dialect: Dialect) -> Reader:
    """Return the reader of a wiki markup: it converts the lines to Markdown and reads those."""

    def identify(document: Document) -> bool:
        return dialect.identify(lines_of(document.text))

    def read(document: Document, options: ReadOptions) -> Notes:
        shown = list(lines_of(document.text))
        blank_hidden(shown)
        lines = dialect.to_markdown(rewrite_tasks(shown))
        return _read_markdown(document._replace(text="\n".join(lines)), options)

    return Reader(dialect.name, identify, read)


def _read_markdown(document: Document, options: ReadOptions) -> Notes:
    from extractor.readers.formats.markdown import blocks_of

    lines = rewrite_tasks(without_page_marks(lines_of(document.text)))
    return notes_of(document._replace(text="\n".join(lines)), options, blocks_of)


def _read_html(
    document: Document,
    options: ReadOptions,
    chosen: Callable[[Sequence[Statement]], Sequence[Statement]] = lambda statements: statements,
) -> Notes:
    """Notes of a page; `chosen` returns those of its statements that count."""
    from extractor.readers.formats.html import read_html
    from extractor.readers.formats.markdown import build_blocks

    def blocks(text: str, *, skip: int = 0) -> tuple[Block, ...]:
        return build_blocks(chosen(tuple(read_html(lines_of(text)))))

    return notes_of(document, options, blocks)


class Reader(NamedTuple):
    """A format: its name for --input-format, a test whether a document is in it, and the function that reads it."""

    name: str
    identify: Callable[[Document], bool]
    read: Callable[[Document, ReadOptions], Notes]
    binary: bool = False  # reads bytes; the others read decoded text


# The order matters. First the formats with a certain sign (the parts of a zip, the times of captions, an HTML page).
# Then transcripts, before the wikis, which would take "* Ana: ..." for a list. Markdown is last: it reads any text.
READERS: tuple[Reader, ...] = (
    Reader("docx", _is_docx, _read_docx, binary=True),
    Reader("odt", _is_opendocument, _read_opendocument, binary=True),
    Reader("spreadsheet", _is_spreadsheet, _read_spreadsheet, binary=True),
    Reader("pdf", _is_pdf, _read_pdf, binary=True),
    Reader("rtf", _is_rtf, _read_rtf, binary=True),
    Reader("mail", _is_mail, _read_mail, binary=True),
    Reader("evernote", _is_evernote, _read_evernote),
    Reader("pasted mail", _is_pasted_mail, _read_pasted_mail),
    Reader("slack", _is_slack, _read_slack),
    Reader("messages", _is_message_records, _read_message_records),
    Reader("csv", _is_csv, _read_csv),
    Reader("captions", _is_captions, _read_captions),
    Reader("chat page", _is_message_page, _read_message_page),
    Reader("html", _is_html, _read_html),
    Reader("chat", _is_chat, _read_chat),
    Reader("transcript", _is_transcript, _read_transcript),
    Reader("regular chat", _is_regular_chat, _read_chat),
    *map(_wiki_reader, DIALECTS),
    Reader("markdown", _is_text, _read_markdown),
)
