"""A merge from its options to a verified model folder."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from graftwork_core.gate import refuse_misfits, refuse_too_little_room
from graftwork_core.merge.aftercare import audit_written, carried_settings
from graftwork_core.merge.card import merge_card
from graftwork_core.merge.options import MergeOptions
from graftwork_core.merge.plan import TOKENIZER_CONFIG, MergePlan, plan_merge
from graftwork_core.merge.rehearsal import estimate_seconds
from graftwork_core.merge.tasks import TensorTask
from graftwork_core.model.context import read_context
from graftwork_core.model.fit import FitReport
from graftwork_core.preflight import Preflight
from graftwork_core.provenance import CARD_NAME, RECORD_NAME, command, record
from graftwork_core.reporting import Reporter, stop_if_cancelled
from graftwork_core.weights.partial import PartialFolder, can_resume, check_output, free_bytes, tidy_up, was_published

_RUNTIME_BYTES: Final = 400 << 20
"""What the interpreter with torch takes."""
_WEAK_SURVIVAL: Final = 0.95
_SMALL_FILES_BYTES: Final = 64 << 20
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A finished merge.

    Attributes:
        out: The merged model's folder.
        tensors: How many tensors it has.
        changed: How many of them differ from the target's.
        nbytes: Bytes of its weights.
        survival: Share of the change that is left after rounding; None when nothing was measured.
        context_window: Its context window, in tokens.
        seconds: How long this run took.
        resumed: Tensors that an earlier run had finished.
        extra: Tensors that no class of transformers loads (said, and carried over).
        warnings: What the user should know.
    """

    out: Path
    tensors: int
    changed: int
    nbytes: int
    survival: float | None
    context_window: int | None
    seconds: float
    resumed: int = 0
    extra: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "out": str(self.out), "kind": "merge"}


def check(options: MergeOptions) -> tuple[FitReport, Preflight]:
    """Say whether everything fits, and what would be read and written; nothing is touched.

    Raises:
        GraftworkError: When an input is broken, or the output can't be made.
    """
    plan = plan_merge(options)
    if not was_finished(plan):
        check_output(options.out, plan.job, options.overwrite, plan.inputs)
    return plan.report, preflight(plan, timed=True)


def preflight(plan: MergePlan, *, timed: bool) -> Preflight:
    """What a planned merge needs of this machine.

    Args:
        plan: The plan.
        timed: Estimate the seconds too, which tries a piece of the work.
    """
    options = plan.options
    largest = max((file.nbytes for file in plan.layout.files), default=0)
    reads = [(options.target, plan.target.checkpoint.nbytes)]
    reads += [(adapter.folder, adapter.nbytes) for adapter in plan.adapters]
    writes = [(file.filename, file.nbytes) for file in plan.layout.files]
    writes += [(name, file.stat().st_size) for name, file in sorted(plan.files.items())]
    writes += [("config.json", 0), (CARD_NAME, 0), (RECORD_NAME, 0)]
    factors = max(
        (tensor.nbytes for adapter in plan.adapters for header in adapter.headers for tensor in header.tensors),
        default=0,
    )
    return Preflight(
        out=options.out,
        reads=tuple(reads),
        writes=tuple(writes),
        disk_needed=plan.layout.nbytes + _SMALL_FILES_BYTES,
        disk_free=free_bytes(options.out),
        memory_needed=_RUNTIME_BYTES + 16 * factors + min(largest, 256 << 20),
        seconds=estimate_seconds(plan) if timed and plan.tasks else None,
        resumes=can_resume(options.out, plan.job),
    )


def merge(options: MergeOptions, reporter: Reporter) -> MergeResult:
    """Merge adapters into a target and write a complete model folder.

    Everything is written beside `out` and renamed at the end; a cancelled or killed run goes on where it
    stopped when it is called again, and gives the same bytes.

    Raises:
        BadInput: A file is broken, or the output can't be made there.
        DoesNotFit: An adapter does not belong to the target.
        NotEnoughRoom: The disk is too small.
        Cancelled: The user stopped it.
    """
    started = time.monotonic()
    reporter.stage("checking")
    plan = plan_merge(options)
    refuse_misfits(plan.report, reporter, force=options.force)
    if was_finished(plan):
        tidy_up(options.out)
        return finished_result(plan, started)
    check_output(options.out, plan.job, options.overwrite, plan.inputs)
    refuse_too_little_room(preflight(plan, timed=False), reporter)
    stop_if_cancelled(reporter)
    with PartialFolder(options.out, plan.job, options.overwrite) as partial:
        result = merge_into(partial, plan, reporter, started)
        partial.publish()
    return result


def merge_into(
    partial: PartialFolder, plan: MergePlan, reporter: Reporter, started: float, made_by: str = ""
) -> MergeResult:
    """Write the merged model into a partial folder and verify it; the caller publishes.

    Args:
        partial: Where to write.
        plan: What to do.
        reporter: Who is told.
        started: When the job began, by `time.monotonic`.
        made_by: The command that makes the result again, when it is more than this merge.
    """
    reporter.stage("merging")
    _write_weights(partial, plan, reporter)
    reporter.stage("verifying")
    extra = _verify(partial, plan)
    warnings = _warnings(partial, plan)
    for message, hint in warnings:
        reporter.warning(message, hint)
    result = MergeResult(
        out=plan.options.out,
        tensors=len(plan.tasks),
        changed=sum(not task.is_copy for task in plan.tasks),
        nbytes=plan.layout.nbytes,
        survival=_survival(partial, plan),
        context_window=read_context(plan.config).window,
        seconds=time.monotonic() - started,
        resumed=partial.resumed,
        extra=extra,
        warnings=tuple(message for message, _ in warnings),
    )
    _write_small_files(partial, plan, result, made_by or command_line(plan))
    return replace(result, warnings=(*result.warnings, *audit_written(partial.path, reporter)))


def _write_weights(partial: PartialFolder, plan: MergePlan, reporter: Reporter) -> None:
    from graftwork_core.compute import is_out_of_memory, pick_device, run_parallel, worker_count
    from graftwork_core.merge.arithmetic import FactorCache, TensorMerger, copy_tensor
    from graftwork_core.weights.reader import Reader
    from graftwork_core.weights.writer import CheckpointWriter

    options, device = plan.options, pick_device(plan.options.device)
    pending = [task for task in plan.tasks if not _is_done(task, partial, options)]
    total = sum(task.output.nbytes for task in plan.tasks)
    done = total - sum(task.output.nbytes for task in pending)
    lock = threading.Lock()
    mergers = threading.local()
    reporter.progress(done, total)
    with Reader() as reader, CheckpointWriter(partial.path, plan.layout) as writer:
        factors = FactorCache(reader, device)

        def advance(nbytes: int) -> None:
            nonlocal done
            with lock:
                done += nbytes
                reporter.progress(done, total)
            stop_if_cancelled(reporter)

        def work(task: TensorTask) -> None:
            stop_if_cancelled(reporter)
            if task.is_copy:
                figures = copy_tensor(task, reader, writer, advance, options.not_finite)
            else:
                if not hasattr(mergers, "one"):
                    mergers.one = TensorMerger(
                        reader, writer, factors, device, options.rounding, options.seed, options.not_finite
                    )
                try:
                    survival = mergers.one.merge(task, advance)
                except RuntimeError as error:
                    if not is_out_of_memory(error):
                        raise
                    reporter.warning(
                        f"{device} ran out of memory at {task.output.name!r}; smaller chunks are used from here on."
                    )
                    survival = mergers.one.merge_in_smaller_chunks(task, advance)
                figures = survival.figures()
                reporter.metric(task.output.name, **figures)
            partial.record(task.output.name, figures)
            reader.finished(task.source)

        def tick() -> None:
            stop_if_cancelled(reporter)
            partial.sync_now_and_then(writer.sync)

        reader.announce([task.source for task in pending])
        run_parallel(pending, work, worker_count(options.threads), tick)
        if options.sync:
            reporter.stage("flushing")
            writer.sync()


def _is_done(task: TensorTask, partial: PartialFolder, options: MergeOptions) -> bool:
    """Whether an earlier run finished a tensor, with nothing in it that this one would stop at."""
    figures = partial.done.get(task.output.name)
    return figures is not None and not (options.not_finite == "stop" and "not_finite" in figures)


def _verify(partial: PartialFolder, plan: MergePlan) -> tuple[str, ...]:
    """Reopen what was written; transformers is asked when the merge changed the table, or always with "full"."""
    from graftwork_core.weights.verify import verify_folder, verify_shapes

    written = verify_folder(partial.path, plan.layout.tensors)
    (partial.path / "config.json").write_text(json.dumps(plan.config, indent=2, ensure_ascii=False) + "\n")
    if plan.options.verify == "full" or plan.table_changed:
        from graftwork_core.model.oracle import expected_tensors

        return verify_shapes(partial.path, expected_tensors(partial.path), written)
    return ()


def _warnings(partial: PartialFolder, plan: MergePlan) -> list[tuple[str, str]]:
    warnings = _about_not_finite(partial.done)
    survival = _survival(partial, plan)
    if survival is None or survival >= _WEAK_SURVIVAL or plan.options.rounding == "stochastic":
        return warnings
    return [
        *warnings,
        (
            f"Only {survival:.0%} of the change is left after rounding: it is small beside the weights' steps.",
            "Use --rounding stochastic, or --dtype fp32.",
        ),
    ]


def _about_not_finite(figures: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """One warning about all tensors with NaN or infinite weights; the record has every one with its count."""
    bad = [name for name, own in sorted(figures.items()) if own.get("not_finite")]
    if not bad:
        return []
    named = ", ".join(bad[:_MOST_NAMED]) + (f" and {len(bad) - _MOST_NAMED} more" if len(bad) > _MOST_NAMED else "")
    return [
        (
            f"NaN or infinite weights are in {len(bad)} {'tensor' if len(bad) == 1 else 'tensors'}: {named}.",
            f"They came from the target and are as they were; {RECORD_NAME} counts them.",
        )
    ]


def _survival(partial: PartialFolder, plan: MergePlan) -> float | None:
    """The share over all changed tensors, each weighted by the energy of its change."""
    intended = arrived = 0.0
    for task in plan.tasks:
        figures = partial.done[task.output.name]
        if "survival" in figures:
            energy = figures["change"] ** 2 * task.source.numel
            intended += energy
            arrived += energy * figures["survival"]
    return arrived / intended if intended else None


def _write_small_files(partial: PartialFolder, plan: MergePlan, result: MergeResult, line: str) -> None:
    """Tokenizer, templates and licences as they were; card and record as they are now."""
    for name, file in plan.files.items():
        destination = partial.path / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, destination)
    if plan.tokenizer_config is not None:
        text = json.dumps(plan.tokenizer_config, indent=2, ensure_ascii=False) + "\n"
        (partial.path / TOKENIZER_CONFIG).write_text(text)
    summary = {
        "tensors": result.tensors,
        "changed": result.changed,
        "survival": result.survival and round(result.survival, 6),
    }
    (partial.path / CARD_NAME).write_text(merge_card(plan.recipe, line, summary, result.context_window))
    figures = {name: partial.done[name] for name in plan.layout.tensors if partial.done[name]}
    context = carried_settings(plan.adapters)
    text = record(plan.recipe, line, summary, tensors=figures, extra=list(result.extra), context=context)
    (partial.path / RECORD_NAME).write_text(text)


def command_line(plan: MergePlan) -> str:
    """The command that makes the model again, with public names instead of this machine's paths."""
    options, recipe = plan.options, plan.recipe
    adapters = tuple(f"{adapter['name']}={adapter['weight']:g}" for adapter in recipe["adapters"])
    return command(
        "merge",
        [
            ("--target", recipe["target"]["name"]),
            ("--adapter", adapters),
            ("--out", "merged"),
            ("--dtype", None if options.dtype == "same" else options.dtype),
            ("--rounding", None if options.rounding == "nearest" else options.rounding),
            ("--context", None if options.context == "adapter" else options.context),
            ("--shard-size", options.shard_size),
            ("--seed", options.seed or None),
            ("--not-finite", None if options.not_finite == "stop" else options.not_finite),
        ],
    )


def was_finished(plan: MergePlan) -> bool:
    """Whether this very merge had given its output its name, and was killed before it could tidy up."""
    return was_published(plan.options.out, plan.job)


def finished_result(plan: MergePlan, started: float) -> MergeResult:
    """The result of a merge whose output is there already."""
    written = json.loads((plan.options.out / RECORD_NAME).read_text())
    summary, bad = written["summary"], _about_not_finite(written.get("tensors", {}))
    return MergeResult(
        out=plan.options.out,
        tensors=summary["tensors"],
        changed=summary["changed"],
        nbytes=plan.layout.nbytes,
        survival=summary["survival"],
        context_window=read_context(plan.config).window,
        seconds=time.monotonic() - started,
        resumed=len(plan.tasks),
        warnings=(*(message for message, _ in bad), *audit_written(plan.options.out)),
    )
