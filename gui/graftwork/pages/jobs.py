"""The Jobs page: what ran, how it ended, its log, and how to let it go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from graftwork.aio import Newest
from graftwork.details import LOG_LINES, Failure, failure_of, report
from graftwork.engine import PAGES_OF_KINDS
from graftwork.models.jobs import JobsModel
from graftwork.services import Services
from graftwork.widgets.controls import Button
from graftwork.widgets.jobs_table import JobsTable
from graftwork.widgets.labels import card, label
from graftwork.widgets.notices import ErrorPanel
from graftwork.wording import in_window_words

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

REFRESH_MS: Final = 1000


class JobsPage(QWidget):
    """A table of all jobs and what can be done with the chosen one."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.setProperty("role", "page")
        self._looking, self._reading = Newest(services.tasks), Newest(services.tasks)
        self.model = JobsModel(self)
        self.table = JobsTable(self.model, self.tr("Jobs"))
        self.error = ErrorPanel()
        self._empty = label(self.tr("No jobs yet. What you run on the Graft page is listed here."), "muted", wrap=True)
        self.message = label("", wrap=True)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setAccessibleName(self.tr("Log of the job"))
        self.log.setTabChangesFocus(True)
        self.log.setMinimumHeight(140)
        self.resume = Button(self.tr("Resume"), "resume")
        self.open = Button(self.tr("Open folder"), "folder")
        self.show_log = Button(self.tr("Show log"), "jobs")
        self.copy = Button(self.tr("Copy details"), "copy")
        self.remove = Button(self.tr("Remove"), "trash")
        self.remove.setToolTip(self.tr("Forget the job. A half-made output is deleted with it; a finished one stays."))
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._lay_out()
        self._connect()
        self._show_choice()

    def focus(self) -> None:
        """Put the keyboard on the table."""
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the list fresh while it is looked at."""
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: leave the disk alone."""
        super().hideEvent(event)
        self._timer.stop()

    def refresh(self) -> None:
        """Read the history again."""
        self._looking.start(self._look(), "job history")

    def chosen(self) -> JobRecord | None:
        """The job that is selected."""
        return self.model.record(self.table.currentIndex().row())

    def _lay_out(self) -> None:
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(self._empty)
        inner.addWidget(self.table, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.resume, self.open, self.show_log, self.copy, self.remove):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Jobs"), "title"))
        column.addWidget(self.error)
        column.addWidget(frame, 2)
        column.addWidget(self.message)
        column.addLayout(buttons)
        column.addWidget(self.log, 1)
        self.log.hide()

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self.table.chosen.connect(self._show_choice)
        self.model.modelReset.connect(self._show_choice)
        self.model.dataChanged.connect(self._show_choice)
        self.resume.clicked.connect(self._on_resume)
        self.open.clicked.connect(self._on_open)
        self.show_log.clicked.connect(self._on_show_log)
        self.copy.clicked.connect(self._on_copy)
        self.remove.clicked.connect(self._on_remove)
        self._services.runner.ended.connect(self._on_ended)

    async def _look(self) -> None:
        try:
            records = await self._services.engine.jobs()
        except Exception as error:  # noqa: BLE001 - a history that cannot be read must be said, whatever it was
            self._timer.stop()
            self.error.show_failure(failure_of(error))
            return
        self.model.show(records)
        self._empty.setVisible(not records)
        self.table.setVisible(bool(records))

    def _show_choice(self) -> None:
        record = self.chosen()
        running = self._services.runner.is_running
        self.resume.setEnabled(record is not None and record.resumable and not running)
        self.open.setEnabled(record is not None and record.status == "done")
        for button in (self.show_log, self.copy):
            button.setEnabled(record is not None)
        self.remove.setEnabled(record is not None and record.status != "running")
        error = (record.error if record else None) or {}
        said = " ".join(str(error[name]) for name in ("message", "hint") if error.get(name))
        self.message.setText(in_window_words(said))
        self.message.setVisible(bool(said))

    def _on_ended(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_resume(self) -> None:
        record = self.chosen()
        if record is not None:
            self._services.requests.page.emit(PAGES_OF_KINDS.get(record.kind, "graft"))
            self._services.requests.resume.emit(record)

    def _on_open(self) -> None:
        record = self.chosen()
        if record is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(record.out))):
            message = self.tr("{folder} cannot be shown.").format(folder=record.out)
            self.error.show_failure(Failure(message, self.tr("It may have been moved or deleted.")))

    def _on_show_log(self) -> None:
        record = self.chosen()
        if record is not None:
            self._reading.start(self._read_log(record.id), "log")

    async def _read_log(self, job_id: str) -> None:
        lines = await self._services.engine.log(job_id)
        self.log.setPlainText("\n".join(lines) or self.tr("The job wrote no log."))
        self.log.show()
        self.log.verticalScrollBar().setValue(self.log.verticalScrollBar().maximum())

    def _on_copy(self) -> None:
        record = self.chosen()
        if record is not None:
            self._reading.start(self._copy_details(record), "details")

    async def _copy_details(self, record: JobRecord) -> None:
        error = record.error or {}
        failure = Failure(
            message=str(error.get("message") or f"{record.title}: {record.status}"),
            hint=str(error.get("hint") or ""),
            details=str(error.get("details") or ""),
            job=_object(record.spec),
            log=await self._services.engine.log(record.id),
        )
        QApplication.clipboard().setText(report(failure))

    def _on_remove(self) -> None:
        record = self.chosen()
        if record is not None:
            self._services.tasks.spawn(self._remove(record), "remove")

    async def _remove(self, record: JobRecord) -> None:
        try:
            await self._services.engine.discard(record)
        except Exception as error:  # noqa: BLE001 - what could not be removed must be said, whatever it was
            self.error.show_failure(failure_of(error))
        self.refresh()


def _object(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        return {"spec": text}
    return content if isinstance(content, dict) else {"spec": text}
