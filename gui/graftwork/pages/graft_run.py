"""The running side of the Graft page: start, resume, progress, result and failure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from graftwork.aio import Newest
from graftwork.details import Failure, failure_of
from graftwork.engine import GRAFTS
from graftwork.form import Form, from_job
from graftwork.hub.looks import on_this_machine
from graftwork.pages.graft_layout import GraftLayout
from graftwork.pages.resume_offers import ResumeOffers
from graftwork.requests import CheckWish, SlotName, UploadWish, UseWish
from graftwork.results import ResultWords, ended_of, result_words
from graftwork.runner import Ended, Progressed, Queued
from graftwork.services import Services
from graftwork.titles import shown_title
from graftwork.written import read_written

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord


class GraftRun(QObject):
    """Runs what a form asks for, and shows how it goes and how it ended.

    Signals:
        started: A job began to run.
        resumed: The `Form` of a job that goes on; it may be another one than the page shows.
        finished: The `Ended`; shown already.
        others: A job of another page began or ended.
        reuse_wanted: The `UseWish` for what was made.
        waits: The job that was asked for stands in the queue.
    """

    started = Signal()
    resumed = Signal(object)
    finished = Signal(object)
    others = Signal()
    reuse_wanted = Signal(object)
    waits = Signal()

    def __init__(self, ui: GraftLayout, services: Services) -> None:
        super().__init__(ui)
        self._ui, self._services = ui, services
        self._last: Ended | None = None
        self._is_waiting = False
        self._cancelled = ""
        self._looking = Newest(services.tasks)
        self.offers = ResumeOffers(ui.offers, services, GRAFTS)
        runner = services.runner
        ui.bar.cancel_wanted.connect(self.cancel)
        ui.error.resume_wanted.connect(self._on_try_again)
        ui.result.open_wanted.connect(self._on_open)
        ui.result.closed.connect(self._hide_pictures)
        ui.result.reuse_wanted.connect(self._on_reuse)
        ui.result.check_wanted.connect(self._on_check)
        ui.result.layers_wanted.connect(ui.show_layers)
        ui.result.upload_wanted.connect(self.publish)
        self.offers.resume_wanted.connect(self._on_resume)
        services.requests.resume.connect(self._on_resume)
        services.requests.result.connect(self.show_record)
        self.offers.failed.connect(ui.error.show_failure)
        self.offers.changed.connect(self._on_offers)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.cancelling.connect(self._on_cancelling)
        runner.ended.connect(self._on_ended)
        runner.queued.connect(self._on_queued)
        runner.refused.connect(self._on_refused)

    @property
    def is_running(self) -> bool:
        """Whether a job of this page runs."""
        return self._services.runner.runs(GRAFTS)

    def cancel(self) -> None:
        """Ask this page's job to stop."""
        self._services.runner.cancel(GRAFTS)

    def show_record(self, record: JobRecord) -> None:
        """Show what a job of the history made, when it is one of this page's."""
        if record.kind in GRAFTS and record.status == "done":
            self._show_result(ended_of(record))

    def publish(self) -> None:
        """Ask what is to be published of the result that is shown."""
        if self._last is not None and self._last.result is not None:
            self._services.requests.upload.emit(UploadWish(Path(self._last.out)))

    def start(self, form: Form) -> None:
        """Start the job that the form asks for."""
        if not self.is_running:
            self._services.tasks.spawn(self._start(form), "start")

    async def _start(self, form: Form) -> None:
        try:
            job = await self._services.engine.job(form)
        except Exception as error:  # noqa: BLE001 - what keeps a job from starting must be said, whatever it was
            self._fail(failure_of(error))
            return
        if not self.is_running:
            self._is_waiting = True
            self._services.runner.start(job)

    def _on_resume(self, record: JobRecord) -> None:
        if record.kind not in GRAFTS:
            return
        self._services.tasks.spawn(self._resume(record.spec, record.id), "resume")

    def _on_try_again(self) -> None:
        if self._last is not None:
            self._services.tasks.spawn(self._resume(json.dumps(dict(self._last.job)), self._last.job_id), "again")

    async def _resume(self, spec: str, job_id: str | None) -> None:
        if self.is_running:
            return
        try:
            job = await self._services.engine.saved_job(spec)
        except Exception as error:  # noqa: BLE001 - what keeps a job from going on must be said, whatever it was
            self._fail(failure_of(error))
            return
        form = from_job(json.loads(spec))
        if form is not None:
            self.resumed.emit(form)
        self._is_waiting = True
        self._services.runner.start(job, job_id)

    def _on_progressed(self, progress: Progressed) -> None:
        if self._services.runner.kind in GRAFTS:
            self._ui.bar.show_progress(progress)

    def _on_cancelling(self) -> None:
        if self._services.runner.kind in GRAFTS:
            self._ui.bar.show_cancelling()

    def _on_started(self, job: Mapping[str, Any]) -> None:
        if job.get("kind") not in GRAFTS:
            self.others.emit()
            return
        self._is_waiting, self._cancelled = False, ""
        self._ui.error.hide()
        self._ui.said.hide()
        self._ui.result.hide()
        self._hide_pictures()
        self.offers.hide()
        self._ui.bar.show_busy()
        self._ui.bar.cancel.setFocus()
        self.started.emit()

    def _on_ended(self, ended: Ended) -> None:
        if ended.job.get("kind") not in GRAFTS:
            self.others.emit()
            return
        self._last = ended
        self._ui.bar.show_ready()
        if ended.failure is not None:
            self._fail(ended.failure)
        elif ended.result is not None:
            self._show_result(ended)
        elif ended.cancelled:
            self._cancelled = str(ended.job.get("out") or "")
        self.finished.emit(ended)
        self.offers.refresh()

    def _on_offers(self) -> None:
        """After a cancel: let what goes on be seen, or say that there is nothing."""
        out, self._cancelled = self._cancelled, ""
        if not out:
            return
        if out not in {str(record.out) for record in self.offers.records}:
            self._ui.said.say(self.tr("Cancelled before anything was made. Run begins again from the start."), "")
            self._ui.said.show()
        self._ui.show_notices()

    def _show_result(self, ended: Ended) -> None:
        self._last = ended
        words = result_words(ended)
        self._hide_pictures()
        self._ui.result.show_result(words.headline, ended.out, words.figures, words.notes)
        self._ui.result.show_as(is_adapter=words.model is None)
        self._ui.order_tabs()
        self._ui.show_notices()
        self._ui.result.open.setFocus()
        self._looking.start(self._look_at(words), "pictures of the result")

    async def _look_at(self, words: ResultWords) -> None:
        """Show the adapter that was made and what the merge did to the layers, once they are read."""
        engine = self._services.engine
        try:
            model = await engine.open_model(words.model) if words.model is not None else None
            if words.made is not None:
                adapter = await engine.open_adapter(words.made)
                self._ui.made.show_preview(await engine.preview(adapter, model))
            if model is not None:
                self._ui.written.show_written(await engine.ask(lambda: read_written(model)))
        except Exception as error:  # noqa: BLE001 - the result stands; its picture is missing, and that is said
            self._fail(failure_of(error))
            return
        panels = (self._ui.written, self._ui.made)
        self._ui.result.layers.setVisible(any(panel.isVisibleTo(self._ui) for panel in panels))
        self._ui.order_tabs()

    def _hide_pictures(self) -> None:
        self._looking.cancel()
        self._ui.made.show_preview(None)
        self._ui.written.show_written(None)
        self._ui.result.layers.hide()

    def _fail(self, failure: Failure) -> None:
        self._ui.error.show_failure(failure)
        self._ui.show_notices()
        self._ui.error.copy.setFocus()

    def _on_open(self) -> None:
        if self._last is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(self._last.out)):
            message = self.tr("No program to show {folder} was found.").format(folder=self._last.out)
            self._fail(Failure(message, self.tr("Use Copy path and open it yourself.")))

    def _on_check(self) -> None:
        """Hand the result and what it was made of to the Haystack page."""
        if self._last is not None:
            self._services.tasks.spawn(self._check(self._last), "check")

    async def _check(self, last: Ended) -> None:
        job = last.job
        target, donor = (Path(job[name]) if isinstance(job.get(name), str) else None for name in ("target", "donor"))
        parts = target, donor, result_words(last).adapter
        here = await self._services.engine.ask(lambda: tuple(map(on_this_machine, parts)))
        self._services.requests.page.emit("haystack")
        self._services.requests.check.emit(CheckWish(Path(last.out), *here))

    def _on_reuse(self) -> None:
        if self._last is not None:
            slot = SlotName.TARGET if result_words(self._last).model is not None else SlotName.ADAPTER
            self.reuse_wanted.emit(UseWish(Path(self._last.out), slot))

    def _on_refused(self, failure: Failure) -> None:
        if self._is_waiting:
            self._is_waiting = False
            self._fail(failure)

    def _on_queued(self, queued: Queued) -> None:
        """Say that the job waits; the page stays as it is, so that another one can be asked for."""
        if self._is_waiting:
            self._is_waiting = False
            text = self.tr('"{title}" waits in the queue, at place {place}.')
            hint = self.tr("It starts by itself when the jobs before it have ended. The Jobs page shows the queue.")
            self._ui.said.say(text.format(title=shown_title(queued.title), place=queued.place), hint)
            self._ui.said.show()
            self._ui.show_notices()
            self.waits.emit()
