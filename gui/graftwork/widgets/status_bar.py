"""The line at the window's foot: what runs, and what the machine has left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from graftwork import paths
from graftwork.aio import Newest
from graftwork.machine import Machine, read_machine
from graftwork.runner import Progressed
from graftwork.services import Services
from graftwork.widgets.controls import Button
from graftwork.widgets.labels import label
from graftwork_core.units import format_bytes

READ_MS: Final = 5000
_LOW: Final = 0.1


class StatusBar(QFrame):
    """Running jobs at the left; memory, GPU memory and disk at the right.

    Signals:
        jobs_wanted: Show the list of jobs.
    """

    jobs_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self._services = services
        self._reading = Newest(services.tasks)
        self.jobs = Button(self.tr("No job runs"), "jobs", "status", "muted")
        self.jobs.clicked.connect(self.jobs_wanted)
        self.memory, self.gpu, self.disk = label("", "small"), label("", "small"), label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(18)
        row.addWidget(self.jobs)
        row.addStretch()
        for text in (self.memory, self.gpu, self.disk):
            row.addWidget(text)
        self._timer = QTimer(self)
        self._timer.setInterval(READ_MS)
        self._timer.timeout.connect(self.read)
        self._now: Progressed | None = None
        services.runner.changed.connect(self._say_jobs)
        services.runner.advanced.connect(self._on_advanced)
        services.runner.history.changed.connect(self._say_jobs)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the readings fresh while they are looked at."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: ask nobody."""
        super().hideEvent(event)
        self._timer.stop()
        self._reading.cancel()

    def read(self) -> None:
        """Ask the machine; a question that is still open is left open."""
        if not self._reading.is_busy:
            self._reading.start(self._read(), "machine")

    def show_machine(self, now: Machine) -> None:
        """Show readings; what is nearly used up stands out."""
        for where, known in ((self.memory, now.memory_free), (self.gpu, now.gpus), (self.disk, now.disk_free)):
            where.setVisible(bool(known))
        if now.memory_free is not None:
            free = format_bytes(now.memory_free)
            self._say(self.memory, self.tr("Memory: {free} free").format(free=free), now.memory_free, now.memory_total)
        if now.gpus:
            best = max(now.gpus, key=lambda gpu: gpu.free)
            free, total = format_bytes(best.free), format_bytes(best.total)
            text = self.tr("GPU: {free} of {total} free").format(free=free, total=total)
            self._say(self.gpu, text, best.free, best.total)
            self.gpu.setToolTip("\n".join(gpu.name for gpu in now.gpus))
        if now.disk_free is not None:
            free = format_bytes(now.disk_free)
            self._say(self.disk, self.tr("Disk: {free} free").format(free=free), now.disk_free, None)
            self.disk.setToolTip(paths.shown(now.disk))

    async def _read(self) -> None:
        folder = self._services.settings.output_parent or paths.data_folder()
        self.show_machine(await self._services.engine.ask(lambda: read_machine(folder)))

    @staticmethod
    def _say(where: QLabel, text: str, free: int, total: int | None) -> None:
        where.setText(text)
        role = "problem" if total and free < _LOW * total else "small"
        if where.property("role") != role:
            where.setProperty("role", role)
            where.style().unpolish(where)
            where.style().polish(where)

    def _on_advanced(self, job_id: str, now: Progressed) -> None:
        self._now = now
        self._say_jobs()

    def _say_jobs(self) -> None:
        """How many jobs run and wait, here and elsewhere on this machine; of a single one, how far it is."""
        runner = self._services.runner
        elsewhere = [record for record in runner.history.running if record.id not in runner.here]
        running, waiting = runner.running + len(elsewhere), len(runner.history.waiting)
        if running == 0:
            self._now = None
            text = self.tr("No job runs")
        elif running > 1:
            text = self.tr("{count} jobs run").format(count=running)
        else:
            done, total = (elsewhere[0].done, elsewhere[0].total) if elsewhere else self._done()
            text = self.tr("A job runs, {percent} %").format(percent=done * 100 // total) if total else ""
            text = text or self.tr("A job runs")
        if waiting:
            text = self.tr("{running}, {count} in the queue").format(running=text, count=waiting)
        self.jobs.setText(text)

    def _done(self) -> tuple[int, int]:
        return (self._now.done, self._now.total) if self._now is not None else (0, 0)
