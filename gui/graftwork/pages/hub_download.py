"""What a download would take, the one that runs, and what is here: the panel above the repository's views."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from graftwork import desk, paths
from graftwork.details import failure_of
from graftwork.hub.about import About
from graftwork.hub.downloads import KIND, Downloads, download_job, downloads_of
from graftwork.job_words import JobRow, sentence
from graftwork.messages import failed
from graftwork.progress_words import figure_text
from graftwork.running import Ended, Progressed
from graftwork.services import Services
from graftwork.widgets.controls import Button
from graftwork.widgets.flow import FlowLayout
from graftwork.widgets.labels import ElidedLabel, IconLabel, label
from graftwork.widgets.path_menu import open_dialog
from graftwork_core.units import format_bytes

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from graftwork_core.jobs.store import JobRecord

_STEPS = 1000


class DownloadPanel(QFrame):
    """Follows the downloads of one repository.

    Signals:
        came: A download of it has ended well.
        place_changed: The folder that holds it is another one now; see `place`.
    """

    came = Signal()
    place_changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setProperty("role", "adapter")
        self._services = services
        self._about: About | None = None
        self._now = Downloads()
        self._before: Downloads | None = None  # while something was asked for that the history does not show yet
        self._gone: frozenset[Path] = frozenset()
        self._looked_for: tuple[Path, ...] = ()
        self.place: Path | None = None
        self._icon = IconLabel("drop", "muted", 18)
        self.text = label("", "", wrap=True)
        self.where = ElidedLabel(role="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.download = Button(self.tr("Download"), "drop", "primary", "on_accent")
        self.into = Button(self.tr("Into a folder…"), "folder")
        self.pause = Button(self.tr("Pause"), "stop")
        self.resume = Button(self.tr("Resume"), "play", "primary", "on_accent")
        self.recheck = Button(self.tr("Check the files"), "ok")
        self._lay_out()
        self._connect()
        self._show()

    def show_about(self, about: About | None) -> None:
        """Show the state of another repository, or of none."""
        self._about, self._looked_for = about, ()
        if about is None:
            self._before = None
        self._services.runner.history.start()
        self._show()

    def go_on(self) -> None:
        """Do what the panel's foremost button does: download, or resume; nothing when it offers neither."""
        wanted = next((one for one in (self.download, self.resume) if one.isVisibleTo(self) and one.isEnabled()), None)
        if wanted is not None:
            wanted.click()

    def start(self, folder: Path | None = None, *, recheck: bool = False) -> None:
        """Begin a download: into the Hub's cache, or a new folder."""
        if self._about is not None:
            self._begin(self._start(self._about, folder, recheck))

    def _connect(self) -> None:
        runner = self._services.runner
        self.download.clicked.connect(self._on_download)
        self.into.clicked.connect(self._on_into)
        self.pause.clicked.connect(self._on_pause)
        self.resume.clicked.connect(self._on_resume)
        self.recheck.clicked.connect(partial(self.start, recheck=True))
        runner.history.changed.connect(self._on_history)
        runner.changed.connect(self._show)
        runner.advanced.connect(self._on_advanced)
        runner.refused.connect(self._on_nothing_begun)
        runner.over.connect(self._on_over)

    def _on_history(self) -> None:
        before = self._now.active
        self._show()
        if before is not None and (now := self._services.runner.history.record(before.id)) and now.status == "done":
            self.came.emit()

    def _on_over(self, ended: Ended) -> None:
        if ended.job_id is None:  # no history will show it
            self._on_nothing_begun()

    def _on_nothing_begun(self) -> None:
        if self._before is not None:
            self._before = None
            self._show()

    def _on_advanced(self, job_id: str, now: Progressed) -> None:
        if self._now.active is not None and self._now.active.id == job_id:
            self._show_active(self._now.active)

    def _show(self) -> None:
        about = self._about
        records = self._services.runner.history.records
        self._now = downloads_of(about, records) if about is not None else Downloads()
        if self._now != self._before:
            self._before = None
        self._find_place()
        is_open = about is not None and about.cost is not None and (about.gate is None or about.is_here)
        self.setVisible(is_open or self._now.active is not None)
        for widget in (self.bar, self.download, self.into, self.pause, self.resume, self.recheck):
            widget.hide()
            widget.setEnabled(self._before is None)
        if about is None:
            return
        if self._now.active is not None:
            self._show_active(self._now.active)
        elif about.is_here:
            self._show_here(about)
        elif self._now.stopped is not None:
            self._show_stopped(self._now.stopped)
        else:
            self._show_cost(about)

    def _show_active(self, record: JobRecord) -> None:
        runner = self._services.runner
        waiting = [one.id for one in runner.history.waiting]
        place = waiting.index(record.id) + 1 if record.id in waiting else 0
        known = Progressed(record.stage, record.done, record.total, record.rate, record.eta, record.unit)
        row = JobRow(record, runner.progress(record.id) or known, place, record.id in runner.here)
        self._say("drop", "accent", sentence(row))
        self.bar.setVisible(record.status == "running")
        share = row.share
        self.bar.setRange(0, _STEPS if share is not None else 0)
        self.bar.setValue(int(_STEPS * (share or 0)))
        self.bar.setAccessibleDescription(figure_text(row.now) if row.now is not None else "")
        self.pause.show()
        self.pause.setEnabled(not record.cancelling)

    def _show_stopped(self, record: JobRecord) -> None:
        is_failed = record.status == "failed"
        self._say("blocking" if is_failed else "stop", "blocking" if is_failed else "muted", sentence(JobRow(record)))
        self.resume.show()

    def _show_here(self, about: About) -> None:
        assert about.cost is not None
        if about.is_checked:
            text = self.tr("It is in the Hub's cache, every file checked by its hash.")
            self._say("ok", "ok", text, about.cost.folder)
        else:
            text = self.tr("It is in the Hub's cache, but nobody has checked its files here.")
            self._say("warning", "warning", text, about.cost.folder)
            self.recheck.show()

    def _show_cost(self, about: About) -> None:
        if about.cost is None:
            return
        cost = about.cost
        has_room = cost.missing < cost.free
        texts = {
            True: self.tr("A download fetches {missing} of {all} into the Hub's cache; {free} are free there."),
            False: self.tr("A download needs {missing} in the Hub's cache, where only {free} are free."),
        }
        shown = {"missing": cost.missing, "all": cost.nbytes, "free": cost.free}
        values = {name: format_bytes(value) for name, value in shown.items()}
        text = texts[has_room].format(**values)
        if self.place is not None:
            self._say("ok", "ok", self.tr("It is in a folder of yours. {cost}").format(cost=text), self.place)
        else:
            icon, meaning = ("drop", "muted") if has_room else ("blocking", "blocking")
            self._say(icon, meaning, text, cost.folder.parents[2])
        self.download.show()
        self.download.setEnabled(has_room and self._before is None)
        self.into.show()

    def _find_place(self) -> None:
        about, place = self._about, None
        if about is not None and about.is_here and about.cost is not None:
            place = about.cost.folder
        elif self._now.folders:
            place = next((folder for folder in self._now.folders if folder not in self._gone), None)
            if self._now.folders != self._looked_for:
                self._looked_for = self._now.folders
                self._services.tasks.spawn(self._look_for(self._now.folders), "downloaded folders")
        if place != self.place:
            self.place = place
            self.place_changed.emit()

    async def _look_for(self, folders: Sequence[Path]) -> None:
        """Folders of the user's may have been deleted since."""
        gone = await self._services.engine.ask(lambda: frozenset(one for one in folders if not one.is_dir()))
        if gone != self._gone:
            self._gone = gone
            self._show()

    def _say(self, icon: str, meaning: str, text: str, where: Path | None = None) -> None:
        self._icon.show_icon(icon, meaning)
        self.text.setText(text)
        self.where.setText(paths.shown(where) if where is not None else "")
        self.where.setVisible(where is not None)
        self.setAccessibleName(f"{text} {self.where.text()}".strip())

    def _on_download(self) -> None:
        self.start()

    def _on_into(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose the folder in which a new one is made"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_folder)

    def _on_folder(self, folder: str) -> None:
        if folder and self._about is not None:
            self._begin(self._start_in(self._about, Path(folder)))

    def _on_pause(self) -> None:
        record = self._now.active
        if record is None:
            return
        if record.id in self._services.runner.here:
            self._services.runner.cancel_job(record.id)
        else:
            self._do(desk.cancel(record.id))
        self.pause.setEnabled(False)

    def _on_resume(self) -> None:
        if self._now.stopped is not None:
            self._begin(self._resume(self._now.stopped))

    async def _start_in(self, about: About, parent: Path) -> None:
        name = about.repository.repo_id.rpartition("/")[2]
        await self._start(about, await self._services.engine.free_name(parent, name), False)

    async def _start(self, about: About, folder: Path | None, recheck: bool) -> None:
        make = partial(download_job, about, folder, recheck=recheck)
        self._services.runner.start(await self._services.engine.ask(make))

    async def _resume(self, record: JobRecord) -> None:
        self._services.runner.start(await self._services.engine.saved_job(record.spec), record.id)

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        """Ask for a job, and for no other one until the history shows it: a double click asks once."""
        self._before = self._now
        self._do(work)
        self._show()

    def _do(self, work: Coroutine[Any, Any, object]) -> None:
        self._services.tasks.spawn(self._try(work), KIND)

    async def _try(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - what could not be done must be said, whatever it was
            self._services.messages.say(failed(KIND, failure_of(error)))
            self._on_nothing_begun()
        self._services.runner.history.look()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.text)
        words.addWidget(self.where)
        line.addLayout(words, 1)
        flow = FlowLayout(8)
        for button in (self.download, self.resume, self.pause, self.into, self.recheck):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.bar)
        column.addLayout(flow)
