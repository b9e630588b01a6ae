"""Run a job in this process and show it: as text with a progress bar, or as JSON lines."""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass

import typer

from graftwork_core import __version__
from graftwork_core.cli.screen import Screen, show_end
from graftwork_core.cli.text import tell
from graftwork_core.jobs.events import (
    PROTOCOL,
    Cancelled,
    End,
    Error,
    Event,
    Hello,
    Result,
    exit_status,
    numbered,
    to_line,
)
from graftwork_core.jobs.run import check
from graftwork_core.jobs.spec import Job


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command behaves.

    Attributes:
        json: One JSON object a line on stdout.
        quiet: Nothing but errors.
        dry_run: Check, print, touch nothing.
    """

    json: bool = False
    quiet: bool = False
    dry_run: bool = False


def do(job: Job, manner: Manner, job_id: str | None = None) -> None:
    """Do what a command asks for; returns when it was done.

    Raises:
        typer.Exit: With the exit status, when it was not.
        GraftworkError: When a dry run finds that it cannot be done.
    """
    if manner.dry_run:
        _rehearse(job, manner)
        return
    end, _ = perform(job, manner, job_id)
    if exit_status(end):
        raise typer.Exit(exit_status(end))


def perform(job: Job, manner: Manner, job_id: str | None = None, *, told: bool = True) -> tuple[End, str | None]:
    """Run a job with a record in the store, and show it; returns how it ended, and its record's id.

    Args:
        job: What to do.
        manner: How to show it.
        job_id: The record that it belongs to.
        told: Whether its result is printed; the caller tells it otherwise.
    """
    from graftwork_core.jobs.record import Recording

    stop = _Stop()
    with Screen(job, quiet=manner.quiet or manner.json) as screen:
        show = _JsonLines() if manner.json else screen.show
        with Recording(job, show, stop.asked.is_set, job_id) as recording:
            stop.obey()
            if isinstance(show, _JsonLines):
                show(_hello())
            end = recording.run()
    if told or not isinstance(end, Result):
        _conclude(job, end, manner, recording.id)
    return end, recording.id


class _Stop:
    """The first Ctrl-C (or SIGTERM) asks the job to stop, the second ends the process."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def obey(self) -> None:
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)

    def _on_signal(self, number: int, frame: object) -> None:
        if self.asked.is_set():
            # Not through `print`: the signal may have come in the middle of one.
            with suppress(OSError):
                os.write(2, b"\nStopped. Run the same command again to continue where it stopped.\n")
            os._exit(130)
        self.asked.set()
        with suppress(OSError):
            os.write(2, b"\nStopping after the present piece; Ctrl-C again stops at once.\n")


class _JsonLines:
    """Prints every event as one line; a reader that went away does not stop the job."""

    def __init__(self) -> None:
        self._seq = 0
        self._gone = False

    def __call__(self, event: Event) -> None:
        if self._gone:
            return
        self._seq += 1
        try:
            sys.stdout.write(to_line(numbered(event, self._seq)))
            sys.stdout.flush()
        except OSError:
            self._gone = True
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _hello() -> Hello:
    return Hello(PROTOCOL, __version__, platform.python_version(), os.getpid())


def _conclude(job: Job, end: End, manner: Manner, job_id: str | None) -> None:
    """Say how it ended, on stderr when it did not end well."""
    if isinstance(end, Error) and end.kind == "does_not_fit" and not manner.quiet:
        _show_misfits(job)
    if isinstance(end, Cancelled) and job_id is not None:
        end = Cancelled(end.message, f"Run the same command again to resume it, or: graftwork jobs resume {job_id}")
    show_end(end, quiet=manner.quiet or manner.json, log_name=job_id)


def _show_misfits(job: Job) -> None:
    """The rows that say why, when the models can be compared at all."""
    from graftwork_core.cli.tables import fit_lines
    from graftwork_core.errors import GraftworkError

    with suppress(GraftworkError):
        report, _ = check(job)
        if report.blocking:
            for line in (*fit_lines(report, colour=sys.stderr.isatty()), ""):
                typer.echo(line, err=True)


def _rehearse(job: Job, manner: Manner) -> None:
    from graftwork_core.cli.tables import fit_lines, preflight_lines
    from graftwork_core.gate import refuse_misfits, refuse_too_little_room
    from graftwork_core.jobs.rehearsal import rehearsal_json
    from graftwork_core.reporting import Silent

    report, preflight = check(job)
    if manner.json:
        content = {"type": "dry_run", **rehearsal_json(job, report, preflight)}
        typer.echo(json.dumps(content, ensure_ascii=False))
    elif not manner.quiet:
        tell((*fit_lines(report, colour=sys.stdout.isatty()), "", *preflight_lines(preflight)))
    refuse_misfits(report, Silent(), force=getattr(job.options, "force", False))
    refuse_too_little_room(preflight, Silent())
