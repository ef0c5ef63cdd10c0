"""Run a task over many inputs in several processes of this machine: results as they are ready, in constant memory.

Where that is safe, the processes are forked once everything is loaded, so that they share it. On macOS, whose system
libraries do not survive a fork, and on Windows each process starts anew. Tasks are taken from their iterator only when
a process needs them. A process that dies, or in which a task raises OverLimit, costs only the task that it was working
on, and is replaced: no task is run in the parent. Only the parent handles Ctrl-C; an orphaned worker finishes its task
and exits.

Each process has a pipe of its own. The pools of pebble and concurrent.futures share one pipe and its lock: a worker
that is killed while it holds them, idle or in the middle of an answer, ends their whole batch.
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
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from types import FrameType
from typing import Any, Generic, NamedTuple, TypeVar

from extractor.batch.engines import Feed, Settled, Task
from extractor.common.limits import OverLimit

T = TypeVar("T")
R = TypeVar("R")

TASKS_AT_HAND = 2  # for each process, so that the next one is there when the last is done
TASKS_PER_PROCESS = 500  # then a new process takes its place, and whatever memory it has piled up is freed
MIN_TASKS = 3  # for fewer, one process does what it needs, and nothing is prepared
ISOLATED = True  # whether a process of its own does the tasks where one job is asked for


@dataclass(frozen=True, slots=True)
class Processes:
    """The engine of one machine (see `engines.Engine`); with one job, results come in the order of the inputs."""

    jobs: int
    isolated: bool = True  # whether one job is a process of its own, too, and not this one

    def run(self, task: Task[T, R], inputs: Iterable[T | Settled[R]], prepare: Callable[[], None]) -> Iterator[R]:
        """Yield the result of each input. Forked processes share what `prepare` has loaded."""
        feed: Feed[T, R] = Feed(inputs)
        first: list[T] = []
        is_alone = self.jobs < 2 and not (self.isolated and ISOLATED)
        while len(first) < MIN_TASKS and not feed.is_exhausted:
            first += feed.take(1)
            yield from feed.settled()
            if is_alone:
                yield from (_result_or_lost(task, given) for given in first)
                first.clear()
        if not first:
            return
        is_many = len(first) == MIN_TASKS
        context = _context()
        if context.get_start_method() == "fork":
            if is_many:
                prepare()
            gc.collect()
            gc.freeze()  # a collection in a forked process would write to, and so copy, the shared memory
        try:
            with Pool(task, self.jobs if is_many else 1, context) as pool:
                yield from pool.run(feed, first)
        finally:
            gc.unfreeze()


def _result_or_lost(task: Task[T, R], given: T) -> R:
    try:
        return task.function(given)
    except OverLimit as error:
        return task.lost(given, str(error))


class _OverLimit(NamedTuple):
    """What a process answers for a task that took too much, before it exits."""

    why: str


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    process: Any  # a multiprocessing process
    pipe: Connection
    pending: deque[T] = field(default_factory=deque)  # sent and not answered; it works on the first
    remaining: int = 0  # tasks that it may still be given


class Pool(Generic[T, R]):
    """Processes that live from the beginning of the context to its end.

    Args:
        task: What they do.
        jobs: The number of processes.
        context: How they are started.
        not_theirs: Pipes that forked processes must close.
    """

    def __init__(
        self, task: Task[T, R], jobs: int, context: BaseContext, not_theirs: tuple[Connection, ...] = ()
    ) -> None:
        self._task, self._jobs, self._context, self._not_theirs = task, jobs, context, not_theirs
        self._workers: list[_Worker[T]] = []
        self._requeued: deque[T] = deque()  # sent to a process that died before it began them

    def __enter__(self) -> Pool[T, R]:
        for _ in range(self._jobs):
            self._start_worker()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def run(self, feed: Feed[T, R], first: Iterable[T] = ()) -> Iterator[R]:
        """Yield the result of each task as soon as it is ready; the processes stay for the next run.

        Args:
            feed: The tasks.
            first: Tasks that were taken from it, which come before the others.
        """
        self._requeued.extend(first)
        while True:
            self._feed(feed)
            yield from feed.settled()
            busy = {worker.pipe: worker for worker in self._workers if worker.pending}
            if not busy and feed.is_exhausted and not self._requeued:
                return
            for pipe in wait(list(busy), timeout=0 if self._is_hungry(feed) else None) if busy else ():
                yield self._receive(busy[pipe])  # type: ignore[index]  # wait returns what it was given
                self._feed(feed)

    def _is_hungry(self, feed: Feed[T, R]) -> bool:
        """Whether a process has nothing at hand, and there may be more tasks."""
        return not feed.is_exhausted and any(not worker.pending and worker.remaining for worker in self._workers)

    def _feed(self, feed: Feed[T, R]) -> None:
        """Give each process as many tasks as it may have at hand, the idlest first."""
        for worker in sorted(self._workers, key=lambda worker: len(worker.pending)):
            while len(worker.pending) < TASKS_AT_HAND and worker.remaining:
                tasks = [self._requeued.popleft()] if self._requeued else feed.take(1)
                if not tasks:
                    return
                worker.pending += tasks
                worker.remaining -= 1
                with suppress(OSError):  # a process that has died is noticed by `_receive`
                    worker.pipe.send(tasks[0])

    def _receive(self, worker: _Worker[T]) -> R:
        """Take one result; replace the process if it has died or has done its share."""
        result: R
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            result = self._bury(worker)
            self._start_worker()
            return result
        if isinstance(answer, _OverLimit):
            result = self._bury(worker, answer.why)
            self._start_worker()
        else:
            result = answer
            worker.pending.popleft()
            if not worker.pending and not worker.remaining:
                self._remove(worker)
                self._start_worker()
        return result

    def _bury(self, worker: _Worker[T], why: str = "") -> R:
        """Remove a process that has died, keep the tasks that it had not begun, and give the result of the lost one."""
        self._remove(worker)
        self._requeued.extend(islice(worker.pending, 1, None))
        if why:
            return self._task.lost(worker.pending[0], why)
        code = worker.process.exitcode
        how = f"signal {signal.Signals(-code).name}" if code and code < 0 else f"exit status {code}"
        return self._task.lost(worker.pending[0], f"its process ended with {how}")

    def _start_worker(self) -> None:
        own_end, worker_end = self._context.Pipe()
        is_forked = self._context.get_start_method() == "fork"
        inherited = (*(worker.pipe for worker in self._workers), own_end, *self._not_theirs) if is_forked else ()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self._task.function, worker_end, inherited), daemon=True
        )
        process.start()
        worker_end.close()
        self._workers.append(_Worker(process, own_end, remaining=TASKS_PER_PROCESS))

    def _remove(self, worker: _Worker[T]) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()

    def _stop(self) -> None:
        for worker in self._workers:
            worker.pipe.close()  # an idle process exits
            if worker.pending:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _serve(function: Callable[[Any], Any], pipe: Connection, inherited: tuple[Connection, ...]) -> None:
    """Answer the tasks that come through the pipe until it is closed; what a worker process runs."""
    gc.freeze()  # as in the parent
    for parent_end in inherited:
        parent_end.close()  # else this process would keep the pipes of a dead parent open
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _exit_by_exception)
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            try:
                answer = function(task)
            except OverLimit as error:  # raised anywhere: what this process has loaded may be incomplete
                pipe.send(_OverLimit(str(error)))
                return
            pipe.send(answer)


def _exit_by_exception(signum: int, frame: FrameType | None) -> None:
    """Exit so that a half-written file is removed on the way."""
    raise SystemExit(128 + signum)


def _context() -> Any:
    can_fork = hasattr(os, "fork") and sys.platform != "darwin"
    return multiprocessing.get_context("fork" if can_fork else "spawn")
