"""The Haystack page: does a model find a fact anywhere in a long text, and what did a graft change about that?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from graftwork import paths
from graftwork.aio import Newest
from graftwork.commands import action
from graftwork.details import failure_of
from graftwork.engine_words import engine_words
from graftwork.haystack.engine import HaystackEngine, Planned
from graftwork.haystack.form import HaystackForm, from_job
from graftwork.haystack.plan_words import PlanWords, plan_words
from graftwork.haystack.room import room_words
from graftwork.haystack.sample import in_its_language, suited
from graftwork.haystack.sweep_form import from_job as sweep_from_job
from graftwork.pages.haystack_audit import HaystackAudit
from graftwork.pages.haystack_layout import HaystackLayout
from graftwork.pages.haystack_results import HaystackResults
from graftwork.pages.haystack_run import KINDS, HaystackRun
from graftwork.pages.haystack_trying import HaystackTrying
from graftwork.requests import CheckWish
from graftwork.runner import Ended
from graftwork.services import Services
from graftwork.slots import Slot
from graftwork.widgets.path_menu import open_dialog
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.jobs.store import JobRecord

_SHORTEST: Final = 2048
"""Tokens that are proposed at least: nobody needs a check that stays inside of a tiny window."""


class HaystackPage(QWidget):
    """Keeps setup, audit, forecast and plan in step with what the user picked."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.engine = HaystackEngine()
        self.ui = HaystackLayout(services.settings.recents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ui)
        engine, tasks, settings = services.engine, services.tasks, services.settings
        setup = self.ui.setup
        self.model = Slot(setup.model, "model", engine, tasks, settings)
        self.adapter = Slot(setup.adapter, "adapter", engine, tasks, settings)
        self.target = Slot(setup.target, "model", engine, tasks, settings)
        self.donor = Slot(setup.donor, "model", engine, tasks, settings)
        self.results = HaystackResults(self.ui, services, self.engine)
        self.job = HaystackRun(self.ui, services, self.engine, self.results)
        self.audit = HaystackAudit(self.ui, services, self.engine, (self.model, self.donor, self.adapter))
        self.trying = HaystackTrying(self.ui, services, self.engine)
        self._planning = Newest(tasks)
        self._out: Path | None = None
        self._out_is_proposed = True
        self._length_is_proposed = True
        self._planned: Planned | None = None
        self._connect()
        self._make_commands()
        setup.show_adapter(False)
        self.ui.server.setEnabled(False)
        self._say(self._missing())

    def focus(self) -> None:
        """Put the keyboard where the user begins."""
        if self.ui.setup.isVisibleTo(self):
            self.ui.setup.model.focus()
        else:
            self.ui.map.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def form(self) -> HaystackForm:
        """What the page asks for now."""
        return replace(
            self.ui.setup.form(),
            model=self.model.path if self.model.is_filled else None,
            adapter=self.adapter.path if self.adapter.is_filled else None,
            target=self.target.path if self.target.is_filled else None,
            donor=self.donor.path if self.donor.is_filled else None,
            out=self._out,
        )

    def fill(self, form: HaystackForm) -> None:
        """Show another form, as if the user had filled it in."""
        self.ui.setup.show_form(form)
        self._length_is_proposed = False
        self._out, self._out_is_proposed = form.out, form.out is None
        self.ui.bar.show_out(str(form.out or ""))
        slots = (self.model, self.adapter, self.target, self.donor)
        for slot, path in zip(slots, (form.model, form.adapter, form.target, form.donor), strict=True):
            if path is None:
                slot.clear()
            elif slot.path != path or not slot.is_filled:
                slot.load(path)
        self._on_slots_changed()

    def check(self, wish: CheckWish) -> None:
        """Fill in a model that was just made, and what belongs to it."""
        now = self.ui.setup.form()
        self.fill(replace(now, model=wish.model, adapter=None, target=wish.target, donor=wish.donor, out=None))
        self._length_is_proposed = True
        self.trying.offer(wish.target, wish.adapter)
        self.ui.show_setup()
        self.ui.bar.run.setFocus(Qt.FocusReason.OtherFocusReason)

    def run(self) -> None:
        """Start the check that the page asks for; in the prompt tab, send the prompt."""
        if self.ui.tabs.currentWidget() is self.ui.prompt and self.ui.prompt.prompt.hasFocus():
            self.ui.prompt.ask()
        elif self.ui.bar.run.isEnabled() and not self.ui.bar.is_busy and self._planned is not None:
            self.job.start(self._planned.job, self._planned.skeleton)

    def _connect(self) -> None:
        ui, job = self.ui, self.job
        for slot in (self.model, self.adapter, self.target, self.donor):
            slot.changed.connect(self._on_slots_changed)
        self.model.redirected.connect(self.adapter.load)
        ui.setup.changed.connect(self._on_setup_changed)
        ui.setup.length_changed.connect(self._on_length_chosen)
        ui.bar.run_wanted.connect(self.run)
        ui.bar.out_edited.connect(self._on_out_edited)
        ui.bar.browse_wanted.connect(self._on_browse_out)
        ui.open_result.clicked.connect(self.open_result)
        ui.server_menu.triggered.connect(self._on_server)
        job.started.connect(self._on_started)
        job.ended.connect(self._on_ended)
        job.resumed.connect(self.fill)
        requests = self._services.requests
        requests.check.connect(self.check)
        requests.result.connect(self._on_result_wanted)
        requests.edit.connect(self._on_edit_wanted)

    def _make_commands(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            action(self, self.tr("Start the check"), self.run, keys=keys)
        action(self, self.tr("Put away messages"), self.ui.hide_notices, keys=QKeySequence.StandardKey.Cancel)
        action(self, self.tr("Show or hide the setup"), self.ui.fold.toggle, keys="Ctrl+B")
        action(self, self.tr("Open a result"), self.open_result, keys=QKeySequence.StandardKey.Open)
        for number in range(self.ui.tabs.count()):
            made = action(self, self.ui.tabs.tabText(number), self._on_tab_wanted, keys=f"Ctrl+{number + 1}")
            made.setData(number)

    def open_result(self) -> None:
        """Let the user choose the folder of an earlier check or sweep; does not wait."""
        dialog = QFileDialog(self.window(), self.tr("Choose the folder of a result"))
        if self._out is not None:
            dialog.setDirectory(str(self._out.parent))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_result_chosen)

    def _on_result_wanted(self, record: JobRecord) -> None:
        if record.kind in KINDS:
            self.show_result(record.out)

    def _on_edit_wanted(self, record: JobRecord) -> None:
        """Fill in what a job was asked, so that it can be changed and run anew."""
        if record.kind not in KINDS:
            return
        content = json.loads(record.spec)
        if record.kind == "sweep":
            self.trying.fill(sweep_from_job(content))
            self.ui.show_tab(self.ui.sweep)
        elif (form := from_job(content)) is not None:
            self.fill(form)
            self.ui.show_setup()

    def _on_result_chosen(self, folder: str) -> None:
        if folder:
            self.show_result(Path(folder))

    def show_result(self, folder: Path) -> None:
        """Show the results of an earlier check or sweep."""
        self.ui.hide_notices()
        self._services.tasks.spawn(self._open(folder), "result")

    async def _open(self, folder: Path) -> None:
        if await self.engine.work(lambda: (folder / "sweep.json").is_file()):
            self.results.open_sweep(folder)
        else:
            self.results.open(folder)

    def _on_tab_wanted(self) -> None:
        wanted = self.sender()
        if isinstance(wanted, QAction):
            self.ui.tabs.setCurrentIndex(int(wanted.data()))

    def _on_setup_changed(self) -> None:
        shown = self.ui.setup.form()
        wanted = in_its_language(shown)
        if wanted != shown:
            self.ui.setup.show_form(wanted)
        self._make_plan()

    def _on_length_chosen(self) -> None:
        self._length_is_proposed = False
        self.audit.look()

    def _suit_sample(self) -> None:
        shown = self.ui.setup.form()
        wanted = suited(shown, (self.model.path, self.target.path, self.donor.path))
        if wanted != shown:
            self.ui.setup.show_form(wanted)

    def _propose_length(self) -> None:
        """As far as the longest window here says that one can read."""
        models = [slot.model for slot in (self.model, self.donor) if slot.model is not None]
        windows = [model.info.context_window for model in models if model.info.context_window]
        if self._length_is_proposed and windows:
            self.ui.setup.show_form(replace(self.ui.setup.form(), length=max(_SHORTEST, *windows)))

    def _on_slots_changed(self) -> None:
        self._suit_sample()
        self._propose_length()
        self.ui.setup.show_adapter(self.adapter.is_filled)
        self.audit.look()
        self.trying.follow(self.form())
        self._make_plan()

    def _make_plan(self) -> None:
        self._planned = None
        self.ui.server.setEnabled(self.model.is_filled)
        self.trying.follow(self.form())
        self._planning.start(self._plan(), "check's plan")
        self._say(PlanWords(self.tr("Checking…")))

    async def _plan(self) -> None:
        if self.model.path is None or self.model.model is None:
            self._say(self._missing())
            return
        problem = None
        try:
            if self._out_is_proposed:
                self._out = await self.engine.propose(self.model.path)
                self.ui.bar.show_out(str(self._out))
            self._planned = await self.engine.plan(self.form(), self.model.model)
        except Exception as error:  # noqa: BLE001 - what keeps a check from being planned must be said
            problem = failure_of(error)
        known = self._planned.forecasts if self._planned is not None else {}
        room = {length: forecast.room for length, forecast in known.items()}
        self.ui.setup.show_room(room, room_words(known, self.ui.setup.length.length))
        self._say(plan_words(self._planned, problem, self._services.runner.is_running))

    def _missing(self) -> PlanWords:
        reading = any(slot.is_reading for slot in (self.model, self.adapter, self.target, self.donor))
        return PlanWords(self.tr("Reading the headers…") if reading else self.tr("Choose a model to begin."))

    def _say(self, words: PlanWords) -> None:
        self.ui.bar.show_plan(words.text, words.ready, words.severity)
        if words.ready:
            self._services.runner.prepare()

    def _on_out_edited(self, text: str) -> None:
        self._out, self._out_is_proposed = paths.typed_path(text), not text.strip()
        self._make_plan()

    def _on_browse_out(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Choose where the results go"))
        open_dialog(dialog, QFileDialog.FileMode.Directory, self._on_out_parent)

    def _on_out_parent(self, folder: str) -> None:
        if folder:
            name = self._out.name if self._out is not None else "haystack"
            self._out, self._out_is_proposed = paths.free_name(Path(folder), name), False
            self.ui.bar.show_out(str(self._out))
            self._make_plan()

    def _on_server(self, chosen: QAction) -> None:
        self._services.tasks.spawn(self._copy_server_command(str(chosen.data())), "server command")

    async def _copy_server_command(self, kind: str) -> None:
        if self.model.model is None:
            return
        length = self.ui.setup.length.length
        try:
            command = await self.engine.server_command(
                "llamacpp" if kind == "llamacpp" else "vllm", self.model.model, length
            )
        except Exception as error:  # noqa: BLE001 - why there is no command must be said, whatever it was
            self.job.fail(failure_of(error))
            return
        QApplication.clipboard().setText(command.text)
        copied = self.tr("Copied. It will answer at {address}.").format(address=command.address)
        self.ui.say(joined(copied, *map(engine_words, command.notes)))

    def _on_started(self) -> None:
        if self.job.is_ours:
            self.ui.setup.lock(True)
            self.ui.sweep.lock(True)
        self._make_plan()

    def _on_ended(self, ended: Ended) -> None:
        if ended.job.get("kind") in KINDS:
            self.ui.setup.lock(False)
            self.ui.sweep.lock(False)
        if ended.job.get("kind") == "haystack":
            # A finished check keeps its folder; a stopped one goes on there.
            self._out_is_proposed = ended.result is not None
        self._make_plan()
