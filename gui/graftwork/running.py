"""What the window knows of the jobs that run in it: how far they are, that they wait, how they ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication

from graftwork.details import Failure
from graftwork.engine_words import engine_words
from graftwork_core.jobs import events

if TYPE_CHECKING:
    from graftwork_core.jobs.client import Outcome
    from graftwork_core.jobs.queue import Held


@dataclass(frozen=True, slots=True)
class Hitch:
    """Why a transfer does not get on.

    Attributes:
        seconds: Until the next attempt, when there is a reason; else since something came last.
        reason: What went wrong, as the engine says it; empty when it is only silence.
    """

    seconds: float
    reason: str = ""


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
        hitch: Why it does not get on; None when it does.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    bytes_per_s: float | None = None
    eta_s: float | None = None
    unit: str = "bytes"
    hitch: Hitch | None = None


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
        title: Its short name.
        alone: It goes on without the window.
    """

    job: Mapping[str, Any]
    result: Mapping[str, Any] | None = None
    out: str = ""
    cancelled: bool = False
    failure: Failure | None = None
    warnings: tuple[str, ...] = ()
    job_id: str | None = None
    title: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """A job that has to wait.

    Attributes:
        job_id: Its record; None when there is no store.
        title: Its short name.
        place: Its place in the queue, from 1.
    """

    job_id: str | None
    title: str
    place: int


GROUPS: Final = {"graft": ("extract", "merge", "graft"), "haystack": ("haystack", "sweep", "prompt")}
"""Kinds of jobs that one page shows, one job at a time; every other kind is a group of its own."""


@dataclass(eq=False)
class Run:
    """A job that runs here.

    Attributes:
        held: What the queue knows of it.
        job: The job as JSON.
        latest: How far it is.
        told: How far it was when somebody heard of it.
        interrupted: The stage that goes on once a model is loaded; empty when none was interrupted.
        warnings: What the engine warned of, in the window's words.
        metrics: Figures that nobody heard of yet.
        transfers: Files that travel, and what keeps each of them from it; None when nothing does.
    """

    held: Held
    job: Mapping[str, Any]
    latest: Progressed = Progressed()
    told: Progressed = Progressed()
    interrupted: str = ""
    warnings: list[str] = field(default_factory=list)
    metrics: list[events.Metric] = field(default_factory=list)
    transfers: dict[str, Hitch | None] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """What one page shows at a time."""
        kind = str(self.job.get("kind", ""))
        return next((name for name, kinds in GROUPS.items() if kind in kinds), kind)


def judged(run: Run, outcome: Outcome) -> Ended:
    """What a page is told of a job's end."""
    ended = Ended(
        run.job,
        warnings=tuple(dict.fromkeys(run.warnings)),
        job_id=run.held.job_id or outcome.job_id,
        title=run.held.title,
        cancelled=outcome.ending == "cancelled",
        alone=outcome.ending == "detached",
    )
    if outcome.ending == "done" and outcome.result is not None:
        return replace(ended, result=dict(outcome.result.data), out=outcome.result.out)
    if ended.cancelled or ended.alone:
        return ended
    error, silent = outcome.error, QCoreApplication.translate("Runner", "The engine ended without a word.")
    failure = Failure(
        message=engine_words(error.message) if error else silent,
        hint=engine_words(error.hint) if error else "",
        details=error.details if error else "",
        job=run.job,
        log=outcome.log_tail,
        engine=_engine(run.held.client.hello if run.held.client is not None else None),
        resumable=error is not None and error.exit_status == 1,
    )
    return replace(ended, failure=failure)


def _engine(hello: events.Hello | None) -> dict[str, str]:
    if hello is None:
        return {}
    known = {"Engine": hello.graftwork, "Engine's Python": hello.python, "torch": hello.torch, "Device": hello.device}
    return {name: value for name, value in known.items() if value}


def hitch_after(run: Run, metric: events.Metric) -> Hitch | None:
    """What keeps a run's transfers from getting on, after the engine told this figure."""
    figures = metric.figures
    match metric.name:
        case "transfer":
            silence = figures.get("stalled_s")
            silent = Hitch(float(silence)) if isinstance(silence, int | float) and silence > 0 else None
            return _hitch_of(run) or silent
        case "waiting":
            return _pause(figures)
        case name if "state" in figures:
            match figures["state"]:
                case "running" | "verifying" | "checking":
                    run.transfers[name] = None
                case "retrying":
                    run.transfers[name] = _pause(figures)
                case _:
                    run.transfers.pop(name, None)
            return _hitch_of(run)
        case _:
            return run.latest.hitch


def _hitch_of(run: Run) -> Hitch | None:
    """The pause that ends first, when every file under way has one."""
    pauses = [hitch for hitch in run.transfers.values() if hitch is not None]
    return min(pauses, key=lambda one: one.seconds) if pauses and len(pauses) == len(run.transfers) else None


def _pause(figures: Mapping[str, Any]) -> Hitch:
    seconds = figures.get("seconds_left")
    return Hitch(float(seconds) if isinstance(seconds, int | float) else 0.0, str(figures.get("reason") or ""))


def json_object(text: str) -> dict[str, Any]:
    """The JSON object in a text; an empty one when it is none."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
