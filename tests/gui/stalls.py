"""How long the window's thread is kept busy, and how long it may be."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

LONGEST_S = 0.05
_USUAL_S = 0.0022


def longest_allowed() -> float:
    """Seconds that a turn may take now: `LONGEST_S` where Python is as fast as usual, else in proportion.

    A machine on which others compute is slower in processor time, too: they share caches and cores.
    """
    return LONGEST_S * max(1.0, sorted(_reference() for _ in range(9))[4] / _USUAL_S)


def _reference() -> float:
    began = time.thread_time()
    _ = {str(number): number for number in range(20_000)}
    return time.thread_time() - began


class Probe(QObject):
    """Measures the processor time that this thread spends between two turns of its event loop.

    Processor time, because the wall clock of a busy machine says nothing about the code.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self.turns = 0
        self._last = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def _on_turn(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.turns += 1

    def stop(self) -> None:
        self._timer.stop()
        allowed = longest_allowed()
        assert self.longest < allowed, f"{self.longest:.3f} s, allowed are {allowed:.3f} s"
