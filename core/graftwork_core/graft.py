"""A graft: base + donor → adapter → target → merged model, as one job with one output."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from graftwork_core.extract import run as extraction
from graftwork_core.extract.plan import ExtractPlan, plan_extract
from graftwork_core.extract.run import ExtractResult
from graftwork_core.gate import refuse_misfits, refuse_too_little_room
from graftwork_core.graft_options import GraftOptions
from graftwork_core.merge import run as merging
from graftwork_core.merge.plan import plan_merge
from graftwork_core.merge.run import MergeResult
from graftwork_core.merge.size import merged_layout
from graftwork_core.model.fit import FitReport, check_target
from graftwork_core.model.info import Model, open_model
from graftwork_core.preflight import Preflight
from graftwork_core.provenance import command, public_identity, public_name
from graftwork_core.reporting import Reporter
from graftwork_core.weights.identity import identify
from graftwork_core.weights.partial import (
    PartialFolder,
    can_resume,
    check_output,
    fingerprint,
    free_bytes,
    tidy_up,
    was_published,
)
from graftwork_core.weights.reader import Reader

__all__ = ["ADAPTER_FOLDER", "GraftOptions", "GraftResult", "check", "graft"]

ADAPTER_FOLDER: Final = "adapter"
"""Where the adapter lies inside the merged model's folder; loaders of the model don't look there."""


_MERGED_BYTES_PER_SECOND: Final = 0.5e9


@dataclass(frozen=True, slots=True)
class GraftResult:
    """A finished graft: the merged model, and the adapter inside its folder."""

    out: Path
    adapter: Path
    extracted: ExtractResult
    merged: MergeResult
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            **asdict(self),
            "out": str(self.out),
            "adapter": str(self.adapter),
            "extracted": self.extracted.as_json(),
            "merged": self.merged.as_json(),
            "kind": "graft",
        }


def check(options: GraftOptions) -> tuple[FitReport, Preflight]:
    """Say whether the three fit, and what would be read and written; nothing is touched.

    Raises:
        GraftworkError: When an input is broken, or the output can't be made.
    """
    target = open_model(options.target)
    plan = plan_extract(options.extraction(options.out), target=target)
    job = _job(options, plan, target)
    if not was_published(options.out, job):
        check_output(options.out, job, options.overwrite, (options.base, options.donor, options.target))
    return _report(plan, target), _preflight(options, plan, target, job, timed=True)


def graft(options: GraftOptions, reporter: Reporter) -> GraftResult:
    """Extract the donor's difference, merge it into the target, and write a complete model folder.

    Raises:
        BadInput: A file is broken, base and donor do not differ, or the output can't be made there.
        DoesNotFit: The three do not belong together.
        NotEnoughRoom: The disk is too small.
        Cancelled: The user stopped it; the same call goes on where it stopped.
    """
    started = time.monotonic()
    reporter.stage("checking")
    target = open_model(options.target)
    plan = plan_extract(options.extraction(options.out), target=target)
    refuse_misfits(_report(plan, target), reporter, force=options.force)
    job = _job(options, plan, target)
    if was_published(options.out, job):
        tidy_up(options.out)
        return _finished(options, started)
    check_output(options.out, job, options.overwrite, (options.base, options.donor, options.target))
    refuse_too_little_room(_preflight(options, plan, target, job, timed=False), reporter)
    with PartialFolder(options.out, job, options.overwrite) as partial:
        adapter = partial.path / ADAPTER_FOLDER
        extracted = _extract(options, adapter, reporter)
        merge_plan = plan_merge(options.merging(adapter, options.out))
        refuse_misfits(merge_plan.report, reporter, force=options.force)
        merged = merging.merge_into(
            partial, merge_plan, reporter, started, made_by=_command_line(options, plan, target)
        )
        partial.publish()
    final = options.out / ADAPTER_FOLDER
    return GraftResult(options.out, final, replace(extracted, out=final), merged, time.monotonic() - started)


def _extract(options: GraftOptions, adapter: Path, reporter: Reporter) -> ExtractResult:
    """The adapter, made now or by an interrupted run of the same job."""
    if adapter.is_dir():
        tidy_up(adapter)
        return extraction.finished_result(adapter, time.monotonic())
    return extraction.extract(options.extraction(adapter), reporter)


def _report(plan: ExtractPlan, target: Model) -> FitReport:
    return FitReport((*plan.report.rows, *check_target(target).blocking))


def _job(options: GraftOptions, plan: ExtractPlan, target: Model) -> str:
    with Reader() as reader:
        files = identify(target.checkpoint.headers, reader)
    merge_choices = {"dtype", "rounding", "context", "shard_size", "seed", "weight", "device"}
    return fingerprint(
        {
            "kind": "graft",
            "extract": plan.recipe,
            "target": {**public_identity(target.folder), "files": files},
            **options.model_dump(include=merge_choices),
        }
    )


def _preflight(options: GraftOptions, plan: ExtractPlan, target: Model, job: str, *, timed: bool) -> Preflight:
    first = extraction.preflight(plan, timed=timed)
    merged = merged_layout(target, options.dtype, options.shard_size).nbytes
    return Preflight(
        out=options.out,
        reads=(*first.reads, (target.folder, target.checkpoint.nbytes)),
        writes=(
            *((f"{ADAPTER_FOLDER}/{name}", nbytes) for name, nbytes in first.writes),
            ("the merged model's weights", merged),
        ),
        disk_needed=first.disk_needed + merged,
        disk_free=free_bytes(options.out),
        memory_needed=first.memory_needed,
        seconds=_seconds(first, target),
        resumes=can_resume(options.out, job),
    )


def _seconds(extraction_needs: Preflight, target: Model) -> float | None:
    """The extraction's estimate, and a usual speed for the merge, whose adapter isn't there yet."""
    first = extraction_needs.seconds
    return None if first is None else first + target.checkpoint.nbytes / _MERGED_BYTES_PER_SECOND


def _command_line(options: GraftOptions, plan: ExtractPlan, target: Model) -> str:
    """The command that makes the graft again, with public names instead of this machine's paths."""
    plain = GraftOptions(base=options.base, donor=options.donor, target=options.target, out=options.out)
    own = {name for name in GraftOptions.model_fields if getattr(options, name) != getattr(plain, name)}
    shown = sorted(own - {"force", "overwrite", "sync", "stream", "threads", "verify", "device"})
    choices = [(f"--{name.replace('_', '-')}", getattr(options, name)) for name in shown]
    names = [("--base", plan.recipe["base"]["name"]), ("--donor", plan.recipe["donor"]["name"])]
    return command("graft", [*names, ("--target", public_name(target.folder)), ("--out", "merged"), *choices])


def _finished(options: GraftOptions, started: float) -> GraftResult:
    adapter = options.out / ADAPTER_FOLDER
    plan = plan_merge(options.merging(adapter, options.out))
    return GraftResult(
        out=options.out,
        adapter=adapter,
        extracted=extraction.finished_result(adapter, started),
        merged=merging.finished_result(plan, started),
        seconds=time.monotonic() - started,
    )
