"""The one typed door to asyncio under Qt: the loop, tasks that are kept alive, and "only the newest counts"."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtWidgets import QApplication

T = TypeVar("T")
ErrorHandler = Callable[[BaseException], None]

THREADS: Final = 3


def new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """Make the event loop that runs Qt and asyncio together, with a small pool for `to_thread`.

    The pool is small because closing the loop joins its threads.
    """
    os.environ["QT_API"] = "pyside6"  # qasync would look for PyQt5 first
    import qasync

    class Loop(qasync.QEventLoop):  # type: ignore[misc] # has no types
        def run_until_complete(self, future: Awaitable[T]) -> T:
            """As qasync's, but ends with the work: qasync's turns Qt once more without asyncio."""
            task = asyncio.ensure_future(future, loop=self)
            task.add_done_callback(lambda _: self.stop())
            while not task.done():  # the last window's end stops Qt, too
                self.run_forever()
            return task.result()

    loop: asyncio.AbstractEventLoop = Loop(app)
    loop.set_default_executor(ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="graftwork"))
    return loop


class Tasks:
    """Starts coroutines and keeps them alive until they end; a failed one goes to the handler.

    asyncio itself holds tasks weakly: one that waits for something only it refers to could be
    collected in the middle.
    """

    def __init__(self, on_error: ErrorHandler) -> None:
        self._on_error = on_error
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, T], name: str = "") -> asyncio.Task[T]:
        """Run `work` as a task of the running loop."""
        task = asyncio.get_running_loop().create_task(work, name=name or None)
        self._running.add(task)
        task.add_done_callback(self._on_done)
        return task

    def __len__(self) -> int:
        return len(self._running)

    async def close(self) -> None:
        """Cancel what still runs, and what that begins while it ends, and wait for it."""
        while tasks := [task for task in self._running if task is not asyncio.current_task()]:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _on_done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)


class Newest:
    """A place where only the newest work counts: starting new work cancels what ran before."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether work runs here now."""
        return self._task is not None and not self._task.done()

    def start(self, work: Coroutine[Any, Any, None], name: str = "") -> None:
        """Cancel the previous work here, then run this."""
        self.cancel()
        self._task = self._tasks.spawn(work, name)

    def cancel(self) -> None:
        """Stop caring about the work that runs here, if any."""
        if self._task is not None and self.is_busy:
            self._task.cancel()
        self._task = None
