"""What happens to running jobs when somebody closes the window: they finish without it, are cancelled, or it stays."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from graftwork import colours, icons
from graftwork.details import Failure, failure_of
from graftwork.messages import failed
from graftwork.services import Services
from graftwork.wording import joined


class Leaving(QObject):
    """Asks, and does as it is told.

    Signals:
        ready: The window may go.
    """

    ready = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        self._box: QMessageBox | None = None
        self._is_under_way = False

    def ask(self) -> bool:
        """Ask, unless nothing runs here; tells whether there is something to wait for."""
        if not self._services.runner.is_running:
            return False
        if self._box is None and not self._is_under_way:
            self._box = self._make()
            self._box.open()
        return True

    def _make(self) -> QMessageBox:
        runner = self._services.runner
        running, waiting = max(1, runner.running), len(runner.history.waiting)
        text = self.tr("A job is running. What shall happen to it?")
        if running > 1:
            text = self.tr("{count} jobs are running. What shall happen to them?").format(count=running)
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Jobs are running"))
        box.setIconPixmap(
            icons.pixmap("info", colours.colours().accent, 32, max(2.0, self._window.devicePixelRatioF()))
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        more = [
            self.tr("In the background, work goes on without the window; the next start shows how it went."),
            self.tr("A cancelled job keeps what it has done and can be resumed."),
        ]
        if waiting:
            more.insert(1, self.tr("The queue ({count}) goes on, too.").format(count=waiting))
        box.setInformativeText(joined(*more))
        behind = box.addButton(self.tr("Finish in the background"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(self.tr("Cancel and quit"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        behind.setEnabled(runner.can_leave)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        behind.clicked.connect(self._on_behind)
        cancel.clicked.connect(self._on_cancel)
        box.destroyed.connect(self._on_gone)
        runner.changed.connect(self._on_changed)
        return box

    def _on_gone(self) -> None:
        self._box = None

    def _on_changed(self) -> None:
        """When the jobs end by themselves, there is nothing left to ask."""
        if self._box is not None and not self._services.runner.is_running:
            self._box.close()

    def _on_behind(self) -> None:
        self._is_under_way = True
        self._services.tasks.spawn(self._leave_behind(), "leave")

    def _on_cancel(self) -> None:
        self._is_under_way = True
        self._services.tasks.spawn(self._cancel(), "leave")

    async def _leave_behind(self) -> None:
        problem = Failure(
            self.tr("A job cannot be left to itself: its process does not answer."),
            self.tr("Wait for it, or cancel it."),
        )
        try:
            if await self._services.runner.leave():
                self.ready.emit()
                return
        except OSError as error:
            problem = failure_of(error)
        self._services.messages.say(failed("leaving", problem))
        self._is_under_way = False

    async def _cancel(self) -> None:
        await self._services.runner.close()
        self.ready.emit()
