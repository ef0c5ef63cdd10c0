"""`recap batch`: one recap for each of the notes in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import settings
from extractor.cli.console import say
from extractor.cli.settings import NotesOptions

if TYPE_CHECKING:
    from extractor.batch.engines import Engine
    from extractor.batch.folder import Work
    from extractor.batch.runner import Tally
    from extractor.model import ReadOptions


MAX_NAMED = 6  # files that share a name; more are counted


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
    from extractor.batch.folder import plan_work

    settings.refuse_two_ledgers(options.ledger, no_ledger=options.no_ledger)
    read_options = replace(settings.read_options(options), audience=options.audience)
    if read_options.second_reader is not None:
        from extractor.cli.second_reader import name_reader

        name_reader(options)
    engine = _engine(options)
    if is_shared(options.engine):  # its processes start in other folders
        options = replace(options, folder=options.folder.absolute(), output=options.output.absolute())
    work = plan_work(options.folder, options.output, options.format, options.include, options.exclude)
    ledger = None if options.no_ledger else settings.ledger_path(options.ledger)
    work = replace(work, as_of=(options.as_of or settings.now()).date(), ledger=ledger)
    if options.verbose or options.dry_run:
        for path in work.skipped:
            say(f"{path}: skipped (not notes)")
        for path in work.excluded:
            say(f"{path}: excluded")
    if options.dry_run:
        _say_what_would_be_done(work, read_options, force=options.force)
        return
    for message in work.unread:
        say(f"recap: {message}")
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
    sharers = [
        job.notes.name for job in work.jobs if any(to.name.startswith(job.notes.name + ".") for _, to in job.targets)
    ]
    if len(sharers) > 1:
        more = f" and {len(sharers) - MAX_NAMED} more" if len(sharers) > MAX_NAMED else ""
        say(f"{', '.join(sharers[:MAX_NAMED])}{more}: these share a name, so their recaps keep the endings")


def _orphans(work: Work, options: BatchOptions) -> tuple[Path, ...]:
    """Remove or list the recaps whose notes are gone; return those that are still there."""
    from extractor.batch import manifest, runner

    if options.prune:
        removed, kept = runner.prune(work)
        for path in removed:
            say(f"{path}: removed, its notes no longer exist")
        for path in kept:
            say(f"{path}: its notes no longer exist; it was changed since it was written, and is kept")
        return ()
    with manifest.open_for_reading(work.out) as log:
        orphans = runner.orphaned(work, log)
    if options.verbose:
        for path in orphans:
            say(f"{path}: its notes no longer exist")
    return orphans


def _say_what_would_be_done(work: Work, read_options: ReadOptions, *, force: bool) -> None:
    from extractor.batch import manifest, runner

    with manifest.open_for_reading(work.out) as log:
        todo = [job for job in work.jobs if force or not runner.is_up_to_date(job, work, read_options, log)]
    for job in todo:
        say(f"{job.notes} -> {', '.join(str(target) for _, target in job.targets)}")
    say(f"{len(todo)} of {len(work.jobs)} notes would be done; nothing was written")


def _do(work: Work, read_options: ReadOptions, options: BatchOptions, engine: Engine) -> Tally:
    """Do the work with a display of the progress; return its numbers."""
    from extractor.batch import runner
    from extractor.cli import progress

    tally = runner.Tally(failed=len(work.unread))
    told: set[str] = set()  # troubles of a second reader, which are those of many notes
    with progress.show_progress(len(work.jobs), quiet=options.quiet, say=say) as display, _sigterm_raises():
        for outcome in runner.run(
            work,
            read_options,
            engine=engine,
            force=options.force,
            limits=settings.limits(options),
        ):
            tally = tally.plus(outcome)
            display.update(tally.notes - len(work.unread), tally.failed)
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
    return tally


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
