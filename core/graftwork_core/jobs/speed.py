"""Speed and time left, measured over the last seconds only, so that a stall shows."""

from __future__ import annotations

from collections import deque
from typing import Final

WINDOW_SECONDS: Final = 8.0
_TOO_SHORT_SECONDS: Final = 0.25


class Speed:
    """A sliding window over (time, done)."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def add(self, now: float, done: int) -> None:
        """At `now` (seconds of a steady clock), `done` bytes were finished."""
        self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[1][0] >= WINDOW_SECONDS:
            self._samples.popleft()

    @property
    def bytes_per_s(self) -> float | None:
        """None while there is too little to tell."""
        if len(self._samples) < 2:
            return None
        (start, before), (now, done) = self._samples[0], self._samples[-1]
        return (done - before) / (now - start) if now - start >= _TOO_SHORT_SECONDS else None

    def seconds_for(self, rest: int) -> float | None:
        """How long `rest` bytes take at this speed."""
        speed = self.bytes_per_s
        return rest / speed if speed else None
