"""Limit the processor time and the memory that one note takes, so that a bad one harms no other.

The limits are checked a few times in each second of processor time, by a signal: also within a search of a regular
expression, but not within a library that does not return. Such a process is ended by the system at twice the time.
Where the system has no such signal (Windows), and outside of the main thread, there are no limits.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

CHECK_EVERY = 0.2  # seconds of processor time
GRACE = 10.0  # seconds beyond twice the limit, after which the system ends the process


@dataclass(frozen=True, slots=True)
class Limits:
    """What a note may take."""

    seconds: float = 300.0  # of processor time; 20 MB of notes, the most that is read, take about 200
    megabytes: int = 2_000  # beyond what the process has before it reads the note


class OverLimit(BaseException):
    """A note took more than its limit; the message says which. No Exception, so that no step takes it for its own."""


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Raise OverLimit in what follows as soon as it has taken more than the limits."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    import resource

    start, size = time.process_time(), resident_megabytes()

    def check(signum: int, frame: object) -> None:
        if time.process_time() - start > limits.seconds:
            raise OverLimit(f"it took more than {limits.seconds:g} seconds of processor time, see --max-seconds")
        if resident_megabytes() - size > limits.megabytes:
            raise OverLimit(f"it took more than {limits.megabytes:,} MB of memory, see --max-memory")

    earlier_limit = _set_hard_limit(limits.seconds)
    before = signal.signal(signal.SIGPROF, check)
    signal.setitimer(signal.ITIMER_PROF, CHECK_EVERY, CHECK_EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_CPU, earlier_limit)


def resident_megabytes() -> float:
    """Return the memory of this process in MB, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - read several times a second
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError, IndexError):
        return 0.0


def _set_hard_limit(seconds: float) -> tuple[int, int]:
    """Have the system end this process at twice the time, counted from now; return the limit that it had before."""
    import resource

    soft, hard = earlier = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time() + 2 * seconds + GRACE)
    if soft == resource.RLIM_INFINITY or wanted < soft:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, hard))
    return earlier
