"""What a running job looks like on a terminal: a bar on stderr, warnings, and a few words at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graftwork_core.cli.text import plain, say, tell
from graftwork_core.jobs.events import Cancelled, End, Error, Event, Metric, Progress, Result, Stage, Warning
from graftwork_core.jobs.log import Log
from graftwork_core.jobs.spec import Job
from graftwork_core.units import format_bytes, format_count, format_duration

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Screen:
    """Shows a job's events to a person. The bar appears only when stderr is a terminal."""

    def __init__(self, job: Job, *, quiet: bool) -> None:
        """Nothing is shown yet."""
        self._quiet = quiet
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        if not quiet and sys.stderr.isatty():
            self._bar = _make_bar()
            self._task = self._bar.add_task(job.kind, total=None, sizes="", speed="", left="")

    def __enter__(self) -> Screen:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, event: Event) -> None:
        """Show one event; how the job ended is shown later, by `show_end`."""
        match event:
            case Warning() if not self._quiet:
                self._say(f"warning: {event.message}", *_hint(event.hint))
            case Stage() if self._bar is not None and self._task is not None:
                self._bar.reset(self._task, total=None, description=event.name, sizes="", speed="", left="")
            case Progress() if self._bar is not None and self._task is not None:
                size = format_bytes if event.unit == "bytes" else _format_tokens
                sizes = f"{size(event.done)} of {size(event.total)}"
                speed = f"{size(round(event.bytes_per_s))}/s" if event.bytes_per_s else ""
                left = f"{format_duration(event.eta_s)} left" if event.eta_s is not None else ""
                total = event.total or None
                self._bar.update(self._task, completed=event.done, total=total, sizes=sizes, speed=speed, left=left)
            case Metric() if self._bar is not None and self._task is not None and "seconds_left" in event.figures:
                self._bar.update(self._task, speed="", left=f"again in {event.figures['seconds_left']:.0f} s")
            case _:
                pass

    def _say(self, *lines: str) -> None:
        if self._bar is None:
            say(*lines)
        else:
            for line in lines:
                self._bar.console.print(plain(line), markup=False, highlight=False, soft_wrap=True)


def show_end(end: End, *, quiet: bool = False, log_name: str | None = None) -> None:
    """Say how a job ended: a result on stdout, anything else on stderr; the traceback of a bug goes to a log file."""
    match end:
        case Result():
            if not quiet:
                tell(result_lines(end))
        case Cancelled():
            say(f"cancelled: {end.message}", *_hint(end.hint))
        case Error():
            say(f"error: {end.message}", *_hint(end.hint))
            if end.details:
                say(*_keep_details(end.details, log_name))


def result_lines(result: Result) -> list[str]:
    """What was made, in one or a few lines; what a check came to, in some more."""
    data = result.data
    if result.kind in ("haystack", "sweep"):
        from graftwork_core.cli.verdicts import haystack_lines, sweep_lines

        lines = haystack_lines(data) if result.kind == "haystack" else sweep_lines(data)
        peak = data.get("peak_memory")
        memory = f", {format_bytes(peak)} of memory at the peak" if isinstance(peak, int) else ""
        return [*lines, f"  took {format_duration(data['seconds'])}{memory}"]  # plain already: a map may have colours
    if result.kind == "diff":
        from graftwork_core.cli.differences import diff_lines

        lines = diff_lines(Path(result.out))
        return [plain(line) for line in (*lines, f"  took {format_duration(data['seconds'])}")]
    if result.kind == "download":
        from graftwork_core.cli.hub_text import download_lines

        return [plain(line) for line in (*download_lines(data), f"  took {format_duration(data['seconds'])}")]
    if result.kind == "upload":
        from graftwork_core.cli.hub_text import upload_lines

        return [plain(line) for line in (*upload_lines(data), f"  took {format_duration(data['seconds'])}")]
    parts = {"extract": data, "merge": data}
    if result.kind == "graft":
        named = {"extract": data.get("extracted"), "merge": data.get("merged")}
        parts = {name: part for name, part in named.items() if isinstance(part, Mapping)}
    lines = [f"Wrote {result.out}"]
    if result.kind != "merge" and (part := parts.get("extract")):
        lines.append("  adapter: " + _listed(_adapter_figures(part)))
    if result.kind != "extract" and (part := parts.get("merge")):
        lines.append("  model:   " + _listed(_model_figures(part)))
    seconds = data.get("seconds")
    if isinstance(seconds, int | float):
        lines.append(f"  took {format_duration(seconds)}")
    return [plain(line) for line in lines]


def _adapter_figures(data: Mapping[str, Any]) -> list[str]:
    figures = [f"rank {data['rank']}"] if data.get("rank") is not None else []
    figures += [f"{data['modules']} modules"] if isinstance(data.get("modules"), int) else []
    figures += [format_bytes(data["nbytes"])] if isinstance(data.get("nbytes"), int) else []
    if isinstance(data.get("captured"), int | float):
        figures.append(f"{data['captured']:.2%} of the difference's energy")
    return figures


def _model_figures(data: Mapping[str, Any]) -> list[str]:
    figures = []
    if data.get("tensors") is not None and data.get("changed") is not None:
        figures.append(f"{data['changed']} of {data['tensors']} tensors changed")
    figures += [format_bytes(data["nbytes"])] if isinstance(data.get("nbytes"), int) else []
    if data.get("context_window"):
        figures.append(f"context window {data['context_window']} tokens")
    if isinstance(data.get("survival"), int | float):
        # Rounding up and down leaves a little more or less than all of it.
        share = "all" if data["survival"] > 0.995 else f"{data['survival']:.1%}"
        figures.append(f"{share} of the change is left after rounding")
    return figures


def _format_tokens(tokens: int) -> str:
    return f"{format_count(tokens)} tokens"


def _listed(figures: list[str]) -> str:
    return ", ".join(figures)


def _hint(hint: str) -> list[str]:
    return [hint] if hint else []


def _keep_details(details: str, name: str | None) -> list[str]:
    log = Log(name or time.strftime("graftwork-%Y%m%d-%H%M%S"))
    for line in details.splitlines():
        log.write(line)
    log.close()
    return [f"The full traceback is in {log.path}"] if log.path else details.splitlines()


def _make_bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        TextColumn("{task.fields[sizes]}"),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.fields[left]}"),
        console=Console(stderr=True),
        transient=True,
    )
