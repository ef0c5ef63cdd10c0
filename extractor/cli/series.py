"""Ask, or be told, which series of meetings notes belong to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from extractor.cli.console import tell
from extractor.common.escaping import printable
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.ledger.belonging import Unsure
    from extractor.ledger.book import Pen
    from extractor.ledger.store import Store

NEW = "new"  # in place of a title: the notes are of a series of their own


def ask_series(pen: Pen, unsure: Sequence[Unsure], day: date) -> list[Unsure]:
    """Ask whether meetings are of one series, a key for each; return what is left to ask."""
    from extractor.cli.ledger import key_of
    from extractor.ledger import book
    from extractor.ledger.report import series_text

    left = list(unsure)
    for number, one in enumerate(unsure, 1):
        tell(series_text(one, number, len(unsure)), err=True)
        click.echo("  [y]es  [n]o  [l]ater  [q]uit ", err=True, nl=False)
        key = key_of("ynlq")
        click.echo(key, err=True)
        if key in ("y", "n"):
            book.tell_series(pen, one.meeting.id, one.other.id, day, same=key == "y")
            left.remove(one)
        elif key == "q":
            break
    return left


def tell_series(pen: Pen, meeting: str, title: str, day: date) -> None:
    """Write that a meeting is of the series with this title, or with "new", of none that was kept before.

    Raises RecapError if its notes say that it is of another one.
    """
    from extractor.ledger import belonging, book
    from extractor.ledger.agenda import chosen_series, name_of
    from extractor.ledger.titles import title_key

    store = pen.store
    own = store.series_of_meeting(meeting)
    asked = [one for one in belonging.questions(store) if store.series_of_meeting(one.meeting.id) == own]
    is_settled = len(store.labels_of(own)) > 1 and not asked
    if title.casefold() == NEW:
        for one in asked:
            book.tell_series(pen, one.meeting.id, one.other.id, day, same=False)
            tell(f"{_name(store, own)} is a series of its own.  recap undo takes this back.")
        if is_settled:
            raise RecapError(_belongs(store, own))
        return
    others = [row for row in store.series() if row.id != own or is_settled]
    near = {store.series_of_meeting(one.other.id) for one in asked if title_key(one.other.title) == title_key(title)}
    wanted = chosen_series([row for row in others if row.id in near] or others, title)
    if wanted.id == own:
        return
    if is_settled:
        raise RecapError(_belongs(store, own))
    book.tell_series(pen, meeting, store.labels_of(wanted.id)[-1].id, day, same=True)
    tell(f"These notes are of the series {printable(name_of(wanted))}.  recap undo takes this back.")


def _belongs(store: Store, series: str) -> str:
    return (
        f"these notes are kept as {_name(store, series)}, by their title or place and their people;"
        " recap undo takes that back"
    )


def _name(store: Store, series: str) -> str:
    from extractor.ledger.agenda import name_of

    return next((printable(name_of(one)) for one in store.series() if one.id == series), "another series")


def count_questions(store: Store) -> int:
    """Return how many questions wait for an answer, of items and of series."""
    from extractor.ledger import belonging

    return store.count_questions() + len(belonging.questions(store))
