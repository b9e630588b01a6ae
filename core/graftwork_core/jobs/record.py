"""Run a job and keep its record in the store, so that it can be listed, cancelled from elsewhere, and resumed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from graftwork_core.errors import GraftworkError
from graftwork_core.jobs.events import Cancelled, End, Error, Event, Metric, Progress, Result, Stage, Warning
from graftwork_core.jobs.failures import failure
from graftwork_core.jobs.log import Log
from graftwork_core.jobs.outcome import peak_memory
from graftwork_core.jobs.run import Emit, execute
from graftwork_core.jobs.spec import Job, PromptJob
from graftwork_core.jobs.store import JobStore, StoreUnusable

PROGRESS_INTERVAL: Final = 1.0
CANCEL_INTERVAL: Final = 0.5
TRANSFER: Final = "transfer"
"""The metric about all files that travel, once a second: when nothing comes, the last speed holds no longer."""
NEEDS: Final = "needs"
"""The metric by which the engine says what it will need; it is for the record, and goes no further."""


class Recording:
    """One attempt at a job, recorded. A store that cannot be used costs a warning, never the job.

    Attributes:
        id: The job's record; None when the store cannot be used.
    """

    def __init__(
        self,
        job: Job,
        emit: Emit,
        is_cancelled: Callable[[], bool] = lambda: False,
        job_id: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the store and take up the record `job_id`, that of an unfinished run of the same job, or a new one."""
        self.id = job_id
        self._job = job
        self._send = emit
        self._asked_here = is_cancelled
        self._clock = clock
        self._store: JobStore | None = None
        self._log: Log | None = None
        self._stage = ""
        self._latest = Progress(0, 0)
        self._needed = 0
        self._written = self._polled = -PROGRESS_INTERVAL
        self._asked_there = self._warned = False
        if isinstance(job, PromptJob):  # it leaves nothing that a history could tell of
            return
        try:
            self._store = JobStore()
            self.id = job_id or self._store.enrol(job)
        except StoreUnusable as error:
            self._give_up(error)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()
        if self._log is not None:
            self._log.close()

    def run(self) -> End:
        """Do the job; returns (and emits) the event that ended it."""
        try:
            self._in_store(lambda store, job_id: store.begin(job_id))
        except GraftworkError as error:  # it runs already, or its record is gone
            end: End = failure(error)
            self._send(end)
            return end
        self._log = Log(self.id) if self.id is not None else None
        return execute(self._job, self._emit, self._is_cancelled)

    def _emit(self, event: Event) -> None:
        match event:
            case Stage():
                self._write(f"stage: {event.name}")
                self._stage, self._latest = event.name, Progress(0, 0)
                self._note()
            case Progress():
                self._latest = event
                if self._clock() - self._written >= PROGRESS_INTERVAL:
                    self._note()
            case Metric() if event.name == TRANSFER:
                if event.figures.get("stalled_s"):
                    self._latest = replace(self._latest, bytes_per_s=None, eta_s=None)
                    self._note()
            case Metric() if event.name == NEEDS:
                memory = event.figures.get("memory")
                self._needed = memory if isinstance(memory, int) else 0
                return
            case Warning():
                self._write(f"warning: {event.message} {event.hint}".rstrip())
            case Result() | Error() | Cancelled() as end:
                said = "" if isinstance(end, Result) else f": {end.message}"
                self._write(f"{end.type}{said}")
                self._in_store(lambda store, job_id: store.finish(job_id, end, peak=peak_memory(os.getpid())))
            case _:
                pass
        self._send(event)

    def _write(self, line: str) -> None:
        if self._log is not None:
            self._log.write(f"{time.strftime('%H:%M:%S')} {line}")

    def _note(self) -> None:
        now, peak = self._latest, peak_memory(os.getpid())
        self._written = self._clock()
        self._in_store(
            lambda store, job_id: store.update(
                job_id,
                stage=self._stage,
                done=now.done,
                total=now.total,
                unit=now.unit,
                rate=now.bytes_per_s,
                eta=now.eta_s,
                peak=peak,
                needed=self._needed,
            )
        )

    def _is_cancelled(self) -> bool:
        if not self._asked_there and self._clock() - self._polled >= CANCEL_INTERVAL:
            self._polled = self._clock()
            self._in_store(self._look)
        return self._asked_there or self._asked_here()

    def _look(self, store: JobStore, job_id: str) -> None:
        self._asked_there = store.cancel_requested(job_id)

    def _in_store(self, action: Callable[[JobStore, str], object]) -> None:
        if self._store is None or self.id is None:
            return
        try:
            action(self._store, self.id)
        except StoreUnusable as error:
            self._give_up(error)

    def _give_up(self, error: StoreUnusable) -> None:
        """Warn once; later writes are tried again, because a disk may have room again at the end."""
        if not self._warned:
            self._warned = True
            self._send(Warning(f"{error.message} This job goes on, but is not in the history.", error.hint))


def record(job: Job, emit: Emit, is_cancelled: Callable[[], bool] = lambda: False, job_id: str | None = None) -> End:
    """Do the job with a record in the store; see `execute` and `Recording`."""
    with Recording(job, emit, is_cancelled, job_id) as recording:
        return recording.run()
