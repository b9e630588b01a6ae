"""Trying again: how often, how long in between, and a countdown that can be seen and ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from graftwork_core.hub.errors import HubError, RateLimited
from graftwork_core.hub.network import IsCancelled, pause

T = TypeVar("T")
_COUNTDOWN_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How much trouble is put up with.

    Attributes:
        attempts: How often the same thing is tried in all.
        first: Seconds before the second attempt; doubled before each further one.
        longest: Seconds that a pause of our own choice may take.
        announced: Seconds of a pause that a server may ask for; when it asks for more, that is the end.
    """

    attempts: int = 2
    first: float = 0.5
    longest: float = 30.0
    announced: float = 5.0

    def seconds(self, attempt: int, error: HubError) -> float | None:
        """The pause before the attempt after this one (from 1); None when there is none."""
        if not error.passing or attempt >= self.attempts:
            return None
        if isinstance(error, RateLimited):
            return error.seconds if error.seconds <= self.announced else None
        return min(self.first * 2.0 ** (attempt - 1), self.longest)


QUICK: Final = Patience()
"""For what somebody waits for at a screen."""
STEADFAST: Final = Patience(attempts=20, first=1.0, longest=60.0, announced=3600.0)
"""For jobs that run through the night."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause before another attempt; told once a second while it lasts.

    Attributes:
        what: What is tried again.
        reason: What went wrong.
        attempt: The attempt that failed, from 1.
        attempts: How many there are at the most.
        seconds_left: Until the next one.
    """

    what: str
    reason: str
    attempt: int
    attempts: int
    seconds_left: float


TellPause = Callable[[Pause], None]


class Retrying:
    """Tries until it works or patience ends."""

    def __init__(self, patience: Patience, is_cancelled: IsCancelled, tell: TellPause | None = None) -> None:
        """Nothing has been tried yet."""
        self._patience = patience
        self._is_cancelled = is_cancelled
        self._tell = tell
        self._failures = 0

    def succeeded(self) -> None:
        """There was progress: what comes next gets the whole patience again."""
        self._failures = 0

    def run(self, what: str, action: Callable[[], T]) -> T:
        """Do it, again and again while it fails in a way that may pass.

        Raises:
            HubError: The last failure.
            Cancelled: The user stopped it.
        """
        while True:
            try:
                return action()
            except HubError as error:
                self.wait_after(what, error)

    def wait_after(self, what: str, error: HubError) -> None:
        """Wait before the next attempt.

        Raises:
            HubError: This very error, when there is no further attempt.
            Cancelled: The user stopped it.
        """
        self._failures += 1
        seconds = self._patience.seconds(self._failures, error)
        if seconds is None:
            raise error
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._tell is not None:
                self._tell(Pause(what, error.message, self._failures, self._patience.attempts, left))
            pause(min(left, _COUNTDOWN_SECONDS), self._is_cancelled)
