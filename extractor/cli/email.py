"""`recap email`: the recap email of one meeting, to a file, as drafts, or to a mail program."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import settings
from extractor.cli.console import (
    ask_for_a_look,
    load_recap_and_notes,
    private_folder,
    report,
    reviewed,
    say,
    terminal_columns,
    write_document,
)
from extractor.cli.settings import ClientOptions
from extractor.common.escaping import printable
from extractor.common.files import is_file, is_folder, real_path, reason
from extractor.common.lazy_regex import expression
from extractor.model import Person, Recap, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS

if TYPE_CHECKING:
    from extractor.pipeline import Loaded

LAUNCH_SECONDS = 5.0  # xdg-open may stay as long as the program that it starts
MAX_NAMED = 5  # drafts of an earlier run that a message names
_DRAFT = expression(r"[a-z0-9][a-z0-9-]*\.[a-z.]+")  # as `file_name` makes them


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailOptions(ClientOptions):
    """The options of `recap email`."""

    format: str | None
    note: str
    edit: bool
    sender: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    people: Path | None
    per_owner: Path | None
    attach_ics: bool
    templates: Path | None
    launch: bool  # --open
    ledger: Path | None
    no_ledger: bool


def run(options: EmailOptions) -> None:
    """Write the email to its file, as a draft for each owner, or to a file that the mail program opens."""
    # Before the editor opens, so that an impossible format does not cost the user's corrections.
    format = options.format or _default_format(options)
    _refuse_without_effect(options, format)
    render_options = settings.render_options(
        audience=options.audience,
        note=options.note,
        sender=options.sender,
        people=options.people,
        templates=options.templates,
        attach_ics=options.attach_ics,
        to=options.to,
        cc=options.cc,
        subject=options.subject,
    )
    recap, loaded = load_recap_and_notes(options, edit=options.edit, newest=True)
    if not options.no_ledger and format != "review":  # corrections are of the notes alone
        recap = _with_ledger(recap, options, loaded)
    if options.audience == "client" and render_options.sender is None:
        render_options = replace(render_options, sender=_writer(recap))
    output = options.output
    if format == "review":
        render_options = replace(render_options, reviewed=reviewed(options))
    if options.per_owner:
        _write_drafts(recap, format, options, render_options, options.per_owner)
    else:
        if options.launch and not output:
            output = private_folder() / f"recap{_ending(format)}"
        columns = None if output else terminal_columns()
        if output is not None and is_maildir(output):
            from extractor.output.render import render

            output = deliver(render(recap, "eml", render_options), output)
        else:
            write_document(recap, format, options, replace(render_options, columns=columns), output)
    if (options.per_owner or format == "eml") and not options.quiet:
        _name_addressees(recap, render_options)
    if len(recap.meetings) > 1 and not options.quiet:
        _name_other_meetings(recap)
    report(recap, options, for_client=render_options.audience == "client", written=output)
    if options.launch and output:
        open_draft(output)
    ask_for_a_look(recap, options)


def _with_ledger(recap: Recap, options: EmailOptions, loaded: Loaded) -> Recap:
    """Return the recap with what the ledger knows of earlier meetings, if there is a ledger; it is only read."""
    path = settings.ledger_path(options.ledger)
    if not is_file(path):
        return recap
    from extractor.ledger.glance import may_know

    name = options.notes if options.notes == "-" else str(Path(options.notes).absolute())
    people = [person.name for person in (loaded.notes or recap).people]
    if not may_know(path, recap.title or "", name, people):
        return recap
    from extractor.cli.since import known_before

    try:
        return known_before(path, recap, options, loaded)
    except RecapError as error:
        if options.ledger is not None:
            raise
        say(f"recap: {error}; the mail is written without it")
        return recap


def _writer(recap: Recap) -> Person | None:
    """Return who wrote the notes, to sign the letter to a client; if they do not say, ask for --from first."""
    theirs = any(person.client and person.name == recap.writer for person in recap.people)
    if recap.writer and not theirs:
        return Person(recap.writer)
    say('nobody signs this letter; give your name with --from "Ana Lopez <ana@example.org>"')
    return None


def _refuse_without_effect(options: EmailOptions, format: str) -> None:
    """Refuse options that change nothing in this format, or that exclude each other. Raises click.UsageError."""
    if options.per_owner and (options.output or options.launch):
        raise click.UsageError("--per-owner writes to a folder of its own; leave out -o and --open.")
    if options.attach_ics and format != "eml":
        raise click.UsageError(
            "--attach-ics is for a draft; add -f eml, or write the calendar: recap items -o plan.ics"
        )
    if (options.to or options.cc) and format != "eml":
        raise click.UsageError("--to and --cc are for a draft; add -f eml")
    settings.refuse_without_client(options)
    settings.refuse_two_ledgers(options.ledger, no_ledger=options.no_ledger)
    if format != "review":
        return
    if options.notes == "-":
        raise click.UsageError("the review page corrects a file of notes; name it: recap notes.md -f review -o x.html")
    if options.per_owner or options.audience == "client":
        given = "--per-owner" if options.per_owner else "--for client"
        raise click.UsageError(f"the review page is for you alone and shows all of the notes; leave out {given}")


def _default_format(options: EmailOptions) -> str:
    is_draft = options.per_owner or (options.launch and not options.output)
    is_draft = is_draft or (options.output is not None and is_maildir(options.output))
    return "eml" if is_draft else settings.output_format(options.output, "email")


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir, as mutt, neomutt, aerc, notmuch and Evolution keep drafts."""
    return all(is_folder(path / name) for name in ("cur", "new", "tmp"))


def deliver(draft: str, folder: Path) -> Path:
    """Put a draft into a Maildir, marked as a draft and as seen; return its file."""
    import email
    import mailbox

    message = mailbox.MaildirMessage(email.message_from_string(draft))
    message.set_subdir("cur")
    message.set_flags("DS")
    try:
        key = mailbox.Maildir(folder, create=False).add(message)
    except OSError as error:
        raise RecapError(f"{printable(str(folder))} takes no draft ({reason(error)}); name a file with -o") from error
    return next((folder / "cur").glob(f"{key}*"), folder / "cur" / key)


def _write_drafts(
    recap: Recap, format: str, options: EmailOptions, render_options: RenderOptions, folder: Path
) -> None:
    """Write a draft for each person who has something to do, with their part first, and one for everyone."""
    from extractor.common.files import file_name, make_folder
    from extractor.output.formats import view_for
    from extractor.output.mail.recipients import readers

    make_folder(folder)
    taken_names: set[str] = set()
    for reader in (None, *readers(view_for(recap, render_options))):
        name = reader or "everyone"
        target = folder / file_name(name, _ending(format), taken_names)
        write_document(recap, format, options, replace(render_options, reader=reader), target, inside=folder)
        if not options.quiet:
            say(f"{name} -> {target}")
    _name_stale_drafts(folder, _ending(format), taken_names)


def _name_stale_drafts(folder: Path, ending: str, written: set[str]) -> None:
    """Say which other drafts the folder holds: those of an earlier run, for people who have nothing to do any more."""
    try:
        others = sorted(path.name for path in folder.iterdir() if path.name.endswith(ending))
    except OSError:
        return
    stale = [name for name in others if name not in written and _DRAFT.fullmatch(name)]
    if stale:
        named = ", ".join(stale[:MAX_NAMED]) + (f" and {len(stale) - MAX_NAMED} more" if len(stale) > MAX_NAMED else "")
        say(f"{folder} also holds {named}, which this plan does not need; if it is of an earlier run, delete it")


def _name_other_meetings(recap: Recap) -> None:
    """Say which meetings of running notes are not in this mail."""
    others = ", ".join(day.isoformat() for day in reversed(recap.meetings) if day != recap.date)
    say(f"the notes hold {len(recap.meetings)} meetings; this is the one of {recap.date}; for another: --date {others}")


def _name_addressees(recap: Recap, render_options: RenderOptions) -> None:
    """Say who gets a draft, who has no address, and which names could be those of several people."""
    from extractor.output.formats import view_for
    from extractor.output.mail.recipients import addressees

    recipients = addressees(view_for(recap, render_options), render_options)
    if recipients.to:
        say("to: " + ", ".join(f"{person.name} <{person.email}>" for person in recipients.to))
    if recipients.missing:
        say(f"no address for {', '.join(recipients.missing)}; add their addresses with --people FILE")
    for doubt in recipients.doubts:
        say(doubt)


def _ending(format: str) -> str:
    return next(output.ending for output in OUTPUTS if output.name == format)


def open_draft(path: Path) -> None:
    """Open a document with the program of the desktop. Raises RecapError if there is none for it."""
    if not _launched(real_path(path)):
        raise RecapError(f"nothing on this machine opens {path.suffix} files; open it yourself: {path}")
    say(f"opened with the default program: {path}")


def _launched(path: Path) -> bool:
    """Whether a program opens the file; one that has not failed after LAUNCH_SECONDS is at work."""
    if not sys.platform.startswith("linux"):
        return click.launch(str(path)) == 0
    import subprocess

    # Click's own launch does not wait for xdg-open, and so does not know that it failed.
    try:
        process = subprocess.Popen(
            ["xdg-open", str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return process.wait(LAUNCH_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
