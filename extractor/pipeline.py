"""Make a Recap of notes: load them, read them, find what they agree on, resolve it.

A JSON plan that `recap` wrote is notes too, and is taken as it stands: only the words of its deadlines are not read
again.
"""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.common.escaping import printable
from extractor.extraction import triggers
from extractor.language.people import roster_learning
from extractor.model import Notes, ReadOptions, Recap, RecapError
from extractor.readers.encoding import read_file
from extractor.resolution.assemble import assemble

if TYPE_CHECKING:
    from extractor.resolution.explain import Explanation

# What may stand before the brace that opens a plan.
_BEFORE_PLAN = codecs.BOM_UTF8 + b" \t\n\r\v\f"


def from_path(path: Path, options: ReadOptions) -> Recap:
    """The recap of one file of notes. Raises RecapError if it cannot be read, is too large, or is no text."""
    return from_bytes(read_file(path), path.name, options)


def from_bytes(data: bytes, source: str, options: ReadOptions) -> Recap:
    """The recap of notes as bytes; `source` is the name of the file, or "-" for standard input."""
    if data.lstrip(_BEFORE_PLAN).startswith(b"{"):
        from extractor.output.plan_json import read_plan

        if recap := read_plan(data, source):
            return recap
    if source.lower().endswith(".json") and options.input_format is None:
        raise RecapError(
            f"{printable(source)} is no plan that recap wrote; name notes, or their kind with --input-format"
        )
    from extractor import readers

    return make_recap(readers.read_bytes(data, source, options), options)


def make_recap(notes: Notes, options: ReadOptions) -> Recap:
    """The plan that the notes agree on, every word of it with its line. Raises RecapError for an unknown pipeline."""
    roster = roster_learning.learn(notes.blocks, notes.people)
    if not triggers.may_hold_work(notes):
        return assemble(notes, roster, (), 1.0, options)
    from extractor.extraction import finder
    from extractor.extraction.scoring import classifier

    return assemble(
        notes, roster, finder.find_mentions(notes, roster, options.model), classifier.load_default().threshold, options
    )


def explanation_of(data: bytes, source: str, options: ReadOptions) -> Explanation:
    """What became of every line of these notes, and why. Raises RecapError for a saved plan, which has no reasons."""
    from extractor import readers
    from extractor.output.plan_json import is_plan
    from extractor.resolution.explain import explain

    if is_plan(data):
        raise RecapError(f"{printable(source)} is a plan, which has no reasons in it; name the notes it was made from")
    return explain(readers.read_bytes(data, source, options), options)


def warm_up(options: ReadOptions, *, many: bool = False) -> None:
    """Load what several processes will share; for `many` notes also what only some notes need."""
    from extractor.language.syntax.clauses import spacy_pipeline_for

    spacy_pipeline_for(options.model)
    if many:
        from extractor.dates.holidays import public_holidays
        from extractor.readers.misheard_names import edit_distance

        edit_distance()
        public_holidays(options.country, date.today().year)
