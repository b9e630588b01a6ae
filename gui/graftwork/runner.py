"""One job at a time in a worker process, seen from the window: started, progress, ended.

Progress arrives up to twenty times a second; it is held back and told at most every 50 ms, so that painting
never keeps the window from the user.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork.aio import Tasks
from graftwork.details import Failure, failure_of
from graftwork.wording import in_window_words
from graftwork_core.jobs import events

if TYPE_CHECKING:
    from graftwork_core.jobs.client import Outcome
    from graftwork_core.jobs.spec import Job

INTERVAL_MS: Final = 50
LOADING: Final = "loading"


class Client(Protocol):
    """What the runner needs of a worker; `graftwork_core.jobs.client.WorkerClient` is one."""

    hello: events.Hello | None

    async def start(self) -> None:
        """Start the process."""

    async def run(self, job: Job, on_event: Callable[[events.Event], None], *, job_id: str | None = None) -> Outcome:
        """Do the job."""

    async def cancel(self) -> None:
        """Ask it to stop, and wait for the end."""

    async def close(self) -> None:
        """End the process."""


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far the running job is.

    Attributes:
        stage: The engine's name of the stage; empty before the first.
        done: Bytes (or tokens) done in this stage.
        total: Bytes (or tokens) in all; 0 while unknown.
        bytes_per_s: Speed, in `unit` a second; None while unknown.
        eta_s: Seconds left; None while unknown.
        unit: "bytes" or "tokens".
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    bytes_per_s: float | None = None
    eta_s: float | None = None
    unit: str = "bytes"


@dataclass(frozen=True, slots=True)
class Ended:
    """How the job ended: with a result, cancelled, or with a failure.

    Attributes:
        job: The job as JSON.
        result: The engine's figures when it is done.
        out: The folder that was made.
        cancelled: Whether the user stopped it.
        failure: What to show when it failed.
        warnings: What the engine warned of, in order.
        job_id: Its record in the store.
    """

    job: Mapping[str, Any]
    result: Mapping[str, Any] | None = None
    out: str = ""
    cancelled: bool = False
    failure: Failure | None = None
    warnings: tuple[str, ...] = ()
    job_id: str | None = None


@dataclass(slots=True)
class _Run:
    job: Mapping[str, Any]
    latest: Progressed = Progressed()
    cancelled: bool = False
    interrupted: str = ""
    warnings: list[str] = field(default_factory=list)
    metrics: list[events.Metric] = field(default_factory=list)


def new_client() -> Client:
    """A worker that loads torch while it waits."""
    from graftwork_core.jobs.client import WorkerClient

    return WorkerClient(warm=True)


class Runner(QObject):
    """Runs jobs, one at a time.

    Signals:
        started: The job as JSON.
        progressed: A `Progressed`, at most every 50 ms.
        measured: A tuple of `Metric` events in their order, at most every 50 ms.
        staged: The engine's name of a stage that begins.
        warned: What the engine warns of, in the window's words.
        cancelling: The user's wish to stop was passed on.
        ended: An `Ended`.
    """

    started = Signal(object)
    progressed = Signal(object)
    measured = Signal(object)
    staged = Signal(str)
    warned = Signal(str)
    cancelling = Signal()
    ended = Signal(object)

    def __init__(self, tasks: Tasks, make_client: Callable[[], Client] = new_client) -> None:
        super().__init__()
        self._tasks, self._make_client = tasks, make_client
        self._client: Client | None = None
        self._warm: Client | None = None
        self._warming: asyncio.Task[bool] | None = None
        self._run: _Run | None = None
        self._following: asyncio.Task[None] | None = None
        self._told = Progressed()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def is_running(self) -> bool:
        """Whether a job runs now."""
        return self._run is not None

    @property
    def kind(self) -> str:
        """The kind of the running job; empty when none runs."""
        return str(self._run.job.get("kind", "")) if self._run is not None else ""

    def prepare(self) -> None:
        """Start an idle worker ahead of the job, so that it has loaded torch when the user presses Run."""
        if self._warm is None and not self.is_running:
            self._warm = self._make_client()
            self._warming = self._tasks.spawn(_try_to_start(self._warm), "warm worker")

    def start(self, job: Job, job_id: str | None = None) -> None:
        """Run a job; `job_id` is the record of an interrupted one that goes on.

        Raises:
            RuntimeError: When one runs already; the caller has to ask first.
        """
        if self.is_running:
            raise RuntimeError("a job runs already")
        from graftwork_core.jobs.spec import job_json

        self._run = _Run(job_json(job))
        self._told = Progressed()
        self.started.emit(self._run.job)
        self._timer.start()
        self._following = self._tasks.spawn(self._follow(self._run, job, job_id), "job")

    def cancel(self) -> None:
        """Ask the running job to stop; `ended` tells when it has."""
        if self._run is not None and not self._run.cancelled:
            self._run.cancelled = True
            self.cancelling.emit()
            self._pass_cancel()

    async def close(self) -> None:
        """End every process: the idle one at once, a running job as a cancel that can be resumed."""
        self.cancel()
        if self._following is not None:
            await asyncio.wait([self._following])
        client = await self._take_warm()
        if client is not None:
            await client.close()

    async def _take_warm(self) -> Client | None:
        """The idle worker, once its start is over; nobody else gets it then."""
        client, warming = self._warm, self._warming
        self._warm = self._warming = None
        if client is None or warming is None:
            return None
        return client if await warming else None

    async def _follow(self, run: _Run, job: Job, job_id: str | None) -> None:
        try:
            client = self._client = await self._take_warm() or self._make_client()
            if run.cancelled:
                await client.close()
                ended = Ended(run.job, cancelled=True, job_id=job_id)
            else:
                ended = self._judge(run, client, await client.run(job, self._on_event, job_id=job_id))
        except Exception as error:  # noqa: BLE001 - whatever it was, the page must learn that the job ended
            failure = failure_of(error)
            ended = Ended(run.job, failure=Failure(failure.message, failure.hint, failure.details, run.job))
        self._tell()
        self._timer.stop()
        self._run = self._client = None
        self.ended.emit(ended)

    def _on_event(self, event: events.Event) -> None:
        if self._run is None:
            return
        latest = self._run.latest
        match event:
            case events.Hello() if self._run.cancelled:
                # The wish came while the process was being started, when there was nobody to hear it.
                self._pass_cancel()
            case events.Stage():
                self._run.interrupted = latest.stage if event.name == LOADING else ""
                self._run.latest = Progressed(stage=event.name)
                self.staged.emit(event.name)
            case events.Metric():
                self._run.metrics.append(event)
            case events.Progress():
                # A model is loaded in the middle of the stage that needs it first: that stage goes on then.
                stage = self._run.interrupted or latest.stage
                self._run.latest = Progressed(
                    stage, event.done, event.total, event.bytes_per_s, event.eta_s, event.unit
                )
            case events.Warning():
                words = in_window_words(f"{event.message} {event.hint}".strip())
                self._run.warnings.append(words)
                self.warned.emit(words)

    def _pass_cancel(self) -> None:
        if self._client is not None:
            self._tasks.spawn(self._client.cancel(), "cancel")

    def _tell(self) -> None:
        if self._run is None:
            return
        if self._run.latest != self._told:
            self._told = self._run.latest
            self.progressed.emit(self._told)
        if self._run.metrics:
            metrics, self._run.metrics = tuple(self._run.metrics), []
            self.measured.emit(metrics)

    def _judge(self, run: _Run, client: Client, outcome: Outcome) -> Ended:
        warnings = tuple(dict.fromkeys(run.warnings))
        if outcome.ending == "done" and outcome.result is not None:
            result = outcome.result
            return Ended(run.job, dict(result.data), result.out, warnings=warnings, job_id=outcome.job_id)
        if outcome.ending == "cancelled":
            return Ended(run.job, cancelled=True, warnings=warnings, job_id=outcome.job_id)
        error = outcome.error
        failure = Failure(
            message=in_window_words(error.message) if error else self.tr("The engine ended without a word."),
            hint=in_window_words(error.hint) if error else "",
            details=error.details if error else "",
            job=run.job,
            log=outcome.log_tail,
            engine=_engine(client.hello),
            resumable=error is not None and error.exit_status == 1,
        )
        return Ended(run.job, failure=failure, warnings=warnings, job_id=outcome.job_id)


async def _try_to_start(client: Client) -> bool:
    """Start it; when that fails, the job will start its own and tell what is wrong."""
    from graftwork_core.errors import GraftworkError

    try:
        await client.start()
    except GraftworkError:
        return False
    return True


def _engine(hello: events.Hello | None) -> dict[str, str]:
    if hello is None:
        return {}
    known = {"Engine": hello.graftwork, "Engine's Python": hello.python, "torch": hello.torch, "Device": hello.device}
    return {name: value for name, value in known.items() if value}
