"""A graft: base + donor → adapter → target → merged model, as one job with one output."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from graftwork_core.extract import run as extraction
from graftwork_core.extract.options import Embeddings, ExtractOptions, FactorDtype
from graftwork_core.extract.plan import ExtractPlan, plan_extract
from graftwork_core.extract.run import ExtractResult
from graftwork_core.gate import refuse_misfits, refuse_too_little_room
from graftwork_core.merge import run as merging
from graftwork_core.merge.options import AdapterUse, ContextChoice, MergeOptions, OutputDtype, Rounding, Verification
from graftwork_core.merge.plan import plan_merge
from graftwork_core.merge.run import MergeResult
from graftwork_core.model.fit import FitReport, check_target
from graftwork_core.model.info import Model, open_model
from graftwork_core.preflight import Preflight
from graftwork_core.provenance import public_name
from graftwork_core.reporting import Reporter
from graftwork_core.weights.identity import identify
from graftwork_core.weights.partial import (
    PartialFolder,
    can_resume,
    check_output,
    fingerprint,
    free_bytes,
    was_published,
)
from graftwork_core.weights.reader import Reader

ADAPTER_FOLDER: Final = "adapter"
"""Where the adapter lies inside the merged model's folder; loaders of the model don't look there."""


class GraftOptions(BaseModel):
    """The choices of a graft: those of an extraction and of a merge.

    Attributes:
        base: The original model's folder.
        donor: The folder of the fine-tune that has the ability.
        target: The folder of the model that receives it.
        out: Where the merged model's folder will be.
        weight: How strongly the adapter goes in.
        factor_dtype: How the adapter's factors are stored.
        dtype: Type of the written weights; "same" keeps every tensor's own.

    The others are explained at `ExtractOptions` and `MergeOptions`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base: Path
    donor: Path
    target: Path
    out: Path
    weight: float = Field(default=1.0, allow_inf_nan=False)
    rank: int = Field(default=32, ge=1, le=8192)
    auto_rank: bool = False
    max_rank: int = Field(default=256, ge=1, le=8192)
    size: int | None = Field(default=None, ge=1)
    factor_dtype: FactorDtype = "bf16"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    embeddings: Embeddings = "skip"
    dtype: OutputDtype = "same"
    rounding: Rounding = "nearest"
    context: ContextChoice = "adapter"
    shard_size: int | None = Field(default=None, ge=1_000_000)
    device: str = Field(default="auto", pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$")
    seed: int = Field(default=0, ge=0, lt=2**63)
    verify: Verification = "auto"
    force: bool = False
    overwrite: bool = False
    sync: bool = False
    threads: int | None = Field(default=None, ge=1, le=256)

    def extraction(self, out: Path) -> ExtractOptions:
        """The part that makes the adapter."""
        same = self.model_dump(include=set(ExtractOptions.model_fields) - {"out", "dtype", "overwrite"})
        return ExtractOptions(out=out, dtype=self.factor_dtype, **same)

    def merging(self, adapter: Path, out: Path) -> MergeOptions:
        """The part that merges it."""
        same = self.model_dump(include=set(MergeOptions.model_fields) - {"out", "adapters", "overwrite"})
        return MergeOptions(out=out, adapters=(AdapterUse(path=adapter, weight=self.weight),), **same)


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
        check_output(options.out, job, options.overwrite)
    return _report(plan, target), _preflight(options, plan, target, job)


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
        return _finished(options, started)
    check_output(options.out, job, options.overwrite)
    refuse_too_little_room(_preflight(options, plan, target, job))
    with PartialFolder(options.out, job, options.overwrite) as partial:
        adapter = partial.path / ADAPTER_FOLDER
        extracted = _extract(options, adapter, reporter)
        merge_plan = plan_merge(options.merging(adapter, options.out))
        refuse_misfits(merge_plan.report, reporter, force=options.force)
        merged = merging.merge_into(partial, merge_plan, reporter, started)
        partial.publish()
    final = options.out / ADAPTER_FOLDER
    return GraftResult(options.out, final, replace(extracted, out=final), merged, time.monotonic() - started)


def _extract(options: GraftOptions, adapter: Path, reporter: Reporter) -> ExtractResult:
    """The adapter, made now or by an interrupted run of the same job."""
    if adapter.is_dir():
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
            "target": {"name": public_name(target.folder), "files": files},
            **options.model_dump(include=merge_choices),
        }
    )


def _preflight(options: GraftOptions, plan: ExtractPlan, target: Model, job: str) -> Preflight:
    first = extraction.preflight(plan)
    return Preflight(
        out=options.out,
        reads=(*first.reads, (target.folder, target.checkpoint.nbytes)),
        writes=(
            *((f"{ADAPTER_FOLDER}/{name}", nbytes) for name, nbytes in first.writes),
            ("the merged model's weights", target.checkpoint.nbytes),
        ),
        disk_needed=first.disk_needed + target.checkpoint.nbytes,
        disk_free=free_bytes(options.out),
        memory_needed=first.memory_needed,
        seconds=None,
        resumes=can_resume(options.out, job),
    )


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
