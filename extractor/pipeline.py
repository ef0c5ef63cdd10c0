"""Make a Recap of notes: load them, read them, find what they agree on, resolve it.

A JSON plan that recap wrote is accepted as notes, and taken as it stands: its dates are not resolved again.
"""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor.common.collector import paused_collector
from extractor.common.escaping import printable
from extractor.common.files import exists, is_file
from extractor.extraction import triggers
from extractor.language.people import roster_learning
from extractor.model import Block, Kind, Notes, ReadOptions, Recap, RecapError, SecondReader
from extractor.output.formats import CORRECTIONS
from extractor.readers.encoding import read_file
from extractor.resolution.assemble import assemble

if TYPE_CHECKING:
    from extractor.resolution.explain import Explanation

# What may come before the brace that opens a plan.
_BEFORE_PLAN = codecs.BOM_UTF8 + b" \t\n\r\v\f"


def read_options(
    *,
    date: dt.date | None = None,
    date_order: str | None = None,
    country: str = "",
    input_format: str | None = None,
    model: str | None = None,
    withhold: tuple[tuple[int, int], ...] = (),
    release: tuple[tuple[int, int], ...] = (),
    second_reader: SecondReader | None = None,
) -> ReadOptions:
    """Check and collect what the user says about the notes.

    Args:
        date: The day of the meeting, if the notes do not say.
        date_order: "mdy" or "dmy", if the notes do not show it.
        country: Whose public holidays count, an ISO 3166 code in any case; "" for none.
        input_format: The name of a reader; None to recognise the format.
        model: A spaCy pipeline, a package or a folder; None for the one that recap comes with.
        withhold: First and last lines that a client must not see.
        release: First and last lines that a client may see, whatever marks them.
        second_reader: A language model that reads the notes, too; None for the rules alone.

    Raises:
        RecapError: The date order or the country is unknown, or the pipeline is not installed.
    """
    if date_order not in (None, "mdy", "dmy"):
        raise RecapError(f"{printable(str(date_order))} is not a date order; choose mdy or dmy")
    if model is not None and not _is_installed(model):
        raise RecapError(
            f"the spaCy pipeline {printable(model)} is not installed; install it with pip, or name another"
        )
    country = country.upper()
    if country and not has_holidays(country):
        raise RecapError(f"no public holidays are known for {printable(country)}; {_code_to_write(country)}")
    return ReadOptions(
        date=date,
        date_order=date_order,
        country=country,
        input_format=input_format,
        model=model or ReadOptions().model,
        withhold=withhold,
        release=release,
        second_reader=second_reader,
    )


class Loaded(NamedTuple):
    """A file of notes as it was read."""

    data: bytes
    source: str  # the name of the file, or "-" for standard input
    notes: Notes | None  # None for a saved plan


def from_path(path: Path, options: ReadOptions) -> Recap:
    """Make the recap of one file; arguments and errors as in `load_path`."""
    return load_path(path, options)[0]


def load_path(path: Path, options: ReadOptions) -> tuple[Recap, Loaded]:
    """Make the recap of one file, with the corrections that stand beside it; return what was read, too.

    Raises RecapError if a file cannot be read, is too large or is not text, or if the corrections have a mistake.
    """
    data = read_file(path)
    recap, loaded = load_bytes(data, path.name, options)
    if not has_corrections(path, data):
        return recap, loaded
    from extractor.output import corrections

    return corrections.apply(recap, corrections.read_file(corrections_file(path))), loaded


def corrections_file(notes: Path) -> Path:
    """Return the path of the corrections of a file of notes, which may not exist."""
    return notes.with_name(notes.name + CORRECTIONS)


def has_corrections(path: Path, data: bytes) -> bool:
    """Whether corrections stand beside notes; a saved plan, which is corrected itself, has none."""
    return exists(corrections_file(path)) and not data.lstrip(_BEFORE_PLAN).startswith(b"{")


def from_bytes(data: bytes, source: str, options: ReadOptions) -> Recap:
    """Make the recap of notes or of a saved plan; arguments and errors as in `load_bytes`."""
    return load_bytes(data, source, options)[0]


@paused_collector()
def load_bytes(data: bytes, source: str, options: ReadOptions) -> tuple[Recap, Loaded]:
    """Make the recap of notes or of a saved plan; return what was read, too.

    Args:
        data: The bytes of the file.
        source: The name of the file, or "-" for standard input.
        options: How the notes are read.

    Raises:
        RecapError: These are not notes, or a plan with a mistake in it.
    """
    if recap := _saved_plan(data, source, options):
        return recap, Loaded(data, source, None)
    from extractor import readers

    if source.lower().endswith(".json") and options.input_format is None and not readers.is_known_json(data):
        raise RecapError(
            f"{printable(source)} is not a plan that recap wrote; name notes, or their format with --input-format"
        )
    notes = readers.read_bytes(data, source, options)
    return make_recap(notes, options), Loaded(data, source, notes)


def notes_and_recap(data: bytes, source: str, options: ReadOptions) -> tuple[Notes, Recap, tuple[str, ...]]:
    """Return notes, their recap, and the lines of the file, as `notes_and_lines` does; arguments as in `load_bytes`."""
    recap, loaded = load_bytes(data, source, options)
    notes, lines = notes_and_lines(loaded, recap)
    return notes, recap, lines


def notes_and_lines(loaded: Loaded, recap: Recap) -> tuple[Notes, tuple[str, ...]]:
    """Return notes, and the lines of the file if it is text; of a saved plan, a block for each item and no lines.

    Args:
        loaded: The file as it was read.
        recap: What was found in it.
    """
    if loaded.notes is None:
        blocks = tuple(Block(Kind.BULLET, item.said or item.task, item.line, item.end_line) for item in recap.items)
        return Notes(loaded.source, blocks, recap.title, recap.date, people=recap.people), ()
    from extractor.readers.encoding import decode, lines_of

    try:
        return loaded.notes, tuple(lines_of(decode(loaded.data, loaded.source)[0]))
    except RecapError:  # an office document
        return loaded.notes, ()


@paused_collector()
def from_text(text: str, options: ReadOptions) -> Recap:
    """Make the recap of the text of notes or of a saved plan. Raises RecapError as `from_bytes`."""
    if recap := _saved_plan(text.encode("utf-8", "surrogatepass"), "-", options):
        return recap
    from extractor import readers

    return make_recap(readers.read_text(text, "-", options), options)


@paused_collector()
def make_recap(notes: Notes, options: ReadOptions) -> Recap:
    """Find the plan that the notes agree on, each item with its line. Raises RecapError for an unknown pipeline."""
    return replace(_recap_of(_meeting_of(notes, options), options), meetings=notes.meetings)


def _recap_of(notes: Notes, options: ReadOptions) -> Recap:
    roster = roster_learning.learn(notes.blocks, notes.people)
    if not options.second_reader and not triggers.may_hold_work(notes):
        return assemble(notes, roster, (), 1.0, options)
    from extractor.extraction import finder
    from extractor.extraction.scoring import classifier
    from extractor.resolution.running_notes import mentions_apart

    if options.second_reader:
        from extractor.second_reader.reading import Reading

        reading = Reading(options, threshold := classifier.threshold_for(notes, classifier.load_default()))
        recap = assemble(notes, roster, mentions_apart(notes, roster, reading.find), threshold, options)
        return replace(recap, second_reader=reading.report)
    mentions = mentions_apart(notes, roster, partial(finder.find_mentions, parser=options.model))
    threshold = classifier.threshold_for(notes, classifier.load_default())
    return assemble(notes, roster, mentions, threshold, options)


def recaps_by_day(notes: Notes, options: ReadOptions) -> dict[dt.date, Recap]:
    """Return the plan of each meeting of running notes, read by itself: what is done later was promised before."""
    from extractor.readers.dated_sections import one_meeting

    return {day: make_recap(one_meeting(notes, day), options) for day in notes.meetings}


def _meeting_of(notes: Notes, options: ReadOptions) -> Notes:
    """Running notes as those of the meeting that the user names or, if only one is wanted, of the newest."""
    from extractor.readers.dated_sections import one_meeting

    if options.date in notes.meetings:
        return one_meeting(notes, options.date)
    return one_meeting(notes, notes.meetings[-1]) if options.newest and notes.meetings else notes


def explanation_of(data: bytes, source: str, options: ReadOptions) -> Explanation:
    """Explain what became of each candidate line of notes; arguments as in `from_bytes`.

    Raises RecapError for a saved plan, which does not hold the reasons.
    """
    from extractor import readers
    from extractor.output.plan_json import is_plan
    from extractor.resolution.explain import explain

    if is_plan(data):
        raise RecapError(
            f"{printable(source)} is a plan, which does not hold the reasons; name the notes it was made from"
        )
    return explain(readers.read_bytes(data, source, options), options)


WARM_UP = b"""# Sync, 3 March 2026

Present: Ana Lima, Bob Ray

| Action | Owner | Due |
| --- | --- | --- |
| Order the paint | Ana | 6 March |

- [ ] @bob to book the room by next Friday
- We agreed to meet on Monday. Ana will send the draft to Bob before the end of the month.
"""


def warm_up(options: ReadOptions, *, many: bool = False) -> Recap:
    """Load what processes will share, by reading WARM_UP; for `many` notes also what only some of them need."""
    options = replace(options, second_reader=None)
    from extractor.language.syntax.clauses import spacy_pipeline_for

    spacy_pipeline_for(options.model)
    if many:
        from extractor.dates.holidays import public_holidays
        from extractor.readers.misheard_names import edit_distance

        edit_distance()
        public_holidays(options.country, dt.date.today().year)
    return from_bytes(WARM_UP, "notes.md", options)


def _saved_plan(data: bytes, source: str, options: ReadOptions) -> Recap | None:
    if not data.lstrip(_BEFORE_PLAN).startswith(b"{"):
        return None
    from extractor.output.plan_json import read_plan

    recap = read_plan(data, source)
    if recap is None or not (options.withhold or options.release):
        return recap
    from extractor.output.redaction import decided

    return decided(recap, options.withhold, options.release)


def _is_installed(model: str) -> bool:
    """Whether a spaCy pipeline may be there, found without spaCy: a package, or a folder with a configuration."""
    from importlib.util import find_spec

    if model.isidentifier():
        return find_spec(model) is not None
    return is_file(Path(model) / "config.cfg")


def _code_to_write(country: str) -> str:
    """Return what to write for a country that is not known by its code: a hint."""
    from extractor.dates.holidays import country_called

    code = country_called(country)
    return f"did you mean {code}?" if code else "write the ISO 3166 code of a country, such as GB or DE"


def has_holidays(country: str) -> bool:
    """Whether the public holidays of a country are known, by its ISO 3166 code in capitals."""
    from extractor.dates.holidays import public_holidays

    return bool(public_holidays(country, 2026))  # any year will do
