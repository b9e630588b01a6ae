"""A login in the browser: the code to type there, large, the page, and how long it is still good."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from graftwork.amounts import duration
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import ElidedLabel, label

_TICK_MS: Final = 1000


class DeviceCode(QFrame):
    """Shows one code while somebody types it.

    Signals:
        given_up: The user does not want to wait any longer.
    """

    given_up = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._ends = clock, 0.0
        self._link = ""
        self.setProperty("role", "notice")
        self.code = label("", "code")
        self.page = ElidedLabel(role="muted")
        self.left = label("", "muted")
        self.copy = Button(self.tr("Copy the code"), "copy")
        self.open = Button(self.tr("Open the page"), "open")
        self.cancel = Button(self.tr("Stop waiting"), role="quiet")
        self.copy.clicked.connect(self._on_copy)
        self.open.clicked.connect(self._on_open)
        self.cancel.clicked.connect(self.given_up)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.copy, self.open, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 13)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Open this page in your browser, and type the code:"), wrap=True))
        for widget in (self.page, self.code, self.left):
            column.addWidget(widget)
        column.addLayout(buttons)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tell)

    def show_code(self, code: str, page: str, link: str, seconds: float) -> None:
        """Show this code; the link leads to the page with the code typed in already."""
        self._link, self._ends = link, self._clock() + seconds
        self.code.setText(code)
        self.code.setAccessibleName(self.tr("Code: {code}").format(code=" ".join(code)))
        self.page.setText(page)
        self.copy.setText(self.tr("Copy the code"))
        self.copy.setAccessibleDescription(code)
        self._tell()
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Count down while somebody looks."""
        super().showEvent(event)
        self._timer.start()
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _tell(self) -> None:
        left = max(0, ceil(self._ends - self._clock()))
        self.left.setText(self.tr("Waiting for you; the code is good for {time}.").format(time=duration(left)))

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.code.text())
        self.copy.setText(self.tr("Copied"))

    def _on_open(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self._link)):
            self.left.setText(self.tr("No program to show pages was found: open the address yourself."))
