"""Run one job in this process: the engine's calls become events. The worker and the command line both use it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.jobs.events import End, Event, Metric, Progress, Result, Stage, Warning
from graftwork_core.jobs.failures import failure
from graftwork_core.jobs.inputs import looked_at, supplied
from graftwork_core.jobs.masking import masked
from graftwork_core.jobs.spec import (
    DiffJob,
    DownloadJob,
    ExtractJob,
    GraftJob,
    HaystackJob,
    Job,
    MergeJob,
    PromptJob,
    SweepJob,
    UploadJob,
)
from graftwork_core.jobs.speed import Speed
from graftwork_core.jobs.verdicts import verdict_for
from graftwork_core.reporting import Figure, Reporter, Unit

if TYPE_CHECKING:
    from graftwork_core.model.report import FitReport
    from graftwork_core.preflight import Preflight

PROGRESS_INTERVAL: Final = 0.05
"""At most 20 progress events a second."""

Emit = Callable[[Event], None]


class EventReporter:
    """The engine's reporter: calls become events, progress rate-limited. May be called from any thread."""

    def __init__(self, emit: Emit, is_cancelled: Callable[[], bool], clock: Callable[[], float] = time.monotonic):
        self.is_cancelled = is_cancelled
        self._emit = emit
        self._clock = clock
        self._lock = threading.RLock()
        self._speed = Speed()
        self._done = -1
        self._total = 0
        self._unit: Unit = "bytes"
        self._last_sent = -math.inf
        self._unsent = False

    def stage(self, name: str) -> None:
        """A new stage begins."""
        with self._lock:
            self.flush()
            self._speed = Speed()
            self._done, self._total = -1, 0
            self._last_sent = -math.inf
            self._emit(Stage(name))

    def progress(self, done: int, total: int, unit: Unit = "bytes") -> None:
        """Of `total` units of this stage, `done` are finished; what arrives late and lower is left out."""
        with self._lock:
            if done <= self._done and total == self._total:
                return
            self._unit = unit
            self._done, self._total, self._unsent = max(done, self._done), total, True
            now = self._clock()
            if now - self._last_sent >= PROGRESS_INTERVAL:
                self._send(now)

    def metric(self, name: str, **figures: Figure) -> None:
        """A figure about one thing."""
        with self._lock:
            self._emit(Metric(name, figures))

    def warning(self, message: str, hint: str = "") -> None:
        """Something the user should know."""
        with self._lock:
            self._emit(Warning(masked(message), masked(hint)))

    def flush(self) -> None:
        """Send the last progress when it was held back."""
        with self._lock:
            if self._unsent:
                self._send(self._clock())

    def _send(self, now: float) -> None:
        self._speed.add(now, self._done)
        rest = max(self._total - self._done, 0)
        self._emit(
            Progress(
                self._done,
                self._total,
                self._unit,
                bytes_per_s=self._speed.bytes_per_s,
                eta_s=self._speed.seconds_for(rest),
            )
        )
        self._last_sent, self._unsent = now, False


def execute(job: Job, emit: Emit, is_cancelled: Callable[[], bool] = lambda: False) -> End:
    """Do the job and tell all about it; the event that ends it is emitted, and returned. Raises nothing.

    Args:
        job: What to do.
        emit: Receives every event, from any thread but never two at once.
        is_cancelled: Asked often by the engine, between pieces of work.
    """
    reporter = EventReporter(emit, is_cancelled)
    try:
        with supplied(job, reporter) as local:
            data = _run_engine(local, reporter)
        end: End = Result(job.kind, str(data.get("out", job.options.out)), data)
    except Exception as exception:  # noqa: BLE001 - here every failure becomes an event
        end = failure(exception)
    reporter.flush()
    emit(end)
    return end


def check(job: Job) -> tuple[FitReport, Preflight]:
    """Whether everything fits, and what the job would read and write; nothing is touched.

    Raises:
        GraftworkError: When an input is broken, or the output cannot be made.
    """
    with looked_at(job) as (local, told):
        report, preflight = _check_engine(local)
        return report, told(preflight)


def _check_engine(job: Job) -> tuple[FitReport, Preflight]:
    match job:
        case ExtractJob():
            from graftwork_core.extract.run import check as check_extract

            return check_extract(job.options)
        case MergeJob():
            from graftwork_core.merge.run import check as check_merge

            return check_merge(job.options)
        case GraftJob():
            from graftwork_core.graft import check as check_graft

            return check_graft(job.options)
        case HaystackJob():
            from graftwork_core.haystack.running.rehearsal import check as check_haystack

            return check_haystack(job.options)
        case SweepJob():
            from graftwork_core.haystack.running.rehearsal import check_sweep

            return check_sweep(job.options)
        case DiffJob():
            from graftwork_core.extract.diff import check as check_diff

            return check_diff(job.options)
        case DownloadJob():
            from graftwork_core.hub.download import check as check_download
            from graftwork_core.model.report import FitReport

            return FitReport(()), check_download(job.options)
        case UploadJob():
            from graftwork_core.hub.upload import check as check_upload
            from graftwork_core.model.report import FitReport

            return FitReport(()), check_upload(job.options, verdict_for(job.options))
        case PromptJob():
            raise BadInput("A prompt reads a model and writes nothing.", "There is nothing to rehearse.")


def _run_engine(job: Job, reporter: Reporter) -> dict[str, Any]:
    match job:
        case ExtractJob():
            from graftwork_core.extract.run import extract

            return extract(job.options, reporter).as_json()
        case MergeJob():
            from graftwork_core.merge.run import merge

            return merge(job.options, reporter).as_json()
        case GraftJob():
            from graftwork_core.graft import graft

            return graft(job.options, reporter).as_json()
        case HaystackJob():
            from graftwork_core.haystack.running.run import run_haystack

            return run_haystack(job.options, reporter).as_json()
        case SweepJob():
            from graftwork_core.haystack.sweeping.run import run_sweep

            return run_sweep(job.options, reporter).as_json()
        case DiffJob():
            from graftwork_core.extract.diff import diff

            return diff(job.options, reporter).as_json()
        case DownloadJob():
            from graftwork_core.hub.download import download

            return download(job.options, reporter).as_json()
        case UploadJob():
            from graftwork_core.hub.upload import upload

            return upload(job.options, reporter, verdict_for(job.options)).as_json()
        case PromptJob():
            from graftwork_core.haystack.running.try_prompt import run_prompt

            return run_prompt(job.options, reporter).as_json()
