"""The commands and their options (DESIGN.md, section 2). What each one does is in the module of its name.

Exit status: 0 done, 1 refused, 2 wrong usage (Click's own), 3 an answer is needed, 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extractor.output.formats import OUTPUTS

# All else is imported in the functions that need it: `recap --help` answers at once.

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
        from extractor.cli.console import forget_output, say
        from extractor.model import RecapError

        try:
            return super().invoke(ctx)
        except RecapError as error:
            say(f"recap: {error}")
        except BrokenPipeError:
            forget_output()  # `recap notes.md | head -1`: the reader has all that it wanted
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
            from extractor.common.escaping import printable

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
def email(**said: Any) -> None:
    """The recap email of one meeting; goes without saying."""
    from extractor.cli.email import email as run

    run(**said)


@app.command()
@_notes
@format_option("items", help="Default: table, or what the ending of -o says.")
@_out
@_for
@_edit
@click.option("--maybe", is_flag=True, help="What was hedged or narrowly left out, instead of the plan.")
@notes_options
def items(**said: Any) -> None:
    """The plan as data: table, JSON, CSV, Markdown, calendar."""
    from extractor.cli.plan import items as run

    run(**said)


@app.command()
@_notes
@_out
@notes_options
def check(**said: Any) -> None:
    """What still needs an answer; exit status 3 if anything does."""
    from extractor.cli.plan import check as run

    run(**said)


@app.command()
@_notes
@_out
@notes_options
def explain(**said: Any) -> None:
    """Every line taken, by which rule, and every near miss, with the reason."""
    from extractor.cli.plan import explain as run

    run(**said)


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
def batch(**said: Any) -> None:
    """Every file of notes below FOLDER, one recap each, and the plan across them all.

    Beside the recaps it writes plan.csv, plan.json and index.html: all that is open, by person and by day. Run again,
    it does only what changed.
    """
    from extractor.cli.batch import batch as run

    run(**said)
