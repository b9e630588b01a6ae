"""What a fine-tune changed, tensor by tensor: how much, how much of it is rounding, and at which rank.

The rank of a module is the number of singular values above what a random matrix with the energy of the donor's
rounding noise would have (`factor`). No adapter is written: an extraction of that rank makes it.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from graftwork_core import __version__
from graftwork_core.extract.diff_file import DIFF_NAME, SCHEMA, USUAL_RANKS, Diff, read_diff
from graftwork_core.extract.diff_options import DiffOptions
from graftwork_core.extract.diff_summary import adapter_bytes, summarise
from graftwork_core.extract.diff_tensors import live_figures, measured, recipe_of, unmeasured
from graftwork_core.extract.plan import ExtractPlan, PairTask, plan_extract
from graftwork_core.gate import refuse_misfits
from graftwork_core.model.fit import FitReport
from graftwork_core.preflight import Preflight
from graftwork_core.provenance import RECORD_NAME, command, record
from graftwork_core.reporting import Reporter, stop_if_cancelled
from graftwork_core.weights.partial import (
    PartialFolder,
    can_resume,
    check_output,
    fingerprint,
    free_bytes,
    tidy_up,
    was_published,
)

_RUNTIME_BYTES: Final = 400 << 20
_ROOM_BYTES: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class DiffResult:
    """A finished comparison.

    Attributes:
        out: Its folder; the figures are in `difference.json` there.
        tensors: How many tensors both models have.
        changed: How many of them differ.
        relative: |donor - base| / |base| over all of them.
        largest: The tensor that changed most, relative to its size.
        rank: The largest suggested rank.
        suggested_nbytes: Bytes of a bf16 adapter with the suggested ranks.
        seconds: How long this run took.
    """

    out: Path
    tensors: int
    changed: int
    relative: float
    largest: str
    rank: int
    suggested_nbytes: int
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "out": str(self.out), "kind": "diff"}


def check(options: DiffOptions) -> tuple[FitReport, Preflight]:
    """Say whether the two can be compared, and what would be read; nothing is touched.

    Raises:
        GraftworkError: When an input is broken, or the output can't be made.
    """
    plan = plan_extract(options.extraction())
    job = fingerprint(recipe_of(plan))
    if not was_published(options.out, job):
        check_output(options.out, job, options.overwrite, (options.base, options.donor))
    return plan.report, _preflight(options, plan, job)


def diff(options: DiffOptions, reporter: Reporter) -> DiffResult:
    """Compare two models tensor by tensor and write the figures.

    Raises:
        BadInput: A file is broken, or the output can't be made there.
        DoesNotFit: The donor is no fine-tune of the base.
        Cancelled: The user stopped it; the same call goes on where it stopped.
    """
    started = time.monotonic()
    reporter.stage("checking")
    plan = plan_extract(options.extraction())
    refuse_misfits(plan.report, reporter, force=options.force)
    job = fingerprint(recipe_of(plan))
    if was_published(options.out, job):
        tidy_up(options.out)
        return _result(options.out, read_diff(options.out), started)
    check_output(options.out, job, options.overwrite, (options.base, options.donor))
    with PartialFolder(options.out, job, options.overwrite) as partial:
        reporter.stage("comparing")
        _measure_all(partial, plan, reporter)
        found = _collect(plan, partial.done)
        _write(partial.path, plan, found)
        partial.publish()
    return _result(options.out, found, started)


def _measure_all(partial: PartialFolder, plan: ExtractPlan, reporter: Reporter) -> None:
    from graftwork_core.compute import pick_device, run_parallel, worker_count
    from graftwork_core.extract.tensors import TensorExtractor
    from graftwork_core.weights.reader import Reader

    total = sum(task.nbytes for task in plan.tasks)
    done = sum(task.nbytes for task in plan.tasks if task.name in partial.done)
    lock = threading.Lock()
    extractors = threading.local()
    device = pick_device(plan.options.device)

    def tell(task: PairTask, figures: Mapping[str, Any]) -> None:
        reporter.metric(task.name, **live_figures(measured(unmeasured(task), figures)))

    for task in plan.tasks:
        if task.name in partial.done:
            tell(task, partial.done[task.name])
    reporter.progress(done, total)
    with Reader() as reader:

        def work(task: PairTask) -> None:
            nonlocal done
            stop_if_cancelled(reporter)
            if not hasattr(extractors, "one"):
                extractors.one = TensorExtractor(plan, reader, device, reporter)
            figures, _ = extractors.one.extract(task)
            partial.record(task.name, figures)
            tell(task, figures)
            with lock:
                done += task.nbytes
                reporter.progress(done, total)

        pending = [task for task in plan.tasks if task.name not in partial.done]
        run_parallel(pending, work, worker_count(plan.options.threads), lambda: stop_if_cancelled(reporter))


def _collect(plan: ExtractPlan, done: Mapping[str, Mapping[str, Any]]) -> Diff:
    base, donor = plan.base.checkpoint, plan.donor.checkpoint
    tensors = tuple(measured(unmeasured(task), done[task.name]) for task in plan.tasks)
    suggested, *of_ranks = adapter_bytes(tensors, None, *USUAL_RANKS)
    return Diff(
        base=plan.recipe["base"]["name"],
        donor=plan.recipe["donor"]["name"],
        tensors=tensors,
        only_base=tuple(tensor.name for tensor in base if tensor.name not in donor),
        only_donor=tuple(tensor.name for tensor in donor if tensor.name not in base),
        suggested_nbytes=suggested,
        nbytes_of_rank=dict(zip(USUAL_RANKS, of_ranks, strict=True)),
    )


def _write(folder: Path, plan: ExtractPlan, found: Diff) -> None:
    content = {"schema": SCHEMA, "graftwork": __version__, **asdict(found)}
    (folder / DIFF_NAME).write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    line = command("diff", [("--base", found.base), ("--donor", found.donor), ("--out", "difference")])
    (folder / RECORD_NAME).write_text(record(recipe_of(plan), line, {"tensors": len(found.tensors)}), encoding="utf-8")


def _result(out: Path, found: Diff, started: float) -> DiffResult:
    summary = summarise(found.tensors)
    return DiffResult(
        out=out,
        tensors=len(found.tensors),
        changed=summary.whole.changed,
        relative=summary.whole.relative,
        largest=summary.largest[0].name if summary.largest else "",
        rank=summary.whole.rank or 0,
        suggested_nbytes=found.suggested_nbytes,
        seconds=time.monotonic() - started,
    )


def _preflight(options: DiffOptions, plan: ExtractPlan, job: str) -> Preflight:
    from graftwork_core.extract.rehearsal import estimate_seconds

    return Preflight(
        out=options.out,
        reads=(
            (plan.base.folder, sum(task.base.nbytes for task in plan.tasks)),
            (plan.donor.folder, sum(task.donor.nbytes for task in plan.tasks)),
        ),
        writes=((DIFF_NAME, 0), (RECORD_NAME, 0)),
        disk_needed=_ROOM_BYTES,
        disk_free=free_bytes(options.out),
        memory_needed=_RUNTIME_BYTES + 2 * (200 << 20),
        seconds=estimate_seconds(plan) if plan.rank else None,
        resumes=can_resume(options.out, job),
    )
