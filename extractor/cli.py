"""The command line: options in, document out (DESIGN.md, section 2).

The only module that prints, exits, and reads the terminal. Standard output carries the document and nothing else; all
other words go to standard error, one line each, made printable. Exit status: 0 done, 1 refused, 2 wrong usage (click's
own), 3 `check` found something to ask, 130 interrupted.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from extractor.files import reason, write_whole
from extractor.model import Options, Recap, RecapError, Wishes
from extractor.outputs import OUTPUTS
from extractor.safe import printable

# Everything else of ours is imported in the functions that need it: `recap --help` answers at once.

TEMPLATES = ("recap.txt.j2", "recap.html.j2")  # what a folder of templates may hold in place of ours
WARNINGS = 5  # doubts shown one by one; the rest is counted
TEXT_ENDINGS = frozenset({"", ".txt", ".md"})  # what text may be called, though another command writes it, too
FOREIGN_ENDINGS = frozenset({".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".msg"})
ROUNDS = 7  # of an editor that is no human's: EDITOR='sed -i s/^/x/' makes new mistakes for ever, twice as many a round

F = TypeVar("F", bound=Callable[..., Any])

HELP = """Meeting notes in, the plan that the meeting agreed on out: who does what by when.

\b
  recap notes.md                     the recap email, as text
  recap notes.md -o mail.html        the same as HTML
  cat notes.md | recap               the same from a pipe
  recap items notes.md               the plan as a table
  recap items notes.md -o plan.json  the plan as data
  recap plan.json                    the email of a plan that you corrected
  recap check notes.md               what has no owner or no date yet
  recap explain notes.md             which line became what, and why
  recap batch notes/ -o recaps/      a folder of notes, one recap each

Without a command, recap writes the email. Nothing leaves this machine.
"""


def main() -> None:
    """Run the command `recap`; ends the process with its exit status."""
    try:
        app.main(prog_name="recap")
    except KeyboardInterrupt:
        sys.exit(130)


class Commands(click.Group):
    """The commands, where "email" goes without saying, and where the one class of refusals becomes one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            if args and (meant := self._meant(args[0])):
                raise click.UsageError(f"there is no command or file {args[0]}; did you mean: recap {meant}", ctx)
            args = ["email", *args]
        return super().parse_args(ctx, args)

    def _meant(self, word: str) -> str | None:
        """The command that a word is nearly, if it is neither a file nor looks like one: "itmes"."""
        if not word.isalpha() or Path(word).exists():
            return None
        from difflib import get_close_matches

        return next(iter(get_close_matches(word, self.commands, 1, 0.7)), None)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RecapError as error:
            _say(f"recap: {error}")
        except BrokenPipeError:
            _forget_output()  # `recap notes.md | head -1`: the reader has all that it wanted
            ctx.exit(0)
        except KeyboardInterrupt:
            ctx.exit(130)
        ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of the day, not of the alphabet

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("recap", "[COMMAND] [NOTES] [OPTIONS]")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        options = [option for option in self.commands["email"].params if isinstance(option, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        last = ("--version, -h, --help", "The version; this page, or a command's own.")
        with formatter.section("Options (the other commands have most of them, too)"):
            formatter.write_dl([*(record for record in records if record), last])


class Day(click.DateTime):
    """A day of the calendar, refused in words that everybody reads: click's own name strptime's codes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{printable(str(value))} is no day of the calendar; write it as 2026-03-06", param, ctx)


def notes_options(command: F) -> F:
    """The options that every command has which reads notes."""
    decorators = (
        click.option(
            "--date",
            type=Day(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help="The day of the meeting, if the notes do not say.",
        ),
        click.option(
            "--date-order", type=click.Choice(["mdy", "dmy"]), help="How to read 3/4, if the notes do not show it."
        ),
        click.option("--country", default="US", metavar="CODE", help="Whose public holidays count. Default: US."),
        click.option("--input-format", metavar="NAME", help="The kind of notes, if it is not recognised."),
        click.option("--model", metavar="NAME", help="Another spaCy pipeline."),
        click.option("-q", "--quiet", is_flag=True, help="No warnings."),
        click.option("-v", "--verbose", is_flag=True, help="All warnings, and what was done."),
    )
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


def format_option(command: str, **more: Any) -> Callable[[F], F]:
    """-f with the formats of a command."""
    names = [output.name for output in OUTPUTS if command in (output.command, "batch")]
    return click.option("-f", "--format", "format", type=click.Choice(names), **more)


_notes = click.argument("notes", required=False, default="-", type=click.Path(path_type=str), metavar="[NOTES]")
_out = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, not to the screen."
)


@click.group(
    cls=Commands, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="notes-recap", prog_name="recap", message="%(prog)s %(version)s")
def app() -> None:
    pass


_for = click.option(
    "--for",
    "audience",
    type=click.Choice(["team", "client"]),
    default="team",
    help="Client: formal, nothing internal.",
)
_edit = click.option("--edit", is_flag=True, help="Correct the plan in your editor first.")


def mail_options(command: F) -> F:
    """The options that the email alone has."""
    folder = click.Path(path_type=Path)
    decorators = (
        _for,
        click.option("--note", metavar="TEXT", default="", help="A line of your own, at the top."),
        _edit,
        click.option("--from", "sender", metavar="WHO", help='Who signs: "Ana Lopez <ana@example.org>".'),
        click.option("--people", type=folder, metavar="FILE", help="Who has which address, TOML or CSV."),
        click.option("--per-owner", type=folder, metavar="DIR", help="A draft for each person, and one for all."),
        click.option("--attach-ics", is_flag=True, help="The deadlines as a calendar file in the draft."),
        click.option("--templates", type=folder, metavar="DIR", help="Templates of your own."),
        click.option("--open", "launch", is_flag=True, help="Hand the draft to your mail program."),
    )
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


@app.command()
@_notes
@format_option("email", help="Default: text, or what the ending of -o says.")
@_out
@mail_options
@notes_options
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


@app.command()
@_notes
@format_option("items", help="Default: table, or what the ending of -o says.")
@_out
@_for
@_edit
@click.option("--maybe", is_flag=True, help="What was hedged or narrowly left out, instead of the plan.")
@notes_options
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
        _say("no open action has a day: the calendar is empty")
    _report(recap, notes, wishes, said, output)


@app.command()
@_notes
@_out
@notes_options
def check(notes: str, output: Path | None, **said: Any) -> None:
    """What still needs an answer; exit status 3 if anything does."""
    from extractor.letter import questions

    recap = _recap(notes, _options(said))
    words = questions(recap)
    _deliver(words or "Nothing to ask: every action has an owner and a date.\n", output, notes)
    if words:
        click.get_current_context().exit(3)


@app.command()
@_notes
@_out
@notes_options
def explain(notes: str, output: Path | None, **said: Any) -> None:
    """Every line taken, by which rule, and every near miss, with the reason."""
    from extractor import readers
    from extractor.explain import explain as why
    from extractor.explain import explained
    from extractor.plan import is_plan

    options = _options(said)
    data, source = _read(notes)
    if is_plan(data):
        raise RecapError(f"{printable(source)} is a plan, which has no reasons in it; name the notes it was made from")
    _deliver(explained(why(readers.read_bytes(data, source, options), options)), output, notes)


@app.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", required=True, help="Folder to write to."
)
@format_option("batch", multiple=True, default=("text",), help="May be given several times. Default: text.")
@click.option("--include", multiple=True, metavar="GLOB", help="Only these notes: “*.md”, “team/**”. May be repeated.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these: “drafts”, “*.log”. May be repeated.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes. Default: one for each core.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--force", is_flag=True, help="Do all again, not only what changed since the last run.")
@notes_options
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
    from extractor import batch as batches
    from extractor import progress

    options = _options(said)
    work = batches.plan_work(folder, output, format, include, exclude)
    if said["verbose"] or dry_run:
        for path in work.passed_over:
            _say(f"{path}: passed over")
        for path in work.left_out:
            _say(f"{path}: left out")
    if dry_run:
        records = batches.remembered(work)
        todo = [job for job in work.jobs if force or not batches.is_done(job, work, options, records)]
        for job in todo:
            _say(f"{job.notes} -> {', '.join(str(target) for _, target in job.targets)}")
        _say(f"{len(todo)} of {len(work.jobs)} notes would be done; nothing was written")
        return
    for line in work.unread:
        _say(f"recap: {line}")
    tally = batches.Tally(failed=len(work.unread))
    with progress.shown(len(work.jobs), quiet=said["quiet"], say=_say) as seen, _ended_by_exceptions():
        for outcome in batches.run(work, options, jobs=jobs or batches.cores(), force=force):
            tally = tally.with_(outcome)
            seen.at(tally.notes - len(work.unread), tally.failed)
            if outcome.error:
                seen.say(f"recap: {outcome.error}")
            elif said["verbose"] and not outcome.unchanged:
                for target, _ in outcome.documents:
                    seen.say(f"{outcome.job.notes} -> {target}")
    gone = batches.gone(work, batches.remembered(work))
    if said["verbose"]:
        for path in gone:
            _say(f"{path}: its notes are gone")
    if not said["quiet"]:
        _say(batches.summary(tally, work, gone))
    if tally.failed:
        click.get_current_context().exit(1)


@contextmanager
def _ended_by_exceptions() -> Iterator[None]:
    """A polite end (SIGTERM) as an exception, so that what is being written and who is at work are cleaned up."""

    def leave(signum: int, frame: object) -> None:
        raise SystemExit(128 + signum)

    before = signal.signal(signal.SIGTERM, leave) if threading.current_thread() is threading.main_thread() else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _document(recap: Recap, format: str, wishes: Wishes, output: Path | None, notes: str) -> None:
    from extractor.rendering import render

    _deliver(render(recap, format, wishes), output, notes)


def _report(recap: Recap, notes: str, wishes: Wishes, said: dict[str, Any], output: Path | None = None) -> None:
    """To standard error: what a client is not told, what is doubtful in the notes, and where the document is."""
    if not said["quiet"]:
        if wishes.audience == "client":
            from extractor.privacy import withheld

            for line in withheld(recap):
                _say(f"withheld: {line}")
        _warn(recap, notes, everything=said["verbose"])
    if said["verbose"] and output:
        _say(f"written: {output}")


def _write_drafts(recap: Recap, wishes: Wishes, folder: Path, format: str, notes: str, *, quiet: bool) -> None:
    """A draft for each who has something to do, and one for everybody."""
    from extractor.files import file_name
    from extractor.mail import readers
    from extractor.outputs import shown
    from extractor.rendering import render

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
            _say(f"{reader or 'everyone'} -> {target}")
    if not quiet:
        _name_addressees(recap, wishes)


def _name_addressees(recap: Recap, wishes: Wishes) -> None:
    """Who gets a draft, who has no address, and who cannot be told apart."""
    from extractor.mail import addressees
    from extractor.outputs import shown

    found = addressees(shown(recap, wishes), wishes)
    if found.to:
        _say("to: " + ", ".join(f"{person.name} <{person.email}>" for person in found.to))
    if found.missing:
        _say(f"no address: {', '.join(found.missing)}; name a file of people with --people")
    for doubt in found.doubts:
        _say(doubt)


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
                _say(f"line {line}: {words}")
            text = editing.with_mistakes(typed, edited.mistakes)
    raise RecapError(f"the plan has mistakes and was not saved; {_kept(text, first)}")


def _kept(text: str, first: str) -> str:
    """Where the words are that were typed."""
    if text == first:
        return "nothing was typed yet; set $EDITOR"
    path = Path(tempfile.mkdtemp(prefix="recap-")) / "plan.txt"
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
    """A file in a new folder that nobody else can read, for a draft that is only to be opened."""
    ending = next(output.ending for output in OUTPUTS if output.name == format)
    return Path(tempfile.mkdtemp(prefix="recap-")) / f"recap{ending}"


def _open(path: Path) -> None:
    if click.launch(str(path.resolve())):
        raise RecapError(f"nothing on this machine opens {path.suffix} files; the draft is {path}")
    _say(f"handed to the desktop: {path}")


def _wishes(said: dict[str, Any]) -> Wishes:
    """The wishes about the email as the model has them. Raises RecapError for files that are not there."""
    from extractor.people import config_folder, read_people, sender_of

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
    if model.isidentifier():
        return importlib.util.find_spec(model) is not None
    return (Path(model) / "config.cfg").is_file()


def _is_known(country: str) -> bool:
    from extractor.deadlines.holidays import public_holidays

    return bool(public_holidays(country, 2026))  # any year does


def _recap(notes: str, options: Options) -> Recap:
    from extractor import sources

    if notes != "-":
        return sources.from_path(Path(notes), options)
    data, source = _read(notes)
    return sources.from_bytes(data, source, options)


def _read(notes: str) -> tuple[bytes, str]:
    """The bytes of the notes and their name, "-" for standard input. Raises RecapError if they cannot be read."""
    from extractor.readers.source import MAX_BYTES, load

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
        _forget_output()
        raise RecapError(f"standard output cannot be written ({reason(error)}); name a file with -o") from error


def _forget_output() -> None:
    """Let what is still in the buffer of standard output go nowhere, or Python would try once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _warn(recap: Recap, notes: str, *, everything: bool) -> None:
    """The doubts about the notes, as "notes.md:14: words"; a few, and how many more there are."""
    name = "notes" if notes == "-" else notes
    if recap.date is None and not any("--date" in doubt.message for doubt in recap.doubts):
        _say(f"{name}: no date of the meeting in the notes; give it with --date YYYY-MM-DD")
    shown = recap.doubts if everything else recap.doubts[:WARNINGS]
    for doubt in shown:
        _say(f"{name}:{doubt.line}: {doubt.message}" if doubt.line else f"{name}: {doubt.message}")
    left = len(recap.doubts) - len(shown)
    if left:
        _say(f"{name}: {left} more; see them all with: recap check {'' if notes == '-' else notes}".rstrip())


def _say(words: str) -> None:
    """One line to standard error, which a terminal shows and does not obey."""
    click.echo(printable(words), err=True)


if __name__ == "__main__":
    main()
