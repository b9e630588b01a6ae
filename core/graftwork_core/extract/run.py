"""An extraction from its options to an adapter's folder."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork_core.errors import BadInput
from graftwork_core.extract.card import adapter_card, command_line
from graftwork_core.extract.options import ExtractOptions
from graftwork_core.extract.plan import ExtractPlan, PairTask, Part, plan_extract
from graftwork_core.extract.rehearsal import estimate_seconds
from graftwork_core.gate import refuse_misfits, refuse_too_little_room
from graftwork_core.model.fit import FitReport
from graftwork_core.model.sketch import make_sketch
from graftwork_core.preflight import Preflight
from graftwork_core.provenance import CARD_NAME, RECORD_NAME, record
from graftwork_core.reporting import Reporter, stop_if_cancelled
from graftwork_core.weights.partial import PartialFolder, can_resume, check_output, free_bytes, tidy_up, was_published

if TYPE_CHECKING:
    from graftwork_core.extract.scratch import Scratch

_RUNTIME_BYTES: Final = 400 << 20
_SMALL_FILES_BYTES: Final = 16 << 20


@dataclass(frozen=True, slots=True)
class ExtractResult:
    """A finished extraction.

    Attributes:
        out: The adapter's folder.
        rank: Its largest rank.
        modules: How many modules have factors.
        added: How many tensors have their whole difference beside the adapter (norms, biases).
        unchanged: How many tensors are the same in base and donor.
        left_out: How many tensors differ but are not in the adapter.
        nbytes: Bytes of the adapter's weights.
        captured: Share of the adapted modules' energy |D|² that the stored adapter has.
        noise: Share of that energy that is only the donor's rounding.
        seconds: How long this run took.
        resumed: Tensors that an earlier run had finished.
        warnings: What the user should know.
    """

    out: Path
    rank: int
    modules: int
    added: int
    unchanged: int
    left_out: int
    nbytes: int
    captured: float
    noise: float
    seconds: float
    resumed: int = 0
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "out": str(self.out), "kind": "extract"}


def check(options: ExtractOptions) -> tuple[FitReport, Preflight]:
    """Say whether base and donor fit, and what would be read and written; nothing is touched.

    Raises:
        GraftworkError: When an input is broken, or the output can't be made.
    """
    plan = plan_extract(options)
    if not was_published(options.out, plan.job):
        check_output(options.out, plan.job, options.overwrite, (options.base, options.donor))
    return plan.report, preflight(plan, timed=True)


def preflight(plan: ExtractPlan, *, timed: bool) -> Preflight:
    """What a planned extraction needs of this machine.

    Args:
        plan: The plan.
        timed: Estimate the seconds too, which tries a piece of the work.
    """
    out = plan.options.out
    adapter = plan.adapter_bytes(plan.rank)
    sides = max((sum(task.common_shape) for task in plan.tasks if task.part is not Part.WHOLE), default=0)
    return Preflight(
        out=out,
        reads=(
            (plan.base.folder, sum(task.base.nbytes for task in plan.tasks)),
            (plan.donor.folder, sum(task.donor.nbytes for task in plan.tasks)),
        ),
        writes=(("adapter_model.safetensors", adapter), ("adapter_config.json", 0), (CARD_NAME, 0), (RECORD_NAME, 0)),
        disk_needed=3 * adapter + _SMALL_FILES_BYTES,
        disk_free=free_bytes(out),
        memory_needed=_RUNTIME_BYTES + 2 * (200 << 20) + 4 * 16 * plan.rank * sides,
        seconds=estimate_seconds(plan) if timed and plan.rank else None,
        resumes=can_resume(out, plan.job),
    )


def extract(options: ExtractOptions, reporter: Reporter) -> ExtractResult:
    """Factor (donor - base) into a PEFT LoRA.

    Everything is written beside `out` and renamed at the end; a cancelled or killed run goes on where it
    stopped when it is called again, and gives the same bytes.

    Raises:
        BadInput: A file is broken, base and donor do not differ, or the output can't be made there.
        DoesNotFit: The donor is no fine-tune of the base.
        NotEnoughRoom: The disk is too small.
        Cancelled: The user stopped it.
    """
    started = time.monotonic()
    reporter.stage("checking")
    plan = plan_extract(options)
    refuse_misfits(plan.report, reporter, force=options.force)
    if was_published(options.out, plan.job):
        tidy_up(options.out)
        return finished_result(options.out, started)
    check_output(options.out, plan.job, options.overwrite, (options.base, options.donor))
    refuse_too_little_room(preflight(plan, timed=False), reporter)
    with PartialFolder(options.out, plan.job, options.overwrite) as partial:
        result = extract_into(partial, plan, reporter, started)
        partial.publish()
    return result


def extract_into(partial: PartialFolder, plan: ExtractPlan, reporter: Reporter, started: float) -> ExtractResult:
    """Make the adapter's files in a partial folder; the caller publishes."""
    from graftwork_core.extract.scratch import Scratch
    from graftwork_core.extract.write import write_config, write_deltas, write_factors

    reporter.stage("extracting")
    with Scratch(partial) as scratch:
        _factor_all(partial, plan, scratch, reporter)
        changed = [task for task in plan.tasks if partial.done[task.name]["energy"] > 0]
        low_rank = [task for task in changed if task.part in (Part.LOW_RANK, Part.EMBEDDING)]
        whole = [task for task in changed if task.part is Part.WHOLE]
        _refuse_nothing(plan, changed, low_rank, whole)
        reporter.stage("writing")
        names = memory_names(plan, reporter) if low_rank else {}
        lost, scale = write_factors(partial.path, plan, scratch, low_rank, names)
        write_deltas(partial.path, scratch, whole)
    ranks = {task.name: int(partial.done[task.name]["rank"]) for task in low_rank}
    write_config(partial.path, plan, ranks, scale, names)
    figures = _figures(partial, low_rank, lost, names)
    result = _result(partial, plan, figures, changed, low_rank, whole, started)
    for message in result.warnings:
        reporter.warning(message)
    _write_record(partial, plan, result, figures, changed)
    return result


def memory_names(plan: ExtractPlan, reporter: Reporter) -> dict[str, str]:
    """Name on disk → name in transformers' memory, for the matrices whose names differ.

    PEFT attaches an adapter by the names in memory. They differ from the ones on disk only where transformers
    renames prefixes, which it does for wrapped models; only then it is asked, because that takes seconds.
    """
    wrapped = any(name.endswith("_config") and isinstance(value, dict) for name, value in plan.base.config.items())
    architecture = plan.base.info.architecture or ""
    bare = not any(name.startswith(("model.", "transformer.", "gpt_neox.")) for name in plan.base.checkpoint.tensors)
    if not architecture or not (wrapped or bare):
        return {}
    from graftwork_core.model.oracle import UnknownModel, names_in_memory

    try:
        return names_in_memory(plan.base.folder)
    except UnknownModel as error:
        reporter.warning(f"The adapter has the names on disk, which PEFT may not know: {error.message}")
        return {}


def _factor_all(partial: PartialFolder, plan: ExtractPlan, scratch: Scratch, reporter: Reporter) -> None:
    from graftwork_core.compute import pick_device, run_parallel, worker_count
    from graftwork_core.extract.tensors import TensorExtractor
    from graftwork_core.weights.reader import Reader

    options, device = plan.options, pick_device(plan.options.device)
    total = sum(task.nbytes for task in plan.tasks)
    done = sum(task.nbytes for task in plan.tasks if task.name in partial.done)
    lock = threading.Lock()
    extractors = threading.local()
    reporter.progress(done, total)

    with Reader() as reader:

        def work(task: PairTask) -> None:
            nonlocal done
            stop_if_cancelled(reporter)
            if not hasattr(extractors, "one"):
                extractors.one = TensorExtractor(plan, reader, device, reporter)
            figures, tensors = extractors.one.extract(task)
            scratch.keep(task.name, figures, *tensors)
            for tensor in (task.base, task.donor):
                reader.finished(tensor)
            with lock:
                done += task.nbytes
                reporter.progress(done, total)

        def tick() -> None:
            stop_if_cancelled(reporter)
            partial.sync_now_and_then(scratch.sync)

        pending = [task for task in plan.tasks if task.name not in partial.done]
        reader.announce([tensor for task in pending for tensor in (task.base, task.donor)])
        run_parallel(pending, work, worker_count(options.threads), tick)


def _refuse_nothing(
    plan: ExtractPlan, changed: list[PairTask], low_rank: list[PairTask], whole: list[PairTask]
) -> None:
    base, donor = plan.base.folder, plan.donor.folder
    if not changed:
        raise BadInput(
            f"{donor} has the very weights of {base}: there is no difference to extract.",
            "Choose the fine-tune that has the ability as donor, and the model it was trained from as base.",
        )
    if not low_rank:
        differing = (whole or changed)[0].name
        raise BadInput(
            f"No linear layer differs between {base} and {donor} (but {differing!r} does).",
            "Choose other tensors with --include, or --embeddings lora.",
        )


def _figures(
    partial: PartialFolder, low_rank: list[PairTask], lost: Mapping[str, float], names: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Module (in memory's names) → its figures for `graftwork.json`."""
    figures = {}
    for task in sorted(low_rank, key=lambda task: task.name):
        own = partial.done[task.name]
        stored = max(0.0, own["captured"] - lost[task.name])
        figures[names.get(task.name, task.name).removesuffix(".weight")] = {
            "rank": own["rank"],
            "captured": _share(stored, own["energy"]),
            "noise": _share(own["noise"], own["energy"]),
            "relative": float(f"{(own['energy'] / own['weight_energy']) ** 0.5 if own['weight_energy'] else 0:.4g}"),
            "energy": float(f"{own['energy']:.6g}"),
            "singular": [float(f"{value:.6g}") for value in own["singular"]],
        }
    return figures


def _share(part: float, whole: float) -> float:
    return round(min(1.0, part / whole), 6) if whole else 0.0


def _result(
    partial: PartialFolder,
    plan: ExtractPlan,
    figures: Mapping[str, Mapping[str, Any]],
    changed: list[PairTask],
    low_rank: list[PairTask],
    whole: list[PairTask],
    started: float,
) -> ExtractResult:
    energy = sum(own["energy"] for own in figures.values())
    captured = _share(sum(own["captured"] * own["energy"] for own in figures.values()), energy)
    noise = _share(sum(own["noise"] * own["energy"] for own in figures.values()), energy)
    warnings = []
    if noise > 0.5:
        warnings.append(
            f"{noise:.0%} of the difference is only the donor's rounding: the fine-tune hardly moved the weights."
        )
    elif captured + noise < 0.3:
        warnings.append(
            f"The adapter has {captured:.0%} of the difference: "
            "it is spread over many directions, so a higher rank may be needed."
        )
    return ExtractResult(
        out=plan.options.out,
        rank=max(own["rank"] for own in figures.values()),
        modules=len(low_rank),
        added=len(whole),
        unchanged=len(plan.tasks) - len(changed),
        left_out=len(changed) - len(low_rank) - len(whole),
        nbytes=sum(file.stat().st_size for file in partial.path.glob("*.safetensors")),
        captured=captured,
        noise=noise,
        seconds=time.monotonic() - started,
        resumed=partial.resumed,
        warnings=tuple(warnings),
    )


def _write_record(
    partial: PartialFolder,
    plan: ExtractPlan,
    result: ExtractResult,
    figures: Mapping[str, Mapping[str, Any]],
    changed: list[PairTask],
) -> None:
    """README.md and graftwork.json."""
    left_out = {
        task.name: {"why": task.why, "relative": _relative(partial.done[task.name])}
        for task in changed
        if task.part is Part.LEFT_OUT
    }
    summary = {
        key: value
        for key, value in result.as_json().items()
        if key not in ("out", "kind", "seconds", "resumed", "warnings")
    }
    context = {
        "changed": not plan.donor.context.same_as(plan.base.context),
        "base": plan.base.context.to_json(),
        "donor": plan.donor.context.to_json(),
    }
    line = command_line(plan)
    text = record(
        plan.recipe,
        line,
        summary,
        modules=figures,
        left_out=left_out,
        context=context,
        base_sketch=make_sketch(plan.base),
    )
    (partial.path / RECORD_NAME).write_text(text)
    (partial.path / CARD_NAME).write_text(adapter_card(plan, line, summary, left_out))


def _relative(figures: Mapping[str, Any]) -> float:
    return float(f"{(figures['energy'] / figures['weight_energy']) ** 0.5 if figures['weight_energy'] else 1:.4g}")


def finished_result(out: Path, started: float) -> ExtractResult:
    """The result of an extraction whose output is there already."""
    summary = json.loads((out / RECORD_NAME).read_text())["summary"]
    return ExtractResult(out=out, seconds=time.monotonic() - started, **summary)
