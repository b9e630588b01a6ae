"""A worker that does nothing by itself, and small helpers for waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graftwork_core.adapter.preview import AdapterPreview, ModulePreview
from graftwork_core.jobs.client import Outcome
from graftwork_core.jobs.events import Error, Event, Hello, Result
from graftwork_core.jobs.spec import Job


class FakeClient:
    """Records what it is asked; ends when the test says how."""

    def __init__(self) -> None:
        self.hello: Hello | None = Hello(1, "0.1.0", "3.11", 4321, "2.13", "cpu")
        self.job: Job | None = None
        self.job_id: str | None = None
        self.starts = 0
        self.closed = False
        self.cancelled = False
        self.tell: Callable[[Event], None] = lambda event: None
        self._outcome: asyncio.Future[Outcome] | None = None

    async def start(self) -> None:
        self.starts += 1

    async def run(self, job: Job, on_event: Callable[[Event], None], *, job_id: str | None = None) -> Outcome:
        self.job, self.job_id, self.tell = job, job_id, on_event
        self._outcome = asyncio.get_running_loop().create_future()
        return await self._outcome

    async def cancel(self) -> None:
        self.cancelled = True
        self.end(Outcome("cancelled", job_id="c0ffee00"))

    async def detach(self) -> bool:
        self.end(Outcome("detached"))
        return True

    async def close(self) -> None:
        self.closed = True

    def end(self, outcome: Outcome) -> None:
        assert self._outcome is not None
        if not self._outcome.done():
            self._outcome.set_result(outcome)

    def succeed(self, out: Path, data: Mapping[str, Any]) -> None:
        self.end(Outcome("done", 0, Result("graft", str(out), dict(data)), job_id="c0ffee00"))

    def fail(self, error: Error, log: tuple[str, ...] = ()) -> None:
        self.end(Outcome("failed", error.exit_status, error=error, log_tail=log, job_id="c0ffee00"))


async def until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait on the loop until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


def module(layer: int | None, kind: str, rank: int = 8, **changes: Any) -> ModulePreview:
    """One adapted module."""
    values: dict[str, Any] = {
        "path": f"model.layers.{layer}.{kind}",
        "layer": layer,
        "kind": kind,
        "rank": rank,
        "alpha": float(rank),
        "scale": 1.0,
        "shape": (128, 64),
        "method": "lora",
        "energy": None,
        "matched": True,
    }
    return ModulePreview(**(values | changes))


def preview(*modules: ModulePreview, **changes: Any) -> AdapterPreview:
    """An adapter with these modules."""
    values: dict[str, Any] = {
        "name": "adapter",
        "rank": max((one.rank for one in modules), default=0),
        "alpha": 8.0,
        "dtype": "bf16",
        "nbytes": 4096,
        "parameters": 2048,
        "modules": modules,
        "layers": tuple(sorted({one.layer for one in modules if one.layer is not None})),
        "module_kinds": tuple(dict.fromkeys(one.kind for one in modules)),
        "replaced": (),
        "added": (),
        "unmatched": (),
        "problems": (),
        "notes": (),
        "context": None,
        "base": "",
    }
    return AdapterPreview(**(values | changes))
