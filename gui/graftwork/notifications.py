"""The desktop tells that a job ended, when nobody looks at the window."""

from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from graftwork import icons
from graftwork.aio import Tasks
from graftwork.bus import Bus, NoBus, Writer, session_address

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_NORMAL = 1
_LONGEST = 400


class Notifier(QObject):
    """Tells things through the desktop: its notification service on Linux, else the tray; the task bar in any case.

    Signals:
        told: How: "bus", "tray", or "" when the desktop has neither.
    """

    told = Signal(str)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window = tasks, window
        self._bus: Bus | None = None
        self._in_use = threading.Lock()
        self._tray: QSystemTrayIcon | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether the window is not in front."""
        return QApplication.activeWindow() is None

    def tell(self, title: str, text: str) -> None:
        """Tell something, if the window is not in front. Does not wait for the desktop."""
        if self.is_wanted:
            QApplication.alert(self._window)
            self._tasks.spawn(self._tell(title, text), "notification")

    def close(self) -> None:
        """Tell nothing more."""
        with self._in_use:
            if self._bus is not None:
                self._bus.close()
                self._bus = None
        if self._tray is not None:
            self._tray.hide()

    async def _tell(self, title: str, text: str) -> None:
        if sys.platform not in ("win32", "darwin") and session_address():
            with suppress(NoBus):
                await asyncio.to_thread(self._call, title, text)
                self.told.emit("bus")
                return
        self.told.emit("tray" if self._show_in_tray(title, text) else "")

    def _show_in_tray(self, title: str, text: str) -> bool:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        if self._tray is None:
            self._tray = QSystemTrayIcon(icons.application_icon(), self)
        self._tray.show()
        self._tray.showMessage(title, text)
        return True

    def _call(self, title: str, text: str) -> None:
        """Ask the notification service; once more on a new connection, where the old one was cut."""
        with self._in_use:
            for attempt in (1, 2):
                is_new = self._bus is None
                try:
                    self._bus = self._bus or Bus()
                    self._bus.call(_SERVICE, _PATH, _SERVICE, "Notify", "susssasa{sv}i", _notification(title, text))
                    return
                except NoBus:
                    if self._bus is not None:
                        self._bus.close()
                        self._bus = None
                    if is_new or attempt == 2:
                        raise


def _notification(title: str, text: str) -> Writer:
    body = Writer()
    body.text("Graftwork")
    body.unsigned(0)  # it takes no other's place
    body.text("graftwork")
    body.text(title[:_LONGEST])
    body.text(_plain(text[:_LONGEST]))
    body.texts(())
    body.hints({"desktop-entry": "graftwork", "category": "transfer.complete", "urgency": _NORMAL})
    body.signed(-1)  # the desktop's own time
    return body


def _plain(text: str) -> str:
    """The service reads simple markup; a name with a "<" in it is none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
