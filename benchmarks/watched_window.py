"""The real window with a clock beside it; `bench_window.py` starts it and tells it what to do.

Its task is in GRAFTWORK_BENCHMARK, as JSON: mode ("start", "merge" or "library"), report (the file to write), started
(the monotonic clock when the process was made) and, for a merge, target, adapter and out. With "library" the merge
runs while the Models page shows the folder `library`, and opens the models `details` one after the other, again and
again, with their tensors.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from graftwork import __main__ as program
from graftwork import app
from graftwork.runner import Ended
from graftwork.services import Services
from graftwork.window import MainWindow

BEAT_MS = 5
SETTLE_MS = 1500  # between the first page and the merge
OPEN_MS = 500  # between one model's details and the next one's


class Watcher(QObject):
    """Waits for the first page, then closes the window, or measures a merge first."""

    def __init__(self, qt: QApplication, services: Services, window: MainWindow, task: dict[str, Any]) -> None:
        super().__init__(qt)
        self._qt = qt
        self._services, self._runner = services, services.runner
        self._window = window
        self._task = task
        self._opened = 0
        self._opening = QTimer(self)
        self._opening.setInterval(OPEN_MS)
        self._opening.timeout.connect(self._open_details)
        self._figures: dict[str, float] = {}
        self._late: list[float] = []
        self._last = 0.0
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        qt.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice the first time that a part of a page is painted."""
        if event.type() == QEvent.Type.Paint and on_a_page(watched):
            self._qt.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self._figures["first_page"] = time.monotonic() - self._task["started"]
        if self._task["mode"] == "start":
            self._finish()
        elif self._task["mode"] == "library":
            QTimer.singleShot(SETTLE_MS, self._scan)
        else:
            QTimer.singleShot(SETTLE_MS, self._merge)

    def _scan(self) -> None:
        library = self._services.library
        library.ended.connect(self._on_scanned)
        self._services.requests.page.emit("models")
        self._last = time.perf_counter()
        self._beat.start()
        library.add(Path(self._task["library"]))

    def _on_scanned(self, _whole: bool) -> None:
        entries = len(self._services.library.entries)
        if entries < self._task["entries"] or "entries" in self._figures:
            return  # a scan that began before the folder was added, or a later one
        self._beat.stop()
        self._figures["entries"] = entries
        self._keep("scan")
        QTimer.singleShot(SETTLE_MS, self._merge)
        self._opening.start()

    def _open_details(self) -> None:
        from graftwork.pages.models import ModelsPage

        page = self._window.page("models")
        assert isinstance(page, ModelsPage)
        page.choose(Path(self._task["details"][self._opened % len(self._task["details"])]))
        page.details.tabs.setCurrentWidget(page.details.tensors)
        self._opened += 1

    def _keep(self, name: str) -> None:
        self._figures[f"{name}_99"] = statistics.quantiles(self._late, n=100)[98]
        self._figures[f"{name}_max"] = max(self._late)
        self._late = []

    def _merge(self) -> None:
        from graftwork_core.jobs.spec import make_job

        adapters = [{"path": self._task["adapter"]}]
        job = make_job("merge", {"target": self._task["target"], "adapters": adapters, "out": self._task["out"]})
        self._runner.ended.connect(self._on_ended)
        self._merging_since = self._last = time.perf_counter()
        self._beat.start()
        self._runner.start(job)

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self._last = now

    def _on_ended(self, ended: Ended) -> None:
        self._beat.stop()
        self._opening.stop()
        if ended.result is None:
            self._finish(f"the merge failed: {ended.failure}")
            return
        self._figures["seconds"] = time.perf_counter() - self._merging_since
        self._figures["opened"] = self._opened
        self._keep("stall")
        self._finish()

    def _finish(self, problem: str = "") -> None:
        if "torch" in sys.modules:
            problem = "the window's process has imported torch"
        told = {"problem": problem, "figures": self._figures}
        Path(self._task["report"]).write_text(json.dumps(told), encoding="utf-8")
        for window in self._qt.topLevelWidgets():
            window.close()


def on_a_page(watched: QObject) -> bool:
    """Whether this is a visible widget of one of the window's pages."""
    widget = watched if isinstance(watched, QWidget) else None
    while widget is not None:
        if type(widget).__module__.startswith("graftwork.pages"):
            return True
        widget = widget.parentWidget()
    return False


def main() -> int:
    """Start the window as usual, with the watcher beside its event loop."""
    task = json.loads(os.environ["GRAFTWORK_BENCHMARK"])

    class Watched(app.Application):
        def __init__(self, qt: QApplication) -> None:
            super().__init__(qt)
            self.watcher = Watcher(qt, self.services, self.window, task)

    app.Application = Watched  # type: ignore[assignment, misc]
    sys.argv = ["graftwork"]
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
