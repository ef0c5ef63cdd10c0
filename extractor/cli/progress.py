"""Show the progress of a batch on standard error: a bar on a terminal, a line now and then elsewhere.

A batch that takes less than a few seconds shows only its summary. Rich is imported on use.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

FIRST_LINE, LINE_EVERY = 3.0, 10.0  # seconds until the first line, and between two
REDRAW_EVERY = 0.1  # seconds between two drawings of the bar


Total = Callable[[], int | None]  # None: it is not known yet


class Display(Protocol):
    """What shows the progress."""

    def update(self, done: int, failed: int) -> None:
        """Show how many notes are done, the failed ones included, and how many failed."""

    def say(self, words: str) -> None:
        """Print one line to standard error, above the bar."""


@contextmanager
def show_progress(total: Total, *, quiet: bool, say: Callable[[str], None]) -> Iterator[Display]:
    """Show the progress of a batch until the context is left.

    Args:
        total: Gives the number of notes.
        quiet: Show nothing.
        say: Prints a line to standard error.
    """
    if quiet or sys.stderr is None:
        yield _Silent(say)
    elif sys.stderr.isatty():
        yield from _bar(total)
    else:
        yield ProgressLines(total, say)


class _Silent:
    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def update(self, done: int, failed: int) -> None:
        """Show nothing."""


class ProgressLines:
    """Print a line now and then: "1,200 of 10,000 notes, 85 a second, 1:44 left, 3 failed".

    Args:
        total: Gives the number of notes.
        say: Prints a line.
        clock: Gives the seconds since some moment.
    """

    def __init__(self, total: Total, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self.say = say
        self._total, self._clock = total, clock
        self._start = clock()
        self._next = self._start + FIRST_LINE

    def update(self, done: int, failed: int) -> None:
        """Print a line if it is time for one."""
        now, total = self._clock(), self._total()
        if now < self._next or done == total:
            return
        self._next = now + LINE_EVERY
        rate = done / (now - self._start)
        of_all = f" of {total:,}" if total is not None else ""
        speed = f"{rate:.0f} a second" if rate >= 2 else f"{rate * 60:.0f} a minute"
        left = f", {_clock_time(round((total - done) / rate))} left" if total is not None and rate else ""
        failures = f", {failed} failed" if failed else ""
        self.say(f"{done:,}{of_all} notes, {speed}{left}{failures}")


def _clock_time(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _bar(total: Total) -> Iterator[Display]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Bar:
        drawn = 0.0

        def update(self, done: int, failed: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            rate = f"{done / elapsed:.1f} a second" if elapsed > 1 else ""
            progress.update(task, total=total(), completed=done, rate=rate, failed=f"{failed} failed" if failed else "")
            now = time.monotonic()
            if now - self.drawn >= REDRAW_EVERY:
                self.drawn = now
                progress.refresh()

        def say(self, words: str) -> None:
            from extractor.common.escaping import printable

            progress.console.print(printable(words), markup=False, highlight=False, soft_wrap=True)

    progress = Progress(
        TextColumn("recap"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("[red]{task.fields[failed]}"),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        auto_refresh=False,  # its thread would be running when the processes are forked
    )
    with progress:
        task = progress.add_task("", total=total(), rate="", failed="")
        yield Bar()
