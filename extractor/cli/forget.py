"""`recap ledger forget`: show what would go, ask, and take it out of the ledger."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.console import tell
from extractor.cli.ledger import LedgerOptions, pen_of, today_of, writing
from extractor.common.escaping import printable
from extractor.common.phrasing import counted
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.ledger.forget import Loss
    from extractor.ledger.store import Store

MAX_SOURCES = 5  # notes that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetOptions(LedgerOptions):
    """The options of `recap ledger forget`."""

    who: str
    series: str
    before: datetime | None
    yes: bool


def run_forget(options: ForgetOptions) -> None:
    """Forget a person, a series, or what was said before a day, after a yes."""
    if sum(map(bool, (options.who, options.series, options.before))) != 1:
        raise click.UsageError('name one thing to forget: "Dana Reyes", --series TITLE or --before 2025-01-01')
    from extractor.ledger import forget

    with writing(options.ledger) as store:
        key = forget.key_of(store, secrets.token_hex(32))
        loss = _loss(store, options, key)
        copies = sorted(store.path.parent.glob(f"{store.path.name}.before-*"))
        if loss.is_nothing:
            _remove(copies)
            store.wipe()
            tell("The ledger holds nothing of it.")
            return
        tell(_shown(loss, options, copies, store.path))
        if not _is_wanted(options):
            tell("Nothing was forgotten.")
            return
        is_clean = forget.apply(pen_of(store, f"ledger forget {loss.what}"), loss, key, today_of(options.as_of))
        _remove(copies)
    tell("Forgotten." if is_clean else "Forgotten, but another recap reads the ledger: run this again after it.")


def _loss(store: Store, options: ForgetOptions, key: str) -> Loss:
    from extractor.ledger import agenda, forget

    if options.before is not None:
        return forget.before_day(store, options.before.date(), key)
    if options.series:
        return forget.of_series(store, agenda.chosen_series(store.series(), options.series), key)
    return forget.of_person(store, options.who, key)


def _is_wanted(options: ForgetOptions) -> bool:
    from extractor.cli import ledger

    if options.yes:
        return True
    if not ledger._is_terminal():
        raise RecapError("nothing was forgotten: answer on a terminal, or add --yes")
    return click.confirm("Forget this for good?", err=True)


def _remove(copies: Sequence[Path]) -> None:
    """Remove the copies that recap made of the file; they hold what was forgotten."""
    for copy in copies:
        copy.unlink(missing_ok=True)


def _shown(loss: Loss, options: ForgetOptions, copies: Sequence[Path], path: Path) -> str:
    """Return what goes, what stays, and what cannot be reached, as lines."""
    if options.who:
        names = ", ".join(printable(form) for form in loss.forms[1:])
        lines = [f"{printable(loss.forms[0])}{f', also {names}' if names else ''}"]
        for word in loss.shared:
            lines += [f'  "{printable(word.title())}" alone stays: other people have that name.']
        numbers = (counted(loss.meetings, "meeting"), counted(loss.quotes, "quoted line"), counted(loss.mails, "mail"))
        lines += [f"  The name, addresses and quotes go from {', '.join(numbers)}."]
        lines += [f'  Counts stay, under "somebody"{_ids(loss, ": open are")}.']
    else:
        lines = [loss.what.capitalize() if not options.series else f"The series {printable(options.series)}"]
        numbers = (counted(loss.meetings, "meeting"), counted(loss.quotes, "line"), counted(loss.mails, "mail"))
        lines += [f"  {', '.join(numbers)} go{_ids(loss, ', with open promises:')}."]
        if options.before:
            lines += ["  What is open, or was spoken of since, stays with its lines; the names of all others go."]
    lines += ["  recap undo does not bring this back."]
    if copies:
        lines += [f"  Copies of the ledger go, too: {', '.join(printable(copy.name) for copy in copies)}."]
    names = ", ".join(printable(Path(source).name) for source in loss.sources[:MAX_SOURCES])
    more = f" and {len(loss.sources) - MAX_SOURCES} more" if len(loss.sources) > MAX_SOURCES else ""
    notes = f" ({names}{more})" if names else ""
    lines += [f"Not reached: the notes{notes}; mails and drafts; the people file; recaps and pages that were written;"]
    lines += [f"  backups, snapshots and other copies of {printable(str(path))}."]
    return "\n".join(lines) + "\n"


def _ids(loss: Loss, words: str) -> str:
    return f"{words} {', '.join(item.short for item in loss.open)}" if loss.open else ""
