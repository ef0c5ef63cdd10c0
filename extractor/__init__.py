"""Meeting notes in, the plan that the meeting agreed on out: who does what by when, each item with its line.

    >>> import extractor
    >>> recap = extractor.extract("Sarah will send the deck by Friday.", date="2026-03-04")
    >>> [(item.owners, item.task, item.due.isoformat()) for item in recap.items]
    [(('Sarah',), 'send the deck', '2026-03-06')]

Nothing is imported before it is needed: the nouns (Action, Recap and the others) are those of `extractor.model`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as _date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch.runner import Extracted
    from extractor.model import Action, Deadline, Doubt, Person, ReadOptions, Recap, RecapError, Remark

__version__ = "0.1.0"
__all__ = [
    "Action",
    "Deadline",
    "Doubt",
    "Person",
    "Recap",
    "RecapError",
    "Remark",
    "extract",
    "extract_many",
    "render",
    "resolve_deadline",
]


def extract(notes: str | Path, *, date: _date | str | None = None) -> Recap:
    """The plan that notes agree on.

    `notes` is the text of the notes, or a `pathlib.Path` to a file of them; `date` is the meeting's day (a date or
    "YYYY-MM-DD"), used where the notes do not say it. Never asks the clock and never opens a connection.
    Raises RecapError when the file cannot be read as notes, ValueError when `date` is not a date.
    """
    from extractor import readers
    from extractor.pipeline import make_recap

    options = _options(date)
    if isinstance(notes, Path):
        return make_recap(readers.read_path(notes, options), options)
    return make_recap(readers.read_text(notes, "-", options), options)


def extract_many(
    paths: Iterable[str | Path], *, jobs: int | None = None, date: _date | str | None = None
) -> Iterator[Extracted]:
    """The plans that many files of notes agree on, each as soon as it is ready, whatever the order of `paths`.

    Yields a value with `.path`, and either `.recap` or `.error`, the reason in one line: one file that cannot be read
    does not stop the others. `paths` is read as it is needed and nothing is kept, so that both may be endless. `jobs`
    is the number of processes (default: one for each core); `date` is as in `extract`. Where processes are not forked,
    a script that calls this needs the usual `if __name__ == "__main__":`. Raises ValueError when `date` is no date.
    """
    from extractor.batch import runner

    return runner.extract_each((Path(path) for path in paths), _options(date), jobs or runner.cores())


def resolve_deadline(
    said: str,
    held_on: _date | None,
    *,
    date_order: str = "mdy",
    country: str = "US",
    next_meeting: _date | None = None,
) -> Deadline | None:
    """The day that the words of a deadline mean at a meeting held on `held_on` (DESIGN.md section 4).

    Returns a Deadline, whose `day` is None when the words name no day ("after the release"), or None when `said` is no
    deadline at all. `date_order` is "mdy" or "dmy"; `country` (ISO 3166) says whose public holidays count.
    """
    from extractor.dates import resolving

    return resolving.resolve_deadline(said, held_on, date_order=date_order, country=country, next_meeting=next_meeting)


def render(recap: Recap, format: str = "text") -> str:
    """A recap as a document: "text" or "html" (the email), "table", "json", "csv" or "md" (the plan as data).

    Raises RecapError for a format that there is not.
    """
    from extractor.output.render import render as render_document

    return render_document(recap, format)


def _options(date: _date | str | None) -> ReadOptions:
    from extractor.model import ReadOptions

    return ReadOptions(date=_date.fromisoformat(date) if isinstance(date, str) else date)


if not TYPE_CHECKING:  # to a type checker this would give the package any attribute

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from extractor import model

        return getattr(model, name)
