"""The Graft page: base + donor (or an adapter) and a target in, a model with the ability out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.aio import Newest
from graftwork.details import Failure, failure_of
from graftwork.engine import Plan, needed_bytes
from graftwork.form import Choices, Form, RankChoice, Source
from graftwork.pages.graft_layout import GraftLayout
from graftwork.pages.graft_run import GraftRun
from graftwork.plan_text import plan_text
from graftwork.requests import GraftWish
from graftwork.services import Services
from graftwork.slots import Slot
from graftwork.widgets.path_menu import open_dialog

if TYPE_CHECKING:
    from graftwork_core.model.report import FitReport


MODULE_PATTERNS: Final = {"all": "", "attention": "self_attn|attention|attn", "mlp": "mlp|feed_forward|ffn"}
"""Which tensors a group of modules has; empty for all of them."""


class GraftPage(QWidget):
    """Keeps slots, report, preview and plan in step with what the user picked."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.ui = GraftLayout(services.settings.recents)
        self.job = GraftRun(self.ui, services)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        self._source = Source.DONOR
        self._report: FitReport | None = None
        self._plan: Plan | None = None
        self._out: Path | None = None
        self._out_is_proposed = True
        self._run_is_next = False
        engine, tasks, settings = services.engine, services.tasks, services.settings
        self.base = Slot(self.ui.base, "model", engine, tasks, settings)
        self.donor = Slot(self.ui.donor, "model", engine, tasks, settings)
        self.target = Slot(self.ui.target, "model", engine, tasks, settings)
        self.adapter = Slot(self.ui.adapter, "adapter", engine, tasks, settings)
        self._fitting, self._previewing, self._planning = Newest(tasks), Newest(tasks), Newest(tasks)
        self._connect()
        self._show_sample_offer()
        self._say_plan()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for interrupted jobs whenever the page comes to the front."""
        super().showEvent(event)
        self.job.offers.refresh()

    def focus(self) -> None:
        """Put the keyboard where the user begins."""
        if self.ui.sample.isVisibleTo(self):
            self.ui.sample.take.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.ui.base.focus()

    def form(self) -> Form:
        """What the page asks for now."""
        return Form(
            source=self._source,
            base=self.base.path if self.base.is_filled else None,
            donor=self.donor.path if self.donor.is_filled else None,
            adapter=self.adapter.path if self.adapter.is_filled else None,
            target=self.target.path if self.target.is_filled else None,
            out=self._out,
            choices=self.ui.options.choices(),
        )

    def fill(self, form: Form) -> None:
        """Show another form, as if the user had filled it in."""
        self._source = form.source
        self.ui.show_source(form.source)
        self.ui.options.show_choices(form.choices)
        if form.out is not None:
            self._set_out(form.out)
        slots = (self.base, self.donor, self.adapter, self.target)
        for slot, path in zip(slots, (form.base, form.donor, form.adapter, form.target), strict=True):
            if path is None:
                slot.clear()
            elif slot.path != path or not slot.is_filled:
                slot.load(path)
        self._on_slots_changed()

    def fill_sample(self) -> None:
        """Fill in the models that come with Graftwork, with the options that suit them."""
        from graftwork_resources import sample_folder

        try:
            sample = sample_folder()
        except FileNotFoundError as error:
            self.ui.error.show_failure(Failure(str(error)))
            return
        self.fill(
            Form(
                source=Source.DONOR,
                base=sample / "base",
                donor=sample / "long",
                adapter=None,
                target=sample / "skill",
                out=paths.free_name(paths.data_folder(), "sample-graft"),
                choices=Choices(rank=8, weight=0.75),
            )
        )
        self._run_is_next = True

    def take_settings(self, wish: GraftWish) -> None:
        """Fill in what a sweep found: cut while extracting where base and donor are known, else as the adapter is."""
        form = self.form()
        include = MODULE_PATTERNS.get(wish.modules, wish.modules)
        choices = replace(
            form.choices, rank_choice=RankChoice.FIXED, rank=wish.rank, weight=wish.weight, include=include
        )
        if form.base is not None and form.donor is not None:
            self.fill(replace(form, source=Source.DONOR, target=wish.target, choices=choices, out=None))
        else:
            self.fill(replace(form, source=Source.ADAPTER, adapter=wish.adapter, target=wish.target, choices=choices))

    def run(self) -> None:
        """Start the job that the page asks for, if it may be started."""
        if self.ui.bar.run.isEnabled() and not self.ui.bar.is_busy:
            self.job.start(self.form())

    def _connect(self) -> None:
        ui, job = self.ui, self.job
        for slot in (self.base, self.donor, self.target, self.adapter):
            slot.changed.connect(self._on_slots_changed)
            slot.redirected.connect(self._on_redirected)
        ui.source.chosen.connect(self._on_source)
        ui.options.changed.connect(self._make_plan)
        ui.bar.run_wanted.connect(self.run)
        ui.bar.out_edited.connect(self._on_out_edited)
        ui.bar.browse_wanted.connect(self._on_browse_out)
        ui.sample.taken.connect(self.fill_sample)
        ui.sample.refused.connect(self._on_sample_refused)
        job.resumed.connect(self.fill)
        job.started.connect(self._on_started)
        job.finished.connect(self._on_finished)
        job.others.connect(self._say_plan)
        self._services.requests.graft.connect(self.take_settings)
        job.reuse_wanted.connect(self.target.load)
        job.offers.changed.connect(ui.order_tabs)
        job.offers.changed.connect(self._show_sample_offer)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.run)
        QShortcut(QKeySequence("Esc"), self, ui.hide_notices)
        for number, card in enumerate((ui.base, ui.donor, ui.target), start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, card.browse_folder)

    def _on_source(self, key: str) -> None:
        self._source = Source(key)
        self.ui.show_source(self._source)
        self._on_slots_changed()

    def _on_redirected(self, folder: Path) -> None:
        self._on_source(Source.ADAPTER.value)
        self.adapter.load(folder)

    def _on_slots_changed(self) -> None:
        self._show_sample_offer()
        donor = self.donor.model if self._source is Source.DONOR else None
        target = self.target.model
        self.ui.options.set_windows(
            donor.info.context_window if donor else None, target.info.context_window if target else None
        )
        self._check_fit()
        self._show_preview()
        self._make_plan()

    def _check_fit(self) -> None:
        self._report = None
        giver = self.adapter.adapter if self._source is Source.ADAPTER else self.base.model and self.donor.model
        if giver and (self.target.model or self._source is Source.DONOR):
            self.ui.fit.show_checking()
            self._fitting.start(self._fit(), "fit")
        else:
            self._fitting.cancel()
            self.ui.fit.show_waiting(self.tr("Fill the slots to see whether they belong together."))

    async def _fit(self) -> None:
        engine = self._services.engine
        base, donor, target, adapter = self.base.model, self.donor.model, self.target.model, self.adapter.adapter
        try:
            if self._source is Source.ADAPTER and adapter and target:
                report = await engine.adapter_fit(adapter, target)
            elif base and donor:
                report = await engine.fit(base, donor, target)
            else:
                return
        except Exception as error:  # noqa: BLE001 - a check that fails must be seen, whatever it was
            self.ui.fit.show_waiting(self.tr("The check could not be finished."))
            self.ui.error.show_failure(failure_of(error))
            return
        self._report = report
        self.ui.fit.show_report(report)
        self._say_plan()

    def _show_preview(self) -> None:
        if self._source is Source.ADAPTER and self.adapter.adapter:
            self._previewing.start(self._preview(), "preview")
        else:
            self._previewing.cancel()
            self.ui.coverage.show_preview(None)

    async def _preview(self) -> None:
        adapter, target = self.adapter.adapter, self.target.model
        if adapter is None:
            return
        try:
            preview = await self._services.engine.preview(adapter, target)
        except Exception as error:  # noqa: BLE001 - a preview that fails must be seen, whatever it was
            self.ui.coverage.show_preview(None)
            self.ui.error.show_failure(failure_of(error))
            return
        self.ui.coverage.show_preview(preview)
        window = preview.context.window if preview.context else None
        self.ui.options.set_windows(window, target.info.context_window if target else None)

    def _make_plan(self) -> None:
        self._plan = None
        self._planning.start(self._reckon(), "plan")
        self._say_plan()

    async def _reckon(self) -> None:
        engine = self._services.engine
        giver = self.adapter if self._source is Source.ADAPTER else self.donor
        try:
            if self._out_is_proposed:
                target, source = self.target.path, giver.path
                known = self.target.is_filled and giver.is_filled
                self._out = await engine.propose(target, source) if known and target and source else None
                self.ui.bar.show_out(str(self._out or ""))
            if self._out is not None:
                reads = needed_bytes(self._source, self.base.model, self.donor.model, self.adapter.adapter)
                model = self.target.model
                inputs = (*reads, model.info.nbytes) if model else reads
                self._plan = await engine.plan(self._out, inputs, model, self.ui.options.choices().dtype)
        except OSError as error:
            self.ui.error.show_failure(Failure(self.tr("The output folder cannot be looked at."), str(error)))
        self._say_plan()

    def _say_plan(self) -> None:
        slots = [self.target, *((self.adapter,) if self._source is Source.ADAPTER else (self.base, self.donor))]
        reading, busy = any(slot.is_reading for slot in slots), self._services.runner.is_running
        words = plan_text(self.form(), self._plan, self._report, reading, busy)
        self.ui.bar.show_plan(words.text, words.ready, words.severity)
        self.ui.bar.show_out(self.ui.bar.out.text(), invalid=words.out_is_wrong)
        if words.ready:
            self._services.runner.prepare()
            if self._run_is_next:
                self.ui.bar.run.setFocus(Qt.FocusReason.OtherFocusReason)
        self._run_is_next = self._run_is_next and not words.ready

    def _set_out(self, out: Path | None) -> None:
        self._out, self._out_is_proposed = out, False
        self.ui.bar.show_out(str(out or ""))

    def _on_out_edited(self, text: str) -> None:
        self._out, self._out_is_proposed = paths.typed_path(text), not text.strip()
        self._make_plan()

    def _on_browse_out(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose where the output folder goes"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_out_parent)

    def _on_out_parent(self, folder: str) -> None:
        if folder:
            self._set_out(paths.free_name(Path(folder), self._out.name if self._out else "graft"))
            self._make_plan()

    def _show_sample_offer(self) -> None:
        slots = (self.base, self.donor, self.target, self.adapter)
        empty = all(slot.path is None for slot in slots)
        new_here = not self._services.settings.sample_offered and not self.job.offers.panels
        self.ui.sample.setVisible(empty and new_here)

    def _on_sample_refused(self) -> None:
        self._services.settings.sample_offered = True
        self._show_sample_offer()

    def _on_started(self) -> None:
        self._lock(True)

    def _on_finished(self) -> None:
        self._lock(False)
        if self._out is not None and not self._out_is_proposed:
            self._set_out(paths.free_name(self._out.parent, self._out.name))
        self._make_plan()

    def _lock(self, locked: bool) -> None:
        for card in (self.ui.base, self.ui.donor, self.ui.target, self.ui.adapter):
            card.lock(locked)
        for widget in (self.ui.options, self.ui.source):
            widget.setEnabled(not locked)
