"""Make the recaps of a folder of notes, each written before it is recorded, and the plan across them.

A file that fails is reported in `Outcome.error`; the others go on. A note is done again when its bytes, its name, the
options or this program have changed since (`manifest`), or when a recap of it is missing. Each note is written before
it is recorded, so that a run that is killed is taken up by the next where it was.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extractor import pipeline
from extractor.batch import manifest, processes
from extractor.batch.folder import (
    INDEX,
    PLAN_CSV,
    PLAN_JSON,
    Job,
    Work,
    relative_path,
)
from extractor.batch.manifest import Record
from extractor.common.escaping import printable
from extractor.common.files import reason, write_whole
from extractor.common.phrasing import counted
from extractor.model import Doubt, ReadOptions, Recap, RecapError
from extractor.output.plan_json import write_plan
from extractor.output.render import render

MANY = 100  # notes; among more, some need public holidays and distances of words, 11 MB that processes had better share


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of notes: its documents, or the reason why there are none."""

    job: Job
    documents: tuple[tuple[Path, str], ...] = ()  # the texts are let go of once they are written
    doubts: tuple[Doubt, ...] = ()
    dated: bool = True
    error: str | None = None
    plan: str = ""  # its open items as JSON, for the plan across all notes
    unchanged: bool = False  # done by an earlier run


@dataclass(frozen=True, slots=True)
class Tally:
    """The batch in numbers, as it goes."""

    read: int = 0
    written: int = 0
    unchanged: int = 0
    failed: int = 0

    def with_(self, outcome: Outcome) -> Tally:
        """The same with one more outcome."""
        if outcome.error is not None:
            return replace(self, failed=self.failed + 1)
        if outcome.unchanged:
            return replace(self, unchanged=self.unchanged + 1)
        return replace(self, read=self.read + 1, written=self.written + len(outcome.documents))

    @property
    def notes(self) -> int:
        """How many notes it counts."""
        return self.read + self.unchanged + self.failed


@dataclass(frozen=True, slots=True)
class Extracted:
    """What `extractor.extract_many` yields: a path, and its recap or the reason why there is none."""

    path: Path
    recap: Recap | None = None
    error: str | None = None


def earlier_records(work: Work) -> dict[str, Record]:
    """What earlier runs noted down in OUT, by the names of the notes."""
    return manifest.read_records(work.out)


def is_up_to_date(job: Job, work: Work, options: ReadOptions, records: dict[str, Record]) -> bool:
    """Whether an earlier run made all that the job asks for, from these very bytes, and it is still there."""
    record = records.get(job.name)
    return (
        record is not None
        and {(form, relative_path(work.out, path)) for form, path in job.targets} <= set(record.outputs)
        and all(_has_text(path) for _, path in job.targets)
        and record.key == manifest.key(job.notes, options)
    )


def orphaned(work: Work, records: dict[str, Record]) -> tuple[Path, ...]:
    """Recaps whose notes are no longer there, by name. They are reported, not removed."""
    return tuple(
        work.out / output
        for name, record in sorted(records.items())
        if not (work.folder / name).exists()
        for _, output in record.outputs
        if (work.out / output).exists()
    )


def run(work: Work, options: ReadOptions, *, jobs: int = 1, force: bool = False) -> Iterator[Outcome]:
    """Do the work, with so many processes, and yield what became of each file of notes as soon as it is known.

    When all is done, the plan across the notes is written, and the manifest put in order. Raises RecapError when
    another run works in OUT, or OUT cannot be written. Closing the generator ends the processes.
    """
    with manifest.opened(work.out) as log:
        records = log.records
        unchanged: list[Outcome] = []

        def todo() -> Iterator[Job]:
            for job in work.jobs:
                if not force and is_up_to_date(job, work, options, records):
                    unchanged.append(Outcome(job, unchanged=True))
                else:
                    yield job

        def ready() -> Iterator[Outcome]:
            while unchanged:
                yield unchanged.pop()

        prepare = partial(pipeline.warm_up, options, many=len(work.jobs) > MANY)
        done = processes.results(partial(_do_and_write, options=options), todo(), jobs, prepare=prepare, lost=_lost)
        for outcome, key in done:
            yield from ready()
            if outcome.error is None:
                log.add(_record(outcome, key, work.out, records))
            yield outcome
        yield from ready()
        failure = _write_overview(work, records)
        log.tidy({name for name, record in records.items() if _is_wanted(name, record, work)})
    if failure:
        raise RecapError(failure)


def do_job(job: Job, options: ReadOptions) -> Outcome:
    """The documents of one file of notes; nothing is written. Trouble of any kind ends in `error`, as one line."""
    recap, error = _recap_or_reason(job.notes, options)
    if recap is None:
        return Outcome(job, error=error)
    try:
        documents = tuple((target, render(recap, format)) for format, target in job.targets)
    except Exception as fault:
        return Outcome(job, error=_fault(job.notes, fault))
    return Outcome(job, documents, recap.doubts, dated=recap.date is not None, plan=_open_items(recap))


def write(outcome: Outcome) -> Outcome:
    """Write the documents, each whole or not at all; the outcome, with the reason if that failed."""
    try:
        for target, text in outcome.documents:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, text, never=(outcome.job.notes,))
    except RecapError as error:
        return Outcome(outcome.job, error=str(error))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "no possible name"
        return Outcome(outcome.job, error=f"{printable(str(target))} cannot be written ({why})")
    return replace(outcome, documents=tuple((target, "") for target, _ in outcome.documents))


def extract_each(paths: Iterable[Path], options: ReadOptions, jobs: int) -> Iterator[Extracted]:
    """The recaps of files of notes, as they are ready; the paths are taken one by one, and nothing is kept."""
    return processes.results(
        partial(_extract, options=options), paths, jobs, prepare=partial(pipeline.warm_up, options), lost=_lost_path
    )


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def summary(tally: Tally, work: Work, left: tuple[Path, ...] = ()) -> str:
    """The batch in one line: "12 notes read, 24 files written to recaps; 3 files passed over (.json), 1 failed"."""
    words = (
        f"{counted(tally.read, 'note')} read, {counted(tally.written, 'file')} written to {printable(str(work.out))}"
    )
    if tally.unchanged:
        words += f"; {tally.unchanged} unchanged since the last run"
    if work.skipped:
        words += f"; {counted(len(work.skipped), 'file')} passed over as no notes ({_endings(work.skipped)})"
    if work.excluded:
        words += f"; {len(work.excluded)} left out by --include or --exclude"
    if left:
        words += f"; {counted(len(left), 'file')} of notes that are gone"
    return words + (f"; {tally.failed} failed" if tally.failed else "")


def _recap_or_reason(path: Path, options: ReadOptions) -> tuple[Recap | None, str | None]:
    """The recap of a file, or in one line why there is none."""
    try:
        return pipeline.from_path(path, options), None
    except RecapError as error:
        name, words = printable(path.name), printable(str(error))
        where = printable(str(path))  # the readers say the name alone, and it may be that of several
        return None, where + words.removeprefix(name) if words.startswith(name) else words
    except OSError as error:
        return None, f"{printable(str(path))} cannot be read ({reason(error)})"
    except Exception as error:  # a fault of ours in one file must not cost the others theirs
        return None, _fault(path, error)


def _fault(path: Path, error: Exception) -> str:
    words = printable(f"{type(error).__name__}: {error}")
    return f"{printable(str(path))} broke recap ({words}); please report it"


def _do_and_write(job: Job, options: ReadOptions) -> tuple[Outcome, str]:
    """One job, done and written, and the key of the notes as they were before they were read."""
    try:
        key = manifest.key(job.notes, options)
    except OSError:
        key = ""  # what reads them will say why
    return write(do_job(job, options)), key


def _lost(job: Job, why: str) -> tuple[Outcome, str]:
    return Outcome(job, error=f"{printable(str(job.notes))} could not be done ({why}); try it alone"), ""


def _extract(path: Path, options: ReadOptions) -> Extracted:
    return Extracted(path, *_recap_or_reason(path, options))


def _lost_path(path: Path, why: str) -> Extracted:
    return Extracted(path, error=f"{printable(str(path))} could not be done ({why}); try it alone")


def _open_items(recap: Recap) -> str:
    """The meeting and its open items as JSON, which is what the plan across all notes is made of."""
    plan = json.loads(write_plan(recap))
    items = [item for item in plan["items"] if item["status"] == "open"]
    return json.dumps({"meeting": plan["meeting"], "items": items}, ensure_ascii=False, separators=(",", ":"))


def _record(outcome: Outcome, key: str, out: Path, records: dict[str, Record]) -> Record:
    """What is noted down of a note that is done; recaps in other formats, made from the same bytes, still count."""
    outputs = {form: relative_path(out, path) for form, path in outcome.job.targets}
    before = records.get(outcome.job.name)
    if before and before.key == key:
        outputs = {**dict(before.outputs), **outputs}
    return Record(outcome.job.name, key, tuple(outputs.items()), outcome.plan)


def _is_wanted(name: str, record: Record, work: Work) -> bool:
    """Whether a record is to be kept: its notes are there, or a recap of them still is."""
    return (work.folder / name).exists() or any((work.out / path).exists() for _, path in record.outputs)


def _write_overview(work: Work, records: dict[str, Record]) -> str:
    """Write the plan across all notes of this run; "" or why it cannot be."""
    from extractor.ledger import dashboard, overview

    done = tuple((job, records[job.name]) for job in work.jobs if job.name in records)
    plan = overview.gather(
        work.folder, work.out, ((job.notes, dict(record.outputs), record.plan) for job, record in done)
    )
    originals = tuple(job.notes for job in work.jobs if job.notes.parent == work.out)
    try:
        write_whole(work.out / PLAN_CSV, overview.csv_parts(plan), never=originals)
        write_whole(work.out / PLAN_JSON, overview.json_parts(plan), never=originals)
        write_whole(work.out / INDEX, [dashboard.html_page(plan)], never=originals)
    except RecapError as error:
        return str(error)
    return ""


def _has_text(path: Path) -> bool:
    """Whether a recap is there; one without a byte was lost with the power."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _endings(paths: tuple[Path, ...]) -> str:
    """The endings of files, the most frequent first: ".gold.json, .png and 2 more"."""
    found = Counter(printable("".join(path.suffixes[-2:]) if path.suffix == ".json" else path.suffix) for path in paths)
    names = [ending or "no ending" for ending, _ in found.most_common()]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
