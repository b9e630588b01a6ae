"""Start a worker process and follow it: asyncio, no Qt; works under `asyncio.run` and under qasync alike.

outcome = await run_job(job, on_event=print)                       # the plain way

client = WorkerClient(warm=True)                                   # or: torch loads while the form is filled
await client.start()
task = asyncio.create_task(client.run(job, on_event))
...
await client.cancel()                                              # 5 s asked, 3 s told, then killed
outcome = await task
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graftwork_core.errors import BadInput, GraftworkError
from graftwork_core.jobs import children
from graftwork_core.jobs.events import (
    MAX_LINE_BYTES,
    Cancelled,
    Detached,
    End,
    Error,
    Event,
    Hello,
    Progress,
    Result,
    Stage,
    parse_event,
)
from graftwork_core.jobs.log import Log
from graftwork_core.jobs.masking import masked
from graftwork_core.jobs.outcome import Ending, Exit, Outcome, decode, memory_kills, peak_memory
from graftwork_core.jobs.spec import Job, PromptJob, job_json
from graftwork_core.jobs.store import JobStore, StoreUnusable

__all__ = ["Ending", "Outcome", "WorkerClient", "run_job"]

ASKED_SECONDS: Final = 5.0
TOLD_SECONDS: Final = 3.0
_TAIL_LINES: Final = 200
_DETACH_SECONDS: Final = 5.0
_DRAIN_SECONDS: Final = 1.0
_POLL_SECONDS: Final = 0.2
_WORKER: Final = "graftwork_core.jobs.worker"
OnEvent = Callable[[Event], None]


async def run_job(
    job: Job,
    on_event: OnEvent,
    *,
    job_id: str | None = None,
    engine_python: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run one job in a worker process of its own. Cancelling the awaiting task cancels the worker.

    Args:
        job: What to do.
        on_event: Called on the event loop for every event, in order; must be quick.
        job_id: The record in the store that this run belongs to; when None, that of an unfinished run of the very
            same job, or a new one.
        engine_python: Another interpreter to run the worker with (a CUDA environment).
        environment: Additions to this process's environment (the Hub token goes here, never into the job).

    Raises:
        GraftworkError: When the worker cannot be started.
    """
    client = WorkerClient(engine_python=engine_python, environment=environment)
    return await client.run(job, on_event, job_id=job_id)


class WorkerClient:
    """One worker process, for one job.

    Attributes:
        hello: The worker's first event, once it came.
    """

    def __init__(
        self,
        *,
        warm: bool = False,
        engine_python: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing is started yet.

        Args:
            warm: Load torch while waiting for the job.
            engine_python: Another interpreter to run the worker with.
            environment: Additions to this process's environment.
        """
        self.hello: Hello | None = None
        self._command = _command(engine_python, warm)
        self._environment = children.environment(engine_python, environment)
        self._process: asyncio.subprocess.Process | None = None
        self._following: asyncio.Task[int] | None = None
        self._on_event: OnEvent | None = None
        self._log: Log | None = None
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._end: End | None = None
        self._stopped_by_us = False
        self._greeted, self._detached = asyncio.Event(), asyncio.Event()
        self._peak = 0
        self._peak_seen = 0.0
        self._kills_before = 0

    @property
    def pid(self) -> int | None:
        """The worker's process id while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if running and self._process else None

    async def start(self) -> None:
        """Start the process (with `warm`: it loads torch while it waits for its job).

        Raises:
            GraftworkError: When it cannot be started.
        """
        if self._process is not None:
            return
        self._kills_before = memory_kills()
        try:
            self._process = await children.start(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=MAX_LINE_BYTES,
                env=self._environment,
                **children.own_group(),
            )
        except OSError as error:
            what = f"The worker cannot be started with {self._command[0]}: {error.strerror or error}."
            raise BadInput(what, "Choose another engine interpreter.") from error
        self._following = asyncio.create_task(self._follow(self._process), name="worker")

    async def greet(self, seconds: float) -> Hello:
        """Start the process and wait until it says who it is (with `warm`: with torch), then end it.

        Raises:
            GraftworkError: When it cannot be started, ends without a word, or says nothing in that time.
        """
        await self.start()
        assert self._following is not None
        greeted = asyncio.create_task(self._greeted.wait())
        try:
            await asyncio.wait([greeted, self._following], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            greeted.cancel()
            is_over = self._following.done()
            await self.close()
        if self.hello is not None:
            return self.hello
        if not is_over:
            raise BadInput(f"{self._command[0]} says nothing within {seconds:.0f} s.", "Choose another interpreter.")
        kills = memory_kills() - self._kills_before
        _, error, _ = decode(Exit(None, await self._following, False, kills, tuple(self._tail)))
        said = error.message if error is not None else f"{self._command[0]} is no engine."
        raise BadInput(said, "Choose a Python that has Graftwork's requirements.")

    async def run(self, job: Job, on_event: OnEvent, *, job_id: str | None = None) -> Outcome:
        """Give the worker its job (starting it when it was not) and follow it to its end.

        Cancelling the task that awaits this cancels the worker.

        Args:
            job: What to do.
            on_event: Called on the event loop for every event, in order; must be quick.
            job_id: The record in the store that this run belongs to; see `run_job`.

        Raises:
            GraftworkError: When the worker cannot be started, or had a job already.
        """
        if self._on_event is not None:
            raise GraftworkError("A worker does one job only.", "Start another one.")
        self._on_event = on_event
        if self.hello is not None:
            self._tell(self.hello)
        await self.start()
        assert self._process is not None
        assert self._following is not None
        try:
            job_id = job_id or await asyncio.to_thread(_add_record, job)
            self._log = Log(job_id or f"worker-{self._process.pid}")
            for line in self._tail:
                self._log.write(line)
            await self._say({"type": "job", "id": job_id, "job": job_json(job)})
            status = await asyncio.shield(self._following)
        except asyncio.CancelledError:
            await self.cancel()
            await self._outcome(await self._following, job_id)
            raise
        return await self._outcome(status, job_id)

    async def cancel(self) -> None:
        """Ask the worker to stop; after 5 s tell it, after 3 s more kill it and its children. Waits for the end."""
        if self.pid is None or self._on_event is None:
            await self.close()
            return
        await self._say({"type": "cancel"})
        if await self._ends_within(ASKED_SECONDS):
            return
        self._stopped_by_us = True
        self._send_signal(signal.SIGTERM)
        if not await self._ends_within(TOLD_SECONDS):
            await self.close()

    async def detach(self) -> bool:
        """Let the worker finish its job alone; tells whether it does. `run` returns then, with that ending."""
        if self.pid is None or self._log is None:
            return False
        await self._say({"type": "detach"})
        with suppress(TimeoutError):
            await asyncio.wait_for(self._detached.wait(), _DETACH_SECONDS)
        if self._detached.is_set() and self._following is not None:
            await asyncio.wait([self._following])
        return self._detached.is_set()

    async def close(self) -> None:
        """End the process at once, whatever it does; quick for an idle one. What it wrote can be resumed."""
        if self._process is None or self._following is None:
            return
        if self.pid is not None and not self._detached.is_set():
            self._stopped_by_us = True
            self._kill_group(self._process.pid)
        await asyncio.wait([self._following])

    async def _follow(self, process: asyncio.subprocess.Process) -> int:
        """Read all the worker says, until it is gone; returns its exit status."""
        assert process.stdin
        assert process.stdout
        assert process.stderr
        readers = [
            asyncio.create_task(self._read_events(process.stdout)),
            asyncio.create_task(self._drain(process.stderr)),
        ]
        gone = asyncio.create_task(process.wait())
        # asyncio's wait() goes on until the pipes are closed, and a child of the worker may hold them.
        while (status := process.returncode) is None:
            await asyncio.wait([gone], timeout=_POLL_SECONDS)
            if self._detached.is_set():
                _let_go(process)
                await asyncio.wait(readers, timeout=_DRAIN_SECONDS)
                for task in (*readers, gone):
                    task.cancel()
                return 0
        _, unfinished = await asyncio.wait([*readers, gone], timeout=_DRAIN_SECONDS)
        if unfinished:
            self._kill_group(process.pid)
            _, unfinished = await asyncio.wait(unfinished, timeout=_DRAIN_SECONDS)
        for task in unfinished:
            task.cancel()
        process.stdin.close()
        with suppress(OSError):
            await process.stdin.wait_closed()
        return status

    async def _read_events(self, stdout: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await stdout.readline()
            except ValueError:
                self._keep("(a line on stdout that was too long)")
                continue
            if not line:
                return
            try:
                event = parse_event(line)
            except BadInput as error:
                self._keep(f"({error.message}) {line[:200].decode(errors='replace').rstrip()}")
                continue
            self._note(event)
            self._tell(event)

    async def _drain(self, stderr: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await stderr.readline()
            except ValueError:
                continue
            if not line:
                return
            self._keep(line.decode(errors="replace").rstrip())

    def _keep(self, line: str) -> None:
        self._tail.append(masked(line))
        if self._log is not None:
            self._log.write(line)

    def _note(self, event: Event) -> None:
        match event:
            case Hello():
                self.hello = event
                self._greeted.set()
            case Result() | Error() | Cancelled():
                self._end = event
            case Detached():
                self._detached.set()
            case Stage() | Progress() if self._process and time.monotonic() - self._peak_seen >= 1:
                self._peak_seen = time.monotonic()
                self._peak = max(self._peak, peak_memory(self._process.pid))
            case _:
                pass

    def _tell(self, event: Event) -> None:
        if self._on_event is None:
            return
        try:
            self._on_event(event)
        except Exception as exception:  # noqa: BLE001 - a fault of the listener must not cost the job
            what = {"message": "A listener failed on a worker's event.", "exception": exception}
            asyncio.get_running_loop().call_exception_handler(what)

    async def _say(self, order: dict[str, Any]) -> None:
        assert self._process
        assert self._process.stdin
        with suppress(ConnectionError):  # it is gone: its exit status tells
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            await self._process.stdin.drain()

    async def _ends_within(self, seconds: float) -> bool:
        assert self._following
        done, _ = await asyncio.wait([self._following], timeout=seconds)
        return bool(done)

    def _send_signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(number)

    def _kill_group(self, pid: int) -> None:
        if sys.platform == "win32":
            self._send_signal(signal.SIGTERM)  # a hard end there
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)

    async def _outcome(self, status: int, job_id: str | None) -> Outcome:
        if self._detached.is_set():
            if self._log is not None:
                self._log.close()
            return Outcome("detached", job_id=job_id)
        kills = memory_kills() - self._kills_before
        peak, needed = self._peak, 0
        if self._end is None and job_id is not None:
            peak, needed = await asyncio.to_thread(_memory_of, job_id, peak)
        exit_ = Exit(self._end, status, self._stopped_by_us, kills, tuple(self._tail), peak, needed)
        ending, error, name = decode(exit_)
        if self._end is None and job_id is not None:
            await asyncio.to_thread(_close_record, job_id, error or Cancelled(), ending, name, peak)
        if self._log is not None:
            self._log.close()
        return Outcome(
            ending=ending,
            exit_status=status,
            result=self._end if isinstance(self._end, Result) else None,
            error=error,
            signal=name,
            out_of_memory=ending == "killed" and error is not None and error.kind == "no_room",
            peak_memory=peak,
            log=self._log.path if self._log else None,
            log_tail=tuple(self._tail),
            job_id=job_id,
        )


def _command(engine_python: Path | None, warm: bool) -> list[str]:
    return [*children.command(engine_python, "--worker", _WORKER), *(["--warm"] if warm else [])]


def _add_record(job: Job) -> str | None:
    """The id of the job's record; None when it has none, or the store cannot be used (the worker warns of it)."""
    if isinstance(job, PromptJob):
        return None
    try:
        with JobStore() as store:
            return store.enrol(job)
    except StoreUnusable:
        return None


def _let_go(process: asyncio.subprocess.Process) -> None:
    """Close our ends of the pipes without asyncio's ending the process, which it does for one that it believes ours."""
    transport = process._transport  # type: ignore[attr-defined] # no public way leads to it
    owned: subprocess.Popen[bytes] = transport.get_extra_info("subprocess")
    owned.returncode = 0
    transport.close()


def _memory_of(job_id: str, peak: int) -> tuple[int, int]:
    """Bytes that the worker held at most and that were estimated, as far as the store knows more."""
    try:
        with JobStore() as store:
            record = store.get(job_id)
    except GraftworkError:
        return peak, 0
    return max(peak, record.peak), record.needed


def _close_record(job_id: str, end: End, ending: Ending, name: str | None, peak: int) -> None:
    """Write down how a worker ended that could not do so itself."""
    with suppress(GraftworkError), JobStore() as store:
        if store.get(job_id).status in ("queued", "interrupted"):
            store.finish(job_id, end, ending=ending, signal=name, peak=peak)
