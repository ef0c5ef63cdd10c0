"""What the commands do: options said in, notes read, documents written (DESIGN.md, section 2).

The only module that prints, asks the clock, and reads the terminal. Standard output carries the document and nothing
else; all other words go to standard error, one line each, made printable. Each command takes the values of its options
as `cli` names them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from extractor.common.escaping import printable
from extractor.common.files import reason, write_whole
from extractor.model import Options, Recap, RecapError, Wishes
from extractor.output.formats import OUTPUTS

# Everything else of ours is imported in the functions that need it.

TEMPLATES = ("recap.txt.j2", "recap.html.j2")  # what a folder of templates may hold in place of ours
WARNINGS = 5  # doubts shown one by one; the rest is counted
TEXT_ENDINGS = frozenset({"", ".txt", ".md"})  # what text may be called, though another command writes it, too
FOREIGN_ENDINGS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".msg"})
ROUNDS = 7  # of an editor that is no human's: EDITOR='sed -i s/^/x/' makes new mistakes for ever, twice as many a round


def email(notes: str, format: str | None, output: Path | None, **said: Any) -> None:
    """The recap email of one meeting; goes without saying."""
    if said["per_owner"] and (output or said["launch"]):
        raise click.UsageError("--per-owner writes to a folder of its own; leave out -o and --open.")
    options, wishes = _options(said), _wishes(said)
    drafts = said["per_owner"] or (said["launch"] and not output)
    format = format or ("eml" if drafts else _format_of(output, "email"))  # refused before anybody has edited
    recap = _edited(_recap(notes, options), options) if said["edit"] else _recap(notes, options)
    if said["per_owner"]:
        _write_drafts(recap, wishes, said["per_owner"], format, notes, quiet=said["quiet"])
        _report(recap, notes, wishes, said)
        return
    if said["launch"]:
        output = output or _place_of_its_own(format)
    _document(recap, format, wishes, output, notes)
    if format == "eml" and not said["quiet"]:
        _name_addressees(recap, wishes)
    _report(recap, notes, wishes, said, output)
    if said["launch"] and output:
        _open(output)


def items(notes: str, format: str | None, output: Path | None, **said: Any) -> None:
    """The plan as data: table, JSON, CSV, Markdown, calendar."""
    options = _options(said)
    wishes = Wishes(audience=said["audience"], now=_now())
    format = format or _format_of(output, "items")
    recap = _edited(_recap(notes, options), options) if said["edit"] else _recap(notes, options)
    if said["maybe"]:
        recap = replace(recap, items=recap.maybes, maybes=())
    _document(recap, format, wishes, output, notes)
    if format == "ics" and not any(item.due and not item.done for item in recap.items):
        say("no open action has a day: the calendar is empty")
    _report(recap, notes, wishes, said, output)


def check(notes: str, output: Path | None, **said: Any) -> None:
    """What still needs an answer; exit status 3 if anything does."""
    from extractor.output.open_questions import questions

    recap = _recap(notes, _options(said))
    words = questions(recap)
    _deliver(words or "Nothing to ask: every action has an owner and a date.\n", output, notes)
    if words:
        click.get_current_context().exit(3)


def explain(notes: str, output: Path | None, **said: Any) -> None:
    """Every line taken, by which rule, and every near miss, with the reason."""
    from extractor import readers
    from extractor.output.explanation import explained
    from extractor.output.plan_json import is_plan
    from extractor.resolution.explain import explain as why

    options = _options(said)
    data, source = _read(notes)
    if is_plan(data):
        raise RecapError(f"{printable(source)} is a plan, which has no reasons in it; name the notes it was made from")
    _deliver(explained(why(readers.read_bytes(data, source, options), options)), output, notes)


def batch(
    folder: Path,
    output: Path,
    format: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    dry_run: bool,
    force: bool,
    **said: Any,
) -> None:
    """Every file of notes below FOLDER, one recap each, and the plan across them all.

    Beside the recaps it writes plan.csv, plan.json and index.html: all that is open, by person and by day. Run again,
    it does only what changed.
    """
    from extractor import progress
    from extractor.batch import runner
    from extractor.batch.folder import plan_work

    options = _options(said)
    work = plan_work(folder, output, format, include, exclude)
    if said["verbose"] or dry_run:
        for path in work.passed_over:
            say(f"{path}: passed over")
        for path in work.left_out:
            say(f"{path}: left out")
    if dry_run:
        records = runner.remembered(work)
        todo = [job for job in work.jobs if force or not runner.is_done(job, work, options, records)]
        for job in todo:
            say(f"{job.notes} -> {', '.join(str(target) for _, target in job.targets)}")
        say(f"{len(todo)} of {len(work.jobs)} notes would be done; nothing was written")
        return
    for line in work.unread:
        say(f"recap: {line}")
    tally = runner.Tally(failed=len(work.unread))
    with progress.shown(len(work.jobs), quiet=said["quiet"], say=say) as seen, _ended_by_exceptions():
        for outcome in runner.run(work, options, jobs=jobs or runner.cores(), force=force):
            tally = tally.with_(outcome)
            seen.at(tally.notes - len(work.unread), tally.failed)
            if outcome.error:
                seen.say(f"recap: {outcome.error}")
            elif said["verbose"] and not outcome.unchanged:
                for target, _ in outcome.documents:
                    seen.say(f"{outcome.job.notes} -> {target}")
    gone = runner.gone(work, runner.remembered(work))
    if said["verbose"]:
        for path in gone:
            say(f"{path}: its notes are gone")
    if not said["quiet"]:
        say(runner.summary(tally, work, gone))
    if tally.failed:
        click.get_current_context().exit(1)


@contextmanager
def _ended_by_exceptions() -> Iterator[None]:
    """A polite end (SIGTERM) as an exception, so that what is being written and who is at work are cleaned up."""
    import signal
    import threading

    def leave(signum: int, frame: object) -> None:
        raise SystemExit(128 + signum)

    before = signal.signal(signal.SIGTERM, leave) if threading.current_thread() is threading.main_thread() else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _document(recap: Recap, format: str, wishes: Wishes, output: Path | None, notes: str) -> None:
    from extractor.output.render import render

    _deliver(render(recap, format, wishes), output, notes)


def _report(recap: Recap, notes: str, wishes: Wishes, said: dict[str, Any], output: Path | None = None) -> None:
    """To standard error: what a client is not told, what is doubtful in the notes, and where the document is."""
    if not said["quiet"]:
        if wishes.audience == "client":
            from extractor.output.redaction import withheld

            for line in withheld(recap):
                say(f"withheld: {line}")
        _warn(recap, notes, everything=said["verbose"])
    if said["verbose"] and output:
        say(f"written: {output}")


def _write_drafts(recap: Recap, wishes: Wishes, folder: Path, format: str, notes: str, *, quiet: bool) -> None:
    """A draft for each who has something to do, and one for everybody."""
    from extractor.common.files import file_name
    from extractor.output.formats import shown
    from extractor.output.mail.recipients import readers
    from extractor.output.render import render

    ending = next(output.ending for output in OUTPUTS if output.name == format)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "no possible name"
        raise RecapError(f"{printable(str(folder))} cannot be made ({why}); name another folder") from error
    taken: set[str] = set()
    for reader in (None, *readers(shown(recap, wishes))):
        own = replace(wishes, reader=reader)
        target = folder / file_name(reader or "everyone", ending, taken)
        _deliver(render(recap, format, own), target, notes)
        if not quiet:
            say(f"{reader or 'everyone'} -> {target}")
    if not quiet:
        _name_addressees(recap, wishes)


def _name_addressees(recap: Recap, wishes: Wishes) -> None:
    """Who gets a draft, who has no address, and who cannot be told apart."""
    from extractor.output.formats import shown
    from extractor.output.mail.recipients import addressees

    found = addressees(shown(recap, wishes), wishes)
    if found.to:
        say("to: " + ", ".join(f"{person.name} <{person.email}>" for person in found.to))
    if found.missing:
        say(f"no address: {', '.join(found.missing)}; name a file of people with --people")
    for doubt in found.doubts:
        say(doubt)


def _edited(recap: Recap, options: Options) -> Recap:
    """The recap as corrected in the editor, which opens again until it can be read. What was typed is never lost.

    Raises RecapError when there is no editor, or when everything was deleted.
    """
    from extractor import editing

    first = text = editing.as_text(recap)
    with _terminal_for_editor():
        for _ in range(ROUNDS):
            try:
                typed = click.edit(text, extension=".txt")
            except click.ClickException as error:
                raise RecapError(f"{error.format_message()}; {_kept(text, first)}") from error
            if typed is None or typed == text:  # closed without saving, or saved as it was
                if text == first:
                    return recap
                break
            if editing.is_empty(typed) and not editing.is_empty(first):
                raise RecapError("everything was deleted, so nothing is written")
            edited = editing.from_text(typed, recap, options)
            if not edited.mistakes:
                return edited.recap
            for line, words in edited.mistakes:
                say(f"line {line}: {words}")
            text = editing.with_mistakes(typed, edited.mistakes)
    raise RecapError(f"the plan has mistakes and was not saved; {_kept(text, first)}")


def _kept(text: str, first: str) -> str:
    """Where the words are that were typed."""
    if text == first:
        return "nothing was typed yet; set $EDITOR"
    path = _private_folder() / "plan.txt"
    write_whole(path, text)
    return f"what you typed is kept in {path}"


@contextmanager
def _terminal_for_editor() -> Iterator[None]:
    """The terminal for an editor in place of pipes: `cat notes.md | recap --edit > recap.txt` leaves it none.

    Without a terminal what the editor says goes to standard error, as standard output carries the document alone.
    """
    piped = [number for number in (0, 1) if not os.isatty(number)] if os.name == "posix" else []
    kept = []
    for number in piped:
        try:
            kept.append((number, os.dup(number)))
        except OSError:  # closed: `recap >&-`
            continue
        try:
            terminal = os.open("/dev/tty", os.O_RDWR)
        except OSError:
            terminal = os.dup(2) if number else os.open(os.devnull, os.O_RDONLY)
        os.dup2(terminal, number)
        os.close(terminal)
    try:
        yield
    finally:
        for number, own in kept:
            os.dup2(own, number)
            os.close(own)


def _place_of_its_own(format: str) -> Path:
    """A file for a draft that is only to be opened."""
    ending = next(output.ending for output in OUTPUTS if output.name == format)
    return _private_folder() / f"recap{ending}"


def _private_folder() -> Path:
    """A new folder that nobody else can read."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="recap-"))


def _open(path: Path) -> None:
    if click.launch(str(path.resolve())):
        raise RecapError(f"nothing on this machine opens {path.suffix} files; the draft is {path}")
    say(f"handed to the desktop: {path}")


def _wishes(said: dict[str, Any]) -> Wishes:
    """The wishes about the email as the model has them. Raises RecapError for files that are not there."""
    from extractor.output.mail.address_book import config_folder, read_people, sender_of

    book = read_people(said["people"])
    folders = []
    if said["templates"] is not None:
        if not any((said["templates"] / name).is_file() for name in TEMPLATES):
            names = " or ".join(TEMPLATES)
            raise RecapError(f"{printable(str(said['templates']))} holds no {names}; name a folder that does")
        folders.append(str(said["templates"].resolve()))
    own = config_folder() / "templates"
    if own.is_dir():
        folders.append(str(own))
    return Wishes(
        audience=said["audience"],
        note=said["note"],
        sender=sender_of(said["sender"], book),
        book=book.people,
        templates=tuple(folders),
        attach_ics=said["attach_ics"],
        now=_now(),
    )


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _options(said: dict[str, Any]) -> Options:
    """The options as the model has them. Raises RecapError for a pipeline that is not there."""
    day: datetime | None = said["date"]
    model = said["model"] or Options().model
    if said["model"] and not _is_installed(model):
        raise RecapError(f"there is no spaCy pipeline {printable(model)}; install it with pip, or leave out --model")
    country = said["country"].upper()
    if country != Options().country and not _is_known(country):
        raise RecapError(f"no public holidays are known for {printable(country)}; give a code of ISO 3166, such as DE")
    return Options(
        date=day.date() if day else None,
        date_order=said["date_order"],
        country=country,
        input_format=said["input_format"],
        model=model,
    )


def _is_installed(model: str) -> bool:
    """Whether a pipeline of this name can be there, without spaCy: a package, or a folder with a configuration."""
    from importlib.util import find_spec

    if model.isidentifier():
        return find_spec(model) is not None
    return (Path(model) / "config.cfg").is_file()


def _is_known(country: str) -> bool:
    from extractor.dates.holidays import public_holidays

    return bool(public_holidays(country, 2026))  # any year does


def _recap(notes: str, options: Options) -> Recap:
    from extractor import pipeline

    if notes != "-":
        return pipeline.from_path(Path(notes), options)
    data, source = _read(notes)
    return pipeline.from_bytes(data, source, options)


def _read(notes: str) -> tuple[bytes, str]:
    """The bytes of the notes and their name, "-" for standard input. Raises RecapError if they cannot be read."""
    from extractor.readers.encoding import MAX_BYTES, load

    if notes != "-":
        return load(Path(notes)), Path(notes).name
    if sys.stdin is None or sys.stdin.isatty():
        raise RecapError(
            "no notes; name a file (recap notes.md) or pipe one in (cat notes.md | recap); more: recap --help"
        )
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise RecapError(f"standard input cannot be read ({reason(error)}); name a file: recap notes.md") from error
    return data, "-"


def _format_of(output: Path | None, command: str) -> str:
    """The format that the ending of -o asks for ("-o plan.json"), or the first of the command, which is text.

    Raises RecapError for an ending that promises something else: `recap notes.md -o plan.json`, `-o mail.pdf`.
    """
    ending = output.suffix.lower() if output else ""
    own = [out for out in OUTPUTS if out.command == command]
    found = next((out.name for out in own if out.ending == ending), None)
    if found is None and output and ending not in TEXT_ENDINGS:
        other = next((out.command for out in OUTPUTS if out.ending == ending), None)
        if other or ending in FOREIGN_ENDINGS:
            name = printable(output.name)
            advice = f"that is `recap {other}`" if other else "none is written by recap"
            formats = ", ".join(out.name for out in own)
            raise RecapError(
                f"{name} would be no {ending} file: {advice}; name another, or a format with -f ({formats})"
            )
    return found or own[0].name


def _deliver(text: str, output: Path | None, notes: str) -> None:
    """The document to its file, or as UTF-8 to standard output."""
    if output is None or str(output) == "-":
        _print(text)
    else:
        write_whole(output, text, never=() if notes == "-" else (Path(notes),))


def _print(text: str) -> None:
    if sys.stdout is None:  # `recap >&-`
        raise RecapError("standard output is closed; name a file with -o")
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:  # `recap > /dev/full`
        forget_output()
        raise RecapError(f"standard output cannot be written ({reason(error)}); name a file with -o") from error


def forget_output() -> None:
    """Let what is still in the buffer of standard output go nowhere, or Python would try once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _warn(recap: Recap, notes: str, *, everything: bool) -> None:
    """The doubts about the notes, as "notes.md:14: words"; a few, and how many more there are."""
    name = "notes" if notes == "-" else notes
    if recap.date is None and not any("--date" in doubt.message for doubt in recap.doubts):
        say(f"{name}: no date of the meeting in the notes; give it with --date YYYY-MM-DD")
    shown = recap.doubts if everything else recap.doubts[:WARNINGS]
    for doubt in shown:
        say(f"{name}:{doubt.line}: {doubt.message}" if doubt.line else f"{name}: {doubt.message}")
    left = len(recap.doubts) - len(shown)
    if left:
        say(f"{name}: {left} more; see them all with: recap check {'' if notes == '-' else notes}".rstrip())


def say(words: str) -> None:
    """One line to standard error, which a terminal shows and does not obey."""
    click.echo(printable(words), err=True)
