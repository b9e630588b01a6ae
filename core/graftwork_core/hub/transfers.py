"""How a set of transfers goes: per file and in all, honestly when nothing comes."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from graftwork_core.hub.retrying import Pause
from graftwork_core.reporting import Figure, Reporter

State = Literal["waiting", "checking", "running", "retrying", "verifying", "done", "failed"]
STALLED_SECONDS: Final = 3.0
_WINDOW_SECONDS: Final = 5.0
_TELL_SECONDS: Final = 1.0
_TELL_FILE_SECONDS: Final = 0.5
TOTAL: Final = "transfer"
"""The name of the metric about all of them."""


@dataclass(slots=True)
class _File:
    size: int
    done: int = 0
    state: State = "waiting"
    told: float = 0.0


class Transfers:
    """Tells a reporter of files under way. May be used from any thread.

    Every file gets metrics under its own name (`state`, `done`, `total`; while retrying also `reason`, `attempt`,
    `attempts` and `seconds_left`); all together one called "transfer" once a second (`bytes_per_s` over the last
    seconds, `stalled_s` since the last byte), also when nothing comes.
    """

    def __init__(
        self,
        reporter: Reporter,
        files: Iterable[tuple[str, int]],
        *,
        shows_progress: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is under way.

        Args:
            reporter: Who is told.
            files: Name and size of each.
            shows_progress: Whether these bytes are the progress of the stage.
            clock: A steady one, in seconds.
        """
        self._reporter = reporter
        self._files = {name: _File(size) for name, size in files}
        self._shows_progress = shows_progress
        self._clock = clock
        self._lock = threading.RLock()
        self._received = 0
        self._samples: deque[tuple[float, int]] = deque([(clock(), 0)])
        self._last_byte = clock()
        self._told = -_TELL_SECONDS

    @property
    def total(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self._files.values())

    @property
    def done(self) -> int:
        """Bytes that are here."""
        with self._lock:
            return sum(file.done for file in self._files.values())

    @property
    def received(self) -> int:
        """Bytes that travelled over the network in this run, those that had to twice as well."""
        return self._received

    def have(self, name: str, nbytes: int) -> None:
        """So many bytes of a file are here, whatever was said before."""
        with self._lock:
            self._files[name].done = nbytes
            self._progress()

    def advance(self, name: str, nbytes: int) -> None:
        """Some more bytes of a file came over the network."""
        with self._lock:
            file = self._files[name]
            file.done += nbytes
            self._received += nbytes
            self._last_byte = self._clock()
            self._progress()
            if self._clock() - file.told >= _TELL_FILE_SECONDS:
                self._tell_file(name)
        self.tick()

    def count(self, nbytes: int) -> None:
        """Some bytes travelled, of whichever file."""
        with self._lock:
            self._received += nbytes
            if nbytes:
                self._last_byte = self._clock()
        self.tick()

    def take_back(self, name: str, nbytes: int) -> None:
        """Some bytes that were counted have to travel again."""
        with self._lock:
            self._files[name].done -= nbytes
            self._progress()

    def state(self, name: str, state: State, **figures: Figure) -> None:
        """A file is in another state."""
        with self._lock:
            self._files[name].state = state
            self._tell_file(name, **figures)

    def pausing(self, name: str) -> Callable[[Pause], None]:
        """What to call while a file waits for another attempt."""

        def tell(pause: Pause) -> None:
            self.state(
                name,
                "retrying",
                reason=pause.reason,
                attempt=pause.attempt,
                attempts=pause.attempts,
                seconds_left=round(pause.seconds_left, 1),
            )
            self.tick()

        return tell

    def tick(self) -> None:
        """Some time has passed, whether something came or not."""
        with self._lock:
            now = self._clock()
            if now - self._told < _TELL_SECONDS:
                return
            self._told = now
            self._samples.append((now, self._received))
            while len(self._samples) > 2 and now - self._samples[1][0] >= _WINDOW_SECONDS:
                self._samples.popleft()
            (start, before), (end, after) = self._samples[0], self._samples[-1]
            stalled = now - self._last_byte
            self._reporter.metric(
                TOTAL,
                bytes_per_s=round((after - before) / (end - start)) if end > start else None,
                stalled_s=round(stalled, 1) if stalled >= STALLED_SECONDS else 0.0,
                done=self.done,
                total=self.total,
            )

    def _progress(self) -> None:
        if self._shows_progress:
            self._reporter.progress(self.done, self.total)

    def _tell_file(self, name: str, **figures: Figure) -> None:
        file = self._files[name]
        file.told = self._clock()
        self._reporter.metric(name, state=file.state, done=file.done, total=file.size, **figures)
