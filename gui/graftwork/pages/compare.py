"""The Compare page: what a fine-tune changed in its original, tensor by tensor, measured by the worker."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.aio import Newest
from graftwork.commands import action
from graftwork.details import Failure, failure_of
from graftwork.diff.engine import Prepared, prepare
from graftwork.fit_words import fit_words
from graftwork.models.diff_grid import DiffFigure
from graftwork.pages.compare_layout import CompareLayout
from graftwork.pages.compare_run import CompareRun
from graftwork.requests import CompareWish, ExtractWish
from graftwork.services import Services
from graftwork.slots import Slot
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import TensorDiff
    from graftwork_core.library.entry import Entry


class ComparePage(QWidget):
    """Keeps slots, fit and figures in step with what the user picked."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.ui = CompareLayout(services.settings.recents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        engine, tasks, settings = services.engine, services.tasks, services.settings
        self.base = Slot(self.ui.base, "model", engine, tasks, settings)
        self.donor = Slot(self.ui.donor, "model", engine, tasks, settings)
        self.job = CompareRun(self.ui, services)
        self._preparing, self._suggesting = Newest(tasks), Newest(tasks)
        self._prepared: Prepared | None = None
        self._suggested: dict[str, Path] = {}
        self._make_actions()
        self._connect()
        self._say_plan()

    def focus(self) -> None:
        """Put the keyboard where the user begins."""
        first = self.ui.base if self.base.path is None else self.ui.donor
        first.focus()

    def fill(self, wish: CompareWish) -> None:
        """Take models into the slots, unless those there are being compared."""
        if self.job.is_running:
            message = self.tr("A comparison runs. Others can be chosen when it has ended.")
            self.ui.error.show_failure(Failure(message))
        else:
            self._take(wish)

    def _take(self, wish: CompareWish) -> None:
        for slot, path in ((self.base, wish.base), (self.donor, wish.donor)):
            if path is not None and path != slot.path:
                slot.load(path)

    def run(self) -> None:
        """Compare, if that may be done."""
        if self._prepared is not None and self.ui.bar.run.isEnabled() and not self.ui.bar.is_busy:
            self.job.start(self._prepared)

    def _make_actions(self) -> None:
        self.compare = action(self, self.tr("Compare"), self.run, keys="Ctrl+Return")
        self.swap = action(self, self.tr("Swap original and fine-tune"), self._on_swap)
        self.export = action(self, self.tr("Export CSV…"), self._on_export, keys=QKeySequence.StandardKey.SaveAs)
        self.make = action(self, self.tr("Make this adapter"), self._on_make)
        self.find_tensor = action(
            self, self.tr("Filter the tensors"), self._on_find, keys=QKeySequence.StandardKey.Find
        )

    def _connect(self) -> None:
        ui, runner = self.ui, self._services.runner
        for slot in (self.base, self.donor):
            slot.changed.connect(self._on_slots_changed)
        ui.base_hint.clicked.connect(partial(self._on_hint, "base"))
        ui.donor_hint.clicked.connect(partial(self._on_hint, "donor"))
        ui.bar.run_wanted.connect(self.run)
        ui.export.clicked.connect(self._on_export)
        ui.make.clicked.connect(self._on_make)
        ui.figure.chosen.connect(self._on_figure)
        ui.filter.textChanged.connect(ui.tensors.filter)
        ui.view.described.connect(self._on_described)
        ui.view.chosen.connect(self._on_cell)
        ui.table.chosen.connect(self._on_tensor)
        runner.changed.connect(self._on_jobs)
        self.job.begun.connect(self._take)
        self.job.finished.connect(self._on_finished)
        self._services.requests.compare.connect(self.fill)

    def _on_slots_changed(self) -> None:
        base, donor = self.base.path, self.donor.path
        same = self._prepared is not None and (self._prepared.base, self._prepared.donor) == (base, donor)
        self._suggesting.start(self._suggest(), "compare suggestions")
        if self.base.is_filled and self.donor.is_filled and base is not None and donor is not None:
            if not same:
                self._prepared = None
                self.ui.say_fit(self.tr("Checking the fit…"))
                self._preparing.start(self._prepare(base, donor), "prepare comparison")
        else:
            self._preparing.cancel()
            self._prepared = None
            self.ui.say_fit("")
            if not self.job.is_running:
                self.job.clear()
        self._say_plan()

    async def _prepare(self, base: Path, donor: Path) -> None:
        try:
            prepared = await self._services.engine.ask(partial(prepare, base, donor))
        except Exception as error:  # noqa: BLE001 - what keeps the two from being compared must be said
            self.ui.say_fit("")
            self.ui.error.show_failure(failure_of(error))
            self._say_plan()
            return
        self._prepared = prepared
        self._say_fit(prepared)
        if not self.job.is_running:
            self.job.show_prepared(prepared)
        self._say_plan()

    def _say_fit(self, prepared: Prepared) -> None:
        rows = prepared.report.blocking or prepared.report.warnings
        if not rows:
            self.ui.say_fit("")
            return
        name = "blocking" if prepared.report.blocking else "warning"
        self.ui.say_fit(joined(fit_words(rows[0].message), fit_words(rows[0].advice)), name, name)

    async def _suggest(self) -> None:
        """Offer what belongs into an empty slot, from the library."""
        base, donor = self.base.path, self.donor.path
        found: dict[str, Path] = {}
        if (base is None) != (donor is None):
            filled = donor or base
            assert filled is not None
            entries = self._services.library.entries
            entry = await self._services.engine.ask(partial(_suggested, entries, filled, donor is not None))
            if entry is not None:
                found["base" if base is None else "donor"] = entry.path
        self._suggested = found
        words = {"base": self.tr("Its card names {name}: use it"), "donor": self.tr("{name} was made from it: use it")}
        for key, button in (("base", self.ui.base_hint), ("donor", self.ui.donor_hint)):
            text = words[key].format(name=paths.model_name(found[key])) if key in found else ""
            self.ui.suggest(button, text.replace("&", "&&"))

    def _say_plan(self) -> None:
        text, ready, severity = self._plan()
        self.ui.tell(ready=ready)
        self.ui.bar.show_plan(text, ready, severity)
        self.compare.setEnabled(ready)
        has_figures = bool(self.ui.tensors.records())
        self.ui.export.setEnabled(has_figures)
        self.export.setEnabled(has_figures)
        self.make.setEnabled(self.ui.make.isEnabled())
        if ready:
            self._services.runner.prepare()

    def _plan(self) -> tuple[str, bool, str]:
        from graftwork_core.units import format_bytes

        prepared = self._prepared
        if self.base.is_reading or self.donor.is_reading:
            return self.tr("Reading…"), False, "muted"
        if not (self.base.is_filled and self.donor.is_filled):
            return self.tr("Choose an original and a fine-tune of it."), False, "muted"
        if prepared is None:
            return self.tr("Checking the fit…"), False, "muted"
        if prepared.report.blocking:
            return self.tr("These two cannot be compared tensor by tensor."), False, "blocking"
        if prepared.known is not None or self.job.is_complete:
            return self.tr("These very files were compared; the figures are shown above."), True, "ok"
        reads = format_bytes(prepared.nbytes)
        return self.tr("They belong together. Will read {size} and change nothing.").format(size=reads), True, "muted"

    def _on_hint(self, key: str) -> None:
        if key in self._suggested:
            (self.base if key == "base" else self.donor).load(self._suggested[key])

    def _on_swap(self) -> None:
        base, donor = self.base.path, self.donor.path
        for slot, path in ((self.base, donor), (self.donor, base)):
            if path is None:
                slot.clear()
            else:
                slot.load(path)

    def _on_figure(self, key: str) -> None:
        self.ui.grid.choose_figure(DiffFigure(key))

    def _on_described(self, text: str) -> None:
        self.ui.detail.setText(text or self.tr("Point at a cell, or walk the grid with the arrow keys."))

    def _on_cell(self, index: QModelIndex) -> None:
        """Choose the most changed tensor of a cell in the table."""
        cell = self.ui.grid.cell(index)
        if cell is not None and cell.tensors:
            most = max(cell.tensors, key=lambda one: one.relative)
            self.ui.filter.clear()
            self.ui.table.choose_row(self.ui.tensors.row_where(lambda one: one.name == most.name))

    def _on_tensor(self) -> None:
        tensor: TensorDiff | None = self.ui.table.current()
        if tensor is not None:
            self._on_described(self.ui.grid.sentence(self.ui.grid.index_of(tensor)))

    def _on_find(self) -> None:
        self.ui.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_jobs(self) -> None:
        for card in (self.ui.base, self.ui.donor):
            card.lock(self.job.is_running)
        self._say_plan()

    def _on_finished(self) -> None:
        self._say_plan()

    def _on_make(self) -> None:
        if self._prepared is not None and self.ui.make.isEnabled():
            rank = self.ui.rank.currentData()
            wish = ExtractWish(self._prepared.base, self._prepared.donor, rank if isinstance(rank, int) else None)
            self._services.requests.page.emit("graft")
            self._services.requests.extract.emit(wish)

    def _on_export(self) -> None:
        if not self.ui.tensors.records():
            return
        dialog = QFileDialog(self.window(), self.tr("Export the figures"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tables (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{self.job.name}.csv")
        dialog.fileSelected.connect(self.write_csv)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def write_csv(self, file: str) -> None:
        """Write the figures into a file."""
        if file:
            self._services.tasks.spawn(self._write_csv(Path(file)), "export")

    async def _write_csv(self, file: Path) -> None:
        from graftwork.diff.export import write_csv

        tensors = tuple(self.ui.tensors.records())
        try:
            written = await self._services.engine.ask(partial(write_csv, tensors, file))
        except Exception as error:  # noqa: BLE001 - what could not be written must be said, whatever it was
            self.ui.error.show_failure(failure_of(error))
            return
        self.ui.bar.show_plan(self.tr("Written: {file}").format(file=paths.shown(written)), True, "ok")


def _suggested(entries: tuple[Entry, ...], filled: Path, is_donor: bool) -> Entry | None:
    from graftwork_core.library.suggest import Why, find, suggest_bases, suggest_donors

    entry = find(entries, filled)
    if entry is None:
        return None
    found = suggest_bases(entries, entry) if is_donor else suggest_donors(entries, entry)
    return found[0].entry if found and found[0].why is Why.NAMED else None
