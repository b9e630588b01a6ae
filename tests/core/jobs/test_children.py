"""Processes are neither lost nor left behind, however often their task is cancelled."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Coroutine
from typing import Any

import pytest

from graftwork_core.jobs import children

SILENT = (sys.executable, "-c", "input()")
LOUD = (sys.executable, "-c", "while True: print('x' * 10000)")


def run(work: Coroutine[Any, Any, None]) -> None:
    """asyncio's own complaints of what is left over are errors in these tests."""
    asyncio.run(asyncio.wait_for(work, 30))


async def cancelled_often(task: asyncio.Task[Any], times: int) -> None:
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("turns", range(8))
@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_process_whose_start_is_cancelled_is_ended(turns: int, times: int) -> None:
    async def story() -> None:
        made: list[Process] = []

        async def begin() -> None:
            made.append(await children.start(*SILENT, stdin=PIPE, stdout=PIPE))
            try:
                await asyncio.Event().wait()
            finally:
                await children.end(made[0])

        task = asyncio.ensure_future(begin())
        for _ in range(turns):
            await asyncio.sleep(0)
        await cancelled_often(task, times)
        assert all(process.returncode is not None for process in made)

    run(story())


def test_whether_it_has_ended_is_left_to_asyncio(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks the system takes the exit status away, and asyncio complains of an unknown child."""

    def asked(process: subprocess.Popen[bytes]) -> None:
        raise AssertionError("the system was asked")

    async def story() -> None:
        process = await children.start(*SILENT, stdin=PIPE, stdout=PIPE)
        with monkeypatch.context() as patch:
            patch.setattr(subprocess.Popen, "poll", asked)
            await children.end(process)

    run(story())


def test_one_that_nobody_reads_is_ended() -> None:
    async def story() -> None:
        process = await children.start(*LOUD, stdin=PIPE, stdout=PIPE, limit=1000)
        assert process.stdout is not None
        await process.stdout.readexactly(1000)
        await children.end(process)
        assert process.returncode is not None

    run(story())


def test_one_that_ends_by_itself_when_asked_may_do_so() -> None:
    async def story() -> None:
        code = "import sys\nsys.stdin.read()\nsys.exit(7)"
        process = await children.start(sys.executable, "-c", code, stdin=PIPE)
        await children.end(process, 20)
        assert process.returncode == 7
        await children.end(process)

    run(story())


def test_one_that_does_not_hear_is_killed() -> None:
    async def story() -> None:
        process = await children.start(sys.executable, "-c", "import time; time.sleep(60)", stdin=PIPE)
        await children.end(process, 0.05)
        assert process.returncode is not None

    run(story())


def test_one_that_cannot_be_started_says_so() -> None:
    async def story() -> None:
        with pytest.raises(FileNotFoundError):
            await children.start("/nothing/of/this/name")

    run(story())


def test_a_failure_of_the_whole_is_raised_and_a_cancellation_goes_before() -> None:
    async def failing(gate: asyncio.Event) -> None:
        await gate.wait()
        raise ValueError("no")

    async def story() -> None:
        gate = asyncio.Event()
        gate.set()
        with pytest.raises(ValueError, match="no"):
            await children.whole(failing(gate))
        gate.clear()
        task = asyncio.ensure_future(children.whole(failing(gate)))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
        gate.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    run(story())
