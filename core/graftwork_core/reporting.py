"""How a long piece of work tells what it does, and learns that it should stop."""

from __future__ import annotations

from typing import Literal, Protocol

from graftwork_core.errors import Cancelled

Figure = str | int | float | bool | None
Unit = Literal["bytes", "tokens", "settings"]


class Reporter(Protocol):
    """What the engine is given by whoever started it. Every method may be called from any thread."""

    def stage(self, name: str) -> None:
        """A new stage begins: "checking", "extracting", "merging", "verifying", "flushing", "scanning"."""

    def progress(self, done: int, total: int, unit: Unit = "bytes") -> None:
        """Of `total` bytes (or other units) of work in this stage, `done` are finished (measured, never guessed)."""

    def metric(self, name: str, **figures: Figure) -> None:
        """A figure about one thing: a tensor, a question."""

    def warning(self, message: str, hint: str = "") -> None:
        """Something the user should know; the work goes on."""

    def is_cancelled(self) -> bool:
        """Whether the user asked to stop."""


class Silent:
    """A reporter that tells nobody: for scripts and tests."""

    def stage(self, name: str) -> None:
        """Ignore it."""

    def progress(self, done: int, total: int, unit: Unit = "bytes") -> None:
        """Ignore it."""

    def metric(self, name: str, **figures: Figure) -> None:
        """Ignore it."""

    def warning(self, message: str, hint: str = "") -> None:
        """Ignore it."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False


def stop_if_cancelled(reporter: Reporter) -> None:
    """Raise Cancelled when the user asked to stop."""
    if reporter.is_cancelled():
        raise Cancelled("The job was cancelled.", "Run the same command again to resume it.")
