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
        services.runner.started.connect(self._on_started)
        services.runner.progressed.connect(self._on_progressed)
        services.runner.ended.connect(self._on_ended)

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

    def _on_started(self) -> None:
        self.jobs.setText(self.tr("A job runs"))

    def _on_progressed(self, now: Progressed) -> None:
        if now.total:
            self.jobs.setText(self.tr("A job runs, {percent} %").format(percent=now.done * 100 // now.total))

    def _on_ended(self) -> None:
        self.jobs.setText(self.tr("No job runs"))
