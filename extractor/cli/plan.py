"""`recap items`, `check` and `explain`: the plan as data, what is still open in it, and why it is as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import click

from extractor.cli import settings
from extractor.cli.console import ask_for_a_look, load_recap, read_notes, report, say, terminal_columns, write_text
from extractor.cli.settings import ClientOptions, DocumentOptions
from extractor.common.escaping import printable
from extractor.common.limits import limited
from extractor.model import RecapError, RenderOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsOptions(ClientOptions):
    """The options of `recap items`."""

    format: str | None
    edit: bool
    maybe: bool
    excel: bool


def run_items(options: ItemsOptions) -> None:
    """Write the plan, or with `maybe` the items that were not sure enough for it."""
    from extractor.output.render import render

    format = options.format or ("csv" if options.excel else settings.output_format(options.output, "items"))
    if options.excel and format != "csv":
        raise click.UsageError("--excel is for CSV; add -f csv")
    settings.refuse_without_client(options)
    recap = load_recap(options, edit=options.edit)
    if options.maybe:
        recap = replace(recap, items=recap.maybes, maybes=())
    columns = None if options.output else terminal_columns()
    document = render(recap, format, RenderOptions(audience=options.audience, now=settings.now(), columns=columns))
    # Excel takes CSV without the mark for the code page of its country: "Ana LÃ³pez".
    document = "\ufeff" + document if options.excel else document
    write_text(document, options.notes, options.output, coloured=format == "table")
    if format == "ics" and not any(item.due and not item.done for item in recap.items):
        say("no open action has a date, so the calendar is empty")
    report(recap, options, for_client=options.audience == "client", written=options.output)
    ask_for_a_look(recap, options)


def run_check(notes: Sequence[DocumentOptions]) -> None:
    """Write the questions that the plans of notes leave open; exit with status 3 if there are any.

    With `quiet` only those about owners and days. Of several files each is named, and one that cannot be read does not
    keep the others from being checked; the status is then 1.
    """
    from extractor.output.open_questions import questions_text

    found, failed = [], False
    for options in notes:
        try:
            recap = load_recap(options)
        except RecapError as error:
            if len(notes) == 1:
                raise
            say(f"recap: {error}")
            failed = True
            continue
        columns = None if options.output else terminal_columns()
        if questions := questions_text(replace(recap, doubts=()) if options.quiet else recap, columns=columns):
            found.append(f"{printable(options.notes)}\n\n{questions}" if len(notes) > 1 else questions)
    answer = "\n".join(found) or "Nothing to ask: every action has an owner and a date.\n"
    if found or not failed:
        write_text(answer, [options.notes for options in notes], notes[0].output, coloured=True)
    if found or failed:
        click.get_current_context().exit(1 if failed else 3)


def run_explain(options: DocumentOptions) -> None:
    """Write what became of each candidate line, and why."""
    from extractor import pipeline
    from extractor.output.explanation import explained

    read_options = settings.read_options(options)
    if read_options.second_reader is not None:
        from extractor.cli.second_reader import name_reader

        name_reader(options)
    data, source = read_notes(options.notes)
    with limited(settings.limits(options)):
        explanation = pipeline.explanation_of(data, source, read_options)
    if explanation.recap.second_reader is not None:
        from extractor.cli.second_reader import tell_of_reader

        tell_of_reader(explanation.recap.second_reader, options.notes, options)
    columns = None if options.output else terminal_columns()
    document = explained(explanation, features=options.verbose, columns=columns)
    write_text(document, options.notes, options.output, coloured=True)
