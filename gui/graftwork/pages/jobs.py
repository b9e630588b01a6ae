"""The Jobs page: everything that runs, waits or ran, on this machine, and what can be done with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from graftwork import desk
from graftwork.commands import action
from graftwork.details import Failure, failure_of, report
from graftwork.job_words import TRANSFERS, JobRow
from graftwork.messages import Action, Message, failed
from graftwork.models.jobs import JobsModel
from graftwork.pages.job_details import JobDetails
from graftwork.pages.jobs_layout import JobsLayout
from graftwork.requests import CompareWish
from graftwork.running import Progressed, json_object
from graftwork.services import Services
from graftwork.titles import shown_title
from graftwork.widgets.jobs_table import JobsTable

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from graftwork_core.jobs.store import JobRecord

PAGE_OF: Final = {
    **dict.fromkeys(("extract", "merge", "graft"), "graft"),
    **dict.fromkeys(("haystack", "sweep"), "haystack"),
    "diff": "compare",
    "download": "hub",
    "upload": "",
}
"""Which page shows and edits a kind of job; an empty one: a dialog of its own."""
PATIENCE_S: Final = 8.0
_KEY: Final = "removed job"


class JobsPage(QWidget):
    """A list of all jobs and what can be done with the chosen one."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services, self._history = services, services.runner.history
        self.setProperty("role", "page")
        self._asked: dict[str, float] = {}
        self._wanted = ""
        self.model = JobsModel(self)
        self.table = JobsTable(self.model, self.tr("Jobs"))
        self.details = JobDetails(services)
        self._make_actions()
        self.ui = JobsLayout(self.table, self.details, self.hold, self._of_a_job, self._beginnings)
        self.table.more_actions = [one for one, _ in self._of_a_job]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        self._connect()
        if self._history.failure is not None:
            self._on_trouble(self._history.failure)
        self._show()

    def focus(self) -> None:
        """Put the keyboard on the list, or on the first way to begin."""
        (self.table if self.table.isVisibleTo(self) else self.ui.empty.buttons[0]).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the list fresh while it is looked at."""
        super().showEvent(event)
        self._history.attend(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._history.attend(False)

    def chosen(self) -> JobRow | None:
        """The job that is selected."""
        return self.model.row(self.table.currentIndex().row())

    def _make_actions(self) -> None:
        make = partial(action, self)
        self.cancel = make(self.tr("Cancel"), self._on_cancel)
        self.resume = make(self.tr("Resume"), self._on_resume)
        self.edit = make(self.tr("Edit and run again"), self._on_edit, keys="Ctrl+E")
        self.result = make(self.tr("Show the result"), self._on_result)
        self.reveal = make(self.tr("Open folder"), self._on_reveal, keys=QKeySequence.StandardKey.Open)
        self.up = make(self.tr("Sooner"), partial(self._on_move, -1))
        self.down = make(self.tr("Later"), partial(self._on_move, 1))
        self.copy = make(self.tr("Copy details"), self._on_copy)
        self.remove = make(self.tr("Remove"), self._on_remove, keys=QKeySequence.StandardKey.Delete)
        self.up.setShortcut("Alt+Up")
        self.down.setShortcut("Alt+Down")
        for one in (self.up, self.down):
            one.setShortcutContext(self.edit.shortcutContext())
        self.hold = make(self.tr("Hold the queue"), self._on_hold)
        self._of_a_job = (
            (self.cancel, "stop"),
            (self.resume, "resume"),
            (self.result, "ok"),
            (self.edit, "settings"),
            (self.up, "chevron-up"),
            (self.down, "chevron-down"),
            (self.reveal, "folder"),
            (self.copy, "copy"),
            (self.remove, "trash"),
        )
        self._beginnings = (
            (make(self.tr("Try it with the sample"), self._on_sample), "sample"),
            (make(self.tr("Graft two models"), partial(self._go, "graft")), "graft"),
            (make(self.tr("Check how far a model reads"), partial(self._go, "haystack")), "haystack"),
            (make(self.tr("Compare a fine-tune with its base"), partial(self._go, "compare")), "compare"),
        )

    def _connect(self) -> None:
        runner = self._services.runner
        self._history.changed.connect(self._show)
        self._history.trouble.connect(self._on_trouble)
        runner.changed.connect(self._show)
        runner.advanced.connect(self._on_advanced)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated_row.connect(self._on_activated)
        self.table.move_wanted.connect(self._on_move)
        self.model.moved.connect(self._on_dropped)

    def _show(self) -> None:
        """Show what the history knows now; the chosen job stays chosen."""
        runner, row, was_seen = self._services.runner, self.chosen(), self.table.shows_current
        places = {record.id: place for place, record in enumerate(self._history.waiting, 1)}
        rows = [
            JobRow(record, self._now(record), places.get(record.id, 0), record.id in runner.here)
            for record in self._history.records
        ]
        self.model.show(rows)
        self.model.tick()
        number = self.model.row_of(self._wanted or (row.record.id if row is not None else ""))
        if number >= 0 and self._wanted:
            self._wanted, was_seen = "", True
        if number < 0 and rows:
            number = min(max(0, self.table.currentIndex().row()), len(rows) - 1)
        if number != self.table.currentIndex().row():
            self.table.choose_row(number, follow=was_seen)
        self.ui.show_empty(self._history.is_known and not rows)
        self._show_choice()

    def _now(self, record: JobRecord) -> Progressed | None:
        """How far a job is: as its worker told this window, else as the store knows."""
        if record.status != "running":
            return None
        told = self._services.runner.progress(record.id)
        known = Progressed(record.stage, record.done, record.total, record.rate, record.eta, record.unit)
        return told if told is not None and told.stage else known

    def _show_choice(self) -> None:
        row = self.chosen()
        record = row.record if row is not None else None
        status = record.status if record is not None else ""
        kind = record.kind if record is not None else ""
        place, waiting = row.place if row is not None else 0, len(self._history.waiting)
        self.cancel.setVisible(status in ("running", "queued"))
        self.cancel.setEnabled(status in ("running", "queued") and not self._is_stopping(row))
        stop = self.tr("Pause") if kind in TRANSFERS else self.tr("Cancel")
        self.cancel.setText(self.tr("Stop at once") if self._is_deaf(row) else stop)
        self.resume.setVisible(record is not None and record.resumable)
        self.result.setVisible(status == "done" and kind in PAGE_OF)
        self.edit.setEnabled(kind in PAGE_OF)
        self.up.setVisible(waiting > 1 and place > 0)
        self.down.setVisible(waiting > 1 and place > 0)
        self.up.setEnabled(place > 1)
        self.down.setEnabled(0 < place < waiting)
        for one in (self.reveal, self.copy):
            one.setEnabled(record is not None)
        self.remove.setEnabled(record is not None and status != "running")
        held = self._services.runner.is_held
        self.hold.setText(self.tr("Start the queue") if held else self.tr("Hold the queue"))
        self.hold.setVisible(bool(waiting))
        self.ui.queue.show_icon("play" if held else "jobs")
        self.details.show_row(row)

    def _is_stopping(self, row: JobRow | None) -> bool:
        """Whether the chosen job was asked to stop a moment ago."""
        return row is not None and row.record.cancelling and not self._is_deaf(row)

    def _is_deaf(self, row: JobRow | None) -> bool:
        """Whether a job that runs elsewhere was asked to stop, and does not."""
        if row is None or not row.record.cancelling or row.is_here:
            return False
        asked = self._asked.setdefault(row.record.id, time.monotonic())
        return time.monotonic() - asked > PATIENCE_S

    def _on_chosen(self) -> None:
        self._show_choice()

    def _on_advanced(self, job_id: str, now: Progressed) -> None:
        self.model.advance(job_id, now)
        row = self.chosen()
        if row is not None and row.record.id == job_id and self.isVisible():
            self.details.show_row(row)

    def _on_trouble(self, failure: Failure | None) -> None:
        if failure is None:
            self.ui.error.hide()
        else:
            self.ui.error.show_failure(failure)

    def _on_activated(self) -> None:
        """Enter, or a double click: the most likely wish."""
        likely = (self.result, self.resume, self.reveal)
        wish = next((one for one in likely if one.isVisible() and one.isEnabled()), None)
        if wish is not None:
            wish.trigger()

    def _on_cancel(self) -> None:
        row = self.chosen()
        if row is None:
            return
        if row.is_here:
            self._services.runner.cancel_job(row.record.id)
        elif self._is_deaf(row):
            self._do(desk.end(row.record.id))
        else:
            self._asked[row.record.id] = time.monotonic()
            self._do(desk.cancel(row.record.id))

    def _on_resume(self) -> None:
        row = self.chosen()
        if row is not None and row.record.resumable:
            self._wanted = row.record.id
            self._do(self._resume(row.record))

    async def _resume(self, record: JobRecord) -> None:
        self._services.runner.start(await self._services.engine.saved_job(record.spec), record.id)

    def _on_sample(self) -> None:
        self._go("graft")
        self._services.requests.sample.emit()

    def _on_edit(self) -> None:
        self._hand_on(self._services.requests.edit.emit)

    def _on_result(self) -> None:
        self._hand_on(self._services.requests.result.emit)

    def _hand_on(self, ask: Callable[[Any], Any]) -> None:
        """Show the page of the job's kind, and ask something of it."""
        row = self.chosen()
        page = PAGE_OF.get(row.record.kind) if row is not None else None
        if row is None or page is None:
            return
        if page:
            self._services.requests.page.emit(page)
        if page == "compare":
            # Filling in the models shows figures that are known already.
            spec = json_object(row.record.spec)
            base, donor = (Path(str(spec[name])) if name in spec else None for name in ("base", "donor"))
            self._services.requests.compare.emit(CompareWish(base, donor))
        elif page == "hub":
            self._services.requests.hub.emit(str(json_object(row.record.spec).get("repository", "")))
        else:
            ask(row.record)

    def _on_reveal(self) -> None:
        row = self.chosen()
        if row is not None:
            self._do(self._reveal(row.record))

    async def _reveal(self, record: JobRecord) -> None:
        folder = await desk.folder_of(record)
        if folder is None or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = self.tr("{folder} cannot be shown.").format(folder=record.out)
            hint = self.tr("It may have been moved or deleted, or no program shows folders here.")
            self._services.messages.say(Message("folder", text, hint, "warning"))

    def _on_move(self, step: int) -> None:
        row = self.chosen()
        if row is not None and row.place:
            self._on_dropped(row.record.id, row.place - 1 + step)

    def _on_dropped(self, job_id: str, index: int) -> None:
        if 0 <= index < len(self._history.waiting):
            self._wanted = job_id
            self._do(desk.move(job_id, index))

    def _on_copy(self) -> None:
        row = self.chosen()
        if row is not None:
            self._do(self._copy_details(row.record))

    async def _copy_details(self, record: JobRecord) -> None:
        error = record.error or {}
        _, lines = await desk.log(record.id)
        failure = Failure(
            message=str(error.get("message") or f"{record.title}: {record.status}"),
            hint=str(error.get("hint") or ""),
            details=str(error.get("details") or ""),
            job=json_object(record.spec) or {"spec": record.spec},
            log=lines or (),
        )
        QApplication.clipboard().setText(report(failure))
        self._services.messages.say(Message("copied", self.tr("The job's details are in the clipboard."), meaning="ok"))

    def _on_remove(self) -> None:
        row = self.chosen()
        if row is not None and row.record.status != "running":
            self._do(self._remove(row.record))

    async def _remove(self, record: JobRecord) -> None:
        from graftwork_core.units import format_bytes

        left = await desk.leftovers(record)
        await desk.remove(record.id)
        text, hint = self.tr('"{title}" was removed from the list.').format(title=shown_title(record.title)), ""
        actions = [Action(self.tr("Undo"), partial(self._on_undo, record), "resume")]
        if left is not None:
            hint = self.tr("What it has made so far is still there: {size} in {folder}.")
            hint = hint.format(size=format_bytes(left[1]), folder=left[0])
            actions.append(Action(self.tr("Delete that, too"), partial(self._on_delete, record), "trash"))
        self._services.messages.say(Message(_KEY, text, hint, actions=tuple(actions)))

    def _on_undo(self, record: JobRecord) -> None:
        self._wanted = record.id
        self._do(desk.bring_back(record.id))

    def _on_delete(self, record: JobRecord) -> None:
        self._do(desk.delete_leftovers(record))

    def _on_hold(self) -> None:
        self._services.runner.hold(not self._services.runner.is_held)

    def _go(self, page: str) -> None:
        self._services.requests.page.emit(page)

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        self._services.tasks.spawn(self._try(work), "jobs page")

    async def _try(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - what could not be done must be said, whatever it was
            self._services.messages.say(failed("job", failure_of(error)))
        self._history.look()
