"""Faults of our own: every unexpected exception is shown once, wherever it came from, and ends nothing."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from graftwork.details import Failure, failure_of, report
from graftwork.messages import Message

KEY: Final = "crash"
_MOST: Final = 20
Report = Callable[[BaseException], None]
Site = tuple[str, ...]


class Crashes:
    """Remembers what was shown, so that a fault that comes again and again is shown once."""

    def __init__(self) -> None:
        self._seen: set[Site] = set()
        self._failures: list[Failure] = []

    def message(self, error: BaseException) -> Message | None:
        """What to show of an exception; None when it was shown before."""
        site = _site(error)
        if site in self._seen:
            return None
        self._seen.add(site)
        failure = _failure(error)
        self._failures = [*self._failures, failure][-_MOST:]
        hint = failure.hint
        if len(self._failures) > 1:
            more = QCoreApplication.translate("Crashes", "The details tell of the faults before it, too.")
            hint = f"{hint} {more}"
        return Message(KEY, failure.message, hint, "failure", details=self._report)

    def _report(self) -> str:
        return "\n".join(report(failure) for failure in reversed(self._failures))


def catch_everything(loop: asyncio.AbstractEventLoop, tell: Report) -> Callable[[], None]:
    """Let `tell` hear, on the window's thread, of every exception that nobody caught: in slots, threads, destructors.

    Returns:
        Puts everything back as it was.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    owner = threading.get_ident()

    def pass_on(error: BaseException) -> None:
        if threading.get_ident() == owner:
            tell(error)
        else:
            with suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                loop.call_soon_threadsafe(tell, error)

    def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        pass_on(error)

    def on_thread(found: threading.ExceptHookArgs) -> None:
        threading.__excepthook__(found)
        if found.exc_value is not None:
            pass_on(found.exc_value)

    def on_unraisable(found: Any) -> None:
        sys.__unraisablehook__(found)
        if found.exc_value is not None:
            pass_on(found.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = on_exception, on_thread, on_unraisable

    def put_back() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return put_back


def _failure(error: BaseException) -> Failure:
    try:
        return failure_of(error)
    except Exception:  # noqa: BLE001 - an exception that cannot even be printed is shown by its name
        text = QCoreApplication.translate("details", "Something went wrong inside Graftwork: {error}")
        return Failure(text.format(error=type(error).__name__))


def _site(error: BaseException) -> Site:
    """Where an exception comes from: the same fault with other values in its text is the same."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        with suppress(Exception):
            return (type(error).__name__, str(error))
    return (type(error).__name__, *(f"{frame.filename}:{frame.lineno}" for frame in frames))
