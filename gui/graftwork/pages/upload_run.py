"""The running side of the upload dialog: how a job gets on, what it made, why it stopped, where to go from there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from graftwork import desk
from graftwork.details import Failure, failure_of
from graftwork.engine_words import engine_words
from graftwork.hub.publishing import Publication, upload_job, uploads_of
from graftwork.job_words import JobRow, sentence
from graftwork.pages.upload_layout import UploadLayout
from graftwork.progress_words import figure_text
from graftwork.running import Ended, Progressed
from graftwork.services import Services
from graftwork.wording import joined

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from graftwork_core.jobs.store import JobRecord


class UploadRun(QObject):
    """Follows one folder's upload, wherever it runs.

    Signals:
        changed: It stands otherwise now; shown already.
        stopped: It stopped before its end.
    """

    changed = Signal()
    stopped = Signal()

    def __init__(self, ui: UploadLayout, services: Services) -> None:
        super().__init__(ui)
        self._ui, self._services = ui, services
        self._folder = Path()
        self._wanted: str | None = None
        self._is_starting = False
        self._known: Mapping[str, int] = {}
        self._record: JobRecord | None = None
        runner = services.runner
        ui.cancel.clicked.connect(self._on_cancel)
        ui.resume.clicked.connect(self._on_resume)
        ui.browser.clicked.connect(self._on_browser)
        ui.show_page.clicked.connect(self._on_show_page)
        ui.copy.clicked.connect(self._on_copy)
        runner.history.changed.connect(self._look)
        runner.changed.connect(self._look)
        runner.advanced.connect(self._on_advanced)
        runner.refused.connect(self._on_refused)

    @property
    def is_active(self) -> bool:
        """Whether an upload of the folder runs, waits, or is about to."""
        return self._is_starting or (self._record is not None and self._record.status in ("running", "queued"))

    @property
    def is_done(self) -> bool:
        """Whether it is published."""
        return not self._is_starting and self._record is not None and self._record.status == "done"

    @property
    def speaks(self) -> bool:
        """Whether the foot tells of a job, and not of what one would do."""
        return self._is_starting or self._record is not None

    @property
    def may_start(self) -> bool:
        """Whether another upload could be begun; one that can go on is gone on with, or something else is asked for."""
        return not self.is_active and (self._record is None or self._record.status == "failed")

    @property
    def page(self) -> str:
        """The address of what was published; empty before."""
        return str(_data(self._record).get("page") or "")

    def follow(self, folder: Path, job_id: str | None = None) -> None:
        """Show the folder's upload: the one of that record, else one that runs or waits now."""
        self._folder, self._wanted, self._record, self._is_starting = folder, job_id, None, False
        self._services.runner.history.start()
        self._services.runner.history.look()
        self._look()

    def follows(self, ended: Ended) -> bool:
        """Whether that is the job which is shown here."""
        if self._is_starting:
            return ended.job.get("folder") == str(self._folder)
        return self._record is not None and self._record.id == ended.job_id

    def forget(self) -> None:
        """Something else is asked for now: tell no more of a job that is over."""
        if not self.is_active:
            spoke = self.speaks
            self._record = self._wanted = None
            if spoke:
                self._show()

    def start(self, asked: Publication) -> None:
        """Begin an upload."""
        if not self.is_active:
            self._record = None
            self._begin(self._start(asked))

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        """Ask for a job; nothing else can be asked for until the history shows it."""
        self._is_starting, self._wanted = True, None
        self._known = {one.id: one.attempt for one in self._own()}
        self._ui.error.hide()
        self._show()
        self._do(work)

    async def _start(self, asked: Publication) -> None:
        self._services.runner.start(await self._services.engine.ask(lambda: upload_job(asked)))

    def _own(self) -> tuple[JobRecord, ...]:
        return uploads_of(self._folder, self._services.runner.history.records)

    def _look(self) -> None:
        """Find the record that is followed; one that was begun here is the first that was not known."""
        own = self._own()
        if self._wanted is None:
            self._wanted = next((one.id for one in own if self._is_ours(one)), None)
        was_active = self.is_active
        if self._wanted is not None:
            self._record = next((one for one in own if one.id == self._wanted), self._record)
            self._is_starting = False
        self._show()
        if was_active and not self.is_active and self._record is not None and self._record.resumable:
            self.stopped.emit()

    def _is_ours(self, record: JobRecord) -> bool:
        """Whether it is the one that was begun here; when none was, one that is under way."""
        if record.status in ("running", "queued"):
            return True
        return self._is_starting and self._known.get(record.id) != record.attempt

    def _on_advanced(self, job_id: str, now: Progressed) -> None:
        if self._record is not None and self._record.id == job_id:
            self._show_active(self._record, now)

    def _show(self) -> None:
        ui, record = self._ui, self._record
        for widget in (ui.bar, ui.cancel, ui.resume, ui.browser, ui.show_page, ui.copy):
            widget.hide()
        if self._is_starting:
            ui.say("upload", "accent", self.tr("Starting…"))
        elif record is not None:
            self._show_record(record)
        self.changed.emit()

    def _show_record(self, record: JobRecord) -> None:
        if self.is_active:
            self._show_active(record, self._services.runner.progress(record.id))
        elif record.status == "done":
            self._show_done(record)
        else:
            self._show_stopped(record)

    def _show_active(self, record: JobRecord, now: Progressed | None) -> None:
        ui, runner = self._ui, self._services.runner
        waiting = [one.id for one in runner.history.waiting]
        place = waiting.index(record.id) + 1 if record.id in waiting else 0
        known = Progressed(record.stage, record.done, record.total, record.rate, record.eta, record.unit)
        row = JobRow(record, now or known, place, record.id in runner.here)
        ui.say("upload", "accent", sentence(row))
        ui.show_share(row.share, figure_text(row.now) if row.now is not None else "")
        ui.bar.setVisible(record.status == "running" or record.id in runner.here)
        ui.cancel.show()
        ui.cancel.setEnabled(not record.cancelling)

    def _show_done(self, record: JobRecord) -> None:
        data, ui = _data(record), self._ui
        if data.get("private") is True:
            text = self.tr("{name} is published, every file compared. Only its owner sees it.")
        else:
            text = self.tr("{name} is published, every file compared. Everybody sees it.")
        ui.say("ok", "ok", text.format(name=data.get("repository", record.title)))
        for button in (ui.browser, ui.show_page, ui.copy):
            button.show()
        ui.copy.setText(self.tr("Copy the address"))

    def _show_stopped(self, record: JobRecord) -> None:
        ui = self._ui
        kept = self.tr("Nothing of it can be seen on the Hub; what has arrived is not sent again.")
        words = {
            "cancelled": joined(self.tr("It was cancelled."), kept),
            "interrupted": joined(self.tr("It was interrupted."), kept),
        }
        error = record.error or {}
        said = (engine_words(str(error.get(name) or "")) for name in ("message", "hint"))
        text = words.get(record.status) or joined(*said)
        failed = record.status == "failed"
        ui.say("blocking" if failed else "stop", "blocking" if failed else "muted", text)
        ui.resume.setVisible(record.resumable)

    def _on_cancel(self) -> None:
        record = self._record
        if record is None:
            return
        self._ui.cancel.setEnabled(False)
        if record.id in self._services.runner.here:
            self._services.runner.cancel_job(record.id)
        else:
            self._do(desk.cancel(record.id))

    def _on_resume(self) -> None:
        if self._record is not None and self._record.resumable and not self.is_active:
            self._begin(self._resume(self._record))

    async def _resume(self, record: JobRecord) -> None:
        self._services.runner.start(await self._services.engine.saved_job(record.spec), record.id)

    def _on_browser(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self.page)):
            text = self.tr("No program to show pages was found.")
            self._fail(Failure(text, self.tr("Copy the address and open it yourself.")))

    def _on_show_page(self) -> None:
        name = str(_data(self._record).get("repository") or "")
        if name:
            self._services.requests.page.emit("hub")
            self._services.requests.hub.emit(f"hf:{name}")

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.page)
        self._ui.copy.setText(self.tr("Copied"))

    def _on_refused(self, failure: Failure) -> None:
        if self._is_starting:
            self._fail(failure)

    def _fail(self, failure: Failure) -> None:
        if self._is_starting:
            self._is_starting, self._wanted = False, self._record.id if self._record is not None else None
        self._ui.error.show_failure(failure)
        self._show()

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        self._services.tasks.spawn(self._try(work), "upload")

    async def _try(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - what could not be done must be said, whatever it was
            self._fail(failure_of(error))
        self._services.runner.history.look()


def _data(record: JobRecord | None) -> Mapping[str, Any]:
    """What the engine told of an upload that is done."""
    data = (record.result or {}).get("data") if record is not None else None
    return data if isinstance(data, Mapping) else {}
