"""Do the notes of one thread of a Dask worker in processes of their own, so that none of them can harm the worker.

A Dask worker has threads, in which a note cannot be interrupted, and which must not fork. It starts this program
instead, which loads everything once and forks a process for the notes (see `processes.Pool`): the limits of each note
hold, and a note that ends its process costs only itself.

    python -P -c "from extractor.batch.station import main; main()" 7     (7: the file descriptor of its pipe)
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from extractor.batch.engines import Feed, Task
from extractor.batch.processes import Pool
from extractor.model import RecapError

IDLE = 60.0  # seconds without inputs, after which it ends: nobody else would end it if the batch was killed


class Work(NamedTuple):
    """What a station does: the arguments of `Engine.run` but the inputs."""

    task: Task[Any, Any]
    prepare: Callable[[], None]


class Refused(NamedTuple):
    """What a station answers if `prepare` fails, before it ends."""

    why: str


def serve(pipe: Connection) -> None:
    """Take the work, then sequences of inputs; answer each with the results, until the pipe is closed or idle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # only the batch handles Ctrl-C
    with suppress(EOFError, OSError):
        work: Work = pipe.recv()
        try:
            work.prepare()
        except Exception as error:
            pipe.send(Refused(str(error) if isinstance(error, RecapError) else f"{type(error).__name__}: {error}"))
            return
        gc.collect()
        gc.freeze()  # as in `processes`
        with Pool(work.task, 1, get_context("fork"), not_theirs=(pipe,)) as pool:
            while pipe.poll(IDLE):
                inputs: Sequence[Any] = pipe.recv()
                pipe.send(list(pool.run(Feed(inputs))))


def main() -> None:
    """Serve the pipe whose file descriptor the command names."""
    serve(Connection(int(sys.argv[1])))
