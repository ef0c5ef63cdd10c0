"""Make the recaps of a folder of notes, and the plan across all of them.

Each note is written before it is recorded, so that after a kill the next run continues where this one stopped. A note
is done again if its bytes, its name, the options or this program have changed (see `manifest`), or if one of its recaps
is missing or was changed. A file that fails is reported in `Outcome.error`; the batch continues.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import pipeline
from extractor.batch import manifest
from extractor.batch.engines import Engine, Settled, Task
from extractor.batch.folder import INDEX, PLAN_CSV, PLAN_JSON, Job, relative_path
from extractor.batch.manifest import Manifest, Record, Written
from extractor.batch.processes import Processes
from extractor.batch.walk import Named, Work
from extractor.common.escaping import printable
from extractor.common.files import DiskFull, exists, is_plain_file, make_folder, reason, write_whole
from extractor.common.limits import Limits, limited
from extractor.common.phrasing import counted
from extractor.model import Doubt, ReadOptions, Recap, RecapError, RenderOptions
from extractor.output import redaction
from extractor.output.formats import view_for
from extractor.output.plan_json import write_plan
from extractor.output.render import render

if TYPE_CHECKING:
    from extractor.ledger.overview import Plan

MAX_NAMED = 5  # files that the summary names
MAX_ENDINGS = 3  # of files that are no notes, that it names
FIRST_PLAN, PLAN_SHARE = 60.0, 0.02  # seconds until plan.csv is first written, and the share of time that it may take
MANY = 100  # with more notes than this, some need holidays and edit distances: 11 MB that processes should share


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one file of notes: its documents, or the reason why there are none."""

    job: Job
    documents: tuple[tuple[Path, str], ...] = ()  # (path, text); once it is written, (path, hash of its bytes)
    doubts: tuple[Doubt, ...] = ()
    dated: bool = True
    error: str | None = None
    suspicions: tuple[str, ...] = ()  # lines that a client gets to see and the sender should look at
    plan: str = ""  # the open items as JSON, for the plan across all notes
    troubles: tuple[str, ...] = ()  # what a second reader could not do
    unchanged: bool = False  # done by an earlier run
    is_lost: bool = False  # its process ended, or it took more than its limits
    is_disk_full: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of a batch so far."""

    read: int = 0
    written: int = 0
    unchanged: int = 0
    failed: int = 0
    flagged: int = 0  # notes with lines that a client gets to see and the sender should look at

    def plus(self, outcome: Outcome) -> Tally:
        """Count one more outcome."""
        if outcome.error is not None:
            return replace(self, failed=self.failed + 1)
        if outcome.unchanged:
            return replace(self, unchanged=self.unchanged + 1)
        flagged = self.flagged + bool(outcome.suspicions)
        return replace(self, read=self.read + 1, written=self.written + len(outcome.documents), flagged=flagged)

    @property
    def notes(self) -> int:
        """The number of notes."""
        return self.read + self.unchanged + self.failed


@dataclass(frozen=True, slots=True)
class Extracted:
    """What `extractor.extract_many` yields: a path, and its recap or the reason why there is none."""

    path: Path
    recap: Recap | None = None
    error: str | None = None


def is_up_to_date(job: Job, work: Work, options: ReadOptions, log: Manifest) -> bool:
    """Whether an earlier run made all that the job asks for, of the same bytes and options, and none was changed since.

    Files whose sizes and times are those that were recorded are not read.

    Args:
        job: The notes and the files to write.
        work: The batch that the job belongs to.
        options: How the notes are read.
        log: The manifest of OUT.
    """
    stamp = manifest.stamp(manifest.stamp_of_notes(job.notes, options), (path for _, path in job.targets))
    if log.has_stamp(job.name, stamp) and not any(manifest.is_linked(work.out, path) for _, path in job.targets):
        return True
    if not _is_same(job, work, options, log):
        return False
    log.set_stamp(job.name, stamp)
    return True


def _is_same(job: Job, work: Work, options: ReadOptions, log: Manifest) -> bool:
    """Whether the notes and the recaps have the bytes that were recorded."""
    record = log.get(job.name)
    if record is None:
        return False
    targets = {(format, relative_path(work.out, path)) for format, path in job.targets}
    outputs = [output for output in record.outputs if (output.format, output.path) in targets]
    try:
        return (
            len(outputs) == len(targets)
            and all(manifest.is_unchanged(work.out, output) for output in outputs)
            and record.key == manifest.content_key(job.notes, options)
        )
    except (OSError, ValueError):
        return False  # reading the notes will report the reason


def orphaned(work: Work, log: Manifest) -> Iterator[Path]:
    """Yield the recaps whose notes no longer exist, by the names of the notes."""
    return (path for _, output in _orphans(work, log) if exists(path := work.out / output.path))


def prune(work: Work) -> Iterator[tuple[Path, bool]]:
    """Remove the recaps whose notes no longer exist; yield those, and whether they are removed, or kept as changed.

    Raises RecapError if another run is using OUT, or if OUT cannot be written.
    """
    with manifest.open_manifest(work.out) as log:
        for name, output in _orphans(work, log):
            path = work.out / output.path
            if manifest.is_unchanged(work.out, output):
                path.unlink(missing_ok=True)
                yield path, True
            elif is_plain_file(path):
                yield path, False
            log.remove([name])


def _orphans(work: Work, log: Manifest) -> Iterator[tuple[str, Written]]:
    for name in log.names():
        if not exists(work.folder / name) and (record := log.get(name)):
            yield from ((name, output) for output in record.outputs)


def run(
    work: Work,
    options: ReadOptions,
    *,
    engine: Engine = Processes(1),  # noqa: B008
    force: bool = False,
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Outcome]:
    """Do the work and yield the outcome of each file of notes as soon as it is known.

    At the end, the plan across all notes is written and the manifest compacted. Closing the generator ends the
    processes. Recaps are written where they are made; the manifest is written here.

    Args:
        work: What `plan_work` made.
        options: How the notes are read.
        engine: What does the notes.
        force: Do all notes, not only those that changed.
        limits: What each of the notes may take.

    Raises:
        RecapError: Another run is using OUT, OUT cannot be written, or the engine cannot be reached any more.
    """
    with manifest.open_manifest(work.out) as log:
        plan = _Overview(work, log)
        done = engine.run(
            Task(partial(_do_and_write, out=work.out, options=options, limits=limits), _lost_job),
            _inputs(work, options, log, force=force),
            partial(_prepare, _place_of(work, options), options),
        )
        for outcome, key, stamp in done:
            if outcome.error is None and not outcome.unchanged:
                # What a second reader has not read is done again by the next run.
                again = bool(outcome.troubles)
                log.add(_record(outcome, "" if again else key, work.out, log), "" if again else stamp)
                plan.write_csv_if_due()
            elif outcome.is_lost:
                log.add_death(outcome.job.name, _key_or_nothing(outcome.job, options), outcome.error or "")
            yield outcome
            if outcome.is_disk_full:
                raise DiskFull(f"the batch ends here; make space on the disk of {printable(str(work.out))}")
        failure = plan.write()
        log.remove(name for name in log.names() if not _is_wanted(name, work, log))
    if failure:
        raise RecapError(failure)


_Result = tuple[Outcome, str, str]  # with the key and the stamp of the notes


def _inputs(work: Work, options: ReadOptions, log: Manifest, *, force: bool) -> Iterator[Job | Settled[_Result]]:
    """Yield what there is to do; of notes that an earlier run has done, the outcome. These are not opened."""
    for job in work.jobs.candidates():
        if not force and is_up_to_date(job, work, options, log):
            yield Settled((Outcome(job, unchanged=True), "", ""))
        elif not work.jobs.is_notes(job):
            continue
        elif not force and (why := _given_up(job, options, log)):
            yield Settled((Outcome(job, error=why), "", ""))
        else:
            yield job


@dataclass(frozen=True, slots=True)
class _Place:
    """What a process must find as it is where the batch was started, on whatever machine it runs."""

    folder: Path
    out: Path
    program: str  # `manifest.program_digest`
    formats: tuple[str, ...]
    has_many: bool


def _place_of(work: Work, options: ReadOptions) -> _Place:
    program = manifest.program_digest(options.model)
    work.jobs.advance(MANY)
    return _Place(work.folder, work.out, program, work.formats, work.jobs.found > MANY)


def _prepare(place: _Place, options: ReadOptions) -> None:
    """Load what the processes will share, by a note that the package brings: none of the user's is read here.

    Raises RecapError if the folders are not there, or if this is another recap, or has another pipeline.
    """
    for path in (place.folder, place.out / manifest.FOLDER):
        if not exists(path):
            raise RecapError(f"{printable(str(path))} is not there; it must be on a disk that all machines share")
    if manifest.program_digest(options.model) != place.program:
        raise RecapError("recap or one of its packages has another version there; install the same everywhere")
    recap = pipeline.warm_up(options, many=place.has_many)
    for format in place.formats:
        render(recap, format)


def _load(options: ReadOptions) -> None:
    pipeline.warm_up(options)


def _given_up(job: Job, options: ReadOptions, log: Manifest) -> str:
    """Return why a note is not tried again: it ended its process twice, and has not changed since. Else ""."""
    death = log.death(job.name)
    if death is None or death.count < manifest.MAX_DEATHS or death.key != _key_or_nothing(job, options):
        return ""
    return f"{death.reason}; it is not tried again before it changes, or with --force"


def _key_or_nothing(job: Job, options: ReadOptions) -> str:
    try:
        return manifest.content_key(job.notes, options)
    except (OSError, ValueError):
        return ""


def do_job(job: Job, options: ReadOptions) -> Outcome:
    """Make the documents of one file of notes; nothing is written. Any failure becomes one line in `error`."""
    recap, error = _recap_or_error(job.notes, options)
    if recap is None:
        return Outcome(job, error=error)
    try:
        render_options = RenderOptions(audience=options.audience)
        documents = tuple((target, render(recap, format, render_options)) for format, target in job.targets)
        plan = _open_items(view_for(recap, render_options))
        suspicions = redaction.suspicions(recap) if options.audience == "client" else ()
    except Exception as fault:
        return Outcome(job, error=_fault(job.notes, fault))
    troubles = recap.second_reader.troubles if recap.second_reader else ()
    return Outcome(
        job,
        documents,
        recap.doubts,
        dated=recap.date is not None,
        plan=plan,
        suspicions=suspicions,
        troubles=troubles,
    )


def write(outcome: Outcome, out: Path) -> Outcome:
    """Write the documents below OUT, each whole or not at all; return the outcome, with the reason if that failed."""
    written = []
    try:
        for target, text in outcome.documents:
            make_folder(target.parent, inside=out)
            write_whole(target, text, never=(outcome.job.notes,), inside=out)
            written.append((target, manifest.digest_of(text.encode("utf-8"))))
    except RecapError as error:
        return Outcome(outcome.job, error=str(error), is_disk_full=isinstance(error, DiskFull))
    return replace(outcome, documents=tuple(written))


def extract_each(paths: Iterable[Path], options: ReadOptions, jobs: int) -> Iterator[Extracted]:
    """Yield the recaps of files of notes as soon as they are ready; paths are taken one by one, and nothing is kept."""
    task = Task(partial(_extract, options=options), _lost_path)
    return Processes(jobs, isolated=False).run(task, paths, partial(_load, options))


def cores() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def summary(tally: Tally, work: Work, orphans: Named) -> str:
    """Describe the batch in one line: "12 notes read, 24 files written to recaps; 3 files skipped (not notes: .png)".

    Args:
        tally: The numbers of the whole batch.
        work: What was to be done.
        orphans: Recaps whose notes no longer exist, and that are still there.
    """
    parts = [
        f"{counted(tally.read, 'note')} read, {counted(tally.written, 'file')} written to {printable(str(work.out))}"
    ]
    passed = work.jobs.passed
    if tally.unchanged:
        parts.append(f"{tally.unchanged} unchanged since the last run")
    if passed.skipped:
        endings = Named(len(passed.endings), [ending or "no ending" for ending, _ in passed.endings.most_common()])
        parts.append(f"{counted(passed.skipped, 'file')} skipped (not notes: {endings.words(MAX_ENDINGS)})")
        if passed.likely.count:
            parts.append(f"of these, may hold notes: {passed.likely.words(MAX_NAMED)}")
    if passed.excluded:
        parts.append(f"{passed.excluded} excluded by --include or --exclude")
    if orphans.count:
        named = orphans.words(MAX_NAMED)
        parts.append(f"{counted(orphans.count, 'recap')} of notes that no longer exist: {named} (--prune removes them)")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    return "; ".join(parts)


def _recap_or_error(path: Path, options: ReadOptions) -> tuple[Recap | None, str | None]:
    """Make the recap of a file, or one line that says why there is none."""
    shown_path = printable(str(path))
    try:
        return pipeline.from_path(path, options), None
    except RecapError as error:
        name, message = printable(path.name), printable(str(error))
        # The readers give the name alone, which several files of the folder may have.
        return None, shown_path + message.removeprefix(name) if message.startswith(name) else message
    except OSError as error:
        return None, f"{shown_path} cannot be read ({reason(error)})"
    except MemoryError:
        return None, f"{shown_path} needs more memory than there is; split it into one file per meeting"
    except RecursionError:
        return None, f"{shown_path} is nested too deeply to be read; save it as plain text"
    except Exception as error:  # a bug that shows in one file must not cost the others theirs
        return None, _fault(path, error)


def _fault(path: Path, error: Exception) -> str:
    what = printable(f"{type(error).__name__}: {error}")
    return f"{printable(str(path))} made recap fail ({what}); please report this"


def _do_and_write(job: Job, out: Path, options: ReadOptions, limits: Limits) -> _Result:
    """Do one job; return its outcome, and the key and the stamp of the notes as they were before they were read.

    Raises OverLimit.
    """
    with limited(limits):
        before = manifest.stamp_of_notes(job.notes, options)
        key = _key_or_nothing(job, options)  # if they cannot be read, reading them will report the reason
        outcome = write(do_job(job, options), out)
        return outcome, key, manifest.stamp(before, (path for path, _ in outcome.documents))


def _extract(path: Path, options: ReadOptions) -> Extracted:
    return Extracted(path, *_recap_or_error(path, options))


def _lost_job(job: Job, why: str) -> _Result:
    return Outcome(job, error=_lost(job.notes, why), is_lost=True), "", ""


def _lost_path(path: Path, why: str) -> Extracted:
    return Extracted(path, error=_lost(path, why))


def _lost(path: Path, why: str) -> str:
    return f"{printable(str(path))} was not finished ({why}); try it alone"


def _open_items(recap: Recap) -> str:
    """Write the meeting and its open items as JSON, of which the plan across all notes is made."""
    plan = json.loads(write_plan(recap))
    items = [item for item in plan["items"] if item["status"] == "open"]
    return json.dumps({"meeting": plan["meeting"], "items": items}, ensure_ascii=False, separators=(",", ":"))


def _record(outcome: Outcome, key: str, out: Path, log: Manifest) -> Record:
    """Make the record of a note that is done. Its recaps in other formats still count if its bytes are the same."""
    digests = dict(outcome.documents)
    outputs = {format: Written(format, relative_path(out, path), digests[path]) for format, path in outcome.job.targets}
    before = log.get(outcome.job.name)
    if before and before.key == key:
        outputs = {**{output.format: output for output in before.outputs}, **outputs}
    return Record(outcome.job.name, key, tuple(outputs.values()), outcome.plan)


def _is_wanted(name: str, work: Work, log: Manifest) -> bool:
    """Whether a record is kept: its notes exist, or a recap of them does."""
    if exists(work.folder / name):
        return True
    record = log.get(name)
    return record is not None and any(exists(work.out / output.path) for output in record.outputs)


class _Overview:
    """The plan across the notes of a run that are done."""

    def __init__(self, work: Work, log: Manifest) -> None:
        self._work, self._log = work, log
        self._due = time.monotonic() + FIRST_PLAN

    def write_csv_if_due(self) -> None:
        """Write plan.csv now and then, from when all notes are known. If that fails, the end of the run will say why.

        Notes that an earlier run has done, and this one has not reached yet, stand in it with what they said then.
        """
        begun = time.monotonic()
        if begun < self._due or not self._work.jobs.is_finished:
            return
        with suppress(RecapError):
            self._write_csv(self._gathered())
        now = time.monotonic()
        self._due = now + max(FIRST_PLAN, (now - begun) / PLAN_SHARE)

    def write(self) -> str:
        """Write the plan in all its forms; return "", or why it cannot be written."""
        from extractor.ledger import dashboard, overview

        out = self._work.out
        try:
            plan = self._gathered()
            self._write_csv(plan)
            write_whole(out / PLAN_JSON, overview.json_parts(plan), inside=out)
            write_whole(out / INDEX, [dashboard.html_page(plan, self._work.as_of)], inside=out)
        except RecapError as error:
            return str(error)
        return ""

    def _gathered(self) -> Plan:
        from extractor.ledger import overview

        records = ((job, record) for job in self._work.jobs.candidates() if (record := self._log.get(job.name)))
        done = (
            (job.notes, {output.format: output.path for output in record.outputs}, record.plan)
            for job, record in records
        )
        return _with_ledger(overview.gather(self._work.folder, self._work.out, done), self._work)

    def _write_csv(self, plan: Plan) -> None:
        from extractor.ledger import overview

        write_whole(self._work.out / PLAN_CSV, overview.csv_parts(plan), inside=self._work.out)


def _with_ledger(plan: Plan, work: Work) -> Plan:
    """Return the plan with what the ledger knows, if there is one. Raises RecapError if it cannot be read."""
    if work.ledger is None:
        return plan
    from extractor.ledger import carried
    from extractor.ledger.store import read_ledger

    store = read_ledger(work.ledger)
    if store is None:
        return plan
    try:
        return carried.with_ledger(plan, work.folder, store)
    finally:
        store.close()
