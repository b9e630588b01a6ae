"""The engine's own processes: how they are started, and that they are neither lost nor left behind.

asyncio itself gives up a process that is being started, or waited for, when a second cancellation comes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import graftwork_core

T = TypeVar("T")


def command(python: Path | None, option: str, module: str) -> list[str]:
    """How a module of the engine is started as a program of its own.

    Args:
        python: The interpreter; None for this program's own.
        option: What the packaged program, which has no interpreter to name, knows it by.
        module: Its name.
    """
    if python is None and getattr(sys, "frozen", False):
        return [sys.executable, option]
    # -P: a file called torch.py in the present folder must not be taken for a module.
    return [str(python or sys.executable), "-u", "-P", "-m", module]


def environment(python: Path | None, additions: Mapping[str, str] | None = None) -> dict[str, str]:
    """What it finds in its environment: from a checkout another interpreter runs the same source."""
    found = {**os.environ, "PYTHONUTF8": "1", **(additions or {})}
    source = Path(graftwork_core.__file__).resolve().parent.parent
    if python is not None and source.name not in ("site-packages", "dist-packages"):
        known = found.get("PYTHONPATH")
        found["PYTHONPATH"] = f"{source}{os.pathsep}{known}" if known else str(source)
    return found


def own_group() -> dict[str, Any]:
    """Options that make it the first of a group: what Ctrl-C in a terminal ends is not it, and it ends with its own."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


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
        if process.returncode is None:
            _kill(process)
        # asyncio waits for the pipes, too, and nobody may be reading them.
        for number in range(3):
            pipe = process._transport.get_pipe_transport(number)  # type: ignore[attr-defined] # no public way leads to it
            if pipe is not None:
                pipe.close()
        await whole(process.wait())


def _kill(process: asyncio.subprocess.Process) -> None:
    """Kill it. `process.kill` would first look whether it has ended, and take its status away from asyncio."""
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.kill(process.pid, signal.SIGKILL)


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
