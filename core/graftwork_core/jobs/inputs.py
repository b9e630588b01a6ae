"""A job's inputs on this machine: what lies on the Hub comes while the job works, or is looked at for a rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graftwork_core.jobs.paths import is_hub_path
from graftwork_core.jobs.spec import (
    DiffJob,
    DownloadJob,
    ExtractJob,
    GraftJob,
    HaystackJob,
    Job,
    MergeJob,
    PromptJob,
    SweepJob,
    UploadJob,
)
from graftwork_core.reporting import Reporter

if TYPE_CHECKING:
    from graftwork_core.preflight import Preflight

Change = Callable[[Path], Path]


@contextmanager
def supplied(job: Job, reporter: Reporter) -> Iterator[Job]:
    """The job with every input a local folder, for as long as it works.

    Raises:
        GraftworkError: When an input on the Hub cannot be used.
    """
    if not _needs_the_hub(job):
        yield job
        return
    from graftwork_core.hub.supply import Supply
    from graftwork_core.weights.partial import partial_path

    out = job.options.out
    streams = bool(getattr(job.options, "stream", False))
    reporter.stage("asking")
    target = getattr(job.options, "target", None) if isinstance(job, MergeJob | GraftJob) else None
    resumes = partial_path(out).exists()
    with Supply(out, reporter, streams=streams, resumes=resumes, output_like=target) as supply:
        reads_as_it_comes = isinstance(job, ExtractJob | MergeJob | GraftJob | DiffJob)
        yield with_inputs(job, supply.flowing if reads_as_it_comes else supply.whole)
        supply.finish()


@contextmanager
def looked_at(job: Job) -> Iterator[tuple[Job, Callable[[Preflight], Preflight]]]:
    """The job with a folder to look at for every input, and what makes its preflight speak of repositories again.

    Raises:
        GraftworkError: When an input on the Hub cannot be looked at.
    """
    if not _needs_the_hub(job):
        yield job, lambda preflight: preflight
        return
    from graftwork_core.hub.places import Places

    with Places() as places:

        def told(preflight: Preflight) -> Preflight:
            reads = tuple((places.shown(path), nbytes) for path, nbytes in preflight.reads)
            return replace(preflight, reads=reads, notes=(*preflight.notes, *places.lines()))

        yield with_inputs(job, places.folder), told


def with_inputs(job: Job, change: Change) -> Job:
    """The same job with every input's path changed."""

    def use(one: Any) -> Any:
        return one.model_copy(update={"path": change(one.path)})

    changed: dict[str, Any]
    match job:
        case ExtractJob() | DiffJob():
            changed = {"base": change(job.options.base), "donor": change(job.options.donor)}
        case MergeJob():
            changed = {"target": change(job.options.target), "adapters": tuple(map(use, job.options.adapters))}
        case GraftJob():
            changed = {name: change(getattr(job.options, name)) for name in ("base", "donor", "target")}
        case HaystackJob():
            named = {name: getattr(job.options, name) for name in ("model", "target", "donor", "baseline")}
            changed = {name: change(path) for name, path in named.items() if path is not None}
            changed["adapters"] = tuple(map(use, job.options.adapters))
        case SweepJob():
            changed = {name: change(getattr(job.options, name)) for name in ("target", "adapter")}
        case PromptJob():
            changed = {"model": change(job.options.model), "adapters": tuple(map(use, job.options.adapters))}
        case DownloadJob() | UploadJob():
            return job
    options: Any = job.options.model_copy(update=changed)
    return replace(job, options=options)


def _needs_the_hub(job: Job) -> bool:
    found: list[Path] = []

    def look(path: Path) -> Path:
        found.append(path)
        return path

    with_inputs(job, look)
    return any(map(is_hub_path, found))
