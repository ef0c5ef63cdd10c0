"""`recap stats`: say what became of promises, of a series, of all, or of one person who is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.console import write_text
from extractor.cli.ledger import LedgerOptions, reading, today_of
from extractor.common.escaping import printable
from extractor.errors import RecapError

if TYPE_CHECKING:
    from extractor.ledger.items import Item
    from extractor.ledger.measures_text import Figures
    from extractor.ledger.rows import SeriesRow
    from extractor.ledger.store import Store
    from extractor.ledger.waiting import People


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsOptions(LedgerOptions):
    """The options of `recap stats`."""

    who: str
    since: datetime | None
    format: str | None
    output: Path | None
    people: Path | None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is counted."""

    title: str
    items: tuple[tuple[str, Item], ...]  # each with its series
    series: frozenset[str]
    is_person: bool = False


def run_stats(options: StatsOptions) -> None:
    """Write what became of promises."""
    from extractor.ledger import measures_text
    from extractor.ledger.people import people_of
    from extractor.output.mail.address_book import read_people

    ending = options.output.suffix.lower() if options.output else ""
    format = options.format or {".csv": "csv", ".json": "json"}.get(ending, "text")
    book = read_people(options.people)
    with reading(options.ledger) as store:
        figures = _figures(store, options, people_of(book.people, book.me or "", book.outside))
    writers = {"text": measures_text.text, "json": measures_text.as_json, "csv": measures_text.as_csv}
    write_text(writers[format](figures), "-", options.output, coloured=format == "text")


def _figures(store: Store, options: StatsOptions, people: People) -> Figures:
    from extractor.ledger.measures import measure
    from extractor.ledger.measures_text import Figures

    today = today_of(options.as_of)
    since = options.since.date() if options.since else None
    chosen = _chosen(store, options.who, people)

    def is_own(item: Item) -> bool:
        return any(people.is_me(owner) for owner in item.owners)

    found = measure((item for _, item in chosen.items), today, since, is_own if people.me else None)
    days = sorted(day for one in chosen.series for day in store.days_of(one) if _is_within(day, since, today))
    first, last = (days[0], days[-1]) if days else (since, today if since else None)
    return Figures(chosen.title, found, len(days), first, last, today, chosen.is_person)


def _is_within(day: date, since: date | None, today: date) -> bool:
    return (since is None or day >= since) and day <= today


def _chosen(store: Store, who: str, people: People) -> _Chosen:
    """Return what words name: a series by the beginning of its title, else a person. Raises RecapError for neither."""
    from extractor.ledger.identity import folded
    from extractor.ledger.likeness import may_be_one
    from extractor.ledger.report import name_of
    from extractor.ledger.titles import title_key
    from extractor.ledger.waiting import is_called

    items = store.items(everything=True)
    rows = store.series()
    if not who:
        return _Chosen(
            "All series" if len(rows) != 1 else name_of(rows[0].title, rows[0].first_day or date.min),
            tuple(items),
            _ids(rows),
        )
    wanted = folded(who)
    named = [row for row in rows if title_key(row.title).startswith(wanted) or folded(row.title).startswith(wanted)]
    if named and wanted not in ("me", "i"):
        ids = _ids(named)
        title = name_of(named[0].title, named[0].first_day or date.min)
        title = title if len(named) == 1 else f"{len(named)} series"
        return _Chosen(title, tuple(pair for pair in items if pair[0] in ids), ids)
    is_me = wanted in ("me", "i")
    owners = {owner for _, item in items for owner in item.owners}
    called = {owner for owner in owners if (people.is_me(owner) if is_me else is_called(who, owner))}
    if not called:
        raise RecapError(f"no promise of {printable(who)}, and no series of that name; see: recap waiting --all")
    title = max(called, key=lambda owner: (len(owner), owner))
    others = sorted(owner for owner in called if not (is_me or may_be_one(owner, title)))
    if others:
        names = ", ".join(printable(owner) for owner in (title, *others)[:4])
        raise RecapError(f"{printable(who)} could be {names}; give the full name")
    own = tuple(pair for pair in items if called & set(pair[1].owners))
    return _Chosen(title, own, frozenset(series for series, _ in own), is_person=True)


def _ids(rows: Iterable[SeriesRow]) -> frozenset[str]:
    return frozenset(row.id for row in rows)
