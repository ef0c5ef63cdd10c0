"""What runs a task over many inputs: the processes of this machine, or a Dask cluster.

All engines keep the same promises, so that a batch need not know which one it has:

- Inputs are taken from their iterator only when something is free to work on them, and results are not kept.
- An input that is `Settled` needs no work: its result comes in its turn.
- An input whose process dies, or takes more than its limits, gets the result that `Task.lost` makes; the others go on.
- Closing the iterator of results ends what the engine has started.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast

from extractor.common.escaping import printable
from extractor.model import RecapError

MAX_SETTLED = 100  # results of inputs that need no work, that wait for their turn

T = TypeVar("T")
R = TypeVar("R")

DASK = "dask"  # a cluster on this machine; "dask://HOST:PORT" is one that runs already
_ADDRESS = r"dask://(?P<place>(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5})/?"


@dataclass(frozen=True, slots=True)
class Task(Generic[T, R]):
    """What is done with each input. Functions, inputs and results must be picklable."""

    function: Callable[[T], R]  # raises nothing but OverLimit
    lost: Callable[[T, str], R]  # makes the result of an input that was not finished, from it and the reason


@dataclass(frozen=True, slots=True)
class Settled(Generic[R]):
    """An input that needs no work, as its result is known."""

    result: R


class Feed(Generic[T, R]):
    """Inputs as an engine takes them: those that need work, and beside them the results of those that do not."""

    def __init__(self, inputs: Iterable[T | Settled[R]]) -> None:
        self._inputs = iter(inputs)
        self._settled: deque[R] = deque()
        self.is_exhausted = False

    def take(self, number: int) -> list[T]:
        """Take so many inputs that need work; fewer at the end, or if many need none, whose results should go on."""
        taken: list[T] = []
        while len(taken) < number and not self.is_full:
            given = next(self._inputs, self)
            if given is self:
                self.is_exhausted = True
                break
            if isinstance(given, Settled):
                self._settled.append(given.result)
            else:
                taken.append(cast("T", given))
        return taken

    @property
    def is_full(self) -> bool:
        """Whether results should go on before more inputs are taken."""
        return len(self._settled) >= MAX_SETTLED

    def settled(self) -> Iterator[R]:
        """Yield the results of inputs that need no work, which are then forgotten."""
        while self._settled:
            yield self._settled.popleft()


class Engine(Protocol):
    """What runs a task over inputs."""

    def run(self, task: Task[T, R], inputs: Iterable[T | Settled[R]], prepare: Callable[[], None]) -> Iterator[R]:
        """Yield the result of each input as soon as it is ready, in any order.

        Args:
            task: What is done with each input.
            inputs: May be endless.
            prepare: Loads what processes share, before they are started; called where they are. It must not touch the
                inputs. RecapError ends the run.

        Raises:
            RecapError: The engine cannot be reached any more, or `prepare` refused.
        """


def engine_for(name: str, jobs: int) -> Engine:
    """Return the engine of a name: "local", "dask" or "dask://HOST:PORT".

    Args:
        name: The engine.
        jobs: The number of processes on this machine.

    Raises:
        RecapError: There is no such engine, or it is not installed.
    """
    if name == "local":
        from extractor.batch.processes import Processes

        return Processes(jobs)
    address = re.fullmatch(_ADDRESS, name)
    if name != DASK and address is None:
        raise RecapError(f"{printable(name)} is not an engine; choose local, dask or dask://HOST:PORT")
    from extractor.batch.dask_engine import Dask

    return Dask(jobs, f"tcp://{address['place']}" if address else None)


def is_shared(name: str) -> bool:
    """Whether an engine of this name may have processes that start in another folder than this one."""
    return name.startswith(DASK)
