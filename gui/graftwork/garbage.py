"""Python's garbage is collected on the window's thread only.

Collection starts on whatever thread happens to allocate. On a reader's thread it would destroy Qt objects
there, which Qt forbids and sometimes answers with a crash.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 1000
_GENERATIONS: Final = (2, 1, 0)


class GarbageCollector(QObject):
    """Takes over from Python's own collector until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would have."""
        counts = gc.get_count()
        for generation in _GENERATIONS:
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    @staticmethod
    def settle() -> None:
        """What exists now stays: leave it out of every later collection, so that none takes long."""
        gc.freeze()

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.enable()
