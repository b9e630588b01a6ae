"""Tasks live until they end, failures are told, and only the newest work counts."""

from __future__ import annotations

import asyncio
import gc
import weakref

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from graftwork.aio import Newest, Tasks, new_loop
from tests.gui.fakes import until


async def test_a_task_that_only_waits_for_itself_is_not_collected() -> None:
    tasks = Tasks(lambda error: None)
    done = []

    async def wait() -> None:
        future = asyncio.get_running_loop().create_future()
        reference = weakref.ref(future)
        asyncio.get_running_loop().call_later(0.01, lambda: (found := reference()) and found.set_result(None))
        await future
        done.append(True)

    tasks.spawn(wait())
    await asyncio.sleep(0)
    gc.collect()
    await until(lambda: len(tasks) == 0)
    assert done


async def test_a_failure_reaches_the_handler_once() -> None:
    errors: list[BaseException] = []
    tasks = Tasks(errors.append)

    async def fail() -> None:
        raise ValueError("broken")

    tasks.spawn(fail())
    await until(lambda: errors)
    assert [str(error) for error in errors] == ["broken"]


async def test_newer_work_ends_older_work() -> None:
    tasks = Tasks(lambda error: None)
    newest, seen = Newest(tasks), []
    gate = asyncio.Event()

    async def work(name: str) -> None:
        await gate.wait()
        seen.append(name)

    newest.start(work("old"))
    await asyncio.sleep(0)
    newest.start(work("new"))
    gate.set()
    await until(lambda: seen)
    assert seen == ["new"]
    newest.start(work("unwanted"))
    newest.cancel()
    await until(lambda: len(tasks) == 0)
    assert seen == ["new"]


async def test_closing_cancels_what_runs_and_waits() -> None:
    tasks = Tasks(lambda error: None)
    ended = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    tasks.spawn(work())
    await asyncio.sleep(0)
    await tasks.close()
    assert ended == [True]
    assert len(tasks) == 0


def test_nothing_turns_when_the_work_has_ended(qapp: QApplication) -> None:
    """qasync turns Qt's loop once more, and what fires then finds no running loop."""
    loop = new_loop(qapp)
    found: list[object] = []

    async def begin() -> None:
        for _ in range(3):
            QTimer.singleShot(0, lambda: found.append(asyncio.get_running_loop()))

    try:
        loop.run_until_complete(begin())
        assert set(found) <= {loop}
        loop.run_until_complete(asyncio.sleep(0.01))
        assert found == [loop] * 3
    finally:
        loop.close()
