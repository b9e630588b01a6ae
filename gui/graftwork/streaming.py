"""Work that yields one thing after another in a thread: handed over in batches, ended as soon as nobody wants it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

T = TypeVar("T")
Work = Callable[[Callable[[], bool]], Iterator[T]]
"""Makes an iterator, given a function that tells whether to stop."""

BATCH_S: Final = 0.1


async def stream(work: Work[T], take: Callable[[Sequence[T]], None]) -> None:
    """Iterate in a thread; `take` gets what was yielded, in order, at most every tenth of a second.

    Cancelling the task that runs this makes `work` stop at its next question.

    Raises:
        Exception: Whatever the work raised, after all before it was handed over.
    """
    stop = threading.Event()
    found: SimpleQueue[T] = SimpleQueue()

    def run() -> None:
        for one in work(stop.is_set):
            found.put(one)
            if stop.is_set():
                return

    future = asyncio.get_running_loop().run_in_executor(None, run)
    future.add_done_callback(_look_at)
    try:
        while not future.done():
            await asyncio.wait([future], timeout=BATCH_S)
            _hand_over(found, take)
        future.result()
    finally:
        stop.set()


def _hand_over(found: SimpleQueue[T], take: Callable[[Sequence[T]], None]) -> None:
    batch = []
    with suppress(Empty):
        while True:
            batch.append(found.get_nowait())
    if batch:
        take(batch)


def _look_at(future: asyncio.Future[Any]) -> None:
    """Asyncio complains of an error that nobody looked at; whoever cancelled does not want to know."""
    if not future.cancelled():
        future.exception()
