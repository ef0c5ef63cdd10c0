"""Options of the command line, with types, and the values of the model that they stand for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.common.escaping import printable
from extractor.common.files import hidden_by, is_file, is_folder, real_path
from extractor.common.limits import Limits
from extractor.errors import RecapError
from extractor.output.formats import OUTPUTS

if TYPE_CHECKING:
    from extractor.model import ReadOptions, RenderOptions, SecondReader

TEMPLATES = ("recap.txt.j2", "recap.html.j2")  # what a folder of templates may replace
TEXT_ENDINGS = frozenset({"", ".txt"})  # every command may write its text to such a file
SHEET_ENDINGS = frozenset({".xls", ".xlsx", ".ods"})
FOREIGN_ENDINGS = SHEET_ENDINGS | {".pdf", ".doc", ".docx", ".odt", ".rtf", ".msg"}


Lines = tuple[tuple[int, int], ...]  # first and last lines of the notes


def line_ranges(text: str) -> Lines | None:
    """Read "12,15-18" as ranges of lines; None if it is something else."""
    ranges = []
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and len(part) <= 20):
            return None
        ranges.append((int(first), int(last or first)))
    return tuple(ranges) if ranges and all(0 < first <= last for first, last in ranges) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesOptions:
    """The options of every command that reads notes, as Click gives them."""

    date: datetime | None
    date_order: str | None
    country: str | None  # None: no public holidays
    input_format: str | None
    model: str | None
    max_seconds: float
    max_memory: int  # MB
    reader: str | None  # the address of a second reader; "off" where the settings name one
    reader_model: str | None
    reader_replay: Path | None
    quiet: bool
    verbose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOptions(NotesOptions):
    """The options of a command that makes one document of one file of notes."""

    notes: str  # a path, or "-" for standard input
    output: Path | None  # None: standard output


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOptions(DocumentOptions):
    """The options of a command whose document may go to a client."""

    audience: str
    withhold: Lines
    release: Lines


def refuse_without_client(options: ClientOptions) -> None:
    """Refuse --withhold and --release where no client reads the document. Raises click.UsageError."""
    import click

    if (options.withhold or options.release) and options.audience != "client":
        raise click.UsageError("--withhold and --release decide what a client sees; add --for client")


def refuse_two_ledgers(ledger: Path | None, *, no_ledger: bool) -> None:
    """Refuse --ledger together with --no-ledger. Raises click.UsageError."""
    import click

    if ledger is not None and no_ledger:
        raise click.UsageError("--ledger names a ledger and --no-ledger leaves all out; keep one of them")


def limits(options: NotesOptions) -> Limits:
    """Return what a note may take."""
    return Limits(options.max_seconds, options.max_memory)


def read_options(options: NotesOptions) -> ReadOptions:
    """Collect how the notes are read. Raises RecapError for a pipeline that is not installed or an unknown country."""
    from extractor import pipeline

    return pipeline.read_options(
        date=options.date.date() if options.date else None,
        date_order=options.date_order,
        country=options.country or "",
        input_format=options.input_format,
        model=options.model,
        withhold=options.withhold if isinstance(options, ClientOptions) else (),
        release=options.release if isinstance(options, ClientOptions) else (),
        second_reader=second_reader(options),
    )


def second_reader(options: NotesOptions) -> SecondReader | None:
    """Return who reads the notes besides the rules: nobody, unless the user names a model.

    Raises RecapError for an address that is not on this machine, and click.UsageError without the name of a model.
    """
    replay = options.reader_replay
    reader = options.reader if options.reader and options.reader.casefold() != "off" else None
    if replay is None and reader is None:
        return None
    from extractor.model import SecondReader

    if replay is not None or reader is None:
        return SecondReader(replay=str(replay))
    from extractor.second_reader.client import address

    address(reader)
    if not options.reader_model:
        import click

        raise click.UsageError("--reader needs the name of a model: --reader-model NAME")
    return SecondReader(reader, options.reader_model)


def render_options(
    *,
    audience: str,
    note: str,
    sender: str | None,
    people: Path | None,
    templates: Path | None,
    attach_ics: bool,
    to: tuple[str, ...] = (),
    cc: tuple[str, ...] = (),
    subject: str = "",
) -> RenderOptions:
    """Collect how the email is written; the people file and the templates of the user's settings are the defaults.

    Args:
        audience: "team" or "client".
        note: A line at the top.
        sender: Who signs: a name, an address, or both: "Ana Lopez <ana@example.org>".
        people: The people file.
        templates: A folder of templates, which come before those of the settings.
        attach_ics: Whether a draft gets the deadlines as a calendar file.
        to: Who gets the draft: names of the people file, or addresses; () for those whom the notes name.
        cc: Who gets a copy.
        subject: In place of the one that recap makes.

    Raises:
        RecapError: A file is missing or cannot be read, or a name is not an address or not unambiguous.
    """
    from extractor.model import RenderOptions
    from extractor.output.mail.address_book import config_folder, read_people, recipient_of, sender_of

    book = read_people(people)
    folders = [template_folder(templates)] if templates is not None else []
    user_templates = config_folder() / "templates"
    if is_folder(user_templates):
        folders.append(str(user_templates))
    return RenderOptions(
        audience=audience,
        note=note,
        sender=sender_of(sender, book),
        address_book=book.people,
        templates=tuple(folders),
        attach_ics=attach_ics,
        to=tuple(recipient_of(words, book) for words in to),
        cc=tuple(recipient_of(words, book) for words in cc),
        subject=subject,
        now=now(),
    )


def template_folder(folder: Path, names: tuple[str, ...] = TEMPLATES) -> str:
    """Return the absolute path of a folder of templates. Raises RecapError if it holds none with one of these names."""
    if not any(is_file(folder / name) for name in names):
        if why := hidden_by(folder / names[0]):
            raise RecapError(f"the templates in {printable(str(folder))} cannot be read ({why}); name another folder")
        raise RecapError(f"{printable(str(folder))} holds no {' or '.join(names)}; name a folder that does")
    return str(real_path(folder))


def now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC).astimezone()


def data_folder() -> Path:
    """Return the folder of what recap keeps for this user, which may not exist."""
    from platformdirs import user_data_path

    return user_data_path("recap", appauthor=False)


def ledger_path(chosen: Path | None) -> Path:
    """Return the file of the ledger: the one named, the one of RECAP_LEDGER, or the one in the user's data folder."""
    if chosen is not None:
        return chosen
    named = os.environ.get("RECAP_LEDGER")
    return Path(named) if named else data_folder() / "ledger.db"


def output_format(output: Path | None, command: str) -> str:
    """Choose the format for the ending of -o ("plan.json"); the first format of the command if the ending names none.

    Raises RecapError for the ending of a format that this command or recap cannot write: "plan.csv", "mail.pdf".
    """
    ending = output.suffix.lower() if output else ""
    formats = [format for format in OUTPUTS if format.command == command]
    match = next((format.name for format in formats if format.ending == ending), None)
    if match is None and ending not in TEXT_ENDINGS:
        _refuse_ending(ending, command, ", ".join(format.name for format in formats))
    return match or formats[0].name


def _refuse_ending(ending: str, command: str, formats: str) -> None:
    """Raise RecapError if the ending is known to be another command's or another program's."""
    other = next((format.command for format in OUTPUTS if format.ending == ending), None)
    if other:
        raise RecapError(
            f"`recap {command}` cannot write {ending} files; use `recap {other}`, or name a format with -f ({formats})"
        )
    if ending in FOREIGN_ENDINGS:
        excel = "; for a spreadsheet: recap items --excel -o plan.csv" if ending in SHEET_ENDINGS else ""
        raise RecapError(
            f"`recap {command}` cannot write {ending[1:].upper()}; give -o another ending, or name a format with -f"
            f" ({formats}){excel}"
        )
