"""The commands and their options (docs/reference/commands.md). The module of each command's name runs it.

Exit status: 0 done, 1 refused, 2 wrong usage (Click's own), 3 an answer is needed, 130 interrupted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from extractor.cli.help import HelpCommand, HelpGroup
from extractor.output.formats import names_for

# Everything else is imported in the functions that need it, so that `recap --help` answers at once.

F = TypeVar("F", bound=Callable[..., Any])

# What is locked is told by the command, in one line that says what to do.
_A_PATH = click.Path(readable=False, path_type=Path)
_A_NAME = click.Path(readable=False, path_type=str)

HELP = """Read the notes of a meeting and write the plan: who does what by when.

\b
  recap notes.md                     print the recap email
  cat notes.md | recap -f html       read from a pipe, write HTML
  recap items notes.md -o plan.json  write the plan as data
  recap check notes.md               list what has no owner or no date yet
  recap batch notes/ -o recaps/      make a recap of each file in a folder
  recap keep notes.md                remember promises; then: recap waiting

Without a command, recap writes the email. Nothing leaves this machine.
"""


class Commands(HelpGroup):
    """The group of commands: `email` is the default; a RecapError is printed as one line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if ctx.resilient_parsing and not args:
            return super().parse_args(ctx, args)  # `recap <Tab>` completes commands and files
        group_options = {"--help", "-h", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in group_options):
            if args and (command := self._similar_command(args[0])):
                raise click.UsageError(
                    f"there is no command or file named {args[0]}; did you mean: recap {command}", ctx
                )
            args = ["email", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):  # an option of the default command: `recap --edit notes.md`
            email = self.commands["email"]
            values = {item.value for item in found}
            options = email.shell_complete(click.Context(email, parent=ctx, info_name="email"), incomplete)
            return [*found, *(item for item in options if item.value not in values)]
        return [*found, CompletionItem(incomplete, type="file")]

    def _similar_command(self, word: str) -> str | None:
        """Find the command that a misspelt word is close to ("itmes"); None if it is, or looks like, a file."""
        from extractor.common.files import exists

        if not word.isalpha() or len(word) > 40 or exists(Path(word)):
            return None
        from extractor.common.phrasing import nearest

        return nearest(word, self.commands, 0.7)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise WrongUsage(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        from extractor.cli.console import forget_output, say
        from extractor.common.files import reason
        from extractor.common.limits import OverLimit
        from extractor.errors import RecapError

        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise  # `recap ledger`: the error is the help
        except click.UsageError as error:
            raise WrongUsage(error) from error
        except RecapError as error:
            say(f"recap: {error}")
        except OverLimit as error:
            say(f"recap: the notes are not read: {error}")
        except MemoryError:
            say("recap: the notes need more memory than there is; split them into one file per meeting")
        except RecursionError:
            say("recap: the notes are nested too deeply to be read; save them as plain text")
        except BrokenPipeError:
            forget_output()  # `recap notes.md | head -1`: the reader has all it needs
            ctx.exit(0)
        except OSError as error:  # what no step has expected
            say(f"recap: {reason(error)}{f': {error.filename}' if error.filename else ''}; nothing more is done")
        except KeyboardInterrupt:
            ctx.exit(130)
        ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of this file, not of the alphabet

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("recap", "[COMMAND] [NOTES] [OPTIONS]")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        options = [option for option in self.commands["email"].params if isinstance(option, click.Option)]
        options = [option for option in options if option.name not in _SELDOM]
        records = [option.get_help_record(ctx) for option in options]
        last = ("--version, -h, --help", "Show the version; this help or a command's.")
        with formatter.section("Options (more: recap COMMAND --help)"):
            formatter.write_dl([*(record for record in records if record), last])


# Options that only the help of a command shows.
_SELDOM = frozenset(
    """max_seconds max_memory date_order cc subject withhold release input_format model templates attach_ics ledger
    no_ledger reader reader_model reader_replay""".split()
)


class WrongUsage(click.UsageError):
    """Wrong usage, shown folded to the terminal; where something is missing, with the first example of the help."""

    def __init__(self, error: click.UsageError) -> None:
        words = error.format_message()
        if isinstance(error, click.MissingParameter) and error.ctx:
            example = re.search(r"^ *(recap .*?)(?:  |$)", error.ctx.command.help or "", re.MULTILINE)
            words += f" For example: {example[1]}" if example else ""
        super().__init__(words, error.ctx)

    def show(self, file: Any = None) -> None:
        """Print how the command is used and what is wrong to standard error."""
        from extractor.cli.console import say

        if self.ctx:
            click.echo(f"{self.ctx.get_usage()}\nTry '{self.ctx.command_path} --help' for help.\n", err=True)
        say(f"Error: {self.format_message()}")


class NotesCommand(HelpCommand):
    """A command whose options have the settings as defaults: the user's, and those beside the notes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if {"-h", "--help"} & set(args):
            return super().parse_args(ctx, args)  # help answers whatever the settings are
        from extractor.cli import config

        own = config.read(config.user_file())
        ctx.default_map = {**(ctx.default_map or {}), **config.defaults(own, self.name or "")}
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            if "unexpected extra argument" in error.message and not any(arg.startswith("-") for arg in args):
                raise click.UsageError(
                    "one file of notes at a time; for many: recap batch FOLDER -o OUT", ctx
                ) from error
            raise
        beside = settings_beside(ctx, _folder_of_notes(ctx))
        ctx.params |= beside
        if self._is_format_implied(ctx):
            ctx.params["format"] = None
        if not ctx.params.get("country", "-") and (locale := config.locale_country()):
            ctx.params["country"] = locale.value
        config.check((one for one in own if _counts(ctx, config.parameter(one), beside)), ctx.params.get("people"))
        return rest

    def _is_format_implied(self, ctx: click.Context) -> bool:
        """Whether what is asked for names the format, so that one of the settings does not count: -o x.eml, --open."""
        if self.name not in ("email", "items") or ctx.get_parameter_source("format") is ParameterSource.COMMANDLINE:
            return False
        output = ctx.params.get("output")
        return bool(output and output.suffix) or any(ctx.params.get(name) for name in ("per_owner", "launch"))


def settings_beside(ctx: click.Context, folder: Path | None) -> dict[str, Any]:
    """Return the parameters that the settings beside notes give, and the command line does not."""
    from extractor.cli import config

    settings = config.beside(folder) if folder is not None else ()
    config.check(one for one in settings if _counts(ctx, config.parameter(one), {}))
    values = config.defaults(settings, ctx.command.name or "")
    return {
        param.name: param.type_cast_value(ctx, values[param.name])
        for param in ctx.command.params
        if param.name in values and _counts(ctx, param.name, {})
    }


def _counts(ctx: click.Context, parameter: str, beside: Mapping[str, Any]) -> bool:
    """Whether a setting of a parameter counts: the command has it, and neither its line nor `beside` gives it."""
    is_typed = ctx.get_parameter_source(parameter) is ParameterSource.COMMANDLINE
    return parameter in ctx.params and parameter not in beside and not is_typed


def _folder_of_notes(ctx: click.Context) -> Path | None:
    """Return the folder in which the notes are; None for standard input."""
    if folder := ctx.params.get("folder"):
        return Path(folder)
    notes = ctx.params.get("notes")
    return Path(notes).parent if isinstance(notes, str) and notes != "-" else None


class Day(click.DateTime):
    """A date, refused with an example; Click's own message names the codes of strptime."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            from extractor.common.escaping import printable

            self.fail(f"{printable(str(value))} is not a date; write it as 2026-03-06", param, ctx)


def notes_options(command: F) -> F:
    """Add the options of every command that reads notes (`settings.NotesOptions`)."""
    return _add(
        command,
        click.option(
            "--date",
            type=Day(["%Y-%m-%d"]),
            metavar="YYYY-MM-DD",
            help="Day of the meeting, if the notes do not say.",
        ),
        click.option(
            "--date-order", type=click.Choice(["mdy", "dmy"]), help="How to read 3/4, if the notes do not show it."
        ),
        click.option("--country", metavar="CODE", help="Whose public holidays count. Default: your locale's."),
        click.option("--input-format", metavar="NAME", help="Format of the notes, if not recognised."),
        click.option("--model", metavar="NAME", help="Another spaCy pipeline."),
        click.option(
            "--max-seconds",
            type=click.FloatRange(min=0.1),
            default=300,
            metavar="N",
            help="Processor time that a note may take. Default: 300.",
        ),
        click.option(
            "--max-memory",
            type=click.IntRange(min=10),
            default=2000,
            metavar="MB",
            help="Memory that a note may take. Default: 2000.",
        ),
        click.option("--reader", metavar="URL", help="A model on this machine reads, too: http://127.0.0.1:8080"),
        click.option("--reader-model", metavar="NAME", help="The model, by its name on that server."),
        click.option(
            "--reader-replay",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Take its answers from files; write questions that have none.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Print no warnings."),
        click.option("-v", "--verbose", is_flag=True, help="Print all warnings, and what was done."),
    )


class Lines(click.ParamType[Any]):
    """Lines of the notes, "12,15-18", as pairs of the first and the last."""

    name = "lines"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        from extractor.cli.settings import line_ranges

        if (ranges := line_ranges(value)) is None:
            from extractor.common.escaping import printable

            self.fail(f"{printable(value)} are not lines of the notes; write them as 12,15-18", param, ctx)
        return ranges


def client_options(command: F) -> F:
    """Add the options that decide what a client gets to see."""
    return _add(
        command,
        _for,
        click.option(
            "--withhold", type=Lines(), metavar="LINES", default=(), help="Keep these from a client: 12,15-18."
        ),
        click.option("--release", type=Lines(), metavar="LINES", default=(), help="Let a client see these lines."),
    )


def mail_options(command: F) -> F:
    """Add the options that only the email has."""
    return _add(
        command,
        click.option("--note", metavar="TEXT", default="", help="A line of your own, at the top."),
        _edit,
        click.option("--from", "sender", metavar="WHO", help='Who signs: "Ana Lopez <ana@example.org>".'),
        click.option("--to", multiple=True, metavar="WHO", help="Who gets the draft, if not those in the notes."),
        click.option("--cc", multiple=True, metavar="WHO", help="Who gets a copy. May be repeated."),
        click.option("--subject", metavar="TEXT", default="", help="Another subject."),
        click.option("--people", type=_A_PATH, metavar="FILE", help="Addresses of people, TOML or CSV."),
        click.option("--per-owner", type=_A_PATH, metavar="DIR", help="A draft for each person, and one for all."),
        click.option("--attach-ics", is_flag=True, help="Attach the deadlines as a calendar file."),
        click.option("--templates", type=_A_PATH, metavar="DIR", help="Your own templates."),
        click.option("--ledger", type=_A_PATH, metavar="FILE", help="The ledger that knows the last meeting."),
        click.option("--no-ledger", is_flag=True, help="Leave out what the ledger knows."),
        click.option("--open", "launch", is_flag=True, help="Open the draft in your mail program."),
    )


def format_option(command: str, **attributes: Any) -> Callable[[F], F]:
    """Make the option -f with the formats of a command."""
    return click.option("-f", "--format", "format", type=click.Choice(names_for(command)), **attributes)


def _add(command: F, *decorators: Callable[[F], F]) -> F:
    """Add options to a command, so that its help shows them in this order."""
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


_notes = click.argument("notes", required=False, default="-", type=_A_NAME, metavar="[NOTES]")
_out = click.option("-o", "--output", type=_A_PATH, metavar="FILE", help="Write to FILE, not to the screen.")
_for = click.option(
    "--for",
    "audience",
    type=click.Choice(["team", "client"]),
    default="team",
    help="Client: formal, nothing internal.",
)
_edit = click.option("--edit", is_flag=True, help="Correct the plan in your editor first.")


@click.group(
    cls=Commands, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="notes-recap", prog_name="recap", message="%(prog)s %(version)s")
def app() -> None:
    pass


@app.command(cls=NotesCommand)
@_notes
@format_option("email", metavar="NAME", help="text, html, eml or review. Default: from -o.")
@_out
@client_options
@mail_options
@notes_options
def email(**options: Any) -> None:
    """Write the recap email (the default command).

    \b
      recap notes.md                        print it as text
      recap notes.md -f html > mail.html    write it as HTML
      recap notes.md --edit --open          correct the plan, then open a draft
      recap notes.md -f review --open       correct it in the browser
      recap notes.md --for client -o x.eml  write a draft without what is internal
      recap notes.md --reader http://127.0.0.1:11434 --reader-model qwen3
                                            let a model on this machine read, too
    """
    from extractor.cli.email import EmailOptions, run

    run(EmailOptions(**options))


@app.command(cls=NotesCommand)
@_notes
@format_option("items", help="Default: table, or what the ending of -o says.")
@_out
@client_options
@_edit
@click.option("--excel", is_flag=True, help="Write CSV that Excel opens with every letter right.")
@click.option("--maybe", is_flag=True, help="Write what was not sure enough for the plan.")
@notes_options
def items(**options: Any) -> None:
    """Write the plan as data: table, JSON, CSV, Markdown, calendar.

    \b
      recap items notes.md                   print a table
      recap items notes.md -o plan.json      write JSON, to correct and to read again
      recap items notes.md -o deadlines.ics  write the deadlines for a calendar
    """
    from extractor.cli.plan import ItemsOptions, run_items

    run_items(ItemsOptions(**options))


@app.command(cls=NotesCommand)
@click.argument("notes", nargs=-1, type=_A_NAME, metavar="[NOTES]...")
@_out
@notes_options
def check(notes: tuple[str, ...], **options: Any) -> None:
    """List what still needs an answer; exit status 3 if anything does.

    \b
      recap check notes.md && recap notes.md -o mail.html
      recap check -q notes/*.md        only owners and days, for a hook
    """
    from extractor.cli.plan import run_check
    from extractor.cli.settings import DocumentOptions

    ctx = click.get_current_context()
    run_check(
        [
            DocumentOptions(**options | settings_beside(ctx, None if name == "-" else Path(name).parent), notes=name)
            for name in notes or ("-",)
        ]
    )


@app.command(cls=NotesCommand)
@_notes
@_out
@notes_options
def explain(**options: Any) -> None:
    """Show why each line was taken, or narrowly left out.

    \b
      recap explain notes.md
    """
    from extractor.cli.plan import run_explain
    from extractor.cli.settings import DocumentOptions

    run_explain(DocumentOptions(**options))


@app.command(cls=NotesCommand)
@click.argument("folder", type=_A_PATH)
@click.option("-o", "--output", type=_A_PATH, metavar="OUT", required=True, help="Write to this folder.")
@format_option("batch", multiple=True, default=("text",), help="May be repeated. Default: text.")
@_for
@click.option("--include", multiple=True, metavar="GLOB", help="Only these notes: “*.md”, “team/**”. May be repeated.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these: “drafts”, “*.log”. May be repeated.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes. Default: one for each core.")
@click.option(
    "--engine", default="local", metavar="ENGINE", help="“dask” or “dask://HOST:PORT”: workers of a Dask cluster."
)
@click.option(
    "--as-of", type=Day(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Day of the page across notes. Default: today."
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--force", is_flag=True, help="Do all notes, not only those that changed since the last run.")
@click.option("--prune", is_flag=True, help="Remove the recaps of notes that no longer exist.")
@click.option("--ledger", type=_A_PATH, metavar="FILE", help="The ledger that knows what is done.")
@click.option("--no-ledger", is_flag=True, help="Leave out what the ledger knows.")
@notes_options
def batch(**options: Any) -> None:
    """Make a recap of each file in FOLDER, and one plan across all.

    \b
      recap batch notes/ -o recaps/                    one text file for each
      recap batch notes/ -o recaps/ -f html -f json    two files for each
      recap batch notes/ -o recaps/ --exclude drafts   leave a folder out
      recap batch /share/notes -o /share/recaps --engine dask://head:8786

    Beside the recaps it writes plan.csv, plan.json and index.html: all open actions, what is overdue and what is
    due this week first. The next run does only what changed.
    """
    from extractor.cli.batch import BatchOptions, run

    run(BatchOptions(**options))


@app.command()
@click.argument("notes", required=False, type=_A_PATH, metavar="[NOTES]")
def config(notes: Path | None) -> None:
    """Show the settings, and where each comes from.

    \b
      recap config                  yours
      recap config notes.md         those that count for these notes, or for a folder
      recap config > recap.toml     a file to start from

    They are defaults of options. A recap.toml beside notes may set country, date-order and formats.
    """
    from extractor.cli.config import shown
    from extractor.cli.console import write_text

    write_text(shown(notes), "-", None)


def ledger_options(command: F) -> F:
    """Add the options of every command of the ledger (`ledger.LedgerOptions`)."""
    return _add(
        command,
        _ledger,
        click.option("--as-of", type=Day(["%Y-%m-%d"]), hidden=True),
        click.option("-q", "--quiet", is_flag=True, help="Print only what was asked for."),
    )


_people = click.option("--people", type=_A_PATH, metavar="FILE", help="Who you are, and who is outside, TOML.")
_ledger = click.option("--ledger", type=_A_PATH, metavar="FILE", help="Another ledger: one for each client is wise.")


@app.command(cls=NotesCommand)
@click.argument("what", nargs=-1, required=True, type=_A_NAME, metavar="WHAT...")
@_ledger
@click.option("--as-of", type=Day(["%Y-%m-%d"]), hidden=True)
@click.option(
    "-f", "--format", "format", type=click.Choice(["text", "json"]), default="text", help="Of what mails say."
)
@_people
@click.option(
    "--series", default="", metavar="TITLE", help="The series that the notes belong to; new: one of their own."
)
@notes_options
def keep(**options: Any) -> None:
    """Remember what was promised, and say what became of it.

    \b
      recap keep weekly-2.md        what is new, done, moved, not mentioned
      recap keep notes/             a folder, in any order; twice is once
      recap keep - < notes.md       notes from a pipe
      recap keep ~/Mail/Sent ~/Mail/INBOX     recaps as sent, and answers to them
      recap keep open.xlsx          a list of recap waiting that you changed
      recap keep mon.md --series "Board"      which series the notes belong to

    A promise ends only by a mark in the notes (a tick, "done"), by your answer, or by recap mark. What is unsure is
    asked: one key answers. Exit status 3 if questions are left.
    """
    from extractor.cli.ledger import KeepOptions, run_keep

    run_keep(KeepOptions(**options))


@app.command()
@click.argument("item", required=False, metavar="[ITEM]")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--sent", type=_A_PATH, metavar="FILE", help="Count this draft as sent.")
@ledger_options
def mark(item: str | None, words: tuple[str, ...], sent: Path | None, **options: Any) -> None:
    """Say what happened to an item, or answer what recap asks.

    \b
      recap mark                           go through the questions, a key each
      recap mark k7m                       show an item and its history
      recap mark k7m done yesterday        also: not done, open
      recap mark k7m late, Friday: the phones came late
      recap mark k7m Maya does it          also: not me, ok
      recap mark k7m drop because ...      also: no, sorry ...
      recap mark k7m after t2c             also: same as t2c, not t2c
      recap mark --sent drafts/priya.eml   you sent it, and keep no Sent folder here
    """
    from extractor.cli.ledger import LedgerOptions, run_mark

    if sent is not None:
        if item is not None:
            raise click.UsageError("--sent stands alone: recap mark --sent drafts/priya.eml")
        from extractor.cli.nudge import run_sent

        run_sent(sent, LedgerOptions(**options))
        return
    run_mark(item, words, LedgerOptions(**options))


@app.command()
@click.argument("act", required=False, metavar="[NUMBER]")
@click.option("--redo", is_flag=True, help="Restore what was taken back.")
@click.option("--list", "show", is_flag=True, help="List the commands that changed the ledger.")
@ledger_options
def undo(act: str | None, redo: bool, show: bool, **options: Any) -> None:
    """Take the last command that kept something back.

    \b
      recap undo             the last one; again, the one before
      recap undo --list      all of them, with numbers
      recap undo 3           that one alone
      recap undo --redo      restore what was taken back last
    """
    from extractor.cli.ledger import LedgerOptions, run_undo

    run_undo(act, redo=redo, show=show, options=LedgerOptions(**options))


@app.command()
@click.argument("who", required=False, default="", metavar="[WHO|SERIES]")
@click.option("--all", "everything", is_flag=True, help="Also what is done or dropped.")
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(["table", "md", "csv", "xlsx", "json", "ics", "todo"]),
    help="Default: table, or what the ending of -o says.",
)
@_out
@_people
@ledger_options
@click.option("--excel", is_flag=True, help="Write CSV that Excel opens with every letter right.")
@click.option("--todo", is_flag=True, help="Write to-dos to a calendar, not events.")
def waiting(**options: Any) -> None:
    """Show who waits for whom.

    \b
      recap waiting                  everything that is open
      recap waiting jonas            a person
      recap waiting "tidepool"       a series of meetings
      recap waiting --all -o all.csv also what is done or dropped
      recap waiting -o open.xlsx     also: .md (Obsidian Tasks), .ics, .txt (todo.txt), .json

    First comes what others wait for from you, then what you wait for, by person.
    """
    from extractor.cli.ledger import WaitingOptions, run_waiting

    run_waiting(WaitingOptions(**options))


@app.command()
@click.argument("series", required=False, default="", metavar="[SERIES]")
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(["text", "md", "html"]),
    help="Default: text, or what the ending of -o says.",
)
@_out
@click.option("--people", type=_A_PATH, metavar="FILE", help="Who you are, and who is outside, TOML.")
@ledger_options
def agenda(series: str, **options: Any) -> None:
    """Write the agenda of the next meeting, to paste into the invitation.

    \b
      recap agenda tidepool                  what was promised for that day, and what comes
      recap agenda tidepool -o agenda.html   also: agenda.md
    """
    from extractor.cli.ledger import AgendaOptions, run_agenda

    run_agenda(series, AgendaOptions(**options))


@app.command(cls=NotesCommand)
@click.option("-o", "--output", type=_A_PATH, metavar="DIR", help="Write drafts to a folder or a Maildir.")
@click.option("--open", "launch", is_flag=True, help="Open the drafts in your mail program.")
@click.option("--explain", is_flag=True, help="Say for each person why now, or why not.")
@_people
@click.option("--from", "sender", metavar="WHO", help='Who signs: "Ana Lopez <ana@example.org>".')
@click.option("--templates", type=_A_PATH, metavar="DIR", help="Your own templates.")
@click.option("--country", metavar="CODE", help="Whose public holidays count. Default: your locale's.")
@ledger_options
def nudge(**options: Any) -> None:
    """Write few and kind drafts about what is promised; nothing is sent.

    \b
      recap nudge                      print them
      recap nudge -o drafts/           a file for each person
      recap nudge -o ~/Mail/Drafts     into a Maildir
      recap nudge --explain            for each person: why now, or why not

    At most three about a promise, one a person in three working days, none near the next meeting, none to who has
    answered. A draft counts as sent when recap keep sees its copy in Sent, or by recap mark --sent FILE.
    """
    from extractor.cli.nudge import NudgeOptions, run_nudge

    run_nudge(NudgeOptions(**options))


@app.command()
@click.argument("who", required=False, default="", metavar="[WHO|SERIES]")
@click.option("--since", type=Day(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Leave out what ended before this day.")
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(["text", "json", "csv"]),
    help="Default: text, or what the ending of -o says.",
)
@_out
@_people
@ledger_options
def stats(**options: Any) -> None:
    """Say what became of promises: kept, late, open or moved, and why.

    \b
      recap stats                             all series
      recap stats tidepool --since 2026-01-01 one series, this year
      recap stats me                          your own; also: recap stats "Jonas Lindqvist"
      recap stats tidepool -o quarter.csv     for a table

    It counts promises and grades nobody: no order of people, no score, a share only from twenty on. Figures of one
    person are shown only when you name that person, and stand in no mail and no page.
    """
    from extractor.cli.stats import StatsOptions, run_stats

    run_stats(StatsOptions(**options))


@app.group(cls=HelpGroup)
def ledger() -> None:
    """Look after the file that keeps the promises."""


@ledger.command("check")
@click.option("--rebuild", is_flag=True, help="Work everything out anew from what was said.")
@ledger_options
def ledger_check(rebuild: bool, **options: Any) -> None:
    """Check that the file is whole, and name notes that are gone.

    \b
      recap ledger check
    """
    from extractor.cli.ledger import LedgerOptions, run_check

    run_check(LedgerOptions(**options), rebuild=rebuild)


@ledger.command("where")
@ledger_options
def ledger_where(**options: Any) -> None:
    """Say where the file is, and what it keeps.

    \b
      recap ledger where
    """
    from extractor.cli.ledger import LedgerOptions, run_where

    run_where(LedgerOptions(**options))


@ledger.command("forget")
@click.argument("who", required=False, default="", metavar="[WHO]")
@click.option("--series", default="", metavar="TITLE", help="A series of meetings, with all its promises.")
@click.option("--before", type=Day(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="What was said before this day.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_options
def ledger_forget(**options: Any) -> None:
    """Forget a person, a series, or what is old, for good.

    \b
      recap ledger forget "Dana Reyes"          name, addresses and quotes; counts stay, under "somebody"
      recap ledger forget --series tidepool     the meetings and promises of a series
      recap ledger forget --before 2025-01-01   what was said before; what is open stays

    It shows what would go and what it cannot reach, and asks. Notes that are read again do not bring it back.
    """
    from extractor.cli.forget import ForgetOptions, run_forget

    run_forget(ForgetOptions(**options))
