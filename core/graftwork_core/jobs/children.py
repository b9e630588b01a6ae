"""Processes of asyncio that are neither lost nor left behind, however often their task is cancelled.

asyncio itself gives up a process that is being started, or waited for, when a second cancellation comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


async def start(*command: str, **options: Any) -> asyncio.subprocess.Process:
    """Start a process, as `asyncio.create_subprocess_exec` does; it is ended when nobody wants it any more by then.

    Raises:
        OSError: When it cannot be started.
    """
    starting = asyncio.ensure_future(asyncio.create_subprocess_exec(*command, **options))
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        with suppress(OSError):
            await end(await whole(starting))
        raise


async def end(process: asyncio.subprocess.Process, seconds: float = 0.0) -> None:
    """Close what the process hears, give it some seconds, kill it, and wait until it is gone."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        if seconds:
            await asyncio.wait_for(asyncio.shield(asyncio.ensure_future(process.wait())), seconds)
    except TimeoutError:
        pass
    finally:
        # Kills what still runs, and closes the pipes: asyncio waits for those, too, and nobody may be reading them.
        process._transport.close()  # type: ignore[attr-defined] # no public way leads to it
        await whole(process.wait())


async def whole(work: Awaitable[T]) -> T:
    """Wait for work to its end; a cancellation that comes meanwhile takes effect then."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # or it would be reported as never retrieved
        raise cancelled
    return task.result()
