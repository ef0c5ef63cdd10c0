"""Give a recap what the ledger knows of earlier meetings; apart from the commands of the ledger, to start fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.settings import ClientOptions
from extractor.model import Recap

if TYPE_CHECKING:
    from extractor.pipeline import Loaded


def known_before(path: Path, recap: Recap, options: ClientOptions, loaded: Loaded) -> Recap:
    """Return a recap with what a ledger knows of the promises before it; the ledger is only read.

    Args:
        path: The ledger.
        recap: The plan of the notes.
        options: The notes, and who reads the mail.
        loaded: The notes as they were read.
    """
    from extractor import pipeline
    from extractor.ledger.reading import Source, meetings_of, sha_of
    from extractor.ledger.since import with_ledger
    from extractor.ledger.store import read_ledger

    store = read_ledger(path)
    if store is None:
        return recap
    try:
        notes, lines = pipeline.notes_and_lines(loaded, recap)
        name = "-" if loaded.source == "-" else str(Path(options.notes).absolute())
        by_hand = _touched_by_hand(recap, options, loaded)
        meetings = meetings_of(notes, recap, Source(name, sha_of(loaded.data), lines, *by_hand))
        days = frozenset(one.day for one in meetings)
        meeting = next((one for one in meetings if one.day == recap.date), None)
        return with_ledger(recap, meeting, store, client=options.audience == "client", days=days) if meeting else recap
    finally:
        store.close()


def _touched_by_hand(recap: Recap, options: ClientOptions, loaded: Loaded) -> tuple[frozenset[int], frozenset[str]]:
    """Return the lines and the items that the corrections beside the notes speak of."""
    from extractor import pipeline

    if loaded.source == "-" or not recap.format or not pipeline.has_corrections(Path(options.notes), loaded.data):
        return frozenset(), frozenset()
    from extractor.output import corrections

    return corrections.touched(recap, corrections.read_file(pipeline.corrections_file(Path(options.notes))))
