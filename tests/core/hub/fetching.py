"""Downloads for tests, and who watches them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graftwork_core.hub.download import DownloadResult, download
from graftwork_core.hub.download_options import DownloadOptions
from graftwork_core.hub.part import NOTE_SUFFIX, SUFFIX
from graftwork_core.hub.retrying import Patience

QUICKLY = Patience(attempts=4, first=0.01, announced=60)
WEIGHTS = "/lab/model/[0-9a-f]{64}"


@dataclass
class Watcher:
    """A reporter that remembers, and stops when told to."""

    stop: Callable[[], bool] = lambda: False
    metrics: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    seen: list[tuple[int, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def progress(self, done: int, total: int, unit: str = "bytes") -> None:
        self.seen.append((done, total))

    def metric(self, name: str, **figures: Any) -> None:
        self.metrics.append((name, figures))

    def warning(self, message: str, hint: str = "") -> None:
        self.warnings.append(message)

    def is_cancelled(self) -> bool:
        return self.stop()

    def states(self, name: str) -> list[str]:
        told = [figures["state"] for one, figures in self.metrics if one == name]
        return [state for at, state in enumerate(told) if at == 0 or told[at - 1] != state]


def fetched(watcher: Watcher | None = None, patience: Patience = QUICKLY, **options: Any) -> DownloadResult:
    return download(DownloadOptions(**{"repository": "hf:lab/model", **options}), watcher or Watcher(), patience)


def cache(hf_home: Path) -> Path:
    return hf_home / "hub" / "models--lab--model"


def needed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if not name.endswith((".py", ".bin", ".gitattributes"))}


def leftovers(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.name.endswith((SUFFIX, NOTE_SUFFIX))]


def next_part(folder: Path, size: int) -> Path:
    """The part in a folder, once it has that many bytes."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for part in folder.glob(f"*{SUFFIX}"):
            if part.stat().st_size >= size:
                return part
        threading.Event().wait(0.02)
    raise AssertionError("nothing came")
