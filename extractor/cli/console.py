"""Standard input, output and error: notes in, documents out, messages of one line.

Standard output carries the document and nothing else; all other words go to standard error, made printable.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from extractor.common.escaping import printable
from extractor.common.files import reason, write_whole
from extractor.model import ReadOptions, Recap, RecapError, RenderOptions

WARNINGS = 5  # doubts shown one by one; the rest is counted


def write_document(recap: Recap, format: str, wishes: RenderOptions, output: Path | None, notes: str) -> None:
    from extractor.output.render import render

    deliver(render(recap, format, wishes), output, notes)


def report(recap: Recap, notes: str, wishes: RenderOptions, said: dict[str, Any], output: Path | None = None) -> None:
    """To standard error: what a client is not told, what is doubtful in the notes, and where the document is."""
    if not said["quiet"]:
        if wishes.audience == "client":
            from extractor.output.redaction import withheld

            for line in withheld(recap):
                say(f"withheld: {line}")
        _warn(recap, notes, everything=said["verbose"])
    if said["verbose"] and output:
        say(f"written: {output}")


def private_folder() -> Path:
    """A new folder that nobody else can read."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="recap-"))


def recap_of(notes: str, options: ReadOptions) -> Recap:
    from extractor import pipeline

    if notes != "-":
        return pipeline.from_path(Path(notes), options)
    data, source = read_notes(notes)
    return pipeline.from_bytes(data, source, options)


def read_notes(notes: str) -> tuple[bytes, str]:
    """The bytes of the notes and their name, "-" for standard input. Raises RecapError if they cannot be read."""
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


def deliver(text: str, output: Path | None, notes: str) -> None:
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
