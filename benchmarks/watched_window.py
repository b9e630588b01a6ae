"""The real window with a clock beside it; `bench_window.py` starts it and tells it what to do.

Its task is in GRAFTWORK_BENCHMARK, as JSON: mode ("start" or "merge"), report (the file to write), started (the
monotonic clock when the process was made) and, for a merge, target, adapter and out.
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

BEAT_MS = 5
SETTLE_MS = 1500  # between the first page and the merge


class Watcher(QObject):
    """Waits for the first page, then closes the window, or measures a merge first."""

    def __init__(self, qt: QApplication, services: Services, task: dict[str, Any]) -> None:
        super().__init__(qt)
        self._qt = qt
        self._runner = services.runner
        self._task = task
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
        else:
            QTimer.singleShot(SETTLE_MS, self._merge)

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
        if ended.result is None:
            self._finish(f"the merge failed: {ended.failure}")
            return
        self._figures["seconds"] = time.perf_counter() - self._merging_since
        self._figures["stall_99"] = statistics.quantiles(self._late, n=100)[98]
        self._figures["stall_max"] = max(self._late)
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
            self.watcher = Watcher(qt, self.services, task)

    app.Application = Watched  # type: ignore[assignment, misc]
    sys.argv = ["graftwork"]
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
