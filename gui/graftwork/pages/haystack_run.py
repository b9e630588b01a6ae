"""The running side of the Haystack page: checks, sweeps and prompts in a worker, shown while they run."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from graftwork.aio import Newest
from graftwork.amounts import duration
from graftwork.details import Failure, failure_of
from graftwork.haystack.engine import HaystackEngine
from graftwork.haystack.form import from_job
from graftwork.haystack.live import LiveRun, Skeleton
from graftwork.haystack.rows import MAIN, row_name
from graftwork.haystack.verdict_words import running_words
from graftwork.pages.haystack_curves import lines_of
from graftwork.pages.haystack_layout import HaystackLayout
from graftwork.pages.haystack_results import HaystackResults
from graftwork.runner import Ended, Progressed
from graftwork.services import Services
from graftwork.widgets.run_bar import stage_name
from graftwork.wording import joined

if TYPE_CHECKING:
    from graftwork_core.haystack.results.answers import QuestionResult
    from graftwork_core.jobs.events import Metric
    from graftwork_core.jobs.spec import Job
    from graftwork_core.jobs.store import JobRecord

KINDS: Final = frozenset({"haystack", "sweep"})
PROMPT: Final = "prompt"
_JUDGE_SECONDS: Final = 0.5


class HaystackRun(QObject):
    """Runs what the page asks for, fills the map as answers come, and shows how it ended.

    Signals:
        started: A job began to run, this page's or another's.
        ended: The `Ended`; this page's is shown already.
        resumed: The `HaystackForm` of a check that goes on.
    """

    started = Signal()
    ended = Signal(object)
    resumed = Signal(object)

    def __init__(
        self, ui: HaystackLayout, services: Services, engine: HaystackEngine, results: HaystackResults
    ) -> None:
        super().__init__(ui)
        self._ui, self._services, self._engine, self._results = ui, services, engine, results
        self._last: Ended | None = None
        self.live = LiveRun()
        self._left: float | None = None
        self._judged = 0.0
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.timeout.connect(self._judge)
        self._judging = Newest(services.tasks)
        self._held_keyboard = False
        runner = services.runner
        ui.bar.cancel_wanted.connect(self._on_cancel)
        ui.prompt.stopped.connect(self._on_stop)
        ui.error.resume_wanted.connect(self._on_try_again)
        services.requests.resume.connect(self._on_resume)
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.measured.connect(self._on_measured)
        runner.staged.connect(self._on_staged)
        runner.warned.connect(self._on_warned)
        runner.cancelling.connect(self._on_cancelling)
        runner.ended.connect(self._on_ended)

    @property
    def is_ours(self) -> bool:
        """Whether the running job is a check or a sweep."""
        return self._services.runner.kind in KINDS

    def start(self, job: Job, skeleton: Skeleton | None = None, job_id: str | None = None) -> None:
        """Start a job, or put it into the queue; `skeleton` is the map of a check."""
        self._services.runner.start(job, job_id, attach=skeleton)

    def _on_resume(self, record: JobRecord) -> None:
        if record.kind in KINDS:
            self._services.tasks.spawn(self._resume(record.spec, record.id), "resume")

    def _on_try_again(self) -> None:
        if self._last is not None:
            self._services.tasks.spawn(self._resume(json.dumps(dict(self._last.job)), self._last.job_id), "again")

    async def _resume(self, spec: str, job_id: str | None) -> None:
        try:
            job = await self._services.engine.saved_job(spec)
            skeleton = await self._engine.skeleton(job)
        except Exception as error:  # noqa: BLE001 - what keeps a job from going on must be said, whatever it was
            self.fail(failure_of(error))
            return
        form = from_job(json.loads(spec))
        if form is not None:
            self.resumed.emit(form)
        self.start(job, skeleton, job_id)

    def fail(self, failure: Failure) -> None:
        """Say what went wrong."""
        self._ui.error.show_failure(failure)
        self._ui.error.copy.setFocus()

    def _on_started(self, job: Mapping[str, Any]) -> None:
        kind = job.get("kind")
        if kind in KINDS:
            self._ui.hide_notices()
            self._ui.make_room()
            self._ui.log.clear()
            self._ui.bar.show_busy()
            self._ui.bar.cancel.setFocus()
        if kind == "haystack":
            self._begin_map(job)
        elif kind == "sweep":
            self._ui.show_tab(self._ui.sweep)
        elif kind == PROMPT:
            self._ui.prompt.show_busy()
            self._ui.prompt.say(stage_name(""))
        self.started.emit()

    def _begin_map(self, job: Mapping[str, Any]) -> None:
        known = self._services.runner.attached
        self.live = LiveRun(known if isinstance(known, Skeleton) else None)
        if not isinstance(known, Skeleton):
            self._judging.start(self._catch_up(json.dumps(dict(job))), "running check")
        self._overdue.stop()
        self._left, self._judged = None, 0.0
        self._results.clear()
        self._ui.map.show_map(self.live.map(MAIN))
        self._ui.verdict.show_words(running_words((), None))
        if self._ui.tabs.currentWidget() not in (self._ui.map, self._ui.log):
            self._ui.show_tab(self._ui.map)

    async def _catch_up(self, spec: str) -> None:
        """Learn the map of a check that was not started here."""
        try:
            skeleton = await self._engine.skeleton(await self._services.engine.saved_job(spec))
        except Exception:  # noqa: BLE001 - the worker will say what is wrong with it; its results come with their map
            skeleton = Skeleton()
        self.live.plan(skeleton)
        self._ui.map.show_map(self.live.map(self.live.row or MAIN))

    def _on_cancel(self) -> None:
        self._services.runner.cancel(KINDS)

    def _on_stop(self) -> None:
        self._services.runner.cancel({PROMPT})

    def _on_progressed(self, progress: Progressed) -> None:
        if self.is_ours:
            self._left = progress.eta_s
            self._ui.bar.show_progress(progress)

    def _on_measured(self, metrics: Sequence[Metric]) -> None:
        kind = self._services.runner.kind
        if kind == PROMPT:
            for metric in metrics:
                if metric.name == "text":
                    self._ui.prompt.append(str(metric.figures.get("text") or ""))
        elif kind == "haystack" and self.live.add(metrics):
            row = self.live.row
            self._ui.map.show_map(self.live.map(row))
            self._ui.map.show_row("" if row == MAIN else row_name(row))
            self._judge()

    def _judge(self) -> None:
        """Say what the answers so far come to; counted in a thread, now and then."""
        now = time.monotonic()
        wait = _JUDGE_SECONDS - (now - self._judged)
        if wait > 0:
            if not self._overdue.isActive():  # the last answers count even when none come after them
                self._overdue.start(math.ceil(wait * 1000))
        else:
            self._judged = now
            rows = {name: tuple(self.live.results(name)) for name in self.live.names}
            self._judging.start(self._say_so_far(rows, self._left), "so far")

    async def _say_so_far(self, rows: Mapping[str, Sequence[QuestionResult]], left: float | None) -> None:
        now = self.live.row
        words, lines = await self._engine.work(
            lambda: (
                running_words(rows.get(now, ()), left),
                lines_of([(row_name(key), answers) for key, answers in rows.items()]),
            )
        )
        if self._services.runner.runs({"haystack"}):
            self._ui.verdict.show_words(words)
            self._ui.curves.show_lines(lines)
            self._ui.depths.show_lines(lines)

    def _on_staged(self, stage: str) -> None:
        if self.is_ours:
            self._log(stage_name(stage))
        elif self._services.runner.kind == PROMPT:
            self._ui.prompt.say(stage_name(stage))

    def _on_warned(self, text: str) -> None:
        if self.is_ours:
            self._log(text)
        elif self._services.runner.kind == PROMPT:
            self._ui.prompt.say(text)

    def _log(self, text: str) -> None:
        self._ui.log.appendPlainText(f"{time.strftime('%H:%M:%S')}  {text}")

    def _on_cancelling(self) -> None:
        # A button that is switched off gives the keyboard away; it goes to the map when the check has ended.
        if self.is_ours:
            self._held_keyboard = self._ui.bar.cancel.hasFocus()
            self._ui.bar.show_cancelling()
        elif self._services.runner.kind == PROMPT:
            self._ui.prompt.stop.setEnabled(False)

    def _on_ended(self, ended: Ended) -> None:
        kind = ended.job.get("kind")
        if kind in KINDS:
            self._last = ended
            self._overdue.stop()
            self._judging.cancel()
            held = self._held_keyboard or self._ui.bar.cancel.hasFocus()
            self._held_keyboard = False
            self._ui.bar.show_ready()
            if held:
                self._ui.map.view.setFocus()
            self._ui.map.show_row("")
            self._show_end(ended)
        elif kind == PROMPT:
            self._end_prompt(ended)
        self.ended.emit(ended)

    def _end_prompt(self, ended: Ended) -> None:
        if ended.failure is not None:
            self._ui.prompt.say(joined(ended.failure.message, ended.failure.hint))
        elif ended.result is None:
            self._ui.prompt.say(self.tr("Stopped."))
        else:
            tokens, seconds = ended.result.get("prompt_tokens"), ended.result.get("seconds")
            if isinstance(tokens, int) and isinstance(seconds, int | float):
                words = self.tr("{count} tokens were read and answered in {time}.")
                self._ui.prompt.say(words.format(count=f"{tokens:,}", time=duration(float(seconds))))

    def _show_end(self, ended: Ended) -> None:
        out = Path(str(ended.out or ended.job.get("out") or ""))
        if ended.failure is not None:
            self._log(ended.failure.message)
            self.fail(ended.failure)
        elif ended.cancelled:
            self._log(self.tr("Cancelled. What was answered is kept; the same check goes on where it stopped."))
            self._ui.say(self.tr("Cancelled. What was answered is kept; the same check goes on where it stopped."))
        if ended.job.get("kind") == "haystack":
            self._services.tasks.spawn(self._show_what_there_is(out, ended.result is not None), "result")
        else:
            self._services.tasks.spawn(self._show_sweep(out, ended.result is not None), "sweep result")

    async def _show_what_there_is(self, out: Path, finished: bool) -> None:
        """The results; of a check that failed or was stopped, what it had answered."""
        if finished or await self._engine.work(lambda: (out / "run.jsonl").is_file()):
            self._results.open(out)

    async def _show_sweep(self, out: Path, finished: bool) -> None:
        if finished or await self._engine.work(lambda: (out / "sweep.json").is_file()):
            self._results.open_sweep(out)
