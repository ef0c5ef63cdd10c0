"""Standard input, output and error: notes in, documents out, messages of one line.

Standard output carries only the document. Messages go to standard error, with control characters removed.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from extractor.cli import settings
from extractor.cli.help import NARROW
from extractor.cli.settings import ClientOptions, DocumentOptions
from extractor.common.escaping import printable
from extractor.common.files import exists, reason, write_whole
from extractor.common.lazy_regex import expression
from extractor.common.limits import limited
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.model import ReadOptions, Recap, RenderOptions, Reviewed
    from extractor.pipeline import Loaded

_WORKING_DAYS = expression(r"\b(?:business|working|work)\s+days?\b", re.IGNORECASE)
_TWO_READINGS = expression(r" can be read as .+ \(taken\) or ")
WARNINGS = 5  # doubts shown one by one; the rest are counted


def load_recap(options: DocumentOptions, *, edit: bool = False, newest: bool = False) -> Recap:
    """Make the recap of the notes; arguments as in `load_recap_and_notes`."""
    return load_recap_and_notes(options, edit=edit, newest=newest)[0]


def load_recap_and_notes(options: DocumentOptions, *, edit: bool = False, newest: bool = False) -> tuple[Recap, Loaded]:
    """Make the recap of the notes, with the corrections beside them, and return what was read.

    With `edit`, the user corrects it. With `newest`, of running notes only the newest meeting counts, or the one of
    --date. What the user corrects in notes of a file is written beside them, so that every later run knows it.
    """
    read_options = replace(settings.read_options(options), newest=newest)
    if read_options.second_reader is None:
        return _loaded(options, read_options, edit=edit)
    from extractor.cli.second_reader import name_reader, tell_of_reader

    name_reader(options)
    recap, loaded = _loaded(options, read_options, edit=edit)
    tell_of_reader(recap.second_reader, options.notes, options)
    return recap, loaded


def _loaded(options: DocumentOptions, read_options: ReadOptions, *, edit: bool) -> tuple[Recap, Loaded]:
    """Make the recap of the notes as `load_recap_and_notes` does."""
    from extractor import pipeline

    if options.notes == "-":
        data, source = read_notes(options.notes)
        with limited(settings.limits(options)):
            recap, loaded = pipeline.load_bytes(data, source, read_options)
        return (_edited(recap, read_options) if edit else recap), loaded
    path = Path(options.notes)
    with limited(settings.limits(options)):
        recap, loaded = pipeline.load_path(path, read_options)
    corrections = pipeline.corrections_file(path)
    if exists(corrections) and not options.quiet:
        say(f"{path}: corrected as {corrections.name} says")
    if edit:
        edited = _edited(recap, read_options)
        if edited != recap:
            _keep_corrections(path, edited, read_options)
        return edited, loaded
    return recap, loaded


def reviewed(options: DocumentOptions) -> Reviewed:
    """Return what the page to review a plan in shows of a file of notes. Raises RecapError for a saved plan."""
    from extractor import pipeline
    from extractor.model import Reviewed
    from extractor.output import corrections
    from extractor.output.plan_json import is_plan
    from extractor.readers.encoding import read_file

    path = Path(options.notes)
    read_options = replace(settings.read_options(options), newest=True)
    data = read_file(path)
    if is_plan(data):
        raise RecapError(f"{path} is a plan, which is corrected itself; name the notes it was made from")
    with limited(settings.limits(options)):
        notes, found, lines = pipeline.notes_and_recap(data, path.name, read_options)
    kept = corrections.read_file(pipeline.corrections_file(path))
    others = corrections.of_other_meetings(found, kept)
    text = corrections.as_toml(others, path.name).partition("\n")[2] if others else ""
    return Reviewed(notes, lines, found, text)


def _edited(recap: Recap, read_options: ReadOptions) -> Recap:
    from extractor.cli import editor

    return editor.edit(recap, read_options)


def _keep_corrections(path: Path, edited: Recap, read_options: ReadOptions) -> None:
    """Write beside the notes what was corrected; say where, or that it cannot be kept. A saved plan has none."""
    from extractor import pipeline
    from extractor.output import corrections
    from extractor.output.plan_json import is_plan
    from extractor.readers.encoding import read_file

    data = read_file(path)
    if is_plan(data):
        return
    found = pipeline.from_bytes(data, path.name, read_options)
    target = pipeline.corrections_file(path)
    kept = corrections.difference(found, edited)
    others = corrections.of_other_meetings(found, corrections.read_file(target))
    kept = replace(kept, items=(*kept.items, *others.items), remarks=(*kept.remarks, *others.remarks))
    try:
        write_whole(target, corrections.as_toml(kept, path.name))
    except RecapError:
        say(f"the corrections cannot be kept in {target}, so the next run does not know them")
    else:
        say(f"corrections kept in {target}")


def read_notes(notes: str) -> tuple[bytes, str]:
    """Read the notes; return their bytes and their name, "-" for standard input.

    Raises RecapError if they cannot be read, or if standard input is a terminal.
    """
    from extractor.readers.encoding import MAX_BYTES, read_file

    if notes != "-":
        return read_file(Path(notes)), Path(notes).name
    if sys.stdin is None or sys.stdin.isatty():
        raise RecapError(
            "no notes; name a file (recap notes.md) or pipe one in (cat notes.md | recap); more: recap --help"
        )
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise RecapError(f"standard input cannot be read ({reason(error)}); name a file: recap notes.md") from error
    return data, "-"


def write_document(
    recap: Recap,
    format: str,
    options: DocumentOptions,
    render_options: RenderOptions,
    output: Path | None = None,
    *,
    inside: Path | None = None,
) -> None:
    """Render the recap and write it.

    Args:
        recap: What to render.
        format: The name of an output format.
        options: `output` is where it is written; the notes are never overwritten.
        render_options: How it is rendered.
        output: A file in place of `options.output`.
        inside: A folder that holds this file and is not trusted (`files.write_whole`).
    """
    from extractor.output.render import render

    document = render(recap, format, render_options)
    write_text(document, options.notes, output or options.output, inside=inside, coloured=format == "text")


def write_text(
    text: str, notes: str | Iterable[str], output: Path | None, *, inside: Path | None = None, coloured: bool = False
) -> None:
    """Write a document to a file, or as UTF-8 to standard output.

    Args:
        text: The document.
        notes: The notes it was made from, paths or "-", which are never overwritten.
        output: The file; None or "-" for standard output.
        inside: A folder that holds the file and is not trusted (`files.write_whole`).
        coloured: Whether a terminal shows it in colour: text for people, not data.
    """
    if output is None or str(output) == "-":
        print_document(text, coloured=coloured)
    else:
        names = (notes,) if isinstance(notes, str) else notes
        write_whole(output, text, never=tuple(Path(name) for name in names if name != "-"), inside=inside)


def report(recap: Recap, options: DocumentOptions, *, for_client: bool = False, written: Path | None = None) -> None:
    """Tell on standard error what is doubtful in the notes, what a client is not told, and where the document is.

    Args:
        recap: The recap that was written.
        options: `quiet` and `verbose` count, and the name of the notes.
        for_client: Whether what is internal was left out of the document.
        written: The file of the document, where there is one.
    """
    if options.verbose:
        name = "notes" if options.notes == "-" else options.notes
        say(f"{name}: read as {recap.format or 'a plan'}, {_count(recap)}")
    if not options.quiet:
        if for_client:
            from extractor.output.redaction import withheld

            for line in withheld(recap):
                say(f"withheld: {line}")
        _warn(recap, options.notes, everything=options.verbose)
        if not options.date_order and any(_TWO_READINGS.search(doubt.message) for doubt in recap.doubts):
            say("say how such days are read with --date-order dmy or mdy, or with date-order in recap.toml")
        if not options.country and any(_WORKING_DAYS.search(item.due_text or "") for item in recap.items):
            say("working days are counted without public holidays; name the country with --country or in recap.toml")
    if options.verbose and written:
        say(f"written: {written}")


def _count(recap: Recap) -> str:
    """Say how much was read: "2 people, 3 items"."""
    counts = ((len(recap.people), "person", "people"), (len(recap.items), "item", "items"))
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)


def ask_for_a_look(recap: Recap, options: ClientOptions) -> None:
    """Name each line that a client gets to see and the sender should look at; exit with status 3 if there are any.

    They are named even with `quiet`: they are the reason for the status.
    """
    from extractor.output.redaction import suspicions, unknown_lines

    for option, lines in (("--withhold", options.withhold), ("--release", options.release)):
        for words in unknown_lines(recap, lines):
            say(f"{option} {words}: nothing of the plan stands there")
    if options.audience != "client":
        return
    if found := suspicions(recap):
        for line in found:
            say(line)
        say("decide with --withhold LINES or --release LINES")
        click.get_current_context().exit(3)


def private_folder() -> Path:
    """Make a folder that only this user can read."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="recap-"))


def forget_output() -> None:
    """Discard what standard output still buffers, or Python would try to write it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def terminal_columns() -> int:
    """Return the width of the terminal that shows standard output, at least 30 columns; 79 where there is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 79
    return max(30, shutil.get_terminal_size((79, 24)).columns - 1)


def say(words: str) -> None:
    """Print one line to standard error, with control characters removed; a terminal shows it folded between words."""
    short = _LONG_NAME.sub(lambda name: f"{name[0][:40]}…{name[0][-20:]}", printable(words))
    click.echo(_folded(short, sys.stderr), err=True)


# No file system takes a name of more than 255 bytes.
_LONG_NAME = expression(r"[^\s/]{256,}")


def tell(text: str, *, err: bool = False) -> None:
    """Print lines to standard output, or standard error; a terminal shows each folded between words."""
    stream = sys.stderr if err else sys.stdout
    click.echo("\n".join(_folded(line, stream) for line in text.removesuffix("\n").split("\n")), err=err)


def _folded(line: str, stream: TextIO | None) -> str:
    if stream is None or not stream.isatty():
        return line
    columns = shutil.get_terminal_size((79, 24)).columns
    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    return textwrap.fill(
        _narrowed(line, columns), columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _narrowed(line: str, columns: int) -> str:
    """Return a line without the space that sets its columns apart, if a narrow terminal cannot show it."""
    is_table = columns < NARROW and len(line) > columns
    return re.sub(r"(?<=\S) {3,}", "  ", line) if is_table else line


def print_document(text: str, *, coloured: bool = False) -> None:
    """Print a document as UTF-8 to standard output; on a terminal, if it may be `coloured`, folded and in colour.

    Raises RecapError if standard output is closed or full.
    """
    if sys.stdout is None:  # `recap >&-`
        raise RecapError("standard output is closed; name a file with -o")
    if coloured and sys.stdout.isatty():
        from extractor.cli import colour
        from extractor.output.wording import fold

        columns = terminal_columns()
        lines = text.splitlines()
        text = "".join(f"{part}\n" for line in lines for part in fold(_narrowed(line, columns), columns))
        text = colour.coloured(text) if colour.wanted() else text
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:  # `recap > /dev/full`
        forget_output()
        raise RecapError(f"standard output cannot be written ({reason(error)}); name a file with -o") from error


def _warn(recap: Recap, notes: str, *, everything: bool) -> None:
    """Print the doubts about the notes as "notes.md:14: words": the first few and a count of the rest, or all."""
    name = "notes" if notes == "-" else notes
    if recap.date is None and not any("--date" in doubt.message for doubt in recap.doubts):
        say(f"{name}: the notes do not say when the meeting was; give its date with --date YYYY-MM-DD")
    shown = recap.doubts if everything else recap.doubts[:WARNINGS]
    for doubt in shown:
        say(f"{name}:{doubt.line}: {doubt.message}" if doubt.line else f"{name}: {doubt.message}")
    rest = len(recap.doubts) - len(shown)
    if rest:
        say(f"{name}: {rest} more; see them all with: recap check {'' if notes == '-' else notes}".rstrip())
