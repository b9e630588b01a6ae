"""What is tried on the Haystack page besides the check: a sweep over settings, and prompts of one's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from graftwork.aio import Newest
from graftwork.details import failure_of
from graftwork.haystack import prompt_form, sweep_form
from graftwork.haystack.engine import HaystackEngine
from graftwork.haystack.form import Hay, HaystackForm
from graftwork.haystack.prompt_form import PromptForm
from graftwork.haystack.sweep_form import SweepForm
from graftwork.pages.haystack_layout import HaystackLayout
from graftwork.requests import GraftWish
from graftwork.services import Services
from graftwork.slots import Slot

if TYPE_CHECKING:
    from graftwork_core.haystack.results.compromise import SweepPoint


_OURS: Final = frozenset({"haystack", "sweep", "prompt"})


class HaystackTrying(QObject):
    """The sweep tab and the prompt tab."""

    def __init__(self, ui: HaystackLayout, services: Services, engine: HaystackEngine) -> None:
        super().__init__(ui)
        self._ui, self._services, self._engine = ui, services, engine
        self._form = HaystackForm()
        self.target = Slot(ui.sweep.target, "model", services.engine, services.tasks, services.settings)
        self.adapter = Slot(ui.sweep.adapter, "adapter", services.engine, services.tasks, services.settings)
        self._proposing = Newest(services.tasks)
        self._out: Path | None = None
        self.target.changed.connect(self._on_changed)
        self.adapter.changed.connect(self._on_changed)
        ui.sweep.changed.connect(self._say)
        ui.sweep.start_wanted.connect(self.start)
        ui.sweep.use_wanted.connect(self._on_use)
        ui.prompt.asked.connect(self._on_asked)
        services.runner.started.connect(self._say)
        services.runner.ended.connect(self._on_changed)

    def form(self) -> SweepForm:
        """The sweep that is asked for now."""
        asked, page = self._ui.sweep.form(), self._form
        task = (page.task,) if page.hay is Hay.TASK and page.task and not asked.tasks else asked.tasks
        return replace(
            asked,
            target=self.target.path if self.target.is_filled else None,
            adapter=self.adapter.path if self.adapter.is_filled else None,
            tasks=task,
            length=page.length,
            prompts=asked.prompts or page.prompts,
            out=self._out,
        )

    def offer(self, target: Path | None, adapter: Path | None) -> None:
        """Fill in what a graft was made of."""
        if target is not None:
            self.target.load(target)
        if adapter is not None:
            self.adapter.load(adapter)

    def fill(self, form: SweepForm) -> None:
        """Show another sweep, as if the user had filled it in."""
        self._ui.sweep.show_form(form)
        self.offer(form.target, form.adapter)

    def follow(self, form: HaystackForm) -> None:
        """Know what the page asks for: a sweep without its own models takes the page's."""
        self._form = form
        receiver = form.target or (form.model if form.adapter else None)
        if self.target.path is None and receiver is not None:
            self.target.load(receiver)
        if self.adapter.path is None and form.adapter is not None:
            self.adapter.load(form.adapter)
        self._show_prompt()
        self._say()

    def start(self) -> None:
        """Start the sweep."""
        if not self._services.runner.runs(_OURS):
            self._services.tasks.spawn(self._start(), "start sweep")

    async def _start(self) -> None:
        form = self.form()
        try:
            job = await self._engine.work(lambda: sweep_form.to_job(form))
        except Exception as error:  # noqa: BLE001 - what keeps a sweep from starting must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self._ui.sweep.show_sweep(None)
        self._services.runner.start(job)

    def _on_changed(self) -> None:
        self._show_prompt()
        self._proposing.start(self._propose(), "sweep's folder")
        self._say()

    async def _propose(self) -> None:
        if self.target.path is not None and self.target.is_filled:
            self._out = await self._engine.propose(self.target.path, "sweep")
        self._say()

    def _say(self) -> None:
        if self._services.runner.runs(_OURS):
            self._ui.sweep.show_ready(False, self.tr("A job is running."))
        elif not self.target.is_filled or not self.adapter.is_filled:
            words = self.tr("Choose the target and the adapter whose weight, rank and modules are to be found.")
            self._ui.sweep.show_ready(False, words)
        else:
            out = self._out.name if self._out is not None else ""
            self._ui.sweep.show_ready(self.form().complete, self.tr("The results go to {folder}.").format(folder=out))

    def _on_use(self, point: SweepPoint) -> None:
        if self.target.path is None or self.adapter.path is None:
            return
        setting = point.setting
        wish = GraftWish(self.target.path, self.adapter.path, setting.weight, setting.rank, setting.modules)
        self._services.requests.page.emit("graft")
        self._services.requests.graft.emit(wish)

    def _show_prompt(self) -> None:
        if not self._services.runner.runs({"prompt"}):
            self._ui.prompt.show_ready(self._can_prompt(), self._form.adapter is not None)

    def _can_prompt(self) -> bool:
        return self._form.model is not None and self._form.is_local and not self._services.runner.is_running

    def _on_asked(self) -> None:
        if self._can_prompt():
            self._services.tasks.spawn(self._ask(), "prompt")

    async def _ask(self) -> None:
        tab, page = self._ui.prompt, self._form
        uses = page.adapter is not None and tab.with_adapter.isChecked()
        form = PromptForm(
            model=page.model,
            adapter=page.adapter if uses else None,
            weight=page.weight,
            text=tab.text(),
            template=tab.with_template.isChecked(),
            most=tab.most.value(),
        )
        try:
            job = await self._engine.work(lambda: prompt_form.to_job(form))
        except Exception as error:  # noqa: BLE001 - why nothing is asked must be said, whatever it was
            tab.say(failure_of(error).message)
            return
        if not self._services.runner.is_running and page.model is not None:
            with_it = self.tr("with the adapter") if uses else self.tr("without an adapter")
            tab.begin(f"{page.model.name}, {with_it}" if page.adapter is not None else page.model.name)
            self._services.runner.start(job)
