"""What a test may leave behind: no thread, no process, no timer that still runs."""

from __future__ import annotations

import gc
import os
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from shiboken6 import Shiboken

GRACE_S = 5.0
_STEP_S = 0.01


def threads() -> set[threading.Thread]:
    """The live threads, except those that asyncio leaves to wait for a process: they end with it."""
    return {one for one in threading.enumerate() if one.is_alive() and not one.name.startswith("waitpid")}


def children() -> dict[int, str]:
    """The live processes that this one has started, and their command lines; Linux only."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, *_ = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if int(parent) == os.getpid() and state not in "ZX":
                found[int(folder.name)] = (
                    (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                )
        except (OSError, ValueError):
            continue
    return found


def timers() -> dict[int, str]:
    """The running timers that nobody owns, or whose owner is no part of the application: by address, with a name."""
    return {
        Shiboken.getCppPointer(timer)[0]: f"{_path(timer)}, every {timer.interval()} ms"
        for timer in Shiboken.getAllValidWrappers()
        if isinstance(timer, QTimer) and Shiboken.isValid(timer) and timer.isActive()
    }


def settle() -> None:
    """Destroy what is to be destroyed."""
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


class Before:
    """What there was before a test, to compare with what there is after it."""

    def __init__(self) -> None:
        self._threads, self._children, self._timers = threads(), children(), timers()

    def left(self) -> list[str]:
        """What is there now and was not; processes and threads have a moment to end."""
        settle()
        deadline = time.monotonic() + GRACE_S
        while (found := self._new()) and time.monotonic() < deadline:
            time.sleep(_STEP_S)  # others end by themselves; nothing here could wake us
        return found

    def _new(self) -> list[str]:
        new_timers = timers()
        return [
            *(f"thread {one.name}" for one in threads() - self._threads),
            *(f"process {pid}: {command}" for pid, command in children().items() if pid not in self._children),
            *(f"timer {name}" for address, name in new_timers.items() if address not in self._timers),
        ]


def _path(timer: QTimer) -> str:
    names: list[str] = []
    one: QObject | None = timer
    while one is not None:
        names.append(type(one).__name__)
        one = one.parent()
    return " of ".join(names)
