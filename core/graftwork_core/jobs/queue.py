"""Working the queue: takes waiting jobs in their order, runs each in a worker, and closes its record. No Qt.

The window and `graftwork jobs work` both use it; what they do with events is their own affair.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from graftwork_core.errors import GraftworkError
from graftwork_core.jobs.events import Cancelled, Event, Hello
from graftwork_core.jobs.failures import failure
from graftwork_core.jobs.outcome import Outcome
from graftwork_core.jobs.spec import Job, read_job, spec_text, title
from graftwork_core.jobs.store import JobStore
from graftwork_core.jobs.stored import JobRecord
from graftwork_core.jobs.waiting import enqueue, take


class Client(Protocol):
    """What the queue needs of a worker; `WorkerClient` is one."""

    hello: Hello | None

    async def start(self) -> None:
        """Start the process."""

    async def run(self, job: Job, on_event: Callable[[Event], None], *, job_id: str | None = None) -> Outcome:
        """Do the job."""

    async def cancel(self) -> None:
        """Ask it to stop, and wait for the end."""

    async def detach(self) -> bool:
        """Let it finish alone."""

    async def close(self) -> None:
        """End the process."""


class Listener(Protocol):
    """Who is told how the jobs go; every method is called on the event loop and must be quick."""

    def on_begin(self, held: Held) -> None:
        """A job was taken, and begins."""

    def on_event(self, held: Held, event: Event) -> None:
        """Its worker tells something."""

    def on_end(self, held: Held, outcome: Outcome) -> None:
        """It is over, or goes on alone."""


@dataclass(eq=False)
class Held:
    """A job that runs here.

    Attributes:
        spec: The job as JSON.
        title: Its short name.
        job_id: Its record; None when the store cannot be used.
        client: Its worker, once there is one.
        cancelled: Somebody wants it to stop.
    """

    spec: str
    title: str
    job_id: str | None
    client: Client | None = None
    cancelled: bool = False
    task: asyncio.Task[None] | None = field(default=None, repr=False)


class JobQueue:
    """Runs the jobs of the store's queue, at most `parallel` at once on this machine.

    Attributes:
        parallel: How many may run at once, whoever keeps them.
        running: The jobs that run here.
    """

    def __init__(self, listener: Listener, make_client: Callable[[], Awaitable[Client]], *, parallel: int = 1) -> None:
        """Nothing is taken yet; `make_client` is asked once for every job."""
        self.parallel = parallel
        self.running: list[Held] = []
        self._listener, self._make_client = listener, make_client
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def submit(self, job: Job | str) -> str:
        """Put a job, or a stopped one by its id, at the queue's end; returns its id.

        Raises:
            BadInput: When that id cannot be queued.
            StoreUnusable: When there is no store to queue it in.
        """

        def put() -> str:
            with JobStore() as store:
                return enqueue(store, job)

        return await asyncio.to_thread(put)

    async def pump(self, among: Collection[str] | None = None) -> None:
        """Take what may run now, and begin it.

        Args:
            among: Only these ids; None: any.

        Raises:
            StoreUnusable: When the store cannot be read.
        """
        async with self._turn:
            while (record := await asyncio.to_thread(_take, self.parallel, among)) is not None:
                self._begin(Held(record.spec, record.title, record.id))

    def run_unrecorded(self, job: Job) -> Held:
        """Run a job now, without a record."""
        held = Held(spec_text(job), title(job), None)
        self._begin(held)
        return held

    async def cancel(self, held: Held) -> None:
        """Ask a job that runs here to stop; returns once it has."""
        held.cancelled = True
        if held.client is not None:
            await held.client.cancel()

    async def detach(self) -> bool:
        """Let all jobs that run here finish alone; tells whether all of them do."""
        going = [held for held in self.running if held.client is not None and not held.cancelled]
        alone = await asyncio.gather(*(held.client.detach() for held in going if held.client is not None))
        tasks = [held.task for held, is_alone in zip(going, alone, strict=True) if is_alone and held.task is not None]
        if tasks:
            await asyncio.wait(tasks)
        return all(alone)

    async def close(self) -> None:
        """Cancel what runs here, and wait for the end."""
        await asyncio.gather(*(self.cancel(held) for held in self.running))
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self, held: Held) -> None:
        self.running.append(held)
        self._listener.on_begin(held)
        held.task = asyncio.create_task(self._follow(held), name=f"job {held.job_id}")
        self._tasks.add(held.task)
        held.task.add_done_callback(self._tasks.discard)

    async def _follow(self, held: Held) -> None:
        try:
            outcome = await self._run(held)
        except Exception as error:  # noqa: BLE001 - whatever it was, the job has ended and its record must say so
            end = failure(error)
            failed = None if isinstance(end, Cancelled) else end
            outcome = Outcome("cancelled" if failed is None else "failed", error=failed, job_id=held.job_id)
        if held.job_id is not None:
            with suppress(GraftworkError):
                await asyncio.to_thread(_close, held.job_id, outcome)
        self.running.remove(held)
        self._listener.on_end(held, outcome)

    async def _run(self, held: Held) -> Outcome:
        job = await asyncio.to_thread(read_job, held.spec)
        client = await self._make_client()
        if held.cancelled:
            await client.close()
            return Outcome("cancelled", job_id=held.job_id)
        held.client = client

        def tell(event: Event) -> None:
            if isinstance(event, Hello) and held.cancelled:
                # The wish came while the process was being started, when there was nobody to hear it.
                again = asyncio.create_task(client.cancel())
                self._tasks.add(again)
                again.add_done_callback(self._tasks.discard)
            self._listener.on_event(held, event)

        return await client.run(job, tell, job_id=held.job_id)


def _take(limit: int, among: Collection[str] | None) -> JobRecord | None:
    with JobStore() as store:
        return take(store, limit, among)


def _close(job_id: str, outcome: Outcome) -> None:
    """Write down the end of a job whose worker could not, or never was."""
    if outcome.ending == "detached":
        return
    with JobStore() as store:
        if store.get(job_id).status not in ("queued", "interrupted"):
            return
        end = outcome.result or outcome.error or Cancelled()
        store.finish(job_id, end, ending=outcome.ending, signal=outcome.signal, peak=outcome.peak_memory)
