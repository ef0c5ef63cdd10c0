"""`recap batch`: a folder of notes, one recap each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from extractor.cli.console import say
from extractor.cli.settings import read_options


def batch(
    folder: Path,
    output: Path,
    format: tuple[str, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    dry_run: bool,
    force: bool,
    **said: Any,
) -> None:
    """Every file of notes below FOLDER, one recap each, and the plan across them all.

    Beside the recaps it writes plan.csv, plan.json and index.html: all that is open, by person and by day. Run again,
    it does only what changed.
    """
    from extractor.batch import runner
    from extractor.batch.folder import plan_work
    from extractor.cli import progress

    options = read_options(said)
    work = plan_work(folder, output, format, include, exclude)
    if said["verbose"] or dry_run:
        for path in work.skipped:
            say(f"{path}: passed over")
        for path in work.excluded:
            say(f"{path}: left out")
    if dry_run:
        records = runner.earlier_records(work)
        todo = [job for job in work.jobs if force or not runner.is_up_to_date(job, work, options, records)]
        for job in todo:
            say(f"{job.notes} -> {', '.join(str(target) for _, target in job.targets)}")
        say(f"{len(todo)} of {len(work.jobs)} notes would be done; nothing was written")
        return
    for line in work.unread:
        say(f"recap: {line}")
    tally = runner.Tally(failed=len(work.unread))
    with progress.show_progress(len(work.jobs), quiet=said["quiet"], say=say) as seen, sigterm_raises():
        for outcome in runner.run(work, options, jobs=jobs or runner.cores(), force=force):
            tally = tally.with_(outcome)
            seen.at(tally.notes - len(work.unread), tally.failed)
            if outcome.error:
                seen.say(f"recap: {outcome.error}")
            elif said["verbose"] and not outcome.unchanged:
                for target, _ in outcome.documents:
                    seen.say(f"{outcome.job.notes} -> {target}")
    gone = runner.orphaned(work, runner.earlier_records(work))
    if said["verbose"]:
        for path in gone:
            say(f"{path}: its notes are gone")
    if not said["quiet"]:
        say(runner.summary(tally, work, gone))
    if tally.failed:
        click.get_current_context().exit(1)


@contextmanager
def sigterm_raises() -> Iterator[None]:
    """A polite end (SIGTERM) as an exception, so that what is being written and who is at work are cleaned up."""
    import signal
    import threading

    def leave(signum: int, frame: object) -> None:
        raise SystemExit(128 + signum)

    before = signal.signal(signal.SIGTERM, leave) if threading.current_thread() is threading.main_thread() else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
