"""The Graft page: base + donor (or adapters) and a target in, a model with the ability out; or only an adapter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.details import Failure
from graftwork.form import Choices, Form, Source
from graftwork.pages.graft_actions import GraftActions
from graftwork.pages.graft_ahead import GraftAhead
from graftwork.pages.graft_layout import GraftLayout
from graftwork.pages.graft_recipes import GraftRecipes
from graftwork.pages.graft_run import GraftRun
from graftwork.pages.graft_slots import GraftSlots
from graftwork.pages.graft_suggestions import GraftSuggestions
from graftwork.pages.graft_wishes import extraction_form, sweep_form
from graftwork.presets import Preset, Presets
from graftwork.requests import ExtractWish, GraftWish, UseWish
from graftwork.services import Services
from graftwork.widgets.path_menu import open_dialog

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord


class GraftPage(QWidget):
    """Keeps what the user picked, what is known of it, and what runs in step."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.setAcceptDrops(True)
        self.ui = GraftLayout(services.settings.recents)
        self.slots = GraftSlots(self.ui, services)
        self.base, self.donor, self.target = self.slots.base, self.slots.donor, self.slots.target
        self.adapters = self.slots.adapters
        self.ahead = GraftAhead(self.ui, services, self.slots, self.form)
        self.suggestions = GraftSuggestions(self.ui, services, self.slots)
        self.job = GraftRun(self.ui, services)
        self.recipes = GraftRecipes(self.ui, services, self.form)
        self.presets = Presets(services.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        self._out: Path | None = None
        self._rest: Form = Form(Source.DONOR)
        self._run_is_next = False
        self.commands = GraftActions(self, self.presets)
        self._connect()
        self._show_presets()
        self._show_sample_offer()
        self.ahead.say()
        self._offer()

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a saved job anywhere on the page."""
        if paths.dropped_recipe(event.mimeData()) is not None and not self.job.is_running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the job that was dropped."""
        event.acceptProposedAction()
        if (file := paths.dropped_recipe(event.mimeData())) is not None:
            self.recipes.load(file)

    def form(self) -> Form:
        """What the page asks for now."""
        return replace(self.slots.form(), out=self._out, choices=self.ui.options.choices(), rest=self._rest.rest)

    def fill(self, form: Form) -> None:
        """Show another form, as if the user had filled it in."""
        self._rest = form
        self.ui.options.more.rest.show_rest(form.rest)
        self.ui.options.show_choices(form.choices)
        self._show_presets()
        if form.out is not None:
            self._set_out(form.out)
        self.slots.fill(form)

    def fill_job(self, record: JobRecord) -> None:
        """Show a job of the history, to be changed and run anew under a name that is free."""
        self.recipes.take(record.spec)

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
                target=sample / "skill",
                out=paths.free_name(paths.data_folder(), "sample-graft"),
                choices=Choices(rank=8, weight=0.75),
            )
        )
        self._run_is_next = True

    def take_settings(self, wish: GraftWish) -> None:
        """Fill in what a sweep found."""
        form, said = sweep_form(self.form(), wish)
        self._propose_again()
        self.fill(form)
        if said:
            self.ui.said.say(*said)
            self.ui.said.show()
            self.ui.show_notices()

    def take_extraction(self, wish: ExtractWish) -> None:
        """Fill in an adapter that is to be made."""
        self._propose_again()
        self.fill(extraction_form(self.form(), wish))

    def clear(self) -> None:
        """Take everything out of the slots; the options stay."""
        self._propose_again()
        self.slots.fill(Form(self.slots.source))

    def choose_source(self, source: Source) -> None:
        """Ask for other slots."""
        self.slots.choose(source)

    def use_preset(self, preset: Preset) -> None:
        """Take a preset's options; what may be overwritten or forced stays as it was."""
        now = self.ui.options.choices()
        self.ui.options.show_choices(
            replace(preset.choices, force=now.force, overwrite=now.overwrite, stream=now.stream)
        )
        self._on_options()

    def run(self) -> None:
        """Start the job that the page asks for, if it may be started."""
        if self.ui.bar.run.isEnabled() and not self.ui.bar.is_busy:
            self.job.start(self.form())

    def cancel(self) -> None:
        """Ask the running job to stop."""
        self.job.cancel()

    def browse_out(self) -> None:
        """Let the user choose where the output folder goes; does not wait."""
        dialog = QFileDialog(self.window(), self.tr("Choose where the output folder goes"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_out_parent)

    def _connect(self) -> None:
        ui, job, requests = self.ui, self.job, self._services.requests
        self.slots.changed.connect(self._on_slots_changed)
        self.slots.weighed.connect(self.ahead.reckon)
        self.ahead.proposed.connect(self._on_proposed)
        self.ahead.ready.connect(self._on_ready)
        ui.source.chosen.connect(self._on_source)
        ui.options.changed.connect(self._on_options)
        ui.options.more.rest.forgotten.connect(self._on_forgotten)
        ui.options.presets.chosen.connect(self.use_preset)
        ui.options.presets.save_wanted.connect(self._on_save_preset)
        ui.options.presets.remove_wanted.connect(self._on_remove_preset)
        ui.adapters.refused.connect(self._on_refused)
        ui.bar.run_wanted.connect(self.run)
        ui.bar.out_edited.connect(self._on_out_edited)
        ui.bar.browse_wanted.connect(self.browse_out)
        ui.sample.taken.connect(self.fill_sample)
        ui.sample.refused.connect(self._on_sample_refused)
        self.recipes.loaded.connect(self.fill)
        job.resumed.connect(self.fill)
        job.started.connect(self._on_started)
        job.finished.connect(self._on_finished)
        job.waits.connect(self._on_waits)
        job.others.connect(self.ahead.reckon)
        job.reuse_wanted.connect(self._on_use)
        job.offers.changed.connect(ui.order_tabs)
        job.offers.changed.connect(self._show_sample_offer)
        requests.graft.connect(self.take_settings)
        requests.extract.connect(self.take_extraction)
        requests.use.connect(self._on_use)
        requests.edit.connect(self._on_edit)
        requests.sample.connect(self.fill_sample)

    def _on_source(self, key: str) -> None:
        self.choose_source(Source(key))

    def _on_slots_changed(self) -> None:
        self._show_sample_offer()
        self.ui.options.more.show_hub(bool(self.slots.looks()))
        self.ahead.look()
        self._offer()

    def _on_options(self) -> None:
        self._show_presets()
        self.ahead.reckon()
        self._offer()

    def _on_proposed(self, out: Path | None) -> None:
        self._out = out
        self.ui.bar.show_out(str(out or ""))
        self._offer()

    def _on_ready(self) -> None:
        if self._run_is_next:
            self.ui.bar.run.setFocus(Qt.FocusReason.OtherFocusReason)
        self._run_is_next = False

    def _offer(self) -> None:
        """Offer the actions that mean something now."""
        form = self.form()
        self.ui.copy_command.setText(self.tr("Copy command"))
        self.commands.follow(form.source, complete=form.complete, busy=self.ui.bar.is_busy)

    def _set_out(self, out: Path | None) -> None:
        self._out, self.ahead.proposes = out, False
        self.ui.bar.show_out(str(out or ""))

    def _propose_again(self) -> None:
        """The next output goes where the page thinks best."""
        self._out, self.ahead.proposes = None, True

    def _on_out_edited(self, text: str) -> None:
        self._out, self.ahead.proposes = paths.typed_path(text), not text.strip()
        self.ahead.reckon()
        self._offer()

    def _on_out_parent(self, folder: str) -> None:
        if folder:
            name = self._out.name if self._out is not None else "graft"
            self._services.tasks.spawn(self._move_out(Path(folder), name), "output folder")

    async def _move_out(self, folder: Path, name: str) -> None:
        """Write into another folder, under a name that nobody uses there."""
        self._set_out(await self._services.engine.free_name(folder, name))
        self.ahead.reckon()
        self._offer()

    def _on_forgotten(self) -> None:
        self._rest = replace(self._rest, rest={})
        self.ui.options.more.rest.show_rest({})
        self.ahead.reckon()

    def _show_presets(self) -> None:
        choices = self.ui.options.choices()
        self.ui.options.presets.show_presets(self.presets.all(), self.presets.find(choices))

    def _on_save_preset(self, name: str) -> None:
        if self.presets.save(name, self.ui.options.choices()) is None:
            message = self.tr('"{name}" cannot be the name of a preset of yours.').format(name=name)
            self.ui.error.show_failure(Failure(message, self.tr("Choose a name that no preset of Graftwork's has.")))
            self.ui.show_notices()
        self._show_presets()
        self.commands.show_presets()

    def _on_remove_preset(self, name: str) -> None:
        self.presets.remove(name)
        self._show_presets()
        self.commands.show_presets()

    def _on_use(self, wish: UseWish) -> None:
        if not self.job.is_running:
            self.slots.use(wish)

    def _on_edit(self, record: JobRecord) -> None:
        if not self.job.is_running:
            self.fill_job(record)

    def _on_refused(self, link: str) -> None:
        message = self.tr("{link} is neither on this computer nor a model on the Hub.").format(link=link)
        self.ui.error.show_failure(Failure(message, self.tr("Download the adapter first, then drop its folder.")))

    def _show_sample_offer(self) -> None:
        new_here = not self._services.settings.sample_offered and not self.job.offers.panels
        self.ui.sample.setVisible(self.slots.is_empty and new_here)

    def _on_sample_refused(self) -> None:
        self._services.settings.sample_offered = True
        self._show_sample_offer()

    def _on_started(self) -> None:
        self._lock(True)

    def _on_finished(self) -> None:
        self._lock(False)
        self._on_waits()

    def _on_waits(self) -> None:
        """The next run goes elsewhere."""
        if self._out is not None and not self.ahead.proposes:
            self._services.tasks.spawn(self._move_out(self._out.parent, self._out.name), "output folder")
        else:
            self.ahead.reckon()

    def _lock(self, locked: bool) -> None:
        self.slots.lock(locked)
        for widget in (self.ui.options, self.ui.source):
            widget.setEnabled(not locked)
        self._offer()
