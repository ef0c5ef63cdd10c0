"""Tell on standard error who reads the notes besides the rules, and what became of the findings."""

from __future__ import annotations

import click

from extractor.cli import settings
from extractor.cli.console import say
from extractor.cli.settings import NotesOptions
from extractor.model import ReaderReport

_SAID = "extractor.second_reader"  # in the context of the command


def name_reader(options: NotesOptions) -> None:
    """Say who reads, once in a command, with --quiet too: it is no warning."""
    meta = click.get_current_context().meta
    reader = settings.second_reader(options)
    if reader is None or meta.get(_SAID):
        return
    meta[_SAID] = True
    if reader.replay:
        say(f"second reader: answers from {reader.replay}; no connection is made")
    else:
        from extractor.second_reader.client import address

        say(f"second reader: {reader.model} at {address(reader.url)}, on this machine")


def tell_of_reader(report: ReaderReport | None, notes: str, options: NotesOptions) -> None:
    """Say what a second reader could not do and, with --verbose, what became of its findings.

    Args:
        report: What became of them; None where nobody else read.
        notes: The name of the notes.
        options: `quiet` and `verbose` count.
    """
    if report is None or options.quiet:
        return
    name = "notes" if notes == "-" else notes
    for trouble in report.troubles:
        say(f"{name}: {trouble}")
    if options.verbose:
        say(
            f"{name}: the second reader named {report.proposed} pieces of work; the rules had found {report.confirmed}"
            f" of them, {report.added} are new"
        )
        for why, number in report.dropped:
            say(f"{name}: {number} dropped: {why}")
