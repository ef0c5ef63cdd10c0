"""Give a recap what the ledger knows of earlier meetings; apart from the commands of the ledger, to start fast."""

from __future__ import annotations

from pathlib import Path

from extractor.cli import settings
from extractor.cli.console import read_notes
from extractor.cli.settings import ClientOptions
from extractor.model import Recap


def known_before(path: Path, recap: Recap, options: ClientOptions, data: bytes | None) -> Recap:
    """Return a recap with what a ledger knows of the promises before it; the ledger is only read.

    Args:
        path: The ledger.
        recap: The plan of the notes.
        options: The notes, and how they are read.
        data: The notes if they came from a pipe.
    """
    from extractor import pipeline
    from extractor.ledger.reading import Source, meetings_of, sha_of
    from extractor.ledger.since import with_ledger
    from extractor.ledger.store import read_ledger

    store = read_ledger(path)
    if store is None:
        return recap
    try:
        bytes_, source = (data, "-") if data is not None else read_notes(options.notes)
        plan = recap if recap.format == "" else None  # a saved plan
        notes, lines = pipeline.notes_of(bytes_, source, settings.read_options(options), plan)
        name = "-" if source == "-" else str(Path(options.notes).absolute())
        meetings = meetings_of(notes, recap, Source(name, sha_of(bytes_), lines))
        meeting = next((one for one in meetings if one.day == recap.date), None)
        return with_ledger(recap, meeting, store, client=options.audience == "client") if meeting else recap
    finally:
        store.close()
