"""What the Graft page says before a run: whether everything fits, what will be made, what a run would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork.aio import Newest
from graftwork.details import Failure, failure_of
from graftwork.engine import GRAFTS
from graftwork.form import Form, Source
from graftwork.pages.graft_layout import GraftLayout
from graftwork.pages.graft_slots import GraftSlots
from graftwork.plan_text import Known, plan_text
from graftwork.planning import Plan
from graftwork.rehearsal import Rehearsed
from graftwork.services import Services

if TYPE_CHECKING:
    from graftwork_core.adapter.preview import AdapterPreview
    from graftwork_core.jobs.spec import Job
    from graftwork_core.model.report import FitReport

CALM_MS: Final = 350
"""So long nothing is changed before somebody tries what a run would do."""


class GraftAhead(QObject):
    """Keeps report, previews and plan in step with what is in the slots.

    Signals:
        proposed: A place for the output that nobody else uses, or None.
        ready: A run may be started now.
    """

    proposed = Signal(object)
    ready = Signal()

    def __init__(self, ui: GraftLayout, services: Services, slots: GraftSlots, form: Callable[[], Form]) -> None:
        """Make it; `form` gives what the page asks for now."""
        super().__init__(ui)
        self._ui, self._services, self._slots, self._form = ui, services, slots, form
        self.proposes = True
        self.plan: Plan | None = None
        self._report: FitReport | None = None
        self._rehearsed: Rehearsed | None = None
        self._previews: dict[str, AdapterPreview] = {}
        tasks = services.tasks
        self._fitting, self._previewing = Newest(tasks), Newest(tasks)
        self._planning, self._rehearsing = Newest(tasks), Newest(tasks)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._on_calm)
        ui.which.currentTextChanged.connect(self._show_preview)

    @property
    def job(self) -> Job | None:
        """The job that would be run, once it is known."""
        return self.plan.job if self.plan is not None and self.plan.out == self._form().out else None

    def look(self) -> None:
        """There are other models or adapters: look at everything anew."""
        self._check_fit()
        self._preview()
        self.reckon()

    def reckon(self) -> None:
        """Something else is asked for of the same inputs."""
        self.plan = self._rehearsed = None
        self._rehearsing.cancel()
        self._calm.start()
        self._planning.start(self._reckon(), "plan")
        self.say()

    def say(self) -> None:
        """Say what a run would do, or what stands in its way."""
        runner = self._services.runner
        known = Known(
            plan=self.plan,
            report=self._report,
            rehearsed=self._rehearsed,
            reading=self._slots.is_reading,
            broken=self._slots.adapters.has_broken,
            base_trouble=self._slots.base.trouble,
            donor_trouble=self._slots.donor.trouble,
            target_trouble=self._slots.target.trouble,
            busy=runner.is_running and not runner.runs(GRAFTS),
        )
        words = plan_text(self._form(), known)
        self._ui.bar.show_plan(words.text, words.ready, words.severity)
        self._ui.bar.show_out(self._ui.bar.out.text(), invalid=words.out_is_wrong)
        if words.ready:
            if not self._may_rehearse or self._rehearsed is not None:
                runner.prepare()
            self.ready.emit()

    @property
    def _may_rehearse(self) -> bool:
        """Whether a rehearsal is under way or will be: the idle worker waits, so that both don't load torch at once."""
        return self._services.rehearsals is not None and (self._calm.isActive() or self._rehearsing.is_busy)

    def _check_fit(self) -> None:
        self._report = None
        source, inputs = self._slots.source, self._slots.inputs()
        if inputs.adapters and inputs.target if source is Source.ADAPTER else inputs.base and inputs.donor:
            self._ui.fit.show_checking()
            self._fitting.start(self._fit(), "fit")
        else:
            self._fitting.cancel()
            self._ui.fit.show_waiting(self.tr("Fill the slots to see whether they belong together."))

    async def _fit(self) -> None:
        engine, inputs = self._services.engine, self._slots.inputs()
        try:
            if inputs.adapters and inputs.target:
                report = await engine.adapter_fit(inputs.adapters, inputs.target)
            elif inputs.base and inputs.donor:
                report = await engine.fit(inputs.base, inputs.donor, inputs.target)
            else:
                return
        except Exception as error:  # noqa: BLE001 - a check that fails must be seen, whatever it was
            self._ui.fit.show_waiting(self.tr("The check could not be finished."))
            self._ui.error.show_failure(failure_of(error))
            return
        self._report = report
        self._ui.fit.show_report(report, has_target=inputs.target is not None)
        self.say()

    def _preview(self) -> None:
        if self._slots.inputs().adapters:
            self._previewing.start(self._preview_all(), "preview")
        else:
            self._previewing.cancel()
            self._previews = {}
            self._ui.show_which(())
            self._ui.coverage.show_preview(None)

    async def _preview_all(self) -> None:
        target, found = self._slots.inputs().target, {}
        try:
            for name, adapter in tuple(self._slots.adapters.named()):
                found[name] = await self._services.engine.preview(adapter, target)
        except Exception as error:  # noqa: BLE001 - a preview that fails must be seen, whatever it was
            self._ui.error.show_failure(failure_of(error))
        self._previews = found
        self._ui.show_which(tuple(found))
        self._show_preview()

    def _show_preview(self) -> None:
        first = next(iter(self._previews.values()), None)
        self._ui.coverage.show_preview(self._previews.get(self._ui.which.currentText(), first))

    async def _reckon(self) -> None:
        engine = self._services.engine
        try:
            if self.proposes:
                self.proposed.emit(await self._propose())
            self.plan = await engine.plan(self._form(), self._slots.inputs())
        except OSError as error:
            message = self.tr("The output folder cannot be looked at.")
            self._ui.error.show_failure(Failure(message, str(error)))
        self._show_plan()
        self.say()

    async def _propose(self) -> Path | None:
        """A place for the output, named after what goes in."""
        slots, source = self._slots, self._slots.source
        if not all(slot.is_filled for slot in slots.needed):
            return None
        target, donor, adapters = slots.target.path, slots.donor.path, slots.adapters.weighted
        engine = self._services.engine
        if source is Source.EXTRACT and donor is not None:
            return await engine.propose(donor, donor, Path("adapter"))
        if source is Source.DONOR and target is not None and donor is not None:
            return await engine.propose(target, target, donor)
        if target is not None and adapters and slots.adapters.is_filled:
            return await engine.propose(target, target, *(one.path for one in adapters))
        return None

    def _show_plan(self) -> None:
        plan, inputs, source = self.plan, self._slots.inputs(), self._slots.source
        self._ui.planned.show_preview(plan.preview if plan is not None and source.extracts else None)
        context = self._ui.options.context
        context.show_outlook(plan.outlook if plan is not None else None)
        donor, target = inputs.donor, inputs.target
        carried = [one.context for one in self._previews.values() if one.context is not None]
        giver = donor.info.context_window if donor is not None else carried[0].window if len(carried) == 1 else None
        context.set_windows(giver, target.info.context_window if target is not None else None)

    def _on_calm(self) -> None:
        if self._planning.is_busy or self._fitting.is_busy:
            self._calm.start()
        elif self._services.rehearsals is not None and not self._services.runner.is_running:
            self._rehearsing.start(self._rehearse(), "rehearsal")

    async def _rehearse(self) -> None:
        """Have the job tried, once all that can be known without is known."""
        job, rehearsals = self.job, self._services.rehearsals
        if job is None or rehearsals is None or not self._ui.bar.run.isEnabled():
            return
        self._rehearsed = await rehearsals.ask(job) or Rehearsed()
        report = self._rehearsed.report
        if report is not None and report.blocking and self._report is not None and not self._report.blocking:
            self._ui.fit.show_report(report, has_target=self._slots.inputs().target is not None)
        self.say()
