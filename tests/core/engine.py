"""Ways for a test to call the engine: in this process with few words, or as the command people type."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork_core.extract.options import ExtractOptions
from graftwork_core.merge.options import AdapterUse, MergeOptions

if TYPE_CHECKING:
    from graftwork_core.extract.run import ExtractResult
    from graftwork_core.merge.run import MergeResult

COMMAND: Final = (sys.executable, "-c", "from graftwork_core.cli import main; main()")


@dataclass
class Listener:
    """A reporter that keeps what it is told, and cancels after a number of progress reports."""

    cancel_after: int | None = None
    stages: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    metrics: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    seen: list[tuple[int, int]] = field(default_factory=list)

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def progress(self, done: int, total: int, unit: str = "bytes") -> None:
        self.seen.append((done, total))

    def metric(self, name: str, **figures: Any) -> None:
        self.metrics.append((name, figures))

    def warning(self, message: str, hint: str = "") -> None:
        self.warnings.append(f"{message} {hint}")

    def is_cancelled(self) -> bool:
        return self.cancel_after is not None and len(self.seen) >= self.cancel_after


def merge(target: Path, adapter: Path | dict[Path, float], out: Path, **options: Any) -> MergeResult:
    """Merge one adapter, or several with weights, into a target."""
    from graftwork_core.merge.run import merge as run

    listener = options.pop("listener", None) or Listener()
    uses = adapter if isinstance(adapter, dict) else {adapter: 1.0}
    adapters = tuple(AdapterUse(path=path, weight=weight) for path, weight in uses.items())
    return run(MergeOptions(target=target, adapters=adapters, out=out, **options), listener)


def extract(base: Path, donor: Path, out: Path, **options: Any) -> ExtractResult:
    """Extract an adapter."""
    from graftwork_core.extract.run import extract as run

    listener = options.pop("listener", None) or Listener()
    return run(ExtractOptions(base=base, donor=donor, out=out, **options), listener)


def command(*arguments: str | Path, **popen: Any) -> subprocess.Popen[str]:
    """Start `graftwork …` as a process of its own."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "200"} | popen.pop("env", {})
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **popen,
    )


def finish(process: subprocess.Popen[str], timeout: float = 120) -> tuple[int, str, str]:
    """Wait for a command: exit status, stdout, stderr."""
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f"it hung; stderr:\n{err[-2000:]}\nstdout:\n{out[-2000:]}") from None
    return process.returncode, out, err


def type_in(*arguments: str | Path, timeout: float = 120) -> tuple[int, str, str]:
    """Run `graftwork …` to its end: exit status, stdout, stderr."""
    return finish(command(*arguments), timeout)
