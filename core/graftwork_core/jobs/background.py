"""Working the queue without a window: `graftwork jobs work`, started by hand or by a window that closes."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graftwork_core.jobs.client import WorkerClient
from graftwork_core.jobs.events import Event
from graftwork_core.jobs.home import logs
from graftwork_core.jobs.outcome import Outcome
from graftwork_core.jobs.queue import Client, Held, JobQueue
from graftwork_core.jobs.store import JobStore, StoreUnusable
from graftwork_core.jobs.waiting import active, announce, keepers, retire

LOOK_SECONDS: Final = 1.0
Tell = Callable[[str], None]


async def work(tell: Tell, *, parallel: int = 1, engine_python: Path | None = None) -> None:
    """Run the queue's jobs until none waits or runs any more; then, or once a window works the queue, return.

    SIGINT and SIGTERM cancel what runs here, and leave what waits.

    Args:
        tell: Receives a sentence for every job that begins or ends.
        parallel: How many may run at once, whoever keeps them.
        engine_python: Another interpreter for the workers.

    Raises:
        StoreUnusable: When there is no queue to work.
    """

    async def make_client() -> Client:
        return WorkerClient(engine_python=engine_python)

    words = _Words(tell)
    queue = JobQueue(words, make_client, parallel=parallel)
    stopped = asyncio.Event()
    with suppress(NotImplementedError):
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    try:
        with _Announced():
            await _work(queue, words, stopped)
    finally:
        await queue.close()


async def _work(queue: JobQueue, words: _Words, stopped: asyncio.Event) -> None:
    while not stopped.is_set():
        has_window, left = False, 1
        try:
            has_window, left = await asyncio.to_thread(_look)
            if not has_window:
                await queue.pump()
        except StoreUnusable as error:
            if not queue.running:
                raise
            words.tell(error.message)  # what runs here goes on
        if has_window and not queue.running:
            words.tell("A window works the queue now.")
            return
        if not left and not queue.running:
            return
        words.changed.clear()
        waits = [asyncio.create_task(event.wait()) for event in (stopped, words.changed)]
        await asyncio.wait(waits, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for one in waits:
            one.cancel()


def start_background(parallel: int, engine_python: Path | None) -> subprocess.Popen[bytes]:
    """Start `graftwork jobs work` as a process that outlives this one.

    Raises:
        OSError: When it cannot be started.
    """
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-P", "-m", "graftwork_core.cli"]
    options = ["jobs", "work", "--quiet", "--parallel", str(parallel)]
    options += ["--engine-python", str(engine_python)] if engine_python is not None else []
    logs().mkdir(parents=True, exist_ok=True)
    with (logs() / "queue.log").open("ab") as log:
        return subprocess.Popen(
            [*program, *options], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, **_on_its_own()
        )


class _Words:
    """Says in sentences what the queue does."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.changed = asyncio.Event()

    def on_begin(self, held: Held) -> None:
        self.tell(f"Job {held.job_id} begins: {held.title}")

    def on_event(self, held: Held, event: Event) -> None:
        """The store has what is worth knowing."""

    def on_end(self, held: Held, outcome: Outcome) -> None:
        said = f" {outcome.error.message}" if outcome.error is not None else ""
        self.tell(f"Job {held.job_id} ended: {outcome.ending}.{said}")
        self.changed.set()


class _Announced:
    """Other processes know for a while that this one works the queue."""

    def __enter__(self) -> None:
        with JobStore() as store:
            announce(store, "background")

    def __exit__(self, *_: object) -> None:
        with JobStore() as store:
            retire(store)


def _look() -> tuple[bool, int]:
    """Whether a window works the queue, and how many jobs there are; the vanished ones are written down."""
    with JobStore() as store:
        store.settle()
        return bool(keepers(store, "window")), active(store)


def _on_its_own() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
