"""A job as the store knows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from graftwork_core.jobs.processes import is_running
from graftwork_core.jobs.spec import Job, read_job
from graftwork_core.jobs.vanished import why_vanished

Status = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
RESUMABLE: Final = ("failed", "cancelled", "interrupted")


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job as the store knows it.

    Attributes:
        id: Eight hexadecimal digits.
        kind: One of `spec.KINDS`; another one when a newer version asked for it.
        title: A short name for lists.
        spec: The job as JSON (`job()` reads it).
        status: "running" only when its process really runs, else "interrupted".
        pid: The process that runs or ran it.
        created: When it was asked for; seconds since 1970, as the next two.
        started: When the last attempt began.
        ended: When the last attempt ended.
        done: Of the present stage, in `unit`.
        total: Of the present stage, in `unit`.
        stage: The present or last stage.
        error: The error event of the last attempt, as JSON; of an interrupted one, why it vanished.
        result: The result event, as JSON.
        out: The folder that it makes.
        attempt: How many attempts there were, the present one included.
        place: Where it stands in the queue, lower is sooner; None when nobody queued it.
        keeper: The process that took it from the queue and looks after it; None for one from a terminal.
        unit: "bytes"; "tokens" where a model is asked, "settings" of a sweep.
        rate: Speed in `unit` a second; None while unknown.
        eta: Seconds left of the stage; None while unknown.
        peak: Bytes of memory that its process has held at most; 0 when unknown.
        needed: Bytes of memory that were estimated; 0 when unknown.
        ending: How the last attempt ended, as `Outcome.ending`; empty before its end.
        signal: Name of the signal that ended it.
        cancelling: Somebody asked to stop it.
    """

    id: str
    kind: str
    title: str
    spec: str
    status: Status
    pid: int | None
    created: float
    started: float | None
    ended: float | None
    done: int
    total: int
    stage: str
    error: dict[str, Any] | None
    result: dict[str, Any] | None
    out: Path
    attempt: int = 0
    place: float | None = None
    keeper: int | None = None
    unit: str = "bytes"
    rate: float | None = None
    eta: float | None = None
    peak: int = 0
    needed: int = 0
    ending: str = ""
    signal: str | None = None
    cancelling: bool = False

    @property
    def resumable(self) -> bool:
        """Whether it makes sense to run it again."""
        return self.status in RESUMABLE

    @property
    def waits(self) -> bool:
        """Whether it stands in the queue, and nobody has taken it yet."""
        return self.status == "queued" and self.place is not None and self.keeper is None

    def job(self) -> Job:
        """What was asked for.

        Raises:
            BadInput: When this version of Graftwork does not understand it.
        """
        return read_job(self.spec)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An earlier attempt at a job.

    Attributes:
        number: Its number, from 1.
        started: When it began; seconds since 1970.
        ended: When it ended; None when nobody saw that.
        status: How it ended.
        error: Its error event, as JSON.
        peak: Bytes of memory that its process held at most; 0 when unknown.
    """

    number: int
    started: float | None
    ended: float | None
    status: str
    error: dict[str, Any] | None
    peak: int


COLUMNS: Final = (
    "id, kind, title, spec, status, pid, birthmark, created, started, ended, done, total, stage, error, result, out, "
    "attempt, place, keeper, keeper_mark, seen, unit, rate, eta, peak, needed, kills, ending, signal, cancel_requested"
)


def record_of(row: Sequence[Any]) -> JobRecord:
    """The record in a row of `COLUMNS`; a job whose process is gone is interrupted, and says why."""
    (
        job_id, kind, name, spec, status, pid, mark, created, started, ended, done, total, stage, error, result, out,
        attempt, place, keeper, keeper_mark, seen, unit, rate, eta, peak, needed, kills, ending, signal, cancel,
    ) = row  # fmt: skip
    failure = json_object(error)
    if status == "running" and not is_running(pid, mark):
        status, ended = "interrupted", ended or seen
        failure = why_vanished(job_id, mark, started, kills, peak, needed)
    elif status == "queued" and place is None and pid is not None and not is_running(pid, mark):
        status = "interrupted"  # whoever was about to run it is gone
    if status == "queued" and not is_running(keeper, keeper_mark):
        keeper = None  # it waits again
    return JobRecord(
        id=job_id, kind=kind, title=name, spec=spec, status=status, pid=pid, created=created, started=started,
        ended=ended, done=done, total=total, stage=stage, error=failure, result=json_object(result), out=Path(out),
        attempt=attempt, place=place, keeper=keeper, unit=unit, rate=rate, eta=eta, peak=peak, needed=needed,
        ending=ending, signal=signal, cancelling=bool(cancel) and status in ("queued", "running"),
    )  # fmt: skip


def attempt_of(row: Sequence[Any]) -> Attempt:
    """The attempt in a row of the table of attempts, without its first column."""
    number, started, ended, status, error, peak = row
    return Attempt(number, started, ended, status, json_object(error), peak)


def json_object(text: str | None) -> dict[str, Any] | None:
    """The JSON object in a text; None when there is none."""
    if not text:
        return None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
