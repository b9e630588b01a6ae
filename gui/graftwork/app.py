"""Starts the window, lets it run, and ends everything that it started."""

from __future__ import annotations

import asyncio
import faulthandler
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from graftwork import aio, icons
from graftwork.crashes import Crashes, catch_everything
from graftwork.engine import Engine
from graftwork.garbage import GarbageCollector
from graftwork.language import Language
from graftwork.library import Library
from graftwork.messages import Message
from graftwork.rehearsal import Rehearsals
from graftwork.runner import Runner
from graftwork.services import Services
from graftwork.settings import Settings
from graftwork.theme import Theme
from graftwork.window import MainWindow

if TYPE_CHECKING:
    from graftwork_core.jobs.queue import Client

SWITCH_SECONDS: Final = 0.001


class Application:
    """Everything that lives as long as the window."""

    def __init__(self, app: QApplication, make_client: Callable[[], Client] | None = None) -> None:
        settings = Settings()
        self.crashes = Crashes()
        self.language = Language(app, settings.language)
        self.tasks = aio.Tasks(self.report)
        runner = Runner(self.tasks, make_client, parallel=settings.parallel, engine_python=settings.engine_python)
        self.services = Services(
            tasks=self.tasks,
            engine=Engine(),
            runner=runner,
            settings=settings,
            theme=Theme(app, settings.theme),
            library=Library(self.tasks, settings),
            rehearsals=Rehearsals(self.tasks, runner),
        )
        self.window = MainWindow(self.services)
        self.services.theme.dress()
        self._say_of_settings()

    def report(self, error: BaseException) -> None:
        """Show an exception that nobody caught, once. The window goes on."""
        message = self.crashes.message(error)
        if message is not None:
            self.services.messages.say(message)

    def _say_of_settings(self) -> None:
        settings, message = self.services.settings, None
        if settings.damaged is not None:
            text = QCoreApplication.translate("Application", "The settings file was damaged, so the defaults are used.")
            hint = QCoreApplication.translate("Application", "The old file is kept as {file}.")
            message = Message("settings", text, hint.format(file=settings.damaged), "warning")
        elif settings.problem:
            text = QCoreApplication.translate("Application", "The settings cannot be read, so the defaults are used.")
            message = Message("settings", text, settings.problem, "warning")
        if message is not None:
            self.services.messages.say(message)

    async def run(self) -> None:
        """Show the window and stay until it is closed; then end tasks and workers."""
        loop = asyncio.get_running_loop()
        closed = asyncio.Event()
        self.window.closed.connect(closed.set)
        loop.set_exception_handler(self._on_loop_error)
        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, closed.set)
        self.window.show()
        garbage = GarbageCollector()
        self.tasks.spawn(self._warm_up(garbage), "warm up")
        await closed.wait()
        self.services.settings.geometry = self.window.saveGeometry()
        self.window.hide()
        self.window.notifier.close()
        await self.services.library.close()
        if self.services.rehearsals is not None:
            await self.services.rehearsals.close()
        await self.services.runner.close()
        await self.services.hub.close()
        await self.tasks.close()
        self.services.settings.sync()
        garbage.stop()

    async def _warm_up(self, garbage: GarbageCollector) -> None:
        await self.services.engine.warm_up()
        garbage.settle()
        self.services.library.scan()
        self.services.runner.history.start()
        self.window.status.read()

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        self.report(error if isinstance(error, BaseException) else RuntimeError(str(context.get("message"))))


def main(arguments: Sequence[str]) -> int:
    """Open the window; returns when it is closed.

    Returns:
        The exit status: 0.
    """
    faulthandler.enable()
    # A thread that reads headers in Python gives way to the window after this time.
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication(list(arguments))
    app.setApplicationName("Graftwork")
    app.setDesktopFileName("graftwork")
    app.setWindowIcon(icons.application_icon())
    app.setQuitOnLastWindowClosed(False)
    loop = aio.new_loop(app)
    asyncio.set_event_loop(loop)
    application = Application(app)

    put_back = catch_everything(loop, application.report)
    try:
        loop.run_until_complete(application.run())
    finally:
        put_back()
        loop.close()
    return 0
