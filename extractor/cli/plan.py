"""`recap items`, `check` and `explain`: the plan as data, what it still asks, and why it is as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from extractor.cli import settings
from extractor.cli.console import deliver, read_notes, recap_of, report, say, write_document
from extractor.cli.editor import edit
from extractor.model import RenderOptions


def items(notes: str, format: str | None, output: Path | None, **said: Any) -> None:
    """The plan as data: table, JSON, CSV, Markdown, calendar."""
    options = settings.read_options(said)
    wishes = RenderOptions(audience=said["audience"], now=settings.now())
    format = format or settings.format_of(output, "items")
    recap = edit(recap_of(notes, options), options) if said["edit"] else recap_of(notes, options)
    if said["maybe"]:
        recap = replace(recap, items=recap.maybes, maybes=())
    write_document(recap, format, wishes, output, notes)
    if format == "ics" and not any(item.due and not item.done for item in recap.items):
        say("no open action has a day: the calendar is empty")
    report(recap, notes, wishes, said, output)


def check(notes: str, output: Path | None, **said: Any) -> None:
    """What still needs an answer; exit status 3 if anything does."""
    from extractor.output.open_questions import questions_text

    recap = recap_of(notes, settings.read_options(said))
    words = questions_text(recap)
    deliver(words or "Nothing to ask: every action has an owner and a date.\n", output, notes)
    if words:
        click.get_current_context().exit(3)


def explain(notes: str, output: Path | None, **said: Any) -> None:
    """Every line taken, by which rule, and every near miss, with the reason."""
    from extractor import pipeline
    from extractor.output.explanation import explained

    data, source = read_notes(notes)
    deliver(explained(pipeline.explanation_of(data, source, settings.read_options(said))), output, notes)
