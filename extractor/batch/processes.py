"""A task done many times over by several processes, with results as they come, in constant memory.

The processes are forked once everything is loaded, where that is safe, so that they share it; else each starts anew
(on macOS, whose system libraries do not bear a fork, and on Windows). Tasks are taken from their iterator only when a
process is near to being free. A process that dies costs the task that it was at, and is replaced. Ctrl-C is the
parent's to see; processes whose parent is gone end with the task at hand.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from types import FrameType
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2  # tasks that a process has at hand: the next one is there when the last is done
LIFE = 500  # tasks after which a process gives way to a new one: what it holds on to goes with it, whatever that is
FEW = 3  # so few tasks are done sooner than processes are started


def results(
    do: Callable[[T], R],
    tasks: Iterable[T],
    jobs: int,
    *,
    prepare: Callable[[], None],
    lost: Callable[[T, str], R],
) -> Iterator[R]:
    """What `do` makes of each task, as it is ready; in the order of the tasks if `jobs` is 1.

    `prepare` loads what the processes share; `lost` makes a result for a task whose process died, and why. `do` must
    not raise, and with the tasks and results must be picklable.
    """
    todo = iter(tasks)
    if jobs < 2:
        yield from map(do, todo)
        return
    first = tuple(islice(todo, FEW))
    if len(first) < FEW:
        yield from map(do, first)
        return
    context = _context()
    if context.get_start_method() == "fork":
        prepare()
        yield do(first[0])  # what this loads is shared, too
        first = first[1:]
        gc.collect()
        gc.freeze()  # so that a collection in a process does not touch, and copy, what is shared
    try:
        yield from _Pool(do, jobs, context, lost).run(chain(first, todo))
    finally:
        gc.unfreeze()


class _Pool(Generic[T, R]):
    """The processes, each with a pipe of its own and the tasks that it has not answered yet."""

    def __init__(self, do: Callable[[T], R], jobs: int, context: BaseContext, lost: Callable[[T, str], R]) -> None:
        self._do, self._jobs, self._context, self._lost = do, jobs, context, lost
        self._workers: dict[Connection, tuple[Any, deque[T]]] = {}
        self._left: dict[Connection, int] = {}  # tasks that a process may still be given

    def run(self, tasks: Iterator[T]) -> Iterator[R]:
        again: deque[T] = deque()  # those that a dead process had not come to
        try:
            for _ in range(self._jobs):
                self._start()
            self._feed(tasks, again)
            while any(held for _, held in self._workers.values()):
                for pipe in wait([pipe for pipe, (_, held) in self._workers.items() if held]):
                    assert isinstance(pipe, Connection)
                    try:
                        result = pipe.recv()
                    except (EOFError, OSError):
                        yield self._bury(pipe, again)
                        self._start()
                    else:
                        self._workers[pipe][1].popleft()
                        yield result
                        self._retire(pipe)
                    self._feed(tasks, again)
        finally:
            self._stop()

    def _feed(self, tasks: Iterator[T], again: deque[T]) -> None:
        """Give each process what it has room for, the emptiest first."""
        for pipe, (_, held) in sorted(self._workers.items(), key=lambda worker: len(worker[1][1])):
            while len(held) < AHEAD and self._left[pipe]:
                task = again.popleft() if again else next(tasks, _NONE)
                if task is _NONE:
                    return
                held.append(task)
                self._left[pipe] -= 1
                with suppress(OSError):  # it has died; that is seen when it is waited for
                    pipe.send(task)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        inherited = (*self._workers, ours) if forked else ()
        process = self._context.Process(target=_serve, args=(self._do, theirs, inherited), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        self._workers[ours] = process, deque()
        self._left[ours] = LIFE

    def _retire(self, pipe: Connection) -> None:
        """Replace a process that has done its share."""
        process, held = self._workers[pipe]
        if not held and not self._left[pipe]:
            del self._workers[pipe], self._left[pipe]
            pipe.close()
            process.join()
            self._start()

    def _bury(self, pipe: Connection, again: deque[T]) -> R:
        process, held = self._workers.pop(pipe)
        del self._left[pipe]
        pipe.close()
        process.join()
        again.extend(islice(held, 1, None))
        code = process.exitcode
        why = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit status {code}"
        return self._lost(held[0], f"its process ended with {why}")

    def _stop(self) -> None:
        for pipe, (process, held) in self._workers.items():
            pipe.close()
            if held:
                process.terminate()
        for process, _ in self._workers.values():
            process.join()
        self._workers.clear()


_NONE: Any = object()


def _serve(do: Callable[[Any], Any], pipe: Connection, inherited: tuple[Connection, ...]) -> None:
    """The life of a process: tasks in, results out, until the pipe is closed."""
    gc.freeze()  # what comes from the parent stays: a collection that looked at it would copy it
    for other in inherited:
        other.close()  # else the pipes of a parent that is gone would stay open through us
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(do(pipe.recv()))


def _leave(signum: int, frame: FrameType | None) -> None:
    """End by an exception, so that what is being written is cleaned up."""
    raise SystemExit(128 + signum)


def _context() -> Any:
    can_fork = hasattr(os, "fork") and sys.platform != "darwin"
    return multiprocessing.get_context("fork" if can_fork else "spawn")
