"""Uploads asked for on any page: one dialog for all of them, and a message when one ends that nobody looks at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from graftwork.hub.publishing import KIND
from graftwork.messages import Action, Message
from graftwork.requests import UploadWish
from graftwork.running import Ended, json_object
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork.pages.upload import UploadDialog
    from graftwork_core.jobs.store import JobRecord


class Uploads(QObject):
    """Opens the dialog, which is made when it is first asked for."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        self.dialog: UploadDialog | None = None
        requests = services.requests
        requests.upload.connect(self._on_wish)
        requests.edit.connect(self._on_record)
        requests.result.connect(self._on_record)
        services.runner.over.connect(self._on_over)

    def _on_wish(self, wish: UploadWish) -> None:
        self._open().show_folder(wish.path, wish.check)

    def _on_record(self, record: JobRecord) -> None:
        if record.kind == KIND:
            self._open().show_job(json_object(record.spec), record.id)

    def _on_over(self, ended: Ended) -> None:
        if ended.job.get("kind") != KIND or ended.result is None:
            return
        if self.dialog is not None and self.dialog.isVisible() and self.dialog.job.follows(ended):
            return  # it says so itself
        page, name = str(ended.result.get("page") or ""), str(ended.result.get("repository") or "")
        text = self.tr("{name} is published, every file compared.").format(name=name)
        show = Action(self.tr("Show"), partial(self._on_show, ended.job, ended.job_id), "upload")
        copy = Action(self.tr("Copy the address"), partial(_copy, page), "copy")
        self._services.messages.say(Message("published", text, meaning="ok", actions=(show, copy), stays=True))

    def _on_show(self, job: Mapping[str, Any], job_id: str | None) -> None:
        self._open().show_job(job, job_id)

    def _open(self) -> UploadDialog:
        from graftwork.pages.upload import UploadDialog

        if self.dialog is None:
            self.dialog = UploadDialog(self._services, self._window)
        if self.dialog.isVisible():
            self.dialog.raise_()
        self.dialog.show()
        self.dialog.activateWindow()
        return self.dialog


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)
