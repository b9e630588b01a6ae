"""The running side of the Compare page: the worker's news fill heatmap and table, as do figures of earlier runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork import paths
from graftwork.aio import Newest
from graftwork.details import Failure, failure_of
from graftwork.diff.engine import Prepared, prepare, read_figures, to_job
from graftwork.diff.live import LiveDiff
from graftwork.diff.words import summary_text
from graftwork.pages.compare_layout import CompareLayout
from graftwork.requests import CompareWish
from graftwork.runner import Ended, Progressed, Queued
from graftwork.services import Services
from graftwork_core.errors import GraftworkError

if TYPE_CHECKING:
    from graftwork_core.extract.diff_file import Diff, TensorDiff
    from graftwork_core.jobs.events import Metric
    from graftwork_core.jobs.spec import Job
    from graftwork_core.jobs.store import JobRecord

KIND: Final = "diff"
REFRESH_MS: Final = 250
RANKS: Final = (4, 8, 16, 32, 64, 128)


class CompareRun(QObject):
    """Runs comparisons and shows what they find.

    Signals:
        begun: The models of a comparison that begins, as a `CompareWish`.
        finished: A comparison of this page ended; shown already.
    """

    begun = Signal(object)
    finished = Signal()

    def __init__(self, ui: CompareLayout, services: Services) -> None:
        super().__init__(ui)
        self._ui, self._services = ui, services
        self._live = LiveDiff()
        self._last: Ended | None = None
        self._names = ("", "")
        self._is_submitted = False
        self._reading, self._preparing = Newest(services.tasks), Newest(services.tasks)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self._show_live)
        runner = services.runner
        ui.bar.cancel_wanted.connect(self._on_cancel)
        ui.error.resume_wanted.connect(self._on_try_again)
        services.requests.resume.connect(self._on_resume)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.measured.connect(self._on_measured)
        runner.cancelling.connect(self._on_cancelling)
        runner.queued.connect(self._on_queued)
        runner.refused.connect(self._on_refused)
        runner.ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether a comparison runs."""
        return self._services.runner.runs({KIND})

    @property
    def is_complete(self) -> bool:
        """Whether all that is planned is measured."""
        return self._live.is_complete

    @property
    def name(self) -> str:
        """What to call the comparison."""
        base, donor = self._names
        return f"{Path(donor).name}-{Path(base).name}"

    def start(self, prepared: Prepared, job: Job | None = None, job_id: str | None = None) -> None:
        """Start a comparison, or put it into the queue."""
        self._is_submitted = True
        self._services.runner.start(job or to_job(prepared), job_id, attach=prepared)

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what is known of two models: earlier figures, or nothing yet."""
        self._reading.cancel()
        self._plan(prepared)
        if prepared.known is not None:
            self._show_figures(prepared.known)
        elif prepared.report.blocking:
            self.clear()
        else:
            self._ui.show_figures(False)
            self._ui.say("")

    def clear(self) -> None:
        """Show nothing, not even figures that are being read."""
        self._reading.cancel()
        self._live = LiveDiff()
        self._show_live()
        self._ui.show_figures(False)
        self._ui.say("")

    def _plan(self, prepared: Prepared) -> None:
        self._names = paths.model_name(prepared.base), paths.model_name(prepared.donor)
        self._live = LiveDiff(prepared.tensors)
        self._show_live()

    def _on_resume(self, record: JobRecord) -> None:
        if record.kind == KIND:
            self._services.tasks.spawn(self._resume(record.spec, record.id), "resume")

    def _on_try_again(self) -> None:
        if self._last is not None:
            self._services.tasks.spawn(self._resume(json.dumps(dict(self._last.job)), self._last.job_id), "again")

    async def _resume(self, spec: str, job_id: str | None) -> None:
        engine = self._services.engine
        try:
            job = await engine.saved_job(spec)
            base, donor = _models_of(json.loads(spec))
            prepared = await engine.ask(partial(prepare, base, donor))
        except Exception as error:  # noqa: BLE001 - what keeps a job from going on must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self.start(prepared, job, job_id)

    def _on_started(self, job: Mapping[str, Any]) -> None:
        if job.get("kind") != KIND:
            return
        self._is_submitted = False
        self._ui.error.hide()
        self._ui.bar.show_busy()
        self._ui.bar.cancel.setFocus()
        self._ui.show_figures(True)
        prepared = self._services.runner.attached
        self.begun.emit(CompareWish(*_models_of(job)))
        if isinstance(prepared, Prepared):
            self._plan(prepared)
        else:
            self._live = LiveDiff()
            self._preparing.start(self._catch_up(job), "running comparison")

    async def _catch_up(self, job: Mapping[str, Any]) -> None:
        """Learn what a comparison measures that was not started here."""
        base, donor = _models_of(job)
        with suppress(GraftworkError):  # the worker will say what is wrong with them
            prepared = await self._services.engine.ask(partial(prepare, base, donor))
            self._names = paths.model_name(base), paths.model_name(donor)
            self._live.plan(prepared.tensors)
            self._show_live()

    def _on_progressed(self, progress: Progressed) -> None:
        if self._services.runner.kind == KIND:
            self._ui.bar.show_progress(progress)

    def _on_cancel(self) -> None:
        self._services.runner.cancel({KIND})

    def _on_cancelling(self) -> None:
        if self._services.runner.kind == KIND:
            self._ui.bar.show_cancelling()

    def _on_queued(self, queued: Queued) -> None:
        if self._is_submitted:
            self._is_submitted = False
            text = self.tr("The comparison waits for its turn; its place in the queue is {place}.")
            self._ui.bar.show_plan(text.format(place=queued.place), True)

    def _on_refused(self, failure: Failure) -> None:
        if self._is_submitted:
            self._is_submitted = False
            self._ui.error.show_failure(failure)

    def _on_measured(self, metrics: Sequence[Metric]) -> None:
        if self._services.runner.kind == KIND and self._live.add(metrics) and not self._refresh.isActive():
            self._refresh.start()

    def _on_ended(self, ended: Ended) -> None:
        if ended.job.get("kind") != KIND:
            return
        self._last = ended
        self._preparing.cancel()
        self._refresh.stop()
        self._ui.bar.show_ready()
        self._show_live()
        if ended.failure is not None:
            self._ui.error.show_failure(ended.failure)
            self._ui.error.copy.setFocus()
        elif ended.result is not None:
            self._reading.start(self._read(Path(ended.out)), "figures")
        elif self._live.measured:
            more = self.tr("Stopped. What was measured is kept; comparing again goes on where it stopped.")
            self._ui.say(f"{self._ui.sentence.text()}\n{more}")
        self.finished.emit()

    async def _read(self, out: Path) -> None:
        try:
            found = await self._services.engine.ask(partial(read_figures, out))
        except Exception as error:  # noqa: BLE001 - what cannot be read must be said, whatever it was
            self._ui.error.show_failure(failure_of(error))
            return
        self._show_figures(found)
        self.finished.emit()

    def _show_figures(self, found: Diff) -> None:
        self._live = LiveDiff(found.tensors, found.tensors)
        self._show_live()
        self._ui.show_figures(True)
        self._ui.figure.setFocus()

    def _show_live(self) -> None:
        ui, measured = self._ui, self._live.measured
        chosen = ui.table.current()
        cell = ui.view.currentIndex()
        place = (cell.row(), cell.column()) if cell.isValid() else None
        ui.grid.show(self._live.planned, measured)
        ui.name_rows(ui.grid.kinds)
        if place is not None and place[0] < ui.grid.rowCount() and place[1] < ui.grid.columnCount():
            ui.view.setCurrentIndex(ui.grid.index(*place))
        ui.tensors.show(measured)
        if chosen is not None:
            ui.table.keep_row(ui.tensors.row_where(lambda one: one.name == chosen.name))
        self._say(measured)

    def _say(self, measured: tuple[TensorDiff, ...]) -> None:
        from graftwork_core.extract.diff_summary import adapter_bytes, summarise
        from graftwork_core.units import format_bytes

        if not measured:
            self._ui.show_sizes(())
            return
        summary = summarise(measured)
        base, donor = self._names
        self._ui.say(summary_text(base, donor, summary, self.is_complete))
        if not self.is_complete or not summary.whole.changed:
            self._ui.show_sizes(())
            return
        own, *sizes = (format_bytes(size) for size in adapter_bytes(measured, None, *RANKS))
        choices: list[tuple[int | None, str]] = [(None, self.tr("The suggested ranks, {size}").format(size=own))]
        for rank, size in zip(RANKS, sizes, strict=True):
            choices.append((rank, self.tr("Rank {rank}, {size}").format(rank=rank, size=size)))
        self._ui.show_sizes(choices)


def _models_of(spec: Mapping[str, Any]) -> tuple[Path, Path]:
    return Path(str(spec["base"])), Path(str(spec["donor"]))
