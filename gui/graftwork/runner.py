"""Jobs in worker processes, seen from the window: queued, started, progress, ended.

What a page starts joins the store's queue and runs when it is its turn: at once when nothing else runs. Several may
run side by side where the settings say so. A page follows one job of its kinds, the one *in front*; the others show
on the Jobs page only, until the one in front is over. Progress arrives up to twenty times a second; it is held back
and told at most every 50 ms, so that painting never keeps the window from the user.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork.aio import Tasks
from graftwork.details import failure_of
from graftwork.fit_words import fit_words
from graftwork.history import History
from graftwork.running import Ended, Progressed, Queued, Run, hitch_after, json_object, judged
from graftwork.wording import joined
from graftwork_core.jobs import events

if TYPE_CHECKING:
    import subprocess

    from graftwork_core.jobs.client import Outcome
    from graftwork_core.jobs.queue import Client, Held, JobQueue
    from graftwork_core.jobs.spec import Job

__all__ = ["Ended", "Progressed", "Queued", "Runner", "new_client"]

INTERVAL_MS: Final = 50
LOADING: Final = "loading"
PROMPT: Final = "prompt"


def new_client(engine_python: Path | None = None) -> Client:
    """A worker that loads torch while it waits; in another interpreter where one is named."""
    from graftwork_core.jobs.client import WorkerClient

    return WorkerClient(warm=True, engine_python=engine_python)


class Runner(QObject):
    """Runs jobs through the store's queue.

    Signals:
        started: The job in front, as JSON.
        progressed: A `Progressed` of the job in front, at most every 50 ms.
        measured: A tuple of `Metric` events of the job in front in their order, at most every 50 ms.
        staged: The engine's name of a stage that the job in front begins.
        warned: What the engine warns of, in the window's words.
        cancelling: The user's wish to stop the job in front was passed on.
        ended: The `Ended` of the job in front.
        queued: The `Queued` of a job that has to wait.
        refused: The `Failure` of a job that cannot even be queued.
        advanced: Id and `Progressed` of any job that runs here, at most every 50 ms.
        over: The `Ended` of any job that ran here.
        changed: Other jobs run here, or the queue was held or let go.
    """

    started = Signal(object)
    progressed = Signal(object)
    measured = Signal(object)
    staged = Signal(str)
    warned = Signal(str)
    cancelling = Signal()
    ended = Signal(object)
    queued = Signal(object)
    refused = Signal(object)
    advanced = Signal(str, object)
    over = Signal(object)
    changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        make_client: Callable[[], Client] | None = None,
        *,
        parallel: int = 1,
        engine_python: Path | None = None,
    ) -> None:
        """Nothing runs yet.

        Args:
            tasks: Starts coroutines.
            make_client: Makes workers; real ones when it is left out.
            parallel: How many jobs may run at once.
            engine_python: Another interpreter to compute with.
        """
        super().__init__()
        self.history = History(tasks, self)
        self.is_held = False
        self.engine_python = engine_python
        self.background: subprocess.Popen[bytes] | None = None
        self._tasks, self._parallel = tasks, parallel
        self._make_client = make_client or (lambda: new_client(self.engine_python))
        self._is_closed = False
        self._warm: Client | None = None
        self._warming: asyncio.Task[bool] | None = None
        self._queue: JobQueue | None = None
        self._runs: list[Run] = []
        self._front: dict[str, Run] = {}
        self._telling: Run | None = None
        self._submitting = 0
        self._turn = asyncio.Lock()
        self._ours = self.history.ours
        self._attached: dict[str, object] = {}
        self._unrecorded: deque[Job] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tell)
        self.history.changed.connect(self._on_history)
        self.history.left_over.connect(self._on_left_over)

    @property
    def is_running(self) -> bool:
        """Whether a job runs here now, or is about to."""
        return bool(self._runs or self._submitting)

    @property
    def kind(self) -> str:
        """The kind of the job that a signal tells of; else of the one that has run longest here, or nothing."""
        run = self._telling or next(iter(self._runs), None)
        return str(run.job.get("kind", "")) if run is not None else ""

    @property
    def attached(self) -> object:
        """What was given to `start` along with the job that a signal tells of."""
        run = self._telling or next(iter(self._runs), None)
        return self._attached.get(run.held.job_id or "") if run is not None else None

    @property
    def here(self) -> frozenset[str]:
        """Ids of the jobs that run here."""
        return frozenset(run.held.job_id for run in self._runs if run.held.job_id)

    @property
    def running(self) -> int:
        """How many jobs run here."""
        return len(self._runs)

    @property
    def can_leave(self) -> bool:
        """Whether all that runs here could finish without the window: it needs a record to be found by."""
        return all(run.held.job_id for run in self._runs) and not self._unrecorded

    def progress(self, job_id: str) -> Progressed | None:
        """How far a job is that runs here; None when it does not."""
        return next((run.latest for run in self._runs if run.held.job_id == job_id), None)

    def runs(self, kinds: Collection[str]) -> bool:
        """Whether a job of these kinds runs here."""
        return any(run.job.get("kind") in kinds for run in self._runs)

    def prepare(self) -> None:
        """Start an idle worker ahead of the job, so that it has loaded torch when the user presses Run."""
        if self._warm is None and not self.is_running:
            self._warm = self._make_client()
            self._warming = self._tasks.spawn(_try_to_start(self._warm), "warm worker")

    def start(self, job: Job, job_id: str | None = None, attach: object = None) -> None:
        """Put a job into the queue; it runs when it is its turn, `queued` tells when that is not now.

        Args:
            job: What to do.
            job_id: The record of a job that stopped or failed and goes on.
            attach: What `attached` is while signals tell of this job.
        """
        self._submitting += 1
        self._tasks.spawn(self._submit(job, job_id, attach), "submit")

    def cancel(self, kinds: Collection[str] | None = None) -> None:
        """Ask a running job to stop, the one in front of these kinds; `ended` tells when it has."""
        fits = (run for run in self._runs if kinds is None or run.job.get("kind") in kinds)
        run = next((run for run in fits if self._front.get(run.group) is run), None)
        if run is not None:
            self._cancel(run)

    def cancel_job(self, job_id: str) -> None:
        """Ask the job of that record to stop, if it runs here."""
        for run in self._runs:
            if run.held.job_id == job_id:
                self._cancel(run)

    def set_parallel(self, parallel: int) -> None:
        """Let so many jobs run at once from now on."""
        self._parallel = parallel
        self.pump()

    def hold(self, held: bool) -> None:
        """Hold the queue, or let it go: a held one starts nothing but what is asked for from now on."""
        if held:
            self._ours.clear()
        self._set_held(held)

    def _set_held(self, held: bool) -> None:
        if self.is_held != held:
            self.is_held = held
            self.changed.emit()
            self.pump()

    def pump(self) -> None:
        """See whether a waiting job can run now."""
        if self.history.waiting or self._ours or self._unrecorded:
            self._tasks.spawn(self._pump(), "queue")

    def renew(self) -> None:
        """Forget the idle worker: the next one may have to be another."""
        self._tasks.spawn(self._close_warm(), "idle worker")

    async def close(self) -> None:
        """End every process: the idle one at once, a running job as a cancel that can be resumed."""
        self._is_closed = True
        self._unrecorded.clear()
        for run in self._runs:
            self._cancel(run)
        if self._queue is not None:
            await self._queue.close()
        await self._close_warm()
        await self.history.close()

    async def leave(self) -> bool:
        """Let all that runs here finish without the window, and the queue be worked; tells whether that is so.

        Raises:
            OSError: When the process that works the queue cannot be started.
        """
        from graftwork_core.jobs.background import start_background

        self._is_closed = True
        try:
            if self._queue is not None and not await self._queue.detach():
                return False
            if self.history.waiting or self._ours:
                await self.history.close()
                self.background = await asyncio.to_thread(start_background, self._parallel, self.engine_python)
        except OSError:
            self.history.reopen()
            raise
        finally:
            self._is_closed = False
        return True

    async def _submit(self, job: Job, job_id: str | None, attach: object) -> None:
        try:
            async with self._turn:  # what was started first waits first
                waits = await self._put(job, job_id, attach)
            if waits is not None:
                self.queued.emit(waits)
        except Exception as error:  # noqa: BLE001 - what keeps a job from being queued must be said, whatever it was
            self.refused.emit(failure_of(error))
        finally:
            self._submitting -= 1
            self.history.start()
            self.history.look()

    async def _put(self, job: Job, job_id: str | None, attach: object) -> Queued | None:
        """Queue a job, and begin it if it can; returns how it waits otherwise."""
        from graftwork_core.jobs.store import NoSuchJob, StoreUnusable

        queue = await self._made()
        if job.kind == PROMPT:  # it leaves nothing that a history could tell of
            return await self._put_unrecorded(job)
        try:
            try:
                put = await queue.submit(job_id or job)
            except NoSuchJob:
                put = await queue.submit(job)  # its record is gone
        except StoreUnusable:
            return await self._put_unrecorded(job)
        self._ours.add(put)
        if attach is not None:
            self._attached[put] = attach
        await self._take_what_may_run()
        return await asyncio.to_thread(_place, put) if put in self._ours else None

    async def _put_unrecorded(self, job: Job) -> Queued | None:
        self._unrecorded.append(job)
        await self._take_what_may_run()
        return Queued(None, job.kind, len(self._unrecorded)) if job in self._unrecorded else None

    async def _made(self) -> JobQueue:
        made = await asyncio.to_thread(_queue_class)
        if self._queue is None:
            self._queue = made(self, self._take_or_make)
        self._queue.parallel = self._parallel
        return self._queue

    async def _pump(self) -> None:
        async with self._turn:
            await self._take_what_may_run()

    async def _take_what_may_run(self) -> None:
        from graftwork_core.jobs.store import StoreUnusable

        if self._is_closed:
            return
        queue = await self._made()
        while self._unrecorded and len(queue.running) < self._parallel:
            queue.run_unrecorded(self._unrecorded.popleft())
        with suppress(StoreUnusable):  # the history says so, and looks again
            await queue.pump(self._ours if self.is_held else None)

    async def _take_or_make(self) -> Client:
        return await self._take_warm() or self._make_client()

    async def _take_warm(self) -> Client | None:
        """The idle worker, once its start is over; nobody else gets it then."""
        client, warming = self._warm, self._warming
        self._warm = self._warming = None
        if client is None or warming is None:
            return None
        return client if await warming else None

    async def _close_warm(self) -> None:
        client = await self._take_warm()
        if client is not None:
            await client.close()

    def on_begin(self, held: Held) -> None:
        """A job begins."""
        run = Run(held, json_object(held.spec))
        self._ours.discard(held.job_id or "")
        self._runs.append(run)
        if not self._timer.isActive():
            self._timer.start()
        if run.group not in self._front:
            self._step_forward(run)
        self.changed.emit()

    def on_event(self, held: Held, event: events.Event) -> None:
        """Its worker tells something."""
        run = next((one for one in self._runs if one.held is held), None)
        if run is None:
            return
        latest = run.latest
        match event:
            case events.Stage():
                run.interrupted = latest.stage if event.name == LOADING else ""
                run.latest = Progressed(stage=event.name)
                run.transfers.clear()
                self._say(run, lambda: self.staged.emit(event.name))
            case events.Metric():
                run.metrics.append(event)
                run.latest = replace(latest, hitch=hitch_after(run, event))
            case events.Progress():
                # A model is loaded in the middle of the stage that needs it first: that stage goes on then.
                stage = run.interrupted or latest.stage
                run.latest = Progressed(stage, event.done, event.total, event.bytes_per_s, event.eta_s, event.unit)
            case events.Warning():
                words = joined(fit_words(event.message), fit_words(event.hint))
                run.warnings.append(words)
                self._say(run, lambda: self.warned.emit(words))

    def on_end(self, held: Held, outcome: Outcome) -> None:
        """It is over, or goes on alone."""
        run = next(one for one in self._runs if one.held is held)
        self._tell()
        self._runs.remove(run)
        ended = judged(run, outcome)
        if self._front.get(run.group) is run:
            del self._front[run.group]
            self._telling = run
            try:
                self.ended.emit(ended)
            finally:
                self._telling = None
            behind = next((one for one in self._runs if one.group == run.group), None)
            if behind is not None:
                self._step_forward(behind)
        self._attached.pop(held.job_id or "", None)
        if not self._runs:
            self._timer.stop()
        self.over.emit(ended)
        self.changed.emit()
        self.history.look()
        if not self._is_closed:
            self._tasks.spawn(self._pump(), "queue")

    def _step_forward(self, run: Run) -> None:
        """Show this one on its page from now on."""
        self._front[run.group] = run
        self._say(run, lambda: self.started.emit(run.job))
        if run.latest.stage:
            self._say(run, lambda: self.staged.emit(run.latest.stage))
        run.told = Progressed()

    def _say(self, run: Run, tell: Callable[[], None]) -> None:
        """Let its page hear of it, when it is in front."""
        if self._front.get(run.group) is not run:
            return
        self._telling = run
        try:
            tell()
        finally:
            self._telling = None

    def _cancel(self, run: Run) -> None:
        if not run.held.cancelled and self._queue is not None:
            run.held.cancelled = True
            self._say(run, self.cancelling.emit)
            self._tasks.spawn(self._queue.cancel(run.held), "cancel")

    def _tell(self) -> None:
        for run in tuple(self._runs):
            if run.latest != run.told:
                run.told = run.latest
                if run.held.job_id:
                    self.advanced.emit(run.held.job_id, run.latest)
                self._say(run, lambda run=run: self.progressed.emit(run.latest))  # type: ignore[misc]
            if run.metrics and self._front.get(run.group) is run:
                metrics, run.metrics = tuple(run.metrics), []
                self._say(run, lambda metrics=metrics: self.measured.emit(metrics))  # type: ignore[misc]

    def _on_history(self) -> None:
        if self.history.waiting and not self._submitting:
            self.pump()

    def _on_left_over(self) -> None:
        self._set_held(True)  # what this window queued already is wanted now


def _queue_class() -> type[JobQueue]:
    """Not imported before it is needed, and then in a thread: it brings SQLite and pydantic."""
    from graftwork_core.jobs.queue import JobQueue

    return JobQueue


def _place(job_id: str) -> Queued:
    from graftwork_core.jobs.store import JobStore
    from graftwork_core.jobs.waiting import waiting

    with JobStore() as store:
        order = [record.id for record in waiting(store)]
        return Queued(job_id, store.get(job_id).title, order.index(job_id) + 1 if job_id in order else 1)


async def _try_to_start(client: Client) -> bool:
    """Start it; when that fails, the job will start its own and tell what is wrong."""
    from graftwork_core.errors import GraftworkError

    try:
        await client.start()
    except GraftworkError:
        return False
    return True
