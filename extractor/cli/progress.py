"""How far a batch has come, on standard error: a bar on a terminal, a line now and then elsewhere, nothing when quiet.

Short batches are not worth a word: what is done within a moment says so in its summary. Rich is imported on use.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

FIRST, EVERY = 3.0, 10.0  # seconds until the first line, and between two


class Seen(Protocol):
    """What is told how far it has come, and through which lines go past the bar."""

    def at(self, done: int, failed: int) -> None:
        """So many are done, so many of them failed."""

    def say(self, words: str) -> None:
        """One line to standard error, above the bar."""


@contextmanager
def show_progress(total: int, *, quiet: bool, say: Callable[[str], None]) -> Iterator[Seen]:
    """Progress towards `total` notes, for as long as the context is open; `say` prints a line."""
    if quiet or sys.stderr is None:
        yield _Silent(say)
    elif sys.stderr.isatty():
        yield from _bar(total, say)
    else:
        yield Lines(total, say)


class _Silent:
    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def at(self, done: int, failed: int) -> None:
        """Say nothing."""


class Lines:
    """A line now and then: "1,200 of 10,000 notes, 85 a second, 1:44 left, 3 failed"."""

    def __init__(self, total: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self.say = say
        self._total, self._clock = total, clock
        self._start = clock()
        self._next = self._start + FIRST

    def at(self, done: int, failed: int) -> None:
        """Say how far it is, if it is time to."""
        now = self._clock()
        if now < self._next or done >= self._total:
            return
        self._next = now + EVERY
        rate = done / (now - self._start)
        left = round((self._total - done) / rate)
        speed = f"{rate:.0f} a second" if rate >= 2 else f"{rate * 60:.0f} a minute"
        self.say(
            f"{done:,} of {self._total:,} notes, {speed}, {_span(left)} left" + (f", {failed} failed" if failed else "")
        )


def _span(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _bar(total: int, say: Callable[[str], None]) -> Iterator[Seen]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    class Bar:
        def at(self, done: int, failed: int) -> None:
            elapsed = progress.tasks[0].elapsed or 0.0
            words = f"{done / elapsed:.1f} a second" if elapsed > 1 else ""
            progress.update(task, completed=done, rate=words, failed=f"{failed} failed" if failed else "")

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
        auto_refresh=False,  # a thread that refreshes it would be there when the processes are forked
    )
    with progress:
        task = progress.add_task("", total=total, rate="", failed="")
        bar = Bar()
        yield _Refreshing(bar, progress.refresh)


class _Refreshing:
    """A bar that is drawn when it has something new, ten times a second at most."""

    def __init__(self, bar: Seen, refresh: Callable[[], None]) -> None:
        self.say = bar.say
        self._at, self._refresh = bar.at, refresh
        self._drawn = 0.0

    def at(self, done: int, failed: int) -> None:
        """So many are done."""
        self._at(done, failed)
        now = time.monotonic()
        if now - self._drawn >= 0.1:
            self._drawn = now
            self._refresh()
