"""`recap email`: the recap email of one meeting, to a file, as drafts, or to a mail program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from extractor.cli.console import deliver, private_folder, recap_of, report, say, write_document
from extractor.cli.editor import edit
from extractor.cli.settings import format_of, read_options, render_options
from extractor.common.escaping import printable
from extractor.common.files import reason
from extractor.model import Recap, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS


def email(notes: str, format: str | None, output: Path | None, **said: Any) -> None:
    """The recap email of one meeting; goes without saying."""
    if said["per_owner"] and (output or said["launch"]):
        raise click.UsageError("--per-owner writes to a folder of its own; leave out -o and --open.")
    options, wishes = read_options(said), render_options(said)
    drafts = said["per_owner"] or (said["launch"] and not output)
    format = format or ("eml" if drafts else format_of(output, "email"))  # refused before anybody has edited
    recap = edit(recap_of(notes, options), options) if said["edit"] else recap_of(notes, options)
    if said["per_owner"]:
        _write_drafts(recap, wishes, said["per_owner"], format, notes, quiet=said["quiet"])
        report(recap, notes, wishes, said)
        return
    if said["launch"]:
        output = output or _private_file(format)
    write_document(recap, format, wishes, output, notes)
    if format == "eml" and not said["quiet"]:
        _name_addressees(recap, wishes)
    report(recap, notes, wishes, said, output)
    if said["launch"] and output:
        _open(output)


def _write_drafts(recap: Recap, wishes: RenderOptions, folder: Path, format: str, notes: str, *, quiet: bool) -> None:
    """A draft for each who has something to do, and one for everybody."""
    from extractor.common.files import file_name
    from extractor.output.formats import view_for
    from extractor.output.mail.recipients import readers
    from extractor.output.render import render

    ending = next(output.ending for output in OUTPUTS if output.name == format)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "no possible name"
        raise RecapError(f"{printable(str(folder))} cannot be made ({why}); name another folder") from error
    taken: set[str] = set()
    for reader in (None, *readers(view_for(recap, wishes))):
        own = replace(wishes, reader=reader)
        target = folder / file_name(reader or "everyone", ending, taken)
        deliver(render(recap, format, own), target, notes)
        if not quiet:
            say(f"{reader or 'everyone'} -> {target}")
    if not quiet:
        _name_addressees(recap, wishes)


def _name_addressees(recap: Recap, wishes: RenderOptions) -> None:
    """Who gets a draft, who has no address, and who cannot be told apart."""
    from extractor.output.formats import view_for
    from extractor.output.mail.recipients import addressees

    found = addressees(view_for(recap, wishes), wishes)
    if found.to:
        say("to: " + ", ".join(f"{person.name} <{person.email}>" for person in found.to))
    if found.missing:
        say(f"no address: {', '.join(found.missing)}; name a file of people with --people")
    for doubt in found.doubts:
        say(doubt)


def _private_file(format: str) -> Path:
    """A file for a draft that is only to be opened."""
    ending = next(output.ending for output in OUTPUTS if output.name == format)
    return private_folder() / f"recap{ending}"


def _open(path: Path) -> None:
    if click.launch(str(path.resolve())):
        raise RecapError(f"nothing on this machine opens {path.suffix} files; the draft is {path}")
    say(f"handed to the desktop: {path}")
