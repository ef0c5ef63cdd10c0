"""Read the notes of a meeting and find the plan: who does what by when, each item with its line.

    >>> import extractor
    >>> recap = extractor.extract("Sarah will send the deck by Friday.", date="2026-03-04")
    >>> [(item.owners, item.task, item.due.isoformat()) for item in recap.items]
    [(('Sarah',), 'send the deck', '2026-03-06')]
    >>> recap.to_dict()["items"][0]["due_text"]
    'by Friday'

The types (Action, Recap and the others) are frozen dataclasses. Nothing is imported before it is needed; nothing asks
the clock or opens a connection.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch.runner import Extracted
    from extractor.model import Action, Deadline, Doubt, Person, ReadOptions, Recap, RecapError, Remark, RenderOptions

__version__ = "1.0.0rc1"
__all__ = [
    "Action",
    "Deadline",
    "Doubt",
    "Extracted",
    "Person",
    "Recap",
    "RecapError",
    "Remark",
    "extract",
    "extract_many",
    "render",
    "resolve_deadline",
]


def extract(
    notes: str | Path,
    *,
    date: dt.date | str | None = None,
    date_order: str | None = None,
    country: str = "",
    input_format: str | None = None,
    model: str | None = None,
) -> Recap:
    """Find the plan that the notes of one meeting agree on.

        >>> extract("- Ana to book the room by 3/4", date="2026-03-01", date_order="dmy").items[0].due
        datetime.date(2026, 4, 3)

    Args:
        notes: The text of the notes, or a `pathlib.Path` to a file. A JSON plan that recap wrote is accepted, too.
        date: The day of the meeting, a date or "YYYY-MM-DD", if the notes do not say.
        date_order: How to read 3/4, "mdy" or "dmy", if the notes do not show it.
        country: Whose public holidays count, an ISO 3166 code; "" for none.
        input_format: The format of the notes, such as "markdown" or "captions"; None to recognise it.
        model: Another spaCy pipeline.

    Raises:
        RecapError: The notes cannot be read, or an argument is not possible.
        ValueError: `date` is not a date.
    """
    from extractor import pipeline

    options = _read_options(date, date_order=date_order, country=country, input_format=input_format, model=model)
    return pipeline.from_path(notes, options) if isinstance(notes, Path) else pipeline.from_text(notes, options)


def extract_many(
    paths: Iterable[str | Path],
    *,
    jobs: int | None = None,
    date: dt.date | str | None = None,
    date_order: str | None = None,
    country: str = "",
    input_format: str | None = None,
    model: str | None = None,
) -> Iterator[Extracted]:
    """Find the plans in many files of notes, with several processes; yield each as soon as it is ready, in any order.

    Each result has a `path`, and either a `recap` or an `error`, the reason in one line: a file that cannot be read
    does not stop the others. The paths are taken one by one and nothing is kept, so there may be any number of them.
    Where processes are not forked (macOS, Windows), a script that calls this needs `if __name__ == "__main__":`.

    Args:
        paths: The files.
        jobs: The number of processes; None for one for each core.
        date: This and the others as in `extract`, for all files.
        date_order: As in `extract`.
        country: As in `extract`.
        input_format: As in `extract`.
        model: As in `extract`.

    Raises:
        RecapError: An argument is not possible.
        ValueError: `date` is not a date.
    """
    from extractor.batch import runner

    options = _read_options(date, date_order=date_order, country=country, input_format=input_format, model=model)
    return runner.extract_each((Path(path) for path in paths), options, jobs or runner.cores())


def render(
    recap: Recap,
    format: str = "text",
    *,
    audience: str = "team",
    note: str = "",
    sender: str | Person | None = None,
    reader: str | None = None,
    people: str | Path | Iterable[Person] | None = None,
    templates: str | Path | None = None,
    attach_ics: bool = False,
    now: dt.datetime | None = None,
) -> str:
    """Write a recap as a document.

        >>> recap = extract("Ana will send the deck by Friday.", date="2026-03-04")
        >>> print(render(recap, note="Thank you all.").splitlines()[2])
        Thank you all.

    Args:
        recap: What to write.
        format: "text", "html" or "eml" (the email), "review" (a page to correct the plan in), "table", "json", "csv",
            "md" or "ics" (the plan as data).
        audience: "team", or "client" for a formal document without what is internal.
        note: A line of your own at the top of the email.
        sender: Who signs: a Person, a name, an address, or both: "Ana Lopez <ana@example.org>".
        reader: The person whose part comes first, by a name as in `Action.owners`.
        people: Addresses: a people file (TOML or CSV), or Persons.
        templates: A folder of your own templates.
        attach_ics: Attach the deadlines to an "eml" as a calendar file.
        now: The time, with its zone, that "eml" and "ics" are dated with.

    Raises:
        RecapError: The format or the audience is unknown, a file cannot be read, or a template has a mistake.
    """
    from extractor.output.render import render as render_document

    options = _render_options(
        audience,
        note=note,
        sender=sender,
        reader=reader,
        people=people,
        templates=templates,
        attach_ics=attach_ics,
        now=now,
    )
    return render_document(recap, format, options)


def resolve_deadline(
    said: str,
    held_on: dt.date | None,
    *,
    date_order: str = "mdy",
    country: str = "",
    next_meeting: dt.date | None = None,
) -> Deadline | None:
    """Resolve the words of a deadline to the day that they mean (docs/deadlines.md).

        >>> resolve_deadline("by the end of next week", dt.date(2026, 3, 3)).day
        datetime.date(2026, 3, 13)

    Args:
        said: The words, such as "by Friday".
        held_on: The day of the meeting; None if it is unknown, so that only full dates are resolved.
        date_order: How to read 3/4, "mdy" or "dmy".
        country: Whose public holidays count, an ISO 3166 code; "" for none.
        next_meeting: The day that "before the next meeting" means.

    Returns:
        A Deadline, whose `day` is None if the words name no day ("after the release"); None if there is no deadline.
    """
    from extractor.dates import resolving

    return resolving.resolve_deadline(said, held_on, date_order=date_order, country=country, next_meeting=next_meeting)


def _read_options(date: dt.date | str | None, **options: Any) -> ReadOptions:
    from extractor import pipeline

    return pipeline.read_options(date=dt.date.fromisoformat(date) if isinstance(date, str) else date, **options)


def _render_options(
    audience: str,
    *,
    sender: str | Person | None,
    people: str | Path | Iterable[Person] | None,
    templates: str | Path | None,
    **options: Any,
) -> RenderOptions:
    from extractor.cli.settings import template_folder
    from extractor.model import RecapError, RenderOptions
    from extractor.output.mail.address_book import AddressBook, read_people, sender_of

    if audience not in ("team", "client"):
        raise RecapError(f"{audience!r} is not an audience; choose team or client")
    if people is None or not isinstance(people, str | Path):
        book = AddressBook(tuple(people or ()))
    else:
        book = read_people(Path(people))
    return RenderOptions(
        audience=audience,
        sender=sender_of(sender, book) if sender is None or isinstance(sender, str) else sender,
        address_book=book.people,
        templates=() if templates is None else (template_folder(Path(templates)),),
        **options,
    )


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


if not TYPE_CHECKING:  # a type checker would take this to mean that the package has every attribute

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if name == "Extracted":
            from extractor.batch import runner as home
        else:
            from extractor import model as home

        return getattr(home, name)
