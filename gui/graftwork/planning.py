"""What the page knows of a run before it: reckoned in a thread from headers and configs alone, exact to the byte."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from graftwork.engine_words import engine_words
from graftwork.form import Form, Source, to_job
from graftwork.outlook import Origin, Outlook, donors_context, look_ahead

if TYPE_CHECKING:
    from graftwork.hub.looks import Fetch
    from graftwork_core.adapter.files import Adapter
    from graftwork_core.adapter.preview import AdapterPreview, ModulePreview
    from graftwork_core.extract.plan import ExtractPlan, PairTask
    from graftwork_core.jobs.spec import ExtractJob, GraftJob, Job
    from graftwork_core.model.info import Model

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Inputs:
    """What is in the slots, opened, and what of it a run has to fetch from the Hub."""

    base: Model | None = None
    donor: Model | None = None
    adapters: tuple[Adapter, ...] = ()
    target: Model | None = None
    fetches: tuple[Fetch, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What a run would do.

    Attributes:
        out: Where the output goes; None while there is no such place.
        job: What a worker is given; None while something is missing.
        problem: What forbids it, one sentence; empty when nothing does.
        hint: What to do about that.
        reads: Bytes of the inputs.
        fetches: Bytes that come from the Hub while the job works.
        lands: The Hub's cache, when they stay; None when there are none, or none is kept.
        lands_free: Bytes free there.
        held: Bytes that lie on the disk of the output beside it: what is fetched, where that is the same disk.
        writes: Bytes of the weights that are written.
        files: How many files these are.
        free: Bytes free where the output goes; None when that place cannot be asked.
        memory_free: Bytes of memory that are free; None where the system does not tell.
        exists: Whether there is something at `out` already.
        blocked: The file that stands where a folder should be; None when nothing does.
        preview: The adapter that will be made.
        outlook: The merged model's context.
    """

    out: Path | None
    job: Job | None = None
    problem: str = ""
    hint: str = ""
    reads: int = 0
    fetches: int = 0
    lands: Path | None = None
    lands_free: int | None = None
    held: int = 0
    writes: int = 0
    files: int = 0
    free: int | None = None
    memory_free: int | None = None
    exists: bool = False
    blocked: Path | None = None
    preview: AdapterPreview | None = None
    outlook: Outlook | None = None


def reckon(form: Form, inputs: Inputs) -> Plan:
    """Look ahead as far as what is filled in allows. Takes a moment; raises nothing that the page should not see."""
    from graftwork_core.errors import GraftworkError

    job: Job | None = None
    outlook: Outlook | None = None
    extraction: ExtractPlan | None = None
    problem = hint = ""
    try:
        outlook = _outlook(form, inputs)
        job = to_job(form) if form.complete else None
        extraction = _extraction(form, inputs)
        reads, writes, files = _amounts(form, inputs, extraction)
    except GraftworkError as error:
        problem, hint = engine_words(error.message), engine_words(error.hint)
        reads = writes = files = 0
    preview = _preview(extraction, inputs.target) if extraction is not None else None
    plan = Plan(form.out, job, problem, hint, reads, writes=writes, files=files, preview=preview, outlook=outlook)
    return plan if form.out is None else _with_fetches(_with_room(plan, form.out), form, inputs.fetches)


def _outlook(form: Form, inputs: Inputs) -> Outlook | None:
    if not form.source.merges or inputs.target is None:
        return None
    choice = form.choices.context
    if form.source is Source.ADAPTER:
        carried = [adapter.context for adapter in inputs.adapters]
        return look_ahead(choice, inputs.target, carried, Origin.ADAPTER) if inputs.adapters else None
    if inputs.base is None or inputs.donor is None:
        return None
    return look_ahead(choice, inputs.target, [donors_context(inputs.base, inputs.donor)], Origin.DONOR)


def _extraction(form: Form, inputs: Inputs) -> ExtractPlan | None:
    """What would be extracted; also before there is a target or an output."""
    from graftwork_core.extract.plan import plan_pair
    from graftwork_core.model.report import FitReport

    if not form.source.extracts or inputs.base is None or inputs.donor is None:
        return None
    alone = replace(form, source=Source.EXTRACT, out=form.out or Path("adapter"))
    job: ExtractJob | GraftJob = to_job(alone)  # type: ignore[assignment]
    return plan_pair(job.options, inputs.base, inputs.donor, FitReport(()))  # type: ignore[arg-type]


def _amounts(form: Form, inputs: Inputs, extraction: ExtractPlan | None) -> tuple[int, int, int]:
    """Bytes read, bytes written, and in how many files of weights."""
    from graftwork_core.merge.size import merged_layout
    from graftwork_core.units import parse_bytes

    reads = writes = files = 0
    if extraction is not None:
        reads += sum(task.nbytes for task in extraction.tasks)
        writes += extraction.adapter_bytes(extraction.rank)
    if form.source is Source.ADAPTER:
        reads += sum(adapter.nbytes for adapter in inputs.adapters)
    if form.source.merges and inputs.target is not None:
        size = form.choices.shard_size
        layout = merged_layout(inputs.target, form.choices.dtype, parse_bytes(size) if size.strip() else None)
        reads += inputs.target.checkpoint.nbytes
        writes += layout.nbytes
        files = len(layout.files)
    return reads, writes, files


def _with_room(plan: Plan, out: Path) -> Plan:
    """The plan with what is known of the output's place."""
    from graftwork_core.memory import free_memory

    nearest = next((place for place in out.parents if place.exists()), None)
    is_folder = nearest is not None and nearest.is_dir()
    return replace(
        plan,
        free=shutil.disk_usage(nearest).free if nearest is not None and is_folder else None,
        memory_free=free_memory(),
        exists=out.exists(),
        blocked=None if is_folder else nearest,
    )


def _with_fetches(plan: Plan, form: Form, fetches: tuple[Fetch, ...]) -> Plan:
    """The plan with what comes from the Hub, and where it lies meanwhile."""
    from graftwork_core.hub.cache import same_disk
    from graftwork_core.hub.folders import hub_cache

    missing = sum(one.missing for one in fetches)
    if not missing or plan.out is None:
        return plan
    if form.choices.stream:
        return replace(plan, fetches=missing, held=sum(one.held for one in fetches))
    held = missing if same_disk(hub_cache(), plan.out.parent) else 0
    free = min(one.free for one in fetches)
    return replace(plan, fetches=missing, lands=hub_cache(), lands_free=free, held=held)


def _preview(plan: ExtractPlan, target: Model | None) -> AdapterPreview:
    """The adapter to come, as far as headers tell: an automatic rank is told at its limit."""
    from graftwork_core.adapter.names import kind_of, layer_of
    from graftwork_core.adapter.preview import AdapterPreview
    from graftwork_core.extract.plan import Part

    low = [task for task in plan.tasks if task.part in (Part.LOW_RANK, Part.EMBEDDING)]
    entire = [task for task in plan.tasks if task.part is Part.WHOLE]
    whole = tuple(task.name for task in entire)
    modules = tuple(_module(task, plan.rank, target) for task in low)
    left = [task for task in plan.tasks if task.part is Part.LEFT_OUT]
    notes = []
    if plan.options.auto_rank:
        notes.append(translate("planning", "Ranks and size are limits: each module stops where only noise is left."))
    if left:
        text = translate("planning", "Left out: {names}")
        more = f" … (+{len(left) - 3})" if len(left) > 3 else ""
        notes.append(text.format(names=", ".join(task.name for task in left[:3]) + more))
    return AdapterPreview(
        name=plan.donor.info.name,
        rank=max((module.rank for module in modules), default=0),
        alpha=float(plan.rank),
        dtype=plan.options.dtype,
        nbytes=plan.tensor_bytes(plan.rank),
        parameters=sum(module.rank * sum(module.shape) for module in modules) + sum(task.base.numel for task in entire),
        modules=modules,
        layers=tuple(sorted({layer for task in low if (layer := layer_of(task.module)) is not None})),
        module_kinds=tuple(dict.fromkeys(kind_of(task.module) for task in low)),
        replaced=(),
        added=whole,
        unmatched=(),
        problems=(),
        notes=tuple(notes),
        context=None,
        base=plan.base.info.name,
    )


def _module(task: PairTask, rank: int, target: Model | None) -> ModulePreview:
    from graftwork_core.adapter.names import kind_of, layer_of
    from graftwork_core.adapter.preview import ModulePreview

    shape = task.common_shape
    twin = target.checkpoint.tensors.get(task.name) if target is not None else None
    lowest = min(rank, *shape)
    return ModulePreview(
        path=task.module,
        layer=layer_of(task.module),
        kind=kind_of(task.module),
        rank=lowest,
        alpha=float(lowest),
        scale=1.0,
        shape=shape,
        method="lora",
        energy=None,
        matched=None if target is None else twin is not None and twin.shape == task.base.shape,
    )
