"""The engine of archives that outgrow one machine: the workers of a Dask cluster (https://distributed.dask.org).

The cluster runs on this machine, or the user has started it elsewhere; its workers need the same recap and the same
folders. Inputs go to them a few at a time, and no more than they can begin soon. If a worker is lost, Dask gives its
inputs to another one. What several workers were lost with is tried alone: one input, while nothing else is sent. A
worker dies with all that waits in it, and only so is it known which input ends it.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar
from uuid import uuid4

from extractor.batch.engines import Feed, Settled, Task
from extractor.batch.station import Refused, Work
from extractor.common.escaping import printable
from extractor.model import RecapError

T = TypeVar("T")
R = TypeVar("R")

INPUTS_AT_ONCE = 8  # in one message to a worker; they take about half a second
AT_HAND = 2  # messages for each thread of a worker, so that the next one is there when the last is done
LOOK_EVERY = 1.0  # seconds between two looks at how many workers there are
PATIENCE = 60.0  # seconds without any worker, after which the run ends
CONNECT = 10.0  # seconds in which a scheduler must answer


@dataclass(frozen=True, slots=True)
class Dask:
    """The engine of a Dask cluster (see `engines.Engine`)."""

    jobs: int  # workers of a cluster on this machine
    address: str | None = None  # of a scheduler that runs; None for a cluster on this machine

    def run(self, task: Task[T, R], inputs: Iterable[T | Settled[R]], prepare: Callable[[], None]) -> Iterator[R]:
        """Yield the result of each input. `prepare` is called in each worker."""
        with _quiet(), _connected(self) as client:
            work = _Work(uuid4().hex, Work(task, prepare))
            run: _Run[T, R] = _Run(client, work, self.address or "of this machine")
            try:
                yield from run.results(Feed(inputs))
            finally:
                run.stop()


@dataclass(frozen=True, slots=True)
class _Work:
    """What the workers do, and the run that it belongs to."""

    run: str
    work: Work


class StationLost(Exception):
    """The process that a worker has started for the inputs has died."""


@dataclass(slots=True)
class _Run(Generic[T, R]):
    """One run over a cluster: what is sent and not answered."""

    client: Any
    work: _Work
    place: str
    sent: dict[Any, list[T]] = field(default_factory=dict)
    again: deque[list[T]] = field(default_factory=deque)
    suspects: deque[T] = field(default_factory=deque)  # workers were lost with them, or with what was beside them
    is_alone: bool = False  # a suspect is sent, and nothing else
    answered: SimpleQueue[Any] = field(default_factory=SimpleQueue)
    threads: int = 0  # of all workers
    looked: float = float("-inf")
    seen: float = field(default_factory=time.monotonic)  # when there was a worker

    def results(self, feed: Feed[T, R]) -> Iterator[R]:
        while True:
            self._feed(feed)
            yield from feed.settled()
            if not self.sent and not self.again and not self.suspects and feed.is_exhausted:
                return
            is_held = self.is_alone or bool(self.suspects)
            is_hungry = not is_held and not feed.is_exhausted and len(self.sent) < max(1, self.threads)
            try:
                future = self.answered.get(timeout=0 if is_hungry and self.threads else LOOK_EVERY)
            except Empty:
                continue
            given = self.sent.pop(future)
            results = self._results_of(future, given)
            self.is_alone = False
            del future  # the workers may forget its results
            self._feed(feed)
            yield from results

    def stop(self) -> None:
        """Take back what is sent, and end the processes that the workers have started."""
        with suppress(Exception):  # the cluster may be gone, and its processes with it
            if self.client.status == "running":
                self.client.cancel(list(self.sent), force=True)
                self.client.run(_close_stations, self.work.run, on_error="ignore")

    def _feed(self, feed: Feed[T, R]) -> None:
        self._look()
        if self.suspects and not self.sent:
            self.is_alone = True
            self._send([self.suspects.popleft()])
        if self.suspects or self.is_alone:
            return
        while len(self.sent) < max(1, AT_HAND * self.threads):
            given = self.again.popleft() if self.again else feed.take(INPUTS_AT_ONCE)
            if not given:
                return
            self._send(given)

    def _send(self, given: list[T]) -> None:
        future = self.client.submit(_do, self.work, given, key=f"recap-{uuid4().hex}", pure=False)
        self.sent[future] = given
        future.add_done_callback(self.answered.put)

    def _look(self) -> None:
        """Count the threads of the workers, which may come and go."""
        now = time.monotonic()
        if now - self.looked < LOOK_EVERY:
            return
        try:
            self.threads = sum(self.client.nthreads().values())
        except Exception as error:
            raise self._gone() from error
        self.looked = now
        if self.threads:
            self.seen = now
        elif now - self.seen > PATIENCE:
            raise RecapError(f"the Dask cluster {self.place} has no workers; start some, and then this command again")

    def _results_of(self, future: Any, given: list[T]) -> list[R]:
        from distributed import KilledWorker
        from distributed.client import CancelledError

        try:
            return list(future.result())
        except RecapError:
            raise
        except KilledWorker:
            if self.is_alone:
                return [self.work.work.task.lost(given[0], "the Dask workers that read it were lost")]
            self.suspects.extend(given)
            return []
        except StationLost as error:
            if len(given) == 1:
                return [self.work.work.task.lost(given[0], str(error))]
            self.again.extend([one] for one in given)
            return []
        except (CancelledError, OSError, TimeoutError) as error:
            raise self._gone() from error
        except Exception as error:
            what = printable(f"{type(error).__name__}: {error}").splitlines()[0]
            raise RecapError(
                f"the workers of the Dask cluster {self.place} cannot run recap ({what}); install the same there"
            ) from error

    def _gone(self) -> RecapError:
        return RecapError(
            f"the Dask cluster {self.place} is gone; start it, and then this command again: it continues where it was"
        )


@contextmanager
def _connected(engine: Dask) -> Iterator[Any]:
    """Connect to the cluster, or start one on this machine, which ends with the context."""
    try:
        import distributed
        from distributed.security import Security
    except ImportError as error:
        raise RecapError(
            f"--engine dask needs a package that is not installed ({error.name}); pip install 'notes-recap[dask]'"
        ) from error
    if engine.address:
        try:
            client = distributed.Client(engine.address, timeout=CONNECT, set_as_default=False)
        except Exception as error:
            raise RecapError(f"no Dask scheduler answers at {engine.address}; start it, or name another") from error
        with client:
            yield client
        return
    try:
        # Without the keys, everybody on this machine could have the workers run programs.
        security = Security.temporary()
    except ImportError as error:
        raise RecapError(
            "--engine dask needs a package that is not installed (cryptography); pip install 'notes-recap[dask]'"
        ) from error
    with _interrupts_ignored():
        cluster = distributed.LocalCluster(
            n_workers=engine.jobs,
            threads_per_worker=1,
            memory_limit=0,  # each note has its own limit
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
            security=security,
            silence_logs=logging.CRITICAL,
            # Nobody looks at the profiles that workers make of themselves a hundred times a second.
            config={"distributed.worker.profile.enabled": False},
        )
    with cluster, distributed.Client(cluster, set_as_default=False) as client:
        yield client


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Have processes that are started here ignore Ctrl-C, which is for the batch alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from writing its log to standard error; what goes wrong is said in one line."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


# --- in the workers ---

_stations: dict[str, list[_Station]] = {}  # run -> those that are idle
_lock = threading.Lock()


def _do(work: _Work, inputs: list[Any]) -> list[Any]:
    """Do inputs in a station; what runs in a thread of a worker. Raises StationLost, or RecapError if it refuses."""
    with _lock:
        known = _stations.setdefault(work.run, [])
        station = known.pop() if known else None
    if station is None or station.process.poll() is not None:
        station = _Station(work.work)
    results = station.do(inputs)
    with _lock:
        idle = _stations.get(work.run)
        if idle is not None:
            idle.append(station)
            return results
    station.close()  # the run has ended meanwhile
    return results


def _close_stations(run: str) -> None:
    """End the stations of a run; called in each worker."""
    with _lock:
        idle = _stations.pop(run, [])
    for station in idle:
        station.close()


class _Station:
    """The worker's side of a station."""

    def __init__(self, work: Work) -> None:
        own_end, other_end = Pipe()
        self.pipe: Connection = own_end
        number = other_end.fileno()
        program = "from extractor.batch.station import main; main()"
        command = (sys.executable, "-P", "-c", program, str(number))
        self.process = subprocess.Popen(command, pass_fds=(number,), stdin=subprocess.DEVNULL)
        other_end.close()
        with suppress(OSError):  # one that has died is noticed by `do`
            self.pipe.send(work)

    def do(self, inputs: list[Any]) -> list[Any]:
        try:
            self.pipe.send(inputs)
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise StationLost(f"its process ended with exit status {self.process.returncode}") from error
        if isinstance(answer, Refused):
            self.close()
            raise RecapError(f"a Dask worker on {_this_machine()} refuses: {answer.why}")
        results: list[Any] = answer
        return results

    def close(self) -> None:
        self.pipe.close()
        self.process.wait()


def _this_machine() -> str:
    import platform

    return platform.node() or "a machine without a name"
