"""What a job would do, asked of a process that has torch: it checks everything and times a piece of the work.

The process starts with the first question, ends when nobody has asked for a while and when a job begins, so that it
takes no memory from it. A question that nobody waits for any more is not answered; when the process fails, there is no
answer, and the page goes on with what it knows by itself.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from graftwork.aio import Tasks
from graftwork.engine_words import engine_words
from graftwork.runner import Runner
from graftwork_core.jobs.children import command, end, environment, own_group, start

if TYPE_CHECKING:
    from graftwork_core.jobs.spec import Job
    from graftwork_core.model.report import FitReport

IDLE_MS: Final = 45_000
_LINE_BYTES: Final = 1 << 22
_GRACE_S: Final = 2.0
_MODULE: Final = "graftwork_core.jobs.rehearser"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a dry run found.

    Attributes:
        seconds: About how long the job takes; None when there is nothing to estimate from.
        disk_needed: Bytes on the disk of the output.
        memory_needed: Bytes of memory at the peak, a bound from above.
        resumes: Whether an interrupted run of the very same job would be continued.
        notes: What else to know, one sentence each.
        report: How everything fits, as the job itself will see it.
        problem: Why the job cannot be done, one sentence; empty when it can.
        hint: What to do about it.
    """

    seconds: float | None = None
    disk_needed: int = 0
    memory_needed: int = 0
    resumes: bool = False
    notes: tuple[str, ...] = ()
    report: FitReport | None = None
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and the process that was asked."""

    process: asyncio.subprocess.Process
    answer: asyncio.Future[dict[str, Any] | None]


class Rehearsals(QObject):
    """Asks the process, and looks after it."""

    def __init__(self, tasks: Tasks, runner: Runner, command: Sequence[str] | None = None) -> None:
        """Make it; `command` starts another process than ours."""
        super().__init__()
        self._tasks, self._runner, self._own = tasks, runner, command
        self._engine: Path | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._waiting: dict[int, _Asked] = {}
        self._number = 0
        self._closed = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        runner.started.connect(self._on_idle)

    @property
    def is_running(self) -> bool:
        """Whether there is a process now."""
        return self._process is not None

    async def ask(self, job: Job) -> Rehearsed | None:
        """What the job would do; None when nobody can say. Cancel the task that awaits this to stop caring."""
        from graftwork_core.jobs.spec import job_json

        self._number += 1
        number = self._number
        self._idle.stop()
        try:
            asked = await self._say(number, {"id": number, "job": job_json(job)})
            answer = None if asked is None else await asked.answer
        finally:
            self._waiting.pop(number, None)
            if not self._waiting and not self._closed:
                self._idle.start()
        return None if answer is None else _read(answer)

    async def close(self) -> None:
        """End the process, and start no other."""
        self._closed = True
        self._idle.stop()
        await self._end()

    def _on_idle(self) -> None:
        if self._process is not None:
            self._tasks.spawn(self._end(), "end of rehearsals")

    async def _say(self, number: int, question: Mapping[str, Any]) -> _Asked | None:
        """Hand over a question, to a new process when there is none; None when that is not possible."""
        try:
            async with self._starting:
                if self._engine != self._runner.engine_python:
                    await self._end()
                if self._closed:
                    return None
                process = self._process or await self._start()
                asked = self._waiting[number] = _Asked(process, asyncio.get_running_loop().create_future())
            assert process.stdin is not None
            process.stdin.write((json.dumps(question) + "\n").encode())
            await process.stdin.drain()
        except OSError:
            return None
        return asked

    async def _start(self) -> asyncio.subprocess.Process:
        self._engine = self._runner.engine_python
        process = await start(
            *(self._own if self._own is not None else command(self._engine, "--rehearser", _MODULE)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE_BYTES,
            env=environment(self._engine),
            **own_group(),
        )
        self._process = process
        self._reading = self._tasks.spawn(self._read(process), "rehearsals")
        return process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Hand answers to whoever waits for them, until the process ends."""
        assert process.stdout is not None
        try:
            with suppress(ValueError):  # a line beyond every limit: no answer of ours
                while line := await process.stdout.readline():
                    self._hand_over(line)
        finally:
            if self._process is process:
                self._process = None
            for asked in self._waiting.values():  # another process may have been asked since
                if asked.process is process and not asked.answer.done():
                    asked.answer.set_result(None)
            await end(process)

    def _hand_over(self, line: bytes) -> None:
        with suppress(ValueError, AttributeError):
            answer = json.loads(line)
            asked = self._waiting.get(answer.get("id"))
            if asked is not None and not asked.answer.done():
                asked.answer.set_result(answer)

    async def _end(self) -> None:
        process, reading = self._process, self._reading
        if process is None or reading is None:
            return
        self._process = None
        if process.stdin is not None:
            process.stdin.close()
        # It may be in the middle of an answer, and then hears nothing.
        _, late = await asyncio.wait([reading], timeout=_GRACE_S)
        if late:
            with suppress(ProcessLookupError):
                process.kill()
            await asyncio.wait([reading])


def _read(answer: Mapping[str, Any]) -> Rehearsed | None:
    """An answer of the process as a value; None when it is none."""
    from graftwork_core.model.report import FitReport, FitRow, Severity

    try:
        if error := answer.get("error"):
            return Rehearsed(problem=engine_words(str(error["message"])), hint=engine_words(str(error["hint"])))
        rows = tuple(
            FitRow(Severity(row["severity"]), row["topic"], row["values"], row["message"], row["advice"])
            for row in answer["fit"]["rows"]
        )
        seconds = answer["seconds"]
        return Rehearsed(
            seconds=None if seconds is None else float(seconds),
            disk_needed=int(answer["disk_needed"]),
            memory_needed=int(answer["memory_needed"]),
            resumes=bool(answer["resumes"]),
            notes=tuple(engine_words(str(note)) for note in answer["notes"]),
            report=FitReport(rows),
        )
    except (KeyError, TypeError, ValueError):
        return None
