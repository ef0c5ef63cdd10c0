"""`recap batch`: one recap for each of the notes in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import settings
from extractor.cli.console import say
from extractor.cli.settings import NotesOptions

if TYPE_CHECKING:
    from extractor.batch.engines import Engine
    from extractor.batch.runner import Tally
    from extractor.batch.walk import Named, Work
    from extractor.model import ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions(NotesOptions):
    """The options of `recap batch`."""

    folder: Path
    output: Path
    audience: str
    format: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    jobs: int | None  # None: one for each core
    engine: str
    dry_run: bool
    force: bool
    as_of: datetime | None  # None: today
    prune: bool
    ledger: Path | None
    no_ledger: bool


def run(options: BatchOptions) -> None:
    """Do the batch, or say what it would do; exit with status 1 if a file failed, 3 if a line needs a look."""
    from extractor.batch import runner
    from extractor.batch.engines import is_shared
    from extractor.batch.walk import plan_work

    settings.refuse_two_ledgers(options.ledger, no_ledger=options.no_ledger)
    read_options = replace(settings.read_options(options), audience=options.audience)
    if read_options.second_reader is not None:
        from extractor.cli.second_reader import name_reader

        name_reader(options)
    engine = _engine(options)
    if is_shared(options.engine):  # its processes start in other folders
        options = replace(options, folder=options.folder.absolute(), output=options.output.absolute())
    tell = partial(_tell, all_files=options.verbose or options.dry_run)
    work = plan_work(
        options.folder, options.output, options.format, options.include, options.exclude, partial(tell, say=say)
    )
    ledger = None if options.no_ledger else settings.ledger_path(options.ledger)
    work = replace(work, as_of=(options.as_of or settings.now()).date(), ledger=ledger)
    if options.dry_run:
        _say_what_would_be_done(work, read_options, force=options.force)
        return
    tally = _do(work, read_options, options, engine)
    orphans = _orphans(work, options)
    if not options.quiet:
        _name_sharers(work)
        say(runner.summary(tally, work, orphans))
    if tally.failed or tally.flagged:
        click.get_current_context().exit(1 if tally.failed else 3)


def _engine(options: BatchOptions) -> Engine:
    """Return the engine that is asked for. Raises RecapError for one that does not exist."""
    from extractor.batch import runner
    from extractor.batch.engines import engine_for

    if options.jobs and options.engine.startswith("dask:"):
        raise click.UsageError("--jobs is for this machine; a Dask cluster has as many processes as its workers")
    return engine_for(options.engine, options.jobs or runner.cores())


def _name_sharers(work: Work) -> None:
    """Say which notes share a name but for the ending, as the names of their recaps are other than expected."""
    sharers = work.jobs.passed.sharers
    if sharers.count > 1:
        say(f"{sharers.words()}: these share a name, so their recaps keep the endings")


def _orphans(work: Work, options: BatchOptions) -> Named:
    """Remove or list the recaps whose notes are gone; return those that are still there."""
    from extractor.batch import manifest, runner
    from extractor.batch.folder import relative_path
    from extractor.batch.walk import Named

    orphans = Named()
    if options.prune:
        for path, is_removed in runner.prune(work):
            why = "removed, its notes no longer exist"
            kept = "its notes no longer exist; it was changed since it was written, and is kept"
            say(f"{path}: {why if is_removed else kept}")
        return orphans
    with manifest.open_for_reading(work.out) as log:
        for path in runner.orphaned(work, log):
            orphans.add(relative_path(work.out, path))
            if options.verbose:
                say(f"{path}: its notes no longer exist")
    return orphans


def _say_what_would_be_done(work: Work, read_options: ReadOptions, *, force: bool) -> None:
    from extractor.batch import manifest, runner

    number = 0
    with manifest.open_for_reading(work.out) as log:
        for job in work.jobs:
            if force or not runner.is_up_to_date(job, work, read_options, log):
                number += 1
                say(f"{job.notes} -> {', '.join(str(target) for _, target in job.targets)}")
    say(f"{number} of {work.jobs.found} notes would be done; nothing was written")


def _tell(message: str, is_failure: bool, *, say: Callable[[str], None], all_files: bool) -> None:
    """Say what cannot be read; with `all_files`, also which files are no notes."""
    if is_failure or all_files:
        say(f"recap: {message}" if is_failure else message)


def _do(work: Work, read_options: ReadOptions, options: BatchOptions, engine: Engine) -> Tally:
    """Do the work with a display of the progress; return its numbers."""
    from extractor.batch import runner
    from extractor.cli import progress

    tally, walk = runner.Tally(), work.jobs
    told: set[str] = set()  # troubles of a second reader, which are those of many notes
    total = partial(_number_of_notes, work)
    with progress.show_progress(total, quiet=options.quiet, say=say) as display, _sigterm_raises():
        walk.tell = partial(_tell, say=display.say, all_files=options.verbose)
        for outcome in runner.run(
            work,
            read_options,
            engine=engine,
            force=options.force,
            limits=settings.limits(options),
        ):
            tally = tally.plus(outcome)
            display.update(tally.notes, tally.failed + walk.passed.unread)
            if outcome.error:
                display.say(f"recap: {outcome.error}")
            for trouble in outcome.troubles if not options.quiet else ():
                if trouble not in told:
                    told.add(trouble)
                    display.say(f"{outcome.job.notes}: {trouble}")
            for line in outcome.suspicions:
                display.say(f"{outcome.job.notes}: {line}")
            if options.verbose and not (outcome.error or outcome.unchanged):
                for target, _ in outcome.documents:
                    display.say(f"{outcome.job.notes} -> {target}")
    return replace(tally, failed=tally.failed + walk.passed.unread)


def _number_of_notes(work: Work) -> int | None:
    return work.jobs.found if work.jobs.is_finished else None


@contextmanager
def _sigterm_raises() -> Iterator[None]:
    """Turn SIGTERM into an exception, so that half-written files are removed and worker processes ended."""
    import signal
    import threading

    def leave(signum: int, frame: object) -> None:
        raise SystemExit(128 + signum)

    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, leave) if is_main else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
